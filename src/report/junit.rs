//! JUnit XML as test reports read it: a suite a file, a case a rule.

use std::sync::Arc;

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::closing::{found, next_step, reason};
use super::snippet::printable;
use super::told::Told;
use super::{Entry, Finding, Judged, Refused, Renderer, Report, Settings, Shown, Waived};
use crate::engine::{CheckOutcome, Outcome};

/// Collects a suite a file.
pub struct Junit {
    settings: Settings,
    suites: Vec<Suite>,
}

struct Suite {
    name: String,
    cases: Vec<Case>,
    out: String,
}

struct Case {
    class: String,
    name: String,
    verdict: Verdict,
    out: String,
}

enum Verdict {
    Passed,
    Skipped(String),
    Failed { kind: String, message: String, text: String },
    Error { kind: &'static str, message: String, text: String },
}

impl Junit {
    /// For one run.
    pub fn new(settings: Settings) -> Self {
        Self { settings, suites: Vec::new() }
    }

    fn judged(&self, report: &Report<'_>) -> Suite {
        let mut shown = Shown::of(report, self.settings.values);
        // What is found about the application's own waivers belongs to no rule of the pack.
        let of_a_rule = |finding: &&Finding| report.checks.iter().any(|check| check.rule == finding.rule);
        let other = report.findings.iter().find(|finding| !of_a_rule(finding));
        let other =
            other.map(|finding| CheckOutcome { rule: Arc::clone(&finding.rule), outcome: Outcome::Fail, reason: None });
        let checks = report.checks.iter().chain(&other);
        let cases: Vec<Case> = checks.map(|check| self.case(report, check, &mut shown)).collect();
        let counts = found(report).map(|(_, count)| count).join(", ");
        let mut out = vec![counts, next_step(report)];
        out.extend(report.not_checked.iter().map(|line| format!("not checked: {}", printable(line))));
        Suite { name: printable(&report.places.file), cases, out: out.join("\n") }
    }

    fn case(&self, report: &Report<'_>, check: &CheckOutcome, shown: &mut Shown) -> Case {
        let here = |finding: &&Finding| finding.rule == check.rule;
        let fails = |finding: &Finding| self.settings.fails_at.is_some_and(|level| finding.severity >= level);
        let (failures, lower): (Vec<&Finding>, Vec<&Finding>) =
            report.findings.iter().filter(here).partition(|finding| fails(finding));
        let mut out: Vec<String> = lower.iter().map(|finding| text(report, finding, shown)).collect();
        let waived = report.waived.iter().filter(|waived| waived.finding.rule == check.rule);
        out.extend(waived.map(|Waived { finding, reason, .. }| {
            format!("accepted ({}): {}", printable(reason), text(report, finding, shown))
        }));
        let verdict = match (failures.as_slice(), check.outcome) {
            ([first, rest @ ..], _) => {
                let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
                Verdict::Failed {
                    kind: format!("{}: {}", first.severity.name(), first.defect),
                    message: Told::of(report, first, shown).title + &more,
                    text: failures.iter().map(|finding| text(report, finding, shown)).collect::<Vec<_>>().join("\n\n"),
                }
            }
            ([], Outcome::Pass | Outcome::Fail) => Verdict::Passed,
            ([], Outcome::Inconclusive) => Verdict::Skipped(format!("could not tell: {}", printable(reason(check)))),
            ([], Outcome::Blocked) => Verdict::Skipped(format!("not judged yet: {}", printable(reason(check)))),
            ([], Outcome::Skipped) => Verdict::Skipped(format!("does not apply: {}", printable(reason(check)))),
        };
        let class = report.pack.rule(&check.rule).map_or("rules", |rule| &rule.theme);
        Case { class: class.to_owned(), name: check.rule.to_string(), verdict, out: out.join("\n\n") }
    }
}

/// A file that could not be judged: one case, and it is an error.
fn refused(refused: &Refused<'_>) -> Suite {
    let lines = refused.faults.iter().map(|fault| {
        let place =
            fault.extent().map_or(String::new(), |at| format!("line {}, column {}: ", at.start.line, at.start.column));
        let help = fault.fault.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {}", printable(help)));
        format!("{place}{}{help}", printable(&fault.fault.message))
    });
    let lines: Vec<String> = lines.collect();
    let message = refused.faults.first().map_or(String::new(), |fault| printable(&fault.fault.message));
    let verdict = Verdict::Error { kind: "unusable file", message, text: lines.join("\n") };
    let case = Case { class: "file".to_owned(), name: "can-be-judged".to_owned(), verdict, out: String::new() };
    Suite { name: printable(refused.file), cases: vec![case], out: String::new() }
}

/// A finding on a few lines.
fn text(report: &Report<'_>, finding: &Finding, shown: &mut Shown) -> String {
    let told = Told::of(report, finding, shown);
    let mut lines = vec![format!("{}[{}]: {}", finding.severity.name(), finding.defect, told.title)];
    if let Some(at) = told.extent {
        lines.push(format!("at: {}:{}:{}", printable(&report.places.file), at.start.line, at.start.column));
    }
    lines.extend(told.file.iter().map(|file| format!("file: {file}")));
    lines.push(format!("why: {}", told.why));
    lines.extend(told.related.iter().map(|related| format!("compared with: {related}")));
    lines.extend(told.picture.iter().map(|picture| format!("picture: {picture}")));
    lines.extend(told.seen.iter().map(|seen| format!("seen: {seen}")));
    lines.extend(told.consequences.iter().map(|consequence| format!("so also: {consequence}")));
    lines.extend(told.to_do().map(|fix| format!("fix: {fix}")));
    lines.push(format!("source: {} ({})", told.source, told.trust));
    lines.join("\n")
}

impl Renderer for Junit {
    fn add(&mut self, entry: &Entry<'_>) -> String {
        let suite = match entry {
            Entry::Judged(Judged { report, .. }) => self.judged(report),
            Entry::Refused(file) => refused(file),
        };
        self.suites.push(suite);
        String::new()
    }

    fn finish(&mut self) -> String {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing to memory does not fail.
        let _ = document(&mut writer, &self.suites);
        String::from_utf8(writer.into_inner()).unwrap_or_default() + "\n"
    }
}

type Xml = Writer<Vec<u8>>;

fn document(xml: &mut Xml, suites: &[Suite]) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let [tests, failures, errors, _] = sum(suites.iter().flat_map(|suite| &suite.cases));
    let root = xml.create_element("testsuites").with_attribute(("name", "preflight"));
    let root = root.with_attribute(("tests", tests.as_str())).with_attribute(("failures", failures.as_str()));
    let root = root.with_attribute(("errors", errors.as_str())).with_attribute(("time", "0"));
    root.write_inner_content(|xml| suites.iter().try_for_each(|suite| suite.write(xml)))?;
    Ok(())
}

/// Cases, failures, errors and skipped ones.
fn sum<'a>(cases: impl Iterator<Item = &'a Case>) -> [String; 4] {
    let mut sum = [0; 4];
    for case in cases {
        let kind = match case.verdict {
            Verdict::Passed => None,
            Verdict::Failed { .. } => sum.get_mut(1),
            Verdict::Error { .. } => sum.get_mut(2),
            Verdict::Skipped(_) => sum.get_mut(3),
        };
        kind.into_iter().for_each(|count| *count += 1);
        sum[0] += 1;
    }
    sum.map(|count| count.to_string())
}

impl Suite {
    fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let [tests, failures, errors, skipped] = sum(self.cases.iter());
        let suite = xml.create_element("testsuite").with_attribute(("name", self.name.as_str()));
        let suite = suite.with_attribute(("tests", tests.as_str())).with_attribute(("failures", failures.as_str()));
        let suite = suite.with_attribute(("errors", errors.as_str())).with_attribute(("skipped", skipped.as_str()));
        suite.with_attribute(("time", "0")).write_inner_content(|xml| {
            self.cases.iter().try_for_each(|case| case.write(xml))?;
            said(xml, &self.out)
        })?;
        Ok(())
    }
}

impl Case {
    fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let case = xml.create_element("testcase").with_attribute(("classname", self.class.as_str()));
        let case = case.with_attribute(("name", self.name.as_str())).with_attribute(("time", "0"));
        if matches!(self.verdict, Verdict::Passed) && self.out.is_empty() {
            case.write_empty()?;
            return Ok(());
        }
        case.write_inner_content(|xml| {
            match &self.verdict {
                Verdict::Passed => {}
                Verdict::Skipped(message) => {
                    xml.create_element("skipped").with_attribute(("message", message.as_str())).write_empty()?;
                }
                Verdict::Failed { kind, message, text } => told(xml, "failure", kind, message, text)?,
                Verdict::Error { kind, message, text } => told(xml, "error", kind, message, text)?,
            }
            said(xml, &self.out)
        })?;
        Ok(())
    }
}

fn told(xml: &mut Xml, name: &str, kind: &str, message: &str, text: &str) -> io::Result<()> {
    let element = xml.create_element(name).with_attribute(("type", kind)).with_attribute(("message", message));
    element.write_text_content(BytesText::new(text))?;
    Ok(())
}

fn said(xml: &mut Xml, text: &str) -> io::Result<()> {
    if !text.is_empty() {
        xml.create_element("system-out").write_text_content(BytesText::new(text))?;
    }
    Ok(())
}
