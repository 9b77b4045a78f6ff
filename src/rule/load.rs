//! From rule files to a pack, with every mistake found in one go.

use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use super::data::Data;
use super::limit::{self, Limit};
use super::pack::{Pack, PackError, Theme};
use super::reader::Reader;
use super::{Problem, Rule, Step, Symptoms, check, parse, problem, table};
use crate::network::Settings;
use crate::source::{Fault, Node, Source};
use crate::text::portal::Portals;

/// Parts of a pack that a module of their own reads.
#[derive(Default, Deserialize)]
struct Foreign {
    portals: Option<Portals>,
    network: Option<Settings>,
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
    symptoms: Symptoms,
    steps: Vec<Step>,
    guide: Vec<(String, String)>,
    limits: Vec<Limit>,
    data: Vec<crate::source::Entry>,
    portals: Option<Portals>,
    network: Option<Settings>,
}

/// How much of a pack is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it, with every condition checked.
    Checked,
    /// Everything that judging needs.
    Judging,
    /// What reading a message needs: no rule.
    Messages,
}

/// Loads a pack.
pub fn load(files: Vec<Source>, extent: Extent) -> Result<Pack, PackError> {
    let exact = extent == Extent::Checked;
    let files: Vec<Arc<Source>> = files.into_iter().map(Arc::new).collect();
    let mut all: Vec<(Option<Arc<Source>>, Fault)> = Vec::new();
    let mut draft = Draft::default();
    for (index, source) in files.iter().enumerate() {
        let mut faults = match (is_about_messages(source), exact) {
            (false, _) if extent == Extent::Messages && !is_for_messages(source) => continue,
            (false, _) => read_file(source, index, &mut draft),
            (true, true) => read_messages(source, index, &mut draft.symptoms),
            (true, false) => continue,
        };
        faults.sort_by_key(|fault| fault.span);
        all.extend(faults.into_iter().map(|fault| (Some(Arc::clone(source)), fault)));
    }
    let mut faults = Vec::new();
    let pack = Pack {
        data: Data::of(&draft.limits, &draft.data, &mut faults),
        limits: draft.limits,
        id: draft.id,
        version: draft.version,
        title: draft.title,
        themes: draft.themes,
        rules: draft.rules,
        problems: draft.problems,
        symptoms: if exact { OnceLock::from(draft.symptoms) } else { OnceLock::new() },
        steps: draft.steps,
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
        check::check(&pack, &mut all);
    }
    if all.is_empty() { Ok(pack) } else { Err(PackError { faults: all }) }
}

fn read_file(source: &Arc<Source>, index: usize, draft: &mut Draft) -> Vec<Fault> {
    let (root, mut faults) = source.parse();
    let theme: Arc<str> = file_stem(&source.name).into();
    let mut reader = Reader::new(&root, &table::FILE, &mut faults);
    let title = reader.text("title").map_or_else(|| theme.to_string(), |(title, _)| title.to_owned());
    let head = reader.node("pack");
    let limits = reader.tables("limit");
    let problems = reader.tables("problem");
    let guide = reader.tables("guide");
    let steps = reader.tables("step");
    let rules = reader.tables("rule");
    let data = reader.node("data");
    let foreign = reader.node("portals").is_some() | reader.node("network").is_some();
    reader.finish();
    if let Some(head) = head {
        let mut reader = Reader::new(head, &table::PACK, &mut faults);
        draft.id = reader.required("id").map_or("", |(text, _)| text).to_owned();
        draft.version = reader.required("version").map_or("", |(text, _)| text).to_owned();
        draft.title = reader.required("title").map_or("", |(text, _)| text).to_owned();
        reader.flag("default");
        reader.finish();
    }
    draft.limits.extend(limits.iter().filter_map(|node| limit::limit(node, index, &mut faults)));
    draft.problems.extend(problems.iter().filter_map(|node| problem::problem(node, index, &mut faults)));
    draft.guide.extend(guide.iter().filter_map(|node| guide_line(node, &mut faults)));
    draft.data.extend(data.iter().flat_map(|node| node.entries().iter().cloned()));
    draft.steps.extend(steps.iter().filter_map(|node| problem::step(node, index, &mut faults)));
    if let Some(list) = root.get("step").filter(|_| !steps.is_empty()) {
        // Conditions see the steps as `pack.steps`.
        let span = list.span;
        draft.data.push(crate::source::Entry { key: "steps".to_owned(), key_span: span, value: list.clone() });
    }
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
    draft.rules.extend(rules.iter().filter_map(|node| parse::rule(node, &theme, index, &mut faults)));
    if draft.rules.len() > before {
        draft.themes.push(Theme { id: theme, title });
    }
    faults
}

/// Files about messages alone, by their names: they are long, and read when a message is.
const ABOUT_MESSAGES: [&str; 2] = ["words", "codes"];

fn is_about_messages(source: &Source) -> bool {
    ABOUT_MESSAGES.contains(&file_stem(&source.name))
}

/// Whether a file has what reading a message needs: the head of the pack, or problems.
fn is_for_messages(source: &Source) -> bool {
    ["[pack]", "[[problem]]"].iter().any(|head| source.text.lines().any(|line| line.trim_end() == *head))
}

/// What files about messages say. What is wrong with them is said when a pack is loaded with every check.
pub fn symptoms(files: &[Arc<Source>]) -> Symptoms {
    let mut symptoms = Symptoms::default();
    for (index, source) in files.iter().enumerate().filter(|(_, source)| is_about_messages(source)) {
        read_messages(source, index, &mut symptoms);
    }
    symptoms
}

fn read_messages(source: &Source, index: usize, symptoms: &mut Symptoms) -> Vec<Fault> {
    let (root, mut faults) = source.parse();
    let mut reader = Reader::new(&root, &table::MESSAGES_FILE, &mut faults);
    let concepts = reader.tables("concept");
    let codes = reader.tables("codes");
    let messages = reader.node("messages");
    reader.finish();
    symptoms.concepts.extend(concepts.iter().filter_map(|node| problem::concept(node, index, &mut faults)));
    symptoms.codes.extend(codes.iter().flat_map(|node| problem::codes(node, index, &mut faults)));
    if let Some(node) = messages {
        let mut reader = Reader::new(node, &table::MESSAGES, &mut faults);
        symptoms.elsewhere = reader.texts("elsewhere");
        symptoms.own = reader.texts("own");
        symptoms.ordinary = reader.texts("ordinary");
        reader.finish();
    }
    faults
}

fn file_stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

fn guide_line(node: &Node, faults: &mut Vec<Fault>) -> Option<(String, String)> {
    let mut reader = Reader::new(node, &table::GUIDE, faults);
    let id = reader.required("id").map(|(id, _)| id.to_owned());
    let says = reader.required("says").map(|(says, _)| says.to_owned());
    reader.finish();
    Some((id?, says?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "[pack]\nid = 'x'\nversion = '1'\ntitle = 'X'\n[[problem]]\nid = 'p'\ntitle = 'P'\n[[guide]]\nid = 'G1'\nsays = 's'\n";

    fn faults(rule: &str) -> Vec<String> {
        let files = vec![Source::new("pack.toml", HEAD.to_owned()), Source::new("r.toml", rule.to_owned())];
        let Err(error) = load(files, Extent::Checked) else { return Vec::new() };
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
    fn rules_do_not_need_each_other() {
        let one = rule("at = 'identity.surname'\ndefect = 'd'\nneeds = ['r']\nexpect = '''identity.surname != '' '''");
        let found = faults(&one);
        assert_eq!(found, ["r.toml:11:10: rule `r` needs itself, by way of: r"]);
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
