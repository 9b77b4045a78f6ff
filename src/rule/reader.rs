//! Reading one table of a rule file: every key asked for by name and type, what the table does not declare is a mistake.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::table::Table;
use crate::fact::nearest;
use crate::source::{Fault, Kind, Node, Span};

/// A table that is being read.
pub struct Reader<'a, 'f> {
    node: &'a Node,
    table: &'static Table,
    what: String,
    /// What was asked for, so that the declaration and the code cannot part.
    asked: BTreeSet<&'static str>,
    faults: &'f mut Vec<Fault>,
}

impl<'a, 'f> Reader<'a, 'f> {
    /// Reads `node` as such a table.
    pub fn new(node: &'a Node, table: &'static Table, faults: &'f mut Vec<Fault>) -> Self {
        Self::named(node, table, table.what.to_owned(), faults)
    }

    /// The same, of a table that people know as `what`.
    pub fn named(node: &'a Node, table: &'static Table, what: String, faults: &'f mut Vec<Fault>) -> Self {
        if !matches!(node.kind, Kind::Table(_)) {
            faults.push(Fault::at(node.span, format!("{what} must be a table, this is {}", node.kind.noun())));
        }
        Self { node, table, what, asked: BTreeSet::new(), faults }
    }

    /// The list of faults, for reading an inner table while this one is open.
    pub fn faults(&mut self) -> &mut Vec<Fault> {
        self.faults
    }

    /// Reports a fault.
    pub fn fault(&mut self, span: Span, message: impl Into<String>) {
        self.faults.push(Fault::at(span, message.into()));
    }

    /// Reports a fault with what to do.
    pub fn fault_with_help(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault::at(span, message.into()).help(help));
    }

    /// The place of the table, its first line.
    pub fn span(&self) -> Span {
        self.node.entries().first().map_or(self.node.span, |entry| entry.key_span)
    }

    /// A value of any type.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        debug_assert!(self.table.key(key).is_some(), "{} declares no `{key}`", self.table.heading);
        self.asked.insert(key);
        self.node.get(key)
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<(&'a str, Span)> {
        let node = self.node(key)?;
        match &node.kind {
            Kind::String(text) | Kind::Plain(text) | Kind::Date(text) => Some((text, node.span)),
            other => {
                self.wrong(key, "a string", other.noun(), node.span);
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required(&mut self, key: &'static str) -> Option<(&'a str, Span)> {
        let present = self.node(key).is_some();
        if !present {
            let span = self.span();
            let message = format!("{} has no `{key}`", self.what);
            self.fault(span, message);
        }
        self.text(key)
    }

    /// A day, where it is there.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let (text, span) = self.text(key)?;
        let date = text.parse().ok();
        if date.is_none() {
            self.fault_with_help(span, format!("`{text}` is no date"), "write it as 2026-11-22");
        }
        date
    }

    /// `true` or `false`; false where it is absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        match self.node(key).map(|node| (&node.kind, node.span)) {
            None => false,
            Some((Kind::Bool(value), _)) => *value,
            Some((other, span)) => {
                self.wrong(key, "true or false", other.noun(), span);
                false
            }
        }
    }

    /// A whole number, where it is there.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        match self.node(key).map(|node| (&node.kind, node.span))? {
            (Kind::Integer(number), _) => Some(*number),
            (other, span) => {
                self.wrong(key, "a whole number", other.noun(), span);
                None
            }
        }
    }

    /// A list of texts; empty where it is absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.items(key, "a list of strings", |item| item.as_str().map(str::to_owned))
    }

    /// A list of positions, where it is there.
    pub fn positions(&mut self, key: &'static str) -> Option<Vec<usize>> {
        self.node(key)?;
        Some(self.items(key, "a list of positions", |item| match item.kind {
            Kind::Integer(number) => usize::try_from(number).ok(),
            _ => None,
        }))
    }

    fn items<T>(&mut self, key: &'static str, wanted: &str, read: impl Fn(&Node) -> Option<T>) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let items: Option<Vec<T>> = match &node.kind {
            Kind::List(items) => items.iter().map(read).collect(),
            _ => None,
        };
        items.unwrap_or_else(|| {
            self.wrong(key, wanted, node.kind.noun(), node.span);
            Vec::new()
        })
    }

    /// Inner tables of a list; none where it is absent.
    pub fn tables(&mut self, key: &'static str) -> &'a [Node] {
        match self.node(key) {
            None => &[],
            Some(node) => {
                if !matches!(node.kind, Kind::List(_)) {
                    self.wrong(key, "a list of tables", node.kind.noun(), node.span);
                }
                node.items()
            }
        }
    }

    fn wrong(&mut self, key: &str, wanted: &str, found: &str, span: Span) {
        let message = format!("`{key}` must be {wanted}, this is {found}");
        self.fault(span, message);
    }

    /// Reports every key that the table does not declare.
    pub fn finish(self) {
        let known = || self.table.keys.iter().map(|key| key.name).filter(|name| !name.starts_with('$'));
        debug_assert!(known().all(|name| self.asked.contains(name)), "{}: {:?}", self.table.heading, self.asked);
        for entry in self.node.entries() {
            if self.table.key(&entry.key).is_some() {
                continue;
            }
            let help = match nearest(&entry.key, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of: {}", known().collect::<Vec<_>>().join(", ")),
            };
            self.faults.push(Fault::at(entry.key_span, format!("{} has no key `{}`", self.what, entry.key)).help(help));
        }
    }
}
