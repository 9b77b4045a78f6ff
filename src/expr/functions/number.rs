//! Numbers of documents.

use super::super::function::{Function, Kind};
use super::judged;
use super::{record_at, text_at, text_of};
use crate::text::number;

pub const TABLE: &[Function] = &[Function {
    name: "judge_number",
    params: &[
        ("field", Kind::Field),
        ("document_kind", Kind::Text),
        ("country", Kind::Text),
        ("max_length", Kind::Int),
    ],
    result: Kind::Judged,
    doc: "Whether the number of a document can be one: its characters, and its own check digits where the country and kind have some; max_length 0 is no limit.",
    example: ("judge_number(field('L898902C3', 'number'), 'passport', 'UTO', 32)", "[]"),
    reads: &[],
    call: |_, args| {
        let field = record_at(args, 0)?;
        let named = |index: usize| text_at(args, index).map(|text| Some(text).filter(|text| !text.is_empty()));
        let context = number::Context {
            kind: named(1)?,
            country: named(2)?,
            max_length: usize::try_from(super::int_at(args, 3)?).ok().filter(|most| *most > 0),
            ..number::Context::default()
        };
        let judgement = number::judge(text_of(field, "value")?, &context);
        Ok(judged::list(text_of(field, "path")?, &judgement))
    },
}];
