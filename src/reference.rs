//! References that are made of the declarations: JSON Schemas, and pages on facts, functions, the format of packs and rules.

pub mod application;
pub mod facts;
pub mod format;
pub mod functions;
pub mod markdown;
pub mod pack;
pub mod rules;

/// The dialect of every schema.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema as it is written into a file.
pub fn pretty(schema: &serde_json::Value) -> String {
    format!("{schema:#}\n")
}

/// The first line of a page that is not written by hand.
fn made_by(command: &str) -> String {
    format!("<!-- Made by `preflight {command}`; changes are overwritten. -->\n\n")
}
