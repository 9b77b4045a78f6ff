//! What is found, where, and what is left in doubt, in cases that are easily got wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use serde_json::Value;
use support::{Desk, findings};

fn report(application: &str) -> Value {
    Desk::new().file("a.toml", application).check(&["a.toml", "--show-values"])
}

/// Findings above advice.
fn above(report: &Value) -> Vec<String> {
    findings(report).into_iter().filter(|line| !line.starts_with("advice")).collect()
}

fn outcome<'a>(report: &'a Value, rule: &str) -> &'a str {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|check| check["rule"] == rule).unwrap()["outcome"].as_str().unwrap()
}

#[test]
fn a_chinese_name_in_one_field_is_the_same_in_two() {
    let report = report("[identity]\nname = '王小明'\n[[documents]]\nsurname = '王'\ngiven_names = '小明'\n");
    assert_eq!(above(&report), Vec::<String>::new());
    let other = self::report("[identity]\nsurname = '王'\ngiven_names = '小明'\n[[documents]]\nname = '王小明'\n");
    assert_eq!(above(&other), Vec::<String>::new());
}

#[test]
fn a_defect_stands_at_the_field_that_has_it() {
    let report =
        report("[identity]\nsurname = 'LEE'\ngiven_names = 'ＭIN JI'\n[[documents]]\nmrz_name = 'KIM<<MIN<JI'\n");
    for finding in report["findings"].as_array().unwrap() {
        if finding["field"] == "identity.surname" {
            assert_ne!(finding["defect"], "full-width", "{finding}");
        }
        let length = if finding["field"] == "identity.surname" { 3 } else { 6 };
        let at = finding["evidence"]["at"].as_array().cloned().unwrap_or_default();
        assert!(at.iter().all(|index| index.as_u64().unwrap() < length), "{finding}");
    }
    assert!(above(&report).iter().any(|line| line.ends_with("identity.surname")), "{report}");
    assert!(above(&report).contains(&"error full-width identity.given_names".to_owned()), "{report}");
}

#[test]
fn the_document_decides_before_another_form() {
    let report = report(
        "[identity]\nbirth_date = '1990-01-02'\n[[forms]]\nbirth_date = '1990-02-01'\n[[documents]]\nbirth_date = '1990-01-02'\n",
    );
    let finding = &report["findings"][0];
    assert_eq!(finding["field"], "forms[0].birth_date");
    assert_eq!(finding["related"]["field"], "documents[0].birth_date");
    assert_eq!(finding["fix"]["value"], "1990-01-02");
    assert_eq!((&finding["severity"], &finding["source"]["confidence"]), (&"error".into(), &"A".into()));
}

#[test]
fn an_error_rests_on_an_official_source() {
    for application in ["application.toml", "payment.toml", "dates.toml", "bad-photos.toml", "abbreviations.toml"] {
        let said = support::run_in(&support::fixtures(), &["check", application, "--format", "json"], "");
        let report: Value = serde_json::from_str(&said.out).unwrap();
        for finding in report["findings"].as_array().unwrap() {
            let official = finding["source"]["confidence"] == "A";
            assert!(official || finding["severity"] != "error", "{application}: {finding}");
        }
    }
}

#[test]
fn scripts_that_cannot_be_compared_are_left_in_doubt() {
    let report = report("[identity]\nsurname = 'TENZIN'\n[[documents]]\nsurname = 'བསྟན་འཛིན'\n");
    assert_eq!(outcome(&report, "name-as-printed"), "inconclusive");
    assert_eq!(above(&report), Vec::<String>::new());
}

#[test]
fn what_was_not_judged_does_not_pass() {
    let report = report(
        "[situation]\nbrowser = 'asdf'\n[[journal]]\nat = 'yesterday'\nstep = 'email'\nevent = 'code-requested'\n[identity]\ndocument_kind = 'driving_licence'\ndocument_country = 'Zhongguo'\n",
    );
    for rule in ["browser", "codes", "submitted-once", "chinese-driving-licence"] {
        assert_ne!(outcome(&report, rule), "pass", "{rule}");
    }
    assert!(above(&report).contains(&"warning date-malformed journal[0].at".to_owned()), "{report}");
}

#[test]
fn what_cannot_be_looked_at_is_no_defect() {
    let bomb = support::fixtures().join("images/bomb.pdf");
    let report = report(&format!("[[documents]]\nfile = {bomb:?}\n"));
    assert_eq!(outcome(&report, "file-readable"), "inconclusive");
    assert_eq!(report["documents"][0]["readable"], "unknown");
    assert_eq!(report["documents"][0]["acceptable"], "unknown");
    assert_eq!(above(&report), Vec::<String>::new());
}

#[test]
fn a_copied_zone_speaks_for_number_and_dates() {
    let report = report(
        "[identity]\nbirth_date = '1980-01-01'\nexpiry_date = '2030-01-01'\n[[documents]]\nmrz = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']\n",
    );
    let found = above(&report);
    for line in [
        "error different-value identity.birth_date",
        "error different-value identity.expiry_date",
        "error date-expired documents[0].mrz",
    ] {
        assert!(found.contains(&line.to_owned()), "{line}: {found:?}");
    }
}
