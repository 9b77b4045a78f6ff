//! The names that people bear: established ones, their everyday forms, and their spellings in Latin letters.

use super::fold::{self, Casing};
use super::romanization;
use super::title::{self, Title};
use crate::text::list;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Numbers of lines of a list.
pub(super) type Lines = SmallVec<[u16; 4]>;

/// What is known of a folded base name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Whether people bear it: such a word is no slip for another.
    pub established: bool,
    /// Whether it is a courtesy title.
    pub title: Option<Title>,
    /// Lines of everyday forms in which the name is a full one.
    pub full: Lines,
    /// Lines of everyday forms in which the name is a short one.
    pub short: Lines,
    /// Classes of spellings in Latin letters that hold the name.
    pub spelling: Lines,
    /// Its key among Arabic names, where a class says that it is one.
    pub arabic: Option<romanization::Key>,
}

impl Entry {
    /// Whether one name is an everyday form of the other.
    pub fn is_everyday_form(&self, other: &Self) -> bool {
        meet(&self.short, &other.full) || meet(&self.full, &other.short)
    }

    /// Whether both are spellings of one name of another script.
    pub fn is_same_spelling(&self, other: &Self) -> bool {
        meet(&self.spelling, &other.spelling)
    }
}

/// What the lists say of a name by its base letters; nothing where they do not know it.
pub(super) fn find(name: &str) -> Option<&'static Entry> {
    if name.is_ascii() { LATIN.get(name) } else { OTHER.get(name) }
}

/// Names as base letters.
type Lexicon = FxHashMap<Cow<'static, str>, Entry>;

/// Names in the letters a-z.
static LATIN: LazyLock<Lexicon> = LazyLock::new(|| read(&[include_str!("../data/names.txt")], true));

/// Names in other letters.
static OTHER: LazyLock<Lexicon> = LazyLock::new(|| {
    let lists = [
        include_str!("../data/names_arabic.txt"),
        include_str!("../data/names_cyrillic.txt"),
        include_str!("../data/names_greek.txt"),
    ];
    read(&lists, false)
});

/// The base letters of a word of a list.
fn base(word: &'static str) -> Cow<'static, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let (mut folded, mut base) = (String::with_capacity(word.len()), String::with_capacity(word.len()));
    word.chars().for_each(|c| fold::push_folded(c, Casing::Default, &mut folded));
    fold::push_base(&folded, &mut base);
    Cow::Owned(base)
}

fn read(names: &[&'static str], latin: bool) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for word in names.iter().flat_map(|names| list(names)).flat_map(str::split_ascii_whitespace) {
        lexicon.entry(base(word)).or_default();
    }
    let spellings = if latin { include_str!("../data/romanizations.txt") } else { "" };
    let classes: Vec<(&str, Vec<&str>)> = list(spellings)
        .map(|line| (line, line.trim_start_matches(ARABIC).split_ascii_whitespace().collect()))
        .collect();
    for (number, (line, words)) in (0u16..).zip(&classes) {
        for word in words {
            let entry = lexicon.entry(base(word)).or_default();
            entry.spelling.push(number);
            if line.starts_with(ARABIC) {
                entry.arabic = Some(romanization::arabic_key(word));
            }
        }
    }
    for (number, line) in (0u16..).zip(list(include_str!("../data/nicknames.txt"))) {
        let mut words = line.split_ascii_whitespace();
        let Some(full) = words.next().filter(|full| full.is_ascii() == latin) else { continue };
        for short in words {
            lexicon.entry(base(short)).or_default().short.push(number);
        }
        for name in full.split('/') {
            lexicon.entry(base(name)).or_default().full.push(number);
            // What stands for a name stands for its other spellings too.
            let spellings = lexicon.get(name).map(|entry| entry.spelling.clone()).unwrap_or_default();
            let others = spellings.iter().filter_map(|class| classes.get(usize::from(*class)));
            for other in others.flat_map(|(_, words)| words).filter(|other| **other != name) {
                lexicon.entry(base(other)).or_default().full.push(number);
            }
        }
    }
    lexicon.values_mut().for_each(|entry| entry.established = true);
    for (title, kind) in title::all().filter(|(title, _)| title.is_ascii() == latin) {
        lexicon.entry(base(title)).or_default().title = Some(kind);
    }
    lexicon
}

/// What a class of Arabic names begins with.
const ARABIC: char = '~';

fn meet(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|line| b.contains(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everyday(short: &str, full: &str) -> bool {
        find(short).zip(find(full)).is_some_and(|(a, b)| a.is_everyday_form(b))
    }

    #[test]
    fn knows_names() {
        for name in ["joan", "andersen", "manpreet", "kowalczyk", "danielle"] {
            assert!(find(name).is_some_and(|entry| entry.established), "{name}");
        }
        assert!(find("thorntno").is_none() && find("mevr").is_some_and(|entry| !entry.established));
    }

    #[test]
    fn words_are_found_as_names_are_folded() {
        for name in ["κυριοσ", "κωστασ", "дмитрии"] {
            assert!(find(name).is_some(), "{name}");
        }
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
        ] {
            assert!(everyday(short, full), "{short} {full}");
        }
        assert!(!everyday("maria", "mario"));
    }
}
