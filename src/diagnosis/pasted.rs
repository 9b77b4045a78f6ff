//! What was pasted, as the words that a person would read: of JSON its texts, of HTML what it shows.

use html5gum::{Token, Tokenizer};
use serde_json::Value;

/// Longest paste that is read, in bytes; what a message says it says at its beginning.
pub const MAX_BYTES: usize = 256 * 1024;

/// The readable text of a message.
pub fn readable(message: &str) -> String {
    let message = bounded(message);
    if message.trim_start().starts_with('<') && looks_like_html(message) {
        return shown(message);
    }
    if let Some((before, json, after)) = embedded_json(message) {
        let mut text = format!("{before}\n");
        collect(&json, &mut text);
        text.push_str(after);
        return text;
    }
    if looks_like_html(message) { shown(message) } else { message.to_owned() }
}

/// The part that is read.
pub fn bounded(message: &str) -> &str {
    let mut end = message.len().min(MAX_BYTES);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    message.get(..end).unwrap_or("")
}

fn embedded_json(message: &str) -> Option<(&str, Value, &str)> {
    let start = message.find(['{', '['])?;
    let rest = message.get(start..)?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let value = values.next()?.ok().filter(|value| value.is_object() || value.is_array())?;
    Some((message.get(..start)?, value, rest.get(values.byte_offset()..)?))
}

/// Every text of a JSON value, one a line. Keys are the programmer's words.
fn collect(value: &Value, text: &mut String) {
    match value {
        Value::String(inner) => {
            // An answer within an answer is not rare.
            match embedded_json(inner) {
                Some((before, json, after)) => {
                    text.push_str(before);
                    collect(&json, text);
                    text.push_str(after);
                }
                None if looks_like_html(inner) => text.push_str(&shown(inner)),
                None => text.push_str(inner),
            }
            text.push('\n');
        }
        Value::Number(number) => text.push_str(&format!("{number}\n")),
        Value::Array(items) => items.iter().for_each(|item| collect(item, text)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, text)),
        Value::Null | Value::Bool(_) => {}
    }
}

fn looks_like_html(text: &str) -> bool {
    text.contains("</")
        || text.contains("<br")
        || text.get(..15).is_some_and(|start| start.to_lowercase().contains("<!doctype"))
}

/// What a page shows: without tags, scripts and styles.
fn shown(html: &str) -> String {
    let mut text = String::new();
    let mut hidden = false;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                hidden = matches!(&**tag.name, b"script" | b"style");
                text.push('\n');
            }
            Token::EndTag(_) => {
                hidden = false;
                text.push('\n');
            }
            Token::String(string) if !hidden => text.push_str(&String::from_utf8_lossy(&string)),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(message: &str) -> String {
        readable(message).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn of_json_the_texts_are_read() {
        assert_eq!(
            words(r#"HTTP 400 {"error_code":"X.1","error_msg":"The code expired"} thanks"#),
            "HTTP 400 X.1 The code expired thanks"
        );
        assert_eq!(words(r#"{"body":"{\"message\":\"frozen\"}"}"#), "frozen");
        assert_eq!(words("{not json}"), "{not json}");
    }

    #[test]
    fn of_html_what_it_shows() {
        let page = "<!DOCTYPE html><html><head><title>403</title><style>b{}</style></head><body>No&nbsp;access<script>x()</script></body></html>";
        assert_eq!(words(page), "403 No access");
        assert_eq!(words("a < b and c > d"), "a < b and c > d");
    }

    #[test]
    fn a_paste_is_cut_between_characters() {
        let text = "é".repeat(MAX_BYTES);
        assert!(bounded(&text).len() <= MAX_BYTES && !bounded(&text).is_empty());
    }
}
