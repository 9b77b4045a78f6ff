//! How often machine-readable lines are read right.

use crate::generator::specimen::{self, Case};
use preflight::image::{self, Options};
use preflight::text::mrz::{self, Field};
use serde_json::Value;
use std::path::Path;

/// Long side of generated pictures.
const LONG_SIDE: usize = 1800;

/// A picture and the lines in it; none where it shows no zone.
pub struct Sample {
    name: String,
    picture: Vec<u8>,
    lines: Vec<String>,
}

/// Clean pictures of the specimen program, which the networks did not learn from.
pub fn generated(count: u64, each: &mut dyn FnMut(Sample)) {
    for seed in 2_000_000..2_000_000 + count * 20 {
        let made = specimen::render(&Case { seed, defect: None, long_side: Some(LONG_SIDE) }).expect("a picture");
        each(Sample { name: format!("seed {seed}"), picture: made.jpeg, lines: made.truth.mrz });
    }
}

/// The pictures that the `truth.jsonl` of a folder names; a line has `file` and `mrz`, a list of lines that is absent or empty where
/// there are none.
pub fn of_folder(folder: &str, each: &mut dyn FnMut(Sample)) {
    let folder = Path::new(folder);
    let truth = std::fs::read_to_string(folder.join("truth.jsonl")).expect("truth.jsonl");
    for line in truth.lines() {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let name = line["file"].as_str().expect("file").to_owned();
        let lines = line["mrz"].as_array().into_iter().flatten().filter_map(Value::as_str);
        each(Sample {
            picture: std::fs::read(folder.join(&name)).expect("a picture"),
            lines: lines.map(str::to_owned).collect(),
            name,
        });
    }
}

/// Number, birth and expiry.
fn told(lines: &[String]) -> Option<[String; 3]> {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let zone = mrz::parse(&lines).ok()?;
    let held = [Field::Number, Field::Birth, Field::Expiry].map(|field| zone.place(field));
    Some(held.map(|place| lines[place.line][place.from..place.to].to_owned()))
}

/// Counts over many pictures.
#[derive(Default)]
pub struct Score {
    documents: usize,
    exact: usize,
    lines: usize,
    exact_lines: usize,
    characters: usize,
    wrong: usize,
    silent: usize,
    valid_but_wrong: usize,
    valid_but_another: usize,
    without: usize,
    claimed: usize,
}

impl Score {
    pub fn add(&mut self, sample: &Sample, details: bool) {
        let zone = image::inspect(&sample.picture, &sample.name, &Options::default()).zone;
        if sample.lines.is_empty() {
            self.without += 1;
            self.claimed += usize::from(zone.is_some());
            if details && zone.is_some() {
                println!("  {}: said to have a zone", sample.name);
            }
            return;
        }
        let read = zone.filter(|zone| zone.illegible.is_none()).map(|zone| zone.text);
        let lines: Vec<String> = read.iter().flat_map(|text| &text.lines).map(|line| line.to_string()).collect();
        let right = lines == sample.lines;
        self.documents += 1;
        self.exact += usize::from(right);
        self.silent += usize::from(read.is_none());
        let is_valid = read.as_ref().is_some_and(|text| text.valid);
        self.valid_but_wrong += usize::from(is_valid && !right);
        self.valid_but_another += usize::from(is_valid && told(&lines) != told(&sample.lines));
        for (index, line) in sample.lines.iter().enumerate() {
            let found = lines.get(index).map_or("", String::as_str);
            self.lines += 1;
            self.exact_lines += usize::from(found == line);
            self.characters += line.len();
            let shown = found.bytes().map(Some).chain(std::iter::repeat(None));
            self.wrong += line.bytes().zip(shown).filter(|(letter, shown)| Some(*letter) != *shown).count();
        }
        if details && !right {
            println!("  {}: {lines:?}, where there is {:?}", sample.name, sample.lines);
        }
    }

    pub fn print(&self) {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        println!(
            "machine-readable zones: {} of {} documents exact ({:.1} %), {:.1} % of lines, {:.2} % of characters wrong, {} not read, \
             {} with every check digit right though not exact, {} of them in number, birth or expiry; \
             {} of {} pictures without one said to have one",
            self.exact,
            self.documents,
            share(self.exact, self.documents),
            share(self.exact_lines, self.lines),
            share(self.wrong, self.characters),
            self.silent,
            self.valid_but_wrong,
            self.valid_but_another,
            self.claimed,
            self.without
        );
    }
}
