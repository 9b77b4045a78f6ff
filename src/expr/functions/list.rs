//! Functions over lists and numbers.

use super::super::function::{Function, Kind};
use super::{items_at, stop_of, text_at, wrong_argument};
use crate::fact::Value;

pub const TABLE: &[Function] = &[
    Function {
        name: "size",
        params: &[("value", Kind::Any)],
        result: Kind::Int,
        doc: "Length of a list, or of a text in code points.",
        example: ("size('ＫＩＭ')", "3"),
        reads: &[],
        call: |_, args| {
            let length = match args.first() {
                Some(Value::List(items)) => items.len(),
                Some(Value::Text(text)) => text.expose().chars().count(),
                Some(other) => return Err(stop_of(other)),
                None => return Err(wrong_argument()),
            };
            Ok(Value::Int(length as i64))
        },
    },
    Function {
        name: "duplicates",
        params: &[("items", Kind::Texts)],
        result: Kind::Ints,
        doc: "Positions of the items that stand earlier in the list already.",
        example: ("duplicates(['a', 'b', 'a'])", "[2]"),
        reads: &[],
        call: |_, args| {
            let items = items_at(args, 0)?;
            let repeated =
                (0..items.len()).filter(|&at| items.iter().take(at).any(|earlier| Some(earlier) == items.get(at)));
            Ok(Value::list(repeated.map(|at| Value::Int(at as i64))))
        },
    },
    Function {
        name: "number_after",
        params: &[("text", Kind::Text), ("word", Kind::Text)],
        result: Kind::Int,
        doc: "The whole number that follows a word in a text, as in a browser's version; -1 where there is none.",
        example: ("number_after('Mozilla/5.0 Chrome/59.0', 'Chrome/')", "59"),
        reads: &[],
        call: |_, args| {
            let (text, word) = (text_at(args, 0)?, text_at(args, 1)?);
            let rest = text.find(word).and_then(|at| text.get(at + word.len()..)).unwrap_or("");
            let digits: String = rest.chars().take_while(char::is_ascii_digit).take(9).collect();
            Ok(Value::Int(digits.parse().unwrap_or(-1)))
        },
    },
];
