//! An exact fix as a change of the file.

use serde_json::{Value as Json, json};

use super::place::{region, uri};
use crate::fact::Sensitivity;
use crate::report::json::key_of;
use crate::report::told::{Extent, Told};
use crate::report::{Finding, Report, Shown};
use crate::source::Span;
use crate::source::edit::written;

/// The change, where the exact string may be shown and stands in the file on one line.
pub fn fix(report: &Report<'_>, finding: &Finding, told: &Told, shown: &Shown) -> Option<Json> {
    let (field, value) = (finding.field.as_deref()?, finding.fix_value()?);
    let source = report.places.source.as_ref()?;
    let may_show = match key_of(report, field, value).1 {
        Sensitivity::Public => true,
        Sensitivity::Personal => shown.values,
        Sensitivity::Secret => false,
    };
    let span = report.places.written(field)?;
    let old = span.slice(&source.text);
    if !may_show || old.contains('\n') {
        return None;
    }
    let extent = Extent {
        start: source.position(span.start),
        end: source.position(span.end),
        bytes: Span::new(span.start + source.offset, span.end + source.offset),
    };
    Some(json!({
        "description": {"text": super::plain(&told.to_do()?)},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(&report.places.file)},
            "replacements": [{
                "deletedRegion": region(extent),
                "insertedContent": {"text": written(old, source.format, value.expose())},
            }],
        }],
    }))
}
