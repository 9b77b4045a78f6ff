//! Workflow commands of GitHub Actions: each line becomes an annotation at its place.

use std::borrow::Cow;

use super::closing::{by_reason, counted, of_network};
use super::told::{Extent, Told, document};
use super::{Entry, Finding, Judged, Refused, Renderer, Report, Settings, Shown, printable};
use crate::engine::Outcome;
use crate::rule::Severity;

/// Writes annotations file by file, and how much it was at the end.
pub struct Github {
    settings: Settings,
    files: usize,
    refused: usize,
    found: [usize; 3],
}

/// Severities as GitHub has them.
const LEVELS: [(Severity, &str); 3] =
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Advice, "notice")];

impl Github {
    /// For one run.
    pub fn new(settings: Settings) -> Self {
        Self { settings, files: 0, refused: 0, found: [0; 3] }
    }

    fn judged(&mut self, report: &Report<'_>) -> String {
        let mut shown = Shown::of(report, self.settings.values);
        for (count, (severity, _)) in self.found.iter_mut().zip(LEVELS) {
            *count += report.count(severity);
        }
        let mut out: String = report.findings.iter().map(|finding| annotation(report, finding, &mut shown)).collect();
        let unsure = by_reason(report, &[Outcome::Inconclusive]);
        if !unsure.is_empty() {
            let lines: Vec<String> =
                unsure.iter().map(|(reason, rules)| format!("{}: {}", rules.join(", "), printable(reason))).collect();
            out.push_str(&command("notice", file(report, None).as_deref(), None, "Could not tell", &lines));
        }
        out
    }

    fn refused(&mut self, refused: &Refused<'_>) -> String {
        self.refused += 1;
        let faults = refused.faults.iter().map(|fault| {
            let lines: Vec<String> =
                std::iter::once(&fault.fault.message).chain(&fault.fault.help).map(|text| printable(text)).collect();
            command("error", Some(fault.file), fault.extent(), "This file could not be judged", &lines)
        });
        faults.collect()
    }
}

impl Renderer for Github {
    fn add(&mut self, entry: &Entry<'_>) -> String {
        self.files += 1;
        match entry {
            Entry::Judged(Judged { report, .. }) => self.judged(report),
            Entry::Refused(refused) => self.refused(refused),
        }
    }

    /// One plain line. Nothing of a file stands in it: the log is read for commands.
    fn finish(&mut self) -> String {
        let [errors, warnings, advice] = self.found;
        let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
        let refused = if self.refused > 0 { format!("; {} could not be judged", self.refused) } else { String::new() };
        format!("preflight: {errors}, {warnings}, {advice} advice in {}{refused}\n", counted(self.files, "file"))
    }
}

fn annotation(report: &Report<'_>, finding: &Finding, shown: &mut Shown) -> String {
    let told = Told::of(report, finding, shown);
    let level = LEVELS.iter().find(|(severity, _)| *severity == finding.severity).map_or("notice", |(_, level)| *level);
    let mut lines = vec![told.title.clone(), format!("why: {}", told.why)];
    lines.extend(told.related.iter().map(|related| format!("compared with: {related}")));
    lines.extend(told.picture.iter().map(|picture| format!("picture: {picture}")));
    lines.extend(told.seen.iter().map(|seen| format!("seen: {seen}")));
    lines.extend(told.consequences.iter().map(|consequence| format!("so also: {consequence}")));
    lines.extend(told.to_do().map(|fix| format!("fix: {fix}")));
    lines.push(format!("source: {} ({})", told.source, told.trust));
    let file = file(report, finding.field.as_deref());
    command(level, file.as_deref(), told.extent, &finding.defect, &lines)
}

/// The file that an annotation belongs to; what is wrong with the network is in none.
fn file<'a>(report: &'a Report<'_>, field: Option<&'a str>) -> Option<Cow<'a, str>> {
    if of_network(report) {
        return None;
    }
    let picture =
        field.filter(|_| report.places.source.is_none()).and_then(|field| document(report, field)?.text("file"));
    Some(picture.unwrap_or(&report.places.file).into())
}

fn command(level: &str, file: Option<&str>, extent: Option<Extent>, title: &str, lines: &[String]) -> String {
    let mut properties: Vec<String> = Vec::new();
    properties.extend(file.map(|file| format!("file={}", property(&printable(file)))));
    if let Some(at) = extent {
        properties.push(format!("line={},endLine={}", at.start.line, at.end.line));
        // GitHub takes columns within one line only.
        if at.start.line == at.end.line {
            properties.push(format!("col={},endColumn={}", at.start.column, at.end.column));
        }
    }
    properties.push(format!("title={}", property(title)));
    format!("::{level} {}::{}\n", properties.join(","), data(&lines.join("\n")))
}

/// A message as the runner reads it back.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property as the runner reads it back.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        let line =
            command("error", Some("a,b:c%\n.toml"), None, "x", &["100 %::".to_owned(), "::set-env::".to_owned()]);
        assert_eq!(line, "::error file=a%2Cb%3Ac%25<U+000A>.toml,title=x::100 %25::%0A::set-env::\n");
    }
}
