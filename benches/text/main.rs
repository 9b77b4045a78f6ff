//! How often text is judged right, and how fast. `cargo bench --bench text` prints the figures; nothing here fails on a slow machine.
//!
//! - `-- --only accuracy|generated|properties|speed|rules` prints a part: labelled rows, invented names with several
//!   defects, what must hold for any text, the time of names, the time of rules.
//! - `-- --details` prints the cases that are not judged right.
//! - `-- --names FILE` and `-- --fields FILE` judge other labelled rows.
//! - `-- --cases NUMBER` judges so many invented names and texts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod fields;
mod generator;
mod names;
mod properties;
mod random;
mod rows;
mod rules;
mod tally;

use std::path::PathBuf;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let details = arguments.iter().any(|argument| argument == "--details");
    let after = |flag: &str| {
        let index = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(index + 1)
    };
    let only = after("--only");
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    let cases = after("--cases").map(|cases| cases.parse().expect("a number of cases"));
    let labelled = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/labelled");
    let names: Vec<rows::NameRow> = rows::read(&after("--names").map_or(labelled.join("names.jsonl"), PathBuf::from));
    let fields: Vec<rows::FieldRow> =
        rows::read(&after("--fields").map_or(labelled.join("fields.jsonl"), PathBuf::from));
    if wanted("accuracy") {
        names::accuracy(&names, details);
        fields::accuracy(&fields, details);
    }
    if wanted("generated") {
        generator::run(cases, details);
    }
    if wanted("properties") {
        properties::run(cases, details);
    }
    if wanted("speed") {
        names::speed(&names, details);
    }
    if wanted("rules") {
        rules::speed();
    }
}
