//! Other ways to a host than the one that the system takes: through a proxy, or to the address that a reference knows.

use std::net::{IpAddr, SocketAddr};

use tokio::time::{Instant, timeout_at};

use super::{HTTPS, Way};
use crate::network::dns::{Exchange, Kind};
use crate::network::http::HANDSHAKE_BYTES;
use crate::network::seen::{TlsOutcome, Transport};

impl Way {
    /// Everything through the proxy that the settings name.
    pub(super) async fn through_proxy(&self) {
        let end = self.run.end.min(Instant::now() + self.run.patience());
        let tunnel = self.run.tunnel(&self.target.name, HTTPS, end).await;
        self.change(|host| {
            host.seen.tcp = Some(tunnel.outcome);
            host.seen.proxy_status = tunnel.refused;
        });
        let Some(stream) = tunnel.stream else { return };
        let (began, patience) = (Instant::now(), self.run.patience());
        self.change(|host| host.seen.tls = Some(TlsOutcome::Unfinished));
        let end = self.run.end.min(began + patience);
        let Ok(shaken) = timeout_at(end, self.run.trust.shake(&self.target.name, stream)).await else {
            if began.elapsed() >= patience {
                self.change(|host| host.seen.tls = Some(TlsOutcome::Timeout));
            }
            return;
        };
        self.note_handshake(&shaken);
        if let Ok(stream) = shaken.stream {
            // The kernel knows the way to the proxy only.
            let nowhere = SocketAddr::from(([0, 0, 0, 0], 0));
            self.request(stream, None, nowhere, self.run.patience()).await;
        }
    }

    /// Addresses that only a reference knows, where what the system goes by leads nowhere good.
    pub(super) async fn other_addresses(&self, known: &[IpAddr]) -> Vec<IpAddr> {
        let end = self.run.end.min(Instant::now() + self.run.patience() / 2);
        let others = || {
            let mut others = self.run.answered_addresses(&self.target.name, false);
            others.retain(|address| !known.contains(address));
            (!others.is_empty()).then_some(others)
        };
        // Over UDP the same someone may answer in everybody's place; what came over a connection settles it.
        let settled = || {
            let about = |exchange: &Exchange| {
                let streamed = !exchange.server.system && exchange.server.transport != Transport::Udp;
                (streamed && exchange.answer(&self.target.name, Kind::A).is_some()).then_some(())
            };
            !self.run.exchanges(about).is_empty()
        };
        let found = self.run.until(end, |_| others().or_else(|| settled().then(Vec::new))).await;
        found.unwrap_or_default()
    }

    /// Whether a handshake at an address that only a reference knows is good: that proves the address right (and the system's
    /// wrong) whatever the reasons for two DNS servers to differ.
    pub(super) async fn at_reference(&self, addresses: &[IpAddr]) {
        let Some(address) = self.run.best(addresses).filter(|_| self.run.budget.take()) else { return };
        let end = self.run.end.min(Instant::now() + self.run.patience());
        let connected = self.run.connect(SocketAddr::new(address, HTTPS), None, end).await;
        self.change(|host| host.seen.connects.push(connected.seen.clone()));
        let Some(stream) = connected.stream else { return };
        self.run.budget.send(HANDSHAKE_BYTES);
        let Ok(shaken) = timeout_at(end, self.run.trust.shake(&self.target.name, stream)).await else { return };
        let outcome = self.worth(&shaken);
        self.change(|host| {
            host.seen.reference_tls = Some(outcome);
            host.reference_chain = shaken.chain;
        });
    }
}
