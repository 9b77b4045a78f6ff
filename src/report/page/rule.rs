//! The page of a rule.

use jiff::civil::Date;

use super::{Page, Sign, filled, limits, line_of_guide};
use crate::report::Shown;
use crate::rule::{Check, Condition, Expected, Pack, Rule, RuleTest, test};
use crate::source::{Kind, Node};

/// Most lines of an example.
const MOST_LINES: usize = 14;

/// The page of a rule: why, what passes and what fails, what to do, and where that comes from.
pub fn rule_page(pack: &Pack, rule: &Rule, today: Date) -> Page {
    let mut page = Page::new(&rule.id, &filled(pack, today, &rule.title));
    let severities: Vec<String> =
        rule.severities.iter().map(|(defect, severity)| format!("{defect}: {}", severity.name())).collect();
    let mut says = format!("{} of the theme \"{}\"", rule.severity.name(), pack.theme_title(&rule.theme));
    if !severities.is_empty() {
        says.push_str(&format!(", but {}", severities.join(", ")));
    }
    page.paragraph(&says);
    page.paragraph(&filled(pack, today, &rule.why));
    let guide: Vec<String> = rule.guide.iter().map(|id| line_of_guide(pack, id)).collect();
    page.list("In the guide", Sign::Mark("- "), guide);
    let example = |wanted| rule.tests.iter().find(|test| test.expected == wanted);
    if let Some(test) = example(Expected::Pass) {
        page.lines("Passes", example_lines(test));
    }
    if let Some(test) = example(Expected::Fail) {
        let mut lines = example_lines(test);
        lines.extend(found(pack, rule, test));
        page.lines("Fails", lines);
    }
    if let Some(fix) = &rule.fix {
        page.list("What to do", Sign::Number, vec![filled(pack, today, &fix.text)]);
    }
    if let Some(problem) = pack.problem(&rule.problem) {
        page.list("Leads to", Sign::Mark("- "), vec![format!("{} ({})", problem.title, problem.id)]);
    }
    page.list("Judged by", Sign::Mark(""), conditions(rule));
    page.list("By these limits", Sign::Mark("- "), limits(pack, rule.limits(), today));
    let source = &rule.source;
    let source = format!("{} ({}, checked {})", source.url, source.confidence, source.checked);
    page.list("Source", Sign::Mark("- "), vec![source]);
    page
}

/// The conditions of a rule, as they stand in its file.
pub fn conditions(rule: &Rule) -> Vec<String> {
    let check = match &rule.check {
        Check::Expect(condition, _) => ("expect", condition),
        Check::Judge(condition) => ("judge", condition),
    };
    let named =
        |name, condition: &Option<Condition>| condition.as_ref().map(|condition| (name, condition.text.clone()));
    let known = [named("each", &rule.each), named("when", &rule.when), Some((check.0, check.1.text.clone()))];
    known.into_iter().flatten().map(|(name, text)| format!("{name}: {}", text.trim())).collect()
}

/// What the example's first finding says, and what to type instead.
fn found(pack: &Pack, rule: &Rule, example: &RuleTest) -> Vec<String> {
    let Some(finding) = test::findings(pack, &[rule], rule, example).into_iter().next() else { return Vec::new() };
    // The values of an example are nobody's.
    let mut shown = Shown::new(true);
    let mut lines = vec![format!("-> {}", shown.sentence(&finding.message))];
    lines.extend(finding.fix_value().map(|value| format!("   type: {}", value.expose())));
    lines
}

/// The facts of an example, a line each.
fn example_lines(test: &RuleTest) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(test.today.as_ref().map(|today| format!("today = {today}")));
    flat(&test.facts, "", &mut lines);
    if lines.len() > MOST_LINES {
        let more = lines.len() - MOST_LINES;
        lines.truncate(MOST_LINES);
        lines.push(format!("... and {more} more"));
    }
    lines
}

fn flat(node: &Node, path: &str, lines: &mut Vec<String>) {
    let mut leaf = |text: String| lines.push(format!("{path} = {text}"));
    match &node.kind {
        Kind::String(text) | Kind::Plain(text) | Kind::Date(text) => leaf(format!("\"{text}\"")),
        Kind::Integer(number) => leaf(number.to_string()),
        Kind::Float(number) => leaf(number.to_string()),
        Kind::Bool(flag) => leaf(flag.to_string()),
        Kind::Null => leaf("nothing".to_owned()),
        Kind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                flat(item, &format!("{path}[{index}]"), lines);
            }
        }
        Kind::Table(entries) => {
            for entry in entries {
                flat(&entry.value, &crate::fact::join(path, &entry.key), lines);
            }
        }
    }
}
