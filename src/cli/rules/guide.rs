//! `preflight rules list --guide`: which line of the guide is served by which rules and problems.

use std::fmt::Write;

use super::format::ListFormat;
use crate::cli::{Status, output};
use crate::reference::markdown::{table, text};
use crate::rule::{Pack, Rule};

/// Lists the lines; one that nothing serves fails.
pub fn list(pack: &Pack, rules: &[&Rule], format: ListFormat) -> Status {
    let lines: Vec<(&str, &str, Vec<&str>)> =
        pack.guide.iter().map(|(id, says)| (id.as_str(), says.as_str(), served(pack, rules, id))).collect();
    match format {
        ListFormat::Json => {
            let lines: Vec<_> = lines
                .iter()
                .map(|(id, says, rules)| serde_json::json!({"id": id, "says": says, "rules": rules}))
                .collect();
            output::out(&format!("{}\n", serde_json::json!({"pack": pack.id, "guide": lines})));
        }
        ListFormat::Markdown => {
            let row = |(id, says, rules): &(&str, &str, Vec<&str>)| vec![text(id), text(says), text(&rules.join(", "))];
            let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
            output::out(&table(&["line", "says", "served by"], &rows));
        }
        ListFormat::Human => {
            let mut out = String::new();
            for (id, says, rules) in &lines {
                let listed = if rules.is_empty() { "(no rule)".to_owned() } else { rules.join(", ") };
                let _ = writeln!(out, "{id:5} {says}\n      {listed}");
            }
            output::out(&out);
        }
    }
    if lines.iter().all(|(.., rules)| !rules.is_empty()) { Status::Clean } else { Status::Findings }
}

fn served<'a>(pack: &'a Pack, rules: &[&'a Rule], id: &str) -> Vec<&'a str> {
    let serving = rules.iter().filter(|rule| rule.guide.iter().any(|line| line == id));
    let problems =
        pack.problems.iter().filter(|problem| problem.guide.iter().chain(&problem.takes).any(|line| line == id));
    serving.map(|rule| &*rule.id).chain(problems.map(|problem| &*problem.id)).collect()
}
