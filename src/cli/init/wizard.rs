//! Questions and answers on a terminal, each answer judged by the rules that `check` asks.

use std::path::Path;
use std::sync::Arc;

use inquire::validator::{ErrorMessage, Validation};
use inquire::{Confirm, InquireError, Select, Text};

use super::super::input::{self, Asked};
use super::super::options::Color;
use super::super::output;
use super::TEMPLATE;
use super::fill::{Answer, filled};
use super::question::{ALL, Kind, Question};
use crate::engine::{self, Input};
use crate::expr::Memo;
use crate::fact::schema::ROOT;
use crate::fact::{MAX_CHARACTERS, Moment, Origin, Type};
use crate::probe::Wishes;
use crate::report::{Shown, printable};
use crate::rule::{Pack, Rule, Severity};
use crate::source::Source;

/// The choice that leaves a field out.
const SKIP: &str = "(leave it out)";

/// Why there are no answers.
pub enum Stopped {
    /// Esc or Ctrl-C.
    ByUser,
    /// The terminal does not do.
    Broken(String),
}

/// What answers are judged by: the rules over what is typed.
pub struct Judge<'a> {
    pack: &'a Pack,
    rules: Vec<&'a Rule>,
    now: Moment,
}

impl<'a> Judge<'a> {
    /// With the rules of a pack that look at neither files nor the network.
    pub fn new(pack: &'a Pack, now: Moment) -> Self {
        let seen = [Origin::File, Origin::Image, Origin::Network];
        let typed = |rule: &&Rule| !engine::origins(pack, &[rule]).iter().any(|origin| seen.contains(origin));
        Self { pack, rules: pack.rules.iter().filter(typed).collect(), now }
    }

    /// What is wrong with a field, in words, the gravest first; advice is for the report.
    pub fn findings(&self, answers: &[Answer], path: &str) -> Vec<(String, Severity)> {
        let text = filled(TEMPLATE, answers);
        let file = Path::new("application.toml");
        let Ok(application) = input::parse(Arc::new(Source::new("application.toml", text)), file) else {
            return Vec::new();
        };
        let asked = Asked { online: false, password: None, wishes: Wishes::default() };
        let facts = input::gather(&application, self.pack, &self.rules, &asked, self.now.date());
        let memo = Memo::default();
        let input = Input { pack: self.pack, facts: &facts, now: self.now, online: false, memo: &memo };
        let mut findings = engine::judge(&input, &self.rules).findings;
        findings.retain(|finding| {
            finding.severity > Severity::Advice && finding.field.as_deref().map(first_entry) == Some(path.to_owned())
        });
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let mut shown = Shown::new(true);
        let mut words = |finding: &crate::report::Finding| {
            let fix = finding.fix.as_ref().map(|fix| match &fix.value {
                Some(value) => format!(" -> type {}", value.expose()),
                None => format!(" -> {}", shown.sentence(&fix.text)),
            });
            let message = Shown::new(true).sentence(&finding.message);
            let text = format!("{}: {path}: {message}{}", finding.severity.name(), fix.unwrap_or_default());
            (printable(&text), finding.severity)
        };
        findings.iter().map(&mut words).collect()
    }
}

/// `documents.file` of `documents[0].file`.
fn first_entry(field: &str) -> String {
    field.replace("[0]", "")
}

/// Asks everything that applies.
pub fn ask(judge: &Judge<'_>) -> Result<Vec<Answer>, Stopped> {
    let mut answers: Vec<Answer> = Vec::new();
    tell(
        "Enter leaves a question out, Esc stops and writes nothing. The password and the card's number are never asked for.",
    );
    for question in ALL {
        if !question.applies(&answers) {
            continue;
        }
        let answer = match question.kind {
            Kind::Text => text(judge, question, &answers),
            Kind::Choice => choice(question),
            Kind::Flag => Confirm::new(question.asks)
                .with_help_message(question.help)
                .prompt_skippable()
                .map(|flag| flag.map(|flag| flag.to_string())),
        };
        let value = match answer {
            Ok(Some(value)) => value,
            // A flag that is skipped with Esc is left out, as a text is with Enter.
            Ok(None) if question.kind == Kind::Flag => continue,
            Ok(None) => return Err(Stopped::ByUser),
            Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => return Err(Stopped::ByUser),
            Err(error) => return Err(Stopped::Broken(error.to_string())),
        };
        if value.trim().is_empty() || value == SKIP {
            continue;
        }
        answers.push(Answer { path: question.path.to_owned(), value });
        for (line, _) in judge.findings(&answers, question.path) {
            tell(&line);
        }
    }
    // The picture shows the kind of document that was chosen.
    let kind = answers.iter().find(|answer| answer.path == "identity.document_kind").map(|answer| answer.value.clone());
    if let Some(kind) = kind.filter(|_| answers.iter().any(|answer| answer.path.starts_with("documents."))) {
        answers.push(Answer { path: "documents.kind".to_owned(), value: kind });
    }
    Ok(answers)
}

/// Asks again as long as the rules say that the portal would refuse it; warnings are told and taken.
fn text(judge: &Judge<'_>, question: &Question, answers: &[Answer]) -> Result<Option<String>, InquireError> {
    let mut tried: Option<String> = None;
    loop {
        let mut prompt = Text::new(question.asks).with_help_message(question.help);
        if let Some(tried) = &tried {
            prompt = prompt.with_initial_value(tried);
        }
        let value = prompt
            .with_validator(|value: &str| {
                let long = value.chars().count() > MAX_CHARACTERS;
                Ok(if long {
                    Validation::Invalid(ErrorMessage::Custom("this is too long".to_owned()))
                } else {
                    Validation::Valid
                })
            })
            .prompt_skippable()?;
        let Some(value) = value else { return Ok(None) };
        if value.trim().is_empty() {
            return Ok(Some(String::new()));
        }
        let mut all = answers.to_vec();
        all.push(Answer { path: question.path.to_owned(), value: value.clone() });
        let findings = judge.findings(&all, question.path);
        let refused: Vec<&String> =
            findings.iter().filter(|(_, severity)| *severity == Severity::Error).map(|(line, _)| line).collect();
        // Whoever insists knows better.
        if refused.is_empty() || tried.as_ref() == Some(&value) {
            return Ok(Some(value));
        }
        for line in refused {
            tell(line);
        }
        tell("Mend it, or press Enter again to keep it as it is.");
        tried = Some(value);
    }
}

fn choice(question: &Question) -> Result<Option<String>, InquireError> {
    let mut words: Vec<&str> = words(question.path).to_vec();
    words.push(SKIP);
    let select = Select::new(question.asks, words);
    let select = if question.help.is_empty() { select } else { select.with_help_message(question.help) };
    Ok(select.prompt_skippable()?.map(str::to_owned))
}

/// The words that a field may hold.
fn words(path: &str) -> &'static [&'static str] {
    let found = path.split_once('.').and_then(|(section, key)| match &ROOT.field(section)?.ty {
        Type::Record(shape) => Some(shape.field(key)?.words),
        _ => None,
    });
    found.unwrap_or(&[])
}

fn tell(line: &str) {
    output::note(&output::style(Color::Never).wrap(line, 0));
}
