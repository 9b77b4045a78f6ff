//! From a comparison to results: one a defect of a field.

use super::{Authority, Pair, Target};
use crate::expr::functions::judged::{Judged, word};
use crate::expr::functions::person::Part;
use crate::fact::Value;
use crate::text::Defect;
use crate::text::name::{Comparison, Finding, Relation, Verdict};

impl Pair<'_> {
    /// One result a defect; a comparison that went well is a result without a defect. `before` is where the field begins in what
    /// was compared, `fix` what to type where the verdict is fixable. Whether the two could be read against each other.
    pub(super) fn report(
        &self,
        typed: &Part,
        before: usize,
        target: Target<'_>,
        comparison: &Comparison,
        fix: Option<&str>,
        found: &mut Vec<Value>,
    ) -> bool {
        let about = || {
            Judged::about(&typed.path)
                .with("related", Value::text(target.path))
                .with("relation", word(comparison.relation.as_str()))
                .with("verdict", word(comparison.verdict.as_str()))
        };
        if !comparison.certain {
            let reason = format!(
                "{} and {} cannot be held against each other here: other scripts, or too many parts",
                typed.path, target.path
            );
            found.push(about().with("unsure", Value::text(reason)).value());
            return false;
        }
        let has_authority = self.authority == Authority::Second;
        if comparison.verdict == Verdict::Ok {
            // Letter case alone is no defect; the printed form is still the one without risk. A zone has no small letters.
            let advised = fix.filter(|advised| comparison.relation == Relation::Case && *advised != typed.text);
            let same = about().with("advise", Value::maybe_text(advised.filter(|_| has_authority)));
            found.push(match advised {
                Some(printed) => {
                    let fix = Some(printed).filter(|_| has_authority);
                    same.with("defect", Value::text("case"))
                        .with("note", Value::text(case_note(&typed.text, printed)))
                        .with("fix", Value::maybe_text(fix))
                        .value()
                }
                None => same.value(),
            });
            return true;
        }
        let fix = fix.filter(|_| has_authority && comparison.verdict == Verdict::Fixable);
        let from = found.len();
        let mut push = |defect: &Defect| found.push(about().defect(defect).with("fix", Value::maybe_text(fix)).value());
        for finding in &comparison.findings {
            if let Some(at) = within(finding, before, &typed.text) {
                push(&self.explained(typed, finding, at));
            }
        }
        if found.len() == from
            && let Some(gravest) = comparison.findings.first()
        {
            // Between two fields, or in what the other field lacks.
            found.push(
                about().defect(&self.explained(typed, gravest, Vec::new())).with("fix", Value::maybe_text(fix)).value(),
            );
        }
        true
    }

    /// The defect of a finding. The judgement of single characters names them; the comparison only says that there are some.
    fn explained(&self, typed: &Part, finding: &Finding, at: Vec<usize>) -> Defect {
        let defect = finding.defect(at, self.authority.against());
        let named = typed.slips().iter().find(|slip| slip.code == defect.code && slip.at == defect.at);
        named.cloned().unwrap_or(defect)
    }
}

/// A field that has nothing to be held against.
pub(super) fn not_copied(typed: &Part, target: Target<'_>) -> Value {
    let reason = format!("{} has nothing to be held against beside {}: copy it too", typed.path, target.path);
    Judged::about(&typed.path).with("related", Value::text(target.path)).with("unsure", Value::text(reason)).value()
}

/// A field whose part of the picture's lines was not read surely.
pub(super) fn not_read(typed: &Part, zone: &Part) -> Value {
    let reason = format!("the name in {} was not read surely enough to hold {} against it", zone.path, typed.path);
    Judged::about(&typed.path)
        .with("related", Value::text(zone.path.as_str()))
        .with("unsure", Value::text(reason))
        .value()
}

/// A field in another script than the picture's lines, which may spell it in more ways than are known.
pub(super) fn not_comparable(typed: &Part, zone: &Part) -> Value {
    let reason = format!("{} is in another script than the machine-readable lines of {}", typed.path, zone.path);
    Judged::about(&typed.path)
        .with("related", Value::text(zone.path.as_str()))
        .with("unsure", Value::text(reason))
        .value()
}

fn case_note(typed: &str, printed: &str) -> &'static str {
    if typed.contains('ß') != printed.contains('ß') {
        "only upper and lower case differ; SS is the capital of ß"
    } else {
        "only upper and lower case differ"
    }
}

/// The positions in the field itself; nothing where all of them lie in the other field.
fn within(finding: &Finding, before: usize, text: &str) -> Option<Vec<usize>> {
    let length = text.chars().count();
    let inside = finding.at.iter().filter_map(|at| at.checked_sub(before)).filter(|at| *at < length);
    let inside: Vec<usize> = inside.collect();
    (finding.at.is_empty() || !inside.is_empty()).then_some(inside)
}
