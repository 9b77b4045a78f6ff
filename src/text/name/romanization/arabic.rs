//! Spellings of Arabic names: doubled letters, E for A or I, O and OU for U, and Q, K, G for one letter.

use super::{Key, Word, bits, rewrite};
use crate::text::name::lexicon::Entry;

/// Letters that every spelling keeps.
pub(super) const FIXED: u32 = bits(b"blmnrtvz");

const RULES: &[(&[u8], u8)] = &[
    (b"ou", b'u'),
    (b"oo", b'u'),
    (b"ee", b'i'),
    (b"ei", b'8'),
    (b"ey", b'8'),
    (b"ay", b'8'),
    (b"ai", b'8'),
    (b"dj", b'j'),
    (b"ch", b'5'),
    (b"sh", b'5'),
    (b"ph", b'f'),
    (b"kh", b'x'),
    (b"gh", b'g'),
    (b"dh", b'd'),
    (b"q", b'k'),
    (b"y", b'i'),
    (b"w", b'u'),
    (b"o", b'u'),
];

/// Only for a name that a class says to be Arabic, and one that no class knows.
pub(super) fn same(a: Word<'_>, b: Word<'_>) -> bool {
    let known = |word: Word<'_>| word.entry.is_some_and(Entry::is_arabic);
    known(a) != known(b) && key(a.base) == key(b.base)
}

/// The notation in which spellings of one Arabic name meet.
fn key(word: &str) -> Key {
    let mut key = Key::new();
    rewrite(word.as_bytes(), RULES, |byte| {
        if key.last() != Some(&byte) {
            key.push(byte);
        }
    });
    if key.ends_with(b"ah") || key.ends_with(b"eh") {
        key.pop();
    }
    key
}
