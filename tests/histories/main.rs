//! Histories with a known cause, made at random: the cause comes first, and the time to go on is right to the second.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod cause;
mod history;
mod random;

use std::path::Path;
use std::sync::Arc;

use history::History;
use preflight::diagnosis::{Reader, diagnose};
use preflight::engine::{Input, judge};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Moment, Strictness, build};
use preflight::probe::{self, Sources};
use preflight::rule::{Pack, Rule};
use preflight::source::Source;

/// How many are made; `HISTORIES=2000 cargo test --test histories` makes more.
const MADE: u64 = 210;

#[test]
fn the_cause_comes_first_and_the_time_is_right() {
    let pack = Pack::embedded().unwrap();
    let rules: Vec<&Rule> = pack.rules.iter().collect();
    let reader = Reader::new(&pack);
    let made = std::env::var("HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(MADE);
    let (mut causes, mut waits, mut wrong) = (0, 0, Vec::new());
    for seed in 0..made {
        let make = cause::ALL[usize::try_from(seed).unwrap() % cause::ALL.len()];
        let mut history = History::new(seed);
        let known = make(&mut history);
        let text = history.text();
        let source = Arc::new(Source::new("application.toml", text.clone()));
        let (node, faults) = source.parse();
        let built = build(&node, &ROOT, &source, Strictness::File);
        assert!(faults.is_empty() && built.faults.is_empty(), "{text}\n{faults:?} {:?}", built.faults);
        let now = Moment { at: history.clock, offset: history.offset };
        let origins = preflight::engine::origins(&pack, &rules)
            .into_iter()
            .filter(|origin| *origin != preflight::fact::Origin::Network)
            .collect();
        let plan = probe::network_plan(&pack.network, &pack.portals, &built.record, probe::Wishes::default());
        let sources = Sources {
            folder: Path::new(""),
            network: &plan,
            steps: &|_| {},
            password: None,
            today: now.date(),
            progress: &|_, _| {},
        };
        let facts = probe::gather(&built.record, &origins, &sources);
        let memo = Memo::default();
        let input = Input { pack: &pack, facts: &facts, now, online: false, memo: &memo };
        let judged = judge(&input, &rules);
        let diagnosis = diagnose(&input, &reader, None, &judged);
        let first = diagnosis.problems.first();
        let problem = first.map_or("none", |first| &*first.problem.id);
        let cause = first.and_then(|first| first.causes.first()).map_or("none", |weighed| &*weighed.cause.id);
        let wait = first.and_then(|first| first.wait).map(|wait| wait.at);
        let right = problem == known.problem && cause == known.cause;
        causes += u64::from(right);
        waits += u64::from(wait == known.wait);
        if !right || wait != known.wait {
            wrong.push(format!("seed {seed}: {known:?}, told {problem} {cause} {wait:?} at {}\n{text}", now.rfc3339()));
        }
    }
    println!("{causes} of {made} causes first, {waits} of {made} times right");
    let shown: Vec<&String> = wrong.iter().take(8).collect();
    assert!(causes * 100 >= made * 98 && waits == made, "{causes} causes, {waits} times of {made}\n{shown:#?}");
}
