//! What only judging shows: tests that are missing or fail, fixes that cure nothing, defects that are never found.

use std::collections::BTreeSet;

use super::Linter;
use crate::rule::test::{self, Failure};
use crate::rule::{Check, Expected, Rule};

impl Linter<'_> {
    /// Runs every test once, and looks at what came out.
    pub(super) fn judged(&mut self) {
        // What a rule ignores is another rule's business: any finding of the pack shows that there is such a defect.
        let everywhere: BTreeSet<String> = if self.rules.iter().any(|rule| !rule.ignore.is_empty()) {
            self.pack.rules.iter().flat_map(|rule| self.defects(rule)).collect()
        } else {
            BTreeSet::new()
        };
        for rule in self.rules {
            self.tests(rule);
            if !rule.severities.is_empty() {
                let own = self.defects(rule);
                for defect in rule.severities.keys().filter(|defect| !own.contains(*defect)) {
                    self.unseen(rule, "severities", defect, "no test of this rule shows");
                }
            }
            for defect in rule.ignore.iter().filter(|defect| !everywhere.contains(*defect)) {
                self.unseen(rule, "ignore", defect, "no test of any rule shows");
            }
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

    fn unseen(&mut self, rule: &Rule, key: &str, defect: &str, says: &str) {
        let message = format!("{says} the defect `{defect}`, which `{}` names under `{key}`", rule.id);
        let help = "correct the word, add a test that fails with it, or leave it out";
        self.remark("unseen-defect", rule.file, rule.place_of(key, defect), message, help);
    }

    /// The defects that the tests of a rule show.
    fn defects(&self, rule: &Rule) -> BTreeSet<String> {
        let failing = rule.tests.iter().filter(|test| test.expected == Expected::Fail);
        failing.flat_map(|test| test::findings(self.pack, &[rule], rule, test)).map(|finding| finding.defect).collect()
    }
}
