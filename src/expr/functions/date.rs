//! Functions over dates as typed.

use jiff::civil::Date;

use super::super::function::{Function, Kind, Vocabulary};
use super::judged::{self, Judged};
use super::reading::{REPAIRED, Reading, field_of};
use super::zone::reading_at;
use super::{int_at, record_at, text_at, text_of, wrong_argument};
use crate::expr::{Scope, Stop};
use crate::fact::Value;
use crate::text::date::{self, Context, Role};
use crate::text::mrz::Field;
use crate::text::{Defect, Judgement};

pub const TABLE: &[Function] = &[
    Function {
        name: "date",
        params: &[("text", Kind::Text)],
        result: Kind::Date,
        doc: "The day that a text names, where it has only one reading.",
        example: ("date('12 APR 1990') == date('1990-04-12')", "true"),
        reads: &[],
        call: |scope, args| Ok(Value::Date(read(text_at(args, 0)?, scope)?)),
    },
    Function {
        name: "years_between",
        params: &[("from", Kind::Date), ("to", Kind::Date)],
        result: Kind::Int,
        doc: "Full years from one day to another, as an age is counted.",
        example: ("years_between(date('2008-05-20'), date('2026-05-19'))", "17"),
        reads: &[],
        call: |_, args| {
            let (from, to) = (date_at(args, 0)?, date_at(args, 1)?);
            let before = (to.month(), to.day()) < (from.month(), from.day());
            Ok(Value::Int(i64::from(to.year()) - i64::from(from.year()) - i64::from(before)))
        },
    },
    Function {
        name: "days_between",
        params: &[("from", Kind::Date), ("to", Kind::Date)],
        result: Kind::Int,
        doc: "Days from one day to another; negative where the second lies before the first.",
        example: ("days_between(date('2026-05-19'), date('2026-06-01'))", "13"),
        reads: &[],
        call: |_, args| {
            let (from, to) = (date_at(args, 0)?, date_at(args, 1)?);
            let days = from.until(to).map_err(|error| Stop::Error(error.to_string()))?;
            Ok(Value::Int(i64::from(days.get_days())))
        },
    },
    Function {
        name: "month_end",
        params: &[("text", Kind::Text)],
        result: Kind::Date,
        doc: "The last day of a month as cards print it: 08/27, 08/2027, 2027-08, or of a full date.",
        example: ("month_end('08/27') == date('2027-08-31')", "true"),
        reads: &[],
        call: |scope, args| {
            let text = text_at(args, 0)?.trim();
            match month(text) {
                Some(day) => Ok(Value::Date(day)),
                None => Ok(Value::Date(read(text, scope)?)),
            }
        },
    },
    Function {
        name: "judge_date",
        params: &[
            ("field", Kind::Field),
            ("role", Kind::Word(Vocabulary::Of(&["birth", "issue", "expiry"]))),
            ("adult_age", Kind::Int),
            ("soon_days", Kind::Int),
        ],
        result: Kind::Judged,
        doc: "Whether a date can be read, in one way, and fits its role: birth, issue or expiry.",
        example: ("judge_date(field('1990-04-12', 'date'), 'birth', 18, 30)", "[]"),
        reads: &[],
        call: |scope, args| {
            let field = record_at(args, 0)?;
            let role = match text_at(args, 1)? {
                "birth" => Role::Birth,
                "issue" => Role::Issue,
                "expiry" => Role::Expiry,
                other => return Err(Stop::Error(format!("there is no role `{other}` of a date"))),
            };
            let context = Context {
                role,
                today: today(scope)?,
                adult_age: u8::try_from(int_at(args, 2)?).map_err(|_| wrong_argument())?,
                soon_days: u16::try_from(int_at(args, 3)?).map_err(|_| wrong_argument())?,
            };
            let judgement = date::judge(text_of(field, "value")?, &context);
            let path = text_of(field, "path")?;
            Ok(match (reading_at(scope.facts, path), field_of(text_of(field, "key")?)) {
                (Some(reading), Some(place)) => in_picture(&reading, place, &judgement),
                _ => judged::list(path, &judgement),
            })
        },
    },
];

/// The defects of a date that was read from a picture: they point at the picture, and nobody can type it otherwise.
fn in_picture(reading: &Reading, place: Field, judgement: &Judgement) -> Value {
    let of_picture = |defect: &Defect| {
        let mut note = defect.note.clone();
        if reading.is_repaired(place) {
            note = format!("{note}; {REPAIRED}");
        }
        let defect = Defect { at: Vec::new(), note, ..defect.clone() };
        let mut result = Judged::about(&reading.path).defect(&defect).value();
        reading.show(&mut result, reading.mrz.place(place));
        result
    };
    Value::list(judgement.defects.iter().map(of_picture))
}

fn date_at(args: &[Value], index: usize) -> Result<Date, Stop> {
    match args.get(index) {
        Some(Value::Date(date)) => Ok(*date),
        _ => Err(wrong_argument()),
    }
}

/// The date of the run as the text module writes it.
pub fn today(scope: &Scope<'_>) -> Result<date::Date, Stop> {
    let (year, month, day) = (scope.today.year(), scope.today.month(), scope.today.day());
    let date = u8::try_from(month).ok().zip(u8::try_from(day).ok());
    date.and_then(|(month, day)| date::Date::new(year, month, day)).ok_or_else(wrong_argument)
}

fn read(text: &str, scope: &Scope<'_>) -> Result<Date, Stop> {
    match date::parse(text, today(scope)?).dates.as_slice() {
        [only] => civil(only),
        [] => Err(Stop::Unknown("a date that cannot be read".to_owned())),
        _ => Err(Stop::Unknown("a date that can be read in two ways".to_owned())),
    }
}

fn civil(date: &date::Date) -> Result<Date, Stop> {
    let (month, day) = (i8::try_from(date.month), i8::try_from(date.day));
    match (month, day) {
        (Ok(month), Ok(day)) => Date::new(date.year, month, day).map_err(|error| Stop::Error(error.to_string())),
        _ => Err(wrong_argument()),
    }
}

/// `08/27`, `8/2027`, `2027-08`
fn month(text: &str) -> Option<Date> {
    let (first, second) = text.split_once(['/', '-', '.'])?;
    let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
    let year: i16 = match year.len() {
        2 => 2000 + year.parse::<i16>().ok()?,
        4 => year.parse().ok()?,
        _ => return None,
    };
    Date::new(year, month.trim().parse().ok()?, 1).ok().map(|first| first.last_of_month())
}
