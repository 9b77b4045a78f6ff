//! Verification codes: asked for, received, typed, refused.

use jiff::SignedDuration;

use super::super::super::function::{Function, Kind};
use super::event::{self, Event};
use super::{Moment, Value, int_at, items_at, text_at};

pub const TABLE: &[Function] = &[
    Function {
        name: "judge_codes",
        params: &[
            ("journal", Kind::List),
            ("lifetime_minutes", Kind::Int),
            ("resend_seconds", Kind::Int),
            ("tries", Kind::Int),
            ("often", Kind::Int),
            ("often_minutes", Kind::Int),
        ],
        result: Kind::Judged,
        doc: "Codes that were typed after their lifetime, arrived after it, were replaced by a newer one, asked for too early or too often, or tried too often.",
        example: ("judge_codes([], 5, 60, 3, 4, 10)", "[]"),
        reads: &[],
        call: |scope, args| {
            let events = event::all(items_at(args, 0)?, scope.now)?;
            let lifetime = int_at(args, 1)? * 60;
            let (resend, tries) = (int_at(args, 2)?, int_at(args, 3)?);
            let (often, often_minutes) = (int_at(args, 4)?, int_at(args, 5)?);
            let mut found = Vec::new();
            for step in steps(&events) {
                let of_step: Vec<&Event> = events.iter().filter(|event| event.step == step).collect();
                typed(&of_step, lifetime, &mut found);
                too_early(&of_step, resend, &mut found);
                too_often(&of_step, often, often_minutes, &mut found);
                too_many_tries(&of_step, tries, &mut found);
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "judge_arrival",
        params: &[("journal", Kind::List), ("step", Kind::Text), ("patience_minutes", Kind::Int)],
        result: Kind::Judged,
        doc: "The last code that was asked for at a step and neither received nor typed: `code-on-the-way`, after so many minutes `code-missing`.",
        example: ("judge_arrival([], 'phone', 5)", "[]"),
        reads: &[],
        call: |scope, args| {
            let events = event::of_step(items_at(args, 0)?, text_at(args, 1)?, scope.now)?;
            let outcomes = ["code-requested", "code-received", "code-entered", "code-refused", "done", "approved"];
            let last = events.iter().rev().find(|event| outcomes.contains(&event.kind.as_str()));
            let Some(request) = last.filter(|event| event.kind == "code-requested") else {
                return Ok(Value::list(Vec::new()));
            };
            let (waited, patience) = (scope.now.seconds_since(request.at), int_at(args, 2)? * 60);
            let note = format!("asked for {} ago, and not there", lasted(waited));
            let defect = if waited <= patience { "code-on-the-way" } else { "code-missing" };
            Ok(Value::list(vec![request.judged(defect, &note)]))
        },
    },
    Function {
        name: "resend_at",
        params: &[("journal", Kind::List), ("step", Kind::Text), ("resend_seconds", Kind::Int)],
        result: Kind::Text,
        doc: "When the next code of a step (of any step where it is empty) may be asked for, RFC 3339; empty where that is now.",
        example: ("resend_at([], '', 60)", "''"),
        reads: &[],
        call: |scope, args| {
            let (events, step) = (event::all(items_at(args, 0)?, scope.now)?, text_at(args, 1)?);
            let mut requests = events.iter().filter(|event| event.kind == "code-requested");
            let last = requests.rfind(|event| step.is_empty() || event.step == step);
            let until = last.map(|event| event.at.after(SignedDuration::from_secs(int_at(args, 2).unwrap_or(0))));
            Ok(Value::text(later(until, scope.now)))
        },
    },
];

/// A time that is still to come, in the reader's own offset.
pub fn later(until: Option<Moment>, now: Moment) -> String {
    until.filter(|until| until.at > now.at).map_or(String::new(), |until| until.in_offset(now.offset).rfc3339())
}

/// A duration as people say it.
pub fn lasted(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{} s", seconds.max(0)),
        120..600 if seconds % 60 != 0 => format!("{} min {} s", seconds / 60, seconds % 60),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

fn steps(events: &[Event]) -> Vec<String> {
    let mut steps: Vec<String> = events.iter().map(|event| event.step.clone()).collect();
    steps.sort();
    steps.dedup();
    steps
}

/// What was typed: of which request it was, and how old.
fn typed(events: &[&Event], lifetime: i64, found: &mut Vec<Value>) {
    let (mut requested, mut received): (Option<&Event>, Option<&Event>) = (None, None);
    let mut replaced = false;
    for event in events {
        match event.kind.as_str() {
            "code-requested" => {
                // What is typed before the new one arrives is the old one.
                replaced =
                    received.is_some_and(|received| requested.is_some_and(|before| received.at.at >= before.at.at));
                requested = Some(event);
            }
            "code-received" => {
                if let Some(request) = requested
                    && event.at.seconds_since(request.at) > lifetime
                {
                    let late = event.at.seconds_since(request.at);
                    let note =
                        format!("it arrived {} after it was asked for, codes live {}", lasted(late), lasted(lifetime));
                    found.push(event.judged("code-came-late", &note));
                }
                received = Some(event);
                replaced = false;
            }
            "code-entered" => {
                let Some(request) = requested else { continue };
                let age = event.at.seconds_since(request.at);
                if replaced {
                    found
                        .push(event.judged("code-replaced", "a newer one had been asked for, and had not arrived yet"));
                } else if age > lifetime {
                    let note = format!("the code you typed was {} old, codes live {}", lasted(age), lasted(lifetime));
                    found.push(event.judged("code-too-old", &note));
                }
            }
            _ => {}
        }
    }
}

fn too_early(events: &[&Event], resend: i64, found: &mut Vec<Value>) {
    let requests: Vec<&&Event> = events.iter().filter(|event| event.kind == "code-requested").collect();
    for pair in requests.windows(2) {
        if let [first, second] = pair {
            let gap = second.at.seconds_since(first.at);
            if gap < resend {
                let note = format!("{gap} s after the one before, at least {resend} s are asked for");
                found.push(second.judged("resend-too-early", &note));
            }
        }
    }
}

/// The largest number of requests within the window, told at its last one.
fn too_often(events: &[&Event], often: i64, minutes: i64, found: &mut Vec<Value>) {
    let requests: Vec<&&Event> = events.iter().filter(|event| event.kind == "code-requested").collect();
    let within = |last: usize| {
        let end = requests.get(last)?;
        let first = requests.iter().position(|event| end.at.seconds_since(event.at) <= minutes * 60)?;
        Some((last + 1 - first, end.at.seconds_since(requests.get(first)?.at), **end))
    };
    let most = (0..requests.len()).filter_map(within).max_by_key(|(count, ..)| *count);
    if let Some((count, span, last)) = most
        && i64::try_from(count).is_ok_and(|count| count >= often)
    {
        found.push(last.judged("resend-too-often", &format!("you asked for {count} codes in {}", lasted(span))));
    }
}

fn too_many_tries(events: &[&Event], tries: i64, found: &mut Vec<Value>) {
    let mut refused = 0;
    for event in events {
        match event.kind.as_str() {
            "code-requested" => refused = 0,
            "code-refused" => {
                refused += 1;
                if refused == tries {
                    let note = format!("{tries} wrong codes since the last request: ask for a new one");
                    found.push(event.judged("code-tries-used", &note));
                }
            }
            _ => {}
        }
    }
}
