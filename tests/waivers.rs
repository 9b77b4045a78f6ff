//! Findings that are accepted: by a waiver in the application, or by a baseline.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use serde_json::{Value, json};
use support::{Desk, TODAY, findings, run_in};

const TEXT: &str = "[identity]\nsurname = 'ＬINDQVIST'\n[billing]\ncard_kind = 'debit'\n";

fn with(waivers: &str) -> Desk {
    Desk::new().file("a.toml", format!("{TEXT}{waivers}"))
}

fn waiver(rule: &str, at: &str, until: &str) -> String {
    format!("[[waive]]\nrule = '{rule}'\nat = '{at}'\nreason = 'a test of the form'\nuntil = {until}\n")
}

#[test]
fn a_waived_finding_is_told_and_does_not_count() {
    let both = waiver("card-kind", "billing.card_kind", "2026-12-31") + &waiver("full-width", "identity", "2026-12-31");
    let report = with(&both).check(&["a.toml"]);
    assert!(findings(&report).is_empty(), "{:#}", report["findings"]);
    assert_eq!(report["summary"]["errors"], 0);
    assert_eq!(
        report["waived"],
        json!([
            {"rule": "card-kind", "defect": "card-kind-not-accepted", "severity": "error", "field": "billing.card_kind", "by": "waiver", "reason": "a test of the form"},
            {"rule": "unusual-characters", "defect": "full-width", "severity": "error", "field": "identity.surname", "by": "waiver", "reason": "a test of the form"},
        ])
    );
    let said = with(&both).run(&["check", "a.toml", "--today", TODAY]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.out.contains("error[full-width] at identity.surname: a test of the form"), "{}", said.out);
}

#[test]
fn what_is_wrong_with_a_waiver_is_a_finding() {
    for (text, defect, says) in [
        (waiver("card-kind", "billing.card_kind", "2026-05-18"), "waiver-expired", "good until 2026-05-18"),
        (waiver("card-knid", "billing.card_kind", "2026-12-31"), "waiver-unknown", "no rule and no defect"),
        (waiver("card-kind", "billing.holder", "2026-12-31"), "waiver-unused", "Nothing is found"),
        ("[[waive]]\nrule = 'card-kind'\nat = 'billing'\n".to_owned(), "waiver-incomplete", "no `until`"),
    ] {
        let report = with(&text).check(&["a.toml"]);
        let found: Vec<_> =
            report["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == "waiver").collect();
        assert_eq!(found.len(), 1, "{defect}: {:#}", report["findings"]);
        assert_eq!(found[0]["defect"], defect);
        assert!(found[0]["message"].as_str().unwrap().contains(says), "{}", found[0]);
        assert_eq!(found[0]["location"]["start"]["line"], 5, "{}", found[0]);
        assert!(findings(&report).contains(&"error card-kind-not-accepted billing.card_kind".to_owned()));
    }
}

#[test]
fn a_waiver_that_is_over_is_told_also_where_nothing_is_found() {
    let over = waiver("card-kind", "billing.card_kind", "2020-01-01");
    let report = Desk::new().file("a.toml", format!("[billing]\nholder = 'ANNA BERG'\n{over}")).check(&["a.toml"]);
    assert!(findings(&report).contains(&"warning waiver-expired waive[0]".to_owned()), "{:#}", report["findings"]);
    let unused = waiver("card-kind", "billing.card_kind", "2026-12-31");
    let report = Desk::new().file("a.toml", format!("[billing]\nholder = 'ANNA BERG'\n{unused}")).check(&["a.toml"]);
    assert!(findings(&report).contains(&"warning waiver-unused waive[0]".to_owned()), "{:#}", report["findings"]);
}

#[test]
fn every_format_tells_of_waivers() {
    let desk = with(&waiver("card-knid", "billing.card_kind", "2026-12-31"));
    for format in ["human", "json", "sarif", "junit", "github", "markdown", "html"] {
        let said = desk.run(&["check", "a.toml", "--today", TODAY, "--format", format, "--fail-on", "warning"]);
        assert!(said.out.contains("waiver"), "{format}: {}", said.out);
    }
    let junit = desk.run(&["check", "a.toml", "--today", TODAY, "--format", "junit", "--fail-on", "warning"]).out;
    assert!(junit.contains("type=\"warning: waiver-unknown\""), "{junit}");
}

#[test]
fn a_baseline_names_files_from_its_own_folder() {
    let desk = Desk::new().file("apps/a.toml", TEXT).file("apps/sub/a.toml", TEXT);
    desk.run(&["check", "apps/a.toml", "--today", TODAY, "--write-baseline", "apps/base.toml"]);
    assert!(desk.read("apps/base.toml").contains("file = \"a.toml\""));
    let here = desk.path().join("apps");
    for (folder, file, baseline, left) in [
        (desk.path(), "./apps/a.toml", "apps/base.toml", 0),
        (&here, "a.toml", "base.toml", 0),
        (&here, "../apps/a.toml", "./base.toml", 0),
        (&here.join("sub"), "a.toml", "../base.toml", 2),
    ] {
        let said = run_in(folder, &["check", file, "--baseline", baseline, "--today", TODAY, "--format", "json"], "");
        let report: Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(findings(&report).len(), left, "{file} from {}", folder.display());
    }
}

#[test]
fn a_rule_that_was_not_asked_says_nothing_about_its_waiver() {
    let report = with(&waiver("unusual-characters", "forms", "2026-12-31")).check(&["a.toml", "--only", "card-kind"]);
    assert_eq!(findings(&report), ["error card-kind-not-accepted billing.card_kind"]);
}

#[test]
fn a_baseline_goes_by_what_and_where_not_by_line() {
    let desk = with("");
    let said = desk.run(&["check", "a.toml", "--today", TODAY, "--write-baseline", "base.toml"]);
    assert_eq!(said.status, 0, "{said:?}");
    insta::assert_snapshot!(desk.read("base.toml"), @r#"
    # Findings that are accepted as they are. `preflight check --write-baseline` writes this file anew.

    [[finding]]
    file = "a.toml"
    rule = "unusual-characters"
    defect = "full-width"
    field = "identity.surname"

    [[finding]]
    file = "a.toml"
    rule = "card-kind"
    defect = "card-kind-not-accepted"
    field = "billing.card_kind"
    "#);
    let desk = desk.file("a.toml", format!("# a line more\n{TEXT}card_brand = 'amex'\n"));
    let report = desk.check(&["a.toml", "--baseline", "base.toml"]);
    assert_eq!(findings(&report), ["error card-brand-not-accepted billing.card_brand"]);
    assert_eq!(report["waived"].as_array().unwrap().len(), 2);
    assert!(report["waived"].as_array().unwrap().iter().all(|one| one["by"] == "baseline"));
}

#[test]
fn a_baseline_that_is_out_of_date_says_so() {
    let desk = with("");
    desk.run(&["check", "a.toml", "--today", TODAY, "--write-baseline", "base.toml"]);
    let desk = desk.file("a.toml", "[identity]\nsurname = 'ＬINDQVIST'\n");
    let said = desk.run(&["check", "a.toml", "--today", TODAY, "--baseline", "base.toml"]);
    assert_eq!(said.status, 0);
    assert!(said.err.contains("1 in the baseline are found no more"), "{}", said.err);
}

#[test]
fn a_baseline_is_no_application_and_the_other_way_round() {
    let desk = with("");
    let said = desk.run(&["check", "a.toml", "--baseline", "a.toml"]);
    assert_eq!(said.status, 2, "{said:?}");
    let said = desk.run(&["check", "a.toml", "--write-baseline", "a.toml"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert_eq!(desk.read("a.toml"), TEXT);
    let said = desk.run(&["check", "a.toml", "--baseline", "gone.toml"]);
    assert_eq!(said.status, 2, "{said:?}");
}
