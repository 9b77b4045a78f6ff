//! Chinese names: Ü after L and N, and Wade-Giles, which Taiwan and older documents write without its apostrophes.

use super::{Key, Word, bits, rewrite};
use crate::text::name::syllable;

/// Ü after L and N is YU in documents (GB/T 28039-2011) and V on keyboards; the letters that both keep.
const FIXED: u32 = bits(b"abcdefghijklmnopqrstwxz");

/// The letters that pinyin and Wade-Giles have both or neither.
const KEPT: u32 = bits(b"aflmnw");

const UMLAUT: &[(&[u8], u8)] = &[
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

/// Initials and finals of both systems in one notation. Without apostrophes P is B or P, T is D or T, K is G or K, CH is
/// one of J, Q, ZH and CH, and TS is Z or C: what falls together here is told apart by nothing that is written.
const INITIALS: &[(&[u8], u8)] = &[
    (b"ng", b'N'),
    (b"tsz", b'S'),
    (b"tz", b'S'),
    (b"ts", b'S'),
    (b"sz", b's'),
    (b"ss", b's'),
    (b"zh", b'C'),
    (b"ch", b'C'),
    (b"sh", b'X'),
    (b"hs", b'X'),
    (b"x", b'X'),
    (b"q", b'C'),
    (b"z", b'S'),
    (b"c", b'S'),
    (b"b", b'p'),
    (b"d", b't'),
    (b"g", b'k'),
];

/// One name in pinyin or Wade-Giles; `differ` are the letters that only one has.
pub(super) fn same(left: Word<'_>, right: Word<'_>, differ: u32) -> bool {
    let (a, b) = (left.base, right.base);
    if (a.contains('v') || b.contains('v')) && differ & FIXED == 0 {
        let key = |word: &str| {
            let mut key = Key::new();
            rewrite(word.as_bytes(), UMLAUT, |byte| key.push(byte));
            key
        };
        return key(a) == key(b);
    }
    differ & KEPT == 0
        && shares_finals(a, b)
        && !(left.is_established() && right.is_established())
        && (same_wade_giles(a, b) || same_wade_giles(b, a))
}

/// Where one spelling is pinyin and the other is none: two names in pinyin are two names (TAO, DAO).
fn same_wade_giles(pinyin: &str, other: &str) -> bool {
    if !is_wade_giles(other.as_bytes()) {
        return false;
    }
    let key = |word: &str, wade_giles: bool| {
        // J is R in Wade-Giles, and one of the CH in pinyin.
        let word: Key = word
            .bytes()
            .map(|byte| match byte {
                b'j' if wade_giles => b'r',
                b'j' => b'q',
                _ => byte,
            })
            .collect();
        let (mut initials, mut key) = (Key::new(), Key::new());
        rewrite(&word, INITIALS, |byte| initials.push(byte));
        rewrite(&initials, FINALS, |byte| key.push(byte));
        key
    };
    key(pinyin, false) == key(other, true) && syllable::is_pinyin(pinyin) && !syllable::is_pinyin(other)
}

/// Whether a word has something that is in Wade-Giles and not in pinyin.
fn is_wade_giles(word: &[u8]) -> bool {
    word.starts_with(b"j")
        || word.windows(2).any(|two| matches!(two, b"hs" | b"ts" | b"tz" | b"sz" | b"ss" | b"ih" | b"eh" | b"nj"))
        || word.windows(3).any(|three| matches!(three, b"ung" | b"ien" | b"uei" | b"erh"))
        || [&b"ho"[..], b"ko", b"to", b"lo", b"no", b"so"].iter().any(|ending| word.ends_with(ending))
}

/// The vowels that both systems write alike end both.
fn shares_finals(a: &str, b: &str) -> bool {
    a.ends_with('g') == b.ends_with('g') && a.ends_with('n') == b.ends_with('n')
}

/// Finals in one notation, after the initials; O is E after G, K and H, and UO elsewhere.
const FINALS: &[(&[u8], u8)] = &[
    (b"koN", b'@'),
    (b"kuN", b'@'),
    (b"hoN", b'#'),
    (b"huN", b'#'),
    (b"ko", b'8'),
    (b"ke", b'8'),
    (b"ho", b'9'),
    (b"he", b'9'),
    (b"uN", b'1'),
    (b"oN", b'1'),
    (b"ien", b'2'),
    (b"ian", b'2'),
    (b"ieh", b'3'),
    (b"ie", b'3'),
    (b"ueh", b'4'),
    (b"ue", b'4'),
    (b"uei", b'5'),
    (b"ui", b'5'),
    (b"uo", b'6'),
    (b"erh", b'7'),
    (b"er", b'7'),
    (b"ih", b'i'),
    (b"eh", b'e'),
    (b"yi", b'i'),
    (b"yu", b'u'),
    (b"ou", b'u'),
    (b"o", b'6'),
];
