//! What can only be checked once a whole pack is read: ids, severities against sources, every condition with its type.

mod problem;

use std::collections::HashMap;
use std::sync::Arc;

use super::condition::Condition;
use super::pack::Pack;
use super::template::Template;
use super::{At, Check, Rule, limit};
use crate::expr::Names;
use crate::fact::schema::{JUDGED, ROOT};
use crate::fact::{REGION, Sensitivity, Type, nearest};
use crate::source::{Fault, Source};

/// The type that `each` binds as `it`.
pub fn item_type(rule: &Rule, names: &Names) -> Option<Type> {
    let each = rule.each.as_ref()?;
    match each.expression(|| names.clone()).ok()?.ty() {
        Type::List(item) => Some((**item).clone()),
        _ => None,
    }
}

/// Checks everything of a pack that names something else.
pub fn check(pack: &Pack, all: &mut Vec<(Option<Arc<Source>>, Fault)>) {
    problem::check(pack, all);
    for (file, fault) in limit::check(&pack.limits) {
        all.push((pack.files.get(file).cloned(), fault));
    }
    circles(pack, all);
    all.extend(pack.portals.faults().into_iter().map(|message| (None, Fault { span: None, message, help: None })));
    let mut seen: HashMap<&str, &Rule> = HashMap::new();
    for rule in &pack.rules {
        let Some(source) = pack.files.get(rule.file) else { continue };
        let mut faults = Vec::new();
        if seen.insert(&rule.id, rule).is_some() {
            faults.push(Fault::at(rule.span, format!("there are two rules `{}`", rule.id)));
        }
        check_words(pack, rule, &mut faults);
        check_conditions(pack, rule, source, &mut faults);
        faults.sort_by_key(|fault| fault.span);
        faults.dedup();
        all.extend(faults.into_iter().map(|fault| (Some(Arc::clone(source)), fault)));
    }
}

/// Rules that need each other, so that neither can come first.
fn circles(pack: &Pack, all: &mut Vec<(Option<Arc<Source>>, Fault)>) {
    for rule in &pack.rules {
        let mut reached: Vec<&str> = Vec::new();
        let mut open: Vec<&str> = rule.needs.iter().map(String::as_str).collect();
        while let Some(id) = open.pop() {
            if !reached.contains(&id) {
                reached.push(id);
                open.extend(pack.rule(id).iter().flat_map(|rule| rule.needs.iter().map(String::as_str)));
            }
        }
        if reached.contains(&&*rule.id) {
            let message = format!("rule `{}` needs itself, by way of: {}", rule.id, reached.join(", "));
            let place = rule.needs.first().map_or(rule.span, |need| rule.place_of("needs", need));
            let help = "one of them must be asked first: take its `needs` out";
            all.push((pack.files.get(rule.file).cloned(), Fault::at(place, message).help(help)));
        }
    }
}

fn check_words(pack: &Pack, rule: &Rule, faults: &mut Vec<Fault>) {
    let mut known = |key: &str, word: &str, what: &str, names: Vec<&str>| {
        if names.contains(&word) {
            return;
        }
        let help = match nearest(word, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of: {}", names.join(", ")),
        };
        faults.push(Fault {
            span: Some(rule.place_of(key, word)),
            message: format!("rule `{}`: there is no {what} `{word}`", rule.id),
            help: Some(help),
        });
    };
    let problems = pack.problems.iter().map(|problem| &*problem.id).chain(["none"]).collect();
    known("problem", &rule.problem, "problem", problems);
    for id in &rule.guide {
        known("guide", id, "line of the guide", pack.guide.iter().map(|(id, _)| id.as_str()).collect());
    }
    for (key, ids) in [("needs", &rule.needs), ("explains", &rule.explains)] {
        for id in ids {
            known(key, id, "rule", pack.rules.iter().map(|rule| &*rule.id).collect());
        }
    }
    let worst = rule.source.confidence.worst();
    for severity in std::iter::once(&rule.severity).chain(rule.severities.values()) {
        if *severity > worst {
            faults.push(Fault::at(
                rule.place_of("severity", severity.name()),
                format!(
                    "rule `{}`: a source of confidence {} carries {} at most",
                    rule.id,
                    rule.source.confidence,
                    worst.name()
                ),
            ));
        }
    }
    if let Some(At::Path(path)) = &rule.at {
        check_path(rule, path, faults);
    }
}

/// A path that `at` names must be a declared fact.
fn check_path(rule: &Rule, path: &str, faults: &mut Vec<Fault>) {
    let mut shape = Arc::clone(&ROOT);
    for key in path.split('.') {
        let Some(field) = shape.field(key) else {
            let help = nearest(key, shape.fields.iter().map(|field| &*field.name))
                .map(|near| format!("did you mean `{near}`?"));
            faults.push(Fault {
                span: Some(rule.place_of("at", path)),
                message: format!("rule `{}`: `at` names no fact: `{path}`", rule.id),
                help,
            });
            return;
        };
        match &field.ty {
            Type::Record(inner) => shape = Arc::clone(inner),
            _ => return,
        }
    }
}

fn check_conditions(pack: &Pack, rule: &Rule, source: &Source, faults: &mut Vec<Fault>) {
    let outer = pack.names(None);
    let mut it = None;
    if let Some(each) = &rule.each {
        match each.check(&outer, source).map(|checked| checked.ty().clone()) {
            Ok(Type::List(item)) => it = Some((*item).clone()),
            Ok(other) => faults.push(Fault::at(each.span, format!("`each` must give a list, this is {other}"))),
            Err(more) => {
                // Without the type of `it` every other condition would be reported too.
                faults.extend(more);
                return;
            }
        }
    }
    let names = pack.names(it);
    let mut typed = |condition: &Condition, key: &str, wanted: Type| match condition.check(&names, source) {
        Ok(checked) if wanted.accepts(checked.ty()) => {}
        Ok(checked) => {
            let message = format!("`{key}` must give {wanted}, this is {}", checked.ty());
            faults.push(Fault::at(condition.span, message));
        }
        Err(more) => faults.extend(more),
    };
    match &rule.check {
        Check::Expect(expect, _) => typed(expect, "expect", Type::Bool),
        Check::Judge(judge) => typed(judge, "judge", Type::list(Type::Record(JUDGED.clone()))),
    }
    let optional = [
        (&rule.when, "when", Type::Bool),
        (&rule.mark, "mark", Type::list(Type::Int)),
        (&rule.region, "region", Type::Record(REGION.clone())),
    ];
    for (condition, key, wanted) in optional {
        if let Some(condition) = condition {
            typed(condition, key, wanted);
        }
    }
    if let Some(edit) = rule.fix.as_ref().and_then(|fix| fix.edit.as_ref()) {
        typed(edit, "edit", Type::Text);
    }
    for condition in rule.evidence.values().chain(rule.templates().flat_map(Template::conditions)) {
        typed(condition, "a placeholder", Type::Any);
    }
    for condition in rule.evidence.values() {
        if condition.check(&names, source).is_ok_and(|checked| checked.sensitivity() > Sensitivity::Public) {
            faults.push(Fault::at(
                condition.span,
                "evidence holds measured values only, this is one of the applicant's".to_owned(),
            ));
        }
    }
    if let (Some(At::It | At::ItField(_)), None) = (&rule.at, &rule.each) {
        faults.push(Fault::at(rule.span, format!("rule `{}`: `at` names `it`, and there is no `each`", rule.id)));
    }
}
