//! The small pattern language of the numbering table: digits, `\d`, classes, groups, alternatives, `?` and `{m,n}`.
//!
//! The patterns are the crate's own data; the inputs are at most seventeen digits, so that sets of positions in one word
//! (bit n: n digits are matched) follow every alternative at once, without backtracking.

/// Whether the whole of `digits` matches.
pub(super) fn matches(pattern: &str, digits: &str) -> bool {
    run(pattern, digits).is_some_and(|ends| digits.len() < 64 && ends & (1 << digits.len()) != 0)
}

/// Whether `digits` begin with a match.
pub(super) fn begins(pattern: &str, digits: &str) -> bool {
    run(pattern, digits).is_some_and(|ends| ends != 0)
}

/// Where a match that begins with the digits may end: bit n, where n digits match.
pub(super) fn ends(pattern: &str, digits: &str) -> u64 {
    run(pattern, digits).unwrap_or(0)
}

/// The most digits that a pattern can match.
pub(super) fn longest(pattern: &str) -> usize {
    // Eighteen digits that match any class would be needed; the length follows from the pattern alone.
    let mut reader = Reader { pattern: pattern.as_bytes(), at: 0, digits: None };
    let ends = reader.alternatives(1).unwrap_or(0);
    (63 - ends.leading_zeros().min(63)) as usize
}

fn run(pattern: &str, digits: &str) -> Option<u64> {
    if digits.len() > 40 {
        return None;
    }
    let mut reader = Reader { pattern: pattern.as_bytes(), at: 0, digits: Some(digits.as_bytes()) };
    reader.alternatives(1)
}

struct Reader<'a> {
    pattern: &'a [u8],
    at: usize,
    /// `None` lets every class match, to measure lengths.
    digits: Option<&'a [u8]>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.pattern.get(self.at).copied()
    }

    /// The ends of all alternatives up to a closing bracket or the end.
    fn alternatives(&mut self, from: u64) -> Option<u64> {
        let mut ends = 0;
        loop {
            ends |= self.sequence(from)?;
            if self.peek() != Some(b'|') {
                return Some(ends);
            }
            self.at += 1;
        }
    }

    fn sequence(&mut self, from: u64) -> Option<u64> {
        let mut at = from;
        while let Some(byte) = self.peek() {
            if byte == b'|' || byte == b')' {
                break;
            }
            at = self.piece(at)?;
        }
        Some(at)
    }

    /// One atom with its repetition.
    fn piece(&mut self, from: u64) -> Option<u64> {
        let atom = self.at;
        let once = self.atom(from)?;
        let after = self.at;
        let (least, most) = self.repetition()?;
        let end = self.at;
        let mut at = from;
        let mut ends = if least == 0 { from } else { 0 };
        for round in 1..=most {
            at = if round == 1 {
                once
            } else {
                self.at = atom;
                self.atom(at)?
            };
            if round >= least {
                ends |= at;
            }
            if at == 0 {
                break;
            }
        }
        self.at = end.max(after);
        Some(ends)
    }

    fn repetition(&mut self) -> Option<(u32, u32)> {
        match self.peek() {
            Some(b'?') => {
                self.at += 1;
                Some((0, 1))
            }
            Some(b'{') => {
                let rest = self.pattern.get(self.at + 1..)?;
                let length = rest.iter().position(|b| *b == b'}')?;
                let text = std::str::from_utf8(rest.get(..length)?).ok()?;
                self.at += length + 2;
                let (least, most) = text.split_once(',').unwrap_or((text, text));
                Some((least.parse().ok()?, most.parse().ok()?))
            }
            _ => Some((1, 1)),
        }
    }

    fn atom(&mut self, from: u64) -> Option<u64> {
        match self.peek()? {
            b'(' => {
                self.at += 3; // (?:
                let ends = self.alternatives(from)?;
                self.at += 1;
                Some(ends)
            }
            b'[' => {
                let rest = self.pattern.get(self.at + 1..)?;
                let length = rest.iter().position(|b| *b == b']')?;
                let class = rest.get(..length)?;
                self.at += length + 2;
                Some(self.step(from, |digit| in_class(class, digit)))
            }
            b'\\' => {
                self.at += 2;
                Some(self.step(from, |digit| digit.is_ascii_digit()))
            }
            literal => {
                self.at += 1;
                Some(self.step(from, |digit| digit == literal))
            }
        }
    }

    fn step(&self, from: u64, fits: impl Fn(u8) -> bool) -> u64 {
        let Some(digits) = self.digits else {
            return from << 1;
        };
        digits
            .iter()
            .enumerate()
            .filter(|(index, digit)| from & (1 << index) != 0 && fits(**digit))
            .fold(0, |ends, (index, _)| ends | 1 << (index + 1))
    }
}

fn in_class(class: &[u8], digit: u8) -> bool {
    let mut rest = class;
    while let Some((&first, after)) = rest.split_first() {
        if let [b'-', last, more @ ..] = after {
            if (first..=*last).contains(&digit) {
                return true;
            }
            rest = more;
        } else {
            if first == digit {
                return true;
            }
            rest = after;
        }
    }
    false
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
