//! From what a person saw and what is known of their application to a documented problem: which one, how sure that is, what
//! speaks for it and against it, and until when to wait.
//!
//! A message is read by the pack's codes, texts and words ([`Reader`]); the application and its journal are judged by the
//! pack's rules, and findings are evidence. Nothing here knows a provider.

mod code;
mod evidence;
mod pasted;
mod progress;
mod slip;
mod symptom;
mod term;
mod vocabulary;
mod wording;

use std::cell::Cell;
use std::collections::BTreeMap;

pub use evidence::Weighed;
pub use progress::State;
pub use symptom::{Reader, Reading, Sign, Told};
pub use term::Term;

use crate::engine::{Input, Judged};
use crate::expr::{Index, Scope};
use crate::fact::{Moment, Record, Value};
use crate::report::Finding;
use crate::rule::{Code, Condition, Pack, Problem, Rule, Step, Template};
use evidence::Found;

/// Most problems that are named.
const MOST: usize = 3;

/// What a message on the command line counts beside what was found: it is what the person asks about.
const ASKED: f64 = 3.0;

/// What a text that stands in the application counts.
const WRITTEN: f64 = 2.0;

/// Evidence for problems that a message does not tell counts half, and never more than this share of what it tells.
const UNTOLD: f64 = 0.5;
const BELOW: f64 = 0.9;

/// Less is no problem worth naming.
const NAMED: f64 = 8.0;

/// A problem whose share is smaller is not worth the reader's time.
const WORTH: f64 = 0.12;

/// A problem that was named.
#[derive(Debug)]
pub struct Named<'a> {
    /// Which.
    pub problem: &'a Problem,
    /// How likely, from 0 to 1.
    pub likelihood: f64,
    /// What a message tells of it.
    pub signs: Vec<Sign<'a>>,
    /// Findings that tell it.
    pub findings: Vec<usize>,
    /// What may be behind it, with the evidence.
    pub causes: Vec<Weighed<'a>>,
    /// When the next thing can be done.
    pub wait: Option<Moment>,
}

/// What is wrong, as far as that can be told.
#[derive(Debug)]
pub struct Diagnosis<'a> {
    /// Problems, the likeliest first.
    pub problems: Vec<Named<'a>>,
    /// Whether there was a message, and whether it is known.
    pub message_known: Option<bool>,
    /// Problems that share some words with a message that is not known.
    pub nearest: Vec<&'a Problem>,
    /// Codes that are documented and tell no problem.
    pub mute: Vec<&'a Code>,
    /// Codes of a known family that are documented nowhere.
    pub unlisted: Vec<String>,
    /// The steps of the activation.
    pub steps: Vec<(&'a Step, State)>,
}

/// Rules that bear on these problems: of a message that tells some, no others need to be asked.
pub fn bearing<'a>(pack: &'a Pack, problems: &[usize]) -> Vec<&'a Rule> {
    let told: Vec<&Problem> = problems.iter().filter_map(|index| pack.problems.get(*index)).collect();
    let bears = |rule: &&Rule| {
        told.iter().any(|problem| {
            let causes = problem.causes.iter().flat_map(|cause| &cause.rules);
            let named = problem.signs.iter().chain(&problem.hints).chain(causes);
            named.into_iter().any(|evidence| evidence.is_rule(&rule.id, &rule.theme))
        })
    };
    pack.rules.iter().filter(bears).collect()
}

/// Names the problem. `reading` is what the message says that is asked about, where there is one.
pub fn diagnose<'a>(
    input: &Input<'a>,
    reader: &Reader<'a>,
    reading: Option<&Reading<'a>>,
    judged: &Judged,
) -> Diagnosis<'a> {
    let pack = input.pack;
    let found = Found::new(&judged.findings, &judged.checks, input.facts);
    let mut told: BTreeMap<usize, (f64, Vec<Sign<'a>>)> = BTreeMap::new();
    let mut tell = |reading: &Reading<'a>, factor: f64| {
        for one in &reading.told {
            let entry = told.entry(one.problem).or_default();
            entry.0 = entry.0.max(one.weight * factor);
            entry.1.extend(one.signs.iter().cloned());
        }
    };
    if let Some(reading) = reading {
        tell(reading, ASKED);
    }
    let written = written(input.facts);
    for text in &written {
        tell(&reader.read(text), WRITTEN);
    }
    let best_told = told.values().map(|(weight, _)| *weight).fold(0.0, f64::max);
    let message_told = reading.is_some_and(|reading| !reading.told.is_empty());
    let mut named: Vec<(f64, Named<'a>)> = Vec::new();
    for (index, problem) in pack.problems.iter().enumerate() {
        let (weight, findings) = found.weigh(problem);
        let (by_words, signs) = told.remove(&index).unwrap_or_default();
        let total = match by_words > 0.0 || !message_told {
            true => by_words + weight,
            false => (weight * UNTOLD).min(best_told * BELOW),
        };
        if total >= NAMED {
            let causes = found.causes(problem);
            let wait = wait(input, problem);
            named.push((total, Named { problem, likelihood: 0.0, signs, findings, causes, wait }));
        }
    }
    named.sort_by(|left, right| right.0.total_cmp(&left.0));
    // The same findings told twice are no second problem.
    let mut used: Vec<usize> = Vec::new();
    named.retain(|(_, one)| {
        let mut findings = one.findings.iter().chain(one.causes.iter().flat_map(|cause| &cause.findings));
        let new = !one.signs.is_empty() || findings.any(|index| !used.contains(index));
        used.extend(one.findings.iter().chain(one.causes.iter().flat_map(|cause| &cause.findings)));
        new
    });
    // A few units stand for what nobody has thought of.
    let sum: f64 = named.iter().map(|(total, _)| total).sum::<f64>() + NAMED;
    let problems = named
        .into_iter()
        .map(|(total, one)| Named { likelihood: total / sum, ..one })
        .filter(|one| one.likelihood >= WORTH)
        .take(MOST)
        .collect();
    Diagnosis {
        problems,
        message_known: reading.map(|_| message_told),
        nearest: reading
            .iter()
            .flat_map(|reading| &reading.nearest)
            .filter_map(|index| pack.problems.get(*index))
            .collect(),
        mute: reading.map_or(Vec::new(), |reading| reading.mute.clone()),
        unlisted: reading.map_or(Vec::new(), |reading| reading.unlisted.clone()),
        steps: progress::steps(pack, input.facts),
    }
}

/// Texts of the portal that stand in the application: the status, and the latest message of the journal.
fn written(facts: &Record) -> Vec<String> {
    let status = facts.get("status").record().and_then(|status| status.text("text"));
    let mut messages: Vec<(Option<Moment>, &str)> = facts
        .get("journal")
        .items()
        .iter()
        .filter_map(Value::record)
        .filter_map(|entry| Some((entry.text("at").and_then(Moment::parse), entry.text("message")?)))
        .collect();
    messages.sort_by_key(|(at, _)| at.map(|at| at.at));
    status.into_iter().chain(messages.last().map(|(_, text)| *text)).map(str::to_owned).collect()
}

/// The latest of a problem's times that is still to come.
fn wait(input: &Input<'_>, problem: &Problem) -> Option<Moment> {
    let times = problem.waits.iter().filter_map(|condition| match eval(input, condition)? {
        Value::Text(text) => Moment::parse(text.expose()),
        _ => None,
    });
    times.max_by_key(|time| time.at)
}

/// A sentence of a problem with its placeholders filled; they are the pack's own figures.
pub fn sentence(input: &Input<'_>, template: &Template) -> String {
    let pieces = template.fill(|condition| {
        let value = eval(input, condition)?;
        let text = crate::engine::plain(&value)?;
        Some((crate::fact::Private::new(text), crate::fact::Sensitivity::Public))
    });
    crate::report::Shown::new(true).sentence(&pieces)
}

fn eval(input: &Input<'_>, condition: &Condition) -> Option<Value> {
    let expression = condition.expression(|| input.pack.names(None)).ok()?;
    let scope = Scope {
        facts: input.facts,
        pack: input.pack.data.on(input.now.date()),
        portals: &input.pack.portals,
        it: None,
        now: input.now,
        today: input.now.date(),
        memo: input.memo,
        index: &Index::default(),
        steps: Cell::new(0),
    };
    expression.eval(&scope).ok()
}

/// The findings behind a named problem, its causes' among them, without repetition.
pub fn findings_of<'f>(named: &Named<'_>, findings: &'f [Finding]) -> Vec<&'f Finding> {
    let mut indexes: Vec<usize> = named.findings.clone();
    for index in named.causes.iter().flat_map(|cause| &cause.findings) {
        if !indexes.contains(index) {
            indexes.push(*index);
        }
    }
    indexes.into_iter().filter_map(|index| findings.get(index)).collect()
}
