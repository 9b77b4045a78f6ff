//! The JSON Schema of an application: what a person may type, from the declared facts.

use serde_json::{Map, Value as Json, json};

use super::DIALECT;
use crate::fact::schema::ROOT;
use crate::fact::{Field, Origin, Shape, Type};

/// Whose facts a schema has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What a person types.
    Typed,
    /// Also what is measured, for the tests of rules.
    All,
}

/// The schema of an application file.
pub fn schema() -> Json {
    let mut schema = object(&ROOT, Extent::Typed);
    if let Some(fields) = schema.as_object_mut() {
        let head = [
            ("$schema", json!(DIALECT)),
            ("title", json!("An application for preflight")),
            (
                "description",
                json!("What you are about to type and upload. Every part is optional; what is absent is not judged."),
            ),
        ];
        for (place, (key, value)) in head.into_iter().enumerate() {
            fields.shift_insert(place, key.to_owned(), value);
        }
        if let Some(Json::Object(properties)) = fields.get_mut("properties") {
            let own = json!({"type": "string", "description": "The schema of this file, for editors."});
            properties.shift_insert(0, "$schema".to_owned(), own);
        }
    }
    schema
}

/// The schema of facts: an object with the fields of a shape.
pub fn object(shape: &Shape, extent: Extent) -> Json {
    let allowed = shape.fields.iter().filter(|field| extent == Extent::All || field.origin == Origin::Typed);
    let properties: Map<String, Json> =
        allowed.map(|field| (field.name.to_string(), described(field, extent))).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn described(field: &Field, extent: Extent) -> Json {
    let mut schema = value(&field.ty, field, extent);
    if let Some(fields) = schema.as_object_mut() {
        fields.shift_insert(0, "description".to_owned(), json!(&*field.doc));
    }
    schema
}

/// What stands for a value of a type. Nothing is what is not filled in.
fn value(ty: &Type, field: &Field, extent: Extent) -> Json {
    match ty {
        Type::Bool => json!({"type": ["boolean", "null"]}),
        Type::Int => json!({"type": ["integer", "null"]}),
        Type::Double => json!({"type": ["number", "null"]}),
        Type::Date => json!({"type": ["string", "null"], "format": "date"}),
        // A word outside the list is a finding, no mistake of the file: an editor offers the list and takes anything.
        Type::Text if !field.words.is_empty() => {
            json!({"anyOf": [{"enum": field.words}, {"type": ["string", "null"], "maxLength": field.most}]})
        }
        Type::Text => json!({"type": ["string", "null"], "maxLength": field.most}),
        Type::List(item) if **item == Type::Text => {
            json!({"type": ["array", "null"], "items": value(item, field, extent), "maxItems": crate::fact::MAX_ENTRIES})
        }
        Type::List(item) => {
            json!({"type": ["array", "null"], "items": value(item, field, extent), "maxItems": field.most})
        }
        Type::Record(shape) => {
            let mut schema = object(shape, extent);
            if let Some(fields) = schema.as_object_mut() {
                fields.insert("type".to_owned(), json!(["object", "null"]));
            }
            schema
        }
        Type::Any => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_or_secret_is_not_typed() {
        let schema = schema();
        assert!(schema["properties"]["network"].is_null());
        assert!(schema["properties"]["security"]["properties"]["password"].is_null());
        assert!(schema["properties"]["documents"]["items"]["properties"]["glare"].is_null());
        assert_eq!(schema["properties"]["identity"]["additionalProperties"], false);
        let kinds = &schema["properties"]["identity"]["properties"]["document_kind"]["anyOf"];
        assert_eq!(kinds[0]["enum"][0], "passport");
        assert_eq!(kinds[1]["type"][0], "string");
    }

    #[test]
    fn tests_of_rules_may_set_measures() {
        let schema = object(&ROOT, Extent::All);
        assert!(schema["properties"]["network"].is_object());
    }
}
