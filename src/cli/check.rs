//! `preflight check`

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Status;
use super::fixing::{self, Fixed};
use super::input::{self, Asked, DEFAULT_FILE};
use super::many::Many;
use super::options::{Clock, Color, FailOn, Selection};
use super::outlets::{Outlets, Wanted};
use super::output::{self, OutputFile, parse_output};
use super::pictures;
use super::unchecked::not_checked;
use super::wishes::NetworkOptions;
use crate::engine::{self, Input};
use crate::expectation::ENDING;
use crate::expr::Memo;
use crate::fact::{Moment, Places, Record, SavedFacts, load};
use crate::probe::Wishes;
use crate::report::baseline::Baseline;
use crate::report::{Judged, Refused, Report, ReportFormat};
use crate::rule::{Pack, Rule};
use crate::source::Fault;

/// Judge application files.
#[derive(clap::Args)]
pub struct Args {
    /// Application files, TOML, YAML or JSON; `-` is standard input [default: application.toml]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    clock: Clock,
    /// Also ask the network: DNS, TCP, TLS and HTTP to the hosts that the pack lists
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    network: NetworkOptions,
    /// Judge facts that `preflight facts` wrote, without files or network
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "online", "fix", "diff", "password", "password_stdin"])]
    facts: Option<PathBuf>,
    /// Judge a file with one application a line (JSON), and write one report a line; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "facts", "online", "fix", "diff", "output", "include_images", "password", "password_stdin"])]
    jsonl: Option<PathBuf>,
    /// Threads for --jsonl [default: one a core]
    #[arg(long, value_name = "NUMBER", requires = "jsonl", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// How the answer is written to standard output
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Also write the answer to a file; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = parse_output)]
    output: Vec<OutputFile>,
    /// Fail with exit status 1 from this severity on
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
    /// Accept the findings that this file lists, as they were when it was written
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff", "jsonl"])]
    baseline: Option<PathBuf>,
    /// Write everything that is found now into a baseline
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff", "jsonl"])]
    write_baseline: Option<PathBuf>,
    /// Write the safe fixes into the file; comments, order and formatting stay
    #[arg(long)]
    fix: bool,
    /// Show what --fix would write
    #[arg(long, conflicts_with_all = ["fix", "output"])]
    diff: bool,
    /// Show your own values also in files and pipes
    #[arg(long)]
    show_values: bool,
    /// Include small grey copies of your photos in the HTML page
    #[arg(long, conflicts_with = "facts")]
    include_images: bool,
    /// Also judge the password; it is asked for at a hidden prompt
    #[arg(long, conflicts_with = "password_stdin")]
    password: bool,
    /// Also judge the password, read from standard input
    #[arg(long)]
    password_stdin: bool,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Judges every file and gives the worst status.
pub fn run(args: &Args) -> Status {
    if args.jsonl.is_some() && !matches!(args.format, ReportFormat::Human | ReportFormat::Json) {
        let message = "--jsonl writes one JSON report a line, and nothing else";
        return args.unusable("command line", message, "leave --format out");
    }
    let Some(pack) = input::pack(&args.selection, args.is_json(), args.color) else {
        return Status::Unusable;
    };
    let rules = match args.selection.pick(&pack) {
        Ok(rules) => rules,
        Err(message) => return args.unusable("command line", &message, "`preflight rules list` shows them all"),
    };
    if let Some(lines) = &args.jsonl {
        return args.lines(lines, &pack, &rules);
    }
    let mut outlets = Outlets::new(Wanted {
        format: args.format,
        outputs: &args.output,
        values: args.show_values,
        fail_on: args.fail_on,
        color: args.color,
    });
    let files = match args.files.as_slice() {
        [] => vec![PathBuf::from(DEFAULT_FILE)],
        files => applications(files),
    };
    if let Err((path, message, help)) =
        outlets.guard(files.iter().chain(&args.facts).chain(&args.baseline).map(PathBuf::as_path))
    {
        return args.unusable(&path, &message, help);
    }
    if args.include_images && !outlets.wants(ReportFormat::Html) {
        return args.unusable("command line", "--include-images is for the page", "add --output html=report.html");
    }
    if args.write_baseline.as_deref().is_some_and(|path| outlets.writes(path)) {
        return args.unusable("command line", "a report goes where the baseline does", "name a file for each");
    }
    let accepted = match args.baseline.as_deref().map(read_baseline).transpose() {
        Ok(accepted) => accepted.unwrap_or_default(),
        Err((path, message)) => {
            return args.unusable(&path, &message, "write it with `preflight check --write-baseline FILE`");
        }
    };
    let found = args.write_baseline.as_deref().map_or_else(Baseline::default, Baseline::at);
    let mut runner = Runner { args, pack: &pack, rules: &rules, outlets, accepted, found };
    if let Some(saved) = &args.facts {
        let status = runner.saved(saved);
        return runner.finish(status);
    }
    let dashes = files.iter().filter(|file| file.as_os_str() == "-").count();
    if dashes > 1 || (dashes > 0 && args.password_stdin) {
        return args.unusable("command line", "standard input can be read once only", "name the other as a file");
    }
    let password = match input::password(args.password, args.password_stdin) {
        Ok(password) => password,
        Err(message) => {
            return args.unusable("command line", &message, "the password never stands in a file or an argument");
        }
    };
    let wishes = match args.network.wishes(None) {
        Ok(wishes) => wishes,
        Err((what, message, help)) => return args.unusable(&what, &message, help),
    };
    let asked = Asked { online: args.online, password, wishes };
    let statuses = files.iter().map(|file| runner.file(file, &asked));
    let status = statuses.reduce(Status::worse).unwrap_or(Status::NothingJudged);
    runner.finish(status)
}

impl Args {
    /// Whether whoever reads the answers reads JSON.
    fn is_json(&self) -> bool {
        self.format == ReportFormat::Json || self.jsonl.is_some()
    }

    fn unusable(&self, file: &str, message: &str, help: &str) -> Status {
        match self.is_json() {
            true => output::out(&format!("{}\n", crate::report::json_error(file, message, help))),
            false => output::note(&format!("error: {}\n  help: {help}", crate::report::printable(message))),
        }
        Status::Unusable
    }

    fn lines(&self, file: &Path, pack: &Pack, rules: &[&Rule]) -> Status {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let many = Many {
            pack,
            rules,
            now: self.clock.moment(),
            fail_on: self.fail_on,
            show_values: self.show_values,
            jobs: self.jobs.map_or_else(cores, usize::from),
        };
        many.run(file).unwrap_or_else(|(message, help)| {
            // The answers are JSON whatever the format is: so is this.
            output::out(&format!("{}\n", crate::report::json_error(&file.display().to_string(), &message, help)));
            Status::Unusable
        })
    }
}

struct Runner<'a> {
    args: &'a Args,
    pack: &'a Pack,
    rules: &'a [&'a Rule],
    outlets: Outlets<'a>,
    /// What the baseline accepts.
    accepted: Baseline,
    /// What is found now, for a baseline that is written.
    found: Baseline,
}

impl Runner<'_> {
    fn file(&mut self, file: &Path, asked: &Asked) -> Status {
        let application = match input::read(file) {
            Ok(application) => application,
            Err(refusal) => {
                self.outlets.refused(&refusal.refused());
                return Status::Unusable;
            }
        };
        let now = self.args.clock.moment();
        if self.args.fix || self.args.diff {
            let fixing = fixing::Fixing { pack: self.pack, rules: self.rules, asked, now };
            let fixed = match fixing.run(application, file) {
                Ok(fixed) => fixed,
                Err(message) => {
                    return self.refuse(&file.display().to_string(), &message, "the file is as it was");
                }
            };
            return self.fixed(file, fixed, asked, now);
        }
        let facts = input::gather(&application, self.pack, self.rules, asked, now.date());
        self.report(&facts, &application.places, now, asked, Some(&application.folder))
    }

    /// Shows or writes what was fixed, then reports what remains.
    fn fixed(&mut self, file: &Path, fixed: Fixed, asked: &Asked, now: Moment) -> Status {
        if self.args.diff {
            let values = self.args.show_values || output::is_terminal();
            output::out(&fixed.diff(values));
            let facts = input::gather(&fixed.before, self.pack, self.rules, asked, now.date());
            let judged = self.judge(&facts, now, asked.online);
            let worst = judged.findings.iter().map(|finding| finding.severity).max();
            return if self.args.fail_on.fails(worst) { Status::Findings } else { Status::Clean };
        }
        if fixed.count > 0 {
            if let Err(error) = fixed.write(file) {
                let message = format!("the fixes could not be written: {error}");
                return self.refuse(&file.display().to_string(), &message, "the file is as it was");
            }
            output::note(&format!("{} fixed: {}", crate::report::printable(&file.display().to_string()), fixed.count));
        }
        let facts = input::gather(&fixed.after, self.pack, self.rules, asked, now.date());
        self.report(&facts, &fixed.after.places, now, asked, Some(&fixed.after.folder))
    }

    fn saved(&mut self, file: &Path) -> Status {
        let name = file.display().to_string();
        let read = crate::source::read_regular(file, MAX_FACTS_BYTES).map_err(|error| error.to_string());
        let saved =
            read.and_then(|bytes| serde_json::from_slice::<SavedFacts>(&bytes).map_err(|error| error.to_string()));
        let loaded = saved.and_then(|saved| load(&saved).map(|loaded| (saved, loaded)));
        let (saved, (facts, places)) = match loaded {
            Ok(loaded) => loaded,
            Err(message) => return self.refuse(&name, &message, "write it again with `preflight facts`"),
        };
        let pack = format!("{} {}", self.pack.id, self.pack.version);
        if saved.pack != pack {
            output::note(&format!(
                "note: these facts were gathered with the pack {}, they are judged with {pack}",
                crate::report::printable(&saved.pack)
            ));
        }
        let now = match self.args.clock.asked().map_or_else(|| saved.today.parse().map(Date::into), Ok) {
            Ok(now) => now,
            Err(_) => {
                return self.refuse(&name, "its `today` is no date", "write it again with `preflight facts`");
            }
        };
        let asked = Asked { online: saved.online, password: None, wishes: Wishes::default() };
        self.report(&facts, &places, now, &asked, None)
    }

    /// A file that could not be judged, in every report.
    fn refuse(&mut self, file: &str, message: &str, help: &str) -> Status {
        let fault = Fault { span: None, message: message.to_owned(), help: Some(help.to_owned()) };
        self.outlets.refused(&Refused::whole(file, &fault));
        Status::Unusable
    }

    /// Ends the reports, then writes the baseline: what is wrong with the one must not lose the other.
    fn finish(self, status: Status) -> Status {
        let Self { args, outlets, found, .. } = self;
        let over_input = args.write_baseline.as_deref().is_some_and(|path| outlets.is_input(path));
        let unwritten = outlets.finish();
        let told = unwritten.iter().map(|(path, message, help)| args.unusable(path, message, help));
        let status = told.fold(status, Status::worse);
        let Some(path) = &args.write_baseline else { return status };
        let shown = path.display().to_string();
        if status == Status::Unusable {
            output::note(&format!(
                "{}: not written, since not everything could be judged",
                crate::report::printable(&shown)
            ));
            return status;
        }
        if over_input {
            return args.unusable(&shown, "a baseline is not written over the application", "name another file");
        }
        if let Err(error) = output::write_atomically(path, &found.text()) {
            let message = format!("the baseline could not be written: {error}");
            return args.unusable(&shown, &message, "check the folder and your rights");
        }
        output::note(&format!("{}: {} accepted", crate::report::printable(&shown), found.entries.len()));
        if status == Status::Findings { Status::Clean } else { status }
    }

    fn judge(&self, facts: &Record, now: Moment, online: bool) -> engine::Judged {
        let input = Input { pack: self.pack, facts, now, online, memo: &Memo::default() };
        engine::judge(&input, self.rules)
    }

    /// Judges and reports; `folder` is what the names of picture files are relative to, where they are at hand.
    fn report(&mut self, facts: &Record, places: &Places, now: Moment, asked: &Asked, folder: Option<&Path>) -> Status {
        let mut judged = self.judge(facts, now, asked.online);
        engine::sort(&mut judged.findings, places);
        let mut report = Report {
            not_checked: not_checked(self.pack, facts, asked),
            ..Report::new(self.pack, now.date(), facts, places, judged)
        };
        self.found.add(&report);
        let gone = self.accepted.apply(&mut report);
        if gone > 0 {
            let file = crate::report::printable(&places.file);
            output::note(&format!("{file}: {gone} in the baseline are found no more; write it anew"));
        }
        let files = folder.map_or(Vec::new(), |folder| pictures::files(facts, folder));
        let guarded = self.outlets.guard(files.iter().map(PathBuf::as_path));
        let wanted = folder.filter(|_| self.args.include_images && self.outlets.wants(ReportFormat::Html));
        let copies = wanted.map_or(Vec::new(), |folder| pictures::copies(facts, folder));
        self.outlets.judged(Judged { pictures: &copies, ..Judged::alone(&report) });
        if let Err((path, message, help)) = guarded {
            return self.args.unusable(&path, &message, help);
        }
        self.args.fail_on.status(&report)
    }
}

/// The files without what `preflight test` keeps beside them: `apps/*.toml` names both.
fn applications(files: &[PathBuf]) -> Vec<PathBuf> {
    let expects = |file: &&PathBuf| !file.to_string_lossy().ends_with(ENDING);
    let left: Vec<PathBuf> = files.iter().filter(expects).cloned().collect();
    if left.is_empty() { files.to_vec() } else { left }
}

fn read_baseline(path: &Path) -> Result<Baseline, (String, String)> {
    let text = crate::source::read_path(path).map_err(|error| error.to_string());
    text.and_then(|text| Baseline::parse(&text, path)).map_err(|message| (path.display().to_string(), message))
}

/// Largest facts file that is read: an application of 1 MiB with its places.
const MAX_FACTS_BYTES: u64 = 16 * 1024 * 1024;
