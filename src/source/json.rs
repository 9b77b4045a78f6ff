//! JSON into [`Node`]s: a tolerant tree over a well-kept scanner, so that several faults are found in one go.

use std::collections::HashSet;

use jsonc_parser::Scanner;
use jsonc_parser::ScannerOptions;
use jsonc_parser::tokens::Token;

use super::node::{Entry, Kind, Node};
use super::position::Span;
use super::{Fault, MAX_DEPTH};

/// Parses a JSON text as far as it goes, with every fault found on the way.
pub fn parse(text: &str) -> (Node, Vec<Fault>) {
    let mut parser = Parser::new(text);
    let root = if parser.here.is_some() {
        parser.value(0)
    } else {
        parser.fault("the file is empty: JSON wants one object, { ... }");
        parser.empty()
    };
    if parser.here.is_some() && !parser.stopped {
        parser.fault("nothing may follow the closing bracket");
    }
    (root, parser.faults)
}

/// Faults after which the rest of the text is left alone.
const MAX_FAULTS: usize = 50;

/// A scanner that takes RFC 8259 and nothing more.
fn scanner(text: &str) -> Scanner<'_> {
    Scanner::new(
        text,
        &ScannerOptions {
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        },
    )
}

struct Parser<'a> {
    text: &'a str,
    scanner: Scanner<'a>,
    /// Where the text of the scanner begins in the whole.
    base: usize,
    here: Option<(Token<'a>, Span)>,
    last_end: usize,
    faults: Vec<Fault>,
    stopped: bool,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        let mut parser =
            Self { text, scanner: scanner(text), base: 0, here: None, last_end: 0, faults: Vec::new(), stopped: false };
        parser.advance();
        parser
    }

    fn empty(&self) -> Node {
        Node { span: Span::new(self.last_end, self.last_end), kind: Kind::Null }
    }

    fn fault(&mut self, message: &str) {
        let span = self.here.as_ref().map_or(Span::new(self.last_end, self.last_end), |(_, span)| *span);
        self.faults.push(Fault::at(span, message.to_owned()));
    }

    fn advance(&mut self) {
        if let Some((_, span)) = self.here.take() {
            self.last_end = span.end;
        }
        while self.faults.len() < MAX_FAULTS {
            let token = self.scanner.scan();
            let span = Span::new(self.base + self.scanner.token_start(), self.base + self.scanner.token_end());
            match token {
                Ok(Some(Token::CommentLine(_) | Token::CommentBlock(_))) => {
                    let message = "JSON has no comments; use TOML or YAML for a file with notes";
                    self.faults.push(Fault::at(span, message.to_owned()));
                }
                Ok(Some(token)) => {
                    self.here = Some((token, span));
                    return;
                }
                Ok(None) => return,
                Err(error) => {
                    let start = self.base + error.range().start;
                    let rest = self.text.get(start..).unwrap_or("");
                    // What cannot be read counts as one value up to the next sign or line end.
                    let length = rest.find([',', ']', '}', '\n']).unwrap_or(rest.len());
                    let first = rest.chars().next().map_or(0, char::len_utf8);
                    let span = Span::new(start, start + length.max(first));
                    self.faults.push(Fault::at(span, format!("this is no JSON: {}", error.kind())));
                    self.base = span.end;
                    self.scanner = scanner(self.text.get(self.base..).unwrap_or(""));
                    self.here = Some((Token::Null, span));
                    return;
                }
            }
        }
        self.stopped = true;
    }

    fn take(&mut self, wanted: &Token<'_>) -> Option<Span> {
        let span = self.here.as_ref().filter(|(token, _)| token == wanted).map(|(_, span)| *span);
        if span.is_some() {
            self.advance();
        }
        span
    }

    fn value(&mut self, depth: usize) -> Node {
        if depth > MAX_DEPTH {
            self.fault("nested too deeply; an application needs three levels");
            self.here = None;
            self.stopped = true;
            return self.empty();
        }
        let Some((token, span)) = self.here.clone() else {
            if !self.stopped {
                self.fault("a value is missing here");
            }
            return self.empty();
        };
        let kind = match token {
            Token::OpenBrace => return self.object(span, depth),
            Token::OpenBracket => return self.array(span, depth),
            Token::String(text) => Kind::String(text.into_owned()),
            Token::Boolean(value) => Kind::Bool(value),
            Token::Number(number) => match (number.parse::<i64>(), number.parse::<f64>()) {
                (Ok(integer), _) => Kind::Integer(integer),
                (_, Ok(float)) => Kind::Float(float),
                _ => {
                    self.fault("this is not a number");
                    Kind::Null
                }
            },
            Token::Null => Kind::Null,
            Token::Word(_) => {
                self.fault("a text must stand in double quotes");
                Kind::Null
            }
            _ => {
                self.fault("a value is missing here");
                return self.empty();
            }
        };
        self.advance();
        Node { span, kind }
    }

    fn array(&mut self, open: Span, depth: usize) -> Node {
        self.advance();
        let mut items = Vec::new();
        loop {
            if let Some(close) = self.take(&Token::CloseBracket) {
                return Node { span: open.to(close), kind: Kind::List(items) };
            }
            let before = self.position();
            items.push(self.value(depth + 1));
            if !self.separated(&Token::CloseBracket, before) {
                return Node { span: Span::new(open.start, self.last_end.max(open.end)), kind: Kind::List(items) };
            }
        }
    }

    fn object(&mut self, open: Span, depth: usize) -> Node {
        self.advance();
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = HashSet::new();
        loop {
            if let Some(close) = self.take(&Token::CloseBrace) {
                return Node { span: open.to(close), kind: Kind::Table(entries) };
            }
            let before = self.position();
            if let Some((Token::String(key), key_span)) = self.here.clone() {
                self.advance();
                if self.take(&Token::Colon).is_none() && !self.stopped {
                    self.fault("a colon must stand between key and value");
                }
                let value = self.value(depth + 1);
                if !seen.insert(key.clone()) {
                    self.faults.push(Fault::at(key_span, "this key stands here twice; keep one of the two".to_owned()));
                } else {
                    entries.push(Entry { key: key.into_owned(), key_span, value });
                }
            } else if !self.stopped {
                self.fault("a key in double quotes is expected here");
            }
            if !self.separated(&Token::CloseBrace, before) {
                return Node { span: Span::new(open.start, self.last_end.max(open.end)), kind: Kind::Table(entries) };
            }
        }
    }

    fn position(&self) -> usize {
        self.here.as_ref().map_or(self.text.len(), |(_, span)| span.start)
    }

    /// Eats the comma between two items. False where the list cannot go on.
    fn separated(&mut self, close: &Token<'_>, before: usize) -> bool {
        if let Some(comma) = self.take(&Token::Comma) {
            if self.here.as_ref().is_some_and(|(token, _)| token == close) {
                self.faults.push(Fault::at(comma, "no comma may stand before the closing bracket".to_owned()));
            }
            return true;
        }
        match &self.here {
            Some((token, _)) if token == close => true,
            None => {
                if !self.stopped {
                    self.fault("the closing bracket is missing");
                    self.stopped = true;
                }
                false
            }
            Some(_) => {
                self.fault("a comma is missing before this");
                // Without progress the same token would be reported for ever.
                if self.position() == before {
                    self.advance();
                }
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_spans() {
        let text = r#"{"identity": {"surname": "ERIKSSON", "done": [1, true, null]}}"#;
        let (root, faults) = parse(text);
        assert!(faults.is_empty(), "{faults:?}");
        let identity = root.get("identity").unwrap();
        assert_eq!(identity.get("surname").unwrap().span.slice(text), "\"ERIKSSON\"");
        assert_eq!(identity.get("done").unwrap().items().len(), 3);
    }

    #[test]
    fn several_faults_are_found_at_once() {
        let text = r#"{"a": 1 "b": 2, "b": 3, "c": word, }"#;
        let (root, faults) = parse(text);
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert_eq!(root.entries().len(), 3);
    }

    #[test]
    fn hostile_nesting_ends() {
        let (_, faults) = parse(&"[".repeat(10_000));
        assert!(!faults.is_empty());
        let (_, faults) = parse(&"{\"a\":".repeat(10_000));
        assert!(!faults.is_empty());
    }

    #[test]
    fn cut_off_texts_end_with_a_fault() {
        for text in ["", "{", "{\"a\"", "{\"a\":", "{\"a\": \"b", "[1,", "{]", "]", "{\"a\" 1}"] {
            assert!(!parse(text).1.is_empty(), "{text}");
        }
    }
}
