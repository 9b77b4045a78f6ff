//! Pieces of Markdown pages.

use std::fmt::Write;

/// A text in which nothing is markup.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#' => out.extend(['\\', c]),
            '\n' => out.push(' '),
            _ => out.push(c),
        }
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
    let blank = |at_end: bool| if at_end { " " } else { "" };
    let (start, end) = (piece.starts_with(' '), piece.ends_with(' ') && piece.trim() != "");
    format!("{}{}{}", blank(start), text(piece), blank(end))
}

/// Code within a line.
pub fn code(code: &str) -> String {
    let code = code.replace('\n', " ");
    // In a table a bar parts cells even within code.
    let code = code.replace('|', "\\|");
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
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out
}

/// The anchor that a heading of these words gets.
pub fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    kept.chars().filter_map(|c| match c {
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
        assert_eq!(code("a || b"), "`a \\|\\| b`");
        assert_eq!(block("a\n```\nb"), "````text\na\n```\nb\n````\n");
        assert_eq!(anchor("[[rule.tests]]"), "ruletests");
    }
}
