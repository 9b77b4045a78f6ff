//! What a rule pack knows about a provider: its domains, its stations and their pages.

use serde::Deserialize;

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

impl Portals {
    /// Whether a host is one of the provider's.
    pub fn owns(&self, host: &str) -> bool {
        self.owned_domains.iter().any(|domain| is_below(host, domain))
    }
}

/// Whether a host is a domain or below it.
pub(super) fn is_below(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}
