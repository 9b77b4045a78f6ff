//! `preflight rules list`

use std::fmt::Write;

use colored::Colorize;

use super::format::ListFormat;
use super::{guide, pack, picked};
use crate::cli::options::{Color, Selection};
use crate::cli::{Status, output};
use crate::reference;
use crate::rule::{Pack, Rule, Severity};

/// List rules.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// List the lines of the guide, each with the rules that serve it
    #[arg(long)]
    guide: bool,
    /// How the list is written; as Markdown it has the whole page of each rule
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Lists the rules of a pack.
pub fn run(args: &Args) -> Status {
    let Some(pack) = pack(&args.selection, args.format == ListFormat::Json, args.color) else {
        return Status::Unusable;
    };
    let Some(rules) = picked(&args.selection, &pack) else { return Status::Unusable };
    if args.guide {
        output::style(args.color);
        return guide::list(&pack, &rules, args.format);
    }
    match args.format {
        ListFormat::Json => {
            let rows: Vec<_> = rules.iter().map(|rule| row(rule)).collect();
            output::out(&format!("{}\n", serde_json::json!({"pack": pack.id, "version": pack.version, "rules": rows})));
        }
        ListFormat::Markdown => output::out(&reference::rules::markdown(&pack, &rules)),
        ListFormat::Human => {
            output::style(args.color);
            output::out(&human(&pack, &rules));
        }
    }
    Status::Clean
}

fn human(pack: &Pack, rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut theme = None;
    for rule in rules {
        if theme != Some(&rule.theme) {
            let gap = if theme.is_some() { "\n" } else { "" };
            let title = pack.theme_title(&rule.theme).bold();
            let _ = writeln!(out, "{gap}{title} ({})", rule.theme);
            theme = Some(&rule.theme);
        }
        let severity = format!("{:7}", rule.severity.name());
        let severity = match rule.severity {
            Severity::Error => severity.red(),
            Severity::Warning => severity.yellow(),
            Severity::Advice => severity.normal(),
        };
        let _ = writeln!(
            out,
            "  {:width$}  {severity}  {}  {} [{}]",
            rule.id,
            rule.source.confidence,
            rule.title.plain(),
            rule.guide.join(" ")
        );
    }
    let _ = writeln!(out, "\n{} rules of {} {}", rules.len(), pack.id, pack.version);
    out
}

fn row(rule: &Rule) -> serde_json::Value {
    serde_json::json!({
        "id": &*rule.id,
        "theme": &*rule.theme,
        "title": rule.title.plain(),
        "severity": rule.severity.name(),
        "problem": &*rule.problem,
        "guide": rule.guide,
        "source": {"url": rule.source.url, "checked": rule.source.checked, "confidence": rule.source.confidence.name()},
        "tests": rule.tests.len(),
    })
}
