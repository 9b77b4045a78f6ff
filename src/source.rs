//! The user's file: read within bounds, decoded, and parsed into spanned nodes.

pub mod append;
pub mod edit;
mod escape;
mod json;
mod node;
mod position;
mod read;
mod toml;
mod yaml;

pub use escape::{align, inner};
pub use node::{Entry, Kind, Node};
pub use position::{LineIndex, Position, Span};
pub use read::{MAX_BYTES, Unreadable, decode, open_regular, read_path, read_regular, read_stdin};

/// Deepest nesting that is read. An application has three levels; a rule file has six.
pub const MAX_DEPTH: usize = 64;

/// Something wrong with the text of a file, before any rule is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where; `None` where the whole file is meant.
    pub span: Option<Span>,
    /// What, in one sentence without any value from the file.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    /// A fault at a place.
    pub fn at(span: Span, message: String) -> Self {
        Self { span: Some(span), message, help: None }
    }

    /// The same fault with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The three formats an application may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML 1.1
    Toml,
    /// YAML 1.2
    Yaml,
    /// JSON, RFC 8259
    Json,
}

impl Format {
    /// By the ending of the name, else by the look of the text.
    pub fn detect(name: &str, text: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("toml") => Self::Toml,
            Some("yaml" | "yml") => Self::Yaml,
            Some("json") => Self::Json,
            _ => Self::sniff(text),
        }
    }

    fn sniff(text: &str) -> Self {
        let mut lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with('#'));
        match lines.next() {
            Some(line) if line.starts_with('{') => Self::Json,
            Some(line) if line.starts_with("---") => Self::Yaml,
            Some(line) => {
                let (equals, colon) = (line.find('='), line.find(':'));
                let colon_first = colon.is_some_and(|colon| equals.is_none_or(|equals| colon < equals));
                if !line.starts_with('[') && colon_first { Self::Yaml } else { Self::Toml }
            }
            None => Self::Toml,
        }
    }
}

/// A text file with its line index; what a finding's place points into.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name as the user gave it; `-` for standard input.
    pub name: String,
    /// The text without a byte order mark.
    pub text: String,
    /// Bytes of the file before the text: 3 with a byte order mark, more before a line of JSON lines, else 0.
    pub offset: usize,
    /// The format it was read as.
    pub format: Format,
    lines: LineIndex,
}

impl Source {
    /// Wraps a decoded text.
    pub fn new(name: &str, text: String) -> Self {
        let (text, offset) = match text.strip_prefix('\u{feff}') {
            Some(rest) => (rest.to_owned(), '\u{feff}'.len_utf8()),
            None => (text, 0),
        };
        Self { format: Format::detect(name, &text), lines: LineIndex::new(&text), name: name.to_owned(), text, offset }
    }

    /// Wraps one line of a file of JSON lines: line `number`, from byte `offset` on.
    pub fn json_line(name: &str, text: String, number: usize, offset: usize) -> Self {
        Self { format: Format::Json, lines: LineIndex::from_line(&text, number), name: name.to_owned(), text, offset }
    }

    /// Parses the text as far as it goes.
    pub fn parse(&self) -> (Node, Vec<Fault>) {
        let (node, mut faults) = match self.format {
            Format::Toml => toml::parse(&self.text),
            Format::Yaml => yaml::parse(&self.text),
            Format::Json => json::parse(&self.text),
        };
        faults.sort_by_key(|fault| fault.span);
        (node, faults)
    }

    /// Line and column of a byte of the text.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, offset)
    }

    /// The bytes of a line, from 1, without its line end.
    pub fn line(&self, line: usize) -> Span {
        self.lines.line(&self.text, line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_ending_then_by_look() {
        assert_eq!(Format::detect("a.yml", "{"), Format::Yaml);
        assert_eq!(Format::detect("-", "  {\"a\": 1}"), Format::Json);
        assert_eq!(Format::detect("-", "# note\n[identity]\n"), Format::Toml);
        assert_eq!(Format::detect("-", "identity:\n  url: a=b"), Format::Yaml);
        assert_eq!(Format::detect("-", "url = \"https://x\""), Format::Toml);
    }

    #[test]
    fn a_byte_order_mark_is_kept_out_of_the_text() {
        let source = Source::new("a.toml", "\u{feff}a = 1".to_owned());
        assert_eq!((source.offset, source.position(0).column), (3, 1));
        assert!(source.parse().1.is_empty());
    }
}
