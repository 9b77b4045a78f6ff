//! Web addresses of a provider's portal: whose host it is, which station it leads to, and tricks that hide either.
//!
//! Parsers repair a great deal silently (WHATWG URL, UTS #46), so the text as typed is judged as well as the parsed host.
//! Everything about a provider comes in as data.

mod encoding;
mod foreign;
mod map;
mod redirect;
mod station;
mod written;

use super::{Defect, Judgement, Kind, character};
pub use map::{Codes, OtherSite, Page, Portals, Station};
use written::Written;

/// What an address is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PortalJudgement {
    /// The station that it surely leads to; the pack's own station only where nothing at all is wrong.
    pub station: Option<String>,
    /// Everything that is wrong.
    pub defects: Vec<Defect>,
    /// The host that a browser would go to.
    pub host: Option<String>,
    /// The address without its defects, where that is certain.
    pub fix: Option<String>,
}

/// Longest address that is looked at; none of a portal is near it.
const MAX_CHARS: usize = 4096;

/// Judges an address as typed.
pub fn judge(raw: &str, portals: &Portals) -> PortalJudgement {
    if raw.trim().is_empty() {
        let Judgement { defects, .. } = Judgement::empty();
        return PortalJudgement { defects, ..PortalJudgement::default() };
    }
    let mut found = look(raw, portals);
    if !found.defects.is_empty() {
        found.fix = written::repaired(raw).filter(|attempt| {
            let again = look(attempt, portals);
            attempt != raw && again.defects.is_empty() && again.station.is_some()
        });
    }
    found
}

fn look(raw: &str, portals: &Portals) -> PortalJudgement {
    if raw.chars().count() > MAX_CHARS {
        return PortalJudgement {
            defects: vec![Defect::whole("url-malformed", "the address is far too long")],
            ..PortalJudgement::default()
        };
    }
    let mut defects = character::judge(raw, Kind::Url);
    let written = Written::read(raw);
    defects.extend(written.defects.iter().cloned());
    if defects.iter().any(|defect| defect.code == "url-malformed") {
        // The gap is the malformation.
        defects.retain(|defect| defect.code != "inner-space");
    }
    let Some(url) = &written.url else {
        if defects.is_empty() {
            defects.push(Defect::whole("url-malformed", "this is no web address"));
        }
        return PortalJudgement { defects, ..PortalJudgement::default() };
    };
    let host = url.host_str().map(|host| host.trim_end_matches('.').to_owned());
    let domain = match url.host() {
        Some(url::Host::Domain(domain)) => Some(domain.trim_end_matches('.').to_owned()),
        Some(_) => {
            defects.push(Defect::whole("url-ip-host", "the address names a computer by number; the portal has a name"));
            None
        }
        None => None,
    };
    let mut id = None;
    if let Some(domain) = &domain {
        if portals.owns(domain) {
            let decided = station::decide(url, portals, 0);
            defects.extend(decided.defects);
            id = decided.station;
        } else {
            defects.extend(foreign::judge(domain, &written.host_text, portals));
        }
    }
    rename_homoglyphs(&mut defects, &written);
    let own = id
        .as_deref()
        .is_some_and(|id| portals.stations.iter().any(|station| station.id == id && station.defect.is_none()));
    if own && !defects.is_empty() {
        id = None;
    }
    PortalJudgement { station: id, defects, host, fix: None }
}

/// A look-alike letter in the host is the address's own defect.
fn rename_homoglyphs(defects: &mut Vec<Defect>, written: &Written) {
    let known = defects.iter().any(|defect| defect.code == "url-homoglyph");
    for defect in defects.iter_mut().filter(|defect| defect.code == "homoglyph") {
        if !known && defect.at.iter().any(|at| written.host_range.contains(at)) {
            defect.code = "url-homoglyph".into();
        }
    }
    if known {
        defects.retain(|defect| defect.code != "homoglyph");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn portals() -> Portals {
        toml::from_str(
            r#"
            owned_domains = ["acmecloud.com", "acme.com"]
            brand_words = ["acmecloud"]
            shorteners = ["bit.ly"]
            service_parameters = ["service"]
            shared = [{ host = "auth.acmecloud.com", path = "/login" }]
            codes = { undecided = "url-site-undecided", not_owned = "url-not-acme" }
            [[stations]]
            id = "world"
            pages = [{ host = "www.acmecloud.com", path = "/intl" }, { host = "console-intl.acmecloud.com" }]
            [[stations]]
            id = "home"
            defect = "url-home-site"
            pages = [{ host = "www.acmecloud.com" }, { host = "console.acmecloud.com" }]
            [[stations]]
            id = "eu"
            defect = "url-eu-site"
            pages = [{ host = "www.acmecloud.com", path = "/eu" }, { host = "*.eu.acmecloud.com" }]
            "#,
        )
        .unwrap()
    }

    fn codes(raw: &str) -> Vec<String> {
        judge(raw, &portals()).defects.into_iter().map(|d| d.code.into_owned()).collect()
    }

    #[test]
    fn stations() {
        for (raw, station) in [
            ("https://www.acmecloud.com/intl/en-us/", "world"),
            ("https://www.acmecloud.com/intl", "world"),
            ("https://www.acmecloud.com:443/intl/", "world"),
            ("https://auth.acmecloud.com/login?service=https%253A%252F%252Fconsole-intl.acmecloud.com%252F", "world"),
            ("https://www.acmecloud.com/", "home"),
            ("https://www.acmecloud.com/international/", "home"),
            ("https://portal.eu.acmecloud.com/", "eu"),
            ("https://www.acmecloud.com/intl/../eu/", "eu"),
            ("https://auth.acmecloud.com/login?service=https%3A%2F%2Fconsole.acmecloud.com%2F", "home"),
        ] {
            assert_eq!(judge(raw, &portals()).station.as_deref(), Some(station), "{raw}");
        }
        assert_eq!(codes("https://auth.acmecloud.com/login"), ["url-site-undecided"]);
    }

    #[test]
    fn tricks() {
        for (raw, code) in [
            ("http://www.acmecloud.com/intl/", "url-not-https"),
            ("www.acmecloud.com/intl/", "url-no-scheme"),
            ("//www.acmecloud.com/intl/", "url-no-scheme"),
            ("https://www..acmecloud.com/intl/", "url-malformed"),
            ("https://www.acmecloud.com:0443/intl/", "url-port"),
            ("https://www.acmecloud.com:/intl/", "url-port"),
            ("https://www.acmecloud.com/%69ntl/", "url-site-undecided"),
            ("https://www.acmecloud.com/intl/..%2feu/", "url-site-undecided"),
            ("https://www.acmecloud.com/intl/?service=https://console.acmecloud.com/", "url-home-site"),
            ("data:text/html,x", "url-bad-scheme"),
            ("https:/www.acmecloud.com/intl/", "url-malformed"),
            ("https//www.acmecloud.com/intl/", "url-malformed"),
            ("htps://www.acmecloud.com/intl/", "url-bad-scheme"),
            ("https://www.acmecloud.com@evil.example/", "url-userinfo"),
            ("https://evil.example\\@www.acmecloud.com/intl/", "url-backslash"),
            ("https://www.acmecloud.com.evil.example/intl/", "url-suffix-trick"),
            ("https://acmecloud-intl.com/", "url-lookalike-host"),
            ("https://www.acmecloud.org/intl/", "url-lookalike-host"),
            ("https://www.acmecIoud.com/", "url-lookalike-host"),
            ("https://www.acmec\u{4cf}oud.com/", "url-homoglyph"),
            ("https://xn--acmecoud-g2h.com/", "url-punycode"),
            ("https://www．acmecloud.com/intl/", "full-width"),
            ("https://www.acmecloud.com\u{202e}/intl/", "bidi-control"),
            ("https://www.acme cloud.com/intl/", "url-malformed"),
            ("https://www.acmecloud.com./intl/", "url-trailing-dot"),
            ("https://www.acmecloud.com:8443/intl/", "url-port"),
            ("https://3221225994/intl/", "url-ip-host"),
            ("https://www%2Eacmecloud%2Ecom/intl/", "url-encoded-host"),
            ("https://bit.ly/x", "url-shortener"),
            ("https://other.example/?u=www.acmecloud.com", "url-not-acme"),
            ("https://auth.acmecloud.com/login?service=https%3A%2F%2Fevil.example%2F", "url-foreign-service"),
            ("https://www.acmecloud.com/intl/?service=//evil.example", "url-foreign-service"),
        ] {
            let found = judge(raw, &portals());
            assert!(found.defects.iter().any(|d| d.code == code), "{raw} {code} {:?}", found.defects);
            assert_eq!(found.station.filter(|id| id == "world"), None, "{raw}");
        }
    }

    #[test]
    fn fixes_only_what_is_certain() {
        let fix = |raw| judge(raw, &portals()).fix;
        assert_eq!(fix("http://www.acmecloud.com/intl/ ").as_deref(), Some("https://www.acmecloud.com/intl/"));
        assert_eq!(fix("www.acmecloud.com/intl/").as_deref(), Some("https://www.acmecloud.com/intl/"));
        assert_eq!(fix("//www.acmecloud.com/intl/").as_deref(), Some("https://www.acmecloud.com/intl/"));
        assert_eq!(fix("https://www.acmecloud.org/intl/"), None);
        assert_eq!(fix("http://www.acmecloud.com/"), None);
    }

    proptest! {
        #[test]
        fn never_panics_and_a_fix_is_clean(raw in "\\PC{0,40}|(https?:/{0,3})?[a-z.@:%\\\\ＡО]{0,12}acmecloud\\.com[./?#a-z=%]{0,14}") {
            let portals = portals();
            if let Some(fix) = judge(&raw, &portals).fix {
                prop_assert!(judge(&fix, &portals).defects.is_empty());
            }
        }
    }
}
