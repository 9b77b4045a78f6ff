//! Rules as data: what a rule is, how a pack of them is loaded, and how their own tests are run.

mod check;
mod condition;
mod data;
pub mod limit;
pub mod lint;
mod load;
mod pack;
mod parse;
mod problem;
mod reader;
pub mod table;
mod template;
pub mod test;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

pub use condition::Condition;
pub use data::Data;
pub use limit::Limit;
pub use pack::{EMBEDDED, Pack, PackError, Theme};
pub use problem::{Cause, Code, Concept, EvidenceRule, Problem, Step, Symptoms, Wording};
pub use template::{Piece, Template};

use crate::source::{Node, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It would be better otherwise.
    Advice,
    /// Likely trouble.
    Warning,
    /// The portal will refuse it, or the user is in danger.
    Error,
}

impl Severity {
    /// The stable word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// By its word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Advice, Self::Warning, Self::Error].into_iter().find(|severity| severity.name() == word)
    }
}

/// How far a source is to be trusted: A official and recent, B official but older or undated, C not official, P a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Official, 2024 or later.
    A,
    /// Official, older or without a date.
    B,
    /// Not official, or inferred.
    C,
    /// An official figure of another product.
    P,
}

impl Confidence {
    /// The letter.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::P => "P",
        }
    }

    /// The worst that a rule with such a source may say: only A may be an error.
    pub fn worst(self) -> Severity {
        match self {
            Self::A => Severity::Error,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where a rule's claim comes from.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The page.
    pub url: String,
    /// When it was last looked at, ISO 8601.
    pub checked: String,
    /// How far it is to be trusted.
    pub confidence: Confidence,
}

/// What to do about a finding.
#[derive(Debug)]
pub struct Fix {
    /// In words.
    pub text: Template,
    /// The exact string, for rules with `expect`.
    pub edit: Option<Condition>,
    /// Whether it may be written into the file without being asked about.
    pub safe: bool,
}

/// The place that a rule's finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// What `each` bound: `it`.
    It,
    /// A field of what `each` bound: `it.file`.
    ItField(Arc<str>),
    /// A path: `identity.expiry_date`.
    Path(Arc<str>),
}

/// How a rule judges.
#[derive(Debug)]
pub enum Check {
    /// A condition that must hold, and the defect where it does not.
    Expect(Condition, Arc<str>),
    /// A function that lists what is wrong.
    Judge(Condition),
}

/// A declarative check over facts.
#[derive(Debug)]
pub struct Rule {
    /// Stable name, reads well after "allow".
    pub id: Arc<str>,
    /// The theme, the name of its file.
    pub theme: Arc<str>,
    /// What a finding is called.
    pub title: Template,
    /// Its severity where `severities` has no other for the defect.
    pub severity: Severity,
    /// Severities by defect.
    pub severities: BTreeMap<String, Severity>,
    /// Defects that are none of this rule's business.
    pub ignore: Vec<String>,
    /// The documented problem that it leads to, or `none`.
    pub problem: Arc<str>,
    /// Ids of the guide.
    pub guide: Vec<String>,
    /// What is judged, one after the other.
    pub each: Option<Condition>,
    /// When it applies.
    pub when: Option<Condition>,
    /// Where its findings point.
    pub at: Option<At>,
    /// How it judges.
    pub check: Check,
    /// Code-point positions to mark.
    pub mark: Option<Condition>,
    /// The area of an image.
    pub region: Option<Condition>,
    /// Measured values to show, by name.
    pub evidence: BTreeMap<String, Condition>,
    /// Rules that must not have failed at the same place.
    pub needs: Vec<String>,
    /// Rules whose findings about the same hosts follow from this rule's.
    pub explains: Vec<String>,
    /// Why it matters.
    pub why: Template,
    /// What to do.
    pub fix: Option<Fix>,
    /// Where the claim comes from.
    pub source: Citation,
    /// Its own tests.
    pub tests: Vec<RuleTest>,
    /// Where it stands in its file.
    pub span: Span,
    /// Where its words stand that name something elsewhere: key, word, place.
    pub names: Vec<(&'static str, String, Span)>,
    /// Index of its file in the pack.
    pub file: usize,
}

impl Rule {
    /// Every condition of the rule.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let check = match &self.check {
            Check::Expect(condition, _) | Check::Judge(condition) => condition,
        };
        [&self.each, &self.when, &self.mark, &self.region]
            .into_iter()
            .flatten()
            .chain([check])
            .chain(self.fix.iter().filter_map(|fix| fix.edit.as_ref()))
            .chain(self.evidence.values())
            .chain(self.templates().flat_map(Template::conditions))
    }

    /// Every text with placeholders.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        [&self.title, &self.why].into_iter().chain(self.fix.iter().map(|fix| &fix.text))
    }

    /// The ids of the limits that it names, in its conditions and in its sentences.
    pub fn limits(&self) -> BTreeSet<String> {
        limit::named_in(self.conditions())
    }

    /// Where a word of the rule stands; the rule itself where it was not written.
    pub fn place_of(&self, key: &str, word: &str) -> Span {
        let named = self.names.iter().find(|(known, text, _)| *known == key && text == word);
        named.map_or(self.span, |(.., span)| *span)
    }

    /// Where the value of a key stands; the rule itself where it was not written.
    pub fn place(&self, key: &str) -> Span {
        self.names.iter().find(|(known, ..)| *known == key).map_or(self.span, |(.., span)| *span)
    }

    /// The severity of a defect under this rule.
    pub fn severity_of(&self, defect: &str) -> Severity {
        self.severities.get(defect).copied().unwrap_or(self.severity)
    }
}

/// What a rule's test expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// No finding, and something was judged.
    Pass,
    /// At least one finding.
    Fail,
    /// Nothing to judge.
    Skip,
    /// Could not tell.
    Unsure,
}

/// One test of a rule.
#[derive(Clone, Debug)]
pub struct RuleTest {
    /// What comes out.
    pub expected: Expected,
    /// The facts, as an application with measured values allowed.
    pub facts: Node,
    /// The date of the run.
    pub today: Option<String>,
    /// The defects found, in order.
    pub defects: Option<Vec<String>>,
    /// The place of the first finding.
    pub at: Option<String>,
    /// The marked positions of the first finding.
    pub mark: Option<Vec<usize>>,
    /// The exact string of the first finding.
    pub fix: Option<String>,
    /// Where the test stands.
    pub span: Span,
}
