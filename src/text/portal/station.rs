//! Which station a page of the provider belongs to.

use super::encoding;
use super::map::is_below;
use super::redirect::{self, Target};
use super::{Page, Portals, Station};
use crate::text::{Code, Defect};
use url::Url;

/// How many pages may lead on to each other.
const MAX_HOPS: usize = 3;

/// The code of leading on to a stranger.
const FOREIGN: &str = "url-foreign-service";

/// What a page of the provider is.
#[derive(Debug, Clone, Default)]
pub(super) struct Decision {
    pub station: Option<String>,
    pub defects: Vec<Defect>,
}

/// Decides the station of an address on an owned host.
pub(super) fn decide(url: &Url, portals: &Portals, hops: usize) -> Decision {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let targets = redirect::targets(url, portals);
    if targets.contains(&Target::Elsewhere) || (!targets.is_empty() && hops == MAX_HOPS) {
        let note = "the address leads on to a host that is not the provider's";
        return Decision { station: None, defects: vec![Defect::whole(FOREIGN, note)] };
    }
    let next: Vec<Decision> = targets
        .iter()
        .filter_map(|target| match target {
            Target::Owned(url) => Some(decide(url, portals, hops + 1)),
            Target::Spoilt(defects) => Some(Decision { station: None, defects: defects.clone() }),
            Target::Here | Target::Elsewhere => None,
        })
        .collect();
    if let Some(foreign) = next.iter().find(|next| next.defects.iter().any(|defect| defect.code == FOREIGN)) {
        return foreign.clone();
    }
    if encoding::hides(url.path()) {
        let note = "the path is written in a way that hides where it leads to";
        return undecided(portals, note);
    }
    let path = encoding::decoded(url.path());
    let shared = portals.shared.iter().filter_map(|page| rank(page, host, &path)).max();
    let station = portals
        .stations
        .iter()
        .flat_map(|station| station.pages.iter().map(move |page| (station, page)))
        .filter_map(|(station, page)| rank(page, host, &path).map(|rank| (rank, station)))
        .max_by_key(|(rank, _)| *rank);
    match (station, shared) {
        (Some((exact, station)), shared) if shared.is_none_or(|shared| exact > shared) => of_station(station, &next),
        (_, Some(_)) => agreed(next).unwrap_or_else(|| {
            undecided(
                portals,
                "several stations share this page, and nothing in the address says which one it leads to",
            )
        }),
        _ => other_site(host, portals).unwrap_or_else(|| {
            undecided(portals, "the provider owns this host, but it is no documented page of a station")
        }),
    }
}

/// A page of a station; on the pack's own one it counts where it leads on to.
fn of_station(station: &Station, next: &[Decision]) -> Decision {
    let Some(code) = &station.defect else {
        let strays = |next: &&Decision| next.station.as_ref() != Some(&station.id);
        return match next.iter().find(strays) {
            Some(stray) => Decision { station: None, defects: stray.defects.clone() },
            None => Decision { station: Some(station.id.clone()), defects: Vec::new() },
        };
    };
    let note = station.note.clone().unwrap_or_else(|| format!("this page belongs to the station {}", station.id));
    Decision { station: Some(station.id.clone()), defects: vec![Defect::whole(Code::Owned(code.clone()), note)] }
}

/// What all pages that a shared page leads on to agree in.
fn agreed(mut next: Vec<Decision>) -> Option<Decision> {
    let first = next.pop()?;
    next.iter().all(|other| other.station == first.station).then_some(first)
}

fn undecided(portals: &Portals, note: &str) -> Decision {
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
    (host_fits(&page.host, host) && fits).then(|| (prefix.len(), !page.host.contains('*'), page.host.len()))
}

/// `*.` and a domain is every host below it; another `*` is any part of one label, as in `*-intl.console.example.com`.
fn host_fits(pattern: &str, host: &str) -> bool {
    if let Some(domain) = pattern.strip_prefix("*.") {
        return is_below(host, domain);
    }
    match pattern.split_once('*') {
        Some((before, after)) => {
            let part = host.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            part.is_some_and(|part| !part.is_empty() && !part.contains('.'))
        }
        None => pattern == host,
    }
}

#[cfg(test)]
mod tests {
    use super::host_fits;

    #[test]
    fn stars_stand_for_hosts_below_or_parts_of_a_label() {
        assert!(
            host_fits("*.example.com", "a.b.example.com") && host_fits("*-intl.example.com", "home-intl.example.com")
        );
        for host in
            ["-intl.example.com", "a.home-intl.example.com", "home.example.com", "home-intl.example.com.evil.test"]
        {
            assert!(!host_fits("*-intl.example.com", host), "{host}");
        }
    }
}
