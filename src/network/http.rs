//! HTTP/1.1 requests on connections of our own, so that each phase has its own time.

use std::time::{Duration, SystemTime};

use http::header::{ACCEPT, AGE, DATE, HOST, LOCATION, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// Time for reading a body once its head is there: a long page on a slow line is not read to its end.
const BODY_TIME: Duration = Duration::from_millis(2500);

/// How requests are signed: the program and nothing about who runs it.
pub const AGENT: &str = concat!("preflight/", env!("CARGO_PKG_VERSION"));

/// Bytes of a body that are read: the head of a page, where it says what it is.
pub const MAX_BODY: usize = 16 * 1024;

/// A connection to one server.
#[derive(Debug)]
pub struct Client {
    sender: SendRequest<Empty<Bytes>>,
    work: JoinHandle<()>,
}

impl Drop for Client {
    fn drop(&mut self) {
        // A body that was not read to its end would keep the connection.
        self.work.abort();
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its header fields.
    pub headers: HeaderMap,
    /// The beginning of its body.
    pub body: Vec<u8>,
    /// Whether that is all of it, so that the connection can be used again.
    pub whole: bool,
    /// When the request was sent, by this machine's clock.
    pub sent: SystemTime,
    /// Time until the head of the answer.
    pub took: Duration,
    /// When what was read of its body was there.
    pub read: Instant,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The connection was reset or closed.
    Closed,
    /// What came is no HTTP.
    Malformed,
    /// The head came, and nothing of a body that was announced.
    Stalled,
}

impl Client {
    /// Begins on a stream.
    pub async fn new(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Result<Self, NoAnswer> {
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| no_answer(&error))?;
        let work = tokio::spawn(async move {
            // How it ends is told by the request.
            let _ = connection.await;
        });
        Ok(Self { sender, work })
    }

    /// Sends a request without a body; neither cookies nor a referrer nor anything else of the user's. `whole_uri` is for
    /// proxies (RFC 9112 §3.2.2).
    pub async fn send(&mut self, method: Method, url: &Url, whole_uri: bool) -> Result<Answer, NoAnswer> {
        let mut target = if whole_uri { url.as_str() } else { url.path() }.to_owned();
        if let Some(query) = url.query().filter(|_| !whole_uri) {
            target = format!("{target}?{query}");
        }
        let host = url.host_str().unwrap_or_default();
        let authority = url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"));
        let request = Request::builder()
            .method(method)
            .uri(target.parse::<Uri>().map_err(|_| NoAnswer::Malformed)?)
            .header(HOST, authority)
            .header(USER_AGENT, AGENT)
            .header(ACCEPT, "text/html,*/*;q=0.5")
            .body(Empty::new())
            .map_err(|_| NoAnswer::Malformed)?;
        let (sent, began) = (SystemTime::now(), Instant::now());
        let mut response = self.sender.send_request(request).await.map_err(|error| no_answer(&error))?;
        let took = began.elapsed();
        let (body, whole) = read(&mut response, Instant::now() + BODY_TIME).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Answer { status, headers, body, whole, sent, took, read: Instant::now() })
    }

    /// Whether another request can be sent.
    pub fn is_open(&self) -> bool {
        !self.sender.is_closed()
    }
}

/// The beginning of a body, and whether it is all.
async fn read(response: &mut Response<Incoming>, until: Instant) -> Result<(Vec<u8>, bool), NoAnswer> {
    let mut body = Vec::new();
    loop {
        match timeout_at(until, response.frame()).await {
            Ok(None) => return Ok((body, true)),
            Ok(Some(Ok(frame))) => {
                let data = frame.data_ref().map_or(&[][..], |data| data);
                body.extend_from_slice(data.get(..data.len().min(MAX_BODY - body.len())).unwrap_or_default());
            }
            Ok(Some(Err(_))) => return Ok((body, false)),
            // A head fits into one packet; where not a byte follows it, larger packets may be swallowed.
            Err(_) if body.is_empty() => return Err(NoAnswer::Stalled),
            Err(_) => return Ok((body, false)),
        }
        if body.len() >= MAX_BODY {
            return Ok((body, false));
        }
    }
}

/// Bytes that a request takes on the wire, about: its head, a TLS record's overhead, and the segment's.
pub const REQUEST_BYTES: usize = 250;

/// Bytes that a TLS handshake sends, about: a ClientHello and a Finished.
pub const HANDSHAKE_BYTES: usize = 700;

fn no_answer(error: &hyper::Error) -> NoAnswer {
    if error.is_parse() { NoAnswer::Malformed } else { NoAnswer::Closed }
}

impl Answer {
    fn text(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Where it redirects to.
    pub fn location(&self, from: &Url) -> Option<Url> {
        self.status.is_redirection().then(|| from.join(self.text(&LOCATION)?).ok()).flatten()
    }

    /// The `Date` in seconds since 1970, with the age that a cache adds to it (RFC 9111 §5.1).
    pub fn date(&self) -> Option<i64> {
        dated(self.text(&DATE)?, self.text(&AGE))
    }

    /// Seconds to wait (RFC 9110 §10.2.3), at most a day.
    pub fn retry_after(&self) -> Option<i64> {
        const DAY: i64 = 86_400;
        let text = self.text(&RETRY_AFTER)?.trim();
        let seconds = match text.parse::<i64>() {
            Ok(seconds) => seconds,
            Err(_) => dated(text, None)? - self.date()?,
        };
        Some(seconds.clamp(0, DAY))
    }

    /// The first of these headers that it has.
    pub fn header(&self, names: &[String]) -> Option<String> {
        let value = names.iter().find_map(|name| self.headers.get(name.as_str()))?;
        let value = String::from_utf8_lossy(value.as_bytes());
        Some(super::shown(value.split(['?', '#']).next().unwrap_or_default()))
    }
}

fn dated(date: &str, age: Option<&str>) -> Option<i64> {
    static PARSER: jiff::fmt::rfc2822::DateTimeParser = jiff::fmt::rfc2822::DateTimeParser::new();
    let date = PARSER.parse_timestamp(date.trim()).ok()?.as_second();
    // Without an age that can be read, the date of a cached answer may be any time ago.
    let age = age.map_or(Some(0), |age| age.trim().parse::<u32>().ok())?;
    Some(date + i64::from(age))
}
