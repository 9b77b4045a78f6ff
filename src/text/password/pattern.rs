//! Patterns that guessers try: listed words, runs, repeats, dates and telephone numbers.

use crate::text::list;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Shortest word whose presence says something.
pub(super) const MIN_WORD: usize = 4;
/// A run or a repeat matters where it is this share of the password.
const SHARE: f64 = 0.5;
/// Shortest run of neighbours.
const MIN_RUN: usize = 4;
/// Shortest run that counts together with others, and the share that they must have.
const MIN_SHORT_RUN: usize = 3;
const MOST: f64 = 0.75;
/// Shortest name that is looked for as a whole word.
const MIN_SHORT: usize = 3;

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../data/passwords.txt")).flat_map(str::split_ascii_whitespace).collect());

static PETS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../data/pets.txt")).flat_map(str::split_ascii_whitespace).collect());

/// Runs that lie under the fingers, forwards and backwards: the alphabet, digits, rows and columns of keyboards, and of the number pad.
const ROWS: [&str; 21] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "13579",
    "02468",
    "147258369",
    "159357",
    "!@#$%^&*()",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "!qaz@wsx#edc$rfv",
    "qazwsxedcrfvtgbyhn",
    "1q2w3e4r5t6y7u8i9o0p",
    "qweasdzxc",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
];

/// Whether a folded password is a listed one: as it is, backwards, in leet spelling, and with digits or signs around it.
pub(super) fn is_common(folded: &str) -> bool {
    let edge = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation();
    let listed = |form: &str| form.len() >= MIN_WORD && COMMON.contains(form);
    let any = |form: &str| {
        let stem = form.trim_end_matches(edge);
        listed(form) || listed(stem) || listed(form.trim_matches(edge))
    };
    any(folded)
        || any(&reversed(folded))
        || unleet(folded).iter().chain(&unleet(folded.trim_matches(edge))).any(|form| any(form))
}

/// The forms of a folded password in which a word may be found: as it is, in leet spelling, without diacritics or signs.
pub(super) fn forms(folded: &str) -> Vec<String> {
    let mut forms = unleet(folded).to_vec();
    forms.extend([folded.to_owned(), folded.chars().filter(|c| c.is_alphanumeric()).collect(), plain(folded).into()]);
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Whether one of the forms of a password holds one of the words.
pub(super) fn holds_any<'a>(forms: &[String], words: impl Iterator<Item = &'a str>) -> bool {
    let mut words = words.filter(|word| word.chars().count() >= MIN_WORD);
    words.any(|word| {
        let bare = plain(word);
        forms.iter().any(|form| form.contains(word) || (bare != word && form.contains(&*bare)))
    })
}

/// Whether all letters in a row, between digits and signs, are a short word: `kim1990`.
pub(super) fn has_short_word(folded: &str, word: &str) -> bool {
    let count = word.chars().count();
    (MIN_SHORT..MIN_WORD).contains(&count) && folded.split(|c: char| !c.is_alphabetic()).any(|run| run == word)
}

/// The text backwards.
pub(super) fn reversed(text: &str) -> String {
    text.chars().rev().collect()
}

/// Whether it is a pet's usual name with a number before or behind.
pub(super) fn is_pet_and_number(folded: &str) -> bool {
    let edge = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation();
    let word = folded.trim_matches(edge);
    word.len() < folded.len() && (PETS.contains(word) || unleet(word).iter().any(|form| PETS.contains(form.as_str())))
}

/// Positions of the runs of neighbours, where one is half of the password or more, or all of them are most of it.
pub(super) fn sequence(folded: &str) -> Option<Vec<usize>> {
    let chars: Vec<char> = folded.chars().collect();
    let mut runs: Vec<usize> = Vec::new();
    let mut longest = 0;
    let mut start = 0;
    while start < chars.len() {
        let length = ROWS.iter().map(|row| run_length(chars.get(start..).unwrap_or_default(), row)).max().unwrap_or(0);
        longest = longest.max(length);
        if length >= MIN_SHORT_RUN {
            runs.extend(start..start + length);
            start += length;
        } else {
            start += 1;
        }
    }
    let of_all = |share: f64| share * chars.len() as f64;
    let one = longest >= MIN_RUN && longest as f64 >= of_all(SHARE);
    (one || runs.len() > MIN_RUN && runs.len() as f64 >= of_all(MOST)).then_some(runs)
}

/// How many characters at the beginning of a text follow each other in a row, in either direction.
fn run_length(text: &[char], row: &str) -> usize {
    let Some(first) = text.first() else {
        return 0;
    };
    let follow = |row: &mut dyn Iterator<Item = char>| text.iter().zip(row).take_while(|(c, r)| *c == r).count();
    let forwards = follow(&mut row.chars().skip_while(|c| c != first));
    forwards.max(follow(&mut row.chars().rev().skip_while(|c| c != first)))
}

/// Positions of the second and further times that a piece makes up the whole password: `tango7tango7`.
pub(super) fn doubled(folded: &str) -> Option<Vec<usize>> {
    let chars: Vec<char> = folded.chars().collect();
    let repeats = |piece: &usize| chars.iter().skip(*piece).zip(&chars).all(|(later, sooner)| later == sooner);
    (1..=chars.len() / 2).find(repeats).map(|piece| (piece..chars.len()).collect())
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
    let (one_day, one_month) = (day.trim_start_matches('0'), month.trim_start_matches('0'));
    vec![
        format!("{one_day}{one_month}{year}"),
        format!("{one_month}{one_day}{year}"),
        format!("{month}{day}{short}"),
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

/// What leet spelling may stand for; a 1 is an i or an l.
fn unleet(text: &str) -> [String; 2] {
    let read = |one: char| {
        text.chars()
            .map(|c| match c {
                '0' => 'o',
                '1' | '!' | '|' => one,
                '2' => 'z',
                '3' | '€' => 'e',
                '4' | '@' => 'a',
                '5' | '$' => 's',
                '6' | '9' => 'g',
                '7' | '+' => 't',
                '8' => 'b',
                _ => c,
            })
            .collect()
    };
    [read('i'), read('l')]
}

/// The text without diacritics.
fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.nfd().filter(|c| !is_combining_mark(*c)).collect() }
}
