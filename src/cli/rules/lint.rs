//! `preflight rules lint`

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{pack, picked};
use crate::cli::options::{Color, FailOn, Format, Selection};
use crate::cli::{Status, output};
use crate::fact::Moment;
use crate::report::page::remark;
use crate::rule::Severity;
use crate::rule::lint::{self, Remark};

/// Lint a pack.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Which sources are old and which limits hold: as of this local date [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// From which level on what is found fails the run; lint has no errors
    #[arg(long, value_enum, default_value_t = FailOn::Warning)]
    fail_on: FailOn,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Looks through a pack.
pub fn run(args: &Args) -> Status {
    let Some(pack) = pack(&args.selection, args.format == Format::Json, args.color) else { return Status::Unusable };
    let Some(rules) = picked(&args.selection, &pack) else { return Status::Unusable };
    let today = args.today.unwrap_or_else(|| Moment::now().date());
    let remarks = lint::lint(&pack, &rules, today);
    let count = |level: Severity| remarks.iter().filter(|remark| remark.lint.level == level).count();
    let (warnings, advice) = (count(Severity::Warning), count(Severity::Advice));
    match args.format {
        Format::Json => {
            let all: Vec<Json> = remarks.iter().map(row).collect();
            let summary = json!({"rules": rules.len(), "warnings": warnings, "advice": advice});
            output::out(&format!("{}\n", json!({"pack": pack.id, "remarks": all, "summary": summary})));
        }
        Format::Human => {
            let style = output::style(args.color);
            let mut out: String = remarks.iter().map(|one| format!("{}\n\n", remark(one, style))).collect();
            out.push_str(&format!("{} rules of {}: {warnings} warnings, {advice} advice\n", rules.len(), pack.id));
            output::out(&out);
        }
    }
    let worst = remarks.iter().map(|remark| remark.lint.level).max();
    if args.fail_on.fails(worst) { Status::Findings } else { Status::Clean }
}

fn row(remark: &Remark) -> Json {
    let place = remark.source.as_ref().map(|source| (source, source.position(remark.span.start)));
    json!({
        "lint": remark.lint.id,
        "level": remark.lint.level.name(),
        "file": place.as_ref().map(|(source, _)| source.name.as_str()),
        "line": place.as_ref().map(|(_, at)| at.line),
        "column": place.as_ref().map(|(_, at)| at.column),
        "message": remark.message,
        "why": remark.lint.why,
        "help": remark.help,
    })
}
