//! What a world was told: every request, every name in a handshake, every byte.

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// One HTTP request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The name of the server that was asked.
    pub server: String,
    pub method: String,
    pub target: String,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
}

/// Everything that was sent to a world's servers.
#[derive(Debug, Default)]
pub struct Ledger {
    pub requests: Mutex<Vec<Request>>,
    /// Names for which a DNS server was asked.
    pub queries: Mutex<Vec<String>>,
    connections: AtomicU32,
    bytes: AtomicU64,
}

impl Ledger {
    pub fn connections(&self) -> u32 {
        self.connections.load(Ordering::Relaxed)
    }

    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub fn received(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub fn requested(&self, request: Request) {
        self.requests.lock().unwrap().push(request);
    }

    pub fn asked(&self, name: &str) {
        self.queries.lock().unwrap().push(name.to_owned());
    }

    /// Whether anything of the world was asked about a name, or the host itself was.
    pub fn knows(&self, name: &str) -> bool {
        let named = |request: &Request| request.server == name || request.target.contains(name);
        self.requests.lock().unwrap().iter().any(named)
            || self.queries.lock().unwrap().iter().any(|known| known == name)
    }
}

/// A connection whose bytes are counted.
#[derive(Debug)]
pub struct Counted {
    stream: TcpStream,
    ledger: Arc<Ledger>,
}

impl Counted {
    pub fn new(stream: TcpStream, ledger: Arc<Ledger>) -> Self {
        ledger.connections.fetch_add(1, Ordering::Relaxed);
        // The answer to a request is not to wait for the acknowledgement of the handshake.
        let _ = stream.set_nodelay(true);
        Self { stream, ledger }
    }

    /// From now on closing it is a reset.
    pub fn reset_on_close(&self) {
        let _ = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
    }

    /// Waits until the other side says something; fails where it only goes.
    pub async fn wait(&self) -> std::io::Result<()> {
        match self.stream.peek(&mut [0]).await? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// The largest segment that the other side takes.
    pub fn segment(&self) -> u32 {
        SockRef::from(&self.stream).tcp_mss().unwrap_or(u32::MAX)
    }
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.ledger.received(buffer.filled().len() - before);
        read
    }
}

impl AsyncWrite for Counted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
