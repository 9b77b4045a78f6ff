//! Where an address leads on to: its parameters that name another address.

use super::Portals;
use url::Url;

/// How often an address in a parameter is decoded: forms wrap one address in another.
const MAX_DECODINGS: usize = 3;

/// Endings of file names that are country codes as well: `home.do` is no host.
const FILE_ENDINGS: &[&str] = &["do", "md", "pl", "py", "sh", "zip"];

/// What a parameter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A page of the provider.
    Owned(Box<Url>),
    /// A path of the same host, or a word.
    Here,
    /// Anything else, and what cannot be told.
    Elsewhere,
}

/// The targets of all parameters, those of the query and those inside the fragment.
pub(super) fn targets(url: &Url, portals: &Portals) -> Vec<Target> {
    let pieces = url.query().into_iter().chain(url.fragment().into_iter().flat_map(|fragment| fragment.split('?')));
    // Old forms part parameters by semicolons.
    let pairs = pieces.flat_map(|piece| piece.split(['&', ';'])).filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(name, value)| !value.is_empty() && is_redirect(name, portals))
        .map(|(_, value)| target(value, portals))
        .collect()
}

/// Whether a parameter says where to go on; `service[]` is one more way to write `service`.
fn is_redirect(name: &str, portals: &Portals) -> bool {
    let name = unwrapped(name).unwrap_or_default();
    let name = name.trim_end_matches("[]").rsplit('/').next().unwrap_or_default().trim();
    portals.service_parameters.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn target(value: &str, portals: &Portals) -> Target {
    let Some(text) = unwrapped(value) else {
        return Target::Elsewhere;
    };
    // What browsers do before they read an address (WHATWG URL §4.4).
    let text: String = text.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let text = text.trim_matches(|c: char| c <= ' ').replace('\\', "/");
    let whole = if text.starts_with("//") { format!("https:{text}") } else { text };
    match Url::parse(&whole) {
        Ok(url) if is_trusted(&url, portals) => Target::Owned(Box::new(url)),
        Ok(_) => Target::Elsewhere,
        Err(_) if whole.contains("://") => Target::Elsewhere,
        Err(_) if names_host(&whole) => match Url::parse(&format!("https://{whole}")) {
            Ok(url) if is_trusted(&url, portals) => Target::Owned(Box::new(url)),
            _ => Target::Elsewhere,
        },
        Err(_) => Target::Here,
    }
}

fn is_trusted(url: &Url, portals: &Portals) -> bool {
    matches!(url.scheme(), "https" | "http")
        && url.username().is_empty()
        && url.password().is_none()
        && url.port().is_none()
        && url.host_str().is_some_and(|host| portals.owns(host.trim_end_matches('.')))
}

/// Whether a text without a scheme begins with the name of a host: some pages put `https://` before it.
fn names_host(text: &str) -> bool {
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    let ending = first.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let known = || psl::suffix(first.to_ascii_lowercase().as_bytes()).is_some_and(|suffix| suffix.is_known());
    first.contains('@') || (first.contains('.') && !FILE_ENDINGS.contains(&ending.as_str()) && known())
}

/// A value decoded until nothing is left to decode; `None` where that takes too long.
fn unwrapped(value: &str) -> Option<String> {
    let mut text = value.replace('+', " ");
    for _ in 0..=MAX_DECODINGS {
        let next = decoded(&text);
        if next == text {
            return Some(text.trim().to_owned());
        }
        text = next;
    }
    None
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
/// or parameters inside a segment (`/a/..;/b`).
pub(super) fn hides(path: &str) -> bool {
    let bytes = path.as_bytes();
    let disguised = |code: u8| code.is_ascii_alphanumeric() || code < b' ' || b"-_~./\\%;".contains(&code);
    path.contains(';') || (0..bytes.len()).any(|at| hex(bytes, at).is_some_and(disguised))
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

    fn portals() -> Portals {
        Portals {
            owned_domains: vec!["acme.com".to_owned()],
            service_parameters: vec!["service".to_owned(), "next".to_owned()],
            ..Portals::default()
        }
    }

    fn first(query: &str) -> Option<Target> {
        let url = Url::parse(&format!("https://auth.acme.com/login{query}")).ok()?;
        targets(&url, &portals()).into_iter().next()
    }

    #[test]
    fn elsewhere() {
        for query in [
            "?service=https://evil.test/",
            "?SERVICE=https%3A%2F%2Fevil.test",
            "?service=https%25253A%25252F%25252Fevil.test",
            "?service=https%2525253A%2525252F%2525252Fevil.test",
            "?%73ervice=https://evil.test/",
            "?service%5B%5D=https://evil.test/",
            "?a=1;service=https://evil.test/",
            "#/login?service=https://evil.test/",
            "#service=https://evil.test/",
            "?service=//evil.test",
            "?service=/%5Cevil.test",
            "?service=%09//evil.test",
            "?service=%00//evil.test",
            "?service=/%0a/evil.test",
            "?service=https:evil.test",
            "?service=evil.com/path",
            "?service=javascript:alert(1)",
            "?service=https://x@acme.com/",
            "?service=https://:x@acme.com/",
            "?service=https://acme.com:8443/",
            "?service=https://acme.com.evil.test/",
        ] {
            assert_eq!(first(query), Some(Target::Elsewhere), "{query}");
        }
    }

    #[test]
    fn at_home() {
        assert!(matches!(first("?service=https%3A%2F%2Fconsole.acme.com%2F"), Some(Target::Owned(_))));
        assert!(matches!(first("?next=console.acme.com/x"), Some(Target::Owned(_))));
        for query in ["?service=/console/?a=b", "?service=home.do", "?next=register.html", "?service=welcome"] {
            assert_eq!(first(query), Some(Target::Here), "{query}");
        }
        assert_eq!(first("?q=https://evil.test/"), None);
    }

    #[test]
    fn hidden_paths() {
        for path in ["/%69ntl/", "/intl/..%2feu/", "/intl/..;/eu", "/intl%5c..", "/a%252f"] {
            assert!(hides(path), "{path}");
        }
        assert!(!hides("/intl/en-us/%E4%BA%91%20x/"));
    }
}
