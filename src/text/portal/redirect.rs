//! Where an address leads on to: its parameters that name another address.

use super::Portals;
use super::encoding::{has_code, unwrapped};
use super::written::Written;
use crate::text::{Defect, character};
use url::{Host, Url};

/// Endings of pages: `home.do` is no host, though some of these are country codes as well.
const PAGE_ENDINGS: &[&str] =
    &["html", "htm", "xhtml", "shtml", "jsp", "jspx", "do", "action", "php", "asp", "aspx", "cgi", "json", "xml"];

/// How `http` and `//` begin in base64 (RFC 4648 §4).
const BASE64_BEGINNINGS: [&str; 2] = ["aHR0c", "Ly9"];

/// Numbers below are no address of a host (RFC 6890 §2.2.2: 0.0.0.0/8), but numbers of something.
const FIRST_ADDRESS: u32 = 1 << 24;

/// What a parameter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A page of the provider.
    Owned(Box<Url>),
    /// A page of the provider, written as no address of it is.
    Spoilt(Vec<Defect>),
    /// A path of the same host, or a word.
    Here,
    /// Anything else, and what cannot be told.
    Elsewhere,
}

/// The targets of all parameters, those of the query and those inside the fragment, and of an address in the path.
pub(super) fn targets(url: &Url, portals: &Portals) -> Vec<Target> {
    let pieces = url.query().into_iter().chain(url.fragment().into_iter().flat_map(|fragment| fragment.split('?')));
    // Old forms part parameters by semicolons.
    let pairs = pieces.flat_map(|piece| piece.split(['&', ';'])).filter(|pair| !pair.is_empty());
    let in_path = stranger(url.path().trim_start_matches('/'), portals, true);
    let in_parameters = pairs.filter_map(|pair| match pair.split_once('=') {
        Some((_, "")) => None,
        Some((name, value)) if is_redirect(name, portals) => Some(target(value, portals)),
        Some((_, value)) => stranger(value, portals, false),
        None => stranger(pair, portals, true),
    });
    in_path.into_iter().chain(in_parameters).collect()
}

/// Whether a parameter says where to go on; `service[]` and `user[service]` are more ways to write `service`, and so is `SER_VICE`.
fn is_redirect(name: &str, portals: &Portals) -> bool {
    let plain = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
    let (name, _) = unwrapped(name);
    let name: String = name.chars().map(|c| character::narrow(c).unwrap_or_else(|| c.to_string())).collect();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'));
    words.any(|word| !word.is_empty() && portals.service_parameters.iter().any(|known| plain(known) == plain(word)))
}

/// What a parameter that says where to go on names; judged as strictly as the address itself.
fn target(value: &str, portals: &Portals) -> Target {
    let (text, all) = unwrapped(value);
    let text = text.trim_matches(|c: char| c <= ' ');
    // What stays encoded is no text, and what cannot be seen hides something (WHATWG URL §4.4 drops some control characters).
    let unseen = |c: char| c.is_control() || character::is_unseen(c);
    if !all || has_code(text) || text.chars().any(unseen) || is_base64(text) {
        return Target::Elsewhere;
    }
    if is_absolute(text) {
        absolute(text, portals)
    } else if names_host(text) {
        absolute(&format!("https://{text}"), portals)
    } else {
        Target::Here
    }
}

/// What any other parameter names, where it is an address of a stranger; `inside` where it may begin anywhere in the text.
fn stranger(value: &str, portals: &Portals, inside: bool) -> Option<Target> {
    let (text, _) = unwrapped(value);
    let text = text.replace('\\', "/");
    let text = text.trim_matches(|c: char| c <= ' ');
    let scheme = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        at - before.chars().rev().take_while(char::is_ascii_alphanumeric).count()
    };
    let start = text.find("://").map(scheme).filter(|start| *start == 0 || inside);
    let web = ["http:", "https:", "javascript:"].iter().any(|scheme| starts_with(text, scheme));
    let address = start.and_then(|start| text.get(start..)).or((web || text.starts_with("//")).then_some(text));
    let found = match address {
        Some(address) => absolute(address, portals),
        None if is_base64(text) => Target::Elsewhere,
        None => return None,
    };
    (found == Target::Elsewhere).then_some(found)
}

/// An address with a scheme, or with two slashes for it.
fn absolute(text: &str, portals: &Portals) -> Target {
    let slashes = |c: char| matches!(c, '/' | '\\');
    let relative = text.starts_with(slashes);
    let whole = if relative { format!("https://{}", text.trim_start_matches(slashes)) } else { text.to_owned() };
    let Ok(url) = Url::parse(&whole) else {
        return Target::Elsewhere;
    };
    if !is_trusted(&url, portals) {
        return Target::Elsewhere;
    }
    let written = Written::read(&whole);
    let mut defects = written.defects;
    let host = written.host_text.to_lowercase();
    let host = host.strip_suffix(":443").unwrap_or(&host).trim_end_matches('.');
    if url.host_str().map(|host| host.trim_end_matches('.')) != Some(host) {
        defects.push(Defect::whole("url-encoded-host", "the host is written in a way that hides it"));
    }
    for defect in &mut defects {
        defect.at.clear();
        defect.note = format!("where the address leads on to: {}", defect.note);
    }
    if defects.is_empty() { Target::Owned(Box::new(url)) } else { Target::Spoilt(defects) }
}

fn is_trusted(url: &Url, portals: &Portals) -> bool {
    matches!(url.scheme(), "https" | "http")
        && url.username().is_empty()
        && url.password().is_none()
        && url.port().is_none()
        && url.host_str().is_some_and(|host| portals.owns(host.trim_end_matches('.')))
}

/// Whether a browser takes a text for an address and not for a path: it has a scheme, or begins with two slashes of either kind.
fn is_absolute(text: &str) -> bool {
    let text = text.replace('\\', "/");
    text.starts_with("//") || text.contains("://") || Url::parse(&text).is_ok()
}

/// Whether a text without a scheme begins with the name or the number of a host: some pages put `https://` before it.
fn names_host(text: &str) -> bool {
    // UTS #46 reads these as dots and narrow letters.
    let text = character::clean(text, crate::text::Kind::Url);
    let end = text.find(['/', '\\', '?', '#']).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    if first.contains('@') || is_address(first) {
        return true;
    }
    let Some((name, ending)) = first.rsplit_once('.') else {
        return false;
    };
    let is_label = ending.chars().count() > 1 && !ending.chars().all(|c| c.is_ascii_digit());
    let is_page = !rest.starts_with(['/', '\\']) && PAGE_ENDINGS.contains(&ending.to_ascii_lowercase().as_str());
    is_label && !is_page && !name.is_empty()
}

/// Whether a text is the number of a host in any notation that browsers read: `127.1`, `2130706433`, `0x7f000001`, `[::1]`.
fn is_address(text: &str) -> bool {
    let plain_number = text.chars().all(|c| c.is_ascii_digit());
    match Host::parse(text) {
        Ok(Host::Ipv4(address)) => !plain_number || u32::from(address) >= FIRST_ADDRESS,
        Ok(Host::Ipv6(_)) => true,
        _ => text.starts_with('['),
    }
}

/// Whether a text is an address in base64.
fn is_base64(text: &str) -> bool {
    BASE64_BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
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
            "?service=evil%E3%80%82com/",
            "?service=evil%EF%BC%8Ecom",
            "?service=evil.zip",
            "?service=evil.sh/x",
            "?service=evil.do/x",
            "?service=.evil.test",
            "?service=@evil.test",
            "?service=1.2.3.4",
            "?service=2130706433",
            "?service=0x7f000001/x",
            "?service=[::1]",
            "?service=%ff//evil.test",
            "?service=aHR0cHM6Ly9ldmlsLnRlc3Qv",
            "?service=https://con%C2%ADsole.acme.com/",
            "?service[0]=evil.test",
            "?user%5Bservice%5D=evil.test",
            "?service%00=evil.test",
            "?%EF%BD%93ervice=evil.test",
            "?x?service=evil.test",
            "?SER_VICE=evil.test",
            // Under a name that says nothing, an absolute address of a stranger.
            "?q=https://evil.test/",
            "?returnTo=//evil.test",
            "?r=https:%5C%5Cevil.test",
            "?ref=https%253A%252F%252Fevil.test",
            "?service:https://evil.test",
            "?x=javascript:alert(1)",
            "?x=ftp://evil.test",
            "#/https://evil.test",
            "/go/https://evil.test",
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
        for query in ["?q=evil.test", "?q=a//b", "?page=2", "?t=1,5&x", "?ref=https://acme.com/"] {
            assert_eq!(first(query), None, "{query}");
        }
        for query in ["?service=2", "?service=../console", "?service=v1.2/console", "?service=/a.b/c"] {
            assert_eq!(first(query), Some(Target::Here), "{query}");
        }
    }

    #[test]
    fn spoilt() {
        for query in [
            "?service=http://console.acme.com/",
            "?service=https:console.acme.com/",
            "?service=https:%5C%5Cconsole.acme.com%5C",
            "?service=https://console.acme.com./",
            "?service=https://console%E3%80%82acme.com/",
            "?next=console%EF%BC%8Eacme.com/x",
        ] {
            assert!(matches!(first(query), Some(Target::Spoilt(_))), "{query} {:?}", first(query));
        }
    }
}
