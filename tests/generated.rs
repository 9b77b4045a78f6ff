//! The checked-in schemas and references are those of the code, and every file that we ship fits them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use preflight::fact::{Strictness, build, schema::ROOT};
use preflight::reference;
use preflight::rule::{EMBEDDED, Pack, Rule};
use preflight::source::{Kind, Node, Source};
use serde_json::{Value, json};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every page that is made, and where its copy is kept.
fn pages() -> Vec<(String, String)> {
    let mut pages = vec![
        ("rules/application.schema.json".to_owned(), reference::pretty(&reference::application::schema())),
        ("rules/rule.schema.json".to_owned(), reference::pretty(&reference::pack::rule())),
        ("rules/pack.schema.json".to_owned(), reference::pretty(&reference::pack::pack())),
        ("rules/FORMAT.md".to_owned(), reference::format::markdown(false)),
        ("rules/FACTS.md".to_owned(), reference::facts::markdown()),
        ("rules/FUNCTIONS.md".to_owned(), reference::functions::markdown(&reference::functions::entries(), true)),
    ];
    for (id, _) in EMBEDDED {
        let pack = Pack::by_id(id).unwrap();
        let rules: Vec<&Rule> = pack.rules.iter().collect();
        pages.push((format!("rules/{id}/RULES.md"), reference::rules::markdown(&pack, &rules)));
    }
    pages
}

#[test]
fn the_copies_are_fresh() {
    let write = std::env::var_os("WRITE").is_some();
    let mut stale = Vec::new();
    for (name, page) in pages() {
        let path = root().join(&name);
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&page) {
            if write {
                std::fs::write(&path, page).unwrap();
            } else {
                stale.push(name);
            }
        }
    }
    assert!(stale.is_empty(), "stale: {stale:?}; write them again with `WRITE=1 cargo test --test generated`");
}

/// A parsed file as an editor's validator sees it: days are texts, plain words of YAML what its core schema says.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::String(text) | Kind::Date(text) => json!(text),
        Kind::Plain(text) => match text.as_str() {
            "true" => json!(true),
            "false" => json!(false),
            "null" | "~" | "" => Value::Null,
            other => other.parse::<i64>().map_or_else(|_| json!(other), |number| json!(number)),
        },
        Kind::Integer(number) => json!(number),
        Kind::Float(number) => json!(number),
        Kind::Bool(flag) => json!(flag),
        Kind::Null => Value::Null,
        Kind::List(items) => items.iter().map(value).collect(),
        Kind::Table(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect())
        }
    }
}

fn faults(schema: &Value, file: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    validator.iter_errors(file).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file() && wanted(&path.display().to_string()));
    paths.sort();
    paths
}

#[test]
fn every_pack_file_fits_its_schema() {
    let (pack, rule) = (reference::pack::pack(), reference::pack::rule());
    let mut count = 0;
    for (id, _) in EMBEDDED {
        for path in files(&root().join("rules").join(id), |name| name.ends_with(".toml")) {
            let source = Source::new(&path.display().to_string(), std::fs::read_to_string(&path).unwrap());
            let for_editors = source.text.starts_with("#:schema ../pack.schema.json\n");
            assert!(for_editors, "{}: begin it with `#:schema ../pack.schema.json`", path.display());
            let file = value(&source.parse().0);
            assert_eq!(faults(&pack, &file), [""; 0], "{}", path.display());
            // A file that has rules alone fits the smaller schema as well.
            if file.as_object().unwrap().keys().all(|key| rule["properties"][key].is_object()) {
                assert_eq!(faults(&rule, &file), [""; 0], "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count >= 3 * EMBEDDED.len(), "{count}");
}

#[test]
fn every_readable_application_fits_its_schema() {
    let schema = reference::application::schema();
    let mut count = 0;
    let wanted = |name: &str| {
        !name.ends_with(".expected.toml") && [".toml", ".json", ".yaml"].iter().any(|ending| name.ends_with(ending))
    };
    for path in files(&root().join("fixtures"), wanted) {
        let source = Arc::new(Source::new(&path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        let (node, faults_of_text) = source.parse();
        if faults_of_text.is_empty() && build(&node, &ROOT, &source, Strictness::File).faults.is_empty() {
            assert_eq!(faults(&schema, &value(&node)), [""; 0], "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 10, "{count}");
}

#[test]
fn what_the_reader_refuses_the_schemas_refuse() {
    let schema = reference::application::schema();
    assert_eq!(faults(&schema, &json!({"$schema": "x", "identity": {"document_kind": "a new kind"}})), [""; 0]);
    assert_eq!(faults(&schema, &json!({"identity": {"surnam": "KIM"}})).len(), 1);
    assert_eq!(faults(&schema, &json!({"security": {"password": "x"}})).len(), 1);
    let pack = reference::pack::pack();
    assert_eq!(faults(&pack, &json!({"portals": {"stations": [{"id": "x", "page": []}]}})).len(), 1);
    assert_eq!(
        faults(&pack, &json!({"limit": [{"id": "x", "value": 1, "source": "u", "checked": "2026-11-22"}]})).len(),
        1
    );
}
