//! Full-width and half-width forms (UAX #11, East_Asian_Width F and H).

use super::positions;
use unicode_normalization::UnicodeNormalization;

/// Positions of full-width and half-width forms, the ideographic space U+3000 among them.
///
/// Wide letters of Chinese, Japanese and Korean (East_Asian_Width W) are no defect.
pub fn full_width(value: &str) -> Vec<usize> {
    if value.is_ascii() {
        return Vec::new();
    }
    positions(value, is_wide_form)
}

/// East_Asian_Width F or H, in the block of such forms. The half-width Hangul filler is invisible instead.
pub(crate) fn is_wide_form(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{FF01}'..='\u{FF9F}' | '\u{FFA1}'..='\u{FFBE}' | '\u{FFC2}'..='\u{FFC7}' | '\u{FFCA}'..='\u{FFCF}' | '\u{FFD2}'..='\u{FFD7}' | '\u{FFDA}'..='\u{FFDC}' | '\u{FFE0}'..='\u{FFE6}' | '\u{FFE8}'..='\u{FFEE}')
}

/// The usual name of the width of such a form.
pub(super) fn name(c: char) -> Option<&'static str> {
    let half = matches!(c, '\u{FF61}'..='\u{FFDC}' | '\u{FFE8}'..='\u{FFEE}');
    is_wide_form(c).then_some(if half { "half-width" } else { "full-width" })
}

/// The ideographic full stop and comma: right in Chinese text, wrong in an address or a number.
pub(crate) fn is_wide_stop(c: char) -> bool {
    matches!(c, '\u{3001}' | '\u{3002}')
}

pub(crate) fn narrow_stop(c: char) -> char {
    if c == '\u{3001}' { ',' } else { '.' }
}

/// The ordinary form of a full-width or half-width character.
pub(crate) fn narrow(c: char) -> Option<String> {
    is_wide_form(c).then(|| std::iter::once(c).nfkc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_are_no_defect() {
        assert_eq!(full_width("张Ａ伟　b"), [1, 3]);
        assert_eq!(full_width("ﾔﾏﾀﾞ"), [0, 1, 2, 3]);
        assert!(full_width("ヤマダ").is_empty());
    }
}
