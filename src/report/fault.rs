//! A file that cannot be judged: every fault with its place, for people and for programs.

use serde_json::{Value as Json, json};

use super::SCHEMA_VERSION;
use super::snippet::{self, Line, Mask, printable};
use super::terminal::{Block, Style};
use super::told::Extent;
use crate::fact::Meaning;
use crate::fact::schema::ROOT;
use crate::fact::{Shape, Type};
use crate::source::{Fault, Position, Source, Span};

/// A fault and the file it stands in.
pub struct FaultReport<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The text, where it could be read.
    pub source: Option<&'a Source>,
    /// What is wrong.
    pub fault: &'a Fault,
}

/// An application that could not be judged.
pub struct Refused<'a> {
    /// The file's name.
    pub file: &'a str,
    /// Everything that is wrong with it.
    pub faults: Vec<FaultReport<'a>>,
}

impl<'a> Refused<'a> {
    /// A file with one fault that has no place in it.
    pub fn whole(file: &'a str, fault: &'a Fault) -> Self {
        Self { file, faults: vec![FaultReport { file, source: None, fault }] }
    }

    /// For people: a fault of the file as a whole behind its name, else each with its line.
    pub fn human(&self, values: bool, style: Style) -> String {
        match self.faults.as_slice() {
            [FaultReport { source: None, fault, .. }] => {
                let help = fault.help.as_ref().map_or(String::new(), |help| format!("  help: {}\n", printable(help)));
                format!("error: {}: {}\n{help}", printable(self.file), printable(&fault.message))
            }
            faults => faults_human(faults, values, style),
        }
    }
}

impl FaultReport<'_> {
    /// Where it stands.
    pub fn extent(&self) -> Option<Extent> {
        let (source, span) = self.source.zip(self.fault.span)?;
        let bytes = Span::new(span.start + source.offset, span.end + source.offset);
        Some(Extent { start: source.position(span.start), end: source.position(span.end), bytes })
    }

    /// The line with its mark; without `values` its words are masked.
    pub fn line(&self, values: bool) -> Option<Line> {
        let (source, span) = self.source.zip(self.fault.span)?;
        let masks = (!values).then(|| words(source, span));
        snippet::line(source, &[span], masks.as_deref())
    }
}

/// The faults for people. Without `values` the words of the file are masked: where a file cannot be parsed, nobody knows which
/// of them are names.
pub fn faults_human(faults: &[FaultReport<'_>], values: bool, style: Style) -> String {
    let mut out = String::new();
    for report in faults {
        let block = Block {
            level_name: "error",
            id: None,
            title: printable(&report.fault.message),
            origin: report.extent().map(|at| (printable(report.file), at.start.line, at.start.column)),
            line: report.line(values),
            label: None,
            notes: report.fault.help.iter().map(|help| ("help", printable(help))).collect(),
        };
        out.push_str(&block.render(style));
        out.push_str("\n\n");
    }
    out
}

/// The words of a line that are no keys of an application, as dots.
fn words(source: &Source, at: Span) -> Vec<Mask> {
    let line = snippet::window(source, source.line(source.position(at.start).line), at.start);
    let text = line.slice(&source.text);
    let mut masks = Vec::new();
    let mut start = None;
    for (index, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let in_word = c.is_alphanumeric() || c == '_' || !c.is_ascii();
        match (in_word, start) {
            (true, None) => start = Some(index),
            (false, Some(from)) => {
                start = None;
                let word = text.get(from..index).unwrap_or("");
                if !is_key(word) {
                    masks.push(Mask {
                        span: Span::new(line.start + from, line.start + index),
                        token: ".".repeat(word.chars().count()),
                    });
                }
            }
            _ => {}
        }
    }
    masks
}

fn is_key(word: &str) -> bool {
    fn holds(shape: &Shape, word: &str) -> bool {
        shape.fields.iter().any(|field| {
            let below = match &field.ty {
                Type::Record(inner) => holds(inner, word),
                Type::List(item) => matches!(&**item, Type::Record(inner) if holds(inner, word)),
                _ => false,
            };
            *field.name == *word || below || (field.meaning == Meaning::Word && field.words.contains(&word))
        })
    }
    holds(&ROOT, word) || matches!(word, "true" | "false" | "null")
}

/// The faults for programs.
pub fn faults_json(faults: &[FaultReport<'_>]) -> Json {
    let errors: Vec<Json> = faults
        .iter()
        .map(|report| {
            let location = report.extent().map(|at| {
                let place = |position: Position| json!({"line": position.line, "column": position.column});
                json!({
                    "file": report.file,
                    "start": place(at.start),
                    "end": place(at.end),
                    "byte_range": [at.bytes.start, at.bytes.end],
                })
            });
            json!({
                "file": report.file,
                "location": location,
                "message": report.fault.message,
                "help": report.fault.help,
            })
        })
        .collect();
    json!({"schema_version": SCHEMA_VERSION, "errors": errors})
}
