//! From a file name to facts: read, parsed, held against the schema, completed by the probes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::options::{Color, Selection};
use super::output::{self, is_terminal};
use super::progress::Progress;
use crate::fact::schema::ROOT;
use crate::fact::{Origin, Places, Record, Strictness, build};
use crate::network::Plan;
use crate::probe::{self, Sources, Wishes};
use crate::report::{FaultReport, Refused, faults_human, faults_json};
use crate::rule::{Pack, PackError, Rule};
use crate::source::{Fault, Source, read_path, read_stdin};

/// The file that is judged where none is named.
pub const DEFAULT_FILE: &str = "application.toml";

/// Most faults of one file that are listed.
const MAX_FAULTS: usize = 100;

/// Why an application cannot be judged.
pub enum Refusal {
    /// The file cannot be read as text.
    Unreadable {
        /// Its name.
        file: String,
        /// Why, and what to do.
        fault: Fault,
    },
    /// It was read and is wrong.
    Faulty {
        /// The text.
        source: Arc<Source>,
        /// Everything that is wrong.
        faults: Vec<Fault>,
    },
}

/// A typed application before any probe was asked.
pub struct Application {
    /// What was typed.
    pub record: Record,
    /// Where it stands.
    pub places: Places,
    /// The text.
    pub source: Arc<Source>,
    /// What its file names are relative to.
    pub folder: PathBuf,
}

/// Reads an application.
pub fn read(file: &Path) -> Result<Application, Refusal> {
    let name = file.display().to_string();
    let text = if name == "-" { read_stdin() } else { read_path(file) };
    let text = text.map_err(|error| Refusal::Unreadable {
        file: name.clone(),
        fault: Fault { span: None, message: error.to_string(), help: Some(error.help().to_owned()) },
    })?;
    parse(Arc::new(Source::new(&name, text)), file)
}

/// Parses an application that was read before.
pub fn parse(source: Arc<Source>, file: &Path) -> Result<Application, Refusal> {
    let (node, mut faults) = source.parse();
    let built = build(&node, &ROOT, &source, Strictness::File);
    faults.extend(built.faults);
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.span);
        let more = faults.len().saturating_sub(MAX_FAULTS);
        faults.truncate(MAX_FAULTS);
        if more > 0 {
            let message = format!("{more} more faults are not listed");
            faults.push(Fault { span: None, message, help: Some("is this the right file?".to_owned()) });
        }
        return Err(Refusal::Faulty { source, faults });
    }
    let folder = match file.parent() {
        Some(parent) if source.name != "-" => parent.to_owned(),
        _ => PathBuf::new(),
    };
    Ok(Application { record: built.record, places: built.places, source, folder })
}

impl Refusal {
    /// For people, on standard error.
    pub fn tell(&self, show_values: bool, color: Color) {
        let values = show_values || is_terminal();
        output::note(self.refused().human(values, output::style(color)).trim_end());
    }

    /// For programs.
    pub fn json(&self) -> serde_json::Value {
        faults_json(&self.refused().faults)
    }

    /// For a report of any format.
    pub fn refused(&self) -> Refused<'_> {
        match self {
            Self::Unreadable { file, fault } => Refused::whole(file, fault),
            Self::Faulty { source, faults } => {
                let report = |fault| FaultReport { file: &source.name, source: Some(&**source), fault };
                Refused { file: &source.name, faults: faults.iter().map(report).collect() }
            }
        }
    }
}

/// The pack that the options name; where it cannot be used, that is told.
pub fn pack(selection: &Selection, json: bool, color: Color) -> Option<Pack> {
    selection.load().map_err(|error| tell_pack_error(&error, json, color)).ok()
}

/// The pack as far as a message alone needs it.
pub fn pack_for_messages(json: bool, color: Color) -> Option<Pack> {
    Pack::embedded_for_messages().map_err(|error| tell_pack_error(&error, json, color)).ok()
}

/// Tells what is wrong with a pack. Rule files hold nobody's values.
fn tell_pack_error(error: &PackError, json: bool, color: Color) {
    let reports: Vec<FaultReport<'_>> = error
        .faults
        .iter()
        .map(|(source, fault)| FaultReport {
            file: source.as_ref().map_or("rules", |source| source.name.as_str()),
            source: source.as_deref(),
            fault,
        })
        .collect();
    if json {
        output::out(&format!("{}\n", faults_json(&reports)));
    } else {
        output::note(faults_human(&reports, true, output::style(color)).trim_end());
    }
}

/// What the probes may ask.
pub struct Asked {
    /// Whether the network may be asked.
    pub online: bool,
    /// The password, where it was given.
    pub password: Option<Zeroizing<String>>,
    /// What is wanted of the network.
    pub wishes: Wishes,
}

/// Completes the typed facts by what the rules need, and nothing else.
pub fn gather(
    application: &Application,
    pack: &Pack,
    rules: &[&Rule],
    asked: &Asked,
    today: jiff::civil::Date,
) -> Record {
    gather_typed(&application.record, &application.folder, pack, rules, asked, today)
}

/// The same for facts of another source than a file; `folder` is what their file names are relative to.
pub fn gather_typed(
    typed: &Record,
    folder: &Path,
    pack: &Pack,
    rules: &[&Rule],
    asked: &Asked,
    today: jiff::civil::Date,
) -> Record {
    let mut origins = crate::engine::origins(pack, rules);
    if !asked.online {
        origins.remove(&Origin::Network);
    }
    let plan = probe::network_plan(&pack.network, &pack.portals, typed, asked.wishes.clone());
    let network = origins.contains(&Origin::Network);
    if network {
        output::note(&contacted(&plan));
    }
    let progress = Progress::start(if network { "asking the network" } else { "looking at the documents" });
    let sources = Sources {
        folder,
        network: &plan,
        steps: &|step| progress.network(step),
        password: asked.password.as_ref().map(|password| password.as_str()),
        today,
        progress: &|seen, all| progress.documents(seen, all),
    };
    probe::gather(typed, &origins, &sources)
}

/// What `--online` is about to contact, said before it happens.
fn contacted(plan: &Plan) -> String {
    let mut text = format!(
        "asking the network, nothing of yours is sent: name look-ups, GET and HEAD of public pages, and the time, at {}; the DNS servers of this system",
        plan.settings.contacted().join(", ")
    );
    if let Some((page, _)) = &plan.page {
        text.push_str(&format!("; the page of your application at {}", page.host_str().unwrap_or_default()));
    }
    if plan.mail_domain.is_some() {
        text.push_str("; the mail servers' names of your address's domain");
    }
    crate::report::printable(&text)
}

/// Most bytes of a pasted message that are taken from standard input; reading it ends sooner.
const MAX_PASTED_BYTES: u64 = 4 * 1024 * 1024;

/// A message from standard input, whatever it is: UTF-16 is decoded by its mark, and what is no text is read past.
pub fn pasted() -> std::io::Result<String> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_PASTED_BYTES).read_to_end(&mut bytes)?;
    let wide = |order: fn([u8; 2]) -> u16| -> String {
        let pairs = bytes.chunks_exact(2).skip(1).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        char::decode_utf16(pairs.map(order)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    Ok(match bytes.get(..2) {
        Some([0xff, 0xfe]) => wide(u16::from_le_bytes),
        Some([0xfe, 0xff]) => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    })
}

/// The password from the hidden prompt or from standard input.
pub fn password(prompt: bool, stdin: bool) -> Result<Option<Zeroizing<String>>, String> {
    if stdin {
        let text = Zeroizing::new(read_stdin().map_err(|error| format!("the password on standard input: {error}"))?);
        let line = text.strip_suffix('\n').map_or(text.as_str(), |text| text.strip_suffix('\r').unwrap_or(text));
        return Ok(Some(Zeroizing::new(line.to_owned())));
    }
    if prompt {
        use std::io::IsTerminal;
        if !std::io::stdin().is_terminal() {
            return Err("--password asks at a terminal, and this is none; use --password-stdin".to_owned());
        }
        let text = rpassword::prompt_password("Password (not shown, not kept): ")
            .map_err(|error| format!("the password could not be asked: {error}"))?;
        return Ok(Some(Zeroizing::new(text)));
    }
    Ok(None)
}
