//! `preflight rules test`

use std::fmt::Write;

use colored::Colorize;

use super::{pack, picked};
use crate::cli::options::{Color, Selection};
use crate::cli::{Status, output};
use crate::rule::test::{self, TestOutcome};

/// Test rules.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Runs the tests of the rules.
pub fn run(args: &Args) -> Status {
    let Some(pack) = pack(&args.selection, false, args.color) else { return Status::Unusable };
    let Some(rules) = picked(&args.selection, &pack) else { return Status::Unusable };
    output::style(args.color);
    let outcomes = test::run(&pack, &rules);
    let failed: Vec<&TestOutcome> = outcomes.iter().filter(|outcome| outcome.result.is_err()).collect();
    let mut out = String::new();
    for outcome in &failed {
        let message = outcome.result.as_ref().err().map_or("", String::as_str);
        let _ =
            writeln!(out, "{} {} ({}:{}): {message}", "FAILED".red().bold(), outcome.rule, outcome.file, outcome.line);
    }
    let _ = writeln!(out, "{} rules, {} tests, {} failed", rules.len(), outcomes.len(), failed.len());
    output::out(&out);
    if failed.is_empty() { Status::Clean } else { Status::Findings }
}
