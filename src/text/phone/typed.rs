//! A number as it is written.

use super::MIN_DIGITS;
use crate::text::{Defect, character};

/// The digits of a text and how they are introduced.
pub(super) struct Typed {
    pub plus: bool,
    pub digits: String,
    pub had_optional_zero: bool,
    pub notation: Vec<Defect>,
}

impl Typed {
    pub fn read(text: &str) -> Result<Self, Defect> {
        let letters = character::positions(text, char::is_alphabetic);
        let (body, extension) = split_extension(text);
        if let (Some(first), false) = (letters.first(), extension) {
            let note = format!("character {} is a letter; type the digits", first + 1);
            return Err(Defect::new("phone-letters", letters, note));
        }
        let plus = body.trim_start().starts_with('+') || body.trim_start().starts_with("(+");
        let digits: String = body.chars().filter(char::is_ascii_digit).collect();
        if digits.len() < MIN_DIGITS {
            return Err(Defect::whole("phone-too-short", "there are too few digits for a telephone number"));
        }
        let mut notation = Vec::new();
        // The (0) of +44 (0)20 is the trunk prefix, printed for callers at home.
        let had_optional_zero = plus && body.contains("(0)");
        let signs = character::positions(body, |c| !c.is_ascii_digit() && c != '+');
        if let (Some(first), false) = (signs.first(), had_optional_zero) {
            let note = format!("the international form has only + and digits; character {} is neither", first + 1);
            notation.push(Defect::new("phone-formatting", signs, note));
        }
        if extension {
            notation.push(Defect::whole("phone-extension", "an extension cannot receive a message"));
        }
        Ok(Self { plus, digits, had_optional_zero, notation })
    }
}

fn split_extension(text: &str) -> (&str, bool) {
    let lower = text.to_ascii_lowercase();
    for mark in ["ext.", "ext", "x", "#", ";ext="] {
        if let Some(at) = lower.find(mark) {
            let after = lower.get(at + mark.len()..).unwrap_or_default();
            if !after.is_empty() && after.chars().all(|c| c.is_ascii_digit() || c == ' ') {
                return (text.get(..at).unwrap_or(text), true);
            }
        }
    }
    (text, false)
}
