//! What was seen around the hosts: clock, servers, proxies, the quality of the way, the application's own page and mail.

use serde::Serialize;

use super::host::Transport;
use super::outcome::{HttpOutcome, TcpOutcome};

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
    /// Those of the lost ones whose question was answered at another try.
    pub repeated: u32,
    /// Median time of the answers in ms.
    pub median_ms: Option<f64>,
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
    /// Median of their shortest round trips in ms.
    pub rtt_min_ms: Option<f64>,
    /// Mean of their jitters in ms, weighted by samples.
    pub jitter_ms: Option<f64>,
    /// Round trips measured.
    pub samples: u32,
    /// Connections, handshakes and requests that were refused or reset although others to the same address worked.
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
    /// Requests on open connections.
    pub requests: u32,
    /// Segments of theirs that were sent again.
    pub resent: u32,
    /// Lower end of the interval with those requests and the reference resolvers' UDP queries counted in.
    pub loss_low_pooled: Option<f64>,
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
    /// The host that was asked.
    pub host: String,
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
