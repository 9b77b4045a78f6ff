//! Replacing one written value in a text, in the quotes it was written in; everything around it stays.

use super::{Format, Span};

/// A value to be written in place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The written value with its quotes, in bytes of the text.
    pub span: Span,
    /// The new value.
    pub value: String,
}

/// Applies edits to a text. Of two edits that overlap, the first in the text is made.
pub fn apply(text: &str, format: Format, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.span.start < at {
            continue;
        }
        out.push_str(text.get(at..edit.span.start).unwrap_or(""));
        out.push_str(&written(edit.span.slice(text), format, &edit.value));
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// The value as the format writes it, in the old quotes where they can hold it.
pub fn written(old: &str, format: Format, value: &str) -> String {
    let plain = !value.chars().any(|c| c.is_control());
    match format {
        Format::Toml if old.starts_with('\'') && plain && !value.contains('\'') => format!("'{value}'"),
        Format::Yaml if old.starts_with('\'') && plain => format!("'{}'", value.replace('\'', "''")),
        Format::Yaml if !old.starts_with(['"', '\'']) && is_plain_yaml(value) => value.to_owned(),
        // JSON strings are TOML basic strings and YAML double-quoted ones, but for what is written as two units.
        _ => quoted(value),
    }
}

/// A text as TOML, JSON and YAML all read it.
pub fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether YAML reads the text as itself without quotes (YAML 1.2 §7.3.3), with some caution.
fn is_plain_yaml(value: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_' | '/' | '@' | '+' | '\'');
    value.starts_with(|c: char| c.is_alphanumeric() || c == '+')
        && !value.ends_with(' ')
        && value.chars().all(word)
        && !matches!(value.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, format: Format, old: &str, value: &str) -> String {
        let start = text.find(old).unwrap();
        let edit = Edit { span: Span::new(start, start + old.len()), value: value.to_owned() };
        apply(text, format, &[edit])
    }

    #[test]
    fn quotes_and_notes_stay() {
        assert_eq!(edited("a = 'x' # note\n", Format::Toml, "'x'", "KIM"), "a = 'KIM' # note\n");
        assert_eq!(edited("a = 'x'", Format::Toml, "'x'", "O'BRIEN"), "a = \"O'BRIEN\"");
        assert_eq!(edited("a: x # n", Format::Yaml, "x", "O'BRIEN"), "a: O'BRIEN # n");
        assert_eq!(edited("a: x", Format::Yaml, "x", "no"), "a: \"no\"");
        assert_eq!(edited("{\"a\": \"x\"}", Format::Json, "\"x\"", "a\"\\\u{1}"), "{\"a\": \"a\\\"\\\\\\u0001\"}");
    }
}
