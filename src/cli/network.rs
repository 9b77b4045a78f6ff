//! `preflight network`

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Status;
use super::input::{self, Asked};
use super::options::{Clock, Color, FailOn, Format, Selection};
use super::output::{self, OutputFile, parse_output};
use crate::engine::{self, Input};
use crate::expr::Memo;
use crate::fact::schema::ROOT;
use crate::fact::{Origin, Places, Record};
use crate::network::MAX_UPLOAD_BYTES;
use crate::probe::Wishes;
use crate::report::{Report, Shown, Style, human, json, json_error, printable, spelled, ways};
use crate::rule::{Pack, Rule};
use crate::source::{open_regular, read_regular};

/// Largest file of root certificates that is read; the public ones of a browser take some hundred kB.
const MAX_ROOTS_BYTES: u64 = 4 * 1024 * 1024;

/// Name the cause of trouble on the way to the portal.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    clock: Clock,
    /// Seconds for everything but an upload probe [default: the pack's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<Duration>,
    /// Also send this many zeros to the provider, as slow as it may be: a size (3MB), or a file whose size counts
    #[arg(long, value_name = "SIZE|FILE")]
    upload: Option<String>,
    /// Root certificates (PEM) in place of the shipped public ones
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// List what would be contacted, and contact nothing
    #[arg(long)]
    dry_run: bool,
    /// How the answer is written to standard output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Also write the answer to a file; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = parse_output)]
    output: Vec<OutputFile>,
    /// Fail with exit status 1 from this severity on
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Asks the network and names what is wrong with it.
pub fn run(args: &Args) -> Status {
    let pack = match args.selection.load() {
        Ok(pack) => pack,
        Err(error) => {
            input::tell_pack_error(&error, args.format == Format::Json, args.color);
            return Status::Unusable;
        }
    };
    let rules = match args.selection.pick(&pack) {
        Ok(rules) => rules,
        Err(message) => return args.unusable("command line", &message, "`preflight rules list` shows them all"),
    };
    // What is typed is not known here; rules that ask for it have nothing to say.
    let rules: Vec<&Rule> =
        rules.into_iter().filter(|rule| engine::origins(&pack, &[rule]).contains(&Origin::Network)).collect();
    let wishes = match args.wishes() {
        Ok(wishes) => wishes,
        Err((what, message, help)) => return args.unusable(&what, &message, help),
    };
    if args.dry_run {
        output::out(&contacts(&pack, &wishes));
        return Status::Clean;
    }
    args.judge(&pack, &rules, wishes)
}

impl Args {
    fn wishes(&self) -> Result<Wishes, (String, String, &'static str)> {
        let upload = self.upload.as_deref().map(upload_bytes).transpose().map_err(|message| {
            (
                format!("--upload {}", self.upload.as_deref().unwrap_or_default()),
                message,
                "write a size such as 3MB, or name a file",
            )
        })?;
        let roots = self.ca_file.as_deref().map(roots).transpose().map_err(|message| {
            let file = self.ca_file.as_deref().unwrap_or(Path::new("")).display().to_string();
            (file, message, "name a file with certificates in PEM")
        })?;
        Ok(Wishes { deadline: self.deadline, upload, roots })
    }

    fn judge(&self, pack: &Pack, rules: &[&Rule], wishes: Wishes) -> Status {
        let today = self.clock.date();
        let typed = Record::blank(&ROOT, "");
        let asked = Asked { online: true, password: None, wishes };
        let facts = input::gather_typed(&typed, Path::new(""), pack, rules, &asked, today);
        let input = Input { pack, facts: &facts, today, online: true, memo: &Memo::default() };
        let mut judged = engine::judge(&input, rules);
        let places = Places::saved("network", [].into());
        engine::sort(&mut judged.findings, &places);
        let report = Report {
            pack,
            today,
            facts: &facts,
            places: &places,
            not_checked: Vec::new(),
            checks: judged.checks,
            findings: judged.findings,
            comparisons: judged.comparisons,
        };
        output::out(&render(&report, self.format, output::style(self.color)));
        for extra in &self.output {
            let text = render(&report, extra.format, output::plain_style());
            if let Err(error) = output::write_atomically(&extra.path, &text) {
                let message = format!("the report could not be written: {error}");
                return self.unusable(&extra.path.display().to_string(), &message, "check the folder and your rights");
            }
        }
        if self.fail_on.fails(report.worst()) {
            Status::Findings
        } else if report.anything_judged() {
            Status::Clean
        } else {
            Status::NothingJudged
        }
    }

    fn unusable(&self, what: &str, message: &str, help: &str) -> Status {
        match self.format {
            Format::Json => output::out(&format!("{}\n", json_error(what, message, help))),
            Format::Human => {
                output::note(&format!("error: {}: {}\n  help: {help}", printable(what), printable(message)))
            }
        }
        Status::Unusable
    }
}

fn render(report: &Report<'_>, format: Format, style: Style) -> String {
    let mut shown = Shown::new(false);
    match format {
        Format::Human => {
            let network = report.facts.get("network").record();
            let table = network.map_or(String::new(), |network| ways(network, style));
            format!("{table}{}", human(report, &mut shown, style))
        }
        Format::Json => format!("{}\n", spelled(&json(report, &mut shown).to_string())),
    }
}

/// Everything that a run would contact, one a line.
fn contacts(pack: &Pack, wishes: &Wishes) -> String {
    let settings = &pack.network;
    let mut lines = vec!["Nothing of yours is sent. These would be contacted:".to_owned()];
    let https = settings.pages.iter().chain(&settings.controls);
    lines.extend(https.map(|page| format!("  {page} (name look-up, TCP and TLS on port 443, GET and HEAD)")));
    lines.extend(settings.check_pages.iter().map(|page| format!("  {} (GET)", page.url)));
    lines.extend(settings.time_servers.iter().map(|name| format!("  {name} (NTP, UDP port 123)")));
    lines.push("  the DNS servers of this system (UDP and TCP port 53)".to_owned());
    let references = settings.reference_resolvers.iter();
    lines.extend(
        references.map(|one| format!("  {} (DNS: UDP and TCP port 53, TLS port 853 as {})", one.address, one.name)),
    );
    lines.push(
        "  where one of these pages redirects to; the gateway, where nothing else lets anything through".to_owned(),
    );
    if let Some((bytes, url)) = wishes.upload.zip(settings.upload_url.as_ref()) {
        lines.push(format!("  {url} (POST of {bytes} zeros)"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Seconds, with or without their unit.
fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.trim().trim_end_matches('s').trim_end();
    let seconds: f64 = number.parse().map_err(|_| "write seconds, such as 6 or 2.5".to_owned())?;
    if !(0.2..=60.0).contains(&seconds) {
        return Err("a deadline is 0.2 to 60 seconds".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}

/// A size, or the size of a file.
fn upload_bytes(text: &str) -> Result<u64, String> {
    let bytes = match size(text) {
        Some(bytes) => bytes,
        None => {
            let opened = open_regular(Path::new(text));
            opened.map_err(|error| format!("neither a size nor a file that can be read: {error}"))?.1
        }
    };
    match bytes {
        0 => Err("there is nothing to send".to_owned()),
        bytes if bytes > MAX_UPLOAD_BYTES => Err(format!("at most {} MiB are sent", MAX_UPLOAD_BYTES / 1024 / 1024)),
        bytes => Ok(bytes),
    }
}

/// `3MB`, `500 kB`, `2MiB`, `1000000`.
fn size(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text.get(..digits)?.parse().ok()?;
    let factor = match text.get(digits..)?.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        _ => return None,
    };
    Some((number * factor) as u64)
}

/// The certificates of a PEM file, DER.
fn roots(file: &Path) -> Result<Vec<Vec<u8>>, String> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;
    let bytes = read_regular(file, MAX_ROOTS_BYTES).map_err(|error| error.to_string())?;
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let certificates = certificates.map_err(|error| format!("a certificate cannot be read: {error}"))?;
    if certificates.is_empty() {
        return Err("there is no certificate in it".to_owned());
    }
    Ok(certificates.into_iter().map(|certificate| certificate.to_vec()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("3MB"), Some(3_000_000));
        assert_eq!(size("1.5 kB"), Some(1_500));
        assert_eq!(size("2MiB"), Some(2_097_152));
        assert_eq!(size("700"), Some(700));
        assert_eq!((size("photo.jpg"), size("3TB"), size("")), (None, None, None));
    }

    #[test]
    fn deadlines_are_seconds() {
        assert_eq!(seconds("2.5s"), Ok(Duration::from_millis(2500)));
        assert!(seconds("0").is_err() && seconds("soon").is_err() && seconds("NaN").is_err());
    }
}
