//! Patterns that guessers try: listed words, runs, repeats, dates and telephone numbers.

use crate::text::list;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Shortest word whose presence says something.
pub(super) const MIN_WORD: usize = 4;
/// A run or a repeat matters where it is this share of the password.
const SHARE: f64 = 0.5;
/// Shortest run of neighbours.
const MIN_RUN: usize = 4;

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../data/passwords.txt")).flat_map(str::split_ascii_whitespace).collect());

static PETS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../data/pets.txt")).flat_map(str::split_ascii_whitespace).collect());

/// Runs that lie under the fingers.
const ROWS: [&str; 9] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
    "qazwsxedcrfv",
    "qwertzuiop",
    "azertyuiop",
];

/// Whether a folded password is a listed one, leet spelling and a few digits or signs at the end apart.
pub(super) fn is_common(folded: &str) -> bool {
    let plain = unleet(folded);
    let stem = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation()).to_owned();
    [folded.to_owned(), plain.clone(), stem(folded), stem(&plain), unleet(&stem(folded))]
        .iter()
        .any(|form| form.len() >= MIN_WORD && COMMON.contains(form.as_str()))
}

/// Whether a folded password holds one of the words, leet spelling apart.
pub(super) fn holds_any<'a>(folded: &str, words: impl Iterator<Item = &'a str>) -> bool {
    let plain = unleet(folded);
    let mut words = words.filter(|word| word.chars().count() >= MIN_WORD);
    words.any(|word| folded.contains(word) || plain.contains(word))
}

/// Whether it is a pet's usual name with a number before or behind.
pub(super) fn is_pet_and_number(folded: &str) -> bool {
    let edge = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation();
    let word = folded.trim_matches(edge);
    word.len() < folded.len() && (PETS.contains(word) || PETS.contains(unleet(word).as_str()))
}

/// Positions of a run of neighbours that is half of the password or more.
pub(super) fn sequence(folded: &str) -> Option<Vec<usize>> {
    let chars: Vec<char> = folded.chars().collect();
    let mut best = 0..0;
    for row in ROWS {
        let row: Vec<char> = row.chars().collect();
        let back: Vec<char> = row.iter().rev().copied().collect();
        for row in [&row, &back] {
            for start in 0..chars.len() {
                let Some(place) = chars.get(start).and_then(|c| row.iter().position(|r| r == c)) else {
                    continue;
                };
                let length = row.iter().skip(place).zip(chars.iter().skip(start)).take_while(|(r, c)| r == c).count();
                if length > best.len() {
                    best = start..start + length;
                }
            }
        }
    }
    (best.len() >= MIN_RUN && best.len() as f64 >= SHARE * chars.len() as f64).then(|| best.collect())
}

/// Positions of a repeat longer than the form allows, or that is half of the password or more.
pub(super) fn repeated(value: &str, allowed: Option<usize>) -> Option<Vec<usize>> {
    let chars: Vec<char> = value.chars().collect();
    let mut best = 0..0;
    let mut start = 0;
    for index in 1..=chars.len() {
        if index == chars.len() || chars.get(index) != chars.get(start) {
            if index - start > best.len() {
                best = start..index;
            }
            start = index;
        }
    }
    let long = best.len() >= MIN_RUN && best.len() as f64 >= SHARE * chars.len() as f64;
    (long || allowed.is_some_and(|most| best.len() > most)).then(|| best.collect())
}

/// A date as people write it into passwords.
pub(super) fn date_forms(date: &str) -> Vec<String> {
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return Vec::new();
    };
    let short = year.get(2..).unwrap_or(year);
    vec![
        format!("{year}{month}{day}"),
        format!("{day}{month}{year}"),
        format!("{month}{day}{year}"),
        format!("{short}{month}{day}"),
        format!("{day}{month}{short}"),
        year.to_owned(),
    ]
}

/// A telephone number with and without its country code and trunk prefix.
pub(super) fn phone_forms(phone: &str) -> Vec<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    // The last seven digits are the subscriber's in most plans.
    let tail = digits.len().saturating_sub(7);
    vec![digits.get(tail..).unwrap_or(&digits).to_owned(), digits]
}

fn unleet(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            '8' => 'b',
            _ => c,
        })
        .collect()
}
