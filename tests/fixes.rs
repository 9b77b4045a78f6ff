//! A fix is the last one: the value that it gives has no defect left and asks for no other fix, whatever slips came together.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use preflight::text::date::{self, Date, Role};
use preflight::text::number::{self, Context};
use preflight::text::portal::{self, Portals};
use preflight::text::{Against, Judgement, email, phone};
use proptest::prelude::*;
use std::sync::LazyLock;

/// One slip of whoever types or copies a value.
#[derive(Clone, Debug)]
enum Slip {
    /// A character before the place.
    Insert(&'static str, usize),
    /// Another character for one.
    Replace(&'static str, usize),
    /// A character left out.
    Drop(usize),
    /// A character typed twice.
    Double(usize),
    /// Two characters exchanged.
    Exchange(usize),
    /// Something copied along.
    Around(&'static str, &'static str),
    /// The ordinary form of a digit or letter in another script or width.
    Disguise(usize),
}

const INSERTED: &[&str] = &[" ", "\u{a0}", "\u{200b}", "\u{202e}", ".", ",", "-", "<", "0", "\u{3000}", "\u{301}", "/"];
const REPLACING: &[&str] = &["O", "0", "l", "I", "1", "S", "о", "а", "٣", "。", "，", "；", "％", "ｅ", "_", ";"];
const AROUND: &[(&str, &str)] = &[
    ("<", ">"),
    ("", "/"),
    ("", "."),
    ("", ","),
    (" ", " "),
    ("(", ")"),
    ("\"", "\""),
    ("mailto:", ""),
    ("tel:", ""),
    ("", ";"),
    ("\u{feff}", ""),
    ("https://", ""),
    ("+", ""),
    ("00", ""),
];

fn slip() -> impl Strategy<Value = Slip> {
    let place = 0..64usize;
    prop_oneof![
        (prop::sample::select(INSERTED), place.clone()).prop_map(|(sign, at)| Slip::Insert(sign, at)),
        (prop::sample::select(REPLACING), place.clone()).prop_map(|(sign, at)| Slip::Replace(sign, at)),
        place.clone().prop_map(Slip::Drop),
        place.clone().prop_map(Slip::Double),
        place.clone().prop_map(Slip::Exchange),
        prop::sample::select(AROUND).prop_map(|(before, after)| Slip::Around(before, after)),
        place.prop_map(Slip::Disguise),
    ]
}

fn disguised(c: char) -> char {
    let shifted = |base: u32, from: char| char::from_u32(base + u32::from(c) - u32::from(from)).unwrap_or(c);
    match c {
        '0'..='9' => shifted(0x660, '0'),
        '!'..='~' => shifted(0xFF01, '!'),
        _ => c,
    }
}

fn spoilt(value: &str, slips: &[Slip]) -> String {
    let mut chars: Vec<char> = value.chars().collect();
    for slip in slips {
        let length = chars.len().max(1);
        match slip {
            Slip::Insert(sign, at) => drop(chars.splice(at % length..at % length, sign.chars())),
            Slip::Replace(sign, at) => {
                drop(chars.splice(at % length..(at % length + 1).min(chars.len()), sign.chars()))
            }
            Slip::Drop(at) => drop(chars.splice(at % length..(at % length + 1).min(chars.len()), None)),
            Slip::Double(at) => {
                if let Some(&c) = chars.get(at % length) {
                    chars.insert(at % length, c);
                }
            }
            Slip::Exchange(at) => {
                if at % length + 1 < chars.len() {
                    chars.swap(at % length, at % length + 1);
                }
            }
            Slip::Around(before, after) => {
                chars.splice(0..0, before.chars());
                chars.extend(after.chars());
            }
            Slip::Disguise(at) => {
                if let Some(c) = chars.get_mut(at % length) {
                    *c = disguised(*c);
                }
            }
        }
    }
    chars.into_iter().collect()
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    prop::collection::vec(slip(), 1..4)
}

/// Judges the fix again; `lasting` are defects that no retyping cures.
fn is_last(value: &str, judge: impl Fn(&str) -> Judgement, lasting: &[&str]) -> Result<(), TestCaseError> {
    if let Some(fix) = judge(value).fix {
        let again = judge(&fix);
        prop_assert_eq!(&again.fix, &None, "{:?} {:?}", value, fix);
        let left: Vec<_> = again.defects.iter().filter(|defect| !lasting.contains(&defect.code.as_ref())).collect();
        prop_assert!(left.is_empty(), "{:?} {:?} {:?}", value, fix, left);
        prop_assert!(!judge(value).is_clean(), "{:?} {:?}", value, fix);
    }
    Ok(())
}

static PORTALS: LazyLock<Portals> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/huaweicloud-intl/portal.toml");
    let pack: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    pack["portals"].clone().try_into().unwrap()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn of_an_address(
        value in prop::sample::select(&["omar.mfano@example.com", "user@gmail.com", "anna.k@yahoo.co.uk", "13800138000@163.com", "j_s@uni-koeln.de", "a+b@mail.example.org"][..]),
        slips in slips(),
    ) {
        let rules = email::Rules { local_chars: Some("._-"), ..email::Rules::default() };
        let lasting = ["email-idn-domain", "email-local-refused"];
        is_last(&spoilt(value, &slips), |value| email::judge(value, &rules), &lasting)?;
    }

    #[test]
    fn of_a_phone_number(
        (value, country) in prop::sample::select(&[("+46701740635", "SE"), ("070-174 06 35", "SE"), ("+1 212 555 0123", "US"), ("+86 138 0013 8000", "CN"), ("+44 (0)7911 123456", "GB"), ("+5511987654321", "BR"), ("8 912 345-67-89", "RU")][..]),
        slips in slips(),
        known in any::<bool>(),
    ) {
        let country = Some(country).filter(|_| known);
        is_last(&spoilt(value, &slips), |value| phone::judge(value, country), &["phone-not-mobile", "phone-cc-mismatch"])?;
    }

    #[test]
    fn of_a_date(
        value in prop::sample::select(&["1990-04-12", "12 APR 1990", "25/12/1990", "19900412", "2533-04-12", "平成2年4月12日", "31 DEC 30", "7 марта 1974", "2032-11-30"][..]),
        role in prop::sample::select(&[Role::Birth, Role::Issue, Role::Expiry][..]),
        slips in slips(),
    ) {
        let context = date::Context { role, today: Date { year: 2026, month: 5, day: 19 }, adult_age: 18, soon_days: 30 };
        let lasting = ["date-underage", "date-expired", "date-expires-soon", "date-future", "date-implausible"];
        is_last(&spoilt(value, &slips), |value| date::judge(value, &context), &lasting)?;
    }

    #[test]
    fn of_a_document_number(
        (value, kind, country) in prop::sample::select(&[("L898902C3", "passport", "UTO"), ("E12345678", "passport", "CN"), ("11010519491231002X", "national_id", "CN"), ("111.444.777-35", "national_id", "BR"), ("9999 4105 7058", "national_id", "IN"), ("A123456(3)", "national_id", "HK"), ("123456789", "passport", "GB")][..]),
        slips in slips(),
        document in any::<bool>(),
        against in prop::sample::select(&[Against::Document, Against::Typed][..]),
    ) {
        let context = Context {
            kind: Some(kind),
            country: Some(country),
            document: Some(value).filter(|_| document),
            against,
            max_length: Some(32),
        };
        is_last(&spoilt(value, &slips), |value| number::judge(value, &context), &[])?;
    }

    #[test]
    fn of_a_portal_address(
        value in prop::sample::select(&["https://www.huaweicloud.com/intl/en-us/", "https://intl.huaweicloud.com/", "https://auth.huaweicloud.com/authui/login.html?service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2F", "www.huaweicloud.com/intl/"][..]),
        slips in slips(),
    ) {
        let judge = |value: &str| {
            let found = portal::judge(value, &PORTALS);
            Judgement { defects: found.defects, fix: found.fix }
        };
        is_last(&spoilt(value, &slips), judge, &[])?;
    }
}
