//! Spellings of Cyrillic names by several systems: passports of several years, scientific, English, French and German use.

use super::{Key, Word, bits, rewrite};

/// Letters that every spelling keeps.
pub(super) const FIXED: u32 = bits(b"bdglmnpqr");

/// Fewest letters of a name that the rules are put to.
const MIN_LETTERS: usize = 4;

/// Endings that render one ending.
const ENDINGS: &[(&str, &str)] = &[
    ("iy", "y"),
    ("ii", "y"),
    ("yi", "y"),
    ("ij", "y"),
    ("yy", "y"),
    ("ski", "sky"),
    ("off", "ov"),
    ("eff", "ev"),
    ("ow", "ov"),
    ("ew", "ev"),
];

/// Spellings of one letter; the longest first.
const RULES: &[(&[u8], u8)] = &[
    (b"schtsch", b'1'),
    (b"shch", b'1'),
    (b"tsch", b'4'),
    (b"sch", b'1'),
    (b"sht", b'1'),
    (b"tch", b'4'),
    (b"iya", b'6'),
    (b"iia", b'6'),
    (b"ija", b'6'),
    (b"iyu", b'7'),
    (b"iiu", b'7'),
    (b"zh", b'2'),
    (b"ch", b'4'),
    (b"sh", b'5'),
    (b"ts", b'c'),
    (b"tz", b'c'),
    (b"ya", b'6'),
    (b"ia", b'6'),
    (b"ja", b'6'),
    (b"yu", b'7'),
    (b"iu", b'7'),
    (b"ju", b'7'),
    (b"yo", b'e'),
    (b"ye", b'e'),
    (b"ie", b'e'),
    (b"je", b'e'),
    (b"ks", b'x'),
    (b"ou", b'u'),
];

pub(super) fn same(a: Word<'_>, b: Word<'_>) -> bool {
    if a.base.len().min(b.base.len()) < MIN_LETTERS {
        return false;
    }
    let sign = sign(a.base.as_bytes()).max(sign(b.base.as_bytes()));
    let open = sign == Some(Sign::Sure) || (sign.is_some() && !(a.is_established() && b.is_established()));
    open && key(a.base) == key(b.base)
}

/// What shows that a name in Latin letters may be a romanised Cyrillic one; without it the rules do not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// Other names have it too: it counts only where one of the two spellings is no known name (MEIER, MEYER).
    Weak,
    /// Only such names have it.
    Sure,
}

fn sign(word: &[u8]) -> Option<Sign> {
    let of_two = |two: &[u8]| match two {
        b"kh" | b"zh" | b"sh" | b"ts" | b"ya" | b"ia" | b"ja" | b"yu" | b"iu" | b"iy" | b"ii" | b"yi" | b"ij"
        | b"ov" | b"ev" | b"ow" | b"ff" => Some(Sign::Sure),
        b"ey" | b"ei" | b"ay" | b"ai" | b"oy" | b"oi" | b"ye" | b"yo" | b"ks" => Some(Sign::Weak),
        _ => None,
    };
    let of_three = |three: &[u8]| matches!(three, b"ski" | b"sky" | b"sch").then_some(Sign::Sure);
    word.windows(2).filter_map(of_two).chain(word.windows(3).filter_map(of_three)).max()
}

fn key(word: &str) -> Key {
    let mut plain = Key::from_slice(word.as_bytes());
    if let Some((stem, ending)) = ENDINGS.iter().find_map(|(from, to)| Some((word.strip_suffix(from)?, to))) {
        plain.truncate(stem.len());
        plain.extend_from_slice(ending.as_bytes());
    }
    if let [.., b'a' | b'e' | b'o' | b'u', last @ b'i'] = plain.as_mut_slice() {
        *last = b'y';
    }
    let mut key = Key::new();
    // KH and H are one letter inside a name; at its beginning they are two.
    let (first, rest) = plain.split_at(usize::from(plain.starts_with(b"kh")) * 2);
    if !first.is_empty() {
        key.push(b'k');
        key.push(b'h');
    }
    let mut inner = Key::new();
    let mut bytes = rest.iter().peekable();
    while let Some(&byte) = bytes.next() {
        if !(byte == b'k' && bytes.peek() == Some(&&b'h')) {
            inner.push(byte);
        }
    }
    rewrite(&inner, RULES, |byte| key.push(byte));
    // Inside a name Y and I render one letter; at its end they do not (HENRY, HENRI).
    if let Some((_, before)) = key.split_last_mut() {
        before.iter_mut().filter(|byte| matches!(byte, b'y' | b'j')).for_each(|byte| *byte = b'i');
    }
    key
}
