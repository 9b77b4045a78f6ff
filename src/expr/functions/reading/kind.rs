//! Kinds of documents by the code that machine-readable lines begin with.

use super::Reading;
use crate::text::mrz::{self, Field};

impl Reading {
    /// Kinds of documents that these lines are of, as applications name them; none where the code does not tell.
    ///
    /// Which card it is, the issuer decides with the second letter, each in its own way.
    pub fn kinds(&self) -> &'static [&'static str] {
        if !self.is_sure(Field::Code) {
            return &[];
        }
        let mut code = self.mrz.document_code.chars();
        match (self.mrz.format, code.next(), code.next()) {
            (mrz::Format::Td3, Some('P'), _) => &["passport"],
            (mrz::Format::MrvA | mrz::Format::MrvB, ..) => &["visa"],
            // ICAO 9303-5: AC is the certificate of a member of a crew. A card with IP is a passport in the shape of a card.
            (mrz::Format::Td1 | mrz::Format::Td2, Some('A'), Some('C'))
            | (mrz::Format::Td1 | mrz::Format::Td2, Some('I'), Some('P')) => &[],
            (mrz::Format::Td1 | mrz::Format::Td2, Some('A' | 'C' | 'I'), _) => CARDS,
            _ => &[],
        }
    }

    /// Whether the code of a card is one that states give their identity cards; others have a second letter of their own.
    pub fn is_identity_card(&self) -> bool {
        self.is_sure(Field::Code) && matches!(self.mrz.document_code.as_str(), "I" | "I<" | "ID")
    }
}

/// Documents that are cards.
const CARDS: &[&str] = &[
    "national_id",
    "driving_licence",
    "travel_permit_hk_mo",
    "travel_permit_tw",
    "residence_permit_hk_mo",
    "residence_permit_tw",
];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::tests::{TD3, document};
    use super::*;

    #[test]
    fn codes_tell_kinds_and_no_more() {
        let kinds = |code: &str, rest: [&str; 3]| {
            let lines = [format!("{code}{}", rest[0]), rest[1].to_owned(), rest[2].to_owned()];
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            Reading::of(&document(&lines, &[], "td1")).unwrap().unwrap().kinds().to_vec()
        };
        let card = ["SWEAA12345678<<<<<<<<<<<<<<<", "9004126F3204153SWE<<<<<<<<<<<2", "LINDQVIST<<ELSA<MARIA<<<<<<<<<"];
        for code in ["I<", "ID", "A<", "C<", "IR"] {
            assert_eq!(kinds(code, card), CARDS, "{code}");
        }
        for code in ["AC", "IP", "X<", "P<"] {
            assert!(kinds(code, card).is_empty(), "{code}");
        }
        assert_eq!(Reading::of(&document(&TD3, &[], "td3")).unwrap().unwrap().kinds(), ["passport"]);
        assert!(Reading::of(&document(&TD3, &[1, 1], "td3")).unwrap().unwrap().kinds().is_empty());
    }
}
