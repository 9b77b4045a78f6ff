//! What may be shown where: tokens instead of values wherever the reader is not the person at their own terminal.

use rustc_hash::FxHashMap;

use super::Report;
use super::snippet::Mask;
use crate::fact::{Places, Private, Record, Sensitivity, Typed, Value, typed_fields};
use crate::rule::Piece;

/// Ordinal names for values, in order of appearance within one report; the same value has the same token.
#[derive(Debug, Default)]
pub struct Tokens {
    by_value: FxHashMap<Private, String>,
    counts: FxHashMap<String, usize>,
}

impl Tokens {
    /// The token of a value, made after the first key it appears under.
    pub fn token(&mut self, key: &str, value: &Private) -> String {
        if let Some(token) = self.by_value.get(value) {
            return token.clone();
        }
        let count = match self.counts.get_mut(key) {
            Some(count) => count,
            None => self.counts.entry(key.to_owned()).or_default(),
        };
        *count += 1;
        let token = format!("<{key}:{count}>");
        self.by_value.insert(value.clone(), token.clone());
        token
    }
}

/// Whether the applicant's values are shown, and the tokens that stand for them where not.
#[derive(Debug)]
pub struct Shown {
    /// The reader may see values.
    pub values: bool,
    tokens: Tokens,
}

impl Shown {
    /// For one report.
    pub fn new(values: bool) -> Self {
        Self { values, tokens: Tokens::default() }
    }

    /// For one report, every typed value with its token: all formats of a run agree.
    pub fn of(report: &Report<'_>, values: bool) -> Self {
        let mut shown = Self::new(values);
        shown.number(report.facts);
        shown
    }

    /// Gives every typed value its token, in the order of the application, so that all formats of a run agree.
    pub fn number(&mut self, facts: &Record) {
        for typed in typed_fields(facts) {
            if let Some(text) = hidden(&typed) {
                self.tokens.token(&typed.key, text);
            }
        }
    }

    /// Every value that only its owner may see, with its place in the file and its token.
    pub fn masks(&mut self, facts: &Record, places: &Places) -> Vec<Mask> {
        let fields = typed_fields(facts);
        let masked = fields.iter().filter_map(|typed| {
            let text = hidden(typed)?;
            let span = *places.characters(&typed.path, text.expose(), &[]).first()?;
            Some(Mask { span, token: self.tokens.token(&typed.key, text) })
        });
        masked.collect()
    }

    /// A value or its token.
    pub fn value(&mut self, key: &str, value: &Private, sensitivity: Sensitivity) -> String {
        match sensitivity {
            Sensitivity::Public => value.expose().to_owned(),
            Sensitivity::Personal if self.values => value.expose().to_owned(),
            _ => self.tokens.token(key, value),
        }
    }

    /// A filled sentence.
    pub fn sentence(&mut self, pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Value { name, value, sensitivity } => self.value(name, value, *sensitivity),
            })
            .collect()
    }
}

/// The text of a field that only its owner may see. A word of a closed list is the list's.
fn hidden(typed: &Typed) -> Option<&Private> {
    match &typed.value {
        Value::Text(text) if typed.sensitivity != Sensitivity::Public && !typed.words.contains(&text.expose()) => {
            Some(text)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_token() {
        let mut shown = Shown::new(false);
        let (kim, lee) = (Private::new("KIM"), Private::new("LEE"));
        assert_eq!(shown.value("surname", &kim, Sensitivity::Personal), "<surname:1>");
        assert_eq!(shown.value("surname", &lee, Sensitivity::Personal), "<surname:2>");
        assert_eq!(shown.value("holder", &kim, Sensitivity::Personal), "<surname:1>");
    }

    #[test]
    fn a_secret_is_never_shown() {
        let mut shown = Shown::new(true);
        let password = Private::new("correct horse");
        assert_eq!(shown.value("password", &password, Sensitivity::Secret), "<password:1>");
    }
}
