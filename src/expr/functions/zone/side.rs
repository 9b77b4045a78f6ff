//! The side that an entry is said to show, against where machine-readable lines stand on documents.

use super::super::given;
use super::super::judged::Judged;
use super::super::reading::{Reading, is_area};
use crate::expr::Stop;
use crate::fact::{Record, Value, join};
use crate::text::mrz::Format;

/// Judges the side of one entry among all.
pub fn judge(document: &Record, documents: &[Value]) -> Result<Value, Stop> {
    let Some(side) = given(document, "side")? else { return Ok(Value::list([])) };
    let others = || {
        let records = documents.iter().filter_map(Value::record).filter(|other| other.path != document.path);
        records.filter(|other| same_kind(document, other))
    };
    let Some(reading) = Reading::of(document)? else {
        // The front of the card, listed as its back, while the back is listed as its front.
        let is_back = |other: &Record| other.text("side") == Some("front") && shows_back(other);
        let exchanged = side == "back" && is_without(document) && others().any(|other| is_back(other));
        let note = "no machine-readable lines are seen here, and the entry listed as the front shows them: the two are exchanged";
        return Ok(Value::list(exchanged.then(|| about(document, note, Some("front")).value())));
    };
    if !reading.lies_right() && !reading.is_valid() {
        return Ok(Value::list([]));
    }
    let (note, fix) = match (reading.mrz.format, side) {
        (Format::Td1, "front") => {
            let has_front = others().any(|other| other.text("side") == Some("back") && is_without(other));
            let note = if has_front {
                "its machine-readable lines stand on the back of a card, and the entry listed as the back shows none: the two are exchanged"
            } else {
                "its machine-readable lines stand on the back of a card"
            };
            (note, Some("back"))
        }
        (Format::Td1, "handheld") => ("the card is held with its back to the camera; hold its front to it", None),
        (Format::Td3, "front" | "back") if reading.kinds() == ["passport"] => {
            ("this is the data page of a passport, not the side of a card", Some("data-page"))
        }
        (Format::MrvA | Format::MrvB, "data-page") => ("this is a visa, not the data page of a passport", None),
        _ => return Ok(Value::list([])),
    };
    let region = reading.whole();
    Ok(Value::list([about(document, note, fix).with("region", region).value()]))
}

fn about(document: &Record, note: &str, fix: Option<&str>) -> Judged {
    Judged::about(&join(&document.path, "side"))
        .with("related", Value::text(join(&document.path, "file")))
        .with("defect", Value::text("wrong-side"))
        .with("note", Value::text(note))
        .with("fix", Value::maybe_text(fix))
}

/// Whether two entries may be sides of one document.
fn same_kind(one: &Record, other: &Record) -> bool {
    match (one.text("kind"), other.text("kind")) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Whether the picture shows the lines that stand on the back of a card.
fn shows_back(document: &Record) -> bool {
    let reading = Reading::of(document).ok().flatten();
    reading.is_some_and(|reading| reading.mrz.format == Format::Td1 && (reading.is_valid() || reading.lies_right()))
}

/// Whether a document is seen in the picture, and no machine-readable lines on it.
fn is_without(document: &Record) -> bool {
    let absent = |key: &str| matches!(document.get(key), Value::Absent);
    matches!(document.get("page_found"), Value::Bool(true))
        && ["mrz_lines", "mrz_trouble", "mrz_format"].into_iter().all(absent)
        && !is_area(document.get("mrz_region"))
}
