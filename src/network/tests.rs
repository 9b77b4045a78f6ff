//! The whole way, against servers on the loopback interface.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::fake::{Authority, DnsAnswer, response};
use super::*;

fn targets(names: &[&str]) -> Vec<Target> {
    names.iter().map(|name| Target { name: (*name).to_owned(), needed: true }).collect()
}

fn plan(hosts: &[&str], controls: &[&str], millis: u64, overrides: Overrides) -> Plan {
    Plan {
        hosts: targets(hosts),
        controls: targets(controls),
        attempts: 5,
        deadline: Duration::from_millis(millis),
        redirect_headers: vec!["X-Ajax-Redirect".to_owned()],
        overrides: Some(overrides),
    }
}

fn at(entries: &[(&str, SocketAddr)]) -> BTreeMap<String, Vec<SocketAddr>> {
    entries.iter().map(|(name, address)| ((*name).to_owned(), vec![*address])).collect()
}

/// A page with a `Date` that a clock `behind` seconds behind this one would write.
fn page(behind: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let date = Timestamp::from_second((now - behind) as i64).unwrap();
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&date).unwrap();
    response("200 OK", &format!("date: {date}\r\n"), "hello")
}

#[test]
fn a_good_way_is_good_all_along() {
    let root = Authority::new("Specimen Root");
    let identity = root.identity_for(&["portal.test", "control.test"], 2000..4000);
    let server = fake::https(&identity, |_| page(0));
    let addresses = at(&[("portal.test", server), ("control.test", server)]);
    let roots = vec![root.certificate()];
    let seen =
        observe(&plan(&["portal.test"], &["control.test"], 1500, Overrides { addresses, resolver: None, roots }));
    let host = &seen.hosts[0];
    assert_eq!((host.dns.code(), host.addresses.len()), ("ok", 1));
    assert_eq!((host.tcp, host.attempts, host.lost), (Some(TcpOutcome::Ok), 5, 0));
    assert!(host.rtt_ms.unwrap() < 100.0 && host.jitter_ms.unwrap() < 100.0);
    assert_eq!((host.tls, host.tls_issuer.as_deref()), (Some(TlsOutcome::Ok), Some("CN=Specimen Root")));
    assert_eq!((host.http, host.http_status, host.empty_body), (Some(HttpOutcome::Ok), Some(200), Some(false)));
    assert_eq!((seen.controls[0].http, seen.controls[0].attempts), (Some(HttpOutcome::Ok), 2));
    assert!(seen.online && seen.clock_offset_s.unwrap().abs() < 1.5, "{:?}", seen.clock_offset_s);
}

#[test]
fn a_clock_that_is_ahead_is_found_by_two_hosts() {
    let root = Authority::new("Specimen Root");
    let identity = root.identity_for(&["a.test", "b.test"], 2000..4000);
    let server = fake::https(&identity, |_| page(90));
    let addresses = at(&[("a.test", server), ("b.test", server)]);
    let overrides = Overrides { addresses, resolver: None, roots: vec![root.certificate()] };
    let offset = observe(&plan(&["a.test"], &["b.test"], 1500, overrides.clone())).clock_offset_s.unwrap();
    assert!((offset - 90.0).abs() < 1.5, "{offset}");
    assert_eq!(observe(&plan(&["a.test"], &[], 1500, overrides)).clock_offset_s, None);
}

#[test]
fn each_host_fails_in_its_own_way() {
    let root = Authority::new("Specimen Root");
    let expired = fake::https(&root.identity("expired.test", 2000..2001), |_| page(0));
    let addresses = at(&[("expired.test", expired), ("refused.test", fake::refusing())]);
    let overrides =
        Overrides { addresses, resolver: Some(fake::dns(DnsAnswer::NxDomain)), roots: vec![root.certificate()] };
    let seen = observe(&plan(&["gone.test", "refused.test", "expired.test"], &[], 1500, overrides));
    let [gone, refused, expired] = &seen.hosts[..] else { panic!("{seen:?}") };
    assert_eq!((gone.dns, gone.tcp, gone.attempts), (DnsOutcome::NxDomain, None, 0));
    assert_eq!((refused.tcp, refused.tls, refused.loss()), (Some(TcpOutcome::Refused), None, Some(1.0)));
    assert_eq!((expired.tls, expired.http), (Some(TlsOutcome::Expired), None));
    assert_eq!(expired.tls_issuer.as_deref(), Some("CN=Specimen Root"));
    assert!(seen.online);
}

#[test]
fn every_black_hole_ends_with_the_deadline() {
    let root = Authority::new("Specimen Root");
    let stalling = fake::https(&root.identity("http.test", 2000..4000), |_| {
        thread::sleep(Duration::from_secs(5));
        String::new()
    });
    let (silent, _queue) = fake::black_hole();
    let addresses = at(&[("tcp.test", silent), ("tls.test", fake::accepting()), ("http.test", stalling)]);
    let overrides =
        Overrides { addresses, resolver: Some(fake::dns(DnsAnswer::Silence)), roots: vec![root.certificate()] };
    let start = Instant::now();
    let seen = observe(&plan(&["dns.test", "tcp.test", "tls.test", "http.test"], &[], 1200, overrides));
    assert!(start.elapsed() < Duration::from_millis(1400), "{:?}", start.elapsed());
    let [dns, tcp, tls, http] = &seen.hosts[..] else { panic!("{seen:?}") };
    assert_eq!((dns.dns, dns.dns_ms, dns.tcp), (DnsOutcome::Timeout, None, None));
    assert_eq!((tcp.tcp, tcp.loss(), tcp.tls), (Some(TcpOutcome::Timeout), Some(1.0), None));
    assert_eq!((tls.tcp, tls.tls, tls.http), (Some(TcpOutcome::Ok), Some(TlsOutcome::Timeout), None));
    assert_eq!((http.tls, http.http), (Some(TlsOutcome::Ok), Some(HttpOutcome::Timeout)));
}

#[test]
fn the_budget_holds_however_many_hosts_redirect() {
    static CONNECTIONS: AtomicUsize = AtomicUsize::new(0);
    let names: Vec<String> = (0..40).map(|index| format!("h{index}.test")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let root = Authority::new("Specimen Root");
    // The handshake on the first connection sends no request: each request heard is one connection of HTTP.
    let server = fake::https(&root.identity_for(&names, 2000..4000), |_| {
        CONNECTIONS.fetch_add(1, Ordering::Relaxed);
        response("302 Found", "location: /again\r\n", "")
    });
    let addresses = names.iter().map(|name| ((*name).to_owned(), vec![server])).collect();
    let seen =
        observe(&plan(&names, &[], 1800, Overrides { addresses, resolver: None, roots: vec![root.certificate()] }));
    assert_eq!(seen.hosts.len(), MAX_TARGETS);
    // What was not followed for want of connections is no fault of the hosts'.
    assert!(seen.hosts.iter().all(|host| (host.http, host.http_status) == (Some(HttpOutcome::Ok), Some(302))));
    let measured: u32 = seen.hosts.iter().map(|host| host.attempts).sum();
    let heard = u32::try_from(CONNECTIONS.load(Ordering::Relaxed)).unwrap();
    assert!(measured + heard <= MAX_CONNECTIONS, "{measured} + {heard}");
}

#[test]
fn an_empty_plan_is_answered_at_once() {
    let start = Instant::now();
    let seen = observe(&plan(&[], &[], 5000, Overrides::default()));
    assert_eq!(seen, Observation { hosts: Vec::new(), controls: Vec::new(), online: false, clock_offset_s: None });
    assert!(start.elapsed() < Duration::from_secs(1));
    let seen = observe(&plan(&["portal.test"], &[], 0, Overrides::default()));
    assert!(matches!(seen.hosts[0].dns, DnsOutcome::Timeout | DnsOutcome::Error));
}
