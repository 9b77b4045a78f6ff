//! What was found in an application and its journal, as evidence for and against problems and their causes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::{CheckOutcome, Outcome};
use crate::fact::{Moment, Record, Value};
use crate::report::Finding;
use crate::rule::{Cause, EvidenceRule, Problem, Severity};

/// A finding that is the problem itself counts so much; a further one little more.
const SIGN: f64 = 40.0;

/// A finding that hints at it.
const HINT: f64 = 20.0;

/// What a second finding of a kind adds.
const FURTHER: f64 = 2.0;

/// What happened last counts more, by so much at most.
const RECENT: f64 = 10.0;

/// What a finding counts more for a cause where it tells the problem itself; less than a step of severity.
const HAPPENED: f64 = 1.5;

/// What a further finding adds to a cause.
const FURTHER_OF_A_CAUSE: f64 = 0.1;

/// What may lead to a problem and has not led anywhere yet counts little, and not without end.
const MOST_OF_CAUSES: f64 = 12.0;

/// What was found, with the time at which it happened where the journal tells.
#[derive(Debug)]
pub struct Found<'a> {
    /// All findings.
    pub findings: &'a [Finding],
    /// All outcomes.
    pub checks: &'a [CheckOutcome],
    /// Of a finding about an entry of the journal: its step, its time, and whether the step was finished later.
    entries: BTreeMap<usize, Entry>,
    /// Times of entries, in order.
    times: Vec<Moment>,
}

#[derive(Clone, Debug)]
struct Entry {
    step: String,
    at: Option<Moment>,
    over: bool,
}

/// A cause with its evidence.
#[derive(Clone, Debug)]
pub struct Weighed<'a> {
    /// The cause.
    pub cause: &'a Cause,
    /// Findings that speak for it.
    pub findings: Vec<usize>,
    /// Rules that were judged and speak against it.
    pub against: Vec<Arc<str>>,
    /// How much speaks for it.
    pub weight: f64,
}

impl<'a> Found<'a> {
    /// Reads the journal behind the findings.
    pub fn new(findings: &'a [Finding], checks: &'a [CheckOutcome], facts: &Record) -> Self {
        let journal: Vec<Entry> =
            facts.get("journal").items().iter().filter_map(Value::record).map(|entry| entry_of(entry)).collect();
        let kinds: Vec<&str> = facts
            .get("journal")
            .items()
            .iter()
            .filter_map(Value::record)
            .map(|entry| entry.text("event").unwrap_or(""))
            .collect();
        let over = |entry: &Entry| {
            journal.iter().zip(&kinds).any(|(later, kind)| {
                later.step == entry.step && matches!(*kind, "done" | "approved") && is_later(later, entry)
            })
        };
        let mut entries = BTreeMap::new();
        for (index, finding) in findings.iter().enumerate() {
            let number = finding
                .field
                .as_deref()
                .and_then(|field| field.strip_prefix("journal[")?.split(']').next()?.parse::<usize>().ok());
            if let Some(entry) = number.and_then(|number| journal.get(number)) {
                entries.insert(index, Entry { over: over(entry), ..entry.clone() });
            }
        }
        let mut times: Vec<Moment> = journal.iter().filter_map(|entry| entry.at).collect();
        times.sort_by_key(|time| time.at);
        Self { findings, checks, entries, times }
    }

    /// How much of what was found tells a problem, and which findings.
    pub fn weigh(&self, problem: &Problem) -> (f64, Vec<usize>) {
        let (mut weights, mut told) = (Vec::new(), Vec::new());
        for (rules, each) in [(&problem.signs, SIGN), (&problem.hints, HINT)] {
            for index in self.of(rules, problem) {
                weights.push(each + self.entries.get(&index).map_or(0.0, |entry| RECENT * self.recency(entry)));
                told.push(index);
            }
        }
        let most = weights.iter().copied().fold(0.0, f64::max);
        let further = FURTHER * weights.len().saturating_sub(1) as f64;
        let causes = problem.causes.iter().flat_map(|cause| self.of(&cause.rules, problem));
        let leading: f64 = causes.map(|index| self.severity(index)).sum();
        (most + further + leading.min(MOST_OF_CAUSES), told)
    }

    /// The causes of a problem, those first for which most speaks.
    pub fn causes<'p>(&self, problem: &'p Problem) -> Vec<Weighed<'p>> {
        let by_name: Vec<usize> = problem
            .causes
            .iter()
            .flat_map(|cause| {
                let named: Vec<EvidenceRule> = cause.rules.iter().filter(|rule| rule.names_a_rule()).cloned().collect();
                self.of(&named, problem)
            })
            .collect();
        let (_, told) = self.weigh(problem);
        let mut causes: Vec<Weighed<'p>> = problem
            .causes
            .iter()
            .map(|cause| {
                // What another cause names itself is not evidence for a whole theme.
                let named = cause.rules.iter().any(EvidenceRule::names_a_rule);
                let mut findings = self.of(&cause.rules, problem);
                findings.retain(|index| named || !by_name.contains(index));
                let passed = self.checks.iter().filter(|check| check.outcome == Outcome::Pass);
                let against = passed
                    .filter(|check| cause.rules.iter().any(|rule| rule.names_a_rule() && *rule.rule == *check.rule));
                let against = if findings.is_empty() {
                    against.map(|check| Arc::clone(&check.rule)).collect()
                } else {
                    Vec::new()
                };
                let weight = self.weight_of(&findings, &told);
                Weighed { cause, findings, against, weight }
            })
            .collect();
        causes.sort_by(|left, right| {
            right
                .weight
                .total_cmp(&left.weight)
                .then_with(|| left.against.is_empty().cmp(&right.against.is_empty()).reverse())
        });
        causes
    }

    /// How much findings speak for a cause: the gravest one, more where it is the problem itself as it happened, and each
    /// further one a little.
    fn weight_of(&self, findings: &[usize], told: &[usize]) -> f64 {
        let one = |index: &usize| self.severity(*index) + if told.contains(index) { HAPPENED } else { 0.0 };
        let gravest = findings.iter().map(one).fold(0.0, f64::max);
        gravest + FURTHER_OF_A_CAUSE * findings.len().saturating_sub(1) as f64
    }

    /// Findings that these rules name; what a later entry of the journal has settled is no evidence any more.
    fn of(&self, rules: &[EvidenceRule], problem: &Problem) -> Vec<usize> {
        let meant = |(index, finding): (usize, &Finding)| {
            let fits = rules.iter().any(|rule| rule.fits(&finding.rule, &finding.theme, &finding.defect));
            let here = self
                .entries
                .get(&index)
                .is_none_or(|entry| !entry.over && (problem.steps.is_empty() || problem.steps.contains(&entry.step)));
            (fits && here).then_some(index)
        };
        self.findings.iter().enumerate().filter_map(meant).collect()
    }

    fn severity(&self, index: usize) -> f64 {
        match self.findings.get(index).map(|finding| finding.severity) {
            Some(Severity::Error) => 8.0,
            Some(Severity::Warning) => 4.0,
            Some(Severity::Advice) => 1.0,
            None => 0.0,
        }
    }

    /// From 0, the first entry of the journal, to 1, the last.
    fn recency(&self, entry: &Entry) -> f64 {
        let Some(at) = entry.at else { return 0.0 };
        let before = self.times.iter().filter(|time| time.at <= at.at).count();
        before as f64 / self.times.len().max(1) as f64
    }
}

fn entry_of(record: &Record) -> Entry {
    let text = |key: &str| record.text(key).unwrap_or("").to_owned();
    Entry { step: text("step"), at: Moment::parse(&text("at")), over: false }
}

fn is_later(one: &Entry, other: &Entry) -> bool {
    one.at.zip(other.at).is_some_and(|(one, other)| one.at > other.at)
}
