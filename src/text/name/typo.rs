//! Slips of the keyboard, told from other names.

use super::{established, romanization};

/// Fewest letters of a name in which a slip can be told from another name.
const MIN_LETTERS: usize = 3;
/// Fewest letters in which two slips are still a slip.
const MIN_LETTERS_FOR_TWO: usize = 8;

/// Rows of a QWERTY keyboard, for keys side by side.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

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

/// Offsets in `typed` of a slip of the keyboard; `None` where `typed` is another name.
///
/// Both are folded base letters. A typed name that is established is never a slip.
pub(super) fn slip(typed: &str, printed: &str, typed_is_established: bool) -> Option<Vec<usize>> {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), printed.chars().collect());
    let shorter = a.len().min(b.len());
    if typed_is_established
        || shorter < MIN_LETTERS
        || a.len().abs_diff(b.len()) > 2
        || is_generation(typed)
        || is_generation(printed)
    {
        return None;
    }
    if !a.iter().chain(&b).all(|c| c.is_alphabetic()) || is_other_form(typed, printed) {
        return None;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a.iter().rev().zip(b.iter().rev()).take(shorter - start).take_while(|(x, y)| x == y).count();
    let offsets: Vec<usize> = (start.min(a.len() - 1)..(a.len() - end).max(start + 1).min(a.len())).collect();
    match strsim::osa_distance(typed, printed) {
        1 => {
            let kind = classify(&a, &b, start);
            let sure = matches!(kind, Slip::Transposed | Slip::Doubled | Slip::NextKey);
            if !sure && (shorter == MIN_LETTERS || (shorter == MIN_LETTERS + 1 && kind == Slip::Other)) {
                return None;
            }
            // A name of syllables is near many others: only a clear slip, and one that leaves no such name, counts.
            if established::is_syllabic(typed) && established::is_syllabic(printed) {
                return None;
            }
            if !sure && romanization::is_romaji(typed) && romanization::is_romaji(printed) {
                return None;
            }
            Some(offsets)
        }
        2 if shorter >= MIN_LETTERS_FOR_TWO => Some(offsets),
        2 if shorter >= 5 && same_letters(&a, &b) && a.first() == b.first() => Some(offsets),
        _ => None,
    }
}

/// Roman numerals after a name: generations are told apart, never corrected.
pub(super) fn is_generation(part: &str) -> bool {
    matches!(
        part,
        "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "2nd" | "3rd" | "4th" | "jr" | "junior" | "senior"
    )
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

fn side_by_side(a: char, b: char) -> bool {
    let place = |c: char| {
        ROWS.iter()
            .enumerate()
            .find_map(|(row, keys)| keys.chars().position(|key| key == c).map(|column| (row, column)))
    };
    match (place(a), place(b)) {
        (Some((row_a, column_a)), Some((row_b, column_b))) => {
            row_a.abs_diff(row_b) <= 1
                && (if row_a == row_b {
                    column_a.abs_diff(column_b) == 1
                } else {
                    column_a == column_b
                        || (row_a < row_b && column_a == column_b + 1)
                        || (row_b < row_a && column_b == column_a + 1)
                })
        }
        _ => false,
    }
}

fn same_letters(a: &[char], b: &[char]) -> bool {
    let sorted = |letters: &[char]| {
        let mut letters = letters.to_vec();
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
    ENDINGS.iter().any(|[x, y]| {
        let pair = |p: &str, q: &str| match (a.strip_suffix(p), b.strip_suffix(q)) {
            (Some(stem), Some(other)) => stem == other && stem.chars().count() >= 3,
            _ => false,
        };
        pair(x, y) || pair(y, x)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        for (typed, printed) in [
            ("thorntno", "thornton"),
            ("veroniva", "veronica"),
            ("michhael", "michael"),
            ("patricai", "patricia"),
            ("rodriguwz", "rodriguez"),
            ("smtih", "smith"),
        ] {
            assert!(slip(typed, printed, false).is_some(), "{typed} {printed}");
        }
        assert_eq!(slip("veroniva", "veronica", false), Some(vec![6]));
        assert_eq!(slip("thorntno", "thornton", false), Some(vec![6, 7]));
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
        ] {
            assert!(slip(typed, printed, false).is_none(), "{typed} {printed}");
        }
        assert!(slip("joan", "john", true).is_none());
    }
}
