//! Results of judgements as values.

use std::sync::Arc;

use crate::fact::schema::JUDGED;
use crate::fact::{Record, Value};
use crate::text::{Defect, Judgement};

/// One result under construction.
pub struct Judged(Record);

impl Judged {
    /// A result about the value at `field`.
    pub fn about(field: &str) -> Self {
        Self(Record::blank(&JUDGED, "")).with("field", Value::text(field))
    }

    /// Sets one part.
    pub fn with(mut self, key: &str, value: Value) -> Self {
        self.0.set(key, value);
        self
    }

    /// Names what is wrong, where and why.
    pub fn defect(self, defect: &Defect) -> Self {
        self.with("defect", Value::text(defect.code.as_ref()))
            .with("at", Value::positions(&defect.at))
            .with("note", Value::text(defect.note.as_str()))
    }

    /// As a value of an expression.
    pub fn value(self) -> Value {
        Value::Record(Arc::new(self.0))
    }
}

/// Every defect of a judgement as a result about one field, all with the one fix that cures them together.
pub fn list(field: &str, judgement: &Judgement) -> Value {
    Value::list(judgement.defects.iter().map(|defect| {
        Judged::about(field).defect(defect).with("fix", Value::maybe_text(judgement.fix.as_deref())).value()
    }))
}
