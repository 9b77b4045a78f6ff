//! `preflight document`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Status;
use super::input::{self, Application, Asked};
use super::options::{Clock, Color, FailOn, Selection};
use super::outlets::{Outlets, Wanted};
use super::output::{self, OutputFile, parse_output};
use super::pictures;
use crate::engine::{self, Input};
use crate::expr::Memo;
use crate::fact::{Origin, Places, Record, Value};
use crate::image::{self, Budget, annotation::Annotation};
use crate::probe::Wishes;
use crate::report::{Judged, Refused, Report, ReportFormat, json_error, printable};
use crate::rule::{Pack, Rule};
use crate::source::{Fault, Source, open_regular, read_regular};

/// Judge photos and scans of documents alone.
#[derive(clap::Args)]
pub struct Args {
    /// Pictures and PDFs
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    clock: Clock,
    /// Write the picture as PNG with the document's corners and the places of trouble drawn in; for one FILE
    #[arg(long, value_name = "PATH")]
    annotate: Option<PathBuf>,
    /// How the answer is written to standard output
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Also write the answer to a file; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = parse_output)]
    output: Vec<OutputFile>,
    /// Include small grey copies of the pictures in the HTML page
    #[arg(long)]
    include_images: bool,
    /// Fail with exit status 1 from this severity on
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Judges all files together: FILE n is `documents[n]`, as in an application that names them.
pub fn run(args: &Args) -> Status {
    let Some(pack) = input::pack(&args.selection, args.format == ReportFormat::Json, args.color) else {
        return Status::Unusable;
    };
    let rules = match args.selection.pick(&pack) {
        Ok(rules) => rules,
        Err(message) => return args.unusable("command line", &message, "`preflight rules list` shows them all"),
    };
    if args.annotate.is_some() && args.files.len() > 1 {
        return args.unusable("command line", "--annotate draws one picture", "name one FILE");
    }
    if let Some(path) = &args.annotate
        && !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("png"))
    {
        return args.unusable(&path.display().to_string(), "the drawing is written as PNG", "name it out.png");
    }
    if let Some((file, error)) = args.files.iter().find_map(|file| Some((file, open_regular(file).err()?))) {
        return args.refuse(&file.display().to_string(), &error.to_string());
    }
    // What is typed is not known here; rules that ask for it have nothing to say.
    let seen = [Origin::File, Origin::Image];
    let rules: Vec<&Rule> = rules
        .into_iter()
        .filter(|rule| engine::origins(&pack, &[rule]).iter().any(|origin| seen.contains(origin)))
        .collect();
    if rules.is_empty() {
        let message = format!("{} has no rule about pictures", pack.id);
        return args.unusable("rules", &message, "choose another pack, or other rules");
    }
    args.judge(&pack, &rules)
}

impl Args {
    fn judge(&self, pack: &Pack, rules: &[&Rule]) -> Status {
        let mut outlets = self.outlets();
        let inputs = self.files.iter().chain(&self.annotate).map(PathBuf::as_path);
        if let Err((path, message, help)) = outlets.guard(inputs) {
            return self.unusable(&path, &message, help);
        }
        let application = match application(&self.files) {
            Ok(application) => application,
            Err((file, message)) => {
                return self.unusable(&file, &message, "name at most 20 pictures or PDFs, by names that are text");
            }
        };
        let now = self.clock.moment();
        let facts = input::gather(
            &application,
            pack,
            rules,
            &Asked { online: false, password: None, wishes: Wishes::default() },
            now.date(),
        );
        let input = Input { pack, facts: &facts, now, online: false, memo: &Memo::default() };
        let mut judged = engine::judge(&input, rules);
        // The list of files was made here: no line of it is the applicant's.
        let places = match self.files.as_slice() {
            [file] => Places::saved(&file.display().to_string(), [].into()),
            files => Places::saved(&format!("{} files", files.len()), [].into()),
        };
        engine::sort(&mut judged.findings, &places);
        let report = Report::new(pack, now.date(), &facts, &places, judged);
        let documents = facts.get("documents").items().iter().filter_map(Value::record);
        let seen = self.files.iter().zip(documents);
        let opening: Vec<String> =
            seen.map(|(file, document)| summary(&file.display().to_string(), document)).collect();
        let include = self.include_images && outlets.wants(ReportFormat::Html);
        let copies = if include { pictures::copies(&facts, Path::new("")) } else { Vec::new() };
        outlets.judged(Judged { report: &report, opening: &opening, pictures: &copies });
        if let Some((path, message, help)) = outlets.finish().first() {
            return self.unusable(path, message, help);
        }
        if let Some(path) = &self.annotate
            && let [file] = self.files.as_slice()
            && let Err((message, help)) = draw(file, path, &report)
        {
            // The report is already on standard output.
            output::note(&format!(
                "error: {}: {}\n  help: {help}",
                printable(&path.display().to_string()),
                printable(&message)
            ));
            return Status::Unusable;
        }
        let mut documents = facts.get("documents").items().iter().filter_map(Value::record);
        match report.worst() {
            worst if self.fail_on.fails(worst) => Status::Findings,
            // Size and format of a picture that could not be looked at say nothing of the picture.
            _ if documents.any(|document| matches!(document.get("trouble"), Value::Unknown(_))) => {
                Status::NothingJudged
            }
            _ if report.anything_judged() => Status::Clean,
            _ => Status::NothingJudged,
        }
    }

    fn outlets(&self) -> Outlets<'_> {
        Outlets::new(Wanted {
            format: self.format,
            outputs: &self.output,
            values: false,
            fail_on: self.fail_on,
            color: self.color,
        })
    }

    /// A picture that cannot be opened, in every report.
    fn refuse(&self, file: &str, message: &str) -> Status {
        let help = "name pictures or PDFs on this computer that you may read".to_owned();
        let fault = Fault { span: None, message: message.to_owned(), help: Some(help) };
        let mut outlets = self.outlets();
        let guarded = outlets.guard(self.files.iter().map(PathBuf::as_path));
        outlets.refused(&Refused::whole(file, &fault));
        let unwritten = if let Err(wrong) = guarded { vec![wrong] } else { outlets.finish() };
        unwritten.iter().for_each(|(path, message, help)| {
            self.unusable(path, message, help);
        });
        Status::Unusable
    }

    fn unusable(&self, file: &str, message: &str, help: &str) -> Status {
        match self.format {
            ReportFormat::Json => output::out(&format!("{}\n", json_error(file, message, help))),
            _ => output::note(&format!("error: {}: {}\n  help: {help}", printable(file), printable(message))),
        }
        Status::Unusable
    }
}

/// An application that names these files, one a line, and nothing else; or which of them it cannot name, and why.
fn application(files: &[PathBuf]) -> Result<Application, (String, String)> {
    let mut entries = Vec::with_capacity(files.len());
    for file in files {
        let Some(name) = file.to_str() else {
            return Err((file.display().to_string(), "this name is no text".to_owned()));
        };
        entries.push(serde_json::json!({ "file": name }).to_string());
    }
    let text = format!("{{\"documents\": [\n{}\n]}}", entries.join(",\n"));
    input::parse(Arc::new(Source::new("FILE arguments", text)), Path::new("")).map_err(|refusal| {
        let message = refusal.json()["errors"][0]["message"].as_str().unwrap_or("this cannot be judged").to_owned();
        ("command line".to_owned(), message)
    })
}

/// What was seen, in one line.
fn summary(name: &str, document: &Record) -> String {
    let number = |key: &str| match document.get(key) {
        Value::Int(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        _ => None,
    };
    let mut parts = Vec::new();
    if let Value::Text(format) = document.get("format") {
        parts.push(format.expose().to_owned());
    }
    if let (Some(width), Some(height)) = (number("width"), number("height")) {
        parts.push(format!("{width} x {height} pixels"));
    }
    if let (Some(page), Some(pages)) = (number("page"), number("pages").filter(|pages| *pages > 1.0)) {
        parts.push(format!("page {page} of {pages}"));
    }
    if let Some(share) = number("page_share") {
        parts.push(format!("the document fills {:.0} % of it", share * 100.0));
    }
    if let Some(pitch) = number("pixels_per_character") {
        parts.push(format!("{pitch:.0} pixels a character ({:.0} dpi)", pitch * 10.0));
    }
    if parts.is_empty() { name.to_owned() } else { format!("{name}: {}", parts.join(", ")) }
}

/// Largest file that is drawn on.
const MAX_DRAWN_BYTES: u64 = 64 * 1024 * 1024;

/// Draws what was found into a copy of the picture.
fn draw(file: &Path, path: &Path, report: &Report<'_>) -> Result<(), (String, &'static str)> {
    if file.canonicalize().ok().is_some_and(|real| path.canonicalize().ok() == Some(real)) {
        return Err(("the picture itself is not written over".to_owned(), "name another file"));
    }
    let bytes =
        read_regular(file, MAX_DRAWN_BYTES).map_err(|error| (error.to_string(), "name a picture that can be read"))?;
    let document = report.facts.get("documents").items().first().and_then(Value::record);
    let page = match document.map(|document| document.get("page")) {
        Some(Value::Int(page)) => u32::try_from(*page).unwrap_or(1),
        _ => 1,
    };
    let luma = image::upright_luma(&bytes, page, &Budget::default())
        .map_err(|trouble| (trouble.to_string(), "only a picture that can be read can be drawn on"))?;
    let mut annotation = Annotation::new(&luma);
    let sides: Vec<f32> = document.map_or(Vec::new(), |document| {
        let side = |value: &Value| if let Value::Double(side) = value { Some(*side as f32) } else { None };
        document.get("quad").items().iter().filter_map(side).collect()
    });
    if let [a, b, c, d] = sides.as_chunks::<2>().0 {
        annotation.quad([*a, *b, *c, *d], "document");
    }
    for finding in &report.findings {
        if let Some(region) = finding.region {
            annotation.area([region.x, region.y, region.width, region.height].map(|side| side as f32), &finding.defect);
        }
    }
    let png = annotation.png().ok_or(("the picture could not be written".to_owned(), "try a smaller picture"))?;
    output::write_bytes_atomically(path, &png)
        .map_err(|error| (format!("the picture could not be written: {error}"), "check the folder and your rights"))
}
