//! Percent codes (RFC 3986 §2.1) in addresses, and what they hide.

use crate::text::character;

/// How often an address in a parameter is decoded: forms wrap one address in another.
const MAX_DECODINGS: usize = 3;

/// A value of a parameter decoded until nothing is left to decode, and whether that came to an end.
pub(super) fn unwrapped(value: &str) -> (String, bool) {
    let mut text = value.replace('+', " ");
    for _ in 0..=MAX_DECODINGS {
        let next = decoded(&text);
        if next == text {
            return (text.trim().to_owned(), true);
        }
        text = next;
    }
    (text, false)
}

/// Whether a percent code stands in a text.
pub(super) fn has_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| hex(bytes, at).is_some())
}

/// Percent decoding; what is no UTF-8 afterwards stays as it was.
pub(super) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match hex(bytes, at) {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}

/// Whether a path is written so that servers may read another one in it: letters, dots, slashes or percent signs in percent codes,
/// codes of what is no UTF-8 (overlong forms of a dot) or cannot be seen, or parameters inside a segment (`/a/..;/b`).
pub(super) fn hides(path: &str) -> bool {
    let bytes = path.as_bytes();
    let disguised = |code: u8| code.is_ascii_alphanumeric() || code < b' ' || b"-_~./\\%;".contains(&code);
    let plain = decoded(path);
    let no_text = plain == path && has_code(path);
    let unit = path.contains("%u") || path.contains("%U");
    path.contains(';')
        || plain.ends_with(char::is_whitespace)
        || unit
        || no_text
        || plain.chars().any(character::is_unseen)
        || (0..bytes.len()).any(|at| hex(bytes, at).is_some_and(disguised))
}

/// The byte of a percent code at a place.
fn hex(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |offset: usize| bytes.get(at + offset).and_then(|byte| char::from(*byte).to_digit(16));
    let value = (bytes.get(at) == Some(&b'%')).then(|| Some(digit(1)? * 16 + digit(2)?))??;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_ends() {
        assert_eq!(unwrapped("a%2520b+c"), ("a b c".to_owned(), true));
        assert!(!unwrapped("%252525252525").1);
        assert!(has_code("%ff//") && !has_code("100%"));
    }

    #[test]
    fn hidden_paths() {
        for path in [
            "/intl/%c0%ae/",
            "/%u002e/",
            "/%E2%80%AE",
            "/%69ntl/",
            "/intl/..%2feu/",
            "/intl/..;/eu",
            "/intl%5c..",
            "/a%252f",
            "/intl/%20",
        ] {
            assert!(hides(path), "{path}");
        }
        assert!(!hides("/intl/en-us/%E4%BA%91%20x/"));
    }
}
