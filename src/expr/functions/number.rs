//! Numbers of documents, values held against copies of themselves, and machine-readable zones copied by hand.

use super::super::function::{Function, Kind};
use super::date::today as text_day;
use super::fields::record;
use super::judged::{self, Judged};
use super::names::is_earlier;
use super::text::kind_of;
use super::{items_at, record_at, text_at, text_of};
use crate::expr::{Scope, Stop};
use crate::fact::{Record, Value, join};
use crate::text::date as text_date;
use crate::text::{Judgement, character, country, difference, mrz, number, phone};

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
        doc: "Whether the number of a document can be one: its characters, and its own check digits where the country and kind have some.",
        example: ("judge_number(field('L898902C3', 'number'), 'passport', 'UTO', 32)", "[]"),
        reads: &[],
        call: |_, args| {
            let field = record_at(args, 0)?;
            let judgement = number::judge(text_of(field, "value")?, &context(args, None)?);
            Ok(judged::list(text_of(field, "path")?, &judgement))
        },
    },
    Function {
        name: "judge_against",
        params: &[("typed", Kind::Fields), ("copies", Kind::Fields)],
        result: Kind::Judged,
        doc: "Every typed value against each copy of the same meaning (numbers) or the same key (dates): how they differ, with the copy as the fix.",
        example: (
            "judge_against([field('L8989O2C3', 'number')], [field('L898902C3', 'number')])[0].fix",
            "'L898902C3'",
        ),
        reads: &[],
        call: |scope, args| against(scope, args, true),
    },
    Function {
        name: "judge_same",
        params: &[("typed", Kind::Fields), ("others", Kind::Fields)],
        result: Kind::Judged,
        doc: "Every typed value against each other one of the same key, where neither is the authority.",
        example: ("judge_same([field('a@b.com', 'email')], [field('a@b.com', 'email')])[0].verdict", "'ok'"),
        reads: &[],
        call: |scope, args| against(scope, args, false),
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

fn context<'a>(args: &'a [Value], document: Option<&'a str>) -> Result<number::Context<'a>, Stop> {
    let named = |index: usize| text_at(args, index).map(|text| Some(text).filter(|text| !text.is_empty()));
    Ok(number::Context {
        kind: named(1)?,
        country: named(2)?,
        document,
        max_length: usize::try_from(super::int_at(args, 3)?).ok(),
    })
}

fn against(scope: &Scope<'_>, args: &[Value], authority: bool) -> Result<Value, Stop> {
    let mut found = Vec::new();
    for typed in items_at(args, 0)?.iter().filter_map(Value::record) {
        for copy in items_at(args, 1)?.iter().filter_map(Value::record) {
            if comparable(typed, copy)? {
                pair(scope, typed, copy, authority, &mut found)?;
            }
        }
    }
    Ok(if authority { Value::list(found) } else { judged::against_first(found) })
}

/// Numbers by meaning, since a form calls it `document_number` and a document `number`; everything else by key.
fn comparable(typed: &Record, copy: &Record) -> Result<bool, Stop> {
    let meaning = text_of(typed, "meaning")?;
    let (path, other) = (text_of(typed, "path")?, text_of(copy, "path")?);
    let same_place = path == other && path != "it";
    Ok(!same_place
        && !is_earlier(path, other)
        && meaning == text_of(copy, "meaning")?
        && (meaning == "number" || text_of(typed, "key")? == text_of(copy, "key")?))
}

fn pair(scope: &Scope<'_>, typed: &Record, copy: &Record, authority: bool, found: &mut Vec<Value>) -> Result<(), Stop> {
    let (value, other) = (text_of(typed, "value")?, text_of(copy, "value")?);
    let (path, related) = (text_of(typed, "path")?, text_of(copy, "path")?);
    let meaning = text_of(typed, "meaning")?;
    let judgement = if meaning == "number" {
        let context = number::Context { kind: None, country: None, document: Some(other), max_length: None };
        number::judge(value, &context)
    } else {
        Judgement::default()
    };
    let about = |relation: &str, verdict: &str| {
        Judged::about(path)
            .with("related", Value::text(related))
            .with("relation", Value::text(relation))
            .with("verdict", Value::text(verdict))
    };
    if let Some(first) = judgement.defects.first() {
        let verdict = if judgement.fix.is_some() { "fixable" } else { "mismatch" };
        let relation = first.code.to_string();
        for defect in &judgement.defects {
            let fix = judgement.fix.as_deref().filter(|_| authority);
            let mut defect = defect.clone();
            if !authority {
                defect.note = defect.note.replace("the document prints", "the other place has");
            }
            found.push(about(&relation, verdict).defect(&defect).with("fix", Value::maybe_text(fix)).value());
        }
        return Ok(());
    }
    if value == other || same_value(scope, meaning, value, other)? {
        let relation = if value == other { "exact" } else { "same-value" };
        found.push(about(relation, "ok").value());
        return Ok(());
    }
    let fix = Some(other).filter(|_| authority);
    let mut defect = difference::describe(value, other);
    if meaning == "date" && is_turned(scope, value, other)? {
        defect.note = "day and month have changed places".to_owned();
    }
    found.push(about("different-value", "mismatch").defect(&defect).with("fix", Value::maybe_text(fix)).value());
    Ok(())
}

/// Whether two dates differ only in that day and month have changed places.
fn is_turned(scope: &Scope<'_>, value: &str, other: &str) -> Result<bool, Stop> {
    let today = text_day(scope)?;
    Ok(match (text_date::parse(value, today).dates.as_slice(), text_date::parse(other, today).dates.as_slice()) {
        ([a], [b]) => a.year == b.year && a.month == b.day && a.day == b.month,
        _ => false,
    })
}

/// Whether two texts name one value, whatever the form; a date that can be read in two ways agrees with either.
fn same_value(scope: &Scope<'_>, meaning: &str, value: &str, other: &str) -> Result<bool, Stop> {
    let kind = kind_of(meaning)?;
    let (value, other) = (character::clean(value, kind), character::clean(other, kind));
    let plain = |text: &str| match meaning {
        "phone" => phone::parse(text, None).map(|number| number.e164()),
        "email" => Some(text.to_lowercase()),
        "country" => country::canonical(text).map(str::to_owned),
        _ => None,
    };
    if meaning == "date" {
        let today = text_day(scope)?;
        let readings = text_date::parse(&value, today).dates;
        return Ok(value == other || text_date::parse(&other, today).dates.iter().any(|date| readings.contains(date)));
    }
    Ok(value == other || plain(&value).is_some_and(|value| Some(value) == plain(&other)))
}
