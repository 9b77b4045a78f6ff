//! The list of documents as a whole: order, missing sides, the same picture twice.

use super::super::function::{Function, Kind};
use super::judged::Judged;
use super::{given, int_at, items_at, texts_at};
use crate::expr::Stop;
use crate::fact::{Origin, Record, Value, join};

pub const TABLE: &[Function] = &[
    Function {
        name: "judge_attachments",
        params: &[("documents", Kind::Documents), ("sides", Kind::Texts)],
        result: Kind::Judged,
        doc: "Whether these sides are all there, once, in this order.",
        example: ("judge_attachments(documents, [])", "[]"),
        reads: &[],
        call: |_, args| attachments(items_at(args, 0)?, &texts_at(args, 1)?),
    },
    Function {
        name: "judge_same_files",
        params: &[("documents", Kind::Documents)],
        result: Kind::Judged,
        doc: "Documents whose files are equal byte by byte.",
        example: ("judge_same_files(documents)", "[]"),
        reads: &[Origin::Image],
        call: |_, args| Ok(twice(items_at(args, 0)?, "both entries are the same file", same_bytes)),
    },
    Function {
        name: "judge_same_looks",
        params: &[("documents", Kind::Documents), ("bits", Kind::Int)],
        result: Kind::Judged,
        doc: "Documents that are not one file and look like one picture: difference hashes of 64 bits that differ in at most so many.",
        example: ("judge_same_looks(documents, 4)", "[]"),
        reads: &[Origin::Image],
        call: |_, args| {
            let bits = int_at(args, 1)?;
            let alike = |left: &Record, right: &Record| {
                !same_bytes(left, right) && distance(left, right).is_some_and(|distance| distance <= bits)
            };
            Ok(twice(items_at(args, 0)?, "both entries show the same picture", alike))
        },
    },
];

fn attachments(documents: &[Value], sides: &[&str]) -> Result<Value, Stop> {
    let mut places = Vec::new();
    for document in documents.iter().filter_map(Value::record) {
        let side = given(document, "side")?;
        places.extend(side.and_then(|side| sides.iter().position(|wanted| *wanted == side)));
    }
    let missing: Vec<&str> =
        sides.iter().enumerate().filter(|(index, _)| !places.contains(index)).map(|(_, side)| *side).collect();
    if !missing.is_empty() {
        let note =
            format!("{} of {} files: {} is missing", sides.len() - missing.len(), sides.len(), missing.join(" and "));
        return Ok(Value::list([Judged::about("documents")
            .with("defect", Value::text("missing-attachment"))
            .with("note", Value::text(note))
            .value()]));
    }
    if places.windows(2).any(|pair| pair.first() > pair.last()) {
        let note = format!("upload them in this order: {}", sides.join(", "));
        return Ok(Value::list([Judged::about("documents")
            .with("defect", Value::text("attachment-order"))
            .with("note", Value::text(note))
            .value()]));
    }
    Ok(Value::list([]))
}

/// Every document that an earlier one equals.
fn twice(documents: &[Value], note: &str, equal: impl Fn(&Record, &Record) -> bool) -> Value {
    let documents: Vec<&Record> = documents.iter().filter_map(Value::record).map(|document| &**document).collect();
    let repeated = documents.iter().enumerate().filter_map(|(index, document)| {
        let earlier = documents.iter().take(index).find(|earlier| equal(earlier, document))?;
        let judged = Judged::about(&join(&document.path, "file"))
            .with("related", Value::text(join(&earlier.path, "file")))
            .with("defect", Value::text("same-file-twice"))
            .with("note", Value::text(note));
        Some(judged.value())
    });
    Value::list(repeated.collect::<Vec<_>>())
}

fn same_bytes(left: &Record, right: &Record) -> bool {
    left.text("content_id").is_some() && left.text("content_id") == right.text("content_id")
}

/// Bits in which two difference hashes differ, where both pictures were decoded.
fn distance(left: &Record, right: &Record) -> Option<i64> {
    let hash = |record: &Record| u64::from_str_radix(record.text("look_id")?, 16).ok();
    Some(i64::from((hash(left)? ^ hash(right)?).count_ones()))
}
