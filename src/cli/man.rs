//! `preflight man`: manual pages.

use std::path::{Path, PathBuf};

use clap_mangen::Man;

use super::{Status, output};
use crate::report::printable;

/// Write manual pages.
#[derive(clap::Args)]
pub struct Args {
    /// Where one page for each command is written [default: the main page goes to standard output]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Writes the pages.
pub fn run(args: &Args) -> Status {
    let command = named(super::command());
    let done = match &args.folder {
        None => page(&command).map(|page| output::out(&page)),
        Some(folder) => std::fs::create_dir_all(folder).and_then(|()| all(&command, folder)),
    };
    match done {
        Ok(()) => Status::Clean,
        Err(error) => {
            let folder = args.folder.as_ref().map_or(String::new(), |folder| folder.display().to_string());
            output::note(&format!(
                "error: the pages cannot be written to {}: {error}\n  help: check the folder and your rights",
                printable(&folder)
            ));
            Status::Unusable
        }
    }
}

/// The command with the whole name of each command below it, as its page is called: `preflight-rules-list`.
fn named(mut command: clap::Command) -> clap::Command {
    command = command.disable_help_subcommand(true);
    command.build();
    command
}

fn page(command: &clap::Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn all(command: &clap::Command, folder: &Path) -> std::io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    output::write_atomically(&folder.join(format!("{name}.1")), &page(command)?)?;
    command.get_subcommands().filter(|below| !below.is_hide_set()).try_for_each(|below| all(below, folder))
}
