//! What functions return, read back from values.

use crate::expr::Stop;
use crate::fact::Value;
use crate::report::Comparison;

pub(super) fn positions(value: &Value) -> Vec<usize> {
    let number = |item: &Value| match item {
        Value::Int(number) => usize::try_from(*number).ok(),
        _ => None,
    };
    value.items().iter().filter_map(number).collect()
}

pub(super) fn comparison<'a>(text: impl Fn(&str) -> Option<&'a str>) -> Option<Comparison> {
    let text = |key: &str| text(key).map(str::to_owned);
    let related = text("related")?;
    Some(Comparison { field: text("field")?, related, relation: text("relation")?, verdict: text("verdict")? })
}

/// A value as a word of a sentence.
pub fn plain(value: &Value) -> Option<String> {
    Some(match value {
        Value::Text(text) => text.expose().to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Double(number) => rounded(*number),
        Value::Bool(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(items) => items.iter().filter_map(plain).collect::<Vec<_>>().join(", "),
        _ => return None,
    })
}

/// Three digits that count: 0.0123, 1.23, 123, 12345.
fn rounded(number: f64) -> String {
    let magnitude = number.abs().max(1e-9).log10().floor();
    let decimals = (2.0 - magnitude).clamp(0.0, 6.0);
    let text = format!("{number:.*}", decimals as usize);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Why there was no answer.
pub(super) fn reason(stop: Stop) -> String {
    match stop {
        Stop::Absent(name) => format!("{name} is not given"),
        Stop::Withheld(token) => format!("withheld: {token}"),
        Stop::Unknown(reason) => reason,
        Stop::Error(message) => message,
    }
}
