//! Functions over the characters of a text.

use super::super::function::{Function, Kind, Vocabulary};
use super::judged::{self, Judged};
use super::{private_at, record_at, text_at, text_of};
use crate::expr::Stop;
use crate::fact::Value;
use crate::text::{Defect, Judgement, Kind as TextKind, character};

pub const TABLE: &[Function] = &[
    Function {
        name: "is_blank",
        params: &[("text", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether a text holds nothing but white space and what cannot be seen.",
        example: ("is_blank(' \\u200b') && !is_blank('KIM')", "true"),
        reads: &[],
        call: |_, args| {
            let text = text_at(args, 0)?;
            let unseen = character::invisible(text);
            let blank = text.chars().enumerate().all(|(at, c)| c.is_whitespace() || unseen.contains(&at));
            Ok(Value::Bool(blank))
        },
    },
    Function {
        name: "contains",
        params: &[("text", Kind::Text), ("part", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether a text contains another.",
        example: ("'ap-southeast-1'.contains('-')", "true"),
        reads: &[],
        call: |_, args| Ok(Value::Bool(text_at(args, 0)?.contains(text_at(args, 1)?))),
    },
    Function {
        name: "startsWith",
        params: &[("text", Kind::Text), ("part", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether a text begins with another.",
        example: ("'op_anna'.startsWith('op_')", "true"),
        reads: &[],
        call: |_, args| Ok(Value::Bool(text_at(args, 0)?.starts_with(text_at(args, 1)?))),
    },
    Function {
        name: "endsWith",
        params: &[("text", Kind::Text), ("part", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether a text ends with another.",
        example: ("'a@b.edu'.endsWith('.edu')", "true"),
        reads: &[],
        call: |_, args| Ok(Value::Bool(text_at(args, 0)?.ends_with(text_at(args, 1)?))),
    },
    Function {
        name: "lower",
        params: &[("text", Kind::Text)],
        result: Kind::Text,
        doc: "The text in lower case (Unicode default mapping).",
        example: ("lower('KIM')", "'kim'"),
        reads: &[],
        call: |_, args| Ok(Value::text(text_at(args, 0)?.to_lowercase())),
    },
    Function {
        name: "after",
        params: &[("text", Kind::Text), ("mark", Kind::Text)],
        result: Kind::Text,
        doc: "What stands behind the last occurrence of a mark; empty where there is none.",
        example: ("after('anna@example.edu', '@')", "'example.edu'"),
        reads: &[],
        call: |_, args| {
            let (text, mark) = (text_at(args, 0)?, text_at(args, 1)?);
            Ok(Value::text(text.rsplit_once(mark).map_or("", |(_, rest)| rest)))
        },
    },
    Function {
        name: "only",
        params: &[("text", Kind::Text), ("signs", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether a text holds nothing but ASCII letters, digits and the given signs.",
        example: ("only('anna_k-1', '_-') && !only('anna k', '_-')", "true"),
        reads: &[],
        call: |_, args| {
            let (text, signs) = (text_at(args, 0)?, text_at(args, 1)?);
            Ok(Value::Bool(text.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c))))
        },
    },
    Function {
        name: "digits",
        params: &[("text", Kind::Text)],
        result: Kind::Int,
        doc: "How many ASCII digits a text holds.",
        example: ("digits('a1b2')", "2"),
        reads: &[],
        call: |_, args| {
            let count = text_at(args, 0)?.chars().filter(char::is_ascii_digit).count();
            Ok(Value::Int(count as i64))
        },
    },
    Function {
        name: "full_width",
        params: &[("text", Kind::Text)],
        result: Kind::Ints,
        doc: "Positions of full-width and half-width forms (UAX #11 F and H); wide CJK letters are none.",
        example: ("full_width('ＫIM金')", "[0]"),
        reads: &[],
        call: |_, args| Ok(Value::positions(&character::full_width(text_at(args, 0)?))),
    },
    Function {
        name: "invisible",
        params: &[("text", Kind::Text)],
        result: Kind::Ints,
        doc: "Positions of characters that cannot be seen.",
        example: ("invisible('A\\u200bB')", "[1]"),
        reads: &[],
        call: |_, args| Ok(Value::positions(&character::invisible(text_at(args, 0)?))),
    },
    Function {
        name: "bidi_controls",
        params: &[("text", Kind::Text)],
        result: Kind::Ints,
        doc: "Positions of characters that turn the direction of text (UAX #9).",
        example: ("bidi_controls('A\\u202eB')", "[1]"),
        reads: &[],
        call: |_, args| Ok(Value::positions(&character::bidi_control(text_at(args, 0)?))),
    },
    Function {
        name: "homoglyphs",
        params: &[("text", Kind::Text), ("meaning", Kind::Word(Vocabulary::Meaning))],
        result: Kind::Ints,
        doc: "Positions of letters of another script that look like their neighbours' (UTS #39); a word in its own script has none.",
        example: ("homoglyphs('KIМ', 'name')", "[2]"),
        reads: &[],
        call: |_, args| {
            let kind = kind_of(text_at(args, 1)?)?;
            Ok(Value::positions(&character::homoglyph(text_at(args, 0)?, kind)))
        },
    },
    Function {
        name: "judge_symbols",
        params: &[("field", Kind::Field)],
        result: Kind::Judged,
        doc: "Every sign of a typed name that no name has: emoji, currency, most ASCII punctuation.",
        example: ("judge_symbols(field('KIM*', 'name'))[0].defect", "'symbol'"),
        reads: &[],
        call: |_, args| {
            let field = record_at(args, 0)?;
            let value = text_of(field, "value")?;
            let at = character::symbol(value);
            let signs: Vec<String> = value
                .chars()
                .enumerate()
                .filter(|(place, _)| at.contains(place))
                .map(|(place, c)| format!("character {} is {}", place + 1, character::describe(c)))
                .collect();
            let found =
                (!at.is_empty()).then(|| Defect::new("symbol", at, format!("{}, which no name has", signs.join(", "))));
            let defects = found.into_iter().collect();
            Ok(judged::list(text_of(field, "path")?, &Judgement { defects, fix: None }))
        },
    },
    Function {
        name: "looks_alike",
        params: &[("text", Kind::Text), ("other", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether two texts are drawn alike (the same UTS #39 skeleton), though they may be stored otherwise.",
        example: ("looks_alike('КIM', 'KIM') && !looks_alike('KIM', 'KIN')", "true"),
        reads: &[],
        call: |_, args| {
            let (text, other) = (text_at(args, 0)?, text_at(args, 1)?);
            Ok(Value::Bool(character::skeleton(text) == character::skeleton(other)))
        },
    },
    Function {
        name: "clean",
        params: &[("text", Kind::Text), ("meaning", Kind::Word(Vocabulary::Meaning))],
        result: Kind::Text,
        doc: "The text with every character defect cured at once.",
        example: ("clean('ＫＩＭ ', 'name')", "'KIM'"),
        reads: &[],
        call: |_, args| {
            let kind = kind_of(text_at(args, 1)?)?;
            Ok(Value::text(character::clean(text_at(args, 0)?, kind)))
        },
    },
    Function {
        name: "judge_characters",
        params: &[("field", Kind::Field)],
        result: Kind::Judged,
        doc: "Every character of a typed value that the portal or a back end would take for another, with the one text that cures all.",
        example: ("judge_characters(field('KIM', 'name'))", "[]"),
        reads: &[],
        call: |_, args| {
            let field = record_at(args, 0)?;
            let value = text_of(field, "value")?;
            let kind = kind_of(text_of(field, "meaning")?)?;
            let defects = character::judge(value, kind);
            if defects.is_empty() {
                return Ok(Value::list([]));
            }
            let fix = character::clean(value, kind);
            // A value of nothing but defects has no cure.
            let fix = (!fix.is_empty() && kind != TextKind::Password).then_some(fix);
            let path = text_of(field, "path")?;
            Ok(Value::list(defects.iter().map(|defect| {
                Judged::about(path).defect(defect).with("fix", Value::maybe_text(fix.as_deref())).value()
            })))
        },
    },
    Function {
        name: "field",
        params: &[("value", Kind::Text), ("meaning", Kind::Word(Vocabulary::Meaning))],
        result: Kind::Field,
        doc: "A value as if it had been typed, for trying functions out.",
        example: ("field('KIM', 'name').meaning", "'name'"),
        reads: &[],
        call: |_, args| {
            let meaning = text_at(args, 1)?;
            Ok(super::fields::record(private_at(args, 0)?.clone().into(), "it", "it", "it", meaning))
        },
    },
];

/// The text module's kind for a fact's meaning.
pub fn kind_of(meaning: &str) -> Result<TextKind, Stop> {
    Ok(match meaning {
        "name" => TextKind::Name,
        "email" => TextKind::Email,
        "phone" => TextKind::Phone,
        "number" | "country" | "username" | "word" => TextKind::Number,
        "mrz" => TextKind::Mrz,
        "date" => TextKind::Date,
        "url" => TextKind::Url,
        "password" => TextKind::Password,
        "prose" | "file" => TextKind::Text,
        other => return Err(Stop::Error(format!("there is no meaning `{other}`"))),
    })
}
