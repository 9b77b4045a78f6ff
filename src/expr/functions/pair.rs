//! Two entries that name a person, held against each other field by field.

use std::rc::Rc;

use unicode_script::{Script, UnicodeScript};

use super::judged::Judged;
use super::person::{Part, Person, text};
use crate::expr::Memo;
use crate::fact::Value;
use crate::text::name::{self, Against, Comparison, Relation, Verdict, Zone};
use crate::text::{Kind, character};

/// Which side is right where the two differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The second, a document.
    Second,
    /// Neither: both were typed.
    None,
}

impl Authority {
    fn against(self) -> Against {
        match self {
            Self::Second => Against::Document,
            Self::None => Against::Typed,
        }
    }
}

/// Two entries that name a person.
pub struct Pair<'a> {
    /// The one to change.
    pub typed: Person,
    /// The one it is held against.
    pub other: Person,
    /// Language that changes letter case: tr, az, lt.
    pub locale: Option<&'a str>,
    /// Which side is right.
    pub authority: Authority,
    /// Comparisons made before.
    pub memo: &'a Memo,
}

impl Pair<'_> {
    /// Adds a result for every field that was compared.
    pub fn judge(&self, found: &mut Vec<Value>) {
        match (self.typed.fields(), self.other.fields()) {
            (Some(_), Some((surname, given))) => {
                let targets = [(&self.other.surname, surname), (&self.other.given, given)];
                self.by_field(targets.map(|(part, text)| part.as_ref().map(|part| (part.path.as_str(), text))), found);
            }
            (Some(typed), None) => {
                if let Some(full) = &self.other.full {
                    self.fields_against_full(typed, full, found);
                }
            }
            (None, other) => {
                if let Some(typed) = &self.typed.full {
                    self.full_against(typed, other, found);
                }
            }
        }
        if let Some(zone) = &self.other.zone {
            self.against_zone(zone, found);
        }
    }

    fn compare(&self, typed: &str, other: &str) -> Rc<Comparison> {
        self.memo.compare(typed, other, Zone::Viz, self.locale)
    }

    /// Surname against surname and given names against given names, judged as one name first: what stands in the wrong field is
    /// no part too many.
    fn by_field(&self, targets: [Option<(&str, &str)>; 2], found: &mut Vec<Value>) {
        let typed = [&self.typed.surname, &self.typed.given];
        let whole = self.compare(
            &name::join(text(typed[0]), text(typed[1])),
            &name::join(targets[0].map_or("", |(_, text)| text), targets[1].map_or("", |(_, text)| text)),
        );
        for (typed, target) in typed.into_iter().zip(targets) {
            let (Some(typed), Some((path, target))) = (typed, target) else { continue };
            let own = self.compare(&typed.text, target);
            let moved = own.verdict == Verdict::Mismatch && whole.verdict != Verdict::Mismatch;
            // A zone cuts the name as a whole; the field by itself only looks shortened.
            let shortened = matches!(own.relation, Relation::Abbreviation | Relation::Typo | Relation::MissingPart);
            let cut = whole.relation == Relation::MrzTruncation && shortened;
            let comparison = if moved || cut { &whole } else { &own };
            let ok = own.verdict == Verdict::Ok;
            let fix = (!ok && comparison.verdict == Verdict::Fixable).then(|| target.to_owned());
            let joined = !ok && (moved || cut);
            let before = if joined { self.offset(typed) } else { 0 };
            self.report(typed, before, path, if ok { &own } else { comparison }, fix, found);
        }
    }

    /// A form with two fields against a document that is copied in one.
    fn fields_against_full(&self, (surname, given): (&str, &str), full: &Part, found: &mut Vec<Value>) {
        let mut orders = vec![format!("{given} {surname}"), format!("{surname} {given}")];
        if is_unspaced(&full.text) {
            orders.push(format!("{surname}{given}"));
        }
        let best =
            orders.iter().map(|typed| self.compare(typed.trim(), &full.text)).min_by_key(|comparison| rank(comparison));
        let Some(best) = best else { return };
        if best.verdict != Verdict::Mismatch
            && let Some((surname, given)) = self.split(&full.text)
        {
            let path = full.path.as_str();
            self.by_field([Some((path, &surname)), Some((path, &given))], found);
            return;
        }
        if let Some(typed) = self.typed.surname.as_ref().or(self.typed.given.as_ref()) {
            // The places lie in both fields put together: the person is meant, not a letter of this field.
            let mut whole = Comparison::clone(&best);
            whole.findings.iter_mut().for_each(|finding| finding.at.clear());
            self.report(typed, 0, &full.path, &whole, None, found);
        }
    }

    /// Where a full name parts into the two typed fields: the cut after which both halves are the same person.
    fn split(&self, full: &str) -> Option<(String, String)> {
        let signs: Vec<String> = full.chars().map(String::from).collect();
        let (words, gap): (Vec<&str>, &str) = if is_unspaced(full) {
            (signs.iter().map(String::as_str).collect(), "")
        } else {
            (full.split_whitespace().collect(), " ")
        };
        let (surname, given) = self.typed.fields()?;
        let cuts = (1..words.len()).flat_map(|cut| {
            let (first, last) = (words.get(..cut).unwrap_or(&[]).join(gap), words.get(cut..).unwrap_or(&[]).join(gap));
            [(last.clone(), first.clone()), (first, last)]
        });
        cuts.map(|(left, right)| {
            let worst = rank(&self.compare(surname, &left)).max(rank(&self.compare(given, &right)));
            (worst, left, right)
        })
        .min_by_key(|(worst, ..)| *worst)
        .filter(|(worst, ..)| *worst < MISMATCH)
        .map(|(_, surname, given)| (surname, given))
    }

    /// One typed full name against a document, whatever order it prints.
    fn full_against(&self, typed: &Part, other: Option<(&str, &str)>, found: &mut Vec<Value>) {
        let (candidates, fix, path) = match (other, &self.other.full) {
            (Some((surname, given)), _) => {
                let mut joined = name::join(surname, given);
                let mut orders = vec![joined.clone(), format!("{given} {surname}"), format!("{surname} {given}")];
                let together = format!("{surname}{given}");
                if is_unspaced(&together) {
                    orders.push(together.clone());
                    joined = together;
                }
                let part = self.other.surname.as_ref().or(self.other.given.as_ref());
                (orders, joined, part.map_or("", |part| part.path.as_str()))
            }
            (None, Some(full)) => (vec![full.text.clone()], full.text.clone(), full.path.as_str()),
            (None, None) => return,
        };
        let compared = candidates.iter().map(|candidate| self.compare(&typed.text, candidate.trim()));
        if let Some(best) = compared.min_by_key(|comparison| rank(comparison)) {
            let fix = (best.verdict == Verdict::Fixable).then_some(fix);
            self.report(typed, 0, path, &best, fix, found);
        }
    }

    /// Against the name field of a machine-readable zone.
    fn against_zone(&self, zone: &Part, found: &mut Vec<Value>) {
        let compare = |typed: &str| self.memo.compare(typed, &zone.text, Zone::Mrz, self.locale);
        let Some((surname, given)) = self.typed.fields() else {
            if let Some(full) = &self.typed.full {
                let comparison = compare(&full.text);
                let fix = comparison.fix.clone();
                self.report(full, 0, &zone.path, &comparison, fix, found);
            }
            return;
        };
        let whole = compare(&name::join(surname, given));
        let fixed = whole.fix.clone().map(|fix| match fix.split_once(", ") {
            Some((surname, given)) => [surname.to_owned(), given.to_owned()],
            None => [fix, String::new()],
        });
        let parts = zone.text.split_once("<<");
        for (index, typed) in [&self.typed.surname, &self.typed.given].into_iter().enumerate() {
            let Some(typed) = typed else { continue };
            if let (None, Verdict::Mismatch, Some((left, right))) = (&fixed, whole.verdict, parts) {
                // Another person: which of the two fields differs is told field by field.
                let part = if index == 0 { left } else { right };
                let own = self.memo.compare(&typed.text, part, Zone::Mrz, self.locale);
                self.report(typed, 0, &zone.path, &own, None, found);
                continue;
            }
            // With the other field set right, is this one right as it stands?
            let alone = fixed.as_ref().map(|[left, right]| match index {
                0 => compare(&name::join(&typed.text, right)),
                _ => compare(&name::join(left, &typed.text)),
            });
            let before = match (&fixed, index) {
                (Some([left, _]), 1) => length_before(left),
                (None, 1) => self.offset(typed),
                _ => 0,
            };
            // What stands in the wrong field is no other person, though the field by itself looks so.
            let moved =
                |alone: &Rc<Comparison>| alone.verdict == Verdict::Mismatch && whole.verdict != Verdict::Mismatch;
            let comparison = alone.as_ref().filter(|alone| !moved(alone)).unwrap_or(&whole);
            let fix = fixed.as_ref().and_then(|parts| parts.get(index)).filter(|fix| !fix.is_empty()).cloned();
            self.report(typed, before, &zone.path, comparison, fix, found);
        }
    }

    /// Where a field begins in the name that both fields make.
    fn offset(&self, typed: &Part) -> usize {
        match &self.typed.surname {
            Some(surname) if surname.path != typed.path => length_before(&surname.text),
            _ => 0,
        }
    }

    /// One result a defect; a comparison that went well is a result without a defect. `before` is where the field begins in what
    /// was compared.
    fn report(
        &self,
        typed: &Part,
        before: usize,
        path: &str,
        comparison: &Comparison,
        fix: Option<String>,
        found: &mut Vec<Value>,
    ) {
        let about = || {
            Judged::about(&typed.path)
                .with("related", Value::text(path))
                .with("relation", Value::text(comparison.relation.as_str()))
                .with("verdict", Value::text(comparison.verdict.as_str()))
                .with("advise", Value::maybe_text(comparison.advise.clone()))
        };
        if !comparison.certain {
            let reason =
                format!("{} and {path} are in scripts that cannot be held against each other here", typed.path);
            found.push(about().with("unsure", Value::text(reason)).value());
            return;
        }
        if comparison.findings.is_empty() {
            // Letter case alone is no defect; the printed form is still the one without risk.
            let advised = comparison.advise.as_deref().filter(|_| comparison.relation == Relation::Case);
            let same = about();
            found.push(match advised {
                Some(printed) => same
                    .with("defect", Value::text("case"))
                    .with("note", Value::text("only upper and lower case differ"))
                    .with("fix", Value::text(printed))
                    .value(),
                None => same.value(),
            });
            return;
        }
        let fix = fix.filter(|_| self.authority == Authority::Second);
        let characters = character::judge(&typed.text, Kind::Name);
        let mut reported = false;
        for finding in &comparison.findings {
            // The judgement of single characters names them; the comparison only says that there are some.
            let Some(at) = within(&finding.at, before, &typed.text) else { continue };
            let defect = finding.defect(at, self.authority.against());
            let defect = characters.iter().find(|own| own.code == defect.code).cloned().unwrap_or(defect);
            found.push(about().defect(&defect).with("fix", Value::maybe_text(fix.as_deref())).value());
            reported = true;
        }
        if !reported {
            found.push(about().value());
        }
    }
}

/// The positions in the field itself; nothing where all of them lie in the other field.
fn within(at: &[usize], before: usize, text: &str) -> Option<Vec<usize>> {
    let length = text.chars().count();
    let inside: Vec<usize> = at.iter().filter_map(|at| at.checked_sub(before)).filter(|at| *at < length).collect();
    (at.is_empty() || !inside.is_empty()).then_some(inside)
}

/// Code points of a surname and the sign behind it.
fn length_before(surname: &str) -> usize {
    if surname.is_empty() { 0 } else { surname.chars().count() + ", ".len() }
}

/// Whether a name is written without spaces between its parts, as Chinese, Japanese and Korean names are.
fn is_unspaced(text: &str) -> bool {
    let cjk = |c: char| matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul);
    !text.is_empty() && text.chars().all(cjk)
}

const MISMATCH: u8 = 2;

fn rank(comparison: &Comparison) -> u8 {
    match comparison.verdict {
        Verdict::Ok => 0,
        Verdict::Fixable => 1,
        Verdict::Mismatch => MISMATCH,
    }
}
