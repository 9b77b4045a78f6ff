//! How many applications a second are judged. `cargo bench --bench many` prints the figures; nothing here fails on a slow machine.
//!
//! - `-- --only parts|rules|rate|memory` prints a part: the time of each step on one thread, the dearest ten rules, the rate of the
//!   binary on one and on two threads, its peak memory over 10,000 and over a million lines.
//! - `-- --lines NUMBER` judges so many lines for the rate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod applications;
mod binary;
mod library;

/// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |flag: &str| {
        let index = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(index + 1)
    };
    let only = after("--only");
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    let lines = after("--lines").map_or(40_000, |lines| lines.parse().expect("a number of lines"));
    if wanted("parts") {
        library::parts();
    }
    if wanted("rules") {
        library::rules();
    }
    if wanted("rate") {
        binary::rate(lines);
    }
    if wanted("memory") {
        binary::memory();
    }
}
