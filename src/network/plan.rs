//! Whom to ask, how often, and for how long.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::time::Instant;

/// Connections of one run, all hosts together: what a browser opens for a page or two, so that no firewall takes it for a scan.
pub const MAX_CONNECTIONS: u32 = 60;

/// Connections that every target may count on: one to measure and to secure, one for the HTTP request.
pub const RESERVED_CONNECTIONS: u32 = 2;

/// Targets of one run; those beyond are left out, controls first.
pub const MAX_TARGETS: usize = (MAX_CONNECTIONS / RESERVED_CONNECTIONS) as usize;

/// Connections to one control, which only has to tell whose trouble it is and not how good the way is.
pub const CONTROL_ATTEMPTS: u32 = 2;

/// Share of the deadline after which a name without an answer is given up, in tenths. Beyond the 5 s that common stub
/// resolvers wait for their first server, given the usual deadline of some seconds more.
const DNS_TENTHS: u32 = 8;

/// Share of the deadline after which an address without an answer is given up, in tenths.
const TCP_TENTHS: u32 = 9;

/// The longest deadline that is kept.
const MAX_DEADLINE: Duration = Duration::from_secs(60);

/// One host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its DNS name.
    pub name: String,
    /// Whether activation needs it.
    pub needed: bool,
}

/// What is asked of the network.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The provider's hosts.
    pub hosts: Vec<Target>,
    /// Hosts of others, asked in parallel to tell the provider's trouble from the user's.
    pub controls: Vec<Target>,
    /// TCP connections to each host, for latency, jitter and loss; 0 is taken as 1.
    pub attempts: u32,
    /// Time for everything together; more than a minute is taken as a minute.
    pub deadline: Duration,
    /// Response headers that name a redirect although the status is 200.
    pub redirect_headers: Vec<String>,
    /// What stands in for the system's resolver and roots; `None` outside tests.
    pub overrides: Option<Overrides>,
}

/// What stands in for the system's resolver and root certificates. Nothing of the system is used where this is given.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// What `getaddrinfo` is to answer, with the port to use instead of the scheme's; a name that is missing has no answer.
    pub addresses: BTreeMap<String, Vec<SocketAddr>>,
    /// The DNS server that says why a name has no answer.
    pub resolver: Option<SocketAddr>,
    /// The only trusted roots, DER.
    pub roots: Vec<Vec<u8>>,
}

/// When each phase has to be over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub dns: Instant,
    pub tcp: Instant,
    pub end: Instant,
    /// Time for one repeated connection.
    pub attempt: Duration,
}

impl Plan {
    pub(super) fn schedule(&self, start: Instant) -> Schedule {
        let deadline = self.deadline.min(MAX_DEADLINE);
        let after = |tenths: u32| start + deadline / 10 * tenths;
        Schedule {
            dns: after(DNS_TENTHS),
            tcp: after(TCP_TENTHS),
            end: start + deadline,
            attempt: deadline / self.attempts.saturating_add(1),
        }
    }

    /// The targets that are asked, each with the number of connections to measure it by; hosts before controls.
    pub(super) fn targets(&self) -> impl Iterator<Item = (&Target, u32)> {
        let attempts = self.attempts.clamp(1, MAX_CONNECTIONS);
        let hosts = self.hosts.iter().map(move |target| (target, attempts));
        let controls = self.controls.iter().map(move |target| (target, attempts.min(CONTROL_ATTEMPTS)));
        hosts.chain(controls).take(MAX_TARGETS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(hosts: usize, controls: usize, attempts: u32) -> Plan {
        let target = |index: usize| Target { name: format!("h{index}.test"), needed: true };
        Plan {
            hosts: (0..hosts).map(target).collect(),
            controls: (0..controls).map(target).collect(),
            attempts,
            deadline: Duration::from_secs(6),
            redirect_headers: Vec::new(),
            overrides: None,
        }
    }

    #[test]
    fn controls_are_asked_less_and_left_out_first() {
        let asked: Vec<u32> = plan(8, 2, 5).targets().map(|(_, attempts)| attempts).collect();
        assert_eq!(asked, [5, 5, 5, 5, 5, 5, 5, 5, 2, 2]);
        assert_eq!(plan(29, 5, 5).targets().filter(|(_, attempts)| *attempts == CONTROL_ATTEMPTS).count(), 1);
    }

    #[test]
    fn no_attempts_is_one_attempt_and_phases_end_in_order() {
        assert!(plan(1, 1, 0).targets().all(|(_, attempts)| attempts == 1));
        let start = Instant::now();
        let forever = Plan { deadline: Duration::MAX, ..plan(1, 1, u32::MAX) };
        let schedule = forever.schedule(start);
        assert!(start < schedule.dns && schedule.dns < schedule.tcp && schedule.tcp < schedule.end);
    }
}
