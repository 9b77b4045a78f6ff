//! Evaluating a checked condition.

use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use smallvec::SmallVec;

use super::index::Index;
use super::memo::Memo;
use super::tree::{Binary, Fold, Node, Op};
use crate::fact::{Moment, Private, Record, Value};
use crate::text::portal::Portals;

/// Most steps that one condition may take. The dearest condition of a full application takes a few thousand.
const MAX_STEPS: u32 = 1_000_000;

/// Most bytes of a text and most items of a list that a sum may make. The longest pasted message has 400,000 bytes.
const MAX_TEXT: usize = 1 << 20;
const MAX_ITEMS: usize = 100_000;

/// Why a condition has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A fact is not given.
    Absent(Missing),
    /// A fact is held back; its token.
    Withheld(String),
    /// A fact could not be had; the reason.
    Unknown(String),
    /// The condition itself went wrong.
    Error(String),
}

/// What is not given. Its name is put together only for those who ask: most conditions stop here, and few are asked why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A field of a record: the record's path, and the field's name.
    Field(Arc<str>, Arc<str>),
    /// An entry of a list.
    Entry(i64),
    /// Something without a name.
    Value,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(path, name) if path.is_empty() => f.write_str(name),
            Self::Field(path, name) => write!(f, "{path}.{name}"),
            Self::Entry(index) => write!(f, "entry {index}"),
            Self::Value => f.write_str("a value"),
        }
    }
}

/// What a condition may look at.
#[derive(Clone)]
pub struct Scope<'a> {
    /// The facts.
    pub facts: &'a Record,
    /// The pack's data.
    pub pack: &'a Record,
    /// The pack's map of portals.
    pub portals: &'a Portals,
    /// What `each` bound.
    pub it: Option<&'a Value>,
    /// The time of the run.
    pub now: Moment,
    /// The local date of the run.
    pub today: Date,
    /// Comparisons made before.
    pub memo: &'a Memo,
    /// The typed values among the facts.
    pub index: &'a Index,
    /// Steps taken so far.
    pub steps: Cell<u32>,
}

type Slot = Result<Value, Stop>;

/// Evaluates the tree with fresh slots for its loops.
pub fn run(root: &Node, locals: usize, scope: &Scope<'_>) -> Result<Value, Stop> {
    scope.steps.set(0);
    let unread = || Err(Stop::Error("a loop variable was read before its loop".to_owned()));
    let mut slots: SmallVec<[Slot; 2]> = (0..locals).map(|_| unread()).collect();
    eval(root, scope, &mut slots)
}

/// The value that a path of names leads to, where it stands: most conditions only look at it, and need no copy.
fn place<'s>(node: &Node, scope: &Scope<'s>) -> Option<Result<&'s Value, Stop>> {
    match &node.op {
        Op::Fact(index) => Some(field(scope.facts, *index)),
        Op::Pack(index) => Some(field(scope.pack, *index)),
        Op::It => scope.it.map(Ok),
        Op::Field(operand, index) => match place(operand, scope)? {
            Ok(Value::Record(record)) => Some(field(record, *index)),
            Ok(_) => Some(Err(misuse("a record"))),
            Err(stop) => Some(Err(stop)),
        },
        _ => None,
    }
}

fn eval(node: &Node, scope: &Scope<'_>, slots: &mut [Slot]) -> Result<Value, Stop> {
    scope.steps.set(scope.steps.get() + 1);
    if scope.steps.get() > MAX_STEPS {
        return Err(Stop::Error("the condition takes too many steps".to_owned()));
    }
    if let Some(found) = place(node, scope) {
        return found.cloned();
    }
    match &node.op {
        Op::Literal(value) => Ok(value.clone()),
        Op::Fact(index) => field(scope.facts, *index).cloned(),
        Op::Pack(index) => field(scope.pack, *index).cloned(),
        Op::It => scope.it.cloned().ok_or_else(|| Stop::Error("nothing is bound to `it`".to_owned())),
        Op::Local(slot) => slots.get(*slot).cloned().unwrap_or_else(|| Err(misuse("a loop variable"))),
        Op::Field(operand, index) => match eval(operand, scope, slots)? {
            Value::Record(record) => field(&record, *index).cloned(),
            _ => Err(misuse("a record")),
        },
        Op::Has(operand, index) => match place(operand, scope) {
            Some(found) => has(found, *index),
            None => has(eval(operand, scope, slots).as_ref().map_err(Stop::clone), *index),
        },
        Op::Index(list, index) => {
            let list = eval(list, scope, slots)?;
            let Value::Int(index) = eval(index, scope, slots)? else {
                return Err(misuse("an index"));
            };
            let item = usize::try_from(index).ok().and_then(|index| list.items().get(index));
            item.cloned().map_or_else(|| Err(Stop::Absent(Missing::Entry(index))), given)
        }
        Op::Default(value, fallback) => match eval(value, scope, slots) {
            Err(Stop::Absent(_)) => eval(fallback, scope, slots),
            other => other,
        },
        Op::Call(function, args) => {
            let args: SmallVec<[Value; 4]> =
                args.iter().map(|arg| eval(arg, scope, slots)).collect::<Result<_, _>>()?;
            (function.call)(scope, &args)
        }
        Op::And(left, right) => logical(false, left, right, scope, slots),
        Op::Or(left, right) => logical(true, left, right, scope, slots),
        Op::Not(operand) => Ok(Value::Bool(!boolean(eval(operand, scope, slots)?)?)),
        Op::If(test, yes, no) => {
            let branch = if boolean(eval(test, scope, slots)?)? { yes } else { no };
            eval(branch, scope, slots)
        }
        Op::Binary(binary, left, right) => {
            if let (Some(left), Op::Literal(right)) = (place(left, scope), &right.op) {
                return operate(*binary, left?, right);
            }
            let left = eval(left, scope, slots)?;
            let right = eval(right, scope, slots)?;
            operate(*binary, &left, &right)
        }
        Op::Negate(operand) => match eval(operand, scope, slots)? {
            Value::Int(number) => Ok(Value::Int(number.saturating_neg())),
            Value::Double(number) => Ok(Value::Double(-number)),
            _ => Err(misuse("a number")),
        },
        Op::List(items) => {
            let items: Vec<Value> = items.iter().map(|item| eval(item, scope, slots)).collect::<Result<_, _>>()?;
            Ok(Value::list(items))
        }
        Op::Fold(fold) => self::fold(fold, scope, slots),
    }
}

fn misuse(what: &str) -> Stop {
    Stop::Error(format!("{what} was expected"))
}

fn has(found: Result<&Value, Stop>, index: usize) -> Result<Value, Stop> {
    match found {
        Ok(Value::Record(record)) => match record.fields.get(index) {
            Some(Value::Unknown(reason)) => Err(Stop::Unknown(reason.to_string())),
            value => Ok(Value::Bool(value.is_some_and(Value::is_given))),
        },
        Ok(_) => Err(misuse("a record")),
        Err(Stop::Absent(_)) => Ok(Value::Bool(false)),
        Err(stop) => Err(stop),
    }
}

fn field(record: &Record, index: usize) -> Result<&Value, Stop> {
    match (record.fields.get(index), record.shape.fields.get(index)) {
        (Some(Value::Absent), Some(field)) => {
            Err(Stop::Absent(Missing::Field(Arc::clone(&record.path), Arc::clone(&field.name))))
        }
        (Some(Value::Withheld(token)), _) => Err(Stop::Withheld(token.to_string())),
        (Some(Value::Unknown(reason)), _) => Err(Stop::Unknown(reason.to_string())),
        (Some(value), _) => Ok(value),
        _ => Err(misuse("a declared field")),
    }
}

fn given(value: Value) -> Result<Value, Stop> {
    match value {
        Value::Absent => Err(Stop::Absent(Missing::Value)),
        Value::Withheld(token) => Err(Stop::Withheld(token.to_string())),
        Value::Unknown(reason) => Err(Stop::Unknown(reason.to_string())),
        value => Ok(value),
    }
}

fn boolean(value: Value) -> Result<bool, Stop> {
    match value {
        Value::Bool(value) => Ok(value),
        _ => Err(misuse("true or false")),
    }
}

/// `&&` (decided by false) and `||` (decided by true): one side that decides is enough, whatever stops the other.
fn logical(decides: bool, left: &Node, right: &Node, scope: &Scope<'_>, slots: &mut [Slot]) -> Result<Value, Stop> {
    let left = eval(left, scope, slots).and_then(boolean);
    if left == Ok(decides) {
        return Ok(Value::Bool(decides));
    }
    let right = eval(right, scope, slots).and_then(boolean);
    if right == Ok(decides) {
        return Ok(Value::Bool(decides));
    }
    left.and(right).map(Value::Bool)
}

fn fold(fold: &Fold, scope: &Scope<'_>, slots: &mut [Slot]) -> Result<Value, Stop> {
    let range = eval(&fold.range, scope, slots)?;
    let init = eval(&fold.init, scope, slots);
    put(slots, fold.accumulator, init);
    for item in range.items() {
        // What stops one item must not stop the loop: `exists` may still find another.
        if matches!(eval(&fold.condition, scope, slots), Ok(Value::Bool(false))) {
            break;
        }
        put(slots, fold.item, given(item.clone()));
        let next = eval(&fold.step, scope, slots);
        put(slots, fold.accumulator, next);
    }
    eval(&fold.result, scope, slots)
}

fn put(slots: &mut [Slot], slot: usize, value: Slot) {
    if let Some(place) = slots.get_mut(slot) {
        *place = value;
    }
}

fn operate(binary: Binary, left: &Value, right: &Value) -> Result<Value, Stop> {
    let result = match binary {
        Binary::Equal => Value::Bool(left == right),
        Binary::NotEqual => Value::Bool(left != right),
        Binary::In => Value::Bool(right.items().contains(left)),
        Binary::Less => Value::Bool(order(left, right)? == Ordering::Less),
        Binary::LessOrEqual => Value::Bool(order(left, right)? != Ordering::Greater),
        Binary::Greater => Value::Bool(order(left, right)? == Ordering::Greater),
        Binary::GreaterOrEqual => Value::Bool(order(left, right)? != Ordering::Less),
        Binary::Add => match (left, right) {
            (Value::Text(left), Value::Text(right)) => {
                bounded(left.expose().len() + right.expose().len(), MAX_TEXT)?;
                Value::Text(Private::new(format!("{}{}", left.expose(), right.expose())))
            }
            (Value::List(left), Value::List(right)) => {
                bounded(left.len() + right.len(), MAX_ITEMS)?;
                Value::list(left.iter().chain(right.iter()).cloned())
            }
            (left, right) => arithmetic(binary, left, right)?,
        },
        _ => arithmetic(binary, left, right)?,
    };
    Ok(result)
}

/// Texts and lists that double with each step outgrow any memory before the steps are used up.
fn bounded(size: usize, most: usize) -> Result<(), Stop> {
    if size > most { Err(Stop::Error("the condition makes a value that is too large".to_owned())) } else { Ok(()) }
}

fn order(left: &Value, right: &Value) -> Result<Ordering, Stop> {
    let ordering = match (left, right) {
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        _ => match (double(left), double(right)) {
            (Some(left), Some(right)) => left.partial_cmp(&right),
            _ => None,
        },
    };
    ordering.ok_or_else(|| misuse("two values that can be ordered"))
}

fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        _ => None,
    }
}

fn arithmetic(binary: Binary, left: &Value, right: &Value) -> Result<Value, Stop> {
    if let (Value::Int(left), Value::Int(right)) = (left, right) {
        let result = match binary {
            Binary::Add => left.checked_add(*right),
            Binary::Subtract => left.checked_sub(*right),
            Binary::Multiply => left.checked_mul(*right),
            Binary::Divide => left.checked_div(*right),
            _ => left.checked_rem(*right),
        };
        return result.map(Value::Int).ok_or_else(|| Stop::Error("the sum does not fit".to_owned()));
    }
    let (Some(left), Some(right)) = (double(left), double(right)) else {
        return Err(misuse("numbers"));
    };
    Ok(Value::Double(match binary {
        Binary::Add => left + right,
        Binary::Subtract => left - right,
        Binary::Multiply => left * right,
        Binary::Divide => left / right,
        _ => left % right,
    }))
}
