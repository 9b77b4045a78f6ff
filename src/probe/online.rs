//! What was seen of the way to the pack's hosts, as facts.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use url::Url;

use crate::fact::{NETWORK, Record, Value, read_record};
use crate::network::{Plan, Settings, Step, belongs, observe};
use crate::text::portal::{self, Portals};

/// What the user wants of the network.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Time for everything but the upload probe.
    pub deadline: Option<Duration>,
    /// Bytes of an upload probe.
    pub upload: Option<u64>,
    /// Root certificates (DER) in place of the shipped public ones.
    pub roots: Option<Vec<Vec<u8>>>,
}

/// The plan for an application: the pack's hosts, its own page where that belongs to the provider, and its mail domain.
pub fn plan(settings: &Settings, portals: &Portals, typed: &Record, wishes: Wishes) -> Plan {
    let mut plan = Plan::new(settings.clone());
    let map = Arc::new(portals.clone());
    plan.page = page(typed, portals);
    plan.mail_domain = mail_domain(typed);
    plan.station = Arc::new(move |address| portal::judge(address, &map).station);
    plan.deadline = wishes.deadline.unwrap_or(plan.deadline);
    plan.upload = wishes.upload;
    plan.roots = wishes.roots;
    plan
}

/// The application's page, without anything that is not needed to get there: of its query only what leads on to other pages.
fn page(typed: &Record, portals: &Portals) -> Option<(Url, Vec<String>)> {
    let typed = typed.get("portal").record()?.text("url")?.trim().to_owned();
    let mut url = Url::parse(&typed).or_else(|_| Url::parse(&format!("https://{typed}"))).ok()?;
    let owned = &portals.owned_domains;
    if !matches!(url.scheme(), "https" | "http") || !belongs(&url, owned) {
        return None;
    }
    let leads_on = |(key, value): &(String, String)| {
        portals.service_parameters.iter().any(|known| known.eq_ignore_ascii_case(key))
            && Url::parse(value).is_ok_and(|target| belongs(&target, owned))
    };
    let kept: Vec<(String, String)> = url.query_pairs().into_owned().filter(leads_on).collect();
    url.set_query(None);
    url.set_fragment(None);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_scheme("https").ok()?;
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Some((url, owned.clone()))
}

/// The domain of the typed address, as DNS spells it.
fn mail_domain(typed: &Record) -> Option<String> {
    let address = typed.get("account").record()?.text("email")?;
    let (_, domain) = address.trim().rsplit_once('@')?;
    let url = Url::parse(&format!("https://{domain}/")).ok()?;
    url.domain().filter(|domain| domain.contains('.')).map(str::to_owned)
}

/// Asks what the plan wants and waits for the answers, at most for its deadline.
pub fn probe(plan: &Plan, watch: impl FnMut(Step)) -> Value {
    let seen = observe(plan, watch);
    let early = seen.elapsed_ms < EARLY_MS;
    let mut json = serde_json::to_value(&seen).unwrap_or_default();
    rounded(&mut json);
    if early && !seen.online {
        json["online"] = json!({"$unknown": "the run was ended before anything could answer"});
    }
    if !seen.finished {
        json["finished"] = json!({"$unknown": "the run ended before every host was asked to the end"});
    }
    if seen.clock.offset_s.is_none() {
        json["clock"]["offset_s"] = json!({"$unknown": "neither time servers nor two hosts tell the time"});
    }
    match read_record(&json, &NETWORK, "network") {
        Ok(record) => Value::Record(Arc::new(record)),
        Err(reason) => Value::unknown(format!("what was seen of the network cannot be read: {reason}")),
    }
}

/// A run shorter than this says nothing by having no answer.
const EARLY_MS: f64 = 1500.0;

/// Digits that are worth keeping: a thousandth of the unit, and more of shares.
fn rounded(json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(rounded),
        Json::Object(object) => object.values_mut().for_each(rounded),
        Json::Number(number) if number.is_f64() => {
            if let Some(value) = number.as_f64() {
                *json = json!((value * 10_000.0).round() / 10_000.0);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Shape, Type};
    use crate::network::seen::*;

    /// A run in which there is one of everything.
    fn full() -> Seen {
        let connect =
            ConnectSeen { address: String::new(), at_ms: 1.0, ms: None, outcome: TcpOutcome::Ok, retransmits: None };
        let query = QuerySeen {
            server: String::new(),
            transport: Transport::Udp,
            kind: "A".to_owned(),
            at_ms: 1.0,
            ms: None,
            outcome: DnsOutcome::Ok,
            addresses: Vec::new(),
            second: Vec::new(),
        };
        let resolver = ResolverSeen {
            address: String::new(),
            system: true,
            transport: Transport::Udp,
            sent: 0,
            answered: 0,
            lost: 0,
            repeated: 0,
            median_ms: None,
        };
        let issuer = IssuerSeen { name: String::new(), trusted: false, hosts: Vec::new(), controls: 0 };
        let host = HostSeen {
            connects: vec![connect],
            queries: vec![query],
            chain: vec![CertificateSeen::default()],
            ..HostSeen::default()
        };
        Seen {
            proxy: Some(ProxySeen::default()),
            proxy_found: Some(ProxySeen::default()),
            check_pages: vec![CheckPageSeen::default()],
            resolvers: vec![resolver],
            hosts: vec![host.clone()],
            controls: vec![host],
            issuers: vec![issuer],
            upload: Some(UploadSeen::default()),
            page: Some(PageSeen::default()),
            mail: Some(MailSeen::default()),
            ..Seen::default()
        }
    }

    #[test]
    fn what_is_seen_is_what_is_declared() {
        let json = serde_json::to_value(full()).unwrap();
        read_record(&json, &NETWORK, "network").unwrap();
        same_names(&json, &NETWORK);
    }

    fn same_names(json: &Json, shape: &Shape) {
        let object = json.as_object().unwrap();
        let declared: Vec<&str> = shape.fields.iter().map(|field| &*field.name).collect();
        let seen: Vec<&str> = object.keys().map(String::as_str).collect();
        assert_eq!(seen, declared, "{}", shape.name);
        for field in &shape.fields {
            let item = match &field.ty {
                Type::Record(inner) => Some((object.get(&*field.name).unwrap(), inner)),
                Type::List(item) => match (&**item, object.get(&*field.name).and_then(|list| list.get(0))) {
                    (Type::Record(inner), Some(first)) => Some((first, inner)),
                    _ => None,
                },
                _ => None,
            };
            if let Some((json, inner)) = item {
                same_names(json, inner);
            }
        }
    }

    #[test]
    fn only_what_leads_on_is_sent_of_a_typed_address() {
        let portals = Portals {
            owned_domains: vec!["portal.test".to_owned()],
            service_parameters: vec!["service".to_owned()],
            ..Portals::default()
        };
        let page = |url: &str| {
            let mut typed = Record::blank(&crate::fact::schema::ROOT, "");
            let mut portal = (**typed.get("portal").record().unwrap()).clone();
            portal.set("url", Value::text(url));
            typed.set("portal", Value::Record(Arc::new(portal)));
            super::page(&typed, &portals).map(|(url, _)| url.to_string())
        };
        let asked = page("http://ann:pw@auth.portal.test/login?ticket=ST-1&service=https%3A%2F%2Fwww.portal.test%2F#x");
        assert_eq!(asked.as_deref(), Some("https://auth.portal.test/login?service=https%3A%2F%2Fwww.portal.test%2F"));
        assert_eq!(page("https://portal.test.evil.test/"), None);
        assert_eq!(page("https://192.168.0.1/"), None);
    }
}
