//! Names of the months in the languages that documents are printed in.

use crate::text::list;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The months that a word may name, bit 1 for January to bit 12 for December: `lip` is June in Croatian and July in Polish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Months(u16);

impl Months {
    /// One month, if there is such a number.
    pub fn numbered(month: i16) -> Option<Self> {
        (1..=12).contains(&month).then(|| Self(1 << month))
    }

    /// The months that a name in any letter case stands for, with or without its diacritics.
    pub fn named(word: &str) -> Option<Self> {
        let plain = plain(word);
        let known = |word: &str| NAMES.get(word).copied();
        // Hebrew writes "in" as a letter before the name.
        known(&plain).or_else(|| plain.strip_prefix('ב').and_then(known))
    }

    /// Whether it names no month.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What two names printed side by side mean: the months that both can be, such as JUI/JUL; all of them where they disagree.
    pub fn beside(self, other: Self) -> Self {
        match self.0 & other.0 {
            0 => Self(self.0 | other.0),
            both => Self(both),
        }
    }

    /// The numbers of the months, from 1.
    pub fn numbers(self) -> impl Iterator<Item = i16> {
        (1..=12).filter(move |month| self.0 & (1 << month) != 0)
    }
}

static NAMES: LazyLock<FxHashMap<String, Months>> = LazyLock::new(|| {
    let mut names: FxHashMap<String, Months> = FxHashMap::default();
    for line in list(include_str!("../data/months.txt")) {
        for (column, month) in line.split('\t').skip(1).zip(1..) {
            for form in column.split('|').filter(|form| !form.is_empty()) {
                names.entry(plain(form)).or_default().0 |= 1 << month;
            }
        }
    }
    names
});

/// Small letters without diacritics, where the script has letters without them; vowel signs of other scripts stay.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}');
    let letters = word.nfd().filter(|c| !is_mark(c)).flat_map(char::to_lowercase).filter(|c| !is_mark(c));
    letters
        .map(|c| match c {
            'ı' => 'i',
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            'ħ' => 'h',
            'ς' => 'σ',
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(word: &str) -> Vec<i16> {
        Months::named(word).map(|months| months.numbers().collect()).unwrap_or_default()
    }

    #[test]
    fn of_many_languages() {
        let cases: [(i16, &[&str]); 12] = [
            (1, &["January", "JANV", "Januar", "ENE", "января", "січня", "Ιανουαρίου", "ינואר", "มกราคม", "ocak"]),
            (2, &["FÉV", "fevr", "лютого", "luty", "február", "फ़रवरी", "شباط", "helmikuuta", "şub", "SUB"]),
            (3, &["марта", "März", "maerz", "marca", "marț", "mart", "Maret", "березня", "مارس", "március", "kovo"]),
            (4, &["AVR", "kwietnia", "dubna", "apríl", "nisan", "באפריל", "أبريل", "ابريل", "aprīlī"]),
            (5, &["MAI", "maja", "května", "toukokuuta", "травня", "พค", "MEI", "mayıs"]),
            (6, &["juin", "czerwca", "června", "juni", "ιουνίου", "červen", "iunie"]),
            (7, &["JUIL", "lipca", "července", "temmuz", "heinäkuuta", "juli"]),
            (8, &["สิงหาคม", "août", "AOUT", "sierpnia", "srpna", "ağustos", "agustus", "серпня"]),
            (9, &["sept", "września", "září", "eylül", "setembro", "вересня", "ספטמבר", "eylul"]),
            (10, &["OUT", "października", "října", "ekim", "жовтня", "október"]),
            (11, &["nov", "kasım", "marraskuuta", "noiembrie", "листопада", "ноември"]),
            (12, &["dez", "grudnia", "prosince", "aralık", "грудня", "desember", "декември"]),
        ];
        for (month, words) in cases {
            for word in words {
                assert_eq!(months(word), [month], "{word}");
            }
        }
        assert!(months("hello").is_empty());
    }

    #[test]
    fn of_two_languages() {
        assert_eq!(months("lip"), [6, 7]);
        let both =
            Months::named("jui").zip(Months::named("jul")).map(|(a, b)| a.beside(b).numbers().collect::<Vec<_>>());
        assert_eq!(both, Some(vec![7]));
    }
}
