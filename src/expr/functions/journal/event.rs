//! The entries of a journal that can be dated.

use jiff::SignedDuration;

use super::{Judged, Moment, Record, Stop, Value, given, join};

/// One dated entry.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its path, `journal[2]`.
    pub path: String,
    /// When.
    pub at: Moment,
    /// The step, empty where none is named.
    pub step: String,
    /// What happened.
    pub kind: String,
}

impl Event {
    /// A finding about its time.
    pub fn judged(&self, defect: &str, note: &str) -> Value {
        Judged::about(&join(&self.path, "at"))
            .with("defect", Value::text(defect))
            .with("note", Value::text(note))
            .value()
    }
}

/// How far a clock may be ahead: what is dated later has not happened yet, and says nothing.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// Every entry that can be dated, oldest first. One without a time or an event says nothing here.
pub fn all(journal: &[Value], now: Moment) -> Result<Vec<Event>, Stop> {
    let mut events = Vec::new();
    for record in journal.iter().filter_map(Value::record) {
        events.extend(event(record)?);
    }
    events.retain(|event: &Event| event.at.at <= now.after(AHEAD).at);
    events.sort_by_key(|event: &Event| event.at.at);
    Ok(events)
}

/// Those of one step.
pub fn of_step(journal: &[Value], step: &str, now: Moment) -> Result<Vec<Event>, Stop> {
    Ok(all(journal, now)?.into_iter().filter(|event| event.step == step).collect())
}

fn event(record: &Record) -> Result<Option<Event>, Stop> {
    let (Some(written), Some(kind)) = (given(record, "at")?, given(record, "event")?) else { return Ok(None) };
    let Some(at) = Moment::parse(written) else { return Ok(None) };
    Ok(Some(Event {
        path: record.path.to_string(),
        at,
        step: given(record, "step")?.unwrap_or("").to_owned(),
        kind: kind.to_owned(),
    }))
}
