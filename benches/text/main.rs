//! How often text is judged right, and how fast. `cargo bench --bench text` prints the figures; nothing here fails on a slow machine.
//!
//! `cargo bench --bench text -- --names FILE --details` judges other labelled rows and prints each that is not judged right;
//! `--only accuracy|speed|rules` prints a part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod names;
mod rows;
mod rules;

use std::path::PathBuf;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let after = |flag: &str| {
        let index = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(index + 1).map(PathBuf::from)
    };
    let labelled = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/labelled");
    let names: Vec<rows::NameRow> = rows::read(&after("--names").unwrap_or(labelled.join("names.jsonl")));
    let only = after("--only");
    let wanted = |part: &str| only.as_ref().is_none_or(|only| only.as_os_str() == part);
    if wanted("accuracy") {
        names::accuracy(&names, has("--details"));
    }
    if wanted("speed") {
        names::speed(&names, has("--details"));
    }
    if wanted("rules") {
        rules::speed();
    }
}
