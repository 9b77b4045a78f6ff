//! Pages of the pack to read: what a problem or a rule is, without any application.

mod problem;
mod rule;

use std::fmt::Write;

use colored::Colorize;
use jiff::civil::Date;

use super::{Style, printable};
use crate::rule::{Pack, Template};

pub use problem::problem_page;
pub use rule::{conditions, rule_page};

/// Most codes and texts that a page lists.
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

    /// Lines that are shown as they are.
    fn lines(&mut self, title: &str, lines: &[String]) {
        let _ = writeln!(self.out, "{}", title.bold());
        for line in lines {
            let _ = writeln!(self.out, "    {}", printable(line));
        }
        self.out.push('\n');
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
