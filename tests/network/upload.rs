//! A server that takes an upload, or not.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_rustls::TlsAcceptor;

use super::http::read_head;
use super::ledger::{Counted, Ledger};
use super::scenario::{UploadAnswer, Uploads};

/// One server.
pub struct Server {
    pub name: String,
    pub config: Arc<ServerConfig>,
    pub uploads: Uploads,
    pub ledger: Arc<Ledger>,
}

impl Server {
    pub async fn serve(&self, stream: Counted) {
        let Ok(mut stream) = TlsAcceptor::from(Arc::clone(&self.config)).accept(stream).await else { return };
        let Some(request) = read_head(&mut stream, &self.name).await else { return };
        let length = request.headers.iter().find(|(name, _)| name == "content-length");
        let length = length.and_then(|(_, value)| value.parse::<u64>().ok()).unwrap_or(0);
        self.ledger.requested(request);
        if self.uploads.answer == UploadAnswer::TooLarge {
            let _ = stream.write_all(b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n").await;
            let _ = stream.flush().await;
            // Closed at once, what is still on its way would reset the answer away.
            sleep(Duration::from_secs(1)).await;
            return;
        }
        let began = Instant::now();
        let mut taken = 0;
        let mut part = [0; 8 * 1024];
        while taken < length {
            match stream.read(&mut part).await {
                Ok(read) if read > 0 => taken += read as u64,
                _ => return,
            }
            if let Some(rate) = self.uploads.rate {
                sleep_until(began + Duration::from_secs_f64(taken as f64 / rate as f64)).await;
            }
            match self.uploads.answer {
                UploadAnswer::Resets if taken >= self.uploads.after => return stream.get_ref().0.reset_on_close(),
                UploadAnswer::Stalls if taken >= self.uploads.after => return pending().await,
                _ => {}
            }
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
        let _ = stream.shutdown().await;
    }
}
