//! The plan that the blocks share: the same sound has the same place in each.

use crate::text::name::transliteration::{Context, Spellings};

/// The dot that makes another consonant.
pub(super) const NUKTA: u32 = 0x3C;
/// The sign that takes the vowel from a consonant.
pub(super) const VIRAMA: u32 = 0x4D;

/// The place of a character in its block.
pub(super) fn place(c: char) -> u32 {
    u32::from(c) & 0x7F
}

/// Whether a consonant without its vowel is joined to the consonant at a place.
pub(super) fn joins(context: Context, next: u32) -> bool {
    context.after.is_some_and(|c| place(c) == VIRAMA) && context.beyond.is_some_and(|c| place(c) == next)
}

/// Whether the consonant at a place is joined to this one.
pub(super) fn is_joined_to(context: Context, earlier: u32) -> bool {
    context.before.is_some_and(|c| place(c) == VIRAMA) && context.behind.is_some_and(|c| place(c) == earlier)
}

/// The ways to spell what stands at a place, as most of the languages have it.
pub(super) fn spellings(c: char, context: Context) -> Spellings {
    let place = place(c);
    match place {
        0x15..=0x39 if context.after.is_some_and(|c| self::place(c) == NUKTA) => dotted(place),
        0x15..=0x39 | 0x58..=0x5F => consonant(place, context),
        0x05..=0x14 | 0x60 | 0x61 => vowel(place),
        _ => sign(place, context),
    }
}

fn consonant(place: u32, context: Context) -> Spellings {
    Some(match place {
        0x15 if joins(context, 0x37) => &["ksh", "x", "ks", "kch", "kh"],
        0x37 if is_joined_to(context, 0x15) => &[""],
        0x1C if joins(context, 0x1E) => &["gy", "jn", "gn", "dny", "jny", "gny", "g"],
        0x1E if is_joined_to(context, 0x1C) => &[""],
        // A doubled consonant of two letters is often written once (BACHAN).
        0x1A if joins(context, 0x1A) || joins(context, 0x1B) => &["ch", "c", ""],
        0x24 if joins(context, 0x24) || joins(context, 0x25) => &["t", "th", ""],
        0x15 => &["k", "c", "q"],
        0x16 => &["kh", "k"],
        0x17 => &["g"],
        0x18 => &["gh", "g"],
        0x19 => &["ng", "n"],
        0x1A => &["ch", "c"],
        0x1B => &["chh", "ch"],
        0x1C => &["j", "z"],
        0x1D => &["jh", "j", "z", "zh"],
        0x1E => &["n", "ny", "nj", "gn"],
        0x1F => &["t"],
        0x20 => &["th", "t"],
        0x21 => &["d"],
        0x22 => &["dh", "d"],
        0x23 | 0x28 | 0x29 => &["n"],
        0x24 => &["t", "th"],
        0x25 => &["th", "t"],
        0x26 => &["d", "dh"],
        0x27 => &["dh", "d"],
        0x2A => &["p"],
        0x2B => &["ph", "f", "p"],
        0x2C => &["b"],
        0x2D => &["bh", "b"],
        0x2E => &["m"],
        0x2F if context.before.is_some_and(is_i) || context.after.is_some_and(is_i) => &["y", "i", ""],
        0x2F if context.is_last() => &["y"],
        0x2F => &["y", "i"],
        0x30 | 0x31 => &["r"],
        0x32 => &["l"],
        0x33 => &["l"],
        0x34 => &["zh", "l", "z"],
        0x35 => &["v", "w"],
        0x36 | 0x37 => &["sh", "s"],
        0x38 => &["s"],
        0x39 if context.before.is_some_and(|c| self::place(c) == 0x02) => &["h", "gh"],
        0x39 => &["h"],
        _ => return dotted(place),
    })
}

/// A consonant with the dot, which Unicode writes as two characters, or as one in the second half of a block.
fn dotted(place: u32) -> Spellings {
    Some(match place {
        0x15 | 0x58 => &["q", "k"],
        0x16 | 0x59 => &["kh", "k"],
        0x17 | 0x5A => &["gh", "g"],
        0x1C | 0x5B => &["z", "j"],
        0x21 | 0x5C => &["r", "d"],
        0x22 | 0x5D => &["rh", "r", "dh"],
        0x2B | 0x5E => &["f", "ph"],
        0x2F | 0x5F => &["y", "i", ""],
        0x38 => &["sh", "s"],
        0x32 => &["l"],
        0x28 => &["n"],
        0x30 => &["r"],
        _ => return None,
    })
}

fn vowel(place: u32) -> Spellings {
    Some(match place {
        0x05 => &["a"],
        0x06 => &["a", "aa"],
        0x07 => &["i", "e"],
        0x08 => &["i", "ee", "e", "y"],
        0x09 => &["u", "oo"],
        0x0A => &["u", "oo"],
        0x0B | 0x60 => &["ri", "ru", "hri", "r"],
        0x0D | 0x0E => &["e", "a"],
        0x0F => &["e", "ae", "ay", "ye"],
        0x10 => &["ai", "ay", "ei", "i", "e"],
        0x11 | 0x12 => &["o"],
        0x13 => &["o"],
        0x14 => &["au", "ou", "ow", "aw", "o"],
        _ => return None,
    })
}

fn sign(place: u32, context: Context) -> Spellings {
    let last = context.is_last();
    Some(match place {
        0x01 | 0x02 => &["n", "m", "ng", ""],
        0x03 => &["h", "", "ha"],
        // A vowel may part the cluster (KRISHAN, AGARWAL).
        VIRAMA if context.after.is_some_and(|c| matches!(self::place(c), 0x23 | 0x30)) => &["", "a"],
        NUKTA | 0x3D | VIRAMA => &[""],
        0x3E if last => &["a", "aa", "ah"],
        0x3E => &["a", "aa"],
        0x3F if last => &["i", "y", "ee", "ie", "e"],
        0x3F => &["i", "e", "ee"],
        0x40 if last => &["i", "ee", "y", "ie", "ey"],
        0x40 => &["i", "ee", "e", "ie"],
        0x41 | 0x42 => &["u", "oo", "ou"],
        0x43 | 0x44 => &["ri", "ru", "r", "ree"],
        0x45 | 0x46 => &["e", "a"],
        0x47 => &["e", "ey", "ae", "ay"],
        0x48 => &["ai", "ay", "ei", "e", "ae", "i"],
        0x49..=0x4B => &["o"],
        0x4C => &["au", "ou", "ow", "aw", "o"],
        0x50 => &["om"],
        _ => return None,
    })
}

/// A vowel, or the sign of one, that a Y before or after it melts into (SAI, SONIA).
fn is_i(c: char) -> bool {
    matches!(place(c), 0x3F | 0x40 | 0x07 | 0x08)
}
