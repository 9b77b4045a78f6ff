//! The page of a problem.

use jiff::civil::Date;

use super::{Page, filled, line_of_guide};
use crate::report::Style;
use crate::rule::{Pack, Problem};

/// The page of a problem: signs, causes, what to do, and what not to do.
pub fn problem_page(pack: &Pack, problem: &Problem, today: Date, style: Style) -> String {
    let mut page = Page::new(style, &problem.id, &problem.title);
    page.paragraph(&problem.about);
    let guide: Vec<String> = problem.guide.iter().chain(&problem.takes).map(|id| line_of_guide(pack, id)).collect();
    page.list("In the guide", "- ", &guide);
    page.list("Texts that tell it", "\" ", &problem.texts);
    let codes: Vec<String> = pack
        .symptoms()
        .codes
        .iter()
        .filter(|code| *code.problem == *problem.id)
        .map(|code| {
            let fix = code.fix.as_deref().map(|fix| format!(" -> {fix}")).unwrap_or_default();
            format!("{}: {}{fix} ({})", code.code, code.says, code.source.confidence)
        })
        .collect();
    page.list("Codes that tell it", "# ", &codes);
    let causes: Vec<String> = problem
        .causes
        .iter()
        .map(|cause| {
            let rules: Vec<String> = cause.rules.iter().map(ToString::to_string).collect();
            let fix = cause.fix.as_ref().map(|fix| format!(" -> {}", filled(pack, today, fix))).unwrap_or_default();
            let by = if rules.is_empty() { String::new() } else { format!(" (rules: {})", rules.join(", ")) };
            format!("{}{fix}{by}", filled(pack, today, &cause.title))
        })
        .collect();
    page.list("What may be behind it", "> ", &causes);
    page.list(
        "What to do, in order",
        "1. ",
        &problem.fixes.iter().map(|fix| filled(pack, today, fix)).collect::<Vec<_>>(),
    );
    page.list("What not to do", "x ", &problem.avoid.iter().map(|text| filled(pack, today, text)).collect::<Vec<_>>());
    page.list("Sources", "- ", &problem.sources);
    page.out
}
