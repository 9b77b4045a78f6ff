//! What was seen of the way to one host.

use serde::Serialize;

use super::outcome::{DnsOutcome, HttpOutcome, TcpOutcome, TlsOutcome};

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
    /// Whether one of them is private, loopback or reserved (RFC 6890), and no reference gives it.
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
    /// Status with which the proxy refuses a tunnel to it.
    pub proxy_status: Option<u16>,
    /// How connections over IPv4 ended.
    pub tcp4: Option<TcpOutcome>,
    /// How connections over IPv6 ended.
    pub tcp6: Option<TcpOutcome>,
    /// Connections tried to an address that answered at least once.
    pub attempts: u32,
    /// Those of them whose first SYN or its answer got lost.
    pub lost: u32,
    /// Connections, handshakes and requests that were refused or reset although others to the same address worked.
    pub resets: u32,
    /// Requests on one connection.
    pub requests: u32,
    /// Segments of theirs that were sent again, since they or their answer got lost.
    pub resent: u32,
    /// Median round trip in ms.
    pub rtt_ms: Option<f64>,
    /// Shortest round trip in ms.
    pub rtt_min_ms: Option<f64>,
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
