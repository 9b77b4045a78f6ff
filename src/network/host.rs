//! The way to one host: connection, handshake, request; and where one of them fails, what tells why.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use rustls::pki_types::UnixTime;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_rustls::client::TlsStream;

use super::clock::Interval;
use super::dns::{Exchange, Kind};
use super::http::{Answer, Client, HANDSHAKE_BYTES, NoAnswer, REQUEST_BYTES};
use super::plan::Target;
use super::seen::{HostSeen, HttpOutcome, TcpOutcome, TlsOutcome, Transport};
use super::tcp::{Connected, SMALL_SEGMENT, SYN_RETRANSMISSION, more_telling};
use super::tcp_info::{self, Samples};
use super::tls::{Chain, Shaken, Store};
use super::{Run, page};

/// The port of HTTPS, RFC 9110 §4.2.2.
const HTTPS: u16 = 443;

/// Addresses of one family that are tried, the next where one refuses.
const MAX_ADDRESSES: usize = 2;

/// Redirects that are followed.
const MAX_REDIRECTS: u32 = 5;

/// How long a phase stays silent before it counts as stalled and is tried in other ways: longer than a lost segment takes
/// (RFC 6298 §2.1), and some round trips.
const STALL: Duration = Duration::from_millis(1200);

/// Requests on one connection to measure its round trips.
const MAX_SAMPLES: usize = 24;

/// Connections to one host beyond the first, to see whether they get lost.
const MAX_REPEATS: u32 = 5;

/// Time between two of them.
const REPEAT_PACE: Duration = Duration::from_millis(160);

/// What is known of a host while it is being asked.
#[derive(Clone, Debug)]
pub struct Host {
    pub target: Target,
    pub seen: HostSeen,
    /// The certificates that it showed.
    pub chain: Chain,
    /// Those that were shown at an address that only a reference knows.
    pub reference_chain: Chain,
    /// Round trips in ms, in order.
    pub round_trips: Vec<f64>,
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
            let repeats = Arc::clone(&way.run).spawn(way.clone().repeat(address));
            let good = way.secure(connected, address).await;
            let _ = repeats.await;
            good
        }
        None => false,
    };
    // The other family may still be on its way into a black hole.
    while families.join_next().await.is_some() {}
    if !good {
        let others = way.other_addresses(&found.addresses).await;
        way.at_reference(&others).await;
    }
}

/// A connection and where it leads.
type Reached = (Connected, SocketAddr);

/// The connection that comes about first.
async fn first(families: &mut JoinSet<Option<Reached>>) -> Option<Reached> {
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
            let own: Vec<IpAddr> = addresses.iter().copied().filter(|address| address.is_ipv6() == six).collect();
            // Without a route over IPv6 nothing can fail, and nobody would try.
            if !own.is_empty() && (!six || self.run.routes.1) {
                let way = self.clone();
                families.spawn(async move { way.reach_family(six, own).await });
            }
        }
        families
    }

    async fn reach_family(&self, six: bool, addresses: Vec<IpAddr>) -> Option<Reached> {
        let end = self.run.end.min(Instant::now() + self.run.patience());
        let mut outcome = TcpOutcome::Unfinished;
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
            outcome = more_telling(outcome, connected.seen.outcome);
            let shown = outcome;
            self.change(|host| {
                host.seen.connects.push(connected.seen.clone());
                let family = if six { &mut host.seen.tcp6 } else { &mut host.seen.tcp4 };
                *family = Some(shown);
                host.seen.tcp = Some(host.seen.tcp.map_or(shown, |tcp| more_telling(tcp, shown)));
                if connected.seen.outcome == TcpOutcome::Ok {
                    host.seen.attempts += 1;
                    host.seen.lost += u32::from(lost);
                    host.round_trips.extend(connected.seen.ms.filter(|_| !lost));
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
                host.round_trips.extend(connected.seen.ms);
            }
        });
    }

    /// Shakes hands and asks for the page; whether the host is who it says it is.
    async fn secure(&self, connected: Connected, address: SocketAddr) -> bool {
        self.run.step(self.at, "shaking hands");
        let stall = self.stall(&connected);
        let Connected { stream: Some(stream), handle, .. } = connected else { return false };
        let mut shaken = self.shake(stream, stall, address).await;
        if matches!(&shaken, Some(Shaken { stream: Err(TlsOutcome::Reset), .. })) {
            shaken = self.shake_again(address, stall).await.or(shaken);
        }
        let Some(shaken) = shaken else { return false };
        let outcome = match &shaken.stream {
            Ok(_) => self.run.judge(Store::System, &shaken.chain, &self.target.name, UnixTime::now()),
            Err(outcome) => *outcome,
        };
        self.change(|host| {
            host.seen.tls = Some(outcome);
            host.chain = shaken.chain.clone();
        });
        self.run.tell();
        if let Ok(stream) = shaken.stream {
            self.request(stream, handle, address, stall).await;
        }
        outcome == TlsOutcome::Ok
    }

    fn stall(&self, connected: &Connected) -> Duration {
        let round_trip = Duration::from_secs_f64(connected.seen.ms.unwrap_or_default() / 1000.0);
        (STALL + round_trip * 4).min(self.run.patience())
    }

    /// Shakes hands; where that stalls, finds out why. `None` where the run ends too early to tell.
    async fn shake(&self, stream: TcpStream, stall: Duration, address: SocketAddr) -> Option<Shaken> {
        self.run.budget.send(HANDSHAKE_BYTES);
        let began = Instant::now();
        self.change(|host| host.seen.tls = Some(TlsOutcome::Unfinished));
        let mut shake = std::pin::pin!(self.run.trust.shake(&self.target.name, stream));
        if let Ok(shaken) = timeout_at(self.run.end.min(began + stall), &mut shake).await {
            return Some(shaken);
        }
        if began.elapsed() < stall {
            return None;
        }
        self.change(|host| host.seen.tls = Some(TlsOutcome::Timeout));
        let patient = timeout_at(self.run.end.min(began + self.run.patience()), &mut shake);
        let (shaken, ()) = tokio::join!(patient, self.why_stalled(address, stall));
        shaken.ok()
    }

    /// Tries a handshake that stalled with small segments and under a neutral name, for the first few hosts only.
    async fn why_stalled(&self, address: SocketAddr, stall: Duration) {
        if self.target.control || !self.run.diagnose_stall() {
            return;
        }
        let small = async {
            let outcome = self.shake_aside(address, Some(SMALL_SEGMENT), &self.target.name, stall).await;
            self.change(|host| host.seen.tls_small = outcome);
        };
        tokio::join!(small, self.neutrally(address, stall));
    }

    /// Tries a handshake under a name that nobody has reason to stop.
    async fn neutrally(&self, address: SocketAddr, stall: Duration) {
        let neutral = self.run.targets.iter().find(|target| target.control && target.name != self.target.name);
        let Some(neutral) = neutral.map(|target| target.name.clone()) else { return };
        let outcome = self.shake_aside(address, None, &neutral, stall).await;
        self.change(|host| host.seen.tls_neutral = outcome);
    }

    /// A handshake on a connection of its own: how it ends, where the certificate does not matter.
    async fn shake_aside(
        &self,
        address: SocketAddr,
        segment: Option<u32>,
        name: &str,
        stall: Duration,
    ) -> Option<TlsOutcome> {
        if !self.run.budget.take() {
            return None;
        }
        let end = self.run.end.min(Instant::now() + stall * 2);
        let connected = self.run.connect(address, segment, end).await;
        self.change(|host| host.seen.connects.push(connected.seen.clone()));
        let began = Instant::now();
        self.run.budget.send(HANDSHAKE_BYTES);
        match timeout_at(self.run.end.min(began + stall), self.run.trust.shake(name, connected.stream?)).await {
            Ok(shaken) => Some(shaken.stream.map_or_else(|outcome| outcome, |_| TlsOutcome::Ok)),
            Err(_) if began.elapsed() >= stall => Some(TlsOutcome::Timeout),
            Err(_) => None,
        }
    }

    /// Tries a handshake that was reset once more, and under a neutral name where it is reset again.
    async fn shake_again(&self, address: SocketAddr, stall: Duration) -> Option<Shaken> {
        if !self.run.budget.take() {
            return None;
        }
        let connected = self.run.connect(address, None, self.run.end).await;
        self.change(|host| host.seen.connects.push(connected.seen.clone()));
        self.run.budget.send(HANDSHAKE_BYTES);
        let again = timeout(stall, self.run.trust.shake(&self.target.name, connected.stream?)).await.ok();
        let outcome = match &again {
            Some(Shaken { stream: Ok(_), .. }) => TlsOutcome::Ok,
            Some(Shaken { stream: Err(outcome), .. }) => *outcome,
            None => TlsOutcome::Timeout,
        };
        self.change(|host| {
            host.seen.tls_again = Some(outcome);
            host.seen.resets += u32::from(outcome == TlsOutcome::Ok);
        });
        if outcome != TlsOutcome::Ok {
            self.neutrally(address, stall).await;
        }
        again
    }

    /// Asks for the page, follows where it leads, then measures the connection.
    async fn request(
        &self,
        stream: TlsStream<TcpStream>,
        handle: Option<std::net::TcpStream>,
        address: SocketAddr,
        stall: Duration,
    ) {
        self.run.step(self.at, "asking for the page");
        self.change(|host| host.seen.http = Some(HttpOutcome::Unfinished));
        let began = Instant::now();
        let patience = self.run.patience();
        let ask = async {
            let mut client = Client::new(stream).await?;
            let mut url = self.target.url.clone();
            for _ in 0..=MAX_REDIRECTS {
                self.run.budget.send(REQUEST_BYTES);
                let answer = client.send(Method::GET, &url, false).await?;
                self.note_date(&answer);
                let next =
                    answer.location(&url).filter(|next| next.domain() == url.domain() && next.scheme() == "https");
                match next {
                    Some(next) if answer.whole && client.is_open() => url = next,
                    _ => return Ok((client, answer, url)),
                }
            }
            Err(NoAnswer::Malformed)
        };
        let mut ask = std::pin::pin!(ask);
        let mut answered = timeout_at(self.run.end.min(began + stall), &mut ask).await;
        if answered.is_err() && began.elapsed() >= stall {
            let patient = timeout_at(self.run.end.min(began + patience), &mut ask);
            let (late, ()) = tokio::join!(patient, self.request_small(address, stall));
            answered = late;
        }
        match answered {
            Ok(Ok((client, answer, url))) => {
                self.note_answer(&answer, &url).await;
                self.measure(client, handle, &answer, &url).await;
            }
            Ok(Err(NoAnswer::Closed)) => self.change(|host| host.seen.http = Some(HttpOutcome::Reset)),
            Ok(Err(NoAnswer::Malformed)) => self.change(|host| host.seen.http = Some(HttpOutcome::Error)),
            Err(_) if began.elapsed() >= patience => self.change(|host| host.seen.http = Some(HttpOutcome::Timeout)),
            Err(_) => {}
        }
    }

    /// Asks for the page with small segments, where the answer stalls with ordinary ones.
    async fn request_small(&self, address: SocketAddr, stall: Duration) {
        // A tunnel has no segments of ours.
        if address.port() == 0 || self.target.control || !self.run.diagnose_stall() || !self.run.budget.take() {
            return;
        }
        let began = Instant::now();
        let end = self.run.end.min(began + stall * 2);
        let asked = timeout_at(end, async {
            let stream = self.run.connect(address, Some(SMALL_SEGMENT), end).await.stream?;
            let stream = self.run.trust.shake(&self.target.name, stream).await.stream.ok()?;
            Client::new(stream).await.ok()?.send(Method::GET, &self.target.url, false).await.ok()
        });
        let outcome = match asked.await {
            Ok(Some(_)) => Some(HttpOutcome::Ok),
            Ok(None) => Some(HttpOutcome::Error),
            Err(_) => (began.elapsed() >= stall).then_some(HttpOutcome::Timeout),
        };
        self.change(|host| host.seen.http_small = outcome);
    }

    fn note_date(&self, answer: &Answer) {
        if let Some(date) = answer.date() {
            self.change(|host| host.dates.push(Interval::of(date, answer.sent, answer.took)));
        }
    }

    async fn note_answer(&self, answer: &Answer, url: &url::Url) {
        // A redirect to another host is followed there; a circle ends where it began.
        let elsewhere = answer.location(url).filter(|next| next != url);
        let followed = match &elsewhere {
            Some(next) => page::follow(&self.run, next).await,
            None => None,
        };
        let (last, end) = match &followed {
            Some(followed) => (&followed.answer, &followed.url),
            None => (answer, elsewhere.as_ref().unwrap_or(url)),
        };
        let about = page::About::read(&last.body);
        let station = |address: &str| (self.run.plan.station)(address);
        let settings = &self.run.plan.settings;
        self.change(|host| {
            host.seen.http = Some(HttpOutcome::Ok);
            host.seen.http_ms = Some(answer.took.as_secs_f64() * 1000.0);
            host.seen.http_status = Some(last.status.as_u16());
            host.seen.retry_after_s = last.retry_after();
            host.seen.empty_body = Some(last.body.is_empty());
            host.seen.redirect_header = last.header(&settings.redirect_headers);
            host.seen.region_words = page::speaks_of(&last.body, &settings.region_words);
            host.seen.final_url = Some(page::without_query(end));
            host.seen.final_station = station(end.as_str());
            host.seen.marked_station = page::marked(end, &settings.markers);
            host.seen.canonical_station = about.canonical(end).and_then(|address| station(address.as_str()));
            host.seen.lang = about.lang;
        });
        self.run.step(self.at, "answered");
    }

    /// Measures round trips by requests on the same connection: the kernel's own samples of them where it tells.
    async fn measure(&self, mut client: Client, handle: Option<std::net::TcpStream>, answer: &Answer, url: &url::Url) {
        let refused = answer.status.is_server_error() || answer.status.as_u16() == 429;
        if self.target.control || refused || !answer.whole {
            return;
        }
        let mut samples = handle.as_ref().and_then(tcp_info::read).map(Samples::after);
        for _ in 0..MAX_SAMPLES {
            if Instant::now() >= self.run.samples_end() || !client.is_open() || !self.run.budget.send(REQUEST_BYTES) {
                break;
            }
            let asked = timeout_at(self.run.end, client.send(Method::HEAD, url, false));
            let Ok(Ok(answer)) = asked.await else { break };
            self.note_date(&answer);
            let kernel = samples.as_mut().zip(handle.as_ref().and_then(tcp_info::read));
            let sample = match kernel {
                Some((samples, info)) => samples.next(info),
                None => Some(answer.took.as_secs_f64() * 1000.0),
            };
            self.change(|host| host.round_trips.extend(sample));
        }
    }

    /// Everything through the proxy that the settings name.
    async fn through_proxy(&self) {
        let end = self.run.end.min(Instant::now() + self.run.patience());
        let tunnel = self.run.tunnel(&self.target.name, HTTPS, end).await;
        self.change(|host| host.seen.tcp = Some(tunnel.outcome));
        let Some(stream) = tunnel.stream else { return };
        let Ok(stream) = stream.into_std() else { return };
        let Ok(stream) = TcpStream::from_std(stream) else { return };
        let shaken = timeout_at(self.run.end, self.run.trust.shake(&self.target.name, stream)).await;
        let Ok(shaken) = shaken else { return self.change(|host| host.seen.tls = Some(TlsOutcome::Timeout)) };
        let outcome = match &shaken.stream {
            Ok(_) => self.run.judge(Store::System, &shaken.chain, &self.target.name, UnixTime::now()),
            Err(outcome) => *outcome,
        };
        self.change(|host| {
            host.seen.tls = Some(outcome);
            host.chain = shaken.chain.clone();
        });
        if let Ok(stream) = shaken.stream {
            // The kernel knows the way to the proxy only.
            let nowhere = SocketAddr::from(([0, 0, 0, 0], 0));
            self.request(stream, None, nowhere, self.run.patience()).await;
        }
    }

    /// Addresses that only a reference knows, where what the system goes by leads nowhere good.
    async fn other_addresses(&self, known: &[IpAddr]) -> Vec<IpAddr> {
        let end = self.run.end.min(Instant::now() + self.run.patience() / 2);
        let others = || {
            let mut others = self.run.answered_addresses(&self.target.name, false);
            others.retain(|address| !known.contains(address));
            (!others.is_empty()).then_some(others)
        };
        // Over UDP the same someone may answer in everybody's place; what came over a connection settles it.
        let settled = || {
            let about = |exchange: &Exchange| {
                let streamed = !exchange.server.system && exchange.server.transport != Transport::Udp;
                (streamed && exchange.answer(&self.target.name, Kind::A).is_some()).then_some(())
            };
            !self.run.exchanges(about).is_empty()
        };
        let found = self.run.until(end, |_| others().or_else(|| settled().then(Vec::new))).await;
        found.unwrap_or_default()
    }

    /// Whether a handshake at an address that only a reference knows is good: that proves the address right (and the system's
    /// wrong) whatever the reasons for two DNS servers to differ.
    async fn at_reference(&self, addresses: &[IpAddr]) {
        let usable =
            addresses.iter().find(|address| if address.is_ipv4() { self.run.routes.0 } else { self.run.routes.1 });
        let Some(address) = usable.copied().filter(|_| self.run.budget.take()) else { return };
        let end = self.run.end.min(Instant::now() + self.run.patience());
        let connected = self.run.connect(SocketAddr::new(address, HTTPS), None, end).await;
        self.change(|host| host.seen.connects.push(connected.seen.clone()));
        let Some(stream) = connected.stream else { return };
        self.run.budget.send(HANDSHAKE_BYTES);
        let Ok(shaken) = timeout_at(end, self.run.trust.shake(&self.target.name, stream)).await else { return };
        let outcome = match &shaken.stream {
            Ok(_) => self.run.judge(Store::System, &shaken.chain, &self.target.name, UnixTime::now()),
            Err(outcome) => *outcome,
        };
        self.change(|host| {
            host.seen.reference_tls = Some(outcome);
            host.reference_chain = shaken.chain;
        });
    }
}
