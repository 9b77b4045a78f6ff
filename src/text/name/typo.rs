//! Slips of the keyboard, told from other names.

use super::romanization::{self, Word};
use super::{generation, syllable};
use rapidfuzz::distance::osa;
use smallvec::SmallVec;
use std::ops::Range;

/// Fewest letters of a name in which a slip can be told from another name.
const MIN_LETTERS: usize = 3;
/// Fewest letters in which a letter too many or too few tells a slip from another Japanese name (HITOMI, HITOM).
const MIN_LETTERS_OF_ROMAJI: usize = 5;
/// Fewest letters in which two slips are still a slip.
const MIN_LETTERS_FOR_TWO: usize = 8;
/// Fewest letters in which two letters that changed places twice are still a slip.
const MIN_LETTERS_FOR_TWO_SWAPS: usize = 5;
/// Most bytes of a letter.
const MAX_UTF8: usize = 4;

/// Row and column of the keys a to z on a QWERTY keyboard.
const KEYS: [(i8, i8); 26] = [
    (1, 0),
    (2, 4),
    (2, 2),
    (1, 2),
    (0, 2),
    (1, 3),
    (1, 4),
    (1, 5),
    (0, 7),
    (1, 6),
    (1, 7),
    (1, 8),
    (2, 6),
    (2, 5),
    (0, 8),
    (0, 9),
    (0, 0),
    (0, 3),
    (1, 1),
    (0, 4),
    (0, 6),
    (2, 3),
    (0, 1),
    (2, 1),
    (0, 5),
    (2, 0),
];

/// What one slip does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    Transposed,
    Doubled,
    NextKey,
    LeftOut,
    Added,
    Other,
}

/// The letters of a name that a slip is looked for in.
type Letters = SmallVec<[char; 24]>;

/// Letters that two names a slip or two apart do not share: each slip changes at most two.
const MAX_SIGNATURE: u32 = 4;

/// Offsets in `typed` of a slip of the keyboard; `None` where `typed` is another name.
///
/// Both are folded base letters. A typed name that is established is never a slip.
pub(super) fn slip(typed: Word<'_>, printed: Word<'_>) -> Option<Range<usize>> {
    if typed.is_established()
        || (typed.signature ^ printed.signature).count_ones() > MAX_SIGNATURE
        || typed.base.len().abs_diff(printed.base.len()) > 2 * MAX_UTF8
        || generation::is_generation(typed.base)
        || generation::is_generation(printed.base)
    {
        return None;
    }
    let (a, b): (Letters, Letters) = (typed.base.chars().collect(), printed.base.chars().collect());
    let shorter = a.len().min(b.len());
    if shorter < MIN_LETTERS || a.len().abs_diff(b.len()) > 2 {
        return None;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a.iter().rev().zip(b.iter().rev()).take(shorter - start).take_while(|(x, y)| x == y).count();
    // What is left between what both begin and end with.
    let distance = match (a.get(start..a.len() - end)?, b.get(start..b.len() - end)?) {
        ([_], [_]) | ([], [_]) | ([_], []) => 1,
        ([x, y], [u, v]) if x == v && y == u => 1,
        (x, y) if shorter >= MIN_LETTERS_FOR_TWO_SWAPS => {
            osa::distance_with_args(x.iter().copied(), y.iter().copied(), &osa::Args::default().score_cutoff(2))?
        }
        _ => return None,
    };
    let plain = |letters: &[char]| letters.iter().all(|c| c.is_alphabetic());
    // No name has one letter three times in a row.
    let tripled = a.windows(3).any(|run| run.iter().all(|c| Some(c) == run.first()));
    if distance > 2 || !plain(&a) || !plain(&b) || (!tripled && is_other_form(typed.base, printed.base)) {
        return None;
    }
    let offsets = start.min(a.len() - 1)..(a.len() - end).max(start + 1).min(a.len());
    if distance == 1 {
        let kind = classify(&a, &b, start);
        let sure = matches!(kind, Slip::Transposed | Slip::Doubled | Slip::NextKey);
        if !sure && (shorter == MIN_LETTERS || (shorter == MIN_LETTERS + 1 && kind == Slip::Other)) {
            return None;
        }
        // A name of syllables is near many others: only a clear slip, and one that leaves no such name, counts.
        if syllable::is_syllabic(typed.base) && syllable::is_syllabic(printed.base) {
            return None;
        }
        // So is a Japanese one, but a name of several syllables seldom stays one when a letter drops out.
        let near = kind == Slip::Other || shorter < MIN_LETTERS_OF_ROMAJI;
        if !sure && near && romanization::is_romaji(typed.base) && romanization::is_romaji(printed.base) {
            return None;
        }
        return Some(offsets);
    }
    let sure = shorter >= MIN_LETTERS_FOR_TWO || (same_letters(&a, &b) && a.first() == b.first());
    sure.then_some(offsets)
}

/// Whether an unknown name is a known one with a letter struck twice or two letters swapped.
///
/// Rules of spelling in Latin letters would explain some of them too (IBBRAHIM), but nobody spells a known name that way.
/// II before an ending is a spelling of its own (MARIIA).
pub(super) fn is_misstruck(typed: Word<'_>, printed: Word<'_>) -> bool {
    let more = typed.base.len().wrapping_sub(printed.base.len());
    if more > 1 || typed.is_established() || !printed.is_established() {
        return false;
    }
    let (a, b) = (typed.base.as_bytes(), printed.base.as_bytes());
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (Some(rest), Some(printed)) = (a.get(start..), b.get(start..)) else { return false };
    if more == 0 {
        return matches!((rest, printed), ([x, y, rest @ ..], [u, v, tail @ ..]) if x == v && y == u && rest == tail);
    }
    let before = start.checked_sub(1).and_then(|index| a.get(index));
    let ending = matches!(rest, b"i" | b"ia" | b"iu");
    rest.first() == before && rest.get(1..) == Some(printed) && !ending && before.is_some()
}

fn classify(a: &[char], b: &[char], start: usize) -> Slip {
    let (typed, printed) = (a.get(start), b.get(start));
    if a.len() == b.len() {
        if typed == b.get(start + 1) && a.get(start + 1) == printed {
            return Slip::Transposed;
        }
        return match (typed, printed) {
            (Some(x), Some(y)) if side_by_side(*x, *y) => Slip::NextKey,
            _ => Slip::Other,
        };
    }
    if a.len() < b.len() {
        return Slip::LeftOut;
    }
    let before = start.checked_sub(1).and_then(|index| a.get(index));
    // One letter more: struck twice, or beside the next one.
    if typed == before { Slip::Doubled } else { Slip::Added }
}

/// Neighbours in a row, or a key and the two below it, since each row stands half a key to the right.
fn side_by_side(a: char, b: char) -> bool {
    let place = |c: char| KEYS.get((c as usize).wrapping_sub(0x61)).copied();
    let (Some(a), Some(b)) = (place(a), place(b)) else { return false };
    let ((upper, left), (lower, right)) = if a <= b { (a, b) } else { (b, a) };
    match lower - upper {
        0 => right - left == 1,
        1 => right == left || right == left - 1,
        _ => false,
    }
}

fn same_letters(a: &[char], b: &[char]) -> bool {
    let sorted = |letters: &[char]| {
        let mut letters = Letters::from_slice(letters);
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

/// Two forms of one stem that are two names: endings of gender, and of surnames.
fn is_other_form(a: &str, b: &str) -> bool {
    const ENDINGS: [[&str; 2]; 28] = [
        ["", "a"],
        ["", "e"],
        ["o", "a"],
        ["us", "a"],
        ["os", "a"],
        ["e", "a"],
        ["is", "a"],
        ["es", "is"],
        ["er", "ia"],
        ["an", "ine"],
        ["an", "ina"],
        ["i", "a"],
        ["sen", "son"],
        ["sen", "sson"],
        ["son", "sson"],
        ["es", "ez"],
        ["s", "z"],
        ["ski", "ska"],
        ["sky", "skaya"],
        ["y", "a"],
        ["", "ina"],
        ["", "ne"],
        ["en", "on"],
        ["", "s"],
        ["", "а"],
        ["ий", "ая"],
        ["ой", "ая"],
        ["ий", "ия"],
    ];
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let stem = |word: &[u8], ending: &str| {
        let ends = word.len() >= ending.len() && word.iter().rev().zip(ending.bytes().rev()).all(|(x, y)| *x == y);
        ends.then(|| word.len() - ending.len())
    };
    let alike = |x: &str, y: &str| {
        stem(a, x).zip(stem(b, y)).is_some_and(|(n, m)| n == m && n >= MIN_STEM && a.get(..n) == b.get(..m))
    };
    ENDINGS.iter().any(|[x, y]| alike(x, y) || alike(y, x))
}

/// Fewest bytes of a stem.
const MIN_STEM: usize = 3;

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::*;

    fn word(base: &str) -> Word<'_> {
        Word { base, signature: 0, entry: lexicon::find(base) }
    }

    #[test]
    fn slips() {
        for (typed, printed) in [
            ("thorntno", "thornton"),
            ("erikssson", "eriksson"),
            ("veroniva", "veronica"),
            ("michhael", "michael"),
            ("patricai", "patricia"),
            ("rodriguwz", "rodriguez"),
            ("smtih", "smith"),
            ("moetti", "moretti"),
            ("guseppe", "giuseppe"),
        ] {
            assert!(slip(word(typed), word(printed)).is_some(), "{typed} {printed}");
        }
        assert_eq!(slip(word("veroniva"), word("veronica")), Some(6..7));
        assert_eq!(slip(word("thorntno"), word("thornton")), Some(6..8));
    }

    #[test]
    fn struck_twice_or_swapped() {
        for (typed, printed) in
            [("ibbrahim", "ibrahim"), ("abddullah", "abdullah"), ("adyeemi", "adeyemi"), ("williiam", "william")]
        {
            assert!(is_misstruck(word(typed), word(printed)), "{typed} {printed}");
        }
        for (typed, printed) in [("patriciia", "patricia"), ("mohammed", "mohamed"), ("ibrahim", "ibraheem")] {
            assert!(!is_misstruck(word(typed), word(printed)), "{typed} {printed}");
        }
    }

    #[test]
    fn other_names() {
        for (typed, printed) in [
            ("daniela", "daniel"),
            ("ii", "iii"),
            ("zheng", "zhang"),
            ("minjae", "minjun"),
            ("marxo", "maria"),
            ("andersen", "anderson"),
            ("takashi", "tadashi"),
            ("joan", "john"),
        ] {
            assert!(slip(word(typed), word(printed)).is_none(), "{typed} {printed}");
        }
    }
}
