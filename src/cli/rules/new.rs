//! `preflight rules new`: a pack or a rule to begin with, that loads, passes its tests, and gives lint nothing to say.

mod pack;
mod rule;

use std::path::PathBuf;

use jiff::civil::Date;

use super::refuse;
use crate::cli::{Status, output};
use crate::fact::Moment;
use crate::report::printable;

/// Write something new.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The folder of the new pack; files that exist are left alone
    #[arg(value_name = "DIR", required = true)]
    folder: Option<PathBuf>,
    /// The pack's id [default: the name of the folder]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The pack's name for people [default: the id]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Add a rule to a theme of a pack
    Rule(rule::Args),
}

/// Writes the pack or the rule.
pub fn run(args: &Args) -> Status {
    match (&args.command, &args.folder) {
        (Some(Command::Rule(args)), _) => rule::run(args),
        (None, Some(folder)) => pack::run(folder, args.id.as_deref(), args.title.as_deref()),
        (None, None) => refuse("no folder is named", "write it as `preflight rules new DIR --id my-cloud`"),
    }
}

/// Today's date, as a source is marked with it.
fn today() -> Date {
    Moment::now().date()
}

/// Whether a word may be the id of a rule or a pack, or the name of a theme.
fn is_id(word: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    word.split('-').all(plain)
}

/// Says what was written, and how to go on.
fn written(names: &[String], next: &[String]) -> Status {
    let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
    let next: Vec<String> = next.iter().map(|line| format!("  {}", printable(line))).collect();
    output::note(&format!("written: {}\nnext:\n{}", names.join(", "), next.join("\n")));
    Status::Clean
}
