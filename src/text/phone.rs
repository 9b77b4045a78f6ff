//! Telephone numbers: how they are written (ITU-T E.164, RFC 3966), and whose they are.
//!
//! Numbering plans come from a compact table derived from libphonenumber's metadata (Apache-2.0); a region's line is read
//! when it is first asked for, so that the first number costs microseconds, not the tens of milliseconds of a full parse.

mod domestic;
mod family;
mod pattern;
mod plan;
mod resolution;
mod typed;

use super::{Judgement, country};
use resolution::resolve;
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

/// Judges a number as typed, for an account in `country` (any code that [`country::find`] knows).
pub fn judge(value: &str, country: Option<&str>) -> Judgement {
    once(value, country).settled(|fix| once(fix, country))
}

fn once(value: &str, country: Option<&str>) -> Judgement {
    if value.trim().is_empty() {
        return Judgement::empty();
    }
    let typed = match Typed::read(value) {
        Ok(typed) => typed,
        Err(defects) => return Judgement { defects, fix: None },
    };
    let (number, more) = resolve(&typed, country.and_then(country::canonical));
    let found = |code: &str| more.iter().any(|defect| defect.code == code);
    // A number in national form is rewritten as a whole, and so is one with (0): its grouping is no defect of its own.
    let rewritten = found("phone-no-cc") || typed.had_optional_zero && found("phone-trunk-zero");
    let mut defects = typed.defects;
    defects.retain(|defect| !rewritten || defect.code != "phone-formatting");
    defects.extend(more);
    let certain = defects.iter().all(|defect| !UNCERTAIN.contains(&defect.code.as_ref()));
    let fix = number.filter(|number| certain && number.kind != LineKind::Special).map(|number| number.e164());
    Judgement { defects, fix: fix.filter(|fix| fix != value) }
}

/// Reads a number with whatever repair it needs; `None` where its country or length cannot be told.
pub fn parse(value: &str, country: Option<&str>) -> Option<Number> {
    let typed = Typed::read(value).ok()?;
    let (number, defects) = resolve(&typed, country.and_then(country::canonical));
    number.filter(|_| defects.iter().all(|defect| !UNCERTAIN.contains(&defect.code.as_ref())))
}

/// Whether two texts mean one number, each with the country it was typed for. Where only one of them says its country, the other
/// is read as a number of that country.
pub fn is_same(one: (&str, Option<&str>), other: (&str, Option<&str>)) -> bool {
    let read = |(value, country): (&str, Option<&str>)| parse(value, country);
    let beside = |(value, country): (&str, Option<&str>), known: &Number| {
        let mut homes = known.regions.iter().filter(|_| country.is_none());
        homes.any(|region| parse(value, Some(region)).is_some_and(|number| number.e164() == known.e164()))
    };
    match (read(one), read(other)) {
        (Some(one), Some(other)) => one.e164() == other.e164(),
        (Some(known), None) => beside(other, &known),
        (None, Some(known)) => beside(one, &known),
        (None, None) => false,
    }
}

/// Defects with which the right number is not known.
const UNCERTAIN: &[&str] =
    &["phone-too-short", "phone-too-long", "phone-unknown-cc", "phone-invalid", "phone-letters", "homoglyph"];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(value: &str, country: &str) -> (Vec<String>, Option<String>) {
        let found = judge(value, Some(country));
        (found.defects.into_iter().map(|d| d.code.into_owned()).collect(), found.fix)
    }

    #[test]
    fn one_number_in_two_forms() {
        for (one, other, same) in [
            (("+46701740635", None), ("070-174 06 35", Some("SE")), true),
            (("+46701740635", Some("NO")), ("070-174 06 35", Some("SWE")), true),
            (("+46701740635", None), ("070-174 06 35", None), true),
            (("070-174 06 35", None), ("0046 70 174 06 35", None), true),
            (("+46701740635", None), ("070-174 06 36", None), false),
            (("070-174 06 35", Some("SE")), ("070-174 06 35", Some("DE")), false),
        ] {
            assert_eq!(is_same(one, other), same, "{one:?} {other:?}");
            assert_eq!(is_same(other, one), same, "{other:?} {one:?}");
        }
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
            ("+46 (0)70 123 45 67", "SE", vec!["phone-trunk-zero"], "+46701234567"),
            ("+39 (0)6 1234 5678", "IT", vec!["phone-formatting", "phone-not-mobile"], "+390612345678"),
            ("tel:+46-70-123-45-67", "SE", vec!["phone-formatting"], "+46701234567"),
            ("Тел.: +7 912 345-67-89", "RU", vec!["phone-formatting"], "+79123456789"),
            ("+0046701234567", "SE", vec!["phone-idd-prefix"], "+46701234567"),
            ("001 852 5123 4567", "HK", vec!["phone-formatting", "phone-idd-prefix"], "+85251234567"),
            (
                "010 46 70 123 45 67",
                "JP",
                vec!["phone-formatting", "phone-idd-prefix", "phone-cc-mismatch"],
                "+46701234567",
            ),
            ("00700821020000000", "KR", vec!["phone-idd-prefix"], "+821020000000"),
            ("00155511961234567", "BR", vec!["phone-idd-prefix"], "+5511961234567"),
            ("0011 61 412 345 678", "AU", vec!["phone-formatting", "phone-idd-prefix"], "+61412345678"),
            ("8~10 7 912 345 67 89", "RU", vec!["phone-formatting", "phone-idd-prefix"], "+79123456789"),
            ("009573211234567", "CO", vec!["phone-idd-prefix"], "+573211234567"),
            ("00966812345678", "TH", vec!["phone-idd-prefix"], "+66812345678"),
            ("00862812345678", "ID", vec!["phone-idd-prefix"], "+62812345678"),
            ("011 15 2345-6789", "AR", vec!["phone-no-cc"], "+5491123456789"),
            ("+54 11 15 2345 6789", "AR", vec!["phone-formatting", "phone-trunk-zero"], "+5491123456789"),
            ("+5212221234567", "MX", vec!["phone-trunk-zero"], "+522221234567"),
            ("0 15 11 96123-4567", "BR", vec!["phone-no-cc"], "+5511961234567"),
            ("8 912 345 67 89", "RU", vec!["phone-no-cc"], "+79123456789"),
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
            ("+474061234", "NO", "phone-too-short"),
            ("+41 78 123 45 67 ext. 9", "CH", "phone-letters"),
            ("+7 912 345-67-89 доб. 5", "RU", "phone-letters"),
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
