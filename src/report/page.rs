//! Pages of the pack to read: what a problem or a rule is, without any application.

mod problem;
mod remark;
mod rule;

use std::fmt::Write;

use colored::Colorize;
use jiff::civil::Date;

use super::{Style, printable};
use crate::reference::markdown;
use crate::rule::{Pack, Template, limit};

pub use problem::problem_page;
pub use remark::remark;
pub use rule::{conditions, rule_page};

/// Most codes and texts that a page on a terminal lists.
const MOST: usize = 40;

fn line_of_guide(pack: &Pack, id: &str) -> String {
    let says = pack.guide.iter().find(|(known, _)| known == id).map_or("", |(_, says)| says.as_str());
    format!("{id}: {says}")
}

/// A sentence with the pack's limits of a day in the place of their names.
pub fn filled(pack: &Pack, day: Date, template: &Template) -> String {
    let data = pack.data.on(day);
    let value = |path: &str| {
        let (section, name) = path.split_once('.')?;
        crate::engine::plain(data.get(section).record()?.get(name))
    };
    template.words(|path| value(path))
}

/// The limits of these names as they hold on a day, each with every value that is published.
fn limits(pack: &Pack, names: impl IntoIterator<Item = String>, today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    for name in names {
        for (place, limit) in limit::holding(&pack.limits, &name, today).iter().enumerate() {
            let also = if place == 0 { "" } else { "also published: " };
            let note = limit.note.as_deref().map(|note| format!("; {note}")).unwrap_or_default();
            let source = &limit.source;
            lines.push(format!(
                "{name}: {also}{} ({}, {}, checked {}{note})",
                limit.shown(),
                source.url,
                source.confidence,
                source.checked
            ));
        }
    }
    lines
}

/// A page to read, before it is laid out.
#[derive(Debug)]
pub struct Page {
    id: String,
    title: String,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Paragraph(String),
    /// Lines that are shown as they are.
    Lines(&'static str, Vec<String>),
    List(&'static str, Sign, Vec<String>),
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Number,
    Mark(&'static str),
}

impl Page {
    fn new(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), parts: Vec::new() }
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.parts.push(Part::Paragraph(text.to_owned()));
        }
    }

    fn lines(&mut self, title: &'static str, lines: Vec<String>) {
        self.parts.push(Part::Lines(title, lines));
    }

    fn list(&mut self, title: &'static str, sign: Sign, items: Vec<String>) {
        if !items.is_empty() {
            self.parts.push(Part::List(title, sign, items));
        }
    }

    /// The page for a terminal.
    pub fn human(&self, style: Style) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{} {}\n", printable(&self.title).bold(), format!("[{}]", self.id).dimmed());
        for part in &self.parts {
            match part {
                Part::Paragraph(text) => {
                    let _ = writeln!(out, "{}", style.wrap(&printable(text), 0));
                }
                Part::Lines(title, lines) => {
                    let _ = writeln!(out, "{}", title.bold());
                    for line in lines {
                        let _ = writeln!(out, "    {}", printable(line));
                    }
                }
                Part::List(title, sign, items) => {
                    let _ = writeln!(out, "{}", title.bold());
                    for (number, item) in items.iter().take(MOST).enumerate() {
                        let sign = match sign {
                            Sign::Number => format!("{}. ", number + 1),
                            Sign::Mark(mark) => (*mark).to_owned(),
                        };
                        let indent = format!("\n  {}", " ".repeat(sign.len()));
                        let text = style.wrap(&printable(item), sign.len() + 2).replace('\n', &indent);
                        let _ = writeln!(out, "  {sign}{text}");
                    }
                    if items.len() > MOST {
                        let _ = writeln!(out, "  and {} more", items.len() - MOST);
                    }
                }
            }
            out.push('\n');
        }
        out
    }

    /// The page as Markdown, under a heading of this level.
    pub fn markdown(&self, level: usize) -> String {
        let mut out = String::new();
        // The id makes an anchor that stays.
        let _ = writeln!(
            out,
            "{} {}\n\n**{}**\n",
            "#".repeat(level),
            markdown::text(&self.id),
            markdown::text(&self.title)
        );
        for part in &self.parts {
            match part {
                Part::Paragraph(text) => {
                    let _ = writeln!(out, "{}", markdown::text(text));
                }
                Part::Lines(title, lines) => {
                    let _ = write!(out, "{title}:\n\n{}", markdown::block(&lines.join("\n")));
                }
                Part::List(title, sign, items) => {
                    let _ = writeln!(out, "{title}:\n");
                    for (number, item) in items.iter().enumerate() {
                        let mark = if *sign == Sign::Number { format!("{}.", number + 1) } else { "-".to_owned() };
                        // Conditions have no mark, and are read as code.
                        let text = if *sign == Sign::Mark("") { markdown::code(item) } else { markdown::text(item) };
                        let _ = writeln!(out, "{mark} {text}");
                    }
                }
            }
            out.push('\n');
        }
        out
    }
}
