//! Facts that are written down and judged again give the same report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use serde_json::Value;
use support::{TODAY, fixtures, run_in};

fn report(args: &[&str]) -> Value {
    let said = run_in(&fixtures(), args, "");
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

fn saved(file: &str, values: bool) -> (tempfile::TempDir, String) {
    let mut args = vec!["facts", file, "--today", TODAY];
    if values {
        args.push("--show-values");
    }
    let said = run_in(&fixtures(), &args, "");
    assert_eq!(said.status, 0, "{}", said.err);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facts.json");
    std::fs::write(&path, said.out).unwrap();
    (folder, path.display().to_string())
}

const FIXTURES: [&str; 6] = [
    "application.toml",
    "clean-latin.toml",
    "clean-cyrillic.yaml",
    "bad-photos.toml",
    "story.yaml",
    "abbreviations.toml",
];

#[test]
fn with_values_the_report_is_the_same() {
    for file in FIXTURES {
        let direct = report(&["check", file, "--today", TODAY, "--format", "json", "--show-values"]);
        let (_folder, path) = saved(file, true);
        let again = report(&["check", "--facts", &path, "--format", "json", "--show-values"]);
        for part in ["today", "pack", "checks", "findings", "comparisons", "documents"] {
            assert_eq!(direct[part], again[part], "{file}: {part}");
        }
    }
}

#[test]
fn without_values_only_what_needs_them_is_in_doubt() {
    for file in FIXTURES {
        let direct = report(&["check", file, "--today", TODAY, "--format", "json"]);
        let (_folder, path) = saved(file, false);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("LINDQVIST") && !text.contains("MARQUEZ"), "{file}");
        let again = report(&["check", "--facts", &path, "--format", "json"]);
        let pairs = direct["checks"].as_array().unwrap().iter().zip(again["checks"].as_array().unwrap());
        for (before, after) in pairs {
            assert_eq!(before["rule"], after["rule"]);
            let withheld = after["outcome"] == "inconclusive"
                && after["reason"].as_str().is_some_and(|reason| reason.starts_with("withheld"));
            let blocked = after["outcome"] == "blocked" || before["outcome"] == "blocked";
            assert!(withheld || blocked || before["outcome"] == after["outcome"], "{file}: {before} {after}");
        }
    }
}
