//! Reading PDF objects from bytes, with bounded depth, size and work.

use super::object::{Dict, Object};
use std::cell::Cell;

/// Nested arrays and dictionaries of real files stay below twenty.
const DEPTH: usize = 48;

/// Values in one top-level object.
const VALUES: usize = 200_000;

/// Work left for a whole file, in bytes read. Damaged files can make every object be read up to the end of the file.
#[derive(Debug)]
pub struct Fuel(Cell<u64>);

impl Fuel {
    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(Cell::new(bytes))
    }

    #[must_use]
    pub const fn spent(&self) -> bool {
        self.0.get() == 0
    }

    fn burn(&self, bytes: usize) {
        self.0.set(self.0.get().saturating_sub(bytes as u64));
    }
}

/// A position in bytes from which objects are read.
pub struct Parser<'a, 'f> {
    bytes: &'a [u8],
    at: usize,
    values: usize,
    fuel: &'f Fuel,
}

#[must_use]
pub const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a, 'f> Parser<'a, 'f> {
    #[must_use]
    pub const fn new(bytes: &'a [u8], at: usize, fuel: &'f Fuel) -> Self {
        Self { bytes, at, values: VALUES, fuel }
    }

    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    /// The next object; `None` for what is none, and when a bound is reached.
    pub fn object(&mut self) -> Option<Object<'a>> {
        self.value(DEPTH)
    }

    /// Whether the given keyword comes next; if so, it is passed over.
    pub fn keyword(&mut self, keyword: &[u8]) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(keyword);
        if found {
            self.at += keyword.len();
        }
        found
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Moves on by `bytes`, and pays for them whether or not they turn out to be an object.
    fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        self.fuel.burn(bytes);
    }

    fn skip_space(&mut self) {
        let start = self.at;
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let line = self.rest().iter().position(|&byte| matches!(byte, b'\n' | b'\r'));
                self.at += line.unwrap_or(self.rest().len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
        self.fuel.burn(self.at - start);
    }

    fn value(&mut self, depth: usize) -> Option<Object<'a>> {
        self.values = self.values.checked_sub(1)?;
        let depth = depth.checked_sub(1)?;
        self.skip_space();
        if self.fuel.spent() {
            return None;
        }
        match self.peek()? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => self.literal().map(Object::Literal),
            b'[' => self.array(depth),
            b'<' if self.rest().starts_with(b"<<") => self.dict(depth),
            b'<' => {
                let end = self.rest().iter().position(|&byte| byte == b'>');
                let hex = self.rest().get(1..end.unwrap_or(0));
                self.advance(end.unwrap_or(self.rest().len()).saturating_add(1));
                hex.map(Object::Hex)
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference(),
            _ => self.word(),
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let length = self.rest().iter().position(|&byte| is_space(byte) || is_delimiter(byte));
        let token = self.rest().get(..length.unwrap_or(self.rest().len())).unwrap_or_default();
        self.advance(token.len());
        token
    }

    fn name(&mut self) -> &'a [u8] {
        self.at += 1;
        self.regular()
    }

    fn literal(&mut self) -> Option<&'a [u8]> {
        let bytes = self.rest();
        let mut open = 0_usize;
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            at += 1;
            if open == 0 {
                break;
            }
        }
        self.advance(at);
        if open == 0 { bytes.get(1..at.checked_sub(1)?) } else { None }
    }

    fn array(&mut self, depth: usize) -> Option<Object<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            if self.keyword(b"]") {
                return Some(Object::Array(items));
            }
            items.push(self.value(depth)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Object<'a>> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            if self.keyword(b">>") {
                return Some(Object::Dict(Dict(entries)));
            }
            if self.peek()? != b'/' {
                return None;
            }
            let key = self.name();
            entries.push((key, self.value(depth)?));
        }
    }

    fn number_or_reference(&mut self) -> Option<Object<'a>> {
        let number: f64 = std::str::from_utf8(self.regular()).ok()?.parse().ok()?;
        let after = self.at;
        if number >= 0.0 && number.fract() == 0.0 {
            self.skip_space();
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                let generation = self.regular();
                self.skip_space();
                if generation.iter().all(u8::is_ascii_digit) && self.regular() == b"R" {
                    return Object::Number(number).unsigned().map(Object::Reference);
                }
            }
            self.at = after;
        }
        Some(Object::Number(number))
    }

    fn word(&mut self) -> Option<Object<'a>> {
        match self.regular() {
            b"true" => Some(Object::Bool(true)),
            b"false" => Some(Object::Bool(false)),
            b"null" => Some(Object::Null),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &[u8]) -> Option<Object<'_>> {
        Parser::new(text, 0, &Fuel::new(1_000_000)).object()
    }

    #[test]
    fn objects_of_all_kinds() {
        let text = b"<</A 1/B[2 0 R 3 -.5 true]/C(a(b)\\))/D<41>/E/F>>";
        let dict = parse(text).and_then(Object::into_dict).unwrap();
        assert_eq!(dict.get(b"A"), Some(&Object::Number(1.0)));
        let list = vec![Object::Reference(2), Object::Number(3.0), Object::Number(-0.5), Object::Bool(true)];
        assert_eq!(dict.get(b"B"), Some(&Object::Array(list)));
        assert_eq!(dict.get(b"C"), Some(&Object::Literal(b"a(b)\\)")));
        assert_eq!(dict.get(b"D"), Some(&Object::Hex(b"41")));
        assert_eq!(dict.get(b"E").and_then(Object::name), Some(&b"F"[..]));
        assert_eq!(parse(b"<</A (value) (no name)>>"), None);
    }

    #[test]
    fn depth_and_work_are_bounded() {
        assert_eq!(parse(&b"[".repeat(1_000_000)), None);
        assert_eq!(parse(&b"<</A".repeat(1_000_000)), None);
        let fuel = Fuel::new(1000);
        for _ in 0..20 {
            assert_eq!(Parser::new(&[b'('; 100], 0, &fuel).object(), None);
        }
        assert!(fuel.spent());
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(prop::sample::select(b"<>[]()/ 01R.-ab\\%\n".to_vec()), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
