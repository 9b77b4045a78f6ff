//! A proxy, RFC 9110 §9.3.6: opens tunnels, or not; also a way that is long or uneven.

use std::collections::BTreeMap;
use std::future::pending;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::dns::Zone;
use super::http::read_head;
use super::ledger::{Counted, Ledger};
use super::scenario::{Proxy, ProxyAnswer};

/// One proxy.
pub struct Server {
    pub proxy: Proxy,
    pub zone: Arc<Zone>,
    /// Where public addresses really are.
    pub sockets: BTreeMap<SocketAddr, SocketAddr>,
    pub ledger: Arc<Ledger>,
    pub dice: Arc<Dice>,
}

/// Numbers that look like chance and are the same in each run: the minimal standard generator of Park and Miller.
#[derive(Debug)]
pub struct Dice(AtomicU64);

impl Default for Dice {
    fn default() -> Self {
        Self(AtomicU64::new(20_261_124))
    }
}

impl Dice {
    /// From 0 to 1.
    fn throw(&self) -> f64 {
        let next = self.0.load(Ordering::Relaxed) * 48_271 % 2_147_483_647;
        self.0.store(next, Ordering::Relaxed);
        next as f64 / 2_147_483_647.0
    }
}

impl Server {
    pub async fn serve(self: Arc<Self>, mut stream: Counted) {
        if self.proxy.socks {
            let _ = self.serve_socks(stream).await;
            return;
        }
        let Some(request) = read_head(&mut stream, "proxy").await else { return };
        self.ledger.requested(request.clone());
        let refusal: &[u8] = match self.proxy.answer {
            ProxyAnswer::WantsPassword => {
                b"HTTP/1.1 407 Password\r\nproxy-authenticate: Basic realm=\"x\"\r\ncontent-length: 0\r\n\r\n"
            }
            ProxyAnswer::Forbids => b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
            ProxyAnswer::Rubbish => {
                let _ = stream.write_all(&[0xFE; 200]).await;
                return pending().await;
            }
            ProxyAnswer::Silent => return pending().await,
            _ => b"",
        };
        let tunnel = request.method == "CONNECT";
        let authority = match tunnel {
            true => request.target.clone(),
            false => request.target.split('/').nth(2).unwrap_or_default().to_owned(),
        };
        let real = self.real(&authority, if tunnel { 443 } else { 80 }).filter(|_| refusal.is_empty());
        let Some(real) = real else {
            let refusal =
                if refusal.is_empty() { b"HTTP/1.1 502 Nowhere\r\ncontent-length: 0\r\n\r\n" } else { refusal };
            let _ = stream.write_all(refusal).await;
            let _ = stream.shutdown().await;
            return;
        };
        let Ok(mut to) = TcpStream::connect(real).await else { return };
        if tunnel {
            let _ = stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await;
        } else {
            let fields = request.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
            let head = format!("{} {} HTTP/1.1\r\n{}\r\n", request.method, request.target, fields.collect::<String>());
            let _ = to.write_all(head.as_bytes()).await;
        }
        self.carry_both(stream, to).await;
    }

    /// RFC 1928: tunnels to names, for whoever has no password.
    async fn serve_socks(self: Arc<Self>, mut stream: Counted) -> std::io::Result<()> {
        const VERSION: u8 = 5;
        let _version = stream.read_u8().await?;
        let mut methods = vec![0; usize::from(stream.read_u8().await?)];
        stream.read_exact(&mut methods).await?;
        if self.proxy.answer == ProxyAnswer::WantsPassword {
            return stream.write_all(&[VERSION, 0xFF]).await;
        }
        stream.write_all(&[VERSION, 0]).await?;
        let mut request = [0; 4];
        stream.read_exact(&mut request).await?;
        let mut name = vec![0; usize::from(stream.read_u8().await?)];
        stream.read_exact(&mut name).await?;
        let port = stream.read_u16().await?;
        let name = String::from_utf8_lossy(&name).into_owned();
        let real = self.real(&name, port).filter(|_| self.proxy.answer == ProxyAnswer::Tunnels);
        /// 0 is success, 2 that the rules do not allow it, 4 that the host cannot be reached.
        const CODES: [u8; 3] = [0, 2, 4];
        let code = match (real, self.proxy.answer) {
            (Some(_), _) => CODES[0],
            (None, ProxyAnswer::Forbids) => CODES[1],
            (None, _) => CODES[2],
        };
        stream.write_all(&[VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
        if let Some(real) = real {
            self.carry_both(stream, TcpStream::connect(real).await?).await;
        }
        Ok(())
    }

    async fn carry_both(&self, stream: Counted, to: TcpStream) {
        let _ = to.set_nodelay(true);
        let (from_client, to_client) = tokio::io::split(stream);
        let (from_host, to_host) = to.into_split();
        // Where one side is done the other is not kept.
        tokio::select! {
            () = self.carry(from_client, to_host) => {}
            () = self.carry(from_host, to_client) => {}
        }
    }

    fn real(&self, authority: &str, port: u16) -> Option<SocketAddr> {
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok()?),
            None => (authority, port),
        };
        let ip = self.zone.addresses.get(host)?.iter().copied().find(IpAddr::is_ipv4)?;
        self.sockets.get(&SocketAddr::new(ip, port)).copied()
    }

    /// Carries bytes one way: each part arrives a while later, and none before one that was sent earlier.
    async fn carry(&self, mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin) {
        let (sender, mut parts) = mpsc::channel::<(Instant, Vec<u8>)>(64);
        let read = async move {
            let mut part = vec![0; 16 * 1024];
            while let Ok(length @ 1..) = from.read(&mut part).await {
                let uneven = Duration::from_millis(self.proxy.uneven_ms).mul_f64(self.dice.throw());
                let due = Instant::now() + Duration::from_millis(self.proxy.delay_ms) + uneven;
                if sender.send((due, part[..length].to_vec())).await.is_err() {
                    break;
                }
            }
        };
        let write = async {
            while let Some((due, part)) = parts.recv().await {
                sleep_until(due).await;
                if to.write_all(&part).await.is_err() || to.flush().await.is_err() {
                    break;
                }
            }
        };
        tokio::join!(read, write);
    }
}
