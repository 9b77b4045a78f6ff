//! A server of HTTPS: what becomes of a connection, of a ClientHello, of a request.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rustls::ServerConfig;
use rustls::server::Acceptor;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::LazyConfigAcceptor;

use super::authority::{Kind, Order, issue};
use super::http::{End, Site};
use super::ledger::Counted;
use super::scenario::{Certificate, Handshake, Host};

/// Days for which a certificate that is as it should be is valid.
const DAYS: (i32, i32) = (-30, 60);

/// Segments below this get through where large packets are swallowed: a path of 1280 bytes.
const SMALL: u32 = 1200;

/// One server.
pub struct Server {
    pub site: Site,
    host: Host,
    handshake_names: Vec<String>,
    config: Arc<ServerConfig>,
    count: AtomicU32,
}

impl Server {
    /// `handshake_names` are those for which the handshake is out of the ordinary.
    pub fn new(site: Site, host: Host, handshake_names: Vec<String>) -> Self {
        let kind = match (&host.authority, host.certificate) {
            (Some(authority), _) => Kind::By(authority.clone()),
            (None, Certificate::Good | Certificate::OtherHost) => Kind::Good,
            (None, Certificate::SelfSigned) => Kind::SelfSigned,
            (None, Certificate::NoIntermediate) => Kind::NoIntermediate,
            (None, Certificate::IntermediateElsewhere) => Kind::IntermediateElsewhere,
        };
        let name = if host.certificate == Certificate::OtherHost { "stranger.example" } else { &site.name };
        let config = issue(&Order { name: name.to_owned(), days: host.valid_days.unwrap_or(DAYS), kind });
        Self { site, host, handshake_names, config, count: AtomicU32::new(0) }
    }

    pub async fn serve(&self, mut stream: Counted) {
        let small = stream.segment() <= SMALL;
        // Connections that only measure the way say nothing.
        if stream.wait().await.is_err() {
            return;
        }
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        if self.host.resets_every.is_some_and(|every| count.is_multiple_of(every)) {
            return stream.reset_on_close();
        }
        if self.host.handshake == Handshake::Rubbish {
            let _ = stream.read_u8().await;
            let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\nno such thing here\r\n").await;
            return pending().await;
        }
        let Ok(start) = LazyConfigAcceptor::new(Acceptor::default(), stream).await else { return };
        let name = start.client_hello().server_name().unwrap_or_default().to_owned();
        if self.handshake_names.is_empty() || self.handshake_names.contains(&name) {
            match self.host.handshake {
                Handshake::Resets => return start.io.reset_on_close(),
                Handshake::Stalls => return pending().await,
                Handshake::StallsUnlessSmall if !small => return pending().await,
                _ => {}
            }
        }
        let Ok(mut stream) = start.into_stream(Arc::clone(&self.config)).await else { return };
        match self.site.serve(&mut stream, small).await {
            End::Closed => {
                let _ = stream.shutdown().await;
            }
            End::Reset => stream.get_ref().0.reset_on_close(),
            End::Held => pending().await,
        }
    }
}
