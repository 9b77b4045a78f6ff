//! Characters that cannot be seen: Default_Ignorable_Code_Point, controls, and marks that turn the writing direction.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// Positions of invisible characters, without those that turn the writing direction.
///
/// Joiners are allowed where the script needs them (RFC 5892 appendices A.1 and A.2, by script).
pub fn invisible(value: &str) -> Vec<usize> {
    if value.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut before = None;
    let mut chars = value.chars().enumerate().peekable();
    while let Some((index, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        if is_blank(c) && !is_bidi_control(c) && !joins(c, before, after) {
            found.push(index);
        }
        before = Some(c);
    }
    found
}

/// Positions of characters that turn the writing direction: marks, embeddings, overrides and isolates (Bidi_Control, UAX #9).
pub fn bidi_control(value: &str) -> Vec<usize> {
    if value.is_ascii() {
        return Vec::new();
    }
    super::positions(value, is_bidi_control)
}

pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing is drawn for a character that is no space.
pub(crate) fn is_unseen(c: char) -> bool {
    is_blank(c)
}

/// Nothing is drawn for it, and it is no space: Default_Ignorable_Code_Point, Cc, Cf, and the blank Braille pattern.
pub(super) fn is_blank(c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' => false, // white space
        ' '..='~' => false,
        '\u{34F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{2065}'
        | '\u{2800}' => true,
        '\u{3164}' | '\u{FFA0}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' => true,
        // Prepended concatenation marks are drawn, though their category is Cf.
        '\u{600}'..='\u{605}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8E2}'
        | '\u{110BD}'
        | '\u{110CD}' => false,
        _ => matches!(c.general_category(), GeneralCategory::Control | GeneralCategory::Format),
    }
}

/// The usual name of an invisible character.
pub(super) fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{AD}' => "soft hyphen",
        '\u{34F}' => "combining grapheme joiner",
        '\u{61C}' => "Arabic letter mark",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "Hangul filler",
        '\u{200B}' => "zero width space",
        '\u{200C}' => "zero width non-joiner",
        '\u{200D}' => "zero width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{202A}' => "left-to-right embedding",
        '\u{202B}' => "right-to-left embedding",
        '\u{202C}' => "end of a direction change",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "end of an isolate",
        '\u{2800}' => "blank Braille pattern",
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "variation selector",
        '\u{FEFF}' => "byte order mark",
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' if is_blank(c) => "control character",
        _ => return None,
    })
}

/// Whether a joiner stands where its script uses it.
fn joins(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        // A virama asks for it, or a cursive letter stands on both sides.
        '\u{200C}' => {
            before.is_some_and(is_virama) || (before.is_some_and(is_cursive) && after.is_some_and(is_cursive))
        }
        '\u{200D}' => {
            before.is_some_and(is_virama) || (before.is_some_and(is_sinhala) && after.is_some_and(is_sinhala))
        }
        _ => false,
    }
}

fn is_cursive(c: char) -> bool {
    matches!(c.script(), Script::Arabic | Script::Syriac | Script::Mongolian | Script::Nko)
}

fn is_sinhala(c: char) -> bool {
    c.script() == Script::Sinhala
}

/// Canonical combining class 9.
fn is_virama(c: char) -> bool {
    unicode_normalization::char::canonical_combining_class(c) == 9
}
