//! Names held against each other: person against person, field by field.

use super::super::function::{self, Function};
use super::judged;
use super::pair::{Authority, Pair};
use super::person::Person;
use super::{items_at, text_at, texts_at};
use crate::expr::{Memo, Stop};
use crate::fact::{Origin, Value};

pub const TABLE: &[Function] = &[
    Function {
        name: "people",
        params: &[("sections", function::Kind::Texts)],
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
            found
                .retain(|entry| entry.record().is_some_and(|record| KEYS.iter().any(|key| record.get(key).is_given())));
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
        doc: "Every typed name against every name of a document: how the two relate, character by character, and what to type.",
        example: ("judge_names([], [], '')", "[]"),
        reads: &[Origin::Typed],
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
];

/// The keys under which a person is named.
const KEYS: [&str; 6] = ["surname", "given_names", "name", "holder", "mrz_name", "mrz"];

fn judge(memo: &Memo, args: &[Value], authority: Authority) -> Result<Value, Stop> {
    let (typed, others, locale) = (items_at(args, 0)?, items_at(args, 1)?, text_at(args, 2)?);
    let locale = Some(locale).filter(|locale| !locale.is_empty());
    let mut found = Vec::new();
    for typed in typed.iter().filter_map(Value::record) {
        for other in others.iter().filter_map(Value::record) {
            if typed.path == other.path || is_earlier(&typed.path, &other.path) {
                continue;
            }
            let mut other = Person::of(other)?;
            if authority == Authority::None {
                other.clean();
            }
            let pair = Pair { typed: Person::of(typed)?, other, locale, authority, memo };
            pair.judge(&mut found);
        }
    }
    Ok(match authority {
        Authority::Second => Value::list(found),
        Authority::None => judged::against_first(found),
    })
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
