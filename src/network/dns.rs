//! Name look-ups: which addresses the system finds, and why it finds none.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use super::observation::DnsOutcome;
use super::plan::Overrides;

/// Addresses kept of one name.
const MAX_ADDRESSES: usize = 16;

/// Time for one query of the resolver that says why, so that three fit in before the usual end of the phase.
const QUERY_TIMEOUT: Duration = Duration::from_millis(1500);

/// How long the system's look-up may take before the reason is asked for beside it. Asked at once, it would double the queries
/// of a name that is fine, and the forwarders of home routers drop queries that come in a burst.
const HEAD_START: Duration = Duration::from_millis(800);

/// How a look-up ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub outcome: DnsOutcome,
    pub millis: Option<f64>,
    /// Port 0 stands for the scheme's port.
    pub addresses: Vec<SocketAddr>,
}

/// Both views of the name system: the one that counts, `getaddrinfo`, which knows `/etc/hosts`, split DNS and caches just as a
/// browser does but does not say why a name fails, and a resolver of its own that does.
#[derive(Clone)]
pub(super) struct Names {
    system: System,
    resolver: Option<TokioResolver>,
}

/// What the operating system finds.
#[derive(Clone)]
pub(super) enum System {
    Getaddrinfo,
    Fixed(BTreeMap<String, Vec<SocketAddr>>),
}

impl System {
    pub(super) async fn look_up(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        let mut addresses: Vec<SocketAddr> = match self {
            Self::Getaddrinfo => tokio::net::lookup_host((name, 0)).await?.collect(),
            Self::Fixed(map) => map.get(name).cloned().ok_or(io::ErrorKind::NotFound)?,
        };
        let mut seen = HashSet::new();
        addresses.retain(|address| seen.insert(*address));
        addresses.truncate(MAX_ADDRESSES);
        Ok(addresses)
    }
}

impl Names {
    /// The system's resolvers or what stands in for them. Where the system's configuration cannot be read, failures stay
    /// without a reason.
    pub(super) fn new(overrides: Option<&Overrides>) -> Self {
        match overrides {
            None => Self { system: System::Getaddrinfo, resolver: system_resolver().ok() },
            Some(overrides) => Self {
                system: System::Fixed(overrides.addresses.clone()),
                resolver: overrides.resolver.and_then(|server| resolver_at(server).ok()),
            },
        }
    }

    pub(super) fn system(&self) -> &System {
        &self.system
    }

    /// Looks a name up; ends at `end` at the latest.
    pub(super) async fn look_up(&self, name: &str, end: Instant) -> Answer {
        let start = Instant::now();
        let mut system = pin!(self.system.look_up(name));
        let (found, asked) = match timeout_at(end.min(start + HEAD_START), &mut system).await {
            Ok(found) => (Some(found), None),
            Err(_) => {
                let asked = self.ask_for_reason(name);
                (timeout_at(end, system).await.ok(), asked)
            }
        };
        let answered = found.is_some().then(|| millis_since(start));
        let outcome = match found {
            Some(Ok(addresses)) if !addresses.is_empty() => {
                return Answer { outcome: DnsOutcome::Ok, millis: answered, addresses };
            }
            Some(Ok(_)) => DnsOutcome::NoAddress,
            Some(Err(_)) => DnsOutcome::Error,
            None => DnsOutcome::Timeout,
        };
        let (outcome, millis) = match asked.or_else(|| self.ask_for_reason(name)) {
            None => (outcome, answered),
            Some(mut asked) => match timeout_at(end, asked.join_next()).await {
                Err(_) | Ok(Some(Ok((DnsOutcome::Timeout, _)))) => (DnsOutcome::Timeout, None),
                // The name is fine in the DNS, and the system fails all the same: nothing more is known.
                Ok(None | Some(Err(_) | Ok((DnsOutcome::Ok | DnsOutcome::Error, _)))) => (outcome, answered),
                Ok(Some(Ok((reason, millis)))) => (reason, answered.or(Some(millis))),
            },
        };
        Answer { outcome, millis, addresses: Vec::new() }
    }

    /// Starts to ask the DNS itself why a name has no answer, and how long that takes in ms. Dropping the set ends it.
    fn ask_for_reason(&self, name: &str) -> Option<JoinSet<(DnsOutcome, f64)>> {
        let (resolver, name) = (self.resolver.clone()?, name.to_owned());
        let mut asked = JoinSet::new();
        asked.spawn(async move {
            let start = Instant::now();
            (reason(&resolver, &name).await, millis_since(start))
        });
        Some(asked)
    }
}

fn millis_since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn system_resolver() -> Result<TokioResolver, NetError> {
    tuned(TokioResolver::builder_tokio()?).build()
}

fn resolver_at(server: SocketAddr) -> Result<TokioResolver, NetError> {
    let mut config = NameServerConfig::udp(server.ip());
    for connection in &mut config.connections {
        connection.port = server.port();
    }
    let config = ResolverConfig::from_parts(None, Vec::new(), vec![config]);
    tuned(TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())).build()
}

type Builder = hickory_resolver::ResolverBuilder<TokioRuntimeProvider>;

fn tuned(mut builder: Builder) -> Builder {
    let options = builder.options_mut();
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    // Where both queries fail, the error of the first is reported: that of A, the record that public hosts do have.
    options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
    options.timeout = options.timeout.min(QUERY_TIMEOUT);
    options.attempts = 2;
    builder
}

/// What the DNS itself says about a name.
async fn reason(resolver: &TokioResolver, name: &str) -> DnsOutcome {
    // With a final dot, no search domain of the system's configuration is tried in its place.
    let absolute = if name.ends_with('.') { name.to_owned() } else { format!("{name}.") };
    match resolver.lookup_ip(absolute).await {
        Ok(found) if found.iter().next().is_some_and(|address: IpAddr| !address.is_unspecified()) => DnsOutcome::Ok,
        Ok(_) => DnsOutcome::NoAddress,
        Err(error) if error.is_nx_domain() => DnsOutcome::NxDomain,
        Err(error) if error.is_no_records_found() => DnsOutcome::NoAddress,
        Err(NetError::Timeout) => DnsOutcome::Timeout,
        Err(NetError::Dns(DnsError::ResponseCode(ResponseCode::ServFail))) => DnsOutcome::ServFail,
        Err(_) => DnsOutcome::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::fake::{self, DnsAnswer};

    fn look_up(server: Option<DnsAnswer>, known: &[&str], name: &str, patience: Duration) -> (Answer, Duration) {
        let address = "127.0.0.1:443".parse().unwrap();
        let overrides = Overrides {
            addresses: known.iter().map(|name| ((*name).to_owned(), vec![address, address])).collect(),
            resolver: server.map(fake::dns),
            roots: Vec::new(),
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let start = Instant::now();
            let answer = Names::new(Some(&overrides)).look_up(name, start + patience).await;
            (answer, start.elapsed())
        })
    }

    fn outcome(server: DnsAnswer) -> DnsOutcome {
        look_up(Some(server), &[], "portal.test", Duration::from_millis(900)).0.outcome
    }

    #[test]
    fn what_the_system_finds_counts() {
        let (answer, took) = look_up(Some(DnsAnswer::Silence), &["portal.test"], "portal.test", Duration::from_secs(1));
        assert_eq!(answer.outcome, DnsOutcome::Ok);
        assert_eq!(answer.addresses.len(), 1, "one address twice is one");
        assert!(took < Duration::from_millis(200), "a silent resolver holds nothing up");
    }

    #[test]
    fn the_reasons_are_told_apart() {
        assert_eq!(outcome(DnsAnswer::NxDomain), DnsOutcome::NxDomain);
        assert_eq!(outcome(DnsAnswer::ServFail), DnsOutcome::ServFail);
        assert_eq!(outcome(DnsAnswer::Empty), DnsOutcome::NoAddress);
        assert_eq!(outcome(DnsAnswer::Refused), DnsOutcome::Error);
        assert_eq!(outcome(DnsAnswer::Garbage), DnsOutcome::Timeout);
    }

    #[test]
    fn an_address_that_the_system_does_not_see_is_no_success() {
        assert_eq!(outcome(DnsAnswer::Address), DnsOutcome::Error);
    }

    #[test]
    fn silence_ends_in_time() {
        let (answer, took) = look_up(Some(DnsAnswer::Silence), &[], "portal.test", Duration::from_millis(300));
        assert_eq!((answer.outcome, answer.millis), (DnsOutcome::Timeout, None));
        assert!(took < Duration::from_millis(400), "{took:?}");
    }

    #[test]
    fn without_a_resolver_there_is_no_reason() {
        for name in ["portal.test", "", ".", "a..b", &"x".repeat(300), "exa mple", "\u{0}"] {
            assert_eq!(look_up(None, &[], name, Duration::from_secs(1)).0.outcome, DnsOutcome::Error, "{name:?}");
            let (answer, _) = look_up(Some(DnsAnswer::NxDomain), &[], name, Duration::from_millis(200));
            assert_ne!(answer.outcome, DnsOutcome::Ok, "{name:?}");
        }
    }
}
