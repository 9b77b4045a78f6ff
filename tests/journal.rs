//! The journal: entries are added to what stands there, and none that was acknowledged is ever lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use support::Desk;

const FILE: &str = "# my application\n[status]   # what it shows\ntext = 'Pending'\n";

fn add(desk: &Desk, args: &[&str]) -> support::Said {
    desk.run(&[&["journal", "add"], args].concat())
}

fn list(desk: &Desk) -> Value {
    let said = desk.run(&["journal", "list", "--format", "json", "--show-values"]);
    assert_eq!(said.status, 0, "{said:?}");
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn an_entry_is_added_and_the_rest_stays() {
    let desk = Desk::new().file("application.toml", FILE);
    let at = "2026-05-19T10:00:00+02:00";
    let said = add(&desk, &["--event", "code-requested", "--step", "email", "--at", at]);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{said:?}");
    insta::assert_snapshot!(desk.read("application.toml"), @r#"
    # my application
    [status]   # what it shows
    text = 'Pending'

    [[journal]]
    at = "2026-05-19T10:00:00+02:00"
    step = "email"
    event = "code-requested"
    "#);
    add(
        &desk,
        &[
            "--event",
            "message",
            "--message",
            "Your code 066263 has expired (CBC.99004008)",
            "--at",
            "2026-05-19T09:59:00+02:00",
        ],
    );
    let list = list(&desk);
    // In order of time, not of the file.
    assert_eq!(list["journal"][0]["message"], "Your code ****** has expired (CBC.99004008)");
    assert_eq!(list["journal"][1]["event"], "code-requested");
    let masked = desk.run(&["journal", "list"]);
    assert!(masked.out.contains("<message:1>") && !masked.out.contains("expired"), "{masked:?}");
}

#[test]
fn what_cannot_be_added_is_said_and_nothing_is_written() {
    let desk = Desk::new()
        .file("application.toml", "journal = [{ at = '2026-05-19T10:00:00Z', event = 'done' }]\n")
        .file("broken.toml", "[status\n")
        .file("empty.toml", "")
        .file("folder/x", "");
    for (args, word) in [
        (&["--event", "done", "--step", "email"][..], "cannot be added to"),
        (&["broken.toml", "--event", "done", "--step", "email"], "error"),
        (&["missing.toml", "--event", "done", "--step", "email"], "preflight init"),
        (&["folder", "--event", "done", "--step", "email"], "error"),
        (&["-", "--event", "done", "--step", "email"], "standard input cannot be added to"),
        (&["--event", "finished"], "possible values"),
        (&["--event", "done", "--at", "yesterday"], "2026-05-19T10:00:00+02:00"),
        (&["--step", "email"], "--event"),
        (&["--event", "submitted"], "add --step"),
    ] {
        let said = add(&desk, args);
        assert!(said.status == 2 && said.out.is_empty() && said.err.contains(word), "{args:?}: {said:?}");
    }
    assert_eq!(desk.read("application.toml"), "journal = [{ at = '2026-05-19T10:00:00Z', event = 'done' }]\n");
    assert_eq!(desk.read("broken.toml"), "[status\n");
    assert_eq!(add(&desk, &["empty.toml", "--event", "done", "--step", "email"]).status, 0);
    let mut names: Vec<String> = std::fs::read_dir(desk.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["application.toml", "broken.toml", "empty.toml", "folder"]);
}

#[test]
fn several_at_once_lose_nothing() {
    let desk = Desk::new().file("application.toml", FILE);
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let desk = &desk;
            scope.spawn(move || {
                for entry in 0..4 {
                    let message = format!("writer {writer} entry {entry}");
                    assert_eq!(add(desk, &["--event", "message", "--message", &message]).status, 0);
                }
            });
        }
    });
    let mut messages: Vec<String> =
        list(&desk)["journal"].as_array().unwrap().iter().map(|entry| entry["message"].to_string()).collect();
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), 24);
}

/// Kills are sent at moments spread over the whole life of the command; `KILLS=1000 cargo test --test journal` sends more.
#[test]
fn nothing_acknowledged_is_lost_by_a_kill_at_any_moment() {
    let kills: u32 = std::env::var("KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let desk = Desk::new().file("application.toml", FILE);
    let start = |number: u32| {
        Command::new(env!("CARGO_BIN_EXE_preflight"))
            .args(["journal", "add", "--event", "message", "--message", &format!("entry no {number} end")])
            .current_dir(desk.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    // How long one takes here, so that kills fall before, into and behind the writing.
    let began = std::time::Instant::now();
    assert!(start(0).wait().unwrap().success());
    let life = began.elapsed().max(Duration::from_millis(2));
    let (mut acknowledged, mut all) = (vec![0], 1);
    for number in 1..=kills {
        if number % 100 == 0 {
            // A journal has an end: begin a new one.
            std::fs::write(desk.path().join("application.toml"), FILE).unwrap();
            acknowledged.clear();
        }
        let mut child = start(number);
        std::thread::sleep(life.mul_f64(f64::from(number * 37 % 120) / 100.0));
        let _ = child.kill();
        if child.wait().unwrap().success() {
            acknowledged.push(number);
            all += 1;
        }
        let text = desk.read("application.toml");
        assert!(text.starts_with(FILE), "{text}");
        toml::from_str::<toml::Table>(&text).unwrap_or_else(|error| panic!("after kill {number}: {error}\n{text}"));
        for known in &acknowledged {
            assert!(text.contains(&format!("entry no {known} end")), "entry {known} is lost after kill {number}");
        }
    }
    println!("{all} of {kills} were acknowledged before the kill");
    let left = |name: &std::ffi::OsStr| name != "application.toml" && name != ".application.toml.new";
    assert!(std::fs::read_dir(desk.path()).unwrap().all(|entry| !left(&entry.unwrap().file_name())));
    // The next run takes away what a killed one left.
    assert_eq!(add(&desk, &["--event", "done", "--step", "email"]).status, 0);
    assert!(!desk.path().join(".application.toml.new").exists());
}
