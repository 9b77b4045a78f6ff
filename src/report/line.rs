//! A line of the user's file that is ready to print, with what is marked in it.

use unicode_width::UnicodeWidthStr;

use crate::source::Span;

/// A line that is ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What is printed.
    pub text: String,
    /// What is marked in it, in bytes of `text`.
    pub marks: Vec<Span>,
}

impl Line {
    /// The text in pieces, each with whether it is marked. A mark of no width marks the character behind it.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for mark in &self.marks {
            let next = self.text.get(mark.start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let end = if mark.is_empty() { mark.start + next } else { mark.end };
            pieces.extend(self.text.get(at..mark.start).map(|plain| (plain, false)));
            pieces.extend(self.text.get(mark.start.max(at)..end).map(|marked| (marked, true)));
            at = end.max(at);
        }
        pieces.extend(self.text.get(at..).map(|plain| (plain, false)));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }

    /// A line of carets that stand under the marks.
    pub fn carets(&self) -> String {
        let sign = |(piece, marked): (&str, bool)| (if marked { "^" } else { " " }).repeat(piece.width());
        self.pieces().into_iter().map(sign).collect::<String>().trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, marks: &[(usize, usize)]) -> Line {
        let marks = marks.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        Line { number: 1, text: text.to_owned(), marks }
    }

    #[test]
    fn carets_stand_under_the_marks() {
        assert_eq!(line("aＡbc", &[(1, 4), (5, 6)]).carets(), " ^^ ^");
        assert_eq!(line("abc", &[(1, 1)]).carets(), " ^", "a mark of no width");
        assert_eq!(line("abc", &[(3, 3)]).carets(), "");
    }

    #[test]
    fn pieces_are_the_whole_line() {
        let line = line("abcdef", &[(1, 3), (2, 4)]);
        assert_eq!(line.pieces(), [("a", false), ("bc", true), ("d", true), ("ef", false)]);
    }
}
