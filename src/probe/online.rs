//! What was seen of the way to the pack's hosts, as facts.

use std::sync::Arc;
use std::time::Duration;

use crate::fact::{HOST, NETWORK, Record, Value};
use crate::network::{HostObservation, Plan, Target, observe};
use crate::rule::NetworkPlan;

/// Time for everything where the pack names none.
const DEADLINE: Duration = Duration::from_secs(6);

/// Asks the hosts of the pack and waits for the answers, at most for the plan's deadline.
pub fn probe(plan: &NetworkPlan) -> Value {
    let target = |name: &String, needed: bool| Target { name: name.clone(), needed };
    let hosts = plan.hosts.iter().map(|name| target(name, true));
    let plan = Plan {
        hosts: hosts.chain(plan.optional.iter().map(|name| target(name, false))).collect(),
        controls: plan.controls.iter().map(|name| target(name, false)).collect(),
        attempts: plan.attempts,
        deadline: if plan.deadline_ms == 0 { DEADLINE } else { Duration::from_millis(plan.deadline_ms) },
        redirect_headers: plan.redirect_headers.clone(),
        overrides: None,
    };
    let seen = observe(&plan);
    let mut network = Record::blank(&NETWORK, "network");
    network.set("asked", Value::Bool(true));
    network.set("online", Value::Bool(seen.online));
    network.set("hosts", Value::list(seen.hosts.iter().map(host)));
    network.set("controls", Value::list(seen.controls.iter().map(host)));
    let offset = seen.clock_offset_s.map(Value::Double);
    network.set("clock_offset_s", offset.unwrap_or_else(|| Value::unknown("no two hosts told the time")));
    Value::Record(Arc::new(network))
}

fn host(seen: &HostObservation) -> Value {
    let mut host = Record::blank(&HOST, "network");
    let mut set = |name: &str, value: Option<Value>| host.set(name, value.unwrap_or(Value::Absent));
    let double = |number: Option<f64>| number.map(Value::Double);
    set("name", Some(Value::text(seen.name.as_str())));
    set("needed", Some(Value::Bool(seen.needed)));
    set("dns", Some(Value::text(seen.dns.code())));
    set("dns_ms", double(seen.dns_ms));
    set("addresses", Some(Value::list(seen.addresses.iter().map(|address| Value::text(address.to_string())))));
    set("tcp", seen.tcp.map(|outcome| Value::text(outcome.code())));
    set("tls", seen.tls.map(|outcome| Value::text(outcome.code())));
    set("tls_issuer", seen.tls_issuer.as_deref().map(Value::text));
    set("http", seen.http.map(|outcome| Value::text(outcome.code())));
    set("http_status", seen.http_status.map(|status| Value::Int(i64::from(status))));
    set("empty_body", seen.empty_body.map(Value::Bool));
    set("redirect_header", seen.redirect_header.as_deref().map(Value::text));
    set("final_url", seen.final_url.as_deref().map(Value::text));
    set("attempts", Some(Value::Int(i64::from(seen.attempts))));
    set("lost", Some(Value::Int(i64::from(seen.lost))));
    set("rtt_ms", double(seen.rtt_ms));
    set("jitter_ms", double(seen.jitter_ms));
    set("loss", double(seen.loss()));
    Value::Record(Arc::new(host))
}
