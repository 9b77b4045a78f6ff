//! What parts two values that should be one.

use super::super::text::kind_of;
use super::Side;
use crate::text::{Defect, character, country, sex};

/// What parts two values; no relation where nothing does.
#[derive(Default)]
pub struct Difference {
    /// How they relate.
    pub relation: Option<String>,
    /// Whether one is the other with slips.
    pub slip: bool,
    /// Of the typed value.
    pub defects: Vec<Defect>,
    /// What to type.
    pub fix: Option<String>,
}

impl Difference {
    /// One defect, and what to type where that is certain.
    pub fn of(defect: Defect, slip: bool, other: &str) -> Self {
        Self { relation: Some(defect.code.to_string()), slip, defects: vec![defect], fix: Some(other.to_owned()) }
    }
}

/// A country as typed beside the one of a document; nothing where one of them is not known.
pub fn of_countries(typed: &Side<'_>, other: &Side<'_>) -> Option<Difference> {
    let clean = character::clean(typed.value, kind_of(typed.meaning).ok()?);
    if country::agree(&clean, other.value)? {
        return Some(Difference::default());
    }
    let defect = Defect::whole("different-value", "the document names another country");
    Some(Difference::of(defect, false, &country::styled(other.value, &clean)?))
}

/// The sex as typed beside the letter of a machine-readable zone; nothing where one of them leaves it open.
pub fn of_sexes(typed: &Side<'_>, other: &Side<'_>) -> Option<Difference> {
    let (same, word) = sex::against(typed.value, other.value.chars().next()?)?;
    let defect = Defect::whole("different-value", "the document says the other one");
    Some(if same { Difference::default() } else { Difference::of(defect, false, &word) })
}
