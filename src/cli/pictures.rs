//! The picture files of an application, and small copies of them for a page that may include them.

use std::path::{Path, PathBuf};

use crate::fact::{Record, Value};
use crate::image::{Budget, upright_copy};
use crate::report::Picture;
use crate::source::read_regular;

/// Largest file that is copied from.
const MAX_COPIED_BYTES: u64 = 64 * 1024 * 1024;

/// Long side of a copy in pixels.
const LONG_SIDE: usize = 1200;

/// The files that the documents name.
pub fn files(facts: &Record, folder: &Path) -> Vec<PathBuf> {
    documents(facts).filter_map(|document| document.text("file")).map(|file| folder.join(file)).collect()
}

/// Upright grey copies, without anything else of the files. A picture that cannot be read has none.
pub fn copies(facts: &Record, folder: &Path) -> Vec<Picture> {
    documents(facts).filter_map(|document| copy(document, folder)).collect()
}

fn documents(facts: &Record) -> impl Iterator<Item = &Record> {
    facts.get("documents").items().iter().filter_map(Value::record).map(|record| &**record)
}

fn copy(document: &Record, folder: &Path) -> Option<Picture> {
    let bytes = read_regular(&folder.join(document.text("file")?), MAX_COPIED_BYTES).ok()?;
    let page = match document.get("page") {
        Value::Int(page) => u32::try_from(*page).unwrap_or(1),
        _ => 1,
    };
    let jpeg = upright_copy(&bytes, page, LONG_SIDE, &Budget::default()).ok()??;
    Some(Picture { path: document.path.to_string(), jpeg })
}
