//! Adding an entry to a list of tables at the end of a text: nothing that stands there is touched.

use super::edit::quoted;
use super::{Format, Kind, Node, Source, Span};

/// The text with one more entry in the list `key`; `None` where the list stands in a form that cannot be added to.
pub fn appended(source: &Source, root: &Node, key: &str, fields: &[(&str, String)]) -> Option<String> {
    let list = root.get(key);
    match source.format {
        Format::Toml => toml(source, list, key, fields),
        Format::Yaml => yaml(source, list, key, fields),
        Format::Json => json(source, root, list, key, fields),
    }
}

/// The line end that the text uses.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The text up to and with the end of its last line.
fn closed(text: &str) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { line_end(text) };
    format!("{text}{end}")
}

fn toml(source: &Source, list: Option<&Node>, key: &str, fields: &[(&str, String)]) -> Option<String> {
    // `journal = [ … ]` on one line is closed; a table behind it would be another list of the same name.
    if list.is_some_and(|list| list.span.slice(&source.text).starts_with('[') && !is_table_header(source, list)) {
        return None;
    }
    let end = line_end(&source.text);
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("{name} = {}", quoted(value))).collect();
    let before = closed(&source.text);
    let gap = if before.is_empty() || before.ends_with(&format!("{end}{end}")) { "" } else { end };
    Some(format!("{before}{gap}[[{key}]]{end}{}{end}", lines.join(end)))
}

/// Whether a list was written as `[[key]]` tables.
fn is_table_header(source: &Source, list: &Node) -> bool {
    list.span.slice(&source.text).starts_with("[[")
        || list.items().first().is_some_and(|item| item.span.slice(&source.text).starts_with("[["))
}

fn yaml(source: &Source, list: Option<&Node>, key: &str, fields: &[(&str, String)]) -> Option<String> {
    let end = line_end(&source.text);
    let item = |dash: &str, indent: &str| -> String {
        let mut lines = fields.iter().enumerate().map(|(number, (name, value))| {
            format!("{}{name}: {}{end}", if number == 0 { dash } else { indent }, quoted(value))
        });
        lines.by_ref().collect()
    };
    let Some(last) = list.map(Node::items).and_then(<[Node]>::last) else {
        // An empty list or another value in its place cannot be added to by a line.
        return list.is_none().then(|| format!("{}{key}:{end}{}", closed(&source.text), item("  - ", "    ")));
    };
    let first_key = last.entries().first()?.key_span.start;
    let line = source.line(source.position(first_key).line);
    let dash = source.text.get(line.start..first_key)?;
    if dash.trim() != "-" {
        return None;
    }
    let indent = " ".repeat(dash.chars().count());
    let behind = last.entries().iter().map(|entry| entry.value.span.end).max()?;
    let at = source.line(source.position(behind.checked_sub(1)?).line).end;
    let (before, after) = (source.text.get(..at)?, source.text.get(at..)?);
    let added = item(dash, &indent);
    Some(format!("{before}{end}{}{after}", added.strip_suffix(end).unwrap_or(&added)))
}

fn json(source: &Source, root: &Node, list: Option<&Node>, key: &str, fields: &[(&str, String)]) -> Option<String> {
    let members: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    let entry = format!("{{ {} }}", members.join(", "));
    let insert = |at: usize, text: &str| Some(format!("{}{text}{}", source.text.get(..at)?, source.text.get(at..)?));
    let end = line_end(&source.text);
    match (list, list.map(|list| (&list.kind, list.span))) {
        (Some(list), Some((Kind::List(_), span))) => match list.items().last() {
            Some(last) => insert(last.span.end, &format!(",{end}    {entry}")),
            None => insert(span.start + 1, &entry),
        },
        (Some(_), _) => None,
        (None, _) => {
            let Span { end: close, .. } = root.span;
            let close = source.text.get(..close)?.rfind('}')?;
            match root.entries().last() {
                Some(last) => insert(last.value.span.end, &format!(",{end}  {}: [{entry}]", quoted(key))),
                None => insert(close, &format!("{}: [{entry}]", quoted(key))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(name: &str, text: &str) -> Option<String> {
        let source = Source::new(name, text.to_owned());
        let (root, faults) = source.parse();
        assert!(faults.is_empty(), "{faults:?}");
        let text = appended(&source, &root, "journal", &[("at", "t".to_owned()), ("event", "done \"x\"".to_owned())])?;
        let (again, faults) = Source::new(name, text.clone()).parse();
        assert!(faults.is_empty(), "{text}\n{faults:?}");
        let last = again.get("journal").unwrap().items().last().unwrap();
        assert_eq!(last.get("event").unwrap().as_str(), Some("done \"x\""), "{text}");
        Some(text)
    }

    #[test]
    fn what_stands_there_stays() {
        assert_eq!(
            added("a.toml", "# note\n[status]\ntext = 'x'").unwrap(),
            "# note\n[status]\ntext = 'x'\n\n[[journal]]\nat = \"t\"\nevent = \"done \\\"x\\\"\"\n"
        );
        assert_eq!(added("a.toml", "").unwrap(), "[[journal]]\nat = \"t\"\nevent = \"done \\\"x\\\"\"\n");
        assert!(
            added("a.toml", "[[journal]]\r\nat = 'a'\r\n")
                .unwrap()
                .ends_with("\r\n\r\n[[journal]]\r\nat = \"t\"\r\nevent = \"done \\\"x\\\"\"\r\n")
        );
        assert_eq!(added("a.toml", "journal = [{ at = 'a' }]\n"), None);
    }

    #[test]
    fn the_other_formats() {
        for text in [
            "status:\n  text: x # n\n",
            "journal:\n  - at: a\n    event: b # n\nstatus:\n  text: x\n",
            "journal:\n- at: a\n",
            "status:\n  text: x\njournal:\n    - { }\n    - at: \"a\"\n      message: |\n        two\n        lines\n",
        ] {
            if let Some(more) = added("a.yaml", text) {
                assert!(text.lines().all(|line| more.contains(line)), "{more}");
            }
        }
        for text in [
            "{}",
            "{\"status\": {\"text\": \"x\"}}",
            "{\n  \"journal\": []\n}\n",
            "{\"journal\": [{\"at\": \"a\"}], \"status\": {}}",
        ] {
            assert!(added("a.json", text).is_some(), "{text}");
        }
        assert_eq!(added("a.json", "{\"journal\": 3}"), None);
    }
}
