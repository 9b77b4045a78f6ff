//! The part after the @: syntax (RFC 1035 §2.3.1), the public suffix list, throw-away services, slips for well-known domains.

use super::super::{Defect, list};
use super::{Rules, slip};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// RFC 1035 §2.3.4.
const MAX_LABEL: usize = 63;
/// RFC 1035 §2.3.4, less the root and length octets.
const MAX_DOMAIN: usize = 253;

static DISPOSABLE: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../data/disposable_mail.txt")).flat_map(str::split_ascii_whitespace).collect());

/// Top-level domains reserved for examples and tests (RFC 2606, RFC 6761): not public, and no slip either.
const RESERVED: &[&str] = &["example", "test", "invalid"];

/// Common top-level domains, for slips such as `cmo`.
const COMMON_TLDS: &[&str] = &["com", "net", "org", "edu", "gov"];

/// Judges the domain; returns it cured, or `None` where the right one is not certain.
pub(super) fn judge(domain: &str, rules: &Rules<'_>, defects: &mut Vec<Defect>) -> Option<String> {
    if domain.starts_with('[') && domain.ends_with(']') {
        defects.push(Defect::whole(
            "email-ip-domain",
            "an address of a computer instead of a domain is valid, but most forms refuse it",
        ));
        return None;
    }
    let domain = domain.to_lowercase();
    let cured = cure(&domain, defects)?;
    if !cured.contains('.') {
        defects.push(Defect::whole("email-no-tld", "the domain has no dot: its ending, such as .com, is missing"));
        return None;
    }
    if !cured.is_ascii() || cured.split('.').any(|label| label.starts_with("xn--")) {
        return idn(&cured, defects);
    }
    if slip::is_well_known(&cured) {
        return Some(cured);
    }
    let disposable = is_disposable(&cured, rules);
    if let Some(known) = slip::find(&cured, rules).filter(|_| !disposable) {
        defects.push(Defect::whole("email-domain-typo", format!("the domain is very near {known}")));
        return Some(known);
    }
    if disposable {
        defects.push(Defect::whole(
            "email-disposable",
            "this domain gives throw-away addresses: codes and notices will be lost",
        ));
        return None;
    }
    let tld = cured.rsplit('.').next().unwrap_or_default();
    if !is_known_tld(&cured) && !RESERVED.contains(&tld) {
        defects.push(Defect::whole("email-unknown-tld", format!(".{tld} is no ending of any domain")));
        let near: Vec<&&str> = COMMON_TLDS.iter().filter(|known| slip::distance(known, tld) == 1).collect();
        let stem = cured.strip_suffix(tld)?;
        return match near.as_slice() {
            [only] if tld.len() > 1 => Some(format!("{stem}{only}")),
            _ => None,
        };
    }
    Some(cured)
}

/// Repairs dots; reports what no domain can hold.
fn cure(domain: &str, defects: &mut Vec<Defect>) -> Option<String> {
    let bad = |note: &str| Defect::whole("email-bad-domain", note.to_owned());
    if domain.is_empty() {
        defects.push(bad("nothing stands after the @"));
        return None;
    }
    let labels: Vec<&str> = domain.split(['.', ',']).collect();
    let filled: Vec<&str> = labels.iter().copied().filter(|label| !label.is_empty()).collect();
    let cured = filled.join(".");
    let wrong_label = |label: &&str| {
        label.len() > MAX_LABEL
            || label.starts_with('-')
            || label.ends_with('-')
            || label.chars().any(|c| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '-')
    };
    if filled.iter().any(wrong_label) || cured.len() > MAX_DOMAIN {
        defects.push(bad("a part of the domain is too long, or holds a sign that no domain has"));
        return None;
    }
    if filled.is_empty() {
        defects.push(bad("nothing stands after the @"));
        return None;
    }
    if domain.contains(',') {
        defects.push(bad("a comma stands in the domain for a dot"));
    } else if filled.len() != labels.len() {
        defects.push(bad("a dot too many stands in the domain"));
    }
    Some(cured)
}

fn idn(domain: &str, defects: &mut Vec<Defect>) -> Option<String> {
    defects.push(Defect::whole("email-idn-domain", "the domain has letters outside a-z: many forms refuse it"));
    if domain.is_ascii() {
        return None;
    }
    match url::Host::parse(domain) {
        Ok(url::Host::Domain(ascii)) if ascii.is_ascii() => Some(ascii),
        _ => None,
    }
}

fn is_disposable(domain: &str, rules: &Rules<'_>) -> bool {
    let own = registrable(domain);
    let listed = |name: &str| DISPOSABLE.contains(name) || rules.disposable.contains(&name);
    listed(domain) || own.is_some_and(listed)
}

fn registrable(domain: &str) -> Option<&str> {
    psl::domain_str(domain)
}

pub(super) fn is_known_tld(domain: &str) -> bool {
    psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known())
}
