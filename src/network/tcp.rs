//! TCP connections, each with what the kernel says of it.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, timeout_at};

use super::Run;
use super::quality::RoundTrip;
use super::seen::{ConnectSeen, TcpOutcome};
use super::tcp_info;

/// The segment size that gets through where a path drops large packets without a word: 1000 bytes fit into IPv6's smallest
/// packet of 1280 bytes (RFC 8200 §5) with room for a tunnel or two.
pub const SMALL_SEGMENT: u32 = 1000;

/// A first retransmission comes after one second (RFC 6298 §2.1): a handshake that takes longer has lost its SYN or the answer.
pub const SYN_RETRANSMISSION: Duration = Duration::from_secs(1);

/// How a connection went.
#[derive(Debug)]
pub struct Connected {
    /// The connection, where it came about.
    pub stream: Option<TcpStream>,
    /// A second handle on it, to ask the kernel.
    pub handle: Option<std::net::TcpStream>,
    /// What was seen.
    pub seen: ConnectSeen,
    /// When it began.
    pub began: Instant,
}

impl Connected {
    /// The round trip of the handshake.
    pub fn round_trip(&self) -> Option<RoundTrip> {
        self.seen.ms.map(|ms| RoundTrip { began: self.began, ms })
    }

    /// Whether the first SYN or the answer to it got lost.
    pub fn lost(&self) -> bool {
        let late = self.seen.ms.is_some_and(|ms| ms >= SYN_RETRANSMISSION.as_secs_f64() * 1000.0);
        match self.seen.outcome {
            TcpOutcome::Ok => self.seen.retransmits.map_or(late, |again| again > 0),
            TcpOutcome::Timeout => true,
            _ => false,
        }
    }
}

impl Run {
    /// Connects, with segments of at most `segment` bytes where that is given; ends at `end` at the latest. The connection is
    /// taken from the budget by the caller.
    pub async fn connect(&self, address: SocketAddr, segment: Option<u32>, end: Instant) -> Connected {
        let began = Instant::now();
        let real = self.world().socket(address);
        let attempt = timeout_at(end, async {
            match segment {
                None => TcpStream::connect(real).await,
                Some(bytes) => small(real, bytes)?.connect(real).await,
            }
        });
        let connected = attempt.await;
        let elapsed = began.elapsed();
        let outcome = match &connected {
            Ok(Ok(_)) => TcpOutcome::Ok,
            Ok(Err(error)) => failure(error.kind()),
            // What had less time than a SYN's first repetition cannot be called silence.
            Err(_) if elapsed >= self.patience().max(SYN_RETRANSMISSION) => TcpOutcome::Timeout,
            Err(_) => TcpOutcome::Unfinished,
        };
        let (stream, handle) = match connected {
            Ok(Ok(stream)) => doubled(stream),
            _ => (None, None),
        };
        let info = handle.as_ref().and_then(tcp_info::read);
        let wall_ms = elapsed.as_secs_f64() * 1000.0;
        // The kernel's own time, unless it comes from a repeated SYN.
        let kernel_ms = info.filter(|info| info.retransmits == 0 && info.srtt_us > 0);
        let ms = kernel_ms.map_or(wall_ms, |info| f64::from(info.srtt_us) / 1000.0);
        let seen = ConnectSeen {
            address: address.to_string(),
            at_ms: self.since_start(began),
            ms: (outcome == TcpOutcome::Ok).then_some(ms),
            outcome,
            retransmits: info.map(|info| info.retransmits),
        };
        Connected { stream, handle, seen, began }
    }
}

/// The stream and a second handle on it. Requests are sent at once, not held back until the end of the TLS handshake is
/// acknowledged.
fn doubled(stream: TcpStream) -> (Option<TcpStream>, Option<std::net::TcpStream>) {
    if stream.set_nodelay(true).is_err() {
        return (None, None);
    }
    let Ok(stream) = stream.into_std() else { return (None, None) };
    let handle = stream.try_clone().ok();
    (TcpStream::from_std(stream).ok(), handle)
}

fn small(address: SocketAddr, bytes: u32) -> std::io::Result<TcpSocket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    #[cfg(unix)]
    socket.set_tcp_mss(bytes)?;
    #[cfg(not(unix))]
    let _ = bytes;
    Ok(TcpSocket::from_std_stream(socket.into()))
}

fn failure(kind: ErrorKind) -> TcpOutcome {
    match kind {
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => TcpOutcome::Refused,
        ErrorKind::TimedOut => TcpOutcome::Timeout,
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::AddrNotAvailable => TcpOutcome::Unreachable,
        _ => TcpOutcome::Error,
    }
}

/// Of two outcomes of one host, the one that says more: one address that answers is enough, and a machine without a route for
/// one family is no finding where the other stalls.
pub fn more_telling(one: TcpOutcome, other: TcpOutcome) -> TcpOutcome {
    let rank = |outcome| match outcome {
        TcpOutcome::Unreachable => 0,
        TcpOutcome::Error => 1,
        TcpOutcome::Unfinished => 2,
        TcpOutcome::Timeout => 3,
        TcpOutcome::Refused => 4,
        TcpOutcome::Ok => 5,
    };
    if rank(other) > rank(one) { other } else { one }
}
