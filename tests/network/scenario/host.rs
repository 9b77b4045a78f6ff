//! What hosts do.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Deserialize;

use super::Names;

/// A server of HTTPS.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Host {
    pub names: Names,
    /// A server at an address of its own, for DNS answers that lead there.
    pub address: Option<IpAddr>,
    pub connect: Connect,
    /// The same over IPv6, where that is another.
    pub connect6: Option<Connect>,
    /// The first connection on which anything is said is reset, and every n-th after it.
    pub resets_every: Option<u32>,
    pub certificate: Certificate,
    /// Another authority than everybody's issues it.
    pub authority: Option<String>,
    /// Days from today between which the certificate is valid.
    pub valid_days: Option<(i32, i32)>,
    pub handshake: Handshake,
    /// The same over IPv6, where that is another.
    pub handshake6: Option<Handshake>,
    /// The names in a ClientHello for which that holds; any without.
    pub handshake_names: Names,
    /// The first whose path fits is the answer.
    pub pages: Vec<Page>,
}

/// What becomes of a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Connect {
    #[default]
    Accepts,
    Refuses,
    Swallows,
    /// A router on the way answers that there is no way.
    Unreachable,
    /// Accepts, and never says a word.
    Silent,
    /// SYNs of the first moments are lost.
    LosesFirst,
}

/// What a certificate is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certificate {
    #[default]
    Good,
    SelfSigned,
    OtherHost,
    NoIntermediate,
    /// By an intermediate that nobody sends; the certificate says where it is.
    IntermediateElsewhere,
}

/// What follows a ClientHello.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handshake {
    #[default]
    Answers,
    Stalls,
    Resets,
    /// Only small segments get through.
    StallsUnlessSmall,
    /// What follows is no TLS.
    Rubbish,
}

/// An answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Page {
    /// The beginning of the path; any without.
    pub path: String,
    /// The only method that it is for.
    pub method: Option<String>,
    pub status: Option<u16>,
    pub headers: BTreeMap<String, String>,
    pub body: Option<String>,
    /// A body that is no text.
    #[serde(skip)]
    pub bytes: Option<Vec<u8>>,
    /// Seconds between the `Date` of the answer and the time.
    pub date_s: i64,
    pub answer: Answer,
}

/// How a request is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    #[default]
    Whole,
    Never,
    Resets,
    StallsUnlessSmall,
    /// What comes is no HTTP.
    Rubbish,
    EndlessHeader,
    EndlessBody,
}
