//! National letters as A-Z: ICAO Doc 9303-3 section 6 as sets of variants, and looser everyday spellings.
//!
//! A national name has no single spelling in A-Z, so a spelling is never produced and compared: every way to spell each
//! letter is followed through the target at once, and what counts is whether one of them reaches its end. The tables, a
//! file a script, give the spelling of the standard or the national system first. Where a spelling depends on the letters
//! around it, a digraph is spelt whole at its first letter and its other letters are spelt by nothing.

mod arabic;
mod armenian;
mod context;
mod cyrillic;
mod georgian;
mod greek;
mod hebrew;
mod indic;
mod latin;
mod table;
mod thai;
#[cfg(test)]
mod trial;

pub(super) use context::Context;
pub(super) use cyrillic::Column;

use smallvec::SmallVec;
use table::{Spellings, VOWELS, doubles, recommended, spellings, unwritten};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest target, one bit a position.
const MAX_TARGET: usize = 127;

/// How freely letters may be spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// The recommended variants of 9303-3 section 6, and the base letter for a letter outside its tables.
    Icao(Column),
    /// What people write, with vowels that the script leaves out.
    Everyday,
}

/// Whether a folded national name can be spelt as the given a-z string in everyday use.
pub(super) fn spells(national: &str, latin: &str) -> bool {
    !national.is_ascii() && reach(national, latin, Style::Everyday).is_some_and(|reached| reached.whole)
}

/// Whether a folded name is spelt as the field component by a recommended variant, Cyrillic by one column.
pub(super) fn encodes(national: &str, component: &str, column: Column) -> bool {
    reach(national, component, Style::Icao(column)).is_some_and(|reached| reached.whole)
}

/// Whether the component is the beginning of a recommended spelling of the folded name.
pub(super) fn encodes_beginning(national: &str, component: &str, column: Column) -> bool {
    reach(national, component, Style::Icao(column)).is_some_and(|reached| reached.cut)
}

/// The A-Z spelling by the first recommended choice of each letter; hyphens become spaces, apostrophes and stops go.
///
/// `None` where a letter has no spelling in the tables.
pub fn mrz_spelling(name: &str) -> Option<String> {
    let letters: Letters = if name.is_ascii() {
        name.chars().map(|c| c.to_ascii_lowercase()).collect()
    } else {
        name.nfc().flat_map(char::to_lowercase).collect::<String>().nfc().collect()
    };
    let column = Column::of(&letters);
    let mut spelt = String::with_capacity(name.len());
    for (index, &c) in letters.iter().enumerate() {
        match c {
            '-' | ' ' | '\u{2010}'..='\u{2015}' => {
                if !spelt.ends_with(' ') {
                    spelt.push(' ');
                }
            }
            ',' => spelt.push(','),
            '\'' | '.' | '\u{2019}' | '\u{2018}' => {}
            _ if c.is_ascii_lowercase() => spelt.push(c),
            _ => match recommended(c, &letters, index, column) {
                Some(choices) => spelt.push_str(choices.first()?),
                None if is_combining_mark(c) => {}
                None => return None,
            },
        }
    }
    spelt.make_ascii_uppercase();
    Some(spelt)
}

type Letters = SmallVec<[char; 48]>;

/// Where the spellings of a name end in a target.
struct Reached {
    /// One of them is the target.
    whole: bool,
    /// The target is the beginning of one of them.
    cut: bool,
}

fn reach(national: &str, target: &str, style: Style) -> Option<Reached> {
    let target = target.as_bytes();
    if target.is_empty() || target.len() > MAX_TARGET {
        return None;
    }
    let letters: Letters = national.chars().collect();
    let end = 1u128 << target.len();
    let mut walk = Walk { target, at: 1, cut: false };
    for (index, &c) in letters.iter().enumerate() {
        let from = walk.at;
        if c.is_ascii_alphanumeric() {
            walk.step(&[c.encode_utf8(&mut [0; 4])]);
        } else {
            let choices = match style {
                Style::Icao(column) => recommended(c, &letters, index, column),
                Style::Everyday => spellings(c, context(c, &letters, index)),
            };
            match choices {
                Some(choices) => walk.step(choices),
                None if is_combining_mark(c) => continue,
                None => walk.at = 0,
            }
            if style == Style::Everyday && walk.at != 0 {
                walk.add_unwritten(c, context(c, &letters, index));
            }
        }
        walk.cut |= from & end != 0;
        if walk.at == 0 {
            break;
        }
    }
    let whole = walk.at & end != 0;
    Some(Reached { whole, cut: walk.cut || whole })
}

/// The places in a target that some spelling has reached so far, a bit each.
struct Walk<'a> {
    target: &'a [u8],
    at: u128,
    /// Whether a spelling went beyond the end of the target.
    cut: bool,
}

impl Walk<'_> {
    /// Goes on by one of the choices.
    fn step(&mut self, choices: &[&str]) {
        let mut open = self.at;
        let mut next = 0;
        while open != 0 {
            let start = open.trailing_zeros() as usize;
            open &= open - 1;
            let rest = self.target.get(start..).unwrap_or_default();
            for choice in choices.iter().map(|choice| choice.as_bytes()) {
                if rest.starts_with(choice) {
                    next |= 1 << (start + choice.len());
                } else if choice.starts_with(rest) {
                    self.cut = true;
                }
            }
        }
        self.at = next;
    }

    /// Adds what may be written although the script does not: the last letter twice, then a vowel.
    fn add_unwritten(&mut self, c: char, context: Context) {
        if doubles(c) {
            let again = (1..self.target.len())
                .filter(|start| self.at & (1 << start) != 0 && self.target.get(*start) == self.target.get(start - 1));
            self.at = again.fold(self.at, |at, start| at | 1 << (start + 1));
        }
        let vowels = unwritten(c, context);
        if !vowels.is_empty() {
            let before = self.at;
            self.step(vowels);
            self.at |= before;
        }
    }
}

/// The neighbours of a letter; Latin letters need none.
fn context(c: char, letters: &[char], index: usize) -> Context {
    if c < '\u{370}' { Context::default() } else { Context::at(letters, index) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_has_clean_spellings(text in any::<Vec<char>>()) {
            for (index, &c) in text.iter().enumerate() {
                let context = Context::at(&text, index);
                let everyday = spellings(c, context).into_iter().flatten().chain(unwritten(c, context));
                let recommended = latin::icao(c).into_iter().chain(arabic::icao(c, context)).chain(greek::elot(c, context));
                for spelling in everyday.chain(recommended.flatten()) {
                    prop_assert!(spelling.bytes().all(|b| b.is_ascii_lowercase()), "{c} {spelling}");
                }
            }
        }
    }

    #[test]
    fn spellings_are_lower_case_letters() {
        let edges = [None, Some('a'), Some('و'), Some('ο'), Some('с'), Some('\u{94D}'), Some('เ')];
        for c in '\u{80}'..='\u{1FFF}' {
            for before in edges {
                for after in edges {
                    let context = Context { before, after, ..Context::default() };
                    let all = spellings(c, context).unwrap_or(&[""]);
                    assert!(!all.is_empty(), "{c}");
                    for spelling in all.iter().chain(unwritten(c, context)) {
                        assert!(
                            spelling.len() <= 7 && spelling.bytes().all(|b| b.is_ascii_lowercase()),
                            "{c} {spelling}"
                        );
                    }
                    let mut sorted = all.to_vec();
                    sorted.sort_unstable();
                    sorted.dedup();
                    assert_eq!(sorted.len(), all.len(), "{c} {all:?}");
                }
            }
        }
    }

    #[test]
    fn joiners_and_points_are_spelt_by_nothing() {
        for c in ['\u{200D}', '\u{64E}', '\u{5B8}', '\u{640}'] {
            assert_eq!(spellings(c, Context::default()), Some(&[""][..]));
        }
        assert_eq!(spellings('张', Context::default()), None);
        assert_eq!(spellings('a', Context::default()), None);
    }

    #[test]
    fn all_recommended_variants() {
        for component in ["mueller", "muller", "muxxller"] {
            assert!(encodes("müller", component, Column::Russian), "{component}");
        }
        assert!(!encodes("müller", "myller", Column::Russian));
        assert!(encodes("trần", "tran", Column::Russian) && encodes("nguyễn", "nguyen", Column::Russian));
        assert!(encodes("حسن", "xhsn", Column::Russian));
    }

    #[test]
    fn one_column_for_one_name() {
        assert!(encodes("щорс", "shchors", Column::Russian) && !encodes("щорс", "shtors", Column::Russian));
        assert!(encodes("щорс", "shtors", Column::Bulgarian));
        assert!(encodes("галина", "halyna", Column::Ukrainian) && !encodes("галина", "halyna", Column::Russian));
        let mixed = |column| encodes("григорий", "grihorii", column);
        assert!(!Column::ALL.into_iter().any(mixed));
    }

    #[test]
    fn beginnings() {
        let begins = |name, cut| encodes_beginning(name, cut, Column::Russian);
        assert!(begins("krishnamurthy", "k") && begins("müller", "mu") && begins("müller", "mue"));
        assert!(!begins("maria", "marx"));
    }

    #[test]
    fn first_choices() {
        assert_eq!(mrz_spelling("GRÖßMANN, JÖRG").as_deref(), Some("GROESSMANN, JOERG"));
        assert_eq!(mrz_spelling("ÇELİK, İBRAHİM").as_deref(), Some("CELIK, IBRAHIM"));
        assert_eq!(mrz_spelling("ШЕВЧЕНКО, ОЛЕКСІЙ").as_deref(), Some("SHEVCHENKO, OLEKSII"));
        assert_eq!(mrz_spelling("张伟"), None);
    }
}
