//! What stands between two parts of a name.

use super::super::{Relation, Trace};

/// The relation of two gaps, if they differ.
pub(super) fn relate(typed: &str, printed: &str, at: usize) -> Option<Trace> {
    if typed == printed {
        return None;
    }
    let hyphen = |text: &str| text.chars().any(is_hyphen);
    let signs = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
    let relation = if hyphen(typed) || hyphen(printed) {
        Relation::Hyphen
    } else if signs(typed) != signs(printed) || typed.contains('.') {
        Relation::Punctuation
    } else {
        Relation::Spacing
    };
    Some(Trace::new(relation, vec![at]))
}

/// Signs that stand for a hyphen: Unicode dashes, and the minus sign.
fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{AD}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{58A}'
                | '\u{30FC}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
                | '_'
    )
}
