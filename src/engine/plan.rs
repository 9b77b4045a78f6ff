//! Rules made ready to be asked: in which order, and of whom. Made once for any number of applications.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{CheckOutcome, Input, Judged, Outcome, cause, judge, merge, unify, waive};
use crate::expr::{Index, Scope};
use crate::fact::Origin;
use crate::report::Comparison;
use crate::rule::{Pack, Rule};

/// Rules in the order in which they are asked.
#[derive(Debug)]
pub struct Plan<'a> {
    pack: &'a Pack,
    rules: Vec<Step<'a>>,
    /// Who must be asked for the facts that the rules want.
    pub origins: BTreeSet<Origin>,
}

/// One rule of a plan.
#[derive(Debug)]
struct Step<'a> {
    rule: &'a Rule,
    asks_network: bool,
}

impl<'a> Plan<'a> {
    /// Brings rules of a pack into order.
    pub fn new(pack: &'a Pack, rules: &[&'a Rule]) -> Self {
        let mut origins = BTreeSet::new();
        let mut step = |rule: &'a Rule| {
            let wanted = origins_of(pack, rule);
            let asks_network = wanted.contains(&Origin::Network);
            origins.extend(wanted);
            Step { rule, asks_network }
        };
        Self { pack, rules: in_order(pack, rules).into_iter().map(&mut step).collect(), origins }
    }

    /// The rules, in order.
    pub fn rules(&self) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().map(|step| step.rule)
    }

    /// Judges facts.
    pub fn judge(&self, input: &Input<'_>) -> Judged {
        let index = Index::default();
        let mut run = Run::new(input, &index, self.rules.len());
        for step in &self.rules {
            run.ask(step);
        }
        self.finish(input, run.judged)
    }

    /// The same, and tells what each rule took.
    pub fn timed(&self, input: &Input<'_>, told: &mut dyn FnMut(&Rule, Duration)) -> Judged {
        let index = Index::default();
        let mut run = Run::new(input, &index, self.rules.len());
        for step in &self.rules {
            let start = Instant::now();
            run.ask(step);
            told(step.rule, start.elapsed());
        }
        self.finish(input, run.judged)
    }

    /// What no rule alone can tell.
    fn finish(&self, input: &Input<'_>, mut judged: Judged) -> Judged {
        let rules: Vec<&Rule> = self.rules().collect();
        merge(&mut judged.findings);
        cause::fold(&rules, &mut judged.findings);
        unify(input, &rules, &mut judged.findings);
        judged.comparisons.sort_by(Comparison::by_place);
        judged.comparisons.dedup();
        waive(self.pack, input.facts, input.now.date(), &mut judged);
        judged
    }
}

/// One application on its way through the rules.
struct Run<'a> {
    input: &'a Input<'a>,
    scope: Scope<'a>,
    failed: BTreeMap<&'a str, Vec<String>>,
    judged: Judged,
}

impl<'a> Run<'a> {
    fn new(input: &'a Input<'a>, index: &'a Index, rules: usize) -> Self {
        // Nearly every rule wants the typed values.
        index.of(input.facts);
        let judged = Judged { checks: Vec::with_capacity(rules), ..Judged::default() };
        Self { input, scope: judge::scope(input, index), failed: BTreeMap::new(), judged }
    }

    fn ask(&mut self, step: &Step<'a>) {
        if step.asks_network && !self.input.online {
            self.judged.checks.push(offline(step.rule));
            return;
        }
        let result = judge::rule(self.input, &self.scope, step.rule, &self.failed);
        if result.check.outcome == Outcome::Fail {
            let places = result.findings.iter().filter_map(|finding| finding.field.clone());
            self.failed.insert(&step.rule.id, places.collect());
        }
        self.judged.checks.push(result.check);
        self.judged.findings.extend(result.findings);
        self.judged.comparisons.extend(result.comparisons);
    }
}

/// Who must be asked for these rules.
pub fn origins(pack: &Pack, rules: &[&Rule]) -> BTreeSet<Origin> {
    rules.iter().flat_map(|rule| origins_of(pack, rule)).collect()
}

/// Why a rule about the network was not asked.
pub const OFFLINE: &str = "asks the network: run with --online";

fn offline(rule: &Rule) -> CheckOutcome {
    let reason = Some(Cow::Borrowed(OFFLINE));
    CheckOutcome { rule: Arc::clone(&rule.id), outcome: Outcome::Skipped, reason }
}

fn origins_of(pack: &Pack, rule: &Rule) -> BTreeSet<Origin> {
    let mut origins = BTreeSet::new();
    for condition in rule.conditions() {
        let is_each = rule.each.as_ref().is_some_and(|each| std::ptr::eq(each, condition));
        // In `each` nothing is bound to `it` yet.
        let names = || if is_each { pack.names(None) } else { pack.names_of(rule) };
        if let Ok(expression) = condition.expression(names) {
            origins.extend(&expression.origins);
        }
    }
    origins
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
