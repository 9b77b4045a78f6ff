//! Labelled rows: what was typed, what is right to say of it.

use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// A name as typed and as printed, with the right judgement.
#[derive(Debug, Deserialize)]
pub struct NameRow {
    pub id: String,
    pub typed: String,
    pub document: String,
    pub zone: String,
    pub relation: String,
    pub verdict: String,
    pub fix: Option<String>,
    pub at: Option<Vec<usize>>,
    pub locale: Option<String>,
}

/// A value of one field, with the defects that are to be found and the fix.
#[derive(Debug, Deserialize)]
pub struct FieldRow {
    pub id: String,
    pub field: String,
    pub value: String,
    pub expect: Vec<String>,
    /// Defects that may be named of a value without one.
    #[serde(default)]
    pub allow: Vec<String>,
    pub fix: Option<String>,
    /// `warn` where the defect is no error.
    pub severity: Option<String>,
    pub country: Option<String>,
    pub doctype: Option<String>,
    /// The number as the document prints it.
    pub document: Option<String>,
    /// Of a date: `birth`, `issue` or `expiry`.
    pub role: Option<String>,
    pub today: Option<String>,
    /// Of a password: what else was typed.
    #[serde(default)]
    pub context: HashMap<String, String>,
}

/// The rows of a JSON Lines file.
pub fn read<T: for<'a> Deserialize<'a>>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let rows = text.lines().filter(|line| !line.trim().is_empty());
    rows.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}
