//! How often names are judged right, and how fast.

use super::rows::NameRow;
use preflight::text::name::{Comparer, Comparison, Zone};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long each speed is measured.
const MEASURE: Duration = Duration::from_millis(700);

fn zone(row: &NameRow) -> Zone {
    if row.zone == "mrz" { Zone::Mrz } else { Zone::Viz }
}

fn judge(comparer: &mut Comparer, row: &NameRow) -> Comparison {
    comparer.compare(&row.typed, &row.document, zone(row), row.locale.as_deref())
}

/// Prints how many rows are right, and each that is not.
pub fn accuracy(rows: &[NameRow], details: bool) {
    let mut comparer = Comparer::default();
    let (mut verdicts, mut relations, mut fixes, mut fixable, mut places, mut placed, mut missed) =
        (0, 0, 0, 0, 0, 0, 0);
    for row in rows {
        let found = judge(&mut comparer, row);
        let verdict = found.verdict.as_str() == row.verdict && found.certain;
        let relation = found.relations().any(|relation| relation.as_str() == row.relation);
        verdicts += usize::from(verdict);
        relations += usize::from(relation);
        missed += usize::from(row.verdict != "ok" && found.verdict.as_str() == "ok");
        let mut wrong = !verdict || !relation;
        if row.verdict == "fixable" {
            fixable += 1;
            let right = found.fix == row.fix;
            fixes += usize::from(right);
            wrong |= !right;
        }
        if let Some(at) = &row.at {
            placed += 1;
            let right = found.at().as_slice() == at.as_slice();
            places += usize::from(right);
            wrong |= !right;
        }
        if wrong && details {
            println!(
                "  {} {:?} | {:?} {}: {} {} {:?}, found {} {:?} {:?}{}",
                row.id,
                row.typed,
                row.document,
                row.zone,
                row.verdict,
                row.relation,
                row.at,
                found.verdict.as_str(),
                found.relations().map(|relation| relation.as_str()).collect::<Vec<_>>(),
                found.at().as_slice(),
                if found.certain { "" } else { ", not certain" },
            );
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!("names, {} rows", rows.len());
    println!("  verdict              {:8.2} %", share(verdicts, rows.len()));
    println!("  relation             {:8.2} %", share(relations, rows.len()));
    println!("  exact fix            {:8.2} % of {fixable}", share(fixes, fixable));
    println!("  positions            {:8.2} % of {placed}", share(places, placed));
    println!("  defects called ok    {missed:8}");
}

/// Prints how many names a second are explained, and how long Jaro-Winkler takes for the same pairs.
pub fn speed(rows: &[NameRow], by_relation: bool) {
    let differ: Vec<&NameRow> = rows.iter().filter(|row| row.typed != row.document).collect();
    let ascii: Vec<&NameRow> =
        differ.iter().copied().filter(|row| row.typed.is_ascii() && row.document.is_ascii()).collect();
    let other: Vec<&NameRow> =
        differ.iter().copied().filter(|row| !row.typed.is_ascii() || !row.document.is_ascii()).collect();
    println!("speed, equal pairs left out");
    for (what, rows) in [("ASCII names", &ascii), ("any script", &differ), ("not ASCII", &other)] {
        let explained = rate(rows, explain);
        let scored = rate(rows, |_, row| {
            black_box(rapidfuzz::distance::jaro_winkler::similarity(row.typed.chars(), row.document.chars()));
        });
        println!(
            "  {what:20} {:8.0} k/s, {:6.3} µs; plain Jaro-Winkler {:6.3} µs; ratio {:.1}",
            1e3 / explained,
            explained,
            scored,
            explained / scored
        );
    }
    if by_relation {
        let mut relations: Vec<&str> = differ.iter().map(|row| row.relation.as_str()).collect();
        relations.sort_unstable();
        relations.dedup();
        for relation in relations {
            for zone in ["viz", "mrz"] {
                let of = |rows: &[&NameRow]| {
                    let rows: Vec<&NameRow> =
                        rows.iter().copied().filter(|row| row.relation == relation && row.zone == zone).collect();
                    if rows.is_empty() { 0.0 } else { rate(&rows, explain) }
                };
                println!("    {relation:25} {zone} ASCII {:7.3} µs, other {:7.3} µs", of(&ascii), of(&other));
            }
        }
    }
}

/// The whole answer: relation, verdict, places, fix.
fn explain(comparer: &mut Comparer, row: &NameRow) {
    let found = judge(comparer, row);
    black_box(found.at());
    black_box(&found);
}

/// Microseconds for one row.
fn rate(rows: &[&NameRow], mut job: impl FnMut(&mut Comparer, &NameRow)) -> f64 {
    let mut comparer = Comparer::default();
    rows.iter().for_each(|row| job(&mut comparer, row));
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < MEASURE {
        for row in rows {
            job(&mut comparer, row);
        }
        count += rows.len();
    }
    start.elapsed().as_secs_f64() * 1e6 / count.max(1) as f64
}
