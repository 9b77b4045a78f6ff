//! YAML 1.2 into [`Node`]s. After a syntax error reading goes on at the next top-level key.

use std::collections::HashSet;

use granit_parser::{Event, Parser, ScalarStyle};

use super::node::{Entry, Kind, Node};
use super::position::Span;
use super::{Fault, MAX_DEPTH};

/// How many syntax errors are looked for before the rest of the text is left alone.
const MAX_RECOVERIES: usize = 20;

/// Parses a YAML text as far as it goes, with every fault found on the way.
pub fn parse(text: &str) -> (Node, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut whole = None;
    let mut base = 0;
    for _ in 0..MAX_RECOVERIES {
        let mut builder = Builder::new(base);
        let stopped = builder.read(text.get(base..).unwrap_or(""));
        faults.append(&mut builder.faults);
        match builder.finish() {
            Some(Node { kind: Kind::Table(more), .. }) => entries.extend(more),
            Some(other) if entries.is_empty() => whole = Some(other),
            _ => {}
        }
        match stopped.and_then(|at| next_top_level_key(text, at)) {
            Some(next) => base = next,
            None => break,
        }
    }
    if let (Some(node), true) = (whole, entries.is_empty()) {
        return (node, faults);
    }
    forget_repeated(&mut entries, &mut faults);
    let root = Node { span: Span::new(0, text.len()), kind: Kind::Table(entries) };
    (root, faults)
}

/// The start of the first line after `at` that begins with a key of the outermost mapping.
fn next_top_level_key(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let mut offset = at + rest.find('\n')? + 1;
    for line in text.get(offset..)?.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '_') && line.contains(':') {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

fn forget_repeated(entries: &mut Vec<Entry>, faults: &mut Vec<Fault>) {
    let mut seen = HashSet::new();
    entries.retain(|entry| {
        let first = seen.insert(entry.key.clone());
        if !first {
            faults.push(Fault::at(entry.key_span, "this key stands here twice; keep one of the two".to_owned()));
        }
        first
    });
}

/// A collection that is still open.
enum Open {
    List(Vec<Node>, Span),
    Table(Vec<Entry>, Span, Option<(String, Span)>),
}

struct Builder {
    base: usize,
    open: Vec<Open>,
    root: Option<Node>,
    faults: Vec<Fault>,
}

impl Builder {
    fn new(base: usize) -> Self {
        Self { base, open: Vec::new(), root: None, faults: Vec::new() }
    }

    /// Reads events up to the end or the first error; says where it stopped.
    fn read(&mut self, text: &str) -> Option<usize> {
        let mut documents = 0;
        for next in Parser::new_from_str(text) {
            let (event, span) = match next {
                Ok(event) => event,
                Err(error) => {
                    let at = self.base + error.marker().byte_offset().unwrap_or(text.len());
                    self.faults.push(Fault::at(Span::new(at, at), error.info()));
                    return Some(at);
                }
            };
            let span = self.span(span.byte_range());
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.faults.push(Fault::at(
                            span,
                            "one file holds one application; put the second in its own file".to_owned(),
                        ));
                        return None;
                    }
                }
                Event::Scalar(value, style, ..) => {
                    let value = value.into_owned();
                    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                    let span = if block { self.trimmed(span, text) } else { span };
                    let kind = if style == ScalarStyle::Plain { plain(value) } else { Kind::String(value) };
                    self.put(Node { span, kind });
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    self.faults
                        .push(Fault::at(span, "references (*name) are not read; write the value out".to_owned()));
                    self.put(Node { span, kind: Kind::Null });
                }
                Event::SequenceStart(..) => self.open.push(Open::List(Vec::new(), span)),
                Event::MappingStart(..) => self.open.push(Open::Table(Vec::new(), span, None)),
                Event::SequenceEnd | Event::MappingEnd => self.close(span),
                _ => {}
            }
            if self.open.len() > MAX_DEPTH {
                self.faults.push(Fault::at(span, "nested too deeply; an application needs three levels".to_owned()));
                return None;
            }
        }
        None
    }

    fn span(&self, range: Option<std::ops::Range<usize>>) -> Span {
        range.map_or(Span::new(self.base, self.base), |range| Span::new(self.base + range.start, self.base + range.end))
    }

    /// A block scalar without the line end and the indent behind it.
    fn trimmed(&self, span: Span, text: &str) -> Span {
        let slice = Span::new(span.start - self.base, span.end - self.base).slice(text);
        Span::new(span.start, span.start + slice.trim_end().len())
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Table(entries, _, pending)) => match pending.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => match node.kind {
                    Kind::String(key) | Kind::Plain(key) => *pending = Some((key, node.span)),
                    _ => {
                        self.faults.push(Fault::at(node.span, "a key must be a plain word".to_owned()));
                        *pending = Some((String::new(), node.span));
                    }
                },
            },
        }
    }

    fn close(&mut self, end: Span) {
        let node = match self.open.pop() {
            Some(Open::List(items, start)) => Node { span: start.to(end), kind: Kind::List(items) },
            Some(Open::Table(mut entries, start, _)) => {
                if !self.open.is_empty() {
                    forget_repeated(&mut entries, &mut self.faults);
                }
                Node { span: start.to(end), kind: Kind::Table(entries) }
            }
            None => return,
        };
        self.put(node);
    }

    /// What was read, collections that an error left open included.
    fn finish(mut self) -> Option<Node> {
        while let Some(last) = self.open.last() {
            let span = match last {
                Open::List(_, span) | Open::Table(_, span, _) => *span,
            };
            self.close(span);
        }
        self.root
    }
}

/// YAML 1.2 core schema: only these plain words are null; everything else is decided by the type that is expected.
fn plain(value: String) -> Kind {
    match value.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        _ => Kind::Plain(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_spans() {
        let text = "identity:\n  surname: \"ERIKSSON\"\n  given_names: Анна\nforms:\n  - form: billing\n";
        let (root, faults) = parse(text);
        assert!(faults.is_empty(), "{faults:?}");
        let identity = root.get("identity").unwrap();
        assert_eq!(identity.get("surname").unwrap().span.slice(text), "\"ERIKSSON\"");
        assert_eq!(identity.get("given_names").unwrap().span.slice(text), "Анна");
        assert_eq!(root.get("forms").unwrap().items().len(), 1);
    }

    #[test]
    fn a_broken_section_does_not_hide_the_next() {
        let text = "account:\n  email: \"open\n  phone: [1\nidentity:\n  surname: KIM\n  surname: LEE\n";
        let (root, faults) = parse(text);
        assert!(faults.len() >= 2, "{faults:?}");
        assert_eq!(root.get("identity").unwrap().get("surname").unwrap().as_str(), Some("KIM"));
    }

    #[test]
    fn references_and_second_documents_are_refused() {
        assert!(!parse("a: &x 1\nb: *x\n").1.is_empty());
        assert!(!parse("a: 1\n---\nb: 2\n").1.is_empty());
    }

    #[test]
    fn hostile_nesting_ends() {
        assert!(!parse(&"[".repeat(10_000)).1.is_empty());
        assert!(!parse(&"- ".repeat(10_000)).1.is_empty());
    }
}
