//! Limits that a provider publishes, each with its source and the days on which it holds. Several values of one limit may stand
//! side by side: the day of the run picks.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::condition::Condition;
use super::data::{field, type_of};
use super::reader::Reader;
use super::{Citation, parse, table};
use crate::fact::{Shape, Type, Value};
use crate::source::{Fault, Kind, Node, Span};

/// One published value of a limit.
#[derive(Clone, Debug)]
pub struct Limit {
    /// What conditions call it: `limits.name_max`.
    pub id: String,
    /// The value.
    pub value: Value,
    /// Of what, for people.
    pub unit: String,
    /// What else is to be known of it.
    pub note: Option<String>,
    /// The first day on which it holds; from ever where it is not known.
    pub since: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it is published.
    pub source: Citation,
    /// Where it stands in its file.
    pub span: Span,
    /// Index of its file in the pack.
    pub file: usize,
}

impl Limit {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The value and its unit.
    pub fn shown(&self) -> String {
        format!("{} {}", self.text(), self.unit).trim_end().to_owned()
    }

    fn text(&self) -> String {
        crate::engine::plain(&self.value).unwrap_or_default()
    }
}

/// The values of one limit that hold on a day, the one that counts first: the newest, of several such the one that is to be
/// trusted most, else the one that was written first.
pub fn holding<'a>(limits: &'a [Limit], id: &str, day: Date) -> Vec<&'a Limit> {
    let mut holding: Vec<&Limit> = limits.iter().filter(|limit| limit.id == id && limit.holds(day)).collect();
    holding.sort_by(|a, b| b.since.cmp(&a.since).then(a.source.confidence.cmp(&b.source.confidence)));
    holding
}

/// The ids of the limits that conditions name.
pub fn named_in<'a>(conditions: impl Iterator<Item = &'a Condition>) -> BTreeSet<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ids = |text: &str| -> Vec<String> {
        let after = text.match_indices("limits.").chain(text.match_indices("published."));
        let name = after.filter_map(|(at, sign)| text.get(at + sign.len()..)?.split(|c| !word(c)).next());
        name.map(str::to_owned).collect()
    };
    conditions.flat_map(|condition| ids(&condition.text)).collect()
}

/// Reads one `[[limit]]` of file number `file`.
pub fn limit(node: &Node, file: usize, faults: &mut Vec<Fault>) -> Option<Limit> {
    let shown = node.get("id").and_then(Node::as_str).map_or("a limit".to_owned(), |id| format!("limit `{id}`"));
    let mut reader = Reader::named(node, &table::LIMIT, shown, faults);
    let span = reader.span();
    let id = reader.required("id").map(|(id, span)| {
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
            reader.fault_with_help(
                span,
                "the id of a limit is words in lower case with _ between them",
                "for example `name_max`",
            );
        }
        id.to_owned()
    });
    let unit = reader.text("unit").map_or("", |(unit, _)| unit).to_owned();
    let note = reader.text("note").map(|(note, _)| note.to_owned());
    let value = match reader.node("value").map(|node| (&node.kind, node.span)) {
        Some((Kind::Integer(number), _)) => Some(Value::Int(*number)),
        Some((Kind::Float(number), _)) => Some(Value::Double(*number)),
        Some((Kind::String(text), _)) => Some(Value::text(text.as_str())),
        Some((_, span)) => {
            reader.fault(span, "`value` must be a number or a string");
            None
        }
        None => {
            reader.fault(span, "a limit has no `value`");
            None
        }
    };
    let since = reader.date("since");
    let until = reader.date("until");
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        reader.fault_with_help(span, "it ends before it begins", "`until` is the last day on which the value holds");
    }
    let source = parse::source_of(&mut reader, "source");
    reader.finish();
    Some(Limit { id: id?, value: value?, unit, note, since, until, source: source?, span, file })
}

/// What a pack's limits have wrong among each other: two types under one name.
pub fn check(limits: &[Limit]) -> Vec<(usize, Fault)> {
    let mut faults = Vec::new();
    for (index, limit) in limits.iter().enumerate() {
        let Some(first) = limits.iter().take(index).find(|first| first.id == limit.id) else { continue };
        let (wanted, found) = (type_of(&first.value), type_of(&limit.value));
        if wanted != found {
            let message = format!("limit `{}` is {wanted} above, this value is {found}", limit.id);
            faults.push((limit.file, Fault::at(limit.span, message)));
        }
        if first.unit != limit.unit {
            let message =
                format!("limit `{}` is in \"{}\" above, this value is in \"{}\"", limit.id, first.unit, limit.unit);
            faults.push((limit.file, Fault::at(limit.span, message).help("values of one limit have one unit")));
        }
    }
    faults
}

/// The days on which some limit begins or ceases to hold, and the first of the calendar.
pub fn turns(limits: &[Limit]) -> BTreeSet<Date> {
    let begins = limits.iter().filter_map(|limit| limit.since);
    let ends = limits.iter().filter_map(|limit| limit.until?.tomorrow().ok());
    begins.chain(ends).chain([Date::MIN]).collect()
}

/// The shape of `limits`: one field a limit.
pub fn shape(limits: &[Limit]) -> Arc<Shape> {
    named("limits", limits, |limit| type_of(&limit.value))
}

/// The shape of `published`: the same names, as texts.
pub fn published_shape(limits: &[Limit]) -> Arc<Shape> {
    named("published", limits, |_| Type::Text)
}

fn named(name: &str, limits: &[Limit], ty: impl Fn(&Limit) -> Type) -> Arc<Shape> {
    let mut seen = BTreeSet::new();
    let first = limits.iter().filter(|limit| seen.insert(&limit.id));
    let fields = first.map(|limit| field(&limit.id, ty(limit), &limit.unit)).collect();
    Arc::new(Shape { name: name.into(), fields })
}

/// The value of each limit on a day.
pub fn values(shape: &Shape, limits: &[Limit], day: Date) -> Vec<Value> {
    each(shape, limits, day, |holding| holding.first().map(|limit| limit.value.clone()))
}

/// All values of each limit that are published for a day: `5 or 10`.
pub fn texts(shape: &Shape, limits: &[Limit], day: Date) -> Vec<Value> {
    each(shape, limits, day, |holding| {
        let mut texts: Vec<String> = holding.iter().map(|limit| limit.text()).collect();
        texts.dedup();
        (!texts.is_empty()).then(|| Value::text(texts.join(" or ")))
    })
}

fn each(shape: &Shape, limits: &[Limit], day: Date, value: impl Fn(&[&Limit]) -> Option<Value>) -> Vec<Value> {
    let of = |id: &str| {
        value(&holding(limits, id, day))
            .unwrap_or_else(|| Value::unknown(format!("no `limits.{id}` is known for that day")))
    };
    shape.fields.iter().map(|field| of(&field.name)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::source::Source;

    fn limits(text: &str) -> Vec<Limit> {
        let source = Source::new("pack.toml", text.to_owned());
        let (root, mut faults) = source.parse();
        let nodes = root.get("limit").unwrap().items();
        let limits = nodes.iter().filter_map(|node| limit(node, 0, &mut faults)).collect();
        assert!(faults.is_empty(), "{faults:?}");
        limits
    }

    const ACCOUNTS: &str = "[[limit]]\nid = 'accounts'\nvalue = 1\nsource = 'u'\nchecked = 2026-11-22\nconfidence = 'B'\nuntil = 2026-06-14\n\
        [[limit]]\nid = 'accounts'\nvalue = 3\nsource = 'u'\nchecked = 2026-11-22\nconfidence = 'A'\nsince = 2026-06-15\n";

    fn on(limits: &[Limit], day: Date) -> Value {
        values(&shape(limits), limits, day).remove(0)
    }

    #[test]
    fn the_day_picks_the_value() {
        let limits = limits(ACCOUNTS);
        assert_eq!(on(&limits, date(2024, 4, 15)), Value::Int(1));
        assert_eq!(on(&limits, date(2026, 6, 14)), Value::Int(1));
        assert_eq!(on(&limits, date(2026, 6, 15)), Value::Int(3));
    }

    #[test]
    fn values_side_by_side_are_told_together() {
        let limits = limits(&ACCOUNTS.replace("until = 2026-06-14\n", "").replace("since = 2026-06-15\n", ""));
        assert_eq!(on(&limits, date(2026, 6, 15)), Value::Int(3), "the one that is to be trusted more counts");
        let texts = texts(&published_shape(&limits), &limits, date(2026, 6, 15));
        assert_eq!(texts, [Value::text("3 or 1")]);
    }

    #[test]
    fn where_none_holds_it_is_unknown() {
        let limits = limits(&ACCOUNTS.replace("since = 2026-06-15", "since = 2027-01-01"));
        assert!(matches!(on(&limits, date(2026, 8, 1)), Value::Unknown(_)));
    }
}
