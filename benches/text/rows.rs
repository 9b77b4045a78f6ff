//! Labelled rows: what was typed, what is right to say of it.

use serde::Deserialize;
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

/// The rows of a JSON Lines file.
pub fn read<T: for<'a> Deserialize<'a>>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let rows = text.lines().filter(|line| !line.trim().is_empty());
    rows.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}
