//! `preflight network`

use std::path::Path;

use super::Status;
use super::input::{self, Asked};
use super::options::{Clock, Color, FailOn, Selection};
use super::outlets::{Outlets, Wanted};
use super::output::{self, OutputFile, parse_output};
use super::wishes::NetworkOptions;
use crate::engine::{self, Input};
use crate::expr::Memo;
use crate::fact::schema::ROOT;
use crate::fact::{Origin, Places, Record};
use crate::probe::Wishes;
use crate::report::{Judged, Report, ReportFormat, json_error, printable};
use crate::rule::{Pack, Rule};

/// What is not measured unless it is asked for.
const NO_UPLOAD: &str = "how fast your photo uploads: add --upload with its file or size";

/// Name the cause of trouble on the way to the portal.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    clock: Clock,
    #[command(flatten)]
    network: NetworkOptions,
    /// Also send this many zeros to the provider, as slow as it may be: a size (3MB), or a file whose size counts
    #[arg(long, value_name = "SIZE|FILE")]
    upload: Option<String>,
    /// List what would be contacted, and contact nothing
    #[arg(long)]
    dry_run: bool,
    /// How the answer is written to standard output
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
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
    let Some(pack) = input::pack(&args.selection, args.format == ReportFormat::Json, args.color) else {
        return Status::Unusable;
    };
    let rules = match args.selection.pick(&pack) {
        Ok(rules) => rules,
        Err(message) => return args.unusable("command line", &message, "`preflight rules list` shows them all"),
    };
    // What is typed is not known here; rules that ask for it have nothing to say.
    let rules: Vec<&Rule> =
        rules.into_iter().filter(|rule| engine::origins(&pack, &[rule]).contains(&Origin::Network)).collect();
    if rules.is_empty() {
        let message = format!("{} has no rule about the network", pack.id);
        return args.unusable("rules", &message, "choose another pack, or other rules");
    }
    let wishes = match args.network.wishes(args.upload.as_deref()) {
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
    fn judge(&self, pack: &Pack, rules: &[&Rule], wishes: Wishes) -> Status {
        let mut outlets = Outlets::new(Wanted {
            format: self.format,
            outputs: &self.output,
            values: false,
            fail_on: self.fail_on,
            color: self.color,
        });
        let inputs = self.network.ca_file.as_deref().into_iter().chain(self.upload.as_deref().map(Path::new));
        if let Err((path, message, help)) = outlets.guard(inputs) {
            return self.unusable(&path, &message, help);
        }
        let now = self.clock.moment();
        let typed = Record::blank(&ROOT, "");
        let asked = Asked { online: true, password: None, wishes };
        let facts = input::gather_typed(&typed, Path::new(""), pack, rules, &asked, now.date());
        let input = Input { pack, facts: &facts, now, online: true, memo: &Memo::default() };
        let mut judged = engine::judge(&input, rules);
        let places = Places::saved("network", [].into());
        engine::sort(&mut judged.findings, &places);
        let mut report = Report::new(pack, now.date(), &facts, &places, judged);
        if self.upload.is_none() {
            report.not_checked.push(NO_UPLOAD.to_owned());
        }
        outlets.judged(Judged::alone(&report));
        if let Some((path, message, help)) = outlets.finish().first() {
            return self.unusable(path, message, help);
        }
        self.fail_on.status(&report)
    }

    fn unusable(&self, what: &str, message: &str, help: &str) -> Status {
        match self.format {
            ReportFormat::Json => output::out(&format!("{}\n", json_error(what, message, help))),
            _ => output::note(&format!("error: {}: {}\n  help: {help}", printable(what), printable(message))),
        }
        Status::Unusable
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
        "  where one of these pages redirects to; the proxy of this system's settings, where there is one".to_owned(),
    );
    let ports: Vec<String> = settings.proxy_ports.iter().map(u16::to_string).collect();
    lines.push(format!(
        "  where nothing is let through: {} in the search domain (port 80), the gateway and private DNS servers (ports {})",
        settings.proxy_names.join(", "),
        ports.join(", ")
    ));
    lines.push("  where a certificate of unknown origin says that its issuer's is to be had (port 80)".to_owned());
    if let Some((bytes, url)) = wishes.upload.zip(settings.upload_url.as_ref()) {
        let seconds = settings.upload_deadline_ms / 1000;
        lines.push(format!("  {url} (POST of {bytes} zeros, for at most {seconds} s after everything else)"));
    }
    lines.push(String::new());
    lines.join("\n")
}
