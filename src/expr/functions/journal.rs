//! What happened when: codes, submissions and waiting, from the journal's own times.

mod codes;
mod event;
mod tries;
mod waiting;

use super::super::function::{Function, Kind};
use super::judged::Judged;
use super::{given, int_at, items_at, text_at, texts_at};
use crate::expr::Stop;
use crate::fact::{Moment, Record, Value, join};

/// Every function over the journal.
pub const TABLES: &[&[Function]] = &[EVENTS, codes::TABLE, waiting::TABLE, tries::TABLE];

const EVENTS: &[Function] = &[
    Function {
        name: "is_time",
        params: &[("text", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether a text is a time with its offset (RFC 3339).",
        example: ("is_time('2026-05-18T10:00:00+02:00') && !is_time('yesterday')", "true"),
        reads: &[],
        call: |_, args| Ok(Value::Bool(Moment::parse(text_at(args, 0)?).is_some())),
    },
    Function {
        name: "judge_resubmission",
        params: &[("journal", Kind::List), ("step", Kind::Text)],
        result: Kind::Judged,
        doc: "Submissions of a step that were made while an earlier one was still in review.",
        example: ("judge_resubmission([], 'identity')", "[]"),
        reads: &[],
        call: |scope, args| {
            let mut open = false;
            let mut found = Vec::new();
            for event in event::of_step(items_at(args, 0)?, text_at(args, 1)?, scope.now)? {
                match event.kind.as_str() {
                    "submitted" if open => {
                        found.push(event.judged("submitted-again", "the one before had no answer yet"))
                    }
                    "submitted" => open = true,
                    "rejected" | "approved" | "done" => open = false,
                    _ => {}
                }
            }
            Ok(Value::list(found))
        },
    },
    Function {
        name: "judge_last",
        params: &[("journal", Kind::List), ("step", Kind::Text), ("events", Kind::Texts)],
        result: Kind::Judged,
        doc: "The last outcome of a step, where it is one of these; defect `last-` and the event. Messages are no outcome.",
        example: ("judge_last([], 'identity', ['rejected'])", "[]"),
        reads: &[],
        call: |scope, args| {
            let wanted = texts_at(args, 2)?;
            let events = event::of_step(items_at(args, 0)?, text_at(args, 1)?, scope.now)?;
            let last = events.iter().rev().find(|event| event.kind != "message");
            let fits = last.filter(|event| wanted.contains(&event.kind.as_str()));
            Ok(Value::list(
                fits.map(|event| event.judged(&format!("last-{}", event.kind), "")).into_iter().collect::<Vec<_>>(),
            ))
        },
    },
];
