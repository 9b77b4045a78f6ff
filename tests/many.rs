//! `check --jsonl`: one application a line in, one report a line out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{Desk, Said, TODAY, findings};

const CLEAN: &str = r#"{"billing": {"card_kind": "credit"}}"#;
const DEBIT: &str = r#"{"billing": {"card_kind": "debit"}}"#;

fn judge(lines: &str, more: &[&str]) -> (Said, Vec<Value>) {
    let desk = Desk::new().file("many.jsonl", lines);
    let mut args = vec!["check", "--jsonl", "many.jsonl", "--today", TODAY];
    args.extend(more);
    let said = desk.run(&args);
    let reports = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (said, reports)
}

#[test]
fn every_line_has_its_report_in_order() {
    let lines: String = (0..500).map(|n| format!("{}\n", if n % 7 == 3 { DEBIT } else { CLEAN })).collect();
    let (said, reports) = judge(&lines, &["--jobs", "4"]);
    assert_eq!((said.status, reports.len()), (1, 500));
    for (n, report) in reports.iter().enumerate() {
        assert_eq!(findings(report).len(), usize::from(n % 7 == 3), "line {n}");
        if let Some(finding) = report["findings"].get(0) {
            assert_eq!(finding["location"]["start"]["line"], n + 1);
        }
    }
    assert!(said.err.contains("500 applications"), "{}", said.err);
}

#[test]
fn places_are_those_of_the_file() {
    let lines = format!("{CLEAN}\n{DEBIT}\n");
    let (_, reports) = judge(&lines, &[]);
    let location = &reports[1]["findings"][0]["location"];
    assert_eq!(location["file"], "many.jsonl");
    assert_eq!(location["start"]["column"], 28);
    let range: Vec<usize> = serde_json::from_value(location["byte_range"].clone()).unwrap();
    assert_eq!(lines.get(range[0]..range[1]), Some("debit"));
}

#[test]
fn a_report_is_the_same_as_of_a_file_alone() {
    let (_, reports) = judge(&format!("{DEBIT}\n"), &[]);
    let alone = Desk::new().file("many.json", DEBIT).check(&["many.json"]);
    let mut many = reports[0].clone();
    for key in ["file", "summary"] {
        many[key] = alone[key].clone();
    }
    many["findings"][0]["location"]["file"] = alone["findings"][0]["location"]["file"].clone();
    assert_eq!(many, alone);
}

#[test]
fn a_broken_line_is_a_report_with_an_error_and_stops_nothing() {
    let lines = format!("{CLEAN}\n{{\"billing\": \n\n{{\"biling\": {{}}}}\nsurname = 'CANARY'\n{DEBIT}\n");
    let (said, reports) = judge(&lines, &[]);
    assert_eq!((said.status, reports.len()), (2, 6));
    let kinds: Vec<bool> = reports.iter().map(|report| report.get("errors").is_some()).collect();
    assert_eq!(kinds, [false, true, true, true, true, false]);
    for (line, report) in reports.iter().enumerate().filter(|(_, report)| report.get("errors").is_some()) {
        let start = &report["errors"][0]["location"]["start"]["line"];
        assert_eq!(*start, line + 1, "{report}");
    }
    assert!(reports[3]["errors"][0]["help"].as_str().unwrap().contains("billing"), "{}", reports[3]);
    assert!(!said.out.contains("CANARY"));
    assert!(said.err.contains("4 lines could not be read"), "{}", said.err);
}

#[test]
fn lines_that_are_no_text_or_too_large_are_told() {
    let mut lines = b"\xff\xfe{}\n".to_vec();
    lines.extend(vec![b' '; 1024 * 1024 + 1]);
    lines.extend_from_slice(format!("\n{CLEAN}").as_bytes());
    let desk = Desk::new().file("many.jsonl", lines);
    let said = desk.run(&["check", "--jsonl", "many.jsonl"]);
    let reports: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((said.status, reports.len()), (2, 3), "{said:?}");
    assert!(reports[1]["errors"][0]["message"].as_str().unwrap().contains("line 2: it is too large"), "{}", reports[1]);
    assert!(reports[2].get("errors").is_none());
}

#[test]
fn values_are_tokens_unless_they_are_asked_for() {
    let line = "{\"identity\": {\"surname\": \"ＣANARY\"}}\n";
    let (said, _) = judge(line, &[]);
    assert!(!said.out.contains("CANARY") && said.out.contains("<surname:"), "{}", said.out);
    let (said, _) = judge(line, &["--show-values"]);
    assert!(said.out.contains("\"value\":\"CANARY\""), "{}", said.out);
}

#[test]
fn standard_input_is_judged_too() {
    let said = Desk::new().run_with(&["check", "--jsonl", "-", "--today", TODAY], CLEAN);
    assert_eq!((said.status, said.out.lines().count()), (0, 1), "{said:?}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    let (said, reports) = judge(&format!("\u{feff}{DEBIT}\n{CLEAN}\n"), &[]);
    assert_eq!((said.status, reports.len()), (1, 2), "{said:?}");
    let range: Vec<usize> =
        serde_json::from_value(reports[0]["findings"][0]["location"]["byte_range"].clone()).unwrap();
    assert_eq!(range, [30, 35], "in bytes of the file");
}

#[test]
fn a_line_is_answered_before_the_next_is_written() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_preflight"))
        .args(["check", "--jsonl", "-", "--today", TODAY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut lines, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for line in [CLEAN, DEBIT, CLEAN] {
        writeln!(lines, "{line}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let report: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(findings(&report).is_empty(), line == CLEAN);
    }
    drop(lines);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn what_goes_wrong_before_the_first_line_is_said_in_json() {
    let desk = Desk::new().file("many.jsonl", CLEAN);
    for more in [["--pack", "nope"], ["--only", "nope"], ["--format", "sarif"]] {
        let said = desk.run(&[&["check", "--jsonl", "many.jsonl"], &more[..]].concat());
        let answer: Value = serde_json::from_str(&said.out).unwrap();
        assert!(said.status == 2 && answer["errors"][0]["message"].is_string(), "{said:?}");
    }
}

#[test]
fn nothing_to_judge_is_no_success() {
    let (said, reports) = judge("", &[]);
    assert_eq!((said.status, reports.len()), (3, 0));
    let (said, reports) = judge("{}\n", &[]);
    assert_eq!((said.status, reports.len()), (3, 1));
}

#[test]
fn what_cannot_go_together_is_refused() {
    let desk = Desk::new().file("many.jsonl", CLEAN);
    for more in
        [["--fix", "--diff"], ["--online", "--only=text"], ["a.toml", "--only=text"], ["--jobs=0", "--only=text"]]
    {
        let mut args = vec!["check", "--jsonl", "many.jsonl"];
        args.extend(more);
        assert_eq!(desk.run(&args).status, 2, "{more:?}");
    }
    let said = desk.run(&["check", "--jsonl", "gone.jsonl"]);
    assert_eq!(said.status, 2);
    assert!(said.out.contains("there is no such file"), "{}", said.out);
}
