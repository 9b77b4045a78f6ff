//! What problems, words and codes name must be there: concepts, rules, lines of the guide, and each other.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::pack::Pack;
use super::super::template::Template;
use super::super::{Check, EvidenceRule, Problem};
use crate::diagnosis::Term;
use crate::fact::schema::STEPS;
use crate::fact::{Type, nearest};
use crate::source::{Fault, Source, Span};

/// Checks everything about problems.
pub fn check(pack: &Pack, all: &mut Vec<(Option<Arc<Source>>, Fault)>) {
    let concepts: Vec<&str> = pack.symptoms().concepts.iter().map(|concept| concept.id.as_str()).collect();
    let mut checker = Checker { pack, concepts, all };
    checker.ids();
    for problem in &pack.problems {
        checker.problem(problem);
    }
    checker.steps();
    checker.words();
    checker.codes();
}

struct Checker<'a, 'f> {
    pack: &'a Pack,
    concepts: Vec<&'a str>,
    all: &'f mut Vec<(Option<Arc<Source>>, Fault)>,
}

impl Checker<'_, '_> {
    fn fault(&mut self, file: usize, fault: Fault) {
        self.all.push((self.pack.files.get(file).cloned(), fault));
    }

    fn known(&mut self, file: usize, span: Span, word: &str, what: &str, names: &[&str]) {
        if names.contains(&word) {
            return;
        }
        let fault = Fault::at(span, format!("there is no {what} `{word}`"));
        let near = nearest(word, names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        self.fault(file, Fault { help: near, ..fault });
    }

    fn ids(&mut self) {
        let mut seen = BTreeSet::new();
        for problem in &self.pack.problems {
            if !seen.insert(&problem.id) {
                self.fault(problem.file, Fault::at(problem.span, format!("there are two problems `{}`", problem.id)));
            }
            if problem.title.contains('{') || problem.about.contains('{') {
                let message =
                    format!("problem `{}`: its title and what it is `about` have no placeholders", problem.id);
                self.fault(
                    problem.file,
                    Fault::at(problem.span, message).help("they stand in `fixes`, `avoid` and causes"),
                );
            }
        }
    }

    fn steps(&mut self) {
        let pack = self.pack;
        let lines: Vec<&str> = pack.guide.iter().map(|(id, _)| id.as_str()).collect();
        for step in &pack.steps {
            self.known(step.file, step.span, &step.id, "step of a journal", STEPS);
            if let Some(line) = step.takes.as_deref().filter(|_| !lines.is_empty()) {
                self.known(step.file, step.span, line, "line of the guide", &lines);
            }
        }
    }

    fn problem(&mut self, problem: &Problem) {
        let file = problem.file;
        let pack = self.pack;
        let lines: Vec<&str> = pack.guide.iter().map(|(id, _)| id.as_str()).collect();
        // A pack without a guide of its own names none.
        for id in problem.guide.iter().chain(&problem.takes).filter(|_| !lines.is_empty()) {
            self.known(file, problem.span, id, "line of the guide", &lines);
        }
        let concepts = self.concepts.clone();
        for wording in &problem.wordings {
            for id in wording.has.iter().chain(&wording.lacks) {
                self.known(file, wording.span, id, "concept", &concepts);
            }
        }
        let steps: Vec<&str> = pack.steps.iter().map(|step| step.id.as_str()).collect();
        for step in &problem.steps {
            self.known(file, problem.span, step, "step", &steps);
        }
        let causes = problem.causes.iter().flat_map(|cause| &cause.rules);
        for evidence in problem.signs.iter().chain(&problem.hints).chain(causes) {
            self.evidence(file, evidence);
        }
        let Some(source) = pack.files.get(file) else { return };
        let names = pack.names(None);
        let placeholders = problem.templates().flat_map(Template::conditions);
        let conditions = placeholders
            .map(|condition| (condition, Type::Any))
            .chain(problem.waits.iter().map(|wait| (wait, Type::Text)));
        for (condition, wanted) in conditions {
            match condition.check(&names, source) {
                Ok(checked) if wanted.accepts(checked.ty()) => {}
                Ok(checked) => {
                    let message = format!("a time is a text (RFC 3339), this is {}", checked.ty());
                    self.fault(file, Fault::at(condition.span, message));
                }
                Err(more) => more.into_iter().for_each(|fault| self.fault(file, fault)),
            }
        }
    }

    fn evidence(&mut self, file: usize, evidence: &EvidenceRule) {
        let pack = self.pack;
        if !evidence.names_a_rule() {
            let themes: Vec<&str> = pack.themes.iter().map(|theme| &*theme.id).collect();
            return self.known(file, evidence.span, evidence.part.as_deref().unwrap_or(""), "theme", &themes);
        }
        let rules: Vec<&str> = pack.rules.iter().map(|rule| &*rule.id).collect();
        self.known(file, evidence.span, &evidence.rule, "rule", &rules);
        let only = pack.rule(&evidence.rule).and_then(|rule| match &rule.check {
            Check::Expect(_, defect) => Some(&**defect),
            Check::Judge(_) => None,
        });
        if let (Some(only), Some(part)) = (only, &evidence.part) {
            self.known(file, evidence.span, part, "defect of this rule", &[only]);
        }
    }

    fn words(&mut self) {
        let pack = self.pack;
        let mut seen = BTreeSet::new();
        for concept in &pack.symptoms().concepts {
            if !seen.insert(&concept.id) {
                self.fault(concept.file, Fault::at(concept.span, format!("there are two concepts `{}`", concept.id)));
            }
            for (text, span) in concept.terms.iter().chain(&concept.but) {
                if let Err(message) = Term::parse(text) {
                    self.fault(concept.file, Fault::at(*span, message));
                }
            }
        }
        let file = pack.symptoms().concepts.first().map_or(0, |concept| concept.file);
        let concepts = self.concepts.clone();
        for id in pack.symptoms().elsewhere.iter().chain(&pack.symptoms().own) {
            self.known(file, Span::default(), id, "concept", &concepts);
        }
    }

    fn codes(&mut self) {
        let pack = self.pack;
        let problems: Vec<&str> = pack.problems.iter().map(|problem| &*problem.id).chain(["none"]).collect();
        let mut seen = BTreeSet::new();
        for code in &pack.symptoms().codes {
            self.known(code.file, code.span, &code.problem, "problem", &problems);
            if !seen.insert(code.code.to_lowercase()) {
                self.fault(code.file, Fault::at(code.span, format!("the code `{}` stands twice", code.code)));
            }
        }
    }
}
