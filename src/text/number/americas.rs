//! National numbers of the Americas and of Africa.

use super::birth::{self, Order};
use super::checksum::{digit, luhn, weighted};
use super::scheme::{Scheme, check_digit, unchecked};
use crate::text::Defect;

#[rustfmt::skip]
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { country: "AR", shapes: &["00.000.000", "0.000.000"], check: unchecked },
    Scheme { country: "AR", shapes: &["00-00000000-0"], check: argentine },
    Scheme { country: "BR", shapes: &["000.000.000-00", "000000000-00"], check: brazilian },
    // The general register of a state: its check differs from state to state.
    Scheme { country: "BR", shapes: &["00.000.000-X", "00.000.000", "0.000.000"], check: unchecked },
    Scheme { country: "CL", shapes: &["00.000.000-X", "0.000.000-X", "00000000-X", "0000000-X"], check: chilean },
    Scheme { country: "DO", shapes: &["000-0000000-0"], check: |n| check_digit(luhn(n)) },
    Scheme { country: "EC", shapes: &["000000000-0"], check: ecuadorian },
    Scheme { country: "EG", shapes: &["00000000000000", "0 000000 00 00000"], check: |n| birth::judge(n, 1, Order::YearMonthDay) },
    Scheme { country: "MX", shapes: &["AAAA000000AAAAAAX0"], check: mexican },
    Scheme { country: "NG", shapes: &["00000000000", "0000 000 0000"], check: unchecked },
    Scheme { country: "UY", shapes: &["0.000.000-0"], check: uruguayan },
    Scheme { country: "ZA", shapes: &["0000000000000", "000000 0000 000", "000000 0000 00 0"], check: south_african },
];

/// The number of a worker, with the number of the identity card inside.
fn argentine(number: &str) -> Vec<Defect> {
    let rest = (11 - weighted(number, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    check_digit(digit(number, 10) == Some(if rest == 10 { 9 } else { rest }))
}

/// CPF: two check digits modulo 11; eleven equal digits fit and are never given out.
fn brazilian(number: &str) -> Vec<Defect> {
    let expected = |weights: &[u32]| weighted(number, weights) * 10 % 11 % 10;
    let first = expected(&[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let second = expected(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let same = number.bytes().all(|byte| number.bytes().next() == Some(byte));
    check_digit(digit(number, 9) == Some(first) && digit(number, 10) == Some(second) && !same)
}

/// RUN: a check character modulo 11, K for ten.
fn chilean(number: &str) -> Vec<Defect> {
    let (body, last) = number.split_at(number.len().saturating_sub(1));
    let sum: u32 = body
        .chars()
        .rev()
        .zip([2, 3, 4, 5, 6, 7].into_iter().cycle())
        .map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight)
        .sum();
    let expected = match (11 - sum % 11) % 11 {
        10 => Some('K'),
        digit => char::from_digit(digit, 10),
    };
    check_digit(last.chars().next() == expected)
}

/// Only natural persons (third digit below six) have this check.
fn ecuadorian(number: &str) -> Vec<Defect> {
    if digit(number, 2).is_some_and(|third| third < 6) { check_digit(luhn(number)) } else { Vec::new() }
}

/// CURP (Instructivo normativo, Diario Oficial de la Federación): values in an alphabet with Ñ.
fn mexican(number: &str) -> Vec<Defect> {
    const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
    let value =
        |c: char| ALPHABET.chars().position(|known| known == c).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let sum: u32 = number.chars().take(17).zip((2..=18).rev()).map(|(c, weight)| value(c) * weight).sum();
    let mut found = birth::judge(number, 4, Order::YearMonthDay);
    found.extend(check_digit(digit(number, 17) == Some((10 - sum % 10) % 10)));
    found
}

fn uruguayan(number: &str) -> Vec<Defect> {
    let expected = (10 - weighted(number, &[2, 9, 8, 7, 6, 3, 4]) % 10) % 10;
    check_digit(digit(number, 7) == Some(expected))
}

fn south_african(number: &str) -> Vec<Defect> {
    let mut found = birth::judge(number, 0, Order::YearMonthDay);
    found.extend(check_digit(luhn(number)));
    found
}
