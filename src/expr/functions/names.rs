//! Names held against each other: person against person, field by field.

use super::super::function::{self, Function};
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
            // Among equals each pair is judged once, from the later entry.
            let later = entry_number(&typed.path) > entry_number(&other.path);
            let same_section = section(&typed.path) == section(&other.path);
            if typed.path == other.path || (same_section && !later) {
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
    Ok(Value::list(found))
}

/// `forms` of `forms[3]`.
fn section(path: &str) -> &str {
    path.split('[').next().unwrap_or(path)
}

/// 3 of `forms[3]`.
fn entry_number(path: &str) -> usize {
    path.rsplit('[').next().and_then(|rest| rest.trim_end_matches(']').parse().ok()).unwrap_or(0)
}
