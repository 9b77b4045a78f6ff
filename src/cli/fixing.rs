//! `--fix` and `--diff`: safe fixes applied to the text until none is left.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use super::input::{self, Application, Asked};
use super::output;
use crate::engine::{self, Input};
use crate::expr::Memo;
use crate::fact::{Moment, Private, Typed, Value, typed_fields};
use crate::report::{Finding, Shown, line_of, printable};
use crate::rule::{Pack, Rule, Severity};
use crate::source::Source;
use crate::source::edit::{Edit, apply};

/// Rounds after which fixing stops; one cure may uncover another.
const MAX_ROUNDS: usize = 4;

/// What fixing needs to know.
pub struct Fixing<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The rules that are asked.
    pub rules: &'a [&'a Rule],
    /// What the probes may ask.
    pub asked: &'a Asked,
    /// The time of the run.
    pub now: Moment,
}

/// An application before and after.
pub struct Fixed {
    /// As it was.
    pub before: Application,
    /// As it is to be.
    pub after: Application,
    /// How many values change.
    pub count: usize,
}

impl Fixing<'_> {
    /// Applies safe fixes round by round.
    pub fn run(&self, application: Application, file: &Path) -> Result<Fixed, String> {
        if file.as_os_str() == "-" {
            return Err("standard input cannot be fixed in place".to_owned());
        }
        let mut after = input::read(file).map_err(|_| "the file changed while it was read".to_owned())?;
        let mut changed = BTreeMap::new();
        for _ in 0..MAX_ROUNDS {
            let edits = self.edits(&after, &mut changed);
            if edits.is_empty() {
                break;
            }
            let text = apply(&after.source.text, after.source.format, &edits);
            let source = Arc::new(Source::new(&after.source.name, text));
            let edited = input::parse(source, file).ok().filter(|edited| unchanged_but(&after, edited, &changed));
            after = edited.ok_or("a fix would change more than its value; please report this")?;
        }
        Ok(Fixed { before: application, after, count: changed.len() })
    }

    fn edits(&self, application: &Application, changed: &mut BTreeMap<String, Private>) -> Vec<Edit> {
        let facts = input::gather(application, self.pack, self.rules, self.asked, self.now.date());
        let judged = engine::judge(
            &Input { pack: self.pack, facts: &facts, now: self.now, online: self.asked.online, memo: &Memo::default() },
            self.rules,
        );
        let mut edits: Vec<Edit> = Vec::new();
        for finding in &judged.findings {
            let (Some(fix), Some(field)) = (&finding.fix, &finding.field) else { continue };
            let (true, Some(value)) = (fix.safe, &fix.value) else { continue };
            let Some(span) = application.places.written(field) else { continue };
            // A value over several lines is laid out by hand, and stays so.
            if span.slice(&application.source.text).contains('\n') || !cured(&judged.findings, field, value) {
                continue;
            }
            let same = typed_fields(&facts)
                .iter()
                .any(|typed| typed.path == *field && matches!(&typed.value, Value::Text(text) if text == value));
            if same || edits.iter().any(|edit| edit.span == span) {
                continue;
            }
            changed.insert(field.clone(), value.clone());
            edits.push(Edit { span, value: value.expose().to_owned() });
        }
        edits
    }
}

/// Whether this value cures everything above advice at the field: half a cure is left to the person.
fn cured(findings: &[Finding], field: &str, value: &Private) -> bool {
    let here = findings.iter().filter(|finding| finding.field.as_deref() == Some(field));
    here.filter(|finding| finding.severity > Severity::Advice).all(|finding| finding.fix_value() == Some(value))
}

/// Whether two readings of the file differ at these paths only, and there by these values.
fn unchanged_but(before: &Application, after: &Application, changed: &BTreeMap<String, Private>) -> bool {
    let (before, after) = (typed_fields(&before.record), typed_fields(&after.record));
    let expected = |(old, new): (&Typed, &Typed)| {
        let value = changed.get(&old.path).map_or_else(|| old.value.clone(), |value| Value::Text(value.clone()));
        old.path == new.path && new.value == value
    };
    before.len() == after.len() && before.iter().zip(&after).all(expected)
}

impl Fixed {
    /// Replaces the file in one step.
    pub fn write(&self, file: &Path) -> std::io::Result<()> {
        let mark = if self.after.source.offset > 0 || self.before.source.offset > 0 { "\u{feff}" } else { "" };
        output::write_atomically(file, &format!("{mark}{}", self.after.source.text))
    }

    /// The changed lines as a unified diff without context. With `values` and no terminal it can be given to `patch`.
    pub fn diff(&self, values: bool) -> String {
        let (before, after) = (&self.before.source, &self.after.source);
        let mut out = String::new();
        let mut shown = Shown::new(values);
        shown.number(&self.before.record);
        shown.number(&self.after.record);
        let pairs = before.text.lines().zip(after.text.lines()).enumerate();
        for (index, _) in pairs.filter(|(_, (old, new))| old != new) {
            let number = index + 1;
            if out.is_empty() {
                let name = printable(&before.name);
                let _ = writeln!(out, "--- {name}\n+++ {name}");
            }
            let _ = writeln!(out, "@@ -{number} +{number} @@");
            let _ = writeln!(out, "-{}", shown_line(&self.before, number, &mut shown));
            let _ = writeln!(out, "+{}", shown_line(&self.after, number, &mut shown));
        }
        out
    }
}

fn shown_line(application: &Application, number: usize, shown: &mut Shown) -> String {
    let span = application.source.line(number);
    if shown.values {
        let text = span.slice(&application.source.text);
        return if output::is_terminal() { printable(text) } else { text.to_owned() };
    }
    let masks = shown.masks(&application.record, &application.places);
    line_of(&application.source, &[span], Some(&masks)).map_or(String::new(), |line| line.text)
}
