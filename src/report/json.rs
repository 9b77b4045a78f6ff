//! The report for programs, by the documented contract.

use serde_json::{Map, Value as Json, json};

use super::{
    Consequence, Entry, Evidence, Finding, Judged, Region, Renderer, Report, SCHEMA_VERSION, Settings, Shown,
    faults_json, spelled,
};
use crate::engine::Outcome;
use crate::fact::{Record, Sensitivity, Value, to_json};
use crate::rule::Severity;

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
        let object = match entry {
            Entry::Judged(Judged { report, .. }) => json(report, &mut Shown::of(report, self.settings.values)),
            Entry::Refused(refused) => faults_json(&refused.faults),
        };
        format!("{}\n", spelled(&object.to_string()))
    }
}

/// The report as one JSON object.
pub fn json(report: &Report<'_>, shown: &mut Shown) -> Json {
    let checks: Vec<Json> = report
        .checks
        .iter()
        .map(|check| {
            let mut object = Map::new();
            object.insert("rule".to_owned(), json!(&*check.rule));
            object.insert("outcome".to_owned(), json!(check.outcome.name()));
            if let Some(reason) = &check.reason {
                object.insert("reason".to_owned(), json!(reason));
            }
            Json::Object(object)
        })
        .collect();
    let findings: Vec<Json> = report.findings.iter().map(|finding| one(report, finding, shown)).collect();
    let comparisons: Vec<Json> = report
        .comparisons
        .iter()
        .map(|pair| json!({"field": pair.field, "related": pair.related, "relation": pair.relation, "verdict": pair.verdict}))
        .collect();
    let documents: Vec<Json> = documents(report);
    let mut object = json!({
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "preflight", "version": env!("CARGO_PKG_VERSION")},
        "pack": {"id": report.pack.id, "version": report.pack.version},
        "today": report.today.to_string(),
        "file": &*report.places.file,
        "summary": summary(report),
        "checks": checks,
        "findings": findings,
        "comparisons": comparisons,
        "documents": documents,
    });
    if let (Some(network), Some(object)) = (report.asked_network(), object.as_object_mut()) {
        object.insert("network".to_owned(), to_json(network, false));
    }
    object
}

/// An answer where nothing could be read at all.
pub fn json_error(file: &str, message: &str, help: &str) -> Json {
    json!({
        "schema_version": SCHEMA_VERSION,
        "errors": [{"file": file, "location": null, "message": message, "help": help}],
    })
}

fn summary(report: &Report<'_>) -> Json {
    json!({
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "advice": report.count(Severity::Advice),
        "passed": report.outcomes(Outcome::Pass),
        "failed": report.outcomes(Outcome::Fail),
        "inconclusive": report.outcomes(Outcome::Inconclusive),
        "blocked": report.outcomes(Outcome::Blocked),
        "skipped": report.outcomes(Outcome::Skipped),
        "not_checked": report.not_checked,
    })
}

fn one(report: &Report<'_>, finding: &Finding, shown: &mut Shown) -> Json {
    let mut object = Map::new();
    let mut put = |key: &str, value: Json| object.insert(key.to_owned(), value);
    put("rule", json!(&*finding.rule));
    put("defect", json!(finding.defect));
    put("severity", json!(finding.severity.name()));
    put("problem", json!(&*finding.problem));
    put("guide", json!(finding.guide));
    if let Some(field) = &finding.field {
        put("field", json!(field));
        if let Some(location) = location(report, field) {
            put("location", location);
        }
    }
    if let Some(related) = &finding.related {
        put("related", json!({"field": related, "location": location(report, related)}));
    }
    if let Some(region) = &finding.region {
        put("region", area(region));
    }
    put("message", json!(shown.sentence(&finding.message)));
    put("why", json!(shown.sentence(&finding.why)));
    if let Some(fix) = &finding.fix {
        let mut out = Map::new();
        out.insert("text".to_owned(), json!(shown.sentence(&fix.text)));
        if let Some(value) = &fix.value {
            let field = finding.field.as_deref().unwrap_or("value");
            let (key, sensitivity) = key_of(report, field);
            out.insert("value".to_owned(), json!(shown.value(&key, value, sensitivity)));
        }
        out.insert("safe".to_owned(), json!(fix.safe));
        put("fix", Json::Object(out));
    }
    let mut evidence: Map<String, Json> =
        finding.evidence.iter().map(|(name, value)| (name.clone(), measured(value))).collect();
    if !finding.at.is_empty() {
        evidence.insert("at".to_owned(), json!(finding.at));
    }
    put("evidence", Json::Object(evidence));
    if !finding.consequences.is_empty() {
        let of = |consequence: &Consequence| {
            let evidence: Map<String, Json> =
                consequence.evidence.iter().map(|(name, value)| (name.clone(), measured(value))).collect();
            json!({"defect": consequence.defect, "message": shown.sentence(&consequence.message), "evidence": evidence})
        };
        put("consequences", finding.consequences.iter().map(of).collect());
    }
    let source = &finding.source;
    put("source", json!({"url": source.url, "checked": source.checked, "confidence": source.confidence.name()}));
    Json::Object(object)
}

/// The key of a path, which names its tokens, and how closely its value touches the applicant.
pub fn key_of(report: &Report<'_>, path: &str) -> (String, Sensitivity) {
    let typed = crate::fact::typed_fields(report.facts);
    let found = typed.iter().find(|typed| typed.path == path);
    let key = path.rsplit('.').next().unwrap_or(path).split('[').next().unwrap_or(path);
    let sensitivity = found.map_or(Sensitivity::Personal, |typed| match typed.words {
        // The right word of a closed list is the list's, not the applicant's.
        [] => typed.sensitivity,
        _ => Sensitivity::Public,
    });
    (key.to_owned(), sensitivity)
}

pub(super) fn location(report: &Report<'_>, path: &str) -> Option<Json> {
    let place = report.places.nearest(path)?;
    let position = |position: crate::source::Position| json!({"line": position.line, "column": position.column});
    Some(json!({
        "file": &*report.places.file,
        "start": position(place.start),
        "end": position(place.end),
        "byte_range": [place.bytes.start, place.bytes.end],
    }))
}

pub(super) fn area(region: &Region) -> Json {
    json!({"page": region.page, "x": region.x, "y": region.y, "width": region.width, "height": region.height})
}

pub(super) fn measured(value: &Evidence) -> Json {
    match value {
        Evidence::Int(number) => json!(number),
        Evidence::Number(number) => json!(number),
        Evidence::Flag(flag) => json!(flag),
        Evidence::Word(word) => json!(word),
        Evidence::Words(words) => json!(words),
    }
}

/// Defects of a picture that make it hard to read, by the names that all packs share.
const UNREADABLE: [&str; 13] = [
    "unreadable-file",
    "defocus-blur",
    "motion-blur",
    "glare",
    "under-exposed",
    "over-exposed",
    "low-contrast",
    "shadow",
    "noise",
    "compression",
    "low-resolution",
    "cropped",
    "no-document",
];

/// Warnings that only say what may happen: everything else is beyond a published limit or the provider's own words.
const DOUBTFUL: [&str; 3] = ["file-too-large", "same-file-twice", "edited-photo"];

/// What was seen of each document file.
fn documents(report: &Report<'_>) -> Vec<Json> {
    let entries = report.facts.get("documents").items().iter().filter_map(Value::record);
    entries
        .filter(|document| document.get("file").is_given())
        .map(|document| self::document(report, document))
        .collect()
}

/// A measure with the digits that it is good for.
fn number(value: &Value) -> Option<f64> {
    const DIGITS: f64 = 10_000.0;
    if let Value::Double(number) = value { Some((number * DIGITS).round() / DIGITS) } else { None }
}

fn document(report: &Report<'_>, document: &Record) -> Json {
    let mut object = Map::new();
    for (key, fact) in [("file", "file"), ("format", "format"), ("width", "width"), ("height", "height")] {
        let value = match document.get(fact) {
            Value::Text(text) => json!(text.expose()),
            Value::Int(number) => json!(number),
            _ => Json::Null,
        };
        object.insert(key.to_owned(), value);
    }
    // Worst finding about this entry decides; a file that was not looked at is unknown.
    let here = report.findings.iter().filter(|finding| {
        let field = finding.field.as_deref().unwrap_or("");
        field.strip_prefix(&*document.path).is_some_and(|rest| rest.starts_with('.') || rest.is_empty())
    });
    let about_file: Vec<&Finding> =
        here.filter(|finding| finding.field.as_deref().is_some_and(|field| field.ends_with(".file"))).collect();
    let measured = |name: &str| matches!(document.get(name), Value::Double(_));
    let worst = about_file.iter().map(|finding| finding.severity).max();
    let hard_to_read = about_file
        .iter()
        .any(|finding| finding.severity >= Severity::Warning && UNREADABLE.contains(&finding.defect.as_str()));
    let small = about_file.iter().any(|finding| finding.defect == "small-in-frame");
    let certain = matches!(document.get("page_certain"), Value::Bool(true));
    let readable = match (hard_to_read, measured("blur") && measured("contrast") && certain && !small) {
        (true, _) => "no",
        (false, true) => "yes",
        (false, false) => "unknown",
    };
    let beyond =
        |finding: &&Finding| finding.severity >= Severity::Warning && !DOUBTFUL.contains(&finding.defect.as_str());
    let acceptable = match worst {
        Some(Severity::Error) => "no",
        _ if about_file.iter().any(beyond) => "no",
        None | Some(Severity::Advice) if readable == "yes" => "yes",
        _ => "unknown",
    };
    let reasons: Vec<&str> = about_file.iter().map(|finding| finding.defect.as_str()).collect();
    object.insert("readable".to_owned(), json!(readable));
    object.insert("acceptable".to_owned(), json!(acceptable));
    object.insert("reasons".to_owned(), json!(reasons));
    let sides: Vec<f64> = document.get("quad").items().iter().filter_map(number).collect();
    if let [a, b, c, d, e, f, g, h] = sides.as_slice() {
        object.insert("quad".to_owned(), json!([[a, b], [c, d], [e, f], [g, h]]));
    }
    for name in ["rotation_degrees", "pixels_per_character"] {
        if let Some(number) = number(document.get(name)) {
            object.insert(name.to_owned(), json!(number));
        }
    }
    Json::Object(object)
}
