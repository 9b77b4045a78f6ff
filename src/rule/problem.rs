//! Documented problems as data: what people and portals say of them, codes, causes with their evidence, what to do and what not.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::condition::Condition;
use super::reader::Reader;
use super::template::Template;
use super::{Citation, limit, parse, table};
use crate::source::{Fault, Node, Span};

/// A problem that the guide documents.
#[derive(Debug)]
pub struct Problem {
    /// Stable name.
    pub id: Arc<str>,
    /// For people.
    pub title: String,
    /// Ids of the guide.
    pub guide: Vec<String>,
    /// What it is, in a sentence or two.
    pub about: String,
    /// Texts that portals show and people type, word for word.
    pub texts: Vec<String>,
    /// Ways to tell it.
    pub wordings: Vec<Wording>,
    /// Rules whose findings are the problem itself, as it happened.
    pub signs: Vec<EvidenceRule>,
    /// Rules whose findings hint at it.
    pub hints: Vec<EvidenceRule>,
    /// Steps of the journal that it is about; all where none is named.
    pub steps: Vec<String>,
    /// What may be behind it, the likeliest first.
    pub causes: Vec<Cause>,
    /// What to do, in order.
    pub fixes: Vec<Template>,
    /// What not to do.
    pub avoid: Vec<Template>,
    /// How long it takes, an id of the guide and words.
    pub takes: Option<String>,
    /// When to do the next thing, where the journal tells: times, the latest counts.
    pub waits: Vec<Condition>,
    /// Where it is documented.
    pub sources: Vec<String>,
    /// Its first line.
    pub span: Span,
    /// Index of its file in the pack.
    pub file: usize,
}

impl Problem {
    /// Every text with placeholders.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        let causes =
            self.causes.iter().flat_map(|cause| [Some(&cause.title), cause.fix.as_ref(), cause.settle.as_ref()]);
        self.fixes.iter().chain(&self.avoid).chain(causes.flatten())
    }

    /// The ids of the limits that it names.
    pub fn limits(&self) -> BTreeSet<String> {
        limit::named_in(self.templates().flat_map(Template::conditions).chain(&self.waits))
    }
}

/// Concepts that tell a problem where they stand near each other.
#[derive(Clone, Debug)]
pub struct Wording {
    /// All of these.
    pub has: Vec<String>,
    /// None of these in the same sentences.
    pub lacks: Vec<String>,
    /// How much it tells; by the number of concepts where it is not said.
    pub weight: Option<i64>,
    /// Where it stands.
    pub span: Span,
}

/// Something that may be behind a problem.
#[derive(Debug)]
pub struct Cause {
    /// Stable name within its problem.
    pub id: Arc<str>,
    /// For people.
    pub title: Template,
    /// Rules whose findings speak for it, and whose passing speaks against it: an id, or `id:defect`.
    pub rules: Vec<EvidenceRule>,
    /// What to do about it.
    pub fix: Option<Template>,
    /// What would tell whether it is this one.
    pub settle: Option<Template>,
    /// Where it stands.
    pub span: Span,
}

/// Rules as evidence: `codes`, one of its defects `codes:code-too-old`, or all of a theme `theme:documents`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRule {
    /// The rule's id, or `theme`.
    pub rule: String,
    /// The defect, or the theme.
    pub part: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// The word that names a theme instead of a rule.
const THEME: &str = "theme";

impl EvidenceRule {
    fn parse(text: &str, span: Span) -> Self {
        let (rule, part) = text.split_once(':').map_or((text, None), |(rule, part)| (rule, Some(part.to_owned())));
        Self { rule: rule.to_owned(), part, span }
    }

    /// Whether it is a rule by name: that tells more than the whole of a theme.
    pub fn names_a_rule(&self) -> bool {
        self.rule != THEME
    }

    /// Whether this rule is meant, whatever it finds.
    pub fn is_rule(&self, id: &str, theme: &str) -> bool {
        if self.names_a_rule() { self.rule == id } else { self.part.as_deref() == Some(theme) }
    }

    /// Whether this finding is meant.
    pub fn fits(&self, id: &str, theme: &str, defect: &str) -> bool {
        let part = self.part.as_deref().filter(|_| self.names_a_rule());
        self.is_rule(id, theme) && part.is_none_or(|part| part == defect)
    }
}

impl fmt::Display for EvidenceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Some(part) => write!(f, "{}:{part}", self.rule),
            None => f.write_str(&self.rule),
        }
    }
}

/// Words of several languages for one thing.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Stable name.
    pub id: String,
    /// For people, as in "the message speaks of ...".
    pub says: String,
    /// Terms.
    pub terms: Vec<(String, Span)>,
    /// Terms in which it does not count.
    pub but: Vec<(String, Span)>,
    /// Index of its file in the pack.
    pub file: usize,
    /// Its first line.
    pub span: Span,
}

/// A documented code of an answer.
#[derive(Clone, Debug)]
pub struct Code {
    /// As documented: `CBC.99004008`, or `key=value`.
    pub code: String,
    /// The problem that it tells, or `none`.
    pub problem: String,
    /// What it is documented to mean.
    pub says: String,
    /// What is documented to help.
    pub fix: Option<String>,
    /// Where.
    pub source: Citation,
    /// Where it stands.
    pub span: Span,
    /// Index of its file in the pack.
    pub file: usize,
}

/// A step of an activation.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name in `status.done` and `journal.step`.
    pub id: String,
    /// For people.
    pub says: String,
    /// How long it takes, a line of the guide.
    pub takes: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Index of its file in the pack.
    pub file: usize,
}

/// What a pack knows of messages.
#[derive(Debug, Default)]
pub struct Symptoms {
    /// Words.
    pub concepts: Vec<Concept>,
    /// Codes.
    pub codes: Vec<Code>,
    /// Concepts of other companies' products: a message that speaks of them, and of none of the provider's, is about something
    /// else.
    pub elsewhere: Vec<String>,
    /// Concepts of the provider's own products.
    pub own: Vec<String>,
    /// Ordinary words that look like slips of words of the pack.
    pub ordinary: Vec<String>,
}

/// Reads one `[[problem]]`.
pub fn problem(node: &Node, file: usize, faults: &mut Vec<Fault>) -> Option<Problem> {
    let mut reader = Reader::new(node, &table::PROBLEM, faults);
    let span = reader.span();
    let id = reader.required("id").map(|(id, _)| id.into());
    let title = reader.required("title").map(|(title, _)| title.to_owned());
    let guide = reader.texts("guide");
    let about = reader.text("about").map_or("", |(text, _)| text).to_owned();
    let texts = reader.texts("texts");
    let fixes = templates(&mut reader, "fixes");
    let avoid = templates(&mut reader, "avoid");
    let signs = evidence(&mut reader, "signs");
    let hints = evidence(&mut reader, "hints");
    let steps = reader.texts("steps");
    let takes = reader.text("takes").map(|(text, _)| text.to_owned());
    let waits = texts_with_places(&mut reader, "waits").into_iter().map(|(text, span)| Condition::new(&text, span));
    let waits = waits.collect();
    let sources = reader.texts("sources");
    let wordings = reader.tables("wording");
    let causes = reader.tables("cause");
    reader.finish();
    let wordings = wordings.iter().map(|node| wording(node, faults)).collect();
    let causes = causes.iter().filter_map(|node| cause(node, faults)).collect();
    Some(Problem {
        id: id?,
        title: title?,
        guide,
        about,
        texts,
        wordings,
        signs,
        hints,
        steps,
        causes,
        fixes,
        avoid,
        takes,
        waits,
        sources,
        span,
        file,
    })
}

fn wording(node: &Node, faults: &mut Vec<Fault>) -> Wording {
    let mut reader = Reader::new(node, &table::WORDING, faults);
    let span = reader.span();
    let has = reader.texts("has");
    if has.is_empty() {
        reader.fault(span, "a wording has no concept under `has`");
    }
    let lacks = reader.texts("lacks");
    let weight = reader.integer("weight");
    reader.finish();
    Wording { has, lacks, weight, span }
}

fn cause(node: &Node, faults: &mut Vec<Fault>) -> Option<Cause> {
    let mut reader = Reader::new(node, &table::CAUSE, faults);
    let span = reader.span();
    let id = reader.required("id").map(|(id, _)| id.into());
    let title = template(&mut reader, "title", true);
    let rules = evidence(&mut reader, "rules");
    let fix = template(&mut reader, "fix", false);
    let settle = template(&mut reader, "settle", false);
    reader.finish();
    Some(Cause { id: id?, title: title?, rules, fix, settle, span })
}

/// Reads one `[[step]]`.
pub fn step(node: &Node, file: usize, faults: &mut Vec<Fault>) -> Option<Step> {
    let mut reader = Reader::new(node, &table::STEP, faults);
    let span = reader.span();
    let id = reader.required("id").map(|(id, _)| id.to_owned());
    let says = reader.required("says").map(|(says, _)| says.to_owned());
    let takes = reader.text("takes").map(|(takes, _)| takes.to_owned());
    reader.finish();
    Some(Step { id: id?, says: says?, takes, span, file })
}

/// Languages in which terms are given.
const LANGUAGES: [&str; 3] = ["en", "zh", "es"];

/// Reads one `[[concept]]`.
pub fn concept(node: &Node, file: usize, faults: &mut Vec<Fault>) -> Option<Concept> {
    let mut reader = Reader::new(node, &table::CONCEPT, faults);
    let span = reader.span();
    let id = reader.required("id").map(|(id, _)| id.to_owned());
    let says = reader.text("says").map(|(says, _)| says.to_owned());
    let but = texts_with_places(&mut reader, "but");
    let mut terms = Vec::new();
    for language in LANGUAGES {
        terms.extend(texts_with_places(&mut reader, language));
    }
    reader.finish();
    let id = id?;
    Some(Concept { says: says.unwrap_or_else(|| id.replace('-', " ")), id, terms, but, file, span })
}

/// Reads one `[[codes]]`: rows of one source.
pub fn codes(node: &Node, file: usize, faults: &mut Vec<Fault>) -> Vec<Code> {
    let mut reader = Reader::new(node, &table::CODES, faults);
    let source = reader.node("source").and_then(|node| parse::citation(node, reader.faults()));
    let rows = reader.tables("rows");
    reader.finish();
    let Some(source) = source else {
        faults.push(Fault::at(node.span, "a table of codes names its source".to_owned()));
        return Vec::new();
    };
    let mut codes = Vec::new();
    for row in rows {
        let mut reader = Reader::new(row, &table::CODE, faults);
        let span = reader.span();
        let code = reader.required("code").map(|(text, _)| text.to_owned());
        let problem = reader.required("problem").map(|(text, _)| text.to_owned());
        let says = reader.required("says").map(|(text, _)| text.to_owned());
        let fix = reader.text("fix").map(|(text, _)| text.to_owned());
        reader.finish();
        if let (Some(code), Some(problem), Some(says)) = (code, problem, says) {
            codes.push(Code { code, problem, says, fix, source: source.clone(), span, file });
        }
    }
    codes
}

fn evidence(reader: &mut Reader<'_, '_>, key: &'static str) -> Vec<EvidenceRule> {
    texts_with_places(reader, key).iter().map(|(text, span)| EvidenceRule::parse(text, *span)).collect()
}

fn template(reader: &mut Reader<'_, '_>, key: &'static str, required: bool) -> Option<Template> {
    let (text, span) = if required { reader.required(key)? } else { reader.text(key)? };
    let (text, span) = (text.to_owned(), span);
    Template::parse(&text, span).map_err(|message| reader.fault(span, message)).ok()
}

fn templates(reader: &mut Reader<'_, '_>, key: &'static str) -> Vec<Template> {
    let mut templates = Vec::new();
    for (text, span) in texts_with_places(reader, key) {
        match Template::parse(&text, span) {
            Ok(template) => templates.push(template),
            Err(message) => reader.fault(span, message),
        }
    }
    templates
}

fn texts_with_places(reader: &mut Reader<'_, '_>, key: &'static str) -> Vec<(String, Span)> {
    let spans: Vec<Span> = reader.node(key).map_or(&[][..], Node::items).iter().map(|item| item.span).collect();
    reader.texts(key).into_iter().zip(spans).collect()
}
