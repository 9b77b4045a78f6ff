//! Misspelt rules are refused when a pack is loaded from a folder, at the right line and column.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::Desk;

const PACK: &str = "[pack]\nid = \"x\"\nversion = \"1\"\ntitle = \"X\"\n\n[[problem]]\nid = \"p\"\ntitle = \"P\"\n\n[[guide]]\nid = \"G1\"\nsays = \"s\"\n\n[[limit]]\nid = \"name_max\"\nvalue = 255\nsource = \"u\"\nchecked = 2026-11-22\nconfidence = \"A\"\n";

const RULES: &str = r#"title = "Names"

[[rule]]
id       = "name-length"
title    = "A name of more than {limits.name_max} characters"
problem  = "p"
guide    = ["G1"]
severity = "error"
each     = '''fields(["name"])'''
at       = "it"
when     = '''has(identity.surname) && size(documents) >= 0'''
expect   = '''size(it.value) <= limits.name_max && !(it.key in ["x"])'''
defect   = "name-too-long"
mark     = '''full_width(it.value)'''
why      = "The field holds {limits.name_max} characters."
fix      = { text = "Shorten it", edit = '''clean(it.value, "name")''', safe = true }
source   = { url = "https://example.com", checked = 2026-11-22, confidence = "A" }

  [[rule.tests]]
  pass = { identity = { surname = "KIM" } }
  [[rule.tests]]
  fail = { identity = { surname = "KIM" } }

[[rule]]
id       = "names-equal"
title    = "Names differ"
problem  = "p"
severity = "warning"
when     = '''documents.exists(d, has(d.surname))'''
judge    = '''judge_names(people(["identity"]), people(["documents"]), "")'''
why      = "They must be equal."
source   = { url = "https://example.com", checked = 2026-11-22, confidence = "B" }
"#;

/// What is written instead of what, and which part of the new text the error points at.
const MUTATIONS: [(&str, &str, &str); 41] = [
    // Misspelt fields
    ("size(it.value)", "size(it.valeu)", "valeu"),
    ("limits.name_max && !", "limits.name_mx && !", "name_mx"),
    ("has(identity.surname)", "has(identity.surnam)", "surnam"),
    ("has(identity.surname)", "has(identitty.surname)", "identitty"),
    ("has(d.surname)", "has(d.sirname)", "sirname"),
    ("size(documents)", "size(document)", "document"),
    ("it.key in", "it.kye in", "kye"),
    ("{limits.name_max} characters.", "{limits.name_maxi} characters.", "name_maxi"),
    // Misspelt functions
    ("fields([\"name\"])", "feilds([\"name\"])", "feilds"),
    ("size(it.value)", "sizeof(it.value)", "sizeof"),
    ("full_width(it.value)", "full_with(it.value)", "full_with"),
    ("clean(it.value", "claen(it.value", "claen"),
    ("judge_names(", "judge_name(", "judge_name"),
    ("documents.exists(", "documents.exist(", "exist"),
    // Misspelt words of the schema
    ("fields([\"name\"])", "fields([\"nme\"])", "\"nme\""),
    ("fields([\"name\"])", "fields_in([\"idenity\"], [\"name\"])", "\"idenity\""),
    ("fields([\"name\"])", "fields_in([\"identity\", \"forms\"], [\"name\", \"surnme\"])", "\"surnme\""),
    ("clean(it.value, \"name\")", "clean(it.value, \"nmae\")", "\"nmae\""),
    // Wrong types
    ("<= limits.name_max", "<= \"many\"", "<="),
    ("has(identity.surname) && size(documents) >= 0", "has(identity.surname) && size(documents)", "&&"),
    ("it.key in [\"x\"]", "it.key in \"x\"", "in"),
    ("full_width(it.value)", "full_width(3)", "full_width"),
    ("mark     = '''full_width(it.value)'''", "mark     = '''size(it.value)'''", "'''size(it.value)'''"),
    ("each     = '''fields([\"name\"])'''", "each     = '''size(\"a\")'''", "'''size(\"a\")'''"),
    (
        "when     = '''documents.exists(d, has(d.surname))'''",
        "when     = '''size(documents)'''",
        "'''size(documents)'''",
    ),
    ("!(it.key", "!size(it.key", "!"),
    // Wrong arity
    ("full_width(it.value)", "full_width(it.value, 1)", "full_width"),
    ("clean(it.value, \"name\")", "clean(it.value)", "clean"),
    ("people([\"identity\"])", "people()", "people"),
    // Syntax of conditions
    ("size(it.value) <= limits", "size(it.value) <= && limits", "&&"),
    ("has(identity.surname) && size", "has(identity.surname)) && size", ") &&"),
    // TOML and keys
    ("defect   =", "defects  =", "defects"),
    ("severity = \"error\"", "severity = \"eror\"", "\"eror\""),
    ("title    = \"Names differ\"", "titel    = \"Names differ\"", "titel"),
    ("why      = \"They", "why      = They", "They"),
    ("confidence = \"A\"", "confidence = \"D\"", "\"D\""),
    ("checked = 2026-11-22, confidence = \"B\"", "checked = \"soon\", confidence = \"B\"", "\"soon\""),
    ("guide    = [\"G1\"]", "guide    = \"G1\"", "\"G1\""),
    ("guide    = [\"G1\"]", "guide    = [\"G9\"]", "\"G9\""),
    ("problem  = \"p\"\nseverity = \"warning\"", "problem  = \"q\"\nseverity = \"warning\"", "\"q\""),
    ("severity = \"warning\"\nwhen", "severity = \"error\"\nwhen", "\"error\""),
];

#[test]
fn every_mutation_is_refused_at_its_place() {
    let mut wrong = Vec::new();
    for (old, new, pointed) in MUTATIONS {
        assert!(RULES.contains(old), "{old}");
        let rules = RULES.replacen(old, new, 1);
        let desk = Desk::new().file("pack/pack.toml", PACK).file("pack/names.toml", &rules);
        let said = desk.run(&["rules", "list", "--rules", "pack"]);
        let at = rules.find(new).unwrap() + new.find(pointed).unwrap_or_else(|| panic!("{new} has no {pointed}"));
        let line = rules[..at].matches('\n').count() + 1;
        let column = rules[..at].rsplit('\n').next().unwrap().chars().count() + 1;
        let place = format!("names.toml:{line}:{column}");
        if said.status != 2 || !said.err.contains(&place) {
            wrong.push(format!("{new}: wanted {place}, status {}, said\n{}", said.status, said.err));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), MUTATIONS.len(), wrong.join("\n"));
}

#[test]
fn the_unchanged_pack_loads() {
    let desk = Desk::new().file("pack/pack.toml", PACK).file("pack/names.toml", RULES);
    let said = desk.run(&["rules", "list", "--rules", "pack"]);
    assert_eq!(said.status, 0, "{}", said.err);
}

#[test]
fn a_suggestion_stands_below_the_caret() {
    let rules = RULES.replacen("full_width(it.value)", "full_with(it.value)", 1);
    let desk = Desk::new().file("pack/pack.toml", PACK).file("pack/names.toml", rules);
    let said = desk.run(&["rules", "list", "--rules", "pack"]);
    insta::assert_snapshot!(said.err, @"
    error: there is no function `full_with`
      --> pack/names.toml:14:15
       |
    14 | mark     = '''full_with(it.value)'''
       |               ^^^^^^^^^
       |
       = help: did you mean `full_width`?
    ");
}
