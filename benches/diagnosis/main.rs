//! How often a message is read right, on labelled rows (`fixtures/messages`, or `--set FILE`), and how fast.

#![allow(clippy::print_stdout, clippy::expect_used)]

use std::collections::BTreeMap;
use std::time::Instant;

use preflight::diagnosis::Reader;
use preflight::rule::Pack;

#[derive(serde::Deserialize)]
struct Row {
    message: String,
    lang: String,
    problem: String,
    #[serde(default)]
    also: Vec<String>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let files = match option("--set") {
        Some(file) => vec![file.into()],
        None => {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/messages");
            std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect()
        }
    };
    let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).expect("the set")).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    let rows: Vec<Row> = lines.map(|line| serde_json::from_str(line).expect("a row")).collect();
    let details = arguments.iter().any(|word| word == "--details");
    let pack = match option("--rules") {
        Some(folder) => Pack::folder(folder.as_ref()).expect("the pack"),
        None => Pack::embedded().expect("the pack"),
    };
    let started = Instant::now();
    let reader = Reader::new(&pack);
    let made = started.elapsed();
    let mut tally: BTreeMap<(&str, &str), (u32, u32)> = BTreeMap::new();
    let started = Instant::now();
    for row in &rows {
        let reading = reader.read(&row.message);
        let named: Vec<String> = reading
            .told
            .iter()
            .map(|told| format!("{} {:.1}", pack.problems.get(told.problem).map_or("", |one| &one.id), told.weight))
            .collect();
        let first = named.first().and_then(|text| text.split(' ').next()).unwrap_or("unknown");
        let right = first == row.problem || row.also.iter().any(|also| also == first);
        let group = if row.problem == "unknown" { "unknown" } else { "problem" };
        for key in [(group, row.lang.as_str()), (group, "all"), ("each", row.problem.as_str())] {
            let count = tally.entry(key).or_default();
            count.0 += u32::from(right);
            count.1 += 1;
        }
        if details && !right {
            println!(
                "{} [{}] {:?}\n     {:?}\n     {:?}",
                row.problem,
                row.lang,
                row.message,
                named,
                reading.told.first().map(|told| &told.signs)
            );
        }
    }
    let spent = started.elapsed();
    for ((group, name), (right, all)) in tally {
        println!("{group:8} {name:24} {right:4} of {all:4}  {:5.1} %", 100.0 * f64::from(right) / f64::from(all));
    }
    println!("vocabulary in {made:?}, {:?} a message", spent / u32::try_from(rows.len()).unwrap_or(1).max(1));
}
