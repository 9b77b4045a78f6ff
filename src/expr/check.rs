//! From the parsed form to the checked one: names resolved, types held against each other, mistakes with a place and a suggestion.

mod operator;

use std::collections::BTreeSet;

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, SelectExpr, SourceInfo, operators};

use super::functions::find as find_function;
use super::tree::{Fold, Node, Op};
use super::vocabulary::Unknown;
use super::{ExprError, Expression, FORMS, FUNCTIONS, Names};
use crate::fact::{Field, Origin, Sensitivity, Shape, Type, Value, nearest};
use crate::source::Span;

/// Marks a node whose mistake was already reported, so that nothing is reported twice.
type Checked = Option<Node>;

/// Checks a parsed condition.
pub fn lower(parsed: &IdedExpr, places: Option<&SourceInfo>, names: &Names) -> Result<Expression, Vec<ExprError>> {
    let mut checker =
        Checker { places, names, errors: Vec::new(), locals: Vec::new(), slots: 0, origins: BTreeSet::new() };
    match checker.node(parsed) {
        Some(root) if checker.errors.is_empty() => {
            Ok(Expression { root, locals: checker.slots, origins: checker.origins })
        }
        _ => Err(checker.errors),
    }
}

struct Checker<'a> {
    places: Option<&'a SourceInfo>,
    names: &'a Names,
    errors: Vec<ExprError>,
    locals: Vec<(String, Type, usize)>,
    slots: usize,
    origins: BTreeSet<Origin>,
}

impl Checker<'_> {
    fn span(&self, expr: &IdedExpr) -> Option<Span> {
        let source = self.places?;
        let (start, end) = source.offset_for(expr.id)?;
        let (start, end) = (start as usize, end as usize);
        // The parser gives the last byte of a token, and for calls and selections the bracket or the dot: the name says more.
        let text = source.source.as_str();
        match &expr.expr {
            Expr::Select(select) => {
                let at = text.get(start..)?.find(select.field.as_str())? + start;
                Some(Span::new(at, at + select.field.len()))
            }
            Expr::Call(call) if call.func_name.starts_with(|c: char| c.is_alphabetic()) => {
                let from = text.get(..start.saturating_add(1))?.rfind(call.func_name.as_str());
                let at = from.or_else(|| text.find(call.func_name.as_str()))?;
                Some(Span::new(at, at + call.func_name.len()))
            }
            Expr::Ident(name) => Some(Span::new(start, start + name.len())),
            _ => Some(Span::new(start, end.max(start) + usize::from(end >= start))),
        }
    }

    fn error<T>(&mut self, expr: &IdedExpr, message: impl Into<String>, help: Option<String>) -> Option<T> {
        let span = self.span(expr);
        self.errors.push(ExprError::new(span, message).help(help));
        None
    }

    fn node(&mut self, expr: &IdedExpr) -> Checked {
        match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::Ident(name) => self.ident(expr, name),
            Expr::Select(select) => self.select(expr, select),
            Expr::Call(call) => self.call(expr, call),
            Expr::List(list) => {
                let items: Vec<Checked> = list.elements.iter().map(|item| self.node(item)).collect();
                let items: Vec<Node> = items.into_iter().collect::<Option<_>>()?;
                let item = items.first().map_or(Type::Any, |item| item.ty.clone());
                if let Some(other) = items.iter().find(|other| !item.accepts(&other.ty)) {
                    let message = format!("a list holds one type: {item} and {} stand here", other.ty);
                    return self.error(expr, message, None);
                }
                Some(public(Op::List(items), Type::list(item)))
            }
            Expr::Comprehension(comprehension) => self.comprehension(expr, comprehension),
            Expr::Map(_) | Expr::Struct(_) => self.error(expr, "maps are not used in conditions", None),
            Expr::Unspecified => self.error(expr, "an expression is missing here", None),
        }
    }

    fn literal(&mut self, expr: &IdedExpr, literal: &LiteralValue) -> Checked {
        let (value, ty) = match literal {
            LiteralValue::Boolean(value) => (Value::Bool(*value.inner()), Type::Bool),
            LiteralValue::Int(value) => (Value::Int(*value.inner()), Type::Int),
            LiteralValue::UInt(value) => (Value::Int(i64::try_from(*value.inner()).unwrap_or(i64::MAX)), Type::Int),
            LiteralValue::Double(value) => (Value::Double(*value.inner()), Type::Double),
            LiteralValue::String(value) => (Value::text(value.inner()), Type::Text),
            LiteralValue::Null | LiteralValue::Bytes(_) => {
                return self.error(expr, "null and bytes are not used; ask has(a.b) whether something is given", None);
            }
        };
        Some(public(Op::Literal(value), ty))
    }

    fn ident(&mut self, expr: &IdedExpr, name: &str) -> Checked {
        if let Some((_, ty, slot)) = self.locals.iter().rev().find(|(local, ..)| local == name) {
            return Some(public(Op::Local(*slot), ty.clone()));
        }
        if name == "it" {
            return match &self.names.it {
                Some(ty) => Some(public(Op::It, ty.clone())),
                None => self.error(expr, "`it` is bound by `each`, and this rule has none", None),
            };
        }
        let names = self.names;
        if let Some(index) = names.facts.index(name) {
            let field = names.facts.fields.get(index)?;
            self.origins.insert(field.origin);
            return Some(of_field(Op::Fact(index), field));
        }
        if let Some(index) = names.pack.index(name) {
            return Some(of_field(Op::Pack(index), names.pack.fields.get(index)?));
        }
        let known = names.facts.fields.iter().chain(&names.pack.fields).map(|field| &*field.name);
        let help = nearest(name, known.chain(self.locals.iter().map(|(local, ..)| local.as_str())))
            .map(|near| format!("did you mean `{near}`?"));
        self.error(expr, format!("there is no fact `{name}`"), help)
    }

    fn select(&mut self, expr: &IdedExpr, select: &SelectExpr) -> Checked {
        let operand = self.node(&select.operand)?;
        let Type::Record(shape) = operand.ty.clone() else {
            let message = format!("`.{}` needs a record before it, this is {}", select.field, operand.ty);
            return self.error(expr, message, None);
        };
        let Some(index) = shape.index(&select.field) else {
            return self.unknown_field(expr, &shape, &select.field);
        };
        let field = shape.fields.get(index)?;
        self.origins.insert(field.origin);
        if select.test {
            return Some(public(Op::Has(Box::new(operand), index), Type::Bool));
        }
        Some(of_field(Op::Field(Box::new(operand), index), field))
    }

    fn unknown_field(&mut self, expr: &IdedExpr, shape: &Shape, name: &str) -> Checked {
        let known = || shape.fields.iter().map(|field| &*field.name);
        let help = match nearest(name, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of: {}", known().collect::<Vec<_>>().join(", ")),
        };
        self.error(expr, format!("`{}` has no field `{name}`", shape.name), Some(help))
    }

    fn call(&mut self, expr: &IdedExpr, call: &CallExpr) -> Checked {
        let name = call.func_name.as_str();
        let is_operator = !name.starts_with(|c: char| c.is_alphabetic());
        // Before the arguments: those of a misspelt `exists` hold a variable that nobody else knows.
        if !is_operator && name != "default" && find_function(name).is_none() {
            return self.unknown_function(expr, name);
        }
        let written: Vec<&IdedExpr> = call.target.iter().map(|target| &**target).chain(&call.args).collect();
        let args: Vec<Checked> = written.iter().map(|arg| self.node(arg)).collect();
        let args: Vec<Node> = args.into_iter().collect::<Option<_>>()?;
        if let Some(binary) = operator::binary_of(&call.func_name) {
            return self.binary(expr, binary, args);
        }
        match (call.func_name.as_str(), args.len()) {
            (operators::LOGICAL_AND | operators::LOGICAL_OR, _) => self.logical(expr, &call.func_name, args),
            // Only the expansions of all() and exists() hold this call; its argument decides whether the loop goes on.
            (operators::NOT_STRICTLY_FALSE, 1) => args.into_iter().next(),
            (operators::LOGICAL_NOT, 1) => {
                let [arg] = self.expect_types(expr, "!", args, [Type::Bool])?;
                Some(public(Op::Not(Box::new(arg)), Type::Bool))
            }
            (operators::NEGATE, 1) => {
                let arg = args.into_iter().next()?;
                if !matches!(arg.ty, Type::Int | Type::Double) {
                    return self.error(expr, format!("`-` needs a number, this is {}", arg.ty), None);
                }
                let ty = arg.ty.clone();
                Some(public(Op::Negate(Box::new(arg)), ty))
            }
            (operators::CONDITIONAL, 3) => self.conditional(expr, args),
            (operators::INDEX, 2) => self.index(expr, args),
            ("default", 2) => self.default(expr, args),
            (name, _) => self.function(expr, name, &written, args),
        }
    }

    fn unknown_function(&mut self, expr: &IdedExpr, name: &str) -> Checked {
        let known = FUNCTIONS.iter().map(|function| function.name);
        let forms = FORMS.iter().map(|form| form.name);
        let help = nearest(name, known.chain(forms)).map(|near| format!("did you mean `{near}`?"));
        self.error(expr, format!("there is no function `{name}`"), help)
    }

    fn function(&mut self, expr: &IdedExpr, name: &str, written: &[&IdedExpr], args: Vec<Node>) -> Checked {
        let Some(function) = find_function(name) else {
            return self.unknown_function(expr, name);
        };
        if function.params.len() != args.len() {
            let message = format!("`{name}` takes {} arguments, this call has {}", function.params.len(), args.len());
            return self.error(expr, message, Some(function.signature()));
        }
        for ((param, kind), arg) in function.params.iter().zip(&args) {
            if !kind.ty().accepts(&arg.ty) {
                let message = format!("`{param}` of `{name}` is {}, this is {}", kind.ty(), arg.ty);
                return self.error(expr, message, Some(function.signature()));
            }
        }
        let words = function.params.iter().zip(written).filter_map(|((_, kind), arg)| Some((kind.vocabulary()?, *arg)));
        let unknown: Vec<Unknown> = words.flat_map(|(vocabulary, arg)| vocabulary.unknown(arg)).collect();
        let known = unknown.is_empty();
        for Unknown { at, message, help } in unknown {
            self.error::<Node>(at, message, Some(help));
        }
        if !known {
            return None;
        }
        self.origins.extend(function.reads);
        let sensitivity = args.iter().map(|arg| arg.sensitivity).max().unwrap_or(Sensitivity::Public);
        Some(Node { op: Op::Call(function, args), ty: function.result.ty(), sensitivity })
    }

    fn expect_types<const N: usize>(
        &mut self,
        expr: &IdedExpr,
        sign: &str,
        args: Vec<Node>,
        types: [Type; N],
    ) -> Option<[Node; N]> {
        if let Some((wanted, arg)) = types.iter().zip(&args).find(|(wanted, arg)| !wanted.accepts(&arg.ty)) {
            return self.error(expr, format!("`{sign}` needs {wanted}, this is {}", arg.ty), None);
        }
        args.try_into().ok()
    }

    fn comprehension(&mut self, expr: &IdedExpr, loop_: &ComprehensionExpr) -> Checked {
        let range = self.node(&loop_.iter_range)?;
        let item_ty = match &range.ty {
            Type::List(item) => (**item).clone(),
            Type::Any => Type::Any,
            other => {
                let message = format!("a list is walked over, this is {other}");
                return self.error(&loop_.iter_range, message, None);
            }
        };
        if loop_.iter_var2.is_some() {
            return self.error(expr, "loops have one variable", None);
        }
        let init = self.node(&loop_.accu_init)?;
        let (item, accumulator) = (self.slots, self.slots + 1);
        self.slots += 2;
        let depth = self.locals.len();
        self.locals.push((loop_.iter_var.clone(), item_ty, item));
        self.locals.push((loop_.accu_var.clone(), init.ty.clone(), accumulator));
        let condition = self.node(&loop_.loop_cond);
        let step = self.node(&loop_.loop_step);
        // The step knows more about the items of a list that begins empty.
        if let (Some(step), Some(local)) = (&step, self.locals.last_mut()) {
            local.1 = step.ty.clone();
        }
        let result = self.node(&loop_.result);
        self.locals.truncate(depth);
        let (condition, step, result) = (condition?, step?, result?);
        let ty = result.ty.clone();
        Some(public(Op::Fold(Box::new(Fold { range, item, accumulator, init, condition, step, result })), ty))
    }
}

fn public(op: Op, ty: Type) -> Node {
    Node { op, ty, sensitivity: Sensitivity::Public }
}

fn of_field(op: Op, field: &Field) -> Node {
    Node { op, ty: field.ty.clone(), sensitivity: field.sensitivity }
}
