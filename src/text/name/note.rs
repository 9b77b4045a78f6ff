//! The sentences that tell a layman what was found. No letter of a name stands in them, only places.

use super::relation::Relation;
pub use crate::text::Against;

/// One sentence about a relation at these code points of the typed name.
pub(super) fn note(relation: Relation, at: &[usize], against: Against) -> String {
    let (one, many) = (at.len() == 1, at.len() > 1);
    let places = places(at);
    let prints = against.has();
    let name = match against {
        Against::Document => "the printed name",
        Against::Typed => "the other name",
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
        Relation::Punctuation => format!("a sign that is no letter differs from {name}{}", near(at)),
        Relation::Spacing => format!("the spaces differ from {name}{}", near(at)),
        Relation::Case => format!("only capital and small letters differ from {name}"),
        Relation::Exact => format!("it is {name}"),
    }
}

/// Most runs of neighbouring characters that are named one by one.
const MAX_RUNS: usize = 3;

/// `character 3`, `characters 3 and 4`, `characters 1 to 4 and 6 to 13`, `characters 1, 3, 6 and 2 more`; counted from 1.
fn places(at: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &index in at {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == index => *last = index,
            _ => runs.push((index, index)),
        }
    }
    if runs.is_empty() {
        return "a part".to_owned();
    }
    let left: usize = runs.iter().skip(MAX_RUNS).map(|(first, last)| last - first + 1).sum();
    let mut named: Vec<String> = Vec::new();
    for (first, last) in runs.iter().take(MAX_RUNS) {
        match last - first {
            0 => named.push(format!("{}", first + 1)),
            1 => named.extend([format!("{}", first + 1), format!("{}", last + 1)]),
            _ => named.push(format!("{} to {}", first + 1, last + 1)),
        }
    }
    if left > 0 {
        named.push(format!("{left} more"));
    }
    let last = named.pop().unwrap_or_default();
    let head = if named.is_empty() { String::new() } else { format!("{} and ", named.join(", ")) };
    format!("character{} {head}{last}", if at.len() == 1 { "" } else { "s" })
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
        for (at, said) in [
            (&[0, 2, 5, 9][..], "characters 1, 3, 6 and 1 more"),
            (&[0, 1, 2, 3, 5, 6, 7, 8], "characters 1 to 4 and 6 to 9"),
            (&[4, 5], "characters 5 and 6"),
            (&[4, 5, 8], "characters 5, 6 and 9"),
            (&[7], "character 8"),
        ] {
            assert_eq!(places(at), said);
        }
    }
}
