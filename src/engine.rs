//! Judging facts by rules. Facts are gathered elsewhere; nothing here looks at a file or the network.

mod cause;
mod cure;
mod judge;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use cure::unify;
pub use judge::plain;

use crate::expr::{Index, Memo};
use crate::fact::{Moment, Origin, Places, Record};
use crate::report::{Comparison, Finding, Waived};
use crate::rule::{Pack, Rule};

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Judged, nothing found.
    Pass,
    /// Judged, something found.
    Fail,
    /// Could not tell.
    Inconclusive,
    /// A rule that must hold first has failed.
    Blocked,
    /// Does not apply, or was not asked for.
    Skipped,
}

impl Outcome {
    /// The stable word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Inconclusive => "inconclusive",
            Self::Blocked => "blocked",
            Self::Skipped => "skipped",
        }
    }
}

/// The outcome of one rule with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOutcome {
    /// The rule.
    pub rule: Arc<str>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, for everything but pass and fail; no value of the applicant's.
    pub reason: Option<String>,
}

/// What is judged.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The pack whose rules are asked.
    pub pack: &'a Pack,
    /// The facts.
    pub facts: &'a Record,
    /// The time of the run.
    pub now: Moment,
    /// Whether the network was asked.
    pub online: bool,
    /// Comparisons made before in this run.
    pub memo: &'a Memo,
}

/// Everything that judging gives.
#[derive(Debug, Default)]
pub struct Judged {
    /// One outcome a rule.
    pub checks: Vec<CheckOutcome>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What was found and is accepted.
    pub waived: Vec<Waived>,
    /// Every pair that was compared, the equal ones too.
    pub comparisons: Vec<Comparison>,
}

/// Judges facts by these rules.
pub fn judge(input: &Input<'_>, rules: &[&Rule]) -> Judged {
    let mut judged = Judged::default();
    let mut failed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let index = Index::default();
    for rule in in_order(input.pack, rules) {
        let result = judge::rule(input, &index, rule, &failed);
        if result.check.outcome == Outcome::Fail {
            let places = result.findings.iter().filter_map(|finding| finding.field.clone());
            failed.insert(&rule.id, places.collect());
        }
        judged.checks.push(result.check);
        judged.findings.extend(result.findings);
        judged.comparisons.extend(result.comparisons);
    }
    merge(&mut judged.findings);
    cause::fold(rules, &mut judged.findings);
    unify(input, rules, &mut judged.findings);
    judged.comparisons.sort_by(Comparison::by_place);
    judged.comparisons.dedup();
    judged
}

/// The rules so that what one needs comes before it.
fn in_order<'a>(pack: &Pack, rules: &[&'a Rule]) -> Vec<&'a Rule> {
    let mut ordered: Vec<&Rule> = Vec::with_capacity(rules.len());
    let mut waiting: Vec<&Rule> = rules.to_vec();
    // Each round places the rules whose needs are placed; a circle of needs is placed as it stands.
    while !waiting.is_empty() {
        let (ready, rest): (Vec<&Rule>, Vec<&Rule>) = waiting.iter().partition(|rule| {
            rule.needs.iter().all(|need| {
                ordered.iter().any(|placed| *placed.id == **need)
                    || !rules.iter().any(|rule| *rule.id == **need)
                    || pack.rule(need).is_none()
            })
        });
        ordered.extend(if ready.is_empty() { &rest } else { &ready });
        waiting = if ready.is_empty() { Vec::new() } else { rest };
    }
    ordered
}

/// One finding for each defect of a field: the gravest, among equals the one that says what to type, then the one that names what
/// the value was held against.
fn merge(findings: &mut Vec<Finding>) {
    let weight = |finding: &Finding| (finding.severity, finding.fix_value().is_some(), finding.related.is_some());
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        let key = finding.field.clone().map(|field| (field, finding.defect.clone()));
        let twin = key.as_ref().and_then(|key| places.get(key)).and_then(|&index| kept.get_mut(index));
        match twin {
            Some(twin) if weight(&finding) > weight(twin) => *twin = finding,
            Some(_) => {}
            None => {
                if let Some(key) = key {
                    places.insert(key, kept.len());
                }
                kept.push(finding);
            }
        }
    }
    *findings = kept;
}

/// Orders findings by severity, then by their place in the file, then by path. What is said of the network stays in the order of
/// the pack's rules, the cause nearest to the user first, and stands where the gravest of it would.
pub fn sort(findings: &mut [Finding], places: &Places) {
    let of_network = |finding: &Finding| finding.field.as_deref() == Some(NETWORK);
    let gravest = findings.iter().filter(|finding| of_network(finding)).map(|finding| finding.severity).max();
    let severity = |finding: &Finding| if of_network(finding) { gravest } else { Some(finding.severity) };
    let ids = |finding: &Finding| (!of_network(finding)).then(|| (finding.rule.clone(), finding.defect.clone()));
    findings.sort_by(|left, right| {
        let place = |finding: &Finding| {
            let place = finding.field.as_deref().and_then(|field| places.nearest(field));
            place.map_or((usize::MAX, 0), |place| (place.start.line, place.start.column))
        };
        (severity(right), place(left), &left.field, ids(left)).cmp(&(
            severity(left),
            place(right),
            &right.field,
            ids(right),
        ))
    });
}

/// The place of findings about the way to the portal.
const NETWORK: &str = "network";

/// Who must be asked for these rules.
pub fn origins(pack: &Pack, rules: &[&Rule]) -> std::collections::BTreeSet<Origin> {
    let mut origins = std::collections::BTreeSet::new();
    for rule in rules {
        for condition in rule.conditions() {
            let is_each = rule.each.as_ref().is_some_and(|each| std::ptr::eq(each, condition));
            if let Ok(expression) =
                condition.expression(|| if is_each { pack.names(None) } else { pack.names_of(rule) })
            {
                origins.extend(&expression.origins);
            }
        }
    }
    origins
}
