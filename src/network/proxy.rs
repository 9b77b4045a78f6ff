//! Proxies: the one that the system's settings name, and the one that a closed network keeps without saying so.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use http::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout_at};
use url::Url;

use super::Run;
use super::http::{AGENT, Client, REQUEST_BYTES};
use super::seen::{ProxySeen, TcpOutcome};

/// When a network that has let nothing through is searched for a proxy.
const CLOSED: Duration = Duration::from_millis(1600);

/// Time for one candidate.
const CANDIDATE: Duration = Duration::from_millis(900);

/// Bytes of a proxy's answer that are read.
const MAX_HEAD: usize = 8 * 1024;

/// The file that says which proxy to use, and the port that it is served at by convention.
const WPAD: &str = "/wpad.dat";

/// How a tunnel came about.
#[derive(Debug)]
pub struct Tunnel {
    pub stream: Option<TcpStream>,
    /// Status with which the proxy refuses it.
    pub refused: Option<u16>,
    /// `Ok` for a tunnel, `Refused` where the proxy says no.
    pub outcome: TcpOutcome,
}

impl Run {
    /// A tunnel to a host through the proxy of the settings, RFC 9110 §9.3.6.
    pub async fn tunnel(&self, host: &str, port: u16, end: Instant) -> Tunnel {
        let nothing = |outcome| Tunnel { stream: None, refused: None, outcome };
        let Some(proxy) = self.proxy.clone().filter(|_| self.budget.take()) else {
            return nothing(TcpOutcome::Unfinished);
        };
        let Some(address) = self.proxy_address(&proxy.host).await else {
            self.change_proxy(|seen| seen.tcp = TcpOutcome::Unreachable);
            return nothing(TcpOutcome::Unreachable);
        };
        let connected = self.connect(SocketAddr::new(address, proxy.port), None, end).await;
        let outcome = connected.seen.outcome;
        self.change_proxy(|seen| {
            if seen.tcp != TcpOutcome::Ok {
                seen.tcp = outcome;
            }
        });
        let Some(mut stream) = connected.stream else { return nothing(outcome) };
        let asked = async {
            if proxy.socks {
                return ask_socks(&mut stream, host, port).await;
            }
            ask_tunnel(&mut stream, host, port, proxy.authorization.as_ref()).await
        };
        let status = timeout_at(end, asked).await;
        let status = match status {
            Ok(status) => status,
            Err(_) => return nothing(TcpOutcome::Timeout),
        };
        let works = status.is_some_and(|status| (200..300).contains(&status));
        self.change_proxy(|seen| {
            // The answer that lets nobody through says more than one that refuses one host.
            if seen.status.is_none() || !works {
                seen.status = status;
            }
            seen.works |= works;
        });
        if works {
            return Tunnel { stream: Some(stream), refused: None, outcome: TcpOutcome::Ok };
        }
        Tunnel { stream: None, refused: status, outcome: TcpOutcome::Refused }
    }

    async fn proxy_address(&self, host: &str) -> Option<IpAddr> {
        match host.parse() {
            Ok(address) => Some(address),
            // A proxy's name is not among those that the run asks for.
            Err(_) => self.look_one_up(host).await.first().copied(),
        }
    }

    /// Whether a control can be reached without the proxy.
    pub async fn try_without_proxy(&self) {
        let Some(control) = self.targets.iter().find(|target| target.control) else { return };
        let found = self.addresses(&control.name).await;
        let end = self.end.min(Instant::now() + self.patience());
        let mut direct = None;
        for address in found.addresses.into_iter().filter(IpAddr::is_ipv4).take(1) {
            if self.budget.take() {
                direct = match self.connect(SocketAddr::new(address, 443), None, end).await.seen.outcome {
                    TcpOutcome::Ok => Some(true),
                    TcpOutcome::Unfinished => None,
                    _ => Some(false),
                };
            }
        }
        self.change_proxy(|seen| seen.direct = direct);
    }

    /// Searches for a proxy where names are answered and nothing else is let through.
    pub async fn search_proxy(&self) {
        sleep_until(self.start + CLOSED.min(self.patience() / 2)).await;
        let closed = |_: Instant| {
            let tried = self.hosts_read(|host| !host.seen.addresses.is_empty());
            let through = self.hosts_read(|host| host.seen.tcp == Some(TcpOutcome::Ok));
            Some(tried.contains(&true) && !through.contains(&true))
        };
        if self.until(self.end, closed).await != Some(true) {
            return;
        }
        let (resolvers, domains) = self.world().resolvers();
        if let Some(proxy) = self.search_wpad(&domains).await {
            return self.keep_found(proxy);
        }
        let mut near: Vec<IpAddr> = self.world().gateway().into_iter().collect();
        near.extend(resolvers.iter().map(SocketAddr::ip).filter(|ip| super::bogon::is_bogon(*ip) && !ip.is_loopback()));
        near.dedup();
        let mut work = tokio::task::JoinSet::new();
        for address in near.into_iter().take(2) {
            for port in &self.plan.settings.proxy_ports {
                if self.budget.take() {
                    let (run, at) = (self.arc(), SocketAddr::new(address, *port));
                    work.spawn(async move { run.try_proxy(at, "port").await });
                }
            }
        }
        while let Some(found) = work.join_next().await {
            if let Ok(Some(proxy)) = found {
                self.keep_found(proxy);
            }
        }
    }

    fn keep_found(&self, proxy: ProxySeen) {
        self.extras(|extras| extras.proxy_found = Some(proxy));
    }

    /// Web proxy auto-discovery: a name in the search domain serves a file that names the proxy.
    async fn search_wpad(&self, domains: &[String]) -> Option<ProxySeen> {
        for name in &self.plan.settings.proxy_names {
            let mut names: Vec<String> = domains.iter().map(|domain| format!("{name}.{domain}")).collect();
            names.push(name.clone());
            for name in names {
                let Some(address) = self.look_one_up(&name).await.first().copied() else { continue };
                if let Some(proxy) = self.read_wpad(&name, address).await {
                    return Some(proxy);
                }
            }
        }
        None
    }

    async fn read_wpad(&self, name: &str, address: IpAddr) -> Option<ProxySeen> {
        if !self.budget.take() {
            return None;
        }
        let end = self.end.min(Instant::now() + CANDIDATE);
        let file = timeout_at(end, async {
            let stream = self.connect(SocketAddr::new(address, 80), None, end).await.stream?;
            let url = Url::parse(&format!("http://{name}{WPAD}")).ok()?;
            self.budget.send(REQUEST_BYTES);
            Client::new(stream).await.ok()?.send(Method::GET, &url, false).await.ok()
        });
        let answer = file.await.ok()??;
        let (host, port) = named_proxy(&String::from_utf8_lossy(&answer.body))?;
        let ip = match host.parse() {
            Ok(ip) => ip,
            Err(_) => self.look_one_up(&host).await.first().copied()?,
        };
        let tried = if self.budget.take() { self.try_proxy(SocketAddr::new(ip, port), "wpad").await } else { None };
        let address = super::shown(&format!("{host}:{port}"));
        let named = ProxySeen { address: address.clone(), source: "wpad".to_owned(), ..ProxySeen::default() };
        Some(tried.map_or(named, |tried| ProxySeen { address, ..tried }))
    }

    /// Whether a proxy answers at an address: it opens a tunnel or asks for a password.
    async fn try_proxy(&self, at: SocketAddr, source: &str) -> Option<ProxySeen> {
        let control = self.targets.iter().find(|target| target.control)?;
        let end = self.end.min(Instant::now() + CANDIDATE);
        let connected = self.connect(at, None, end).await;
        let mut stream = connected.stream?;
        let status = timeout_at(end, ask_tunnel(&mut stream, &control.name, 443, None)).await.ok()??;
        // Some gateways answer 200 to anything; a tunnel leads to the host that it is for.
        let opened = (200..300).contains(&status);
        let works =
            opened && timeout_at(end, self.trust.plain_tls(&control.name, stream)).await.ok().flatten().is_some();
        (works || status == 407).then(|| ProxySeen {
            address: at.to_string(),
            source: source.to_owned(),
            tcp: TcpOutcome::Ok,
            status: Some(status),
            works,
            direct: Some(false),
        })
    }
}

/// Asks for a tunnel and gives the status; `None` where what comes is no HTTP.
async fn ask_tunnel(
    stream: &mut TcpStream,
    host: &str,
    port: u16,
    authorization: Option<&http::HeaderValue>,
) -> Option<u16> {
    let mut request =
        format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\nUser-Agent: {AGENT}\r\n").into_bytes();
    if let Some(value) = authorization {
        request.extend_from_slice(b"Proxy-Authorization: ");
        request.extend_from_slice(value.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    stream.write_all(&request).await.ok()?;
    // Byte by byte: what follows the empty line belongs to the tunnel.
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < MAX_HEAD {
        head.push(stream.read_u8().await.ok()?);
    }
    let line = head.split(|byte| *byte == b'\r').next()?;
    let line = std::str::from_utf8(line).ok()?;
    line.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()
}

/// Asks a SOCKS proxy for a tunnel to a name (RFC 1928), without a password. What it answers is told as the status of an HTTP
/// proxy that means the same.
async fn ask_socks(stream: &mut TcpStream, host: &str, port: u16) -> Option<u16> {
    const VERSION: u8 = 5;
    const NAME: u8 = 3;
    stream.write_all(&[VERSION, 1, 0]).await.ok()?;
    let (version, method) = (stream.read_u8().await.ok()?, stream.read_u8().await.ok()?);
    if version != VERSION || method != 0 {
        return (version == VERSION).then_some(407);
    }
    let mut request = vec![VERSION, 1, 0, NAME, u8::try_from(host.len()).ok()?];
    request.extend_from_slice(host.as_bytes());
    request.extend_from_slice(&port.to_be_bytes());
    stream.write_all(&request).await.ok()?;
    let mut head = [0; 4];
    stream.read_exact(&mut head).await.ok()?;
    let [_, reply, _, kind] = head;
    let address = match kind {
        1 => 4,
        4 => 16,
        _ => usize::from(stream.read_u8().await.ok()?),
    };
    stream.read_exact(&mut vec![0; address + 2]).await.ok()?;
    Some(if reply == 0 { 200 } else { 502 })
}

/// The first proxy that a configuration file names: `PROXY host:port` somewhere in its script.
fn named_proxy(script: &str) -> Option<(String, u16)> {
    let rest = script.split("PROXY ").nth(1)?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ".-:[]".contains(c))).unwrap_or(rest.len());
    let (host, port) = rest.get(..end)?.rsplit_once(':')?;
    let host = host.trim_matches(['[', ']']);
    (!host.is_empty()).then_some((host.to_owned(), port.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_proxy_of_a_script_is_found() {
        let script = "function FindProxyForURL(url, host) { return \"PROXY proxy.corp.example:3128; DIRECT\"; }";
        assert_eq!(named_proxy(script), Some(("proxy.corp.example".to_owned(), 3128)));
        assert_eq!(named_proxy("return 'DIRECT';"), None);
        assert_eq!(named_proxy("PROXY :80"), None);
    }

    proptest! {
        #[test]
        fn any_script_is_survived(script in ".{0,80}") {
            named_proxy(&script);
            named_proxy(&format!("PROXY {script}"));
        }
    }
}
