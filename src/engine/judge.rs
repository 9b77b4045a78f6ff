//! One rule: what it is asked of, item by item, and what comes out.

mod read;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use read::plain;
use read::{comparison, positions, reason};

use super::{CheckOutcome, Input, Outcome};
use crate::expr::{Index, Missing, Names, Scope, Stop, part};
use crate::fact::{Private, Sensitivity, Value, join};
use crate::report::{Comparison, Evidence, Finding, FixOut, Region};
use crate::rule::{At, Check, Condition, Piece, Rule, Template};

/// What one rule gave.
pub struct Result {
    pub check: CheckOutcome,
    pub findings: Vec<Finding>,
    pub comparisons: Vec<Comparison>,
}

/// What became of one item.
enum Item {
    Judged(Vec<Finding>),
    Stopped(Stop),
    Blocked(String),
    NotApplicable(Option<Missing>),
}

/// Judges one rule. `failed` holds the places at which earlier rules failed.
pub fn rule(input: &Input<'_>, scope: &Scope<'_>, rule: &Rule, failed: &BTreeMap<&str, Vec<String>>) -> Result {
    let asker = Asker { input, scope, rule, failed, comparisons: Vec::new() };
    asker.run()
}

/// What every rule looks at, made once for one set of facts.
pub fn scope<'a>(input: &Input<'a>, index: &'a Index) -> Scope<'a> {
    let today = input.now.date();
    Scope {
        facts: input.facts,
        pack: input.pack.data.on(today),
        portals: &input.pack.portals,
        it: None,
        now: input.now,
        today,
        memo: input.memo,
        index,
        steps: Cell::new(0),
    }
}

struct Asker<'a> {
    input: &'a Input<'a>,
    scope: &'a Scope<'a>,
    rule: &'a Rule,
    failed: &'a BTreeMap<&'a str, Vec<String>>,
    comparisons: Vec<Comparison>,
}

impl Asker<'_> {
    fn run(mut self) -> Result {
        let items = match &self.rule.each {
            None => vec![self.item(None)],
            Some(each) => match self.eval_in(each, true, None) {
                Ok(list) => list.items().iter().map(|item| self.item(Some(item))).collect(),
                Err(Stop::Absent(name)) => vec![Item::NotApplicable(Some(name))],
                Err(stop) => vec![Item::Stopped(stop)],
            },
        };
        self.combine(items)
    }

    /// What names mean: in `each` nothing is bound to `it` yet.
    fn names(&self, is_each: bool) -> Names {
        let pack = self.input.pack;
        if is_each { pack.names(None) } else { pack.names_of(self.rule) }
    }

    fn eval(&self, condition: &Condition, it: Option<&Value>) -> std::result::Result<Value, Stop> {
        self.eval_in(condition, false, it)
    }

    fn eval_in(&self, condition: &Condition, is_each: bool, it: Option<&Value>) -> std::result::Result<Value, Stop> {
        let expression = condition.expression(|| self.names(is_each)).map_err(|errors| {
            let first = errors.first().map_or("it cannot be read", |error| error.message.as_str());
            Stop::Error(format!("a condition of the rule is wrong: {first}"))
        })?;
        expression.eval(&Scope { it, ..self.scope.clone() })
    }

    fn item(&mut self, it: Option<&Value>) -> Item {
        let blocker = if self.rule.needs.is_empty() { None } else { self.blocker(it) };
        match (blocker, &self.rule.check) {
            (Some(blocker), Check::Expect(..)) => Item::Blocked(blocker),
            // A blocked rule reports nothing, but who differs from whom is told of every pair.
            (Some(blocker), Check::Judge(_)) => {
                self.asked(it);
                Item::Blocked(blocker)
            }
            (None, _) => self.asked(it),
        }
    }

    fn asked(&mut self, it: Option<&Value>) -> Item {
        if let Some(when) = &self.rule.when {
            match self.eval(when, it) {
                Ok(Value::Bool(true)) => {}
                Ok(_) => return Item::NotApplicable(None),
                Err(Stop::Absent(name)) => return Item::NotApplicable(Some(name)),
                Err(stop) => return Item::Stopped(stop),
            }
        }
        let result = match &self.rule.check {
            Check::Expect(expect, defect) => self.expect(expect, defect, it),
            Check::Judge(judge) => self.judge(judge, it),
        };
        match result {
            Ok(findings) => Item::Judged(findings),
            Err(Stop::Absent(name)) => Item::NotApplicable(Some(name)),
            Err(stop) => Item::Stopped(stop),
        }
    }

    /// The needed rule that failed at the entry which this item belongs to.
    fn blocker(&self, it: Option<&Value>) -> Option<String> {
        let here = self.place(it)?;
        let blocks = |need: &&String| {
            let places = self.failed.get(need.as_str())?;
            places.iter().any(|place| entry(place) == entry(&here)).then_some(())
        };
        self.rule.needs.iter().find(|need| blocks(need).is_some()).cloned()
    }

    fn expect(
        &self,
        expect: &Condition,
        defect: &Arc<str>,
        it: Option<&Value>,
    ) -> std::result::Result<Vec<Finding>, Stop> {
        match self.eval(expect, it)? {
            Value::Bool(true) => return Ok(Vec::new()),
            Value::Bool(false) => {}
            _ => return Err(Stop::Error("the condition gives no answer".to_owned())),
        }
        let mut finding = self.finding(defect, it);
        finding.field = self.place(it);
        if let Some(mark) = &self.rule.mark {
            finding.at = positions(&self.eval(mark, it)?);
        }
        if let Some(edit) = self.rule.fix.as_ref().and_then(|fix| fix.edit.as_ref())
            && let Ok(Value::Text(value)) = self.eval(edit, it)
            && let Some(fix) = &mut finding.fix
        {
            fix.value = Some(value);
        }
        Ok(vec![finding])
    }

    fn judge(&mut self, judge: &Condition, it: Option<&Value>) -> std::result::Result<Vec<Finding>, Stop> {
        let mut findings = Vec::new();
        let mut unsure = None;
        for judged in self.eval(judge, it)?.items().iter().filter_map(Value::record) {
            let text = |key: &str| match part(judged, key) {
                Value::Text(text) => Some(text.expose()),
                _ => None,
            };
            if let Some(reason) = text("unsure") {
                unsure.get_or_insert_with(|| reason.to_owned());
                continue;
            }
            self.comparisons.extend(comparison(text));
            let Some(defect) = text("defect") else { continue };
            if self.rule.ignore.iter().any(|ignored| ignored == defect) {
                continue;
            }
            let mut finding = self.finding(defect, it);
            finding.field = text("field").map(str::to_owned).or_else(|| self.place(it));
            finding.related = text("related").map(str::to_owned);
            finding.at = positions(part(judged, "at"));
            if let Some(region) = Region::of(part(judged, "region")) {
                finding.region = Some(region);
            }
            if let Some(place) = text("place") {
                finding.evidence.insert("mrz_place".to_owned(), Evidence::Word(place.to_owned()));
            }
            for key in ["relation", "verdict"] {
                if let Some(word) = text(key) {
                    finding.evidence.insert(key.to_owned(), Evidence::Word(word.to_owned()));
                }
            }
            if let Some(note) = text("note").filter(|note| !note.is_empty()) {
                finding.message.push(Piece::Text(format!(": {note}")));
            }
            let fix = finding.fix.get_or_insert_with(FixOut::default);
            if let Value::Text(value) = part(judged, "fix") {
                fix.value = Some(value.clone());
            }
            // What may be another person's is shown, never written over.
            fix.safe &= text("verdict") != Some("mismatch") && !matches!(part(judged, "ask"), Value::Bool(true));
            if fix.is_empty() {
                finding.fix = None;
            }
            findings.push(finding);
        }
        match unsure {
            Some(reason) if findings.is_empty() => Err(Stop::Unknown(reason)),
            _ => Ok(findings),
        }
    }

    /// A finding of this rule with everything that does not depend on how it judged.
    fn finding(&self, defect: &str, it: Option<&Value>) -> Finding {
        let rule = self.rule;
        let evidence = rule.evidence.iter().filter_map(|(name, condition)| {
            let value = self.eval(condition, it).ok()?;
            Some((name.clone(), Evidence::of(&value)?))
        });
        Finding {
            rule: Arc::clone(&rule.id),
            theme: Arc::clone(&rule.theme),
            defect: defect.to_owned(),
            severity: rule.severity_of(defect),
            problem: Arc::clone(&rule.problem),
            guide: rule.guide.clone(),
            field: None,
            related: None,
            at: Vec::new(),
            region: rule.region.as_ref().and_then(|region| Region::of(&self.eval(region, it).ok()?)),
            message: self.fill(&rule.title, it),
            why: self.fill(&rule.why, it),
            fix: rule.fix.as_ref().map(|fix| FixOut { text: self.fill(&fix.text, it), value: None, safe: fix.safe }),
            evidence: evidence.collect(),
            consequences: Vec::new(),
            source: rule.source.clone(),
        }
    }

    fn fill(&self, template: &Template, it: Option<&Value>) -> Vec<Piece> {
        template.fill(|condition| {
            let value = self.eval(condition, it).ok()?;
            let sensitivity = condition
                .expression(|| self.names(false))
                .map_or(Sensitivity::Personal, |checked| checked.sensitivity());
            Some((Private::new(plain(&value)?), sensitivity))
        })
    }

    /// The path that a finding about `it` points at.
    fn place(&self, it: Option<&Value>) -> Option<String> {
        let path = it.and_then(Value::record).map(|record| record.path.to_string());
        match &self.rule.at {
            Some(At::Path(path)) => Some(path.to_string()),
            Some(At::ItField(field)) => path.map(|path| join(&path, field)),
            Some(At::It) | None => path,
        }
    }

    fn outcome(self, outcome: Outcome, reason: Option<Cow<'static, str>>, findings: Vec<Finding>) -> Result {
        Result {
            check: CheckOutcome { rule: Arc::clone(&self.rule.id), outcome, reason },
            findings,
            comparisons: self.comparisons,
        }
    }

    /// A finding anywhere is a fail; what could not be told is said before what passed.
    fn combine(self, items: Vec<Item>) -> Result {
        let mut findings = Vec::new();
        let (mut judged, mut stopped, mut blocked, mut absent) = (false, None, None, None);
        for item in items {
            match item {
                Item::Judged(found) => {
                    judged = true;
                    findings.extend(found);
                }
                Item::Stopped(stop) => {
                    stopped.get_or_insert(stop);
                }
                Item::Blocked(by) => {
                    blocked.get_or_insert(by);
                }
                Item::NotApplicable(name) => absent = absent.or(name),
            }
        }
        if !findings.is_empty() {
            return self.outcome(Outcome::Fail, None, findings);
        }
        match (stopped, blocked, judged) {
            (Some(stop), ..) => self.outcome(Outcome::Inconclusive, Some(reason(stop).into()), findings),
            (_, Some(by), _) => self.outcome(Outcome::Blocked, Some(format!("`{by}` comes first").into()), findings),
            (_, _, true) => self.outcome(Outcome::Pass, None, findings),
            _ => {
                let nothing = Cow::Borrowed("nothing here to judge");
                let reason = absent.map_or(nothing, |missing| format!("{missing} is not given").into());
                self.outcome(Outcome::Skipped, Some(reason), findings)
            }
        }
    }
}

/// `documents[0]` of `documents[0].file`, `identity` of `identity.surname`: what a failed prerequisite blocks.
fn entry(path: &str) -> &str {
    let end = path.find(']').map(|at| at + 1).or_else(|| path.find('.')).unwrap_or(path.len());
    path.get(..end).unwrap_or(path)
}
