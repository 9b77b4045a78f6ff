//! Reviews: working days that passed and that are left, on the provider's calendar. Monday to Friday; holidays are not known.

use jiff::civil::{Date, Weekday, time};
use jiff::tz::{Offset, TimeZone};

use super::super::super::function::{Function, Kind};
use super::codes::later;
use super::event::{self, Event};
use super::{Moment, Stop, Value, int_at, items_at, text_at};

/// A journal of decades is a mistake, not a wait.
const MAX_DAYS: usize = 3_660;

pub const TABLE: &[Function] = &[
    Function {
        name: "working_days_waiting",
        params: &[("journal", Kind::List), ("step", Kind::Text), ("offset", Kind::Text)],
        result: Kind::Int,
        doc: "Working days (Monday to Friday, no holidays known) that have begun since the first unanswered submission of a step, on the calendar of an offset; -1 where none waits.",
        example: ("working_days_waiting([], 'identity', '+08:00')", "-1"),
        reads: &[],
        call: |scope, args| {
            let offset = offset_at(text_at(args, 2)?)?;
            let waiting = waiting(items_at(args, 0)?, text_at(args, 1)?, scope.now)?;
            let days = waiting.map_or(Ok(-1), |event| {
                working_days(event.at.in_offset(offset).date(), scope.now.in_offset(offset).date())
            });
            days.map(Value::Int)
        },
    },
    Function {
        name: "working_days_until",
        params: &[("journal", Kind::List), ("step", Kind::Text), ("days", Kind::Int), ("offset", Kind::Text)],
        result: Kind::Text,
        doc: "The end of so many working days after the first unanswered submission of a step, RFC 3339; empty where none waits or that is past.",
        example: ("working_days_until([], 'identity', 3, '+08:00')", "''"),
        reads: &[],
        call: |scope, args| {
            let offset = offset_at(text_at(args, 3)?)?;
            let waiting = waiting(items_at(args, 0)?, text_at(args, 1)?, scope.now)?;
            let until = waiting.map(|event| due(&event, int_at(args, 2)?, offset)).transpose()?;
            Ok(Value::text(later(until, scope.now)))
        },
    },
    Function {
        name: "judge_review",
        params: &[("journal", Kind::List), ("step", Kind::Text), ("days", Kind::Int), ("offset", Kind::Text)],
        result: Kind::Judged,
        doc: "The review of the first unanswered submission of a step, while its working days are not over.",
        example: ("judge_review([], 'identity', 3, '+08:00')", "[]"),
        reads: &[],
        call: |scope, args| {
            let (days, offset) = (int_at(args, 2)?, offset_at(text_at(args, 3)?)?);
            let Some(event) = waiting(items_at(args, 0)?, text_at(args, 1)?, scope.now)? else {
                return Ok(Value::list(Vec::new()));
            };
            let passed = working_days(event.at.in_offset(offset).date(), scope.now.in_offset(offset).date())?;
            let due = due(&event, days, offset)?;
            // At a weekend no further day has begun, and the last one is over all the same.
            if passed > days || due.at < scope.now.at {
                return Ok(Value::list(Vec::new()));
            }
            let day = due.zoned().strftime("%a %Y-%m-%d").to_string();
            let count = if passed == 0 {
                format!("the {days} days begin with the next working day")
            } else {
                format!("day {passed} of {days}")
            };
            let note = format!("{count}: wait until the end of {day} ({offset})");
            Ok(Value::list(vec![event.judged("review-running", &note)]))
        },
    },
];

/// The first submission of a step since its last answer: a second one waits for the same answer.
fn waiting(journal: &[Value], step: &str, now: Moment) -> Result<Option<Event>, Stop> {
    let mut waiting = None;
    for event in event::of_step(journal, step, now)? {
        match event.kind.as_str() {
            // A second submission waits for the answer to the first.
            "submitted" if waiting.is_none() => waiting = Some(event),
            "rejected" | "approved" | "done" => waiting = None,
            _ => {}
        }
    }
    Ok(waiting)
}

/// The end of the last of so many working days after an event.
fn due(event: &Event, days: i64, offset: Offset) -> Result<Moment, Stop> {
    let mut day = event.at.in_offset(offset).date();
    let mut left = usize::try_from(days).unwrap_or(0).min(MAX_DAYS);
    while left > 0 {
        day = day.tomorrow().map_err(|error| Stop::Error(error.to_string()))?;
        left -= usize::from(is_working_day(day));
    }
    let end = TimeZone::fixed(offset).to_zoned(day.to_datetime(time(23, 59, 59, 0)));
    end.map(|end| Moment { at: end.timestamp(), offset }).map_err(|error| Stop::Error(error.to_string()))
}

fn working_days(from: Date, to: Date) -> Result<i64, Stop> {
    let mut working = 0;
    let mut day = from;
    for _ in 0..MAX_DAYS {
        if day >= to {
            break;
        }
        day = day.tomorrow().map_err(|error| Stop::Error(error.to_string()))?;
        working += i64::from(is_working_day(day));
    }
    Ok(working)
}

fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// `+08:00`
fn offset_at(text: &str) -> Result<Offset, Stop> {
    let midnight = format!("2026-01-01T00:00:00{text}");
    let moment = Moment::parse(&midnight).ok_or_else(|| Stop::Error(format!("`{text}` is no offset, as +08:00 is")))?;
    Ok(moment.offset)
}
