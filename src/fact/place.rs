//! Where each typed value stands in the user's file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{Position, Source, Span, align, inner};

/// The place of one value, without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// First character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
    /// The same in bytes of the file, a byte order mark counted.
    pub bytes: Span,
}

/// The places of an application, by path.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The file's name as the user gave it.
    pub file: Arc<str>,
    /// The file itself; absent when facts were loaded from a saved file.
    pub source: Option<Arc<Source>>,
    places: BTreeMap<String, Place>,
    /// The value as written, quotes included, in bytes of the text.
    written: BTreeMap<String, Span>,
}

impl Places {
    /// No place is known yet in this file.
    pub fn of(source: &Arc<Source>) -> Self {
        Self { file: source.name.as_str().into(), source: Some(Arc::clone(source)), ..Self::default() }
    }

    /// Places from a saved facts file: positions without the text.
    pub fn saved(file: &str, places: BTreeMap<String, Place>) -> Self {
        Self { file: file.into(), places, ..Self::default() }
    }

    /// Remembers where the value of `path` was written, quotes included.
    pub(super) fn put(&mut self, path: &str, written: Span) {
        let Some(source) = &self.source else { return };
        let body = inner(written.slice(&source.text));
        let bare = Span::new(written.start + body.start, written.start + body.end);
        self.places.insert(
            path.to_owned(),
            Place {
                start: source.position(bare.start),
                end: source.position(bare.end),
                bytes: Span::new(bare.start + source.offset, bare.end + source.offset),
            },
        );
        self.written.insert(path.to_owned(), written);
    }

    /// The place of `path`, or of the nearest part of it that stands in the file.
    pub fn nearest(&self, path: &str) -> Option<&Place> {
        self.places.get(self.nearest_path(path)?)
    }

    /// The longest leading part of `path` that stands in the file.
    pub fn nearest_path<'a>(&self, path: &'a str) -> Option<&'a str> {
        let mut path = path;
        loop {
            if self.places.contains_key(path) {
                return Some(path);
            }
            path = path.get(..path.rfind(['.', '['])?)?;
        }
    }

    /// Every known place.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.places.iter().map(|(path, place)| (path.as_str(), place))
    }

    /// The value as written, quotes included.
    pub fn written(&self, path: &str) -> Option<Span> {
        self.written.get(path).copied()
    }

    /// The spans in the text of these code points of the decoded value; the whole value where they cannot be told apart.
    pub fn characters(&self, path: &str, decoded: &str, at: &[usize]) -> Vec<Span> {
        let (Some(source), Some(written)) = (&self.source, self.written(path)) else {
            return Vec::new();
        };
        let raw = written.slice(&source.text);
        match align(raw, written.start, decoded) {
            Some(spans) if !at.is_empty() => at.iter().filter_map(|&index| spans.get(index).copied()).collect(),
            _ => {
                let body = inner(raw);
                vec![Span::new(written.start + body.start, written.start + body.end)]
            }
        }
    }
}
