//! What is copied along with an address: angle brackets and the name before them, a label, the end of a sentence.

use crate::text::Defect;

/// Labels before an address, in small letters.
const LABELS: &[&str] = &["mailto:", "email:", "e-mail:", "mail:"];
/// Signs that begin no address; braces may (RFC 5322 atext). Quotes do only where they end it too.
const BEFORE: &[char] = &[' ', '<', '(', '[', ',', ';', ':'];
/// Signs that end no address.
const AFTER: &[char] = &[' ', '>', ')', ']', '}', ',', ';', ':', '.', '!', '?', '/', '\\', '|', '*'];
/// Signs that stand on both sides.
const QUOTES: &[char] = &['"', '\'', '`'];

/// What stands between the last angle brackets (RFC 5322 §3.4), or the whole text where there are none.
fn inner(text: &str) -> &str {
    let Some((_, rest)) = text.rsplit_once('<') else { return text };
    let inside = rest.split_once('>').map_or(rest, |(inside, _)| inside);
    if inside.contains('@') { inside } else { text }
}

/// The address without what was copied along.
pub(super) fn strip(text: &str) -> &str {
    let mut rest = inner(text);
    loop {
        let before = rest;
        rest = rest.trim_start_matches(BEFORE);
        if let Some(label) = LABELS.iter().find(|label| starts_with(rest, label)) {
            rest = rest.get(label.len()..).unwrap_or_default();
            // RFC 6068: what follows a question mark are headers.
            rest = rest.split('?').next().unwrap_or(rest);
        }
        // [192.0.2.1] is a domain by number.
        let literal = rest.rsplit_once('@').is_some_and(|(_, domain)| domain.starts_with('['));
        rest = rest.trim_end_matches(|c| AFTER.contains(&c) && !(literal && c == ']'));
        let quoted = QUOTES.iter().find_map(|quote| rest.strip_prefix(*quote)?.strip_suffix(*quote));
        rest = quoted.filter(|inside| inside.contains('@')).unwrap_or(rest);
        if rest == before {
            return rest;
        }
    }
}

/// What stood around the address.
pub(super) fn judge(text: &str, address: &str) -> Vec<Defect> {
    let mut found = Vec::new();
    let Some(at) = text.find(address) else { return found };
    if at > 0 {
        found.push(Defect::whole("email-bad-local", "what stands before the address is no part of it"));
    }
    if at + address.len() < text.len() {
        found.push(Defect::whole("email-bad-domain", "what stands behind the address is no part of it"));
    }
    found
}

fn starts_with(text: &str, label: &str) -> bool {
    text.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label))
}
