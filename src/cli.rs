//! The command line: arguments in, exit status out; nothing is judged here.

mod check;
mod completions;
mod diagnose;
mod document;
mod facts;
mod fixing;
mod held;
mod init;
mod input;
mod journal;
mod man;
mod many;
mod network;
mod options;
mod outlets;
mod output;
mod pictures;
mod progress;
mod rules;
mod test;
mod unchecked;
mod wishes;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Exit statuses, stable for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing at the fail level.
    Clean,
    /// Findings at the fail level.
    Findings,
    /// The command, a file or the rules cannot be used.
    Unusable,
    /// Nothing could be judged.
    NothingJudged,
}

impl Status {
    fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Unusable => 2,
            Self::NothingJudged => 3,
        }
    }

    /// The status of several files: 2 over 1 over 3 over 0.
    pub fn worse(self, other: Self) -> Self {
        let rank = |status| match status {
            Self::Unusable => 3,
            Self::Findings => 2,
            Self::NothingJudged => 1,
            Self::Clean => 0,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

/// Checks what you are about to type and upload before you register, and says what to type instead.
#[derive(Parser)]
#[command(name = NAME, version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Judge application files: what the portal would refuse, where, why, and what to type instead
    Check(check::Args),
    /// Say why it failed: which documented problem a message is, with the evidence, what to do, when, and what not to do
    Diagnose(diagnose::Args),
    /// Judge photos and scans of documents alone, and show where the trouble is
    Document(document::Args),
    /// Find out what is wrong with the way to the portal
    Network(network::Args),
    /// Write down everything that is known of an application, for judging it later with `check --facts`
    Facts(facts::Args),
    /// List and explain the rules, run their own tests, look through a pack, and write new ones
    #[command(subcommand)]
    Rules(rules::Command),
    /// Hold the applications of a folder against the findings that are expected of them
    Test(test::Args),
    /// Write down what happened and when, for `diagnose`
    #[command(subcommand)]
    Journal(journal::Command),
    /// Write a commented application file to fill in
    Init(init::Args),
    /// Print a script with which a shell completes commands and options
    Completions(completions::Args),
    /// Print the manual page, or write one for each command into a folder
    Man(man::Args),
}

/// The name of the command.
const NAME: &str = "preflight";

/// The whole command line, for what describes it.
fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not mistakes.
            let status = if error.use_stderr() { Status::Unusable } else { Status::Clean };
            // Nobody is left to tell where the terminal is gone.
            let _ = error.print();
            return status.code().into();
        }
    };
    let status = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Diagnose(args) => diagnose::run(&args),
        Command::Document(args) => document::run(&args),
        Command::Network(args) => network::run(&args),
        Command::Facts(args) => facts::run(&args),
        Command::Rules(command) => rules::run(&command),
        Command::Test(args) => test::run(&args),
        Command::Journal(command) => journal::run(&command),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    let status = if output::lost() { Status::Unusable } else { status };
    ExitCode::from(status.code())
}
