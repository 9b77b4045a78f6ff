//! `preflight rules schema`

use clap::ValueEnum;

use super::format::SchemaFormat;
use crate::cli::{Status, output};
use crate::reference;

/// Describe a file.
#[derive(clap::Args)]
pub struct Args {
    /// Of which file
    #[arg(value_enum, value_name = "FILE")]
    file: File,
    /// How the description is written
    #[arg(long, value_enum, default_value_t)]
    format: SchemaFormat,
}

/// Files that are described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum File {
    /// A file of rules.
    Rule,
    /// Any file of a pack.
    Pack,
    /// What a person types.
    Application,
}

/// Prints the description.
pub fn run(args: &Args) -> Status {
    output::out(&match (args.file, args.format) {
        (File::Rule, SchemaFormat::Json) => reference::pretty(&reference::pack::rule()),
        (File::Pack, SchemaFormat::Json) => reference::pretty(&reference::pack::pack()),
        (File::Application, SchemaFormat::Json) => reference::pretty(&reference::application::schema()),
        (File::Rule, SchemaFormat::Markdown) => reference::format::markdown(true),
        (File::Pack, SchemaFormat::Markdown) => reference::format::markdown(false),
        (File::Application, SchemaFormat::Markdown) => reference::facts::markdown(),
    });
    Status::Clean
}
