//! The JSON Schemas of pack files, from the declared tables.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{DIALECT, application};
use crate::fact::schema::ROOT;
use crate::rule::table::{FILE, Form, Key, MESSAGES_FILE, RULE_FILE, Table};

/// The schema of any file of a pack.
pub fn pack() -> Json {
    // A schema does not see the name of the file, so it has what words.toml and codes.toml hold as well.
    let keys = FILE.keys.iter().chain(MESSAGES_FILE.keys.iter().filter(|key| FILE.key(key.name).is_none()));
    file("A file of a pack of preflight", FILE.doc, keys)
}

/// The schema of a file of rules.
pub fn rule() -> Json {
    file("A file of rules of preflight", RULE_FILE.doc, RULE_FILE.keys.iter())
}

fn file<'a>(title: &str, doc: &str, keys: impl Iterator<Item = &'a Key>) -> Json {
    let mut builder = Builder::default();
    let properties: Map<String, Json> = keys.map(|key| (key.name.to_owned(), builder.key(key))).collect();
    json!({
        "$schema": DIALECT,
        "title": title,
        "description": doc,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": builder.finish(),
    })
}

struct Builder {
    /// Every table that was named, with its schema.
    tables: BTreeMap<&'static str, Json>,
    /// Schemas of types of Rust.
    types: schemars::SchemaGenerator,
}

impl Default for Builder {
    fn default() -> Self {
        let types = schemars::generate::SchemaSettings::draft2020_12().into_generator();
        Self { tables: BTreeMap::new(), types }
    }
}

impl Builder {
    fn key(&mut self, key: &Key) -> Json {
        let mut schema = self.form(&key.form);
        if let Some(fields) = schema.as_object_mut() {
            fields.shift_insert(0, "description".to_owned(), json!(key.doc));
        }
        schema
    }

    fn form(&mut self, form: &Form) -> Json {
        let texts = json!({"type": "array", "items": {"type": "string"}});
        match form {
            Form::Text | Form::Sentence | Form::Condition => json!({"type": "string"}),
            Form::Flag => json!({"type": "boolean"}),
            Form::Integer => json!({"type": "integer"}),
            Form::Date => json!({"type": "string", "format": "date"}),
            Form::Value => json!({"type": ["number", "string"]}),
            Form::Word(words) => json!({"enum": words}),
            Form::Texts | Form::Sentences | Form::Conditions => texts,
            Form::Positions => json!({"type": "array", "items": {"type": "integer", "minimum": 0}}),
            Form::Named(form) => json!({"type": "object", "additionalProperties": self.form(form)}),
            Form::Facts => {
                self.tables.entry("facts").or_insert_with(|| application::object(&ROOT, application::Extent::All));
                json!({"$ref": "#/$defs/facts"})
            }
            Form::Data => json!({"type": "object"}),
            Form::Table(table) => self.table(table),
            Form::Tables(table) => json!({"type": "array", "items": self.table(table)}),
            Form::Foreign(foreign) => foreign.schema(&mut self.types).to_value(),
        }
    }

    fn table(&mut self, table: &'static Table) -> Json {
        let name = table.name();
        if !self.tables.contains_key(name) {
            // Before its keys, which may name it again.
            self.tables.insert(name, Json::Null);
            let schema = self.object(table);
            self.tables.insert(name, schema);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn object(&mut self, table: &Table) -> Json {
        let properties: Map<String, Json> = table.keys.iter().map(|key| (key.name.to_owned(), self.key(key))).collect();
        let needed: Vec<&str> = table.keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
        let mut schema = json!({
            "description": table.doc,
            "type": "object",
            "properties": properties,
            "required": needed,
            "additionalProperties": false,
        });
        if let Some(fields) = schema.as_object_mut().filter(|_| !table.either.is_empty()) {
            let groups: Vec<Json> = table.either.iter().map(|group| json!({"required": group})).collect();
            fields.insert("oneOf".to_owned(), json!(groups));
        }
        schema
    }

    fn finish(mut self) -> Json {
        let tables = self.tables.into_iter().map(|(name, schema)| (name.to_owned(), schema));
        let mut all: Map<String, Json> = tables.collect();
        all.extend(self.types.take_definitions(true));
        Json::Object(all)
    }
}

/// The schema of a table that a type of Rust declares, with everything that it names.
pub(super) fn foreign(foreign: crate::rule::table::Foreign) -> (Json, Map<String, Json>) {
    let mut builder = Builder::default();
    let schema = foreign.schema(&mut builder.types).to_value();
    (schema, builder.types.take_definitions(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        for schema in [pack(), rule()] {
            let text = schema.to_string();
            for (at, _) in text.match_indices("\"#/$defs/") {
                let name = text[at + 9..].split('"').next().unwrap();
                assert!(schema["$defs"][name].is_object(), "{name}");
            }
            assert_eq!(schema["$defs"]["rule"]["additionalProperties"], false);
        }
        assert!(pack()["$defs"]["Station"]["properties"]["pages"]["description"].is_string());
        assert!(rule()["$defs"]["Station"].is_null());
    }
}
