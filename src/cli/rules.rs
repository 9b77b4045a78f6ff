//! `preflight rules`

use std::fmt::Write;

use jiff::civil::Date;

use super::Status;
use super::input;
use super::options::{Color, Format, Selection};
use super::output;
use crate::fact::Moment;
use crate::report::page::{problem_page, rule_page};
use crate::rule::test::{self, TestOutcome};
use crate::rule::{Pack, Rule};

/// Work with rules.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Show the page of a rule or of a problem
    Explain(ExplainArgs),
    /// List the rules
    List(ListArgs),
    /// Run the tests that the rules carry
    Test(TestArgs),
}

/// List rules.
#[derive(clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    selection: Selection,
    /// List the lines of the guide, each with the rules that serve it
    #[arg(long)]
    guide: bool,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Explain a rule or a problem.
#[derive(clap::Args)]
pub struct ExplainArgs {
    /// The id of a rule or of a problem
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    selection: Selection,
    /// Which published limits hold: those of this local date [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Test rules.
#[derive(clap::Args)]
pub struct TestArgs {
    #[command(flatten)]
    selection: Selection,
}

/// Runs a command on rules.
pub fn run(command: &Command) -> Status {
    let selection = match command {
        Command::List(args) => &args.selection,
        Command::Test(args) => &args.selection,
        Command::Explain(args) => &args.selection,
    };
    let Some(pack) = input::pack(selection, false, Color::Auto) else { return Status::Unusable };
    let rules = match selection.pick(&pack) {
        Ok(rules) => rules,
        Err(message) => {
            output::note(&format!("error: {}", crate::report::printable(&message)));
            return Status::Unusable;
        }
    };
    match command {
        Command::List(args) if args.guide => guide(&pack, &rules, args.format),
        Command::List(args) => list(&pack, &rules, args.format),
        Command::Test(_) => tests(&pack, &rules),
        Command::Explain(args) => explain(&pack, args),
    }
}

fn list(pack: &Pack, rules: &[&Rule], format: Format) -> Status {
    if format == Format::Json {
        let rules: Vec<_> = rules.iter().map(|rule| row(rule)).collect();
        output::out(&format!("{}\n", serde_json::json!({"pack": pack.id, "version": pack.version, "rules": rules})));
        return Status::Clean;
    }
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut theme = None;
    for rule in rules {
        if theme != Some(&rule.theme) {
            let gap = if theme.is_some() { "\n" } else { "" };
            let _ = writeln!(out, "{gap}{} ({})", pack.theme_title(&rule.theme), rule.theme);
            theme = Some(&rule.theme);
        }
        let _ = writeln!(
            out,
            "  {:width$}  {:7}  {}  {} [{}]",
            rule.id,
            rule.severity.name(),
            rule.source.confidence,
            rule.title.plain(),
            rule.guide.join(" ")
        );
    }
    let _ = writeln!(out, "\n{} rules of {} {}", rules.len(), pack.id, pack.version);
    output::out(&out);
    Status::Clean
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

/// Which line of the guide is served by which rules and problems.
fn guide(pack: &Pack, rules: &[&Rule], format: Format) -> Status {
    let served = |id: &str| -> Vec<&str> {
        let serving = rules.iter().filter(|rule| rule.guide.iter().any(|line| line == id));
        let problems =
            pack.problems.iter().filter(|problem| problem.guide.iter().chain(&problem.takes).any(|line| line == id));
        serving.map(|rule| &*rule.id).chain(problems.map(|problem| &*problem.id)).collect()
    };
    let mut unserved = 0;
    let mut out = String::new();
    let mut json = Vec::new();
    for (id, says) in &pack.guide {
        let rules = served(id);
        unserved += usize::from(rules.is_empty());
        let listed = if rules.is_empty() { "(no rule)".to_owned() } else { rules.join(", ") };
        let _ = writeln!(out, "{id:5} {says}\n      {listed}");
        json.push(serde_json::json!({"id": id, "says": says, "rules": rules}));
    }
    match format {
        Format::Json => output::out(&format!("{}\n", serde_json::json!({"pack": pack.id, "guide": json}))),
        Format::Human => output::out(&out),
    }
    if unserved == 0 { Status::Clean } else { Status::Findings }
}

fn explain(pack: &Pack, args: &ExplainArgs) -> Status {
    let (id, style) = (args.id.as_str(), output::style(args.color));
    let today = args.today.unwrap_or_else(|| Moment::now().date());
    let page = match (pack.problem(id), pack.rule(id)) {
        // A rule may be called like the problem that it finds: both are told.
        (Some(problem), Some(rule)) => {
            Some(format!("{}\n{}", problem_page(pack, problem, today, style), rule_page(pack, rule, today, style)))
        }
        (Some(problem), None) => Some(problem_page(pack, problem, today, style)),
        (None, Some(rule)) => Some(rule_page(pack, rule, today, style)),
        (None, None) => None,
    };
    match page {
        Some(page) => {
            output::out(&page);
            Status::Clean
        }
        None => {
            let known = pack.problems.iter().map(|problem| &*problem.id).chain(pack.rules.iter().map(|rule| &*rule.id));
            let near = crate::fact::nearest(id, known).map(|near| format!("; did you mean `{near}`?"));
            let message = format!("no rule and no problem is called `{id}`{}", near.unwrap_or_default());
            output::note(&format!(
                "error: {}\n  help: `preflight rules list` shows them all",
                crate::report::printable(&message)
            ));
            Status::Unusable
        }
    }
}

fn tests(pack: &Pack, rules: &[&Rule]) -> Status {
    let outcomes = test::run(pack, rules);
    let failed: Vec<&TestOutcome> = outcomes.iter().filter(|outcome| outcome.result.is_err()).collect();
    let mut out = String::new();
    for outcome in &failed {
        let message = outcome.result.as_ref().err().map_or("", String::as_str);
        let _ = writeln!(out, "FAILED {} ({}:{}): {message}", outcome.rule, outcome.file, outcome.line);
    }
    let _ = writeln!(out, "{} rules, {} tests, {} failed", rules.len(), outcomes.len(), failed.len());
    output::out(&out);
    if failed.is_empty() { Status::Clean } else { Status::Findings }
}
