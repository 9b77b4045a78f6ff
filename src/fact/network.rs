//! The declared facts of the network probe, field by field what `network::Seen` holds; a test keeps the two together.

use std::sync::{Arc, LazyLock};

use super::schema::{measured, shape};
use super::shape::{Field, Origin, Shape, Type};

type Declared = LazyLock<Arc<Shape>>;

fn fact(name: &str, ty: Type, doc: &str) -> Field {
    measured(Origin::Network, name, ty, doc)
}

fn one(name: &str, shape: &Declared, doc: &str) -> Field {
    fact(name, Type::Record(Arc::clone(shape)), doc)
}

fn many(name: &str, shape: &Declared, doc: &str) -> Field {
    fact(name, Type::list(Type::Record(Arc::clone(shape))), doc)
}

/// Everything that was seen in one run.
pub static NETWORK: Declared = LazyLock::new(|| {
    shape(
        "network",
        vec![
            fact("asked", Type::Bool, "Always true: the network was asked."),
            fact("elapsed_ms", Type::Double, "Time of the whole run in ms."),
            fact("interrupted", Type::Bool, "Whether the user ended the run early."),
            fact("finished", Type::Bool, "Whether every host was asked to the end, or until it failed."),
            fact("online", Type::Bool, "Whether anything beyond this machine's own network answered."),
            fact("route4", Type::Bool, "Whether there is a route for IPv4."),
            fact("route6", Type::Bool, "Whether there is a route for IPv6."),
            fact("connections", Type::Int, "TCP connections opened."),
            fact("sent_bytes", Type::Int, "Bytes handed to the system for sending, before any upload probe."),
            one("proxy", &PROXY, "The proxy that the system's settings name for the portal."),
            one("proxy_found", &PROXY, "A proxy that was found although none is set."),
            many("check_pages", &CHECK_PAGE, "Pages that tell a login page of the network from the Internet."),
            one("clock", &CLOCK, "This machine's clock."),
            many("resolvers", &RESOLVER, "The DNS servers that were asked."),
            many("hosts", &HOST, "The provider's hosts."),
            many("controls", &HOST, "Hosts of others."),
            many("issuers", &ISSUER, "Issuers of certificates that none of the shipped roots vouches for."),
            one("path", &PATH, "Latency, jitter and loss of all hosts together."),
            one("upload", &UPLOAD, "The upload probe, where it was asked for."),
            one("page", &PAGE, "The application's own page, where it names one."),
            one("mail", &MAIL, "The mail domain of the application's address."),
        ],
    )
});

/// A proxy.
static PROXY: Declared = LazyLock::new(|| {
    shape(
        "proxy",
        vec![
            fact("address", Type::Text, "Host and port, never a user or a password."),
            fact("source", Type::Text, "Where it was found: settings, wpad or port."),
            fact(
                "tcp",
                Type::Text,
                "How the connection to it ended: ok, refused, timeout, unreachable, error or unfinished.",
            ),
            fact("status", Type::Int, "Status of its answer to CONNECT for a control (RFC 9110 §9.3.6)."),
            fact("works", Type::Bool, "Whether a tunnel to any host came about."),
            fact("direct", Type::Bool, "Whether a control can be reached without it; None where that was not tried."),
        ],
    )
});

/// A page whose answer is known.
static CHECK_PAGE: Declared = LazyLock::new(|| {
    shape(
        "check page",
        vec![
            fact("url", Type::Text, "Its address."),
            fact(
                "verdict",
                Type::Text,
                "expected, redirect, page, login-required (RFC 6585 §6), or none where it says nothing.",
            ),
            fact("status", Type::Int, "Status code."),
            fact("location", Type::Text, "Where it redirects to, without query."),
        ],
    )
});

/// This machine's clock.
static CLOCK: Declared = LazyLock::new(|| {
    shape(
        "clock",
        vec![
            fact("offset_s", Type::Double, "Seconds by which it is ahead; None where nobody told the time."),
            fact("uncertainty_s", Type::Double, "How far the offset may be off, in s."),
            fact("source", Type::Text, "ntp or date."),
            fact("ntp_offset_s", Type::Double, "By NTP (RFC 5905), in s."),
            fact("date_offset_s", Type::Double, "By the Date headers (RFC 9110 §6.6.1), in s."),
            fact("ntp_servers", Type::Int, "Time servers that answered."),
            fact("date_hosts", Type::Int, "Hosts whose Date agrees."),
        ],
    )
});

/// One DNS server over one transport.
static RESOLVER: Declared = LazyLock::new(|| {
    shape(
        "resolver",
        vec![
            fact("address", Type::Text, "Its address."),
            fact("system", Type::Bool, "Whether the system uses it; otherwise it is a reference."),
            fact("transport", Type::Text, "By what it was asked."),
            fact("sent", Type::Int, "Queries sent."),
            fact("answered", Type::Int, "Those that were answered."),
            fact("lost", Type::Int, "Those without an answer, although there was time for one."),
            fact("repeated", Type::Int, "Those of the lost ones whose question was answered at another try."),
            fact("median_ms", Type::Double, "Median time of the answers in ms."),
        ],
    )
});

/// An issuer that the shipped public roots do not vouch for.
static ISSUER: Declared = LazyLock::new(|| {
    shape(
        "issuer",
        vec![
            fact("name", Type::Text, "Its name."),
            fact("trusted", Type::Bool, "Whether the system's own store vouches for it."),
            fact("hosts", Type::list(Type::Text), "The hosts whose certificates it issued, controls included."),
            fact("controls", Type::Int, "How many of them are controls."),
        ],
    )
});

/// Latency, jitter and loss of all hosts together.
static PATH: Declared = LazyLock::new(|| {
    shape(
        "path",
        vec![
            fact("rtt_ms", Type::Double, "Median of the provider hosts' median round trips in ms."),
            fact("rtt_min_ms", Type::Double, "Median of their shortest round trips in ms."),
            fact("jitter_ms", Type::Double, "Mean of their jitters in ms, weighted by samples."),
            fact("samples", Type::Int, "Round trips measured."),
            fact(
                "resets",
                Type::Int,
                "Connections, handshakes and requests that were refused or reset although others to the same address worked.",
            ),
            fact("sent", Type::Int, "Exchanges (SYN and its answer) tried."),
            fact("lost", Type::Int, "Those that got lost."),
            fact("loss", Type::Double, "Their share, 0 to 1."),
            fact("loss_low", Type::Double, "Lower end of the share's 95 % interval (Wilson's score)."),
            fact("loss_high", Type::Double, "Upper end of it."),
            fact("requests", Type::Int, "Requests on open connections."),
            fact("resent", Type::Int, "Segments of theirs that were sent again."),
            fact(
                "loss_low_pooled",
                Type::Double,
                "Lower end of the interval with those requests and the reference resolvers' UDP queries counted in.",
            ),
        ],
    )
});

/// The upload probe.
static UPLOAD: Declared = LazyLock::new(|| {
    shape(
        "upload",
        vec![
            fact("url", Type::Text, "Host and path."),
            fact("bytes", Type::Int, "Bytes that were to be sent."),
            fact("sent", Type::Int, "Bytes that the other side acknowledged."),
            fact("outcome", Type::Text, "ok, reset, timeout, unreachable or error."),
            fact("status", Type::Int, "Status of the answer."),
            fact("bytes_per_s", Type::Double, "Rate in bytes per second."),
            fact("seconds", Type::Double, "Time that the whole takes at that rate, in s."),
            fact("idle_rtt_ms", Type::Double, "Median round trip before, in ms."),
            fact("loaded_rtt_ms", Type::Double, "Median round trip while uploading, in ms."),
            fact("cut_at", Type::Int, "Bytes after which it was reset each time, where that was twice about the same."),
        ],
    )
});

/// The application's own page.
static PAGE: Declared = LazyLock::new(|| {
    shape(
        "page",
        vec![
            fact("host", Type::Text, "The host that was asked."),
            fact("http", Type::Text, "How the request ended: ok, timeout, reset, error or unfinished."),
            fact("status", Type::Int, "Status code."),
            fact("final_url", Type::Text, "Host and path where it ended."),
            fact("final_station", Type::Text, "The station of that address."),
            fact("redirects", Type::Int, "Redirects followed."),
            fact("left", Type::Bool, "Whether the way left the provider's own domains; nothing was asked there."),
            fact("lang", Type::Text, "The language that the page says it is in."),
            fact("hreflang", Type::list(Type::Text), "Languages of its other versions (hreflang)."),
            fact("canonical", Type::Text, "The address that the page calls its own."),
            fact("canonical_station", Type::Text, "The station of it."),
            fact(
                "marked_station",
                Type::Text,
                "The station whose words stand in the page's address, by the pack's list.",
            ),
            fact("empty_body", Type::Bool, "Whether the answer had no body."),
            fact("redirect_header", Type::Text, "A redirect named in a header of the pack's list."),
        ],
    )
});

/// The domain of the application's e-mail address.
static MAIL: Declared = LazyLock::new(|| {
    shape(
        "mail",
        vec![
            fact("outcome", Type::Text, "ok, null-mx (RFC 7505), no-mx, nxdomain, or unknown where nobody answered."),
            fact("servers", Type::Int, "How many mail servers it names."),
        ],
    )
});

/// What was seen of the way to one host. A phase is `None` where the one before it failed.
pub static HOST: Declared = LazyLock::new(|| {
    shape(
        "host",
        vec![
            fact("name", Type::Text, "Its DNS name."),
            fact(
                "dns",
                Type::Text,
                "How the system's name look-up ended: ok, nxdomain, servfail, refused, timeout, empty, error or unfinished.",
            ),
            fact("dns_ms", Type::Double, "Time until the system's DNS server answered, in ms."),
            fact("addresses", Type::list(Type::Text), "Addresses that the system goes by."),
            fact(
                "bogon",
                Type::Bool,
                "Whether one of them is private, loopback or reserved (RFC 6890), and no reference gives it.",
            ),
            fact("injected", Type::Bool, "Whether one DNS query had two answers that contradict each other."),
            fact(
                "reference",
                Type::Text,
                "How the look-up at the reference resolvers ended; None where none could be asked: ok, nxdomain, servfail, refused, timeout, empty, error or unfinished.",
            ),
            fact("reference_addresses", Type::list(Type::Text), "Their addresses."),
            fact(
                "reference_tls",
                Type::Text,
                "How the handshake at an address went that only the reference knows: ok, expired, not-yet-valid, wrong-host, self-signed, incomplete-chain, unknown-issuer, timeout, reset, error or unfinished.",
            ),
            fact(
                "tcp",
                Type::Text,
                "How connections ended over both families: Ok if any came about: ok, refused, timeout, unreachable, error or unfinished.",
            ),
            fact("proxy_status", Type::Int, "Status with which the proxy refuses a tunnel to it."),
            fact(
                "tcp4",
                Type::Text,
                "How connections over IPv4 ended: ok, refused, timeout, unreachable, error or unfinished.",
            ),
            fact(
                "tcp6",
                Type::Text,
                "How connections over IPv6 ended: ok, refused, timeout, unreachable, error or unfinished.",
            ),
            fact("attempts", Type::Int, "Connections tried to an address that answered at least once."),
            fact("lost", Type::Int, "Those of them whose first SYN or its answer got lost."),
            fact(
                "resets",
                Type::Int,
                "Connections, handshakes and requests that were refused or reset although others to the same address worked.",
            ),
            fact("requests", Type::Int, "Requests on one connection."),
            fact("resent", Type::Int, "Segments of theirs that were sent again, since they or their answer got lost."),
            fact("rtt_ms", Type::Double, "Median round trip in ms."),
            fact("rtt_min_ms", Type::Double, "Shortest round trip in ms."),
            fact("jitter_ms", Type::Double, "Jitter of the round trips in ms."),
            fact("samples", Type::Int, "Round trips measured."),
            fact(
                "tls",
                Type::Text,
                "How the TLS handshake ended, as this system judges it now: ok, expired, not-yet-valid, wrong-host, self-signed, incomplete-chain, unknown-issuer, timeout, reset, error or unfinished.",
            ),
            fact(
                "tls_corrected",
                Type::Text,
                "The same at the time that others tell: ok, expired, not-yet-valid, wrong-host, self-signed, incomplete-chain, unknown-issuer, timeout, reset, error or unfinished.",
            ),
            fact(
                "tls_public",
                Type::Text,
                "The same by the shipped public roots alone: ok, expired, not-yet-valid, wrong-host, self-signed, incomplete-chain, unknown-issuer, timeout, reset, error or unfinished.",
            ),
            fact("tls_issuer", Type::Text, "Common name or organisation of the certificate's issuer."),
            fact(
                "tls_small",
                Type::Text,
                "How the handshake ends with segments of at most 1000 bytes, where it stalled with ordinary ones: ok, expired, not-yet-valid, wrong-host, self-signed, incomplete-chain, unknown-issuer, timeout, reset, error or unfinished.",
            ),
            fact(
                "tls_neutral",
                Type::Text,
                "How the handshake ends under a neutral name, where it failed under the host's own: ok, expired, not-yet-valid, wrong-host, self-signed, incomplete-chain, unknown-issuer, timeout, reset, error or unfinished.",
            ),
            fact(
                "tls_again",
                Type::Text,
                "How a second try of the same handshake ended, where the first was reset: ok, expired, not-yet-valid, wrong-host, self-signed, incomplete-chain, unknown-issuer, timeout, reset, error or unfinished.",
            ),
            many("chain", &CERTIFICATE, "The certificates that the host showed."),
            fact("http", Type::Text, "How the request ended: ok, timeout, reset, error or unfinished."),
            fact(
                "http_small",
                Type::Text,
                "How the request ends with small segments, where it stalled with ordinary ones: ok, timeout, reset, error or unfinished.",
            ),
            fact("http_status", Type::Int, "Status code where redirects ended, RFC 9110 §15."),
            fact("http_ms", Type::Double, "Time until the answer's head came, in ms."),
            fact("retry_after_s", Type::Int, "Seconds to wait by Retry-After (RFC 9110 §10.2.3)."),
            fact("empty_body", Type::Bool, "Whether the answer had no body."),
            fact(
                "redirect_header",
                Type::Text,
                "A redirect that the answer names in a header of the pack's list instead of by status.",
            ),
            fact("region_words", Type::Bool, "Whether the answer speaks of regions, by the pack's words."),
            fact("asked_url", Type::Text, "The page that was asked for."),
            fact("final_url", Type::Text, "Where redirects ended, without query."),
            fact("final_station", Type::Text, "The station of the pack's map that this belongs to."),
            fact("lang", Type::Text, "The language that the page says it is in."),
            fact("canonical_station", Type::Text, "The station of the address that the page calls its own (RFC 6596)."),
            fact(
                "marked_station",
                Type::Text,
                "Words in the final address that belong to a station, by the pack's list.",
            ),
            many("connects", &CONNECT, "Every connection."),
            many("queries", &QUERY, "Every query for its name."),
        ],
    )
});

/// One TCP connection.
static CONNECT: Declared = LazyLock::new(|| {
    shape(
        "connect",
        vec![
            fact("address", Type::Text, "Address and port."),
            fact("at_ms", Type::Double, "When it began, in ms from the start of the run."),
            fact("ms", Type::Double, "Time of the handshake in ms; the kernel's own measure where the system tells."),
            fact("outcome", Type::Text, "How it ended: ok, refused, timeout, unreachable, error or unfinished."),
            fact("retransmits", Type::Int, "SYNs that were sent again; None where the system does not tell."),
        ],
    )
});

/// One DNS query.
static QUERY: Declared = LazyLock::new(|| {
    shape(
        "query",
        vec![
            fact("server", Type::Text, "The server's address."),
            fact("transport", Type::Text, "udp, tcp or tls."),
            fact("kind", Type::Text, "The record type."),
            fact("at_ms", Type::Double, "When it was sent, in ms from the start of the run."),
            fact("ms", Type::Double, "Time until the answer, in ms."),
            fact(
                "outcome",
                Type::Text,
                "How it ended: ok, nxdomain, servfail, refused, timeout, empty, error or unfinished.",
            ),
            fact("addresses", Type::list(Type::Text), "Addresses in the answer."),
            fact("second", Type::list(Type::Text), "Addresses of a second answer to the same query."),
        ],
    )
});

/// One certificate of a chain.
static CERTIFICATE: Declared = LazyLock::new(|| {
    shape(
        "certificate",
        vec![
            fact("subject", Type::Text, "Its subject's distinguished name."),
            fact("issuer", Type::Text, "Its issuer's distinguished name."),
            fact("not_before", Type::Text, "Start of its validity, ISO 8601."),
            fact("not_after", Type::Text, "End of its validity."),
            fact("fingerprint", Type::Text, "SHA-256 of the certificate, in hexadecimal."),
        ],
    )
});
