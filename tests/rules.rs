//! The embedded packs: every condition checked, every rule's own tests, every line of the guide served.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use preflight::rule::{EMBEDDED, Pack, Rule, Severity, lint, test};

#[test]
fn every_condition_of_every_pack_is_sound() {
    for (id, _) in EMBEDDED {
        if let Err(error) = Pack::by_id_checked(id) {
            panic!("{error}");
        }
    }
}

#[test]
fn every_rule_passes_its_own_tests() {
    for (id, _) in EMBEDDED {
        let pack = Pack::by_id(id).unwrap();
        let rules: Vec<_> = pack.rules.iter().collect();
        let outcomes = test::run(&pack, &rules);
        let failed: Vec<_> = outcomes.iter().filter(|outcome| outcome.result.is_err()).collect();
        assert!(failed.is_empty(), "{failed:#?}");
        assert!(outcomes.len() >= 2 * rules.len());
    }
}

/// The day on which the packs were last looked through: sources grow old by themselves.
const LINTED: jiff::civil::Date = jiff::civil::date(2026, 11, 29);

#[test]
fn lint_warns_of_nothing() {
    for (id, _) in EMBEDDED {
        let pack = Pack::by_id_checked(id).unwrap_or_else(|error| panic!("{error}"));
        let rules: Vec<&Rule> = pack.rules.iter().collect();
        let remarks = lint::lint(&pack, &rules, LINTED);
        let warnings: Vec<_> = remarks.iter().filter(|remark| remark.lint.level == Severity::Warning).collect();
        assert!(warnings.is_empty(), "`preflight rules lint --pack {id}` says more: {warnings:#?}");
    }
}

#[test]
fn every_line_of_the_guide_is_served() {
    for (name, _) in EMBEDDED {
        let pack = Pack::by_id(name).unwrap();
        let by_rule = |id: &String| pack.rules.iter().any(|rule| rule.guide.contains(id));
        let by_problem =
            |id: &String| pack.problems.iter().any(|one| one.guide.iter().chain(&one.takes).any(|line| line == id));
        let unserved: Vec<_> = pack.guide.iter().filter(|(id, _)| !by_rule(id) && !by_problem(id)).collect();
        assert!(unserved.is_empty() && !pack.guide.is_empty(), "{name}: {unserved:?}");
    }
    let pack = Pack::embedded().unwrap();
    for id in ["G0.1", "G6.4", "H2", "H6", "F1", "F2", "F3", "F4", "G7", "P1", "P6", "T4"] {
        assert!(pack.guide.iter().any(|(known, _)| known == id), "{id}");
    }
}

#[test]
fn nothing_of_the_provider_stands_in_the_code() {
    fn visit(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
                if ["huawei", "alibaba", "aliyun", "tencent", "qcloud"].iter().any(|name| text.contains(name)) {
                    found.push(path.display().to_string());
                }
            }
        }
    }
    let mut found = Vec::new();
    visit(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.is_empty(), "{found:?}");
}
