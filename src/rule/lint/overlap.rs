//! Rules that tell one mistake twice.

use std::collections::BTreeSet;

use super::Linter;
use crate::rule::{At, Check, Expected, Rule, test};

/// Where a finding points and what it says is wrong.
type Told = (Option<String>, String);

impl<'a> Linter<'a> {
    /// Pairs with the same words, then pairs that find the same.
    pub(super) fn overlaps(&mut self) {
        let rules = self.rules;
        let mut same: BTreeSet<(&str, &str)> = BTreeSet::new();
        for (index, rule) in rules.iter().enumerate() {
            if let Some(first) = rules.iter().take(index).find(|first| is_same(first, rule)) {
                same.insert((&first.id, &rule.id));
                let message = format!("`{}` checks the same as `{}`", rule.id, first.id);
                let help = "keep one of the two, or let `when` or `ignore` part them";
                self.remark("same-check", rule.file, rule.span, message, help);
            }
        }
        let found: Vec<BTreeSet<(&str, Told)>> = rules.iter().map(|rule| self.beside(rule)).collect();
        for (index, rule) in rules.iter().enumerate() {
            for (other, first) in rules.iter().enumerate().take(index) {
                let both = shares(&found[index], &rule.id, &first.id) && shares(&found[other], &first.id, &rule.id);
                if both && !same.contains(&(&*first.id, &*rule.id)) {
                    let message =
                        format!("`{}` and `{}` each find what the other's tests fail with", rule.id, first.id);
                    let help = "keep one of the two, let one name the other under `needs`, or give them other defects";
                    self.remark("same-finding", rule.file, rule.span, message, help);
                }
            }
        }
    }

    /// What the rules of its theme find in the failing tests of a rule. Each is asked alone: of several rules that find the same
    /// at the same place, a report shows one.
    fn beside(&self, rule: &Rule) -> BTreeSet<(&'a str, Told)> {
        let pack = self.pack;
        let theme: Vec<&'a Rule> = pack.rules.iter().filter(|other| other.theme == rule.theme).collect();
        let mut told = BTreeSet::new();
        for test in rule.tests.iter().filter(|test| test.expected == Expected::Fail) {
            for other in theme.iter().copied().filter(|other| !parted(other, rule)) {
                let found = test::findings(pack, &[other], rule, test);
                told.extend(found.into_iter().map(|finding| (&*other.id, (finding.field, finding.defect))));
            }
        }
        told
    }
}

/// Whether one of two rules stands back where the other finds something.
fn parted(a: &Rule, b: &Rule) -> bool {
    let names = |a: &Rule, b: &Rule| a.needs.iter().chain(&a.explains).any(|id| **id == *b.id);
    names(a, b) || names(b, a)
}

/// Whether another rule finds something that the rule itself finds.
fn shares(found: &BTreeSet<(&str, Told)>, own: &str, other: &str) -> bool {
    let told =
        |by: &str| -> BTreeSet<&Told> { found.iter().filter(|(rule, _)| *rule == by).map(|(_, told)| told).collect() };
    !told(own).is_disjoint(&told(other))
}

/// Whether two rules ask the same of the same: what one ignores, the other may be for.
fn is_same(a: &Rule, b: &Rule) -> bool {
    fn words(rule: &Rule) -> (String, Option<String>, Option<String>, Option<&At>, &[String]) {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let check = match &rule.check {
            Check::Expect(condition, _) | Check::Judge(condition) => plain(&condition.text),
        };
        let each = rule.each.as_ref().map(|each| plain(&each.text));
        let when = rule.when.as_ref().map(|when| plain(&when.text));
        (check, each, when, rule.at.as_ref(), &rule.ignore)
    }
    words(a) == words(b)
}
