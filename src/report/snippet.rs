//! One line of the user's file as it may be printed: no control character reaches the terminal, values are tokens where the
//! reader is not their owner, and every byte of the line knows its column in what is printed.

use std::fmt::Write;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_width::UnicodeWidthChar;

pub use super::line::Line;
use crate::source::{Source, Span};

/// Longest part of a line that is printed, in characters; longer lines are cut around the place.
const MAX_CHARACTERS: usize = 240;

/// A value that is printed as something else.
pub struct Mask {
    /// The value without its quotes, in bytes of the source.
    pub span: Span,
    /// What stands there instead.
    pub token: String,
}

/// The printable form of a text: what cannot be seen, or would steer a terminal, is spelled `<U+200B>`.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        spell(c, &mut shown);
    }
    shown
}

/// A JSON text in which what cannot be seen is escaped (RFC 8259 §7): the same values, and nothing that steers a terminal. White
/// space between the parts stays as it is.
pub fn spelled(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() || !is_unseen(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

fn spell(c: char, out: &mut String) {
    if c == '\t' {
        out.push_str("    ");
    } else if is_unseen(c) {
        // Writing to a string cannot fail.
        let _ = write!(out, "<U+{:04X}>", u32::from(c));
    } else {
        out.push(c);
    }
}

/// Characters without a glyph of their own: controls, format characters, separators other than the space, fillers, variation
/// selectors, unassigned and private code points.
fn is_unseen(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
    ) || matches!(u32::from(c), 0x034F | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x3164 | 0xFE00..=0xFE0F | 0xFFA0 | 0xE0100..=0xE01EF)
        && c != '\u{3000}'
}

/// Prepares the line on which the first mark stands. Marks on other lines are left out.
pub fn line(source: &Source, marks: &[Span], masks: Option<&[Mask]>) -> Option<Line> {
    let first = marks.iter().min()?;
    let number = source.position(first.start).line;
    let bounds = window(source, source.line(number), first.start);
    let text = bounds.slice(&source.text);
    let mut printer = Printer::new(text, bounds.start);
    match masks {
        Some(masks) => printer.masked(masks),
        None => printer.plain(0, text.len()),
    }
    let mut marks: Vec<Span> = marks
        .iter()
        .filter(|mark| mark.start <= bounds.end && mark.start >= bounds.start)
        .map(|mark| printer.printed(*mark))
        .collect();
    marks.sort();
    Some(cut(Line { number, text: printer.out, marks: joined(&marks) }))
}

/// Bytes of a very long line that are looked at on either side of a place; a minified file is one line.
const WINDOW: usize = 4_000;

/// The part of a line around a place.
pub fn window(source: &Source, line: Span, place: usize) -> Span {
    let boundary = |mut at: usize| {
        while !source.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = line.start.max(place.saturating_sub(WINDOW));
    let end = line.end.min(place.saturating_add(WINDOW));
    Span::new(boundary(start), boundary(end))
}

/// Neighbouring marks as one.
pub fn joined(marks: &[Span]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for mark in marks {
        match runs.last_mut() {
            Some(last) if mark.start <= last.end => *last = last.to(*mark),
            _ => runs.push(*mark),
        }
    }
    runs
}

/// Prints a line piece by piece and remembers where each of its bytes went.
struct Printer<'a> {
    text: &'a str,
    start: usize,
    out: String,
    /// Byte of `out` for every byte of `text`, and one past the end.
    map: Vec<usize>,
}

impl<'a> Printer<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        Self { text, start, out: String::with_capacity(text.len()), map: Vec::with_capacity(text.len() + 1) }
    }

    fn plain(&mut self, from: usize, to: usize) {
        for c in self.text.get(from..to).unwrap_or("").chars() {
            self.map.extend(std::iter::repeat_n(self.out.len(), c.len_utf8()));
            spell(c, &mut self.out);
        }
    }

    /// Keys and signs as they stand, values as tokens, notes left out: a note may hold anything.
    fn masked(&mut self, masks: &[Mask]) {
        let end = self.start + self.text.len();
        let mut masks: Vec<&Mask> =
            masks.iter().filter(|mask| mask.span.start < end && mask.span.end > self.start).collect();
        masks.sort_by_key(|mask| mask.span);
        let mut at = 0;
        for mask in masks {
            let from = mask.span.start.saturating_sub(self.start).max(at);
            let to = (mask.span.end - self.start).min(self.text.len());
            if from >= to {
                continue;
            }
            self.plain(at, from);
            self.token(from, to, &mask.token);
            at = to;
        }
        let rest = self.text.get(at..).unwrap_or("");
        let note = rest.find('#').map_or(self.text.len(), |note| at + note);
        self.plain(at, note);
        let end = self.out.len();
        self.map.extend(std::iter::repeat_n(end, self.text.len() - note));
    }

    /// The token, padded to the width of what it stands for, so that the columns after it stay.
    fn token(&mut self, from: usize, to: usize, token: &str) {
        let start = self.out.len();
        let token = printable(token);
        let mut column = 0;
        for c in self.text.get(from..to).unwrap_or("").chars() {
            self.map.extend(std::iter::repeat_n(start + column, c.len_utf8()));
            column += c.width().unwrap_or(0);
        }
        self.out.push_str(&token);
        self.out.extend(std::iter::repeat_n(' ', column.saturating_sub(token.len())));
        // A token longer than its value: no mark may point past the line.
        let last = self.out.len().saturating_sub(1);
        for place in self.map.iter_mut().skip(from) {
            *place = (*place).min(last);
        }
    }

    fn printed(&self, mark: Span) -> Span {
        let place = |byte: usize| {
            let byte = byte.saturating_sub(self.start);
            self.map.get(byte).copied().unwrap_or(self.out.len())
        };
        let (start, end) = (place(mark.start), place(mark.end));
        Span::new(start, end.max(start))
    }
}

/// Cuts a long line to a window around its first mark.
fn cut(line: Line) -> Line {
    if line.text.chars().count() <= MAX_CHARACTERS {
        return line;
    }
    let focus = line.marks.first().map_or(0, |mark| mark.start);
    let boundary = |wanted: usize| {
        let mut at = wanted.min(line.text.len());
        while !line.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = boundary(focus.saturating_sub(MAX_CHARACTERS / 2));
    let to = boundary(from + MAX_CHARACTERS);
    let lead = if from > 0 { "…" } else { "" };
    let tail = if to < line.text.len() { "…" } else { "" };
    let text = format!("{lead}{}{tail}", line.text.get(from..to).unwrap_or(""));
    let moved = |at: usize| at.clamp(from, to) - from + lead.len();
    let marks = line.marks.iter().filter(|mark| mark.start >= from && mark.start < to);
    Line { number: line.number, marks: marks.map(|mark| Span::new(moved(mark.start), moved(mark.end))).collect(), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, part: &str, masks: Option<&[Mask]>) -> (String, String) {
        let source = Source::new("a.toml", text.to_owned());
        let at = text.find(part).unwrap();
        let line = line(&source, &[Span::new(at, at + part.len())], masks).unwrap();
        let slice = line.marks[0].slice(&line.text).to_owned();
        (line.text, slice)
    }

    #[test]
    fn invisible_characters_are_spelled_and_marked() {
        let (text, slice) = marked("surname = \"KI\u{200b}M\"", "\u{200b}", None);
        assert_eq!(text, "surname = \"KI<U+200B>M\"");
        assert_eq!(slice, "<U+200B>");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("\u{1b}[31m\u{202e}\u{7}\r"), "<U+001B>[31m<U+202E><U+0007><U+000D>");
        assert_eq!(printable("Ａ é 金 א"), "Ａ é 金 א");
    }

    #[test]
    fn values_and_notes_are_masked() {
        let text = "surname = \"ERIKSSON\" # my name is ANNA";
        let masks = [Mask { span: Span::new(11, 19), token: "<s:1>".to_owned() }];
        let (text, slice) = marked(text, "RIK", Some(&masks));
        assert_eq!(text, "surname = \"<s:1>   \" ");
        assert_eq!(slice, "s:1");
    }

    #[test]
    fn a_mark_at_the_cut_stays_inside() {
        for length in 200..300 {
            let source = Source::new("a.toml", format!("a = \"{}\"", "Ａ".repeat(length)));
            let marks: Vec<Span> = (0..length).map(|index| Span::new(5 + 3 * index, 8 + 3 * index)).collect();
            let line = line(&source, &marks, None).unwrap();
            assert!(line.marks.iter().all(|mark| line.text.get(mark.start..mark.end).is_some()), "{length}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{{\"a\": \"{}X{}\"}}", "y".repeat(5000), "z".repeat(5000));
        let (text, slice) = marked(&text, "X", None);
        assert_eq!(slice, "X");
        assert!(text.chars().count() < MAX_CHARACTERS + 3);
    }
}
