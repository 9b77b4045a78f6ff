//! The names that people bear: established ones, their everyday forms, and their spellings in Latin letters.
//!
//! The lists under `data/` hold some fifty thousand words. `build.rs` makes a table of them that needs no reading at run
//! time: open addressing over 64-bit fingerprints, and for each word the numbers of the lines that hold it.

mod fingerprint;

use fingerprint::{fingerprint, place};

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// What is known of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where its record begins in `RECORDS`: a head that counts, then the numbers.
    at: u32,
}

/// What the lists say of a name by its base letters; nothing where they do not know it.
pub(super) fn find(name: &str) -> Option<Entry> {
    let wanted = fingerprint(name.as_bytes());
    let mut at = place(wanted, FINGERPRINTS.len());
    loop {
        match FINGERPRINTS.get(at) {
            Some(&known) if known == wanted => return AT.get(at).map(|at| Entry { at: *at }),
            Some(0) | None => return None,
            Some(_) => at = (at + 1) & (FINGERPRINTS.len() - 1),
        }
    }
}

impl Entry {
    /// Whether one name is an everyday form of the other.
    pub fn is_everyday_form(self, other: Self) -> bool {
        meet(self.short(), other.full()) || meet(self.full(), other.short())
    }

    /// Whether both are spellings of one name of another script.
    pub fn is_same_spelling(self, other: Self) -> bool {
        meet(self.spelling(), other.spelling())
    }

    /// Whether a class of spellings says that the name is Arabic.
    pub fn is_arabic(self) -> bool {
        self.head() & ARABIC != 0
    }

    /// Lines of everyday forms in which the name is a full one.
    fn full(self) -> &'static [u16] {
        self.numbers(0)
    }

    /// Lines of everyday forms in which the name is a short one.
    fn short(self) -> &'static [u16] {
        self.numbers(1)
    }

    /// Classes of spellings in Latin letters that hold the name.
    fn spelling(self) -> &'static [u16] {
        self.numbers(2)
    }

    fn head(self) -> u16 {
        RECORDS.get(self.at as usize).copied().unwrap_or_default()
    }

    /// One of the three runs of numbers behind the head, which holds their lengths.
    fn numbers(self, run: u32) -> &'static [u16] {
        let length = |run: u32| usize::from(self.head() >> (run * BITS) & ((1 << BITS) - 1));
        let from = self.at as usize + 1 + (0..run).map(length).sum::<usize>();
        RECORDS.get(from..from + length(run)).unwrap_or_default()
    }
}

/// Bits of a head for the length of one run.
const BITS: u32 = 5;
/// The bit of a head that says Arabic.
const ARABIC: u16 = 1 << 15;

fn meet(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|line| b.contains(line))
}

#[cfg(test)]
mod tests {
    use super::super::fold::{self, Casing};
    use super::*;
    use crate::text::list;

    fn everyday(short: &str, full: &str) -> bool {
        find(short).zip(find(full)).is_some_and(|(a, b)| a.is_everyday_form(b))
    }

    #[test]
    fn knows_names() {
        for name in ["joan", "andersen", "manpreet", "kowalczyk", "danielle", "дмитрии", "κωστασ"] {
            assert!(find(name).is_some(), "{name}");
        }
        assert!(find("thorntno").is_none() && find("mevr").is_none() && find("").is_none());
        assert!(find("muhammad").is_some_and(Entry::is_arabic) && !find("joan").is_some_and(Entry::is_arabic));
    }

    #[test]
    fn everyday_forms_in_several_languages() {
        for (short, full) in [
            ("beth", "elizabeth"),
            ("peggy", "margaret"),
            ("paco", "francisco"),
            ("sasha", "aleksandr"),
            ("katya", "ekaterina"),
            ("pista", "istvan"),
            ("zeca", "jose"),
            ("beppe", "giuseppe"),
            ("γιωργοσ", "γεωργιοσ"),
        ] {
            assert!(everyday(short, full), "{short} {full}");
        }
        assert!(!everyday("maria", "mario"));
    }

    #[test]
    fn every_word_of_the_lists_is_found_as_names_are_folded() {
        let lists = [
            include_str!("../data/names.txt"),
            include_str!("../data/names_arabic.txt"),
            include_str!("../data/names_cyrillic.txt"),
            include_str!("../data/names_greek.txt"),
            include_str!("../data/nicknames.txt"),
            include_str!("../data/romanizations.txt"),
        ];
        for word in lists.iter().flat_map(|text| list(text)).flat_map(|line| line.split(['~', ' ', '/'])) {
            let (mut folded, mut base) = (String::new(), String::new());
            word.chars().for_each(|c| fold::push_folded(c, Casing::Default, &mut folded));
            fold::push_base(&folded, &mut base);
            assert_eq!(word, base, "write it in base letters");
            assert!(word.is_empty() || find(word).is_some(), "{word}");
        }
    }
}
