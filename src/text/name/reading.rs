//! Chinese, Japanese and Korean characters against Latin letters, and scripts that have no reading here.

mod hangul;
mod kana;
mod variant;

pub(super) use variant::is_variant;
pub use variant::simplest_han;

use super::comparison::{Finding, Findings};
use super::parts::Name;
use super::relation::Relation;
use super::syllable;
use super::transliteration::Context;
use crate::text::list;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use unicode_script::{Script, UnicodeScript};

/// Longest reading of one character or word in Latin letters.
const MAX_READING: usize = 12;
/// Longest target, one bit a position.
const MAX_TARGET: usize = 127;

/// Chinese characters to their pinyin, and common surnames also to other spellings.
static HAN: LazyLock<FxHashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut table: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
    for data in [include_str!("../data/pinyin.txt"), include_str!("../data/hanzi_surnames.txt")] {
        for line in list(data) {
            let Some((reading, characters)) = line.split_once(' ') else {
                continue;
            };
            for c in characters.chars().filter(|c| !c.is_whitespace()) {
                table.entry(c).or_default().push(reading);
            }
        }
    }
    table
});

/// Japanese names of one or more characters to their readings.
static KANJI: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    list(include_str!("../data/kanji_names.txt"))
        .filter_map(|line| {
            let mut words = line.split_ascii_whitespace();
            words.next().map(|word| (word, words.collect()))
        })
        .collect()
});

/// Whether two Chinese characters can be read alike, tones apart: typed one for the other, they are a slip of the input method.
pub fn is_homophone(a: char, b: char) -> bool {
    let readings = |c| HAN.get(&c).map_or(&[][..], Vec::as_slice);
    readings(a).iter().any(|reading| readings(b).contains(reading))
}

/// Judges two names of which one is written in letters that cannot be compared one by one with the other's.
///
/// Adds what it finds and tells whether that is sure; `None` where the parts can be aligned.
pub(super) fn across(typed: &Name, printed: &Name, found: &mut Findings) -> Option<bool> {
    if typed.keys().is_ascii() && printed.keys().is_ascii() {
        return None;
    }
    let (source, target) = match (Writing::of(typed), Writing::of(printed)) {
        (Writing::Cjk, Writing::Latin) => (typed, printed),
        (Writing::Latin, Writing::Cjk) => (printed, typed),
        (Writing::Cjk, Writing::Cjk) => return read_aloud(typed, printed, found),
        (Writing::Other(x), Writing::Other(y)) if x == y => return None,
        (Writing::Other(_), _)
        | (_, Writing::Other(_))
        | (Writing::Cjk, Writing::Readable)
        | (Writing::Readable, Writing::Cjk) => {
            found.push(Finding::new(Relation::DiacriticTransliteration, typed.places(&typed.parts)));
            return Some(false);
        }
        _ => return None,
    };
    let characters: Vec<char> = source.all_letters().iter().map(|glyph| glyph.c).collect();
    let words: Vec<&str> = target.parts.iter().map(|part| target.key(part)).collect();
    let (relation, certain) = match read(&characters, &words) {
        Reading::Same => (Relation::DiacriticTransliteration, true),
        Reading::Open => (Relation::DiacriticTransliteration, false),
        Reading::Other => (Relation::DifferentPerson, words.iter().all(|word| syllable::is_syllabic(word))),
    };
    found.push(Finding::new(relation, typed.places(&typed.parts)));
    Some(certain)
}

/// Judges kana against kanji; `None` where both are written in one of them.
fn read_aloud(typed: &Name, printed: &Name, found: &mut Findings) -> Option<bool> {
    let letters = |name: &Name| name.all_letters().iter().map(|glyph| glyph.c).collect::<Vec<char>>();
    let (a, b) = (letters(typed), letters(printed));
    let all_han = |letters: &[char]| letters.iter().all(|c| c.script() == Script::Han);
    let (kanji, sound) = if all_han(&b) { (&b, kana::romaji(&a)?) } else { (&a, kana::romaji(&b)?) };
    if !all_han(kanji) {
        return None;
    }
    found.push(Finding::new(Relation::DiacriticTransliteration, typed.places(&typed.parts)));
    // Readings of names are many, and the list of them is not all.
    Some(matches!(read(kanji, &[&sound]), Reading::Same))
}

/// The scripts that have a table of spellings.
const READABLE: [Script; 17] = [
    Script::Arabic,
    Script::Armenian,
    Script::Bengali,
    Script::Cyrillic,
    Script::Devanagari,
    Script::Georgian,
    Script::Greek,
    Script::Gujarati,
    Script::Gurmukhi,
    Script::Hebrew,
    Script::Kannada,
    Script::Malayalam,
    Script::Oriya,
    Script::Sinhala,
    Script::Tamil,
    Script::Telugu,
    Script::Thai,
];

/// What kind of letters a name is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Cjk,
    Latin,
    /// An alphabet with a table of spellings.
    Readable,
    Other(Script),
    /// Letters of several kinds.
    Mixed,
}

impl Writing {
    fn of(name: &Name) -> Self {
        let mut found: Option<Self> = None;
        for glyph in name.all_letters() {
            let writing = match glyph.c {
                '0'..='9' => continue,
                '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Self::Latin,
                '\u{370}'..='\u{5FF}' | '\u{620}'..='\u{64A}' => Self::Readable,
                '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Self::Cjk,
                c => match c.script() {
                    Script::Common | Script::Inherited => continue,
                    Script::Latin => Self::Latin,
                    Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana => Self::Cjk,
                    other if READABLE.contains(&other) => Self::Readable,
                    other => Self::Other(other),
                },
            };
            match found {
                None => found = Some(writing),
                Some(known) if known == writing => {}
                Some(_) => return Self::Mixed,
            }
        }
        found.unwrap_or(Self::Mixed)
    }
}

enum Reading {
    /// One of the readings is the other name.
    Same,
    /// A character has no reading here, or one may have another dialect's.
    Open,
    /// Every character is known, the other name is pinyin of as many syllables, and they differ.
    Other,
}

fn read(characters: &[char], words: &[&str]) -> Reading {
    // Names in Latin letters may stand in either order.
    let straight: String = words.concat();
    let turned: String = words.iter().skip(1).chain(words.first()).copied().collect();
    let ended: String =
        words.last().into_iter().chain(words.iter().take(words.len().saturating_sub(1))).copied().collect();
    if [&straight, &turned, &ended].iter().any(|target| reaches(characters, target, false)) {
        return Reading::Same;
    }
    if reaches(characters, &straight, true) {
        return Reading::Open;
    }
    let all_known = characters.iter().all(|c| HAN.contains_key(c) || hangul::is_hangul(*c));
    let syllables = words.iter().all(|word| syllable::is_syllabic(word));
    if all_known && syllables { Reading::Other } else { Reading::Open }
}

/// Whether the readings of the characters, one after the other, can spell the target.
///
/// `wild` lets a character without a reading stand for one to six letters.
fn reaches(characters: &[char], target: &str, wild: bool) -> bool {
    if !target.is_ascii() || target.is_empty() || target.len() > MAX_TARGET {
        return false;
    }
    let mut sets = vec![0u128; characters.len() + 1];
    if let Some(first) = sets.first_mut() {
        *first = 1;
    }
    for index in 0..characters.len() {
        let Some(&from) = sets.get(index) else { break };
        if from == 0 {
            continue;
        }
        let first = characters.get(index).copied().unwrap_or_default();
        let mut reach = |length: usize, reached: u128| {
            if let Some(set) = sets.get_mut(index + length) {
                *set |= reached;
            }
        };
        if let Some(parts) = hangul::parts(first, Context::at(characters, index)) {
            reach(
                1,
                parts.iter().fold(from, |at, part| part.iter().fold(0, |next, way| next | follow(at, target, way))),
            );
        }
        for (length, reading) in readings(characters.get(index..).unwrap_or_default()) {
            reach(length, follow(from, target, &reading));
        }
        let unknown = characters.get(index).is_some_and(|c| !HAN.contains_key(c) && !hangul::is_hangul(*c));
        if wild
            && unknown
            && let Some(set) = sets.get_mut(index + 1)
        {
            *set |= (1..=6).fold(0, |all, letters| all | (from << letters));
        }
    }
    sets.last().is_some_and(|set| set & (1 << target.len()) != 0)
}

fn follow(from: u128, target: &str, reading: &str) -> u128 {
    (0..=target.len())
        .filter(|at| from & (1 << at) != 0 && target.get(*at..).is_some_and(|rest| rest.starts_with(reading)))
        .fold(0, |set, at| set | 1 << (at + reading.len()))
}

/// The readings of the first characters: how many they cover, and the letters.
fn readings(characters: &[char]) -> Vec<(usize, String)> {
    let Some(&first) = characters.first() else {
        return Vec::new();
    };
    let mut found: Vec<(usize, String)> = Vec::new();
    if let Some(readings) = HAN.get(&first) {
        for reading in readings {
            found.push((1, (*reading).to_owned()));
            if reading.contains('v') {
                found.extend([(1, reading.replace('v', "yu")), (1, reading.replace('v', "u"))]);
            }
        }
    }
    for length in 1..=characters.len().min(4) {
        let word: String = characters.iter().take(length).collect();
        if let Some(readings) = KANJI.get(word.as_str()) {
            found.extend(readings.iter().flat_map(|reading| long_vowels(reading)).map(|reading| (length, reading)));
        }
    }
    found.extend(kana::kana(first).into_iter().map(|reading| (1, reading.to_owned())));
    found.retain(|(_, reading)| reading.len() <= MAX_READING);
    found
}

/// A Japanese reading with its long vowels written or not (OU, OO, OH, O).
fn long_vowels(reading: &str) -> Vec<String> {
    let mut found = vec![reading.to_owned()];
    for (long, shorts) in [("ou", ["o", "oh"]), ("oo", ["o", "oh"]), ("uu", ["u", "u"])] {
        if reading.contains(long) {
            found.extend(shorts.iter().map(|short| reading.replace(long, short)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(characters: &str, words: &[&str]) -> bool {
        matches!(read(&characters.chars().collect::<Vec<_>>(), words), Reading::Same)
    }

    #[test]
    fn reads_names() {
        assert!(same("张伟", &["zhang", "wei"]) && same("张伟", &["wei", "zhang"]));
        assert!(same("欧阳修", &["ouyang", "xiu"]));
        assert!(same("山田太郎", &["yamada", "taro"]) && same("김민준", &["kim", "minjun"]));
        assert!(same("さとう", &["sato"]));
        assert!(!same("张伟", &["li", "na"]));
    }
}
