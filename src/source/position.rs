//! Where something stands in a text: byte spans, and lines and columns for people.

/// A half-open range of bytes in a source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The part of `text` that the span covers, or nothing where it does not fit the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place as people count: line from 1, column from 1 in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in code points.
    pub column: usize,
}

/// The line starts of a text, so that a byte offset becomes a [`Position`] without reading the text from its beginning.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Lines that stand before the text in its file.
    before: usize,
}

impl LineIndex {
    /// Reads the line starts of `text`; `\n` and `\r\n` end a line.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter_map(|(at, byte)| (byte == b'\n').then_some(at + 1)))
            .collect();
        Self { starts, before: 0 }
    }

    /// The same for a part of a file that begins at line `first`.
    pub fn from_line(text: &str, first: usize) -> Self {
        Self { before: first.saturating_sub(1), ..Self::new(text) }
    }

    /// Line and column of a byte offset; an offset inside a character counts as that character's place.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = floor_char_boundary(text, offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        Position { line: line + self.before, column: text.get(start..offset).unwrap_or("").chars().count() + 1 }
    }

    /// The byte span of a line (from 1) without its line end; empty for a line that is not there.
    pub fn line(&self, text: &str, line: usize) -> Span {
        let Some(&start) = line.checked_sub(self.before + 1).and_then(|index| self.starts.get(index)) else {
            return Span::new(text.len(), text.len());
        };
        let end = self.starts.get(line - self.before).map_or(text.len(), |&next| next - 1);
        let line = text.get(start..end).unwrap_or("");
        Span::new(start, start + line.strip_suffix('\r').unwrap_or(line).len())
    }

    /// The byte offset of a line and column, the end of the line where the column lies past it.
    pub fn offset(&self, text: &str, position: Position) -> usize {
        let line = self.line(text, position.line);
        let within = line.slice(text).char_indices().nth(position.column.saturating_sub(1));
        within.map_or(line.end, |(at, _)| line.start + at)
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_not_bytes() {
        let text = "a = 1\r\nname = \"ＫＩＭ\"\n";
        let index = LineIndex::new(text);
        let at = text.find('Ｉ').unwrap();
        assert_eq!(index.position(text, at), Position { line: 2, column: 10 });
        assert_eq!(index.offset(text, Position { line: 2, column: 10 }), at);
        assert_eq!(index.line(text, 1).slice(text), "a = 1");
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let index = LineIndex::new("ab");
        assert_eq!(index.position("ab", 99), Position { line: 1, column: 3 });
        assert_eq!(index.line("ab", 7), Span::new(2, 2));
    }
}
