//! One cause, not its consequences: what follows from a finding is listed under it.

use std::collections::BTreeSet;

use crate::report::{Consequence, Evidence, Finding};
use crate::rule::Rule;

/// The evidence that says which hosts a finding is about; one without it is about everything.
const HOSTS: &str = "hosts";

/// Moves every finding that another one explains under that one. Rules stand in order, the cause nearest to the user first.
pub fn fold(rules: &[&Rule], findings: &mut Vec<Finding>) {
    for rule in rules.iter().filter(|rule| !rule.explains.is_empty()) {
        let Some(at) = findings.iter().position(|finding| finding.rule == rule.id) else { continue };
        let mut cause = findings.remove(at);
        let about = hosts(&cause).map(|hosts| hosts.into_iter().map(str::to_owned).collect::<BTreeSet<String>>());
        let explained = |finding: &Finding| {
            rule.explains.iter().any(|id| **id == *finding.rule) && within(hosts(finding).as_ref(), about.as_ref())
        };
        let before = findings.iter().take(at).filter(|finding| explained(finding)).count();
        let (effects, rest): (Vec<Finding>, Vec<Finding>) = std::mem::take(findings).into_iter().partition(explained);
        *findings = rest;
        for effect in effects {
            let own = Consequence { defect: effect.defect, message: effect.message, evidence: effect.evidence };
            cause.consequences.push(own);
            // What followed from the effect follows from its cause.
            cause.consequences.extend(effect.consequences);
        }
        findings.insert(at - before, cause);
    }
}

fn hosts(finding: &Finding) -> Option<BTreeSet<&str>> {
    match finding.evidence.get(HOSTS) {
        Some(Evidence::Words(hosts)) => Some(hosts.iter().map(String::as_str).collect()),
        _ => None,
    }
}

/// Whether everything that one finding is about is what the other is about.
fn within(effect: Option<&BTreeSet<&str>>, cause: Option<&BTreeSet<String>>) -> bool {
    match (effect, cause) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(effect), Some(cause)) => effect.iter().all(|host| cause.contains(*host)),
    }
}
