//! A name as parts: letters, what stands between them, and where each came from.

use super::super::character;
use super::{Relation, Trace, fold};
use crate::text::Kind;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_script::{Script, UnicodeScript};

/// A character of the cured name with its place in the typed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub c: char,
    pub at: usize,
}

/// A run of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub glyphs: Vec<Glyph>,
    /// The letters, case folded.
    pub key: String,
    /// 0 before the field separator, 1 after it.
    pub field: usize,
    /// What stands between the part before and this one.
    pub gap: String,
    /// Where that begins in the typed name.
    pub gap_at: usize,
}

impl Part {
    /// Every place of the part in the typed name.
    pub fn places(&self) -> Vec<usize> {
        self.glyphs.iter().map(|glyph| glyph.at).collect()
    }
}

/// A name cut into parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Name {
    glyphs: Vec<Glyph>,
    pub parts: Vec<Part>,
    /// What stands after the last part, and where.
    pub tail: String,
    pub tail_at: usize,
    /// Whether the surname and the given names stand in two fields.
    pub two_fields: bool,
}

impl Name {
    /// A name taken as it is; only the form of its letters is normalised.
    pub fn new(text: &str, locale: Option<&str>) -> Self {
        let glyphs = text.chars().enumerate().map(|(at, c)| Glyph { c, at }).collect();
        Self::from_glyphs(compose(glyphs), locale)
    }

    /// A typed name with its character defects cured, and the defects; a sign that the document prints too is none.
    pub fn cured(typed: &str, document: &str, locale: Option<&str>) -> (Self, Vec<Trace>) {
        let printed = |c: char| !c.is_whitespace() && document.contains(c);
        let chars: Vec<char> = typed.chars().collect();
        let not_printed = |mut at: Vec<usize>| {
            at.retain(|index| chars.get(*index).is_some_and(|c| !printed(*c)));
            at
        };
        let mut invisible = character::invisible(typed);
        invisible.extend(character::bidi_control(typed));
        let invisible = not_printed(invisible);
        let width = not_printed(character::full_width(typed));
        let normalization = not_printed(character::normalization(typed));
        let mut spacing = character::unusual_space(typed);
        spacing.extend(character::leading_space(typed));
        spacing.extend(character::trailing_space(typed));
        spacing.extend(character::inner_space(typed, Kind::Name));
        let glyphs = cure(&chars, &invisible, &width, &normalization);
        let found = [
            (Relation::Invisible, invisible),
            (Relation::Width, width),
            (Relation::Normalization, normalization),
            (Relation::Spacing, spacing),
        ];
        let found =
            found.into_iter().filter(|(_, at)| !at.is_empty()).map(|(relation, at)| Trace::new(relation, at)).collect();
        (Self::from_glyphs(compose(glyphs), locale), found)
    }

    /// The cured text.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.c).collect()
    }

    /// The folded letters of all parts together.
    pub fn letters(&self) -> String {
        self.parts.iter().map(|part| part.key.as_str()).collect()
    }

    fn from_glyphs(glyphs: Vec<Glyph>, locale: Option<&str>) -> Self {
        let mut name = Self::default();
        let mut letters: Vec<Glyph> = Vec::new();
        let mut gap = String::new();
        let mut gap_at = 0;
        for glyph in &glyphs {
            if !is_letter(glyph.c) {
                name.finish(&mut letters, &mut gap, gap_at, locale);
                if gap.is_empty() {
                    gap_at = glyph.at;
                }
                gap.push(glyph.c);
                continue;
            }
            // Chinese characters and Korean syllables are each a part: no space says where a name begins.
            if stands_alone(glyph.c) || letters.last().is_some_and(|last| stands_alone(last.c)) {
                name.finish(&mut letters, &mut gap, gap_at, locale);
            }
            letters.push(*glyph);
        }
        name.finish(&mut letters, &mut gap, gap_at, locale);
        name.tail = gap;
        name.tail_at = gap_at;
        name.glyphs = glyphs;
        name
    }

    fn finish(&mut self, letters: &mut Vec<Glyph>, gap: &mut String, gap_at: usize, locale: Option<&str>) {
        if letters.is_empty() {
            return;
        }
        let glyphs = std::mem::take(letters);
        let gap = std::mem::take(gap);
        if !self.two_fields && !self.parts.is_empty() && separates_fields(&gap) {
            self.two_fields = true;
        }
        let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
        let gap_at = if gap.is_empty() { glyphs.first().map_or(0, |glyph| glyph.at) } else { gap_at };
        self.parts.push(Part {
            key: fold::name(&text, locale),
            field: usize::from(self.two_fields),
            glyphs,
            gap,
            gap_at,
        });
    }
}

/// Whether ASCII text has nothing that a cure would touch: no control, no space at an end, no two in a row.
pub(super) fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// A comma, a semicolon, or two fillers of the machine-readable zone.
fn separates_fields(gap: &str) -> bool {
    gap.contains([',', ';', '،', '、']) || gap.contains("<<")
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}')
}

fn stands_alone(c: char) -> bool {
    !c.is_ascii() && matches!(c.script(), Script::Han | Script::Hangul)
}

fn cure(chars: &[char], invisible: &[usize], width: &[usize], normalization: &[usize]) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(chars.len());
    for (at, &c) in chars.iter().enumerate() {
        if invisible.contains(&at) {
            continue;
        }
        if c == '\u{3000}' || character::is_space(c) {
            if glyphs.last().is_some_and(|last| last.c != ' ') {
                glyphs.push(Glyph { c: ' ', at });
            }
            continue;
        }
        let plain = if width.contains(&at) {
            character::narrow(c)
        } else if normalization.contains(&at) {
            character::compatible(c)
        } else {
            None
        };
        match plain {
            Some(plain) => glyphs.extend(plain.chars().map(|c| Glyph { c, at })),
            None => glyphs.push(Glyph { c, at }),
        }
    }
    while glyphs.last().is_some_and(|last| last.c == ' ') {
        glyphs.pop();
    }
    glyphs
}

/// Composes letters and their marks (NFC); a composed letter keeps the place of its base.
fn compose(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if glyphs.iter().all(|glyph| glyph.c < '\u{300}') {
        return glyphs;
    }
    let mut composed: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs.as_slice();
    while let Some(first) = rest.first() {
        let follows =
            |glyph: &&Glyph| canonical_combining_class(glyph.c) != 0 || matches!(glyph.c, '\u{1161}'..='\u{11FF}');
        let length = 1 + rest.iter().skip(1).take_while(follows).count();
        let (run, after) = rest.split_at(length);
        composed.extend(run.iter().map(|glyph| glyph.c).nfc().map(|c| Glyph { c, at: first.at }));
        rest = after;
    }
    composed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_gaps() {
        let name = Name::new("AL-BASRI, HUDA", None);
        let parts: Vec<_> = name.parts.iter().map(|p| (p.key.as_str(), p.gap.as_str(), p.gap_at, p.field)).collect();
        assert_eq!(parts, [("al", "", 0, 0), ("basri", "-", 2, 0), ("huda", ", ", 8, 1)]);
    }

    #[test]
    fn chinese_characters_are_parts() {
        assert_eq!(Name::new("张伟", None).parts.len(), 2);
        assert_eq!(Name::new("김민준", None).parts.len(), 3);
    }

    #[test]
    fn cures_with_places() {
        let (name, found) = Name::cured(" JO\u{308}RG", "JÖRG", None);
        assert_eq!(name.text(), "JÖRG");
        assert_eq!(
            found.iter().map(|t| (t.relation, t.at.clone())).collect::<Vec<_>>(),
            [(Relation::Normalization, vec![3]), (Relation::Spacing, vec![0]),]
        );
        assert_eq!(name.parts.first().map(|part| part.places()), Some(vec![1, 2, 4, 5]));
    }
}
