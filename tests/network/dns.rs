//! A DNS server: over UDP, TCP and TLS, right or not.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::UdpSocket;
use tokio::time::sleep;

use super::ledger::Ledger;
use super::message::{self, A, AAAA, MX, Question, Record};
use super::scenario::{Dns, DnsAnswer};

/// What is right.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    pub addresses: BTreeMap<String, Vec<IpAddr>>,
    pub mx: BTreeMap<String, Vec<(u16, String)>>,
}

/// One server.
pub struct Server {
    pub zone: Arc<Zone>,
    /// The rules that are for this server, with the names that each is for.
    pub rules: Vec<(Dns, Vec<String>)>,
    pub ledger: Arc<Ledger>,
    count: AtomicU32,
}

/// Bytes to send after a time.
type Reply = (Duration, Vec<u8>);

/// How far behind the first a second answer comes, as from a host that is further away than whoever forged the first.
const SECOND: Duration = Duration::from_millis(40);

impl Server {
    pub fn new(zone: Arc<Zone>, rules: Vec<(Dns, Vec<String>)>, ledger: Arc<Ledger>) -> Self {
        Self { zone, rules, ledger, count: AtomicU32::new(0) }
    }

    fn replies(&self, query: &[u8], transport: &str) -> Vec<Reply> {
        self.ledger.received(query.len());
        let Some(question) = message::read(query) else { return Vec::new() };
        self.ledger.asked(&question.name);
        let fits = |(rule, names): &&(Dns, Vec<String>)| {
            let transports = &rule.transports;
            (transports.is_empty() || transports.iter().any(|one| one == transport))
                && (rule.names.is_empty() || names.contains(&question.name))
        };
        let Some((rule, _)) = self.rules.iter().find(fits) else {
            return vec![(Duration::ZERO, self.right(&question))];
        };
        let count = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        if rule.drops_every.is_some_and(|every| count.is_multiple_of(every)) {
            return Vec::new();
        }
        let delay = Duration::from_millis(rule.delay_ms);
        let message = match rule.answer {
            DnsAnswer::Silence => return Vec::new(),
            DnsAnswer::Rubbish => [query.get(..2).unwrap(), &[0xFF; 9]].concat(),
            DnsAnswer::NxDomain => message::write(&question, 3, &[]),
            DnsAnswer::ServFail => message::write(&question, 2, &[]),
            DnsAnswer::Refused => message::write(&question, 5, &[]),
            DnsAnswer::Empty => message::write(&question, 0, &[]),
            DnsAnswer::Addresses if rule.addresses.is_empty() => self.right(&question),
            DnsAnswer::Addresses => message::write(&question, 0, &of_kind(&rule.addresses, question.kind)),
        };
        let mut replies = vec![(delay, message)];
        if !rule.second.is_empty() {
            replies.push((delay + SECOND, message::write(&question, 0, &of_kind(&rule.second, question.kind))));
        }
        replies
    }

    fn right(&self, question: &Question) -> Vec<u8> {
        let addresses = self.zone.addresses.get(&question.name);
        let mx = self.zone.mx.get(&question.name);
        if addresses.is_none() && mx.is_none() {
            return message::write(question, 3, &[]);
        }
        let records = match question.kind {
            MX => mx.into_iter().flatten().map(|(preference, name)| Record::Mx(*preference, name.clone())).collect(),
            kind => of_kind(addresses.map_or(&[], Vec::as_slice), kind),
        };
        message::write(question, 0, &records)
    }

    pub async fn over_udp(self: Arc<Self>, socket: UdpSocket) {
        let socket = Arc::new(socket);
        let mut query = [0; 1500];
        while let Ok((length, client)) = socket.recv_from(&mut query).await {
            for (delay, reply) in self.replies(&query[..length], "udp") {
                let socket = Arc::clone(&socket);
                tokio::spawn(async move {
                    sleep(delay).await;
                    let _ = socket.send_to(&reply, client).await;
                });
            }
        }
    }

    /// RFC 7766 and RFC 7858: messages behind their lengths.
    pub async fn over_stream(
        &self,
        mut stream: impl AsyncRead + AsyncWrite + Unpin,
        transport: &str,
    ) -> std::io::Result<()> {
        loop {
            let mut query = vec![0; usize::from(stream.read_u16().await?)];
            stream.read_exact(&mut query).await?;
            for (delay, reply) in self.replies(&query, transport) {
                sleep(delay).await;
                stream.write_all(&u16::try_from(reply.len()).unwrap_or(0).to_be_bytes()).await?;
                stream.write_all(&reply).await?;
                stream.flush().await?;
            }
        }
    }
}

fn of_kind(addresses: &[IpAddr], kind: u16) -> Vec<Record> {
    let wanted = |address: &&IpAddr| match kind {
        A => address.is_ipv4(),
        AAAA => address.is_ipv6(),
        _ => false,
    };
    addresses.iter().filter(wanted).map(|address| Record::Address(*address)).collect()
}
