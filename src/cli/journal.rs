//! `preflight journal`: what happened, and when.

mod secret;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;

use super::Status;
use super::held::Held;
use super::input::{self, Application, DEFAULT_FILE};
use super::options::{Color, Format, moment};
use super::output;
use crate::fact::schema::{EVENTS, STEPS};
use crate::fact::{Moment, Record, Sensitivity, Value, typed_fields};
use crate::report::{Shown, printable, spelled};
use crate::rule::Pack;
use crate::source::Source;
use crate::source::append::appended;
use secret::without_secrets;

/// The list in the application.
const JOURNAL: &str = "journal";

/// The event that may belong to no step.
const MESSAGE: &str = "message";

/// Keep the journal.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Write down what happened just now, or at another time
    Add(AddArgs),
    /// Show what was written down, in order of time
    List(ListArgs),
}

/// Add an entry.
#[derive(clap::Args)]
pub struct AddArgs {
    /// The application file [default: application.toml]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// What happened
    #[arg(long, value_parser = PossibleValuesParser::new(EVENTS))]
    event: String,
    /// Which step it belongs to
    #[arg(long, value_parser = PossibleValuesParser::new(STEPS))]
    step: Option<String>,
    /// When, RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Moment>,
    /// What the page or the mail said; `-` reads it from standard input. Codes in it are left out
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    /// A screenshot that you kept, relative to the application's folder
    #[arg(long, value_name = "FILE")]
    screenshot: Option<String>,
    /// When colours are used in messages
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// List entries.
#[derive(clap::Args)]
pub struct ListArgs {
    /// The application file; `-` is standard input [default: application.toml]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Show messages also in files and pipes
    #[arg(long)]
    show_values: bool,
    /// When colours are used in messages
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Runs a command on the journal.
pub fn run(command: &Command) -> Status {
    match command {
        Command::Add(args) => match add(args) {
            Ok(()) => Status::Clean,
            Err(message) => {
                if !message.is_empty() {
                    output::note(&message);
                }
                Status::Unusable
            }
        },
        Command::List(args) => list(args),
    }
}

/// Appends an entry. When this returns without an error, the entry is on the disk.
fn add(args: &AddArgs) -> Result<(), String> {
    let file = args.file.clone().unwrap_or_else(|| DEFAULT_FILE.into());
    let name = printable(&file.display().to_string());
    if file.as_os_str() == "-" {
        return Err("error: standard input cannot be added to\n  help: name the application file".to_owned());
    }
    let fields = args.fields()?;
    let held = Held::open(&file).map_err(|error| {
        format!("error: {name}: {error}\n  help: name the application file, or make one with `preflight init`")
    })?;
    let before = input::read(&file).map_err(|refusal| {
        refusal.tell(false, args.color);
        String::new()
    })?;
    let text = grown(&before, &file, &fields).ok_or_else(|| {
        format!("error: {name}: the journal stands in a form that cannot be added to\n  help: write its entries as [[journal]] tables (in YAML a line `- ` an entry), then try again")
    })?;
    held.replace(&text).map_err(|error| format!("error: {name} could not be written: {error}\n  help: the file is as it was; check the folder and your rights"))?;
    output::note(&format!("{name}: {} noted at {}", args.event, fields.first().map_or("", |(_, at)| at)));
    Ok(())
}

/// The text with the entry, where reading it again gives just that entry more.
fn grown(before: &Application, file: &Path, fields: &[(&str, String)]) -> Option<String> {
    let source = &before.source;
    let (root, _) = source.parse();
    let text = appended(source, &root, JOURNAL, fields)?;
    let after = input::parse(Arc::new(Source::new(&source.name, text.clone())), file).ok()?;
    let (old, new) = (typed_fields(&before.record), typed_fields(&after.record));
    let kept = old.iter().all(|one| new.iter().any(|other| other.path == one.path && other.value == one.value));
    let more =
        entries(&after.record).len() == entries(&before.record).len() + 1 && new.len() == old.len() + fields.len();
    let mark = if source.offset > 0 { "\u{feff}" } else { "" };
    (kept && more).then(|| format!("{mark}{text}"))
}

fn entries(record: &Record) -> &[Value] {
    record.get(JOURNAL).items()
}

impl AddArgs {
    fn fields(&self) -> Result<Vec<(&'static str, String)>, String> {
        let message = match self.message.as_deref() {
            Some("-") => Some(input::pasted().map_err(|error| format!("error: standard input: {error}"))?),
            message => message.map(str::to_owned),
        };
        let message = message.map(|message| {
            let (kept, left_out) = without_secrets(message.trim(), &Pack::documented_codes());
            if left_out {
                output::note("note: what looks like a code or a card number was left out of the message");
            }
            kept
        });
        if self.step.is_none() && self.event != MESSAGE {
            let steps = STEPS.join(", ");
            return Err(format!(
                "error: which step `{}` belongs to is missing\n  help: add --step with one of: {steps}",
                self.event
            ));
        }
        let at = self.at.unwrap_or_else(Moment::now).rfc3339();
        let mut fields = vec![("at", at)];
        fields.extend(self.step.clone().map(|step| ("step", step)));
        fields.push(("event", self.event.clone()));
        fields.extend(message.filter(|message| !message.is_empty()).map(|message| ("message", message)));
        fields.extend(self.screenshot.clone().map(|file| ("screenshot", file)));
        Ok(fields)
    }
}

fn list(args: &ListArgs) -> Status {
    let file = args.file.clone().unwrap_or_else(|| DEFAULT_FILE.into());
    let application = match input::read(&file) {
        Ok(application) => application,
        Err(refusal) => {
            match args.format {
                Format::Json => output::out(&format!("{}\n", refusal.json())),
                Format::Human => refusal.tell(args.show_values, args.color),
            }
            return Status::Unusable;
        }
    };
    let mut shown = Shown::new(args.show_values || (args.format == Format::Human && output::is_terminal()));
    shown.number(&application.record);
    let mut rows: Vec<(Option<Moment>, &Arc<Record>)> = entries(&application.record)
        .iter()
        .filter_map(Value::record)
        .map(|entry| (entry.text("at").and_then(Moment::parse), entry))
        .collect();
    rows.sort_by_key(|(at, _)| at.map(|at| at.at));
    let mut words = |entry: &Record, key: &str| match entry.get(key) {
        // A word of the lists is no value of the person's.
        Value::Text(text) => {
            let listed = STEPS.contains(&text.expose()) || EVENTS.contains(&text.expose());
            Some(shown.value(key, text, if listed { Sensitivity::Public } else { Sensitivity::Personal }))
        }
        _ => None,
    };
    match args.format {
        Format::Json => {
            let rows: Vec<serde_json::Value> = rows
                .iter()
                .map(|(at, entry)| {
                    serde_json::json!({
                        "path": &*entry.path,
                        "at": at.map(Moment::rfc3339),
                        "step": words(entry, "step"),
                        "event": words(entry, "event"),
                        "message": words(entry, "message"),
                        "screenshot": words(entry, "screenshot"),
                    })
                })
                .collect();
            let text = serde_json::json!({"file": file.display().to_string(), "journal": rows}).to_string();
            output::out(&format!("{}\n", spelled(&text)));
        }
        Format::Human => {
            let mut out = String::new();
            for (at, entry) in &rows {
                let when = at.map_or_else(|| "(no time)".to_owned(), Moment::rfc3339);
                let message = words(entry, "message").map(|text| format!("  \"{text}\"")).unwrap_or_default();
                let _ = writeln!(
                    out,
                    "{when:25}  {:9} {:15}{}",
                    printable(&words(entry, "step").unwrap_or_default()),
                    printable(&words(entry, "event").unwrap_or_default()),
                    printable(&message)
                );
            }
            if rows.is_empty() {
                out.push_str(
                    "Nothing is written down yet: preflight journal add --event code-requested --step email\n",
                );
            }
            output::out(&out);
        }
    }
    Status::Clean
}
