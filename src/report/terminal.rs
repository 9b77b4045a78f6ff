//! How a report looks on the screen at hand: colour, width, and the one renderer of source lines.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::snippet::Line;

/// How wide and how colourful the reader's screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used.
    pub colour: bool,
    /// Columns of the screen.
    pub width: usize,
}

/// Columns where nothing is known of the screen.
pub const DEFAULT_WIDTH: usize = 100;

/// Columns below which nothing can be laid out.
const MIN_WIDTH: usize = 40;

impl Style {
    /// A style for a screen of this width.
    pub fn new(colour: bool, width: Option<usize>) -> Self {
        colored::control::set_override(colour);
        Self { colour, width: width.unwrap_or(DEFAULT_WIDTH).clamp(MIN_WIDTH, 160) }
    }

    /// Makes coloured words obey this style; the last one that was made decides otherwise.
    pub fn take_effect(self) {
        colored::control::set_override(self.colour);
    }

    fn renderer(self) -> Renderer {
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).term_width(self.width)
    }

    /// A text broken at spaces to fit beside a label of `indent` columns.
    pub fn wrap(self, text: &str, indent: usize) -> String {
        let width = self.width.saturating_sub(indent).max(20);
        let options = textwrap::Options::new(width).break_words(false);
        // Addresses and names keep their hyphens on one line, so that they can be copied.
        textwrap::fill(text, options.word_splitter(textwrap::WordSplitter::NoHyphenation))
    }
}

/// One message with its place and its notes.
pub struct Block<'a> {
    /// `error`, `warning` or `advice`.
    pub level_name: &'static str,
    /// The stable name behind the level, `full-width`.
    pub id: Option<&'a str>,
    /// What is wrong.
    pub title: String,
    /// File, line and column.
    pub origin: Option<(String, usize, usize)>,
    /// The line with its marks.
    pub line: Option<Line>,
    /// A word under the marks.
    pub label: Option<String>,
    /// Labelled sentences below.
    pub notes: Vec<(&'static str, String)>,
}

/// The level of a severity by its name.
fn level(name: &'static str) -> Level<'static> {
    match name {
        "error" => Level::ERROR,
        "warning" => Level::WARNING,
        _ => Level::INFO.with_name(Some(name)),
    }
}

impl Block<'_> {
    /// The block as it is printed, without a line end.
    pub fn render(&self, style: Style) -> String {
        // Further lines of the title stand below its first word: `error[id]: `.
        let label = self.level_name.len() + self.id.map_or(0, |id| id.len() + 2) + 2;
        let title = level(self.level_name).primary_title(style.wrap(&self.title, label));
        let mut group = match self.id {
            Some(id) => Group::with_title(title.id(id)),
            None => Group::with_title(title),
        };
        if let Some((file, line, column)) = &self.origin {
            group = group.element(Origin::path(file.as_str()).line(*line).char_column(*column));
        }
        if let Some(line) = &self.line {
            let mut snippet = Snippet::source(line.text.as_str()).line_start(line.number).fold(false);
            for (index, mark) in line.marks.iter().enumerate() {
                // A mark of no width still shows where.
                let next = line.text.get(mark.start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                let mark = mark.start..mark.end.max(mark.start + if mark.is_empty() { next } else { 0 });
                let annotation = AnnotationKind::Primary.span(mark);
                snippet = snippet.annotation(match &self.label {
                    Some(label) if index + 1 == line.marks.len() => annotation.label(label.as_str()),
                    _ => annotation,
                });
            }
            group = group.element(snippet);
        }
        for (name, text) in &self.notes {
            let text = style.wrap(text, name.len() + 8);
            group = group.element(Level::NOTE.with_name(Some(*name)).message(text));
        }
        without_second_origin(&style.renderer().render(&[group]))
    }
}

/// The renderer marks a snippet behind an origin as another file's with a line `:::`. Here both are one place: the origin
/// counts columns of the file, the snippet shows a spelled or masked copy of the line.
fn without_second_origin(rendered: &str) -> String {
    let is_mark = |line: &&str| bare(line).trim() == ":::";
    rendered.lines().filter(|line| !is_mark(line)).collect::<Vec<_>>().join("\n")
}

/// A line without its colours (ECMA-48 control sequences that end in `m`).
fn bare(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}
