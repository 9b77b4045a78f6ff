//! Facts as JSON, so that they can be judged again without files or network.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::place::{Place, Places};
use super::schema::ROOT;
use super::shape::{Field, Sensitivity, Shape, Type, join};
use super::value::{Record, Value};
use crate::report::{Tokens, printable};
use crate::source::{Position, Span};

/// Most entries of a list that is read back; as many as a journal has.
const MAX_SAVED_ENTRIES: usize = 300;

/// Version of this file format.
const SCHEMA_VERSION: u32 = 1;

/// A saved run: facts, their places, and what they were gathered with.
#[derive(Serialize, Deserialize)]
pub struct SavedFacts {
    schema_version: u32,
    /// Name and version of the tool that wrote it.
    pub tool: String,
    /// Id and version of the pack.
    pub pack: String,
    /// The date the facts were gathered for.
    pub today: String,
    /// The application's file name.
    pub file: String,
    /// Whether the network was asked.
    pub online: bool,
    places: BTreeMap<String, SavedPlace>,
    facts: Json,
}

#[derive(Serialize, Deserialize)]
struct SavedPlace {
    start: (usize, usize),
    end: (usize, usize),
    byte_range: (usize, usize),
}

/// What a run was gathered with; stands at the head of a saved file.
pub struct SaveHead<'a> {
    /// Pack id and version.
    pub pack: &'a str,
    /// The date.
    pub today: &'a str,
    /// Whether the network was asked.
    pub online: bool,
}

/// Writes facts down. Values of personal fields become tokens unless `show_values`; secrets are never written.
pub fn save(root: &Record, places: &Places, origin: &SaveHead<'_>, show_values: bool) -> SavedFacts {
    let mut writer = Writer { tokens: Tokens::default(), show_values };
    SavedFacts {
        schema_version: SCHEMA_VERSION,
        tool: format!("preflight {}", env!("CARGO_PKG_VERSION")),
        pack: origin.pack.to_owned(),
        today: origin.today.to_owned(),
        file: places.file.to_string(),
        online: origin.online,
        places: places
            .all()
            .into_iter()
            .map(|(path, place)| {
                let saved = SavedPlace {
                    start: (place.start.line, place.start.column),
                    end: (place.end.line, place.end.column),
                    byte_range: (place.bytes.start, place.bytes.end),
                };
                (path.to_owned(), saved)
            })
            .collect(),
        facts: Json::Object(writer.record(root)),
    }
}

struct Writer {
    tokens: Tokens,
    show_values: bool,
}

impl Writer {
    fn record(&mut self, record: &Record) -> Map<String, Json> {
        record
            .shape
            .fields
            .iter()
            .zip(&record.fields)
            .filter(|(field, value)| value.is_given() && field.sensitivity != Sensitivity::Secret)
            .map(|(field, value)| (field.name.to_string(), self.value(value, field)))
            .collect()
    }

    fn value(&mut self, value: &Value, field: &Field) -> Json {
        match value {
            Value::Bool(value) => json!(value),
            Value::Int(value) => json!(value),
            Value::Double(value) => json!(value),
            Value::Date(date) => json!(date.to_string()),
            Value::Text(text) if self.shown(field, text.expose()) => json!(text.expose()),
            Value::Text(text) => json!({"$withheld": self.tokens.token(&field.name, text)}),
            Value::Withheld(token) => json!({"$withheld": &**token}),
            Value::Unknown(reason) => json!({"$unknown": &**reason}),
            Value::List(items) => Json::Array(items.iter().map(|item| self.value(item, field)).collect()),
            Value::Record(record) => Json::Object(self.record(record)),
            Value::Absent => Json::Null,
        }
    }

    /// A word outside its list may be anything that was pasted there by mistake.
    fn shown(&self, field: &Field, text: &str) -> bool {
        self.show_values || field.sensitivity == Sensitivity::Public || field.words.contains(&text)
    }
}

/// Reads saved facts back.
pub fn load(saved: &SavedFacts) -> Result<(Record, Places), String> {
    if saved.schema_version != SCHEMA_VERSION {
        return Err(format!(
            "this facts file has schema version {}, this program reads {SCHEMA_VERSION}",
            saved.schema_version
        ));
    }
    let record = read_record(&saved.facts, &ROOT, "")?;
    let places = saved
        .places
        .iter()
        .map(|(path, place)| {
            let position = |(line, column)| Position { line, column };
            let place = Place {
                start: position(place.start),
                end: position(place.end),
                bytes: Span::new(place.byte_range.0, place.byte_range.1),
            };
            (path.clone(), place)
        })
        .collect();
    Ok((record, Places::saved(&saved.file, places)))
}

/// A record of a shape as JSON. Values of personal fields become tokens unless `show_values`.
pub fn to_json(record: &Record, show_values: bool) -> Json {
    Json::Object(Writer { tokens: Tokens::default(), show_values }.record(record))
}

/// Reads a record of a shape from JSON; what is null is not given.
///
/// Fails on a key that the shape does not have, and on a value of another type.
pub fn read_record(json: &Json, shape: &Arc<Shape>, path: &str) -> Result<Record, String> {
    let mut record = Record::blank(shape, path);
    let object = json.as_object().ok_or_else(|| format!("`{}` must be an object", printable(path)))?;
    for (key, json) in object {
        if json.is_null() {
            continue;
        }
        let path = join(path, key);
        let field = shape.field(key).ok_or_else(|| format!("there is no fact `{}`", printable(&path)))?;
        record.set(key, read_value(json, &field.ty, &path)?);
    }
    Ok(record)
}

fn read_value(json: &Json, ty: &Type, path: &str) -> Result<Value, String> {
    let wrong = || format!("`{}` must be {ty}", printable(path));
    if let Some(object) = json.as_object() {
        if let Some(token) = object.get("$withheld").and_then(Json::as_str) {
            return Ok(Value::Withheld(token.into()));
        }
        if let Some(reason) = object.get("$unknown").and_then(Json::as_str) {
            return Ok(Value::unknown(reason));
        }
    }
    Ok(match ty {
        Type::Bool => Value::Bool(json.as_bool().ok_or_else(wrong)?),
        Type::Int => Value::Int(json.as_i64().ok_or_else(wrong)?),
        Type::Double => Value::Double(json.as_f64().ok_or_else(wrong)?),
        Type::Text => Value::text(json.as_str().ok_or_else(wrong)?),
        Type::Date => Value::Date(json.as_str().and_then(|text| text.parse().ok()).ok_or_else(wrong)?),
        Type::Record(shape) => Value::Record(Arc::new(read_record(json, shape, path)?)),
        Type::List(item) => {
            let items = json.as_array().ok_or_else(wrong)?;
            if items.len() > MAX_SAVED_ENTRIES {
                return Err(format!(
                    "`{}` has {} entries, at most {MAX_SAVED_ENTRIES} are read",
                    printable(path),
                    items.len()
                ));
            }
            let items = items.iter().enumerate();
            let items: Result<Vec<_>, _> =
                items.map(|(index, json)| read_value(json, item, &format!("{path}[{index}]"))).collect();
            Value::list(items?)
        }
        Type::Any => return Err(wrong()),
    })
}
