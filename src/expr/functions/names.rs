//! Names held against each other: person against person, field by field.

use std::rc::Rc;
use std::sync::Arc;

use super::super::function::{self, Function, Vocabulary};
use super::judged;
use super::pair::{Authority, Pair};
use super::person::Person;
use super::reading::Reading;
use super::{items_at, text_at, texts_at};
use crate::expr::{Memo, Stop};
use crate::fact::{Origin, Record, Value};
use crate::text::name::{self, Comparison, Zone};

pub const TABLE: &[Function] = &[
    Function {
        name: "people",
        params: &[("sections", function::Kind::Words(Vocabulary::Section))],
        result: function::Kind::List,
        doc: "Every entry of these sections that names a person.",
        example: ("people(['identity'])", "[]"),
        reads: &[Origin::Typed],
        call: |scope, args| {
            let mut found = Vec::new();
            for section in texts_at(args, 0)? {
                match scope.facts.get(section) {
                    Value::Record(_) => found.push(scope.facts.get(section).clone()),
                    Value::List(items) => found.extend(items.iter().cloned()),
                    _ => return Err(Stop::Error(format!("there is no section `{section}`"))),
                }
            }
            found.retain(|entry| {
                let names =
                    |record: &Record| KEYS.iter().any(|key| record.get(key).is_given()) || Reading::is_in(record);
                entry.record().is_some_and(|record| names(record))
            });
            Ok(Value::list(found))
        },
    },
    Function {
        name: "judge_names",
        params: &[
            ("typed", function::Kind::List),
            ("documents", function::Kind::List),
            ("locale", function::Kind::Text),
        ],
        result: function::Kind::Judged,
        doc: "Every typed name against every name of a document, copied by hand or read from the picture's machine-readable lines: how the two relate, character by character, and what to type.",
        example: ("judge_names([], [], '')", "[]"),
        reads: &[Origin::Typed, Origin::Image],
        call: |scope, args| judge(scope.memo, args, Authority::Second),
    },
    Function {
        name: "judge_same_names",
        params: &[("typed", function::Kind::List), ("others", function::Kind::List), ("locale", function::Kind::Text)],
        result: function::Kind::Judged,
        doc: "Every typed name against other typed names where neither is the authority: how the two relate, without a fix.",
        example: ("judge_same_names([], [], '')", "[]"),
        reads: &[Origin::Typed],
        call: |scope, args| judge(scope.memo, args, Authority::None),
    },
    Function {
        name: "judge_zones",
        params: &[("documents", function::Kind::List), ("locale", function::Kind::Text)],
        result: function::Kind::Judged,
        doc: "The name of every document's visual zone as copied by hand against that of its own machine-readable zone: as read from the picture, which then says what to copy, else as copied by hand.",
        example: ("judge_zones([], '')", "[]"),
        reads: &[Origin::Typed, Origin::Image],
        call: |scope, args| {
            let locale = Some(text_at(args, 1)?).filter(|locale| !locale.is_empty());
            let mut found = Vec::new();
            for document in items_at(args, 0)?.iter().filter_map(Value::record) {
                let person = &Person::of(document)?;
                let authority = if person.picture.is_some() { Authority::Second } else { Authority::None };
                let pair = Pair { typed: person, other: person, locale, authority, memo: scope.memo };
                pair.judge_zone(&mut found);
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "name_relation",
        params: PRINTED,
        result: function::Kind::Text,
        doc: "How a typed name relates to a printed one in the zone viz or mrz, in one word: exact, case, typo, nickname and so on.",
        example: ("name_relation('KIM, MIN-JUN', 'KIM, MINJUN', 'viz', '')", "'hyphen'"),
        reads: &[],
        call: |scope, args| Ok(Value::text(compared(scope.memo, args)?.relation.as_str())),
    },
    Function {
        name: "name_verdict",
        params: PRINTED,
        result: function::Kind::Text,
        doc: "What to make of a typed name beside a printed one: ok, fixable or mismatch; unknown where the scripts cannot be read against each other.",
        example: ("name_verdict('MUELLER, JUERGEN', 'MÜLLER, JÜRGEN', 'viz', '')", "'fixable'"),
        reads: &[],
        call: |scope, args| {
            let found = compared(scope.memo, args)?;
            if !found.certain {
                return Err(Stop::Unknown(
                    "the two names are in scripts that cannot be held against each other".to_owned(),
                ));
            }
            Ok(Value::text(found.verdict.as_str()))
        },
    },
    Function {
        name: "mrz_spelling",
        params: &[("name", function::Kind::Text)],
        result: function::Kind::Text,
        doc: "A name in the letters A-Z by the first choices of ICAO 9303-3 section 6; empty where a letter has none.",
        example: ("mrz_spelling('GRÖßMANN, JÖRG')", "'GROESSMANN, JOERG'"),
        reads: &[],
        call: |_, args| Ok(Value::text(name::mrz_spelling(text_at(args, 0)?).unwrap_or_default())),
    },
];

/// Parameters of a comparison of two texts.
const PRINTED: &[(&str, function::Kind)] = &[
    ("typed", function::Kind::Text),
    ("printed", function::Kind::Text),
    ("zone", function::Kind::Word(Vocabulary::Of(&["viz", "mrz"]))),
    ("locale", function::Kind::Text),
];

fn compared(memo: &Memo, args: &[Value]) -> Result<Rc<Comparison>, Stop> {
    let zone = match text_at(args, 2)? {
        "viz" => Zone::Viz,
        "mrz" => Zone::Mrz,
        other => return Err(Stop::Error(format!("there is no zone `{other}`: viz or mrz"))),
    };
    let locale = Some(text_at(args, 3)?).filter(|locale| !locale.is_empty());
    Ok(memo.compare(text_at(args, 0)?, text_at(args, 1)?, zone, locale))
}

/// The keys under which a person is named.
const KEYS: [&str; 6] = ["surname", "given_names", "name", "holder", "mrz_name", "mrz"];

fn judge(memo: &Memo, args: &[Value], authority: Authority) -> Result<Value, Stop> {
    let (typed, others, locale) = (items_at(args, 0)?, items_at(args, 1)?, text_at(args, 2)?);
    let locale = Some(locale).filter(|locale| !locale.is_empty());
    let people = |entries: &[Value]| -> Result<Vec<(Arc<str>, Person)>, Stop> {
        let records = entries.iter().filter_map(Value::record);
        records.map(|record| Ok((record.path.clone(), Person::of(record)?))).collect()
    };
    let (typed, others) = (people(typed)?, people(others)?);
    let mut found = Vec::new();
    for (path, typed) in &typed {
        for (other_path, other) in &others {
            if path == other_path || is_earlier(path, other_path) {
                continue;
            }
            let pair = Pair { typed, other, locale, authority, memo };
            let from = found.len();
            pair.judge(&mut found);
            let told = found.get(from..).unwrap_or_default();
            if authority == Authority::None && told.iter().all(is_fine) && !told.iter().all(is_exact) {
                // Of two typed names the one with a slip is told, whichever comes first.
                let mut turned = Vec::new();
                Pair { typed: other, other: typed, ..pair }.judge(&mut turned);
                if !turned.iter().all(is_fine) {
                    found.truncate(from);
                    found.append(&mut turned);
                }
            }
        }
    }
    Ok(match authority {
        Authority::Second => Value::list(found),
        Authority::None => judged::against_first(found),
    })
}

fn is_fine(result: &Value) -> bool {
    result.record().is_some_and(|record| record.text("defect").is_none() && record.text("unsure").is_none())
}

/// Whether the two are the same string: nothing to tell the other way round either.
fn is_exact(result: &Value) -> bool {
    result.record().is_some_and(|record| record.text("relation") == Some("exact"))
}

/// Whether both are entries of one list and this one comes first: each pair is judged once, from the later entry.
pub fn is_earlier(path: &str, other: &str) -> bool {
    section(path) == section(other) && entry_number(path) < entry_number(other)
}

/// `forms` of `forms[3]`.
fn section(path: &str) -> &str {
    path.split('[').next().unwrap_or(path)
}

/// 3 of `forms[3].surname`.
fn entry_number(path: &str) -> usize {
    let number = path.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    number.and_then(|(number, _)| number.parse().ok()).unwrap_or(0)
}
