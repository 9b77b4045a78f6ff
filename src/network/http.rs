//! One GET request for `/`, and where it leads.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{AGE, DATE, HeaderMap, HeaderName};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, Response, Url};
use tokio::time::{Instant, timeout_at};

use super::budget::Budget;
use super::clock;
use super::dns::System;
use super::observation::{HttpOutcome, shown};
use super::tls::Trust;

/// Redirects that are followed.
const MAX_REDIRECTS: usize = 10;

/// How the request is signed: the program and nothing about who runs it.
const USER_AGENT: &str = concat!("preflight/", env!("CARGO_PKG_VERSION"));

/// Whom to ask and by what means.
pub(super) struct Request<'a> {
    pub name: &'a str,
    /// The address that answered; port 0 stands for the scheme's port.
    pub address: SocketAddr,
    /// Its round trip.
    pub rtt: Duration,
    pub redirect_headers: &'a [String],
    pub trust: &'a Trust,
    pub system: &'a System,
    pub budget: &'a Arc<Budget>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub outcome: HttpOutcome,
    pub status: Option<u16>,
    pub empty_body: Option<bool>,
    pub redirect_header: Option<String>,
    pub final_url: Option<String>,
    pub date_offset_s: Option<f64>,
}

impl Answer {
    fn failed(outcome: HttpOutcome) -> Self {
        let (status, empty_body, redirect_header, final_url, date_offset_s) = (None, None, None, None, None);
        Self { outcome, status, empty_body, redirect_header, final_url, date_offset_s }
    }
}

impl Request<'_> {
    /// Sends the request; ends at `end` at the latest. Neither cookies nor a referrer nor anything else of the user's is sent.
    pub(super) async fn send(&self, end: Instant) -> Answer {
        let way = Arc::new(Way {
            name: self.name.to_owned(),
            address: self.address,
            system: self.system.clone(),
            budget: Arc::clone(self.budget),
            paid: AtomicBool::new(true),
            redirected: Mutex::new(None),
        });
        let Some((client, url)) = self.client(&way).zip(Url::parse(&format!("https://{}/", self.name)).ok()) else {
            return Answer::failed(HttpOutcome::Error);
        };
        let mut answer = match timeout_at(end, client.get(url.clone()).send()).await {
            Ok(Ok(response)) => self.read(response, end).await,
            Ok(Err(error)) if error.is_timeout() => Answer::failed(HttpOutcome::Timeout),
            Ok(Err(_)) => Answer::failed(HttpOutcome::Error),
            Err(_) => Answer::failed(HttpOutcome::Timeout),
        };
        let redirected = way.redirected.lock().unwrap_or_else(PoisonError::into_inner).take();
        if answer.outcome == HttpOutcome::Ok || redirected.is_some() {
            answer.final_url = Some(shown(redirected.unwrap_or(url).as_str()));
        }
        answer
    }

    /// A client for this one request. No proxy is used: it is the connections measured before that are to be judged.
    fn client(&self, way: &Arc<Way>) -> Option<Client> {
        let policy = Arc::clone(way);
        Client::builder()
            .tls_backend_preconfigured(self.trust.config().ok()?)
            .dns_resolver(Arc::clone(way))
            .redirect(Policy::custom(move |attempt| policy.follow(attempt)))
            .user_agent(USER_AGENT)
            .referer(false)
            .no_proxy()
            .build()
            .ok()
    }

    async fn read(&self, mut response: Response, end: Instant) -> Answer {
        let received = SystemTime::now();
        let headers = response.headers();
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let date_offset_s = text(&DATE).and_then(|date| clock::offset(date, text(&AGE), received, self.rtt));
        let redirect_header = redirect_named(headers, self.redirect_headers);
        // The first bytes tell whether there are any; no more of the body is read.
        let empty_body = loop {
            match timeout_at(end, response.chunk()).await {
                Ok(Ok(Some(chunk))) if chunk.is_empty() => {}
                Ok(Ok(chunk)) => break Some(chunk.is_none()),
                Ok(Err(_)) | Err(_) => break None,
            }
        };
        Answer {
            outcome: HttpOutcome::Ok,
            status: Some(response.status().as_u16()),
            empty_body,
            redirect_header,
            final_url: None,
            date_offset_s,
        }
    }
}

fn redirect_named(headers: &HeaderMap, names: &[String]) -> Option<String> {
    let value = names.iter().find_map(|name| headers.get(name.as_str()))?;
    Some(shown(&String::from_utf8_lossy(value.as_bytes())))
}

/// Where a request goes, redirect by redirect and connection by connection.
struct Way {
    name: String,
    address: SocketAddr,
    system: System,
    budget: Arc<Budget>,
    /// Whether the next connection has been taken from the budget; the first one is the target's own.
    paid: AtomicBool,
    redirected: Mutex<Option<Url>>,
}

impl Way {
    /// Remembers where a redirect leads and follows it, except to a bare address, where no portal is, and except where no
    /// connection is left, which must not look like a fault of the host's.
    fn follow(&self, attempt: Attempt<'_>) -> Action {
        if attempt.previous().len() > MAX_REDIRECTS {
            return attempt.stop();
        }
        *self.redirected.lock().unwrap_or_else(PoisonError::into_inner) = Some(attempt.url().clone());
        let affordable = self.paid.load(Ordering::Relaxed) || self.budget.take();
        self.paid.store(affordable, Ordering::Relaxed);
        if affordable && attempt.url().domain().is_some() { attempt.follow() } else { attempt.stop() }
    }
}

impl Resolve for Way {
    /// The host itself is met at the address that answered before, others by the system's view.
    fn resolve(&self, name: Name) -> Resolving {
        let own = name.as_str().eq_ignore_ascii_case(&self.name).then_some(self.address);
        let mut paid = self.paid.swap(false, Ordering::Relaxed);
        let (system, budget) = (self.system.clone(), Arc::clone(&self.budget));
        Box::pin(async move {
            let mut addresses = match own {
                Some(address) => vec![address],
                None => one_a_family(&system.look_up(name.as_str()).await?),
            };
            addresses.retain(|_| std::mem::take(&mut paid) || budget.take());
            if addresses.is_empty() {
                return Err(io::Error::from(io::ErrorKind::NotFound).into());
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The first address and the first of the other family: as many connections as one redirect may cost.
fn one_a_family(addresses: &[SocketAddr]) -> Vec<SocketAddr> {
    let first = addresses.first();
    let second = addresses.iter().find(|address| first.is_some_and(|first| first.is_ipv4() != address.is_ipv4()));
    first.into_iter().chain(second).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::fake::{self, Authority, Identity, response};
    use crate::network::plan::Overrides;
    use std::collections::BTreeMap;

    /// Asks `portal.test` at a server that answers for every name; `other.test` is known too.
    fn ask(answer: fn(&str) -> String) -> Answer {
        let root = Authority::new("Specimen Root");
        let server = fake::https(&identity(&root), answer);
        let roots = vec![root.certificate()];
        let trust = Trust::new(Some(&Overrides { roots, ..Overrides::default() })).unwrap();
        let system = System::Fixed(BTreeMap::from([("other.test".to_owned(), vec![server])]));
        let redirect_headers = ["x-none".to_owned(), "not a header".to_owned(), "X-Ajax-Redirect".to_owned()];
        let budget = Arc::new(Budget::for_targets(1));
        let request = Request {
            name: "portal.test",
            address: server,
            rtt: Duration::ZERO,
            redirect_headers: &redirect_headers,
            trust: &trust,
            system: &system,
            budget: &budget,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { request.send(Instant::now() + Duration::from_millis(900)).await })
    }

    fn identity(root: &Authority) -> Identity {
        root.identity_for(&["portal.test", "other.test"], 2000..4000)
    }

    #[test]
    fn a_page_is_a_page() {
        let answer = ask(|request| {
            let clean = request.contains("user-agent: preflight/") && !request.contains("cookie");
            response(if clean { "200 OK" } else { "400 Bad Request" }, "", "hello")
        });
        assert_eq!((answer.outcome, answer.status, answer.empty_body), (HttpOutcome::Ok, Some(200), Some(false)));
        assert_eq!(answer.final_url.as_deref(), Some("https://portal.test/"));
        assert_eq!((answer.redirect_header, answer.date_offset_s), (None, None));
    }

    #[test]
    fn a_redirect_in_a_header_is_named() {
        let answer = ask(|_| response("200 OK", "x-ajax-redirect: https://other.test/login\r\n", ""));
        assert_eq!(answer.redirect_header.as_deref(), Some("https://other.test/login"));
        assert_eq!((answer.status, answer.empty_body), (Some(200), Some(true)));
    }

    #[test]
    fn redirects_are_followed_to_their_end() {
        let answer = ask(|request| match request.contains("GET /login") {
            true => response("200 OK", "", "hello"),
            false => response("302 Found", "location: https://other.test/login?from=portal\r\n", ""),
        });
        assert_eq!(answer.final_url.as_deref(), Some("https://other.test/login?from=portal"));
        assert_eq!(answer.status, Some(200));
    }

    #[test]
    fn a_circle_ends() {
        let answer = ask(|_| response("302 Found", "location: /again\r\n", ""));
        assert_eq!((answer.outcome, answer.status), (HttpOutcome::Ok, Some(302)));
        assert_eq!(answer.final_url.as_deref(), Some("https://portal.test/again"));
    }

    #[test]
    fn a_redirect_that_leads_nowhere_is_told_with_its_target() {
        let answer = ask(|_| response("302 Found", "location: https://gone.test/\r\n", ""));
        assert_eq!((answer.outcome, answer.status), (HttpOutcome::Error, None));
        assert_eq!(answer.final_url.as_deref(), Some("https://gone.test/"));
        let answer = ask(|_| response("302 Found", "location: http://192.0.2.1/login\r\n", ""));
        assert_eq!((answer.outcome, answer.status), (HttpOutcome::Ok, Some(302)));
        assert_eq!(answer.final_url.as_deref(), Some("http://192.0.2.1/login"));
    }

    #[test]
    fn rubbish_and_silence_are_told_apart() {
        assert_eq!(ask(|_| "rubbish\r\n\r\n".to_owned()).outcome, HttpOutcome::Error);
        assert_eq!(ask(|_| String::new()), Answer::failed(HttpOutcome::Error));
        let answer = ask(|_| {
            std::thread::sleep(Duration::from_secs(3));
            String::new()
        });
        assert_eq!(answer, Answer::failed(HttpOutcome::Timeout));
    }

    #[test]
    fn a_redirect_costs_one_address_a_family() {
        let parse = |text: &str| text.parse::<SocketAddr>().unwrap();
        let all = ["192.0.2.1:1", "192.0.2.2:1", "[2001:db8::1]:1", "[2001:db8::2]:1"].map(parse);
        assert_eq!(one_a_family(&all), [all[0], all[2]]);
        assert_eq!(one_a_family(&all[2..]), [all[2]]);
    }
}
