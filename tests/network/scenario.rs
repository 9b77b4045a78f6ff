//! A scenario as it is written down: a world, what is wanted of it, and what has to come out.

mod dns;
mod host;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use serde::Deserialize;

pub use dns::{Dns, DnsAnswer, Records};
pub use host::{Answer, Certificate, Connect, Handshake, Host, Page};

/// One file of `scenarios/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What is shown, for people.
    pub title: String,
    #[serde(default)]
    pub world: World,
    #[serde(default)]
    pub application: Application,
    pub expect: Expectation,
    /// When the user breaks the run off, counted from its start. That takes a process of its own, so a namespace.
    #[serde(default)]
    pub interrupt_ms: Option<u64>,
}

/// Everything that is not as it should be; what is left out is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct World {
    /// Time for everything but the upload.
    pub deadline_ms: u64,
    /// Whether there is a route for IPv4.
    pub ipv4: bool,
    /// Whether there is a route for IPv6. Hosts have addresses of both families in any case.
    pub ipv6: bool,
    /// What becomes of everything that goes to public addresses, but by a proxy.
    pub direct: Connect,
    /// The system's DNS servers.
    pub resolvers: Vec<IpAddr>,
    pub gateway: IpAddr,
    /// The search domain.
    pub domain: Option<String>,
    /// The proxy of the system's settings.
    pub proxy: Option<String>,
    /// Authorities that the system trusts besides the public ones.
    pub trusts: Vec<String>,
    /// Seconds by which this machine's clock is ahead of everybody's.
    pub ahead_s: f64,
    /// Whether time servers answer.
    pub time_servers: bool,
    /// What answers at port 80 of the check pages.
    pub check_pages: CheckPages,
    /// Bytes of an upload probe.
    pub upload: Option<u64>,
    pub upload_deadline_ms: u64,
    pub uploads: Uploads,
    /// The first that fits describes a host.
    pub hosts: Vec<Host>,
    /// The first that fits describes an answer.
    pub dns: Vec<Dns>,
    pub records: Vec<Records>,
    pub proxies: Vec<Proxy>,
}

impl Default for World {
    fn default() -> Self {
        Self {
            deadline_ms: 3200,
            ipv4: true,
            ipv6: false,
            direct: Connect::Accepts,
            resolvers: vec![IpAddr::from([192, 168, 1, 1])],
            gateway: IpAddr::from([192, 168, 1, 1]),
            domain: None,
            proxy: None,
            trusts: Vec::new(),
            ahead_s: 0.0,
            time_servers: true,
            check_pages: CheckPages::default(),
            upload: None,
            upload_deadline_ms: 2500,
            uploads: Uploads::default(),
            hosts: Vec::new(),
            dns: Vec::new(),
            records: Vec::new(),
            proxies: Vec::new(),
        }
    }
}

/// Which hosts are meant: `provider`, `controls`, `all`, a DNS name, or `.domain` for everything below.
pub type Names = Vec<String>;

/// What a check page is answered with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckPages {
    #[default]
    Expected,
    Redirect,
    LoginPage,
    /// Status 511.
    LoginRequired,
    Swallowed,
    Rubbish,
}

/// What becomes of the upload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Uploads {
    pub answer: UploadAnswer,
    /// Bytes after which that happens.
    pub after: u64,
    /// Bytes per second that are taken.
    pub rate: Option<u64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UploadAnswer {
    #[default]
    TakesAll,
    TooLarge,
    Resets,
    Stalls,
}

/// A proxy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    pub address: SocketAddr,
    #[serde(default)]
    pub answer: ProxyAnswer,
    /// It speaks SOCKS (RFC 1928).
    #[serde(default)]
    pub socks: bool,
    /// Each way takes so long.
    #[serde(default)]
    pub delay_ms: u64,
    /// And up to so much longer.
    #[serde(default)]
    pub uneven_ms: u64,
    /// The file at port 80 that names it, `wpad.dat`.
    #[serde(default)]
    pub announced_as: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyAnswer {
    #[default]
    Tunnels,
    WantsPassword,
    Forbids,
    Refuses,
    Swallows,
    Rubbish,
    Silent,
}

/// What the user typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Application {
    pub portal: Option<String>,
    pub email: Option<String>,
}

/// What has to come out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Everything that is reported, the nearest cause first. Nothing else may be.
    pub causes: Vec<String>,
    /// What follows from the first cause, among others.
    #[serde(default)]
    pub consequences: Vec<String>,
    /// The severity of the first cause.
    #[serde(default)]
    pub severity: Option<String>,
    /// Evidence of the first cause: a word, words, a flag, or the ends between which a number lies.
    #[serde(default)]
    pub evidence: BTreeMap<String, toml::Value>,
    /// What was seen, below `network`: `"upload.outcome" = "ok"`.
    #[serde(default)]
    pub facts: BTreeMap<String, toml::Value>,
    /// Names that must not be asked for anything, DNS included.
    #[serde(default)]
    pub untouched: Vec<String>,
}
