//! PDF objects (ISO 32000-1 §7.3), borrowed from the file.

/// An object. Names and strings keep the bytes of the file, without their delimiters and with their escapes.
#[derive(Clone, Debug, PartialEq)]
pub enum Object<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Name(&'a [u8]),
    /// Literal string, between its outer parentheses.
    Literal(&'a [u8]),
    /// Hexadecimal string, between its angle brackets.
    Hex(&'a [u8]),
    Array(Vec<Object<'a>>),
    Dict(Dict<'a>),
    /// Indirect reference: object number.
    Reference(u32),
}

/// A dictionary in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dict<'a>(pub Vec<(&'a [u8], Object<'a>)>);

impl<'a> Dict<'a> {
    /// The value as it stands, references not followed.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&Object<'a>> {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    #[must_use]
    pub fn is_type(&self, name: &[u8]) -> bool {
        self.get(b"Type").and_then(Object::name) == Some(name)
    }
}

impl<'a> Object<'a> {
    #[must_use]
    pub const fn name(&self) -> Option<&'a [u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A whole number that fits; fractions are cut off.
    #[must_use]
    pub fn unsigned(&self) -> Option<u32> {
        self.number().filter(|number| (0.0..=f64::from(u32::MAX)).contains(number)).map(|number| number as u32)
    }

    #[must_use]
    pub fn into_dict(self) -> Option<Dict<'a>> {
        if let Self::Dict(dict) = self { Some(dict) } else { None }
    }

    /// The bytes of a string with escapes undone (§7.3.4).
    #[must_use]
    pub fn string(&self) -> Option<Vec<u8>> {
        match self {
            Self::Literal(raw) => Some(unescape(raw)),
            Self::Hex(raw) => Some(unhex(raw)),
            _ => None,
        }
    }

    /// A text string (§7.9.2.2): UTF-16 with a byte order mark, else taken as Latin-1.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let bytes = self.string()?;
        Some(match bytes.strip_prefix(b"\xFE\xFF") {
            Some(utf16) => {
                let units: Vec<u16> = utf16.as_chunks::<2>().0.iter().map(|two| u16::from_be_bytes(*two)).collect();
                String::from_utf16_lossy(&units)
            }
            None => bytes.iter().map(|&byte| char::from(byte)).collect(),
        })
    }
}

fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b'r') => bytes.push(b'\r'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'b') => bytes.push(8),
            Some(b'f') => bytes.push(12),
            Some(b'\n') | None => {}
            Some(b'\r') => {
                rest.next_if_eq(&b'\n');
            }
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit) = rest.next_if(|digit| (b'0'..=b'7').contains(digit)) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                }
                bytes.push((value & 0xFF) as u8);
            }
            Some(other) => bytes.push(other),
        }
    }
    bytes
}

/// Hexadecimal digits to bytes; anything else is passed over, a missing last digit is 0.
#[must_use]
pub fn unhex(raw: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        raw.iter().filter_map(|&byte| char::from(byte).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit) << (4 * (2 - pair.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_unescaped() {
        assert_eq!(Object::Literal(br"a\)\101\n\\").string().unwrap(), b"a)A\n\\");
        assert_eq!(Object::Hex(b"48 656c6C 7").string().unwrap(), b"Hellp");
        assert_eq!(Object::Hex(b"FEFF00470049").text().unwrap(), "GI");
    }
}
