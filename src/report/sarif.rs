//! SARIF 2.1.0: one log with one run over all files.

mod change;
mod place;
mod rules;

use serde_json::{Map, Value as Json, json};

use self::place::{about_file, at, located, pictured};
use self::rules::Rules;
use super::closing::reason;
use super::told::{Told, extent, whole};
use super::{Entry, Finding, Judged, Refused, Renderer, Report, Settings, Shown, Waived, WaivedBy, printable, spelled};
use crate::engine::Outcome;
use crate::rule::Severity;

/// Where the published schema is.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name under which a result is known again in a later run.
const FINGERPRINT: &str = "ruleDefectField/v1";

/// Collects what all files gave.
pub struct Sarif {
    settings: Settings,
    rules: Rules,
    results: Vec<Json>,
    notifications: Vec<Json>,
    packs: Vec<Json>,
    successful: bool,
}

impl Sarif {
    /// For one run.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            rules: Rules::default(),
            results: Vec::new(),
            notifications: Vec::new(),
            packs: Vec::new(),
            successful: true,
        }
    }

    fn judged(&mut self, report: &Report<'_>) {
        let mut shown = Shown::of(report, self.settings.values);
        let pack = json!({"id": report.pack.id, "version": report.pack.version, "today": report.today.to_string()});
        if !self.packs.contains(&pack) {
            self.packs.push(pack);
        }
        for check in report.checks.iter().filter(|check| check.outcome != Outcome::Skipped) {
            let index = self.rules.index(report.pack, report.today, &check.rule);
            if check.outcome == Outcome::Inconclusive {
                let text = format!("Could not tell: {}", printable(reason(check)));
                self.results.push(with_index(
                    json!({
                        "ruleId": &*check.rule,
                        "kind": "open",
                        "level": "none",
                        "message": {"text": plain(&text)},
                        "locations": about_file(report),
                    }),
                    index,
                ));
            }
        }
        for finding in &report.findings {
            let result = self.result(report, finding, &mut shown);
            self.results.push(Json::Object(result));
        }
        for Waived { finding, reason, by } in &report.waived {
            let mut result = self.result(report, finding, &mut shown);
            let kind = match by {
                WaivedBy::Waiver => "inSource",
                WaivedBy::Baseline => "external",
            };
            let suppression = json!({"kind": kind, "status": "accepted", "justification": printable(reason)});
            result.insert("suppressions".to_owned(), json!([suppression]));
            self.results.push(Json::Object(result));
        }
        for line in &report.not_checked {
            self.notifications.push(json!({
                "level": "note",
                "message": {"text": plain(&format!("Not checked: {}", printable(line)))},
                "locations": about_file(report),
            }));
        }
    }

    fn result(&mut self, report: &Report<'_>, finding: &Finding, shown: &mut Shown) -> Map<String, Json> {
        let told = Told::of(report, finding, shown);
        let text =
            [Some(told.title.clone()), told.to_do()].into_iter().flatten().map(ended).collect::<Vec<_>>().join(" ");
        let result = with_index(
            json!({
                "ruleId": &*finding.rule,
                "kind": "fail",
                "level": level(finding.severity),
                "message": {"text": plain(&text)},
                "locations": located(report, finding.field.as_deref(), extent(report, finding)),
                "partialFingerprints": {FINGERPRINT: fingerprint(finding)},
                "properties": properties(finding, &told),
            }),
            self.rules.index(report.pack, report.today, &finding.rule),
        );
        let Json::Object(mut result) = result else { return Map::new() };
        if let Some(related) = &finding.related {
            let mut other = located(report, Some(related), whole(report, related));
            if let Some(location) = other.get_mut(0).and_then(Json::as_object_mut) {
                location.insert("id".to_owned(), json!(1));
                location.insert("message".to_owned(), json!({"text": "What it was held against"}));
            }
            if let (Some(others), Some(picture)) = (other.as_array_mut(), pictured(report, finding, &told)) {
                others.push(picture);
            }
            result.insert("relatedLocations".to_owned(), other);
        }
        if let Some(fix) = change::fix(report, finding, &told, shown) {
            result.insert("fixes".to_owned(), json!([fix]));
        }
        result
    }

    /// A file that could not be judged is no result: no rule was asked.
    fn refused(&mut self, refused: &Refused<'_>) {
        self.successful = false;
        for fault in &refused.faults {
            let help = fault.fault.help.as_deref().map(printable);
            let text = [Some(printable(&fault.fault.message)), help].into_iter().flatten().map(ended);
            self.notifications.push(json!({
                "level": "error",
                "message": {"text": plain(&text.collect::<Vec<_>>().join(" "))},
                "locations": [{"physicalLocation": at(fault.file, fault.extent())}],
            }));
        }
    }
}

impl Renderer for Sarif {
    fn add(&mut self, entry: &Entry<'_>) -> String {
        match entry {
            Entry::Judged(Judged { report, .. }) => self.judged(report),
            Entry::Refused(refused) => self.refused(refused),
        }
        String::new()
    }

    fn finish(&mut self) -> String {
        let log = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "preflight",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": self.rules.take(),
                }},
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": self.successful,
                    "toolExecutionNotifications": std::mem::take(&mut self.notifications),
                }],
                "results": std::mem::take(&mut self.results),
                "properties": {"packs": std::mem::take(&mut self.packs)},
            }],
        });
        let text = serde_json::to_string_pretty(&log).unwrap_or_else(|_| log.to_string());
        format!("{}\n", spelled(&text))
    }
}

/// Everything that a result has no field of its own for.
fn properties(finding: &Finding, told: &Told) -> Json {
    let evidence: Map<String, Json> =
        finding.evidence.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut properties = Map::new();
    properties.insert("defect".to_owned(), json!(finding.defect));
    properties.insert("severity".to_owned(), json!(finding.severity.name()));
    properties.insert("problem".to_owned(), json!(&*finding.problem));
    properties.insert("confidence".to_owned(), json!(finding.source.confidence.name()));
    properties.insert("why".to_owned(), json!(told.why));
    properties.insert("evidence".to_owned(), Json::Object(evidence));
    if let Some(region) = &finding.region {
        properties.insert("region".to_owned(), json!(region));
    }
    if !told.consequences.is_empty() {
        properties.insert("consequences".to_owned(), json!(told.consequences));
    }
    Json::Object(properties)
}

fn with_index(mut result: Json, index: Option<usize>) -> Json {
    if let (Some(index), Some(object)) = (index, result.as_object_mut()) {
        object.insert("ruleIndex".to_owned(), json!(index));
    }
    result
}

/// The same in every run in which the same is wrong with the same value; lines move, so none is in it.
fn fingerprint(finding: &Finding) -> String {
    format!("{}/{}/{}", finding.rule, finding.defect, finding.field.as_deref().unwrap_or("-"))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A sentence with a capital letter and its full stop.
fn ended(sentence: String) -> String {
    let (first, rest) = sentence.split_at_checked(1).unwrap_or(("", &sentence));
    let stop = if sentence.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{}{rest}{stop}", first.to_ascii_uppercase())
}

/// A text in which no link can be embedded (SARIF §3.11.6).
fn plain(text: &str) -> String {
    text.replace("](", "] (")
}
