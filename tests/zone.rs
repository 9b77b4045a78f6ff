//! What a picture's machine-readable lines lead to: where findings point, what every format says, and that no line comes out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::sync::Arc;

use jiff::civil::date;
use preflight::engine::{self, Input};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{SaveHead, Strictness, Value as Fact, build, save};
use preflight::report::{Entry, Judged, Report, ReportFormat, Settings, Style};
use preflight::rule::{Pack, Rule};
use preflight::source::Source;
use serde_json::Value;
use support::Desk;

/// Every detail differs from what is typed, so that it can come from the picture alone.
const READ: &str = r#"
[[documents]]
side = "front"
file = "passport.jpg"
format = "jpeg"
width = 1000
height = 700
mrz_lines = ["P<SWELINDQVIST<<ELSA<MARIA<<<<<<<<<<<<<<<<<<", "AA12345678SWE9105171F2604158<<<<<<<<<<<<<<<8"]
mrz_format = "td3"
mrz_valid = true
mrz_confidence = 0.97
mrz_repaired = [2, 3]
mrz_region = { page = 1, x = 0.1, y = 0.8, width = 0.8, height = 0.1 }
mrz_quad = [0.1, 0.8, 0.9, 0.8, 0.9, 0.9, 0.1, 0.9]
"#;

const TYPED: &str = r#"
[account]
country = "NO"
[identity]
surname = "LINDQIVST"
given_names = "ELSA MARRIA"
document_kind = "national_id"
document_number = "AA1243567"
birth_date = "1991-05-11"
nationality = "NO"
sex = "male"
"#;

/// What only the picture has, in any form in which it might come out.
const SECRETS: [&str; 10] =
    ["LINDQVIST", "MARIA", "AA1234567", "910517", "1991-05-17", "260415", "2026-04-15", "P<SWE", "<<<", "Sweden"];

/// Judges an application of which measured facts are written down too, and hands the report on.
fn judged<T>(text: &str, pack: &str, then: impl FnOnce(&Report<'_>) -> T) -> T {
    let pack = Pack::by_id(pack).unwrap();
    let source = Arc::new(Source::new("a.toml", text.to_owned()));
    let (node, _) = source.parse();
    let built = build(&node, &ROOT, &source, Strictness::Test);
    assert!(built.faults.is_empty(), "{:?}", built.faults);
    let mut facts = built.record;
    let today = date(2026, 5, 19);
    facts.set("today", Fact::Date(today));
    let rules: Vec<&Rule> = pack.rules.iter().collect();
    let input = Input { pack: &pack, facts: &facts, now: today.into(), online: false, memo: &Memo::default() };
    let mut found = engine::judge(&input, &rules);
    engine::sort(&mut found.findings, &built.places);
    then(&Report::new(&pack, today, &facts, &built.places, found))
}

fn written(report: &Report<'_>, format: ReportFormat, values: bool, width: usize) -> String {
    let mut renderer = format.renderer(Settings { values, style: Style::new(false, Some(width)), fails_at: None });
    let text = renderer.add(&Entry::Judged(Judged::alone(report)));
    text + &renderer.finish()
}

fn json(text: &str) -> Value {
    judged(text, "huaweicloud-intl", |report| {
        serde_json::from_str(&written(report, ReportFormat::Json, true, 100)).unwrap()
    })
}

fn finding<'a>(report: &'a Value, rule: &str, field: &str) -> &'a Value {
    let mut findings = report["findings"].as_array().unwrap().iter();
    let found = findings.find(|finding| finding["rule"] == rule && finding["field"] == field);
    found.unwrap_or_else(|| panic!("no {rule} at {field} in {:#}", report["findings"]))
}

#[test]
fn nothing_that_was_read_comes_out() {
    let text = format!("{TYPED}{READ}");
    for pack in ["huaweicloud-intl", "alibabacloud-intl", "tencentcloud-intl"] {
        judged(&text, pack, |report| {
            assert!(report.findings.len() >= 6, "{pack}");
            for format in ReportFormat::ALL {
                let out = written(report, format, false, 100);
                for secret in SECRETS {
                    assert!(!out.contains(secret), "{pack}: {} shows {secret}\n{out}", format.name());
                }
            }
            let head = SaveHead { pack, today: "2026-05-19", online: false };
            let saved = serde_json::to_string(&save(report.facts, report.places, &head, false)).unwrap();
            assert!(SECRETS.iter().all(|secret| !saved.contains(secret)), "{saved}");
            assert!(saved.contains("\"mrz_lines\":[{\"$withheld\""), "{saved}");
        });
    }
}

#[test]
fn a_finding_points_at_what_is_typed_and_at_the_picture() {
    let report = json(&format!("{TYPED}{READ}"));
    let surname = finding(&report, "name-as-printed", "identity.surname");
    assert_eq!(surname["location"]["start"]["line"], 5);
    assert_eq!(surname["evidence"]["at"], serde_json::json!([5, 6]));
    assert_eq!(surname["related"]["field"], "documents[0].file");
    assert_eq!(surname["fix"]["value"], "LINDQVIST");
    assert_eq!(surname["evidence"]["mrz_place"], "line 1, characters 6 to 14");
    let side = |name: &str| surname["region"][name].as_f64().unwrap();
    let near = |found: f64, wanted: f64| (found - wanted).abs() < 1e-3;
    assert!(near(side("x"), 0.1 + 0.8 * 5.0 / 44.0) && near(side("width"), 0.8 * 9.0 / 44.0), "{surname}");
    assert!(near(side("y"), 0.8) && near(side("height"), 0.05), "{surname}");
    let number = finding(&report, "document-valid", "documents[0].file");
    assert_eq!(number["defect"], "date-expired");
    assert_eq!(number["evidence"]["mrz_place"], "line 2, characters 22 to 27");
    assert!(number["fix"].get("value").is_none() && number["evidence"].get("at").is_none(), "{number}");
}

#[test]
fn every_kind_of_slip_is_found() {
    let report = json(&format!("{TYPED}{READ}"));
    for (rule, field, fix) in [
        ("name-as-printed", "identity.given_names", "ELSA MARIA"),
        ("details-as-printed", "identity.nationality", "SE"),
        ("details-as-printed", "identity.sex", "female"),
        ("number-as-printed", "identity.birth_date", "1991-05-17"),
        ("kind-in-picture", "identity.document_kind", "passport"),
        ("side-in-picture", "documents[0].side", "data-page"),
    ] {
        assert_eq!(finding(&report, rule, field)["fix"]["value"], fix, "{field}");
    }
    finding(&report, "issuer-country", "documents[0].file");
    finding(&report, "mrz-repaired", "documents[0].file");
    // The number of a passport is not held against that of the card which is selected.
    let of_number = |finding: &&Value| finding["field"] == "identity.document_number";
    assert!(!report["findings"].as_array().unwrap().iter().any(|finding| of_number(&finding)));
    let passport = json(&format!("{}{READ}", TYPED.replace("national_id", "passport")));
    let number = finding(&passport, "number-as-printed", "identity.document_number");
    assert_eq!((&number["severity"], &number["fix"]["value"]), (&"error".into(), &"AA1234567".into()));
    assert!(number["message"].as_str().unwrap().contains("look-alike"), "{number}");
}

#[test]
fn the_report_has_the_lines_as_the_contract_says() {
    let text = format!("{TYPED}{READ}");
    let mrz = &json(&text)["documents"][0]["mrz"];
    assert_eq!((&mrz["format"], &mrz["valid"], &mrz["confidence"]), (&"td3".into(), &true.into(), &0.97.into()));
    assert_eq!(mrz["repaired"], serde_json::json!([[2, 3]]));
    assert_eq!(mrz["lines"][1], "AA12345678SWE9105171F2604158<<<<<<<<<<<<<<<8");
    judged(&text, "huaweicloud-intl", |report| {
        let hidden: Value = serde_json::from_str(&written(report, ReportFormat::Json, false, 100)).unwrap();
        assert_eq!(hidden["documents"][0]["mrz"]["lines"], serde_json::json!(["<mrz:1>", "<mrz:2>"]));
    });
    let none = json("[[documents]]\nfile = 'a.jpg'\nformat = 'jpeg'\n");
    assert!(none["documents"][0].get("mrz").is_none());
}

#[test]
fn a_page_and_a_log_lead_to_the_picture() {
    judged(&format!("{TYPED}{READ}"), "huaweicloud-intl", |report| {
        let page = written(report, ReportFormat::Html, false, 100);
        assert!(page.contains("passport.jpg: line 1, characters 6 to 14 of the machine-readable lines"), "{page}");
        assert!(page.matches("in the picture below").count() >= 6, "{page}");
        let log: Value = serde_json::from_str(&written(report, ReportFormat::Sarif, false, 100)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let name = results.iter().find(|result| result["ruleId"] == "name-as-printed").unwrap();
        let places = name["relatedLocations"].as_array().unwrap();
        assert_eq!(places[1]["physicalLocation"]["artifactLocation"]["uri"], "passport.jpg", "{places:#?}");
        assert!(name["properties"]["region"]["x"].is_number());
        for format in [ReportFormat::Junit, ReportFormat::Github, ReportFormat::Markdown] {
            assert!(written(report, format, false, 100).contains("of the machine-readable lines"), "{}", format.name());
        }
    });
}

/// The first finding about a value as a screen of some width shows it.
fn shown(width: usize, values: bool) -> String {
    judged(&format!("{TYPED}{READ}"), "huaweicloud-intl", |report| {
        let text = written(report, ReportFormat::Human, values, width);
        let at = text.find("error[typo]").unwrap();
        let length = text[at..].find("\n\n").unwrap();
        text[at..at + length].to_owned()
    })
}

#[test]
fn on_a_wide_screen() {
    insta::assert_snapshot!(shown(100, true));
}

#[test]
fn on_a_narrow_screen() {
    insta::assert_snapshot!(shown(60, false));
}

#[test]
fn pictures_that_nobody_read_leave_what_is_typed_decidable() {
    let typed = r#"
[identity]
surname = "LINDQVIST"
given_names = "ELSA MARIA"
document_number = "AA1234567"
expiry_date = "2032-04-15"
[[documents]]
file = "gone.jpg"
surname = "LINDQVIST"
given_names = "ELSA MARIA"
number = "AA1234567"
"#;
    let report = Desk::new().file("a.toml", typed).check(&["a.toml"]);
    for rule in ["name-as-printed", "given-names-typed", "number-as-printed", "document-valid"] {
        let mut checks = report["checks"].as_array().unwrap().iter();
        let check = checks.find(|check| check["rule"] == rule).unwrap();
        assert_eq!(check["outcome"], "pass", "{check}");
    }
}
