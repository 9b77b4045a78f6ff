//! What helps to write rules: new packs and rules, lint, schemas, functions, pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::Desk;

/// A desk with a new pack `cloud`.
fn with_pack() -> Desk {
    let desk = Desk::new();
    let said = desk.run(&["rules", "new", "cloud", "--id", "my-cloud", "--title", "My \"Cloud\""]);
    assert_eq!(said.status, 0, "{said:?}");
    desk
}

fn is_clean(desk: &Desk) {
    let tested = desk.run(&["rules", "test", "--rules", "cloud"]);
    assert_eq!(tested.status, 0, "{}", tested.out);
    let linted = desk.run(&["rules", "lint", "--rules", "cloud", "--fail-on", "advice"]);
    assert_eq!(linted.status, 0, "{}", linted.out);
}

#[test]
fn a_new_pack_is_clean_and_judges() {
    let desk = with_pack();
    is_clean(&desk);
    assert!(desk.read("cloud/pack.toml").contains("title = \"My \\\"Cloud\\\"\""));
    assert!(desk.read("cloud/pack.schema.json").contains("$defs"));
    let desk = desk.file("a.toml", "[portal]\nurl = \"https://www.foreign.test/\"\n");
    let report = desk.check(&["--rules", "cloud", "a.toml"]);
    assert_eq!(support::findings(&report), ["warning url-not-the-provider portal.url"]);
    let said = desk.run(&["diagnose", "--rules", "cloud", "--message", "This site is not available in your region"]);
    assert!(said.out.contains("[wrong-portal]"), "{said:?}");
}

#[test]
fn packs_beside_each_other_share_a_schema() {
    let desk = with_pack().file("pack.schema.json", "{}");
    assert_eq!(desk.run(&["rules", "new", "second"]).status, 0);
    assert!(desk.read("second/pack.toml").starts_with("#:schema ../pack.schema.json\n"));
    assert!(!desk.path().join("second/pack.schema.json").exists());
}

#[test]
fn a_new_pack_leaves_files_alone() {
    let desk = Desk::new().file("cloud/portal.toml", "mine");
    let said = desk.run(&["rules", "new", "cloud"]);
    assert_eq!(said.status, 2);
    insta::assert_snapshot!(said.err, @"
    error: cloud/portal.toml exists already and is left alone
      help: name a new folder
    ");
    assert_eq!(desk.read("cloud/portal.toml"), "mine");
    assert!(!desk.path().join("cloud/pack.toml").exists());
}

#[test]
fn a_new_rule_is_clean_in_a_new_theme_and_in_an_old_one() {
    for theme in ["identity", "account"] {
        let desk = with_pack();
        let said = desk.run(&["rules", "new", "rule", "name-length", "--rules", "cloud", "--theme", theme]);
        assert_eq!(said.status, 0, "{said:?}");
        is_clean(&desk);
        let listed = desk.run(&["rules", "list", "--rules", "cloud", "--only", "name-length"]);
        assert!(listed.out.contains("name-length"), "{listed:?}");
        let again = desk.run(&["rules", "new", "rule", "name-length", "--rules", "cloud", "--theme", theme]);
        assert!(again.status == 2 && again.err.contains("already"), "{again:?}");
    }
}

#[test]
fn a_new_rule_that_cannot_be_is_refused() {
    let desk = with_pack();
    for (id, theme) in [("Name", "account"), ("name", "words"), ("name", "../x")] {
        let said = desk.run(&["rules", "new", "rule", id, "--rules", "cloud", "--theme", theme]);
        assert!(said.status == 2 && said.err.contains("help: "), "{said:?}");
    }
}

#[test]
fn lint_says_where_what_why_and_what_to_do() {
    let desk = with_pack();
    let text = desk.read("cloud/account.toml").replace("limits.username_max'''", "32'''");
    let text = text.replace("more than {limits.username_max}", "more than 32").replace("{limits.username_max}", "32");
    let desk = desk.file("cloud/account.toml", text);
    let said = desk.run(&["rules", "lint", "--rules", "cloud"]);
    assert_eq!(said.status, 1, "{said:?}");
    insta::assert_snapshot!(said.out, @r#"
    warning[unused-limit]: nothing uses the limit `username_max`
      --> cloud/pack.toml:23:1
       |
    23 | id = "username_max"
       | ^^
       |
       = why: whoever corrects it believes to have changed something
       = help: use {limits.username_max} in a rule or a problem, or leave it out

    2 rules of my-cloud: 1 warnings, 0 advice
    "#);
    let said = desk.run(&["rules", "lint", "--rules", "cloud", "--fail-on", "never", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (said.status, &json["remarks"][0]["lint"], &json["remarks"][0]["line"]),
        (0, &"unused-limit".into(), &23.into())
    );
}

#[test]
fn lint_of_a_day_in_the_far_future_finds_old_sources() {
    let said = with_pack().run(&["rules", "lint", "--rules", "cloud", "--today", "2099-01-01", "--only", "portal"]);
    assert!(said.status == 1 && said.out.contains("warning[old-source]"), "{said:?}");
}

#[test]
fn functions_are_listed_and_found() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.run(&["rules", "functions", "fields_in"]).out, @"
    Typed values and their places
      fields_in(sections: list<string>, keys: list<string>) -> list<field>
          Every typed value with these keys in these sections.
          sections: sections of the application
          keys: keys that a person types
          fields_in(['identity', 'forms'], ['surname']) gives []
    ");
    let said = desk.run(&["rules", "functions", "feilds"]);
    insta::assert_snapshot!(said.err, @"
    error: there is no function `feilds`; did you mean `fields`?
      help: `preflight rules functions` lists them all
    ");
    let all = desk.run(&["rules", "functions", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&all.out).unwrap();
    assert!(json["functions"].as_array().unwrap().iter().any(|one| one["name"] == "has"));
}

#[test]
fn schemas_are_printed_and_named_by_applications() {
    let desk = Desk::new();
    for file in ["rule", "pack", "application"] {
        let said = desk.run(&["rules", "schema", file]);
        let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(json["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(desk.run(&["rules", "schema", file, "--format", "markdown"]).out.contains("# "));
    }
    for (name, text) in [
        ("a.toml", "\"$schema\" = \"application.schema.json\"\n[identity]\nsurname = \"KIM\"\n"),
        ("a.json", "{\"$schema\": \"application.schema.json\", \"identity\": {\"surname\": \"KIM\"}}"),
        ("a.yaml", "$schema: application.schema.json\nidentity:\n  surname: KIM\n"),
    ] {
        let desk = Desk::new().file(name, text);
        assert!(desk.check(&[name])["summary"]["passed"].as_u64().unwrap() > 0, "{name}");
    }
    let desk = with_pack();
    let text = desk.read("cloud/problems.toml").replacen("#:schema", "\"$schema\" = \"x\"\n#", 1);
    is_clean(&desk.file("cloud/problems.toml", text));
}

#[test]
fn pages_are_written_as_markdown() {
    let desk = with_pack();
    let said = desk.run(&["rules", "explain", "username-length", "--rules", "cloud", "--format", "markdown"]);
    assert!(
        said.out.starts_with("# username-length\n\n**An account name of more than 32 characters**\n"),
        "{}",
        said.out
    );
    let said = desk.run(&["rules", "list", "--rules", "cloud", "--format", "markdown"]);
    assert!(said.out.contains("### portal-url\n"), "{}", said.out);
}

#[test]
fn colours_of_rules_can_be_asked_for() {
    let desk = with_pack();
    for command in ["list", "test", "lint"] {
        let coloured = desk.run(&["rules", command, "--rules", "cloud", "--color", "always"]);
        let plain = desk.run(&["rules", command, "--rules", "cloud", "--color", "never"]);
        assert!(coloured.status == 0 && !plain.out.contains('\u{1b}'), "{command}");
        assert!(command != "list" || coloured.out.contains('\u{1b}'));
    }
}

#[test]
fn a_new_application_is_judged_by_the_same_pack() {
    let desk = with_pack();
    let said = desk.run(&["init", "--template", "--rules", "cloud", "a.toml"]);
    assert!(said.err.contains("`preflight check a.toml --rules cloud`"), "{said:?}");
}

/// Every command and every command below it.
const COMMANDS: [&str; 12] = [
    "check",
    "diagnose",
    "document",
    "network",
    "facts",
    "rules",
    "test",
    "journal",
    "init",
    "completions",
    "man",
    "lint",
];

#[test]
fn shells_know_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = desk.run(&["completions", shell]);
        assert_eq!(said.status, 0, "{shell}");
        for command in COMMANDS {
            assert!(said.out.contains(command), "{shell} {command}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let desk = Desk::new();
    let main = desk.run(&["man"]).out;
    assert!(main.contains(".TH preflight 1"), "{main}");
    assert_eq!(desk.run(&["man", "pages"]).status, 0);
    for command in COMMANDS.iter().filter(|command| **command != "lint") {
        assert!(main.contains(&format!("preflight\\-{command}")), "{command}");
        assert!(desk.read(&format!("pages/preflight-{command}.1")).contains(".SH SYNOPSIS"), "{command}");
    }
    assert!(desk.read("pages/preflight-rules-lint.1").contains("preflight rules lint"));
}
