//! The binary over many lines: its rate on one and on two threads, and its peak memory.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::applications;

/// Applications a second on one and on two threads, in one run.
pub fn rate(lines: usize) {
    let file = written(lines);
    // The slower of two runs is the one that something else disturbed.
    let rate = |jobs: &str| {
        let best = (0..2).map(|_| {
            let start = Instant::now();
            judge(file.path(), jobs);
            lines as f64 / start.elapsed().as_secs_f64()
        });
        best.fold(0.0, f64::max)
    };
    let (one, two) = (rate("1"), rate("2"));
    println!("{lines} applications through `check --jsonl`");
    println!("  one thread                   {one:7.0} a second");
    println!("  two threads                  {two:7.0} a second, {:.2} times as many", two / one);
}

/// Peak memory over ten thousand and over a million lines.
pub fn memory() {
    println!("peak memory of `check --jsonl`, two threads");
    for lines in [10_000, 100_000, 1_000_000] {
        let file = written(lines);
        match peak(file.path()) {
            Some(kilobytes) => println!("  {lines:8} lines               {:7.1} MB", kilobytes as f64 / 1e3),
            None => println!("  not known here: /usr/bin/time -v is missing"),
        }
    }
}

fn written(lines: usize) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let mut writer = BufWriter::new(file.as_file());
    for case in 0..lines {
        writeln!(writer, "{}", applications::line(case)).expect("room");
    }
    writer.flush().expect("room");
    drop(writer);
    file
}

fn arguments<'a>(file: &'a Path, jobs: &'a str) -> [&'a str; 7] {
    ["check", "--jsonl", file.to_str().expect("a name"), "--today", "2026-11-22", "--jobs", jobs]
}

fn judge(file: &Path, jobs: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preflight"));
    let status = command.args(arguments(file, jobs)).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert_eq!(status.expect("the binary").code(), Some(1), "some of the applications have errors");
}

fn peak(file: &Path) -> Option<u64> {
    let binary = env!("CARGO_BIN_EXE_preflight");
    let output = Command::new("/usr/bin/time")
        .args(["-v", binary])
        .args(arguments(file, "2"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = text.lines().find(|line| line.contains("Maximum resident set size"))?;
    line.rsplit(' ').next()?.parse().ok()
}
