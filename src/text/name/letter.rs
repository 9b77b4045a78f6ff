//! Which characters are letters of a name.

use crate::text::character;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// Whether a character is part of a name, and no sign between two parts.
pub(super) fn is_letter(c: char) -> bool {
    if is_apostrophe(c) {
        return false;
    }
    character::is_plain_letter(c) || c.is_alphanumeric() || is_combining_mark(c)
}

/// Modifier letters that names use as an apostrophe or as an ʻokina; Unicode counts them among the letters.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2B9}'..='\u{2BF}' | '\u{2C8}' | '\u{2CA}' | '\u{2CB}' | '\u{55A}' | '\u{A78B}' | '\u{A78C}')
}

/// Whether a character is a part by itself.
pub(super) fn stands_alone(c: char) -> bool {
    match c {
        '\0'..='\u{10FF}' | '\u{1E00}'..='\u{2E7F}' => false,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        _ => matches!(c.script(), Script::Han | Script::Hangul),
    }
}
