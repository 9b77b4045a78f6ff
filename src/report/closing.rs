//! What a report ends with: how much was found, what could not be told, and what to do now.

use super::Report;
use crate::engine::{CheckOutcome, Outcome};
use crate::rule::Severity;

/// A number with its noun.
pub fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 || word == "advice" { "" } else { "s" })
}

/// How much was found, the gravest first.
pub fn found(report: &Report<'_>) -> [(Severity, String); 3] {
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Advice, "advice")]
        .map(|(severity, word)| (severity, counted(report.count(severity), word)))
}

/// Rules that ended so and why, those of one reason together, in the order of the first.
pub fn by_reason<'a>(report: &'a Report<'_>, outcomes: &[Outcome]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for check in report.checks.iter().filter(|check| outcomes.contains(&check.outcome)) {
        let reason = reason(check);
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, rules)) => rules.push(&check.rule),
            None => groups.push((reason, vec![&check.rule])),
        }
    }
    groups
}

/// Why a rule has said nothing.
pub fn reason(check: &CheckOutcome) -> &str {
    check.reason.as_deref().unwrap_or("no reason given")
}

/// Whether nothing but the network was judged.
pub fn of_network(report: &Report<'_>) -> bool {
    report.places.source.is_none() && &*report.places.file == "network"
}

/// What to do now. Never that anything will be accepted: the provider publishes no such rules.
pub fn next_step(report: &Report<'_>) -> String {
    let fixable =
        report.findings.iter().any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe && fix.value.is_some()));
    match report.worst() {
        Some(Severity::Error | Severity::Warning) if fixable => {
            "Next: type what stands behind \"fix\", or let `--fix` write the safe ones into the file (`--diff` shows them first); then run this again.".to_owned()
        }
        Some(Severity::Error | Severity::Warning) if of_network(report) => {
            "Next: mend the first finding above, the one nearest to you; what is behind it may go with it. Then run this again.".to_owned()
        }
        Some(Severity::Error | Severity::Warning) => "Next: mend the findings above, then run this again.".to_owned(),
        _ if !report.anything_judged() => "Nothing could be judged: add the sections that you know, for example [identity].".to_owned(),
        _ if of_network(report) && report.outcomes(Outcome::Inconclusive) > 0 => {
            "Next: see above what could not be told. In the rest, nothing was found wrong with the way to the portal.".to_owned()
        }
        _ if of_network(report) => "Next: nothing is wrong with the way to the portal now.".to_owned(),
        _ if report.outcomes(Outcome::Inconclusive) > 0 => format!(
            "Next: see above what could not be told. In the rest, nothing was found that the published rules of {} would refuse; that is no promise: the review is the provider's.",
            report.pack.title
        ),
        _ => format!(
            "Next: nothing that the published rules of {} would refuse was found. That is no promise: the review is the provider's.",
            report.pack.title
        ),
    }
}
