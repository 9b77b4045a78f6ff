//! `preflight diagnose`

use std::path::{Path, PathBuf};

use super::Status;
use super::input::{self, Application, Asked, DEFAULT_FILE};
use super::options::{Clock, Color, Format, Selection};
use super::output;
use super::wishes::NetworkOptions;
use crate::diagnosis::{Reader, bearing, diagnose};
use crate::engine::{self, Input};
use crate::expr::Memo;
use crate::fact::schema::ROOT;
use crate::fact::{Places, Record};
use crate::report::diagnosis::{Story, human, json};
use crate::report::{Report, Shown, printable, spelled};
use crate::rule::{Pack, Rule};

/// Name the problem.
#[derive(clap::Args)]
pub struct Args {
    /// The application file with its journal; `-` is standard input [default: application.toml, where there is one and no message]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// What the page, the mail or the server said, or what happened, in your words; `-` reads it from standard input
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    clock: Clock,
    /// Also ask the network, where it may be the cause
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    network: NetworkOptions,
    /// How the answer is written to standard output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Show your own values also in files and pipes
    #[arg(long)]
    show_values: bool,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Names the problem; status 3 where none could be named.
pub fn run(args: &Args) -> Status {
    let json = args.format == Format::Json;
    // Without an application no rule has anything to say.
    let message_alone = args.message.is_some() && args.file.is_none() && !args.online && args.selection.is_default();
    let pack = match message_alone {
        true => input::pack_for_messages(json, args.color),
        false => input::pack(&args.selection, json, args.color),
    };
    let Some(pack) = pack else { return Status::Unusable };
    let rules = match args.selection.pick(&pack) {
        Ok(rules) => rules,
        Err(message) => return args.unusable("command line", &message, "`preflight rules list` shows them all"),
    };
    if args.message.as_deref() == Some("-") && args.file.as_deref() == Some(Path::new("-")) {
        return args.unusable("command line", "standard input can be read once only", "name the other as a file");
    }
    let message = match args.message.as_deref() {
        Some("-") => match input::pasted() {
            Ok(message) => Some(message),
            Err(error) => return args.unusable("standard input", &error.to_string(), "paste it after --message"),
        },
        message => message.map(str::to_owned),
    };
    if message.as_deref().is_some_and(|message| message.trim().is_empty()) {
        return args.unusable("command line", "the message is empty", "paste what the page said after --message");
    }
    let application = match args.application(message.is_some()) {
        Ok(application) => application,
        Err(status) => return status,
    };
    args.judge(&pack, &rules, message.as_deref(), application.as_ref())
}

impl Args {
    /// The application, where one is named or needed.
    fn application(&self, with_message: bool) -> Result<Option<Application>, Status> {
        let file = match &self.file {
            Some(file) => file.clone(),
            None if with_message => return Ok(None),
            None => PathBuf::from(DEFAULT_FILE),
        };
        if self.file.is_none() && !file.exists() {
            let help = "paste what you saw: preflight diagnose --message \"…\"; or write down what happened: preflight init, then preflight journal add";
            return Err(self.unusable(
                DEFAULT_FILE,
                "there is nothing to diagnose: no message, and no application.toml here",
                help,
            ));
        }
        input::read(&file).map(Some).map_err(|refusal| {
            match self.format {
                Format::Json => output::out(&format!("{}\n", refusal.json())),
                Format::Human => refusal.tell(self.show_values, self.color),
            }
            Status::Unusable
        })
    }

    fn judge(&self, pack: &Pack, rules: &[&Rule], message: Option<&str>, application: Option<&Application>) -> Status {
        let now = self.clock.moment();
        let wishes = match self.network.wishes(None) {
            Ok(wishes) => wishes,
            Err((what, message, help)) => return self.unusable(&what, &message, help),
        };
        let reader = Reader::new(pack);
        let reading = message.map(|message| reader.read(message));
        let told: Vec<usize> = reading.iter().flat_map(|reading| &reading.told).map(|told| told.problem).collect();
        // A message that tells problems asks for their evidence only.
        let bearing = if told.is_empty() { rules.to_vec() } else { bearing(pack, &told) };
        let rules: Vec<&Rule> = if application.is_none() && !self.online {
            Vec::new()
        } else {
            bearing.into_iter().filter(|rule| rules.iter().any(|asked| asked.id == rule.id)).collect()
        };
        let asked = Asked { online: self.online, password: None, wishes };
        let blank = Record::blank(&ROOT, "");
        let nothing = Places::saved("message", [].into());
        let (facts, places) = match application {
            Some(application) => (input::gather(application, pack, &rules, &asked, now.date()), &application.places),
            None => (input::gather_typed(&blank, Path::new(""), pack, &rules, &asked, now.date()), &nothing),
        };
        let memo = Memo::default();
        let input = Input { pack, facts: &facts, now, online: self.online, memo: &memo };
        let mut judged = engine::judge(&input, &rules);
        engine::sort(&mut judged.findings, places);
        let diagnosis = diagnose(&input, &reader, reading.as_ref(), &judged);
        let report = Report::new(pack, now.date(), &facts, places, judged);
        let story = Story { report: &report, input: &input, diagnosis: &diagnosis };
        let person = self.format == Format::Human && output::is_terminal();
        let mut shown = Shown::new(self.show_values || person);
        shown.number(&facts);
        output::out(&match self.format {
            Format::Human => human(&story, &mut shown, output::style(self.color)),
            Format::Json => format!("{}\n", spelled(&json(&story, &mut shown).to_string())),
        });
        if diagnosis.problems.is_empty() { Status::NothingJudged } else { Status::Clean }
    }

    fn unusable(&self, what: &str, message: &str, help: &str) -> Status {
        match self.format {
            Format::Json => output::out(&format!("{}\n", crate::report::json_error(what, message, help))),
            Format::Human => {
                output::note(&format!("error: {}: {}\n  help: {help}", printable(what), printable(message)))
            }
        }
        Status::Unusable
    }
}
