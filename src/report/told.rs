//! A finding in sentences, ready to be laid out: values are tokens where they must be, and nothing in it steers a terminal.

use super::json::key_of;
use super::snippet::{self, Line, joined, printable};
use super::{Evidence, Finding, Report, Shown};
use crate::fact::{Record, Value};
use crate::source::{Position, Span};

/// What every format says of a finding, each in its own way.
pub struct Told {
    /// What is wrong.
    pub title: String,
    /// Where.
    pub extent: Option<Extent>,
    /// The line of the file with its marks.
    pub line: Option<Line>,
    /// The document's file, where no line of the applicant's names it.
    pub file: Option<String>,
    /// Why it matters.
    pub why: String,
    /// What it was held against.
    pub related: Option<String>,
    /// The picture that shows it and where, unless the value is that picture.
    pub picture: Option<String>,
    /// What was measured.
    pub seen: Option<String>,
    /// What follows from it.
    pub consequences: Vec<String>,
    /// What to do, in words; may be empty.
    pub fix: Option<String>,
    /// The exact string to type.
    pub exact: Option<String>,
    /// The documented problem that it leads to.
    pub leads_to: Option<String>,
    /// Where the claim comes from.
    pub source: String,
    /// How far that is to be trusted, and when it was looked at.
    pub trust: String,
}

/// The marked part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// First character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
    /// The same in bytes of the file, a byte order mark counted.
    pub bytes: Span,
}

impl Told {
    /// A finding in sentences.
    pub fn of(report: &Report<'_>, finding: &Finding, shown: &mut Shown) -> Self {
        let field = finding.field.as_deref();
        let fix = finding.fix.as_ref();
        let problem = report.pack.problem(&finding.problem).map(|problem| {
            let ids: Vec<&str> = problem.guide.iter().chain(&finding.guide).map(String::as_str).collect();
            format!("{} ({})", problem.title, unique(&ids).join(", "))
        });
        Self {
            title: printable(&shown.sentence(&finding.message)),
            extent: extent(report, finding),
            line: field.and_then(|field| line(report, field, &finding.at, shown)),
            file: field.and_then(|field| file(report, field)).map(printable),
            why: printable(&shown.sentence(&finding.why)),
            related: finding.related.as_deref().map(|related| placed(report, related)),
            picture: picture(report, finding).map(|picture| printable(&picture)),
            seen: seen(finding).map(|seen| printable(&seen)),
            consequences: finding
                .consequences
                .iter()
                .map(|one| printable(&format!("{}: {}", one.defect, shown.sentence(&one.message))))
                .collect(),
            fix: fix.map(|fix| printable(&shown.sentence(&fix.text))),
            exact: finding.fix_value().map(|value| {
                let (key, sensitivity) = key_of(report, field.unwrap_or("value"), value);
                printable(&shown.value(&key, value, sensitivity))
            }),
            leads_to: problem.map(|problem| printable(&problem)),
            source: printable(&finding.source.url),
            trust: format!("{}, checked {}", finding.source.confidence, printable(&finding.source.checked)),
        }
    }

    /// What to do as one sentence, the exact string behind it.
    pub fn to_do(&self) -> Option<String> {
        match (self.fix.as_deref(), self.exact.as_deref()) {
            (None, _) | (Some(""), None) => None,
            (Some(""), Some(exact)) => Some(format!("type {exact}")),
            (Some(words), Some(exact)) => Some(format!("{words}: {exact}")),
            (Some(words), None) => Some(words.to_owned()),
        }
    }
}

/// A path with its line, as people read it.
pub fn placed(report: &Report<'_>, path: &str) -> String {
    let line = report.places.nearest(path).map_or(String::new(), |place| format!(" (line {})", place.start.line));
    format!("{}{line}", printable(path))
}

/// The first run of marked characters, or the whole value.
pub fn extent(report: &Report<'_>, finding: &Finding) -> Option<Extent> {
    let field = finding.field.as_deref()?;
    let marked = report.places.source.as_ref().and_then(|source| {
        let mut marks = marks(report, field, &finding.at);
        marks.sort();
        let run = joined(&marks).first().copied()?;
        let bytes = Span::new(run.start + source.offset, run.end + source.offset);
        Some(Extent { start: source.position(run.start), end: source.position(run.end), bytes })
    });
    marked.or_else(|| whole(report, field))
}

/// Where a value stands, or the nearest part of its path.
pub fn whole(report: &Report<'_>, path: &str) -> Option<Extent> {
    let place = report.places.nearest(path)?;
    Some(Extent { start: place.start, end: place.end, bytes: place.bytes })
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

/// The picture of the document that a value was held against, and where to look in it.
fn picture(report: &Report<'_>, finding: &Finding) -> Option<String> {
    let place = finding.evidence.get("mrz_place").and_then(|place| match place {
        Evidence::Word(place) => Some(place.as_str()),
        _ => None,
    });
    let file = document(report, finding.pictured()?)?.text("file")?;
    match place {
        Some(place) => Some(format!("{file}: {place} of the machine-readable lines")),
        None => finding.related.is_some().then(|| file.to_owned()),
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
    if report.places.source.is_some() || report.facts.get("documents").items().len() < 2 {
        return None;
    }
    document(report, field)?.text("file")
}

/// The document that a path leads into.
pub fn document<'a>(report: &'a Report<'_>, field: &str) -> Option<&'a Record> {
    let mut records = report.facts.get("documents").items().iter().filter_map(Value::record);
    let about = records.find(|record| is_within(field, &record.path))?;
    Some(about)
}

/// Whether a path is that of an entry or leads into it.
pub fn is_within(path: &str, entry: &str) -> bool {
    path.strip_prefix(entry).is_some_and(|rest| rest.starts_with('.') || rest.is_empty())
}

/// A sentence in pieces, each with whether it stood between backticks, which are left out.
pub fn ticked(text: &str) -> Vec<(&str, bool)> {
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return vec![(text, false)];
    }
    let pieces = pieces.into_iter().enumerate().map(|(index, piece)| (piece, index % 2 == 1));
    pieces.filter(|(piece, _)| !piece.is_empty()).collect()
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
