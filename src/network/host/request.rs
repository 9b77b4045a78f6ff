//! The request for a host's page, where it leads, and the round trips on its connection.

use std::net::SocketAddr;
use std::time::Duration;

use http::Method;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::client::TlsStream;

use super::Way;
use crate::network::clock::Interval;
use crate::network::http::{Answer, Client, NoAnswer, REQUEST_BYTES};
use crate::network::page;
use crate::network::quality::RoundTrip;
use crate::network::seen::HttpOutcome;
use crate::network::tcp::SMALL_SEGMENT;
use crate::network::tcp_info::{self, Samples};

/// Redirects that are followed.
const MAX_REDIRECTS: u32 = 5;

/// Requests on one connection to measure its round trips, and more of them where these differ: the spread of few says little.
const SAMPLES: usize = 24;
const MORE_SAMPLES: usize = 48;

/// Jitter in ms from which more samples are worth their requests and the time.
const UNEVEN_MS: f64 = 10.0;

impl Way {
    /// Asks for the page, follows where it leads, then measures the connection.
    pub(super) async fn request(
        &self,
        stream: TlsStream<TcpStream>,
        handle: Option<std::net::TcpStream>,
        address: SocketAddr,
        stall: Duration,
    ) {
        self.run.step(self.at, "asking for the page");
        self.change(|host| host.seen.http = Some(HttpOutcome::Unfinished));
        let began = Instant::now();
        let patience = self.run.patience();
        let ask = async {
            let mut client = Client::new(stream).await?;
            let mut url = self.target.url.clone();
            let mut redirects = 0;
            loop {
                self.run.budget.send(REQUEST_BYTES);
                let answer = client.send(Method::GET, &url, false).await?;
                self.note_date(&answer);
                self.run.note_page(&answer);
                let next =
                    answer.location(&url).filter(|next| next.domain() == url.domain() && next.scheme() == "https");
                match next {
                    // What goes round in circles may want a cookie; it answers all the same.
                    Some(next) if redirects < MAX_REDIRECTS && answer.whole && client.is_open() => url = next,
                    _ => return Ok::<_, NoAnswer>((client, answer, url)),
                }
                redirects += 1;
            }
        };
        let mut ask = std::pin::pin!(ask);
        let mut answered = timeout_at(self.run.end.min(began + stall), &mut ask).await;
        if answered.is_err() && began.elapsed() >= stall {
            let patient = async {
                let late = timeout_at(self.run.end.min(began + patience), &mut ask).await;
                // The run may end before the other try does.
                if late.is_err() && began.elapsed() >= patience {
                    self.change(|host| host.seen.http = Some(HttpOutcome::Timeout));
                }
                late
            };
            let (late, ()) = tokio::join!(patient, self.request_small(address, stall));
            answered = late;
        }
        match answered {
            Ok(Ok((client, answer, url))) => {
                self.note_answer(&answer, &url).await;
                self.measure(client, handle, &answer, &url).await;
            }
            Ok(Err(NoAnswer::Closed)) => {
                self.change(|host| host.seen.http = Some(HttpOutcome::Reset));
                // What is closed once and answered the next time is a path that breaks connections off.
                let again = self.request_aside(address, None, stall).await;
                self.change(|host| host.seen.resets += u32::from(again == Some(HttpOutcome::Ok)));
            }
            Ok(Err(NoAnswer::Stalled)) => {
                self.change(|host| host.seen.http = Some(HttpOutcome::Timeout));
                self.request_small(address, stall).await;
            }
            Ok(Err(NoAnswer::Malformed)) => self.change(|host| host.seen.http = Some(HttpOutcome::Error)),
            Err(_) if began.elapsed() >= patience => self.change(|host| host.seen.http = Some(HttpOutcome::Timeout)),
            Err(_) => {}
        }
    }

    /// Asks for the page with small segments, where the answer stalls with ordinary ones.
    async fn request_small(&self, address: SocketAddr, stall: Duration) {
        if !self.target.control && self.run.diagnose_stall() {
            let outcome = self.request_aside(address, Some(SMALL_SEGMENT), stall).await;
            self.change(|host| host.seen.http_small = outcome);
        }
    }

    /// Asks for the page on a connection of its own: how that ends.
    async fn request_aside(&self, address: SocketAddr, segment: Option<u32>, stall: Duration) -> Option<HttpOutcome> {
        // A tunnel has no address and no segments of ours.
        if address.port() == 0 || !self.run.budget.take() {
            return None;
        }
        let began = Instant::now();
        let end = self.run.end.min(began + stall * 2);
        let asked = timeout_at(end, async {
            let stream = self.run.connect(address, segment, end).await.stream?;
            let stream = self.run.trust.shake(&self.target.name, stream).await.stream.ok()?;
            Client::new(stream).await.ok()?.send(Method::GET, &self.target.url, false).await.ok()
        });
        match asked.await {
            Ok(Some(_)) => Some(HttpOutcome::Ok),
            Ok(None) => Some(HttpOutcome::Error),
            Err(_) => (began.elapsed() >= stall).then_some(HttpOutcome::Timeout),
        }
    }

    fn note_date(&self, answer: &Answer) {
        if let Some(date) = answer.date() {
            self.change(|host| host.dates.push(Interval::of(date, answer.sent, answer.took)));
        }
    }

    async fn note_answer(&self, answer: &Answer, url: &url::Url) {
        // A redirect to another host is followed there; a circle ends where it began.
        let elsewhere = answer.location(url).filter(|next| next != url);
        let followed = match &elsewhere {
            Some(next) => page::follow(&self.run, next).await,
            None => None,
        };
        let (last, end) = match &followed {
            Some(followed) => (&followed.answer, &followed.url),
            None => (answer, elsewhere.as_ref().unwrap_or(url)),
        };
        // Where a redirect leads to nobody, there is no page; a host that is asked itself answers for itself.
        let unasked = self.run.proxy.as_ref().is_some_and(|proxy| proxy.socks);
        let judged = elsewhere.as_ref().is_some_and(|next| self.run.is_asked(next));
        let lost = elsewhere.is_some() && followed.is_none() && !unasked && !judged;
        let about = page::About::read(&last.body);
        let station = |address: &str| (self.run.plan.station)(address);
        let settings = &self.run.plan.settings;
        self.change(|host| {
            host.seen.http = Some(if lost { HttpOutcome::Error } else { HttpOutcome::Ok });
            host.seen.http_ms = Some(answer.took.as_secs_f64() * 1000.0);
            host.seen.http_status = Some(last.status.as_u16());
            host.seen.retry_after_s = last.retry_after();
            host.seen.empty_body = Some(last.body.is_empty());
            host.seen.redirect_header = last.header(&settings.redirect_headers);
            host.seen.region_words = page::speaks_of(&last.body, &settings.region_words);
            host.seen.final_url = Some(page::without_query(end));
            host.seen.final_station = station(end.as_str());
            host.seen.marked_station = page::marked(end, &settings.markers);
            host.seen.canonical_station = about.canonical(end).and_then(|address| station(address.as_str()));
            host.seen.lang = about.lang;
        });
        self.run.step(self.at, "answered");
    }

    /// Measures round trips by requests on the same connection: the kernel's own samples of them where it tells.
    async fn measure(&self, mut client: Client, handle: Option<std::net::TcpStream>, answer: &Answer, url: &url::Url) {
        let refused = answer.status.is_server_error() || answer.status.as_u16() == 429;
        if self.target.control || refused || !answer.whole {
            return;
        }
        let mut samples = handle.as_ref().and_then(tcp_info::read).map(Samples::after);
        let before = handle.as_ref().and_then(tcp_info::read).map_or(0, |info| info.retransmits);
        for count in 0..MORE_SAMPLES {
            let uneven = self.run.jitter_of(self.at).is_some_and(|jitter| jitter > UNEVEN_MS);
            let (most, until) =
                if uneven { (MORE_SAMPLES, self.run.more_samples_end()) } else { (SAMPLES, self.run.samples_end()) };
            let enough = count >= most || Instant::now() >= until;
            if enough || !client.is_open() || !self.run.budget.send(REQUEST_BYTES) {
                break;
            }
            let began = Instant::now();
            let asked = timeout_at(self.run.end, client.send(Method::HEAD, url, false));
            let Ok(Ok(answer)) = asked.await else { break };
            // Who has had enough is not asked again.
            if matches!(answer.status.as_u16(), 403 | 429 | 500..) {
                break;
            }
            self.note_date(&answer);
            let info = handle.as_ref().and_then(tcp_info::read);
            let sample = match samples.as_mut().zip(info) {
                Some((samples, info)) => samples.next(info),
                None => Some(answer.took.as_secs_f64() * 1000.0),
            };
            self.change(|host| {
                host.round_trips.extend(sample.map(|ms| RoundTrip { began, ms }));
                host.seen.requests += 1;
                host.seen.resent = info.map_or(0, |info| info.retransmits.saturating_sub(before));
            });
        }
    }
}
