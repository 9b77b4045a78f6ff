//! `preflight rules`

mod explain;
mod format;
mod functions;
mod guide;
mod lint;
mod list;
mod new;
mod schema;
mod test;

use super::Status;
use super::input;
use super::options::{Color, Selection};
use super::output;
use crate::report::printable;
use crate::rule::{Pack, Rule};

/// Work with rules.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Show the page of a rule or of a problem
    Explain(explain::Args),
    /// List the rules
    List(list::Args),
    /// Run the tests that the rules carry
    Test(test::Args),
    /// Find what a pack that loads still does wrong
    Lint(lint::Args),
    /// Print the JSON Schema of a file, for editors, or its reference
    Schema(schema::Args),
    /// List the functions that conditions may call
    Functions(functions::Args),
    /// Write a new pack, or a new rule into one
    New(new::Args),
}

/// Runs a command on rules.
pub fn run(command: &Command) -> Status {
    match command {
        Command::Explain(args) => explain::run(args),
        Command::List(args) => list::run(args),
        Command::Test(args) => test::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Functions(args) => functions::run(args),
        Command::New(args) => new::run(args),
    }
}

/// The pack that the options name.
fn pack(selection: &Selection, json: bool, color: Color) -> Option<Pack> {
    input::pack(selection, json, color)
}

/// The rules of it that the options name; where they name none, that is told.
fn picked<'a>(selection: &Selection, pack: &'a Pack) -> Option<Vec<&'a Rule>> {
    selection.pick(pack).map_err(|message| refuse(&message, "`preflight rules list` shows them all")).ok()
}

/// Says why a command cannot be used, and what to do.
fn refuse(message: &str, help: &str) -> Status {
    output::note(&format!("error: {}\n  help: {}", printable(message), printable(help)));
    Status::Unusable
}
