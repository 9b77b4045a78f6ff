//! One self-contained page: no script, nothing to load, the same at any width, in light and dark, and on paper.

mod drawing;
mod section;

use askama::Template;

use self::section::{JudgedSection, RefusedSection};
use super::closing::found;
use super::{Entry, Judged, Renderer, Settings, printable};
use crate::engine::Outcome;
use crate::rule::Severity;

/// The one style sheet.
const STYLE: &str = include_str!("html/style.css");

/// The SHA-256 of the style sheet, by which the page allows it and no other style; a test holds it against the sheet.
const STYLE_HASH: &str = "sha256-ZsmTO1dlBxH+nU5UAZP+ol2n4BwRN2QyU7QpCOlGB8A=";

/// Collects a section a file.
pub struct Html {
    settings: Settings,
    sections: Vec<Section>,
    counts: [usize; 4],
    refused: usize,
    anything_judged: bool,
    has_pictures: bool,
}

/// One file's part of the page, escaped.
struct Section {
    id: String,
    file: String,
    says: String,
    html: String,
}

struct Count {
    class: &'static str,
    label: &'static str,
    number: usize,
}

#[derive(Template)]
#[template(path = "page.html", config = "src/report/html/askama.toml")]
struct Page<'a> {
    title: &'static str,
    policy: String,
    style: &'static str,
    counts: Vec<Count>,
    private: Option<&'static str>,
    sections: &'a [Section],
    version: &'static str,
}

impl Html {
    /// For one run.
    pub fn new(settings: Settings) -> Self {
        Self { settings, sections: Vec::new(), counts: [0; 4], refused: 0, anything_judged: false, has_pictures: false }
    }

    fn title(&self) -> &'static str {
        match self.counts {
            _ if !self.anything_judged => "Nothing could be judged",
            [0, 0, 0, 0] if self.refused == 0 => "Nothing to mend was found",
            [0, 0, 0, _] => "Not everything could be told",
            [0, 0, ..] => "Some advice before you submit",
            _ => "What to mend before you submit",
        }
    }

    fn policy(&self) -> String {
        let images = if self.has_pictures { " img-src data:;" } else { "" };
        format!("default-src 'none'; style-src '{STYLE_HASH}';{images} base-uri 'none'; form-action 'none'")
    }

    fn private(&self) -> Option<&'static str> {
        match (self.settings.values, self.has_pictures) {
            (true, true) => Some("This page shows your own values and copies of your pictures. Keep it to yourself."),
            (true, false) => Some("This page shows your own values. Keep it to yourself."),
            (false, true) => Some("This page shows copies of your pictures. Keep it to yourself."),
            (false, false) => None,
        }
    }
}

impl Renderer for Html {
    fn add(&mut self, entry: &Entry<'_>) -> String {
        let id = format!("file-{}", self.sections.len() + 1);
        let section = match entry {
            Entry::Judged(judged) => {
                self.count(judged);
                let says = found(judged.report).map(|(_, count)| count).join(", ");
                let html = JudgedSection::of(&id, judged, self.settings.values).render().unwrap_or_default();
                Section { id, file: printable(&judged.report.places.file), says, html }
            }
            Entry::Refused(refused) => {
                self.refused += 1;
                let html = RefusedSection::of(&id, refused, self.settings.values).render().unwrap_or_default();
                Section { id, file: printable(refused.file), says: "could not be judged".to_owned(), html }
            }
        };
        self.sections.push(section);
        String::new()
    }

    fn finish(&mut self) -> String {
        let [errors, warnings, advice, unsure] = self.counts;
        let count = |class, label, number| Count { class, label, number };
        let mut counts = vec![
            count(if errors > 0 { "error" } else { "" }, if errors == 1 { "error" } else { "errors" }, errors),
            count(
                if warnings > 0 { "warning" } else { "" },
                if warnings == 1 { "warning" } else { "warnings" },
                warnings,
            ),
            count("", "advice", advice),
            count("", "could not tell", unsure),
        ];
        if self.refused > 0 {
            counts.push(count(
                "error",
                if self.refused == 1 { "unusable file" } else { "unusable files" },
                self.refused,
            ));
        }
        let page = Page {
            title: self.title(),
            policy: self.policy(),
            style: STYLE,
            counts,
            private: self.private(),
            sections: &self.sections,
            version: env!("CARGO_PKG_VERSION"),
        };
        // Writing to memory does not fail.
        page.render().unwrap_or_default()
    }
}

impl Html {
    fn count(&mut self, Judged { report, pictures, .. }: &Judged<'_>) {
        let here = [
            report.count(Severity::Error),
            report.count(Severity::Warning),
            report.count(Severity::Advice),
            report.outcomes(Outcome::Inconclusive),
        ];
        self.counts.iter_mut().zip(here).for_each(|(all, here)| *all += here);
        self.anything_judged |= report.anything_judged();
        self.has_pictures |= !pictures.is_empty();
    }
}
