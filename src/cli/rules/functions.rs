//! `preflight rules functions`

use super::format::ListFormat;
use super::refuse;
use crate::cli::{Status, output};
use crate::fact::nearest;
use crate::reference::functions;

/// List functions.
#[derive(clap::Args)]
pub struct Args {
    /// Only this one
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Lists the functions.
pub fn run(args: &Args) -> Status {
    let all = functions::entries();
    let wanted: Vec<_> =
        all.iter().filter(|entry| args.name.as_ref().is_none_or(|name| entry.name == name)).cloned().collect();
    if let Some(name) = args.name.as_deref().filter(|_| wanted.is_empty()) {
        let near = nearest(name, all.iter().map(|entry| entry.name)).map(|near| format!("; did you mean `{near}`?"));
        let message = format!("there is no function `{name}`{}", near.unwrap_or_default());
        return refuse(&message, "`preflight rules functions` lists them all");
    }
    output::out(&match args.format {
        ListFormat::Human => functions::human(&wanted),
        ListFormat::Json => format!("{}\n", functions::json(&wanted)),
        ListFormat::Markdown => functions::markdown(&wanted, args.name.is_none()),
    });
    Status::Clean
}
