//! What was seen of the way to each host.

use std::net::IpAddr;

/// Characters kept of a text that came over the wire.
const MAX_TEXT: usize = 300;

/// Everything that was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The provider's hosts, in the order of the plan.
    pub hosts: Vec<HostObservation>,
    /// Hosts of others, in the order of the plan.
    pub controls: Vec<HostObservation>,
    /// Whether a connection to any host came about.
    pub online: bool,
    /// Seconds by which this machine's clock is ahead; `None` where fewer than two hosts agree.
    pub clock_offset_s: Option<f64>,
}

/// What was seen of the way to one host. A phase is `None` where the one before it failed.
#[derive(Clone, Debug, PartialEq)]
pub struct HostObservation {
    /// Its DNS name.
    pub name: String,
    /// Whether activation needs it.
    pub needed: bool,
    /// How the name look-up ended.
    pub dns: DnsOutcome,
    /// Time until the look-up was answered, in ms; `None` where it was not.
    pub dns_ms: Option<f64>,
    /// The addresses that the system found.
    pub addresses: Vec<IpAddr>,
    /// How the connections ended: `Ok` if one address answered.
    pub tcp: Option<TcpOutcome>,
    /// Connections tried: to the address that answered, or else one to each address.
    pub attempts: u32,
    /// Those of them that did not come about, or only by a second SYN.
    pub lost: u32,
    /// Median time of a TCP handshake, in ms.
    pub rtt_ms: Option<f64>,
    /// Jitter of the handshake times, in ms.
    pub jitter_ms: Option<f64>,
    /// How the TLS handshake ended.
    pub tls: Option<TlsOutcome>,
    /// Distinguished name of the certificate's issuer, of failed handshakes too.
    pub tls_issuer: Option<String>,
    /// Whether the GET request for `/` was answered.
    pub http: Option<HttpOutcome>,
    /// Status code where redirects ended, RFC 9110 §15.
    pub http_status: Option<u16>,
    /// Whether the answer had no body.
    pub empty_body: Option<bool>,
    /// Value of the first header of the plan's list that the answer has.
    pub redirect_header: Option<String>,
    /// Where redirects ended.
    pub final_url: Option<String>,
    /// Seconds by which this machine's clock is ahead of the host's.
    pub date_offset_s: Option<f64>,
}

impl HostObservation {
    /// A host of which nothing is known yet; the look-up counts as timed out until it has ended.
    pub(super) fn unanswered(name: &str, needed: bool) -> Self {
        Self {
            name: name.to_owned(),
            needed,
            dns: DnsOutcome::Timeout,
            dns_ms: None,
            addresses: Vec::new(),
            tcp: None,
            attempts: 0,
            lost: 0,
            rtt_ms: None,
            jitter_ms: None,
            tls: None,
            tls_issuer: None,
            http: None,
            http_status: None,
            empty_body: None,
            redirect_header: None,
            final_url: None,
            date_offset_s: None,
        }
    }

    /// Share of the connections that were lost, 0 to 1; `None` where none was tried.
    pub fn loss(&self) -> Option<f64> {
        (self.attempts > 0).then(|| f64::from(self.lost) / f64::from(self.attempts))
    }
}

macro_rules! outcome {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// The word for it in facts.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    };
}

outcome! {
    /// How a name look-up ended.
    DnsOutcome {
        /// The system found addresses.
        Ok = "ok",
        /// The name does not exist (RCODE 3, RFC 1035 §4.1.1).
        NxDomain = "nxdomain",
        /// The DNS server failed (RCODE 2).
        ServFail = "servfail",
        /// No answer in time.
        Timeout = "timeout",
        /// The name exists without an address (RFC 2308 §2.2).
        NoAddress = "no-address",
        /// Any other failure, such as a refusal or no DNS server to ask.
        Error = "error",
    }
}

outcome! {
    /// How connections ended.
    TcpOutcome {
        /// One came about.
        Ok = "ok",
        /// The host answered that nothing listens.
        Refused = "refused",
        /// No answer in time.
        Timeout = "timeout",
        /// No route there.
        Unreachable = "unreachable",
        /// Broken off.
        Reset = "reset",
        /// Any other failure, such as a local filter.
        Error = "error",
    }
}

outcome! {
    /// How a TLS handshake ended.
    TlsOutcome {
        /// The certificate holds for the name.
        Ok = "ok",
        /// It is out of date at this machine's time.
        Expired = "expired",
        /// It is not valid yet at this machine's time.
        NotYetValid = "not-yet-valid",
        /// It is for another name.
        WrongHost = "wrong-host",
        /// It was not issued by anyone that this system trusts.
        UnknownIssuer = "unknown-issuer",
        /// The handshake stalled.
        Timeout = "timeout",
        /// The connection was broken off or closed during the handshake.
        Reset = "reset",
        /// Any other failure.
        Error = "error",
    }
}

outcome! {
    /// How an HTTP request ended.
    HttpOutcome {
        /// Answered, whatever the status.
        Ok = "ok",
        /// No answer in time.
        Timeout = "timeout",
        /// Any other failure, also of a host that a redirect leads to.
        Error = "error",
    }
}

/// A text that came over the wire, safe to show: bounded, without control characters and without those that reorder or hide
/// what stands around them (Unicode bidirectional controls and zero-width characters).
pub(super) fn shown(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    text.chars().filter(|c| !hidden(*c)).take(MAX_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loss_is_unknown_without_attempts() {
        let mut host = HostObservation::unanswered("portal.test", true);
        assert_eq!(host.loss(), None);
        (host.attempts, host.lost) = (4, 1);
        assert_eq!(host.loss(), Some(0.25));
    }

    #[test]
    fn text_from_the_wire_cannot_steer_a_terminal() {
        assert_eq!(shown("CN=a\u{1b}[2J\u{202e}b\r\n"), "CN=a[2Jb");
        assert_eq!(shown(&"x".repeat(5000)).len(), MAX_TEXT);
    }
}
