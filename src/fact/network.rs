//! The declared facts of the network probe.

use std::sync::{Arc, LazyLock};

use super::schema::{measured, shape};
use super::shape::{Origin, Shape, Type};

/// What was seen of the way to the hosts that the pack lists.
pub static NETWORK: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let fact = |name: &str, ty: Type, doc: &str| measured(Origin::Network, name, ty, doc);
    shape(
        "network",
        vec![
            fact("asked", Type::Bool, "Whether the network was asked at all."),
            fact("hosts", Type::list(Type::Record(Arc::clone(&HOST))), "The provider's hosts."),
            fact(
                "controls",
                Type::list(Type::Record(Arc::clone(&HOST))),
                "Hosts of others, to tell the provider's trouble from yours.",
            ),
            fact("online", Type::Bool, "Whether any host at all answered."),
            fact(
                "clock_offset_s",
                Type::Double,
                "Seconds by which this machine's clock is ahead, median of the Date headers (RFC 9110 §6.6.1).",
            ),
        ],
    )
});

/// One host.
pub static HOST: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let fact = |name: &str, ty: Type, doc: &str| measured(Origin::Network, name, ty, doc);
    shape(
        "host",
        vec![
            fact("name", Type::Text, "Its DNS name."),
            fact("needed", Type::Bool, "Whether activation needs it."),
            fact("dns", Type::Text, "ok, nxdomain, servfail, timeout, no-address or error."),
            fact("dns_ms", Type::Double, "Time of the name look-up in ms."),
            fact("addresses", Type::list(Type::Text), "The addresses found."),
            fact("tcp", Type::Text, "ok, refused, timeout, unreachable, reset or error; absent where DNS failed."),
            fact(
                "tls",
                Type::Text,
                "ok, expired, not-yet-valid, wrong-host, unknown-issuer, timeout, reset or error; absent where TCP failed.",
            ),
            fact("tls_issuer", Type::Text, "The issuer of the certificate."),
            fact("http", Type::Text, "ok, timeout or error; absent where TLS failed."),
            fact("http_status", Type::Int, "Status code, RFC 9110 §15."),
            fact("empty_body", Type::Bool, "Whether the answer had no body."),
            fact(
                "redirect_header",
                Type::Text,
                "A redirect that the answer names in a header of the pack's list instead of by status.",
            ),
            fact("final_url", Type::Text, "Where redirects ended."),
            fact("attempts", Type::Int, "Connections tried."),
            fact("lost", Type::Int, "Connections that did not come about."),
            fact("rtt_ms", Type::Double, "Median time of a TCP handshake in ms."),
            fact("jitter_ms", Type::Double, "Interarrival jitter of the handshake times in ms, RFC 3550 §6.4.1."),
            fact("loss", Type::Double, "lost divided by attempts, 0 to 1."),
        ],
    )
});
