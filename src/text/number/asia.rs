//! National numbers of Asia.

use super::birth::{self, Order};
use super::checksum::{digit, luhn, verhoeff, weighted};
use super::scheme::{Scheme, check_digit, no_date, unchecked};
use crate::text::Defect;
use crate::text::date::Date;

#[rustfmt::skip]
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { country: "AE", shapes: &["000-0000-0000000-0"], check: unchecked },
    Scheme { country: "BD", shapes: &["0000000000", "0000000000000", "00000000000000000"], check: unchecked },
    Scheme { country: "CN", shapes: &["00000000000000000X", "000000 00000000 000X"], check: chinese },
    Scheme { country: "HK", shapes: &["A000000(X)", "AA000000(X)", "A000000X"], check: hong_kong },
    Scheme { country: "ID", shapes: &["0000000000000000"], check: |n| birth::judge_shifted(n, 6, Order::DayMonthYear, &[], &[40]) },
    Scheme { country: "IL", shapes: &["000000000", "0-0000000-0", "0 0000000 0"], check: |n| check_digit(luhn(n)) },
    Scheme { country: "IN", shapes: &["000000000000", "0000 0000 0000", "0000-0000-0000"], check: |n| check_digit(verhoeff(n)) },
    // The number for taxes and that of voters are on cards of identity as well.
    Scheme { country: "IN", shapes: &["AAAAA0000A", "AAA0000000"], check: unchecked },
    Scheme { country: "IR", shapes: &["0000000000", "000-000000-0"], check: iranian },
    Scheme { country: "JP", shapes: &["000000000000", "0000 0000 0000"], check: japanese },
    Scheme { country: "KR", shapes: &["0000000000000", "000000-0000000"], check: unchecked },
    Scheme { country: "LK", shapes: &["000000000A", "000000000000"], check: unchecked },
    Scheme { country: "MY", shapes: &["000000-00-0000"], check: |n| birth::judge(n, 0, Order::YearMonthDay) },
    Scheme { country: "PK", shapes: &["00000-0000000-0"], check: unchecked },
    Scheme { country: "SA", shapes: &["0000000000"], check: unchecked },
    Scheme { country: "SG", shapes: &["A0000000A"], check: singaporean },
    Scheme { country: "TH", shapes: &["0-0000-00000-00-0", "0 0000 00000 00 0"], check: thai },
    Scheme { country: "TR", shapes: &["00000000000"], check: turkish },
    Scheme { country: "TW", shapes: &["A000000000", "AA00000000"], check: taiwanese },
    Scheme { country: "VN", shapes: &["000000000", "000000000000"], check: unchecked },
];

/// GB 11643: seventeen digits with the date of birth, and a check character modulo 11-2.
fn chinese(number: &str) -> Vec<Defect> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let part = |from: usize, to: usize| number.get(from..to).and_then(|text| text.parse::<i16>().ok()).unwrap_or(0);
    let small = |value: i16| u8::try_from(value).unwrap_or(0);
    let is_date = Date::new(part(6, 10), small(part(10, 12)), small(part(12, 14))).is_some();
    let expected = "10X98765432".chars().nth((weighted(number, &WEIGHTS) % 11) as usize);
    let mut found = if is_date { Vec::new() } else { vec![no_date(6..14)] };
    found.extend(check_digit(number.chars().nth(17) == expected));
    found
}

/// One or two letters, six digits, and a check digit modulo 11; a missing first letter counts as 36.
fn hong_kong(number: &str) -> Vec<Defect> {
    let padded = format!("{number:>9}");
    let value = |c: char| if c == ' ' { 36 } else { c.to_digit(36).unwrap_or(0) };
    let sum: u32 = padded.chars().take(8).zip((2..=9).rev()).map(|(c, weight)| value(c) * weight).sum();
    let expected = match (11 - sum % 11) % 11 {
        10 => Some('A'),
        digit => char::from_digit(digit, 10),
    };
    check_digit(number.chars().last() == expected)
}

fn iranian(number: &str) -> Vec<Defect> {
    let rest = weighted(number, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    check_digit(digit(number, 9) == Some(if rest < 2 { rest } else { 11 - rest }))
}

/// The individual number (Ordinance of the Ministry of Internal Affairs No. 85 of 2014, article 5).
fn japanese(number: &str) -> Vec<Defect> {
    let rest = weighted(number, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    check_digit(digit(number, 11) == Some(if rest < 2 { 0 } else { 11 - rest }))
}

fn singaporean(number: &str) -> Vec<Defect> {
    let sum = weighted(number.get(1..8).unwrap_or_default(), &[2, 7, 6, 5, 4, 3, 2]);
    let (table, offset) = match number.chars().next() {
        Some('S') => ("JZIHGFEDCBA", 0),
        Some('T') => ("JZIHGFEDCBA", 4),
        Some('F') => ("XWUTRQPNMLK", 0),
        Some('G') => ("XWUTRQPNMLK", 4),
        _ => return Vec::new(),
    };
    check_digit(table.chars().nth(((sum + offset) % 11) as usize) == number.chars().last())
}

fn taiwanese(number: &str) -> Vec<Defect> {
    let place = |c: char| "ABCDEFGHJKLMNPQRSTUVXYWZIO".find(c).and_then(|index| u32::try_from(index + 10).ok());
    let Some(code) = number.chars().next().and_then(place) else {
        return Vec::new();
    };
    // Before 2021 the second character of a resident's number was a letter that counts by its last digit.
    let second =
        number.chars().nth(1).and_then(|c| c.to_digit(10).or_else(|| place(c).map(|code| code % 10))).unwrap_or(0);
    let rest = weighted(number.get(2..).unwrap_or_default(), &[7, 6, 5, 4, 3, 2, 1, 1]);
    check_digit((code / 10 + code % 10 * 9 + second * 8 + rest).is_multiple_of(10))
}

fn thai(number: &str) -> Vec<Defect> {
    let sum = weighted(number, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    check_digit(digit(number, 12) == Some((11 - sum % 11) % 10))
}

fn turkish(number: &str) -> Vec<Defect> {
    let sum = |from: usize, to: usize, step: usize| {
        (from..to).step_by(step).filter_map(|place| digit(number, place)).sum::<u32>()
    };
    let tenth = (sum(0, 9, 2) * 7 + 90 - sum(1, 9, 2)) % 10;
    check_digit(
        digit(number, 9) == Some(tenth) && digit(number, 10) == Some(sum(0, 10, 1) % 10) && !number.starts_with('0'),
    )
}
