//! The table of functions that conditions may call: name, signature, sentence, example, code.

mod agreement;
mod contact;
mod date;
mod documents;
pub(super) mod fields;
mod journal;
pub(super) mod judged;
mod list;
mod names;
mod number;
mod pair;
mod person;
mod reading;
mod text;
mod web;
mod zone;

use std::sync::LazyLock;

use super::eval::{Missing, Stop};
use super::function::Function;
use crate::fact::{Private, Record, Value};

/// Functions that belong together.
#[derive(Debug)]
pub struct Theme {
    /// What they are about.
    pub title: &'static str,
    tables: &'static [&'static [Function]],
}

impl Theme {
    /// Its functions.
    pub fn functions(&self) -> impl Iterator<Item = &'static Function> {
        self.tables.iter().copied().flatten()
    }
}

/// Every function, by theme.
pub static THEMES: &[Theme] = &[
    Theme { title: "Lists and numbers in texts", tables: &[list::TABLE] },
    Theme { title: "Characters of a text", tables: &[text::TABLE] },
    Theme { title: "Dates", tables: &[date::TABLE] },
    Theme { title: "Typed values and their places", tables: &[fields::TABLE] },
    Theme { title: "Names of people", tables: &[names::TABLE] },
    Theme { title: "E-mail, phone, user name and password", tables: &[contact::TABLE] },
    Theme { title: "Numbers of documents", tables: &[number::TABLE] },
    Theme { title: "Values against each other", tables: &[agreement::TABLE] },
    Theme { title: "Web addresses", tables: &[web::TABLE] },
    Theme { title: "Documents", tables: &[documents::TABLE, zone::TABLE] },
    Theme { title: "The journal", tables: journal::TABLES },
];

/// Every function.
pub static FUNCTIONS: LazyLock<Vec<&'static Function>> =
    LazyLock::new(|| THEMES.iter().flat_map(Theme::functions).collect());

/// A function by name.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name).copied()
}

/// The checker has seen the types; this is for values whose type was not known before.
fn wrong_argument() -> Stop {
    Stop::Error("a function was called with a value of another type".to_owned())
}

fn text_at(args: &[Value], index: usize) -> Result<&str, Stop> {
    private_at(args, index).map(Private::expose)
}

fn private_at(args: &[Value], index: usize) -> Result<&Private, Stop> {
    match args.get(index) {
        Some(Value::Text(text)) => Ok(text),
        Some(other) => Err(stop_of(other)),
        None => Err(wrong_argument()),
    }
}

fn int_at(args: &[Value], index: usize) -> Result<i64, Stop> {
    match args.get(index) {
        Some(Value::Int(number)) => Ok(*number),
        _ => Err(wrong_argument()),
    }
}

fn record_at(args: &[Value], index: usize) -> Result<&Record, Stop> {
    args.get(index).and_then(Value::record).map(|record| &**record).ok_or_else(wrong_argument)
}

fn items_at(args: &[Value], index: usize) -> Result<&[Value], Stop> {
    match args.get(index) {
        Some(Value::List(items)) => Ok(items),
        _ => Err(wrong_argument()),
    }
}

fn texts_at(args: &[Value], index: usize) -> Result<Vec<&str>, Stop> {
    let items = items_at(args, index)?.iter();
    items
        .map(|item| match item {
            Value::Text(text) => Ok(text.expose()),
            other => Err(stop_of(other)),
        })
        .collect()
}

fn stop_of(value: &Value) -> Stop {
    match value {
        Value::Absent => Stop::Absent(Missing::Value),
        Value::Withheld(token) => Stop::Withheld(token.to_string()),
        Value::Unknown(reason) => Stop::Unknown(reason.to_string()),
        _ => wrong_argument(),
    }
}

/// The text under a record's key, or why there is none.
fn text_of<'a>(record: &'a Record, key: &str) -> Result<&'a str, Stop> {
    match record.get(key) {
        Value::Text(text) => Ok(text.expose()),
        other => Err(stop_of(other)),
    }
}

/// The text under a record's key where it is given; what is withheld or unknown stops the condition.
fn given<'a>(record: &'a Record, key: &str) -> Result<Option<&'a str>, Stop> {
    match text_of(record, key) {
        Ok(text) => Ok(Some(text)),
        Err(Stop::Absent(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use super::*;
    use crate::expr::{Names, Scope, compile};
    use crate::fact::schema::ROOT;
    use crate::rule::Pack;

    fn evaluate(text: &str, pack: &Pack) -> Result<Value, String> {
        let names = Names { facts: Arc::clone(&ROOT), pack: Arc::clone(&pack.data.shape), it: None };
        let expression = compile(text, &names, true).map_err(|errors| format!("{text}: {errors:?}"))?;
        let facts = Record::blank(&ROOT, "");
        let scope = Scope {
            facts: &facts,
            pack: pack.data.on(jiff::civil::date(2026, 5, 19)),
            portals: &pack.portals,
            it: None,
            now: jiff::civil::date(2026, 5, 19).into(),
            today: jiff::civil::date(2026, 5, 19),
            memo: &crate::expr::Memo::default(),
            index: &crate::expr::Index::default(),
            steps: Cell::new(0),
        };
        expression.eval(&scope).map_err(|stop| format!("{text}: {stop:?}"))
    }

    #[test]
    fn every_example_gives_what_it_says() {
        let pack = Pack::embedded().unwrap();
        for function in FUNCTIONS.iter() {
            let (call, result) = function.example;
            let given = evaluate(call, &pack).unwrap();
            let wanted = evaluate(result, &pack).unwrap();
            assert!(given == wanted, "{}: {call} gives {given:?}", function.name);
        }
        for form in crate::expr::FORMS {
            let (call, result) = form.example;
            assert!(evaluate(call, &pack).unwrap() == evaluate(result, &pack).unwrap(), "{call}");
        }
    }

    #[test]
    fn what_doubles_with_each_step_stops() {
        let text = format!("['xxxxxxxxxxxxxxxx']{}", ".map(a, a + a)".repeat(20));
        let stopped = evaluate(&text, &Pack::embedded().unwrap()).unwrap_err();
        assert!(stopped.contains("too large"), "{stopped}");
    }

    #[test]
    fn names_are_unique_and_documented() {
        let mut names: Vec<_> = FUNCTIONS.iter().map(|function| function.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(FUNCTIONS.iter().all(|function| function.doc.ends_with('.')));
    }
}
