//! Numbers of documents, and machine-readable zones copied by hand.

use super::super::function::{Function, Kind};
use super::fields::record;
use super::judged;
use super::{items_at, record_at, text_at, text_of};
use crate::expr::Stop;
use crate::fact::{Record, Value, join};
use crate::text::date as text_date;
use crate::text::{Judgement, mrz, number};

pub const TABLE: &[Function] = &[
    Function {
        name: "judge_number",
        params: &[
            ("field", Kind::Field),
            ("document_kind", Kind::Text),
            ("country", Kind::Text),
            ("max_length", Kind::Int),
        ],
        result: Kind::Judged,
        doc: "Whether the number of a document can be one: its characters, and its own check digits where the country and kind have some; max_length 0 is no limit.",
        example: ("judge_number(field('L898902C3', 'number'), 'passport', 'UTO', 32)", "[]"),
        reads: &[],
        call: |_, args| {
            let field = record_at(args, 0)?;
            let named = |index: usize| text_at(args, index).map(|text| Some(text).filter(|text| !text.is_empty()));
            let context = number::Context {
                kind: named(1)?,
                country: named(2)?,
                max_length: usize::try_from(super::int_at(args, 3)?).ok().filter(|most| *most > 0),
                ..number::Context::default()
            };
            let judgement = number::judge(text_of(field, "value")?, &context);
            Ok(judged::list(text_of(field, "path")?, &judgement))
        },
    },
    Function {
        name: "mrz_fields",
        params: &[("documents", Kind::Documents)],
        result: Kind::Fields,
        doc: "Number, date of birth and date of expiry from machine-readable zones that were copied by hand and whose check digits hold; dates as year-month-day.",
        example: ("mrz_fields(documents)", "[]"),
        reads: &[],
        call: |scope, args| {
            let mut found = Vec::new();
            for document in items_at(args, 0)?.iter().filter_map(Value::record) {
                let lines = lines_of(document)?;
                if let Ok(zone) = mrz::parse(&lines)
                    && zone.is_valid()
                {
                    let path = join(&document.path, "mrz");
                    let this_year = scope.today.year() % 100;
                    let mut push = |key: &str, text: String, meaning: &str| {
                        found.push(record(Value::text(text), &path, key, "documents", meaning));
                    };
                    push("number", zone.number.clone(), "number");
                    // A birth lies in the past, an expiry in this century: ICAO 9303-3 §4.8 leaves the century to the reader.
                    for (key, digits, past) in [("birth_date", &zone.birth, true), ("expiry_date", &zone.expiry, false)]
                    {
                        let century = |year: i16| if past && year > this_year { 1900 } else { 2000 };
                        if let Some(date) = iso(digits, century) {
                            push(key, date, "date");
                        }
                    }
                }
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "judge_mrz",
        params: &[("document", Kind::Document)],
        result: Kind::Judged,
        doc: "Whether the lines of a machine-readable zone that were copied by hand hold together: length, characters, check digits (ICAO 9303-3 §4.9).",
        example: ("documents.exists(d, size(judge_mrz(d)) > 0)", "false"),
        reads: &[],
        call: |_, args| {
            let document = record_at(args, 0)?;
            let judgement = mrz::judge(&lines_of(document)?);
            // A fix of several lines is no single string to type.
            let judgement = Judgement { fix: None, ..judgement };
            Ok(judged::list(&join(&document.path, "mrz"), &judgement))
        },
    },
];

fn lines_of(document: &Record) -> Result<Vec<&str>, Stop> {
    let lines = document.get("mrz").items().iter();
    lines
        .map(|line| match line {
            Value::Text(text) => Ok(text.expose()),
            other => Err(super::stop_of(other)),
        })
        .collect()
}

/// `740812` as 1974-08-12.
fn iso(digits: &str, century: impl Fn(i16) -> i16) -> Option<String> {
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (part(0..2)?, part(2..4)?, part(4..6)?);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    text_date::Date::new(century(year) + year, month, day).map(|date| date.iso())
}
