//! The kind of document that is selected, against the code that the pictures show.

use super::super::judged::Judged;
use super::super::reading::Reading;
use crate::expr::Stop;
use crate::fact::schema::DOCUMENT_KINDS;
use crate::fact::{Record, Value};
use crate::text::mrz::Field;

/// Judges a kind as typed at a path.
pub fn judge(typed: &str, path: &str, documents: &[Value]) -> Result<Option<Value>, Stop> {
    // Another word is no kind at all, which is told elsewhere.
    if !DOCUMENT_KINDS.contains(&typed) {
        return Ok(None);
    }
    let mut other = None;
    for document in documents.iter().filter_map(Value::record) {
        let own = path.strip_prefix(&*document.path).is_some_and(|rest| rest.starts_with('.'));
        if !own && path.starts_with("documents[") {
            continue;
        }
        let reading = Reading::of(document)?;
        let kinds = reading.as_ref().map_or(&[][..], Reading::kinds);
        match reading {
            Some(reading) if !kinds.is_empty() && !kinds.contains(&typed) => {
                other.get_or_insert((reading, document.text("kind")));
            }
            // It is of that kind, or nothing says that it is not.
            _ if own || may_be(document, typed) => return Ok(None),
            _ => {}
        }
    }
    Ok(other.map(|(reading, kind)| finding(typed, path, &reading, kind)))
}

/// Whether an entry whose picture does not say may be the document that is selected.
fn may_be(document: &Record, typed: &str) -> bool {
    let kind = document.text("kind");
    document.text("side") != Some("handheld") && kind.is_none_or(|kind| kind == typed)
}

/// `kind` is what the entry of the picture says that it is.
fn finding(typed: &str, path: &str, reading: &Reading, kind: Option<&str>) -> Value {
    let letter = reading.mrz.document_code.chars().next().unwrap_or('?');
    let (note, fix) = match reading.kinds() {
        ["passport"] => {
            (format!("its machine-readable lines begin with {letter}, as those of a passport do"), Some("passport"))
        }
        ["visa"] => (
            format!(
                "its machine-readable lines begin with {letter}: a visa, which says nothing of who its holder is to a review"
            ),
            None,
        ),
        kinds => {
            let named = kind.filter(|kind| kinds.contains(kind) && *kind != typed);
            let note = format!("its machine-readable lines are those of a card, not of a {typed}");
            (note, named.or(reading.is_identity_card().then_some("national_id")))
        }
    };
    let mut result = Judged::about(path)
        .with("related", Value::text(reading.path.as_str()))
        .with("defect", Value::text("document-kind-mismatch"))
        .with("note", Value::text(note))
        .with("fix", Value::maybe_text(fix))
        .value();
    reading.show(&mut result, reading.mrz.place(Field::Code));
    result
}
