//! Asks the way to a provider's portal: names (DNS), connections (TCP), encryption (TLS), answers (HTTP), the clock and the
//! network's own obstacles, all hosts at once and within one deadline. What comes out is evidence; causes are named by rules.
//!
//! Whatever is known at the deadline is true then: a phase that had its time and gave nothing timed out, one that did not have
//! it is unfinished. Nothing but plain GET and HEAD requests is sent to a host, and never more than the [`Budget`] allows.

mod aia;
mod bogon;
mod budget;
mod certificate;
mod check;
mod clock;
mod dns;
mod host;
mod http;
mod mail;
mod names;
mod page;
mod plan;
mod portal;
mod proxy;
mod quality;
pub mod seen;
mod settings;
mod summary;
mod tcp;
mod tcp_info;
mod time;
mod tls;
mod upload;
mod world;

use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak, mpsc};
use std::thread;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, UnixTime};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

pub use budget::{MAX_CONNECTIONS, MAX_SENT_BYTES};
pub use plan::{Plan, Target};
pub use portal::belongs;
pub use seen::{DnsOutcome, HostSeen, HttpOutcome, Seen, TcpOutcome, TlsOutcome};
pub use settings::{CheckPage, Marker, Reference, Settings};
pub use upload::MAX_BYTES as MAX_UPLOAD_BYTES;
pub use world::{Loopback, World};

use budget::Budget;
use clock::NtpSample;
use dns::Exchange;
use host::Host;
use names::LookedUp;
use seen::{CheckPageSeen, MailSeen, PageSeen, ProxySeen, TlsOutcome as Tls, UploadSeen};
use tls::{Store, Trust};

/// Characters kept of a text that came over the wire.
const MAX_TEXT: usize = 300;

/// How long a connection may stay silent: until the second repetition of its SYN (1 and 3 s, RFC 6298 §2) and a little more.
const PATIENCE: Duration = Duration::from_millis(3200);

/// Hosts of the provider for which a stalled handshake is tried in other ways; more of them tell nothing new.
const MAX_STALLS: u32 = 2;

/// Something that happened, for whoever watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A host, and what is being done or was done with it.
    Host {
        /// Its name.
        name: String,
        /// The phase.
        phase: &'static str,
    },
    /// The upload probe begins; it may take this long.
    Upload {
        /// Bytes.
        bytes: u64,
        /// At most.
        within: Duration,
    },
}

/// Asks what a plan wants and returns at its deadline at the latest, with what is known by then; earlier on Ctrl-C.
///
/// Blocks the calling thread and works on one of its own, which is left behind where a look-up or the system's certificate check
/// holds it up. `watch` is told what happens as it happens.
pub fn observe(plan: &Plan, mut watch: impl FnMut(Step)) -> Seen {
    let (steps, stepped) = mpsc::channel();
    let began = Instant::now();
    let run = match Run::new(plan.clone(), began, steps) {
        Ok(run) => run,
        // Without any trusted root no handshake could be judged.
        Err(_) => return Seen { asked: true, ..Seen::default() },
    };
    let work = Arc::clone(&run);
    let spawned = thread::Builder::new().name("network".to_owned()).spawn(move || work.go());
    drop(spawned);
    let end = began.into_std() + plan.kept_deadline() + plan.upload.map_or(Duration::ZERO, |_| plan.upload_deadline());
    // The channel closes when the thread is done, also by a panic.
    let left = || end.saturating_duration_since(std::time::Instant::now());
    while let Ok(Message::Step(step)) = stepped.recv_timeout(left()) {
        watch(step);
    }
    run.summary()
}

enum Message {
    Step(Step),
    Done,
}

/// What all tasks of a run share.
struct Run {
    plan: Plan,
    trust: Trust,
    budget: Budget,
    start: Instant,
    end: Instant,
    targets: Vec<Target>,
    routes: (bool, bool),
    proxy: Option<world::Proxy>,
    hosts: Vec<Mutex<Host>>,
    exchanges: Mutex<Vec<Arc<Mutex<Exchange>>>>,
    looked_up: Mutex<Vec<LookedUp>>,
    extras: Mutex<Extras>,
    stalls: AtomicU32,
    changed: Notify,
    steps: mpsc::Sender<Message>,
    own: Weak<Run>,
}

/// What belongs to no host.
#[derive(Debug, Default)]
struct Extras {
    proxy: Option<ProxySeen>,
    proxy_found: Option<ProxySeen>,
    check_pages: Vec<CheckPageSeen>,
    ntp: Vec<NtpSample>,
    loaded: Vec<f64>,
    upload: Option<UploadSeen>,
    page: Option<PageSeen>,
    mail: Option<MailSeen>,
    intermediates: Vec<CertificateDer<'static>>,
    interrupted: bool,
    before_upload: Option<(u32, u64)>,
}

impl Run {
    fn new(plan: Plan, start: Instant, steps: mpsc::Sender<Message>) -> Result<Arc<Self>, rustls::Error> {
        let trust = Trust::new(plan.roots.as_deref(), plan.world.store())?;
        let targets = plan.targets();
        let proxy = targets.first().and_then(|target| plan.world.proxy(target.url.as_str()));
        let named = proxy.as_ref().map(|proxy| ProxySeen {
            address: shown(&proxy.authority()),
            source: "settings".to_owned(),
            ..ProxySeen::default()
        });
        Ok(Arc::new_cyclic(|own| Self {
            end: start + plan.kept_deadline(),
            start,
            trust,
            budget: Budget::default(),
            routes: plan.world.routes(),
            proxy,
            hosts: targets.iter().map(|target| Mutex::new(Host::new(target))).collect(),
            targets,
            exchanges: Mutex::default(),
            looked_up: Mutex::default(),
            extras: Mutex::new(Extras { proxy: named, ..Extras::default() }),
            stalls: AtomicU32::new(0),
            changed: Notify::new(),
            steps,
            own: own.clone(),
            plan,
        }))
    }

    /// Does everything, on a thread of its own.
    fn go(self: Arc<Self>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            // `getaddrinfo` holds a thread for each name; with too few, one dead name would make others look slow.
            .max_blocking_threads(64)
            .build();
        if let Ok(runtime) = runtime {
            let run = Arc::clone(&self);
            runtime.block_on(async move {
                tokio::select! {
                    () = Arc::clone(&run).everything() => {}
                    _ = tokio::signal::ctrl_c() => run.extras(|extras| extras.interrupted = true),
                }
            });
            // A `getaddrinfo` that hangs would hold an ordinary shutdown.
            runtime.shutdown_background();
        }
        let _ = self.steps.send(Message::Done);
    }

    async fn everything(self: Arc<Self>) {
        let _ = timeout_at(self.end, Arc::clone(&self).all_probes()).await;
        let Some((bytes, url)) = self.plan.upload.zip(self.plan.settings.upload_url.clone()) else { return };
        // Where no host can be reached, that has its own cause.
        if !self.hosts_read(|host| host.seen.tcp == Some(TcpOutcome::Ok)).contains(&true) {
            return;
        }
        let within = self.plan.upload_deadline();
        let before = (self.budget.connections(), self.budget.sent_bytes());
        self.extras(|extras| extras.before_upload = Some(before));
        let _ = self.steps.send(Message::Step(Step::Upload { bytes, within }));
        let seen = Arc::clone(&self).upload(&url, bytes, Instant::now() + within).await;
        self.extras(|extras| extras.upload = Some(seen));
    }

    async fn all_probes(self: Arc<Self>) {
        let mut work = JoinSet::new();
        let names = tokio::spawn(Arc::clone(&self).look_names_up());
        for at in 0..self.targets.len() {
            work.spawn(host::ask(Arc::clone(&self), at));
        }
        for page in self.plan.settings.check_pages.clone() {
            let run = Arc::clone(&self);
            work.spawn(async move { run.check_page(&page).await });
        }
        for (at, name) in self.plan.settings.time_servers.clone().into_iter().enumerate() {
            work.spawn(Arc::clone(&self).ask_time(at, name));
        }
        let run = Arc::clone(&self);
        match &self.proxy {
            Some(_) => work.spawn(async move { run.try_without_proxy().await }),
            None => work.spawn(async move { run.search_proxy().await }),
        };
        if let Some(domain) = self.plan.mail_domain.clone() {
            work.spawn(Arc::clone(&self).ask_mail(domain));
        }
        if let Some((url, domains)) = self.plan.page.clone() {
            let run = Arc::clone(&self);
            work.spawn(async move { run.ask_page(&url, domains).await });
        }
        while work.join_next().await.is_some() {}
        // Answers that are still on their way matter only where something went wrong.
        if !self.hosts_read(|host| host.seen.tls == Some(Tls::Ok)).iter().all(|good| *good) {
            let _ = names.await;
        }
    }

    fn world(&self) -> &World {
        &self.plan.world
    }

    fn arc(&self) -> Arc<Self> {
        // A run is only ever held by `Arc`, and whoever calls this holds it.
        self.own.upgrade().unwrap_or_else(|| unreachable!("a run is held while it runs"))
    }

    /// Until when names are looked up.
    fn names_end(&self) -> Instant {
        self.start + self.plan.kept_deadline() * 6 / 10
    }

    /// Until when samples are taken.
    fn samples_end(&self) -> Instant {
        self.start + self.plan.kept_deadline() / 2
    }

    /// Until when samples are taken of a way that is uneven.
    fn more_samples_end(&self) -> Instant {
        self.start + self.plan.kept_deadline() * 4 / 5
    }

    /// How long a phase may stay silent.
    fn patience(&self) -> Duration {
        PATIENCE.min(self.plan.kept_deadline() * 11 / 20)
    }

    fn since_start(&self, at: Instant) -> f64 {
        at.saturating_duration_since(self.start).as_secs_f64() * 1000.0
    }

    /// Whether a stalled host is one of the first few.
    fn diagnose_stall(&self) -> bool {
        self.stalls.fetch_add(1, Ordering::Relaxed) < MAX_STALLS
    }

    /// What a chain is worth for a name at a time, with the intermediate certificates that other hosts sent.
    fn judge(&self, store: Store, chain: &[CertificateDer<'static>], name: &str, at: UnixTime) -> TlsOutcome {
        let mut others = self.extras(|extras| extras.intermediates.clone());
        others.extend(self.hosts.iter().flat_map(|host| lock(host).chain.get(1..).unwrap_or_default().to_vec()));
        self.trust.judge(store, chain, name, at, &others)
    }

    fn change(&self, at: usize, change: impl FnOnce(&mut Host)) {
        if let Some(host) = self.hosts.get(at) {
            change(&mut lock(host));
        }
        self.tell();
    }

    fn hosts_read<T>(&self, look: impl Fn(&Host) -> T) -> Vec<T> {
        self.hosts.iter().map(|host| look(&lock(host))).collect()
    }

    fn jitter_of(&self, at: usize) -> Option<f64> {
        quality::jitter(&lock(self.hosts.get(at)?).round_trips)
    }

    fn extras<T>(&self, change: impl FnOnce(&mut Extras) -> T) -> T {
        change(&mut lock(&self.extras))
    }

    fn change_proxy(&self, change: impl FnOnce(&mut ProxySeen)) {
        self.extras(|extras| extras.proxy.as_mut().map(change));
    }

    fn take_loaded(&self) -> Vec<f64> {
        self.extras(|extras| std::mem::take(&mut extras.loaded))
    }

    fn step(&self, at: usize, phase: &'static str) {
        if let Some(target) = self.targets.get(at) {
            let _ = self.steps.send(Message::Step(Step::Host { name: target.name.clone(), phase }));
        }
    }

    /// Wakes whoever waits for something to become known.
    fn tell(&self) {
        self.changed.notify_waiters();
    }

    /// Waits until `look` gives something, at most until `end`.
    async fn until<T>(&self, end: Instant, look: impl Fn(Instant) -> Option<T>) -> Option<T> {
        /// Some answers depend on the time alone.
        const GLANCE: Duration = Duration::from_millis(50);
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            if let Some(found) = look(Instant::now()) {
                return Some(found);
            }
            if Instant::now() >= end {
                return None;
            }
            let _ = timeout_at(end.min(Instant::now() + GLANCE), changed).await;
        }
    }

    /// Whether there is a route to an address's family.
    fn routed(&self, address: IpAddr) -> bool {
        self.world().route(address)
    }

    /// The address that a single connection has the best chance at: of the family over which others came about, or else of IPv4,
    /// since broken IPv6 is the more frequent.
    fn best(&self, addresses: &[IpAddr]) -> Option<IpAddr> {
        let works = |six: bool| {
            let family = |host: &Host| if six { host.seen.tcp6 } else { host.seen.tcp4 };
            self.hosts_read(|host| family(host) == Some(TcpOutcome::Ok)).contains(&true)
        };
        let six_first = works(true) && !works(false);
        let mut usable: Vec<IpAddr> = addresses.iter().copied().filter(|address| self.routed(*address)).collect();
        usable.sort_by_key(|address| address.is_ipv6() != six_first);
        usable.first().copied()
    }

    /// Addresses of a name that is not among those of the run.
    async fn look_one_up(&self, name: &str) -> Vec<IpAddr> {
        if self.targets.iter().any(|target| target.name == name) {
            return self.addresses(name).await.addresses;
        }
        // An upload probe looks its host up after the end of everything else.
        let end = Instant::now() + self.patience();
        match timeout_at(end, self.world().look_up(name)).await {
            Ok(Some(found)) => found.unwrap_or_default(),
            Ok(None) => names::ask_first(self, name, end).await,
            Err(_) => Vec::new(),
        }
    }
}

/// A text that came over the wire, safe to show: bounded, without control characters and without those that reorder or hide
/// what stands around them (Unicode bidirectional controls and zero-width characters).
fn shown(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    text.chars().filter(|c| !hidden(*c)).take(MAX_TEXT).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_the_wire_cannot_steer_a_terminal() {
        assert_eq!(shown("CN=a\u{1b}[2J\u{202e}b\r\n"), "CN=a[2Jb");
        assert_eq!(shown(&"x".repeat(5000)).len(), MAX_TEXT);
    }
}
