//! One `[[rule]]` table as a [`Rule`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::condition::Condition;
use super::reader::Reader;
use super::template::Template;
use super::{At, Check, Citation, Confidence, Expected, Fix, Rule, RuleTest, Severity, table};
use crate::source::{Fault, Node, Span};

/// Reads a rule of the theme `theme` from file number `file`; nothing where a part that it cannot do without is missing.
pub fn rule(node: &Node, theme: &Arc<str>, file: usize, faults: &mut Vec<Fault>) -> Option<Rule> {
    let shown = node.get("id").and_then(Node::as_str).map_or("a rule".to_owned(), |id| format!("rule `{id}`"));
    let mut reader = Reader::named(node, &table::RULE, shown, faults);
    let span = reader.span();
    let id = reader.required("id").map(|(id, span)| {
        let kebab = !id.is_empty()
            && id
                .split('-')
                .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        if !kebab {
            reader.fault_with_help(
                span,
                "a rule's id is words in lower case with hyphens between them",
                "for example `full-width`",
            );
        }
        Arc::from(id)
    });
    let title = template(&mut reader, "title", true);
    let severity = severity(&mut reader, "severity");
    let severities = severities(&mut reader);
    let ignore = reader.texts("ignore");
    let problem = reader.required("problem").map(|(id, _)| Arc::from(id));
    let guide = reader.texts("guide");
    let each = condition(&mut reader, "each");
    let when = condition(&mut reader, "when");
    let at = reader.text("at").map(|(text, span)| (place(text), span));
    let expect = condition(&mut reader, "expect");
    let judge = condition(&mut reader, "judge");
    let defect = reader.text("defect").map(|(text, _)| Arc::from(text));
    let mark = condition(&mut reader, "mark");
    let region = condition(&mut reader, "region");
    let evidence = evidence(&mut reader);
    let needs = reader.texts("needs");
    let explains = reader.texts("explains");
    let why = template(&mut reader, "why", true);
    let fix = reader.node("fix").and_then(|node| fix(node, reader.faults()));
    let source = reader.node("source").and_then(|node| citation(node, reader.faults()));
    if source.is_none() && node.get("source").is_none() {
        reader.fault_with_help(
            span,
            "a rule names its source",
            "source = { url = \"…\", checked = 2026-11-22, confidence = \"A\" }",
        );
    }
    let tests = reader.tables("tests").iter().filter_map(|node| rule_test(node, reader.faults())).collect();
    let check = match (expect, judge, defect) {
        (Some(expect), None, Some(defect)) => Some(Check::Expect(expect, defect)),
        (None, Some(judge), None) => Some(Check::Judge(judge)),
        (Some(_), None, None) => {
            reader.fault(span, "a rule with `expect` names the `defect` that it finds");
            None
        }
        (None, Some(_), Some(_)) => {
            reader.fault(span, "a rule with `judge` has no `defect`: its function names them");
            None
        }
        _ => {
            reader.fault(span, "a rule has either `expect` or `judge`");
            None
        }
    };
    if matches!(check, Some(Check::Expect(..))) && at.is_none() {
        reader.fault_with_help(
            span,
            "a rule with `expect` says `at` which place it points",
            "at = \"identity.expiry_date\", or at = \"it\" with `each`",
        );
    }
    reader.finish();
    // `at` with a pattern binds every match in turn.
    let (each, at) = match (each, at) {
        (None, Some((At::Path(path), span))) if path.contains("[*]") => match pattern(&path) {
            Some(each) => (Some(Condition::new(&each, span)), Some(At::It)),
            None => (None, Some(At::Path(path))),
        },
        (each, at) => (each, at.map(|(at, _)| at)),
    };
    Some(Rule {
        id: id?,
        theme: Arc::clone(theme),
        title: title?,
        severity: severity?,
        severities,
        ignore,
        problem: problem?,
        guide,
        each,
        when,
        at,
        check: check?,
        mark,
        region,
        evidence,
        needs,
        explains,
        why: why?,
        fix,
        source: source?,
        tests,
        span,
        names: names(node),
        file,
    })
}

/// The words that must be known elsewhere, with their places.
fn names(node: &Node) -> Vec<(&'static str, String, Span)> {
    let mut found = Vec::new();
    for key in ["guide", "needs", "explains", "problem", "severity", "at", "ignore", "source"] {
        let Some(value) = node.get(key) else { continue };
        let single = std::slice::from_ref(value);
        let items = if value.items().is_empty() { single } else { value.items() };
        // An inner table has no word; its place is what matters.
        found.extend(items.iter().map(|item| (key, item.as_str().unwrap_or_default().to_owned(), item.span)));
    }
    for entry in node.get("severities").map_or(&[][..], Node::entries) {
        found.extend(entry.value.as_str().map(|word| ("severity", word.to_owned(), entry.value.span)));
        found.push(("severities", entry.key.clone(), entry.key_span));
    }
    found
}

/// `forms[*].surname` as the expression that lists its matches.
fn pattern(path: &str) -> Option<String> {
    let (section, key) = path.split_once("[*].")?;
    Some(format!("fields_in(['{section}'], ['{key}'])"))
}

fn place(text: &str) -> At {
    match text.strip_prefix("it.") {
        _ if text == "it" => At::It,
        Some(field) => At::ItField(field.into()),
        None => At::Path(text.into()),
    }
}

fn condition(reader: &mut Reader<'_, '_>, key: &'static str) -> Option<Condition> {
    reader.text(key).map(|(text, span)| Condition::new(text, span))
}

fn template(reader: &mut Reader<'_, '_>, key: &'static str, needed: bool) -> Option<Template> {
    let (text, span) = if needed { reader.required(key)? } else { reader.text(key)? };
    match Template::parse(text, span) {
        Ok(template) => Some(template),
        Err(message) => {
            reader.fault(span, message);
            None
        }
    }
}

fn severity(reader: &mut Reader<'_, '_>, key: &'static str) -> Option<Severity> {
    let (word, span) = reader.required(key)?;
    let severity = Severity::parse(word);
    if severity.is_none() {
        reader.fault_with_help(span, format!("there is no severity `{word}`"), "one of: error, warning, advice");
    }
    severity
}

fn severities(reader: &mut Reader<'_, '_>) -> BTreeMap<String, Severity> {
    let mut found = BTreeMap::new();
    for entry in reader.node("severities").map_or(&[][..], Node::entries) {
        match entry.value.as_str().and_then(Severity::parse) {
            Some(severity) => {
                found.insert(entry.key.clone(), severity);
            }
            None => reader.fault_with_help(entry.value.span, "this is no severity", "one of: error, warning, advice"),
        }
    }
    found
}

fn evidence(reader: &mut Reader<'_, '_>) -> BTreeMap<String, Condition> {
    let mut found = BTreeMap::new();
    for entry in reader.node("evidence").map_or(&[][..], Node::entries) {
        match entry.value.as_str() {
            Some(text) => {
                found.insert(entry.key.clone(), Condition::new(text, entry.value.span));
            }
            None => reader.fault(entry.value.span, "evidence is an expression in quotes: it says what is measured"),
        }
    }
    found
}

fn fix(node: &Node, faults: &mut Vec<Fault>) -> Option<Fix> {
    let mut reader = Reader::new(node, &table::FIX, faults);
    let text = template(&mut reader, "text", true);
    let edit = condition(&mut reader, "edit");
    let safe = reader.flag("safe");
    reader.finish();
    Some(Fix { text: text?, edit, safe })
}

pub(super) fn citation(node: &Node, faults: &mut Vec<Fault>) -> Option<Citation> {
    let mut reader = Reader::new(node, &table::SOURCE, faults);
    let citation = source_of(&mut reader, "url");
    reader.finish();
    citation
}

/// Page, day and confidence of a source, in the table that is being read; the page stands under `key`.
pub(super) fn source_of(reader: &mut Reader<'_, '_>, key: &'static str) -> Option<Citation> {
    let url = reader.required(key).map(|(url, _)| url.to_owned());
    let checked = reader.required("checked").map(|_| ()).and_then(|()| reader.date("checked"));
    let letter = reader.required("confidence");
    let confidence = letter.and_then(|(letter, span)| {
        let known = [Confidence::A, Confidence::B, Confidence::C, Confidence::P];
        let found = known.into_iter().find(|confidence| confidence.name() == letter);
        if found.is_none() {
            reader.fault_with_help(span, format!("there is no confidence `{letter}`"), "one of: A, B, C, P");
        }
        found
    });
    Some(Citation { url: url?, checked: checked?.to_string(), confidence: confidence? })
}

fn rule_test(node: &Node, faults: &mut Vec<Fault>) -> Option<RuleTest> {
    let mut reader = Reader::new(node, &table::TEST, faults);
    let span = reader.span();
    let outcomes =
        [("pass", Expected::Pass), ("fail", Expected::Fail), ("skip", Expected::Skip), ("unsure", Expected::Unsure)];
    let mut given = Vec::new();
    for (key, expected) in outcomes {
        given.extend(reader.node(key).map(|facts| (expected, facts.clone())));
    }
    let today = reader.text("today").map(|(date, _)| date.to_owned());
    let defects = reader.node("defects").is_some().then(|| reader.texts("defects"));
    let at = reader.text("at").map(|(path, _)| path.to_owned());
    let mark = reader.positions("mark");
    let fix = reader.text("fix").map(|(text, _)| text.to_owned());
    reader.text("name");
    if given.len() != 1 {
        reader.fault_with_help(
            span,
            "a test has one of pass, fail, skip, unsure",
            "fail = { identity = { surname = \"ＫＩＭ\" } }",
        );
    }
    reader.finish();
    let (expected, facts) = given.into_iter().next()?;
    Some(RuleTest { expected, facts, today, defects, at, mark, fix, span })
}
