//! Places as SARIF writes them.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value as Json, json};

use super::plain;
use crate::report::closing::of_network;
use crate::report::told::{Extent, Told, document};
use crate::report::{Finding, Report};

/// What stands for itself in a path (RFC 3986 §2.3). A colon does not: in the first segment it would end a scheme.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A file's name as a reference: relative as it was given, a whole path as `file:`.
pub fn uri(file: &str) -> String {
    let slashes = if cfg!(windows) { file.replace('\\', "/") } else { file.to_owned() };
    let path = slashes.strip_prefix("./").unwrap_or(&slashes);
    let drive = cfg!(windows) && path.get(1..2) == Some(":");
    let escaped = utf8_percent_encode(path, ESCAPED).to_string();
    match (path.starts_with('/'), drive) {
        (true, _) => format!("file://{escaped}"),
        (_, true) => format!("file:///{escaped}"),
        _ => escaped,
    }
}

/// A place in a file.
pub fn at(file: &str, extent: Option<Extent>) -> Json {
    let mut place = json!({"artifactLocation": {"uri": uri(file)}});
    if let (Some(extent), Some(object)) = (extent, place.as_object_mut()) {
        object.insert("region".to_owned(), region(extent));
    }
    place
}

/// A part of a file.
pub fn region(extent: Extent) -> Json {
    json!({
        "startLine": extent.start.line,
        "startColumn": extent.start.column,
        "endLine": extent.end.line,
        "endColumn": extent.end.column,
        "byteOffset": extent.bytes.start,
        "byteLength": extent.bytes.len(),
    })
}

/// The place of a value: in the application, or the picture itself where no application names it.
pub fn located(report: &Report<'_>, field: Option<&str>, extent: Option<Extent>) -> Json {
    let Some(field) = field else { return about_file(report) };
    let logical = json!([{"fullyQualifiedName": field}]);
    let picture = report.places.source.is_none().then(|| document(report, field)?.text("file")).flatten();
    match (extent, picture) {
        (None, Some(picture)) => json!([{"physicalLocation": at(picture, None), "logicalLocations": logical}]),
        (None, None) if of_network(report) => json!([{"logicalLocations": logical}]),
        _ => json!([{"physicalLocation": at(&report.places.file, extent), "logicalLocations": logical}]),
    }
}

/// The picture beside the application that shows a finding; the area is among the properties, for a place is one of pixels here.
pub fn pictured(report: &Report<'_>, finding: &Finding, told: &Told) -> Option<Json> {
    report.places.source.as_ref()?;
    let file = document(report, finding.pictured()?)?.text("file")?;
    let beside = Path::new(&*report.places.file).parent().map(|folder| folder.join(file));
    let text = told.picture.as_deref().unwrap_or("The picture");
    Some(json!({
        "id": 2,
        "message": {"text": plain(text)},
        "physicalLocation": at(&beside.unwrap_or_else(|| file.into()).display().to_string(), None),
    }))
}

/// The file as a whole; nothing where none was judged.
pub fn about_file(report: &Report<'_>) -> Json {
    let documents = report.facts.get("documents").items().len();
    if of_network(report) || (report.places.source.is_none() && documents > 1) {
        return json!([]);
    }
    json!([{"physicalLocation": at(&report.places.file, None)}])
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_name_is_a_valid_reference() {
        assert_eq!(uri("./a b/ü%.toml"), "a%20b/%C3%BC%25.toml");
        assert_eq!(uri("x:y?#.toml"), "x%3Ay%3F%23.toml");
        assert_eq!(uri("/tmp/a.toml"), "file:///tmp/a.toml");
        assert_eq!(uri("../a.toml"), "../a.toml");
    }
}
