//! One run: what its tasks share, and everything that is asked in it.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak, mpsc};
use std::time::Duration;

use rustls::pki_types::{CertificateDer, UnixTime};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};

use super::budget::Budget;
use super::clock::NtpSample;
use super::dns::Exchange;
use super::host::{self, Host};
use super::http::Answer;
use super::names::{self, LookedUp};
use super::plan::{Plan, Target};
use super::seen::{CheckPageSeen, MailSeen, PageSeen, ProxySeen, TcpOutcome, TlsOutcome, UploadSeen};
use super::tls::{Store, Trust};
use super::world::{self, World};
use super::{Message, Step, lock, quality, shown};

/// How long a connection may stay silent: until the second repetition of its SYN (1 and 3 s, RFC 6298 §2) and a little more.
const PATIENCE: Duration = Duration::from_millis(3200);

/// Hosts of the provider for which a stalled handshake is tried in other ways; more of them tell nothing new.
const MAX_STALLS: u32 = 2;

/// How long an upload that the user breaks off may take to say how far it got.
const LAST_WORD: Duration = Duration::from_millis(300);

/// What all tasks of a run share.
pub struct Run {
    pub plan: Plan,
    pub trust: Trust,
    pub budget: Budget,
    pub start: Instant,
    pub end: Instant,
    pub targets: Vec<Target>,
    pub routes: (bool, bool),
    pub proxy: Option<world::Proxy>,
    pub hosts: Vec<Mutex<Host>>,
    pub exchanges: Mutex<Vec<Arc<Mutex<Exchange>>>>,
    pub looked_up: Mutex<Vec<LookedUp>>,
    pub extras: Mutex<Extras>,
    pub stalls: AtomicU32,
    pub changed: Notify,
    pub steps: mpsc::Sender<Message>,
    pub own: Weak<Run>,
}

/// How long what is not read of a page may still stand in a queue on the way: a home router holds half a second and more.
const LEFT_IN_QUEUES: Duration = Duration::from_millis(500);

/// What belongs to no host.
#[derive(Debug, Default)]
pub struct Extras {
    pub proxy: Option<ProxySeen>,
    pub proxy_found: Option<ProxySeen>,
    pub check_pages: Vec<CheckPageSeen>,
    pub ntp: Vec<NtpSample>,
    pub loaded: Vec<f64>,
    /// When the last page that was on its way could no longer hold anything up.
    pub quiet: Option<Instant>,
    pub upload: Option<UploadSeen>,
    pub page: Option<PageSeen>,
    pub mail: Option<MailSeen>,
    pub intermediates: Vec<CertificateDer<'static>>,
    pub interrupted: bool,
    pub before_upload: Option<(u32, u64)>,
}

impl Run {
    pub fn new(plan: Plan, start: Instant, steps: mpsc::Sender<Message>) -> Result<Arc<Self>, rustls::Error> {
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
    pub fn go(self: Arc<Self>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            // `getaddrinfo` holds a thread for each name; with too few, one dead name would make others look slow.
            .max_blocking_threads(64)
            .build();
        if let Ok(runtime) = runtime {
            let run = Arc::clone(&self);
            runtime.block_on(async move {
                let mut everything = std::pin::pin!(Arc::clone(&run).everything());
                tokio::select! {
                    () = &mut everything => {}
                    _ = tokio::signal::ctrl_c() => {
                        let uploads = run.extras(|extras| {
                            extras.interrupted = true;
                            extras.before_upload.is_some()
                        });
                        run.tell();
                        if uploads {
                            let _ = timeout(LAST_WORD, everything).await;
                        }
                    }
                }
            });
            // A `getaddrinfo` that hangs would hold an ordinary shutdown.
            runtime.shutdown_background();
        }
        let _ = self.steps.send(Message::Done);
    }

    pub async fn everything(self: Arc<Self>) {
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

    pub async fn all_probes(self: Arc<Self>) {
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
        if !self.hosts_read(|host| host.seen.tls == Some(TlsOutcome::Ok)).iter().all(|good| *good) {
            let _ = names.await;
        }
    }

    pub fn world(&self) -> &World {
        &self.plan.world
    }

    pub fn arc(&self) -> Arc<Self> {
        // A run is only ever held by `Arc`, and whoever calls this holds it.
        self.own.upgrade().unwrap_or_else(|| unreachable!("a run is held while it runs"))
    }

    /// Until when names are looked up.
    pub fn names_end(&self) -> Instant {
        self.start + self.plan.kept_deadline() * 6 / 10
    }

    /// Until when samples are taken.
    pub fn samples_end(&self) -> Instant {
        self.start + self.plan.kept_deadline() / 2
    }

    /// Until when samples are taken of a way that is uneven.
    pub fn more_samples_end(&self) -> Instant {
        self.start + self.plan.kept_deadline() * 4 / 5
    }

    /// How long a phase may stay silent.
    pub fn patience(&self) -> Duration {
        PATIENCE.min(self.plan.kept_deadline() * 11 / 20)
    }

    pub fn since_start(&self, at: Instant) -> f64 {
        at.saturating_duration_since(self.start).as_secs_f64() * 1000.0
    }

    /// Whether a stalled host is one of the first few.
    pub fn diagnose_stall(&self) -> bool {
        self.stalls.fetch_add(1, Ordering::Relaxed) < MAX_STALLS
    }

    /// What a chain is worth for a name at a time, with the intermediate certificates that other hosts sent.
    pub fn judge(&self, store: Store, chain: &[CertificateDer<'static>], name: &str, at: UnixTime) -> TlsOutcome {
        let mut others = self.extras(|extras| extras.intermediates.clone());
        others.extend(self.hosts.iter().flat_map(|host| lock(host).chain.get(1..).unwrap_or_default().to_vec()));
        self.trust.judge(store, chain, name, at, &others)
    }

    pub fn change(&self, at: usize, change: impl FnOnce(&mut Host)) {
        if let Some(host) = self.hosts.get(at) {
            change(&mut lock(host));
        }
        self.tell();
    }

    pub fn hosts_read<T>(&self, look: impl Fn(&Host) -> T) -> Vec<T> {
        self.hosts.iter().map(|host| look(&lock(host))).collect()
    }

    pub fn jitter_of(&self, at: usize) -> Option<f64> {
        let quiet = self.extras(|extras| extras.quiet);
        let round_trips = lock(self.hosts.get(at)?).round_trips.clone();
        let told = quality::undisturbed(&round_trips, quiet, false);
        // Where nothing of it is known yet, every sample may be jitter.
        if told.len() >= 2 {
            quality::jitter(&told)
        } else {
            quality::jitter(&quality::undisturbed(&round_trips, None, false))
        }
    }

    /// A page was read; what is not read of it may stand in a queue for a while.
    pub fn note_page(&self, answer: &Answer) {
        let left = if answer.whole { Duration::ZERO } else { LEFT_IN_QUEUES };
        self.extras(|extras| extras.quiet = extras.quiet.max(Some(answer.read + left)));
    }

    /// Whether the host of an address is one of those that are asked.
    pub fn is_asked(&self, url: &url::Url) -> bool {
        self.targets.iter().any(|target| url.domain() == Some(target.name.as_str()))
    }

    pub fn extras<T>(&self, change: impl FnOnce(&mut Extras) -> T) -> T {
        change(&mut lock(&self.extras))
    }

    pub fn change_proxy(&self, change: impl FnOnce(&mut ProxySeen)) {
        self.extras(|extras| extras.proxy.as_mut().map(change));
    }

    pub fn take_loaded(&self) -> Vec<f64> {
        self.extras(|extras| std::mem::take(&mut extras.loaded))
    }

    pub fn step(&self, at: usize, phase: &'static str) {
        if let Some(target) = self.targets.get(at) {
            let _ = self.steps.send(Message::Step(Step::Host { name: target.name.clone(), phase }));
        }
    }

    /// Wakes whoever waits for something to become known.
    pub fn tell(&self) {
        self.changed.notify_waiters();
    }

    /// Waits until `look` gives something, at most until `end`.
    pub async fn until<T>(&self, end: Instant, look: impl Fn(Instant) -> Option<T>) -> Option<T> {
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

    /// Waits until the user breaks the run off, at most until `end`.
    pub async fn interrupted(&self, end: Instant) -> bool {
        self.until(end, |_| self.extras(|extras| extras.interrupted).then_some(())).await.is_some()
    }

    /// Whether there is a route to an address's family.
    pub fn routed(&self, address: IpAddr) -> bool {
        self.world().route(address)
    }

    /// The address that a single connection has the best chance at: of the family over which others came about, or else of IPv4,
    /// since broken IPv6 is the more frequent.
    pub fn best(&self, addresses: &[IpAddr]) -> Option<IpAddr> {
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
    pub async fn look_one_up(&self, name: &str) -> Vec<IpAddr> {
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
