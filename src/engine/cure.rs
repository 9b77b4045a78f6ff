//! One exact string for each field: where several rules want to change the same value, their fixes are applied one after the
//! other until nothing is left, and every finding carries the result.

use std::collections::BTreeMap;

use super::judge;
use super::{Input, Outcome};
use crate::expr::Index;
use crate::fact::{Private, replace};
use crate::report::Finding;
use crate::rule::Rule;

/// Rounds after which a field counts as not curable by retyping.
const MAX_ROUNDS: usize = 6;

/// Gives all findings on one field the same exact string, which cures them together.
pub fn unify(input: &Input<'_>, rules: &[&Rule], findings: &mut [Finding]) {
    let mut by_field: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(field) = &finding.field {
            by_field.entry(field.clone()).or_default().push(index);
        }
    }
    for (field, indexes) in by_field {
        let here: Vec<&Finding> = indexes.iter().filter_map(|&index| findings.get(index)).collect();
        if here.len() < 2 {
            continue;
        }
        // What a document prints decides before what merely looks better.
        let first = here
            .iter()
            .filter(|finding| finding.related.is_some())
            .chain(here.iter())
            .find_map(|finding| finding.fix_value().cloned());
        let Some(first) = first else { continue };
        let asked: Vec<&Rule> =
            rules.iter().copied().filter(|rule| here.iter().any(|finding| finding.rule == rule.id)).collect();
        let (value, left) = settle(input, &asked, &field, first);
        for index in indexes {
            let Some(finding) = findings.get_mut(index) else { continue };
            // Held against a document, the value is right or it is not: a part of the way there is no cure.
            let same = |other: &Finding| other.related.is_some() && other.related == finding.related;
            let stays = |other: &Finding| other.rule == finding.rule && (other.defect == finding.defect || same(other));
            let cured = !left.iter().any(stays);
            let fix = finding.fix.get_or_insert_default();
            fix.value = cured.then(|| value.clone());
            if fix.is_empty() {
                finding.fix = None;
            }
        }
    }
}

/// Applies fixes to one field until its rules have no other to offer; gives the value and what is still found with it.
fn settle(input: &Input<'_>, rules: &[&Rule], field: &str, first: Private) -> (Private, Vec<Finding>) {
    let nothing = BTreeMap::new();
    let mut value = first;
    let mut left = Vec::new();
    for _ in 0..MAX_ROUNDS {
        let facts = replace(input.facts, field, value.expose());
        let again = Input { facts: &facts, ..*input };
        let index = Index::default();
        let scope = judge::scope(&again, &index);
        left = rules
            .iter()
            .map(|rule| judge::rule(&again, &scope, rule, &nothing))
            .filter(|result| result.check.outcome == Outcome::Fail)
            .flat_map(|result| result.findings)
            .filter(|finding| finding.field.as_deref() == Some(field))
            .collect();
        let next = left.iter().find_map(|finding| finding.fix_value().filter(|next| **next != value).cloned());
        match next {
            Some(next) => value = next,
            None => break,
        }
    }
    (value, left)
}
