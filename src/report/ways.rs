//! The way to each host in one line.

use std::fmt::Write;

use colored::Colorize;

use super::snippet::printable;
use crate::fact::{Record, Value};

/// One line a host: each phase with its time or how it failed.
pub fn ways(network: &Record) -> String {
    let lists = ["hosts", "controls"].map(|key| network.get(key).items());
    let hosts: Vec<_> = lists.into_iter().flatten().filter_map(Value::record).collect();
    let names = hosts.iter().filter_map(|host| host.text("name")).map(str::len).max().unwrap_or(0);
    let mut out = String::new();
    for host in hosts {
        let name = printable(host.text("name").unwrap_or_default());
        let _ = writeln!(out, "{name:names$}  {}", phases(host).join(", "));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn phases(host: &Record) -> Vec<String> {
    let ms = |key: &str| match host.get(key) {
        Value::Double(ms) => Some(format!("{ms:.0} ms")),
        _ => None,
    };
    let mut phases = Vec::new();
    let phase = |name: &str, word: Option<&str>, good: String| match word {
        None => None,
        Some("ok") => Some(good),
        Some(word) => Some(format!("{name} {}", word.red())),
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
