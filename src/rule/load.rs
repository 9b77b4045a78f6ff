//! From rule files to a pack, with every mistake found in one go.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Deserialize;

use super::condition::Condition;
use super::pack::{NetworkPlan, Pack, PackError, Theme};
use super::reader::Reader;
use super::template::Template;
use super::{At, Check, Citation, Confidence, Expected, Fix, Problem, Rule, RuleTest, Severity, data};
use crate::expr::Names;
use crate::fact::schema::{JUDGED, ROOT};
use crate::fact::{REGION, Sensitivity, Type, Value, nearest};
use crate::source::{Fault, Node, Source};
use crate::text::portal::Portals;

/// Parts of a pack that a module of their own reads.
#[derive(Default, Deserialize)]
struct Foreign {
    portals: Option<Portals>,
    network: Option<NetworkPlan>,
}

/// What is known of a pack while its files are read.
#[derive(Default)]
struct Draft {
    id: String,
    version: String,
    title: String,
    themes: Vec<Theme>,
    rules: Vec<Rule>,
    problems: Vec<Problem>,
    guide: Vec<(String, String)>,
    limits: Vec<(String, Value, String)>,
    data: Vec<crate::source::Entry>,
    portals: Option<Portals>,
    network: Option<NetworkPlan>,
}

/// Loads a pack. With `exact`, every condition is checked with its place.
pub fn load(files: Vec<Source>, exact: bool) -> Result<Pack, PackError> {
    let files: Vec<Arc<Source>> = files.into_iter().map(Arc::new).collect();
    let mut all: Vec<(Option<Arc<Source>>, Fault)> = Vec::new();
    let mut draft = Draft::default();
    for (index, source) in files.iter().enumerate() {
        let mut faults = read_file(source, index, &mut draft);
        faults.sort_by_key(|fault| fault.span);
        all.extend(faults.into_iter().map(|fault| (Some(Arc::clone(source)), fault)));
    }
    let mut faults = Vec::new();
    let pack = Pack {
        data: data::root(&draft.limits, &draft.data, &mut faults),
        id: draft.id,
        version: draft.version,
        title: draft.title,
        themes: draft.themes,
        rules: draft.rules,
        problems: draft.problems,
        guide: draft.guide,
        portals: draft.portals.unwrap_or_default(),
        network: draft.network.unwrap_or_default(),
        files,
    };
    if pack.id.is_empty() {
        faults.push(Fault {
            span: None,
            message: "no file of this folder has a [pack] section with an `id`".to_owned(),
            help: Some("write id, version and title under [pack] in pack.toml".to_owned()),
        });
    }
    all.extend(faults.into_iter().map(|fault| (None, fault)));
    if exact || !all.is_empty() {
        check(&pack, &mut all);
    }
    if all.is_empty() { Ok(pack) } else { Err(PackError { faults: all }) }
}

fn read_file(source: &Arc<Source>, index: usize, draft: &mut Draft) -> Vec<Fault> {
    let (root, mut faults) = source.parse();
    let theme: Arc<str> = file_stem(&source.name).into();
    let mut reader = Reader::new(&root, "a rule file", &mut faults);
    let title = reader.text("title").map_or_else(|| theme.to_string(), |(title, _)| title.to_owned());
    let head = reader.node("pack");
    let limits = reader.tables("limit");
    let problems = reader.tables("problem");
    let guide = reader.tables("guide");
    let rules = reader.tables("rule");
    let data = reader.node("data");
    let foreign = reader.node("portals").is_some() | reader.node("network").is_some();
    reader.finish();
    if let Some(head) = head {
        let mut reader = Reader::new(head, "[pack]", &mut faults);
        draft.id = reader.required("id").map_or("", |(text, _)| text).to_owned();
        draft.version = reader.required("version").map_or("", |(text, _)| text).to_owned();
        draft.title = reader.required("title").map_or("", |(text, _)| text).to_owned();
        reader.flag("default");
        reader.finish();
    }
    draft.limits.extend(limits.iter().filter_map(|node| data::limit(node, &mut faults)));
    draft.problems.extend(problems.iter().filter_map(|node| problem(node, &mut faults)));
    draft.guide.extend(guide.iter().filter_map(|node| guide_line(node, &mut faults)));
    draft.data.extend(data.iter().flat_map(|node| node.entries().iter().cloned()));
    if foreign {
        match toml::from_str::<Foreign>(&source.text) {
            Ok(foreign) => {
                draft.portals = foreign.portals.or(draft.portals.take());
                draft.network = foreign.network.or(draft.network.take());
            }
            Err(error) => faults.push(Fault::at(error.span().unwrap_or(0..0).into(), error.message().to_owned())),
        }
    }
    let before = draft.rules.len();
    draft.rules.extend(rules.iter().filter_map(|node| rule(node, &theme, index, &mut faults)));
    if draft.rules.len() > before {
        draft.themes.push(Theme { id: theme, title });
    }
    faults
}

fn file_stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

fn problem(node: &Node, faults: &mut Vec<Fault>) -> Option<Problem> {
    let mut reader = Reader::new(node, "a problem", faults);
    let id = reader.required("id").map(|(id, _)| id.into());
    let title = reader.required("title").map(|(title, _)| title.to_owned());
    let guide = reader.texts("guide");
    reader.finish();
    Some(Problem { id: id?, title: title?, guide })
}

fn guide_line(node: &Node, faults: &mut Vec<Fault>) -> Option<(String, String)> {
    let mut reader = Reader::new(node, "a line of the guide", faults);
    let id = reader.required("id").map(|(id, _)| id.to_owned());
    let says = reader.required("says").map(|(says, _)| says.to_owned());
    reader.finish();
    Some((id?, says?))
}

fn rule(node: &Node, theme: &Arc<str>, file: usize, faults: &mut Vec<Fault>) -> Option<Rule> {
    let shown = node.get("id").and_then(Node::as_str).map_or("a rule".to_owned(), |id| format!("rule `{id}`"));
    let mut reader = Reader::new(node, shown, faults);
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
        why: why?,
        fix,
        source: source?,
        tests,
        span,
        file,
    })
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
    let entries = reader.node("evidence").map_or(&[][..], Node::entries);
    let text = |entry: &crate::source::Entry| {
        Some((entry.key.clone(), Condition::new(entry.value.as_str()?, entry.value.span)))
    };
    entries.iter().filter_map(text).collect()
}

fn fix(node: &Node, faults: &mut Vec<Fault>) -> Option<Fix> {
    let mut reader = Reader::new(node, "a fix", faults);
    let text = template(&mut reader, "text", true);
    let edit = condition(&mut reader, "edit");
    let safe = reader.flag("safe");
    reader.finish();
    Some(Fix { text: text?, edit, safe })
}

fn citation(node: &Node, faults: &mut Vec<Fault>) -> Option<Citation> {
    let mut reader = Reader::new(node, "a source", faults);
    let url = reader.required("url").map(|(url, _)| url.to_owned());
    let checked = reader.required("checked").map(|(date, span)| (date.to_owned(), span));
    if let Some((date, span)) = &checked
        && date.parse::<jiff::civil::Date>().is_err()
    {
        reader.fault_with_help(*span, format!("`{date}` is no date"), "write it as 2026-11-22");
    }
    let letter = reader.required("confidence");
    let confidence = letter.and_then(|(letter, span)| {
        let known = [Confidence::A, Confidence::B, Confidence::C, Confidence::P];
        let found = known.into_iter().find(|confidence| confidence.name() == letter);
        if found.is_none() {
            reader.fault_with_help(span, format!("there is no confidence `{letter}`"), "one of: A, B, C, P");
        }
        found
    });
    reader.finish();
    Some(Citation { url: url?, checked: checked?.0, confidence: confidence? })
}

fn rule_test(node: &Node, faults: &mut Vec<Fault>) -> Option<RuleTest> {
    let mut reader = Reader::new(node, "a test", faults);
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

/// The type that `each` binds as `it`.
pub fn item_type(rule: &Rule, names: &Names) -> Option<Type> {
    let each = rule.each.as_ref()?;
    match each.expression(names).ok()?.ty() {
        Type::List(item) => Some((**item).clone()),
        _ => None,
    }
}

/// Checks what can only be checked once everything is read.
fn check(pack: &Pack, all: &mut Vec<(Option<Arc<Source>>, Fault)>) {
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

fn check_words(pack: &Pack, rule: &Rule, faults: &mut Vec<Fault>) {
    let mut known = |word: &str, what: &str, names: Vec<&str>| {
        if names.contains(&word) {
            return;
        }
        let help = nearest(word, names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        faults.push(Fault {
            span: Some(rule.span),
            message: format!("rule `{}`: there is no {what} `{word}`", rule.id),
            help,
        });
    };
    let problems = pack.problems.iter().map(|problem| &*problem.id).chain(["none"]).collect();
    known(&rule.problem, "problem", problems);
    for id in &rule.guide {
        known(id, "line of the guide", pack.guide.iter().map(|(id, _)| id.as_str()).collect());
    }
    for id in &rule.needs {
        known(id, "rule", pack.rules.iter().map(|rule| &*rule.id).collect());
    }
    let worst = rule.source.confidence.worst();
    for severity in std::iter::once(&rule.severity).chain(rule.severities.values()) {
        if *severity > worst {
            faults.push(Fault::at(
                rule.span,
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
                span: Some(rule.span),
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

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "[pack]\nid = 'x'\nversion = '1'\ntitle = 'X'\n[[problem]]\nid = 'p'\ntitle = 'P'\n[[guide]]\nid = 'G1'\nsays = 's'\n";

    fn faults(rule: &str) -> Vec<String> {
        let files = vec![Source::new("pack.toml", HEAD.to_owned()), Source::new("r.toml", rule.to_owned())];
        let Err(error) = load(files, true) else { return Vec::new() };
        error.to_string().lines().map(str::to_owned).collect()
    }

    fn rule(lines: &str) -> String {
        format!(
            "[[rule]]\nid = 'r'\ntitle = 't'\nproblem = 'p'\nguide = ['G1']\nseverity = 'error'\nwhy = 'w'\nsource = {{ url = 'u', checked = 2026-11-22, confidence = 'A' }}\n{lines}"
        )
    }

    #[test]
    fn a_sound_rule_loads() {
        assert!(
            faults(&rule("at = 'identity.surname'\ndefect = 'd'\nexpect = '''identity.surname != '' '''")).is_empty()
        );
    }

    #[test]
    fn a_misspelt_fact_is_found_at_its_place() {
        let found = faults(&rule("at = 'identity.surname'\ndefect = 'd'\nexpect = '''size(identity.surnam) > 0'''"));
        assert_eq!(found, ["r.toml:11:27: `identity` has no field `surnam`"]);
    }

    #[test]
    fn several_mistakes_are_found_at_once() {
        let found = faults(&rule("at = 'identity.surnme'\ndefects = 'd'\nexpect = '''lenght(identity.surname) > 0'''"));
        assert!(found.len() >= 2, "{found:?}");
    }

    #[test]
    fn a_weak_source_carries_no_error() {
        let text = rule("at = 'identity.surname'\ndefect = 'd'\nexpect = '''true'''").replace("'A'", "'B'");
        assert!(faults(&text)[0].contains("carries warning at most"));
    }
}
