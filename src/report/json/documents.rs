//! What the report for programs says of each document file.

use serde_json::{Map, Value as Json, json};

use crate::fact::{Record, Sensitivity, Value};
use crate::report::{Finding, Report, Shown};
use crate::rule::Severity;

/// Defects of a picture that make it hard to read, by the names that all packs share.
const UNREADABLE: [&str; 14] = [
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
    "mrz-unreadable",
];

/// Warnings that only say what may happen: everything else is beyond a published limit or the provider's own words.
const DOUBTFUL: [&str; 4] = ["file-too-large", "same-file-twice", "edited-photo", "mrz-check-digit"];

/// What was seen of each document file.
pub fn all(report: &Report<'_>, shown: &mut Shown) -> Vec<Json> {
    let entries = report.facts.get("documents").items().iter().filter_map(Value::record);
    entries
        .filter(|document| document.get("file").is_given())
        .map(|document| self::document(report, document, shown))
        .collect()
}

/// A measure with the digits that it is good for.
fn number(value: &Value) -> Option<f64> {
    const DIGITS: f64 = 10_000.0;
    if let Value::Double(number) = value { Some((number * DIGITS).round() / DIGITS) } else { None }
}

fn document(report: &Report<'_>, document: &Record, shown: &mut Shown) -> Json {
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
    // Lines that are seen and not made out, nobody knows why: people may still read them.
    let unclear = document.text("mrz_trouble") == Some("unclear");
    let hard_to_read = about_file.iter().any(|finding| {
        finding.severity >= Severity::Warning
            && UNREADABLE.contains(&finding.defect.as_str())
            && !(unclear && finding.defect == "mrz-unreadable")
    });
    let small = unclear || about_file.iter().any(|finding| finding.defect == "small-in-frame");
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
    if let Some(mrz) = mrz(document, shown) {
        object.insert("mrz".to_owned(), mrz);
    }
    Json::Object(object)
}

/// What was read of its machine-readable zone: the lines are the applicant's, where they were repaired is not.
fn mrz(document: &Record, shown: &mut Shown) -> Option<Json> {
    let lines = document.get("mrz_lines").items();
    if lines.is_empty() {
        return None;
    }
    let mut line = |line: &Value| match line {
        Value::Text(text) => json!(shown.value("mrz", text, Sensitivity::Personal)),
        Value::Withheld(token) => json!(&**token),
        _ => Json::Null,
    };
    let lines: Vec<Json> = lines.iter().map(&mut line).collect();
    let places: Vec<i64> = document.get("mrz_repaired").items().iter().filter_map(whole).collect();
    let valid = if let Value::Bool(valid) = document.get("mrz_valid") { Some(*valid) } else { None };
    Some(json!({
        "format": document.text("mrz_format"),
        "lines": lines,
        "valid": valid,
        "repaired": places.as_chunks::<2>().0,
        "confidence": number(document.get("mrz_confidence")),
    }))
}

fn whole(value: &Value) -> Option<i64> {
    if let Value::Int(number) = value { Some(*number) } else { None }
}
