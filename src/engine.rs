//! Judging facts by rules. Facts are gathered elsewhere; nothing here looks at a file or the network.

mod cause;
mod cure;
mod judge;
mod plan;
mod waive;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

pub use cure::unify;
pub use judge::plain;
pub use plan::{Plan, origins};
pub use waive::waive;

use crate::expr::Memo;
use crate::fact::{Moment, Places, Record};
use crate::report::{Comparison, Finding, Waived};
use crate::rule::{Pack, Rule};

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Judged, nothing found.
    Pass,
    /// Judged, something found.
    Fail,
    /// Could not tell.
    Inconclusive,
    /// A rule that must hold first has failed.
    Blocked,
    /// Does not apply, or was not asked for.
    Skipped,
}

impl Outcome {
    /// The stable word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Inconclusive => "inconclusive",
            Self::Blocked => "blocked",
            Self::Skipped => "skipped",
        }
    }
}

/// The outcome of one rule with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOutcome {
    /// The rule.
    pub rule: Arc<str>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, for everything but pass and fail; no value of the applicant's.
    pub reason: Option<Cow<'static, str>>,
}

/// What is judged.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The pack whose rules are asked.
    pub pack: &'a Pack,
    /// The facts.
    pub facts: &'a Record,
    /// The time of the run.
    pub now: Moment,
    /// Whether the network was asked.
    pub online: bool,
    /// Comparisons made before in this run.
    pub memo: &'a Memo,
}

/// Everything that judging gives.
#[derive(Debug, Default)]
pub struct Judged {
    /// One outcome a rule.
    pub checks: Vec<CheckOutcome>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What was found and is accepted.
    pub waived: Vec<Waived>,
    /// Every pair that was compared, the equal ones too.
    pub comparisons: Vec<Comparison>,
}

/// Judges facts by these rules.
pub fn judge(input: &Input<'_>, rules: &[&Rule]) -> Judged {
    Plan::new(input.pack, rules).judge(input)
}

/// One finding for each defect of a field: the gravest, among equals the one that says what to type, then the one that names what
/// the value was held against, then the one that shows that in a picture.
fn merge(findings: &mut Vec<Finding>) {
    let weight = |finding: &Finding| {
        let related = finding.related.is_some();
        (finding.severity, finding.fix_value().is_some(), related, related && finding.region.is_some())
    };
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        let key = finding.field.clone().map(|field| (field, finding.defect.clone()));
        let twin = key.as_ref().and_then(|key| places.get(key)).and_then(|&index| kept.get_mut(index));
        match twin {
            Some(twin) if weight(&finding) > weight(twin) => *twin = finding,
            Some(_) => {}
            None => {
                if let Some(key) = key {
                    places.insert(key, kept.len());
                }
                kept.push(finding);
            }
        }
    }
    *findings = kept;
}

/// Orders findings by severity, then by their place in the file, then by path. What is said of the network stays in the order of
/// the pack's rules, the cause nearest to the user first, and stands where the gravest of it would.
pub fn sort(findings: &mut [Finding], places: &Places) {
    let of_network = |finding: &Finding| finding.field.as_deref() == Some(NETWORK);
    let gravest = findings.iter().filter(|finding| of_network(finding)).map(|finding| finding.severity).max();
    let severity = |finding: &Finding| if of_network(finding) { gravest } else { Some(finding.severity) };
    let ids = |finding: &Finding| (!of_network(finding)).then(|| (finding.rule.clone(), finding.defect.clone()));
    findings.sort_by(|left, right| {
        let place = |finding: &Finding| {
            let place = finding.field.as_deref().and_then(|field| places.nearest(field));
            place.map_or((usize::MAX, 0), |place| (place.start.line, place.start.column))
        };
        (severity(right), place(left), &left.field, ids(left)).cmp(&(
            severity(left),
            place(right),
            &right.field,
            ids(right),
        ))
    });
}

/// The place of findings about the way to the portal.
const NETWORK: &str = "network";
