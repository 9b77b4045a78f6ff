//! A pack's own data (`[data]` and `[[limit]]`) as typed values, so that a misspelt limit is an error like a misspelt fact.

use std::sync::Arc;

use jiff::civil::Date;

use super::limit::{self, Limit};
use crate::fact::{Field, Meaning, Origin, Record, Sensitivity, Shape, Type, Value};
use crate::source::{Entry, Fault, Kind, Node};

/// What conditions see beside the facts: `limits`, `published` and `pack`. Limits change over time, so there is one record for each
/// period in which all of them stay as they are.
#[derive(Debug)]
pub struct Data {
    /// The names and types, the same in every period.
    pub shape: Arc<Shape>,
    /// The first day of each period, in order, and its values.
    periods: Vec<(Date, Record)>,
}

impl Data {
    /// The data of a pack: its limits, and its own tables.
    pub fn of(limits: &[Limit], own: &[Entry], faults: &mut Vec<Fault>) -> Self {
        let table = Node { span: crate::source::Span::default(), kind: Kind::Table(own.to_vec()) };
        let pack = value(&table, "pack", faults);
        let (shape, published) = (limit::shape(limits), limit::published_shape(limits));
        let root = Arc::new(Shape {
            name: "pack data".into(),
            fields: vec![
                field(
                    "limits",
                    Type::Record(Arc::clone(&shape)),
                    "The pack's limits, as they hold on the day of the run.",
                ),
                field(
                    "published",
                    Type::Record(Arc::clone(&published)),
                    "The same as texts, where several are published all of them.",
                ),
                field("pack", type_of(&pack), "The pack's own data."),
            ],
        });
        let on = |day: Date| {
            let record = |shape: &Arc<Shape>, path: &str, fields| {
                Value::Record(Arc::new(Record { shape: Arc::clone(shape), path: path.into(), fields }))
            };
            let fields = vec![
                record(&shape, "limits", limit::values(&shape, limits, day)),
                record(&published, "published", limit::texts(&published, limits, day)),
                pack.clone(),
            ];
            (day, Record { shape: Arc::clone(&root), path: "".into(), fields })
        };
        let periods = limit::turns(limits).into_iter().map(on).collect();
        Self { shape: root, periods }
    }

    /// The pack's own tables, which no day changes.
    pub fn own(&self) -> &Value {
        self.periods.first().map_or(&Value::Absent, |(_, record)| record.get("pack"))
    }

    /// The data as it is on a day.
    pub fn on(&self, day: Date) -> &Record {
        // The first period begins with the calendar, so there always is one.
        let later = self.periods.partition_point(|(first, _)| *first <= day);
        &self.periods[later.saturating_sub(1)].1
    }
}

pub(super) fn field(name: &str, ty: Type, doc: &str) -> Field {
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

pub(super) fn type_of(value: &Value) -> Type {
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
