//! `preflight test`

mod difference;
mod folder;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use colored::Colorize;
use jiff::civil::Date;

use super::Status;
use super::input::{self, Asked, Refusal};
use super::options::{Color, Selection};
use super::output;
use crate::engine::{self, Input};
use crate::expectation::Expectation;
use crate::expr::Memo;
use crate::fact::{Moment, Places, Record, SavedFacts, load};
use crate::probe::Wishes;
use crate::report::{Report, printable};
use crate::rule::Pack;
use crate::source::{Fault, Source};
use difference::difference;
use folder::{Case, cases};

/// Hold applications of a folder against the findings that are expected of them.
#[derive(clap::Args)]
pub struct Args {
    /// A folder with applications; NAME.expected.toml beside each says what is expected
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    selection: Selection,
    /// Write down what is found now
    #[arg(long)]
    update: bool,
    /// The day for expectations that are new [default: today]
    #[arg(long, value_name = "DATE", requires = "update")]
    today: Option<Date>,
    /// Also write down what to type, in expectations that are new: for applications of invented people only
    #[arg(long, requires = "update")]
    show_values: bool,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// What became of one case.
enum Verdict {
    /// As expected.
    Same,
    /// Written anew.
    Updated,
    /// Not as expected: what to show.
    Differs(String),
    /// It cannot be used: what, and what to do.
    Unusable(String, String),
}

/// Judges every application of the folder.
pub fn run(args: &Args) -> Status {
    output::style(args.color);
    let unusable = |message: &str, help: &str| {
        output::note(&format!("error: {}\n  help: {help}", printable(message)));
        Status::Unusable
    };
    let folder = args.folder.display();
    let cases = match cases(&args.folder) {
        Ok(cases) if cases.is_empty() => {
            return unusable(
                &format!("there is no application in {folder}"),
                "name a folder with TOML, YAML or JSON files",
            );
        }
        Ok(cases) => cases,
        Err(error) => return unusable(&format!("the folder {folder} cannot be read: {error}"), "check the name"),
    };
    let part = !args.selection.only.is_empty() || !args.selection.skip.is_empty();
    if part && args.update {
        return unusable("--update writes down what all rules find", "leave --only and --skip out");
    }
    let Some(own) = input::pack(&args.selection, false, args.color) else { return Status::Unusable };
    if let Err(message) = args.selection.pick(&own) {
        return unusable(&message, "`preflight rules list` shows them all");
    }
    let tester = Tester { args, own: Arc::new(own), others: Mutex::default() };
    tell(&cases, &tester.all(&cases))
}

/// Shows what is not as expected, and the counts.
fn tell(cases: &[Case], verdicts: &[Verdict]) -> Status {
    let mut status = Status::Clean;
    let (mut same, mut updated, mut differ, mut broken) = (0, 0, 0, 0);
    for (case, verdict) in cases.iter().zip(verdicts) {
        let name = printable(&case.application.display().to_string());
        match verdict {
            Verdict::Same => same += 1,
            Verdict::Updated => updated += 1,
            Verdict::Differs(what) => {
                differ += 1;
                status = status.worse(Status::Findings);
                output::out(&format!("{} {name}\n{what}\n", "DIFFERS".red().bold()));
            }
            Verdict::Unusable(what, help) => {
                broken += 1;
                status = status.worse(Status::Unusable);
                output::note(&format!("error: {name}: {}\n  help: {help}", printable(what)));
            }
        }
    }
    let counts = [(updated, "written"), (differ, "not as expected"), (broken, "cannot be used")];
    let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {n} {what}")).collect();
    output::out(&format!("{} applications: {same} as expected{}\n", cases.len(), counts.concat()));
    status
}

struct Tester<'a> {
    args: &'a Args,
    /// The pack of the command line.
    own: Arc<Pack>,
    /// Packs that expectations name.
    others: Mutex<BTreeMap<String, Arc<Pack>>>,
}

impl Tester<'_> {
    /// All cases on all cores, in their order.
    fn all(&self, cases: &[Case]) -> Vec<Verdict> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Verdict)>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(case) = cases.get(index) else { return };
                        let verdict = self.one(case);
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((index, verdict));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, verdict)| verdict).collect()
    }

    fn one(&self, case: &Case) -> Verdict {
        if let Some(twin) = &case.twin {
            let message = format!("what is expected of it would stand in the same file as of {}", twin.display());
            return Verdict::Unusable(message, "give one of the two another name".to_owned());
        }
        let written = match std::fs::metadata(&case.expected) {
            Err(_) => None,
            Ok(_) => match crate::source::read_path(&case.expected) {
                Ok(text) => Some(text),
                Err(error) => return Verdict::Unusable(format!("its expectation: {error}"), error.help().to_owned()),
            },
        };
        let expected = match written.as_deref().map(Expectation::parse) {
            Some(Ok(expected)) => Some(expected),
            None => None,
            Some(Err(message)) => {
                return Verdict::Unusable(
                    format!("its expectation cannot be read: {message}"),
                    "mend it, or take it away and write it with --update".to_owned(),
                );
            }
        };
        if expected.is_none() && !self.args.update {
            return Verdict::Differs("  nothing is expected of it yet: write it down with --update".to_owned());
        }
        if !case.application.exists() {
            return Verdict::Differs("  this application is gone, what is expected of it is still there".to_owned());
        }
        let conditions = expected.clone().unwrap_or_else(|| self.new_conditions());
        let found = match self.found(&case.application, &conditions) {
            Ok(found) => found,
            Err((message, help)) => return Verdict::Unusable(message, help),
        };
        let expected = expected.map(|expected| self.picked(expected, &found));
        if expected.as_ref() == Some(&found) {
            return Verdict::Same;
        }
        let name = case.application.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = found.text(&name);
        if self.args.update {
            return match output::write_atomically(&case.expected, &text) {
                Ok(()) => Verdict::Updated,
                Err(error) => Verdict::Unusable(
                    format!("its expectation could not be written: {error}"),
                    "check the folder and your rights".to_owned(),
                ),
            };
        }
        // Held against the same layout, so that only what it says is a difference.
        let before = expected.map_or(String::new(), |expected| expected.text(&name));
        Verdict::Differs(difference(&before, &text))
    }

    /// What is expected of the rules that were picked: with `--only` the others say nothing.
    fn picked(&self, mut expected: Expectation, found: &Expectation) -> Expectation {
        let selection = &self.args.selection;
        if selection.only.is_empty() && selection.skip.is_empty() {
            return expected;
        }
        let other = expected.pack.as_deref().filter(|id| *id != self.own.id);
        let pack = other.map_or_else(|| Ok(Arc::clone(&self.own)), |id| self.other(id));
        let Ok(pack) = pack else { return expected };
        let rules = selection.pick(&pack).unwrap_or_default();
        let asked = |id: &str| rules.iter().any(|rule| *rule.id == *id);
        expected.findings.retain(|finding| asked(&finding.rule) || found.findings.contains(finding));
        expected.accepted.retain(|finding| asked(&finding.rule) || found.accepted.contains(finding));
        expected.inconclusive.retain(|rule| asked(rule));
        expected
    }

    /// The head of an expectation that is written for the first time.
    fn new_conditions(&self) -> Expectation {
        let today = self.args.today.unwrap_or_else(|| Moment::now().date());
        Expectation {
            pack: self.args.selection.pack.clone(),
            today: Some(today.to_string()),
            values: self.args.show_values,
            ..Expectation::default()
        }
    }

    fn found(&self, file: &Path, conditions: &Expectation) -> Result<Expectation, (String, String)> {
        let wrong = |message: String, help: &str| (message, help.to_owned());
        let today = match conditions.today.as_deref().map(str::parse::<Date>) {
            Some(Ok(today)) => today,
            _ => {
                return Err(wrong("its expectation has no `today`".to_owned(), "write today = \"2026-05-19\" into it"));
            }
        };
        let pack = match &conditions.pack {
            Some(id) if *id != self.own.id => self.other(id)?,
            _ => Arc::clone(&self.own),
        };
        let rules = self.args.selection.pick(&pack).map_err(|message| wrong(message, "see `preflight rules list`"))?;
        let judge = |facts: &Record, places: &Places, online| {
            let input = Input { pack: &pack, facts, now: today.into(), online, memo: &Memo::default() };
            let mut judged = engine::judge(&input, &rules);
            engine::sort(&mut judged.findings, places);
            conditions.of_report(&Report::new(&pack, today, facts, places, judged))
        };
        let text = match crate::source::read_path(file) {
            Ok(text) => text,
            Err(error) => {
                let fault = Fault { span: None, message: error.to_string(), help: None };
                return Ok(conditions.of_faults(None, &[fault]));
            }
        };
        if let Ok(saved) = serde_json::from_str::<SavedFacts>(&text) {
            let (facts, places) =
                load(&saved).map_err(|message| wrong(message, "write it again with `preflight facts`"))?;
            return Ok(judge(&facts, &places, saved.online));
        }
        match input::parse(Arc::new(Source::new(&file.display().to_string(), text)), file) {
            Ok(application) => {
                let asked = Asked { online: false, password: None, wishes: Wishes::default() };
                let facts = input::gather(&application, &pack, &rules, &asked, today);
                Ok(judge(&facts, &application.places, false))
            }
            Err(Refusal::Faulty { source, faults }) => Ok(conditions.of_faults(Some(&source), &faults)),
            Err(Refusal::Unreadable { fault, .. }) => Ok(conditions.of_faults(None, &[fault])),
        }
    }

    /// A pack that an expectation names, loaded once.
    fn other(&self, id: &str) -> Result<Arc<Pack>, (String, String)> {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pack) = others.get(id) {
            return Ok(Arc::clone(pack));
        }
        let pack =
            Pack::by_id(id).map_err(|error| (error.to_string(), "see `preflight rules list --help`".to_owned()))?;
        let pack = Arc::new(pack);
        others.insert(id.to_owned(), Arc::clone(&pack));
        Ok(pack)
    }
}
