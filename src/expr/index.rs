//! The typed values of one application, found once for all conditions that ask for them.

use std::cell::OnceCell;

use super::functions::fields::of_typed;
use crate::fact::{Record, Typed, Value, typed_fields};

/// Every typed value with its place, and the same as conditions see it. Belongs to one set of facts.
#[derive(Debug, Default)]
pub struct Index {
    found: OnceCell<Vec<(Typed, Value)>>,
}

impl Index {
    /// The values of these facts.
    pub fn of(&self, facts: &Record) -> &[(Typed, Value)] {
        self.found.get_or_init(|| {
            let with_value = |typed: Typed| {
                let value = of_typed(&typed);
                (typed, value)
            };
            typed_fields(facts).into_iter().map(with_value).collect()
        })
    }
}
