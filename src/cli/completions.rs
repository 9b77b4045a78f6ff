//! `preflight completions`: what a shell needs to complete commands and options.

use clap_complete::Shell;

use super::{Status, output};

/// Write a completion script.
#[derive(clap::Args)]
pub struct Args {
    /// For which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Writes the script of a shell.
pub fn run(args: &Args) -> Status {
    let mut command = super::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, super::NAME, &mut script);
    output::out(&String::from_utf8_lossy(&script));
    Status::Clean
}
