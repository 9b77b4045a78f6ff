//! Which files that the application names are there, and what the documents among them hold.

use std::path::Path;
use std::sync::Arc;

use super::document;
use crate::fact::{Record, Value};
use crate::source::{Unreadable, read_regular};

/// Largest document that is read, in bytes. Providers take 10 MB; this leaves room to say by how much a file is too large.
const MAX_DOCUMENT_BYTES: u64 = 64 * 1024 * 1024;

/// Documents that are read of one application.
const MAX_DOCUMENTS: usize = 32;

/// Fills the file facts of `documents` and `journal`.
pub fn probe(facts: &mut Record, folder: &Path, look_inside: bool) {
    for section in ["documents", "journal"] {
        let entries = facts.get(section).items().to_vec();
        if entries.is_empty() {
            continue;
        }
        let probed = entries.iter().enumerate().map(|(index, entry)| match entry {
            Value::Record(record) => Value::Record(Arc::new(self::entry(record, section, index, folder, look_inside))),
            other => other.clone(),
        });
        let probed = Value::list(probed);
        facts.set(section, probed);
    }
}

fn entry(record: &Record, section: &str, index: usize, folder: &Path, look_inside: bool) -> Record {
    let mut record = record.clone();
    if section == "journal" {
        if let Some(name) = record.text("screenshot") {
            let exists = folder.join(name).is_file();
            record.set("screenshot_exists", Value::Bool(exists));
        }
        return record;
    }
    let Some(name) = record.text("file").map(str::to_owned) else {
        return record;
    };
    if index >= MAX_DOCUMENTS {
        document::unknown(&mut record, &format!("only the first {MAX_DOCUMENTS} documents are read"));
        return record;
    }
    match read(&name, folder) {
        Ok(bytes) => {
            record.set("file_size", Value::Int(bytes.len() as i64));
            if look_inside {
                document::look(&mut record, &bytes, &name);
            }
        }
        Err((code, reason)) => {
            record.set("file_trouble", Value::text(code));
            document::unknown(&mut record, reason);
        }
    }
    record
}

/// The bytes of a regular file beside the application, or the reason in a word and in a sentence.
fn read(name: &str, folder: &Path) -> Result<Vec<u8>, (&'static str, &'static str)> {
    if name.contains("://") || name.starts_with("data:") {
        return Err(("not-a-file", "a web address is never fetched"));
    }
    read_regular(&folder.join(name), MAX_DOCUMENT_BYTES).map_err(|error| match error {
        Unreadable::Io(error) if error.kind() == std::io::ErrorKind::NotFound => ("missing", "there is no such file"),
        Unreadable::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            ("not-allowed", "the file may not be read")
        }
        Unreadable::NotAFile(_) => ("not-a-file", "this is no file"),
        Unreadable::TooLarge(_) => ("too-large-to-read", "the file is larger than 64 MiB"),
        _ => ("not-allowed", "the file cannot be read"),
    })
}
