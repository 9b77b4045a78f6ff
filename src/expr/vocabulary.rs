//! Words that arguments of functions are chosen from: sections, keys and meanings of the schema.

use cel::common::ast::{Expr, IdedExpr, LiteralValue};

use crate::fact::schema::ROOT;
use crate::fact::{Field, Meaning, Origin, Shape, Type, nearest};

/// What the words of an argument name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// A section of the application: `identity`, `forms`.
    Section,
    /// A key that a person types: `surname`.
    Key,
    /// What a text is for: `name`, `phone`.
    Meaning,
    /// One of these.
    Of(&'static [&'static str]),
}

/// A word of a condition that names nothing.
pub struct Unknown<'a> {
    /// Where it stands.
    pub at: &'a IdedExpr,
    /// What is wrong.
    pub message: String,
    /// What may be meant.
    pub help: String,
}

impl Vocabulary {
    /// The words written out in an argument that are none of these; what is computed cannot be judged before it is.
    pub fn unknown(self, argument: &IdedExpr) -> Vec<Unknown<'_>> {
        match &argument.expr {
            Expr::Literal(LiteralValue::String(word)) => self.judge(argument, word.inner()).into_iter().collect(),
            Expr::List(list) => list.elements.iter().flat_map(|item| self.unknown(item)).collect(),
            _ => Vec::new(),
        }
    }

    fn judge<'a>(self, at: &'a IdedExpr, word: &str) -> Option<Unknown<'a>> {
        let words = self.sorted();
        if words.contains(&word) {
            return None;
        }
        let what = match self {
            Self::Section => "section",
            Self::Key => "key",
            Self::Meaning => "meaning",
            Self::Of(_) => "choice",
        };
        let help = match nearest(word, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of: {}", words.join(", ")),
        };
        Some(Unknown { at, message: format!("there is no {what} `{word}`"), help })
    }

    /// Its words, each once.
    pub fn sorted(self) -> Vec<&'static str> {
        let mut words = self.words();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn words(self) -> Vec<&'static str> {
        let keys = || sections().flat_map(|(_, shape)| shape.fields.iter()).filter(|field| is_text(field));
        match self {
            Self::Section => sections().map(|(name, _)| name).collect(),
            Self::Key => keys().map(|field| &*field.name).collect(),
            Self::Meaning => keys().map(|field| field.meaning.name()).chain([Meaning::Password.name()]).collect(),
            Self::Of(words) => words.to_vec(),
        }
    }
}

/// What a person types, section by section.
fn sections() -> impl Iterator<Item = (&'static str, &'static Shape)> {
    ROOT.fields.iter().filter(|field| field.origin == Origin::Typed).filter_map(|field| match &field.ty {
        Type::Record(shape) => Some((&*field.name, &**shape)),
        Type::List(item) => match &**item {
            Type::Record(shape) => Some((&*field.name, &**shape)),
            _ => None,
        },
        _ => None,
    })
}

fn is_text(field: &Field) -> bool {
    let text = field.ty == Type::Text || matches!(&field.ty, Type::List(item) if **item == Type::Text);
    // Notes beside the application, such as why a finding is accepted, are no values of it.
    text && matches!(field.origin, Origin::Typed | Origin::Prompt) && field.meaning != Meaning::Measure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_schema() {
        assert!(Vocabulary::Section.words().contains(&"forms") && !Vocabulary::Section.words().contains(&"network"));
        assert!(Vocabulary::Key.words().contains(&"mrz") && !Vocabulary::Key.words().contains(&"width"));
        assert!(Vocabulary::Meaning.words().contains(&"name") && !Vocabulary::Meaning.words().contains(&"measure"));
    }
}
