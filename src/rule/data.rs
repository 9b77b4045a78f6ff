//! A pack's own data (`[data]` and `[[limit]]`) as typed values, so that a misspelt limit is an error like a misspelt fact.

use std::sync::Arc;

use super::reader::Reader;
use crate::fact::{Field, Meaning, Origin, Record, Sensitivity, Shape, Type, Value};
use crate::source::{Entry, Fault, Kind, Node};

/// The data that conditions see as `limits` and `pack`.
pub fn root(limits: &[(String, Value, String)], data: &[Entry], faults: &mut Vec<Fault>) -> Record {
    let limits = Record {
        shape: Arc::new(Shape {
            name: "limits".into(),
            fields: limits.iter().map(|(name, value, doc)| field(name, type_of(value), doc)).collect(),
        }),
        path: "limits".into(),
        fields: limits.iter().map(|(_, value, _)| value.clone()).collect(),
    };
    let table = Node { span: crate::source::Span::default(), kind: Kind::Table(data.to_vec()) };
    let pack = value(&table, "pack", faults);
    let shape = Shape {
        name: "pack data".into(),
        fields: vec![
            field("limits", Type::Record(Arc::clone(&limits.shape)), "The pack's limits."),
            field("pack", type_of(&pack), "The pack's own data."),
        ],
    };
    Record { shape: Arc::new(shape), path: "".into(), fields: vec![Value::Record(Arc::new(limits)), pack] }
}

/// Reads one `[[limit]]`.
pub fn limit(node: &Node, faults: &mut Vec<Fault>) -> Option<(String, Value, String)> {
    let mut reader = Reader::new(node, "a limit", faults);
    let id = reader.required("id").map(|(id, _)| id.to_owned());
    let unit = reader.text("unit").map_or("", |(unit, _)| unit);
    let value = match reader.node("value").map(|node| (&node.kind, node.span)) {
        Some((Kind::Integer(number), _)) => Some(Value::Int(*number)),
        Some((Kind::Float(number), _)) => Some(Value::Double(*number)),
        Some((Kind::String(text), _)) => Some(Value::text(text.as_str())),
        Some((_, span)) => {
            reader.fault(span, "`value` must be a number or a string");
            None
        }
        None => {
            let span = reader.span();
            reader.fault(span, "a limit has no `value`");
            None
        }
    };
    for key in ["note", "source", "checked", "confidence"] {
        reader.text(key);
    }
    reader.finish();
    Some((id?, value?, unit.to_owned()))
}

fn field(name: &str, ty: Type, doc: &str) -> Field {
    Field {
        name: name.into(),
        ty,
        meaning: Meaning::Measure,
        sensitivity: Sensitivity::Public,
        origin: Origin::Run,
        doc: doc.into(),
        words: &[],
        most: usize::MAX,
    }
}

fn value(node: &Node, name: &str, faults: &mut Vec<Fault>) -> Value {
    match &node.kind {
        Kind::String(text) | Kind::Plain(text) | Kind::Date(text) => Value::text(text.as_str()),
        Kind::Integer(number) => Value::Int(*number),
        Kind::Float(number) => Value::Double(*number),
        Kind::Bool(flag) => Value::Bool(*flag),
        Kind::Null => Value::Absent,
        Kind::List(nodes) => {
            let mut items: Vec<Value> = nodes.iter().map(|node| value(node, name, faults)).collect();
            let ty = items.first().map_or(Type::Any, type_of);
            if let Some((node, _)) = nodes.iter().zip(&items).find(|(_, item)| !ty.accepts(&type_of(item))) {
                faults.push(Fault::at(node.span, format!("a list holds one type, the first item is {ty}")));
                items.clear();
            }
            same_shape(&mut items, name);
            Value::list(items)
        }
        Kind::Table(entries) => {
            let fields: Vec<Value> = entries.iter().map(|entry| value(&entry.value, &entry.key, faults)).collect();
            let shape = Shape {
                name: name.into(),
                fields: entries
                    .iter()
                    .zip(&fields)
                    .map(|(entry, value)| field(&entry.key, type_of(value), ""))
                    .collect(),
            };
            Value::Record(Arc::new(Record { shape: Arc::new(shape), path: name.into(), fields }))
        }
    }
}

/// Gives the tables of a list one shape: the union of their keys, what a table lacks is absent.
fn same_shape(items: &mut [Value], name: &str) {
    let mut fields: Vec<Field> = Vec::new();
    for record in items.iter().filter_map(Value::record) {
        for field in &record.shape.fields {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field.clone());
            }
        }
    }
    if fields.is_empty() {
        return;
    }
    let shape = Arc::new(Shape { name: name.into(), fields });
    for item in items.iter_mut() {
        let Some(old) = item.record() else { continue };
        let fields = shape.fields.iter().map(|field| old.get(&field.name).clone()).collect();
        *item = Value::Record(Arc::new(Record { shape: Arc::clone(&shape), path: Arc::clone(&old.path), fields }));
    }
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::Int(_) => Type::Int,
        Value::Double(_) => Type::Double,
        Value::Text(_) => Type::Text,
        Value::Date(_) => Type::Date,
        Value::List(items) => Type::list(items.first().map_or(Type::Any, type_of)),
        Value::Record(record) => Type::Record(Arc::clone(&record.shape)),
        Value::Absent | Value::Withheld(_) | Value::Unknown(_) => Type::Any,
    }
}
