//! What an application is expected to give, in a file beside it: readable, so that a change of rules is read as a change of text.

use serde::{Deserialize, Serialize};

use crate::engine::Outcome;
use crate::report::{Finding, Report, Shown};
use crate::source::{Fault, Source};

/// The end of the names of expectation files: `application.expected.toml` stands beside `application.toml`.
pub const ENDING: &str = ".expected.toml";

/// What is expected of one application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The pack by which it is judged, where that is not the one of the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// The day on which it is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// Whether fixes are written down with their values: for applications of invented people only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub values: bool,
    /// Rules that cannot tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inconclusive: Vec<String>,
    /// What is wrong with the file itself.
    #[serde(default, rename = "error", skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Error>,
    /// What is found, in the order of the report.
    #[serde(default, rename = "finding", skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Found>,
    /// What is found and accepted.
    #[serde(default, rename = "accepted", skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Found>,
}

/// A fault of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Error {
    /// What.
    pub message: String,
    /// Line and column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<[usize; 2]>,
}

/// A finding. It has no line: a note above it in the file is no change.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// Its severity.
    pub severity: String,
    /// The defect.
    pub defect: String,
    /// The rule.
    pub rule: String,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it was held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub related: Option<String>,
    /// The marked positions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<usize>,
    /// What is said of it.
    pub message: String,
    /// What to type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
}

impl Expectation {
    /// From its file.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    /// As its file; `name` is the application's.
    pub fn text(&self, name: &str) -> String {
        let body = toml::to_string(self).unwrap_or_default();
        format!("# What `preflight check {name}` finds. `preflight test --update` writes this file anew.\n\n{body}")
    }

    /// What a report says, under the conditions that are expected.
    pub fn of_report(&self, report: &Report<'_>) -> Self {
        let mut shown = Shown::of(report, self.values);
        let mut found = |finding: &Finding| Found::of(finding, self.values, &mut shown);
        Self {
            findings: report.findings.iter().map(&mut found).collect(),
            accepted: report.waived.iter().map(|waived| found(&waived.finding)).collect(),
            inconclusive: report
                .checks
                .iter()
                .filter(|check| check.outcome == Outcome::Inconclusive)
                .map(|check| check.rule.to_string())
                .collect(),
            ..self.conditions()
        }
    }

    /// What is wrong with a file that cannot be judged.
    pub fn of_faults(&self, source: Option<&Source>, faults: &[Fault]) -> Self {
        let error = |fault: &Fault| Error {
            message: fault.message.clone(),
            at: source.zip(fault.span).map(|(source, span)| {
                let position = source.position(span.start);
                [position.line, position.column]
            }),
        };
        Self { errors: faults.iter().map(error).collect(), ..self.conditions() }
    }

    /// The head without anything that is found.
    fn conditions(&self) -> Self {
        Self { pack: self.pack.clone(), today: self.today.clone(), values: self.values, ..Self::default() }
    }
}

impl Found {
    fn of(finding: &Finding, values: bool, shown: &mut Shown) -> Self {
        Self {
            severity: finding.severity.name().to_owned(),
            defect: finding.defect.clone(),
            rule: finding.rule.to_string(),
            field: finding.field.clone(),
            related: finding.related.clone(),
            at: finding.at.clone(),
            message: shown.sentence(&finding.message),
            fix: finding.fix_value().filter(|_| values).map(|value| value.expose().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let found = Found {
            severity: "error".to_owned(),
            defect: "full-width".to_owned(),
            rule: "unusual-characters".to_owned(),
            field: Some("identity.surname".to_owned()),
            related: None,
            at: vec![0],
            message: "A \"message\"".to_owned(),
            fix: Some("LINDQVIST".to_owned()),
        };
        let expectation = Expectation {
            today: Some("2026-05-19".to_owned()),
            values: true,
            inconclusive: vec!["glare".to_owned()],
            errors: vec![Error { message: "no".to_owned(), at: Some([1, 2]) }],
            findings: vec![found],
            ..Expectation::default()
        };
        let text = expectation.text("a.toml");
        assert_eq!(Expectation::parse(&text).unwrap(), expectation, "{text}");
    }
}
