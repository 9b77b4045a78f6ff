//! Many applications, one a line: read in chunks, judged on all cores, answered in order, in memory that does not grow.

mod lines;
mod pipeline;
mod rate;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use lines::{Line, Lines};
use rate::Rate;

use super::Status;
use super::input::{self, Application};
use super::options::FailOn;
use super::output;
use crate::engine::{self, Input, Plan};
use crate::expr::Memo;
use crate::fact::schema::ROOT;
use crate::fact::{Moment, Record};
use crate::image::unwind::guarded;
use crate::probe::{self, Sources, Wishes};
use crate::report::{Report, Shown, json_line, spelled};
use crate::rule::{Pack, Rule};
use crate::source::{Source, Unreadable, decode};

/// How many applications are judged, and how.
pub struct Many<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The rules that are asked.
    pub rules: &'a [&'a Rule],
    /// The time of the run.
    pub now: Moment,
    /// From which severity on an application fails.
    pub fail_on: FailOn,
    /// Whether values are shown.
    pub show_values: bool,
    /// Threads that judge.
    pub jobs: usize,
}

/// What became of one line: the answer, without its line end, and its status.
struct Answer {
    text: String,
    status: Status,
}

impl Many<'_> {
    /// Judges every line of a file, `-` for standard input. The message says why nothing could be read.
    pub fn run(&self, file: &Path) -> Result<Status, (String, &'static str)> {
        let name = file.display().to_string();
        let (reader, bytes): (Box<dyn Read + Send>, Option<u64>) = if name == "-" {
            (Box::new(std::io::stdin()), None)
        } else {
            let (file, bytes) = open(file).map_err(|error| (error.to_string(), error.help()))?;
            (Box::<File>::new(file), bytes)
        };
        let rate = Rate::start(bytes);
        let plan = Plan::new(self.pack, self.rules);
        let judge = Judge { many: self, plan: &plan, name: &name, network: &self.network() };
        let lines = Lines::new(BufReader::with_capacity(1 << 16, reader));
        let mut worst = None;
        let mut text = String::new();
        let broken = pipeline::run(lines, self.jobs, &|line| judge.line(line), &mut |answers, read| {
            text.clear();
            for answer in answers {
                text.push_str(&answer.text);
                text.push('\n');
                worst = Some(worst.map_or(answer.status, |worst: Status| worst.worse(answer.status)));
                rate.count(answer.status == Status::Unusable);
            }
            rate.read(read);
            output::written(&text)
        });
        rate.finish();
        if let Some(error) = broken {
            return Err((format!("reading it ended early: {error}"), "what was read before is answered"));
        }
        Ok(worst.unwrap_or(Status::NothingJudged))
    }

    /// Nothing is asked of the network over many applications.
    fn network(&self) -> crate::network::Plan {
        let nothing = Record::blank(&ROOT, "");
        probe::network_plan(&self.pack.network, &self.pack.portals, &nothing, Wishes::default())
    }
}

/// Judges one line after the other; one for all threads.
struct Judge<'a> {
    many: &'a Many<'a>,
    plan: &'a Plan<'a>,
    name: &'a str,
    network: &'a crate::network::Plan,
}

impl Judge<'_> {
    /// Whatever happens to one line, the others are answered.
    fn line(&self, line: Line) -> Answer {
        let number = line.number;
        guarded(|| self.read(line)).unwrap_or_else(|| {
            let message = format!("line {number}: judging it failed inside this program");
            broken(crate::report::json_error(self.name, &message, "please report this, without the line itself"))
        })
    }

    fn read(&self, line: Line) -> Answer {
        let parsed = line.text.and_then(|bytes| decode(bytes).map_err(|error| (error.to_string(), error.help())));
        match parsed {
            Ok(text) => self.text(text, line.number, line.offset),
            Err((message, help)) => {
                let message = format!("line {}: {message}", line.number);
                broken(crate::report::json_error(self.name, &message, help))
            }
        }
    }

    fn text(&self, text: String, number: usize, offset: usize) -> Answer {
        let source = Arc::new(Source::json_line(self.name, text, number, offset));
        // File names are relative to the working directory: the lines are no one's folder.
        match input::parse(source, Path::new("-")) {
            Ok(application) => self.application(&application),
            Err(refusal) => broken(refusal.json()),
        }
    }

    fn application(&self, application: &Application) -> Answer {
        let many = self.many;
        let today = many.now.date();
        let sources = Sources {
            folder: Path::new(""),
            network: self.network,
            steps: &|_| {},
            password: None,
            today,
            progress: &|_, _| {},
        };
        let facts = probe::gather_offline(&application.record, &self.plan.origins, &sources);
        let input = Input { pack: many.pack, facts: &facts, now: many.now, online: false, memo: &Memo::default() };
        let mut judged = self.plan.judge(&input);
        engine::sort(&mut judged.findings, &application.places);
        let report = Report::new(many.pack, today, &facts, &application.places, judged);
        let mut shown = Shown::new(many.show_values);
        // Only findings speak of values.
        if !report.findings.is_empty() {
            shown.number(&facts);
        }
        Answer { text: json_line(&report, &mut shown), status: many.fail_on.status(&report) }
    }
}

/// Opens a file of lines and says how long it is, where that is known: a pipe by name, as `<(zcat …)` gives one, is read like standard
/// input.
fn open(path: &Path) -> Result<(File, Option<u64>), Unreadable> {
    let metadata = std::fs::metadata(path).map_err(Unreadable::Io)?;
    if metadata.is_dir() {
        return Err(Unreadable::NotAFile("a folder"));
    }
    let file = File::open(path).map_err(Unreadable::Io)?;
    Ok((file, metadata.is_file().then_some(metadata.len())))
}

fn broken(error: serde_json::Value) -> Answer {
    Answer { text: spelled(&error.to_string()), status: Status::Unusable }
}
