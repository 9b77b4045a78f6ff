//! What the operating system says of the network: resolvers, routes, proxies, trusted roots. Tests put another world in its
//! place, whose public addresses lead to sockets on the loopback interface.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::Arc;

use hickory_resolver::system_conf::read_system_conf;
use hyper_util::client::proxy::matcher::Matcher;

/// DNS servers of the system that are asked, the first of its list.
const MAX_RESOLVERS: usize = 2;

/// The operating system, or what stands in for it.
#[derive(Clone, Default)]
pub struct World(Option<Arc<Loopback>>);

/// A world of its own for tests. Nothing of the system is used where this is given.
#[derive(Clone, Debug, Default)]
pub struct Loopback {
    /// Where a public address really is; one that is missing is at `elsewhere`.
    pub sockets: BTreeMap<SocketAddr, SocketAddr>,
    /// Where UDP to a public address really goes; one that is missing stays silent.
    pub datagrams: BTreeMap<SocketAddr, SocketAddr>,
    /// Where all other public addresses are.
    pub elsewhere: Option<SocketAddr>,
    /// The system's DNS servers.
    pub resolvers: Vec<IpAddr>,
    /// Its search domain.
    pub domain: Option<String>,
    /// Whether there are routes for IPv4 and IPv6.
    pub routes: (bool, bool),
    /// The proxy of the system's settings, `http://10.0.0.1:3128`.
    pub proxy: Option<String>,
    /// The gateway.
    pub gateway: Option<IpAddr>,
    /// Root certificates of the system's store, DER.
    pub store: Vec<Vec<u8>>,
}

impl World {
    /// A world of its own.
    pub fn loopback(world: Loopback) -> Self {
        Self(Some(Arc::new(world)))
    }

    /// Whether this is another world than the operating system's.
    pub(super) fn is_other(&self) -> bool {
        self.0.is_some()
    }

    /// Where to connect to reach an address by TCP.
    pub(super) fn socket(&self, address: SocketAddr) -> SocketAddr {
        let Some(world) = &self.0 else { return address };
        world.sockets.get(&address).copied().or(world.elsewhere).unwrap_or(address)
    }

    /// Where to send to reach an address by UDP; nowhere in a world that drops it.
    pub(super) fn datagram(&self, address: SocketAddr) -> Option<SocketAddr> {
        match &self.0 {
            None => Some(address),
            Some(world) => world.datagrams.get(&address).copied(),
        }
    }

    /// What `getaddrinfo` finds: `/etc/hosts`, split DNS and caches included, as a browser sees it. `None` in a world without
    /// one, where the DNS servers decide alone.
    pub(super) async fn look_up(&self, name: &str) -> Option<io::Result<Vec<IpAddr>>> {
        if self.0.is_some() {
            return None;
        }
        let found = tokio::net::lookup_host((name, 0)).await;
        Some(found.map(|addresses| {
            let mut kept: Vec<IpAddr> = Vec::new();
            for address in addresses.map(|address| address.ip()) {
                if !kept.contains(&address) {
                    kept.push(address);
                }
            }
            kept
        }))
    }

    /// The system's DNS servers and its search domains.
    pub(super) fn resolvers(&self) -> (Vec<SocketAddr>, Vec<String>) {
        if let Some(world) = &self.0 {
            let servers = world.resolvers.iter().map(|ip| SocketAddr::new(*ip, 53)).collect();
            return (servers, world.domain.iter().cloned().collect());
        }
        let Ok((config, _)) = read_system_conf() else { return Default::default() };
        let mut servers: Vec<SocketAddr> = Vec::new();
        for server in &config.name_servers {
            let port = server.connections.first().map_or(53, |connection| connection.port);
            let address = SocketAddr::new(server.ip, port);
            if !servers.contains(&address) && servers.len() < MAX_RESOLVERS {
                servers.push(address);
            }
        }
        let domains = config.domain.iter().chain(&config.search);
        let domains = domains.map(|name| name.to_utf8().trim_end_matches('.').to_owned());
        (servers, domains.filter(|domain| !domain.is_empty()).collect())
    }

    /// Whether there is a route to the Internet for IPv4 and for IPv6.
    pub(super) fn routes(&self) -> (bool, bool) {
        // Addresses of root name servers (a and k), which no network has for itself.
        let four = Ipv4Addr::new(198, 41, 0, 4);
        let six = Ipv6Addr::new(0x2001, 0x7fd, 0, 0, 0, 0, 0, 1);
        (self.route(four.into()), self.route(six.into()))
    }

    /// Whether there is a route to an address. Connecting a datagram socket asks the system for one and sends nothing.
    pub(super) fn route(&self, to: IpAddr) -> bool {
        if let Some(world) = &self.0 {
            return if to.is_ipv4() { world.routes.0 } else { world.routes.1 };
        }
        let from: IpAddr = if to.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
        let local = UdpSocket::bind(SocketAddr::new(from, 0)).and_then(|socket| {
            socket.connect(SocketAddr::new(to, 9))?;
            socket.local_addr()
        });
        local.is_ok_and(|local| to.is_loopback() || !(local.ip().is_loopback() || is_link_local(local.ip())))
    }

    /// The proxy that the system's settings or variables name for an address, and what it is to be told about the user.
    pub(super) fn proxy(&self, url: &str) -> Option<Proxy> {
        let uri: http::Uri = url.parse().ok()?;
        let matcher = match &self.0 {
            None => Matcher::from_system(),
            Some(world) => Matcher::builder().all(world.proxy.clone()?).build(),
        };
        let found = matcher.intercept(&uri)?;
        let host = found.uri().host()?.trim_matches(['[', ']']).to_owned();
        let port = found.uri().port_u16().unwrap_or(match found.uri().scheme_str() {
            Some("https") => 443,
            Some(scheme) if scheme.starts_with("socks") => 1080,
            _ => 80,
        });
        let socks = found.uri().scheme_str().is_some_and(|scheme| scheme.starts_with("socks"));
        Some(Proxy { host, port, socks, authorization: found.basic_auth().cloned() })
    }

    /// The gateway of the default route, where the system tells.
    pub(super) fn gateway(&self) -> Option<IpAddr> {
        match &self.0 {
            Some(world) => world.gateway,
            None => default_gateway(&std::fs::read_to_string("/proc/net/route").ok()?),
        }
    }

    /// Root certificates in place of the system's store.
    pub(super) fn store(&self) -> Option<&[Vec<u8>]> {
        self.0.as_ref().map(|world| world.store.as_slice())
    }
}

/// A proxy of the system's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proxy {
    pub host: String,
    pub port: u16,
    /// Whether it speaks SOCKS (RFC 1928) and not HTTP.
    pub socks: bool,
    /// What the settings want it to be told, with every request.
    pub authorization: Option<http::HeaderValue>,
}

impl Proxy {
    /// Host and port as in an address (RFC 3986 §3.2).
    pub fn authority(&self) -> String {
        let Self { host, port, .. } = self;
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }
}

/// Whether an address is of no use beyond this link.
fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    }
}

/// The gateway in Linux's table of routes: addresses are hexadecimal in the machine's byte order.
fn default_gateway(table: &str) -> Option<IpAddr> {
    table.lines().skip(1).find_map(|line| {
        let mut columns = line.split_whitespace().skip(1);
        let (destination, gateway) = (columns.next()?, columns.next()?);
        let gateway = u32::from_str_radix(gateway, 16).ok().filter(|gateway| *gateway != 0)?;
        (destination == "00000000").then_some(IpAddr::V4(Ipv4Addr::from(gateway.to_ne_bytes())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateway_is_read() {
        let table =
            "Iface\tDestination\tGateway\tFlags\neth0\t0000A8C0\t00000000\t0001\neth0\t00000000\t0100A8C0\t0003\n";
        assert_eq!(
            default_gateway(table),
            Some("192.168.0.1".parse().unwrap()).filter(|_| cfg!(target_endian = "little"))
        );
        assert_eq!(default_gateway(""), None);
        assert_eq!(default_gateway("Iface\nx y z\n"), None);
    }

    #[test]
    fn a_proxy_is_named_without_its_password() {
        let proxy = Some("http://ann:secret@proxy.example:3128".to_owned());
        let world = World::loopback(Loopback { proxy, ..Loopback::default() });
        let found = world.proxy("https://portal.test/").unwrap();
        assert_eq!((found.host.as_str(), found.port), ("proxy.example", 3128));
        assert!(found.authorization.unwrap().is_sensitive());
    }
}
