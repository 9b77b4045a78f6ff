//! Reading a date: numbers in any usual order, month names, years of other eras, and unknown parts (ICAO Doc 9303-3 §3.8).

use super::Date;
use crate::text::{Defect, list};

/// What a text can mean as a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Every day that it can mean, in order; empty where it means none.
    pub dates: Vec<Date>,
    /// How it is written, where that is not `YYYY-MM-DD`.
    pub defects: Vec<Defect>,
    /// Whether a part is unknown: `XX 04 1990`, `1990`.
    pub partial: bool,
}

/// Longest text that is read.
const MAX_CHARS: usize = 40;

/// Japanese eras: first year of each, less one, so that adding the year of the era gives the Gregorian year.
const JAPANESE_ERAS: &[(&str, i16)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("reiwa", 2018),
    ("heisei", 1988),
    ("showa", 1925),
    ("taisho", 1911),
];
/// The first year of the Republic of China calendar, less one.
const MINGUO: (&str, i16) = ("民國", 1911);
/// The Thai solar calendar runs this many years ahead.
const BUDDHIST_OFFSET: i16 = 543;

/// Reads a date as typed; `today` decides the century of a two-digit year.
pub fn parse(value: &str, today: Date) -> Reading {
    let text = value.trim().to_lowercase();
    if let Some(date) = Date::from_iso(&text) {
        return of_other_era(date, today);
    }
    if text.chars().count() > MAX_CHARS {
        return malformed();
    }
    let (text, era) = without_era(&text);
    let Some(parts) = Part::split(&text) else {
        return malformed();
    };
    if parts.iter().any(|part| matches!(part, Part::Unknown)) {
        return partial();
    }
    if parts.is_empty() {
        return malformed();
    }
    let numbers: Option<Vec<(i16, usize)>> = parts
        .iter()
        .map(|part| if let Part::Number(value, width) = part { Some((*value, *width)) } else { None })
        .collect();
    let month = parts.iter().find_map(|part| if let Part::Month(month) = part { Some(*month) } else { None });
    match (numbers, month) {
        (Some(numbers), None) => of_numbers(&numbers, era, today),
        (None, Some(month)) => {
            let numbers: Vec<(i16, usize)> = parts
                .iter()
                .filter_map(|part| if let Part::Number(value, width) = part { Some((*value, *width)) } else { None })
                .collect();
            of_month(&numbers, month, today)
        }
        _ => malformed(),
    }
}

/// A piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A number and how many digits it has.
    Number(i16, usize),
    Month(u8),
    Unknown,
}

impl Part {
    fn split(text: &str) -> Option<Vec<Self>> {
        let text = text.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], "");
        let mut parts = Vec::new();
        for word in text
            .split(|c: char| {
                c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '\u{2010}'..='\u{2015}' | '\u{2212}')
            })
            .filter(|word| !word.is_empty())
        {
            if matches!(word, "of" | "the" | "de" | "del" | "г" | "th") {
                continue;
            }
            let plain = ["st", "nd", "rd", "th"]
                .iter()
                .find_map(|ending| {
                    word.strip_suffix(ending)
                        .filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty())
                })
                .unwrap_or(word);
            if plain.chars().all(|c| c == 'x' || c == '<' || c == '?' || c == '0') && !plain.is_empty() {
                parts.push(Self::Unknown);
            } else if plain.bytes().all(|b| b.is_ascii_digit()) {
                parts.extend(Self::number(plain)?);
            } else if let Some(month) = month_of(plain) {
                // Passports print the month in two languages: APR/AVR.
                if parts.last() != Some(&Self::Month(month)) {
                    parts.push(Self::Month(month));
                }
            } else {
                // Day, month and year written together: 12APR1990.
                let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
                let (day, rest) = plain.split_at(digits);
                let letters = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
                let (month, year) = rest.split_at(letters);
                if day.is_empty() || year.is_empty() || !year.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                parts.extend(Self::number(day)?);
                parts.push(Self::Month(month_of(month)?));
                parts.extend(Self::number(year)?);
            }
        }
        Some(parts)
    }

    /// One number, or the three of a date without separators.
    fn number(digits: &str) -> Option<Vec<Self>> {
        let part = |from: usize, to: usize| {
            digits.get(from..to).and_then(|text| text.parse().ok()).map(|value| Self::Number(value, to - from))
        };
        match digits.len() {
            1..=4 => Some(vec![part(0, digits.len())?]),
            6 => Some(vec![part(0, 2)?, part(2, 4)?, part(4, 6)?]),
            8 => Some(vec![part(0, 4)?, part(4, 6)?, part(6, 8)?]),
            _ => None,
        }
    }
}

fn month_of(word: &str) -> Option<u8> {
    for (index, line) in list(include_str!("../data/months.txt")).enumerate() {
        if line.split_whitespace().any(|known| known == word) {
            return u8::try_from(index + 1).ok();
        }
    }
    None
}

fn malformed() -> Reading {
    Reading {
        defects: vec![Defect::whole("date-malformed", "this is no date; write year-month-day, such as 1990-04-12")],
        ..Reading::default()
    }
}

fn partial() -> Reading {
    Reading {
        partial: true,
        defects: vec![Defect::whole("date-partial", "a part of the date is unknown; a form asks for all of it")],
        ..Reading::default()
    }
}

fn impossible() -> Reading {
    Reading { defects: vec![Defect::whole("date-impossible", "the calendar has no such day")], ..Reading::default() }
}

fn written(dates: Vec<Date>, code: &'static str, note: &str) -> Reading {
    if dates.is_empty() {
        return impossible();
    }
    Reading { dates, defects: vec![Defect::whole(code, note)], partial: false }
}

/// A date in the right form, whose year may be of the Buddhist era.
fn of_other_era(date: Date, today: Date) -> Reading {
    let gregorian = Date::new(date.year - BUDDHIST_OFFSET.min(date.year - 1), date.month, date.day);
    match gregorian {
        // Four hundred years ahead is no expiry: it is the Thai calendar.
        Some(gregorian) if date.year > today.year + 400 && gregorian.year <= today.year + 100 => {
            written(vec![gregorian], "date-era", "the year is of the Buddhist era; write the Gregorian year")
        }
        _ => Reading { dates: vec![date], ..Reading::default() },
    }
}

fn without_era(text: &str) -> (String, Option<i16>) {
    for (name, base) in JAPANESE_ERAS.iter().chain([&MINGUO]) {
        if let Some(rest) = text.strip_prefix(name) {
            return (rest.replace('元', "1"), Some(*base));
        }
    }
    (text.to_owned(), None)
}

fn of_numbers(numbers: &[(i16, usize)], era: Option<i16>, today: Date) -> Reading {
    let &[first, second, third] = numbers else {
        return if numbers.len() < 3 && numbers.iter().any(|(_, width)| *width == 4) { partial() } else { malformed() };
    };
    if let Some(base) = era {
        return written(
            day(base + first.0, second.0, third.0).into_iter().collect(),
            "date-era",
            "the year is of another era; write the Gregorian year",
        );
    }
    if numbers.iter().any(|(_, width)| *width == 3) {
        return malformed();
    }
    let format = |dates: Vec<Date>| written(dates, "date-format", "write it as year-month-day");
    if first.1 == 4 {
        let Some(date) = day(first.0, second.0, third.0) else {
            return impossible();
        };
        let mut reading = of_other_era(date, today);
        if reading.defects.is_empty() {
            reading.defects.push(Defect::whole("date-format", "write it as year-month-day"));
        }
        return reading;
    }
    if third.1 == 4 {
        let mut dates: Vec<Date> =
            [day(third.0, second.0, first.0), day(third.0, first.0, second.0)].into_iter().flatten().collect();
        dates.sort_unstable();
        dates.dedup();
        let thai: Vec<Date> = dates.iter().flat_map(|date| of_other_era(*date, today).dates).collect();
        if thai != dates {
            return written(thai, "date-era", "the year is of the Buddhist era; write the Gregorian year");
        }
        return format(dates);
    }
    // Two-digit years: the machine-readable form YYMMDD has no separators and only one order.
    let orders: &[[(i16, usize); 3]] = if numbers.iter().all(|(_, width)| *width == 2) && is_compact(numbers) {
        &[[first, second, third]]
    } else {
        &[[third, second, first], [third, first, second], [first, second, third]]
    };
    let mut dates: Vec<Date> = orders
        .iter()
        .flat_map(|[year, month, day_of]| {
            centuries(year.0, today).into_iter().filter_map(|year| day(year, month.0, day_of.0))
        })
        .collect();
    dates.sort_unstable();
    dates.dedup();
    written(dates, "date-two-digit-year", "the year has two digits; write all four")
}

/// Six digits in a row are the machine-readable form where they read so.
fn is_compact(numbers: &[(i16, usize)]) -> bool {
    matches!(numbers, [_, (month, _), (day, _)] if (1..=12).contains(month) && (1..=31).contains(day))
        && matches!(numbers, [(year, _), ..] if *year > 31)
}

fn of_month(numbers: &[(i16, usize)], month: u8, today: Date) -> Reading {
    let month = i16::from(month);
    match numbers {
        [(year, 4)] => {
            let _ = year;
            partial()
        }
        [(of_day, 1..=2), (year, 4)] | [(year, 4), (of_day, 1..=2)] => {
            written(day(*year, month, *of_day).into_iter().collect(), "date-format", "write it as year-month-day")
        }
        [(of_day, 1..=2), (year, 2)] => written(
            centuries(*year, today).into_iter().filter_map(|year| day(year, month, *of_day)).collect(),
            "date-two-digit-year",
            "the year has two digits; write all four",
        ),
        _ => malformed(),
    }
}

/// The years that two digits can mean: this century and the last.
fn centuries(year: i16, today: Date) -> Vec<i16> {
    let century = today.year - today.year % 100;
    let this = century + year;
    if this > today.year + 30 { vec![this - 100] } else { vec![this - 100, this] }
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}
