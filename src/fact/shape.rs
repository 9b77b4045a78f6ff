//! Types of facts: what the application file, the probes, the checker of expressions and the documentation share.

use std::fmt;
use std::sync::Arc;

use super::value::{Record, Value};

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// A whole number.
    Int,
    /// A number with a fraction.
    Double,
    /// A text.
    Text,
    /// A calendar day.
    Date,
    /// A list of one type.
    List(Arc<Type>),
    /// Named fields.
    Record(Arc<Shape>),
    /// Not known before it is evaluated: an empty list's items, or a function that takes anything.
    Any,
}

impl Type {
    /// A list of `item`.
    pub fn list(item: Type) -> Self {
        Self::List(Arc::new(item))
    }

    /// Whether a value of `other` may stand where this type is wanted.
    pub fn accepts(&self, other: &Type) -> bool {
        match (self, other) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::Double, Self::Int) => true,
            (Self::List(a), Self::List(b)) => a.accepts(b),
            (Self::Record(a), Self::Record(b)) => Arc::ptr_eq(a, b) || a.name == b.name,
            _ => self == other,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::Double => f.write_str("double"),
            Self::Text => f.write_str("string"),
            Self::Date => f.write_str("date"),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Record(shape) => f.write_str(&shape.name),
            Self::Any => f.write_str("any"),
        }
    }
}

/// How closely a value touches the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitivity {
    /// May be shown anywhere: kinds, sizes, measures, the names of hosts that the pack lists.
    Public,
    /// Shown to the person on their own terminal, elsewhere only as a token unless values are asked for.
    Personal,
    /// Never shown, stored or written anywhere: the password.
    Secret,
}

/// What a text is for; decides which characters are wrong in it and how it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A person's name or a part of one.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// The number of a document.
    Number,
    /// A calendar day as typed.
    Date,
    /// A country code.
    Country,
    /// A web address.
    Url,
    /// The name of an account.
    Username,
    /// A word of a closed list.
    Word,
    /// The path of a file.
    File,
    /// A line or a name field of a machine-readable zone.
    Mrz,
    /// The password.
    Password,
    /// Free text.
    Prose,
    /// What whoever keeps the file writes about it; no form takes it, and no rule judges it.
    Note,
    /// Anything that is not typed by a person.
    Measure,
}

impl Meaning {
    /// The stable name, used in expressions and in tokens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::Date => "date",
            Self::Country => "country",
            Self::Url => "url",
            Self::Username => "username",
            Self::Word => "word",
            Self::File => "file",
            Self::Mrz => "mrz",
            Self::Password => "password",
            Self::Prose => "prose",
            Self::Note => "note",
            Self::Measure => "measure",
        }
    }
}

/// Who provides a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// The application file.
    Typed,
    /// The hidden prompt or standard input.
    Prompt,
    /// Reading the document files.
    Image,
    /// Looking at which files that the application names exist.
    File,
    /// The network, only with `--online`.
    Network,
    /// The run itself: today, now.
    Run,
}

impl Origin {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Typed => "application",
            Self::Prompt => "prompt",
            Self::Image => "image",
            Self::File => "file",
            Self::Network => "network",
            Self::Run => "run",
        }
    }
}

/// A declared fact.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its key.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// What it is for.
    pub meaning: Meaning,
    /// How closely it touches the applicant.
    pub sensitivity: Sensitivity,
    /// Who provides it.
    pub origin: Origin,
    /// One sentence, with the unit where there is one.
    pub doc: Arc<str>,
    /// The words of a closed list; empty where anything may stand.
    pub words: &'static [&'static str],
    /// Most characters of a text, or entries of a list.
    pub most: usize,
}

/// Most characters of one typed value. The longest that any form takes are web addresses.
pub const MAX_CHARACTERS: usize = 4_000;

/// Most entries of a list.
pub const MAX_ENTRIES: usize = 20;

impl Field {
    /// The value of this field where nothing is given.
    pub fn blank(&self, parent: &str) -> Value {
        match &self.ty {
            Type::Record(shape) => Value::Record(Arc::new(Record::blank(shape, &join(parent, &self.name)))),
            Type::List(item) if matches!(**item, Type::Record(_)) => Value::list([]),
            _ => Value::Absent,
        }
    }
}

/// A named set of declared fields.
#[derive(Debug)]
pub struct Shape {
    /// The name of the type, as the checker prints it.
    pub name: Arc<str>,
    /// The fields in declared order.
    pub fields: Vec<Field>,
}

impl Shape {
    /// The place of a field.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| &*field.name == name)
    }

    /// A field by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.name == name)
    }
}

/// Shapes are told apart by name, so that two packs may each bring a table of the same name.
impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// `parent.key`, or `key` at the root.
pub fn join(parent: &str, key: &str) -> String {
    if parent.is_empty() {
        return key.to_owned();
    }
    let mut path = String::with_capacity(parent.len() + 1 + key.len());
    path.push_str(parent);
    path.push('.');
    path.push_str(key);
    path
}
