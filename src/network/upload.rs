//! The upload probe: as many zeros as the user's own image has bytes, to an address of the pack.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use super::http::AGENT;
use super::quality::median;
use super::seen::UploadSeen;
use super::tcp::SMALL_SEGMENT;
use super::{Run, page, tcp_info};

/// The most that is sent.
pub const MAX_BYTES: u64 = 100 * 1024 * 1024;

/// Bytes written at a time: a TLS record (RFC 8446 §5.1).
const RECORD: usize = 16 * 1024;

/// How often the kernel is asked how far it got.
const PACE: Duration = Duration::from_millis(50);

/// Time between two connections that measure the latency under load.
const LOAD_PACE: Duration = Duration::from_millis(250);

/// Connections for that.
const MAX_LOADED: usize = 24;

/// How long an upload may stand still before it counts as stalled.
const STALL: Duration = Duration::from_secs(4);

/// Part of the upload that is not measured: TCP's slow start (RFC 5681 §3.1), and what buffers on the way take at once.
const WARM_UP: f64 = 0.15;

/// Part of the upload from which what is left is too little to measure by.
const MOST: f64 = 0.8;

/// How near two resets have to be to each other to have one cause, as a share and in bytes.
const SAME_PLACE: (f64, u64) = (0.1, 64 * 1024);

/// How far the kernel had got when.
type Progress = Arc<Mutex<Vec<(Instant, u64)>>>;

/// How one try ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Answered(u16),
    Reset,
    Stalled,
    OutOfTime,
    Interrupted,
}

impl Run {
    /// Sends `bytes` zeros; a second time where the first was reset.
    pub async fn upload(self: Arc<Self>, address: &str, bytes: u64, end: Instant) -> UploadSeen {
        let bytes = bytes.min(MAX_BYTES);
        let Ok(url) = Url::parse(address) else {
            return UploadSeen { outcome: "error".to_owned(), ..UploadSeen::default() };
        };
        let mut seen = UploadSeen {
            url: page::without_query(&url),
            bytes,
            outcome: "unreachable".to_owned(),
            ..UploadSeen::default()
        };
        // Behind a proxy the host's address may be unknown, and nothing else gets there.
        let to = match self.proxy {
            Some(_) => None,
            None => self.upload_address(&url).await,
        };
        let mut load = None;
        if let Some(to) = to {
            seen.idle_rtt_ms = self.round_trip(to, 3).await;
            load = Some(tokio::spawn(measure_load(Arc::clone(&self), to, end)));
        }
        let tried = self.try_upload(&url, to, bytes, None, end).await;
        if let Some(load) = load {
            load.abort();
        }
        let Some((ended, progress)) = tried else { return seen };
        let loaded = self.take_loaded();
        seen.loaded_rtt_ms = median(&loaded);
        seen.sent = reached(&progress);
        seen.bytes_per_s = rate(&progress);
        seen.seconds = seen.bytes_per_s.map(|rate| bytes as f64 / rate);
        match ended {
            End::Answered(status) => {
                seen.outcome = "ok".to_owned();
                seen.status = Some(status);
            }
            End::OutOfTime => seen.outcome = "timeout".to_owned(),
            End::Interrupted => seen.outcome = "interrupted".to_owned(),
            End::Reset => {
                seen.outcome = "reset".to_owned();
                let again = self.try_upload(&url, to, bytes, None, end).await;
                if let Some((End::Reset, progress)) = again {
                    let second = reached(&progress);
                    let apart = seen.sent.abs_diff(second);
                    let near = apart <= SAME_PLACE.1 || apart as f64 <= SAME_PLACE.0 * seen.sent as f64;
                    seen.cut_at = near.then(|| seen.sent.midpoint(second));
                }
            }
            End::Stalled => {
                seen.outcome = "stalled".to_owned();
                // Where large segments got through, they are not why.
                if seen.sent > RECORD as u64 {
                    return seen;
                }
                let small = self.try_upload(&url, to, bytes.min(200_000), Some(SMALL_SEGMENT), end).await;
                if matches!(small, Some((End::Answered(_), _))) {
                    seen.outcome = "stalled-large-segments".to_owned();
                }
            }
        }
        seen
    }

    async fn upload_address(&self, url: &Url) -> Option<SocketAddr> {
        let found = self.look_one_up(url.domain()?).await;
        let ip = self.best(&found)?;
        Some(SocketAddr::new(ip, url.port_or_known_default()?))
    }

    async fn round_trip(&self, to: SocketAddr, times: usize) -> Option<f64> {
        let mut samples = Vec::new();
        for _ in 0..times {
            let connected = self.connect(to, None, Instant::now() + self.patience()).await;
            samples.extend(connected.seen.ms);
        }
        median(&samples)
    }

    async fn try_upload(
        &self,
        url: &Url,
        to: Option<SocketAddr>,
        bytes: u64,
        segment: Option<u32>,
        end: Instant,
    ) -> Option<(End, Progress)> {
        let host = url.domain()?;
        let (stream, handle) = match &self.proxy {
            None => {
                let connected = self.connect(to?, segment, end).await;
                (connected.stream?, connected.handle)
            }
            Some(_) => (self.tunnel(host, url.port_or_known_default()?, end).await.stream?, None),
        };
        let stream = timeout_at(end, self.trust.plain_tls(host, stream)).await.ok()??;
        let (mut read, mut write) = tokio::io::split(stream);
        let progress: Progress = Arc::default();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {AGENT}\r\nContent-Type: application/octet-stream\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n",
            url.path()
        );
        let written = Arc::clone(&progress);
        let send = async {
            write.write_all(head.as_bytes()).await.ok()?;
            let zeros = [0; RECORD];
            let mut left = usize::try_from(bytes).ok()?;
            while left > 0 {
                let part = left.min(RECORD);
                write.write_all(zeros.get(..part)?).await.ok()?;
                left -= part;
                if handle.is_none() {
                    note(&written, bytes - left as u64);
                }
            }
            write.flush().await.ok()
        };
        let answer = async {
            let mut start = [0; 12];
            read.read_exact(&mut start).await.ok()?;
            std::str::from_utf8(&start).ok()?.strip_prefix("HTTP/1.")?.get(2..5)?.parse::<u16>().ok()
        };
        let watch = async {
            let mut moved = (Instant::now(), 0);
            loop {
                if let Some(info) = handle.as_ref().and_then(tcp_info::read) {
                    note(&progress, info.acknowledged);
                }
                let at = reached(&progress);
                if at > moved.1 {
                    moved = (Instant::now(), at);
                } else if moved.0.elapsed() >= STALL {
                    return;
                }
                sleep(PACE).await;
            }
        };
        let sent_and_answered = async {
            // A refusal comes before everything is sent; the answer ends the try either way.
            let mut answer = std::pin::pin!(answer);
            tokio::select! {
                status = &mut answer => status,
                sent = send => match sent {
                    Some(()) => answer.await,
                    // What was said before the reset may still be there to read.
                    None => timeout_at(end, answer).await.ok().flatten(),
                },
            }
        };
        let ended = tokio::select! {
            status = sent_and_answered => status.map_or(End::Reset, End::Answered),
            () = watch => End::Stalled,
            broken_off = self.interrupted(end) => if broken_off { End::Interrupted } else { End::OutOfTime },
        };
        if let Some(info) = handle.as_ref().and_then(tcp_info::read) {
            note(&progress, info.acknowledged);
        }
        Some((ended, progress))
    }
}

async fn measure_load(run: Arc<Run>, to: SocketAddr, end: Instant) {
    // The queue on the way has to fill first.
    sleep(LOAD_PACE * 2).await;
    for _ in 0..MAX_LOADED {
        let connected = run.connect(to, None, end).await;
        run.extras(|extras| extras.loaded.extend(connected.seen.ms));
        sleep(LOAD_PACE).await;
    }
}

fn note(progress: &Progress, at: u64) {
    progress.lock().unwrap_or_else(PoisonError::into_inner).push((Instant::now(), at));
}

fn reached(progress: &Progress) -> u64 {
    progress.lock().unwrap_or_else(PoisonError::into_inner).last().map_or(0, |(_, at)| *at)
}

/// Bytes per second after the warm-up; `None` where there is too little to tell.
fn rate(progress: &Progress) -> Option<f64> {
    let readings = progress.lock().unwrap_or_else(PoisonError::into_inner);
    slope(&readings)
}

fn slope(readings: &[(Instant, u64)]) -> Option<f64> {
    let all = readings.last()?.1;
    // Up to the last reading that brought something new: the wait for the answer is no part of the way.
    let end = readings.iter().find(|(_, at)| *at == all)?;
    let mut start = readings.iter().find(|(_, at)| *at as f64 >= WARM_UP * all as f64)?;
    if start.1 as f64 >= MOST * all as f64 {
        start = readings.first()?;
    }
    let seconds = end.0.saturating_duration_since(start.0).as_secs_f64();
    (seconds > 0.0 && end.1 > start.1).then(|| (end.1 - start.1) as f64 / seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_rate_is_that_after_the_warm_up() {
        let begin = Instant::now();
        let after = |ms: u64, at: u64| (begin + Duration::from_millis(ms), at);
        let readings =
            [after(0, 0), after(500, 20_000), after(1500, 120_000), after(2500, 220_000), after(9000, 220_000)];
        assert_eq!(slope(&readings), Some(100_000.0));
        // Quick at first, then next to nothing.
        let held = [after(0, 0), after(50, 2_400_000), after(3000, 2_460_000)];
        assert_eq!(slope(&held), Some(820_000.0));
        assert_eq!(slope(&readings[..1]), None);
        assert_eq!(slope(&[]), None);
    }
}
