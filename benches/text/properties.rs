//! What must hold for every name and every field, tried on many that nobody would think of.

mod arbitrary;
pub mod encoder;
mod field;
mod national;

use super::generator::Case;
use super::random::Random;
use super::tally::{CASES_SHOWN, in_parallel};
use encoder::Table;
use field::Policy;
use national::National;
use preflight::text::name::{Comparer, Comparison, Verdict, Zone};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many cases each property is tried on.
const CASES: usize = 1_000_000;
/// What every run begins with.
const SEED: u64 = 0x5052_4F50;

/// Something that must hold: `Err` says what does not.
type Property = fn(&mut Comparer, &mut Random, usize) -> Result<(), String>;

/// The properties by what they promise.
const PROPERTIES: [(&str, Property); 5] = [
    ("a name is ok with its machine-readable field", own_field),
    ("with one other letter it never is", other_letter),
    ("a fixed name is clean", fixed_is_clean),
    ("any text is compared", any_text),
    ("any text is judged as a field", any_field),
];

/// Tries every property and prints how often each failed, with the first failures where `details` are asked for.
pub fn run(cases: Option<usize>, details: bool) {
    let cases = cases.unwrap_or(CASES);
    // A panic is a failure like any other, told by its case.
    std::panic::set_hook(Box::new(|_| {}));
    println!("properties, {cases} cases each");
    for (number, (name, property)) in PROPERTIES.into_iter().enumerate() {
        let seed = SEED.wrapping_add(number as u64);
        let failures = in_parallel(cases, |range| {
            let mut comparer = Comparer::default();
            let mut failures: Vec<String> = Vec::new();
            for case in range {
                let mut random = Random::of_case(seed, case);
                let tried = catch_unwind(AssertUnwindSafe(|| property(&mut comparer, &mut random, case)));
                if let Err(failure) = tried.unwrap_or_else(|_| Err("panicked".to_owned())) {
                    failures.push(format!("{case} {failure}"));
                }
            }
            failures
        });
        let failures: Vec<String> = failures.into_iter().flatten().collect();
        println!("  {name:48} {:8} failures", failures.len());
        if details {
            failures.iter().take(CASES_SHOWN).for_each(|failure| println!("    {failure}"));
        }
    }
    drop(std::panic::take_hook());
}

/// A name in national letters and the field that an issuer makes of it.
fn printed(case: usize, random: &mut Random) -> (National, String) {
    let name = National::invent(Table::ALL[case % Table::ALL.len()], random);
    let length = *random.pick(&field::LENGTHS);
    let policy = *random.pick(&Policy::ALL);
    let components = name.components(random);
    let field = field::field(&components, length, policy, random);
    (name, field)
}

fn own_field(comparer: &mut Comparer, random: &mut Random, case: usize) -> Result<(), String> {
    let (name, field) = printed(case, random);
    let typed = name.typed();
    let locale = random.pick(&[None, None, Some("tr")]).filter(|_| name.table == Table::Latin);
    let judged = comparer.compare(&typed, &field, Zone::Mrz, locale);
    expect(judged.verdict == Verdict::Ok, || format!("{:?} {}", name.table, told(&typed, &field, &judged)))
}

fn other_letter(comparer: &mut Comparer, random: &mut Random, case: usize) -> Result<(), String> {
    let (other, field) = loop {
        let (name, field) = printed(case, random);
        // Another letter behind the cut, or one that other variants of its neighbours make up for, is not seen.
        if let Some(other) = name.with_other_letter(random).filter(|other| !other.fits(&field)) {
            break (other, field);
        }
    };
    let typed = other.typed();
    let judged = comparer.compare(&typed, &field, Zone::Mrz, None);
    expect(judged.verdict != Verdict::Ok, || format!("{:?} {}", other.table, told(&typed, &field, &judged)))
}

fn fixed_is_clean(comparer: &mut Comparer, random: &mut Random, case: usize) -> Result<(), String> {
    let (typed, document, locale) = if case.is_multiple_of(2) {
        let case = Case::invent(SEED, case / 2);
        let locale = case.locale();
        (case.typed, case.document, locale)
    } else {
        let [first, second] = [0, 1].map(|other| Case::invent(SEED, random.below(CASES) + other));
        (first.typed, second.document, None)
    };
    let zone = *random.pick(&[Zone::Viz, Zone::Viz, Zone::Mrz]);
    let judged = comparer.compare(&typed, &document, zone, locale);
    for again in [&judged.fix, &judged.advise].into_iter().flatten() {
        let clean = comparer.compare(again, &document, zone, locale);
        expect(clean.verdict == Verdict::Ok, || {
            format!("{} then {}", told(&typed, &document, &judged), told(again, &document, &clean))
        })?;
    }
    Ok(())
}

fn any_text(comparer: &mut Comparer, random: &mut Random, case: usize) -> Result<(), String> {
    let (typed, document) = arbitrary::pair(random);
    let zone = if case.is_multiple_of(2) { Zone::Viz } else { Zone::Mrz };
    let locale = if case % 4 < 2 { None } else { Some("tr") };
    let judged = catch_unwind(AssertUnwindSafe(|| comparer.compare(&typed, &document, zone, locale)));
    let Ok(judged) = judged else { return Err(format!("panicked: {typed:?} | {document:?} {zone:?} {locale:?}")) };
    let length = typed.chars().count();
    let inside = judged.at().iter().all(|at| *at < length);
    let fixable = judged.fix.is_none() || judged.verdict == Verdict::Fixable;
    expect(inside && fixable, || told(&typed, &document, &judged))
}

fn any_field(_: &mut Comparer, random: &mut Random, case: usize) -> Result<(), String> {
    let value = arbitrary::value(random);
    let judge = arbitrary::JUDGES[case % arbitrary::JUDGES.len()];
    let judged = |value: &str| catch_unwind(AssertUnwindSafe(|| (judge.fix)(value)));
    let Ok(fix) = judged(&value) else { return Err(format!("panicked: {} {value:?}", judge.name)) };
    let Some(fix) = fix else { return Ok(()) };
    match judged(&fix) {
        Err(_) => Err(format!("panicked: {} {fix:?}", judge.name)),
        Ok(Some(again)) => Err(format!("{} {value:?} fixed as {fix:?}, then as {again:?}", judge.name)),
        Ok(None) => Ok(()),
    }
}

fn expect(holds: bool, failure: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(failure()) }
}

fn told(typed: &str, document: &str, judged: &Comparison) -> String {
    let named: Vec<&str> = judged.relations().map(|relation| relation.as_str()).collect();
    format!("{typed:?} | {document:?}: {} {named:?} at {:?}", judged.verdict.as_str(), judged.at().as_slice())
}
