//! Intermediate certificates that a host should have sent, from where its own certificate says they are (RFC 5280 §4.2.2.1).

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use http::Method;
use rustls::pki_types::CertificateDer;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::http::{Client, REQUEST_BYTES};
use super::{Run, bogon, certificate};

/// Time for one.
const PATIENCE: Duration = Duration::from_millis(1200);

impl Run {
    /// Fetches the issuer's certificate and keeps it for judging chains. Only public addresses are asked: what a certificate of
    /// unknown origin says must not lead into this network.
    pub async fn fetch_issuer(&self, certificate: &CertificateDer<'_>) {
        let Some(url) = certificate::issuer_url(certificate).and_then(|url| Url::parse(&url).ok()) else { return };
        if url.scheme() != "http" || url.port().is_some() {
            return;
        }
        let end = self.end.min(Instant::now() + PATIENCE);
        let fetched = timeout_at(end, self.get_issuer(&url, end)).await.ok().flatten();
        if let Some(body) = fetched {
            self.extras(|extras| extras.intermediates.push(CertificateDer::from(body)));
        }
    }

    async fn get_issuer(&self, url: &Url, end: Instant) -> Option<Vec<u8>> {
        let mut addresses: Vec<IpAddr> = self.look_one_up(url.domain()?).await;
        addresses.retain(|address| !bogon::is_bogon(*address));
        let address = self.best(&addresses).filter(|_| self.budget.take() && self.budget.send(REQUEST_BYTES))?;
        let stream = self.connect(SocketAddr::new(address, 80), None, end).await.stream?;
        let answer = Client::new(stream).await.ok()?.send(Method::GET, url, false).await.ok()?;
        (answer.status.is_success() && answer.whole).then_some(answer.body)
    }
}
