//! Pages whose answer is known: where another comes, the network wants a login first.

use std::net::SocketAddr;

use http::{Method, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::http::{Answer, Client, REQUEST_BYTES};
use super::seen::{CheckPageSeen, CheckVerdict};
use super::settings::CheckPage;
use super::{Run, page};

/// The port of HTTP, RFC 9110 §4.2.1.
const HTTP: u16 = 80;

impl Run {
    /// Asks for one page, without following where it leads.
    pub async fn check_page(&self, page: &CheckPage) {
        let mut seen = CheckPageSeen { url: page.url.clone(), ..CheckPageSeen::default() };
        if let Ok(url) = Url::parse(&page.url)
            && let Some(answer) = self.plain(&url).await
        {
            seen.verdict = verdict(page, &url, &answer);
            seen.status = Some(answer.status.as_u16());
            seen.location = answer.location(&url).map(|location| page::without_query(&location));
        }
        self.extras(|extras| extras.check_pages.push(seen));
        self.tell();
    }

    async fn plain(&self, url: &Url) -> Option<Answer> {
        let end = self.end.min(Instant::now() + self.patience());
        let name = url.domain()?;
        let proxy = self.world().proxy(url.as_str()).filter(|proxy| !proxy.socks);
        if self.proxy.as_ref().is_some_and(|proxy| proxy.socks) {
            return None;
        }
        let address = match &proxy {
            Some(proxy) => {
                let ip = match proxy.host.parse() {
                    Ok(ip) => ip,
                    Err(_) => self.look_one_up(&proxy.host).await.first().copied()?,
                };
                SocketAddr::new(ip, proxy.port)
            }
            None => {
                let addresses = self.addresses(name).await.addresses;
                SocketAddr::new(self.best(&addresses)?, url.port().unwrap_or(HTTP))
            }
        };
        if !self.budget.take() || !self.budget.send(REQUEST_BYTES) {
            return None;
        }
        let asked = timeout_at(end, async {
            let stream = self.connect(address, None, end).await.stream?;
            Client::new(stream).await.ok()?.send(Method::GET, url, proxy.is_some()).await.ok()
        });
        asked.await.ok()?
    }
}

fn verdict(page: &CheckPage, url: &Url, answer: &Answer) -> CheckVerdict {
    let body = String::from_utf8_lossy(&answer.body);
    match answer.status {
        StatusCode::NETWORK_AUTHENTICATION_REQUIRED => CheckVerdict::LoginRequired,
        status if status.as_u16() == page.status && (page.word.is_empty() || body.contains(&page.word)) => {
            CheckVerdict::Expected
        }
        // The same host over HTTPS is the page's own doing.
        status if status.is_redirection() => match answer.location(url) {
            Some(next) if next.domain() == url.domain() && next.scheme() == "https" => CheckVerdict::None,
            Some(_) => CheckVerdict::Redirect,
            None => CheckVerdict::None,
        },
        // A page that has no body has none of its own; one with markup in the place of a word is a page.
        status if status.is_success() && (page.word.is_empty() || body.contains('<')) => CheckVerdict::Page,
        _ => CheckVerdict::None,
    }
}
