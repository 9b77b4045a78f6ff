//! Where each typed value stands in the user's file.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

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
    spots: FxHashMap<String, Spot>,
}

/// What is known of a place. Lines and columns are counted only when they are asked for: most never are.
#[derive(Clone, Debug)]
enum Spot {
    /// The value as written, quotes included, in bytes of the text.
    Written(Span),
    /// From a saved facts file.
    Saved(Place),
}

impl Places {
    /// No place is known yet in this file.
    pub fn of(source: &Arc<Source>) -> Self {
        Self { file: source.name.as_str().into(), source: Some(Arc::clone(source)), ..Self::default() }
    }

    /// Places from a saved facts file: positions without the text.
    pub fn saved(file: &str, places: BTreeMap<String, Place>) -> Self {
        let spots = places.into_iter().map(|(path, place)| (path, Spot::Saved(place))).collect();
        Self { file: file.into(), source: None, spots }
    }

    /// Remembers where the value of `path` was written, quotes included.
    pub(super) fn put(&mut self, path: &str, written: Span) {
        self.spots.insert(path.to_owned(), Spot::Written(written));
    }

    fn place(&self, spot: &Spot) -> Option<Place> {
        let written = match spot {
            Spot::Saved(place) => return Some(place.clone()),
            Spot::Written(written) => *written,
        };
        let source = self.source.as_ref()?;
        let body = inner(written.slice(&source.text));
        let bare = Span::new(written.start + body.start, written.start + body.end);
        Some(Place {
            start: source.position(bare.start),
            end: source.position(bare.end),
            bytes: Span::new(bare.start + source.offset, bare.end + source.offset),
        })
    }

    /// The place of `path`, or of the nearest part of it that stands in the file.
    pub fn nearest(&self, path: &str) -> Option<Place> {
        self.place(self.spots.get(self.nearest_path(path)?)?)
    }

    /// The longest leading part of `path` that stands in the file.
    pub fn nearest_path<'a>(&self, path: &'a str) -> Option<&'a str> {
        let mut path = path;
        loop {
            if self.spots.contains_key(path) {
                return Some(path);
            }
            path = path.get(..path.rfind(['.', '['])?)?;
        }
    }

    /// Every known place, by path.
    pub fn all(&self) -> BTreeMap<&str, Place> {
        self.spots.iter().filter_map(|(path, spot)| Some((path.as_str(), self.place(spot)?))).collect()
    }

    /// The value as written, quotes included.
    pub fn written(&self, path: &str) -> Option<Span> {
        match self.spots.get(path)? {
            Spot::Written(written) => Some(*written),
            Spot::Saved(_) => None,
        }
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
