//! `preflight rules explain`

use jiff::civil::Date;

use super::format::PageFormat;
use super::{pack, refuse};
use crate::cli::options::{Color, Selection};
use crate::cli::{Status, output};
use crate::fact::{Moment, nearest};
use crate::report::page::{Page, problem_page, rule_page};
use crate::report::printable;
use crate::rule::{Check, Pack, Rule, test};

/// Explain a rule or a problem.
#[derive(clap::Args)]
pub struct Args {
    /// The id of a rule or of a problem
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    selection: Selection,
    /// Which published limits hold: those of this local date [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// How the page is written
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Shows the page of an id.
pub fn run(args: &Args) -> Status {
    let Some(pack) = pack(&args.selection, false, args.color) else { return Status::Unusable };
    let id = args.id.as_str();
    let today = args.today.unwrap_or_else(|| Moment::now().date());
    // A rule may be called like the problem that it finds: both are told.
    let problem = pack.problem(id).map(|problem| problem_page(&pack, problem, today));
    let rule = pack.rule(id).map(|rule| rule_page(&pack, rule, today));
    let pages: Vec<String> = problem.iter().chain(&rule).map(|written| page(args, written)).collect();
    // A report shows the defect, and hardly ever the rule that found it.
    let by = if pages.is_empty() { finders(&pack, id) } else { Vec::new() };
    if !by.is_empty() {
        let ids: Vec<&str> = by.iter().map(|rule| &*rule.id).collect();
        output::note(&format!("`{}` is a defect, found by: {}", printable(id), ids.join(", ")));
    }
    let pages =
        if by.is_empty() { pages } else { by.iter().map(|rule| page(args, &rule_page(&pack, rule, today))).collect() };
    if pages.is_empty() {
        let known = pack.problems.iter().map(|problem| &*problem.id).chain(pack.rules.iter().map(|rule| &*rule.id));
        let near = nearest(id, known).map(|near| format!("; did you mean `{near}`?"));
        let message = format!("no rule and no problem is called `{id}`{}", near.unwrap_or_default());
        return refuse(&message, "`preflight rules list` shows them all");
    }
    output::out(&pages.join("\n"));
    Status::Clean
}

fn page(args: &Args, page: &Page) -> String {
    match args.format {
        PageFormat::Human => page.human(output::style(args.color)),
        PageFormat::Markdown => page.markdown(1),
    }
}

/// The rules that are known to find a defect: by its name under `defect` or `severities`, or in one of their tests.
fn finders<'a>(pack: &'a Pack, defect: &str) -> Vec<&'a Rule> {
    let named = |rule: &Rule| match &rule.check {
        Check::Expect(_, own) => **own == *defect,
        Check::Judge(_) => rule.severities.contains_key(defect),
    };
    let shown = |rule: &Rule| {
        let mut found = rule.tests.iter().flat_map(|test| test::findings(pack, &[rule], rule, test));
        found.any(|finding| finding.defect == defect)
    };
    pack.rules.iter().filter(|rule| named(rule) || shown(rule)).collect()
}
