//! How a phase of the way to a host ended.

use serde::Serialize;

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
