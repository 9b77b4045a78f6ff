//! Signs that join letters or stretch them and are no letters: two spellings that differ in them look nearly the same.

use super::Places;
use super::comparison::{Finding, Findings};
use super::relation::Relation;

/// Zero width non-joiner, zero width joiner, Arabic tatweel.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{640}')
}

/// Adds what differs in joiners between two names whose letters are read without them.
pub(super) fn relate(typed: &str, printed: &str, found: &mut Findings) {
    if typed.is_ascii() && printed.is_ascii() {
        return;
    }
    let mut add = |relation, is_one: fn(char) -> bool| {
        let places = |text: &str| -> Places {
            text.chars().enumerate().filter(|(_, c)| is_one(*c)).map(|(place, _)| place).collect()
        };
        let (at, others) = (places(typed), places(printed));
        if at.len() != others.len() {
            found.push(Finding::new(relation, at));
        }
    };
    add(Relation::Invisible, |c| matches!(c, '\u{200C}' | '\u{200D}'));
    // Visible, but only as a longer stroke.
    add(Relation::Normalization, |c| c == '\u{640}');
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, Zone, compare};

    #[test]
    fn a_joiner_more_or_less_is_no_other_person() {
        for (typed, printed, relation) in [
            ("علی\u{200C}رضا محمدی", "علیرضا محمدی", "invisible"),
            ("علیرضا محمدی", "علی\u{200C}رضا محمدی", "invisible"),
            ("محـمد علي", "محمد علي", "normalization"),
            ("क्\u{200D}षमा देवी", "क्षमा देवी", "invisible"),
        ] {
            let found = compare(typed, printed, Zone::Viz, None);
            assert_eq!((found.relation.as_str(), found.verdict), (relation, Verdict::Fixable), "{typed}");
            assert_eq!(found.fix.as_deref(), Some(printed));
        }
        let chillu = compare("രാജന്\u{200D}", "രാജൻ", Zone::Viz, None);
        assert_eq!((chillu.verdict, chillu.fix.as_deref()), (Verdict::Fixable, Some("രാജൻ")));
    }
}
