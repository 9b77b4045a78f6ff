//! How often pictures are judged right, and how fast. `cargo bench --bench images` prints the figures; nothing here fails on
//! a slow machine.
//!
//! - `-- --only accuracy|reading|holding|speed` prints a part.
//! - `-- --count NUMBER` makes so many pictures of each defect and strength, and twenty times as many clean ones.
//! - `-- --set FOLDER` judges the pictures of a folder with a `truth.jsonl` instead of generated ones.
//! - `-- --details` prints what was judged wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../../examples/make_specimens"]
#[allow(dead_code, unused_imports, reason = "the specimen program uses the rest")]
mod generator {
    pub mod specimen;
}
mod holding;
mod judge;
mod reading;
mod sample;
mod speed;
mod tally;

use judge::Judge;
use tally::Tally;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let details = arguments.iter().any(|argument| argument == "--details");
    let after = |flag: &str| {
        let index = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(index + 1)
    };
    let only = after("--only");
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    let count = after("--count").map_or(10, |count| count.parse().expect("a number of pictures"));
    if wanted("accuracy") {
        let judge = Judge::new();
        let mut tally = Tally::default();
        match after("--set") {
            Some(folder) => sample::of_folder(folder, &mut |sample| tally.add(&judge, &sample, details)),
            None => sample::generated(count, &mut |sample| tally.add(&judge, &sample, details)),
        }
        tally.print();
    }
    if wanted("reading") {
        let mut score = reading::Score::default();
        match after("--set") {
            Some(folder) => reading::of_folder(folder, &mut |sample| score.add(&sample, details)),
            None => reading::generated(count, &mut |sample| score.add(&sample, details)),
        }
        score.print();
    }
    if wanted("holding") {
        holding::print(&Judge::new(), count as usize * 20, details);
    }
    if wanted("speed") {
        speed::print();
    }
}
