//! Who differs from whom: the table of pairs says the same whichever entry comes first, and holds only what belongs together.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::civil::date;
use preflight::engine::{self, Input};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Strictness, build};
use preflight::report::Comparison;
use preflight::rule::{Pack, Rule};
use preflight::source::Source;
use std::sync::Arc;

/// Every pair that the rules on details and numbers compare.
fn pairs(application: &str) -> Vec<Comparison> {
    let pack = Pack::embedded().unwrap();
    let rules: Vec<&Rule> =
        ["same-details-everywhere", "number-as-printed"].iter().filter_map(|id| pack.rule(id)).collect();
    let source = Arc::new(Source::new("a.toml", application.to_owned()));
    let facts = build(&source.parse().0, &ROOT, &source, Strictness::File).record;
    let input =
        Input { pack: &pack, facts: &facts, now: date(2026, 5, 19).into(), online: false, memo: &Memo::default() };
    engine::judge(&input, &rules).comparisons
}

fn words(pairs: &[Comparison]) -> Vec<(&str, &str)> {
    pairs.iter().map(|pair| (pair.relation.as_str(), pair.verdict.as_str())).collect()
}

#[test]
fn the_order_of_forms_does_not_matter() {
    for (key, one, other, relation, verdict) in [
        ("document_number", "L898902C3", "L898902C3", "exact", "ok"),
        ("document_number", "l898902c3", "L898 902 C3", "docnum-case", "fixable"),
        ("document_number", "L898902C3", "Ｌ898902C3", "full-width", "fixable"),
        ("document_number", "L898902C3 ", "l898902c3", "docnum-case", "fixable"),
        ("document_number", "L8989O2C3", "l898902c3", "docnum-o-zero", "fixable"),
        ("document_number", "X1234567", "L898902C3", "docnum-mismatch", "mismatch"),
        ("document_number", " ", " ", "exact", "ok"),
        ("birth_date", "12 APR 1990", "1990-04-12", "same-value", "ok"),
        ("birth_date", "1990-12-04", "1990-04-12", "different-value", "fixable"),
        ("birth_date", "1991-04-12", "1990-04-12", "different-value", "mismatch"),
        ("phone", "070-174 06 35", "+46701740635", "same-value", "ok"),
        ("phone", "070-174 06 36", "+46701740635", "different-value", "mismatch"),
    ] {
        for (first, second) in [(one, other), (other, one)] {
            let found = pairs(&format!("[[forms]]\n{key} = '{first}'\n[[forms]]\n{key} = '{second}'\n"));
            assert_eq!(words(&found), [(relation, verdict)], "{first:?} {second:?}");
        }
    }
}

#[test]
fn the_tenth_form_comes_after_the_second() {
    let forms: String = (0..12).map(|at| format!("[[forms]]\nemail = 'a{at}@example.com'\n")).collect();
    let found = pairs(&forms);
    let place = |path: &str| found.iter().position(|pair| pair.field == path).unwrap();
    assert!(place("forms[2].email") < place("forms[10].email"));
    let related: Vec<&str> =
        found.iter().filter(|pair| pair.field == "forms[11].email").map(|pair| pair.related.as_str()).collect();
    let expected: Vec<String> = (0..11).map(|at| format!("forms[{at}].email")).collect();
    assert_eq!(related, expected);
}

#[test]
fn only_documents_of_one_kind_are_held_against_each_other() {
    let typed = "[identity]\ndocument_kind = 'passport'\ndocument_number = 'L898902C3'\nbirth_date = '1990-04-12'\n";
    let found = |kind: &str| {
        let document = format!("[[documents]]\n{kind}\nnumber = 'L898902C3'\nbirth_date = '1990-04-12'\n");
        pairs(&format!("{typed}{document}")).into_iter().map(|pair| pair.field).collect::<Vec<_>>()
    };
    assert_eq!(found("kind = 'national_id'"), ["identity.birth_date"]);
    for kind in ["kind = 'passport'", "kind = 'no kind at all'", ""] {
        assert_eq!(found(kind), ["identity.birth_date", "identity.document_number"], "{kind}");
    }
}
