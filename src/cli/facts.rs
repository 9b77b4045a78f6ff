//! `preflight facts`

use std::path::PathBuf;

use super::Status;
use super::input::{self, Asked, DEFAULT_FILE};
use super::options::{Clock, Color, Selection};
use super::output;
use super::wishes::NetworkOptions;
use crate::fact::SaveHead;
use crate::fact::save;
use crate::report::printable;

/// Write facts down.
#[derive(clap::Args)]
pub struct Args {
    /// The application file; `-` is standard input [default: application.toml]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    clock: Clock,
    /// Also ask the network
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    network: NetworkOptions,
    /// Write your own values instead of tokens
    #[arg(long)]
    show_values: bool,
    /// When colours are used in messages
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Gathers what the selected rules need and writes it to standard output.
pub fn run(args: &Args) -> Status {
    let Some(pack) = input::pack(&args.selection, false, args.color) else { return Status::Unusable };
    let rules = match args.selection.pick(&pack) {
        Ok(rules) => rules,
        Err(message) => {
            output::note(&format!("error: {}", crate::report::printable(&message)));
            return Status::Unusable;
        }
    };
    let file = args.file.clone().unwrap_or_else(|| DEFAULT_FILE.into());
    let application = match input::read(&file) {
        Ok(application) => application,
        Err(refusal) => {
            refusal.tell(args.show_values, args.color);
            return Status::Unusable;
        }
    };
    let today = args.clock.moment().date();
    let wishes = match args.network.wishes(None) {
        Ok(wishes) => wishes,
        Err((what, message, help)) => {
            output::note(&format!("error: {}: {}\n  help: {help}", printable(&what), printable(&message)));
            return Status::Unusable;
        }
    };
    let asked = Asked { online: args.online, password: None, wishes };
    let facts = input::gather(&application, &pack, &rules, &asked, today);
    let head =
        SaveHead { pack: &format!("{} {}", pack.id, pack.version), today: &today.to_string(), online: args.online };
    let saved = save(&facts, &application.places, &head, args.show_values);
    match serde_json::to_string_pretty(&saved) {
        Ok(text) => {
            output::out(&format!("{}\n", crate::report::spelled(&text)));
            Status::Clean
        }
        Err(error) => {
            output::note(&format!("error: the facts could not be written: {error}"));
            Status::Unusable
        }
    }
}
