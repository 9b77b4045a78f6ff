//! How a world comes about: an address for each name, and a socket for each address.

use std::collections::BTreeMap;
use std::future::{Future, pending};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use preflight::network::{Loopback, Settings};
use socket2::Socket;
use tokio::net::{TcpListener, UdpSocket};
use tokio::time::sleep;
use url::Url;

use super::super::dns::Zone;
use super::super::http::Site;
use super::super::ledger::{Counted, Ledger};
use super::super::scenario::{self, Connect, Host, Names, Page};
use super::super::{hole, host};

/// For how long SYNs are lost where the first ones are: less than until they are sent again (RFC 6298 §2.1).
const LOSSES: Duration = Duration::from_millis(700);

/// A server at work.
pub type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What is done with a connection.
type Serve = Arc<dyn Fn(Counted) -> Task + Send + Sync>;

pub struct Building<'a> {
    pub(super) wanted: &'a scenario::World,
    pub(super) settings: &'a Settings,
    pub(super) provider: Vec<String>,
    pub(super) controls: Vec<String>,
    pub(super) zone: Zone,
    pub(super) loopback: Loopback,
    /// Where public addresses are for whoever is not held up.
    pub(super) sockets: BTreeMap<SocketAddr, SocketAddr>,
    pub(super) ledger: Arc<Ledger>,
    pub(super) work: Vec<Task>,
    /// Whether public addresses are this machine's own here: servers are there then, and not on the loopback interface alone.
    own_addresses: bool,
    served: Vec<(SocketAddr, Serve)>,
}

impl<'a> Building<'a> {
    pub fn new(wanted: &'a scenario::World, settings: &'a Settings, own_addresses: bool) -> Self {
        let hosts = |pages: &[String]| pages.iter().filter_map(|page| host_of(page)).collect();
        let (provider, controls): (Vec<String>, Vec<String>) = (hosts(&settings.pages), hosts(&settings.controls));
        let loopback = Loopback {
            elsewhere: Some(hole::refusing()),
            resolvers: wanted.resolvers.clone(),
            domain: wanted.domain.clone(),
            routes: (wanted.ipv4, wanted.ipv6),
            proxy: wanted.proxy.clone(),
            gateway: Some(wanted.gateway),
            ..Loopback::default()
        };
        let mut zone = Zone::default();
        for record in &wanted.records {
            zone.addresses.insert(record.name.clone(), record.addresses.clone());
            if !record.mx.is_empty() {
                zone.mx.insert(record.name.clone(), record.mx.clone());
            }
        }
        let (sockets, ledger, work, served) = (BTreeMap::new(), Arc::default(), Vec::new(), Vec::new());
        Self { wanted, settings, provider, controls, zone, loopback, sockets, ledger, work, own_addresses, served }
    }

    /// Builds everything. Names come before the servers that know them.
    pub fn all(mut self) -> Self {
        self.hosts();
        self.check_pages();
        self.issuers();
        self.time_servers();
        self.uploads();
        self.dns();
        self.proxies();
        if self.own_addresses {
            self.move_in();
        }
        self
    }

    /// Puts every server where a client looks for it.
    fn move_in(&mut self) {
        for (address, reached) in self.loopback.sockets.clone() {
            let listener = |address| std::net::TcpListener::bind(address).unwrap();
            if let Some((_, serve)) = self.served.iter().find(|(own, _)| *own == reached) {
                self.work.push(self.accept(listener(address).into(), Arc::clone(serve)));
            } else if reached == hole::silent() {
                let held = listener(address);
                self.work.push(Box::pin(async move {
                    pending::<()>().await;
                    drop(held);
                }));
            }
        }
    }

    /// Serves each connection of a listener.
    fn accept(&self, listener: Socket, serve: Serve) -> Task {
        let ledger = Arc::clone(&self.ledger);
        Box::pin(async move {
            listener.set_nonblocking(true).unwrap();
            let listener = TcpListener::from_std(listener.into()).unwrap();
            loop {
                // Out of descriptors for a moment is no end of the world.
                let Ok((stream, _)) = listener.accept().await else { continue };
                tokio::spawn(serve(Counted::new(stream, Arc::clone(&ledger))));
            }
        })
    }

    /// The names that are meant.
    pub(super) fn meant(&self, names: &Names) -> Vec<String> {
        let known = || self.provider.iter().chain(&self.controls).cloned();
        let expand = |name: &String| match name.as_str() {
            "all" => known().collect(),
            "provider" => self.provider.clone(),
            "controls" => self.controls.clone(),
            below if below.starts_with('.') => known().filter(|name| name.ends_with(below)).collect(),
            own => vec![own.to_owned()],
        };
        names.iter().flat_map(expand).collect()
    }

    /// An address of both families for one more name.
    pub(super) fn addresses(&mut self, name: &str) -> [IpAddr; 2] {
        let number = u8::try_from(self.zone.addresses.len() + 1).unwrap();
        // Nobody's in particular; nothing is ever sent there.
        let six = Ipv6Addr::new(0x2a00, 0x20, 0x30, 0x40, 0, 0, 0, number.into());
        let addresses = [IpAddr::from([20, 30, 40, number]), IpAddr::from(six)];
        let before = self.zone.addresses.insert(name.to_owned(), addresses.to_vec());
        assert!(before.is_none(), "{name} has addresses already");
        addresses
    }

    pub(super) fn place(&mut self, address: SocketAddr, connect: Connect, real: SocketAddr) {
        let becomes = |connect, good| match connect {
            Connect::Accepts | Connect::LosesFirst => good,
            Connect::Refuses => hole::refusing(),
            Connect::Swallows => hole::swallowing(),
            Connect::Unreachable => hole::unreachable(),
            Connect::Silent => hole::silent(),
        };
        let reached = becomes(connect, real);
        self.sockets.insert(address, reached);
        self.loopback.sockets.insert(address, becomes(self.wanted.direct, reached));
    }

    /// A listener, each of whose connections is served; one that loses the first SYNs where that is wanted.
    pub(super) fn listen<F>(
        &mut self,
        connect: Connect,
        serve: impl Fn(Counted) -> F + Send + Sync + 'static,
    ) -> SocketAddr
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (listener, queue) = match connect {
            Connect::LosesFirst => {
                let full = hole::Full::new();
                (full.listener, Some(full.queue))
            }
            _ => (std::net::TcpListener::bind("127.0.0.1:0").unwrap().into(), None),
        };
        let address = listener.local_addr().unwrap().as_socket().unwrap();
        let serve: Serve = Arc::new(move |stream| Box::pin(serve(stream)));
        self.served.push((address, Arc::clone(&serve)));
        let again = listener.try_clone().unwrap();
        let accept = self.accept(listener, serve);
        self.work.push(Box::pin(async move {
            if let Some(queue) = queue {
                sleep(LOSSES).await;
                drop(queue);
                again.listen(128).unwrap();
            }
            accept.await;
        }));
        address
    }

    pub(super) fn site(&self, name: &str, pages: Vec<Page>) -> Site {
        let date_s = -(self.wanted.ahead_s.round() as i64);
        Site { name: name.to_owned(), pages: Arc::new(pages), date_s, ledger: Arc::clone(&self.ledger) }
    }

    fn hosts(&mut self) {
        let mut names: Vec<String> = self.provider.iter().chain(&self.controls).cloned().collect();
        for host in self.wanted.hosts.iter().filter(|host| host.address.is_none()) {
            names.extend(self.meant(&host.names));
        }
        let mut placed: Vec<String> = Vec::new();
        for name in names {
            if !placed.contains(&name) {
                let fits = |host: &&Host| host.address.is_none() && self.meant(&host.names).contains(&name);
                let host = self.wanted.hosts.iter().find(fits).cloned().unwrap_or_default();
                let [four, six] = self.addresses(&name);
                self.host(&name, &host, &[(four, host.connect), (six, host.connect6.unwrap_or(host.connect))]);
                placed.push(name);
            }
        }
        for host in &self.wanted.hosts {
            if let Some(address) = host.address {
                let name = host.names.first().map_or("stranger.example", String::as_str);
                self.host(name, host, &[(address, host.connect)]);
            }
        }
    }

    fn host(&mut self, name: &str, host: &Host, addresses: &[(IpAddr, Connect)]) {
        let four = self.serving(name, host);
        let six = match host.handshake6 {
            Some(handshake) => self.serving(name, &Host { handshake, ..host.clone() }),
            None => four,
        };
        for (address, connect) in addresses {
            self.place(SocketAddr::new(*address, 443), *connect, if address.is_ipv4() { four } else { six });
        }
    }

    fn serving(&mut self, name: &str, host: &Host) -> SocketAddr {
        let site = self.site(name, host.pages.clone());
        let server = Arc::new(host::Server::new(site, host.clone(), self.meant(&host.handshake_names)));
        self.listen(host.connect, move |stream| {
            let server = Arc::clone(&server);
            async move { server.serve(stream).await }
        })
    }

    /// A server of datagrams at a public address.
    pub(super) fn receive<F>(&mut self, public: SocketAddr, serve: impl FnOnce(UdpSocket) -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let at = if self.own_addresses { public } else { SocketAddr::from(([127, 0, 0, 1], 0)) };
        let socket = std::net::UdpSocket::bind(at).unwrap();
        self.loopback.datagrams.insert(public, socket.local_addr().unwrap());
        self.work.push(Box::pin(async move {
            socket.set_nonblocking(true).unwrap();
            serve(UdpSocket::from_std(socket).unwrap()).await;
        }));
    }
}

/// The host of an address.
pub fn host_of(url: &str) -> Option<String> {
    Url::parse(url).ok()?.host_str().map(str::to_owned)
}
