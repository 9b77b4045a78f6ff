//! The format of packs as a page: every table and every key.

use std::fmt::Write;

use serde_json::{Map, Value as Json};

use super::markdown::{anchor, code, prose, table as rows};
use super::{made_by, pack};
use crate::rule::table::{FILE, Foreign, Form, Key, MESSAGES_FILE, RULE_FILE, Table};

const HEAD: &str = "# The format of packs

A pack is what is known of one provider. Editors complete and check its files where their first line is
`#:schema ../pack.schema.json` (taplo, Even Better TOML). Conditions are CEL over [facts](FACTS.md) and [functions](FUNCTIONS.md);
`{limits.name_max}` in a text with placeholders is filled in, `{published.name_max}` with all values that are published, `{{` is a bracket.
How to begin: [a rule in five minutes, a pack in a day](../CONTRIBUTING.md).

";

/// The page; of a file of rules alone where `rules_only`.
pub fn markdown(rules_only: bool) -> String {
    let mut out =
        made_by(if rules_only { "rules schema rule --format markdown" } else { "rules schema pack --format markdown" });
    out.push_str(HEAD);
    let mut tables: Vec<&'static Table> = Vec::new();
    let roots: &[&'static Table] = if rules_only { &[&RULE_FILE] } else { &[&FILE, &MESSAGES_FILE] };
    for root in roots {
        collect(root, &mut tables);
    }
    for table in tables {
        let _ = writeln!(out, "## {}\n\n{}\n", heading(table), prose(table.doc));
        if !table.either.is_empty() {
            let groups: Vec<String> = table.either.iter().map(|group| names(group)).collect();
            let _ = writeln!(out, "One of: {}.\n", groups.join("; "));
        }
        let keys: Vec<Vec<String>> = table.keys.iter().map(row).collect();
        let _ = writeln!(out, "{}", rows(&["key", "holds", "needed", "what"], &keys));
    }
    if !rules_only {
        for which in [Foreign::Portals, Foreign::Network] {
            foreign(&mut out, which);
        }
    }
    out.trim_end().to_owned() + "\n"
}

fn collect(table: &'static Table, tables: &mut Vec<&'static Table>) {
    if tables.iter().any(|known| std::ptr::eq(*known, table)) {
        return;
    }
    tables.push(table);
    table.inner().for_each(|inner| collect(inner, tables));
}

fn heading(table: &Table) -> String {
    if table.heading.starts_with('[') { code(table.heading) } else { super::markdown::text(table.heading) }
}

fn names(keys: &[&str]) -> String {
    keys.iter().map(|key| code(key)).collect::<Vec<_>>().join(" with ")
}

fn row(key: &Key) -> Vec<String> {
    let link = |table: &Table| format!("[{}](#{})", table.name(), anchor(table.heading));
    let holds = match &key.form {
        Form::Table(table) => format!("table {}", link(table)),
        Form::Tables(table) => format!("list of tables {}", link(table)),
        Form::Word(words) => words.iter().map(|word| code(word)).collect::<Vec<_>>().join(", "),
        Form::Foreign(which) => format!("table [{}](#{})", foreign_name(*which), foreign_name(*which)),
        Form::Facts => "[facts](FACTS.md)".to_owned(),
        form => prose(&form.says()),
    };
    vec![code(key.name), holds, if key.needed { "yes" } else { "" }.to_owned(), prose(key.doc)]
}

fn foreign_name(which: Foreign) -> &'static str {
    match which {
        Foreign::Portals => "portals",
        Foreign::Network => "network",
    }
}

/// The tables that types of Rust declare, from their schemas.
fn foreign(out: &mut String, which: Foreign) {
    let (root, defs) = pack::foreign(which);
    let name = foreign_name(which);
    // A list of tables is headed by double brackets.
    let mut open = vec![(name.to_owned(), root, false)];
    let mut told: Vec<String> = Vec::new();
    while let Some((path, schema, is_list)) = open.pop() {
        let target = resolve(&schema, &defs);
        let id = target.to_string();
        if told.contains(&id) {
            continue;
        }
        told.push(id);
        let doc = target.get("description").and_then(Json::as_str).unwrap_or_default();
        let heading = if is_list { format!("[[{path}]]") } else { format!("[{path}]") };
        let _ = writeln!(out, "## {}\n\n{}\n", code(&heading), prose(&one_line(doc)));
        let needed: Vec<&str> =
            target.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
        let mut keys = Vec::new();
        let mut below = Vec::new();
        for (key, value) in target.get("properties").and_then(Json::as_object).into_iter().flatten() {
            let item = value.get("items").unwrap_or(value);
            if resolve(item, &defs).get("properties").is_some() {
                below.push((format!("{path}.{key}"), item.clone(), value.get("items").is_some()));
            }
            let doc = value.get("description").and_then(Json::as_str).unwrap_or_default();
            let yes = if needed.contains(&key.as_str()) { "yes" } else { "" };
            keys.push(vec![code(key), holds(value, &defs), yes.to_owned(), prose(&one_line(doc))]);
        }
        let _ = writeln!(out, "{}", rows(&["key", "holds", "needed", "what"], &keys));
        open.extend(below.into_iter().rev());
    }
}

/// A schema, or the one that it names.
fn resolve<'a>(schema: &'a Json, defs: &'a Map<String, Json>) -> &'a Json {
    let named = schema.get("$ref").and_then(Json::as_str).and_then(|name| defs.get(name.rsplit('/').next()?));
    named.unwrap_or(schema)
}

fn holds(schema: &Json, defs: &Map<String, Json>) -> String {
    if let Some(items) = schema.get("items") {
        let one = holds(items, defs);
        return if one == "table" { "list of tables".to_owned() } else { format!("list of {one}") };
    }
    if resolve(schema, defs).get("properties").is_some() {
        return "table".to_owned();
    }
    let words = |ty: &str| match ty {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        other => other.to_owned(),
    };
    match schema.get("type") {
        Some(Json::String(ty)) => words(ty),
        Some(Json::Array(types)) => {
            types.iter().filter_map(Json::as_str).filter(|ty| *ty != "null").map(words).collect::<Vec<_>>().join(" or ")
        }
        _ => "anything".to_owned(),
    }
}

/// A comment of Rust as one line; links to other items are their names.
fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ").replace("[`", "`").replace("`]", "`")
}
