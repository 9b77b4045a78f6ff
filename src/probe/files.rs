//! Which files that the application names are there, and what the documents among them hold.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::document;
use crate::fact::{Record, Value};
use crate::source::{Unreadable, read_regular};

/// Largest document that is read, in bytes. Providers take 10 MB; this leaves room to say by how much a file is too large.
const MAX_DOCUMENT_BYTES: u64 = 40 * 1024 * 1024;

/// Documents of more bytes are looked at one at a time: each may take a hundred megabytes of memory.
const LARGE_DOCUMENT_BYTES: usize = 6 * 1024 * 1024;
static LARGE: Mutex<()> = Mutex::new(());

/// Documents that are read of one application.
const MAX_DOCUMENTS: usize = 32;

/// Documents that are looked at side by side: each may take the memory of a large picture.
const MOST_THREADS: usize = 4;

/// Fills the file facts of `documents` and `journal`; `progress` is told how many of all documents have been looked at.
pub fn probe(facts: &mut Record, folder: &Path, look_inside: bool, progress: &(dyn Fn(usize, usize) + Sync)) {
    for (section, key) in [("documents", "file"), ("journal", "screenshot")] {
        let entries = facts.get(section).items();
        let names_a_file = |entry: &Value| entry.record().is_some_and(|entry| entry.text(key).is_some());
        let files = entries.iter().filter(|entry| names_a_file(entry)).count();
        if files == 0 {
            continue;
        }
        let entries = entries.to_vec();
        let probed: Vec<OnceLock<Value>> = entries.iter().map(|_| OnceLock::new()).collect();
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            while let Some((index, (entry, place))) = pick(&next, &entries, &probed) {
                let value = match entry {
                    Value::Record(record) => {
                        Value::Record(Arc::new(self::entry(record, section, index, folder, look_inside)))
                    }
                    other => other.clone(),
                };
                // Nobody else has this place.
                let _ = place.set(value);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, entries.len());
            }
        };
        // To ask for the number of cores takes longer than to see that one file is there.
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if files == 1 { 1 } else { cores().min(MOST_THREADS).min(files) };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let values = probed.into_iter().zip(entries).map(|(probed, entry)| probed.into_inner().unwrap_or(entry));
        let values = Value::list(values);
        facts.set(section, values);
    }
}

/// The next entry that nobody has taken, and where what is found of it goes.
fn pick<'a, T, U>(next: &AtomicUsize, entries: &'a [T], places: &'a [U]) -> Option<(usize, (&'a T, &'a U))> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, (entries.get(index)?, places.get(index)?)))
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
                let _one_at_a_time =
                    (bytes.len() > LARGE_DOCUMENT_BYTES).then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
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
        Unreadable::TooLarge(_) => ("too-large-to-read", "the file is larger than 40 MiB"),
        _ => ("not-allowed", "the file cannot be read"),
    })
}
