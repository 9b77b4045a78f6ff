//! What a diagnosis says, before it is laid out: sentences, in order, for people and programs alike.

mod human;
mod json;

use crate::diagnosis::{Diagnosis, Named, Sign, State, Weighed, findings_of, sentence};
use crate::engine::Input;
use crate::report::{Finding, Report, Shown};
use crate::rule::Template;

pub use human::human;
pub use json::json;

/// One thing that speaks for a problem.
struct Evidence<'a> {
    /// `code`, `text`, `words` or `finding`.
    kind: &'static str,
    /// In words.
    says: String,
    /// The finding behind it.
    finding: Option<&'a Finding>,
}

/// Everything that lays out a diagnosis.
pub struct Story<'a> {
    /// The report of the rules that were asked.
    pub report: &'a Report<'a>,
    /// What was judged.
    pub input: &'a Input<'a>,
    /// What came out.
    pub diagnosis: &'a Diagnosis<'a>,
}

impl Story<'_> {
    fn sentence(&self, template: &Template) -> String {
        sentence(self.input, template)
    }

    /// What speaks for a problem: the message first, then what was found.
    fn evidence<'s>(&'s self, named: &Named<'_>, shown: &mut Shown) -> Vec<Evidence<'s>> {
        let mut evidence: Vec<Evidence<'s>> = named
            .signs
            .iter()
            .map(|sign| match sign {
                Sign::Code(code) => Evidence {
                    kind: "code",
                    says: format!("{} is documented: {}", code.code, code.says),
                    finding: None,
                },
                Sign::Text(text) => Evidence { kind: "text", says: format!("it says \"{text}\""), finding: None },
                Sign::Told(words) => {
                    Evidence { kind: "words", says: format!("it speaks of {}", words.join(", and ")), finding: None }
                }
            })
            .collect();
        // One sentence about the words is enough.
        let mut told = false;
        evidence.retain(|one| one.kind != "words" || !std::mem::replace(&mut told, true));
        for finding in findings_of(named, &self.report.findings) {
            evidence.push(Evidence { kind: "finding", says: shown.sentence(&finding.message), finding: Some(finding) });
        }
        evidence
    }

    /// What to do, in order: what the code says, what the likely causes need, then what always helps.
    fn fixes(&self, named: &Named<'_>) -> Vec<String> {
        let mut fixes: Vec<String> = named
            .signs
            .iter()
            .filter_map(|sign| if let Sign::Code(code) = sign { code.fix.clone() } else { None })
            .collect();
        let likely = named.causes.iter().filter(|cause| !cause.findings.is_empty());
        fixes.extend(likely.filter_map(|cause| cause.cause.fix.as_ref()).map(|fix| self.sentence(fix)));
        fixes.extend(named.problem.fixes.iter().map(|fix| self.sentence(fix)));
        let mut seen: Vec<String> = Vec::new();
        fixes.retain(|fix| {
            let new = !seen.contains(fix);
            seen.push(fix.clone());
            new
        });
        fixes
    }

    fn settle(&self, cause: &Weighed<'_>) -> Option<String> {
        let open = cause.findings.is_empty() && cause.against.is_empty();
        cause.cause.settle.as_ref().filter(|_| open).map(|settle| self.sentence(settle))
    }

    /// How long a step or a problem usually takes, by its line of the guide.
    fn takes(&self, line: Option<&String>) -> Option<&str> {
        let line = line?;
        self.report.pack.guide.iter().find(|(id, _)| id == line).map(|(_, says)| says.as_str())
    }

    /// Whether anything is known of the steps.
    fn steps_known(&self) -> bool {
        self.diagnosis.steps.iter().any(|(_, state)| *state != State::Unknown)
    }
}

/// How sure a problem is, in a word.
fn sureness(likelihood: f64) -> &'static str {
    match likelihood {
        0.75.. => "almost certain",
        0.5.. => "likely",
        0.25.. => "possible",
        _ => "less likely",
    }
}
