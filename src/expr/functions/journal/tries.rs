//! Tries that were refused: after so many a door stays closed for a while.

use jiff::SignedDuration;

use super::super::super::function::{Function, Kind};
use super::codes::{lasted, later};
use super::event::{self, Event};
use super::{Moment, Stop, Value, int_at, items_at, text_at, texts_at};

const PARAMS: &[(&str, Kind)] = &[
    ("journal", Kind::List),
    ("step", Kind::Text),
    ("events", Kind::Texts),
    ("tries", Kind::Int),
    ("within_minutes", Kind::Int),
    ("wait_minutes", Kind::Int),
];

pub const TABLE: &[Function] = &[
    Function {
        name: "blocked_until",
        params: PARAMS,
        result: Kind::Text,
        doc: "Until when a step stays closed after so many of these events within so many minutes, RFC 3339; empty where it is open.",
        example: ("blocked_until([], 'login', ['rejected'], 5, 15, 15)", "''"),
        reads: &[],
        call: |scope, args| {
            let until = closed(args, scope.now)?.map(|closed| closed.until);
            Ok(Value::text(later(until, scope.now)))
        },
    },
    Function {
        name: "judge_tries",
        params: PARAMS,
        result: Kind::Judged,
        doc: "The last of so many of these events within so many minutes, after which a step stays closed for a while.",
        example: ("judge_tries([], 'login', ['rejected'], 5, 15, 15)", "[]"),
        reads: &[],
        call: |scope, args| {
            let Some(closed) = closed(args, scope.now)? else { return Ok(Value::list(Vec::new())) };
            let until = closed.until.in_offset(scope.now.offset).zoned().strftime("%Y-%m-%d %H:%M").to_string();
            let word = if closed.until.at > scope.now.at { "opens" } else { "opened again" };
            let note = format!("{} refused within {}; it {word} at {until}", int_at(args, 3)?, lasted(closed.span));
            Ok(Value::list(vec![closed.last.judged("tries-used", &note)]))
        },
    },
];

struct Closed {
    last: Event,
    span: i64,
    until: Moment,
}

/// The last time that the tries were used up.
fn closed(args: &[Value], now: Moment) -> Result<Option<Closed>, Stop> {
    let kinds = texts_at(args, 2)?;
    let (tries, within, wait) = (int_at(args, 3)?, int_at(args, 4)? * 60, int_at(args, 5)?);
    let tries = usize::try_from(tries).unwrap_or(1).max(1);
    let mut refused: Vec<Event> = Vec::new();
    let mut closed = None;
    for event in event::of_step(items_at(args, 0)?, text_at(args, 1)?, now)? {
        if matches!(event.kind.as_str(), "done" | "approved") {
            refused.clear();
            closed = None;
        }
        if !kinds.contains(&event.kind.as_str()) {
            continue;
        }
        refused.push(event.clone());
        let first = refused.len().checked_sub(tries).and_then(|index| refused.get(index));
        if let Some(first) = first
            && event.at.seconds_since(first.at) <= within
        {
            let span = event.at.seconds_since(first.at);
            let until = event.at.after(SignedDuration::from_mins(wait));
            closed = Some(Closed { last: event, span, until });
        }
    }
    Ok(closed)
}
