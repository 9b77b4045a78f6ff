//! How often single fields are judged right by the rules of the pack.

use super::rows::FieldRow;
use super::rules::{is_text, record};
use super::tally::Tally;
use jiff::civil::{Date, date};
use preflight::engine::{self, Input};
use preflight::expr::Memo;
use preflight::fact::{Record, replace};
use preflight::report::Finding;
use preflight::rule::{Pack, Rule, Severity};
use preflight::text::portal;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The day of rows that name none.
const TODAY: Date = date(2026, 5, 19);

/// Prints how many rows are right, and each that is not.
pub fn accuracy(rows: &[FieldRow], details: bool) {
    let pack = Pack::embedded().expect("the pack");
    let text: Vec<&Rule> = pack.rules.iter().filter(|rule| is_text(&pack, rule)).collect();
    let (mut expected, mut quiet, mut fixes, mut mild) =
        (Tally::default(), Tally::default(), Tally::default(), Tally::default());
    let mut trusted = 0;
    for row in rows {
        let Some((path, facts)) = facts(row) else { panic!("{}: there is no field {}", row.id, row.field) };
        let today = row.today.as_deref().map_or(TODAY, |today| today.parse().expect("a date"));
        let memo = Memo::default();
        let judged =
            engine::judge(&Input { pack: &pack, facts: &facts, now: today.into(), online: false, memo: &memo }, &text);
        let found: Vec<&Finding> =
            judged.findings.iter().filter(|finding| finding.field.as_deref() == Some(path)).collect();
        let defects: BTreeSet<&str> = found.iter().map(|finding| finding.defect.as_str()).collect();
        let (expect, allow) = (codes(&row.expect), codes(&row.allow));
        let mut right = true;
        let mut count = |tally: &mut Tally, is_right: bool| {
            tally.count(is_right);
            right &= is_right;
        };
        for code in &expect {
            count(&mut expected, defects.contains(code.as_str()));
        }
        if expect.is_empty() {
            let alarm = |finding: &&Finding| finding.severity != Severity::Advice && !allow.contains(&finding.defect);
            count(&mut quiet, !found.iter().any(alarm));
        }
        if row.severity.as_deref() == Some("warn") {
            count(&mut mild, found.iter().all(|finding| finding.severity != Severity::Error));
        }
        if let Some(fix) = &row.fix {
            let given: BTreeSet<&str> =
                found.iter().filter_map(|finding| Some(finding.fix_value()?.expose())).collect();
            count(&mut fixes, given.into_iter().eq([fix.as_str()]));
        }
        if row.field == "portal_url" && !expect.is_empty() {
            let own = |id: &str| pack.portals.stations.iter().any(|known| known.id == id && known.defect.is_none());
            let called = portal::judge(&row.value, &pack.portals).station.is_some_and(|id| own(&id));
            trusted += usize::from(called);
            right &= !called;
        }
        if !right && details {
            println!("  {} {} {:?}: {expect:?} {:?}, found {defects:?}", row.id, row.field, row.value, row.fix);
        }
    }
    println!("fields, {} rows", rows.len());
    println!("  defects found        {:8.2} % of {}", expected.share(), expected.cases);
    println!("  clean, no alarm      {:8.2} % of {}", quiet.share(), quiet.cases);
    println!("  exact fix            {:8.2} % of {}", fixes.share(), fixes.cases);
    println!("  no error for a slip  {:8.2} % of {}", mild.share(), mild.cases);
    println!("  spoilt addresses called the pack's own {trusted:5}");
}

/// The vocabulary of the rows in that of the rules.
fn codes(labels: &[String]) -> BTreeSet<String> {
    labels.iter().map(|label| label.to_lowercase().replace('_', "-").replace("fullwidth", "full-width")).collect()
}

/// The path of the row's value, and an application that holds it.
fn facts(row: &FieldRow) -> Option<(&'static str, Record)> {
    let value = row.value.as_str();
    let about = |key: &str| row.context.get(key).map_or("", String::as_str);
    let (path, mut application) = match (row.field.as_str(), row.role.as_deref()) {
        ("email", _) => ("account.email", json!({ "account": { "email": value } })),
        ("phone", _) => ("account.phone", json!({ "account": { "phone": value, "country": row.country } })),
        ("portal_url", _) => ("portal.url", json!({ "portal": { "url": value } })),
        ("password", _) => (
            "security.password",
            json!({
                "account": { "email": about("account"), "phone": about("phone") },
                "identity": { "name": about("name"), "birth_date": about("birth") },
            }),
        ),
        ("document_number", _) => (
            "identity.document_number",
            json!({
                "identity": { "document_number": value, "document_kind": row.doctype, "document_country": row.country },
                "documents": row.document.iter().map(|number| json!({ "kind": row.doctype, "number": number })).collect::<Vec<_>>(),
            }),
        ),
        ("date", Some("birth")) => ("identity.birth_date", json!({ "identity": { "birth_date": value } })),
        ("date", Some("issue")) => ("identity.issue_date", json!({ "identity": { "issue_date": value } })),
        ("date", Some("expiry")) => ("identity.expiry_date", json!({ "identity": { "expiry_date": value } })),
        _ => return None,
    };
    for section in application.as_object_mut().into_iter().flat_map(|sections| sections.values_mut()) {
        if let Value::Object(keys) = section {
            keys.retain(|_, value| !value.is_null());
        }
    }
    let facts = record("application.json", &application.to_string());
    // A password never stands in a file.
    Some((path, if row.field == "password" { replace(&facts, path, value) } else { facts }))
}
