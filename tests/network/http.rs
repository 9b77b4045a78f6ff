//! HTTP/1.1 as a server speaks it, one request behind the other.

use std::sync::Arc;
use std::time::SystemTime;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::ledger::{Ledger, Request};
use super::scenario::{Answer, Page};

/// The longest head that is read.
const MAX_HEAD: usize = 16 * 1024;

/// What a host answers.
#[derive(Clone, Debug)]
pub struct Site {
    pub name: String,
    pub pages: Arc<Vec<Page>>,
    /// Seconds between everybody's time and this machine's.
    pub date_s: i64,
    pub ledger: Arc<Ledger>,
}

/// The page of a host that is as it should be.
const PAGE: &str = "<!DOCTYPE html><html lang=\"en-us\"><head><title>Welcome</title></head><body>Welcome</body></html>";

impl Site {
    /// Answers until the other side has enough, or until a page says otherwise. `small` is whether small segments are used.
    pub async fn serve(&self, stream: &mut (impl AsyncRead + AsyncWrite + Unpin), small: bool) -> End {
        while let Some(request) = self.read(stream).await {
            let page = self.page(&request);
            let written = match page.answer {
                Answer::StallsUnlessSmall if !small => return End::Held,
                Answer::Never => return End::Held,
                Answer::Resets => return End::Reset,
                Answer::Whole | Answer::StallsUnlessSmall => {
                    stream.write_all(&self.whole(&page, request.method == "HEAD")).await
                }
                Answer::Rubbish => stream.write_all(&[0xFE; 300]).await,
                Answer::EndlessHeader => endless(stream, b"HTTP/1.1 200 OK\r\n", b"x-more: and more\r\n").await,
                Answer::EndlessBody => {
                    endless(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n", b"<p>and more").await
                }
            };
            if written.is_err() || stream.flush().await.is_err() {
                break;
            }
        }
        End::Closed
    }

    fn page(&self, request: &Request) -> Page {
        let target = &request.target;
        // A proxy is told the whole address.
        let path =
            target.strip_prefix("http://").map_or(target.as_str(), |rest| rest.find('/').map_or("/", |at| &rest[at..]));
        let fits = |page: &&Page| {
            path.starts_with(&page.path) && page.method.as_ref().is_none_or(|method| *method == request.method)
        };
        self.pages.iter().find(fits).cloned().unwrap_or_default()
    }

    fn whole(&self, page: &Page, head_only: bool) -> Vec<u8> {
        let status = page.status.unwrap_or(200);
        let usual = if status == 204 { "" } else { PAGE };
        let body = page.bytes.as_deref().or(page.body.as_ref().map(String::as_bytes)).unwrap_or(usual.as_bytes());
        let mut answer = format!("HTTP/1.1 {status} Specimen\r\ncontent-length: {}\r\n", body.len());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        let date = i64::try_from(now).unwrap() + self.date_s + page.date_s;
        let date = jiff::Timestamp::from_second(date).unwrap().strftime("%a, %d %b %Y %H:%M:%S GMT");
        answer.push_str(&format!("date: {date}\r\n"));
        for (name, value) in &page.headers {
            answer.push_str(&format!("{name}: {value}\r\n"));
        }
        answer.push_str("\r\n");
        let mut answer = answer.into_bytes();
        if !head_only {
            answer.extend_from_slice(body);
        }
        answer
    }

    async fn read(&self, stream: &mut (impl AsyncRead + Unpin)) -> Option<Request> {
        let request = read_head(stream, &self.name).await?;
        self.ledger.requested(request.clone());
        Some(request)
    }
}

/// How a connection is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Closed,
    Reset,
    /// Open, and silent.
    Held,
}

/// The head of a request; nothing where none comes.
pub async fn read_head(stream: &mut (impl AsyncRead + Unpin), server: &str) -> Option<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < MAX_HEAD {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let mut start = lines.next()?.split(' ');
    let (method, target) = (start.next()?.to_owned(), start.next()?.to_owned());
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Some(Request { server: server.to_owned(), method, target, headers })
}

async fn endless(stream: &mut (impl AsyncWrite + Unpin), start: &[u8], again: &[u8]) -> std::io::Result<()> {
    stream.write_all(start).await?;
    loop {
        stream.write_all(&again.repeat(200)).await?;
        // Otherwise this world would starve.
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}
