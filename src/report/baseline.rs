//! Findings that were there when somebody began to look: accepted without a reason, by what they are and where, never by line, so
//! that a file may grow above them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Finding, Report, Waived, WaivedBy};

/// A list of accepted findings.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The findings, in the order in which they were found.
    #[serde(default, rename = "finding")]
    pub entries: Vec<Entry>,
    /// The folder in which the baseline stands: names of files are told from there.
    #[serde(skip)]
    folder: PathBuf,
}

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The application's file, from the baseline's folder.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// The defect.
    pub defect: String,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The first lines of the file.
const HEAD: &str =
    "# Findings that are accepted as they are. `preflight check --write-baseline` writes this file anew.\n\n";

impl Baseline {
    /// An empty one, that will be written to `path`.
    pub fn at(path: &Path) -> Self {
        Self { folder: folder_of(path), ..Self::default() }
    }

    /// From its file.
    pub fn parse(text: &str, path: &Path) -> Result<Self, String> {
        let read: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        Ok(Self { folder: folder_of(path), ..read })
    }

    /// As its file.
    pub fn text(&self) -> String {
        format!("{HEAD}{}", toml::to_string(self).unwrap_or_default())
    }

    /// Takes everything in that a report finds.
    pub fn add(&mut self, report: &Report<'_>) {
        let file = from(&self.folder, &report.places.file);
        self.entries.extend(report.findings.iter().map(|finding| Entry::of(&file, finding)));
    }

    /// Sets aside what is accepted; gives the number of entries for this file that were not found again.
    pub fn apply(&self, report: &mut Report<'_>) -> usize {
        let mut left: HashMap<&Entry, usize> = HashMap::new();
        let file = from(&self.folder, &report.places.file);
        for entry in self.entries.iter().filter(|entry| entry.file == file) {
            *left.entry(entry).or_default() += 1;
        }
        for finding in std::mem::take(&mut report.findings) {
            match left.get_mut(&Entry::of(&file, &finding)).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    let reason = "in the baseline".to_owned();
                    report.waived.push(Waived { finding, reason, by: WaivedBy::Baseline });
                }
                None => report.findings.push(finding),
            }
        }
        left.values().sum()
    }
}

impl Entry {
    fn of(file: &str, finding: &Finding) -> Self {
        Self {
            file: file.to_owned(),
            rule: finding.rule.to_string(),
            defect: finding.defect.clone(),
            field: finding.field.clone(),
        }
    }
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// A file's name as it is told from a folder, with slashes: the same from wherever the command is run. A file elsewhere keeps its name.
fn from(folder: &Path, file: &str) -> String {
    let real = Path::new(file).canonicalize();
    let below = real.as_ref().ok().and_then(|real| real.strip_prefix(folder).ok());
    let parts = below.unwrap_or(Path::new(file)).components().filter(|part| *part != Component::CurDir);
    let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let entry = |field: Option<&str>| Entry {
            file: "a.toml".to_owned(),
            rule: "full-width".to_owned(),
            defect: "full-width".to_owned(),
            field: field.map(str::to_owned),
        };
        let entries = vec![entry(Some("identity.surname")), entry(None)];
        let baseline = Baseline { entries, ..Baseline::default() };
        assert_eq!(Baseline::parse(&baseline.text(), Path::new("b.toml")).unwrap().entries, baseline.entries);
        assert!(Baseline::parse("", Path::new("b.toml")).unwrap().entries.is_empty());
        assert!(Baseline::parse("[[finding]]\nline = 3", Path::new("b.toml")).is_err());
    }
}
