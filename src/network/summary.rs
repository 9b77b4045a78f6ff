//! From what was measured to what is told: the evidence with everything that follows from it by arithmetic alone.

use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustls::pki_types::UnixTime;
use tokio::time::Instant;

use super::dns::{Answer, Exchange, Kind};
use super::host::Host;
use super::quality::{held_up, jitter, median, undisturbed, wilson};
use super::seen::{
    ClockSeen, DnsOutcome, HostSeen, HttpOutcome, IssuerSeen, PathSeen, ResolverSeen, Seen, TcpOutcome, TlsOutcome,
    Transport,
};
use super::tls::Store;
use super::{Run, bogon, certificate, clock, lock};

impl Run {
    /// Everything that is known now.
    pub fn summary(&self) -> Seen {
        let clock = self.clock();
        let corrected = corrected(clock.offset_s);
        let mut hosts = Vec::new();
        let mut controls = Vec::new();
        // Judging a chain looks at all hosts: none of them may be locked meanwhile.
        let asked = self.hosts_read(Host::clone);
        let quiet = self.extras(|extras| extras.quiet);
        let trips = asked.iter().map(|host| host.round_trips.as_slice());
        let quiet = quiet.filter(|quiet| held_up(trips, *quiet));
        let lossy = asked.iter().any(|host| host.seen.lost + host.seen.resent > 0);
        for host in asked {
            let seen = self.host(&host, corrected, quiet, lossy);
            if host.target.control { controls.push(seen) } else { hosts.push(seen) }
        }
        let resolvers = self.exchanges(|exchange| Some(exchange.seen()));
        let issuers = issuers(&hosts, &controls);
        let mut extras = lock(&self.extras);
        let (connections, sent_bytes) =
            extras.before_upload.unwrap_or((self.budget.connections(), self.budget.sent_bytes()));
        Seen {
            asked: true,
            elapsed_ms: self.since_start(Instant::now()),
            interrupted: extras.interrupted,
            // An upload begins when all hosts have been asked.
            finished: (!extras.interrupted || extras.before_upload.is_some())
                && hosts.iter().chain(&controls).all(finished),
            online: online(&hosts, &controls, &resolvers) || clock.ntp_servers > 0,
            route4: self.routes.0 || hosts.iter().any(|host| tried(host.tcp4)),
            route6: self.routes.1 || hosts.iter().any(|host| tried(host.tcp6)),
            connections,
            sent_bytes,
            path: path(&hosts, &controls, &resolvers),
            proxy: extras.proxy.clone(),
            proxy_found: extras.proxy_found.clone(),
            check_pages: extras.check_pages.clone(),
            upload: extras.upload.take(),
            page: extras.page.take(),
            mail: extras.mail.take(),
            clock,
            resolvers,
            hosts,
            controls,
            issuers,
        }
    }

    fn clock(&self) -> ClockSeen {
        let ntp = clock::by_ntp(&lock(&self.extras).ntp);
        let dates = clock::by_dates(&self.hosts_read(|host| host.dates.clone()));
        let mut seen = ClockSeen {
            ntp_offset_s: ntp.map(|(offset, _)| offset),
            ntp_servers: ntp.map_or(0, |(_, servers)| servers),
            date_offset_s: dates.map(|(offset, ..)| offset),
            date_hosts: dates.map_or(0, |(.., hosts)| hosts),
            ..ClockSeen::default()
        };
        // A time server alone may be wrong; hosts and servers that contradict each other tell nothing.
        let (offset, uncertainty, source) = match (ntp, dates) {
            (Some((ntp, _)), Some((date, half, _))) if (ntp - date).abs() <= half + DISAGREEMENT_S => {
                (Some(ntp), Some(NTP_UNCERTAINTY_S), Some("ntp"))
            }
            (_, Some((date, half, _))) => (Some(date), Some(half), Some("date")),
            (Some((ntp, servers)), None) if servers > 1 => (Some(ntp), Some(NTP_UNCERTAINTY_S), Some("ntp")),
            _ => (None, None, None),
        };
        (seen.offset_s, seen.uncertainty_s, seen.source) = (offset, uncertainty, source.map(str::to_owned));
        seen
    }

    fn host(&self, host: &Host, corrected: UnixTime, quiet: Option<Instant>, lossy: bool) -> HostSeen {
        let mut seen = host.seen.clone();
        let name = host.target.name.as_str();
        let proxied = self.proxy.is_some();
        seen.dns = self.dns_outcome(name);
        seen.dns_ms = self.dns_ms(name);
        seen.reference = self.reference_outcome(name);
        seen.reference_addresses = texts(&self.answered_addresses(name, false));
        let addresses: Vec<IpAddr> = seen.addresses.iter().filter_map(|text| text.parse().ok()).collect();
        // An address that others give too is the name's own, however odd.
        let others = self.answered_addresses(name, false);
        let lie = |address: &IpAddr| bogon::is_bogon(*address) && !others.contains(address);
        seen.bogon = !proxied && addresses.iter().any(lie);
        seen.queries = self.exchanges(|exchange| Some(exchange.seen_about(name, self.start))).concat();
        let round_trips = undisturbed(&host.round_trips, quiet, lossy);
        seen.rtt_ms = median(&round_trips);
        seen.rtt_min_ms = round_trips.iter().copied().min_by(f64::total_cmp);
        seen.jitter_ms = jitter(&round_trips);
        seen.samples = u32::try_from(round_trips.len()).unwrap_or(u32::MAX);
        if !host.chain.is_empty() {
            let shaken = seen.tls.is_some_and(TlsOutcome::answered);
            if shaken {
                seen.tls = Some(self.judge(Store::System, &host.chain, name, UnixTime::now()));
                seen.tls_corrected = Some(self.judge(Store::System, &host.chain, name, corrected));
                seen.tls_public = Some(self.judge(Store::Public, &host.chain, name, corrected));
            }
            seen.tls_issuer = host.chain.first().and_then(certificate::issuer);
            seen.chain = host.chain.iter().map(certificate::seen).collect();
        }
        if !host.reference_chain.is_empty() {
            seen.reference_tls = Some(self.judge(Store::System, &host.reference_chain, name, corrected));
        }
        // That the other address is right is proved by a handshake there; servers of one name are many.
        let proved = seen.tls_corrected != Some(TlsOutcome::Ok) && seen.reference_tls == Some(TlsOutcome::Ok);
        seen.injected = self.injected(name, proved);
        seen
    }

    /// Whether a query had two answers that contradict each other; or, for a host whose other address is proved right, whether a reference says
    /// something else over UDP than over a connection, where nobody in between can answer in its place.
    fn injected(&self, name: &str, proved: bool) -> bool {
        let twice = |exchange: &Exchange| {
            exchange.queries.iter().any(|query| query.question.name == name && query.injected()).then_some(())
        };
        let told = |streamed: bool| {
            self.exchanges(|exchange| {
                let wanted = !exchange.server.system && (exchange.server.transport != Transport::Udp) == streamed;
                let answer = wanted.then(|| exchange.answer(name, Kind::A).cloned()).flatten()?;
                Some((exchange.server.address.ip(), answer))
            })
        };
        let streams = told(true);
        let differs = |(server, answer): &(IpAddr, Answer)| {
            streams.iter().any(|(other, streamed)| server == other && answer.contradicts(streamed))
        };
        !self.exchanges(twice).is_empty() || (proved && told(false).iter().any(differs))
    }

    /// How the system's look-up ended: what it found itself, or why its servers say it finds nothing.
    fn dns_outcome(&self, name: &str) -> DnsOutcome {
        let found = lock(&self.looked_up).iter().find(|known| known.name == name).cloned();
        if found.as_ref().is_some_and(|found| !found.addresses.is_empty()) {
            return DnsOutcome::Ok;
        }
        match (self.system_outcome(name), found) {
            (Some(outcome), _) => outcome,
            (None, Some(_)) => DnsOutcome::Error,
            (None, None) => DnsOutcome::Unfinished,
        }
    }

    fn dns_ms(&self, name: &str) -> Option<f64> {
        let own = self.exchanges(|exchange| {
            let answer = exchange.server.system.then(|| exchange.answer(name, Kind::A).map(|answer| answer.ms));
            answer.flatten()
        });
        let looked_up = || lock(&self.looked_up).iter().find(|known| known.name == name).map(|known| known.ms);
        own.first().copied().or_else(looked_up)
    }
}

/// How far NTP and the `Date` headers may be apart, beyond what the latter leave open, in s.
const DISAGREEMENT_S: f64 = 2.0;

/// How far NTP over the Internet is off, in s (RFC 5905 §1: tens of ms).
const NTP_UNCERTAINTY_S: f64 = 0.05;

/// The time that others tell.
fn corrected(offset_s: Option<f64>) -> UnixTime {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = (now.as_secs_f64() - offset_s.unwrap_or(0.0)).max(0.0);
    UnixTime::since_unix_epoch(Duration::from_secs_f64(seconds))
}

fn texts(addresses: &[IpAddr]) -> Vec<String> {
    addresses.iter().map(IpAddr::to_string).collect()
}

/// Whether anything beyond this machine's own network answered.
fn online(hosts: &[HostSeen], controls: &[HostSeen], resolvers: &[ResolverSeen]) -> bool {
    let met = |host: &HostSeen| matches!(host.tcp, Some(TcpOutcome::Ok | TcpOutcome::Refused));
    let near = |address: &str| address.parse().is_ok_and(bogon::is_bogon);
    hosts.iter().chain(controls).any(|host| met(host) || host.dns == DnsOutcome::Ok)
        || resolvers.iter().any(|resolver| resolver.answered > 0 && !near(&resolver.address))
}

/// Whether a connection could at least be tried: some networks have routes to what they let through, and no default one.
fn tried(outcome: Option<TcpOutcome>) -> bool {
    matches!(outcome, Some(TcpOutcome::Ok | TcpOutcome::Refused | TcpOutcome::Timeout))
}

/// Whether no phase of a host was cut short.
fn finished(host: &HostSeen) -> bool {
    let HostSeen { dns, tcp, tls, http, connects, reference_tls, .. } = host;
    // A connection that came about at the address of a reference was on its way to a handshake.
    let reached = connects.iter().any(|connect| connect.outcome == TcpOutcome::Ok);
    let left = tcp.is_none() && reference_tls.is_none() && reached;
    // Through a proxy that works, this machine's own look-ups do not matter.
    let found = *dns != DnsOutcome::Unfinished || *tcp == Some(TcpOutcome::Ok);
    found
        && !left
        && *tcp != Some(TcpOutcome::Unfinished)
        && *tls != Some(TlsOutcome::Unfinished)
        && *http != Some(HttpOutcome::Unfinished)
}

/// Latency, jitter and loss over all hosts.
fn path(hosts: &[HostSeen], controls: &[HostSeen], resolvers: &[ResolverSeen]) -> PathSeen {
    let of_hosts = |rtt: fn(&HostSeen) -> Option<f64>| median(&hosts.iter().filter_map(rtt).collect::<Vec<f64>>());
    let weights = |host: &&HostSeen| host.jitter_ms.map(|jitter| (jitter, f64::from(host.samples.saturating_sub(1))));
    let all: Vec<&HostSeen> = hosts.iter().chain(controls).collect();
    let (sum, weight) = all
        .iter()
        .filter_map(weights)
        .fold((0.0, 0.0), |(sum, all), (jitter, weight)| (sum + jitter * weight, all + weight));
    let (sent, lost) = all.iter().fold((0, 0), |(sent, lost), host| (sent + host.attempts, lost + host.lost));
    // Servers that never said a word are blocked, which is no loss.
    let udp = resolvers.iter().filter(|one| !one.system && one.transport == Transport::Udp && one.answered > 0);
    let (udp_sent, udp_lost) = udp.fold((0, 0), |(sent, lost), one| (sent + one.answered + one.lost, lost + one.lost));
    let (requests, resent) =
        all.iter().fold((0, 0), |(sent, again), host| (sent + host.requests, again + host.resent.min(host.requests)));
    let interval = wilson(lost, sent);
    PathSeen {
        rtt_ms: of_hosts(|host| host.rtt_ms),
        rtt_min_ms: of_hosts(|host| host.rtt_min_ms),
        jitter_ms: (weight > 0.0).then(|| sum / weight),
        samples: all.iter().map(|host| host.samples).sum(),
        resets: all.iter().map(|host| host.resets).sum(),
        sent,
        lost,
        loss: (sent > 0).then(|| f64::from(lost) / f64::from(sent)),
        loss_low: interval.map(|(low, _)| low),
        loss_high: interval.map(|(_, high)| high),
        requests,
        resent,
        loss_low_pooled: wilson(lost + udp_lost + resent, sent + udp_sent + requests).map(|(low, _)| low),
    }
}

/// Issuers that the shipped public roots do not vouch for, with the hosts that showed their certificates.
fn issuers(hosts: &[HostSeen], controls: &[HostSeen]) -> Vec<IssuerSeen> {
    let mut found: Vec<IssuerSeen> = Vec::new();
    for (host, control) in hosts.iter().map(|host| (host, false)).chain(controls.iter().map(|host| (host, true))) {
        let (Some(name), Some(TlsOutcome::UnknownIssuer)) = (&host.tls_issuer, host.tls_public) else { continue };
        let trusted = host.tls_corrected != Some(TlsOutcome::UnknownIssuer);
        let known = found.iter_mut().find(|issuer| issuer.name == *name && issuer.trusted == trusted);
        match known {
            Some(issuer) => {
                issuer.hosts.push(host.name.clone());
                issuer.controls += u32::from(control);
            }
            None => found.push(IssuerSeen {
                name: name.clone(),
                trusted,
                hosts: vec![host.name.clone()],
                controls: u32::from(control),
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str, issuer: &str, tls: TlsOutcome, public: TlsOutcome) -> HostSeen {
        HostSeen {
            name: name.to_owned(),
            tls_issuer: Some(issuer.to_owned()),
            tls_corrected: Some(tls),
            tls_public: Some(public),
            ..HostSeen::default()
        }
    }

    #[test]
    fn issuers_are_counted_over_hosts() {
        let hosts = [
            host("a.test", "CN=Filter", TlsOutcome::UnknownIssuer, TlsOutcome::UnknownIssuer),
            host("b.test", "CN=Public", TlsOutcome::Ok, TlsOutcome::Ok),
        ];
        let controls = [host("c.test", "CN=Filter", TlsOutcome::UnknownIssuer, TlsOutcome::UnknownIssuer)];
        let found = issuers(&hosts, &controls);
        let hosts = vec!["a.test".to_owned(), "c.test".to_owned()];
        assert_eq!(found, [IssuerSeen { name: "CN=Filter".to_owned(), trusted: false, hosts, controls: 1 }]);
    }

    #[test]
    fn lost_exchanges_are_counted_over_hosts() {
        let host = |attempts, lost| HostSeen { attempts, lost, ..HostSeen::default() };
        let seen = path(&[host(5, 1), host(5, 0)], &[host(3, 0)], &[]);
        assert_eq!((seen.sent, seen.lost), (13, 1));
        assert!(seen.loss_low.unwrap() > 0.0 && seen.loss_high.unwrap() < 0.4);
        assert_eq!(path(&[], &[], &[]), PathSeen::default());
    }
}
