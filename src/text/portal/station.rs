//! Which station a page of the provider belongs to.

use super::{Page, Portals, is_below};
use crate::text::{Code, Defect};
use url::Url;

/// How often an address in a parameter is decoded: forms wrap one address in another.
const MAX_DECODINGS: usize = 3;
/// How many shared pages may lead on to each other.
const MAX_HOPS: usize = 3;

/// What a page of the provider is.
#[derive(Debug, Clone, Default)]
pub(super) struct Decision {
    pub station: Option<String>,
    pub defects: Vec<Defect>,
}

/// Decides the station of an address on an owned host.
pub(super) fn decide(url: &Url, portals: &Portals, hops: usize) -> Decision {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let path = decoded(url.path());
    let services = services(url, portals);
    if services.iter().any(|service| !leads_home(service, portals)) {
        let note = "the address leads on to a host that is not the provider's";
        return Decision { station: None, defects: vec![Defect::whole("url-foreign-service", note)] };
    }
    let shared = portals.shared.iter().filter_map(|page| rank(page, host, &path)).max();
    let station = portals
        .stations
        .iter()
        .flat_map(|station| station.pages.iter().map(move |page| (station, page)))
        .filter_map(|(station, page)| rank(page, host, &path).map(|rank| (rank, station)))
        .max_by_key(|(rank, _)| *rank);
    match (station, shared) {
        (Some((exact, station)), shared) if shared.is_none_or(|shared| exact > shared) => {
            let defects = station.defect.as_ref().map(|code| {
                let note =
                    station.note.clone().unwrap_or_else(|| format!("this page belongs to the station {}", station.id));
                Defect::whole(Code::Owned(code.clone()), note)
            });
            Decision { station: Some(station.id.clone()), defects: defects.into_iter().collect() }
        }
        (_, Some(_)) if hops < MAX_HOPS => {
            let next = services.iter().find_map(|service| Url::parse(service).ok());
            next.map_or_else(|| undecided(portals), |next| decide(&next, portals, hops + 1))
        }
        _ => other_site(host, portals).unwrap_or_else(|| undecided(portals)),
    }
}

fn undecided(portals: &Portals) -> Decision {
    let note = "several stations share this page, and nothing in the address says which one it leads to";
    Decision { station: None, defects: vec![Defect::whole(portals.codes.undecided.clone(), note)] }
}

fn other_site(host: &str, portals: &Portals) -> Option<Decision> {
    let site = portals.other_sites.iter().find(|site| site.hosts.iter().any(|pattern| host_fits(pattern, host)))?;
    let note = site.note.clone().unwrap_or_else(|| "this site of the provider is not its portal".to_owned());
    Some(Decision { station: None, defects: vec![Defect::whole(site.defect.clone(), note)] })
}

/// How exactly a page names an address; `None` where it does not. A longer path outranks an exact host.
fn rank(page: &Page, host: &str, path: &str) -> Option<(usize, bool, usize)> {
    let prefix = page.path.trim_end_matches('/');
    let fits = path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    (host_fits(&page.host, host) && fits).then(|| (prefix.len(), !page.host.starts_with("*."), page.host.len()))
}

fn host_fits(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(domain) => is_below(host, domain),
        None => pattern == host,
    }
}

/// The addresses in the parameters of the query and of a query inside the fragment, decoded until they read as such.
fn services(url: &Url, portals: &Portals) -> Vec<String> {
    let fragment = url.fragment().and_then(|fragment| fragment.split_once('?')).map(|(_, query)| query);
    let queries = url.query().into_iter().chain(fragment);
    let pairs = queries.flat_map(|query| query.split('&')).filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(name, value)| {
            !value.is_empty() && portals.service_parameters.iter().any(|known| known.eq_ignore_ascii_case(name))
        })
        .map(|(_, value)| unwrapped(value))
        .collect()
}

/// A value decoded up to three times, until nothing is left to decode.
fn unwrapped(value: &str) -> String {
    let mut text = value.replace('+', " ");
    for _ in 0..MAX_DECODINGS {
        let next = decoded(&text);
        if next == text {
            break;
        }
        text = next;
    }
    text.trim().to_owned()
}

/// Whether a parameter leads to an owned host, or only to a path of this one.
fn leads_home(service: &str, portals: &Portals) -> bool {
    if service.contains('\\') || service.starts_with("//") {
        let text = format!("https:{}", service.replace('\\', "/"));
        return Url::parse(&text).ok().and_then(|url| url.host_str().map(|host| portals.owns(host))).unwrap_or(false);
    }
    match Url::parse(service) {
        Ok(url) => {
            matches!(url.scheme(), "https" | "http")
                && url.username().is_empty()
                && url.host_str().is_some_and(|host| portals.owns(host.trim_end_matches('.')))
        }
        // A relative path, or a word.
        Err(_) => !service.contains("://"),
    }
}

/// Percent decoding; what is no UTF-8 afterwards stays as it was.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, code) {
            (b'%', Some(code)) => {
                plain.push(code);
                at += 3;
            }
            _ => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}
