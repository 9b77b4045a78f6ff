//! What the README shows is what happens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::path::Path;

use support::{Desk, run_in};

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The code blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// A screen's line breaks do not matter.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_first_command_prints_what_is_shown() {
    let commands = blocks("sh").remove(0);
    let first = commands.lines().next().unwrap().split('#').next().unwrap().trim();
    let args: Vec<&str> = first.strip_prefix("cargo run -- ").unwrap().split(' ').collect();
    let said = run_in(Path::new(env!("CARGO_MANIFEST_DIR")), &args, "");
    assert_eq!(said.status, 1);
    for line in blocks("text").remove(0).lines() {
        assert!(one_line(&said.out).contains(&one_line(line)), "{line}\n{}", said.out);
    }
}

#[test]
fn the_application_shown_is_one() {
    let application = blocks("toml").remove(0);
    let desk = Desk::new().file("application.toml", application);
    let report = desk.check(&[]);
    assert!(report["summary"]["passed"].as_u64().unwrap() > 0, "{report}");
}

#[test]
fn the_waiver_shown_accepts() {
    let waiver = blocks("toml").remove(1);
    let desk = Desk::new().file("application.toml", format!("[billing]\ncard_kind = 'debit'\n{waiver}"));
    let report = desk.check(&[]);
    assert!(report["findings"].as_array().unwrap().is_empty(), "{:#}", report["findings"]);
    assert_eq!(report["waived"].as_array().unwrap().len(), 1);
}

#[test]
fn every_command_shown_exists() {
    let desk = Desk::new();
    for (index, _) in readme().match_indices("`preflight ") {
        let text = readme();
        let command = text[index + 1..].split('`').next().unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).filter(|word| !word.starts_with('[')).collect();
        let name: Vec<&str> =
            words.iter().copied().take_while(|word| word.chars().all(|c| c.is_ascii_lowercase())).collect();
        let help = desk.run(&[name.as_slice(), &["--help"]].concat());
        assert_eq!(help.status, 0, "{command}");
        for option in words.iter().filter(|word| word.starts_with("--")) {
            let option = option.split(['=', ',']).next().unwrap();
            assert!(help.out.contains(option), "{command}: {option}");
        }
    }
}
