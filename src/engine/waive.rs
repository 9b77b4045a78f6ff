//! Accepted findings: set aside with the reason that the application gives. A waiver that is unknown, incomplete, over or of no use
//! is a finding itself, so that the list of exceptions does not outlive them.

use std::sync::Arc;

use jiff::civil::Date;

use super::plan::OFFLINE;
use super::{Judged, Outcome};
use crate::fact::{Record, Value, nearest};
use crate::report::{Finding, FixOut, Waived, WaivedBy};
use crate::rule::{Check, Citation, Confidence, Pack, Piece, Rule, Severity};

/// What findings about waivers are called.
const RULE: &str = "waiver";

/// When the wording of these findings was last looked at.
const CHECKED: &str = "2026-11-29";

/// One `[[waive]]`.
struct Waiver<'a> {
    path: &'a str,
    rule: &'a str,
    at: &'a str,
    reason: &'a str,
    until: Date,
}

/// Sets aside what the application accepts on this day, and judges its waivers.
pub fn waive(pack: &Pack, facts: &Record, today: Date, judged: &mut Judged) {
    let mut about = Vec::new();
    for record in facts.get("waive").items().iter().filter_map(Value::record) {
        match Waiver::of(record) {
            Err(missing) => about.push(finding(&record.path, "waiver-incomplete", Wrong::Incomplete(missing))),
            Ok(waiver) => about.extend(waiver.apply(pack, today, judged)),
        }
    }
    judged.findings.extend(about);
}

impl<'a> Waiver<'a> {
    /// A waiver with everything that it needs, or the key that is missing.
    fn of(record: &'a Record) -> Result<Self, &'static str> {
        let text = |key: &'static str| record.text(key).map(str::trim).filter(|text| !text.is_empty()).ok_or(key);
        let Value::Date(until) = record.get("until") else { return Err("until") };
        Ok(Self { path: &record.path, rule: text("rule")?, at: text("at")?, reason: text("reason")?, until: *until })
    }

    fn apply(&self, pack: &Pack, today: Date, judged: &mut Judged) -> Option<Finding> {
        if !self.is_known(pack, judged) {
            let near = nearest(self.rule, names(pack)).map(str::to_owned);
            return Some(finding(self.path, "waiver-unknown", Wrong::Unknown(self.rule.to_owned(), near)));
        }
        let covered = |finding: &Finding| {
            (*finding.rule == *self.rule || finding.defect == self.rule) && covers(self.at, finding.field.as_deref())
        };
        let found = judged.findings.iter().any(&covered);
        if self.until < today {
            return Some(finding(self.path, "waiver-expired", Wrong::Expired(self.until)));
        }
        if !found {
            return self.is_judged(pack, judged).then(|| finding(self.path, "waiver-unused", Wrong::Unused));
        }
        let all = std::mem::take(&mut judged.findings);
        let (accepted, left): (Vec<Finding>, Vec<Finding>) = all.into_iter().partition(covered);
        judged.findings = left;
        let reason = |finding| Waived { finding, reason: self.reason.to_owned(), by: WaivedBy::Waiver };
        judged.waived.extend(accepted.into_iter().map(reason));
        None
    }

    fn is_known(&self, pack: &Pack, judged: &Judged) -> bool {
        names(pack).any(|name| name == self.rule) || judged.findings.iter().any(|finding| finding.defect == self.rule)
    }

    /// Whether this run could have found it: a rule that was not asked says nothing about its waiver.
    fn is_judged(&self, pack: &Pack, judged: &Judged) -> bool {
        let told = |rule: &Rule| {
            let check = judged.checks.iter().find(|check| check.rule == rule.id);
            check.is_some_and(|check| match check.outcome {
                Outcome::Pass | Outcome::Fail => true,
                // There is nothing for it in the application; without the network nobody knows.
                Outcome::Skipped => check.reason.as_deref() != Some(OFFLINE),
                Outcome::Inconclusive | Outcome::Blocked => false,
            })
        };
        let mut meant = pack.rules.iter().filter(|rule| named(rule).any(|name| name == self.rule)).peekable();
        meant.peek().is_some() && meant.all(told)
    }
}

/// The rules of a pack and the defects that it names.
fn names(pack: &Pack) -> impl Iterator<Item = &str> {
    pack.rules.iter().flat_map(named)
}

/// A rule and the defects that it names.
fn named(rule: &Rule) -> impl Iterator<Item = &str> {
    let defect = match &rule.check {
        Check::Expect(_, defect) => Some(&**defect),
        Check::Judge(_) => None,
    };
    std::iter::once(&*rule.id).chain(defect).chain(rule.severities.keys().map(String::as_str))
}

/// Whether a place, which may name every entry of a list by `[*]`, is this field or something that holds it.
fn covers(at: &str, field: Option<&str>) -> bool {
    let Some(field) = field else { return false };
    let mut rest = field;
    for (index, part) in at.split("[*]").enumerate() {
        if index > 0 {
            let Some((number, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
                return false;
            };
            if !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return false;
            }
            rest = after;
        }
        match rest.strip_prefix(part) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty() || rest.starts_with(['.', '['])
}

/// What is wrong with a waiver.
enum Wrong {
    Incomplete(&'static str),
    Unknown(String, Option<String>),
    Expired(Date),
    Unused,
}

fn finding(path: &str, defect: &str, wrong: Wrong) -> Finding {
    let (message, fix, why) = match wrong {
        Wrong::Incomplete(key) => (
            format!("This waiver has no `{key}`, so it accepts nothing"),
            "Write rule, at, reason and until".to_owned(),
            "An exception without a reason and an end is never looked at again.",
        ),
        Wrong::Unknown(rule, near) => (
            format!("There is no rule and no defect `{rule}`"),
            near.map_or("See `preflight rules list`".to_owned(), |near| format!("Did you mean `{near}`?")),
            "It accepts nothing, and whoever wrote it believes that it does.",
        ),
        Wrong::Expired(until) => (
            format!("This waiver was good until {until}: what it accepted counts"),
            "Mend the finding, or decide again and give a new day".to_owned(),
            "It was accepted for a time, and that is over.",
        ),
        Wrong::Unused => (
            "Nothing is found that this waiver accepts".to_owned(),
            "Take it out".to_owned(),
            "An exception that nobody needs any more hides the next finding at its place.",
        ),
    };
    let words = |text: String| vec![Piece::Text(text)];
    Finding {
        rule: Arc::from(RULE),
        theme: Arc::from("waivers"),
        defect: defect.to_owned(),
        severity: Severity::Warning,
        problem: Arc::from("none"),
        guide: Vec::new(),
        field: Some(path.to_owned()),
        related: None,
        at: Vec::new(),
        region: None,
        message: words(message),
        why: words(why.to_owned()),
        fix: Some(FixOut { text: words(fix), value: None, safe: false }),
        evidence: Default::default(),
        consequences: Vec::new(),
        source: Citation { url: "README.md".to_owned(), checked: CHECKED.to_owned(), confidence: Confidence::A },
    }
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn places_name_fields_entries_and_lists() {
        for at in ["forms[2].name", "forms[2]", "forms[*].name", "forms[*]", "forms"] {
            assert!(covers(at, Some("forms[2].name")), "{at}");
        }
        for at in ["forms[1]", "forms[*].surname", "form", "forms[2].nam", "identity", "forms[*]x"] {
            assert!(!covers(at, Some("forms[2].name")), "{at}");
        }
        assert!(!covers("forms", None));
    }
}
