//! Who differs from whom, and how: one table of every pair of values that was held against each other.

use std::fmt::Write;

use colored::Colorize;
use unicode_width::UnicodeWidthStr;

use super::snippet::printable;
use super::terminal::Style;
use super::{Comparison, Report};

/// Blanks between two columns.
const GAP: usize = 2;

/// The table of the pairs that differ; nothing where all agree. Paths and lines only, no value.
pub fn table(report: &Report<'_>, style: Style) -> Option<String> {
    let differ: Vec<[String; 4]> =
        report.comparisons.iter().filter(|pair| pair.verdict != "ok").map(|pair| row(report, pair)).collect();
    if differ.is_empty() {
        return None;
    }
    let mut out = String::new();
    let head = ["typed", "held against", "how", "verdict"].map(str::to_owned);
    let widths: [usize; 4] =
        std::array::from_fn(|column| differ.iter().chain([&head]).map(|row| row[column].width()).max().unwrap_or(0));
    let fits = widths.iter().sum::<usize>() + 3 * GAP <= style.width;
    if fits {
        let _ = writeln!(out, "{}", line(&head, &widths).dimmed());
    }
    for row in &differ {
        if fits {
            let _ = writeln!(out, "{}", line(row, &widths));
        } else {
            let [typed, related, how, verdict] = row;
            let _ = writeln!(out, "{}", style.wrap(&format!("{typed}: {how} ({verdict}), against {related}"), 2));
        }
    }
    let agree = report.comparisons.len() - differ.len();
    if agree > 0 {
        let pairs = if agree == 1 { "other pair agrees" } else { "other pairs agree" };
        let _ = writeln!(out, "{agree} {pairs}.");
    }
    Some(out)
}

fn row(report: &Report<'_>, pair: &Comparison) -> [String; 4] {
    let place = |path: &str| {
        let line = report.places.nearest(path).map_or(String::new(), |place| format!(" (line {})", place.start.line));
        format!("{}{line}", printable(path))
    };
    [place(&pair.field), place(&pair.related), pair.relation.clone(), pair.verdict.clone()]
}

fn line(row: &[String; 4], widths: &[usize; 4]) -> String {
    let mut text = String::new();
    for (cell, width) in row.iter().zip(widths) {
        let _ = write!(text, "{cell}{}", " ".repeat(width.saturating_sub(cell.width()) + GAP));
    }
    text.trim_end().to_owned()
}
