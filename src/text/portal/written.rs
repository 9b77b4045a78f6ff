//! An address as it is written, before a parser repairs it.

use crate::text::{Defect, Kind, character};
use std::ops::Range;
use url::Url;

/// The pieces of the text, what is wrong with them, and what a browser makes of it.
pub(super) struct Written {
    pub defects: Vec<Defect>,
    pub url: Option<Url>,
    /// The host as written.
    pub host_text: String,
    /// Its code-point indexes.
    pub host_range: Range<usize>,
}

/// The only port of https.
const HTTPS_PORT: u16 = 443;

impl Written {
    pub fn read(raw: &str) -> Self {
        let unseen = |c: char| c.is_whitespace() || character::is_unseen(c);
        let lead = raw.chars().take_while(|c| unseen(*c)).count();
        let text: String = raw.trim_matches(unseen).to_owned();
        let mut defects = Vec::new();
        let (scheme, rest_at) = scheme(&text);
        let slashes = text.chars().skip(rest_at).take_while(|c| matches!(c, '/' | '\\')).count();
        let mut parsed_text = character::clean(&text, Kind::Url);
        match scheme.as_deref() {
            Some("https" | "http") => {
                if scheme.as_deref() == Some("http") {
                    defects.push(Defect::whole(
                        "url-not-https",
                        "the address begins with http, not https: others can read and change the page",
                    ));
                }
                if slashes != 2 {
                    defects.push(Defect::whole("url-malformed", "two slashes follow https:"));
                }
            }
            Some(other) => {
                defects.push(Defect::whole(
                    "url-bad-scheme",
                    format!("{} is no way to reach a portal; it begins with https://", shorten(other)),
                ));
                return Self { defects, url: None, host_text: String::new(), host_range: 0..0 };
            }
            None if without_colon(&text).is_some() => {
                defects.push(Defect::whole("url-malformed", "the colon after https is missing"));
                return Self { defects, url: None, host_text: String::new(), host_range: 0..0 };
            }
            None => {
                defects.push(Defect::whole("url-no-scheme", "the address does not begin with https://"));
                if slashes != 0 && slashes != 2 {
                    defects.push(Defect::whole("url-malformed", "two slashes stand before the host"));
                }
                parsed_text = format!("https://{}", parsed_text.trim_start_matches('/'));
            }
        }
        let start = rest_at + slashes;
        let authority: Vec<char> =
            text.chars().skip(start).take_while(|c| !matches!(c, '/' | '\\' | '?' | '#')).collect();
        let host_at = authority.iter().rposition(|c| *c == '@').map_or(0, |at| at + 1);
        let host_text: String = authority.iter().skip(host_at).collect();
        let offset = lead + start + host_at;
        let host_range = offset..offset + host_text.chars().count();
        if text.contains('\\') {
            let at = character::positions(raw, |c| c == '\\');
            defects.push(Defect::new(
                "url-backslash",
                at,
                "a browser reads a backslash as a slash: the host ends there",
            ));
        }
        if authority.contains(&'@') {
            defects.push(Defect::whole("url-userinfo", "what stands before an @ is no host: the true host follows it"));
        }
        if host_text.contains('%') {
            defects.push(Defect::new(
                "url-encoded-host",
                character::positions(raw, |c| c == '%'),
                "the host is written in percent codes, which hide it",
            ));
        }
        let (name, port) = host_text.rsplit_once(':').unwrap_or((&host_text, "443"));
        if host_text.chars().any(char::is_whitespace) || host_text.is_empty() {
            defects.push(Defect::whole("url-malformed", "there is a gap in the host, or no host at all"));
        } else if name.trim_end_matches('.').split('.').any(str::is_empty) {
            defects.push(Defect::whole("url-malformed", "two dots stand in a row in the host, or one before it"));
        }
        if host_text.split('.').any(|label| label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"))) {
            defects
                .push(Defect::whole("url-punycode", "the host is written in code (xn--): it has letters outside a-z"));
        }
        let url = Url::parse(&parsed_text).ok().filter(Url::has_host);
        if let Some(url) = &url {
            if url.port().is_some_and(|port| port != HTTPS_PORT)
                || (url.scheme() == "http" && host_text.ends_with(":443"))
                || (!host_text.ends_with(']') && port != "443")
            {
                let empty = host_text.ends_with(':');
                let note = if empty {
                    "no port follows the colon after the host; leave it out"
                } else {
                    "the address names an unusual port"
                };
                defects.push(Defect::whole("url-port", note));
            }
            if url.host_str().is_some_and(|host| host.ends_with('.')) {
                defects.push(Defect::whole("url-trailing-dot", "there is a dot after the host"));
            }
        } else if defects.iter().all(|defect| defect.code == "url-no-scheme") {
            defects.push(Defect::whole("url-malformed", "this is no web address"));
        }
        defects.dedup_by(|a, b| a.code == b.code);
        Self { defects, url, host_text, host_range }
    }
}

/// The text with every repair that leaves no doubt: characters, the scheme, a dot after the host.
///
/// `None` where a gap stands inside: nobody knows what belongs there.
pub(super) fn repaired(raw: &str) -> Option<String> {
    if raw.trim().contains(char::is_whitespace) {
        return None;
    }
    let text = character::clean(raw, Kind::Url);
    let text = match text.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            format!("https://{}", rest.trim_start_matches('/'))
        }
        _ if scheme(&text).0.is_none() => match without_colon(&text) {
            Some(rest) => format!("https://{rest}"),
            None => format!("https://{}", text.trim_start_matches('/')),
        },
        _ => text,
    };
    let rest = text.strip_prefix("https://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.strip_suffix(':').unwrap_or(host);
    Some(format!("https://{}{path}", host.strip_suffix('.').unwrap_or(host)))
}

/// What follows a scheme without a colon: `https//`, or another sign in its place, `https;//`.
fn without_colon(text: &str) -> Option<&str> {
    let (head, rest) = text.split_once("//")?;
    let scheme = head.trim_end_matches(|c: char| c.is_ascii_punctuation());
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(rest)
}

/// The scheme in small letters, and where what follows its colon begins, in code points.
fn scheme(text: &str) -> (Option<String>, usize) {
    let Some((head, rest)) = text.split_once(':') else {
        return (None, 0);
    };
    let named = head.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
        && head.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'));
    // host:443/ is no scheme.
    let port = rest.chars().take_while(char::is_ascii_digit).count();
    let is_port =
        port > 0 && rest.get(port..).is_some_and(|after| after.is_empty() || after.starts_with(['/', '?', '#']));
    if !named || is_port { (None, 0) } else { (Some(head.to_ascii_lowercase()), head.chars().count() + 1) }
}

/// A short form that is safe to show.
fn shorten(text: &str) -> String {
    text.chars().take(12).collect()
}
