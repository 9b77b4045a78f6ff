//! The application's own page: where it ends, and what it says it is.

use tokio::time::Instant;
use url::Url;

use super::Run;
use super::page::{About, Followed, follow_within, marked, without_query};
use super::seen::{HttpOutcome, PageSeen};

impl Run {
    /// Follows the page within the provider's own domains, and reads the head of what comes.
    pub async fn ask_page(&self, url: &Url, domains: Vec<String>) {
        let within = domains.clone();
        let followed = follow_within(self, url, move |next| belongs(next, &within)).await;
        let seen = match followed {
            // Out of time, or behind a proxy that redirects are not followed through.
            None if Instant::now() >= self.end || self.proxy.as_ref().is_some_and(|proxy| proxy.socks) => {
                PageSeen::default()
            }
            None => PageSeen { http: HttpOutcome::Error, ..PageSeen::default() },
            Some(followed) => self.page(&followed, &domains),
        };
        let host = url.host_str().unwrap_or_default().to_owned();
        self.extras(|extras| extras.page = Some(PageSeen { host, ..seen }));
    }

    fn page(&self, followed: &Followed, domains: &[String]) -> PageSeen {
        let Followed { answer, url, redirects } = followed;
        let station = |address: &Url| (self.plan.station)(address.as_str());
        let left = !belongs(url, domains);
        let about = About::read(&answer.body);
        let canonical = about.canonical(url);
        PageSeen {
            host: String::new(),
            http: HttpOutcome::Ok,
            status: Some(answer.status.as_u16()),
            final_url: Some(without_query(url)),
            final_station: station(url),
            redirects: *redirects,
            left,
            marked_station: marked(url, &self.plan.settings.markers),
            canonical_station: canonical.as_ref().and_then(station),
            canonical: canonical.as_ref().map(without_query),
            empty_body: Some(answer.body.is_empty()),
            redirect_header: answer.header(&self.plan.settings.redirect_headers),
            lang: about.lang,
            hreflang: about.hreflang,
        }
    }
}

/// Whether an address is at one of these domains or below.
pub fn belongs(url: &Url, domains: &[String]) -> bool {
    let host = url.domain().unwrap_or_default();
    domains
        .iter()
        .any(|domain| host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_providers_own_domains_belong() {
        let domains = ["portal.test".to_owned()];
        let belongs = |url: &str| belongs(&Url::parse(url).unwrap(), &domains);
        assert!(belongs("https://portal.test/") && belongs("https://www.portal.test/x"));
        assert!(!belongs("https://evilportal.test/") && !belongs("https://portal.test.evil.test/"));
        assert!(!belongs("https://192.0.2.1/"));
    }
}
