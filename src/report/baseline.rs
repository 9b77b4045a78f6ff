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
}

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The application's file, as it is named on the command line.
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
    /// From its file.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    /// As its file.
    pub fn text(&self) -> String {
        format!("{HEAD}{}", toml::to_string(self).unwrap_or_default())
    }

    /// Takes everything in that a report finds.
    pub fn add(&mut self, report: &Report<'_>) {
        self.entries.extend(report.findings.iter().map(|finding| Entry::of(&report.places.file, finding)));
    }

    /// Sets aside what is accepted; gives the number of entries for this file that were not found again.
    pub fn apply(&self, report: &mut Report<'_>) -> usize {
        let mut left: HashMap<&Entry, usize> = HashMap::new();
        let file = plain(&report.places.file);
        for entry in self.entries.iter().filter(|entry| entry.file == file) {
            *left.entry(entry).or_default() += 1;
        }
        for finding in std::mem::take(&mut report.findings) {
            match left.get_mut(&Entry::of(&report.places.file, &finding)).filter(|left| **left > 0) {
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
            file: plain(file),
            rule: finding.rule.to_string(),
            defect: finding.defect.clone(),
            field: finding.field.clone(),
        }
    }
}

/// A file's name without what does not change where it leads: `./a.toml` is `a.toml`.
fn plain(file: &str) -> String {
    let parts = Path::new(file).components().filter(|part| *part != Component::CurDir);
    parts.collect::<PathBuf>().display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_compared_by_where_they_lead() {
        assert_eq!(
            [plain("./a.toml"), plain("apps/./a.toml"), plain("../a.toml")],
            ["a.toml", "apps/a.toml", "../a.toml"]
        );
    }

    #[test]
    fn what_is_written_is_read() {
        let entry = |field: Option<&str>| Entry {
            file: "a.toml".to_owned(),
            rule: "full-width".to_owned(),
            defect: "full-width".to_owned(),
            field: field.map(str::to_owned),
        };
        let baseline = Baseline { entries: vec![entry(Some("identity.surname")), entry(None)] };
        assert_eq!(Baseline::parse(&baseline.text()).unwrap().entries, baseline.entries);
        assert!(Baseline::parse("").unwrap().entries.is_empty());
        assert!(Baseline::parse("[[finding]]\nline = 3").is_err());
    }
}
