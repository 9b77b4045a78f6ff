//! Sentences of a rule with `{path}` placeholders. No expression builds a message, so that redaction sees every value.

use std::sync::Arc;

use super::condition::Condition;
use crate::fact::{Private, Sensitivity};
use crate::source::Span;

/// A sentence with placeholders.
#[derive(Debug)]
pub struct Template {
    parts: Vec<Part>,
    /// The written value.
    pub span: Span,
}

#[derive(Debug)]
enum Part {
    Text(String),
    Value(Condition),
}

/// A part of a filled sentence.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Words of the rule.
    Text(String),
    /// A value, with what it is called and how closely it touches the applicant.
    Value {
        /// The last word of the placeholder; names the token.
        name: String,
        /// The value.
        value: Private,
        /// Whether it may be shown.
        sensitivity: Sensitivity,
    },
}

impl Template {
    /// Parts a sentence at its placeholders. `{{` and `}}` stand for the brackets themselves.
    pub fn parse(text: &str, span: Span) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        let sentence: Arc<str> = text.into();
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            if from.starts_with("{{") || from.starts_with("}}") {
                plain.extend(from.chars().next());
                rest = from.get(2..).unwrap_or("");
                continue;
            }
            let path = from.strip_prefix('{').and_then(|from| from.split_once('}'));
            let Some((path, after)) = path else {
                return Err("a bracket of a placeholder stands alone; write {{ or }} for a bracket".to_owned());
            };
            if path.is_empty() || !path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')) {
                return Err(format!("`{{{path}}}` is no path; a placeholder holds a fact's name and nothing else"));
            }
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            let start = text.len() - from.len() + 1;
            parts.push(Part::Value(Condition::placeholder(path, span, &sentence, start)));
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self { parts, span })
    }

    /// The placeholders.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.parts.iter().filter_map(|part| match part {
            Part::Value(condition) => Some(condition),
            Part::Text(_) => None,
        })
    }

    /// The sentence with its placeholders filled by `value`.
    pub fn fill(&self, mut value: impl FnMut(&Condition) -> Option<(Private, Sensitivity)>) -> Vec<Piece> {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => Piece::Text(text.clone()),
                Part::Value(condition) => match value(condition) {
                    Some((value, sensitivity)) => Piece::Value {
                        name: condition.text.rsplit('.').next().unwrap_or("value").to_owned(),
                        value,
                        sensitivity,
                    },
                    None => Piece::Text("(unknown)".to_owned()),
                },
            })
            .collect()
    }

    /// The sentence as it stands in the file, for lists of rules.
    pub fn plain(&self) -> String {
        self.words(|_| None)
    }

    /// The sentence where only some placeholders have a value; the others stay as they are.
    pub fn words(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Value(condition) => value(&condition.text).unwrap_or_else(|| format!("{{{}}}", condition.text)),
        };
        self.parts.iter().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_paths_only() {
        let template = Template::parse("at most {limits.name_max} {{characters}}", Span::default()).unwrap();
        assert_eq!(template.plain(), "at most {limits.name_max} {characters}");
        assert!(Template::parse("{a + b}", Span::default()).is_err());
        assert!(Template::parse("{open", Span::default()).is_err());
        assert!(Template::parse("close}", Span::default()).is_err());
    }
}
