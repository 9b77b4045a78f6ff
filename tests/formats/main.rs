//! Every format of a report: what it looks like, that it is valid, and that nothing in it can be mistaken for something else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod everything;
mod hostile;
#[path = "../support/mod.rs"]
mod support;
mod valid;

use everything::Everything;
use preflight::report::ReportFormat;
use serde_json::Value;
use support::{Desk, TODAY, fixtures, run_in};

/// What changes with a release or a style sheet is not what a snapshot is about.
fn scrubbed(text: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut text = text.replace(&format!("preflight {version}"), "preflight [version]");
    for key in ["version", "semanticVersion"] {
        text = text.replace(&format!("\"{key}\": \"{version}\""), &format!("\"{key}\": \"[version]\""));
        text = text.replace(&format!("\"{key}\":\"{version}\""), &format!("\"{key}\":\"[version]\""));
    }
    for (from, to) in [("<style>", "</style>"), ("sha256-", "&#39;")] {
        if let Some((before, (_, after))) =
            text.split_once(from).and_then(|(before, rest)| Some((before, rest.split_once(to)?)))
        {
            text = format!("{before}{from}[style]{to}{after}");
        }
    }
    text
}

#[test]
fn one_report_in_every_format() {
    let everything = Everything::new();
    for format in ReportFormat::ALL {
        let text = everything.written(format, false);
        assert!(!text.contains("RIKSSON") && !text.contains("SECRET"), "{}", format.name());
        insta::assert_snapshot!(format.name(), scrubbed(&text));
    }
}

#[test]
fn what_is_in_doubt_is_told_in_every_format() {
    let everything = Everything::new();
    for format in ReportFormat::ALL {
        let text = everything.written(format, false).to_lowercase();
        assert!(text.contains("could not tell") || text.contains("inconclusive"), "{}", format.name());
        assert!(text.contains("surnam"), "{}: the file that could not be judged", format.name());
    }
}

#[test]
fn values_are_shown_where_they_are_asked_for() {
    let everything = Everything::new();
    for format in ReportFormat::ALL {
        assert!(everything.written(format, true).contains("ERIKSSON"), "{}", format.name());
    }
}

#[test]
fn several_files_are_one_document() {
    let said = |format: &str| {
        let files = ["application.toml", "broken.toml", "clean-latin.toml"];
        let said = run_in(&fixtures(), &[&["check", "--today", TODAY, "--format", format], &files[..]].concat(), "");
        assert_eq!(said.status, 2);
        said.out
    };
    let log: Value = serde_json::from_str(&said("sarif")).unwrap();
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let junit = said("junit");
    assert_eq!((junit.matches("<testsuites").count(), junit.matches("<testsuite ").count()), (1, 3));
    let page = said("html");
    assert_eq!((page.matches("<html").count(), page.matches("<section").count()), (1, 3));
    assert_eq!(said("markdown").matches("\n## ").count(), 3);
    assert_eq!(said("json").lines().count(), 3);
}

#[test]
fn every_output_holds_all_files() {
    let desk = Desk::new().file("a.toml", "[identity]\nsurname = 'Ａ'\n").file("b.toml", "[identity\n");
    let outputs = ["json=o.json", "human=o.txt", "sarif=o.sarif", "html=o.html"];
    let mut args = vec!["check", "a.toml", "b.toml", "--today", TODAY];
    args.extend(outputs.iter().flat_map(|output| ["--output", output]));
    assert_eq!(desk.run(&args).status, 2);
    let lines: Vec<Value> = desk.read("o.json").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["file"], "a.toml");
    assert_eq!(lines[1]["errors"][0]["file"], "b.toml");
    let text = desk.read("o.txt");
    assert!(text.contains("a.toml:2:") && text.contains("b.toml:1:"), "{text}");
    assert!(desk.read("o.sarif").contains("b.toml") && desk.read("o.html").contains("b.toml"));
}

#[test]
fn colours_go_where_they_are_wanted() {
    let desk = Desk::new().file("a.toml", "[identity]\nsurname = 'Ａ'\n");
    let args = ["check", "a.toml", "a.toml", "--today", TODAY, "--color", "always", "--output", "human=o.txt"];
    let said = desk.run(&args);
    let (first, second) = said.out.split_at(said.out.len() / 2);
    assert!(first == second && first.matches("\u{1b}[").count() > 10, "{first}");
    assert!(!desk.read("o.txt").contains('\u{1b}'));
}

#[test]
fn a_picture_that_cannot_be_opened_stands_in_every_format() {
    for format in ReportFormat::ALL {
        let said = Desk::new().run(&["document", "nowhere.jpg", "--format", format.name()]);
        let told = if format == ReportFormat::Human { &said.err } else { &said.out };
        assert!(said.status == 2 && told.contains("nowhere.jpg"), "{}: {said:?}", format.name());
    }
}

#[test]
fn no_report_is_written_over_what_is_judged() {
    let photo = std::fs::read(fixtures().join("images/glare.jpg")).unwrap();
    let desk = Desk::new().file("a.toml", "[[documents]]\nfile = 'p.jpg'\n").file("p.jpg", &photo);
    let refused = |args: &[&str]| {
        let said = desk.run(args);
        assert!(said.status == 2 && said.err.contains("is not written over"), "{args:?}: {said:?}");
    };
    refused(&["check", "a.toml", "--output", "html=./a.toml"]);
    refused(&["check", "a.toml", "--output", "html=p.jpg"]);
    refused(&["document", "p.jpg", "--output", "sarif=p.jpg"]);
    assert_eq!(std::fs::read(desk.path().join("p.jpg")).unwrap(), photo);
    let twice = desk.run(&["check", "a.toml", "--output", "html=o", "--output", "json=o"]);
    assert!(twice.status == 2 && twice.err.contains("two reports"), "{twice:?}");
}

#[test]
fn a_case_fails_from_the_fail_level_on() {
    let failures = |level: &str| {
        let args = ["check", "application.toml", "--today", TODAY, "--format", "junit", "--fail-on", level];
        let out = run_in(&fixtures(), &args, "").out;
        out.matches("<failure ").count()
    };
    let [never, error, advice] = ["never", "error", "advice"].map(failures);
    assert_eq!(never, 0);
    assert!(error > 0 && advice > error, "{error} {advice}");
}

#[test]
fn pictures_are_in_the_page_only_when_asked_for() {
    let mut photo = std::fs::read(fixtures().join("images/glare.jpg")).unwrap();
    photo.splice(2..2, [&[0xFF, 0xFE, 0, 16][..], b"CANARYEXIF1234"].concat());
    let desk = Desk::new().file("a.toml", "[[documents]]\nfile = 'p.jpg'\n").file("p.jpg", photo);
    for command in [&["check", "a.toml"][..], &["document", "p.jpg"]] {
        let page = |more: &[&str]| desk.run(&[command, &["--format", "html", "--today", TODAY], more].concat()).out;
        let without = page(&[]);
        assert!(without.contains("<polygon") && !without.contains("data:"), "{command:?}");
        let with = page(&["--include-images"]);
        assert!(with.contains("img-src data:"));
        let (_, rest) = with.split_once("base64,").unwrap();
        let copy = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, rest.split('"').next().unwrap());
        let copy = copy.unwrap();
        assert!(copy.starts_with(&[0xFF, 0xD8]) && !copy.windows(6).any(|part| part == b"CANARY"));
    }
}

#[test]
fn a_page_promises_nothing() {
    let out = run_in(&fixtures(), &["check", "clean-minimal.toml", "--today", TODAY, "--format", "html"], "").out;
    assert!(!out.contains("will be accepted") && out.contains("That is no promise"), "{out}");
    assert!(out.contains("Not checked"));
}

#[test]
fn other_commands_keep_their_two_formats() {
    let said = Desk::new().run(&["rules", "list", "--format", "sarif"]);
    assert_eq!(said.status, 2);
    let said = Desk::new().run(&["check", "--output", "pdf=x"]);
    assert!(said.err.contains("human, json, sarif, junit, github, markdown, html"), "{}", said.err);
}
