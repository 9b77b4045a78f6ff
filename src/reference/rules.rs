//! The rules of a pack as a page.

use std::fmt::Write;

use jiff::civil::Date;

use super::made_by;
use super::markdown::{anchor, code, table, text};
use crate::report::page::{filled, rule_page};
use crate::rule::{Pack, Rule};

/// The page of these rules. Limits are those that hold on the day of the newest source, so that the page does not change by itself.
pub fn markdown(pack: &Pack, rules: &[&Rule]) -> String {
    let day = newest(pack);
    let mut out = made_by(&format!("rules list --pack {} --format markdown", pack.id));
    let _ = writeln!(out, "# Rules of {} ({})\n", text(&pack.title), code(&pack.id));
    let _ =
        writeln!(out, "{} rules, with the limits that hold on {day}, when a source was last looked at.\n", rules.len());
    let row = |rule: &&Rule| {
        let title = filled(pack, day, &rule.title);
        let link = format!("[{}](#{})", text(&rule.id), anchor(&rule.id));
        vec![link, rule.severity.name().to_owned(), rule.source.confidence.to_string(), text(&title)]
    };
    let rows: Vec<Vec<String>> = rules.iter().map(row).collect();
    let _ = writeln!(out, "{}", table(&["rule", "severity", "confidence", "what it finds"], &rows));
    let mut theme = None;
    for rule in rules {
        if theme != Some(&rule.theme) {
            let _ = writeln!(out, "## {}\n", text(pack.theme_title(&rule.theme)));
            theme = Some(&rule.theme);
        }
        out.push_str(&rule_page(pack, rule, day).markdown(3));
    }
    out.trim_end().to_owned() + "\n"
}

/// The day on which a source of the pack was last looked at.
pub fn newest(pack: &Pack) -> Date {
    let checked = pack.rules.iter().map(|rule| &rule.source).chain(pack.limits.iter().map(|limit| &limit.source));
    checked.filter_map(|source| source.checked.parse().ok()).max().unwrap_or(crate::rule::test::TEST_TODAY)
}
