//! Functions that pick typed values with their places.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::function::{Function, Kind, Vocabulary};
use super::judged::Judged;
use super::{record_at, text_at, text_of, texts_at};
use crate::expr::Scope;
use crate::fact::schema::{FIELD, ROOT};
use crate::fact::{self, Origin, Private, Record, Shape, Type, Typed, Value, at_path, nearest};

pub const TABLE: &[Function] = &[
    Function {
        name: "fields",
        params: &[("meanings", Kind::Words(Vocabulary::Meaning))],
        result: Kind::Fields,
        doc: "Every typed value of these meanings (name, email, phone, number, date, country, url, username, word, mrz).",
        example: ("fields(['name'])", "[]"),
        reads: &[Origin::Typed],
        call: |scope, args| {
            let meanings = texts_at(args, 0)?;
            Ok(select(scope, |typed| meanings.contains(&typed.meaning.name())))
        },
    },
    Function {
        name: "fields_in",
        params: &[("sections", Kind::Words(Vocabulary::Section)), ("keys", Kind::Words(Vocabulary::Key))],
        result: Kind::Fields,
        doc: "Every typed value with these keys in these sections.",
        example: ("fields_in(['identity', 'forms'], ['surname'])", "[]"),
        reads: &[Origin::Typed],
        call: |scope, args| {
            let (sections, keys) = (texts_at(args, 0)?, texts_at(args, 1)?);
            Ok(select(scope, |typed| sections.contains(&&*typed.section) && keys.contains(&&*typed.key)))
        },
    },
    Function {
        name: "beside",
        params: &[("field", Kind::Field), ("key", Kind::Word(Vocabulary::Key)), ("otherwise", Kind::Text)],
        result: Kind::Text,
        doc: "The text under another key of the entry that a value stands in, as the country of the form that a number is typed in.",
        example: ("beside(field('070', 'phone'), 'country', 'SE')", "'SE'"),
        reads: &[Origin::Typed],
        call: |scope, args| {
            let path = text_of(record_at(args, 0)?, "path")?;
            Ok(Value::text(beside(scope, path, text_at(args, 1)?).unwrap_or(text_at(args, 2)?)))
        },
    },
    Function {
        name: "judge_word",
        params: &[("field", Kind::Field)],
        result: Kind::Judged,
        doc: "Whether a value of a closed list is one of its words, and the word that was meant.",
        example: ("judge_word(field('passport', 'word'))", "[]"),
        reads: &[Origin::Typed],
        call: |scope, args| {
            let field = record_at(args, 0)?;
            let (value, path) = (text_of(field, "value")?, text_of(field, "path")?);
            let typed = scope.index.of(scope.facts).iter().find(|(typed, _)| typed.path == path);
            let words = typed.map_or(&[][..], |(typed, _)| typed.words);
            if words.is_empty() || words.contains(&value) {
                return Ok(Value::list([]));
            }
            let written = value.trim().to_lowercase().replace([' ', '-'], "_");
            let exact = words.iter().find(|word| word.replace('-', "_") == written).copied();
            let meant = exact.or_else(|| nearest(value, words.iter().copied()));
            Ok(Value::list([Judged::about(path)
                .with("defect", Value::text("unknown-word"))
                .with("note", Value::text(format!("one of: {}", words.join(", "))))
                .with("fix", Value::maybe_text(meant))
                .value()]))
        },
    },
];

/// The text under another key of the entry in which a path lies; `None` where there is none, or it is withheld.
pub fn beside<'a>(scope: &Scope<'a>, path: &str, key: &str) -> Option<&'a str> {
    match at_path(scope.facts, &fact::beside(path, key)?) {
        Some(Value::Text(text)) => Some(text.expose()),
        _ => None,
    }
}

fn select(scope: &Scope<'_>, wanted: impl Fn(&Typed) -> bool) -> Value {
    let typed = scope.index.of(scope.facts).iter();
    Value::list(typed.filter(|(typed, _)| wanted(typed)).map(|(_, value)| value.clone()))
}

/// A typed value as an expression sees it.
pub fn of_typed(typed: &Typed) -> Value {
    record(typed.value.clone(), &typed.path, &typed.key, &typed.section, typed.meaning.name())
}

/// A value with its place, as `each` binds it: in the order of [`FIELD`].
pub fn record(value: Value, path: &str, key: &str, section: &str, meaning: &str) -> Value {
    let fields = vec![value, Value::text(path), word(key), word(section), word(meaning)];
    Value::Record(Arc::new(Record { shape: Arc::clone(&FIELD), path: path.into(), fields }))
}

thread_local! {
    /// Names of the schema as values: every typed value carries three of them. One for each thread, so that threads do not wait for
    /// each other to count who holds them.
    static WORDS: FxHashMap<String, Value> = words();
}

fn words() -> FxHashMap<String, Value> {
    fn collect(shape: &Shape, words: &mut FxHashMap<String, Value>) {
        for field in &shape.fields {
            for word in [&*field.name, field.meaning.name()] {
                words.entry(word.to_owned()).or_insert_with(|| Value::text(word));
            }
            match &field.ty {
                Type::Record(inner) => collect(inner, words),
                Type::List(item) if let Type::Record(inner) = &**item => collect(inner, words),
                _ => {}
            }
        }
    }
    let mut words = FxHashMap::default();
    collect(&ROOT, &mut words);
    words
}

fn word(word: &str) -> Value {
    WORDS.with(|words| words.get(word).cloned()).unwrap_or_else(|| Value::text(word))
}

impl From<Private> for Value {
    fn from(text: Private) -> Self {
        Self::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_declared_fields() {
        let Value::Record(record) = record(Value::text("KIM"), "forms[0].name", "name", "forms", "name") else {
            panic!()
        };
        let found = ["value", "path", "key", "section", "meaning"].map(|name| record.text(name));
        assert_eq!(found, [Some("KIM"), Some("forms[0].name"), Some("name"), Some("forms"), Some("name")]);
        assert_eq!(record.fields.len(), FIELD.fields.len());
    }
}
