//! The handshake with a host; where it stalls or is reset, what tells why.

use std::net::SocketAddr;
use std::time::Duration;

use rustls::pki_types::UnixTime;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use super::Way;
use crate::network::http::HANDSHAKE_BYTES;
use crate::network::seen::TlsOutcome;
use crate::network::tcp::{Connected, SMALL_SEGMENT};
use crate::network::tls::{Shaken, Store};

/// How long a phase stays silent before it counts as stalled and is tried in other ways: longer than a lost segment takes
/// (RFC 6298 §2.1), and some round trips.
const STALL: Duration = Duration::from_millis(1200);

impl Way {
    /// Shakes hands and asks for the page; whether the host is who it says it is.
    pub(super) async fn secure(&self, connected: Connected, address: SocketAddr) -> bool {
        self.run.step(self.at, "shaking hands");
        let stall = self.stall(&connected);
        let Connected { stream: Some(stream), handle, .. } = connected else { return false };
        let mut shaken = self.shake(stream, stall, address).await;
        if matches!(&shaken, Some(Shaken { stream: Err(TlsOutcome::Reset), .. })) {
            shaken = self.shake_again(address, stall).await.or(shaken);
        }
        let Some(shaken) = shaken else { return false };
        let outcome = self.note_handshake(&shaken);
        // One certificate alone may miss the one between it and its root.
        if let (TlsOutcome::UnknownIssuer, [own]) = (outcome, shaken.chain.as_slice()) {
            self.run.fetch_issuer(own).await;
        }
        if let Ok(stream) = shaken.stream {
            self.request(stream, handle, address, stall).await;
        }
        outcome == TlsOutcome::Ok
    }

    /// Notes how a handshake with the host itself ended.
    pub(super) fn note_handshake(&self, shaken: &Shaken) -> TlsOutcome {
        let outcome = self.worth(shaken);
        self.change(|host| {
            host.seen.tls = Some(outcome);
            host.chain = shaken.chain.clone();
        });
        outcome
    }

    /// How a handshake ended, and what its certificates are worth to this system now.
    pub(super) fn worth(&self, shaken: &Shaken) -> TlsOutcome {
        match &shaken.stream {
            Ok(_) => self.run.judge(Store::System, &shaken.chain, &self.target.name, UnixTime::now()),
            Err(outcome) => *outcome,
        }
    }

    fn stall(&self, connected: &Connected) -> Duration {
        let round_trip = Duration::from_secs_f64(connected.seen.ms.unwrap_or_default() / 1000.0);
        (STALL + round_trip * 4).min(self.run.patience())
    }

    /// Shakes hands; where that stalls, finds out why. `None` where the run ends too early to tell.
    async fn shake(&self, stream: TcpStream, stall: Duration, address: SocketAddr) -> Option<Shaken> {
        self.run.budget.send(HANDSHAKE_BYTES);
        let began = Instant::now();
        self.change(|host| host.seen.tls = Some(TlsOutcome::Unfinished));
        let mut shake = std::pin::pin!(self.run.trust.shake(&self.target.name, stream));
        if let Ok(shaken) = timeout_at(self.run.end.min(began + stall), &mut shake).await {
            return Some(shaken);
        }
        if began.elapsed() < stall {
            return None;
        }
        self.change(|host| host.seen.tls = Some(TlsOutcome::Timeout));
        let patient = timeout_at(self.run.end.min(began + self.run.patience()), &mut shake);
        let (shaken, ()) = tokio::join!(patient, self.why_stalled(address, stall));
        shaken.ok()
    }

    /// Tries a handshake that stalled with small segments and under a neutral name, for the first few hosts only.
    async fn why_stalled(&self, address: SocketAddr, stall: Duration) {
        if self.target.control || !self.run.diagnose_stall() {
            return;
        }
        let small = async {
            let outcome = self.shake_aside(address, Some(SMALL_SEGMENT), &self.target.name, stall).await;
            self.change(|host| host.seen.tls_small = outcome);
        };
        tokio::join!(small, self.neutrally(address, stall));
    }

    /// Tries a handshake under a name that nobody has reason to stop.
    async fn neutrally(&self, address: SocketAddr, stall: Duration) {
        let neutral = self.run.targets.iter().find(|target| target.control && target.name != self.target.name);
        let Some(neutral) = neutral.map(|target| target.name.clone()) else { return };
        let outcome = self.shake_aside(address, None, &neutral, stall).await;
        self.change(|host| host.seen.tls_neutral = outcome);
    }

    /// A handshake on a connection of its own: how it ends, where the certificate does not matter.
    async fn shake_aside(
        &self,
        address: SocketAddr,
        segment: Option<u32>,
        name: &str,
        stall: Duration,
    ) -> Option<TlsOutcome> {
        if !self.run.budget.take() {
            return None;
        }
        let end = self.run.end.min(Instant::now() + stall * 2);
        let connected = self.run.connect(address, segment, end).await;
        self.change(|host| host.seen.connects.push(connected.seen.clone()));
        let began = Instant::now();
        self.run.budget.send(HANDSHAKE_BYTES);
        match timeout_at(self.run.end.min(began + stall), self.run.trust.shake(name, connected.stream?)).await {
            Ok(shaken) => Some(shaken.stream.map_or_else(|outcome| outcome, |_| TlsOutcome::Ok)),
            Err(_) if began.elapsed() >= stall => Some(TlsOutcome::Timeout),
            Err(_) => None,
        }
    }

    /// Tries a handshake that was reset once more, and under a neutral name where it is reset again.
    async fn shake_again(&self, address: SocketAddr, stall: Duration) -> Option<Shaken> {
        if !self.run.budget.take() {
            return None;
        }
        let connected = self.run.connect(address, None, self.run.end).await;
        self.change(|host| host.seen.connects.push(connected.seen.clone()));
        self.run.budget.send(HANDSHAKE_BYTES);
        let again = timeout(stall, self.run.trust.shake(&self.target.name, connected.stream?)).await.ok();
        let outcome = match &again {
            Some(Shaken { stream: Ok(_), .. }) => TlsOutcome::Ok,
            Some(Shaken { stream: Err(outcome), .. }) => *outcome,
            None => TlsOutcome::Timeout,
        };
        self.change(|host| {
            host.seen.tls_again = Some(outcome);
            host.seen.resets += u32::from(outcome == TlsOutcome::Ok);
        });
        if outcome != TlsOutcome::Ok {
            self.neutrally(address, stall).await;
        }
        again
    }
}
