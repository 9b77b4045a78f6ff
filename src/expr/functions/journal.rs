//! What happened when: codes, submissions and waiting, from the journal's own times.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;

use super::super::function::{Function, Kind};
use super::judged::Judged;
use super::{given, int_at, items_at, text_at};
use crate::expr::Stop;
use crate::fact::{Record, Value, join};

pub const TABLE: &[Function] = &[
    Function {
        name: "is_time",
        params: &[("text", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether a text is a time with its offset (RFC 3339).",
        example: ("is_time('2026-05-18T10:00:00+02:00') && !is_time('yesterday')", "true"),
        reads: &[],
        call: |_, args| Ok(Value::Bool(text_at(args, 0)?.parse::<Timestamp>().is_ok())),
    },
    Function {
        name: "judge_codes",
        params: &[
            ("journal", Kind::List),
            ("lifetime_minutes", Kind::Int),
            ("resend_seconds", Kind::Int),
            ("tries", Kind::Int),
        ],
        result: Kind::Judged,
        doc: "Codes that were entered after their lifetime, asked for again too early, or tried too often.",
        example: ("judge_codes([], 5, 60, 3)", "[]"),
        reads: &[],
        call: |_, args| {
            let events = events(items_at(args, 0)?)?;
            let lifetime = int_at(args, 1)? * 60;
            let (resend, tries) = (int_at(args, 2)?, int_at(args, 3)?);
            let mut found = Vec::new();
            for step in steps(&events) {
                let of_step: Vec<&Event> = events.iter().filter(|event| event.step == step).collect();
                expired(&of_step, lifetime, &mut found);
                too_early(&of_step, resend, &mut found);
                too_often(&of_step, tries, &mut found);
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "judge_resubmission",
        params: &[("journal", Kind::List), ("step", Kind::Text)],
        result: Kind::Judged,
        doc: "Submissions of a step that were made while an earlier one was still in review.",
        example: ("judge_resubmission([], 'identity')", "[]"),
        reads: &[],
        call: |_, args| {
            let step = text_at(args, 1)?;
            let events = events(items_at(args, 0)?)?;
            let mut open = false;
            let mut found = Vec::new();
            for event in events.iter().filter(|event| event.step == step) {
                match event.kind.as_str() {
                    "submitted" if open => found.push(
                        event
                            .judged("submitted-again")
                            .with("note", Value::text("the one before had no answer yet"))
                            .value(),
                    ),
                    "submitted" => open = true,
                    "rejected" | "approved" | "done" => open = false,
                    _ => {}
                }
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "working_days_waiting",
        params: &[("journal", Kind::List), ("step", Kind::Text)],
        result: Kind::Int,
        doc: "Full working days (Monday to Friday, no holidays known) between the last unanswered submission of a step and today; -1 where none waits.",
        example: ("working_days_waiting([], 'identity')", "-1"),
        reads: &[],
        call: |scope, args| {
            let step = text_at(args, 1)?;
            let events = events(items_at(args, 0)?)?;
            let mut waiting = None;
            for event in events.iter().filter(|event| event.step == step) {
                match event.kind.as_str() {
                    "submitted" => waiting = Some(event.day),
                    "rejected" | "approved" | "done" => waiting = None,
                    _ => {}
                }
            }
            let days = waiting.map_or(Ok(-1), |day| working_days(day, scope.today));
            days.map(Value::Int)
        },
    },
];

/// One dated entry of the journal.
struct Event {
    path: String,
    at: Timestamp,
    day: Date,
    step: String,
    kind: String,
}

impl Event {
    fn judged(&self, defect: &str) -> Judged {
        Judged::about(&join(&self.path, "at")).with("defect", Value::text(defect))
    }
}

/// The entries that can be dated, oldest first. An entry without a time or an event says nothing here.
fn events(journal: &[Value]) -> Result<Vec<Event>, Stop> {
    let mut events = Vec::new();
    for record in journal.iter().filter_map(Value::record) {
        events.extend(event(record)?);
    }
    events.sort_by_key(|event: &Event| event.at);
    Ok(events)
}

fn event(record: &Record) -> Result<Option<Event>, Stop> {
    let (Some(written), Some(kind)) = (given(record, "at")?, given(record, "event")?) else { return Ok(None) };
    let Ok(at) = written.parse::<Timestamp>() else { return Ok(None) };
    Ok(Some(Event {
        path: record.path.to_string(),
        at,
        day: local_day(written, at),
        step: given(record, "step")?.unwrap_or("").to_owned(),
        kind: kind.to_owned(),
    }))
}

/// The day on the writer's own calendar: by the offset that was written, else in UTC.
fn local_day(written: &str, at: Timestamp) -> Date {
    let offset = Pieces::parse(written).ok().and_then(|pieces| pieces.to_numeric_offset());
    at.to_zoned(offset.map_or(TimeZone::UTC, TimeZone::fixed)).date()
}

fn steps(events: &[Event]) -> Vec<String> {
    let mut steps: Vec<String> = events.iter().map(|event| event.step.clone()).collect();
    steps.sort();
    steps.dedup();
    steps
}

fn seconds(from: &Event, to: &Event) -> i64 {
    to.at.as_second() - from.at.as_second()
}

fn expired(events: &[&Event], lifetime: i64, found: &mut Vec<Value>) {
    let mut requested: Option<&Event> = None;
    for event in events {
        match (event.kind.as_str(), requested) {
            ("code-requested", _) => requested = Some(event),
            ("code-entered", Some(request)) if seconds(request, event) > lifetime => {
                let minutes = seconds(request, event) / 60;
                let note = format!("it was {minutes} min old, codes live {} min", lifetime / 60);
                found.push(event.judged("code-too-old").with("note", Value::text(note)).value());
            }
            _ => {}
        }
    }
}

fn too_early(events: &[&Event], resend: i64, found: &mut Vec<Value>) {
    let requests: Vec<&&Event> = events.iter().filter(|event| event.kind == "code-requested").collect();
    for pair in requests.windows(2) {
        if let [first, second] = pair
            && seconds(first, second) < resend
        {
            let note = format!("{} s after the one before, at least {resend} s are asked for", seconds(first, second));
            found.push(second.judged("resend-too-early").with("note", Value::text(note)).value());
        }
    }
}

fn too_often(events: &[&Event], tries: i64, found: &mut Vec<Value>) {
    let mut refused = 0;
    for event in events {
        match event.kind.as_str() {
            "code-requested" => refused = 0,
            "code-refused" => {
                refused += 1;
                if refused == tries {
                    let note = format!(
                        "{tries} wrong codes since the last request; a further one is refused whatever it says"
                    );
                    found.push(event.judged("code-tries-used").with("note", Value::text(note)).value());
                }
            }
            _ => {}
        }
    }
}

fn working_days(from: Date, to: Date) -> Result<i64, Stop> {
    let span = from.until(to).map_err(|error| Stop::Error(error.to_string()))?;
    let days = i64::from(span.get_days());
    // A journal of decades is a mistake, not a wait.
    let days = days.clamp(0, 3660);
    let mut working = 0;
    let mut day = from;
    for _ in 0..days {
        day = day.tomorrow().map_err(|error| Stop::Error(error.to_string()))?;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            working += 1;
        }
    }
    Ok(working)
}
