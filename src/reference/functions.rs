//! The functions that conditions may call, as a page, as a list, and one alone.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::made_by;
use super::markdown::{block, code, text};
use crate::expr::function::{Function, Vocabulary};
use crate::expr::{FORMS, Form, THEMES};

const LANGUAGE: &str = "The language itself";

const HEAD: &str = "# Functions

What conditions of rules may call. The first parameter may also stand before a dot: `size(x)` is `x.size()`. Operators are those of CEL:
`==` `!=` `<` `<=` `>` `>=` `in` `&&` `||` `!` `? :` `+` `-` `[ ]`. What is not given stops a condition, unless the other side of `&&` or
`||` decides alone. Functions called `judge_…` list what is wrong, for `judge`; all others are for `expect` and the rest.

";

/// A function or a form of the language, as it is described.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// The theme that it belongs to.
    pub theme: &'static str,
    /// Parameters and result with their types.
    pub signature: String,
    /// One sentence.
    pub doc: &'static str,
    /// A call and what it gives.
    pub example: (&'static str, &'static str),
    /// What the words of its parameters are: parameter, sentence.
    pub words: Vec<(&'static str, String)>,
}

/// All of them, by theme.
pub fn entries() -> Vec<Entry> {
    let of_language = FORMS.iter().map(of_form);
    let of_themes =
        THEMES.iter().flat_map(|theme| theme.functions().map(|function| of_function(theme.title, function)));
    of_language.chain(of_themes).collect()
}

fn of_form(form: &Form) -> Entry {
    Entry {
        name: form.name,
        theme: LANGUAGE,
        signature: form.signature.to_owned(),
        doc: form.doc,
        example: form.example,
        words: Vec::new(),
    }
}

fn of_function(theme: &'static str, function: &Function) -> Entry {
    let words = function.params.iter().filter_map(|(name, kind)| Some((*name, says(kind.vocabulary()?))));
    Entry {
        name: function.name,
        theme,
        signature: function.signature(),
        doc: function.doc,
        example: function.example,
        words: words.collect(),
    }
}

fn says(vocabulary: Vocabulary) -> String {
    match vocabulary {
        Vocabulary::Section => "sections of the application".to_owned(),
        Vocabulary::Key => "keys that a person types".to_owned(),
        Vocabulary::Meaning => format!("what a text is for: {}", vocabulary.sorted().join(", ")),
        Vocabulary::Of(words) => format!("of {}", words.join(", ")),
    }
}

/// Those of one theme after the other.
fn by_theme(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    entries.chunk_by(|a, b| a.theme == b.theme)
}

/// For a terminal.
pub fn human(entries: &[Entry]) -> String {
    let mut out = String::new();
    for (number, theme) in by_theme(entries).enumerate() {
        let gap = if number == 0 { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{}", theme.first().map_or("", |entry| entry.theme));
        for entry in theme {
            let _ = writeln!(out, "  {}\n      {}", entry.signature, entry.doc);
            for (name, says) in &entry.words {
                let _ = writeln!(out, "      {name}: {says}");
            }
            let _ = writeln!(out, "      {} gives {}", entry.example.0, entry.example.1);
        }
    }
    out
}

/// For programs.
pub fn json(entries: &[Entry]) -> Json {
    let one = |entry: &Entry| {
        let words: serde_json::Map<String, Json> =
            entry.words.iter().map(|(name, says)| ((*name).to_owned(), json!(says))).collect();
        json!({
            "name": entry.name,
            "theme": entry.theme,
            "signature": entry.signature,
            "doc": entry.doc,
            "words": words,
            "example": {"call": entry.example.0, "gives": entry.example.1},
        })
    };
    json!({"functions": entries.iter().map(one).collect::<Vec<_>>()})
}

/// The page; without a head where only some are asked for.
pub fn markdown(entries: &[Entry], whole: bool) -> String {
    let mut out = String::new();
    if whole {
        out.push_str(&made_by("rules functions --format markdown"));
        out.push_str(HEAD);
    }
    for theme in by_theme(entries) {
        let _ = writeln!(out, "## {}\n", theme.first().map_or(String::new(), |entry| text(entry.theme)));
        for entry in theme {
            let _ = writeln!(out, "### {}\n\n{}\n\n{}\n", text(entry.name), code(&entry.signature), text(entry.doc));
            for (name, says) in &entry.words {
                let _ = writeln!(out, "- {}: {}", code(name), text(says));
            }
            if !entry.words.is_empty() {
                out.push('\n');
            }
            let _ = writeln!(out, "{}", block(&format!("{}\n-> {}", entry.example.0, entry.example.1)));
        }
    }
    out.trim_end().to_owned() + "\n"
}
