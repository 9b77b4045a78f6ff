//! How answers about rules are written.

use clap::ValueEnum;

/// Lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    #[default]
    Human,
    /// For programs: one object.
    Json,
    /// A page for documentation.
    Markdown,
}

/// Pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For a terminal.
    #[default]
    Human,
    /// A page for documentation.
    Markdown,
}

/// Descriptions of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    /// JSON Schema 2020-12.
    #[default]
    Json,
    /// A page for documentation.
    Markdown,
}
