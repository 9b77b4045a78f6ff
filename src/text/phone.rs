//! Telephone numbers: how they are written (ITU-T E.164, RFC 3966), and whose they are.
//!
//! Numbering plans come from a compact table derived from libphonenumber's metadata (Apache-2.0); a region's line is read
//! when it is first asked for, so that the first number costs microseconds, not the tens of milliseconds of a full parse.

mod family;
mod pattern;
mod plan;
mod typed;

use super::{Defect, Judgement, Kind, character, country};
use family::{Family, length_defect};
use plan::Plan;
use typed::Typed;

/// What kind of line a number belongs to, as far as its digits tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Receives text messages.
    Mobile,
    /// A fixed line.
    Fixed,
    /// The plan does not tell the two apart (North America).
    FixedOrMobile,
    /// Toll free, premium rate and the like.
    Special,
    /// In no range of the plan.
    Unknown,
}

impl LineKind {
    /// Whether a text message may reach it.
    pub fn is_mobile(self) -> bool {
        matches!(self, Self::Mobile | Self::FixedOrMobile)
    }
}

/// A number read from text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The country calling code: 46.
    pub calling_code: u16,
    /// The national (significant) number, without the trunk prefix.
    pub national: String,
    /// The regions (ISO 3166-1 alpha-2) whose plan holds the number, the likeliest first; empty where none does.
    pub regions: Vec<&'static str>,
    /// The kind of line.
    pub kind: LineKind,
}

impl Number {
    /// `+` and digits (E.164).
    pub fn e164(&self) -> String {
        format!("+{}{}", self.calling_code, self.national)
    }
}

/// Fewest digits that a number with its country code can have.
const MIN_DIGITS: usize = 5;
/// ITU-T E.164 §6.1.
const MAX_DIGITS: usize = 15;

/// Calling codes that several states share; others are shared by a state and its territories only.
const SHARED_BY_STATES: &[u16] = &[1, 7];

/// Judges a number as typed, for an account in `country` (any code that [`country::find`] knows).
pub fn judge(value: &str, country: Option<&str>) -> Judgement {
    if value.trim().is_empty() {
        return Judgement::empty();
    }
    let mut defects = character::judge(value, Kind::Phone);
    let text = character::clean(value, Kind::Phone);
    let region = country.and_then(country::canonical);
    let typed = match Typed::read(&text) {
        Ok(typed) => typed,
        Err(defect) => {
            defects.push(defect);
            return Judgement { defects, fix: None };
        }
    };
    let (number, more) = resolve(&typed, region);
    // A number in national form is rewritten as a whole: its grouping is no defect of its own.
    let national = more.iter().any(|defect| defect.code == "phone-no-cc");
    defects.extend(typed.notation.iter().filter(|defect| !national || defect.code != "phone-formatting").cloned());
    let certain = more.iter().all(|defect| !UNCERTAIN.contains(&defect.code.as_ref()));
    defects.extend(more);
    let guessed = defects.iter().any(|defect| defect.code == "homoglyph") || typed.had_optional_zero;
    let fix = match number {
        Some(number) if certain && !guessed && number.kind != LineKind::Special => {
            Some(number.e164()).filter(|fix| fix != value)
        }
        _ => None,
    };
    Judgement { defects, fix }
}

/// Reads a number with whatever repair it needs; `None` where its country or length cannot be told.
pub fn parse(value: &str, country: Option<&str>) -> Option<Number> {
    let typed = Typed::read(&character::clean(value, Kind::Phone)).ok()?;
    let (number, defects) = resolve(&typed, country.and_then(country::canonical));
    number.filter(|_| defects.iter().all(|defect| !UNCERTAIN.contains(&defect.code.as_ref())))
}

/// Defects with which the right number is not known.
const UNCERTAIN: &[&str] = &["phone-too-short", "phone-too-long", "phone-unknown-cc", "phone-invalid", "phone-letters"];

/// Finds the number that the digits mean, with the defects of how they are written.
fn resolve(typed: &Typed, region: Option<&'static str>) -> (Option<Number>, Vec<Defect>) {
    let digits = typed.digits.as_str();
    if typed.plus {
        return international(digits, region);
    }
    let home = region.and_then(Plan::of_region);
    // 00 or the region's own international prefix.
    for prefix in home
        .as_ref()
        .map(|plan| plan.international_prefix)
        .into_iter()
        .chain(["00"])
        .filter(|prefix| !prefix.is_empty())
    {
        if let Some(rest) = digits.strip_prefix(prefix)
            && !rest.starts_with('0')
        {
            let (number, mut defects) = international(rest, region);
            if number.as_ref().is_some_and(|number| number.kind != LineKind::Unknown) || prefix == "00" {
                defects.insert(0, Defect::whole("phone-idd-prefix", format!("write + instead of {prefix}")));
                return (number, defects);
            }
        }
    }
    let Some(home) = home else {
        return unplaced(digits);
    };
    let code = home.calling_code.to_string();
    let plans = Plan::of_calling_code(&code);
    let family = Family { plans: &plans };
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
    unplaced(digits)
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
    let family = Family { plans: &plans };
    let code = main.calling_code.to_string();
    let mut national = national;
    let so_far = family.kind(national);
    // A reading with less in it counts where the whole is no number, or is no mobile one while the shorter is.
    let better = |rest: &&str| {
        let kind = family.kind(rest);
        kind != LineKind::Unknown
            && (so_far == LineKind::Unknown || (so_far == LineKind::Fixed && kind == LineKind::Mobile))
    };
    if let Some(rest) = national.strip_prefix(code.as_str()).filter(better) {
        defects.push(Defect::whole("phone-dup-cc", format!("the country code {code} is typed twice")));
        national = rest;
    } else if let Some(rest) = trunk_free(&plans, national).filter(|rest| so_far == LineKind::Unknown && better(rest)) {
        defects.push(Defect::whole(
            "phone-trunk-zero",
            "the 0 that is dialled inside the country does not follow the country code",
        ));
        national = rest;
    }
    let number = describe(&plans, national);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(value: &str, country: &str) -> (Vec<String>, Option<String>) {
        let found = judge(value, Some(country));
        (found.defects.into_iter().map(|d| d.code.into_owned()).collect(), found.fix)
    }

    #[test]
    fn clean_numbers() {
        for (value, country) in [
            ("+46701234567", "SE"),
            ("+447400123456", "GBR"),
            ("+5491123456789", "AR"),
            ("+821020000000", "KR"),
            ("+12015550123", "US"),
        ] {
            assert_eq!(codes(value, country), (vec![], None), "{value}");
        }
    }

    #[test]
    fn repairs() {
        let cases = [
            ("07400 123456", "GB", vec!["phone-no-cc"], "+447400123456"),
            ("+3434612345678", "ES", vec!["phone-dup-cc"], "+34612345678"),
            ("5511961234567", "BR", vec!["phone-no-plus"], "+5511961234567"),
            ("0056221234567", "CL", vec!["phone-idd-prefix"], "+56221234567"),
            ("+5703211234567", "CO", vec!["phone-trunk-zero"], "+573211234567"),
            ("+٢٠١٠٠١٢٣٤٥٦٧", "EG", vec!["non-ascii-digit"], "+201001234567"),
        ];
        for (value, country, found, fix) in cases {
            assert_eq!(
                codes(value, country),
                (found.into_iter().map(str::to_owned).collect(), Some(fix.to_owned())),
                "{value}"
            );
        }
    }

    #[test]
    fn what_cannot_be_repaired() {
        for (value, country, code) in [
            ("+999123456789", "SG", "phone-unknown-cc"),
            ("+86138001380000", "CN", "phone-too-long"),
            ("1-800-FLOWERS", "US", "phone-letters"),
            ("+", "SG", "phone-too-short"),
        ] {
            let (found, fix) = codes(value, country);
            assert!(found.contains(&code.to_owned()) && fix.is_none(), "{value} {found:?} {fix:?}");
        }
    }

    #[test]
    fn reads_numbers() {
        let number = parse("0 70-123 45 67", Some("SE"));
        assert_eq!(number.map(|n| (n.e164(), n.kind)), Some(("+46701234567".to_owned(), LineKind::Mobile)));
    }

    proptest! {
        #[test]
        fn a_fix_is_clean(value in "[+0-9() -]{0,20}|\\PC{0,12}|(00|\\+|)(46|1|44|86|39|7|55)0?[0-9]{8,11}") {
            for country in ["SE", "US", "IT", "CN"] {
                if let Some(fix) = judge(&value, Some(country)).fix {
                    let again = judge(&fix, Some(country));
                    prop_assert_eq!(&again.fix, &None);
                    prop_assert!(again.defects.iter().all(|d| matches!(d.code.as_ref(), "phone-not-mobile" | "phone-cc-mismatch")), "{} {} {:?}", value, fix, again.defects);
                }
            }
        }
    }
}
