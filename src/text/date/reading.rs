//! Reading a date: numbers in any usual order, month names, years of other eras, and unknown parts (ICAO Doc 9303-3 §3.8).

use super::Date;
use super::era::{self, Era};
use super::written::{Number, Written};
use crate::text::Defect;

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
/// How far ahead the year of two digits may lie.
const MAX_AHEAD: i16 = 30;

/// Reads a date as typed; `today` decides the century of a two-digit year.
pub fn parse(value: &str, today: Date) -> Reading {
    let text = value.trim();
    if let Some(date) = Date::from_iso(text).filter(|date| era::far_ahead(date.year, today).is_none()) {
        return Reading { dates: vec![date], ..Reading::default() };
    }
    if text.chars().count() > MAX_CHARS {
        return malformed();
    }
    let Some(written) = Written::read(&text.to_lowercase()) else {
        return malformed();
    };
    if written.unknown {
        return partial();
    }
    let days = if written.months.is_empty() { of_numbers(&written, today) } else { of_month(&written, today) };
    match days {
        Some(days) => days.reading(),
        // A year and nothing else, or with a month.
        None if (1..=2).contains(&written.numbers.len()) && written.numbers.iter().any(|n| n.width == 4) => partial(),
        None => malformed(),
    }
}

/// The days that a text can mean, and what its year is like.
#[derive(Default)]
struct Days {
    dates: Vec<Date>,
    other_era: bool,
    short_year: bool,
}

impl Days {
    fn push(&mut self, year: i16, month: i16, day: i16) {
        let parts = (u8::try_from(month), u8::try_from(day));
        if let (Ok(month), Ok(day)) = parts {
            self.dates.extend(Date::new(year, month, day));
        }
    }

    fn reading(mut self) -> Reading {
        self.dates.sort_unstable();
        self.dates.dedup();
        if self.dates.is_empty() {
            return Reading {
                defects: vec![Defect::whole("date-impossible", "the calendar has no such day")],
                ..Reading::default()
            };
        }
        let (code, note) = if self.other_era {
            ("date-era", "the year is of another era; write the Gregorian year")
        } else if self.short_year {
            ("date-two-digit-year", "the year has two digits; write all four")
        } else {
            ("date-format", "write it as year-month-day")
        };
        Reading { dates: self.dates, defects: vec![Defect::whole(code, note)], partial: false }
    }
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

/// Three numbers; `None` where there are not three, or they are no date in any order.
fn of_numbers(written: &Written, today: Date) -> Option<Days> {
    let &[first, second, third] = written.numbers.as_slice() else {
        return None;
    };
    if let Some(counted @ Era::Counted(_)) = written.era {
        return Some(of_years(&[counted.gregorian(first.value, first.width)], second, third, true));
    }
    if written.numbers.iter().any(|number| number.width == 3) {
        return None;
    }
    if first.width == 4 {
        let (year, other_era) = full_year(first, written.era, today);
        return Some(of_years(&[year], second, third, other_era));
    }
    if third.width == 4 {
        let (year, other_era) = full_year(third, written.era, today);
        let mut days = of_years(&[year], second, first, other_era);
        days.dates.extend(of_years(&[year], first, second, other_era).dates);
        return Some(days);
    }
    // Two-digit years: the machine-readable form YYMMDD has no separators and only one order.
    let mrz = written.compact && is_year_month_day(first, second, third);
    let orders: &[[Number; 3]] = if mrz {
        &[[first, second, third]]
    } else {
        &[[third, second, first], [third, first, second], [first, second, third]]
    };
    let mut days = Days { short_year: true, other_era: written.era.is_some(), ..Days::default() };
    for [year, month, day] in orders {
        let years = short_years(*year, written, today);
        days.dates.extend(of_years(&years, *month, *day, false).dates);
    }
    Some(days)
}

/// A month that has a name; `None` where the numbers beside it are no day and year.
fn of_month(written: &Written, today: Date) -> Option<Days> {
    let mut days = Days::default();
    let (first, second) = match written.numbers.as_slice() {
        [first, second] => (*first, *second),
        _ => return None,
    };
    let (years, day) = match (written.era, first.width, second.width) {
        (Some(counted @ Era::Counted(_)), _, 1..=2) => {
            days.other_era = true;
            (vec![counted.gregorian(first.value, first.width)], second)
        }
        (_, 4, 1..=2) | (_, 1..=2, 4) => {
            let (year, day) = if first.width == 4 { (first, second) } else { (second, first) };
            let (year, other_era) = full_year(year, written.era, today);
            days.other_era = other_era;
            (vec![year], day)
        }
        (_, 1..=2, 1..=2) => {
            days.short_year = true;
            days.other_era = written.era.is_some();
            // Beside a month with a name the day comes first, unless it can be none or a sign says so.
            let year_first = written.year_first || first.value > 31;
            let (year, day) = if year_first { (first, second) } else { (second, first) };
            (short_years(year, written, today), day)
        }
        _ => return None,
    };
    for month in written.months.numbers() {
        for year in &years {
            days.push(*year, month, day.value);
        }
    }
    Some(days)
}

fn of_years(years: &[i16], month: Number, day: Number, other_era: bool) -> Days {
    let mut days = Days { other_era, ..Days::default() };
    for year in years {
        days.push(*year, month.value, day.value);
    }
    days
}

/// The Gregorian year of four digits, and whether they are of another era.
fn full_year(year: Number, era: Option<Era>, today: Date) -> (i16, bool) {
    match era {
        Some(era) => (era.gregorian(year.value, year.width), true),
        None => era::far_ahead(year.value, today).map_or((year.value, false), |gregorian| (gregorian, true)),
    }
}

/// The years that two digits can mean: of this century and the last, and in Thai of the Buddhist one.
fn short_years(year: Number, written: &Written, today: Date) -> Vec<i16> {
    if let Some(era) = written.era {
        return vec![era.gregorian(year.value, year.width)];
    }
    let this = today.year - today.year % 100 + year.value;
    let mut years = if this > today.year + MAX_AHEAD { vec![this - 100] } else { vec![this - 100, this] };
    if written.thai {
        years.push(era::two_digits(year.value));
    }
    years
}

/// Six digits in a row are the machine-readable form where they read so and no other way.
fn is_year_month_day(year: Number, month: Number, day: Number) -> bool {
    year.value > 31 && (1..=12).contains(&month.value) && (1..=31).contains(&day.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date { year: 2026, month: 5, day: 19 };

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let reading = parse(text, TODAY);
        (
            reading.dates.iter().map(|date| date.iso()).collect(),
            reading.defects.into_iter().map(|defect| defect.code.into_owned()).collect(),
        )
    }

    #[test]
    fn one_reading() {
        for (text, date, code) in [
            ("7 марта 1974", "1974-03-07", "date-format"),
            ("1 maja 1981 r.", "1981-05-01", "date-format"),
            ("1990년 4월 12일", "1990-04-12", "date-format"),
            ("ngày 12 tháng 4 năm 1990", "1990-04-12", "date-format"),
            ("12 באפריל 1990", "1990-04-12", "date-format"),
            ("1990. április 12.", "1990-04-12", "date-format"),
            ("12 تشرين الثاني 1990", "1990-11-12", "date-format"),
            ("1er janvier 1990", "1990-01-01", "date-format"),
            ("APRIL 12th, 1990", "1990-04-12", "date-format"),
            ("2511-02-29", "1968-02-29", "date-era"),
            ("中華民國79年4月12日", "1990-04-12", "date-era"),
            ("民國79.4.12", "1990-04-12", "date-era"),
            ("平成元年5月1日", "1989-05-01", "date-era"),
            ("S60.11.3", "1985-11-03", "date-era"),
            ("12 เมษายน พ.ศ. 2533", "1990-04-12", "date-era"),
            ("12 เม.ย. 2533", "1990-04-12", "date-era"),
            ("12/4/2533", "1990-12-04", "date-era"),
        ] {
            let (dates, codes) = read(text);
            assert!(dates.contains(&date.to_owned()), "{text} {dates:?}");
            assert_eq!(codes, [code], "{text}");
        }
    }

    #[test]
    fn several_readings() {
        assert_eq!(read("12 lip 1990").0, ["1990-06-12", "1990-07-12"]);
        assert_eq!(read("12 เม.ย. 33").0, ["1933-04-12", "1990-04-12", "2033-04-12"]);
        assert_eq!(read("31 DEC 30").0, ["1930-12-31", "2030-12-31"]);
    }

    #[test]
    fn no_reading() {
        for (text, code) in [
            ("85<<<<", "date-partial"),
            ("APR 1990", "date-partial"),
            ("04/1990", "date-partial"),
            ("2500-02-29", "date-impossible"),
            ("30 FEB 1990", "date-impossible"),
            ("unknown", "date-malformed"),
            ("12 brumaire 1990", "date-malformed"),
            ("123/4/12", "date-malformed"),
        ] {
            assert_eq!(read(text), (vec![], vec![code.to_owned()]), "{text}");
        }
    }
}
