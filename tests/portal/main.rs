//! No way to hide or to break an address makes a page count as the pack's own station: every documented page, every trick.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod leading;
mod spelling;

use preflight::text::portal::{self, Portals};
use spelling::spoilt;

fn portals() -> Portals {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/huaweicloud-intl/portal.toml");
    let pack: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    pack["portals"].clone().try_into().unwrap()
}

/// Hosts and paths of the documented pages of the pack's own station.
fn pages(portals: &Portals) -> Vec<(String, String)> {
    let own = portals.stations.iter().find(|station| station.defect.is_none()).expect("the pack has a station");
    own.pages.iter().map(|page| (page.host.clone(), format!("{}/", page.path))).collect()
}

fn stations(portals: &Portals, raw: &str) -> (Option<String>, Vec<String>) {
    let found = portal::judge(raw, portals);
    (found.station, found.defects.into_iter().map(|defect| defect.code.into_owned()).collect())
}

#[test]
fn documented_pages_are_the_station() {
    let portals = portals();
    for (host, path) in pages(&portals) {
        for raw in [
            format!("https://{host}{path}"),
            format!("HTTPS://{}{path}", host.to_uppercase()),
            format!("https://{host}:443{path}"),
            format!("https://{host}{path}en-us/?locale=en-us&q=eu#/home"),
            format!("https://{host}{path}./x/../"),
            format!("https://{host}{path}@x"),
            format!("https://{host}{path}?service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2F%3Fa%3Db"),
            format!("https://{host}{path}?next=/home"),
            format!("https://{host}{path}?utm_source=mail.example&q=a//b&page=2&t=10:30"),
            format!("https://{host}{path}%E4%BA%91?ref=https://www.huaweicloud.com/&service=home.do"),
        ] {
            assert_eq!(stations(&portals, &raw), (Some("international".to_owned()), vec![]), "{raw}");
        }
    }
}

#[test]
fn no_spoilt_page_is_the_station() {
    let portals = portals();
    let mut count = 0;
    let mut wrong = Vec::new();
    for (host, path) in pages(&portals) {
        let plain = format!("https://{host}{path}");
        for raw in spoilt(&host, &path).into_iter().filter(|raw| *raw != plain) {
            let (station, defects) = stations(&portals, &raw);
            count += 1;
            if station.as_deref() == Some("international") || defects.is_empty() {
                wrong.push(raw);
            }
        }
    }
    assert!(count > 10_000 && wrong.is_empty(), "{} of {count}: {:#?}", wrong.len(), wrong.get(..wrong.len().min(60)));
}

#[test]
fn a_fix_is_the_page_itself() {
    let portals = portals();
    for (host, path) in pages(&portals) {
        for raw in spoilt(&host, &path) {
            if let Some(fix) = portal::judge(&raw, &portals).fix {
                let (station, defects) = stations(&portals, &fix);
                assert!(station.is_some() && defects.is_empty(), "{raw} {fix} {defects:?}");
                assert_eq!(portal::judge(&fix, &portals).host.as_ref(), Some(&host), "{raw} {fix}");
            }
        }
    }
}
