//! The report for people: grouped by theme, each finding with its line, why, what to type, and where the claim comes from.

use std::fmt::Write;
use std::sync::Arc;

use colored::Colorize;

use super::compared;
use super::json::key_of;
use super::snippet::{self, Line, printable};
use super::terminal::{Block, Style};
use super::ways::ways;
use super::{Evidence, Finding, Report, Shown};
use crate::engine::{CheckOutcome, Outcome};
use crate::fact::Value;
use crate::rule::Severity;
use crate::source::Span;

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
    let place = finding.field.as_deref().and_then(|field| report.places.nearest(field));
    let line = finding.field.as_deref().and_then(|field| line(report, field, &finding.at, shown));
    let mut notes = Vec::new();
    if let Some(file) = finding.field.as_deref().and_then(|field| file(report, field)) {
        notes.push(("file", printable(file)));
    }
    notes.push(("why", printable(&shown.sentence(&finding.why))));
    if let Some(related) = finding.related.as_deref() {
        let at = report.places.nearest(related).map_or(String::new(), |place| format!(" (line {})", place.start.line));
        notes.push(("compared with", format!("{}{at}", printable(related))));
    }
    if let Some(seen) = seen(finding) {
        notes.push(("seen", printable(&seen)));
    }
    for consequence in &finding.consequences {
        notes
            .push(("so also", printable(&format!("{}: {}", consequence.defect, shown.sentence(&consequence.message)))));
    }
    notes.extend(fix(report, finding, shown));
    if let Some(problem) = report.pack.problem(&finding.problem) {
        let ids: Vec<&str> = problem.guide.iter().chain(&finding.guide).map(String::as_str).collect();
        notes.push(("leads to", format!("{} ({})", problem.title, unique(&ids).join(", "))));
    }
    let source = &finding.source;
    notes.push(("source", format!("{} ({}, checked {})", source.url, source.confidence, source.checked)));
    let mut origin = place.map(|place| (printable(&report.places.file), place.start.line, place.start.column));
    if let (Some(origin), Some((line, column))) = (&mut origin, first_mark(report, finding)) {
        (origin.1, origin.2) = (line, column);
    }
    Block {
        level_name: finding.severity.name(),
        id: Some(&finding.defect),
        title: printable(&shown.sentence(&finding.message)),
        origin,
        line,
        label: None,
        notes,
    }
}

/// What was measured, where nothing of the applicant's shows it.
fn seen(finding: &Finding) -> Option<String> {
    if finding.field.as_deref() != Some("network") {
        return None;
    }
    let parts: Vec<String> = finding
        .evidence
        .iter()
        .filter_map(|(name, value)| {
            let value = match value {
                Evidence::Int(number) => number.to_string(),
                Evidence::Number(number) => {
                    format!("{:.3}", number).trim_end_matches('0').trim_end_matches('.').to_owned()
                }
                Evidence::Flag(flag) => (if *flag { "yes" } else { "no" }).to_owned(),
                Evidence::Word(word) => word.clone(),
                Evidence::Words(words) => unique(&words.iter().map(String::as_str).collect::<Vec<_>>()).join(", "),
            };
            (!value.is_empty()).then(|| format!("{}: {value}", name.replace('_', " ")))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The document that a finding is about, where there are several and no line of the applicant's names it.
fn file<'a>(report: &'a Report<'_>, field: &str) -> Option<&'a str> {
    let documents = report.facts.get("documents").items();
    if report.places.source.is_some() || documents.len() < 2 {
        return None;
    }
    let mut records = documents.iter().filter_map(Value::record);
    let about = records.find(|record| {
        field.strip_prefix(&*record.path).is_some_and(|rest| rest.starts_with('.') || rest.is_empty())
    })?;
    about.text("file")
}

/// Line and column of the first marked character.
fn first_mark(report: &Report<'_>, finding: &Finding) -> Option<(usize, usize)> {
    let source = report.places.source.as_ref()?;
    let mark = marks(report, finding.field.as_deref()?, &finding.at).into_iter().min()?;
    let position = source.position(mark.start);
    Some((position.line, position.column))
}

fn marks(report: &Report<'_>, field: &str, at: &[usize]) -> Vec<Span> {
    match crate::fact::at_path(report.facts, field) {
        Some(Value::Text(text)) => report.places.characters(field, text.expose(), at),
        _ => {
            let near = report.places.nearest_path(field);
            near.and_then(|path| report.places.written(path)).into_iter().collect()
        }
    }
}

fn line(report: &Report<'_>, field: &str, at: &[usize], shown: &mut Shown) -> Option<Line> {
    let source = report.places.source.as_ref()?;
    let marks = marks(report, field, at);
    let masks = (!shown.values).then(|| shown.masks(report.facts, report.places));
    snippet::line(source, &marks, masks.as_deref())
}

fn fix(report: &Report<'_>, finding: &Finding, shown: &mut Shown) -> Option<(&'static str, String)> {
    let fix = finding.fix.as_ref()?;
    let words = printable(&shown.sentence(&fix.text));
    let Some(value) = &fix.value else {
        return Some(("fix", words));
    };
    let (key, sensitivity) = key_of(report, finding.field.as_deref().unwrap_or("value"));
    let value = printable(&shown.value(&key, value, sensitivity));
    let exact = value.green().bold();
    Some(("fix", if words.is_empty() { format!("type {exact}") } else { format!("{words}: {exact}") }))
}

fn unique<'a>(ids: &[&'a str]) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for id in ids {
        if !seen.contains(id) {
            seen.push(*id);
        }
    }
    seen
}

fn closing(out: &mut String, report: &Report<'_>, style: Style) {
    heading(out, "Summary", style);
    let counted =
        |count: usize, word: &str| format!("{count} {word}{}", if count == 1 || word == "advice" { "" } else { "s" });
    let errors = counted(report.count(Severity::Error), "error");
    let warnings = counted(report.count(Severity::Warning), "warning");
    let advice = counted(report.count(Severity::Advice), "advice");
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
    let unsure: Vec<_> = report
        .checks
        .iter()
        .filter(|check| matches!(check.outcome, Outcome::Inconclusive | Outcome::Blocked))
        .collect();
    if !unsure.is_empty() {
        let _ = writeln!(out, "\n{}", "Could not tell:".bold());
        for (reason, rules) in by_reason(&unsure) {
            let line = match rules.as_slice() {
                [rule] => format!("{rule}: {}", printable(reason)),
                _ => format!("{} ({} rules: {})", printable(reason), rules.len(), rules.join(", ")),
            };
            let _ = writeln!(out, "{}", bullet(&line, style));
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

/// Rules that could not tell for the same reason, in the order of the first.
fn by_reason<'a>(checks: &[&'a CheckOutcome]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for check in checks {
        let reason = check.reason.as_deref().unwrap_or("no reason given");
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, rules)) => rules.push(&check.rule),
            None => groups.push((reason, vec![&check.rule])),
        }
    }
    groups
}

fn bullet(text: &str, style: Style) -> String {
    format!("  - {}", style.wrap(text, 4).replace('\n', "\n    "))
}

/// Whether nothing but the network was judged.
fn of_network(report: &Report<'_>) -> bool {
    report.places.source.is_none() && &*report.places.file == "network"
}

/// What to do now. Never that anything will be accepted: the provider publishes no such rules.
fn next_step(report: &Report<'_>) -> String {
    let fixable =
        report.findings.iter().any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe && fix.value.is_some()));
    match report.worst() {
        Some(Severity::Error | Severity::Warning) if fixable => {
            "Next: type what stands behind \"fix\", or let `--fix` write the safe ones into the file (`--diff` shows them first); then run this again.".to_owned()
        }
        Some(Severity::Error | Severity::Warning) if of_network(report) => {
            "Next: mend the first finding above, the one nearest to you; what is behind it may go with it. Then run this again.".to_owned()
        }
        Some(Severity::Error | Severity::Warning) => "Next: mend the findings above, then run this again.".to_owned(),
        _ if !report.anything_judged() => "Nothing could be judged: add the sections that you know, for example [identity].".to_owned(),
        _ if of_network(report) && report.outcomes(Outcome::Inconclusive) > 0 => {
            "Next: see above what could not be told. In the rest, nothing was found wrong with the way to the portal.".to_owned()
        }
        _ if of_network(report) => "Next: nothing is wrong with the way to the portal now.".to_owned(),
        _ if report.outcomes(Outcome::Inconclusive) > 0 => format!(
            "Next: see above what could not be told. In the rest, nothing was found that the published rules of {} would refuse; that is no promise: the review is the provider's.",
            report.pack.title
        ),
        _ => format!(
            "Next: nothing that the published rules of {} would refuse was found. That is no promise: the review is the provider's.",
            report.pack.title
        ),
    }
}
