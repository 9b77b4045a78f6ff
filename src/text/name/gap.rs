//! What stands between two parts of a name.

use super::Places;
use super::comparison::Finding;
use super::part::Glyph;
use super::relation::Relation;

/// The relation of two gaps, if they differ.
pub(super) fn relate(typed: &[Glyph], printed: &[Glyph], at: usize) -> Option<Finding> {
    if typed.iter().map(|glyph| glyph.c).eq(printed.iter().map(|glyph| glyph.c)) {
        return None;
    }
    let has = |gap: &[Glyph], test: fn(char) -> bool| gap.iter().any(|glyph| test(glyph.c));
    let signs = |gap: &[Glyph]| gap.iter().map(|glyph| glyph.c).filter(|c| *c != ' ').collect::<Signs>();
    let relation = if has(typed, is_hyphen) || has(printed, is_hyphen) {
        Relation::Hyphen
    } else if signs(typed) != signs(printed) || has(typed, |c| c == '.') {
        Relation::Punctuation
    } else {
        Relation::Spacing
    };
    Some(Finding::new(relation, Places::from_slice(&[at])))
}

/// The signs of a gap.
type Signs = smallvec::SmallVec<[char; 8]>;

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

/// Whether two gaps hold the same signs.
pub(super) fn same(a: &[Glyph], b: &[Glyph]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.c == b.c)
}

/// A comma, a semicolon, or two fillers of the machine-readable zone.
pub(super) fn separates_fields(gap: &[Glyph]) -> bool {
    gap.iter().any(|glyph| matches!(glyph.c, ',' | ';' | '،' | '、'))
        || gap.windows(2).any(|pair| pair.iter().all(|glyph| glyph.c == '<'))
}
