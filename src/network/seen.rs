//! What was seen of the network: the evidence, as plain data that can be written down and judged again.

use serde::Serialize;

/// Everything that was seen in one run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Seen {
    /// Always true: the network was asked.
    pub asked: bool,
    /// Time of the whole run in ms.
    pub elapsed_ms: f64,
    /// Whether the user ended the run early.
    pub interrupted: bool,
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

/// How a name look-up ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DnsOutcome {
    /// Addresses were found.
    Ok,
    /// The name does not exist (RCODE 3, RFC 1035 §4.1.1).
    NxDomain,
    /// The DNS server failed (RCODE 2).
    ServFail,
    /// The DNS server does not want to answer (RCODE 5).
    Refused,
    /// No answer in time.
    Timeout,
    /// The name exists without an address (RFC 2308 §2.2).
    Empty,
    /// Any other failure.
    Error,
    /// The run ended before this could be told.
    #[default]
    Unfinished,
}

/// How connections ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TcpOutcome {
    /// One came about.
    Ok,
    /// The host, or someone on its behalf, answered that nothing listens.
    Refused,
    /// No answer in time.
    Timeout,
    /// No route there.
    Unreachable,
    /// Any other failure, such as a local filter.
    Error,
    /// The run ended before this could be told.
    #[default]
    Unfinished,
}

/// How a TLS handshake ended and what the certificate was worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsOutcome {
    /// The certificate holds for the name.
    Ok,
    /// It is out of date.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// It is for another name.
    WrongHost,
    /// It vouches for itself.
    SelfSigned,
    /// It holds once an intermediate certificate is added that the host should have sent (RFC 8446 §4.4.2).
    IncompleteChain,
    /// Nobody vouches for its issuer.
    UnknownIssuer,
    /// The handshake stalled.
    Timeout,
    /// The connection was reset or closed during the handshake.
    Reset,
    /// Any other failure.
    Error,
    /// The run ended before this could be told.
    #[default]
    Unfinished,
}

impl TlsOutcome {
    /// Whether the other side answered in TLS at all.
    pub fn answered(self) -> bool {
        !matches!(self, Self::Timeout | Self::Reset | Self::Unfinished | Self::Error)
    }
}

/// How an HTTP request ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HttpOutcome {
    /// Answered, whatever the status.
    Ok,
    /// No answer in time.
    Timeout,
    /// The connection was reset or closed before the answer.
    Reset,
    /// Any other failure.
    Error,
    /// The run ended before this could be told.
    #[default]
    Unfinished,
}

/// What was seen of the way to one host. A phase is `None` where the one before it failed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HostSeen {
    /// Its DNS name.
    pub name: String,
    /// How the system's name look-up ended.
    pub dns: DnsOutcome,
    /// Time until the system's DNS server answered, in ms.
    pub dns_ms: Option<f64>,
    /// Addresses that the system goes by.
    pub addresses: Vec<String>,
    /// Whether one of them is private, loopback or reserved (RFC 6890).
    pub bogon: bool,
    /// Whether one DNS query had two answers that contradict each other.
    pub injected: bool,
    /// How the look-up at the reference resolvers ended; `None` where none could be asked.
    pub reference: Option<DnsOutcome>,
    /// Their addresses.
    pub reference_addresses: Vec<String>,
    /// How the handshake at an address went that only the reference knows.
    pub reference_tls: Option<TlsOutcome>,
    /// How connections ended over both families: `Ok` if any came about.
    pub tcp: Option<TcpOutcome>,
    /// How connections over IPv4 ended.
    pub tcp4: Option<TcpOutcome>,
    /// How connections over IPv6 ended.
    pub tcp6: Option<TcpOutcome>,
    /// Connections tried to an address that answered at least once.
    pub attempts: u32,
    /// Those of them whose first SYN or its answer got lost.
    pub lost: u32,
    /// Connections and handshakes that were refused or reset although others to the same address worked.
    pub resets: u32,
    /// Median round trip in ms.
    pub rtt_ms: Option<f64>,
    /// Jitter of the round trips in ms.
    pub jitter_ms: Option<f64>,
    /// Round trips measured.
    pub samples: u32,
    /// How the TLS handshake ended, as this system judges it now.
    pub tls: Option<TlsOutcome>,
    /// The same at the time that others tell.
    pub tls_corrected: Option<TlsOutcome>,
    /// The same by the shipped public roots alone.
    pub tls_public: Option<TlsOutcome>,
    /// Common name or organisation of the certificate's issuer.
    pub tls_issuer: Option<String>,
    /// How the handshake ends with segments of at most 1000 bytes, where it stalled with ordinary ones.
    pub tls_small: Option<TlsOutcome>,
    /// How the handshake ends under a neutral name, where it failed under the host's own.
    pub tls_neutral: Option<TlsOutcome>,
    /// How a second try of the same handshake ended, where the first was reset.
    pub tls_again: Option<TlsOutcome>,
    /// The certificates that the host showed.
    pub chain: Vec<CertificateSeen>,
    /// How the request ended.
    pub http: Option<HttpOutcome>,
    /// How the request ends with small segments, where it stalled with ordinary ones.
    pub http_small: Option<HttpOutcome>,
    /// Status code where redirects ended, RFC 9110 §15.
    pub http_status: Option<u16>,
    /// Time until the answer's head came, in ms.
    pub http_ms: Option<f64>,
    /// Seconds to wait by `Retry-After` (RFC 9110 §10.2.3).
    pub retry_after_s: Option<i64>,
    /// Whether the answer had no body.
    pub empty_body: Option<bool>,
    /// A redirect that the answer names in a header of the pack's list instead of by status.
    pub redirect_header: Option<String>,
    /// Whether the answer speaks of regions, by the pack's words.
    pub region_words: bool,
    /// The page that was asked for.
    pub asked_url: String,
    /// Where redirects ended, without query.
    pub final_url: Option<String>,
    /// The station of the pack's map that this belongs to.
    pub final_station: Option<String>,
    /// The language that the page says it is in.
    pub lang: Option<String>,
    /// The station of the address that the page calls its own (RFC 6596).
    pub canonical_station: Option<String>,
    /// Words in the final address that belong to a station, by the pack's list.
    pub marked_station: Option<String>,
    /// Every connection.
    pub connects: Vec<ConnectSeen>,
    /// Every query for its name.
    pub queries: Vec<QuerySeen>,
}

/// One TCP connection.
#[derive(Clone, Debug, Serialize)]
pub struct ConnectSeen {
    /// Address and port.
    pub address: String,
    /// When it began, in ms from the start of the run.
    pub at_ms: f64,
    /// Time of the handshake in ms; the kernel's own measure where the system tells.
    pub ms: Option<f64>,
    /// How it ended.
    pub outcome: TcpOutcome,
    /// SYNs that were sent again; `None` where the system does not tell.
    pub retransmits: Option<u32>,
}

/// One DNS query.
#[derive(Clone, Debug, Serialize)]
pub struct QuerySeen {
    /// The server's address.
    pub server: String,
    /// `udp`, `tcp` or `tls`.
    pub transport: Transport,
    /// The record type.
    pub kind: String,
    /// When it was sent, in ms from the start of the run.
    pub at_ms: f64,
    /// Time until the answer, in ms.
    pub ms: Option<f64>,
    /// How it ended.
    pub outcome: DnsOutcome,
    /// Addresses in the answer.
    pub addresses: Vec<String>,
    /// Addresses of a second answer to the same query.
    pub second: Vec<String>,
}

/// What carries DNS messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// RFC 1035 §4.2.1.
    Udp,
    /// RFC 7766.
    Tcp,
    /// RFC 7858.
    Tls,
}

/// One DNS server over one transport.
#[derive(Clone, Debug, Serialize)]
pub struct ResolverSeen {
    /// Its address.
    pub address: String,
    /// Whether the system uses it; otherwise it is a reference.
    pub system: bool,
    /// By what it was asked.
    pub transport: Transport,
    /// Queries sent.
    pub sent: u32,
    /// Those that were answered.
    pub answered: u32,
    /// Those without an answer, although there was time for one.
    pub lost: u32,
    /// Median time of the answers in ms.
    pub median_ms: Option<f64>,
}

/// One certificate of a chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CertificateSeen {
    /// Its subject's distinguished name.
    pub subject: String,
    /// Its issuer's distinguished name.
    pub issuer: String,
    /// Start of its validity, ISO 8601.
    pub not_before: String,
    /// End of its validity.
    pub not_after: String,
    /// SHA-256 of the certificate, in hexadecimal.
    pub fingerprint: String,
}

/// An issuer that the shipped public roots do not vouch for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IssuerSeen {
    /// Its name.
    pub name: String,
    /// Whether the system's own store vouches for it.
    pub trusted: bool,
    /// The hosts whose certificates it issued, controls included.
    pub hosts: Vec<String>,
    /// How many of them are controls.
    pub controls: u32,
}

/// A page whose answer is known.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CheckPageSeen {
    /// Its address.
    pub url: String,
    /// `expected`, `redirect`, `page`, `login-required` (RFC 6585 §6), or `none` where it says nothing.
    pub verdict: CheckVerdict,
    /// Status code.
    pub status: Option<u16>,
    /// Where it redirects to, without query.
    pub location: Option<String>,
}

/// What the answer of a check page says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckVerdict {
    /// What the page always answers.
    Expected,
    /// A redirect to somewhere else.
    Redirect,
    /// Another page in its place.
    Page,
    /// Status 511.
    LoginRequired,
    /// No answer, or one that says nothing.
    #[default]
    None,
}

/// A proxy.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProxySeen {
    /// Host and port, never a user or a password.
    pub address: String,
    /// Where it was found: `settings`, `wpad` or `port`.
    pub source: String,
    /// How the connection to it ended.
    pub tcp: TcpOutcome,
    /// Status of its answer to CONNECT for a control (RFC 9110 §9.3.6).
    pub status: Option<u16>,
    /// Whether a tunnel to any host came about.
    pub works: bool,
    /// Whether a control can be reached without it; `None` where that was not tried.
    pub direct: Option<bool>,
}

/// This machine's clock.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClockSeen {
    /// Seconds by which it is ahead; `None` where nobody told the time.
    pub offset_s: Option<f64>,
    /// How far the offset may be off, in s.
    pub uncertainty_s: Option<f64>,
    /// `ntp` or `date`.
    pub source: Option<String>,
    /// By NTP (RFC 5905), in s.
    pub ntp_offset_s: Option<f64>,
    /// By the `Date` headers (RFC 9110 §6.6.1), in s.
    pub date_offset_s: Option<f64>,
    /// Time servers that answered.
    pub ntp_servers: u32,
    /// Hosts whose `Date` agrees.
    pub date_hosts: u32,
}

/// Latency, jitter and loss of all hosts together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PathSeen {
    /// Median of the provider hosts' median round trips in ms.
    pub rtt_ms: Option<f64>,
    /// Mean of their jitters in ms, weighted by samples.
    pub jitter_ms: Option<f64>,
    /// Round trips measured.
    pub samples: u32,
    /// Connections and handshakes that were refused or reset although others to the same address worked.
    pub resets: u32,
    /// Exchanges (SYN and its answer) tried.
    pub sent: u32,
    /// Those that got lost.
    pub lost: u32,
    /// Their share, 0 to 1.
    pub loss: Option<f64>,
    /// Lower end of the share's 95 % interval (Wilson's score).
    pub loss_low: Option<f64>,
    /// Upper end of it.
    pub loss_high: Option<f64>,
    /// Lower end of the interval with the reference resolvers' UDP queries counted in.
    pub loss_low_with_udp: Option<f64>,
}

/// The upload probe.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UploadSeen {
    /// Host and path.
    pub url: String,
    /// Bytes that were to be sent.
    pub bytes: u64,
    /// Bytes that the other side acknowledged.
    pub sent: u64,
    /// `ok`, `reset`, `timeout`, `unreachable` or `error`.
    pub outcome: String,
    /// Status of the answer.
    pub status: Option<u16>,
    /// Rate in bytes per second.
    pub bytes_per_s: Option<f64>,
    /// Time that the whole takes at that rate, in s.
    pub seconds: Option<f64>,
    /// Median round trip before, in ms.
    pub idle_rtt_ms: Option<f64>,
    /// Median round trip while uploading, in ms.
    pub loaded_rtt_ms: Option<f64>,
    /// Bytes after which it was reset each time, where that was twice about the same.
    pub cut_at: Option<u64>,
}

/// The application's own page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageSeen {
    /// How the request ended.
    pub http: HttpOutcome,
    /// Status code.
    pub status: Option<u16>,
    /// Host and path where it ended.
    pub final_url: Option<String>,
    /// The station of that address.
    pub final_station: Option<String>,
    /// Redirects followed.
    pub redirects: u32,
    /// Whether the way left the provider's own domains; nothing was asked there.
    pub left: bool,
    /// The language that the page says it is in.
    pub lang: Option<String>,
    /// Languages of its other versions (`hreflang`).
    pub hreflang: Vec<String>,
    /// The address that the page calls its own.
    pub canonical: Option<String>,
    /// The station of it.
    pub canonical_station: Option<String>,
    /// The station whose words stand in the page's address, by the pack's list.
    pub marked_station: Option<String>,
    /// Whether the answer had no body.
    pub empty_body: Option<bool>,
    /// A redirect named in a header of the pack's list.
    pub redirect_header: Option<String>,
}

/// The domain of the application's e-mail address.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MailSeen {
    /// `ok`, `null-mx` (RFC 7505), `no-mx`, `nxdomain`, or `unknown` where nobody answered.
    pub outcome: String,
    /// How many mail servers it names.
    pub servers: u32,
}
