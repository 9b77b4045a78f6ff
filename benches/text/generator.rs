//! Invented names with several defects at once: how often everything is found, and how often the fix is the printed name.
//!
//! A case is right where the verdict is `fixable`, every relation put in is named, and the place of every single
//! character put in is named. Two things are asked for less:
//! - Letter case is no defect, so it need not be named beside one.
//! - Where the two fields changed places, what joins the words moved with them; a hyphen, an apostrophe or a space left
//!   out between them need not be named as well. Spaces that are wrong in any name must be.
//!
//! A word is changed only once as a word: it has a slip, or another spelling, or is an initial or an everyday form. A
//! letter that only looks right may stand in it all the same.

mod character;
mod defect;
mod invention;
mod lookalike;
mod script;
mod typed;
mod word;

use super::random::Random;
use super::tally::{CASES_SHOWN, Tally, in_parallel};
use defect::Defect;
use preflight::text::name::{Comparer, Verdict, Zone};
use script::SCRIPTS;
use std::collections::BTreeMap;
use typed::Typed;
use unicode_normalization::UnicodeNormalization;

/// How many names are judged.
const CASES: usize = 100_000;
/// What every run begins with.
const SEED: u64 = 0x4E41_4D45;
/// Chance in a hundred of a given name that has an everyday form, in a script that lists some.
const EVERYDAY: usize = 20;

/// A name with its truth.
#[derive(Debug)]
pub struct Case {
    /// Which of the kinds of names.
    pub script: usize,
    /// As typed.
    pub typed: String,
    /// As printed, which is the one right fix.
    pub document: String,
    /// What was put in.
    pub defects: Vec<Defect>,
    /// The relations that must be named.
    required: Vec<&'static str>,
    /// Indexes of the characters put in.
    wrong: Vec<usize>,
}

impl Case {
    /// Invents the case of a number.
    pub fn invent(seed: u64, number: usize) -> Self {
        let mut random = Random::of_case(seed, number);
        let index = number % SCRIPTS.len();
        let script = &SCRIPTS[index];
        loop {
            let everyday = !script.everyday.is_empty() && random.chance(EVERYDAY);
            let mut tokens = invention::invent(script, everyday, &mut random);
            tokens.iter_mut().for_each(|token| token.text = token.text.nfc().collect());
            let document: String = tokens.iter().map(|token| token.text.as_str()).collect();
            let mut typed = Typed::of(&tokens);
            let Some(defects) = defect::put_in(&mut typed, script, &mut random) else { continue };
            let signs = typed.flat();
            let wrong = signs.iter().enumerate().filter(|(_, sign)| sign.wrong).map(|(at, _)| at).collect();
            let moved = |relation: &&str| typed.swapped && matches!(*relation, "hyphen" | "punctuation");
            let required = typed.relations.iter().copied().filter(|relation| *relation != "case" && !moved(relation));
            let required = required.collect();
            let typed = signs.iter().map(|sign| sign.c).collect();
            return Self { script: index, typed, document, defects, required, wrong };
        }
    }

    /// The language of its letter case.
    pub fn locale(&self) -> Option<&'static str> {
        SCRIPTS[self.script].locale
    }
}

/// What came of some cases.
#[derive(Debug, Default)]
struct Outcome {
    found: BTreeMap<(usize, String), Tally>,
    fixed: BTreeMap<(usize, String), Tally>,
    failures: Vec<String>,
}

impl Outcome {
    fn count(&mut self, case: &Case, found: bool, fixed: bool) {
        let script = format!("{:2} {}", case.script, SCRIPTS[case.script].name);
        let groups = [(0, "all".to_owned()), (1, script), (2, format!("{} defects", case.defects.len()))];
        let kinds = case.defects.iter().map(|defect| (3, format!("with {defect:?}")));
        for group in groups.into_iter().chain(kinds) {
            self.found.entry(group.clone()).or_default().count(found);
            self.fixed.entry(group).or_default().count(fixed);
        }
    }

    fn join(mut self, other: Self) -> Self {
        for (group, tally) in other.found {
            self.found.entry(group).or_default().add(tally);
        }
        for (group, tally) in other.fixed {
            self.fixed.entry(group).or_default().add(tally);
        }
        self.failures.extend(other.failures);
        self
    }
}

/// Judges all cases and prints how many are right, with the first failures where `details` are asked for.
pub fn run(cases: Option<usize>, details: bool) {
    let cases = cases.unwrap_or(CASES);
    let outcome = in_parallel(cases, judge).into_iter().reduce(Outcome::join).unwrap_or_default();
    println!("invented names with two to four defects, {cases} in {} kinds", SCRIPTS.len());
    println!("  {:28} {:>8} {:>10} {:>10}", "", "cases", "all found", "exact fix");
    for ((level, name), found) in &outcome.found {
        let fixed = outcome.fixed.get(&(*level, name.clone())).copied().unwrap_or_default();
        println!("  {name:28} {:8} {:8.2} % {:8.2} %", found.cases, found.share(), fixed.share());
    }
    if details {
        outcome.failures.iter().take(CASES_SHOWN).for_each(|failure| println!("  {failure}"));
    }
}

fn judge(cases: std::ops::Range<usize>) -> Outcome {
    let mut comparer = Comparer::default();
    let mut outcome = Outcome::default();
    for number in cases {
        let case = Case::invent(SEED, number);
        let judged = comparer.compare(&case.typed, &case.document, Zone::Viz, case.locale());
        let named: Vec<&str> = judged.relations().map(|relation| relation.as_str()).collect();
        let at = judged.at();
        let found = judged.verdict == Verdict::Fixable
            && case.required.iter().all(|relation| named.contains(relation))
            && case.wrong.iter().all(|place| at.contains(place));
        let fixed = judged.fix.as_deref() == Some(case.document.as_str());
        outcome.count(&case, found, fixed);
        if !(found && fixed) {
            outcome.failures.push(format!(
                "{number} {:?} | {:?}: {:?} at {:?}, found {} {named:?} at {:?}",
                case.typed,
                case.document,
                case.defects,
                case.wrong,
                judged.verdict.as_str(),
                at.as_slice(),
            ));
        }
    }
    outcome
}
