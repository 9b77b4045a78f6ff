//! A condition of a rule: its text, its place in the file, and its checked form, made when it is first needed.

use std::sync::{Arc, OnceLock};

use crate::expr::{self, ExprError, Expression, Names};
use crate::source::{Fault, Source, Span, align};

/// A condition as a rule file holds it.
#[derive(Debug)]
pub struct Condition {
    /// The text of the expression.
    pub text: String,
    /// The written value, quotes included.
    pub span: Span,
    /// The sentence that a placeholder stands in, and the byte at which it begins there.
    within: Option<(Arc<str>, usize)>,
    compiled: OnceLock<Result<Expression, Vec<ExprError>>>,
}

impl Condition {
    /// A condition that was read from a file.
    pub fn new(text: &str, span: Span) -> Self {
        Self { text: text.to_owned(), span, within: None, compiled: OnceLock::new() }
    }

    /// A placeholder of a sentence.
    pub fn placeholder(path: &str, span: Span, sentence: &Arc<str>, start: usize) -> Self {
        Self { within: Some((Arc::clone(sentence), start)), ..Self::new(path, span) }
    }

    /// The checked form. The quick parser is used unless [`Condition::check`] was called before.
    pub fn expression(&self, names: impl FnOnce() -> Names) -> Result<&Expression, &[ExprError]> {
        self.compile(names, false)
    }

    /// Checks the condition with the parser that knows places, and says what is wrong with it.
    pub fn check(&self, names: &Names, source: &Source) -> Result<&Expression, Vec<Fault>> {
        self.compile(|| names.clone(), true)
            .map_err(|errors| errors.iter().map(|error| self.fault(error, source)).collect())
    }

    fn compile(&self, names: impl FnOnce() -> Names, exact: bool) -> Result<&Expression, &[ExprError]> {
        self.compiled.get_or_init(|| expr::compile(&self.text, &names(), exact)).as_ref().map_err(Vec::as_slice)
    }

    /// An error in the expression as a fault in the file.
    fn fault(&self, error: &ExprError, source: &Source) -> Fault {
        let span = error.span.and_then(|span| self.in_file(span, source)).unwrap_or(self.span);
        Fault { span: Some(span), message: error.message.clone(), help: error.help.clone() }
    }

    fn in_file(&self, span: Span, source: &Source) -> Option<Span> {
        let (decoded, start) = self.within.as_ref().map_or((self.text.as_str(), 0), |(text, start)| (text, *start));
        let characters = align(self.span.slice(&source.text), self.span.start, decoded)?;
        let index = |byte: usize| decoded.get(..start + byte).map(|before| before.chars().count());
        let first = characters.get(index(span.start)?).or(characters.last())?;
        let last = index(span.end)?.checked_sub(1).and_then(|index| characters.get(index)).unwrap_or(first);
        Some(first.to(*last))
    }
}
