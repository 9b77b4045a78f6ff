//! The way to each host in one line.

use std::fmt::Write;

use colored::Colorize;

use super::snippet::printable;
use crate::fact::{Record, Value};

/// What was seen of one step of the way.
pub struct Phase {
    /// In a few words.
    pub text: String,
    /// Whether it failed.
    pub failed: bool,
}

/// One line a host: each phase with its time or how it failed.
pub fn ways(network: &Record) -> String {
    let hosts = hosts(network);
    let names = hosts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (name, phases) in hosts {
        let phase = |Phase { text, failed }| if failed { text.red().to_string() } else { text };
        let _ = writeln!(out, "{name:names$}  {}", phases.into_iter().map(phase).collect::<Vec<_>>().join(", "));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Each host with its phases.
pub fn hosts(network: &Record) -> Vec<(String, Vec<Phase>)> {
    let lists = ["hosts", "controls"].map(|key| network.get(key).items());
    let hosts = lists.into_iter().flatten().filter_map(Value::record);
    hosts.map(|host| (printable(host.text("name").unwrap_or_default()), phases(host))).collect()
}

fn phases(host: &Record) -> Vec<Phase> {
    let ms = |key: &str| match host.get(key) {
        Value::Double(ms) => Some(format!("{ms:.0} ms")),
        _ => None,
    };
    let mut phases = Vec::new();
    let phase = |name: &str, word: Option<&str>, good: String| match word {
        None => None,
        Some("ok") => Some(Phase { text: good, failed: false }),
        Some(word) => Some(Phase { text: printable(&format!("{name} {word}")), failed: true }),
    };
    phases.extend(phase("dns", host.text("dns"), format!("dns {}", ms("dns_ms").unwrap_or("ok".to_owned()))));
    phases.extend(phase("tcp", host.text("tcp"), format!("tcp {}", ms("rtt_ms").unwrap_or("ok".to_owned()))));
    phases.extend(phase("tls", host.text("tls"), "tls ok".to_owned()));
    let status = match host.get("http_status") {
        Value::Int(status) => format!("http {status}"),
        _ => "http ok".to_owned(),
    };
    phases.extend(phase("http", host.text("http"), status));
    phases
}
