//! The plans that share a calling code, and why a number is in none of them.

use super::plan::Plan;
use super::{LineKind, MAX_DIGITS};
use crate::text::Defect;

/// The plans that share one calling code.
pub(super) struct Family<'a> {
    pub plans: &'a [Plan],
}

impl Family<'_> {
    /// The kind of line in whichever plan has the number, the main region's first.
    pub fn kind(&self, national: &str) -> LineKind {
        let kinds = self.plans.iter().map(|plan| plan.kind(national));
        kinds.into_iter().find(|kind| *kind != LineKind::Unknown).unwrap_or(LineKind::Unknown)
    }
}

/// How many digits, one or two, would make a mobile number of the digits that are there.
fn missing_digits(family: &Family<'_>, national: &str) -> Option<usize> {
    let completed = |more: String| family.kind(&format!("{national}{more}")).is_mobile();
    if (0..10).any(|digit| completed(digit.to_string())) {
        return Some(1);
    }
    (0..100).any(|digits| completed(format!("{digits:02}"))).then_some(2)
}

/// Why a number is in no range: its length where that tells, else its beginning.
pub(super) fn length_defect(family: &Family<'_>, national: &str) -> Defect {
    let Some(plan) = family.plans.first() else {
        return Defect::whole("phone-unknown-cc", "no country has this country code");
    };
    let lengths = plan.lengths();
    // A plan may hold a few special numbers far longer than the rest: those of people decide.
    let longest = plan.longest_of_people().or(lengths.iter().max().copied()).unwrap_or(MAX_DIGITS);
    let cut = |count: usize| national.len().checked_sub(count).and_then(|end| national.get(..end));
    let one_or_two_too_many = (1..=2).filter_map(cut).any(|head| family.kind(head).is_mobile());
    if national.len() > longest || one_or_two_too_many {
        Defect::whole("phone-too-long", format!("there are too many digits for a number of +{}", plan.calling_code))
    } else if family.plans.iter().all(|plan| !plan.is_possible(national)) {
        // A plan may have short numbers of services: it is the next longer one that is cut.
        let next = lengths.iter().filter(|length| **length > national.len()).min().copied().unwrap_or(longest);
        let note = format!("a number of +{} has {next} digits after the country code, or more", plan.calling_code);
        Defect::whole("phone-too-short", note)
    } else if let Some(missing) = missing_digits(family, national) {
        let digits = if missing == 1 { "a digit is" } else { "two digits are" };
        Defect::whole("phone-too-short", format!("{digits} missing for a mobile number of +{}", plan.calling_code))
    } else {
        Defect::whole("phone-invalid", format!("no number of +{} begins or is built like this", plan.calling_code))
    }
}
