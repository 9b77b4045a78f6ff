//! DNS queries, each with its own time and everything that was answered to it.
//!
//! A stub resolver takes the first answer and asks again on its own. What it hides is what tells causes apart: which query got
//! lost, and whether a second, different answer came behind the first.

mod message;
mod stream;
mod udp;

use std::net::{IpAddr, SocketAddr};

use tokio::time::Instant;

pub use message::Kind;
pub use stream::ask_stream;
pub use udp::ask_udp;

use super::quality::median;
use super::seen::{DnsOutcome, QuerySeen, ResolverSeen, Transport};

/// A DNS server and how it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Server {
    /// Its address.
    pub address: SocketAddr,
    /// Whether the system uses it.
    pub system: bool,
    /// By what it is asked.
    pub transport: Transport,
    /// The name in its certificate, for DNS over TLS.
    pub name: String,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name, without a final dot.
    pub name: String,
    /// The record type.
    pub kind: Kind,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// How it ended.
    pub outcome: DnsOutcome,
    /// The addresses in it.
    pub addresses: Vec<IpAddr>,
    /// Mail servers: preference and name.
    pub exchanges: Vec<(u16, String)>,
    /// Time since the query in ms.
    pub ms: f64,
}

impl Answer {
    /// Whether two answers to one query cannot both be meant: one names addresses that the other does not know, or says that
    /// there is nothing. A server that answers twice, or turns its list around, says the same.
    pub fn contradicts(&self, other: &Self) -> bool {
        let known = |address: &IpAddr| other.addresses.contains(address);
        self.outcome != other.outcome || (!self.addresses.is_empty() && !self.addresses.iter().any(known))
    }
}

/// One query that was sent.
#[derive(Clone, Debug)]
pub struct Query {
    /// What was asked.
    pub question: Question,
    /// When it was sent.
    pub sent: Instant,
    /// Every answer, in the order in which they came.
    pub answers: Vec<Answer>,
    /// Whether there was time enough for an answer.
    pub ripe: bool,
}

impl Query {
    /// Whether two answers contradict each other.
    pub fn injected(&self) -> bool {
        self.answers.split_first().is_some_and(|(first, rest)| rest.iter().any(|other| first.contradicts(other)))
    }
}

/// Everything that was asked of one server.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The server.
    pub server: Server,
    /// The queries in the order of sending.
    pub queries: Vec<Query>,
}

impl Exchange {
    /// Nothing asked yet.
    pub fn new(server: Server) -> Self {
        Self { server, queries: Vec::new() }
    }

    /// The first answer that this server gave to a question, whichever of its queries it was for.
    pub fn answer(&self, name: &str, kind: Kind) -> Option<&Answer> {
        self.about(name, kind).find_map(|query| query.answers.first())
    }

    /// Whether it has answered anything.
    pub fn answered(&self) -> bool {
        self.queries.iter().any(|query| !query.answers.is_empty())
    }

    /// The queries for a name.
    pub fn about(&self, name: &str, kind: Kind) -> impl Iterator<Item = &Query> {
        self.queries.iter().filter(move |query| query.question.name == name && query.question.kind == kind)
    }

    /// The queries for a name as evidence.
    pub fn seen_about(&self, name: &str, start: Instant) -> Vec<QuerySeen> {
        let about = self.queries.iter().filter(|query| query.question.name == name);
        about.map(|query| self.query_seen(query, start)).collect()
    }

    fn query_seen(&self, query: &Query, start: Instant) -> QuerySeen {
        let texts = |answer: Option<&Answer>| {
            answer.map_or(Vec::new(), |answer| answer.addresses.iter().map(IpAddr::to_string).collect())
        };
        let first = query.answers.first();
        let unanswered = if query.ripe { DnsOutcome::Timeout } else { DnsOutcome::Unfinished };
        QuerySeen {
            server: self.server.address.ip().to_string(),
            transport: self.server.transport,
            kind: query.question.kind.name().to_owned(),
            at_ms: query.sent.saturating_duration_since(start).as_secs_f64() * 1000.0,
            ms: first.map(|answer| answer.ms),
            outcome: first.map_or(unanswered, |answer| answer.outcome),
            addresses: texts(first),
            second: texts(query.answers.get(1)),
        }
    }

    /// The server as evidence.
    pub fn seen(&self) -> ResolverSeen {
        let count = |which: &dyn Fn(&Query) -> bool| {
            u32::try_from(self.queries.iter().filter(|query| which(query)).count()).unwrap_or(u32::MAX)
        };
        let times: Vec<f64> = self.queries.iter().filter_map(|query| Some(query.answers.first()?.ms)).collect();
        ResolverSeen {
            address: self.server.address.ip().to_string(),
            system: self.server.system,
            transport: self.server.transport,
            sent: count(&|_| true),
            answered: count(&|query| !query.answers.is_empty()),
            lost: count(&|query| query.answers.is_empty() && query.ripe),
            repeated: count(&|query| {
                let Question { name, kind } = &query.question;
                query.answers.is_empty() && query.ripe && self.answer(name, *kind).is_some()
            }),
            median_ms: median(&times),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(outcome: DnsOutcome, addresses: &[&str]) -> Answer {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        Answer { outcome, addresses, exchanges: Vec::new(), ms: 1.0 }
    }

    fn injected(answers: &[Answer]) -> bool {
        let question = Question { name: "portal.test".to_owned(), kind: Kind::A };
        Query { question, sent: Instant::now(), answers: answers.to_vec(), ripe: true }.injected()
    }

    #[test]
    fn two_answers_may_contradict_each_other() {
        let real = answer(DnsOutcome::Ok, &["198.51.100.7", "198.51.100.8"]);
        let turned = answer(DnsOutcome::Ok, &["198.51.100.8", "198.51.100.7"]);
        let forged = answer(DnsOutcome::Ok, &["203.0.113.5"]);
        assert!(!injected(&[]) && !injected(std::slice::from_ref(&real)) && !injected(&[real.clone(), turned]));
        assert!(injected(&[forged.clone(), real.clone()]) && injected(&[real, answer(DnsOutcome::NxDomain, &[])]));
    }
}
