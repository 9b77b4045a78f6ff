//! How an issuer builds its numbers: the shapes that documents print, and what holds for the characters.

use crate::text::Defect;

/// One kind of number of one issuer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scheme {
    /// ISO 3166-1 alpha-2 of the issuer.
    pub country: &'static str,
    /// The shapes as printed: `0` a digit, `A` a letter, `X` either, anything else itself. Signs may be left out.
    pub shapes: &'static [&'static str],
    /// What is wrong with a number of one of the shapes, without signs and in capitals.
    pub check: fn(&str) -> Vec<Defect>,
}

/// Nothing more is known about the number than its shape.
pub(super) fn unchecked(_: &str) -> Vec<Defect> {
    Vec::new()
}

/// The defect of a check digit that does not fit, where it does not.
pub(super) fn check_digit(holds: bool) -> Vec<Defect> {
    let note = "the check digit does not fit the other digits: one of them is a slip";
    if holds { Vec::new() } else { vec![Defect::whole("docnum-checkdigit", note)] }
}

/// The defect of a date of birth inside a number that the calendar does not have.
pub(super) fn no_date(at: std::ops::Range<usize>) -> Defect {
    let note = format!("characters {} to {} are no date of birth", at.start + 1, at.end);
    Defect::new("docnum-bad-date", at.collect(), note)
}

/// Whether a text has a shape, sign for sign.
pub(super) fn is_printed_as(text: &str, shape: &str) -> bool {
    text.len() == shape.len() && text.chars().zip(shape.chars()).all(|(c, slot)| fits(c, slot))
}

/// Whether a number without signs has a shape, whatever signs the shape prints.
pub(super) fn has_shape(plain: &str, shape: &str) -> bool {
    let mut slots = slots(shape);
    plain.chars().all(|c| slots.next().is_some_and(|slot| fits(c, slot))) && slots.next().is_none()
}

/// How many characters a shape has without signs.
pub(super) fn length(shape: &str) -> usize {
    slots(shape).count()
}

/// The number with digits for the letters that stand where the shape has a digit and that are read for one.
pub(super) fn repaired(plain: &str, shape: &str) -> Option<String> {
    if plain.len() != length(shape) {
        return None;
    }
    let repair =
        |(c, slot): (char, char)| if slot == '0' && c.is_ascii_alphabetic() { digit_read_as(c) } else { Some(c) };
    plain
        .chars()
        .zip(slots(shape))
        .map(repair)
        .collect::<Option<String>>()
        .filter(|text| has_shape(text, shape) && text != plain)
}

/// Letters that are read or typed for a digit, and the code of that.
pub(super) const READ_AS: &[(char, char, &str)] = &[
    ('O', '0', "docnum-o-zero"),
    ('Q', '0', "docnum-o-zero"),
    ('I', '1', "docnum-i-one"),
    ('L', '1', "docnum-i-one"),
    ('S', '5', "docnum-s-five"),
    ('Z', '2', "docnum-z-two"),
    ('B', '8', "docnum-b-eight"),
];

fn digit_read_as(letter: char) -> Option<char> {
    READ_AS.iter().find(|(known, _, _)| *known == letter).map(|(_, digit, _)| *digit)
}

fn slots(shape: &str) -> impl Iterator<Item = char> {
    shape.chars().filter(char::is_ascii_alphanumeric)
}

fn fits(c: char, slot: char) -> bool {
    match slot {
        '0' => c.is_ascii_digit(),
        'A' => c.is_ascii_alphabetic(),
        'X' => c.is_ascii_alphanumeric(),
        sign => c == sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert!(is_printed_as("111.444.777-35", "000.000.000-00"));
        assert!(!is_printed_as("111 444 777-35", "000.000.000-00"));
        assert!(has_shape("11144477735", "000.000.000-00"));
        assert!(!has_shape("1114447773", "000.000.000-00"));
        assert_eq!(length("A000000(X)"), 8);
        assert_eq!(repaired("1O2345678", "000000000").as_deref(), Some("102345678"));
        assert_eq!(repaired("1A2345678", "000000000"), None);
        assert_eq!(repaired("102345678", "000000000"), None);
    }
}
