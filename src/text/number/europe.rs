//! National numbers of Europe. Many cards bear a number of their own besides: other shapes are left alone.

use super::birth::{self, Order};
use super::checksum::{digit, luhn, mod_11_10, weighted};
use super::passport;
use super::scheme::{Scheme, check_digit};
use crate::text::{Defect, mrz};

#[rustfmt::skip]
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { country: "BA", shapes: &["0000000000000"], check: jmbg },
    Scheme { country: "BE", shapes: &["00.00.00-000.00", "00.00.00-000-00", "000000 000 00"], check: belgian },
    Scheme { country: "BG", shapes: &["0000000000"], check: bulgarian },
    Scheme { country: "CZ", shapes: &["000000/0000"], check: czech },
    Scheme { country: "DE", shapes: &["XXXXXXXXX0"], check: german },
    Scheme { country: "DK", shapes: &["000000-0000"], check: |n| birth::judge_shifted(n, 0, Order::DayMonthYear, &[], &[60]) },
    Scheme { country: "EE", shapes: &["00000000000"], check: baltic },
    Scheme { country: "ES", shapes: &["00000000A", "00000000-A", "00.000.000-A", "A0000000A", "A-0000000-A"], check: spanish },
    Scheme { country: "FI", shapes: &["000000-000X", "000000+000X", "000000A000X"], check: finnish },
    Scheme { country: "HR", shapes: &["00000000000"], check: |n| check_digit(mod_11_10(n)) },
    Scheme { country: "IS", shapes: &["000000-0000"], check: icelandic },
    Scheme { country: "IT", shapes: &["AAAAAAXXAXXAXXXA"], check: italian },
    Scheme { country: "LT", shapes: &["00000000000"], check: baltic },
    Scheme { country: "LV", shapes: &["000000-00000"], check: latvian },
    Scheme { country: "ME", shapes: &["0000000000000"], check: jmbg },
    Scheme { country: "MK", shapes: &["0000000000000"], check: jmbg },
    Scheme { country: "NL", shapes: &["000000000", "0000.00.000"], check: dutch },
    Scheme { country: "NO", shapes: &["000000 00000", "00000000000"], check: norwegian },
    Scheme { country: "PL", shapes: &["00000000000"], check: |n| check_digit(weighted(n, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]).is_multiple_of(10)) },
    Scheme { country: "PL", shapes: &["AAA000000", "AAA 000000"], check: |n| check_digit(weighted(n, &[7, 3, 1, 9, 7, 3, 1, 7, 3]).is_multiple_of(10)) },
    Scheme { country: "PT", shapes: &["00000000 0 AA0", "000000000AA0"], check: |n| check_digit(luhn(n)) },
    Scheme { country: "RO", shapes: &["0000000000000"], check: romanian },
    Scheme { country: "RS", shapes: &["0000000000000"], check: jmbg },
    Scheme { country: "SE", shapes: &["000000-0000", "00000000-0000", "000000+0000"], check: swedish },
    Scheme { country: "SI", shapes: &["0000000000000"], check: jmbg },
    Scheme { country: "SK", shapes: &["000000/0000"], check: czech },
    Scheme { country: "UA", shapes: &["0000000000"], check: ukrainian },
];

/// Nine digits, and two that are 97 less the rest of the division by 97; a 2 stands before births since 2000.
fn belgian(number: &str) -> Vec<Defect> {
    let part = |range: std::ops::Range<usize>| number.get(range).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    let (body, last) = (part(0..9), part(9..11));
    check_digit([0, 2_000_000_000].iter().any(|century| 97 - (century + body) % 97 == last))
}

fn bulgarian(number: &str) -> Vec<Defect> {
    let expected = weighted(number, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    let mut found = birth::judge_shifted(number, 0, Order::YearMonthDay, &[20, 40], &[]);
    found.extend(check_digit(digit(number, 9) == Some(expected)));
    found
}

/// Divisible by 11; until 1985 a rest of 10 was written 0.
fn czech(number: &str) -> Vec<Defect> {
    let part = |end: usize| number.get(..end).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    let mut found = birth::judge_shifted(number, 0, Order::YearMonthDay, &[20, 50, 70], &[]);
    found.extend(check_digit(part(10).is_multiple_of(11) || part(9) % 11 == 10 && number.ends_with('0')));
    found
}

/// Serial number of an identity card with its check digit (ICAO Doc 9303-3 §4.9).
fn german(number: &str) -> Vec<Defect> {
    let mut found = passport::german(number);
    let holds = number.get(..9).and_then(mrz::check_digit) == number.chars().nth(9);
    found.extend(check_digit(holds));
    found
}

/// Two rounds of weights modulo 11 (Estonia and Lithuania).
fn baltic(number: &str) -> Vec<Defect> {
    let first = weighted(number, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let second = weighted(number, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
    let expected = if first < 10 { first } else { second % 10 };
    let mut found = birth::judge(number, 1, Order::YearMonthDay);
    found.extend(check_digit(digit(number, 10) == Some(expected)));
    found
}

fn spanish(number: &str) -> Vec<Defect> {
    let (body, last) = number.split_at(number.len().saturating_sub(1));
    let body = match body.chars().next() {
        Some('X') => body.replacen('X', "0", 1),
        Some('Y') => body.replacen('Y', "1", 1),
        Some('Z') => body.replacen('Z', "2", 1),
        _ => body.to_owned(),
    };
    let letter = |value: usize| "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(value % 23);
    // K, L and M stand before the numbers of children and of citizens abroad, whose letter is not published.
    body.parse::<usize>().map_or_else(|_| Vec::new(), |value| check_digit(last.chars().next() == letter(value)))
}

fn finnish(number: &str) -> Vec<Defect> {
    let digits: String = number
        .chars()
        .take(6)
        .chain(number.chars().rev().skip(1).take(3).collect::<Vec<_>>().into_iter().rev())
        .collect();
    let expected =
        digits.parse::<usize>().ok().and_then(|value| "0123456789ABCDEFHJKLMNPRSTUVWXY".chars().nth(value % 31));
    let mut found = birth::judge(number, 0, Order::DayMonthYear);
    found.extend(check_digit(number.chars().last() == expected));
    found
}

fn icelandic(number: &str) -> Vec<Defect> {
    let rest = weighted(number, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    check_digit(digit(number, 8) == Some((11 - rest) % 11))
}

/// Codice fiscale (decree of the Ministry of Finance of 23 December 1976).
fn italian(number: &str) -> Vec<Defect> {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let rank = |c: char| c.to_digit(10).or_else(|| c.to_digit(36).map(|value| value - 10)).unwrap_or(0);
    let value = |(index, c): (usize, char)| {
        if index % 2 == 0 { ODD.get(rank(c) as usize).copied().unwrap_or(0) } else { rank(c) }
    };
    let sum: u32 = number.chars().take(15).enumerate().map(value).sum();
    check_digit(number.chars().nth(15) == char::from_digit(sum % 26 + 10, 36).map(|c| c.to_ascii_uppercase()))
}

fn latvian(number: &str) -> Vec<Defect> {
    // Numbers since 2017 begin with 32 and hold no date; their check is not published.
    if number.starts_with("32") {
        return Vec::new();
    }
    let expected = (1 + weighted(number, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10;
    let mut found = birth::judge(number, 0, Order::DayMonthYear);
    found.extend(check_digit(digit(number, 10) == Some(expected)));
    found
}

/// The unique master number of the former Yugoslavia.
fn jmbg(number: &str) -> Vec<Defect> {
    let rest = weighted(number, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    check_digit(digit(number, 12) == Some((11 - rest) % 11 % 10))
}

/// The eleven test: the last digit counts minus one.
fn dutch(number: &str) -> Vec<Defect> {
    let sum = weighted(number, &[9, 8, 7, 6, 5, 4, 3, 2]) + 11 * 9;
    let holds = digit(number, 8).is_some_and(|last| (sum - last).is_multiple_of(11));
    check_digit(holds)
}

fn norwegian(number: &str) -> Vec<Defect> {
    let first = (11 - weighted(number, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
    let second = (11 - weighted(number, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    check_digit(digit(number, 9) == Some(first) && digit(number, 10) == Some(second))
}

fn romanian(number: &str) -> Vec<Defect> {
    let rest = weighted(number, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    check_digit(digit(number, 12) == Some(if rest == 10 { 1 } else { rest }))
}

/// Ten digits with a check by Luhn; the century may stand before them. Coordination numbers add 60 to the day.
fn swedish(number: &str) -> Vec<Defect> {
    let short = number.get(number.len().saturating_sub(10)..).unwrap_or_default();
    let mut found = birth::judge_shifted(short, 0, Order::YearMonthDay, &[], &[60]);
    found.extend(check_digit(luhn(short)));
    found
}

fn ukrainian(number: &str) -> Vec<Defect> {
    // The first weight is minus one.
    let first = digit(number, 0).unwrap_or(0);
    let sum = weighted(number, &[0, 5, 7, 9, 4, 6, 10, 5, 7]) + 11 - first;
    check_digit(digit(number, 9) == Some(sum % 11 % 10))
}
