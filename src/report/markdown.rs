//! Markdown for a job summary or a comment: counts first, then what to mend, the gravest first.

use std::fmt::Write;

use url::Url;

use super::closing::{by_reason, next_step};
use super::snippet::Line;
use super::told::{Told, placed, ticked};
use super::ways::{Phase, hosts};
use super::{Entry, Finding, Judged, Refused, Renderer, Report, Settings, Shown, Waived, WaivedBy, printable};
use crate::engine::Outcome;
use crate::rule::Severity;

/// Writes a section a file.
pub struct Markdown {
    settings: Settings,
    begun: bool,
}

impl Markdown {
    /// For one run.
    pub fn new(settings: Settings) -> Self {
        Self { settings, begun: false }
    }
}

impl Renderer for Markdown {
    fn add(&mut self, entry: &Entry<'_>) -> String {
        let head = if std::mem::replace(&mut self.begun, true) { "\n" } else { "# preflight\n\n" };
        let section = match entry {
            Entry::Judged(Judged { report, .. }) => judged(report, self.settings.values),
            Entry::Refused(file) => refused(file, self.settings.values),
        };
        head.to_owned() + &section
    }
}

fn judged(report: &Report<'_>, values: bool) -> String {
    let mut shown = Shown::of(report, values);
    let mut out = format!("## {}\n\n", code(&printable(&report.places.file)));
    counts(&mut out, report);
    let groups = [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Advice, "Advice")];
    for (severity, title) in groups {
        let findings: Vec<&Finding> = report.findings.iter().filter(|finding| finding.severity == severity).collect();
        if !findings.is_empty() {
            let _ = writeln!(out, "\n### {title}");
        }
        for finding in findings {
            one(&mut out, report, finding, &mut shown);
        }
    }
    compared(&mut out, report);
    let hosts = report.asked_network().map_or(Vec::new(), hosts);
    let hosts = hosts.into_iter().map(|(name, phases)| {
        let phase = |Phase { text, failed }| if failed { format!("**{}**", escaped(&text)) } else { escaped(&text) };
        format!("{}: {}", code(&name), phases.into_iter().map(phase).collect::<Vec<_>>().join(", "))
    });
    list(&mut out, "The way to each host", hosts);
    let unsure = by_reason(report, &[Outcome::Inconclusive]);
    let unsure = unsure.into_iter().map(|(reason, rules)| {
        let rules: Vec<String> = rules.into_iter().map(code).collect();
        format!("{}: {}", rules.join(", "), escaped(&printable(reason)))
    });
    list(&mut out, "Could not tell", unsure);
    list(&mut out, "Not checked", report.not_checked.iter().map(|line| escaped(&printable(line))));
    let accepted = report.waived.iter().map(|Waived { finding, reason, by }| {
        let by = match by {
            WaivedBy::Waiver => "",
            WaivedBy::Baseline => " (baseline)",
        };
        let place =
            finding.field.as_deref().map_or(String::new(), |field| format!(" at {}", code(&placed(report, field))));
        format!("{}{place}: {}{by}", code(&finding.defect), escaped(&printable(reason)))
    });
    list(&mut out, "Accepted", accepted);
    let _ = writeln!(out, "\n{}", escaped(&next_step(report)));
    out
}

fn counts(out: &mut String, report: &Report<'_>) {
    let cells = [
        ("errors", report.count(Severity::Error)),
        ("warnings", report.count(Severity::Warning)),
        ("advice", report.count(Severity::Advice)),
        ("accepted", report.waived.len()),
        ("rules passed", report.outcomes(Outcome::Pass)),
        ("could not tell", report.outcomes(Outcome::Inconclusive)),
        ("not judged yet", report.outcomes(Outcome::Blocked)),
        ("did not apply", report.outcomes(Outcome::Skipped)),
    ];
    let heads = cells.map(|(name, _)| name).join(" | ");
    let numbers = cells.map(|(_, number)| number.to_string()).join(" | ");
    let _ = writeln!(out, "| {heads} |\n|{}\n| {numbers} |", "---:|".repeat(cells.len()));
}

fn one(out: &mut String, report: &Report<'_>, finding: &Finding, shown: &mut Shown) {
    let told = Told::of(report, finding, shown);
    let place = match (told.extent, &told.file) {
        (Some(at), _) => format!(" · line {}, column {}", at.start.line, at.start.column),
        (None, Some(file)) => format!(" · {}", code(file)),
        (None, None) => String::new(),
    };
    let _ = writeln!(out, "\n#### {}\n\n{}{place}\n", escaped(&told.title), code(&finding.defect));
    if let Some(line) = &told.line {
        let _ = writeln!(out, "{}\n", block(line));
    }
    let mut item = |name: &str, text: &str| {
        let _ = writeln!(out, "- **{name}:** {text}");
    };
    item("Why", &escaped(&told.why));
    if let Some(related) = &told.related {
        item("Compared with", &code(related));
    }
    if let Some(picture) = &told.picture {
        item("Picture", &escaped(picture));
    }
    if let Some(seen) = &told.seen {
        item("Seen", &escaped(seen));
    }
    for consequence in &told.consequences {
        item("So also", &escaped(consequence));
    }
    let words = told.fix.as_deref().filter(|words| !words.is_empty());
    match (words, &told.exact) {
        (words, Some(exact)) => item("Fix", &format!("{}: {}", escaped(words.unwrap_or("Type")), code(exact))),
        (Some(words), None) => item("Fix", &escaped(words)),
        (None, None) => {}
    }
    if let Some(problem) = &told.leads_to {
        item("Leads to", &escaped(problem));
    }
    item("Source", &format!("{} ({})", link(&told.source), escaped(&told.trust)));
}

/// Who differs from whom: places only, no value.
fn compared(out: &mut String, report: &Report<'_>) {
    let mut differ = report.comparisons.iter().filter(|pair| pair.verdict != "ok").peekable();
    if differ.peek().is_none() {
        return;
    }
    out.push_str("\n### Who differs from whom\n\n| typed | held against | how | verdict |\n|---|---|---|---|\n");
    for pair in differ {
        let cell = |text: &str| code(text).replace('|', "\\|");
        let places = [&pair.field, &pair.related].map(|path| cell(&placed(report, path)));
        let words = [&pair.relation, &pair.verdict].map(|word| cell(&printable(word)));
        let _ = writeln!(out, "| {} | {} |", places.join(" | "), words.join(" | "));
    }
}

fn refused(refused: &Refused<'_>, values: bool) -> String {
    let mut out = format!("## {}\n\nThis file could not be judged.\n", code(&printable(refused.file)));
    for fault in &refused.faults {
        let place =
            fault.extent().map_or(String::new(), |at| format!("Line {}, column {}: ", at.start.line, at.start.column));
        let _ = writeln!(out, "\n{place}{}\n", escaped(&printable(&fault.fault.message)));
        if let Some(line) = fault.line(values) {
            let _ = writeln!(out, "{}\n", block(&line));
        }
        if let Some(help) = &fault.fault.help {
            let _ = writeln!(out, "- **Help:** {}", escaped(&printable(help)));
        }
    }
    out
}

fn list(out: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        let _ = writeln!(out, "\n### {title}\n");
    }
    for item in items {
        let _ = writeln!(out, "- {item}");
    }
}

/// Text that is nothing but text (CommonMark §2.4). A word that a renderer may make a link or a call of, such as an address or a
/// name behind an at sign, stands in a code span: there nothing is made of it.
fn escaped(text: &str) -> String {
    ticked(text).into_iter().map(|(piece, is_code)| if is_code { code(piece) } else { words(piece) }).collect()
}

fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if is_active(word) {
            out.push_str(&code(word));
        } else {
            word.chars().for_each(|c| escape(c, &mut out));
        }
    }
    // At its beginning a text could begin a list, a rule or a heading.
    let first = out.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    if out
        .get(first..)
        .is_some_and(|rest| rest.starts_with(['-', '+', '=']) || (first > 0 && rest.starts_with(['.', ')'])))
    {
        out.insert(first, '\\');
    }
    out
}

fn escape(c: char, out: &mut String) {
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '!' | '~' | '$' => {
            out.push('\\');
            out.push(c);
        }
        c => out.push(c),
    }
}

/// Whether a renderer would find a link or a reference in a word.
fn is_active(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let number =
        |(at, _): (usize, &str)| lower.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    lower.contains(['@']) || lower.contains("://") || lower.contains("www.") || lower.match_indices('#').any(number)
}

/// A text between more backticks than stand in it one behind the other (CommonMark §6.1).
fn code(text: &str) -> String {
    let fence = fence(text, 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A line of the file with its marks.
fn block(line: &Line) -> String {
    let number = line.number.to_string();
    let fence = fence(&line.text, 3);
    format!(
        "{fence}text\n{number} | {}\n{} | {}\n{fence}",
        line.text.trim_end(),
        " ".repeat(number.len()),
        line.carets()
    )
}

fn fence(text: &str, least: usize) -> String {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(least.max(longest + 1))
}

/// A page as a link, anything else as text.
fn link(source: &str) -> String {
    let page = Url::parse(source).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    match page {
        // What would end the address early is percent-encoded in a parsed one, but for brackets.
        Some(url) => format!("<{}>", url.as_str().replace('<', "%3C").replace('>', "%3E")),
        None => escaped(source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_holds_anything() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn text_begins_nothing() {
        assert_eq!(escaped("![x](y) <b> _a_ | #"), "\\!\\[x\\](y) &lt;b&gt; \\_a\\_ \\| \\#");
        assert_eq!(escaped("![x](http://a.b) @me #1"), "`![x](http://a.b)` `@me` `#1`");
        assert_eq!((escaped("- a").as_str(), escaped("12. a").as_str()), ("\\- a", "12\\. a"));
    }
}
