//! What a rule pack knows about a provider: its domains, its stations and their pages.

use schemars::JsonSchema;
use serde::Deserialize;

/// What a rule pack knows about a provider's hosts.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Page {
    /// The host, or `*.` and a domain for all hosts below it, or a host with a `*` in its first label.
    pub host: String,
    /// The first segments of the path; empty for every path.
    pub path: String,
    /// How well it is documented, `A` to `C`: for people only.
    pub confidence: Option<String>,
    /// Where it is documented: for people only.
    pub source: Option<String>,
}

/// Hosts of the provider that lead to no station.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OtherSite {
    /// Hosts, or patterns of them as for the hosts of pages.
    pub hosts: Vec<String>,
    /// The code of the defect.
    pub defect: String,
    /// One sentence for a person who is there.
    pub note: Option<String>,
}

/// Codes that name the provider.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
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

impl Portals {
    /// What its hosts and domains have wrong: patterns that no host fits.
    pub fn faults(&self) -> Vec<String> {
        let pages = self.stations.iter().flat_map(|station| &station.pages).chain(&self.shared);
        let hosts = pages.map(|page| &page.host).chain(self.other_sites.iter().flat_map(|site| &site.hosts));
        let hosts = hosts.filter(|host| !is_pattern(host)).map(|host| {
            format!("`{host}` is no host; write www.example.com, *.example.com or *-intl.example.com in small letters")
        });
        let domains = self.owned_domains.iter().chain(&self.shorteners).filter(|domain| !is_host(domain));
        hosts
            .chain(domains.map(|domain| format!("`{domain}` is no domain; write example.com, without https://")))
            .collect()
    }

    /// Whether a host is one of the provider's.
    pub fn owns(&self, host: &str) -> bool {
        self.owned_domains.iter().any(|domain| is_below(host, domain))
    }
}

/// Whether a host is a domain or below it.
pub(super) fn is_below(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

fn is_pattern(host: &str) -> bool {
    let rest = host.strip_prefix("*.").unwrap_or(host);
    // A star elsewhere stands within the first label.
    let (label, domain) = rest.split_once('.').unwrap_or((rest, ""));
    let one = label.matches('*').count() + usize::from(rest.len() < host.len());
    one <= 1 && is_host(&format!("{}.{domain}", label.replacen('*', "x", 1)))
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.contains('.') && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::{is_host, is_pattern};

    #[test]
    fn patterns_that_no_host_fits_are_told() {
        for pattern in ["www.example.com", "*.example.com", "*-intl.example.com", "a*.example.com"] {
            assert!(is_pattern(pattern), "{pattern}");
        }
        for pattern in
            ["https://example.com", "*-*.example.com", "a.*.com", "*.*x.example.com", "Example.com", "localhost", ""]
        {
            assert!(!is_pattern(pattern), "{pattern}");
        }
        assert!(is_host("example.com") && !is_host("*.example.com") && !is_host("example.com/"));
    }
}
