//! A name as parts: letters, what stands between them, and where each came from.
//!
//! All letters of a name lie in one buffer and all signs between them in another, so that several parts written as one
//! (VANDER for VAN DER) are again a slice, and a comparison takes no memory that the last one did not.

use super::fold::{self, Casing};
use super::lexicon::{self, Entry};
use super::part::{Glyph, Part, Span, compose};
use super::{gap, joiner, letter};
use std::cell::Cell;
use std::ops::Range;

/// A name cut into parts.
#[derive(Debug, Default)]
pub(super) struct Name {
    letters: Vec<Glyph>,
    signs: Vec<Glyph>,
    keys: String,
    /// Base letters; not written where every key is ASCII, since then they are the same.
    bases: String,
    pub parts: Vec<Part>,
    tail: Span,
    tail_at: usize,
    /// Whether the surname and the given names stand in two fields.
    pub two_fields: bool,
}

impl Name {
    /// Takes a name as it is; only the form of its letters is normalised.
    pub fn read(&mut self, text: &str, casing: Casing, glyphs: &mut Vec<Glyph>) {
        if text.is_ascii() && casing == Casing::Default {
            return self.read_ascii(text);
        }
        glyphs.clear();
        glyphs.extend(text.chars().zip(0..).map(|(c, at)| Glyph { c, at }));
        compose(glyphs);
        self.read_glyphs(glyphs, casing);
    }

    /// Takes ASCII text, where a letter is a byte and folds to a byte.
    pub fn read_ascii(&mut self, text: &str) {
        self.clear();
        let mut open = Open::default();
        for (at, byte) in (0u32..).zip(text.bytes()) {
            let glyph = Glyph { c: char::from(byte), at };
            if byte.is_ascii_alphanumeric() {
                self.letters.push(glyph);
                let lower = byte.to_ascii_lowercase();
                self.keys.push(char::from(lower));
                if byte.is_ascii_digit() {
                    open.digit = true;
                    open.signature |= OTHER;
                } else {
                    open.signature |= 1 << (lower - b'a');
                }
            } else {
                self.finish(&mut open);
                self.signs.push(glyph);
            }
        }
        self.finish(&mut open);
        self.close(&open);
    }

    /// Takes cured glyphs.
    pub fn read_glyphs(&mut self, glyphs: &[Glyph], casing: Casing) {
        self.clear();
        let mut open = Open { wide: !glyphs.iter().all(|glyph| glyph.c.is_ascii()), ..Open::default() };
        open.wide |= casing == Casing::Turkic;
        let mut alone = false;
        for glyph in glyphs.iter().filter(|glyph| !joiner::is_joiner(glyph.c)) {
            if !letter::is_letter(glyph.c) {
                self.finish(&mut open);
                self.signs.push(*glyph);
                continue;
            }
            // Chinese characters and Korean syllables are each a part: no space says where a name begins.
            let stands_alone = letter::stands_alone(glyph.c);
            if (stands_alone || alone) && self.letters.len() > open.letters {
                self.finish(&mut open);
            }
            alone = stands_alone;
            self.letters.push(*glyph);
            open.digit |= glyph.c.is_ascii_digit();
            let from = self.keys.len();
            fold::push_folded(glyph.c, casing, &mut self.keys);
            let added = self.keys.get(from..).unwrap_or_default();
            open.ascii &= added.is_ascii();
            if open.wide {
                let from = self.bases.len();
                fold::push_base(added, &mut self.bases);
                open.signature |= signature(self.bases.get(from..).unwrap_or_default());
            } else {
                open.signature |= signature(added);
            }
        }
        self.finish(&mut open);
        self.close(&open);
    }

    /// Some parts as one, written together.
    pub fn through(&self, range: Range<usize>) -> Option<Part> {
        let parts = self.parts.get(range)?;
        let (first, rest) = parts.split_first()?;
        Some(match rest.split_last() {
            Some((last, between)) => first.through(last, between),
            None => first.clone(),
        })
    }

    /// The letters of a part.
    pub fn letters(&self, part: &Part) -> &[Glyph] {
        part.letters.of(&self.letters)
    }

    /// The case-folded letters of a part.
    pub fn key(&self, part: &Part) -> &str {
        part.key.text(&self.keys)
    }

    /// The base letters of a part.
    pub fn base(&self, part: &Part) -> &str {
        part.base.text(if self.bases.is_empty() { &self.keys } else { &self.bases })
    }

    /// What stands between the part before and this one.
    pub fn gap(&self, part: &Part) -> &[Glyph] {
        part.gap.of(&self.signs)
    }

    /// What stands after the last part, and where.
    pub fn tail(&self) -> (&[Glyph], usize) {
        (self.tail.of(&self.signs), self.tail_at)
    }

    /// The folded letters of all parts together.
    pub fn keys(&self) -> &str {
        &self.keys
    }

    /// All letters, without what stands between the parts.
    pub fn all_letters(&self) -> &[Glyph] {
        &self.letters
    }

    /// Whether a letter is Cyrillic.
    pub fn has_cyrillic(&self) -> bool {
        self.letters.iter().any(|glyph| matches!(glyph.c, '\u{400}'..='\u{52F}'))
    }

    /// The entry of a part in the lists of names.
    pub fn entry(&self, part: &Part) -> Option<Entry> {
        if let Some(known) = part.entry.get() {
            return known;
        }
        let found = lexicon::find(self.base(part));
        part.entry.set(Some(found));
        found
    }

    /// Every place of some parts in the typed name.
    pub fn places(&self, parts: &[Part]) -> super::Places {
        parts.iter().flat_map(|part| self.letters(part)).map(|glyph| glyph.at as usize).collect()
    }

    /// Whether two names are the same, letter case apart.
    pub fn same(&self, other: &Self) -> bool {
        self.keys == other.keys
            && self.parts.len() == other.parts.len()
            && gap::same(self.tail.of(&self.signs), other.tail.of(&other.signs))
            && self.parts.iter().zip(&other.parts).all(|(a, b)| a.key == b.key && gap::same(self.gap(a), other.gap(b)))
    }

    /// Overwrites every letter, so that no name stays behind in memory.
    pub fn wipe(&mut self) {
        use zeroize::Zeroize;
        self.keys.zeroize();
        self.bases.zeroize();
        let blank = Glyph { c: '\0', at: 0 };
        self.letters.fill(blank);
        self.signs.fill(blank);
    }

    fn clear(&mut self) {
        self.letters.clear();
        self.signs.clear();
        self.keys.clear();
        self.bases.clear();
        self.parts.clear();
        self.two_fields = false;
    }

    fn finish(&mut self, open: &mut Open) {
        let letters = Span::new(open.letters, self.letters.len());
        if letters.is_empty() {
            return;
        }
        let gap = Span::new(open.signs, self.signs.len());
        let between = gap.of(&self.signs);
        if !self.two_fields && !self.parts.is_empty() && gap::separates_fields(between) {
            self.two_fields = true;
        }
        let first = between.first().or(letters.of(&self.letters).first());
        let key = Span::new(open.keys, self.keys.len());
        self.parts.push(Part {
            letters,
            key,
            base: if open.wide { Span::new(open.bases, self.bases.len()) } else { key },
            gap,
            gap_at: first.map_or(0, |glyph| glyph.at as usize),
            field: usize::from(self.two_fields),
            signature: open.signature,
            ascii: open.ascii,
            digit: open.digit,
            entry: Cell::new(None),
        });
        *open = Open {
            letters: self.letters.len(),
            signs: self.signs.len(),
            keys: self.keys.len(),
            bases: self.bases.len(),
            wide: open.wide,
            ..Open::default()
        };
    }

    fn close(&mut self, open: &Open) {
        self.tail = Span::new(open.signs, self.signs.len());
        self.tail_at = self.tail.of(&self.signs).first().map_or(0, |glyph| glyph.at as usize);
    }
}

/// The signature bit of everything but a-z.
const OTHER: u32 = 1 << 26;

/// The part that is being read: where it begins in each buffer, and what was seen so far.
struct Open {
    letters: usize,
    signs: usize,
    keys: usize,
    bases: usize,
    signature: u32,
    ascii: bool,
    digit: bool,
    /// Whether base letters are written apart from the keys.
    wide: bool,
}

impl Default for Open {
    fn default() -> Self {
        Self { letters: 0, signs: 0, keys: 0, bases: 0, signature: 0, ascii: true, digit: false, wide: false }
    }
}

fn signature(letters: &str) -> u32 {
    letters.chars().fold(0, |bits, c| bits | if c.is_ascii_lowercase() { 1 << (c as u32 - 0x61) } else { OTHER })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Name {
        let mut name = Name::default();
        name.read(text, Casing::Default, &mut Vec::new());
        name
    }

    #[test]
    fn parts_and_gaps() {
        for text in ["AL-BASRI, HUDA", "ÅL-BÅSRI, HUDÅ"] {
            let name = read(text);
            let gap = |part| name.gap(part).iter().map(|glyph| glyph.c).collect::<String>();
            let parts: Vec<_> = name.parts.iter().map(|p| (name.base(p), gap(p), p.gap_at, p.field)).collect();
            assert_eq!(
                parts,
                [("al", String::new(), 0, 0), ("basri", "-".to_owned(), 2, 0), ("huda", ", ".to_owned(), 8, 1)]
            );
        }
    }

    #[test]
    fn chinese_characters_are_parts() {
        assert_eq!(read("张伟").parts.len(), 2);
        assert_eq!(read("김민준").parts.len(), 3);
        assert_eq!(read("张WEI").parts.len(), 2);
    }

    #[test]
    fn parts_written_together() {
        let name = read("VAN DER BERG");
        let [van, der, berg] = name.parts.as_slice() else { panic!("three parts") };
        assert_eq!(name.key(&van.through(der, &[])), "vander");
        assert_eq!(name.letters(&van.through(berg, std::slice::from_ref(der))).len(), 10);
    }
}
