//! What DNS servers do, and what they know.

use std::net::IpAddr;

use serde::Deserialize;

use super::Names;

/// What DNS servers answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dns {
    /// `system`, `references` or an address; any without.
    pub servers: Vec<String>,
    /// `udp`, `tcp` or `tls`; any without.
    pub transports: Vec<String>,
    pub names: Names,
    pub answer: DnsAnswer,
    /// Addresses in the place of those that are right.
    pub addresses: Vec<IpAddr>,
    pub delay_ms: u64,
    /// Every n-th query has no answer.
    pub drops_every: Option<u32>,
    /// A second answer behind the first, with these addresses.
    pub second: Vec<IpAddr>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DnsAnswer {
    #[default]
    Addresses,
    NxDomain,
    ServFail,
    Refused,
    Empty,
    Silence,
    Rubbish,
}

/// What else DNS knows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Records {
    pub name: String,
    pub addresses: Vec<IpAddr>,
    /// Mail servers: preference and name.
    pub mx: Vec<(u16, String)>,
}
