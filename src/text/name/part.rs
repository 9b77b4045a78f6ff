//! A part of a name: a run of letters, and where each came from.

use super::lexicon::Entry;
use crate::text::character;
use std::cell::Cell;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A character of the cured name with its place in the typed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub c: char,
    pub at: u32,
}

/// A range of one of a name's buffers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    from: u32,
    to: u32,
}

impl Span {
    /// Whether nothing lies in it.
    pub fn is_empty(self) -> bool {
        self.from == self.to
    }

    pub fn new(from: usize, to: usize) -> Self {
        let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { from: bound(from), to: bound(to) }
    }

    pub fn of<T>(self, buffer: &[T]) -> &[T] {
        buffer.get(self.from as usize..self.to as usize).unwrap_or_default()
    }

    pub fn text(self, buffer: &str) -> &str {
        buffer.get(self.from as usize..self.to as usize).unwrap_or_default()
    }

    fn join(self, other: Self) -> Self {
        Self { from: self.from, to: other.to }
    }
}

/// A run of letters.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub letters: Span,
    pub key: Span,
    pub base: Span,
    pub gap: Span,
    /// Where the gap before the part begins in the typed name.
    pub gap_at: usize,
    /// 0 before the field separator, 1 after it.
    pub field: usize,
    /// The letters a-z among the base letters, a bit each, and one bit for all others.
    pub signature: u32,
    /// Whether the folded letters are ASCII.
    pub ascii: bool,
    /// Whether a digit is among them.
    pub digit: bool,
    /// What the lists say of it, once they were asked.
    pub entry: Cell<Option<Option<Entry>>>,
}

impl Part {
    /// The part and those up to another one of the same name, written together.
    pub fn through(&self, last: &Self, between: &[Self]) -> Self {
        let all = between.iter().chain([last]);
        let (signature, ascii, digit) = all.fold((self.signature, self.ascii, self.digit), |(s, a, d), part| {
            (s | part.signature, a && part.ascii, d || part.digit)
        });
        Self {
            letters: self.letters.join(last.letters),
            key: self.key.join(last.key),
            base: self.base.join(last.base),
            signature,
            ascii,
            digit,
            entry: Cell::new(None),
            ..self.clone()
        }
    }
}

/// Composes letters and their marks (NFC); a composed letter keeps the place of its base, a mark that stays alone its own.
pub(super) fn compose(glyphs: &mut Vec<Glyph>) {
    if glyphs.iter().all(|glyph| glyph.c < '\u{300}' || character::is_plain_letter(glyph.c)) {
        return;
    }
    let mut composed: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs.as_slice();
    while let Some(first) = rest.first() {
        let follows =
            |glyph: &&Glyph| canonical_combining_class(glyph.c) != 0 || matches!(glyph.c, '\u{1161}'..='\u{11FF}');
        let length = 1 + rest.iter().skip(1).take_while(follows).count();
        let (run, after) = rest.split_at(length);
        let place = |c| run.iter().find(|glyph| glyph.c == c).map_or(first.at, |glyph| glyph.at);
        composed.extend(run.iter().map(|glyph| glyph.c).nfc().map(|c| Glyph { c, at: place(c) }));
        rest = after;
    }
    *glyphs = composed;
}
