//! Running the tests that rules carry: the same engine, on facts that the test itself gives.

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{Expected, Pack, Rule, RuleTest};
use crate::engine::{Input, Judged, Outcome, judge};
use crate::expr::Memo;
use crate::fact::schema::ROOT;
use crate::fact::{Record, Strictness, Value, build, replace};
use crate::report::Finding;

/// The date of a test that names none; the day the guide was published.
pub const TEST_TODAY: Date = date(2026, 5, 19);

/// What became of one test.
#[derive(Debug)]
pub struct TestOutcome {
    /// The rule.
    pub rule: Arc<str>,
    /// Its file.
    pub file: String,
    /// The line of the test.
    pub line: usize,
    /// Nothing, or what is wrong.
    pub result: Result<(), String>,
}

/// Runs the tests of these rules.
pub fn run(pack: &Pack, rules: &[&Rule]) -> Vec<TestOutcome> {
    let mut outcomes = Vec::new();
    for rule in rules {
        let outcome = |span: crate::source::Span, result| {
            let source = pack.files.get(rule.file);
            TestOutcome {
                rule: Arc::clone(&rule.id),
                file: source.map_or(String::new(), |source| source.name.clone()),
                line: source.map_or(0, |source| source.position(span.start).line),
                result,
            }
        };
        for (expected, word) in [(Expected::Pass, "passes"), (Expected::Fail, "fails")] {
            if !rule.tests.iter().any(|test| test.expected == expected) {
                outcomes.push(outcome(rule.span, Err(format!("no test of it {word}"))));
            }
        }
        let result = |test| one(pack, rule, test).map_err(|failure| failure.to_string());
        outcomes.extend(rule.tests.iter().map(|test| outcome(test.span, result(test))));
    }
    outcomes
}

/// Why a test failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What was found is right, and its fix leaves it where it is.
    Uncured(String),
    /// Something else than expected came out.
    Other(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Uncured(message) | Self::Other(message)) = self;
        f.write_str(message)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Other(message)
    }
}

/// What these rules find in a test of the rule `of`; nothing where its facts are wrong.
pub fn findings(pack: &Pack, rules: &[&Rule], of: &Rule, test: &RuleTest) -> Vec<Finding> {
    let Ok((facts, today)) = facts(pack, of, test) else { return Vec::new() };
    ask(pack, rules, &facts, today).findings
}

fn facts(pack: &Pack, rule: &Rule, test: &RuleTest) -> Result<(Record, Date), String> {
    let source = pack.files.get(rule.file).ok_or("its file is gone")?;
    if test.facts.get("today").is_some() {
        return Err("`today` stands beside `pass` or `fail`, not among the facts".to_owned());
    }
    let built = build(&test.facts, &ROOT, source, Strictness::Test);
    if let Some(fault) = built.faults.first() {
        return Err(format!("its facts are wrong: {}", fault.message));
    }
    let today = match &test.today {
        Some(today) => today.parse().map_err(|_| format!("`{today}` is no date"))?,
        None => TEST_TODAY,
    };
    Ok((with_today(built.record, today), today))
}

/// Runs one test.
pub fn one(pack: &Pack, rule: &Rule, test: &RuleTest) -> Result<(), Failure> {
    let (facts, today) = facts(pack, rule, test)?;
    let judged = ask(pack, &[rule], &facts, today);
    let check = judged.checks.iter().find(|check| check.rule == rule.id);
    let check = check.ok_or_else(|| "the rule was not asked".to_owned())?;
    let wanted = match test.expected {
        Expected::Pass => Outcome::Pass,
        Expected::Fail => Outcome::Fail,
        Expected::Skip => Outcome::Skipped,
        Expected::Unsure => Outcome::Inconclusive,
    };
    if check.outcome != wanted {
        let reason = check.reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        let found: Vec<&str> = judged.findings.iter().map(|finding| finding.defect.as_str()).collect();
        let message = format!("expected {}, came out {}{reason} {found:?}", wanted.name(), check.outcome.name());
        return Err(message.into());
    }
    expectations(test, &judged)?;
    if wanted == Outcome::Fail {
        cured(pack, rule, &facts, today, &judged).map_err(Failure::Uncured)?;
    }
    Ok(())
}

fn with_today(mut facts: Record, today: Date) -> Record {
    facts.set("today", Value::Date(today));
    facts
}

fn ask(pack: &Pack, rules: &[&Rule], facts: &Record, today: Date) -> Judged {
    let input = Input { pack, facts, now: today.into(), online: true, memo: &Memo::default() };
    judge(&input, rules)
}

fn expectations(test: &RuleTest, judged: &Judged) -> Result<(), String> {
    if let Some(defects) = &test.defects {
        let mut found: Vec<&str> = judged.findings.iter().map(|finding| finding.defect.as_str()).collect();
        let mut wanted: Vec<&str> = defects.iter().map(String::as_str).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        if found != wanted {
            return Err(format!("expected the defects {wanted:?}, found {found:?}"));
        }
    }
    let Some(first) = judged.findings.first() else { return Ok(()) };
    if let Some(at) = &test.at
        && first.field.as_ref() != Some(at)
    {
        return Err(format!("expected at {at}, found at {:?}", first.field));
    }
    if let Some(mark) = &test.mark
        && first.at != *mark
    {
        return Err(format!("expected the positions {mark:?}, found {:?}", first.at));
    }
    if let Some(fix) = &test.fix {
        let found = first.fix_value().map(|value| value.expose());
        if found != Some(fix) {
            return Err(format!("expected the fix {fix:?}, found {found:?}"));
        }
    }
    Ok(())
}

/// A fix, applied, must make the rule pass at that place, or at worst leave advice.
fn cured(pack: &Pack, rule: &Rule, facts: &Record, today: Date, judged: &Judged) -> Result<(), String> {
    for finding in &judged.findings {
        let (Some(field), Some(value)) = (&finding.field, finding.fix_value()) else { continue };
        let again = ask(pack, &[rule], &replace(facts, field, value.expose()), today);
        let left =
            again.findings.iter().find(|other| other.field.as_ref() == Some(field) && other.defect == finding.defect);
        if left.is_some() {
            return Err(format!("its fix at {field} leaves `{}`", finding.defect));
        }
    }
    Ok(())
}
