//! Name look-ups: what the system finds, what its DNS servers say, and what others say.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Run;
use super::dns::{Exchange, Kind, Query, Question, Server, ask_stream, ask_udp};
use super::seen::{DnsOutcome, TlsOutcome, Transport};

/// How long the system's look-up counts as on its way before the answers of its DNS servers are taken in its place. A lost query
/// holds `getaddrinfo` up for 5 s.
const HEAD_START: Duration = Duration::from_millis(1200);

/// When a server that has not said anything over UDP is asked by other means.
const SILENCE: Duration = Duration::from_millis(1600);

/// Reference resolvers that are asked over TCP and TLS, where UDP is silent.
const MAX_STREAMED: usize = 2;

/// Port of DNS over TLS, RFC 7858 §3.1.
const DOT: u16 = 853;

/// What the system's look-up of one name gave.
#[derive(Clone, Debug)]
pub struct LookedUp {
    pub name: String,
    /// The addresses; none where it failed.
    pub addresses: Vec<IpAddr>,
    pub ms: f64,
}

/// Addresses to go by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub addresses: Vec<IpAddr>,
    /// Whether only a reference resolver knows them, so that a browser on this machine would not get there.
    pub by_reference: bool,
}

impl Run {
    /// Asks for all names of the run, the system and its DNS servers and the references at once.
    pub async fn look_names_up(self: Arc<Self>) {
        let hosts: Vec<String> = self.targets.iter().map(|target| target.name.clone()).collect();
        let others = self.other_names();
        let mut work = JoinSet::new();
        for name in hosts.iter().chain(&others) {
            let (run, name) = (Arc::clone(&self), name.clone());
            work.spawn(async move { run.ask_system(name).await });
        }
        let question = |name: &String, kind| Question { name: name.clone(), kind };
        let mut own: Vec<Question> = hosts.iter().chain(&others).map(|name| question(name, Kind::A)).collect();
        own.extend(hosts.iter().map(|name| question(name, Kind::Aaaa)));
        let (servers, _) = self.world().resolvers();
        for address in servers {
            let server = Server { address, system: true, transport: Transport::Udp, name: String::new() };
            work.spawn(Arc::clone(&self).ask_server(server, own.clone()));
        }
        // A second question a name makes the count of lost ones tell more.
        let compared = hosts.iter().flat_map(|name| [question(name, Kind::A), question(name, Kind::Aaaa)]);
        let compared: Vec<Question> = compared.collect();
        for reference in &self.plan.settings.reference_resolvers {
            let address = SocketAddr::new(reference.address, 53);
            let routed = self.routed(address.ip());
            let server = Server { address, system: false, transport: Transport::Udp, name: reference.name.clone() };
            if routed {
                work.spawn(Arc::clone(&self).ask_server(server, compared.clone()));
            }
        }
        work.spawn(Arc::clone(&self).ask_otherwise(own, compared));
        while work.join_next().await.is_some() {}
    }

    fn other_names(&self) -> Vec<String> {
        let pages = self
            .plan
            .settings
            .check_pages
            .iter()
            .filter_map(|page| url::Url::parse(&page.url).ok()?.domain().map(str::to_owned));
        pages.chain(self.plan.settings.time_servers.iter().cloned()).collect()
    }

    async fn ask_system(self: Arc<Self>, name: String) {
        let began = Instant::now();
        let Some(found) = self.world().look_up(&name).await else { return };
        let addresses = found.unwrap_or_default();
        let looked_up = LookedUp { name, addresses, ms: began.elapsed().as_secs_f64() * 1000.0 };
        lock(&self.looked_up).push(looked_up);
        self.tell();
    }

    /// Asks one server everything; ends with the time for names.
    async fn ask_server(self: Arc<Self>, server: Server, questions: Vec<Question>) {
        let transport = server.transport;
        let exchange = Arc::new(Mutex::new(Exchange::new(server)));
        lock(&self.exchanges).push(Arc::clone(&exchange));
        let end = self.names_end();
        match transport {
            Transport::Udp => ask_udp(self, exchange, questions, end).await,
            Transport::Tcp | Transport::Tls => ask_stream(self, exchange, questions, end).await,
        }
    }

    /// Asks servers that are silent over UDP by other means: the same ones over TCP, references over TLS too.
    async fn ask_otherwise(self: Arc<Self>, own: Vec<Question>, compared: Vec<Question>) {
        tokio::time::sleep_until(self.start + SILENCE.min(self.patience() / 2)).await;
        let silent: Vec<Server> = self.exchanges(|exchange| {
            (exchange.server.transport == Transport::Udp && !exchange.answered()).then(|| exchange.server.clone())
        });
        let mut work = JoinSet::new();
        let mut streamed = 0;
        for server in &silent {
            let tcp = Server { transport: Transport::Tcp, ..server.clone() };
            if server.system && self.budget.take() {
                work.spawn(Arc::clone(&self).ask_server(tcp, own.clone()));
            } else if !server.system && streamed < MAX_STREAMED && self.budget.take() {
                streamed += 1;
                work.spawn(Arc::clone(&self).ask_server(tcp, compared.clone()));
            }
        }
        if self.references_doubted(streamed) {
            for reference in self.plan.settings.reference_resolvers.iter().take(MAX_STREAMED) {
                let address = SocketAddr::new(reference.address, DOT);
                let name = reference.name.clone();
                if self.budget.take() {
                    let server = Server { address, system: false, transport: Transport::Tls, name };
                    work.spawn(Arc::clone(&self).ask_server(server, compared.clone()));
                }
            }
        }
        while work.join_next().await.is_some() {}
    }

    /// Whether what references say over UDP is no evidence: they are silent, contradict themselves, or a host cannot be had by
    /// what everybody says, so that someone may be answering in everybody's place.
    fn references_doubted(&self, silent: usize) -> bool {
        let injected = |exchange: &Exchange| exchange.queries.iter().any(Query::injected).then_some(());
        let lost = |host: &super::host::Host| {
            let good = matches!(host.seen.tls, Some(TlsOutcome::Ok | TlsOutcome::Unfinished));
            !host.target.control && !host.seen.addresses.is_empty() && !good
        };
        silent > 0 || !self.exchanges(injected).is_empty() || self.hosts_read(lost).contains(&true)
    }

    /// Addresses for a name: the system's, or else those of its DNS servers, or else the references'.
    pub async fn addresses(&self, name: &str) -> Found {
        let end = self.names_end();
        let patience = self.start + HEAD_START.min(self.patience() / 2);
        let found = self.until(end, |now| self.found(name, now >= patience)).await;
        found.unwrap_or_else(|| self.found(name, true).unwrap_or_default())
    }

    fn found(&self, name: &str, late: bool) -> Option<Found> {
        let system = lock(&self.looked_up).iter().find(|known| known.name == name).cloned();
        let ended = system.is_some();
        if let Some(system) = system.filter(|system| !system.addresses.is_empty()) {
            return Some(Found { addresses: system.addresses, by_reference: false });
        }
        if !ended && !late && !self.world().is_other() {
            return None;
        }
        let own = self.answered_addresses(name, true);
        // As `getaddrinfo`, which has both families or none.
        let waits =
            !late && self.world().is_other() && self.routes.1 && self.targets.iter().any(|target| target.name == name);
        let six = |exchange: &Exchange| exchange.server.system && exchange.answer(name, Kind::Aaaa).is_some();
        if waits && self.exchanges(|exchange| six(exchange).then_some(())).is_empty() {
            return None;
        }
        // An address of a family without a route is no answer while the other family's is on its way.
        if own.iter().any(|address| self.routed(*address))
            || (late && !own.is_empty() && self.system_outcome(name).is_some())
        {
            return Some(Found { addresses: own, by_reference: false });
        }
        // The system's servers are asked three times before they are given up.
        let said_no = self.system_outcome(name).is_some_and(|outcome| outcome != DnsOutcome::Ok);
        if !said_no {
            return None;
        }
        let others = self.answered_addresses(name, false);
        (!others.is_empty()).then_some(Found { addresses: others, by_reference: true })
    }

    /// What the system's servers, or the others, gave as addresses.
    pub fn answered_addresses(&self, name: &str, system: bool) -> Vec<IpAddr> {
        let mut all: Vec<IpAddr> = Vec::new();
        for exchange in self.exchanges(|exchange| (exchange.server.system == system).then(|| exchange.clone())) {
            for kind in [Kind::A, Kind::Aaaa] {
                let given = exchange.answer(name, kind).map_or(&[][..], |answer| &answer.addresses);
                for address in given {
                    if !all.contains(address) {
                        all.push(*address);
                    }
                }
            }
        }
        all
    }

    /// What the system's DNS servers say about a name, over whatever transport: an answer with addresses over any other, a
    /// refusal over silence. `None` where it is too early to tell.
    pub fn system_outcome(&self, name: &str) -> Option<DnsOutcome> {
        self.outcome(name, true)
    }

    /// What the references say about it.
    pub fn reference_outcome(&self, name: &str) -> Option<DnsOutcome> {
        self.outcome(name, false)
    }

    fn outcome(&self, name: &str, system: bool) -> Option<DnsOutcome> {
        let mut best: Option<DnsOutcome> = None;
        for exchange in self.exchanges(|exchange| (exchange.server.system == system).then(|| exchange.clone())) {
            let said = match exchange.answer(name, Kind::A) {
                Some(answer) => Some(answer.outcome),
                None => exchange.about(name, Kind::A).any(|query| query.ripe).then_some(DnsOutcome::Timeout),
            };
            best = match (best, said) {
                (Some(DnsOutcome::Ok), _) | (_, None) => best,
                (_, Some(DnsOutcome::Ok)) => said,
                (Some(DnsOutcome::Timeout) | None, _) => said,
                _ => best,
            };
        }
        best
    }

    /// What `look` makes of each server's exchange.
    pub fn exchanges<T>(&self, look: impl Fn(&Exchange) -> Option<T>) -> Vec<T> {
        let exchanges = lock(&self.exchanges).clone();
        exchanges.iter().filter_map(|exchange| look(&lock(exchange))).collect()
    }
}

/// Addresses of one more name by the system's first DNS server.
pub async fn ask_first(run: &Run, name: &str, end: Instant) -> Vec<IpAddr> {
    let (servers, _) = run.world().resolvers();
    let Some(address) = servers.first().copied() else { return Vec::new() };
    let server = Server { address, system: true, transport: Transport::Udp, name: String::new() };
    let exchange = Arc::new(Mutex::new(Exchange::new(server)));
    let question = Question { name: name.to_owned(), kind: Kind::A };
    ask_udp(run.arc(), Arc::clone(&exchange), vec![question], end).await;
    let exchange = lock(&exchange);
    exchange.answer(name, Kind::A).map_or(Vec::new(), |answer| answer.addresses.clone())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
