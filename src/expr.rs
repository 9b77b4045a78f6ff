//! Conditions in CEL behind one door: the `cel` crate parses, everything after is ours.
//!
//! A parsed text is lowered into a [`Node`](tree::Node) tree in which every fact is an index and every function a pointer. The
//! lowering is the type check: a misspelt fact, field or function, a wrong type or arity is an error with a place and a
//! suggestion. Evaluation is three-valued: what is not given, withheld or not to be had stops it with a reason, unless the
//! other side of `&&` or `||` decides alone.

mod check;
mod eval;
pub mod function;
mod functions;
mod index;
mod language;
mod memo;
mod tree;
mod vocabulary;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use eval::{Missing, Scope, Stop};
pub use functions::judged::part;
pub use functions::{FUNCTIONS, THEMES, Theme};
pub use index::Index;
pub use language::{FORMS, Form};
pub use memo::Memo;

use crate::fact::{Origin, Sensitivity, Shape, Type, Value};
use crate::source::Span;

/// Longest condition that is read, in bytes: the crate's parser has no cost limit of its own.
pub const MAX_LENGTH: usize = 2_000;

/// Deepest nesting of a condition.
const MAX_DEPTH: u16 = 40;

/// Something wrong with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprError {
    /// Bytes of the condition; `None` where the whole is meant.
    pub span: Option<Span>,
    /// What.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl ExprError {
    fn new(span: Option<Span>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None }
    }

    fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// What names mean in a condition.
#[derive(Clone)]
pub struct Names {
    /// The declared facts.
    pub facts: Arc<Shape>,
    /// The pack's own data, `pack` and `limits`.
    pub pack: Arc<Shape>,
    /// The type of `it`, where a rule binds it.
    pub it: Option<Type>,
}

/// A checked condition.
#[derive(Debug)]
pub struct Expression {
    root: tree::Node,
    /// How many slots its loops need.
    locals: usize,
    /// Who provides the facts that it may touch.
    pub origins: BTreeSet<Origin>,
}

impl Expression {
    /// The type of the result.
    pub fn ty(&self) -> &Type {
        &self.root.ty
    }

    /// How closely the result touches the applicant, where it is a fact itself.
    pub fn sensitivity(&self) -> Sensitivity {
        self.root.sensitivity
    }

    /// Evaluates it.
    pub fn eval(&self, scope: &Scope<'_>) -> Result<Value, Stop> {
        eval::run(&self.root, self.locals, scope)
    }
}

/// Parses and checks a condition. `exact` uses the parser that knows the place of every node; the quick one serves packs that
/// have passed the exact one before.
pub fn compile(text: &str, names: &Names, exact: bool) -> Result<Expression, Vec<ExprError>> {
    if text.len() > MAX_LENGTH {
        let message = format!("a condition has at most {MAX_LENGTH} bytes, this one has {}", text.len());
        return Err(vec![ExprError::new(None, message)]);
    }
    let (parsed, places) = if exact { parse_exact(text)? } else { (parse_quick(text)?, None) };
    check::lower(&parsed, places.as_ref(), names)
}

fn parse_exact(text: &str) -> Result<(cel::parser::Expression, Option<cel::common::ast::SourceInfo>), Vec<ExprError>> {
    cel::parser::Parser::default()
        .max_recursion_depth(MAX_DEPTH)
        .parse_with_source_info(text)
        .map(|(parsed, places)| (parsed, Some(places)))
        .map_err(|errors| parse_errors(text, &errors))
}

fn parse_quick(text: &str) -> Result<cel::parser::Expression, Vec<ExprError>> {
    cel::parser::PrattParser::default()
        .max_recursion_depth(MAX_DEPTH)
        .parse(text)
        .map_err(|errors| parse_errors(text, &errors))
}

/// The crate counts columns in characters from 1 and lines from 1.
fn parse_errors(text: &str, errors: &cel::ParseErrors) -> Vec<ExprError> {
    let lines = crate::source::LineIndex::new(text);
    errors
        .errors
        .iter()
        .map(|error| {
            let position = crate::source::Position {
                line: usize::try_from(error.pos.0).unwrap_or(1).max(1),
                column: usize::try_from(error.pos.1).unwrap_or(1).max(1),
            };
            let start = lines.offset(text, position);
            let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |c| start + c.len_utf8());
            let message = error
                .msg
                .trim_start_matches("Syntax error: ")
                .replace("'<EOF>'", "the end")
                .replace("<EOF>", "the end");
            let message = message.split(" expecting {").next().unwrap_or("it cannot be read");
            ExprError::new(Some(Span::new(start, end)), format!("this is no condition: {message}"))
        })
        .collect()
}
