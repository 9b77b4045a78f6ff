//! Machine-readable zones of documents: copied by hand, or read from the picture.

mod copied;
mod kind;
mod side;

use super::super::function::{Function, Kind, Vocabulary};
use super::fields::record;
use super::judged::{self, Judged};
use super::reading::{Reading, field_of};
use super::{given, items_at, record_at, text_at, text_of};
use crate::expr::{Missing, Scope, Stop};
use crate::fact::{Origin, Record, Value, at_path, join};
use crate::text::date as text_date;
use crate::text::mrz::{self, Field, Mrz};
use crate::text::{Judgement, country};

pub const TABLE: &[Function] = &[
    Function {
        name: "mrz_fields",
        params: &[("documents", Kind::Documents)],
        result: Kind::Fields,
        doc: "Number, date of birth, date of expiry, nationality, document_country, sex, surname and given_names from machine-readable zones: from lines copied by hand whose check digits hold, and from those read off the picture what was read surely; dates as year-month-day.",
        example: ("mrz_fields(documents)", "[]"),
        reads: &[Origin::Image],
        call: |scope, args| {
            let mut found = Vec::new();
            for document in items_at(args, 0)?.iter().filter_map(Value::record) {
                if let Some(zone) = copied_zone(document)?.filter(Mrz::is_valid) {
                    fields(scope, &zone, &join(&document.path, "mrz"), &mut found, |_| true);
                }
                if let Some(reading) = Reading::of(document)? {
                    fields(scope, &reading.mrz, &reading.path, &mut found, |field| reading.is_sure(field));
                }
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "mrz_area",
        params: &[("document", Kind::Document), ("key", Kind::Word(Vocabulary::Of(AREAS)))],
        result: Kind::Any,
        doc: "The area of the picture in which the machine-readable lines have a value under this key; for `region`.",
        example: ("size(documents.map(d, mrz_area(d, 'number')))", "0"),
        reads: &[Origin::Image],
        call: |_, args| {
            let absent = Stop::Absent(Missing::Value);
            let reading = Reading::of(record_at(args, 0)?)?.ok_or_else(|| absent.clone())?;
            let place = field_of(text_at(args, 1)?).ok_or_else(|| absent.clone())?;
            match reading.region(reading.mrz.place(place)) {
                Value::Absent => Err(absent),
                region => Ok(region),
            }
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
            let judgement = mrz::judge(&copied_lines(document)?);
            // A fix of several lines is no single string to type.
            let judgement = Judgement { fix: None, ..judgement };
            Ok(judged::list(&join(&document.path, "mrz"), &judgement))
        },
    },
    Function {
        name: "judge_zone_trouble",
        params: &[("document", Kind::Document)],
        result: Kind::Judged,
        doc: "Why the machine-readable zone that is seen in a picture cannot be read, and what to do.",
        example: ("documents.exists(d, size(judge_zone_trouble(d)) > 0)", "false"),
        reads: &[Origin::Image],
        call: |_, args| {
            let document = record_at(args, 0)?;
            if given(document, "mrz_format")? == Some("national") {
                let file = join(&document.path, "file");
                return Ok(Value::list([Judged::about(&file).with("unsure", Value::text(NATIONAL)).value()]));
            }
            let Some(trouble) = given(document, "mrz_trouble")? else { return Ok(Value::list([])) };
            let judged = Judged::about(&join(&document.path, "file"))
                .with("defect", Value::text("mrz-unreadable"))
                .with("note", Value::text(trouble_note(trouble)))
                .with("region", document.get("mrz_region").clone());
            Ok(Value::list([judged.value()]))
        },
    },
    Function {
        name: "judge_zone",
        params: &[("document", Kind::Document)],
        result: Kind::Judged,
        doc: "Whether the check digits hold of the machine-readable lines that were read from a picture without doubt.",
        example: ("documents.exists(d, size(judge_zone(d)) > 0)", "false"),
        reads: &[Origin::Image],
        call: |_, args| {
            let reading = Reading::of(record_at(args, 0)?)?.filter(|reading| !reading.has_doubt());
            Ok(Value::list(reading.and_then(|reading| checks(&reading))))
        },
    },
    Function {
        name: "judge_copied",
        params: &[("document", Kind::Document)],
        result: Kind::Judged,
        doc: "What was copied by hand of a document against what its picture says: the machine-readable lines, their name field, number and dates, with the exact string.",
        example: ("documents.exists(d, size(judge_copied(d)) > 0)", "false"),
        reads: &[Origin::Typed, Origin::Image],
        call: |scope, args| copied::judge(scope, record_at(args, 0)?),
    },
    Function {
        name: "judge_kinds_shown",
        params: &[("kinds", Kind::Fields), ("documents", Kind::Documents)],
        result: Kind::Judged,
        doc: "Kinds of documents as selected against the document code in the pictures: of its own entry, else of all where none of them can be of that kind.",
        example: ("judge_kinds_shown([field('passport', 'word')], documents)", "[]"),
        reads: &[Origin::Image],
        call: |_, args| {
            let mut found = Vec::new();
            for field in items_at(args, 0)?.iter().filter_map(Value::record) {
                let (typed, path) = (text_of(field, "value")?, text_of(field, "path")?);
                found.extend(kind::judge(typed, path, items_at(args, 1)?)?);
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "judge_side_shown",
        params: &[("document", Kind::Document), ("documents", Kind::Documents)],
        result: Kind::Judged,
        doc: "The side that an entry is said to show against where its machine-readable lines stand: on the back of a card, on the data page of a passport.",
        example: ("documents.exists(d, size(judge_side_shown(d, documents)) > 0)", "false"),
        reads: &[Origin::Image],
        call: |_, args| side::judge(record_at(args, 0)?, items_at(args, 1)?),
    },
];

/// Keys of what a zone says.
const AREAS: &[&str] =
    &["surname", "given_names", "number", "birth_date", "expiry_date", "nationality", "document_country", "sex"];

/// The lines as copied by hand; what is withheld stops.
fn copied_lines(document: &Record) -> Result<Vec<&str>, Stop> {
    let lines = document.get("mrz").items().iter();
    lines
        .map(|line| match line {
            Value::Text(text) => Ok(text.expose()),
            other => Err(super::stop_of(other)),
        })
        .collect()
}

fn copied_zone(document: &Record) -> Result<Option<Mrz>, Stop> {
    let lines = copied_lines(document)?;
    Ok(if lines.is_empty() { None } else { mrz::parse(&lines).ok() })
}

/// The entry of `documents` that a path leads into.
pub fn entry_at<'a>(facts: &'a Record, path: &str) -> Option<&'a Record> {
    let entry = path.rsplit_once('.').map_or(path, |(entry, _)| entry);
    if !entry.starts_with("documents[") {
        return None;
    }
    at_path(facts, entry)?.record().map(|record| &**record)
}

/// What was read from the picture at a path such as `documents[0].file`.
pub fn reading_at(facts: &Record, path: &str) -> Option<Reading> {
    if !path.ends_with(".file") {
        return None;
    }
    Reading::of(entry_at(facts, path)?).ok().flatten()
}

/// The zone at a path: copied by hand, or read.
pub fn zone_at(facts: &Record, path: &str) -> Option<Mrz> {
    if path.ends_with(".mrz") {
        return copied_zone(entry_at(facts, path)?).ok().flatten();
    }
    reading_at(facts, path).map(|reading| reading.mrz)
}

/// The values of a zone that can be held against something.
fn fields(scope: &Scope<'_>, zone: &Mrz, path: &str, found: &mut Vec<Value>, is_sure: impl Fn(Field) -> bool) {
    let this_year = scope.today.year() % 100;
    let mut push = |field: Field, key: &str, text: &str, meaning: &str| {
        if is_sure(field) && !text.is_empty() {
            found.push(record(Value::text(text), path, key, "documents", meaning));
        }
    };
    push(Field::Number, "number", &zone.number, "number");
    // A birth lies in the past, an expiry in this century: ICAO 9303-3 §4.8 leaves the century to the reader.
    for (field, key, digits, past) in
        [(Field::Birth, "birth_date", &zone.birth, true), (Field::Expiry, "expiry_date", &zone.expiry, false)]
    {
        let century = |year: i16| if past && year > this_year { 1900 } else { 2000 };
        push(field, key, &iso(digits, century).unwrap_or_default(), "date");
    }
    // Stateless people, refugees and organisations have codes that are no country's.
    let known = |code: &str| country::find(code).map_or("", |country| country.alpha3).to_owned();
    push(Field::Nationality, "nationality", &known(&zone.nationality), "country");
    push(Field::Issuer, "document_country", &known(&zone.issuer), "country");
    push(Field::Surname, "surname", &zone.surname, "name");
    push(Field::GivenNames, "given_names", &zone.given_names, "name");
    if matches!(zone.sex, 'F' | 'M') {
        push(Field::Sex, "sex", zone.sex.encode_utf8(&mut [0; 4]), "prose");
    }
}

/// `740812` as 1974-08-12.
fn iso(digits: &str, century: impl Fn(i16) -> i16) -> Option<String> {
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (part(0..2)?, part(2..4)?, part(4..6)?);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    text_date::Date::new(century(year) + year, month, day).map(|date| date.iso())
}

/// Why lines that are read say nothing.
const NATIONAL: &str =
    "its machine-readable lines are in a layout of the issuer's own, not one of ICAO 9303: compare it by eye";

/// What the trouble is, and what to do.
fn trouble_note(trouble: &str) -> &'static str {
    match trouble {
        "blur" => "they are blurred; clean the lens, tap on them to focus, and hold still",
        "glare" => "light is reflected on them; tilt the document, or move the lamp until the spot is gone",
        "small" => "they are too small; go nearer, or scan at 300 dpi",
        "mirrored" => {
            "the picture is mirrored; turn off what mirrors it in the camera's settings, or use the other camera"
        }
        "cut" => "their end is cut off or covered; take the whole page, and keep your fingers off it",
        _ => "they are seen, and not clear enough; lay the document flat in even light",
    }
}

/// The check digits that do not hold. The last one covers the others: where one of them is wrong, it is as well.
fn checks(reading: &Reading) -> Option<Value> {
    let failing: Vec<&str> = reading.mrz.checks.iter().filter(|check| !check.holds).map(|check| check.field).collect();
    let own: Vec<&str> = failing.iter().filter(|field| **field != "composite").copied().collect();
    let named = |field: &str| match field {
        "number" => ("the number", Some(Field::Number)),
        "birth" => ("the date of birth", Some(Field::Birth)),
        "expiry" => ("the date of expiry", Some(Field::Expiry)),
        "optional" => ("the optional data", None),
        _ => ("the zone as a whole", None),
    };
    let fields = if own.is_empty() { failing } else { own };
    let words: Vec<&str> = fields.iter().map(|field| named(field).0).collect();
    let note = match words.as_slice() {
        [] => return None,
        [one] => format!("that of {one} does not agree"),
        [most @ .., last] => format!("those of {} and {last} do not agree", most.join(", ")),
    };
    let mut result = Judged::about(&reading.path)
        .with("defect", Value::text("mrz-check-digit"))
        .with("note", Value::text(note))
        .with("region", reading.whole())
        .value();
    if let [only] = fields.as_slice()
        && let (_, Some(field)) = named(only)
    {
        reading.show(&mut result, reading.mrz.extent(field));
    }
    Some(result)
}
