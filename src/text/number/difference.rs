//! What differs between a typed number and the one copied from the document.

use crate::text::{Against, Code, Defect, mrz};

/// Letters and digits that are read or typed for each other.
const PAIRS: &[(char, char, &str)] = &[
    ('O', '0', "docnum-o-zero"),
    ('D', '0', "docnum-o-zero"),
    ('Q', '0', "docnum-o-zero"),
    ('I', '1', "docnum-i-one"),
    ('L', '1', "docnum-i-one"),
    ('S', '5', "docnum-s-five"),
    ('Z', '2', "docnum-z-two"),
    ('B', '8', "docnum-b-eight"),
    ('G', '6', "docnum-g-six"),
];

/// Signs that numbers are grouped with.
const PUNCTUATION: [char; 10] = ['.', ',', '/', ':', ';', '(', ')', '\'', '_', '"'];

/// Most characters, other than those that are read for each other, that a slip puts in the place of others.
const MAX_SLIPS: usize = 2;

/// Fewest characters of a number that is recognised among others.
const MIN_COPIED: usize = 5;

/// Stands for every code of characters that are read for each other.
const READ_FOR: &str = "docnum-";

/// Codes from the gravest on; defects of single characters follow.
const GRAVITY: &[&str] = &[
    "docnum-mismatch",
    "docnum-missing-char",
    "docnum-extra-char",
    "docnum-transposed",
    "docnum-extra-checkdigit",
    "docnum-charset",
    READ_FOR,
    "docnum-filler",
    "docnum-punctuation",
    "docnum-hyphen",
    "docnum-case",
];

/// How grave a defect is, from 0 for the gravest.
pub(super) fn rank(code: &str) -> usize {
    let place = |code: &str| GRAVITY.iter().position(|known| *known == code);
    let read_for = || place(READ_FOR).filter(|_| code.starts_with(READ_FOR));
    place(code).or_else(read_for).unwrap_or(GRAVITY.len())
}

/// Whether a code leaves the number as it is.
pub(super) fn is_presentation(code: &str) -> bool {
    rank(code) > rank(READ_FOR)
}

/// How many characters are others without being read for them; `None` where it is another number altogether.
pub(super) fn strangers(defects: &[Defect]) -> Option<usize> {
    let mut count = 0;
    for defect in defects.iter().filter(|defect| defect.code == "docnum-mismatch") {
        if defect.at.is_empty() {
            return None;
        }
        count += defect.at.len();
    }
    Some(count)
}

/// Every difference, each under its own code; both numbers are already free of character defects.
pub(super) fn find(typed: &str, document: &str, against: Against) -> Vec<Defect> {
    let mut found = Vec::new();
    let mut letters: Vec<(usize, char)> = typed.chars().enumerate().collect();
    let mut take = |code: &'static str, note: &str, letters: &mut Vec<(usize, char)>, test: &dyn Fn(char) -> bool| {
        let at: Vec<usize> =
            letters.iter().filter(|(_, c)| test(*c) && !document.contains(*c)).map(|(index, _)| *index).collect();
        if !at.is_empty() {
            letters.retain(|(index, _)| !at.contains(index));
            found.push(Defect::new(code, at, note));
        }
    };
    take("docnum-filler", "the filler < of the machine-readable lines is no part of the number", &mut letters, &|c| {
        c == '<'
    });
    let (has, has_not) = (against.has(), against.has_not());
    take("docnum-hyphen", &format!("there is a hyphen that {has_not}"), &mut letters, &is_hyphen);
    take("docnum-punctuation", &format!("there is a sign that {has_not}"), &mut letters, &|c| PUNCTUATION.contains(&c));
    // No document prints such a sign: it is a slip for the character in its place, or one too many.
    let mut signs: Vec<usize> = Vec::new();
    let in_place = letters.len() == document.chars().count();
    for ((index, c), printed) in letters.iter_mut().zip(document.chars().map(Some).chain(std::iter::repeat(None))) {
        if c.is_ascii_punctuation() && !document.contains(*c) {
            signs.push(*index);
            if let Some(printed) = printed.filter(|_| in_place) {
                *c = printed;
            }
        }
    }
    if let Some(first) = signs.first() {
        letters.retain(|(index, _)| in_place || !signs.contains(index));
        let note = format!("character {} is a sign that no document number holds", first + 1);
        found.push(Defect::new("docnum-charset", signs, note));
    }
    let typed: Vec<(usize, char)> = letters;
    let printed: Vec<char> = document
        .chars()
        .filter(|c| typed.iter().any(|(_, t)| t == c) || !(c.is_ascii_punctuation() || *c == ' '))
        .collect();
    let text: String = typed.iter().map(|(_, c)| *c).collect();
    let document: String = printed.iter().collect();
    if text == document {
        return found;
    }
    // A small letter where a digit is printed is read for that digit, not for its capital.
    let same_length = typed.len() == printed.len();
    let stands_for_digit = |place: usize| same_length && printed.get(place).is_some_and(char::is_ascii_digit);
    let small: Vec<usize> = typed
        .iter()
        .enumerate()
        .filter(|(place, (_, c))| c.is_lowercase() && !printed.contains(c) && !stands_for_digit(*place))
        .map(|(_, (index, _))| *index)
        .collect();
    let capital = |(index, c): &(usize, char)| {
        if small.contains(index) || !printed.contains(c) { c.to_ascii_uppercase() } else { *c }
    };
    let upper: Vec<char> = typed.iter().map(capital).collect();
    if let Some(first) = small.first() {
        let note = format!("character {} is a small letter, where {has} a capital", first + 1);
        found.push(Defect::new("docnum-case", small, note));
    }
    if upper == printed {
        return found;
    }
    let at = |index: usize| typed.get(index).map_or(0, |(at, _)| *at);
    found.extend(letters_differ(&upper, &printed, against, &at));
    found
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn letters_differ(typed: &[char], printed: &[char], against: Against, at: &dyn Fn(usize) -> usize) -> Vec<Defect> {
    let start = typed.iter().zip(printed).take_while(|(t, p)| t == p).count();
    if typed.len() == printed.len() {
        let differing: Vec<usize> =
            (start..typed.len()).filter(|index| typed.get(*index) != printed.get(*index)).collect();
        if let [first, second] = differing.as_slice()
            && *second == first + 1
            && typed.get(*first) == printed.get(*second)
            && typed.get(*second) == printed.get(*first)
        {
            let note = format!("characters {} and {} have changed places", at(*first) + 1, at(*second) + 1);
            return vec![Defect::new("docnum-transposed", vec![at(*first), at(*second)], note)];
        }
        return misread(typed, printed, &differing, against, at);
    }
    if typed.len() == printed.len() + 1 {
        let document: String = printed.iter().collect();
        if typed.starts_with(printed) && mrz::check_digit(&document) == typed.last().copied() {
            let last = at(typed.len() - 1);
            return vec![Defect::new(
                "docnum-extra-checkdigit",
                vec![last],
                "the check digit of the machine-readable lines is copied along with the number",
            )];
        }
    }
    if let Some(extra) = extra(typed, printed) {
        let places: Vec<usize> = extra.into_iter().map(at).collect();
        let first = places.first().map_or(0, |first| first + 1);
        let note = match places.len() {
            1 => format!("character {first} is one too many"),
            count => format!("{count} characters are too many, from character {first}"),
        };
        return vec![Defect::new("docnum-extra-char", places, note)];
    }
    if typed.len() < printed.len() && is_part(typed, printed) && printed.len() - typed.len() <= MAX_SLIPS {
        return vec![Defect::whole(
            "docnum-missing-char",
            format!("a character that {} is missing at place {}", against.has(), start + 1),
        )];
    }
    vec![another(against)]
}

fn another(against: Against) -> Defect {
    Defect::whole("docnum-mismatch", format!("this is not the number that {}", against.has()))
}

/// Single characters that differ: known confusions by their own code, anything else as a mismatch.
fn misread(
    typed: &[char],
    printed: &[char],
    differing: &[usize],
    against: Against,
    at: &dyn Fn(usize) -> usize,
) -> Vec<Defect> {
    let mut found: Vec<Defect> = Vec::new();
    for &index in differing {
        let (Some(&t), Some(&p)) = (typed.get(index), printed.get(index)) else {
            continue;
        };
        let known =
            PAIRS.iter().find(|(letter, digit, _)| (t == *letter && p == *digit) || (t == *digit && p == *letter));
        let code: Code = known.map_or("docnum-mismatch", |(_, _, code)| *code).into();
        let place = at(index);
        match found.iter_mut().find(|defect| defect.code == code) {
            Some(defect) => defect.at.push(place),
            None => {
                let note = match known {
                    Some(_) => format!("character {} is {t}, where {} {p}", place + 1, against.has()),
                    None => format!("character {} is not the one that {}", place + 1, against.has()),
                };
                found.push(Defect::new(code, vec![place], note));
            }
        }
    }
    match strangers(&found) {
        Some(0..=MAX_SLIPS) => found,
        _ => vec![another(against)],
    }
}

/// What is too much in a number that otherwise is the printed one: up to two characters, or what is copied along on either side.
fn extra(typed: &[char], printed: &[char]) -> Option<Vec<usize>> {
    let surplus = typed.len().checked_sub(printed.len()).filter(|surplus| *surplus > 0)?;
    let around = |from: usize| (0..typed.len()).filter(|at| !(from..from + printed.len()).contains(at)).collect();
    if printed.len() >= MIN_COPIED
        && let Some(from) = typed.windows(printed.len()).position(|window| window == printed)
    {
        return Some(around(from));
    }
    let mut rest = printed.iter().peekable();
    let places: Vec<usize> =
        (0..typed.len()).filter(|at| rest.next_if(|c| typed.get(*at) == Some(*c)).is_none()).collect();
    (surplus <= MAX_SLIPS && rest.peek().is_none()).then_some(places)
}

fn is_part(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|l| l == c))
}
