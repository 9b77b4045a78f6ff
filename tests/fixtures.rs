//! The shipped applications: clean ones stay clean in every script, the others show what they were made for.

mod support;

use serde_json::Value;
use support::{TODAY, findings, fixtures, run_in};

fn report(file: &str) -> (Value, i32) {
    let said = run_in(&fixtures(), &["check", file, "--format", "json", "--today", TODAY], "");
    let report = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    (report, said.status)
}

#[test]
fn clean_applications_have_nothing_above_advice() {
    for file in
        ["clean-latin.toml", "clean-chinese.toml", "clean-cyrillic.yaml", "clean-arabic.json", "clean-minimal.toml"]
    {
        let (report, status) = report(file);
        let above: Vec<String> = findings(&report).into_iter().filter(|line| !line.starts_with("advice")).collect();
        assert!(above.is_empty(), "{file}: {above:#?}");
        assert_eq!(status, 0, "{file}");
        assert!(report["summary"]["inconclusive"] == 0, "{file}: {:#}", report["checks"]);
    }
}

fn above_advice(file: &str) -> String {
    let (report, _) = report(file);
    let lines = findings(&report).into_iter().filter(|line| !line.starts_with("advice"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_first_attempt() {
    insta::assert_snapshot!(above_advice("application.toml"), @"");
}

#[test]
fn homoglyphs() {
    insta::assert_snapshot!(above_advice("homoglyphs.json"), @"");
}

#[test]
fn wrong_portals() {
    insta::assert_snapshot!(above_advice("wrong-portals.yaml"), @"");
}

#[test]
fn abbreviations() {
    insta::assert_snapshot!(above_advice("abbreviations.toml"), @"");
}

#[test]
fn bad_photos() {
    insta::assert_snapshot!(above_advice("bad-photos.toml"), @"");
}

#[test]
fn payment() {
    insta::assert_snapshot!(above_advice("payment.toml"), @"");
}

#[test]
fn story() {
    insta::assert_snapshot!(above_advice("story.yaml"), @"");
}

#[test]
fn dates() {
    insta::assert_snapshot!(above_advice("dates.toml"), @"");
}
