//! A parsed value of any of the three formats, with its place.

use super::position::Span;

/// A value with the bytes it was written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The written value with its quotes or brackets.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A quoted string, escapes decoded.
    String(String),
    /// An unquoted YAML scalar; what it means depends on the type that is expected of it.
    Plain(String),
    /// An integer.
    Integer(i64),
    /// A floating point number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// An unquoted TOML date or time, as written.
    Date(String),
    /// JSON and YAML `null`.
    Null,
    /// A list.
    List(Vec<Node>),
    /// A table, in the order written; a key that was written twice stands twice.
    Table(Vec<Entry>),
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, unquoted.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

impl Kind {
    /// What a person calls it: "a string", "a list" ...
    pub fn noun(&self) -> &'static str {
        match self {
            Kind::String(_) | Kind::Plain(_) => "a string",
            Kind::Integer(_) => "a whole number",
            Kind::Float(_) => "a number",
            Kind::Bool(_) => "true or false",
            Kind::Date(_) => "a date",
            Kind::Null => "null",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}

impl Node {
    /// The value under `key`, the first where it stands twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of `key`, the first where it stands twice.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries of a table; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) | Kind::Plain(text) => Some(text),
            _ => None,
        }
    }
}
