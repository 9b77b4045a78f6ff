//! What only judging shows: tests that are missing or fail, fixes that cure nothing, defects that are never found.

use std::collections::BTreeSet;

use rapidfuzz::distance::damerau_levenshtein;

use super::Linter;
use crate::rule::test::{self, Failure};
use crate::rule::{Check, Expected, Rule};

/// Most signs in which a misspelt word differs from the right one.
const SLIP: usize = 2;

impl Linter<'_> {
    /// Runs every test once, and looks at what came out.
    pub(super) fn judged(&mut self) {
        let named = |rule: &&Rule| !rule.ignore.is_empty() || !rule.severities.is_empty();
        let seen: BTreeSet<String> = if self.rules.iter().any(named) {
            self.pack.rules.iter().flat_map(|rule| self.defects(rule)).collect()
        } else {
            BTreeSet::new()
        };
        for rule in self.rules {
            self.tests(rule);
            self.unseen(rule, "severities", rule.severities.keys(), &seen);
            self.unseen(rule, "ignore", rule.ignore.iter(), &seen);
            if let (Check::Expect(..), Some(fix)) = (&rule.check, &rule.fix)
                && fix.safe
                && fix.edit.is_none()
            {
                let message = format!("the fix of `{}` is safe to write, and there is no `edit`", rule.id);
                self.remark("safe-without-edit", rule.file, fix.text.span, message, "add `edit`, or leave `safe` out");
            }
        }
    }

    fn tests(&mut self, rule: &Rule) {
        let wanted = [
            (Expected::Pass, "no-passing-test", "passes", "pass"),
            (Expected::Fail, "no-failing-test", "fails", "fail"),
        ];
        for (expected, id, verb, key) in wanted {
            if !rule.tests.iter().any(|test| test.expected == expected) {
                let message = format!("no test of `{}` {verb}", rule.id);
                let help = format!("add [[rule.tests]] with `{key} = {{ … }}`");
                self.remark(id, rule.file, rule.span, message, help);
            }
        }
        for test in &rule.tests {
            let (id, message, help) = match test::one(self.pack, rule, test) {
                Ok(()) => continue,
                Err(Failure::Uncured(message)) => {
                    ("useless-fix", message, "correct `edit`, or leave it out and say in words what to do")
                }
                Err(Failure::Other(message)) => {
                    ("failing-test", message, "mend the rule or the test; `preflight rules test` runs them alone")
                }
            };
            self.remark(id, rule.file, test.span, format!("a test of `{}`: {message}", rule.id), help);
        }
    }

    /// Defects that a rule names and that no test of the pack shows. A function may know them all the same; one that is nearly
    /// another is more likely misspelt.
    fn unseen<'d>(
        &mut self,
        rule: &Rule,
        key: &'static str,
        defects: impl Iterator<Item = &'d String>,
        seen: &BTreeSet<String>,
    ) {
        let mut without = Vec::new();
        for defect in defects.filter(|defect| !seen.contains(*defect)) {
            let near = seen.iter().find(|known| damerau_levenshtein::distance(known.chars(), defect.chars()) <= SLIP);
            let Some(near) = near else {
                // What a rule ignores none of its tests can show.
                if key != "ignore" {
                    without.push(defect.as_str());
                }
                continue;
            };
            let message = format!("no test shows the defect `{defect}`, which `{}` names under `{key}`", rule.id);
            let help = format!("did you mean `{near}`? If not, add a test that fails with it");
            self.remark("misspelt-defect", rule.file, rule.place_of(key, defect), message, help);
        }
        if let Some(first) = without.first() {
            let message =
                format!("no test shows these defects, which `{}` names under `{key}`: {}", rule.id, without.join(", "));
            let help = "add tests that fail with them, or leave them out";
            self.remark("unseen-defect", rule.file, rule.place_of(key, first), message, help);
        }
    }

    /// The defects that the tests of a rule show.
    fn defects(&self, rule: &Rule) -> BTreeSet<String> {
        let failing = rule.tests.iter().filter(|test| test.expected == Expected::Fail);
        failing.flat_map(|test| test::findings(self.pack, &[rule], rule, test)).map(|finding| finding.defect).collect()
    }
}
