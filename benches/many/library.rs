//! Where the time goes within one application, on one thread.

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use preflight::engine::{self, Input, Plan};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Built, Record, Strictness, build};
use preflight::report::{Report, Shown, json_line};
use preflight::rule::{Pack, Rule};
use preflight::source::Source;

use crate::applications;

const TODAY: Date = date(2026, 11, 22);
/// Applications that are looked at.
const CASES: usize = 2_000;
/// Rounds of which the best counts.
const ROUNDS: usize = 20;

/// The time of each step.
pub fn parts() {
    let pack = Pack::embedded().expect("the pack");
    let rules: Vec<&Rule> = pack.rules.iter().collect();
    let plan = Plan::new(&pack, &rules);
    let texts: Vec<String> = (0..CASES).map(applications::line).collect();
    let mut times = [f64::INFINITY; 5];
    let mut bytes = 0;
    // The first round makes conditions ready, and what something else disturbed does not count.
    for _ in 0..5 {
        let mut round = [0.0f64; 5];
        bytes = 0;
        for text in &texts {
            let start = Instant::now();
            let source = Arc::new(Source::json_line("a.jsonl", text.clone(), 1, 0));
            let (node, _) = source.parse();
            let parsed = start.elapsed();
            let Built { mut record, places, .. } = build(&node, &ROOT, &source, Strictness::File);
            record.set("today", preflight::fact::Value::Date(TODAY));
            let built = start.elapsed();
            let judged = judge(&plan, &pack, &record);
            let done = start.elapsed();
            let report = Report::new(&pack, TODAY, &record, &places, judged);
            let mut shown = Shown::new(false);
            if !report.findings.is_empty() {
                shown.number(&record);
            }
            let answer = json_line(&report, &mut shown);
            let written = start.elapsed();
            bytes += black_box(answer).len();
            for (time, (from, to)) in round.iter_mut().zip([
                (Duration::ZERO, parsed),
                (parsed, built),
                (built, done),
                (done, written),
                (Duration::ZERO, written),
            ]) {
                *time += (to - from).as_secs_f64() * 1e6 / CASES as f64;
            }
        }
        times.iter_mut().zip(round).for_each(|(least, time)| *least = least.min(time));
    }
    println!(
        "one application of {} bytes, one thread, {} rules",
        texts.iter().map(String::len).sum::<usize>() / CASES,
        rules.len()
    );
    for (name, time) in
        ["read JSON", "hold it against the schema", "judge", "write the report", "all"].iter().zip(times)
    {
        println!("  {name:28} {time:7.1} µs");
    }
    println!("  a report has {} bytes", bytes / CASES);
}

/// The dearest rules, as they run among the others.
pub fn rules() {
    let pack = Pack::embedded().expect("the pack");
    let all: Vec<&Rule> = pack.rules.iter().collect();
    let plan = Plan::new(&pack, &all);
    let records: Vec<Record> = (0..200).map(|case| record(&applications::line(case))).collect();
    // The least of several rounds is the one that nothing else disturbed.
    let mut times: HashMap<String, f64> = HashMap::new();
    for _ in 0..ROUNDS {
        let mut round: HashMap<String, f64> = HashMap::new();
        for facts in &records {
            let memo = Memo::default();
            let input = Input { pack: &pack, facts, now: TODAY.into(), online: false, memo: &memo };
            let mut told = |rule: &Rule, time: Duration| {
                *round.entry(rule.id.to_string()).or_default() += time.as_secs_f64() * 1e6 / records.len() as f64;
            };
            black_box(plan.timed(&input, &mut told));
        }
        for (id, time) in round {
            times.entry(id).and_modify(|least| *least = least.min(time)).or_insert(time);
        }
    }
    let mut times: Vec<(String, f64)> = times.into_iter().collect();
    times.sort_by(|a, b| b.1.total_cmp(&a.1));
    println!("the dearest ten of {} rules on typical applications", times.len());
    for (id, time) in times.iter().take(10) {
        println!("  {id:28} {time:7.2} µs");
    }
    println!("  all rules together           {:7.1} µs", times.iter().map(|(_, time)| time).sum::<f64>());
}

fn judge(plan: &Plan<'_>, pack: &Pack, facts: &Record) -> engine::Judged {
    plan.judge(&Input { pack, facts, now: TODAY.into(), online: false, memo: &Memo::default() })
}

fn record(text: &str) -> Record {
    let source = Arc::new(Source::json_line("a.jsonl", text.to_owned(), 1, 0));
    let (node, faults) = source.parse();
    assert!(faults.is_empty(), "{faults:?}");
    let built = build(&node, &ROOT, &source, Strictness::File);
    assert!(built.faults.is_empty(), "{:?}", built.faults);
    let mut record = built.record;
    record.set("today", preflight::fact::Value::Date(TODAY));
    record
}
