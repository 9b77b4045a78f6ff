//! The part after the @: syntax (RFC 1035 §2.3.1), the public suffix list, throw-away services, slips for well-known domains.

use super::super::{Defect, list};
use super::Rules;
use std::collections::HashSet;
use std::sync::LazyLock;

/// RFC 1035 §2.3.4.
const MAX_LABEL: usize = 63;
/// RFC 1035 §2.3.4, less the root and length octets.
const MAX_DOMAIN: usize = 253;

/// Domains that many people have their mail at.
static PROVIDERS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| list(include_str!("../data/mail_providers.txt")).flat_map(str::split_ascii_whitespace).collect());

static DISPOSABLE: LazyLock<HashSet<&'static str>> =
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
    if let Some(known) = slip(&cured, rules) {
        defects.push(Defect::whole("email-domain-typo", format!("the domain is very near {known}")));
        return Some(known);
    }
    if is_disposable(&cured, rules) {
        defects.push(Defect::whole(
            "email-disposable",
            "this domain gives throw-away addresses: codes and notices will be lost",
        ));
        return None;
    }
    let tld = cured.rsplit('.').next().unwrap_or_default();
    if !is_known_tld(&cured) && !RESERVED.contains(&tld) {
        defects.push(Defect::whole("email-unknown-tld", format!(".{tld} is no ending of any domain")));
        let near: Vec<&&str> = COMMON_TLDS.iter().filter(|known| strsim::osa_distance(known, tld) == 1).collect();
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

fn is_known_tld(domain: &str) -> bool {
    psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

/// The well-known domain that this one is a slip for, if there is exactly one.
fn slip(domain: &str, rules: &Rules<'_>) -> Option<String> {
    let known = || PROVIDERS.iter().copied().chain(rules.providers.iter().copied());
    if known().any(|provider| provider == domain || domain.ends_with(&format!(".{provider}")))
        || is_disposable(domain, rules)
    {
        return None;
    }
    let near: Vec<&str> = known().filter(|provider| is_slip(domain, provider)).collect();
    let mut ranked: Vec<(usize, &str)> =
        near.into_iter().map(|provider| (strsim::osa_distance(domain, provider), provider)).collect();
    ranked.sort_unstable();
    ranked.dedup();
    let best = ranked.first().map_or(0, |(distance, _)| *distance);
    ranked.retain(|(distance, _)| *distance == best);
    match ranked.as_slice() {
        [(_, only)] => Some((*only).to_owned()),
        // Country forms of one service: the general one is meant.
        several => {
            let name = |provider: &str| provider.split('.').next().map(str::to_owned);
            let one_service = several.windows(2).all(|pair| match pair {
                [(_, a), (_, b)] => name(a) == name(b),
                _ => true,
            });
            let general = several.iter().find(|(_, provider)| provider.ends_with(".com"));
            general.filter(|_| one_service).map(|(_, provider)| (*provider).to_owned())
        }
    }
}

fn is_slip(domain: &str, provider: &str) -> bool {
    let (Some((name, ending)), Some((known_name, known_ending))) = (domain.split_once('.'), provider.split_once('.'))
    else {
        return false;
    };
    if name == known_name {
        // The name is right: the ending is a slip where it is one key away from the provider's only one.
        return ENDING_SLIPS.iter().any(|(right, wrong)| *right == known_ending && wrong.contains(&ending))
            || (!is_known_tld(domain) && strsim::osa_distance(ending, known_ending) <= 2)
            || (name.len() <= 5
                && known_ending.len() == 2
                && ending.len() == 2
                && !PROVIDERS_ENDINGS.contains(&ending)
                && strsim::osa_distance(ending, known_ending) == 1);
    }
    let ending_fits = ending == known_ending
        || ENDING_SLIPS.iter().any(|(right, wrong)| *right == known_ending && wrong.contains(&ending));
    let distance = strsim::osa_distance(name, known_name);
    let long = known_name.len() >= 5;
    // A short name has many real neighbours (mail, ymail; live, olive).
    ending_fits
        && known_name.len() >= 4
        && name.len() >= 4
        && (distance == 1 && (long || ending == known_ending && known_name != "live" && known_name != "mail")
            || distance == 2 && known_name.len() >= 7 && name.chars().next() == known_name.chars().next())
}

/// Endings typed for another, for a name that is itself right.
const ENDING_SLIPS: &[(&str, &[&str])] = &[
    (
        "com",
        &[
            "con", "co", "cm", "om", "cmo", "ocm", "comm", "vom", "xom", "cpm", "coom", "clm", "ccom", "coml", "comn",
            "cim", "c0m", "cok", "col", "net.com",
        ],
    ),
    ("net", &["ner", "nte", "ent", "nett", "met", "bet"]),
    ("ru", &["tu", "eu", "ri", "rru", "r"]),
    ("de", &["dee", "ed", "d", "fe"]),
    ("fr", &["ft", "rf", "f"]),
    ("cn", &["cm", "nc"]),
];

/// Country endings under which a short name may well be a real domain.
const PROVIDERS_ENDINGS: &[&str] = &[
    "de", "fr", "it", "es", "nl", "ru", "uk", "pl", "ch", "at", "be", "se", "no", "dk", "fi", "cz", "ua", "by", "kz",
    "jp", "kr", "cn", "in", "br", "us", "ca", "au", "nz", "ee", "lv", "lt", "me", "io", "co", "tv", "eu", "pt", "ro",
    "bg", "hu", "hr", "rs", "si", "sk", "gr", "ie", "tr",
];
