//! What a page says it is, and where a redirect leads.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use html5gum::{Token, Tokenizer};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::{Action, Attempt, Policy};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::http::{AGENT, Answer, HANDSHAKE_BYTES, MAX_BODY, REQUEST_BYTES};
use super::settings::Marker;
use super::{Run, shown};

/// Redirects that are followed.
const MAX_REDIRECTS: usize = 8;

/// Other versions of a page that are kept.
const MAX_VERSIONS: usize = 64;

/// What the head of a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its language, BCP 47 as written.
    pub lang: Option<String>,
    /// The languages of its other versions.
    pub hreflang: Vec<String>,
    /// The address that it calls its own, RFC 6596, as written.
    canonical: Option<String>,
}

impl About {
    /// Reads the beginning of a page, whatever it is.
    pub fn read(body: &[u8]) -> Self {
        let mut about = Self::default();
        for token in Tokenizer::new(body) {
            let Ok(Token::StartTag(tag)) = token else { continue };
            let value = |name: &[u8]| {
                let value = tag.attributes.get(name)?;
                Some(shown(&String::from_utf8_lossy(value)))
            };
            match tag.name.as_slice() {
                b"html" => about.lang = about.lang.or_else(|| value(b"lang")),
                b"link" => {
                    let rel = value(b"rel").unwrap_or_default().to_ascii_lowercase();
                    if rel == "canonical" {
                        about.canonical = about.canonical.or_else(|| value(b"href"));
                    } else if rel == "alternate" && about.hreflang.len() < MAX_VERSIONS {
                        about.hreflang.extend(value(b"hreflang"));
                    }
                }
                b"body" => break,
                _ => {}
            }
        }
        about
    }

    /// The address that the page at `from` calls its own.
    pub fn canonical(&self, from: &Url) -> Option<Url> {
        from.join(self.canonical.as_deref()?).ok()
    }
}

/// Whether a page has one of these words, which are in lower case.
pub fn speaks_of(body: &[u8], words: &[String]) -> bool {
    let text = String::from_utf8_lossy(body).to_lowercase();
    words.iter().any(|word| text.contains(word.as_str()))
}

/// An address without user, query and fragment, which may name a session.
pub fn without_query(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    shown(url.as_str())
}

/// The station whose words stand in the query or the fragment of an address.
pub fn marked(url: &Url, markers: &[Marker]) -> Option<String> {
    let fragment = url.fragment().unwrap_or_default();
    let parts = url.query().unwrap_or_default().split('&').chain(fragment.split(['&', '?']));
    let lower: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
    let marker = markers.iter().find(|marker| lower.iter().any(|part| part.starts_with(&marker.query)))?;
    Some(marker.station.clone())
}

/// Where a way over redirects ended.
#[derive(Debug)]
pub struct Followed {
    /// The last answer.
    pub answer: Answer,
    /// The address that it came from, or the one that was not asked any more.
    pub url: Url,
    /// How many redirects that took.
    pub redirects: u32,
}

/// Follows an address by plain GETs, through the proxy of the settings where there is one; `None` where nothing answers.
pub async fn follow(run: &Run, url: &Url) -> Option<Followed> {
    follow_within(run, url, |_| true).await
}

/// Follows an address as long as `allowed` says so; what is not allowed is not asked.
pub async fn follow_within(
    run: &Run,
    url: &Url,
    allowed: impl Fn(&Url) -> bool + Send + Sync + 'static,
) -> Option<Followed> {
    let left = Arc::new(std::sync::Mutex::new((None, 0)));
    let seen = Arc::clone(&left);
    let policy = Policy::custom(move |attempt| step(attempt, &allowed, &seen));
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(run.trust.config().ok()?)
        .dns_resolver(Arc::new(Resolver { run: run.arc() }))
        .redirect(policy)
        .user_agent(AGENT)
        .referer(false)
        .no_proxy();
    if let Some(proxy) = &run.proxy {
        if proxy.socks {
            return None;
        }
        // A proxy without a name is not looked up; its connection is paid for here.
        let at = match proxy.host.parse::<IpAddr>() {
            Ok(_) if !run.budget.take() => return None,
            Ok(ip) => run.world().socket(SocketAddr::new(ip, proxy.port)).to_string(),
            Err(_) => proxy.authority(),
        };
        let mut told = reqwest::Proxy::all(format!("http://{at}")).ok()?;
        if let Some(authorization) = &proxy.authorization {
            told = told.custom_http_auth(authorization.clone());
        }
        builder = builder.proxy(told);
    }
    let client = builder.build().ok()?;
    run.budget.send(HANDSHAKE_BYTES + REQUEST_BYTES);
    let end = run.end.min(Instant::now() + run.patience());
    let (sent, began) = (std::time::SystemTime::now(), Instant::now());
    let mut response = timeout_at(end, client.get(url.clone()).send()).await.ok()?.ok()?;
    let took = began.elapsed();
    let mut body = Vec::new();
    let whole = loop {
        match timeout_at(end, response.chunk()).await {
            Ok(Ok(Some(chunk))) if body.len() < MAX_BODY => {
                body.extend_from_slice(chunk.get(..chunk.len().min(MAX_BODY - body.len())).unwrap_or_default());
            }
            Ok(Ok(None)) => break true,
            _ => break false,
        }
    };
    let (stopped, redirects) = left.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let url = stopped.unwrap_or_else(|| response.url().clone());
    let answer = Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body,
        whole,
        sent,
        took,
        read: Instant::now(),
    };
    run.note_page(&answer);
    Some(Followed { answer, url, redirects })
}

/// Follows one redirect, or remembers where it would have led.
fn step(attempt: Attempt<'_>, allowed: &impl Fn(&Url) -> bool, seen: &std::sync::Mutex<(Option<Url>, u32)>) -> Action {
    let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    seen.1 += 1;
    let circle = attempt.previous().contains(attempt.url());
    // No portal is at a bare address or without encryption.
    let good = attempt.url().scheme() == "https" && attempt.url().domain().is_some() && allowed(attempt.url());
    if good && !circle && attempt.previous().len() <= MAX_REDIRECTS {
        attempt.follow()
    } else {
        seen.0 = Some(attempt.url().clone());
        attempt.stop()
    }
}

/// Looks up where redirects lead, and pays for the connections.
struct Resolver {
    run: Arc<Run>,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let run = Arc::clone(&self.run);
        Box::pin(async move {
            let found = run.look_one_up(name.as_str()).await;
            // A redirect must not lead back into this machine.
            let found: Vec<IpAddr> = found.into_iter().filter(|ip| !ip.is_loopback() && !ip.is_unspecified()).collect();
            let usable = run.best(&found);
            let address = usable.filter(|_| run.budget.take()).ok_or(io::Error::from(io::ErrorKind::NotFound))?;
            // Port 0 stands for the scheme's own.
            let real = run.world().socket(SocketAddr::new(address, 443));
            let port = if real.port() == 443 { 0 } else { real.port() };
            Ok(Box::new(std::iter::once(SocketAddr::new(real.ip(), port))) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = r#"<!DOCTYPE html><html LANG="en-us"><head><title>x</title>
        <link rel=canonical href="/intl/en-us/"><link rel="alternate" hreflang="zh-cn" href="/"><link rel="alternate" hreflang='es-us' href="/es">
        </head><body><link rel="canonical" href="/other"></body></html>"#;

    #[test]
    fn the_head_of_a_page_says_what_it_is() {
        let about = About::read(PAGE.as_bytes());
        assert_eq!(about.lang.as_deref(), Some("en-us"));
        assert_eq!(about.hreflang, ["zh-cn", "es-us"]);
        let from = Url::parse("https://portal.test/x/y").unwrap();
        assert_eq!(about.canonical(&from).unwrap().as_str(), "https://portal.test/intl/en-us/");
        assert_eq!(About::read(b""), About::default());
    }

    #[test]
    fn sessions_are_not_told() {
        let url = Url::parse("https://ann:secret@portal.test/a?ticket=ST-1#x").unwrap();
        assert_eq!(without_query(&url), "https://portal.test/a");
    }

    #[test]
    fn stations_are_marked_in_queries() {
        let markers = [Marker { query: "lang=zh-cn".to_owned(), station: "mainland".to_owned() }];
        let marked = |url: &str| marked(&Url::parse(url).unwrap(), &markers);
        assert_eq!(marked("https://portal.test/?a=1&LANG=zh-CN"), Some("mainland".to_owned()));
        assert_eq!(marked("https://portal.test/#/login?lang=zh-cn"), Some("mainland".to_owned()));
        assert_eq!(marked("https://portal.test/lang=zh-cn"), None);
    }

    proptest! {
        #[test]
        fn any_page_is_survived(body in prop::collection::vec(any::<u8>(), 0..400)) {
            About::read(&body);
            speaks_of(&body, &["region".to_owned()]);
        }
    }
}
