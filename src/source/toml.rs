//! TOML into [`Node`]s. The parser recovers, so one broken line does not hide the rest.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Fault;
use super::node::{Entry, Kind, Node};
use super::position::Span;

/// Largest text in which every fault is looked for, in bytes; in a larger one the first is enough, since each takes memory.
const RECOVERED_BYTES: usize = 128 * 1024;

/// Parses a TOML text as far as it goes, with every fault found on the way.
pub fn parse(text: &str) -> (Node, Vec<Fault>) {
    let (root, errors) = if text.len() <= RECOVERED_BYTES {
        DeTable::parse_recoverable(text)
    } else {
        match DeTable::parse(text) {
            Ok(root) => (root, Vec::new()),
            Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
        }
    };
    let faults =
        errors.iter().map(|error| Fault::at(error.span().unwrap_or(0..0).into(), plain(error.message()))).collect();
    let span = Span::new(0, text.len());
    (table(text, span, root.into_inner()), faults)
}

/// The parser writes `expected ...` as a second clause; people read one sentence.
fn plain(message: &str) -> String {
    let message = message.trim().replace('\n', ", ");
    if message.starts_with("duplicate key") {
        "this key stands here twice; keep one of the two".to_owned()
    } else {
        message
    }
}

fn table(text: &str, span: Span, table: DeTable<'_>) -> Node {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = key.span().into();
            let value_span = Span::from(value.span());
            Entry { key: key.into_inner().into_owned(), key_span, value: node(text, value_span, value.into_inner()) }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Node { span, kind: Kind::Table(entries) }
}

fn node(text: &str, span: Span, value: DeValue<'_>) -> Node {
    let kind = match value {
        DeValue::String(string) => Kind::String(string.into_owned()),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => Kind::Integer(number),
            Err(_) => Kind::Float(integer.as_str().parse().unwrap_or(f64::NAN)),
        },
        DeValue::Float(float) => Kind::Float(float.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(boolean) => Kind::Bool(boolean),
        DeValue::Datetime(_) => Kind::Date(span.slice(text).to_owned()),
        DeValue::Array(array) => Kind::List(
            array
                .into_iter()
                .map(|item| {
                    let span = item.span().into();
                    node(text, span, item.into_inner())
                })
                .collect(),
        ),
        DeValue::Table(inner) => return self::table(text, span, inner),
    };
    Node { span, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_spans() {
        let text = "[identity]\nsurname = \"KIM\" # typed\n[[forms]]\nform = 'billing'\n";
        let (root, faults) = parse(text);
        assert!(faults.is_empty());
        let surname = root.get("identity").unwrap().get("surname").unwrap();
        assert_eq!(surname.span.slice(text), "\"KIM\"");
        let form = root.get("forms").unwrap().items()[0].get("form").unwrap();
        assert_eq!(form.as_str(), Some("billing"));
    }

    #[test]
    fn every_broken_line_is_reported_and_the_rest_is_read() {
        let text = "[account]\nemail = a@b\nphone = \"+1\"\nphone = \"+2\"\ncountry = \n";
        let (root, faults) = parse(text);
        assert!(faults.len() >= 3, "{faults:?}");
        assert_eq!(root.get("account").unwrap().get("phone").unwrap().as_str(), Some("+1"));
    }

    #[test]
    fn dates_stay_as_written() {
        let (root, _) = parse("expiry = 2030-01-31");
        assert_eq!(root.get("expiry").unwrap().kind, Kind::Date("2030-01-31".into()));
    }
}
