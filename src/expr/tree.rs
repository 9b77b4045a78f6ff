//! The checked form of a condition.

use super::function::Function;
use crate::fact::{Sensitivity, Type, Value};

/// A checked sub-expression with the type of its result.
#[derive(Debug)]
pub struct Node {
    /// What to do.
    pub op: Op,
    /// The type of the result.
    pub ty: Type,
    /// How closely the result touches the applicant.
    pub sensitivity: Sensitivity,
}

/// One operation.
#[derive(Debug)]
pub enum Op {
    /// A constant.
    Literal(Value),
    /// A top-level fact, by index into the schema.
    Fact(usize),
    /// A part of the pack's data, by index into its shape.
    Pack(usize),
    /// What `each` binds.
    It,
    /// A loop variable, by slot.
    Local(usize),
    /// A field of a record.
    Field(Box<Node>, usize),
    /// `has(a.b)`
    Has(Box<Node>, usize),
    /// `list[index]`
    Index(Box<Node>, Box<Node>),
    /// `default(a, b)`: `b` where `a` is not given.
    Default(Box<Node>, Box<Node>),
    /// A function of the table.
    Call(&'static Function, Vec<Node>),
    /// `a && b`
    And(Box<Node>, Box<Node>),
    /// `a || b`
    Or(Box<Node>, Box<Node>),
    /// `!a`
    Not(Box<Node>),
    /// `a ? b : c`
    If(Box<Node>, Box<Node>, Box<Node>),
    /// A comparison or a sum.
    Binary(Binary, Box<Node>, Box<Node>),
    /// `-a`
    Negate(Box<Node>),
    /// `[a, b]`
    List(Vec<Node>),
    /// The loop that `all`, `exists`, `map` and `filter` become.
    Fold(Box<Fold>),
}

/// Operators with two operands that are both always evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `in`
    In,
}

/// A loop with an accumulator, as CEL's macros expand to.
#[derive(Debug)]
pub struct Fold {
    /// What is walked over.
    pub range: Node,
    /// The slot of the loop variable.
    pub item: usize,
    /// The slot of the accumulator.
    pub accumulator: usize,
    /// Its first value.
    pub init: Node,
    /// Whether to go on.
    pub condition: Node,
    /// Its next value.
    pub step: Node,
    /// What comes out.
    pub result: Node,
}
