//! What a function of the table is.

use super::eval::{Scope, Stop};
pub use super::vocabulary::Vocabulary;
use crate::fact::schema::{FIELD, JUDGED, ROOT};
use crate::fact::{Origin, Type, Value};

/// The type of a parameter or a result, short enough for a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// bool
    Bool,
    /// int
    Int,
    /// double
    Double,
    /// string
    Text,
    /// date
    Date,
    /// list of int
    Ints,
    /// list of string
    Texts,
    /// string of a vocabulary
    Word(Vocabulary),
    /// list of those
    Words(Vocabulary),
    /// a typed value with its place
    Field,
    /// list of those
    Fields,
    /// list of results of a judgement
    Judged,
    /// one entry of `documents`
    Document,
    /// all of `documents`
    Documents,
    /// a list of anything
    List,
    /// anything
    Any,
}

impl Kind {
    /// The words that it is chosen from.
    pub fn vocabulary(self) -> Option<Vocabulary> {
        match self {
            Self::Word(vocabulary) | Self::Words(vocabulary) => Some(vocabulary),
            _ => None,
        }
    }

    /// The type it stands for.
    pub fn ty(self) -> Type {
        match self {
            Self::Bool => Type::Bool,
            Self::Int => Type::Int,
            Self::Double => Type::Double,
            Self::Text | Self::Word(_) => Type::Text,
            Self::Date => Type::Date,
            Self::Ints => Type::list(Type::Int),
            Self::Texts | Self::Words(_) => Type::list(Type::Text),
            Self::Field => Type::Record(FIELD.clone()),
            Self::Fields => Type::list(Type::Record(FIELD.clone())),
            Self::Judged => Type::list(Type::Record(JUDGED.clone())),
            Self::Document => match Self::Documents.ty() {
                Type::List(item) => (*item).clone(),
                other => other,
            },
            Self::Documents => ROOT.field("documents").map_or(Type::Any, |field| field.ty.clone()),
            Self::List => Type::list(Type::Any),
            Self::Any => Type::Any,
        }
    }
}

/// A function that conditions may call.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Names and types of the parameters. The first may also stand before a dot.
    pub params: &'static [(&'static str, Kind)],
    /// The type of the result.
    pub result: Kind,
    /// One sentence.
    pub doc: &'static str,
    /// A call and what it gives; run as a test.
    pub example: (&'static str, &'static str),
    /// Facts that it reads beyond its parameters.
    pub reads: &'static [Origin],
    /// What it does.
    pub call: fn(&Scope<'_>, &[Value]) -> Result<Value, Stop>,
}

impl Function {
    /// `name(param: type, ...) -> type`
    pub fn signature(&self) -> String {
        let params: Vec<String> = self.params.iter().map(|(name, kind)| format!("{name}: {}", kind.ty())).collect();
        format!("{}({}) -> {}", self.name, params.join(", "), self.result.ty())
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
