//! Digits that stand for letters of a name.

/// The digits 0 and 1 after or between letters of a name.
pub(super) fn in_word(token: &[char], start: usize, found: &mut Vec<(usize, char)>) {
    let letters = token.iter().filter(|c| c.is_alphabetic()).count();
    if letters < 2 {
        return;
    }
    let lower = token.iter().filter(|c| c.is_lowercase()).count() * 2 > letters;
    let ordinal = token.first().is_some_and(char::is_ascii_digit)
        && token.get(1).is_some_and(|c| !c.is_ascii_digit())
        && letters == 2;
    for (offset, c) in token.iter().enumerate() {
        let meant = match c {
            '0' if !ordinal => {
                if lower && offset > 0 {
                    'o'
                } else {
                    'O'
                }
            }
            '1' if offset > 0 => {
                if lower {
                    'l'
                } else {
                    'I'
                }
            }
            _ => continue,
        };
        found.push((start + offset, meant));
    }
}
