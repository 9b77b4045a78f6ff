//! Options that several commands share.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use crate::fact::Moment;
use crate::report::{Report, ReportFormat};
use crate::rule::{Pack, PackError, Rule, Severity};

/// Which rules are asked.
#[derive(Args, Clone, Debug)]
pub struct Selection {
    /// Read the rules from this folder instead of the embedded pack
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Use this embedded pack
    #[arg(long, value_name = "ID", conflicts_with = "rules")]
    pub pack: Option<String>,
    /// Only these rules: ids, themes or globs, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// All but these rules: ids, themes or globs, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub skip: Vec<String>,
}

impl Selection {
    /// Loads the pack.
    pub fn load(&self) -> Result<Pack, PackError> {
        match (&self.rules, &self.pack) {
            (Some(folder), _) => Pack::folder(folder),
            (None, Some(id)) => Pack::by_id(id),
            (None, None) => Pack::embedded(),
        }
    }

    /// Whether everything is as it is without options.
    pub fn is_default(&self) -> bool {
        self.rules.is_none() && self.pack.is_none() && self.only.is_empty() && self.skip.is_empty()
    }

    /// The selected rules, or the pattern that fits none.
    pub fn pick<'a>(&self, pack: &'a Pack) -> Result<Vec<&'a Rule>, String> {
        let fits = |pattern: &String, rule: &Rule| glob(pattern, &rule.id) || glob(pattern, &rule.theme);
        for pattern in self.only.iter().chain(&self.skip) {
            if !pack.rules.iter().any(|rule| fits(pattern, rule)) {
                let known = pack.rules.iter().map(|rule| &*rule.id).chain(pack.themes.iter().map(|theme| &*theme.id));
                let near = crate::fact::nearest(pattern, known).map(|near| format!("; did you mean `{near}`?"));
                return Err(format!("no rule or theme is called `{pattern}`{}", near.unwrap_or_default()));
            }
        }
        let wanted = pack.rules.iter().filter(|rule| {
            let asked = self.only.is_empty() || self.only.iter().any(|pattern| fits(pattern, rule));
            asked && !self.skip.iter().any(|pattern| fits(pattern, rule))
        });
        Ok(wanted.collect())
    }
}

/// `*` stands for any run of characters, `?` for one.
fn glob(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || Some(&c) == name.get(n) => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    n = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

/// The day and time that a run is judged at.
#[derive(Args, Clone, Debug)]
pub struct Clock {
    /// Judge as of this local date (2026-05-19)
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// Judge as of this time (RFC 3339); the local date follows from it
    #[arg(long, value_name = "TIME", value_parser = moment, conflicts_with = "today")]
    pub now: Option<Moment>,
}

impl Clock {
    /// The time that was asked for, if any; of a day alone its noon.
    pub fn asked(&self) -> Option<Moment> {
        self.now.or(self.today.map(Moment::from))
    }

    /// The time of the run.
    pub fn moment(&self) -> Moment {
        self.asked().unwrap_or_else(Moment::now)
    }
}

/// An RFC 3339 time on the calendar of its own offset, so that a run gives the same anywhere.
pub fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text).ok_or_else(|| "write it as 2026-05-19T10:00:00+02:00".to_owned())
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs: one object an application, or one for all pictures.
    Json,
}

impl ValueEnum for ReportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.about()))
    }
}

/// From which severity on a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Anything that was found.
    Advice,
    /// Findings never fail a run.
    Never,
}

impl FailOn {
    /// The least severity that fails a run, if any does.
    pub fn level(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Never => None,
        }
    }

    /// Whether a finding of this severity fails the run.
    pub fn fails(self, worst: Option<Severity>) -> bool {
        self.level().zip(worst).is_some_and(|(level, worst)| worst >= level)
    }

    /// The status of a run that ends with this report.
    pub fn status(self, report: &Report<'_>) -> Status {
        if self.fails(report.worst()) {
            Status::Findings
        } else if report.anything_judged() {
            Status::Clean
        } else {
            Status::NothingJudged
        }
    }
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn globs_match_whole_names() {
        assert!(glob("full-*", "full-width"));
        assert!(glob("*", ""));
        assert!(glob("?rl*n", "url-station"));
        assert!(!glob("url", "url-station"));
        assert!(!glob("*x", "url"));
    }
}
