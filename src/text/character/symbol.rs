//! Signs that no name has: emoji, mathematical and currency signs, most ASCII punctuation.

use super::positions;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// ASCII signs that names are printed or typed with: Lt.-Col. O'Neil, ANNA (MARIA), S/O RAMESH.
const OF_NAMES: &[char] = &['\'', '-', '.', ',', '(', ')', '/'];

/// Positions of signs that no name has. Spaces, marks and the apostrophes of any script are none.
///
/// Two fillers `<` are left to who compares with a machine-readable zone.
pub fn symbol(value: &str) -> Vec<usize> {
    let sign = |c: char| match c {
        '<' => false,
        _ if c.is_ascii() => c.is_ascii_punctuation() && !OF_NAMES.contains(&c),
        _ => c.general_category_group() == GeneralCategoryGroup::Symbol && !is_accent(c),
    };
    positions(value, sign)
}

/// Accents that stand alone, which keyboards give for an apostrophe, and the radicals of Chinese characters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{A8}' | '\u{AF}' | '\u{B4}' | '\u{B8}' | '\u{2B0}'..='\u{2FF}' | '\u{2E80}'..='\u{2FDF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_names_are_none() {
        for name in ["O'NEIL-SMITH, J.", "D’ANGELO", "HAʻALELEA", "王 小明", "ジャン・ポール", "صالح", "ד\"ר"]
        {
            assert_eq!(symbol(name).is_empty(), !name.contains('"'), "{name}");
        }
        assert_eq!(symbol("SMITH😀 *"), [5, 7]);
        assert_eq!(symbol("AN€A+B"), [2, 4]);
    }
}
