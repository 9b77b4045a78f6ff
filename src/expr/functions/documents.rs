//! The list of documents as a whole: order, missing sides, the same picture twice.

use super::super::function::{Function, Kind};
use super::judged::Judged;
use super::{given, items_at, texts_at};
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
        doc: "Documents that are one file or one picture: equal bytes, or a perceptual hash within 6 of 64 bits.",
        example: ("judge_same_files(documents)", "[]"),
        reads: &[Origin::Image],
        call: |_, args| Ok(Value::list(same_files(items_at(args, 0)?))),
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

/// Bits of a 64-bit difference hash that may differ between two copies of one picture.
const SAME_LOOK_BITS: u32 = 6;

fn same_files(documents: &[Value]) -> Vec<Value> {
    let documents: Vec<&Record> = documents.iter().filter_map(Value::record).map(|document| &**document).collect();
    let mut found = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let earlier = documents.iter().take(index).find_map(|earlier| Some((earlier, likeness(earlier, document)?)));
        if let Some((earlier, note)) = earlier {
            found.push(
                Judged::about(&join(&document.path, "file"))
                    .with("related", Value::text(join(&earlier.path, "file")))
                    .with("defect", Value::text("same-file-twice"))
                    .with("note", Value::text(note))
                    .value(),
            );
        }
    }
    found
}

fn likeness(left: &Record, right: &Record) -> Option<&'static str> {
    if left.text("content_id").is_some() && left.text("content_id") == right.text("content_id") {
        return Some("both entries are the same file");
    }
    let hash = |record: &Record| u64::from_str_radix(record.text("look_id")?, 16).ok();
    let distance = (hash(left)? ^ hash(right)?).count_ones();
    (distance <= SAME_LOOK_BITS).then_some("both entries show the same picture")
}
