//! The small pattern language of the numbering table: digits, `\d`, classes, groups, alternatives, `?` and `{m,n}`.
//!
//! The patterns are the crate's own data; the inputs are at most seventeen digits, so that sets of positions in one word
//! (bit n: n digits are matched) follow every alternative at once, without backtracking.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

/// Most digits that are looked at; no number has as many.
const MAX_DIGITS: usize = 40;

/// Whether the whole of `digits` matches.
pub(super) fn matches(pattern: &'static str, digits: &str) -> bool {
    ends(pattern, digits) & (1 << digits.len().min(63)) != 0
}

/// Whether `digits` begin with a match.
pub(super) fn begins(pattern: &'static str, digits: &str) -> bool {
    ends(pattern, digits) != 0
}

/// Where a match that begins with the digits may end: bit n, where n digits match.
pub(super) fn ends(pattern: &'static str, digits: &str) -> u64 {
    if digits.len() > MAX_DIGITS {
        return 0;
    }
    read(pattern).map_or(0, |pattern| pattern.run(1, Some(digits.as_bytes())))
}

/// The most digits that a pattern can match.
pub(super) fn longest(pattern: &'static str) -> usize {
    let ends = read(pattern).map_or(0, |pattern| pattern.run(1, None));
    (63 - ends.leading_zeros().min(63)) as usize
}

/// A pattern that was taken apart: any of several sequences.
#[derive(Debug)]
struct Pattern(Vec<Vec<Piece>>);

/// One atom with its repetition.
#[derive(Debug)]
struct Piece {
    atom: Atom,
    least: u32,
    most: u32,
}

#[derive(Debug)]
enum Atom {
    /// Bit n: the digit n fits.
    Digit(u16),
    Group(Pattern),
}

/// Every digit.
const ANY: u16 = 0b11_1111_1111;

/// Patterns by where they stand in the table: address and length.
type Known = FxHashMap<(usize, usize), Option<Rc<Pattern>>>;

thread_local! {
    /// Patterns taken apart so far, by where they stand in the table: a number is asked of the same ones many times.
    static KNOWN: RefCell<Known> = RefCell::default();
}

fn read(pattern: &'static str) -> Option<Rc<Pattern>> {
    let key = (pattern.as_ptr() as usize, pattern.len());
    KNOWN.with_borrow_mut(|known| {
        let read = || Reader { rest: pattern.as_bytes() }.alternatives().map(Rc::new);
        known.entry(key).or_insert_with(read).clone()
    })
}

impl Pattern {
    /// Where matches end that begin at `from`; without digits every class matches, to measure lengths.
    fn run(&self, from: u64, digits: Option<&[u8]>) -> u64 {
        self.0.iter().fold(0, |ends, sequence| {
            ends | sequence
                .iter()
                .try_fold(from, |at, piece| Some(piece.run(at, digits)).filter(|at| *at != 0))
                .unwrap_or(0)
        })
    }
}

impl Piece {
    fn run(&self, from: u64, digits: Option<&[u8]>) -> u64 {
        let (mut at, mut ends) = (from, if self.least == 0 { from } else { 0 });
        for round in 1..=self.most {
            at = self.atom.run(at, digits);
            if round >= self.least {
                ends |= at;
            }
            if at == 0 {
                break;
            }
        }
        ends
    }
}

impl Atom {
    fn run(&self, from: u64, digits: Option<&[u8]>) -> u64 {
        let class = match self {
            Self::Group(pattern) => return pattern.run(from, digits),
            Self::Digit(class) => *class,
        };
        let Some(digits) = digits else { return from << 1 };
        let (mut left, mut ends) = (from, 0);
        while left != 0 {
            let at = left.trailing_zeros();
            left &= left - 1;
            let digit = digits.get(at as usize).map_or(u32::MAX, |digit| u32::from(digit.wrapping_sub(b'0')));
            if digit < 10 && class & (1 << digit) != 0 {
                ends |= 1 << (at + 1);
            }
        }
        ends
    }
}

/// Takes a pattern apart; nothing where it is none.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    /// All alternatives up to a closing bracket or the end.
    fn alternatives(&mut self) -> Option<Pattern> {
        let mut alternatives = vec![self.sequence()?];
        while self.peek() == Some(b'|') {
            self.skip(1)?;
            alternatives.push(self.sequence()?);
        }
        Some(Pattern(alternatives))
    }

    fn sequence(&mut self) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        while self.peek().is_some_and(|byte| byte != b'|' && byte != b')') {
            let atom = self.atom()?;
            let (least, most) = self.repetition()?;
            pieces.push(Piece { atom, least, most });
        }
        Some(pieces)
    }

    fn repetition(&mut self) -> Option<(u32, u32)> {
        match self.peek() {
            Some(b'?') => {
                self.skip(1)?;
                Some((0, 1))
            }
            Some(b'{') => {
                let length = self.rest.iter().position(|b| *b == b'}')?;
                let text = std::str::from_utf8(self.rest.get(1..length)?).ok()?;
                let (least, most) = text.split_once(',').unwrap_or((text, text));
                let counts = (least.parse().ok()?, most.parse().ok()?);
                self.skip(length + 1)?;
                Some(counts)
            }
            _ => Some((1, 1)),
        }
    }

    fn atom(&mut self) -> Option<Atom> {
        match self.peek()? {
            b'(' => {
                // (?:
                self.skip(3)?;
                let group = self.alternatives()?;
                self.skip(1)?;
                Some(Atom::Group(group))
            }
            b'[' => {
                let length = self.rest.iter().position(|b| *b == b']')?;
                let class = class(self.rest.get(1..length)?)?;
                self.skip(length + 1)?;
                Some(Atom::Digit(class))
            }
            b'\\' => {
                self.skip(2)?;
                Some(Atom::Digit(ANY))
            }
            literal => {
                self.skip(1)?;
                Some(Atom::Digit(bit(literal)?))
            }
        }
    }
}

fn bit(digit: u8) -> Option<u16> {
    digit.is_ascii_digit().then(|| 1 << (digit - b'0'))
}

fn class(mut rest: &[u8]) -> Option<u16> {
    let mut class = 0;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let mut last = first;
        if let [b'-', end, more @ ..] = after {
            (last, rest) = (*end, more);
        }
        for digit in first..=last {
            class |= bit(digit)?;
        }
    }
    Some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language() {
        let pattern = r"8\d{5}(?:\d{2,4})?|3(?:[0-8]\d|9)7";
        for digits in ["812345", "81234567", "8123456789", "3057", "397"] {
            assert!(matches(pattern, digits), "{digits}");
        }
        for digits in ["8123456", "81234567890", "3987", ""] {
            assert!(!matches(pattern, digits), "{digits}");
        }
        assert_eq!(ends(r"00(?:30|5[09]|[126-9]?)", "00185"), 0b1100);
        assert!(begins("[3489]", "4951234567"));
        assert_eq!(longest(pattern), 10);
    }
}
