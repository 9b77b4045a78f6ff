//! The declared facts as a page: what a person types, and what is measured.

use std::fmt::Write;

use super::made_by;
use super::markdown::{code, prose, table};
use crate::fact::schema::{FIELD, JUDGED, ROOT};
use crate::fact::{Field, Sensitivity, Shape, Type, join};

const HEAD: &str = "# Facts

What conditions of rules may name. What a person types stands in the application file ([schema](application.schema.json)); the tests of
rules may set all of them but `today`, which is a key of the test. A fact that is not given makes a rule skipped; `has(a.b)` asks
whether it is.

*Given by*: `application` the file, `prompt` the hidden prompt, `image` reading the documents, `file` looking which files are there,
`network` the probe with `--online`, `run` the run itself. *Shown*: `anywhere`; `on your terminal`, elsewhere as a token; `never`.

";

/// The page.
pub fn markdown() -> String {
    let mut out = made_by("rules schema application --format markdown");
    out.push_str(HEAD);
    let plain: Vec<Vec<String>> = ROOT.fields.iter().filter(|field| inner(&field.ty).is_none()).map(row).collect();
    for field in &ROOT.fields {
        section(&mut out, &field.name, field);
    }
    let _ = writeln!(out, "## The run\n\n{}", table(&COLUMNS, &plain));
    for (shape, says) in [
        (&*FIELD, "An item of `fields()`, `fields_in()` and of patterns in `at`, as `it`."),
        (&*JUDGED, "A result of a `judge_` function."),
    ] {
        let _ = writeln!(out, "## The type {}\n\n{says}\n\n{}", shape.name, rows(shape));
    }
    out.trim_end().to_owned() + "\n"
}

const COLUMNS: [&str; 5] = ["fact", "type", "given by", "shown", "what"];

fn section(out: &mut String, path: &str, field: &Field) {
    let Some((shape, many)) = inner(&field.ty) else { return };
    let heading = if many { format!("[[{path}]]") } else { format!("[{path}]") };
    let _ = writeln!(out, "## {}\n\n{}\n\n{}", code(&heading), prose(&field.doc), rows(shape));
    for below in &shape.fields {
        section(out, &join(path, &below.name), below);
    }
}

fn inner(ty: &Type) -> Option<(&Shape, bool)> {
    match ty {
        Type::Record(shape) => Some((shape, false)),
        Type::List(item) => match &**item {
            Type::Record(shape) => Some((shape, true)),
            _ => None,
        },
        _ => None,
    }
}

fn rows(shape: &Shape) -> String {
    table(&COLUMNS, &shape.fields.iter().map(row).collect::<Vec<_>>())
}

fn row(field: &Field) -> Vec<String> {
    let shown = match field.sensitivity {
        Sensitivity::Public => "anywhere",
        Sensitivity::Personal => "on your terminal",
        Sensitivity::Secret => "never",
    };
    // A list or a table is as sensitive as what stands in it.
    let shown = if inner(&field.ty).is_some() { "" } else { shown };
    let mut doc = prose(&field.doc);
    if !field.words.is_empty() {
        let words: Vec<String> = field.words.iter().map(|word| code(word)).collect();
        let _ = write!(doc, " One of {}.", words.join(", "));
    }
    vec![code(&field.name), code(&field.ty.to_string()), field.origin.name().to_owned(), shown.to_owned(), doc]
}
