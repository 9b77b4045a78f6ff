//! What a run did not look at, and how to have it looked at. Silence would be read as "nothing is wrong with it".

use super::input::Asked;
use crate::engine;
use crate::fact::schema::ROOT;
use crate::fact::{Meaning, Origin, Record, Shape, Type, Value};
use crate::rule::{Pack, Rule};

/// One line for each part.
pub fn not_checked(pack: &Pack, facts: &Record, asked: &Asked) -> Vec<String> {
    let rules: Vec<&Rule> = pack.rules.iter().collect();
    let judged = engine::origins(pack, &rules);
    let mut lines = Vec::new();
    match (judged.contains(&Origin::Network), asked.online) {
        (true, true) => {}
        (true, false) => lines.push("the way to the portal: add --online".to_owned()),
        (false, _) => lines.push(format!("the way to the portal: {} has no rule about it", pack.id)),
    }
    match (judged.contains(&Origin::Prompt), asked.password.is_some()) {
        (true, true) => {}
        (true, false) => lines.push("the password: add --password and type it at the prompt".to_owned()),
        (false, _) => lines.push(format!("the password: {} has no rule about it", pack.id)),
    }
    lines.push(documents(facts.get("documents").items()).to_owned());
    for section in ["portal", "account", "identity", "security", "billing"] {
        let given = facts.get(section).record().is_some_and(|record| record.fields.iter().any(Value::is_given));
        match (given, names(pack, section)) {
            (false, true) => lines.push(format!("[{section}]: it is not in the file")),
            (true, false) => lines.push(format!("[{section}]: {} has no rule about it alone", pack.id)),
            _ => {}
        }
    }
    lines
}

fn documents(documents: &[Value]) -> &'static str {
    if documents.is_empty() {
        return "the document: name its photo under [[documents]] file = \"…\"";
    }
    // Lines in a layout of the issuer's own are held against nothing.
    let read = |document: &Record| {
        !document.get("mrz_lines").items().is_empty() && document.text("mrz_format") != Some("national")
    };
    if documents.iter().filter_map(Value::record).any(|document| read(document)) {
        return "what the document prints besides its machine-readable lines: compare it with the photo by eye";
    }
    let copied = documents.iter().filter_map(Value::record).any(|document| {
        let keys = ["surname", "given_names", "name", "number", "mrz", "mrz_name"];
        keys.iter().any(|key| document.get(key).is_given())
    });
    if copied {
        "what the photo says: compare the copied values with it by eye"
    } else {
        "your details against the document: copy what it prints into [[documents]] surname, given_names, number"
    }
}

/// Whether any condition of the pack names a section, or all values of a meaning that only this section has: `fields(["url"])`.
fn names(pack: &Pack, section: &str) -> bool {
    let others: Vec<Meaning> =
        sections().filter(|(name, _)| *name != section).flat_map(|(_, shape)| texts(shape)).collect();
    let own = sections().filter(|(name, _)| *name == section).flat_map(|(_, shape)| texts(shape));
    let own: Vec<String> =
        own.filter(|meaning| !others.contains(meaning)).map(|meaning| format!("\"{}\"", meaning.name())).collect();
    let mut conditions = pack.rules.iter().flat_map(Rule::conditions);
    conditions.any(|condition| {
        condition.text.contains(section) || own.iter().any(|meaning| condition.text.contains(meaning.as_str()))
    })
}

/// The sections of an application that are tables.
fn sections() -> impl Iterator<Item = (&'static str, &'static Shape)> {
    ROOT.fields.iter().filter_map(|field| match &field.ty {
        Type::Record(shape) if field.origin == Origin::Typed => Some((&*field.name, &**shape)),
        _ => None,
    })
}

/// What the texts of a section are for.
fn texts(shape: &Shape) -> impl Iterator<Item = Meaning> {
    shape.fields.iter().filter(|field| field.ty == Type::Text).map(|field| field.meaning)
}
