//! What was seen of the network: the evidence, as plain data that can be written down and judged again.

mod around;
mod host;
mod outcome;

use serde::Serialize;

pub use around::{
    CheckPageSeen, CheckVerdict, ClockSeen, IssuerSeen, MailSeen, PageSeen, PathSeen, ProxySeen, ResolverSeen,
    UploadSeen,
};
pub use host::{CertificateSeen, ConnectSeen, HostSeen, QuerySeen, Transport};
pub use outcome::{DnsOutcome, HttpOutcome, TcpOutcome, TlsOutcome};

/// Everything that was seen in one run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Seen {
    /// Always true: the network was asked.
    pub asked: bool,
    /// Time of the whole run in ms.
    pub elapsed_ms: f64,
    /// Whether the user ended the run early.
    pub interrupted: bool,
    /// Whether every host was asked to the end, or until it failed.
    pub finished: bool,
    /// Whether anything beyond this machine's own network answered.
    pub online: bool,
    /// Whether there is a route for IPv4.
    pub route4: bool,
    /// Whether there is a route for IPv6.
    pub route6: bool,
    /// TCP connections opened.
    pub connections: u32,
    /// Bytes handed to the system for sending, before any upload probe.
    pub sent_bytes: u64,
    /// The proxy that the system's settings name for the portal.
    pub proxy: Option<ProxySeen>,
    /// A proxy that was found although none is set.
    pub proxy_found: Option<ProxySeen>,
    /// Pages that tell a login page of the network from the Internet.
    pub check_pages: Vec<CheckPageSeen>,
    /// This machine's clock.
    pub clock: ClockSeen,
    /// The DNS servers that were asked.
    pub resolvers: Vec<ResolverSeen>,
    /// The provider's hosts.
    pub hosts: Vec<HostSeen>,
    /// Hosts of others.
    pub controls: Vec<HostSeen>,
    /// Issuers of certificates that none of the shipped roots vouches for.
    pub issuers: Vec<IssuerSeen>,
    /// Latency, jitter and loss of all hosts together.
    pub path: PathSeen,
    /// The upload probe, where it was asked for.
    pub upload: Option<UploadSeen>,
    /// The application's own page, where it names one.
    pub page: Option<PageSeen>,
    /// The mail domain of the application's address.
    pub mail: Option<MailSeen>,
}
