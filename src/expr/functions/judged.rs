//! Results of judgements as values.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::fact::schema::JUDGED;
use crate::fact::{Record, Value};
use crate::text::{Defect, Judgement};

/// One result under construction: the fields of [`JUDGED`], in its order.
pub struct Judged([Value; PARTS]);

/// How many fields [`JUDGED`] has.
const PARTS: usize = 13;

/// Where a part of a result stands among the fields of [`JUDGED`].
const fn place(key: &str) -> Option<usize> {
    Some(match key.as_bytes() {
        b"defect" => 0,
        b"field" => 1,
        b"related" => 2,
        b"at" => 3,
        b"note" => 4,
        b"fix" => 5,
        b"advise" => 6,
        b"relation" => 7,
        b"verdict" => 8,
        b"unsure" => 9,
        b"region" => 10,
        b"place" => 11,
        b"ask" => 12,
        _ => return None,
    })
}

impl Judged {
    /// A result about the value at `field`.
    pub fn about(field: &str) -> Self {
        Self([const { Value::Absent }; PARTS]).with("field", Value::text(field))
    }

    /// Sets one part.
    pub fn with(mut self, key: &str, value: Value) -> Self {
        if let Some(part) = place(key).and_then(|place| self.0.get_mut(place)) {
            *part = value;
        }
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
        let path = NOWHERE.with(Arc::clone);
        Value::Record(Arc::new(Record { shape: Arc::clone(&JUDGED), path, fields: Vec::from(self.0) }))
    }
}

thread_local! {
    /// The path of values that an expression makes.
    static NOWHERE: Arc<str> = Arc::from("");
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

/// Sets one part of a result that is made already.
pub fn amend(result: &mut Value, key: &str, value: Value) {
    if let (Value::Record(record), Some(place)) = (result, place(key))
        && let Some(part) = Arc::make_mut(record).fields.get_mut(place)
    {
        *part = value;
    }
}

/// A part of a result by name, without looking through all of them.
pub fn part<'a>(result: &'a Record, key: &str) -> &'a Value {
    place(key).and_then(|place| result.fields.get(place)).unwrap_or(&Value::Absent)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_where_the_schema_says() {
        for (index, field) in JUDGED.fields.iter().enumerate() {
            assert_eq!(place(&field.name), Some(index), "{}", field.name);
        }
        assert_eq!(JUDGED.fields.len(), PARTS);
    }
}
