//! What the page says of one file.

use askama::Template;
use url::Url;

use super::drawing::{Drawing, number_of};
use crate::engine::Outcome;
use crate::report::closing::{by_reason, counted, found, next_step};
use crate::report::snippet::Line;
use crate::report::told::{Extent, Told, placed};
use crate::report::ways::{Phase, hosts};
use crate::report::{Finding, Judged, Refused, Report, Shown, Waived, WaivedBy, printable};

#[derive(Template)]
#[template(path = "judged.html", config = "src/report/html/askama.toml")]
pub struct JudgedSection {
    id: String,
    file: String,
    pack: String,
    today: String,
    says: String,
    next: String,
    themes: Vec<Theme>,
    drawings: Vec<Drawing>,
    hosts: Vec<(String, Vec<Phase>)>,
    pairs: Vec<Pair>,
    agree: Option<String>,
    unsure: Vec<Unsure>,
    not_checked: Vec<String>,
    accepted: Vec<Accepted>,
    outcomes: String,
}

struct Theme {
    title: String,
    cards: Vec<Card>,
}

/// A finding.
pub struct Card {
    /// Its anchor.
    pub id: String,
    /// Its severity's word.
    pub class: &'static str,
    /// Its stable name.
    pub defect: String,
    /// The number of its area in the drawing.
    pub number: Option<usize>,
    /// What it says.
    pub told: Told,
    /// What to do, without the exact string.
    words: String,
    /// Whether its source is a page.
    link: bool,
}

struct Pair {
    field: String,
    related: String,
    relation: String,
    verdict: String,
}

struct Unsure {
    why: String,
    rules: String,
}

struct Accepted {
    defect: String,
    title: String,
    place: Option<String>,
    by: &'static str,
    reason: String,
}

impl JudgedSection {
    /// Of a report.
    pub fn of(id: &str, judged: &Judged<'_>, values: bool) -> Self {
        let report = judged.report;
        let mut shown = Shown::of(report, values);
        let mut cards: Vec<(&str, Card)> = Vec::with_capacity(report.findings.len());
        for (index, finding) in report.findings.iter().enumerate() {
            cards.push((&finding.theme, card(id, index, report, finding, &mut shown)));
        }
        let drawings = Drawing::all(report, judged.pictures, &cards);
        let differ = report.comparisons.iter().filter(|pair| pair.verdict != "ok");
        let pairs: Vec<Pair> = differ
            .map(|pair| Pair {
                field: placed(report, &pair.field),
                related: placed(report, &pair.related),
                relation: printable(&pair.relation),
                verdict: printable(&pair.verdict),
            })
            .collect();
        let agree = match report.comparisons.len() - pairs.len() {
            0 => None,
            1 => Some("1 other pair agrees.".to_owned()),
            count => Some(format!("{count} other pairs agree.")),
        };
        Self {
            id: id.to_owned(),
            file: printable(&report.places.file),
            pack: printable(&format!("{} ({} {})", report.pack.title, report.pack.id, report.pack.version)),
            today: report.today.to_string(),
            says: found(report).map(|(_, count)| count).join(", "),
            next: next_step(report),
            themes: themes(report, cards),
            drawings,
            hosts: report.asked_network().map_or(Vec::new(), hosts),
            pairs,
            agree,
            unsure: by_reason(report, &[Outcome::Inconclusive])
                .into_iter()
                .map(|(reason, rules)| Unsure { why: printable(reason), rules: rules.join(", ") })
                .collect(),
            not_checked: report.not_checked.iter().map(|line| printable(line)).collect(),
            accepted: report.waived.iter().map(|waived| accepted(report, waived, &mut shown)).collect(),
            outcomes: outcomes(report),
        }
    }
}

fn card(section: &str, index: usize, report: &Report<'_>, finding: &Finding, shown: &mut Shown) -> Card {
    let told = Told::of(report, finding, shown);
    let words = match (told.fix.as_deref(), &told.exact) {
        (None | Some(""), Some(_)) => "Type".to_owned(),
        (words, _) => words.unwrap_or_default().to_owned(),
    };
    Card {
        id: format!("{section}-finding-{}", index + 1),
        class: finding.severity.name(),
        defect: printable(&finding.defect),
        number: number_of(report, finding),
        link: Url::parse(&told.source).is_ok_and(|url| matches!(url.scheme(), "http" | "https")),
        words,
        told,
    }
}

/// The findings under the headings of their themes, in the order of each theme's first.
fn themes(report: &Report<'_>, cards: Vec<(&str, Card)>) -> Vec<Theme> {
    let mut themes: Vec<(&str, Vec<Card>)> = Vec::new();
    for (theme, card) in cards {
        match themes.iter_mut().find(|(known, _)| *known == theme) {
            Some((_, cards)) => cards.push(card),
            None => themes.push((theme, vec![card])),
        }
    }
    themes.into_iter().map(|(theme, cards)| Theme { title: printable(report.pack.theme_title(theme)), cards }).collect()
}

fn accepted(report: &Report<'_>, Waived { finding, reason, by }: &Waived, shown: &mut Shown) -> Accepted {
    Accepted {
        defect: printable(&finding.defect),
        title: printable(&shown.sentence(&finding.message)),
        place: finding.field.as_deref().map(|field| placed(report, field)),
        by: match by {
            WaivedBy::Waiver => "accepted in the application",
            WaivedBy::Baseline => "accepted in the baseline",
        },
        reason: printable(reason),
    }
}

fn outcomes(report: &Report<'_>) -> String {
    let of = |outcome| report.outcomes(outcome);
    format!(
        "{} passed, {} could not tell, {} not judged yet since another comes first, {} did not apply.",
        counted(of(Outcome::Pass), "rule"),
        of(Outcome::Inconclusive),
        of(Outcome::Blocked),
        of(Outcome::Skipped),
    )
}

#[derive(Template)]
#[template(path = "refused.html", config = "src/report/html/askama.toml")]
pub struct RefusedSection {
    id: String,
    file: String,
    faults: Vec<Fault>,
}

struct Fault {
    message: String,
    extent: Option<Extent>,
    line: Option<Line>,
    help: Option<String>,
}

impl RefusedSection {
    /// Of a file that could not be judged.
    pub fn of(id: &str, refused: &Refused<'_>, values: bool) -> Self {
        let faults = refused.faults.iter().map(|fault| Fault {
            message: printable(&fault.fault.message),
            extent: fault.extent(),
            line: fault.line(values),
            help: fault.fault.help.as_deref().map(printable),
        });
        Self { id: id.to_owned(), file: printable(refused.file), faults: faults.collect() }
    }
}
