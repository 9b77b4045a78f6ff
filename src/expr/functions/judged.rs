//! Results of judgements as values.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

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

thread_local! {
    /// Words of the code's own as values, made once: by where they stand.
    static WORDS: RefCell<FxHashMap<(usize, usize), Value>> = RefCell::default();
}

/// A word of the code's own, such as the name of a relation.
pub fn word(word: &'static str) -> Value {
    let key = (word.as_ptr() as usize, word.len());
    WORDS.with_borrow_mut(|words| words.entry(key).or_insert_with(|| Value::text(word)).clone())
}

/// Among values of which none is the authority: what differs from several others is reported against the first of them, and
/// only compared with the rest.
pub fn against_first(results: Vec<Value>) -> Value {
    let mut first: HashMap<String, String> = HashMap::new();
    Value::list(results.into_iter().map(|value| {
        let Some(record) = value.record() else { return value };
        let (Some(field), Some(related), Some(_)) =
            (record.text("field"), record.text("related"), record.text("defect"))
        else {
            return value;
        };
        let known = first.entry(field.to_owned()).or_insert_with(|| entry(related).to_owned());
        if known == entry(related) {
            return value;
        }
        let mut compared = Record::clone(record);
        compared.set("defect", Value::Absent);
        Value::Record(Arc::new(compared))
    }))
}

/// `forms[1]` of `forms[1].surname`.
fn entry(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(entry, _)| entry)
}

/// Every defect of a judgement as a result about one field, all with the one fix that cures them together.
pub fn list(field: &str, judgement: &Judgement) -> Value {
    Value::list(judgement.defects.iter().map(|defect| {
        Judged::about(field).defect(defect).with("fix", Value::maybe_text(judgement.fix.as_deref())).value()
    }))
}
