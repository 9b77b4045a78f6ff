//! Which source bytes each decoded character of a quoted value came from, so that a caret stands under the right one.

use super::position::Span;

/// For every code point of `decoded`, the span it was written in. `raw` is the written value with its quotes and `start` its
/// offset in the file. `None` where the two cannot be brought together (folded YAML blocks): then the whole value is the place.
pub fn align(raw: &str, start: usize, decoded: &str) -> Option<Vec<Span>> {
    let body = inner(raw);
    let escapes = raw.starts_with('"');
    let doubled_quote = raw.starts_with('\'') && !raw.starts_with("'''");
    let mut spans = Vec::with_capacity(decoded.len());
    let mut at = body.start;
    let mut surrogate_tail: Option<Span> = None;
    for wanted in decoded.chars() {
        if let Some(tail) = surrogate_tail.take() {
            spans.push(tail);
            continue;
        }
        loop {
            let rest = raw.get(at..body.end)?;
            let first = rest.chars().next()?;
            let (length, value) = if escapes && first == '\\' {
                escape(rest)?
            } else if doubled_quote && rest.starts_with("''") {
                (2, Some('\''))
            } else {
                (first.len_utf8(), Some(first))
            };
            let span = Span::new(start + at, start + at + length);
            at += length;
            match value {
                Some(value) if value == wanted => {
                    spans.push(span);
                    break;
                }
                // A line end that the format folds away, or `\r\n` read as `\n`.
                Some(skipped) if skipped.is_whitespace() => {}
                None => {}
                Some(_) => return None,
            }
        }
    }
    Some(spans)
}

/// The span of a written value without its quotes, relative to `raw`.
pub fn inner(raw: &str) -> Span {
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if raw.len() >= 2 * quote.len() && raw.starts_with(quote) && raw.ends_with(quote) {
            let mut start = quote.len();
            // TOML drops the line end right after an opening triple quote.
            if quote.len() == 3 {
                let body = raw.get(start..).unwrap_or("");
                start += if body.starts_with("\r\n") { 2 } else { usize::from(body.starts_with('\n')) };
            }
            return Span::new(start, (raw.len() - quote.len()).max(start));
        }
    }
    Span::new(0, raw.len())
}

/// Length of the escape at the start of `rest` and the character it stands for; `None` for one that stands for nothing.
fn escape(rest: &str) -> Option<(usize, Option<char>)> {
    let kind = rest.chars().nth(1)?;
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let code = code_unit(rest, 2, digits)?;
        if (0xD800..0xDC00).contains(&code) {
            // JSON writes what lies beyond the basic plane as two units.
            let low = code_unit(rest.get(6..)?, 2, 4)?;
            let scalar = 0x10000 + ((code - 0xD800) << 10) + low.checked_sub(0xDC00)?;
            return Some((12, char::from_u32(scalar)));
        }
        return Some((2 + digits, char::from_u32(code)));
    }
    let value = match kind {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'a' => '\u{7}',
        'v' => '\u{b}',
        'e' => '\u{1b}',
        '0' => '\0',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        '\n' | '\r' => {
            // A line continuation swallows the white space that follows it.
            let skipped: usize = rest.chars().skip(1).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
            return Some((1 + skipped, None));
        }
        other => other,
    };
    Some((1 + kind.len_utf8(), Some(value)))
}

fn code_unit(rest: &str, from: usize, digits: usize) -> Option<u32> {
    u32::from_str_radix(rest.get(from..from + digits)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices<'a>(raw: &'a str, decoded: &str) -> Option<Vec<&'a str>> {
        align(raw, 0, decoded).map(|spans| spans.iter().map(|span| span.slice(raw)).collect())
    }

    #[test]
    fn escapes_map_to_the_character_they_stand_for() {
        assert_eq!(slices(r#""A\u200bB""#, "A\u{200b}B"), Some(vec!["A", "\\u200b", "B"]));
        assert_eq!(slices(r#""\ud83d\ude00x""#, "😀x"), Some(vec!["\\ud83d\\ude00", "x"]));
        assert_eq!(slices("'O''BRIEN'", "O'BRIEN").map(|parts| parts[1]), Some("''"));
        assert_eq!(slices(r#""\U0001F600\tz""#, "😀\tz"), Some(vec!["\\U0001F600", "\\t", "z"]));
    }

    #[test]
    fn plain_and_literal_values_map_one_to_one() {
        assert_eq!(slices("Анна", "Анна"), Some(vec!["А", "н", "н", "а"]));
        assert_eq!(slices(r"'a\b'", r"a\b"), Some(vec!["a", "\\", "b"]));
        assert_eq!(slices("\"\"\"\nab\"\"\"", "ab"), Some(vec!["a", "b"]));
    }

    #[test]
    fn what_does_not_fit_is_not_guessed() {
        assert_eq!(slices("\"abc\"", "xyz"), None);
        assert_eq!(slices("\"\\u12\"", "\u{12}"), None);
    }
}
