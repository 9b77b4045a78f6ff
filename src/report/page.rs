//! Pages of the pack to read: what a problem or a rule is, without any application.

use std::fmt::Write;

use colored::Colorize;

use super::{Style, printable};
use crate::rule::{Pack, Problem, Rule};

/// Most codes and texts that a page lists.
const MOST: usize = 40;

/// The page of a problem: signs, causes, what to do, and what not to do.
pub fn problem_page(pack: &Pack, problem: &Problem, style: Style) -> String {
    let mut page = Page::new(style, &problem.id, &problem.title);
    page.paragraph(&problem.about);
    let guide: Vec<String> = problem.guide.iter().chain(&problem.takes).map(|id| line_of_guide(pack, id)).collect();
    page.list("In the guide", "- ", &guide);
    page.list("Texts that tell it", "\" ", &problem.texts);
    let codes: Vec<String> = pack
        .symptoms()
        .codes
        .iter()
        .filter(|code| *code.problem == *problem.id)
        .map(|code| {
            let fix = code.fix.as_deref().map(|fix| format!(" -> {fix}")).unwrap_or_default();
            format!("{}: {}{fix} ({})", code.code, code.says, code.source.confidence)
        })
        .collect();
    page.list("Codes that tell it", "# ", &codes);
    let causes: Vec<String> = problem
        .causes
        .iter()
        .map(|cause| {
            let rules: Vec<String> = cause.rules.iter().map(ToString::to_string).collect();
            let fix = cause.fix.as_ref().map(|fix| format!(" -> {}", filled(pack, &fix.plain()))).unwrap_or_default();
            let by = if rules.is_empty() { String::new() } else { format!(" (rules: {})", rules.join(", ")) };
            format!("{}{fix}{by}", filled(pack, &cause.title.plain()))
        })
        .collect();
    page.list("What may be behind it", "> ", &causes);
    page.list(
        "What to do, in order",
        "1. ",
        &problem.fixes.iter().map(|fix| filled(pack, &fix.plain())).collect::<Vec<_>>(),
    );
    page.list(
        "What not to do",
        "x ",
        &problem.avoid.iter().map(|text| filled(pack, &text.plain())).collect::<Vec<_>>(),
    );
    page.list("Sources", "- ", &problem.sources);
    page.out
}

/// The page of a rule: why, what to do, and where that comes from.
pub fn rule_page(pack: &Pack, rule: &Rule, style: Style) -> String {
    let mut page = Page::new(style, &rule.id, &rule.title.plain());
    page.paragraph(&filled(pack, &rule.why.plain()));
    let guide: Vec<String> = rule.guide.iter().map(|id| line_of_guide(pack, id)).collect();
    page.list("In the guide", "- ", &guide);
    if let Some(fix) = &rule.fix {
        page.list("What to do", "1. ", &[filled(pack, &fix.text.plain())]);
    }
    if let Some(problem) = pack.problem(&rule.problem) {
        page.list("Leads to", "- ", &[format!("{} ({})", problem.title, problem.id)]);
    }
    let source = &rule.source;
    page.list("Source", "- ", &[format!("{} ({}, checked {})", source.url, source.confidence, source.checked)]);
    page.out
}

fn line_of_guide(pack: &Pack, id: &str) -> String {
    let says = pack.guide.iter().find(|(known, _)| known == id).map_or("", |(_, says)| says.as_str());
    format!("{id}: {says}")
}

/// A sentence with the pack's limits in the place of their names.
pub(super) fn filled(pack: &Pack, text: &str) -> String {
    let Some(limits) = pack.data.get("limits").record() else { return text.to_owned() };
    let names = limits.shape.fields.iter().map(|field| &*field.name);
    names.zip(&limits.fields).fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{limits.{name}}}"), &crate::engine::plain(value).unwrap_or_default())
    })
}

struct Page {
    out: String,
    style: Style,
}

impl Page {
    fn new(style: Style, id: &str, title: &str) -> Self {
        let mut out = String::new();
        let _ = writeln!(out, "{} {}\n", printable(title).bold(), format!("[{id}]").dimmed());
        Self { out, style }
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.out, "{}\n", self.style.wrap(&printable(text), 0));
        }
    }

    fn list(&mut self, title: &str, sign: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        let _ = writeln!(self.out, "{}", title.bold());
        for (number, item) in items.iter().take(MOST).enumerate() {
            let sign = if sign == "1. " { format!("{}. ", number + 1) } else { sign.to_owned() };
            let indent = format!("\n  {}", " ".repeat(sign.len()));
            let _ = writeln!(
                self.out,
                "  {sign}{}",
                self.style.wrap(&printable(item), sign.len() + 2).replace('\n', &indent)
            );
        }
        if items.len() > MOST {
            let _ = writeln!(self.out, "  and {} more", items.len() - MOST);
        }
        self.out.push('\n');
    }
}
