//! Letters about which nothing can be wrong: visible, composed, of one usual form.

/// Whether a character is such a letter, told from ranges alone; most letters of most names are.
///
/// Never true for a character that another test of this module would find, alone or beside others of its kind.
pub(crate) fn is_plain_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphabetic(),
        // Latin, without the multiplication and division signs, the ligatures and the digraphs.
        '\u{C0}'..='\u{24F}' => !matches!(
            c,
            '×' | '÷'
                | '\u{132}'
                | '\u{133}'
                | '\u{13F}'
                | '\u{140}'
                | '\u{149}'
                | '\u{17F}'
                | '\u{1C4}'..='\u{1CC}'
                | '\u{1F1}'..='\u{1F3}'
        ),
        '\u{1E00}'..='\u{1EFF}' => !matches!(c, '\u{1E9A}' | '\u{1E9B}'),
        // Greek.
        '\u{388}'..='\u{38A}' | '\u{38C}' | '\u{38E}'..='\u{3A1}' | '\u{3A3}'..='\u{3CE}' => true,
        // Cyrillic.
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => true,
        // Armenian, Hebrew, Arabic without marks, Georgian.
        '\u{531}'..='\u{556}' | '\u{561}'..='\u{586}' | '\u{5D0}'..='\u{5EA}' => true,
        '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}' | '\u{671}'..='\u{674}' | '\u{679}'..='\u{6BF}' => true,
        '\u{10D0}'..='\u{10FA}' => true,
        // Kana, Chinese characters, Hangul syllables.
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => true,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{bidi_control, full_width, invisible, normalization};
    use super::*;
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    #[test]
    fn nothing_is_wrong_with_them() {
        for c in ('\0'..='\u{10FFFF}').filter(|c| is_plain_letter(*c)) {
            let text = c.to_string();
            let found = [invisible(&text), bidi_control(&text), full_width(&text), normalization(&text)].concat();
            assert!(found.is_empty(), "{c} U+{:04X}", c as u32);
            assert!(c.is_alphanumeric() && canonical_combining_class(c) == 0, "{c} U+{:04X}", c as u32);
            assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{c} U+{:04X}", c as u32);
        }
    }
}
