//! Documents are valid by their published schemas, and say what they mean.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};
use preflight::report::{Picture, ReportFormat};
use serde_json::Value;

use crate::everything::{APPLICATION, Everything};
use crate::support::{TODAY, fixtures, run_in};

const SARIF: &str = include_str!("../schemas/sarif-schema-2.1.0.json");
const JUNIT: &str = include_str!("../schemas/junit-10.xsd");

/// What applications among the fixtures give, alone and all together.
fn of_fixtures(format: &str) -> Vec<String> {
    let names = [
        "application.toml",
        "bad-photos.toml",
        "broken.toml",
        "clean-arabic.json",
        "homoglyphs.json",
        "story.yaml",
        "wrong-portals.yaml",
        "not-there.toml",
    ];
    let all = ["check", "--today", TODAY, "--format", format];
    let run = |names: &[&str]| run_in(&fixtures(), &[&all[..], names].concat(), "").out;
    vec![run(&["story.yaml"]), run(&["broken.toml"]), run(&names)]
}

fn logs() -> Vec<Value> {
    let everything = Everything::new();
    let ours = [false, true].map(|values| everything.written(ReportFormat::Sarif, values));
    let texts = ours.into_iter().chain(of_fixtures("sarif"));
    texts.map(|text| serde_json::from_str(&text).unwrap()).collect()
}

#[test]
fn sarif_is_valid_by_the_published_schema() {
    // One pattern has a lone bracket, which only browsers read as itself.
    let schema: Value = serde_json::from_str(&SARIF.replace("{2}]?$", "{2}\\\\]?$")).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for log in logs() {
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    // The schema is taken seriously.
    let mut wrong = logs().remove(0);
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn results_name_their_rules_and_are_known_again() {
    for log in logs() {
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        for result in results {
            if let Some(index) = result["ruleIndex"].as_u64() {
                assert_eq!(run["tool"]["driver"]["rules"][index as usize]["id"], result["ruleId"]);
            }
        }
        let open: Vec<&Value> = results.iter().filter(|result| result["suppressions"].is_null()).collect();
        assert!(open.iter().all(|result| result["kind"] != "fail" || result["partialFingerprints"].is_object()));
    }
}

#[test]
fn a_sarif_fix_writes_the_exact_string_in_place() {
    let everything = Everything::new();
    let fixes = |values| {
        let log: Value = serde_json::from_str(&everything.written(ReportFormat::Sarif, values)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let fixes = results.iter().filter(|result| result["suppressions"].is_null());
        fixes.filter_map(|result| result["fixes"][0].as_object().cloned()).map(Value::Object).collect::<Vec<_>>()
    };
    let hidden = fixes(false);
    assert_eq!(hidden.len(), 1, "only what may be shown: {hidden:#?}");
    let shown = fixes(true);
    assert_eq!(shown.len(), 2);
    let mut lines = Vec::new();
    for fix in shown {
        let change = &fix["artifactChanges"][0]["replacements"][0];
        let number = |key: &str| change["deletedRegion"][key].as_u64().unwrap() as usize;
        let mut bytes = APPLICATION.as_bytes().to_vec();
        let new = change["insertedContent"]["text"].as_str().unwrap();
        bytes.splice(number("byteOffset")..number("byteOffset") + number("byteLength"), new.bytes());
        let text = String::from_utf8(bytes).unwrap();
        let line = text.lines().nth(number("startLine") - 1).unwrap().to_owned();
        assert_eq!(line.chars().skip(number("startColumn") - 1).take(new.chars().count()).collect::<String>(), new);
        lines.push(line);
    }
    assert_eq!(lines, ["surname = \"ERIKSSON\" # from a Chinese keyboard", "document_kind = 'passport'"]);
}

#[test]
fn regions_of_sarif_agree_with_the_file() {
    let everything = Everything::new();
    let log: Value = serde_json::from_str(&everything.written(ReportFormat::Sarif, false)).unwrap();
    let region = &log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"];
    let number = |key: &str| region[key].as_u64().unwrap() as usize;
    let bytes = &APPLICATION.as_bytes()[number("byteOffset")..number("byteOffset") + number("byteLength")];
    assert_eq!(std::str::from_utf8(bytes).unwrap(), "Ｅ");
    let line = APPLICATION.lines().nth(number("startLine") - 1).unwrap();
    assert_eq!(line.chars().nth(number("startColumn") - 1), Some('Ｅ'));
    assert_eq!(number("endColumn"), number("startColumn") + 1, "one past the last");
}

#[test]
fn junit_is_valid_by_the_schema_of_jenkins() {
    let schema = uppsala::parse(JUNIT).unwrap();
    let validator = uppsala::XsdValidator::from_schema(&schema).unwrap();
    let texts = [Everything::new().written(ReportFormat::Junit, false)].into_iter().chain(of_fixtures("junit"));
    for text in texts {
        let document = uppsala::parse(&text).unwrap();
        let errors = validator.validate(&document);
        assert!(errors.is_empty(), "{errors:?}");
        let count = |tag: &str| text.matches(&format!("<{tag} ")).count();
        let head = text.lines().nth(1).unwrap();
        for (name, tag) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
            assert!(head.contains(&format!(" {name}=\"{}\"", count(tag))), "{name}: {head}");
        }
    }
    // The schema is taken seriously.
    let wrong = uppsala::parse("<testsuites><testsuite name=\"x\"/></testsuites>").unwrap();
    assert!(!validator.validate(&wrong).is_empty());
}

#[test]
fn a_page_is_html_without_errors() {
    let everything = Everything::new();
    let pictures = [Picture { path: "documents[0]".to_owned(), jpeg: vec![0xFF, 0xD8] }];
    let mut pages = of_fixtures("html");
    pages.push(everything.written(ReportFormat::Html, false));
    pages.push(everything.written_of(&everything.report(), ReportFormat::Html, true, &pictures));
    for page in pages {
        let (mut ids, mut targets, mut level, mut open) = (BTreeSet::new(), Vec::new(), 0, Vec::new());
        for token in Tokenizer::new(&page).map(Result::unwrap) {
            match token {
                Token::Error(error) => panic!("{error:?}"),
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let attribute = |key: &str| {
                        let found = tag.attributes.iter().find(|(name, _)| ***name == *key.as_bytes());
                        found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
                    };
                    assert!(name != "script" && attribute("style").is_none(), "{name}");
                    assert!(!tag.attributes.keys().any(|name| name.starts_with(b"on")), "{name}");
                    if let Some(id) = attribute("id") {
                        assert!(ids.insert(id.clone()), "{id} twice");
                    }
                    targets.extend(attribute("href").and_then(|href| href.strip_prefix('#').map(str::to_owned)));
                    if let Some(heading) = name.strip_prefix('h').and_then(|digit| digit.parse::<u32>().ok()) {
                        assert!(heading <= level + 1, "a heading of level {heading} follows one of level {level}");
                        level = heading;
                    }
                    if !tag.self_closing && !["meta", "br", "img", "!doctype"].contains(&name.as_str()) {
                        open.push(name);
                    }
                }
                Token::EndTag(tag) => {
                    assert_eq!(open.pop().unwrap(), String::from_utf8_lossy(&tag.name), "nested");
                }
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?}");
        assert!(targets.iter().all(|target| ids.contains(target)), "{targets:?}");
    }
}

#[test]
fn the_style_sheet_is_the_one_that_the_page_allows() {
    use base64::Engine;
    use sha2::Digest;
    let page = Everything::new().written(ReportFormat::Html, false);
    let sheet = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(sheet));
    assert!(
        page.contains(&format!("style-src &#39;sha256-{hash}&#39;")),
        "write sha256-{hash} into src/report/html.rs"
    );
}
