//! Two texts line by line, as a unified difference with a few lines around.

use std::fmt::Write;

use colored::Colorize;
use similar::{ChangeTag, TextDiff};

use crate::report::printable;

/// Equal lines that are shown around a change.
const AROUND: usize = 3;

/// What is expected and not found (`-`), and what is found and not expected (`+`).
pub fn difference(expected: &str, found: &str) -> String {
    let mut out = String::new();
    let diff = TextDiff::from_lines(expected, found);
    for (index, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if index > 0 {
            let _ = writeln!(out, "    {}", "...".dimmed());
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let line = printable(change.value().trim_end_matches('\n'));
            let _ = match change.tag() {
                ChangeTag::Delete => writeln!(out, "  {}", format!("- {line}").trim_end().red()),
                ChangeTag::Insert => writeln!(out, "  {}", format!("+ {line}").trim_end().green()),
                ChangeTag::Equal => writeln!(out, "  {}", format!("  {line}").trim_end()),
            };
        }
    }
    out
}
