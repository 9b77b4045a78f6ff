//! TCP connections: which address answers, and how evenly.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};

use super::budget::Budget;
use super::observation::TcpOutcome;

/// The port of HTTPS, RFC 9110 §4.2.2, where an address has none of its own.
const HTTPS: u16 = 443;

/// Addresses of one host that are tried.
const MAX_ADDRESSES: usize = 4;

/// How long one address may stay silent before the next is tried beside it: the Connection Attempt Delay of RFC 8305 §5.
const STAGGER: Duration = Duration::from_millis(250);

/// The connection that came about first.
#[derive(Debug)]
pub(super) struct Reached {
    pub stream: TcpStream,
    /// As it was given, port 0 included.
    pub address: SocketAddr,
    /// Time of the handshake in ms.
    pub millis: f64,
}

/// None came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreached {
    /// The most telling failure.
    pub outcome: TcpOutcome,
    /// Addresses tried.
    pub attempts: u32,
}

/// Connects to whichever address answers first, in the order given but with the families in turn (RFC 8305 §4): a family that
/// does not work here must not hide one that does. All addresses but the first are paid from the budget.
pub(super) async fn reach(addresses: &[SocketAddr], end: Instant, budget: &Budget) -> Result<Reached, Unreached> {
    let mut waiting = in_turn(addresses);
    let mut running = JoinSet::new();
    let mut failed = Unreached { outcome: TcpOutcome::Unreachable, attempts: 0 };
    loop {
        let affordable = failed.attempts == 0 || (!waiting.is_empty() && budget.take());
        match waiting.pop_front().filter(|_| affordable) {
            Some(address) => {
                failed.attempts += 1;
                running.spawn(async move { (address, connect(address).await) });
            }
            None => waiting.clear(),
        }
        let next = if waiting.is_empty() { end } else { end.min(Instant::now() + STAGGER) };
        match timeout_at(next, running.join_next()).await {
            Ok(Some(Ok((address, Ok((stream, millis)))))) => return Ok(Reached { stream, address, millis }),
            Ok(Some(Ok((_, Err(outcome))))) => failed.outcome = more_telling(failed.outcome, outcome),
            Ok(Some(Err(_))) => failed.outcome = more_telling(failed.outcome, TcpOutcome::Error),
            Ok(None) => return Err(failed),
            Err(_) if Instant::now() >= end => {
                failed.outcome = more_telling(failed.outcome, TcpOutcome::Timeout);
                return Err(failed);
            }
            Err(_) => {}
        }
    }
}

/// One more connection to an address that answered: the time of its handshake in ms, `None` where it did not come about.
pub(super) async fn repeat(address: SocketAddr, patience: Duration) -> Option<f64> {
    let connected = timeout(patience, connect(address)).await.ok()?;
    connected.ok().map(|(_, millis)| millis)
}

async fn connect(address: SocketAddr) -> Result<(TcpStream, f64), TcpOutcome> {
    let start = Instant::now();
    let stream = TcpStream::connect(destination(address)).await.map_err(|error| failure(error.kind()))?;
    let millis = start.elapsed().as_secs_f64() * 1000.0;
    // Otherwise the first request waits until the end of the TLS handshake is acknowledged.
    stream.set_nodelay(true).map_err(|error| failure(error.kind()))?;
    Ok((stream, millis))
}

fn destination(mut address: SocketAddr) -> SocketAddr {
    if address.port() == 0 {
        address.set_port(HTTPS);
    }
    address
}

fn failure(kind: ErrorKind) -> TcpOutcome {
    match kind {
        ErrorKind::ConnectionRefused => TcpOutcome::Refused,
        ErrorKind::TimedOut => TcpOutcome::Timeout,
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => TcpOutcome::Reset,
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::AddrNotAvailable => TcpOutcome::Unreachable,
        _ => TcpOutcome::Error,
    }
}

/// Of two failures of one host, the one that comes from farther away: a machine without IPv6 is no finding where IPv4 stalls.
fn more_telling(one: TcpOutcome, other: TcpOutcome) -> TcpOutcome {
    let rank = |outcome| match outcome {
        TcpOutcome::Unreachable => 0,
        TcpOutcome::Error => 1,
        TcpOutcome::Timeout => 2,
        TcpOutcome::Reset => 3,
        TcpOutcome::Refused => 4,
        TcpOutcome::Ok => 5,
    };
    if rank(other) > rank(one) { other } else { one }
}

fn in_turn(addresses: &[SocketAddr]) -> VecDeque<SocketAddr> {
    let first_family = addresses.first().is_some_and(SocketAddr::is_ipv4);
    let (first, second): (Vec<SocketAddr>, Vec<SocketAddr>) =
        addresses.iter().copied().partition(|address| address.is_ipv4() == first_family);
    let mut mixed = VecDeque::with_capacity(addresses.len());
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    loop {
        let before = mixed.len();
        mixed.extend(first.next());
        mixed.extend(second.next());
        if mixed.len() == before {
            break;
        }
    }
    mixed.truncate(MAX_ADDRESSES);
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::fake;

    fn reach_within(addresses: &[SocketAddr], patience: Duration) -> Result<SocketAddr, Unreached> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let budget = Budget::for_targets(1);
        let reached = runtime.block_on(async { reach(addresses, Instant::now() + patience, &budget).await });
        reached.map(|reached| reached.address)
    }

    #[test]
    fn refusal_and_silence_are_told_apart() {
        let refused = reach_within(&[fake::refusing()], Duration::from_secs(1));
        assert_eq!(refused, Err(Unreached { outcome: TcpOutcome::Refused, attempts: 1 }));
        let (silent, _queue) = fake::black_hole();
        let silence = reach_within(&[silent], Duration::from_millis(300));
        assert_eq!(silence, Err(Unreached { outcome: TcpOutcome::Timeout, attempts: 1 }));
    }

    #[test]
    fn a_dead_address_does_not_hide_a_live_one() {
        let (silent, _queue) = fake::black_hole();
        let live = fake::accepting();
        let start = std::time::Instant::now();
        assert_eq!(reach_within(&[silent, fake::refusing(), live], Duration::from_secs(2)), Ok(live));
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    }

    #[test]
    fn every_address_is_tried_before_the_host_is_given_up() {
        let both = reach_within(&[fake::refusing(), fake::refusing()], Duration::from_secs(1));
        assert_eq!(both, Err(Unreached { outcome: TcpOutcome::Refused, attempts: 2 }));
        assert_eq!(reach_within(&[], Duration::from_secs(1)).unwrap_err().attempts, 0);
    }

    #[test]
    fn families_take_turns() {
        let parse = |text: &str| text.parse::<SocketAddr>().unwrap();
        let six = ["[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8::3]:1", "[2001:db8::4]:1"].map(parse);
        let four = ["192.0.2.1:1", "192.0.2.2:1"].map(parse);
        let mixed = in_turn(&[&six[..], &four[..]].concat());
        assert_eq!(mixed, [six[0], four[0], six[1], four[1]]);
    }

    #[test]
    fn an_address_without_a_port_is_asked_for_https() {
        let parse = |text: &str| text.parse::<SocketAddr>().unwrap();
        assert_eq!(destination(parse("192.0.2.1:0")), parse("192.0.2.1:443"));
        assert_eq!(destination(parse("[2001:db8::1]:8443")), parse("[2001:db8::1]:8443"));
    }

    #[test]
    fn the_failure_from_farther_away_counts() {
        assert_eq!(more_telling(TcpOutcome::Unreachable, TcpOutcome::Timeout), TcpOutcome::Timeout);
        assert_eq!(more_telling(TcpOutcome::Refused, TcpOutcome::Timeout), TcpOutcome::Refused);
    }
}
