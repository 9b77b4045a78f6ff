//! Operators: logic, choice, arithmetic and comparison, and the types they take.

use cel::common::ast::{IdedExpr, operators};

use super::super::tree::{Binary, Node, Op};
use super::{Checked, Checker, public};
use crate::fact::Type;

impl Checker<'_> {
    pub(super) fn logical(&mut self, expr: &IdedExpr, name: &str, args: Vec<Node>) -> Checked {
        let sign = if name == operators::LOGICAL_AND { "&&" } else { "||" };
        if let Some(wrong) = args.iter().find(|arg| !Type::Bool.accepts(&arg.ty)) {
            let message = format!("`{sign}` joins conditions, and one side is {}", wrong.ty);
            return self.error(expr, message, Some("compare it with something, or ask has(...)".to_owned()));
        }
        args.into_iter().reduce(|left, right| {
            let (left, right) = (Box::new(left), Box::new(right));
            let op = if sign == "&&" { Op::And(left, right) } else { Op::Or(left, right) };
            public(op, Type::Bool)
        })
    }

    pub(super) fn conditional(&mut self, expr: &IdedExpr, args: Vec<Node>) -> Checked {
        let Ok([test, yes, no]) = <[Node; 3]>::try_from(args) else {
            return self.error(expr, "`? :` takes three parts", None);
        };
        if !Type::Bool.accepts(&test.ty) {
            return self.error(expr, format!("before `?` stands a condition, this is {}", test.ty), None);
        }
        if !yes.ty.accepts(&no.ty) {
            return self.error(
                expr,
                format!("both sides of `:` have one type, these are {} and {}", yes.ty, no.ty),
                None,
            );
        }
        let (ty, sensitivity) = (wider(&yes.ty, &no.ty), yes.sensitivity.max(no.sensitivity));
        Some(Node { op: Op::If(Box::new(test), Box::new(yes), Box::new(no)), ty, sensitivity })
    }

    pub(super) fn index(&mut self, expr: &IdedExpr, args: Vec<Node>) -> Checked {
        let Ok([list, index]) = <[Node; 2]>::try_from(args) else {
            return self.error(expr, "an index takes one number", None);
        };
        let (Type::List(item), true) = (list.ty.clone(), Type::Int.accepts(&index.ty)) else {
            let message = format!("an index needs a list and a whole number, these are {} and {}", list.ty, index.ty);
            return self.error(expr, message, None);
        };
        let sensitivity = list.sensitivity;
        Some(Node { op: Op::Index(Box::new(list), Box::new(index)), ty: (*item).clone(), sensitivity })
    }

    pub(super) fn default(&mut self, expr: &IdedExpr, args: Vec<Node>) -> Checked {
        let Ok([value, fallback]) = <[Node; 2]>::try_from(args) else {
            return self.error(expr, "default(value, otherwise) takes two parts", None);
        };
        if !value.ty.accepts(&fallback.ty) {
            let message = format!("both parts of default() have one type, these are {} and {}", value.ty, fallback.ty);
            return self.error(expr, message, None);
        }
        let (ty, sensitivity) = (value.ty.clone(), value.sensitivity.max(fallback.sensitivity));
        Some(Node { op: Op::Default(Box::new(value), Box::new(fallback)), ty, sensitivity })
    }

    pub(super) fn binary(&mut self, expr: &IdedExpr, binary: Binary, args: Vec<Node>) -> Checked {
        let Ok([left, right]) = <[Node; 2]>::try_from(args) else {
            return self.error(expr, "an operator takes two sides", None);
        };
        let number = |ty: &Type| matches!(ty, Type::Int | Type::Double | Type::Any);
        let ordered = |ty: &Type| number(ty) || matches!(ty, Type::Text | Type::Date);
        let same = left.ty.accepts(&right.ty) || right.ty.accepts(&left.ty);
        let (fits, ty) = match binary {
            Binary::Equal | Binary::NotEqual => (same, Type::Bool),
            Binary::In => (matches!(&right.ty, Type::List(item) if item.accepts(&left.ty)), Type::Bool),
            Binary::Add => {
                let joins = matches!(left.ty, Type::Text | Type::List(_)) || number(&left.ty);
                (same && joins, wider(&left.ty, &right.ty))
            }
            Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Modulo => {
                (number(&left.ty) && number(&right.ty), wider(&left.ty, &right.ty))
            }
            _ => (same && ordered(&left.ty), Type::Bool),
        };
        if !fits {
            let message = format!("`{}` does not join {} and {}", sign(binary), left.ty, right.ty);
            return self.error(expr, message, None);
        }
        Some(public(Op::Binary(binary, Box::new(left), Box::new(right)), ty))
    }
}

fn wider(left: &Type, right: &Type) -> Type {
    match (left, right) {
        (Type::Any, other) | (other, Type::Any) => other.clone(),
        (Type::Int, Type::Double) => Type::Double,
        (Type::List(a), Type::List(b)) => Type::list(wider(a, b)),
        _ => left.clone(),
    }
}

const BINARIES: [(&str, Binary, &str); 12] = [
    (operators::EQUALS, Binary::Equal, "=="),
    (operators::NOT_EQUALS, Binary::NotEqual, "!="),
    (operators::LESS, Binary::Less, "<"),
    (operators::LESS_EQUALS, Binary::LessOrEqual, "<="),
    (operators::GREATER, Binary::Greater, ">"),
    (operators::GREATER_EQUALS, Binary::GreaterOrEqual, ">="),
    (operators::ADD, Binary::Add, "+"),
    (operators::SUBSTRACT, Binary::Subtract, "-"),
    (operators::MULTIPLY, Binary::Multiply, "*"),
    (operators::DIVIDE, Binary::Divide, "/"),
    (operators::MODULO, Binary::Modulo, "%"),
    (operators::IN, Binary::In, "in"),
];

pub(super) fn binary_of(name: &str) -> Option<Binary> {
    BINARIES.iter().find(|(operator, ..)| *operator == name).map(|(_, binary, _)| *binary)
}

fn sign(binary: Binary) -> &'static str {
    BINARIES.iter().find(|(_, other, _)| *other == binary).map_or("?", |(.., sign)| sign)
}
