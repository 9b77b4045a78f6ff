//! Pieces of Markdown pages.

use std::fmt::Write;

/// A text in which nothing is markup; addresses become links.
pub fn text(text: &str) -> String {
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    if let Some(inner) = word.strip_prefix('(').filter(|inner| inner.starts_with("http")) {
        return format!("({}", self::word(inner));
    }
    if word.starts_with("https://") || word.starts_with("http://") {
        let address = word.trim_end_matches([',', ';', '.', ')']);
        let rest = word.get(address.len()..).unwrap_or("");
        // Within its brackets an address is taken as it is.
        if !address.contains(['<', '>', '\\', '`']) {
            return format!("<{address}>{rest}");
        }
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text of a declaration: its back-ticked words are code, as they were written.
pub fn prose(prose: &str) -> String {
    let piece = |(number, piece): (usize, &str)| if number % 2 == 1 { code(piece) } else { text_between(piece) };
    prose.split('`').enumerate().map(piece).collect()
}

/// [`text`], with the blanks at its ends.
fn text_between(piece: &str) -> String {
    let blank = |there: bool| if there { " " } else { "" };
    let only = piece.trim().is_empty();
    format!("{}{}{}", blank(piece.starts_with(' ')), text(piece), blank(piece.ends_with(' ') && !only))
}

/// Code within a line.
pub fn code(code: &str) -> String {
    let code = code.replace('\n', " ");
    if code.contains('`') { format!("`` {code} ``") } else { format!("`{code}`") }
}

/// Lines that are shown as they are, under a fence that none of them closes.
pub fn block(lines: &str) -> String {
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{lines}\n{fence}\n")
}

/// A table; cells hold Markdown.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "| {} |", head.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(head.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| cell_of(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// A bar parts cells even within code.
fn cell_of(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for c in markdown.chars() {
        if c == '|' && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The anchor that a heading of these words gets.
pub fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    kept.chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup_unless_it_was_meant() {
        assert_eq!(text("a_b <c>\nd"), "a\\_b \\<c\\> d");
        assert_eq!(prose("as `pack.a_b`, or *"), "as `pack.a_b`, or \\*");
        assert_eq!(text("see (https://example.com/a_b, or"), "see (<https://example.com/a_b>, or");
        assert!(table(&["a"], &[vec![code("a | b")]]).contains("`a \\| b`"));
        assert_eq!(block("a\n```\nb"), "````text\na\n```\nb\n````\n");
        assert_eq!(anchor("[[rule.tests]]"), "ruletests");
    }
}
