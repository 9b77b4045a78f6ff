//! Finding tokens in the raw bytes of a PDF file (ISO 32000-1 §7.2).

/// Where `needle` stands.
pub fn positions<'a>(bytes: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = *needle.first()?;
        loop {
            let found = at + bytes.get(at..)?.iter().position(|&byte| byte == first)?;
            at = found + 1;
            if bytes.get(found..)?.starts_with(needle) {
                return Some(found);
            }
        }
    })
}

/// Without the white space and comments before the next token.
#[must_use]
pub fn trimmed(mut bytes: &[u8]) -> &[u8] {
    loop {
        bytes = match bytes {
            [0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ', rest @ ..] => rest,
            [b'%', rest @ ..] => {
                let line = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
                rest.get(line..).unwrap_or_default()
            }
            rest => return rest,
        }
    }
}

/// Whether a byte may stand in a name or number.
#[must_use]
pub const fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_behind_space_and_comments() {
        assert_eq!(positions(b"<<a<<<", b"<<").collect::<Vec<_>>(), [0, 3, 4]);
        assert_eq!(trimmed(b" \0% 1 0 obj\r\n<<"), b"<<");
        assert_eq!(trimmed(b"% no end"), b"");
    }
}
