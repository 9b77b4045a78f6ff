//! The number that digits mean, and what they lack.

use super::family::{Family, length_defect};
use super::plan::Plan;
use super::typed::Typed;
use super::{LineKind, MAX_DIGITS, Number, domestic};
use crate::text::Defect;

/// Calling codes that several states share; others are shared by a state and its territories only.
const SHARED_BY_STATES: &[u16] = &[1, 7];

/// Finds the number that the digits mean, with the defects of how they are written.
pub(super) fn resolve(typed: &Typed, region: Option<&'static str>) -> (Option<Number>, Vec<Defect>) {
    let digits = typed.digits.as_str();
    if typed.plus {
        return prefixed_twice(digits, region).unwrap_or_else(|| international(digits, region));
    }
    let home = region.and_then(Plan::of_region);
    if let Some(found) = dialled_abroad(digits, home.as_ref(), region) {
        return found;
    }
    let Some(home) = home else {
        return unplaced(digits);
    };
    let code = home.calling_code.to_string();
    let plans = Plan::of_calling_code(&code);
    let family = Family { plans };
    let with_code = digits.strip_prefix(code.as_str()).map(|national| family.kind(national));
    if let Some(kind) = with_code.filter(|kind| *kind != LineKind::Unknown) {
        // Digits that are a number either way: the one that receives messages is meant.
        if home.kind(digits) == LineKind::Unknown || (kind.is_mobile() && !home.kind(digits).is_mobile()) {
            let (number, mut defects) = international(digits, region);
            defects.insert(0, Defect::whole("phone-no-plus", "the country code needs a + before it"));
            return (number, defects);
        }
    }
    let national = home.without_trunk(digits);
    if home.kind(national) != LineKind::Unknown || home.is_possible(national) {
        let (number, mut defects) = international(&format!("{code}{national}"), region);
        defects.retain(|defect| defect.code != "phone-trunk-zero");
        defects.insert(0, Defect::whole("phone-no-cc", format!("the country code +{code} is missing")));
        return (number, defects);
    }
    if let Some(national) = domestic::rewritten(&family, digits) {
        let (number, mut defects) = international(&format!("{code}{national}"), region);
        defects.insert(0, Defect::whole("phone-no-cc", format!("the country code +{code} is missing")));
        return (number, defects);
    }
    unplaced(digits)
}

/// Digits after a + and 00, which say the same.
fn prefixed_twice(digits: &str, region: Option<&'static str>) -> Option<(Option<Number>, Vec<Defect>)> {
    let rest = digits.strip_prefix("00").filter(|rest| !rest.starts_with('0'))?;
    let (number, mut defects) = international(rest, region);
    number.as_ref().filter(|number| number.kind != LineKind::Unknown)?;
    defects.insert(0, Defect::whole("phone-idd-prefix", "the + stands for 00; leave the zeros out"));
    Some((number, defects))
}

/// Digits after a prefix for calls abroad: 00, or what is dialled in the region.
fn dialled_abroad(
    digits: &str,
    home: Option<&Plan>,
    region: Option<&'static str>,
) -> Option<(Option<Number>, Vec<Defect>)> {
    let is_national = home.is_some_and(|home| home.kind(home.without_trunk(digits)) != LineKind::Unknown);
    let own = home.filter(|_| !is_national).map_or(0, |home| home.international_prefixes(digits));
    let zeros = if digits.starts_with("00") { 1 << 2 } else { 0 };
    let mut readings: Vec<(usize, Option<Number>, Vec<Defect>)> = (1..digits.len())
        .filter(|length| (own | zeros) & (1u64 << length) != 0)
        .filter_map(|length| digits.get(length..).filter(|rest| !rest.starts_with('0')).map(|rest| (length, rest)))
        .map(|(length, rest)| {
            let (number, defects) = international(rest, region);
            (length, number, defects)
        })
        .collect();
    let is_valid = |number: &Option<Number>| number.as_ref().is_some_and(|number| number.kind != LineKind::Unknown);
    if readings.iter().any(|(_, number, _)| is_valid(number)) {
        readings.retain(|(_, number, _)| is_valid(number));
        let at_home =
            |number: &Option<Number>| number.as_ref().map(|n| n.calling_code) == home.map(|home| home.calling_code);
        if readings.iter().any(|(_, number, _)| at_home(number)) {
            readings.retain(|(_, number, _)| at_home(number));
        }
    } else {
        readings.retain(|(length, _, _)| *length == 2 && zeros != 0);
    }
    let open = readings.len() > 1;
    let (length, number, mut defects) = readings.into_iter().next()?;
    let prefix = digits.get(..length).unwrap_or_default();
    defects.insert(0, Defect::whole("phone-idd-prefix", format!("write + instead of {prefix}")));
    Some((number.filter(|_| !open), defects))
}

/// Digits without a + that no known region explains.
fn unplaced(digits: &str) -> (Option<Number>, Vec<Defect>) {
    let with_plus = Plan::split(digits)
        .filter(|(plans, national)| plans.iter().any(|plan| plan.kind(national) != LineKind::Unknown));
    if let (Some(_), false) = (&with_plus, digits.starts_with('0')) {
        let (number, mut defects) = international(digits, None);
        defects.insert(0, Defect::whole("phone-no-plus", "the country code needs a + before it"));
        // It may as well be a national number of some country.
        defects.push(Defect::whole("phone-no-cc", "it cannot be told whether a country code is missing"));
        return (number.filter(|_| false), defects);
    }
    let mut defects = vec![Defect::whole("phone-no-cc", "the country code with a + before it is missing")];
    if digits.len() > MAX_DIGITS {
        defects.push(Defect::whole("phone-too-long", format!("a telephone number has at most {MAX_DIGITS} digits")));
    }
    (None, defects)
}

/// Digits after a +.
fn international(digits: &str, region: Option<&'static str>) -> (Option<Number>, Vec<Defect>) {
    let mut defects = Vec::new();
    let unknown = || Defect::whole("phone-unknown-cc", "no country has this country code");
    let Some((plans, national)) = Plan::split(digits) else {
        return (None, vec![unknown()]);
    };
    let Some(main) = plans.first() else {
        return (None, vec![unknown()]);
    };
    let family = Family { plans };
    let code = main.calling_code.to_string();
    let written = describe(plans, national);
    let (mut national, so_far) = (national, written.kind);
    // A reading with less in it counts where the whole is no number, or is no mobile one while the shorter is.
    let better = |rest: &&str| {
        let kind = family.kind(rest);
        kind != LineKind::Unknown
            && (so_far == LineKind::Unknown || (so_far == LineKind::Fixed && kind == LineKind::Mobile))
    };
    if let Some(rest) = national.strip_prefix(code.as_str()).filter(better) {
        defects.push(Defect::whole("phone-dup-cc", format!("the country code {code} is typed twice")));
        national = rest;
    } else if let Some(rest) = trunk_free(plans, national).filter(|rest| so_far == LineKind::Unknown && better(rest)) {
        let prefix = national.strip_suffix(rest).unwrap_or_default();
        let note = format!("the {prefix} that is dialled inside the country does not follow the country code");
        defects.push(Defect::whole("phone-trunk-zero", note));
        national = rest;
    }
    let at_home = if so_far == LineKind::Unknown { domestic::rewritten(&family, national) } else { None };
    if let Some(plain) = at_home.as_deref().filter(|_| defects.is_empty()) {
        let note = "a prefix that is dialled inside the country does not follow the country code";
        defects.push(Defect::whole("phone-trunk-zero", note));
        national = plain;
    }
    let number = if national == written.national { written } else { describe(plans, national) };
    if number.kind == LineKind::Unknown {
        defects.push(length_defect(&family, national));
    }
    if number.kind == LineKind::Fixed || number.kind == LineKind::Special {
        defects.push(Defect::whole("phone-not-mobile", "this is no mobile number: a text message may not reach it"));
    }
    if let Some(region) = region {
        let at_home = !SHARED_BY_STATES.contains(&main.calling_code) && plans.iter().any(|plan| plan.region == region);
        let belongs = at_home
            || number.regions.contains(&region)
            || (number.regions.is_empty() && plans.iter().any(|plan| plan.region == region));
        if !belongs {
            let whose = number.regions.first().or(Some(&main.region)).copied().unwrap_or_default();
            defects.push(Defect::whole(
                "phone-cc-mismatch",
                format!("the number belongs to {whose}, the account to {region}"),
            ));
        }
    }
    (Some(number), defects)
}

/// The number without a trunk prefix left in, whether of this plan or the common 0.
fn trunk_free<'a>(plans: &[Plan], national: &'a str) -> Option<&'a str> {
    let own = plans.first().map(|plan| plan.trunk_prefix).filter(|prefix| !prefix.is_empty());
    own.and_then(|prefix| national.strip_prefix(prefix)).or_else(|| national.strip_prefix('0'))
}

fn describe(plans: &[Plan], national: &str) -> Number {
    let mut regions = Vec::new();
    let mut kind = LineKind::Unknown;
    for plan in plans {
        let found = plan.kind(national);
        if found != LineKind::Unknown {
            if kind == LineKind::Unknown {
                kind = found;
            }
            regions.push(plan.region);
        }
    }
    let calling_code = plans.first().map_or(0, |plan| plan.calling_code);
    Number { calling_code, national: national.to_owned(), regions, kind }
}
