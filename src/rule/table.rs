//! The tables of a pack, declared: every key with its kind, whether it is needed, and one sentence. The reader, the JSON Schemas
//! and the reference of the format are made of these.

mod file;
mod message;
mod problem;
mod rule;

pub use file::{FILE, GUIDE, LIMIT, MESSAGES_FILE, PACK, RULE_FILE, STEP};
pub use message::{CODE, CODES, CONCEPT, MESSAGES};
pub use problem::{CAUSE, PROBLEM, WORDING};
pub use rule::{FIX, RULE, SOURCE, TEST};

use crate::network::Settings;
use crate::text::portal::Portals;

/// A table of a pack file.
#[derive(Debug)]
pub struct Table {
    /// As it is headed in a file: `[[rule]]`, `rule.fix`.
    pub heading: &'static str,
    /// What a message calls it: `a rule`.
    pub what: &'static str,
    /// What it is, in a sentence or two.
    pub doc: &'static str,
    /// Its keys, in the order in which they are usually written.
    pub keys: &'static [Key],
    /// Groups of keys of which exactly one must be there; none where the keys' own `needed` says it all.
    pub either: &'static [&'static [&'static str]],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What stands behind it.
    pub form: Form,
    /// Whether the table cannot be read without it.
    pub needed: bool,
    /// One sentence.
    pub doc: &'static str,
}

/// What stands behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A text.
    Text,
    /// A text with `{placeholders}`.
    Sentence,
    /// An expression.
    Condition,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Integer,
    /// A day.
    Date,
    /// A number or a text.
    Value,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Texts.
    Texts,
    /// Texts with `{placeholders}`.
    Sentences,
    /// Expressions.
    Conditions,
    /// Places of characters, from 0.
    Positions,
    /// Names of the author's own, each with such a value.
    Named(&'static Form),
    /// Facts as in an application; measured ones too.
    Facts,
    /// Whatever the author wants.
    Data,
    /// An inner table.
    Table(&'static Table),
    /// A list of inner tables.
    Tables(&'static Table),
    /// A table that a module of its own reads.
    Foreign(Foreign),
}

/// Tables that a module of their own reads: what they hold is declared by a type of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// [`Portals`]
    Portals,
    /// [`Settings`]
    Network,
}

impl Foreign {
    /// The JSON Schema of its type; schemas that it names are left with the generator.
    pub fn schema(self, generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        match self {
            Self::Portals => generator.subschema_for::<Portals>(),
            Self::Network => generator.subschema_for::<Settings>(),
        }
    }
}

impl Table {
    /// A key by name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The heading without its brackets: `rule.tests`.
    pub fn name(&self) -> &'static str {
        self.heading.trim_matches(['[', ']'])
    }

    /// The tables that stand directly in it.
    pub fn inner(&self) -> impl Iterator<Item = &'static Table> {
        self.keys.iter().filter_map(|key| match key.form {
            Form::Table(table) | Form::Tables(table) => Some(table),
            _ => None,
        })
    }
}

impl Form {
    /// What it is called in a reference.
    pub fn says(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Sentence => "text with {placeholders}".to_owned(),
            Self::Condition => "condition".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Integer => "whole number".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Value => "number or text".to_owned(),
            Self::Word(words) => words.join(", "),
            Self::Texts => "list of texts".to_owned(),
            Self::Sentences => "list of texts with {placeholders}".to_owned(),
            Self::Conditions => "list of conditions".to_owned(),
            Self::Positions => "list of positions, from 0".to_owned(),
            Self::Named(form) => format!("table of names, each with {}", form.says()),
            Self::Facts => "facts, as in an application".to_owned(),
            Self::Data => "table of your own".to_owned(),
            Self::Table(table) => format!("table {}", table.name()),
            Self::Tables(table) => format!("list of tables {}", table.name()),
            Self::Foreign(_) => "table".to_owned(),
        }
    }
}

/// A key that must be there.
const fn needed(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, form, needed: true, doc }
}

/// A key that may be left out.
const fn may(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, form, needed: false, doc }
}

/// A key for editors, which no reader asks for.
const SCHEMA: Key =
    may("$schema", Form::Text, "The JSON Schema that an editor holds the file against; read by nobody else.");

/// The letters of [`super::Confidence`].
const LETTERS: &[&str] = &["A", "B", "C", "P"];
const CONFIDENCE: &str = "A official and recent, or a standard in force; B official but older or undated; C not official, or inferred; P a figure of another product. Only A carries errors.";
const CHECKED: &str = "The day on which you last looked at the page.";

#[cfg(test)]
mod tests {
    use super::*;

    fn all(table: &'static Table, seen: &mut Vec<&'static Table>) {
        if !seen.iter().any(|known| std::ptr::eq(*known, table)) {
            seen.push(table);
            table.inner().for_each(|inner| all(inner, seen));
        }
    }

    #[test]
    fn every_key_is_unique_and_documented() {
        let mut tables = Vec::new();
        all(&FILE, &mut tables);
        all(&MESSAGES_FILE, &mut tables);
        assert!(tables.len() > 14);
        for table in tables {
            for (index, key) in table.keys.iter().enumerate() {
                assert!(key.doc.ends_with('.'), "{} {}", table.heading, key.name);
                assert!(!table.keys[..index].iter().any(|other| other.name == key.name), "{}", key.name);
            }
            for name in table.either.iter().copied().flatten() {
                assert!(table.key(name).is_some_and(|key| !key.needed), "{name}");
            }
        }
    }
}
