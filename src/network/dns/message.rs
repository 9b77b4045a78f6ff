//! DNS messages, RFC 1035 §4.1.

use std::net::IpAddr;

use hickory_resolver::proto::op::{Message, MessageType, Query as Asked, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, RecordType};

use super::{Answer, Question};
use crate::network::seen::DnsOutcome;

/// Addresses kept of one answer.
const MAX_ADDRESSES: usize = 16;

/// A record type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses, RFC 3596.
    Aaaa,
    /// Mail servers.
    Mx,
}

impl Kind {
    /// Its mnemonic.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Mx => "MX",
        }
    }

    fn record_type(self) -> RecordType {
        match self {
            Self::A => RecordType::A,
            Self::Aaaa => RecordType::AAAA,
            Self::Mx => RecordType::MX,
        }
    }
}

/// A query with recursion wanted; `None` for a name that DNS cannot carry.
pub fn query(id: u16, question: &Question) -> Option<Vec<u8>> {
    let mut name = Name::from_ascii(&question.name).ok()?;
    // Otherwise it is not the name itself that is asked for.
    name.set_fqdn(true);
    let mut message = Message::query();
    message.metadata.id = id;
    message.metadata.recursion_desired = true;
    message.add_query(Asked::query(name, question.kind.record_type()));
    message.to_vec().ok()
}

/// What a datagram says, where it is an answer: the id, the name and type that it repeats, and the answer with a time of 0.
pub fn response(bytes: &[u8]) -> Option<(u16, String, RecordType, Answer)> {
    let message =
        Message::from_vec(bytes).ok().filter(|message| message.metadata.message_type == MessageType::Response)?;
    let asked = message.queries.first()?;
    let mut addresses: Vec<IpAddr> = Vec::new();
    let mut exchanges = Vec::new();
    for record in &message.answers {
        match &record.data {
            RData::A(address) => addresses.push(IpAddr::V4(address.0)),
            RData::AAAA(address) => addresses.push(IpAddr::V6(address.0)),
            RData::MX(mx) => exchanges.push((mx.preference, mx.exchange.to_ascii())),
            _ => {}
        }
    }
    addresses.truncate(MAX_ADDRESSES);
    exchanges.truncate(MAX_ADDRESSES);
    let outcome = match message.metadata.response_code {
        // What did not fit is not nothing (RFC 1035 §4.1.1, TC).
        ResponseCode::NoError if message.metadata.truncation && addresses.is_empty() && exchanges.is_empty() => {
            DnsOutcome::Error
        }
        ResponseCode::NoError if addresses.is_empty() && exchanges.is_empty() => DnsOutcome::Empty,
        ResponseCode::NoError => DnsOutcome::Ok,
        ResponseCode::NXDomain => DnsOutcome::NxDomain,
        ResponseCode::ServFail => DnsOutcome::ServFail,
        ResponseCode::Refused => DnsOutcome::Refused,
        _ => DnsOutcome::Error,
    };
    let name = asked.name().to_ascii().trim_end_matches('.').to_ascii_lowercase();
    Some((message.metadata.id, name, asked.query_type(), Answer { outcome, addresses, exchanges, ms: 0.0 }))
}

/// Whether an answer repeats this question.
pub fn repeats(question: &Question, name: &str, kind: RecordType) -> bool {
    question.kind.record_type() == kind && question.name.trim_end_matches('.').eq_ignore_ascii_case(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_query_is_no_answer_and_asks_for_the_name_itself() {
        let question = Question { name: "Portal.test".to_owned(), kind: Kind::A };
        let bytes = query(7, &question).unwrap();
        assert!(response(&bytes).is_none());
        let mut answer = bytes;
        answer[2] |= 0x80;
        let (id, name, kind, answer) = response(&answer).unwrap();
        assert_eq!((id, name.as_str(), answer.outcome), (7, "portal.test", DnsOutcome::Empty));
        assert!(repeats(&question, &name, kind) && !repeats(&question, "other.test", kind));
    }

    #[test]
    fn what_is_no_name_is_not_asked() {
        for name in ["a..b", &"x".repeat(300)] {
            assert!(query(1, &Question { name: name.to_owned(), kind: Kind::A }).is_none(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_datagram_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            response(&bytes);
        }
    }
}
