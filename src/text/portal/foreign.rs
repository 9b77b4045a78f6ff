//! Hosts that are not the provider's: strangers, hidden ones, and those that borrow its name.

use super::Portals;
use super::map::is_below;
use crate::text::{Defect, character};
use rapidfuzz::distance::osa;

/// Most edits between a look-alike and the name it imitates (after Chromium's look-alike test).
const MAX_EDITS: usize = 2;
/// Fewest letters of a name for which that says something.
const MIN_LETTERS: usize = 5;

/// Judges a host outside the owned domains; `text` is the host as written.
pub(super) fn judge(host: &str, text: &str, portals: &Portals) -> Vec<Defect> {
    let mut found = Vec::new();
    let coded = host.split('.').any(|label| label.starts_with("xn--"));
    let imitates = |name: &str| looks_like_owned(name, portals);
    if coded && !text.is_ascii() {
        found.push(if imitates(&text.to_lowercase()) {
            Defect::whole("url-homoglyph", "the host only looks like the provider's: a letter is of another alphabet")
        } else {
            Defect::whole("url-punycode", "the host has letters outside a-z")
        });
    } else if is_shortener(host, portals) {
        found.push(Defect::whole("url-shortener", "a short link hides where it leads"));
    } else if holds_owned(host, portals) {
        found.push(Defect::whole(
            "url-suffix-trick",
            "the provider's name stands in front of a foreign domain, which is the true owner",
        ));
    } else if !coded && (imitates(host) || borrows_brand(host, portals)) {
        found.push(Defect::whole("url-lookalike-host", "the host resembles the provider's, and is not one of them"));
    }
    found.push(Defect::whole(portals.codes.not_owned.clone(), "the host does not belong to the provider"));
    found
}

fn is_shortener(host: &str, portals: &Portals) -> bool {
    portals.shorteners.iter().any(|shortener| is_below(host, shortener))
}

/// Whether an owned domain stands in front of the true one: `www.owned.com.evil.example`, `www-owned-com.evil.example`.
fn holds_owned(host: &str, portals: &Portals) -> bool {
    let registrable = psl::domain_str(host).unwrap_or(host);
    let below = host.strip_suffix(registrable).unwrap_or_default();
    // Below a suffix that anyone may register under, such as that of a code host, all of it is the registrable domain.
    portals.owned_domains.iter().any(|owned| {
        let dashed = owned.replace('.', "-");
        let whole = |text: &str, part: &str| {
            text.match_indices(part)
                .any(|(at, _)| at == 0 || text.get(..at).is_some_and(|before| before.ends_with(['.', '-'])))
        };
        whole(host, &format!("{owned}.")) || whole(host, &format!("{owned}-")) || whole(below, &dashed)
    })
}

/// Whether the registrable name is drawn or spelt nearly like an owned one.
fn looks_like_owned(host: &str, portals: &Portals) -> bool {
    let name = main_label(host);
    portals.owned_domains.iter().any(|owned| {
        let known = main_label(owned);
        if known.chars().count() < MIN_LETTERS {
            return name == known;
        }
        let edits = if known.chars().count() < 8 { 1 } else { MAX_EDITS };
        name == known
            || character::skeleton(&name) == character::skeleton(&known)
            || osa::distance(name.chars(), known.chars()) <= edits
    })
}

/// Whether a label of the host holds the brand, hyphens apart, or a look-alike of it.
fn borrows_brand(host: &str, portals: &Portals) -> bool {
    host.split('.').any(|label| {
        let plain = label.replace('-', "");
        let drawn: String = plain
            .chars()
            .map(|c| match c {
                '0' => 'o',
                '1' => 'i',
                '3' => 'e',
                '5' => 's',
                _ => c,
            })
            .collect();
        portals.brand_words.iter().any(|brand| {
            plain.contains(brand.as_str())
                || drawn.contains(brand.as_str())
                || label.split('-').any(|word| brand.len() >= 8 && osa::distance(word.chars(), brand.chars()) <= 1)
        })
    })
}

/// The label that names the owner: `example` of `www.example.com`.
fn main_label(host: &str) -> String {
    let registrable = psl::domain_str(host).unwrap_or(host);
    registrable.split('.').next().unwrap_or(registrable).to_owned()
}
