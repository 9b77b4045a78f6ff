//! Walking the tree of facts by path.

use std::cmp::Ordering;
use std::sync::Arc;

use super::shape::{Meaning, Origin, Sensitivity, Type, join};
use super::value::{Record, Value};

/// One typed text and its place in the tree.
#[derive(Clone, Debug)]
pub struct Typed {
    /// `forms[0].surname`
    pub path: String,
    /// `surname`
    pub key: Arc<str>,
    /// `forms`
    pub section: Arc<str>,
    /// What it is for.
    pub meaning: Meaning,
    /// How closely it touches the applicant.
    pub sensitivity: Sensitivity,
    /// The words that may stand there; empty where anything may.
    pub words: &'static [&'static str],
    /// The text, or why there is none.
    pub value: Value,
}

/// Every text that the applicant gave, in the order of the schema.
pub fn typed_fields(root: &Record) -> Vec<Typed> {
    let mut found = Vec::new();
    for (field, value) in root.shape.fields.iter().zip(&root.fields) {
        match value {
            Value::Record(record) => walk(record, &field.name, &mut found),
            Value::List(items) => {
                for record in items.iter().filter_map(Value::record) {
                    walk(record, &field.name, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

fn walk(record: &Record, section: &Arc<str>, found: &mut Vec<Typed>) {
    for (field, value) in record.shape.fields.iter().zip(&record.fields) {
        if !matches!(field.origin, Origin::Typed | Origin::Prompt) || !value.is_given() {
            continue;
        }
        let mut push = |path: String, value: &Value| {
            found.push(Typed {
                path,
                key: Arc::clone(&field.name),
                section: Arc::clone(section),
                meaning: field.meaning,
                sensitivity: field.sensitivity,
                words: field.words,
                value: value.clone(),
            });
        };
        let path = join(&record.path, &field.name);
        match (&field.ty, value) {
            (Type::Text, _) => push(path, value),
            (Type::List(item), Value::List(items)) if **item == Type::Text => {
                for (index, item) in items.iter().enumerate() {
                    push(format!("{path}[{index}]"), item);
                }
            }
            _ => {}
        }
    }
}

/// One step of a path: a key with or without an index.
fn steps(path: &str) -> impl Iterator<Item = (&str, Option<usize>)> {
    path.split('.').map(|step| match step.split_once('[') {
        Some((key, index)) => (key, index.trim_end_matches(']').parse().ok()),
        None => (step, None),
    })
}

/// Orders paths by their keys, and entries of one list by their number: byte by byte, for the signs of a path stand before all letters
/// of a key, but numbers by their length first.
pub fn compare_paths(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let number = |path: &[u8]| path.iter().skip(same).take_while(|byte| byte.is_ascii_digit()).count();
    let within = left.iter().take(same).rev().find(|byte| !byte.is_ascii_digit()) == Some(&b'[');
    let by_length = if within { number(left).cmp(&number(right)) } else { Ordering::Equal };
    by_length.then_with(|| left.get(same..).cmp(&right.get(same..)))
}

/// The path of another key beside a value: `forms[0].country` for `forms[0].phone`; lines of a list stand beside their list.
pub fn beside(path: &str, key: &str) -> Option<String> {
    let (entry, _) = path.rsplit_once('.')?;
    Some(join(entry, key))
}

/// The value at a path, where there is one.
pub fn at_path<'a>(root: &'a Record, path: &str) -> Option<&'a Value> {
    let mut record = root;
    let mut found = None;
    for (key, index) in steps(path) {
        let mut value = record.get(key);
        if let Some(index) = index {
            value = value.items().get(index)?;
        }
        found = Some(value);
        match value {
            Value::Record(inner) => record = inner,
            _ => {
                return (path.ends_with(key) || path.ends_with(']')).then_some(value);
            }
        }
    }
    found
}

/// The same facts with one text replaced. Unchanged where there is no such path.
pub fn replace(root: &Record, path: &str, text: &str) -> Record {
    let steps: Vec<_> = steps(path).collect();
    replaced(root, &steps, text)
}

fn replaced(record: &Record, steps: &[(&str, Option<usize>)], text: &str) -> Record {
    let mut copy = record.clone();
    let Some(((key, index), rest)) = steps.split_first() else {
        return copy;
    };
    let below = |value: &Value| match value {
        Value::Record(inner) if !rest.is_empty() => Value::Record(Arc::new(replaced(inner, rest, text))),
        _ => Value::text(text),
    };
    let new = match (record.get(key), index) {
        (Value::List(items), Some(index)) => Value::list(
            items.iter().enumerate().map(|(at, item)| if at == *index { below(item) } else { item.clone() }),
        ),
        (value, _) => below(value),
    };
    copy.set(key, new);
    copy
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::schema::ROOT;
    use crate::fact::{Strictness, build};
    use crate::source::Source;

    fn facts(text: &str) -> Record {
        let source = Arc::new(Source::new("a.toml", text.to_owned()));
        let (node, _) = source.parse();
        build(&node, &ROOT, &source, Strictness::File).record
    }

    #[test]
    fn typed_texts_carry_their_path() {
        let root = facts("[identity]\nsurname = 'KIM'\n[[forms]]\nname = 'KIM'\n[[documents]]\nmrz = ['P<', 'L8']\n");
        let paths: Vec<String> = typed_fields(&root).into_iter().map(|typed| typed.path).collect();
        assert_eq!(paths, ["identity.surname", "forms[0].name", "documents[0].mrz[0]", "documents[0].mrz[1]"]);
    }

    #[test]
    fn paths_are_ordered_by_number() {
        let mut paths = ["forms[10].name", "identity.name", "forms[2].surname", "forms[2].name", "forms"];
        paths.sort_by(|left, right| compare_paths(left, right));
        assert_eq!(paths, ["forms", "forms[2].name", "forms[2].surname", "forms[10].name", "identity.name"]);
    }

    #[test]
    fn paths_are_ordered_step_by_step() {
        let paths = [
            "forms",
            "forms.name",
            "forms[0]",
            "forms[0].name",
            "forms[0].name_x",
            "forms[2]",
            "forms[10].a",
            "forms[12].a",
            "forms_x",
            "forms_x[3]",
            "documents[1].mrz[0]",
            "documents[1].mrz[10]",
            "documents[1].mrz",
            "identity.birth_date",
            "identity",
        ];
        for (left, right) in paths.iter().flat_map(|left| paths.iter().map(move |right| (left, right))) {
            assert_eq!(compare_paths(left, right), steps(left).cmp(steps(right)), "{left} {right}");
        }
    }

    #[test]
    fn keys_of_one_entry_stand_beside_each_other() {
        assert_eq!(beside("forms[0].phone", "country").as_deref(), Some("forms[0].country"));
        assert_eq!(beside("documents[1].mrz[0]", "kind").as_deref(), Some("documents[1].kind"));
        assert_eq!(beside("it", "country"), None);
    }

    #[test]
    fn a_replaced_value_is_found_at_its_path() {
        let root = facts("[[forms]]\nname = 'KIM'\n[[forms]]\nname = 'LEE'\n");
        let root = replace(&root, "forms[1].name", "PARK");
        let Some(Value::Text(text)) = at_path(&root, "forms[1].name") else { panic!("no text") };
        assert_eq!(text.expose(), "PARK");
        assert!(at_path(&root, "forms[7].name").is_none());
        assert!(matches!(at_path(&root, "identity.surname"), Some(Value::Absent)));
    }
}
