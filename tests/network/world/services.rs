//! What there is besides the hosts: check pages, time servers, uploads, DNS servers, proxies.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;

use super::super::authority::{ISSUERS_URL, Kind, Order, intermediate_elsewhere, issue};
use super::super::dns::{self, Zone};
use super::super::scenario::{Answer, Certificate, CheckPages, Connect, Page, ProxyAnswer};
use super::super::{hole, proxy, time, upload};
use super::building::{Building, host_of};

impl Building<'_> {
    /// A host that speaks plain HTTP.
    fn plain(&mut self, name: &str, connect: Connect, pages: Vec<Page>) {
        let site = self.site(name, pages);
        let real = self.listen(connect, move |mut stream| {
            let site = site.clone();
            async move {
                site.serve(&mut stream, false).await;
            }
        });
        for address in self.addresses(name) {
            self.place(SocketAddr::new(address, 80), connect, real);
        }
    }

    pub(super) fn check_pages(&mut self) {
        let portal = |status: u16, headers: &[(&str, &str)], body: &str| Page {
            status: Some(status),
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            body: Some(body.to_owned()),
            ..Page::default()
        };
        for page in self.settings.check_pages.clone() {
            let Some(name) = host_of(&page.url) else { continue };
            let answer = match self.wanted.check_pages {
                CheckPages::Expected | CheckPages::Swallowed => portal(page.status, &[], &page.word),
                CheckPages::Redirect => portal(302, &[("location", "http://login.hotel.example/start?mac=1")], ""),
                CheckPages::LoginPage => portal(200, &[], "<html><body>Welcome, guest. Log in.</body></html>"),
                CheckPages::LoginRequired => portal(511, &[], "<html><body>Log in.</body></html>"),
                CheckPages::Rubbish => Page { answer: Answer::Rubbish, ..Page::default() },
            };
            let swallowed = self.wanted.check_pages == CheckPages::Swallowed;
            self.plain(&name, if swallowed { Connect::Swallows } else { Connect::Accepts }, vec![answer]);
        }
    }

    /// The page with the intermediate certificate that nobody sends, where one is missing.
    pub(super) fn issuers(&mut self) {
        if self.wanted.hosts.iter().any(|host| host.certificate == Certificate::IntermediateElsewhere) {
            let page = Page { bytes: Some(intermediate_elsewhere()), ..Page::default() };
            self.plain(&host_of(ISSUERS_URL).unwrap(), Connect::Accepts, vec![page]);
        }
    }

    pub(super) fn time_servers(&mut self) {
        for name in self.settings.time_servers.clone() {
            let [four, _] = self.addresses(&name);
            if self.wanted.time_servers && self.wanted.direct == Connect::Accepts {
                let ahead_s = self.wanted.ahead_s;
                self.receive(SocketAddr::new(four, 123), move |socket| time::serve(socket, ahead_s));
            }
        }
    }

    pub(super) fn uploads(&mut self) {
        let Some(name) = self.settings.upload_url.as_deref().and_then(host_of) else { return };
        let config = issue(&Order { name: name.clone(), days: (-30, 60), kind: Kind::Good });
        let (uploads, ledger) = (self.wanted.uploads, Arc::clone(&self.ledger));
        let server = Arc::new(upload::Server { name: name.clone(), config, uploads, ledger });
        let real = self.listen(Connect::Accepts, move |stream| {
            let server = Arc::clone(&server);
            async move { server.serve(stream).await }
        });
        for address in self.addresses(&name) {
            self.place(SocketAddr::new(address, 443), Connect::Accepts, real);
        }
    }

    pub(super) fn dns(&mut self) {
        let announced = self.wanted.proxies.iter().filter_map(|proxy| Some((proxy.announced_as.clone()?, proxy)));
        for (name, proxy) in announced.collect::<Vec<_>>() {
            let script = format!("function FindProxyForURL(u, h) {{ return \"PROXY {}\"; }}", proxy.address);
            self.plain(&name, Connect::Accepts, vec![Page { body: Some(script), ..Page::default() }]);
            let address = SocketAddr::new(self.zone.addresses[&name][0], 80);
            self.loopback.sockets.insert(address, self.sockets[&address]);
        }
        let zone = Arc::new(self.zone.clone());
        for address in self.wanted.resolvers.clone() {
            self.dns_server(&zone, address, None);
        }
        for reference in self.settings.reference_resolvers.clone() {
            self.dns_server(&zone, reference.address, Some(reference.name));
        }
    }

    fn dns_server(&mut self, zone: &Arc<Zone>, address: IpAddr, tls_name: Option<String>) {
        let role = if tls_name.is_some() { "references" } else { "system" };
        let here = |server: &String| *server == role || *server == address.to_string();
        let rules = self.wanted.dns.iter().filter(|rule| rule.servers.is_empty() || rule.servers.iter().any(here));
        let rules = rules.map(|rule| (rule.clone(), self.meant(&rule.names))).collect();
        let server = Arc::new(dns::Server::new(Arc::clone(zone), rules, Arc::clone(&self.ledger)));
        if tls_name.is_none() || self.wanted.direct == Connect::Accepts {
            let own = Arc::clone(&server);
            self.receive(SocketAddr::new(address, 53), move |socket| own.over_udp(socket));
        }
        let own = Arc::clone(&server);
        let real = self.listen(Connect::Accepts, move |stream| {
            let server = Arc::clone(&own);
            async move {
                let _ = server.over_stream(stream, "tcp").await;
            }
        });
        self.place(SocketAddr::new(address, 53), Connect::Accepts, real);
        let Some(name) = tls_name else {
            // What is near is reached whatever becomes of the rest.
            self.loopback.sockets.insert(SocketAddr::new(address, 53), real);
            return;
        };
        let config = issue(&Order { name, days: (-30, 60), kind: Kind::Good });
        let real = self.listen(Connect::Accepts, move |stream| {
            let (server, acceptor) = (Arc::clone(&server), TlsAcceptor::from(Arc::clone(&config)));
            async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    let _ = server.over_stream(stream, "tls").await;
                }
            }
        });
        self.place(SocketAddr::new(address, 853), Connect::Accepts, real);
    }

    pub(super) fn proxies(&mut self) {
        let zone = Arc::new(self.zone.clone());
        for wanted in self.wanted.proxies.clone() {
            let real = match wanted.answer {
                ProxyAnswer::Refuses => hole::refusing(),
                ProxyAnswer::Swallows => hole::swallowing(),
                _ => {
                    let server = Arc::new(proxy::Server {
                        proxy: wanted.clone(),
                        zone: Arc::clone(&zone),
                        sockets: self.sockets.clone(),
                        ledger: Arc::clone(&self.ledger),
                        dice: Arc::default(),
                    });
                    self.listen(Connect::Accepts, move |stream| Arc::clone(&server).serve(stream))
                }
            };
            self.loopback.sockets.insert(wanted.address, real);
        }
    }
}
