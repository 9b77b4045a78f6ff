//! The way to an activated account: which steps are done, which wait for an answer, and which are missing.

use crate::fact::{Record, Value};
use crate::rule::{Pack, Step};

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Done.
    Done,
    /// Submitted, without an answer.
    Waiting,
    /// Begun and not done, or refused.
    Missing,
    /// Nothing is known of it.
    Unknown,
}

impl State {
    /// The stable word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
        }
    }
}

/// The state of every step of the pack, where anything is known of them.
pub fn steps<'a>(pack: &'a Pack, facts: &Record) -> Vec<(&'a Step, State)> {
    let status = facts.get("status").record();
    let done: Option<Vec<&str>> =
        status.map(|status| status.get("done").items()).filter(|items| !items.is_empty()).map(|items| {
            items
                .iter()
                .filter_map(|item| if let Value::Text(text) = item { Some(text.expose()) } else { None })
                .collect()
        });
    let number = status.map(|status| status.get("real_name"));
    let states: Vec<(&Step, State)> = pack
        .steps
        .iter()
        .map(|step| {
            let listed =
                done.as_ref().map(|done| if done.contains(&step.id.as_str()) { State::Done } else { State::Missing });
            let shown = number.and_then(|number| shown(pack, &step.id, number));
            // What happened last is truer than a list that was written once.
            let state = match (happened(facts, &step.id), shown, listed) {
                (Some((state, true)), ..) => state,
                (_, Some(State::Done), _) | (.., Some(State::Done)) => State::Done,
                (Some((state, false)), ..) => state,
                (None, Some(shown), _) => shown,
                (None, None, Some(listed)) => listed,
                (None, None, None) => State::Unknown,
            };
            (step, state)
        })
        .collect();
    // Whoever has passed a later step has passed registering.
    let any = states.iter().any(|(_, state)| *state == State::Done);
    states
        .into_iter()
        .map(|(step, state)| {
            if any && pack.steps.first().is_some_and(|first| first.id == step.id) {
                (step, State::Done)
            } else {
                (step, state)
            }
        })
        .collect()
}

/// By the last outcome in the journal, and whether that is final: an answer, or a submission that waits for one.
fn happened(facts: &Record, step: &str) -> Option<(State, bool)> {
    let mut entries: Vec<(Option<crate::fact::Moment>, &str)> = facts
        .get("journal")
        .items()
        .iter()
        .filter_map(Value::record)
        .filter(|entry| entry.text("step") == Some(step))
        .filter_map(|entry| Some((entry.text("at").and_then(crate::fact::Moment::parse), entry.text("event")?)))
        .collect();
    entries.sort_by_key(|(at, _)| at.map(|at| at.at));
    entries.iter().rev().find_map(|(_, event)| match *event {
        "done" | "approved" => Some((State::Done, true)),
        "rejected" | "declined" => Some((State::Missing, true)),
        "submitted" => Some((State::Waiting, true)),
        "code-entered" => Some((State::Waiting, false)),
        "code-refused" | "code-requested" | "code-received" => Some((State::Missing, false)),
        _ => None,
    })
}

/// By the number that the portal shows: `progress` of the state of the pack's data that names this step.
fn shown(pack: &Pack, step: &str, number: &Value) -> Option<State> {
    let data = pack.data.own().record()?;
    let states = data.get("real_name_states").items().iter().filter_map(Value::record);
    let state = states.into_iter().find(|state| state.get("state") == number && state.text("step") == Some(step))?;
    match state.text("progress")? {
        "done" => Some(State::Done),
        "waiting" => Some(State::Waiting),
        _ => Some(State::Missing),
    }
}
