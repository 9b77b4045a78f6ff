//! Web addresses of a provider's portal: whose host it is, which station it leads to, and tricks that hide either.
//!
//! Parsers repair a great deal silently (WHATWG URL, UTS #46), so the text as typed is judged as well as the parsed host.
//! Everything about a provider comes in as data.

mod foreign;
mod redirect;
mod station;
mod written;

use super::{Defect, Judgement, Kind, character};
use serde::Deserialize;
use written::Written;

/// What a rule pack knows about a provider's hosts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Portals {
    /// Registrable domains that the provider owns.
    pub owned_domains: Vec<String>,
    /// Words that a look-alike host borrows.
    pub brand_words: Vec<String>,
    /// The provider's stations, in no order: the most exact page decides.
    pub stations: Vec<Station>,
    /// Pages that several stations share; a parameter decides.
    pub shared: Vec<Page>,
    /// Sites of the provider that are no portal.
    pub other_sites: Vec<OtherSite>,
    /// Hosts of services that hide the true address.
    pub shorteners: Vec<String>,
    /// Names of the parameters that say where a shared page leads on to.
    pub service_parameters: Vec<String>,
    /// How the pack spells the codes that name the provider.
    pub codes: Codes,
}

/// A station of the provider: a site with accounts of its own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Station {
    /// The stable name: `international`.
    pub id: String,
    /// The code of the defect of being on it; none for the station that the pack is about.
    pub defect: Option<String>,
    /// One sentence for a person who is on it.
    pub note: Option<String>,
    /// Its pages.
    pub pages: Vec<Page>,
}

/// A host and the beginning of a path.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Page {
    /// The host, or `*.` and a domain for all hosts below it.
    pub host: String,
    /// The first segments of the path; empty for every path.
    pub path: String,
    /// How well it is documented, `A` to `C`: for people only.
    pub confidence: Option<String>,
    /// Where it is documented: for people only.
    pub source: Option<String>,
}

/// Hosts of the provider that lead to no station.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OtherSite {
    /// Hosts, or `*.` and a domain.
    pub hosts: Vec<String>,
    /// The code of the defect.
    pub defect: String,
    /// One sentence for a person who is there.
    pub note: Option<String>,
}

/// Codes that name the provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Codes {
    /// The host is the provider's, but does not tell the station.
    pub undecided: String,
    /// The host is not the provider's.
    pub not_owned: String,
}

impl Default for Codes {
    fn default() -> Self {
        Self { undecided: "url-site-undecided".to_owned(), not_owned: "url-not-provider".to_owned() }
    }
}

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

impl Portals {
    /// Whether a host is one of the provider's.
    pub fn owns(&self, host: &str) -> bool {
        self.owned_domains.iter().any(|domain| is_below(host, domain))
    }
}

/// Whether a host is a domain or below it.
fn is_below(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
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
