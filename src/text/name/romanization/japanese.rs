//! Japanese syllables in Hepburn, Kunrei and everyday spelling, long vowels written or not.

use super::{Key, bits};

/// Letters that every spelling keeps.
pub(super) const FIXED: u32 = bits(b"abegikprw");

pub(super) fn same(a: &str, b: &str) -> bool {
    morae(a).is_some_and(|morae_a| morae(b) == Some(morae_a))
}

/// Whether a word reads as Japanese syllables throughout.
pub(in super::super) fn is_romaji(word: &str) -> bool {
    morae(word).is_some()
}

/// A word as Japanese morae in Kunrei notation with long vowels shortened; `None` where it is no romaji.
fn morae(word: &str) -> Option<Key> {
    let letters = word.as_bytes();
    if !word.is_ascii() || word.len() < 2 {
        return None;
    }
    let mut found = Key::new();
    let mut at = 0;
    while at < letters.len() {
        // A consonant run before a vowel.
        let run = letters.iter().skip(at).take_while(|byte| !is_vowel(**byte)).count();
        let mut consonants = letters.get(at..at + run)?;
        let Some(&sound) = letters.get(at + run) else {
            // No vowel follows: N closes the word, H lengthens an O.
            return match consonants {
                b"n" | b"m" => {
                    found.push(NASAL);
                    Some(found)
                }
                b"h" if found.last() == Some(&b'o') => Some(found),
                _ => None,
            };
        };
        // OH before a consonant is a long O.
        if let [b'h', rest @ ..] = consonants
            && !rest.is_empty()
            && found.last() == Some(&b'o')
        {
            consonants = rest;
        }
        match consonants {
            [b'n', rest @ ..] if !rest.is_empty() && !rest.starts_with(b"y") => {
                found.push(NASAL);
                consonants = rest;
            }
            [b'm', rest @ ..] if matches!(rest.first(), Some(b'b' | b'p' | b'm')) => {
                found.push(NASAL);
                consonants = rest;
            }
            _ => {}
        }
        match consonants {
            [b't', rest @ ..] if rest.starts_with(b"ch") => {
                found.push(DOUBLED);
                consonants = rest;
            }
            [first, rest @ ..] if rest.first() == Some(first) => {
                found.push(DOUBLED);
                consonants = rest;
            }
            _ => {}
        }
        let onset = onset(consonants, sound)?;
        let long = onset.is_empty()
            && matches!((found.last(), sound), (Some(b'o'), b'o' | b'u') | (Some(b'u'), b'u'))
            && at > 0;
        if !long {
            found.extend_from_slice(onset);
            found.push(sound);
        }
        at += run + 1;
    }
    Some(found)
}

const NASAL: u8 = b'N';
const DOUBLED: u8 = b'Q';

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'i' | b'u' | b'e' | b'o')
}

/// One onset in Kunrei notation for the Hepburn, Kunrei and mixed spellings.
fn onset(consonants: &[u8], vowel: u8) -> Option<&'static [u8]> {
    Some(match (consonants, vowel) {
        (b"", _) => b"",
        (b"k", _) => b"k",
        (b"g", _) => b"g",
        (b"s", _) | (b"sh", b'i') => b"s",
        (b"sh" | b"sy", _) => b"sy",
        (b"z", _) | (b"j", b'i') | (b"dz", b'u') => b"z",
        (b"j" | b"jy" | b"zy" | b"dy", b'a' | b'u' | b'e' | b'o') => b"zy",
        (b"t", _) | (b"ch", b'i') | (b"ts", b'u') => b"t",
        (b"ch" | b"ty" | b"cy", _) => b"ty",
        (b"d", _) => b"d",
        (b"n", _) => b"n",
        (b"h", _) | (b"f", b'u') => b"h",
        (b"b", _) => b"b",
        (b"p", _) => b"p",
        (b"m", _) => b"m",
        (b"y", b'a' | b'u' | b'o') => b"y",
        (b"r", _) => b"r",
        (b"w", b'a') => b"w",
        (b"ky", _) => b"ky",
        (b"gy", _) => b"gy",
        (b"ny", _) => b"ny",
        (b"hy", _) => b"hy",
        (b"by", _) => b"by",
        (b"py", _) => b"py",
        (b"my", _) => b"my",
        (b"ry", _) => b"ry",
        _ => return None,
    })
}
