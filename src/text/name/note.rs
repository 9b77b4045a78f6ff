//! The sentences that tell a layman what was found. No letter of a name stands in them, only places.

use super::relation::Relation;

/// What a typed name is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// A document, which is right.
    Document,
    /// Another typed name, which may be as wrong.
    Typed,
}

/// One sentence about a relation at these code points of the typed name.
pub(super) fn note(relation: Relation, at: &[usize], against: Against) -> String {
    let (one, many) = (at.len() == 1, at.len() > 1);
    let places = places(at);
    let (name, prints) = match against {
        Against::Document => ("the printed name", "the document prints"),
        Against::Typed => ("the other name", "the other place has"),
    };
    let is = if many { "are" } else { "is" };
    match relation {
        Relation::DifferentPerson if at.is_empty() => format!("a part of this name is another than in {name}"),
        Relation::DifferentPerson => format!("{places} {is} another name than {prints}"),
        Relation::MissingPart => format!("a part of {name} is missing here"),
        Relation::ExtraPart if at.is_empty() => format!("there is a part that is not in {name}"),
        Relation::ExtraPart => format!("{places} {is} not in {name}"),
        Relation::OrderSwapped => format!("the parts of {name} stand here in another order, or in the other field"),
        Relation::Typo if at.is_empty() => format!("a slip of the keyboard: {name} is spelt otherwise"),
        Relation::Typo => format!("a slip of the keyboard at {places}: {name} is spelt otherwise"),
        Relation::Nickname => format!("{places} {is} an everyday form of a part of {name}, or the full form of one"),
        Relation::MrzTruncation => {
            format!("the name is cut as in the machine-readable lines; {prints} it whole")
        }
        Relation::Abbreviation => format!("{places} {is} short for a part of {name}, or long for a short one"),
        Relation::DiacriticTransliteration => format!("{places} {is} spelt with other letters than {prints}"),
        Relation::Homoglyph => format!("{places} only look{} like what {prints}", if many { "" } else { "s" }),
        Relation::Invisible if at.is_empty() => format!("a joiner between letters of {name} is missing here"),
        Relation::Invisible => format!("{places} cannot be seen, and {is} not in {name}"),
        Relation::Width if one => format!("{places} is full-width or half-width, which {name} is not"),
        Relation::Width => format!("{places} are full-width or half-width, which {name} is not"),
        Relation::Normalization => format!("{places} {is} stored in an unusual form that looks the same"),
        Relation::Hyphen => format!("a hyphen differs from {name}{}", near(at)),
        Relation::Punctuation => format!("a punctuation mark differs from {name}{}", near(at)),
        Relation::Spacing => format!("the spaces differ from {name}{}", near(at)),
        Relation::Case => format!("only capital and small letters differ from {name}"),
        Relation::Exact => format!("it is {name}"),
    }
}

/// `character 3`, `characters 3 and 4`, `characters 3 to 9`, `characters 3, 5 and 2 more`; counted from 1.
fn places(at: &[usize]) -> String {
    let ordinal = |index: usize| index + 1;
    match at {
        [] => "a part".to_owned(),
        [one] => format!("character {}", ordinal(*one)),
        [first, second] => format!("characters {} and {}", ordinal(*first), ordinal(*second)),
        [first, .., last] if last - first + 1 == at.len() => {
            format!("characters {} to {}", ordinal(*first), ordinal(*last))
        }
        [first, second, rest @ ..] => {
            format!("characters {}, {} and {} more", ordinal(*first), ordinal(*second), rest.len())
        }
    }
}

fn near(at: &[usize]) -> String {
    at.first().map_or(String::new(), |first| format!(" at character {}", first + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_places() {
        assert_eq!(
            note(Relation::Typo, &[6, 7], Against::Document),
            "a slip of the keyboard at characters 7 and 8: the printed name is spelt otherwise"
        );
        assert_eq!(
            note(Relation::DifferentPerson, &[0, 1, 2, 3], Against::Typed),
            "characters 1 to 4 are another name than the other place has"
        );
        assert_eq!(
            note(Relation::Homoglyph, &[2], Against::Document),
            "character 3 only looks like what the document prints"
        );
        assert_eq!(places(&[0, 2, 5, 9]), "characters 1, 3 and 2 more");
    }
}
