//! Ü after L and N: YU in documents (GB/T 28039-2011), V on keyboards.

use super::{Key, bits, rewrite};

/// Letters that every spelling keeps.
pub(super) const FIXED: u32 = bits(b"abcdefghijklmnopqrstwxz");

const RULES: &[(&[u8], u8)] = &[
    (b"lyue", b'2'),
    (b"lyu", b'1'),
    (b"lve", b'2'),
    (b"lue", b'2'),
    (b"lv", b'1'),
    (b"nyue", b'4'),
    (b"nyu", b'3'),
    (b"nve", b'4'),
    (b"nue", b'4'),
    (b"nv", b'3'),
];

pub(super) fn same(a: &str, b: &str) -> bool {
    (a.contains('v') || b.contains('v')) && key(a) == key(b)
}

fn key(word: &str) -> Key {
    let mut key = Key::new();
    rewrite(word.as_bytes(), RULES, |byte| key.push(byte));
    key
}
