//! What a run says: one report, one renderer a format.

pub mod baseline;
mod closing;
mod compared;
pub mod diagnosis;
mod entry;
mod fault;
mod format;
mod github;
mod html;
mod human;
mod json;
mod junit;
mod line;
mod markdown;
pub mod page;
mod redact;
mod sarif;
mod snippet;
mod terminal;
mod told;
mod ways;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use entry::{Entry, Judged, Picture};
pub use fault::{FaultReport, Refused, faults_human, faults_json};
pub use format::{Renderer, ReportFormat, Settings};
pub use human::human;
pub use json::{json, json_error, json_line};
pub use redact::{Shown, Tokens};
pub use snippet::{Mask, line as line_of, printable, spelled};
pub use terminal::Style;

use serde::Serialize;

use crate::engine::{CheckOutcome, Outcome};
use crate::fact::{Places, Private, Record, Value, compare_paths};
use crate::rule::{Citation, Pack, Piece, Severity};

/// Version of the JSON report.
pub const SCHEMA_VERSION: u32 = 1;

/// One thing to fix.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Arc<str>,
    /// The theme of the rule.
    pub theme: Arc<str>,
    /// The stable name of what is wrong.
    pub defect: String,
    /// How bad it is.
    pub severity: Severity,
    /// The documented problem it leads to, or `none`.
    pub problem: Arc<str>,
    /// Ids of the guide.
    pub guide: Vec<String>,
    /// The path of the typed value.
    pub field: Option<String>,
    /// The path of what it was held against.
    pub related: Option<String>,
    /// Code-point positions in the typed value.
    pub at: Vec<usize>,
    /// The area in the picture of [`Finding::pictured`].
    pub region: Option<Region>,
    /// What is wrong.
    pub message: Vec<Piece>,
    /// Why it matters.
    pub why: Vec<Piece>,
    /// What to do.
    pub fix: Option<FixOut>,
    /// Measured values and words; never a value of the applicant's.
    pub evidence: BTreeMap<String, Evidence>,
    /// What follows from it, and would not be there without it.
    pub consequences: Vec<Consequence>,
    /// Where the claim comes from.
    pub source: Citation,
}

/// Something that follows from a finding.
#[derive(Clone, Debug)]
pub struct Consequence {
    /// The stable name of what is wrong.
    pub defect: String,
    /// What it looks like.
    pub message: Vec<Piece>,
    /// Measured values and words.
    pub evidence: BTreeMap<String, Evidence>,
}

impl Finding {
    /// The path that leads into the document whose picture shows it: what the value was held against, else the value itself.
    pub fn pictured(&self) -> Option<&str> {
        self.region?;
        let of_document = |path: &&str| path.starts_with("documents[");
        self.related.as_deref().filter(of_document).or_else(|| self.field.as_deref().filter(of_document))
    }

    /// The exact string to type.
    pub fn fix_value(&self) -> Option<&Private> {
        self.fix.as_ref()?.value.as_ref()
    }
}

/// What to do about a finding.
#[derive(Clone, Debug, Default)]
pub struct FixOut {
    /// In words.
    pub text: Vec<Piece>,
    /// The exact string; as sensitive as the field it is for.
    pub value: Option<Private>,
    /// Whether it may be written without asking.
    pub safe: bool,
}

impl FixOut {
    /// Neither words nor a string.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.value.is_none()
    }
}

/// A measured value or a word of a closed list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Evidence {
    /// A whole number.
    Int(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A word of the tool's or the pack's.
    Word(String),
    /// Several of them.
    Words(Vec<String>),
}

impl Evidence {
    /// From a value that the checker has seen to be public.
    pub fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Int(number) => Self::Int(*number),
            Value::Double(number) => Self::Number(*number),
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Text(text) => Self::Word(text.expose().to_owned()),
            Value::Date(date) => Self::Word(date.to_string()),
            Value::List(items) => {
                let word =
                    |item: &Value| if let Value::Text(text) = item { Some(text.expose().to_owned()) } else { None };
                Self::Words(items.iter().map(word).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
}

/// A rectangle as fractions of the upright image.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Region {
    /// The page of a PDF, from 1.
    pub page: u32,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Region {
    /// From the fact of that shape.
    pub fn of(value: &Value) -> Option<Self> {
        let record = value.record()?;
        let side = |name: &str| match record.get(name) {
            Value::Double(number) => Some(*number),
            _ => None,
        };
        let page = match record.get("page") {
            Value::Int(page) => u32::try_from(*page).ok()?,
            _ => 1,
        };
        Some(Self { page, x: side("x")?, y: side("y")?, width: side("width")?, height: side("height")? })
    }
}

/// Two values that were held against each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The path of the typed value.
    pub field: String,
    /// The path of the other.
    pub related: String,
    /// How they relate.
    pub relation: String,
    /// `ok`, `fixable` or `mismatch`.
    pub verdict: String,
}

impl Comparison {
    /// Orders pairs by their places as people count: `forms[2]` stands before `forms[10]`.
    pub fn by_place(&self, other: &Self) -> Ordering {
        compare_paths(&self.field, &other.field)
            .then_with(|| compare_paths(&self.related, &other.related))
            .then_with(|| (&self.relation, &self.verdict).cmp(&(&other.relation, &other.verdict)))
    }
}

/// A finding that somebody has accepted: it is told, and does not count.
#[derive(Clone, Debug)]
pub struct Waived {
    /// What was found.
    pub finding: Finding,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it.
    pub by: WaivedBy,
}

/// Where it is written that a finding is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaivedBy {
    /// In the application itself.
    Waiver,
    /// In a baseline.
    Baseline,
}

impl WaivedBy {
    /// The stable word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiver => "waiver",
            Self::Baseline => "baseline",
        }
    }
}

/// Everything that one application gave.
pub struct Report<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The local date.
    pub today: jiff::civil::Date,
    /// The facts, for what is shown of documents.
    pub facts: &'a Record,
    /// Where values stand.
    pub places: &'a Places,
    /// One outcome a rule.
    pub checks: Vec<CheckOutcome>,
    /// What was found, in order.
    pub findings: Vec<Finding>,
    /// What was found and is accepted.
    pub waived: Vec<Waived>,
    /// Every pair that was compared.
    pub comparisons: Vec<Comparison>,
    /// What was not looked at, and how to have it looked at.
    pub not_checked: Vec<String>,
}

impl<'a> Report<'a> {
    /// What judging an application gave.
    pub fn new(
        pack: &'a Pack,
        today: jiff::civil::Date,
        facts: &'a Record,
        places: &'a Places,
        judged: crate::engine::Judged,
    ) -> Self {
        let crate::engine::Judged { checks, findings, waived, comparisons } = judged;
        Self { pack, today, facts, places, checks, findings, waived, comparisons, not_checked: Vec::new() }
    }

    /// How many findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many rules ended so.
    pub fn outcomes(&self, outcome: Outcome) -> usize {
        self.checks.iter().filter(|check| check.outcome == outcome).count()
    }

    /// Whether any rule could be judged at all.
    pub fn anything_judged(&self) -> bool {
        self.outcomes(Outcome::Pass) + self.outcomes(Outcome::Fail) > 0
    }

    /// What was seen of the network, where it was asked.
    pub fn asked_network(&self) -> Option<&Record> {
        let network = self.facts.get("network").record()?;
        matches!(network.get("asked"), Value::Bool(true)).then_some(network)
    }

    /// The worst severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}
