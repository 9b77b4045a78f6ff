//! The applications of a folder, each with the file that says what is expected of it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::expectation::ENDING;

/// Endings of applications.
const ENDINGS: [&str; 4] = ["toml", "yaml", "yml", "json"];

/// Deepest folders that are looked into.
const MAX_DEPTH: usize = 16;

/// An application and its expectation, of which one may not be there.
pub struct Case {
    /// The application.
    pub application: PathBuf,
    /// What is expected of it.
    pub expected: PathBuf,
    /// Another application whose expectation would be the same file.
    pub twin: Option<PathBuf>,
}

/// The cases of a folder and of those in it, in the order of their names. Links to folders are not followed: they may lead back.
pub fn cases(folder: &Path) -> io::Result<Vec<Case>> {
    let mut files = BTreeSet::new();
    collect(folder, 0, &mut files)?;
    let mut cases = Vec::new();
    for file in &files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(stem) = name.strip_suffix(ENDING) {
            let of = |ending: &str| file.with_file_name(format!("{stem}.{ending}"));
            // An expectation whose application is gone is a case of its own.
            if !ENDINGS.iter().any(|ending| files.contains(&of(ending))) {
                cases.push(Case { application: of("toml"), expected: file.clone(), twin: None });
            }
        } else {
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            let expected = file.with_file_name(format!("{stem}{ENDING}"));
            let mut others = ENDINGS.iter().map(|ending| file.with_file_name(format!("{stem}.{ending}")));
            let twin = others.find(|other| other != file && files.contains(other));
            cases.push(Case { application: file.clone(), expected, twin });
        }
    }
    Ok(cases)
}

fn collect(folder: &Path, depth: usize, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (kind, path) = (entry.file_type()?, entry.path());
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && !hidden && depth < MAX_DEPTH {
            collect(&path, depth + 1, files)?;
        } else if kind.is_file() && !hidden && is_application(&path) {
            files.insert(path);
        }
    }
    Ok(())
}

fn is_application(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
