//! Start-up time and peak memory of the release binary on a text-only application, beside `true` on the same machine.
//!
//! `cargo bench --bench startup` prints the figures; nothing here fails on a slow machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs after the first, which warms the caches.
const RUNS: usize = 20;

/// An application without documents to decode.
const TEXT_ONLY: &str = r#"
[portal]
url = "https://www.huaweicloud.com/intl/en-us/"
[account]
email = "elsa.lindqvist@gmail.com"
phone = "+46701740635"
country = "SE"
[identity]
surname = "ＬINDQVIST"
given_names = "ELSA MARIA"
document_kind = "passport"
document_number = "AA8989021"
birth_date = "1991-03-09"
expiry_date = "2032-04-15"
[[forms]]
form = "billing"
surname = "LINDQVIST"
given_names = "E. MARIA"
[[documents]]
kind = "passport"
surname = "LINDQVIST"
given_names = "ELSA MARIA"
number = "AA8989021"
[billing]
method = "card"
card_brand = "visa"
card_kind = "credit"
"#;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("application.toml");
    std::fs::write(&file, TEXT_ONLY).expect("a file");
    let binary = Path::new(env!("CARGO_BIN_EXE_preflight"));
    let size = std::fs::metadata(binary).map_or(0, |metadata| metadata.len());
    let nothing = median(Path::new("true"), &[]);
    let check = median(binary, &["check", file.to_str().unwrap_or("")]);
    println!("binary                {:8.1} MB", size as f64 / 1e6);
    println!("true                  {:8.2} ms (median of {RUNS})", milliseconds(nothing));
    println!("check, text only      {:8.2} ms (median of {RUNS})", milliseconds(check));
    match peak_memory(binary, &["check", file.to_str().unwrap_or("")]) {
        Some(kilobytes) => println!("peak memory           {:8.1} MB", kilobytes as f64 / 1e3),
        None => println!("peak memory           not known here: /usr/bin/time -v is missing"),
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(program: &Path, args: &[&str]) -> Duration {
    let mut times: Vec<Duration> = (0..=RUNS)
        .map(|_| {
            let start = Instant::now();
            let status = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
            assert!(status.is_ok(), "{program:?} must run");
            start.elapsed()
        })
        .skip(1)
        .collect();
    times.sort();
    times[RUNS / 2]
}

/// Peak resident memory in kB, as GNU time reports it.
fn peak_memory(program: &Path, args: &[&str]) -> Option<u64> {
    let output = Command::new("/usr/bin/time").arg("-v").arg(program).args(args).output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = text.lines().find(|line| line.contains("Maximum resident set size"))?;
    line.rsplit(' ').next()?.parse().ok()
}
