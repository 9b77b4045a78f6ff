//! Spaces: unusual ones, and ordinary ones in the wrong place.

use super::super::Kind;
use super::{is_unseen, positions};

/// Positions of white space other than U+0020 (tabs and line ends among it); U+3000 is a matter of width.
pub fn unusual_space(value: &str) -> Vec<usize> {
    positions(value, |c| c != ' ' && is_space(c))
}

/// Positions of ordinary spaces before the first other character.
pub fn leading_space(value: &str) -> Vec<usize> {
    let run = value.chars().take_while(|&c| is_blank(c)).count();
    let all = run == value.chars().count();
    value.chars().take(run).enumerate().filter(|&(_, c)| c == ' ' && !all).map(|(index, _)| index).collect()
}

/// Positions of ordinary spaces after the last other character; all of them where there is nothing else.
pub fn trailing_space(value: &str) -> Vec<usize> {
    let length = value.chars().count();
    let run = value.chars().rev().take_while(|&c| is_blank(c)).count();
    value.chars().enumerate().skip(length - run).filter(|&(_, c)| c == ' ').map(|(index, _)| index).collect()
}

/// Positions of ordinary spaces inside the value that should not be there.
///
/// In names and free text it is the second of two in a row; in an e-mail address, a number or a web address it is any;
/// in a date it is one between two digits of a part that other signs delimit. Telephone numbers may be grouped.
pub fn inner_space(value: &str, kind: Kind) -> Vec<usize> {
    let chars: Vec<char> = value.chars().collect();
    let from = chars.iter().take_while(|&&c| is_blank(c)).count();
    let to = chars.len() - chars.iter().rev().take_while(|&&c| is_blank(c)).count();
    let dashed = kind == Kind::Date
        && chars.iter().any(|c| matches!(c, '-' | '/' | '.'))
        && !chars.iter().any(|c| c.is_alphabetic());
    let mut found = Vec::new();
    for index in from..to {
        if chars.get(index) != Some(&' ') {
            continue;
        }
        let seen_before = chars.iter().take(index).rev().find(|&&c| !is_unseen(c));
        let doubled = seen_before.is_some_and(|&c| is_any_space(c));
        let wrong = match kind {
            Kind::Password => false,
            Kind::Date => doubled || dashed,
            _ => doubled || kind.takes_no_space(),
        };
        if wrong {
            found.push(index);
        }
    }
    found
}

/// White_Space, without the ideographic space.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{3000}'
}

/// The usual name of a space.
pub(super) fn name(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '\t' => "tab",
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "line break",
        '\u{A0}' => "no-break space",
        '\u{2009}' => "thin space",
        '\u{202F}' => "narrow no-break space",
        '\u{3000}' => "full-width space",
        _ => return None,
    })
}

/// The value with the spaces removed that [`inner_space`] finds.
pub(super) fn without_inner(value: &str, kind: Kind) -> String {
    let wrong = inner_space(value, kind);
    value.chars().enumerate().filter(|(index, _)| wrong.binary_search(index).is_err()).map(|(_, c)| c).collect()
}

/// Characters in a line of a machine-readable zone: TD1, TD2, TD3 (ICAO 9303-5 §4.2, 9303-6 §4.2, 9303-4 §4.2).
const MRZ_LINES: [usize; 3] = [30, 36, 44];

/// Text of a machine-readable zone with fillers for its spaces. In a line that has all its places without them they are one too
/// many, and fall away.
pub(super) fn filled(value: &str) -> String {
    let without = value.replace(' ', "");
    let padded = without.ends_with('<') || without.contains(|c: char| c.is_ascii_digit());
    if padded && MRZ_LINES.contains(&without.chars().count()) { without } else { value.replace(' ', "<") }
}

/// The value with every run of spaces made one.
pub(super) fn single(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        if c != ' ' || !text.ends_with(' ') {
            text.push(c);
        }
    }
    text
}

fn is_any_space(c: char) -> bool {
    c.is_whitespace()
}

/// A space, or what hides one from the end of the value because it cannot be seen.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_kind() {
        assert_eq!(inner_space("ANNA  MARIA", Kind::Name), [5]);
        assert_eq!(inner_space("L898 902", Kind::Number), [4]);
        assert_eq!(inner_space("ERIKSSON<<ANNA MARIA", Kind::Mrz), [14]);
        assert!(inner_space("12 APR 1990", Kind::Date).is_empty());
        assert_eq!(inner_space("1990-4-1 2", Kind::Date), [8]);
        assert!(inner_space("+46 70 123", Kind::Phone).is_empty());
    }

    #[test]
    fn ends() {
        assert_eq!(leading_space(" \u{a0} a "), [0, 2]);
        assert_eq!(trailing_space(" a \t "), [2, 4]);
        assert_eq!(trailing_space("  "), [0, 1]);
        assert_eq!(leading_space("\u{200e} a"), [1]);
        assert_eq!(trailing_space("a \u{200b}"), [1]);
        assert_eq!(inner_space("a \u{200b} b", Kind::Name), [3]);
        assert_eq!(unusual_space("a\tb\u{a0}"), [1, 3]);
    }

    #[test]
    fn a_space_in_a_zone_is_a_filler() {
        assert_eq!(filled("ERIKSSON<<ANNA MARIA"), "ERIKSSON<<ANNA<MARIA");
        assert_eq!(filled("ERIKSSON  ANNA MARIA"), "ERIKSSON<<ANNA<MARIA");
        assert_eq!(
            filled("L898902C36UTO 7408122F1204159 ZE184226B<<<<<10"),
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
        );
        assert_eq!(
            filled("P<UTOERIKSSON<<ANNA MARIA<<<<<<<<<<<<<<<<<<<"),
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
        );
    }
}
