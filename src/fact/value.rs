//! The values that facts and expressions hold.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use zeroize::Zeroize;

use super::shape::Shape;

/// Text that came from the applicant, or may have. It has no `Display` and no `Serialize`: whoever wants to show it must say
/// so with [`Private::expose`], which is easy to find in a review. The memory is wiped when the last holder lets go.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Private(Arc<Wiped>);

#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Wiped(String);

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Private {
    /// Takes hold of a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Wiped(text.into())))
    }

    /// The text itself. Renderers decide by the field's sensitivity whether it may be shown.
    pub fn expose(&self) -> &str {
        &self.0.0
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Private({} characters)", self.0.0.chars().count())
    }
}

/// A value of a fact or of an expression.
#[derive(Clone, Debug)]
pub enum Value {
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Double(f64),
    /// A text; always held as if it were the applicant's.
    Text(Private),
    /// A calendar day.
    Date(Date),
    /// A list; all items are of one type.
    List(Arc<[Value]>),
    /// Named fields by a declared shape.
    Record(Arc<Record>),
    /// Not given.
    Absent,
    /// Given, but held back from this run (a facts file that was written without values). Holds the token.
    Withheld(Arc<str>),
    /// Asked for and not to be had; the reason, for people.
    Unknown(Arc<str>),
}

/// Named values by a [`Shape`], and where they came from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The declared fields, in the order of `fields`.
    pub shape: Arc<Shape>,
    /// The path of the record in the application, `forms[0]`; empty for the root and for values made by an expression.
    pub path: Arc<str>,
    /// One value for each declared field.
    pub fields: Vec<Value>,
}

impl Record {
    /// A record of this shape in which nothing is given; lists are empty and inner records exist.
    pub fn blank(shape: &Arc<Shape>, path: &str) -> Self {
        let fields = shape.fields.iter().map(|field| field.blank(path)).collect();
        Self { shape: Arc::clone(shape), path: path.into(), fields }
    }

    /// The value of a field by name; `Absent` for a field that the shape does not have.
    pub fn get(&self, name: &str) -> &Value {
        self.shape.index(name).and_then(|at| self.fields.get(at)).unwrap_or(&Value::Absent)
    }

    /// Sets a field by name. False where the shape has no such field.
    pub fn set(&mut self, name: &str, value: Value) -> bool {
        match self.shape.index(name).and_then(|at| self.fields.get_mut(at)) {
            Some(slot) => {
                *slot = value;
                true
            }
            None => false,
        }
    }

    /// The text of a field, where it is given.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Value::Text(text) => Some(text.expose()),
            _ => None,
        }
    }
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Private::new(text))
    }

    /// A list of anything that becomes a value.
    pub fn list(items: impl IntoIterator<Item = Value>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// A list of code-point positions.
    pub fn positions(at: &[usize]) -> Self {
        Self::list(at.iter().map(|&index| Self::Int(index as i64)))
    }

    /// A text where there is one, else nothing.
    pub fn maybe_text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Absent, Self::text)
    }

    /// Not asked for, or not to be had.
    pub fn unknown(reason: impl AsRef<str>) -> Self {
        Self::Unknown(reason.as_ref().into())
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Value] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The record, where it is one.
    pub fn record(&self) -> Option<&Arc<Record>> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Whether a value was given, withheld ones included.
    pub fn is_given(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl PartialEq for Value {
    /// Equal as CEL compares: numbers by value whatever their kind; what is not to be had equals nothing.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Double(a), Self::Double(b)) => a == b,
            (Self::Int(a), Self::Double(b)) | (Self::Double(b), Self::Int(a)) => *a as f64 == *b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Record(a), Self::Record(b)) => a.path == b.path && a.fields == b.fields,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_the_text() {
        let value = Value::text("ERIKSSON");
        assert_eq!(format!("{value:?}"), "Text(Private(8 characters))");
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(Value::Int(3), Value::Double(3.0));
        assert_ne!(Value::Absent, Value::Absent);
    }
}
