//! Letters that look like the printed ones and are others (UTS #39 skeletons, one letter at a time).

use super::Places;
use super::part::Glyph;
use crate::text::character;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use unicode_script::Script;

/// Most characters whose looks are remembered.
const MAX_KNOWN: usize = 4096;

/// The looks of the characters met so far: a skeleton takes longer to make than all else about a letter.
#[derive(Debug, Default)]
pub(super) struct Looks {
    known: FxHashMap<char, Look>,
    /// Letters that an alphabet draws like another's, where they were asked for.
    drawn: FxHashMap<(char, Script), &'static [char]>,
}

/// The skeletons of a character and of its other case, as hashes, and its alphabet.
#[derive(Debug, Clone, Copy)]
struct Look {
    own: u64,
    upper: u64,
    lower: u64,
    alphabet: Option<Script>,
}

impl Looks {
    /// The places where the typed letters only look like the printed ones; `None` where they do not all look alike.
    pub fn alike(&mut self, typed: &[Glyph], printed: &[Glyph]) -> Option<Places> {
        if typed.len() != printed.len() {
            return two_for_one(typed, printed);
        }
        let mut at = Places::new();
        for (t, p) in typed.iter().zip(printed) {
            if same_case_apart(t.c, p.c) {
                continue;
            }
            if !self.alike_letters(t.c, p.c) {
                return None;
            }
            at.push(t.at as usize);
        }
        (!at.is_empty()).then_some(at)
    }

    /// Whether a character is drawn like another of another alphabet, or a digit like a letter, in either case.
    fn alike_letters(&mut self, typed: char, printed: char) -> bool {
        if typed.is_ascii() && printed.is_ascii() {
            let digit = typed.is_ascii_digit() != printed.is_ascii_digit();
            let stroke = matches!((typed, printed), ('l' | 'I' | '|', 'l' | 'I' | '|'));
            if !digit && !stroke {
                return false;
            }
            let (t, p) = (self.look(typed), self.look(printed));
            return t.own == p.own || (digit && t.own == p.upper);
        }
        let (t, p) = (self.look(typed), self.look(printed));
        let foreign = t.alphabet.is_some() && p.alphabet.is_some() && t.alphabet != p.alphabet;
        foreign && (t.own == p.own || t.upper == p.upper || t.lower == p.lower)
    }

    /// The letter of an alphabet that is meant by one of another: of the same case, and one that `stands` in the name if any.
    pub fn meant(&mut self, c: char, script: Script, stands: impl Fn(char) -> bool) -> Option<char> {
        if self.drawn.len() >= MAX_KNOWN {
            self.drawn.clear();
        }
        let drawn = *self.drawn.entry((c, script)).or_insert_with(|| character::drawn_like(c, script));
        let same_case = |l: &&char| l.is_uppercase() == c.is_uppercase();
        let mut fitting = drawn.iter().filter(same_case);
        fitting.clone().find(|l| stands(**l)).or_else(|| fitting.next()).or(drawn.first()).copied()
    }

    fn look(&mut self, c: char) -> Look {
        if let Some(known) = self.known.get(&c) {
            return *known;
        }
        let hash = |text: &str| {
            let mut hasher = FxHasher::default();
            hasher.write(character::skeleton(text).as_bytes());
            hasher.finish()
        };
        let look = Look {
            own: hash(c.encode_utf8(&mut [0; 4])),
            upper: hash(&c.to_uppercase().collect::<String>()),
            lower: hash(&c.to_lowercase().collect::<String>()),
            alphabet: character::alphabet(c),
        };
        if self.known.len() < MAX_KNOWN {
            self.known.insert(c, look);
        }
        look
    }
}

/// Two letters drawn like one: RN for M.
fn two_for_one(typed: &[Glyph], printed: &[Glyph]) -> Option<Places> {
    let (longer, shorter) = if typed.len() > printed.len() { (typed, printed) } else { (printed, typed) };
    if longer.len() != shorter.len() + 1 {
        return None;
    }
    let start = longer.iter().zip(shorter).take_while(|(t, p)| same_case_apart(t.c, p.c)).count();
    let (two, rest) = longer.get(start..)?.split_at_checked(2)?;
    let (one, others) = shorter.get(start..)?.split_first()?;
    let drawn = matches!((two, one.c), ([r, n], 'm') if r.c == 'r' && n.c == 'n');
    if !drawn || !rest.iter().zip(others).all(|(t, p)| same_case_apart(t.c, p.c)) {
        return None;
    }
    Some(
        typed.iter().skip(start).take(if typed.len() > printed.len() { 2 } else { 1 }).map(|g| g.at as usize).collect(),
    )
}

/// Whether two characters are one, letter case apart.
pub(super) fn same_case_apart(a: char, b: char) -> bool {
    if a == b {
        return true;
    }
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(&b);
    }
    // The dotless I is another letter, though its capital is the I of others.
    if matches!(a, 'ı' | 'İ') || matches!(b, 'ı' | 'İ') {
        return false;
    }
    a.to_lowercase().eq(b.to_lowercase()) || a.to_uppercase().eq(b.to_uppercase())
}
