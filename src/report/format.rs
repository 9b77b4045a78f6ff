//! The formats of a report, and the one place that chooses between their renderers.

use super::github::Github;
use super::html::Html;
use super::human::Human;
use super::json::Lines;
use super::junit::Junit;
use super::markdown::Markdown;
use super::sarif::Sarif;
use super::{Entry, Style};
use crate::rule::Severity;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people at a terminal.
    #[default]
    Human,
    /// For programs: one object a file, each on a line of its own.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for test reports.
    Junit,
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// Markdown, for a job summary or a comment.
    Markdown,
    /// One page that needs nothing else.
    Html,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 7] =
        [Self::Human, Self::Json, Self::Sarif, Self::Junit, Self::Github, Self::Markdown, Self::Html];

    /// The stable word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// What it is for.
    pub fn about(self) -> &'static str {
        match self {
            Self::Human => "For people",
            Self::Json => "For programs: one object a file, each on a line of its own",
            Self::Sarif => "SARIF 2.1.0, for code scanning",
            Self::Junit => "JUnit XML, for test reports: a suite a file, a case a rule",
            Self::Github => "Annotations in a workflow of GitHub Actions",
            Self::Markdown => "Markdown, for $GITHUB_STEP_SUMMARY or a comment",
            Self::Html => "One self-contained page",
        }
    }

    /// A renderer of this format.
    pub fn renderer(self, settings: Settings) -> Box<dyn Renderer> {
        match self {
            Self::Human => Box::new(Human::new(settings)),
            Self::Json => Box::new(Lines::new(settings)),
            Self::Sarif => Box::new(Sarif::new(settings)),
            Self::Junit => Box::new(Junit::new(settings)),
            Self::Github => Box::new(Github::new(settings)),
            Self::Markdown => Box::new(Markdown::new(settings)),
            Self::Html => Box::new(Html::new(settings)),
        }
    }
}

/// What a renderer is told beside the entries.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether the applicant's values are shown.
    pub values: bool,
    /// The reader's screen.
    pub style: Style,
    /// From which severity on the run fails; `None` where it never does.
    pub fails_at: Option<Severity>,
}

/// Writes what a run gives, file by file.
pub trait Renderer {
    /// Takes a file's entry, and gives what can be written at once.
    fn add(&mut self, entry: &Entry<'_>) -> String;

    /// What is written behind the last entry: everything, where all files share one document.
    fn finish(&mut self) -> String {
        String::new()
    }
}
