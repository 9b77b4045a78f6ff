//! Whom a pack wants to be asked.

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

/// Which hosts the network probe asks, and what it holds their answers against.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Pages of the provider's hosts, one a host, over HTTPS.
    pub pages: Vec<String>,
    /// Pages of others, asked in parallel to tell the provider's trouble from the user's.
    pub controls: Vec<String>,
    /// Pages over plain HTTP whose answer is known, to tell a login page of the network from the Internet.
    pub check_pages: Vec<CheckPage>,
    /// NTP servers.
    pub time_servers: Vec<String>,
    /// DNS servers of others, held against the system's own.
    pub reference_resolvers: Vec<Reference>,
    /// Where an upload probe sends its zeros.
    pub upload_url: Option<String>,
    /// Ports at which networks keep their proxies, tried at the gateway where nothing is let through.
    pub proxy_ports: Vec<u16>,
    /// Names under which networks keep their proxies or how to find them.
    pub proxy_names: Vec<String>,
    /// Time for everything together but an upload probe, in ms.
    pub deadline_ms: u64,
    /// Time for the upload probe, in ms.
    pub upload_deadline_ms: u64,
    /// Response headers that name a redirect although the status is 200.
    pub redirect_headers: Vec<String>,
    /// Words of pages that refuse a region, lower case.
    pub region_words: Vec<String>,
    /// Words in a page's address that belong to one station.
    pub markers: Vec<Marker>,
}

/// A page whose answer is known.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckPage {
    /// Its address.
    pub url: String,
    /// The status that it always answers with.
    pub status: u16,
    /// A word that its body always has.
    #[serde(default)]
    pub word: String,
}

/// A DNS server of others.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Its address.
    pub address: std::net::IpAddr,
    /// The name in its certificate, for DNS over TLS.
    pub name: String,
}

/// A word in a page's address that belongs to one station.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    /// A name and the beginning of its value, `lang=zh-cn`, in a query or a fragment.
    pub query: String,
    /// The station.
    pub station: String,
}

impl Settings {
    /// Hosts, controls and other addresses in the order in which they are listed for people.
    pub fn contacted(&self) -> Vec<String> {
        let pages = self.pages.iter().chain(&self.controls).chain(self.check_pages.iter().map(|page| &page.url));
        let mut hosts: Vec<String> =
            pages.filter_map(|page| Url::parse(page).ok()?.host_str().map(str::to_owned)).collect();
        hosts.extend(self.time_servers.iter().cloned());
        hosts.extend(self.reference_resolvers.iter().map(|reference| reference.address.to_string()));
        hosts
    }
}
