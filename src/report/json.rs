//! The report for programs, by the documented contract.

mod documents;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Value as Json, json};

use super::{
    Comparison, Consequence, Entry, Evidence, Finding, Judged, Region, Renderer, Report, SCHEMA_VERSION, Settings,
    Shown, Waived, faults_json, spelled,
};
use crate::engine::{CheckOutcome, Outcome};
use crate::fact::{Private, Sensitivity, to_json};
use crate::rule::Severity;
use crate::source::Position;

/// Writes one object a file, each on a line of its own.
pub struct Lines {
    settings: Settings,
}

impl Lines {
    /// For one run.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

impl Renderer for Lines {
    fn add(&mut self, entry: &Entry<'_>) -> String {
        let line = match entry {
            Entry::Judged(Judged { report, .. }) => json_line(report, &mut Shown::of(report, self.settings.values)),
            Entry::Refused(refused) => spelled(&faults_json(&refused.faults).to_string()),
        };
        line + "\n"
    }
}

/// The report as a tree, for whoever adds to it.
pub fn json(report: &Report<'_>, shown: &mut Shown) -> Json {
    serde_json::to_value(view(report, shown)).unwrap_or(Json::Null)
}

/// The report as one line of text, written without a tree between: there may be a million of them.
pub fn json_line(report: &Report<'_>, shown: &mut Shown) -> String {
    let text = serde_json::to_string(&view(report, shown)).unwrap_or_default();
    if text.is_ascii() { text } else { spelled(&text) }
}

/// An answer where nothing could be read at all.
pub fn json_error(file: &str, message: &str, help: &str) -> Json {
    json!({
        "schema_version": SCHEMA_VERSION,
        "errors": [{"file": file, "location": null, "message": message, "help": help}],
    })
}

#[derive(Serialize)]
struct View<'a> {
    schema_version: u32,
    tool: Tool,
    pack: PackView<'a>,
    today: String,
    file: &'a str,
    summary: Summary<'a>,
    checks: Vec<CheckView<'a>>,
    findings: Vec<FindingView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waived: Vec<WaivedView<'a>>,
    comparisons: &'a [Comparison],
    documents: Vec<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network: Option<Json>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct PackView<'a> {
    id: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Summary<'a> {
    errors: usize,
    warnings: usize,
    advice: usize,
    passed: usize,
    failed: usize,
    inconclusive: usize,
    blocked: usize,
    skipped: usize,
    not_checked: &'a [String],
}

#[derive(Serialize)]
struct CheckView<'a> {
    rule: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'a str,
    defect: &'a str,
    severity: &'static str,
    problem: &'a str,
    guide: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
    message: String,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixView>,
    evidence: EvidenceView<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    consequences: Vec<ConsequenceView<'a>>,
    source: SourceView<'a>,
}

#[derive(Serialize)]
struct Related<'a> {
    field: &'a str,
    location: Option<Location<'a>>,
}

#[derive(Serialize)]
struct FixView {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    safe: bool,
}

#[derive(Serialize)]
struct ConsequenceView<'a> {
    defect: &'a str,
    message: String,
    evidence: &'a BTreeMap<String, Evidence>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    url: &'a str,
    checked: &'a str,
    confidence: &'static str,
}

/// What was accepted, and by whom.
#[derive(Serialize)]
struct WaivedView<'a> {
    rule: &'a str,
    defect: &'a str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    by: &'static str,
    reason: &'a str,
}

/// Where something stands in the file.
#[derive(Serialize)]
pub struct Location<'a> {
    file: &'a str,
    start: LineColumn,
    end: LineColumn,
    byte_range: [usize; 2],
}

#[derive(Serialize)]
struct LineColumn {
    line: usize,
    column: usize,
}

impl From<Position> for LineColumn {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

/// Measured values by name, and the marked positions.
struct EvidenceView<'a> {
    values: &'a BTreeMap<String, Evidence>,
    at: &'a [usize],
}

impl Serialize for EvidenceView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.values {
            map.serialize_entry(name, value)?;
        }
        if !self.at.is_empty() {
            map.serialize_entry("at", self.at)?;
        }
        map.end()
    }
}

fn view<'a>(report: &'a Report<'_>, shown: &mut Shown) -> View<'a> {
    let check = |check: &'a CheckOutcome| CheckView {
        rule: &check.rule,
        outcome: check.outcome.name(),
        reason: check.reason.as_deref(),
    };
    View {
        schema_version: SCHEMA_VERSION,
        tool: Tool { name: "preflight", version: env!("CARGO_PKG_VERSION") },
        pack: PackView { id: &report.pack.id, version: &report.pack.version },
        today: report.today.to_string(),
        file: &report.places.file,
        summary: summary(report),
        checks: report.checks.iter().map(check).collect(),
        findings: report.findings.iter().map(|finding| one(report, finding, shown)).collect(),
        waived: report.waived.iter().map(waived).collect(),
        comparisons: &report.comparisons,
        documents: documents::all(report, shown),
        network: report.asked_network().map(|network| to_json(network, false)),
    }
}

fn summary<'a>(report: &'a Report<'_>) -> Summary<'a> {
    Summary {
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        advice: report.count(Severity::Advice),
        passed: report.outcomes(Outcome::Pass),
        failed: report.outcomes(Outcome::Fail),
        inconclusive: report.outcomes(Outcome::Inconclusive),
        blocked: report.outcomes(Outcome::Blocked),
        skipped: report.outcomes(Outcome::Skipped),
        not_checked: &report.not_checked,
    }
}

fn waived(waived: &Waived) -> WaivedView<'_> {
    let finding = &waived.finding;
    WaivedView {
        rule: &finding.rule,
        defect: &finding.defect,
        severity: finding.severity.name(),
        field: finding.field.as_deref(),
        by: waived.by.name(),
        reason: &waived.reason,
    }
}

fn one<'a>(report: &'a Report<'_>, finding: &'a Finding, shown: &mut Shown) -> FindingView<'a> {
    let (message, why) = (shown.sentence(&finding.message), shown.sentence(&finding.why));
    let fix = finding.fix.as_ref().map(|fix| FixView {
        text: shown.sentence(&fix.text),
        value: fix.value.as_ref().map(|value| {
            let (key, sensitivity) = key_of(report, finding.field.as_deref().unwrap_or("value"), value);
            shown.value(&key, value, sensitivity)
        }),
        safe: fix.safe,
    });
    let consequence = |consequence: &'a Consequence| ConsequenceView {
        defect: &consequence.defect,
        message: shown.sentence(&consequence.message),
        evidence: &consequence.evidence,
    };
    let consequences = finding.consequences.iter().map(consequence).collect();
    let source = &finding.source;
    FindingView {
        rule: &finding.rule,
        defect: &finding.defect,
        severity: finding.severity.name(),
        problem: &finding.problem,
        guide: &finding.guide,
        field: finding.field.as_deref(),
        location: finding.field.as_deref().and_then(|field| location(report, field)),
        related: finding.related.as_deref().map(|field| Related { field, location: location(report, field) }),
        region: finding.region,
        message,
        why,
        fix,
        evidence: EvidenceView { values: &finding.evidence, at: &finding.at },
        consequences,
        source: SourceView { url: &source.url, checked: &source.checked, confidence: source.confidence.name() },
    }
}

/// The key of a path, which names its tokens, and how closely a value that is to stand there touches the applicant.
pub fn key_of(report: &Report<'_>, path: &str, value: &Private) -> (String, Sensitivity) {
    let typed = crate::fact::typed_fields(report.facts);
    let found = typed.iter().find(|typed| typed.path == path);
    let key = path.rsplit('.').next().unwrap_or(path).split('[').next().unwrap_or(path);
    let sensitivity = found.map_or(Sensitivity::Personal, |typed| match typed.words {
        // The right word of a closed list is the list's; any other is what the applicant typed, cured.
        words if words.contains(&value.expose()) => Sensitivity::Public,
        _ => typed.sensitivity,
    });
    (key.to_owned(), sensitivity)
}

pub(super) fn location<'a>(report: &'a Report<'_>, path: &str) -> Option<Location<'a>> {
    let place = report.places.nearest(path)?;
    Some(Location {
        file: &report.places.file,
        start: place.start.into(),
        end: place.end.into(),
        byte_range: [place.bytes.start, place.bytes.end],
    })
}
