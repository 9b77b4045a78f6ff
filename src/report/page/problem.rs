//! The page of a problem.

use jiff::civil::Date;

use super::{Page, Sign, filled, limits, line_of_guide};
use crate::rule::{Pack, Problem, Template};

/// The page of a problem: signs, causes, what to do, and what not to do.
pub fn problem_page(pack: &Pack, problem: &Problem, today: Date) -> Page {
    let mut page = Page::new(&problem.id, &problem.title);
    page.paragraph(&problem.about);
    let guide: Vec<String> = problem.guide.iter().chain(&problem.takes).map(|id| line_of_guide(pack, id)).collect();
    page.list("In the guide", Sign::Mark("- "), guide);
    page.list("Texts that tell it", Sign::Mark("\" "), problem.texts.clone());
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
    page.list("Codes that tell it", Sign::Mark("# "), codes);
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
    page.list("What may be behind it", Sign::Mark("> "), causes);
    let sentences = |templates: &[Template]| templates.iter().map(|text| filled(pack, today, text)).collect();
    page.list("What to do, in order", Sign::Number, sentences(&problem.fixes));
    page.list("What not to do", Sign::Mark("x "), sentences(&problem.avoid));
    page.list("By these limits", Sign::Mark("- "), limits(pack, problem.limits(), today));
    page.list("Sources", Sign::Mark("- "), problem.sources.clone());
    page
}
