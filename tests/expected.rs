//! `preflight test`: applications held against what is expected of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::{Desk, fixtures, run_in};

#[test]
fn the_fixtures_give_what_stands_beside_them() {
    let said = run_in(fixtures().parent().unwrap(), &["test", "fixtures"], "");
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(said.out.ends_with(" as expected\n"), "{}", said.out);
}

const TEXT: &str = "[billing]\ncard_kind = 'debit'\n";

fn desk() -> Desk {
    let desk =
        Desk::new().file("apps/a.toml", TEXT).file("apps/in/b.json", "{\"billing\": {\"card_kind\": \"credit\"}}");
    let said = desk.run(&["test", "apps", "--update", "--today", "2026-05-19"]);
    assert_eq!((said.status, said.out.as_str()), (0, "2 applications: 0 as expected, 2 written\n"));
    desk
}

#[test]
fn expectations_are_written_and_hold() {
    let desk = desk();
    insta::assert_snapshot!(desk.read("apps/a.expected.toml"), @r#"
    # What `preflight check a.toml` finds. `preflight test --update` writes this file anew.

    today = "2026-05-19"

    [[finding]]
    severity = "error"
    defect = "card-kind-not-accepted"
    rule = "card-kind"
    field = "billing.card_kind"
    message = "A kind of card that is not accepted"
    "#);
    let said = desk.run(&["test", "apps"]);
    assert_eq!((said.status, said.out.as_str()), (0, "2 applications: 2 as expected\n"));
}

#[test]
fn a_difference_is_shown_as_one() {
    let desk = desk().file("apps/a.toml", "[billing]\ncard_kind = 'debit'\ncard_brand = 'amex'\n");
    let said = desk.run(&["test", "apps"]);
    assert_eq!(said.status, 1);
    insta::assert_snapshot!(said.out, @r#"
    DIFFERS apps/a.toml
        rule = "card-kind"
        field = "billing.card_kind"
        message = "A kind of card that is not accepted"
      +
      + [[finding]]
      + severity = "error"
      + defect = "card-brand-not-accepted"
      + rule = "card-brand"
      + field = "billing.card_brand"
      + message = "A card brand that is not accepted"

    2 applications: 1 as expected, 1 not as expected
    "#);
}

#[test]
fn a_note_above_is_no_difference() {
    let desk = desk().file("apps/a.toml", format!("# a note\n\n{TEXT}"));
    assert_eq!(desk.run(&["test", "apps"]).status, 0);
}

#[test]
fn values_are_written_down_only_where_they_are_asked_for() {
    let text = "[identity]\nsurname = 'ＣANARY'\n";
    let desk = Desk::new().file("apps/a.toml", text);
    desk.run(&["test", "apps", "--update"]);
    assert!(!desk.read("apps/a.expected.toml").contains("CANARY"));
    let desk = Desk::new().file("apps/a.toml", text);
    desk.run(&["test", "apps", "--update", "--show-values"]);
    assert!(desk.read("apps/a.expected.toml").contains("fix = \"CANARY\""));
}

#[test]
fn what_is_not_expected_or_gone_is_told() {
    let desk = desk().file("apps/new.yaml", "billing:\n  card_kind: credit\n");
    std::fs::remove_file(desk.path().join("apps/a.toml")).unwrap();
    let said = desk.run(&["test", "apps"]);
    assert_eq!(said.status, 1);
    assert!(said.out.contains("this application is gone"), "{}", said.out);
    assert!(said.out.contains("nothing is expected of it yet"), "{}", said.out);
}

#[test]
fn a_file_that_cannot_be_judged_has_its_errors_expected() {
    let desk = Desk::new().file("apps/a.toml", "[identity]\nsurnam = 'X'\n").file("apps/b.toml", b"\xff\xfe\0");
    assert_eq!(desk.run(&["test", "apps", "--update", "--today", "2026-05-19"]).status, 0);
    assert!(desk.read("apps/a.expected.toml").contains("at = [2, 1]"), "{}", desk.read("apps/a.expected.toml"));
    assert_eq!(desk.run(&["test", "apps"]).status, 0);
}

#[test]
fn two_applications_do_not_share_an_expectation() {
    let desk = Desk::new().file("apps/a.toml", TEXT).file("apps/a.yaml", "billing:\n  card_kind: credit\n");
    let said = desk.run(&["test", "apps", "--update"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert!(
        said.err.contains("give one of the two another name") && !desk.path().join("apps/a.expected.toml").exists()
    );
}

#[test]
fn rules_that_are_not_picked_are_not_missed_and_not_forgotten() {
    let desk = desk().file("apps/a.toml", "[billing]\ncard_kind = 'debit'\ncard_brand = 'amex'\n");
    desk.run(&["test", "apps", "--update"]);
    let before = desk.read("apps/a.expected.toml");
    assert_eq!(desk.run(&["test", "apps", "--only", "card-kind"]).status, 0);
    assert_eq!(desk.run(&["test", "apps", "--only", "card-kind", "--update"]).status, 2);
    assert_eq!(desk.read("apps/a.expected.toml"), before);
}

#[test]
fn a_glob_may_name_expectations_too() {
    let desk = desk();
    let said = desk.run(&["check", "apps/a.toml", "apps/a.expected.toml", "--format", "json"]);
    assert_eq!((said.status, said.out.lines().count()), (1, 1), "{said:?}");
}

#[test]
fn what_cannot_be_used_is_told() {
    let desk = desk().file("apps/a.expected.toml", "[[finding]]\nlines = 3\n");
    let said = desk.run(&["test", "apps"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert!(said.err.contains("its expectation cannot be read"), "{}", said.err);
    for folder in ["gone", "apps/a.toml"] {
        assert_eq!(desk.run(&["test", folder]).status, 2, "{folder}");
    }
    let empty = Desk::new().file("apps/readme.md", "nothing");
    let said = empty.run(&["test", "apps"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert!(said.err.contains("there is no application in apps"), "{}", said.err);
}
