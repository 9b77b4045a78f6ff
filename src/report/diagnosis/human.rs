//! The diagnosis for people: the likeliest problem whole, at most two more in short, on one screen.

use std::fmt::Write;

use colored::Colorize;

use super::{Evidence, Story, sureness};
use crate::diagnosis::{Named, State};
use crate::fact::Moment;
use crate::report::{Shown, Style, printable};
use crate::rule::Problem;

/// Most lines of one kind: the rest is in the JSON.
const MOST_EVIDENCE: usize = 4;
const MOST_CAUSES: usize = 3;
const MOST_FIXES: usize = 4;
const MOST_AVOID: usize = 2;

/// The whole answer.
pub fn human(story: &Story<'_>, shown: &mut Shown, style: Style) -> String {
    let mut out = String::new();
    let diagnosis = story.diagnosis;
    if diagnosis.message_known == Some(false) {
        unknown(&mut out, story, style);
    }
    let mut problems = diagnosis.problems.iter();
    if let Some(first) = problems.next() {
        whole(&mut out, story, first, shown, style);
    } else if diagnosis.message_known.is_none() {
        let line = "Nothing here tells a problem. Paste the message that you saw: `preflight diagnose --message \"…\"`, or write down what happened: `preflight journal add`.";
        let _ = writeln!(out, "{}\n", style.wrap(line, 0));
    }
    for (number, named) in problems.enumerate() {
        short(&mut out, story, named, number + 2, shown, style);
    }
    if story.steps_known() {
        steps(&mut out, story, style);
    }
    out
}

fn unknown(out: &mut String, story: &Story<'_>, style: Style) {
    let diagnosis = story.diagnosis;
    let _ = writeln!(out, "{}", "I do not know this message.".bold());
    for code in &diagnosis.mute {
        line(out, style, "  ", &format!("{} is documented as \"{}\", and tells no problem.", code.code, code.says));
    }
    if !diagnosis.unlisted.is_empty() {
        line(out, style, "  ", &format!("No list has {}.", diagnosis.unlisted.join(", ")));
    }
    if diagnosis.problems.is_empty() && !diagnosis.nearest.is_empty() {
        let _ = writeln!(out, "  Nearest, and no more than that:");
        for problem in &diagnosis.nearest {
            line(
                out,
                style,
                "  - ",
                &format!("{} ({}); see `preflight rules explain {}`", problem.title, ids(problem), problem.id),
            );
        }
    }
    if diagnosis.problems.is_empty() {
        line(
            out,
            style,
            "  ",
            "What else the page says, a code beside it, or the whole answer of the server would tell more.",
        );
    } else {
        line(out, style, "  ", "What stands in the application speaks for this:");
    }
    out.push('\n');
}

fn whole(out: &mut String, story: &Story<'_>, named: &Named<'_>, shown: &mut Shown, style: Style) {
    let _ = writeln!(
        out,
        "{} {} ({}, {:.0} %)",
        printable(&named.problem.title).bold(),
        format!("[{}]", named.problem.id).dimmed(),
        sureness(named.likelihood),
        named.likelihood * 100.0
    );
    if !named.problem.about.is_empty() {
        line(out, style, "  ", &named.problem.about);
    }
    let evidence = story.evidence(named, shown);
    if !evidence.is_empty() {
        heading(out, "For it");
        for one in evidence.iter().take(MOST_EVIDENCE) {
            line(out, style, "  + ", &told(story, one));
        }
        more(out, evidence.len(), MOST_EVIDENCE);
    }
    causes(out, story, named, style);
    heading(out, "Do now");
    if let Some(wait) = named.wait {
        line(out, style, "  ! ", &format!("Not before {}", when(wait, story.input.now)));
    }
    let fixes = story.fixes(named);
    for (number, fix) in fixes.iter().take(MOST_FIXES).enumerate() {
        line(out, style, &format!("  {}. ", number + 1), fix);
    }
    if fixes.len() > MOST_FIXES {
        let more = fixes.len() - MOST_FIXES;
        let text = format!("and {more} more: `preflight rules explain {}`", named.problem.id);
        line(out, style, "     ", &text);
    }
    for avoid in named.problem.avoid.iter().take(MOST_AVOID) {
        line(out, style, "  x ", &story.sentence(avoid));
    }
    if let Some(takes) = story.takes(named.problem.takes.as_ref()) {
        line(out, style, "  ~ ", takes);
    }
    let page = named.problem.sources.iter().find(|source| source.starts_with("http"));
    line(
        out,
        style,
        "  ",
        &format!("documented as {}{}", ids(named.problem), page.map(|page| format!(", {page}")).unwrap_or_default()),
    );
    out.push('\n');
}

fn causes(out: &mut String, story: &Story<'_>, named: &Named<'_>, style: Style) {
    if named.causes.is_empty() {
        return;
    }
    heading(out, "Behind it");
    for cause in named.causes.iter().take(MOST_CAUSES) {
        let mut text = story.sentence(&cause.cause.title);
        if !cause.findings.is_empty() {
            let places: Vec<String> = cause
                .findings
                .iter()
                .filter_map(|index| story.report.findings.get(*index))
                .filter_map(|finding| place(story, finding.field.as_deref()?))
                .collect();
            if let Some(first) = places.first() {
                let _ = write!(text, " ({first})");
            }
            line(out, style, "  > ", &text);
        } else if !cause.against.is_empty() {
            line(
                out,
                style,
                "  - ",
                &format!(
                    "{text}: not so, by {}",
                    cause.against.iter().take(3).map(|rule| &**rule).collect::<Vec<_>>().join(", ")
                ),
            );
        } else if let Some(settle) = story.settle(cause) {
            line(out, style, "  ? ", &format!("{text}? {settle}"));
        } else {
            line(out, style, "  ? ", &text);
        }
    }
}

fn short(out: &mut String, story: &Story<'_>, named: &Named<'_>, number: usize, shown: &mut Shown, style: Style) {
    let _ = writeln!(
        out,
        "{number}. {} {} ({}, {:.0} %)",
        printable(&named.problem.title).bold(),
        format!("[{}]", named.problem.id).dimmed(),
        sureness(named.likelihood),
        named.likelihood * 100.0
    );
    for one in story.evidence(named, shown).iter().take(2) {
        line(out, style, "  + ", &told(story, one));
    }
    if let Some(wait) = named.wait {
        line(out, style, "  ! ", &format!("Not before {}", when(wait, story.input.now)));
    }
    if let Some(fix) = story.fixes(named).first() {
        line(out, style, "  1. ", fix);
    }
    out.push('\n');
}

fn steps(out: &mut String, story: &Story<'_>, style: Style) {
    let _ = writeln!(out, "{}", "What is left to do".bold());
    let mut first = true;
    for (step, state) in &story.diagnosis.steps {
        let sign = match state {
            State::Done => "  + ",
            State::Waiting => "  ~ ",
            State::Missing => "  - ",
            State::Unknown => "  ? ",
        };
        let open = *state == State::Missing;
        // How long it takes is told of what comes next, and of what is waited for.
        let next = (open && first) || *state == State::Waiting;
        let takes = story.takes(step.takes.as_ref()).filter(|_| next);
        let text =
            format!("{}: {}{}", state.name(), step.says, takes.map(|takes| format!(" [{takes}]")).unwrap_or_default());
        let wrapped = style.wrap(&printable(&text), sign.len()).replace('\n', "\n    ");
        let _ = writeln!(out, "{sign}{}", if open && first { wrapped.bold().to_string() } else { wrapped });
        first &= !open;
    }
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "{}", text.bold());
}

fn line(out: &mut String, style: Style, sign: &str, text: &str) {
    let indent = " ".repeat(sign.len());
    let _ = writeln!(out, "{sign}{}", style.wrap(&printable(text), sign.len()).replace('\n', &format!("\n{indent}")));
}

fn more(out: &mut String, all: usize, shown: usize) {
    if all > shown {
        let _ = writeln!(out, "    and {} more", all - shown);
    }
}

fn told(story: &Story<'_>, evidence: &Evidence<'_>) -> String {
    let Some(finding) = evidence.finding else { return format!("the message: {}", evidence.says) };
    match finding.field.as_deref().and_then(|field| place(story, field)) {
        Some(place) => format!("{place}: {}", evidence.says),
        None => evidence.says.clone(),
    }
}

/// A field with its line.
fn place(story: &Story<'_>, field: &str) -> Option<String> {
    match story.report.places.nearest(field) {
        Some(place) => Some(format!("{field}, line {}", place.start.line)),
        None => (field != "network").then(|| field.to_owned()),
    }
}

fn ids(problem: &Problem) -> String {
    problem.guide.join(", ")
}

/// A time as people read it on their own clock, and how long that is.
fn when(until: Moment, now: Moment) -> String {
    let local = until.in_offset(now.offset);
    let clock =
        local.zoned().strftime(if local.date() == now.date() { "%H:%M:%S" } else { "%a %Y-%m-%d %H:%M" }).to_string();
    let left = until.seconds_since(now);
    let left = match left {
        ..120 => format!("{left} s"),
        120..7_200 => format!("{} min", left / 60),
        7_200..172_800 => format!("{} h", left / 3_600),
        _ => format!("{} days", left / 86_400),
    };
    format!("{clock} (in {left})")
}
