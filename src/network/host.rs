//! The way to one host: connection, handshake, request; and where one of them fails, what tells why.

mod elsewhere;
mod handshake;
mod request;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use super::Run;
use super::clock::Interval;
use super::plan::Target;
use super::quality::RoundTrip;
use super::seen::{HostSeen, TcpOutcome};
use super::tcp::{Connected, SYN_RETRANSMISSION, more_telling};
use super::tls::Chain;

/// The port of HTTPS, RFC 9110 §4.2.2.
const HTTPS: u16 = 443;

/// Addresses of one family that are tried, the next where one refuses.
const MAX_ADDRESSES: usize = 2;

/// Connections to one host beyond the first, to see whether they get lost.
const MAX_REPEATS: u32 = 5;

/// Time between two of them.
const REPEAT_PACE: Duration = Duration::from_millis(160);

/// How much later IPv6 may come about and still be used: the Connection Attempt Delay of RFC 8305 §5.
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// What is known of a host while it is being asked.
#[derive(Clone, Debug)]
pub struct Host {
    pub target: Target,
    pub seen: HostSeen,
    /// The certificates that it showed.
    pub chain: Chain,
    /// Those that were shown at an address that only a reference knows.
    pub reference_chain: Chain,
    /// Round trips, in order.
    pub round_trips: Vec<RoundTrip>,
    /// What its `Date` headers say.
    pub dates: Vec<Interval>,
}

impl Host {
    pub fn new(target: &Target) -> Self {
        let seen = HostSeen { name: target.name.clone(), asked_url: target.url.to_string(), ..HostSeen::default() };
        Self {
            target: target.clone(),
            seen,
            chain: Chain::new(),
            reference_chain: Chain::new(),
            round_trips: Vec::new(),
            dates: Vec::new(),
        }
    }
}

/// Asks one host everything.
pub async fn ask(run: Arc<Run>, at: usize) {
    let Some(target) = run.targets.get(at).cloned() else { return };
    let way = Way { run, at, target };
    if way.run.proxy.is_some() {
        return way.through_proxy().await;
    }
    let found = way.run.addresses(&way.target.name).await;
    if found.by_reference {
        return way.at_reference(&found.addresses).await;
    }
    way.change(|host| host.seen.addresses = found.addresses.iter().map(IpAddr::to_string).collect());
    if found.addresses.is_empty() {
        return;
    }
    way.run.step(at, "connecting");
    let mut families = way.families(&found.addresses);
    let good = match first(&mut families).await {
        Some((connected, address)) => {
            let repeats = tokio::spawn(way.clone().repeat(address));
            let good = way.secure(connected, address).await;
            let _ = repeats.await;
            good
        }
        None => false,
    };
    // The other family may still be on its way into a black hole.
    while families.join_next().await.is_some() {}
    // Whether a control has another address tells nothing of the provider.
    if !good && !way.target.control {
        let others = way.other_addresses(&found.addresses).await;
        way.at_reference(&others).await;
    }
}

/// A connection and where it leads.
type Reached = (Connected, SocketAddr);

/// The connection that a browser would use: the one that comes about first, but IPv6 where it is not much later.
async fn first(families: &mut JoinSet<Option<Reached>>) -> Option<Reached> {
    let reached = any(families).await?;
    if reached.1.is_ipv4()
        && let Ok(Some(six)) = timeout(ATTEMPT_DELAY, any(families)).await
    {
        return Some(six);
    }
    Some(reached)
}

async fn any(families: &mut JoinSet<Option<Reached>>) -> Option<Reached> {
    while let Some(ended) = families.join_next().await {
        if let Ok(Some(reached)) = ended {
            return Some(reached);
        }
    }
    None
}

#[derive(Clone)]
struct Way {
    run: Arc<Run>,
    at: usize,
    target: Target,
}

impl Way {
    fn change(&self, change: impl FnOnce(&mut Host)) {
        self.run.change(self.at, change);
    }

    /// Connects over both families at once.
    fn families(&self, addresses: &[IpAddr]) -> JoinSet<Option<Reached>> {
        let mut families = JoinSet::new();
        for six in [false, true] {
            let mut own: Vec<IpAddr> = addresses.iter().copied().filter(|address| address.is_ipv6() == six).collect();
            // Without a route over IPv6 nothing can fail, and nobody would try.
            own.retain(|address| !six || self.run.routed(*address));
            if !own.is_empty() {
                let way = self.clone();
                families.spawn(async move { way.reach_family(six, own).await });
            }
        }
        families
    }

    async fn reach_family(&self, six: bool, addresses: Vec<IpAddr>) -> Option<Reached> {
        let end = self.run.end.min(Instant::now() + self.run.patience());
        let mut outcome: Option<TcpOutcome> = None;
        for address in addresses.into_iter().take(MAX_ADDRESSES) {
            if !self.run.budget.take() {
                break;
            }
            let address = SocketAddr::new(address, HTTPS);
            let mut connected = self.run.connect(address, None, end).await;
            // A path that breaks off some connections refuses the first as easily as any other.
            if connected.seen.outcome == TcpOutcome::Refused && self.run.budget.take() {
                let refused = connected.seen;
                sleep(REPEAT_PACE).await;
                connected = self.run.connect(address, None, end).await;
                let flaky = connected.seen.outcome == TcpOutcome::Ok;
                self.change(|host| {
                    host.seen.connects.push(refused);
                    host.seen.resets += u32::from(flaky);
                });
            }
            let lost = connected.lost();
            let shown = outcome.map_or(connected.seen.outcome, |before| more_telling(before, connected.seen.outcome));
            outcome = Some(shown);
            self.change(|host| {
                host.seen.connects.push(connected.seen.clone());
                let family = if six { &mut host.seen.tcp6 } else { &mut host.seen.tcp4 };
                *family = Some(shown);
                host.seen.tcp = Some(host.seen.tcp.map_or(shown, |tcp| more_telling(tcp, shown)));
                if connected.seen.outcome == TcpOutcome::Ok {
                    host.seen.attempts += 1;
                    host.seen.lost += u32::from(lost);
                    host.round_trips.extend(connected.round_trip().filter(|_| !lost));
                }
            });
            if connected.stream.is_some() {
                return Some((connected, address));
            }
        }
        None
    }

    /// Connects again and again to an address that answered, to see how many connections get lost or refused.
    async fn repeat(self, address: SocketAddr) {
        let mut work = JoinSet::new();
        let most = if self.target.control { 2 } else { MAX_REPEATS };
        for _ in 0..most {
            sleep(REPEAT_PACE).await;
            if Instant::now() >= self.run.samples_end() || !self.run.budget.take_spare() {
                break;
            }
            let way = self.clone();
            work.spawn(async move { way.repeat_once(address).await });
        }
        while work.join_next().await.is_some() {}
    }

    async fn repeat_once(&self, address: SocketAddr) {
        let began = Instant::now();
        // What has no answer until the SYN is sent again has lost it, whatever comes after.
        let end = self.run.end.min(began + SYN_RETRANSMISSION + Duration::from_millis(100));
        let connected = self.run.connect(address, None, end).await;
        let full = began.elapsed() >= SYN_RETRANSMISSION;
        self.change(|host| {
            let outcome = connected.seen.outcome;
            let silent = matches!(outcome, TcpOutcome::Timeout | TcpOutcome::Unfinished) && full;
            host.seen.connects.push(connected.seen.clone());
            match outcome {
                TcpOutcome::Refused => host.seen.resets += 1,
                TcpOutcome::Ok => host.seen.lost += u32::from(connected.lost()),
                _ => host.seen.lost += u32::from(silent),
            }
            host.seen.attempts += u32::from(outcome == TcpOutcome::Ok || silent);
            if !connected.lost() {
                host.round_trips.extend(connected.round_trip());
            }
        });
    }
}
