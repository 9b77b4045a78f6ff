//! Asks the way to a provider's portal: names (DNS), connections (TCP), encryption (TLS) and answers (HTTP), all hosts at once
//! and within one deadline.
//!
//! Each phase notes its failure before it begins and its result when it ends, so that whatever is known at the deadline is true
//! then, and a phase that hangs reads as timed out. Nothing but a GET request for `/` is sent to a host.

mod budget;
mod certificate;
mod clock;
mod dns;
#[cfg(test)]
mod fake;
mod http;
mod jitter;
mod observation;
mod plan;
mod slot;
mod tcp;
mod tls;

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

pub use observation::{DnsOutcome, HostObservation, HttpOutcome, Observation, TcpOutcome, TlsOutcome};
pub use plan::{MAX_CONNECTIONS, MAX_TARGETS, Overrides, Plan, Target};

use budget::Budget;
use dns::Names;
use plan::Schedule;
use slot::Slot;
use tls::Trust;

/// Asks the hosts of a plan and returns at its deadline at the latest, with what is known by then.
///
/// Blocks the calling thread and works on one of its own, which is left behind where a look-up or the system's certificate check
/// holds it up. A phase that cannot even be prepared reads as an error of the name look-up.
pub fn observe(plan: &Plan) -> Observation {
    let schedule = plan.schedule(Instant::now());
    let slots: Vec<(Slot, u32)> = plan.targets().map(|(target, attempts)| (Slot::new(target), attempts)).collect();
    let (working, ended) = mpsc::channel::<()>();
    let (work, tasks) = (plan.clone(), slots.clone());
    let thread = thread::Builder::new().name("network".to_owned()).spawn(move || {
        if run(&work, schedule, &tasks).is_err() {
            tasks.iter().for_each(|(slot, _)| slot.update(|host| host.dns = DnsOutcome::Error));
        }
        drop(working);
    });
    if thread.is_err() {
        slots.iter().for_each(|(slot, _)| slot.update(|host| host.dns = DnsOutcome::Error));
    }
    // Nothing is ever sent: the wait ends when the thread drops its end, also by a panic, or with the deadline.
    let _ = ended.recv_timeout(schedule.end.saturating_duration_since(Instant::now()));
    gather(slots.iter().map(|(slot, _)| slot.read()).collect(), plan.hosts.len())
}

fn gather(mut hosts: Vec<HostObservation>, provider: usize) -> Observation {
    let offsets: Vec<f64> = hosts.iter().filter_map(|host| host.date_offset_s).collect();
    let online = hosts.iter().any(|host| host.tcp == Some(TcpOutcome::Ok));
    let controls = hosts.split_off(provider.min(hosts.len()));
    Observation { hosts, controls, online, clock_offset_s: clock::agreed(&offsets) }
}

/// Why nothing could be asked; the caller can say no more than that.
struct Unable;

fn run(plan: &Plan, schedule: Schedule, slots: &[(Slot, u32)]) -> Result<(), Unable> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        // `getaddrinfo` holds a thread for each name; with too few, one dead name would make others look slow.
        .max_blocking_threads(2 * MAX_TARGETS)
        .build()
        .map_err(|_| Unable)?;
    let run = Arc::new(Run {
        names: Names::new(plan.overrides.as_ref()),
        trust: Trust::new(plan.overrides.as_ref()).map_err(|_| Unable)?,
        budget: Arc::new(Budget::for_targets(slots.len())),
        redirect_headers: plan.redirect_headers.clone(),
        schedule,
    });
    runtime.block_on(async {
        let mut hosts = JoinSet::new();
        for (slot, attempts) in slots {
            hosts.spawn(Arc::clone(&run).ask(slot.clone(), *attempts));
        }
        let _ = timeout_at(schedule.end, async { while hosts.join_next().await.is_some() {} }).await;
    });
    // A `getaddrinfo` that hangs would hold an ordinary shutdown.
    runtime.shutdown_background();
    Ok(())
}

/// What all hosts share.
struct Run {
    names: Names,
    trust: Trust,
    budget: Arc<Budget>,
    redirect_headers: Vec<String>,
    schedule: Schedule,
}

impl Run {
    async fn ask(self: Arc<Self>, slot: Slot, attempts: u32) {
        let name = slot.read().name;
        let found = self.names.look_up(&name, self.schedule.dns).await;
        slot.update(|host| {
            host.dns = found.outcome;
            host.dns_ms = found.millis;
            host.addresses = found.addresses.iter().map(SocketAddr::ip).collect();
            host.tcp = (found.outcome == DnsOutcome::Ok).then_some(TcpOutcome::Timeout);
        });
        if found.outcome != DnsOutcome::Ok {
            return;
        }
        match tcp::reach(&found.addresses, self.schedule.tcp, &self.budget).await {
            Err(unreached) => slot.update(|host| {
                host.tcp = Some(unreached.outcome);
                host.attempts = unreached.attempts;
                host.lost = unreached.attempts;
            }),
            Ok(reached) => {
                let first = reached.millis;
                let secure = self.secure(&slot, &name, reached.stream, reached.address, first);
                tokio::join!(self.measure(&slot, reached.address, first, attempts), secure);
            }
        }
    }

    /// Repeats a connection that came about in `first` ms.
    async fn measure(&self, slot: &Slot, address: SocketAddr, first: f64, attempts: u32) {
        let mut samples = vec![Some(first)];
        loop {
            let quality = jitter::quality(&samples);
            slot.update(|host| {
                host.tcp = Some(TcpOutcome::Ok);
                host.attempts = quality.attempts;
                host.lost = quality.lost;
                host.rtt_ms = quality.rtt_ms;
                host.jitter_ms = quality.jitter_ms;
            });
            // A connection that the deadline would cut short could not be told from a lost one.
            let patience = self.schedule.attempt;
            let in_time = Instant::now() + patience <= self.schedule.end;
            if quality.attempts >= attempts || !in_time || !self.budget.take() {
                break;
            }
            samples.push(tcp::repeat(address, patience).await);
        }
    }

    async fn secure(&self, slot: &Slot, name: &str, stream: TcpStream, address: SocketAddr, rtt_ms: f64) {
        slot.update(|host| host.tls = Some(TlsOutcome::Timeout));
        let handshake = self.trust.handshake(name, stream, self.schedule.end).await;
        slot.update(|host| {
            host.tls = Some(handshake.outcome);
            host.tls_issuer = handshake.issuer;
            host.http = (handshake.outcome == TlsOutcome::Ok).then_some(HttpOutcome::Timeout);
        });
        if handshake.outcome != TlsOutcome::Ok {
            return;
        }
        let request = http::Request {
            name,
            address,
            rtt: Duration::from_secs_f64(rtt_ms / 1000.0),
            redirect_headers: &self.redirect_headers,
            trust: &self.trust,
            system: self.names.system(),
            budget: &self.budget,
        };
        let answer = request.send(self.schedule.end).await;
        slot.update(|host| {
            host.http = Some(answer.outcome);
            host.http_status = answer.status;
            host.empty_body = answer.empty_body;
            host.redirect_header = answer.redirect_header;
            host.final_url = answer.final_url;
            host.date_offset_s = answer.date_offset_s;
        });
    }
}

#[cfg(test)]
mod tests;
