//! The report for people: grouped by theme, each finding with its line, why, what to type, and where the claim comes from.

use std::fmt::Write;
use std::sync::Arc;

use colored::Colorize;

use super::closing::{by_reason, found, next_step};
use super::compared;
use super::snippet::printable;
use super::terminal::{Block, Style};
use super::told::Told;
use super::ways::ways;
use super::{Entry, Finding, Renderer, Report, Settings, Shown};
use crate::engine::Outcome;
use crate::rule::Severity;

/// Writes each file's text as it comes.
pub struct Human {
    settings: Settings,
}

impl Human {
    /// For one run.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

impl Renderer for Human {
    fn add(&mut self, entry: &Entry<'_>) -> String {
        let Settings { values, style, .. } = self.settings;
        style.take_effect();
        match entry {
            Entry::Judged(judged) => {
                let line = |line: &String| style.wrap(&printable(line), 0) + "\n";
                let opening: String = judged.opening.iter().map(line).collect();
                opening + &human(judged.report, &mut Shown::of(judged.report, values), style)
            }
            Entry::Refused(refused) => refused.human(values, style),
        }
    }
}

/// The whole report. `ask_again` is the command that was run, for the next step.
pub fn human(report: &Report<'_>, shown: &mut Shown, style: Style) -> String {
    let mut out = String::new();
    let mut themes: Vec<&Arc<str>> = Vec::new();
    for finding in &report.findings {
        if !themes.contains(&&finding.theme) {
            themes.push(&finding.theme);
        }
    }
    if let Some(network) = report.asked_network() {
        heading(&mut out, "The way to each host", style);
        out.push_str(&ways(network));
    }
    for theme in themes {
        let findings = report.findings.iter().filter(|finding| finding.theme == *theme);
        heading(&mut out, report.pack.theme_title(theme), style);
        for finding in findings {
            out.push_str(&block(report, finding, shown).render(style));
            out.push_str("\n\n");
        }
    }
    if let Some(table) = compared::table(report, style) {
        heading(&mut out, "Who differs from whom", style);
        out.push_str(&table);
        out.push('\n');
    }
    closing(&mut out, report, style);
    out
}

fn heading(out: &mut String, title: &str, style: Style) {
    let rule = "-".repeat(style.width.min(72).saturating_sub(title.chars().count() + 4));
    let _ = writeln!(out, "{} {} {}\n", "--".dimmed(), title.bold(), rule.dimmed());
}

fn block<'a>(report: &Report<'_>, finding: &'a Finding, shown: &mut Shown) -> Block<'a> {
    let mut told = Told::of(report, finding, shown);
    told.exact = told.exact.map(|exact| exact.green().bold().to_string());
    let fix = told.to_do();
    let mut notes = Vec::new();
    notes.extend(told.file.map(|file| ("file", file)));
    notes.push(("why", told.why));
    notes.extend(told.related.map(|related| ("compared with", related)));
    notes.extend(told.picture.map(|picture| ("picture", picture)));
    notes.extend(told.seen.map(|seen| ("seen", seen)));
    notes.extend(told.consequences.into_iter().map(|consequence| ("so also", consequence)));
    notes.extend(fix.map(|fix| ("fix", fix)));
    notes.extend(told.leads_to.map(|problem| ("leads to", problem)));
    notes.push(("source", format!("{} ({})", told.source, told.trust)));
    Block {
        level_name: finding.severity.name(),
        id: Some(&finding.defect),
        title: told.title,
        origin: told.extent.map(|at| (printable(&report.places.file), at.start.line, at.start.column)),
        line: told.line,
        label: None,
        notes,
    }
}

fn closing(out: &mut String, report: &Report<'_>, style: Style) {
    heading(out, "Summary", style);
    let [(_, errors), (_, warnings), (_, advice)] = found(report);
    let found = match report.worst() {
        Some(Severity::Error) => format!("{}, {warnings}, {advice}", errors.red().bold()),
        Some(Severity::Warning) => format!("{errors}, {}, {advice}", warnings.yellow().bold()),
        _ => format!("{errors}, {warnings}, {advice}"),
    };
    let counts = format!(
        "{} rules passed, {} could not tell, {} did not apply.",
        report.outcomes(Outcome::Pass),
        report.outcomes(Outcome::Inconclusive) + report.outcomes(Outcome::Blocked),
        report.outcomes(Outcome::Skipped),
    );
    let _ = writeln!(out, "{}: {found}.\n{}", printable(&report.places.file), style.wrap(&counts, 0));
    let unsure = by_reason(report, &[Outcome::Inconclusive, Outcome::Blocked]);
    if !unsure.is_empty() {
        let _ = writeln!(out, "\n{}", "Could not tell:".bold());
        for (reason, rules) in unsure {
            let line = match rules.as_slice() {
                [rule] => format!("{rule}: {}", printable(reason)),
                _ => format!("{} ({} rules: {})", printable(reason), rules.len(), rules.join(", ")),
            };
            let _ = writeln!(out, "{}", bullet(&line, style));
        }
    }
    if !report.waived.is_empty() {
        let _ = writeln!(out, "\n{}", "Accepted:".bold());
        for waived in &report.waived {
            let finding = &waived.finding;
            let at = finding.field.as_deref().map(|field| format!(" at {field}")).unwrap_or_default();
            let line = format!("{}[{}]{at}: {}", finding.severity.name(), finding.defect, waived.reason);
            let _ = writeln!(out, "{}", bullet(&printable(&line), style));
        }
    }
    if !report.not_checked.is_empty() {
        let _ = writeln!(out, "\n{}", "Not checked:".bold());
        for line in &report.not_checked {
            let _ = writeln!(out, "{}", bullet(&printable(line), style));
        }
    }
    let _ = writeln!(out, "\n{}", style.wrap(&next_step(report), 0));
}

fn bullet(text: &str, style: Style) -> String {
    format!("  - {}", style.wrap(text, 4).replace('\n', "\n    "))
}
