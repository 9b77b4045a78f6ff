//! A pack: the rules of one provider with its portal map, limits, problems and guide.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::data::Data;
use super::limit::Limit;
use super::load::Extent;
use super::{Problem, Rule, Step, Symptoms};
use super::{check, load};
use crate::expr::Names;
use crate::fact::Type;
use crate::fact::schema::ROOT;
use crate::network::Settings;
use crate::source::{Fault, Source};
use crate::text::portal::Portals;

/// Files of one embedded pack: name and text.
type Files = &'static [(&'static str, &'static str)];

/// The packs that the binary carries: folder name and files.
pub const EMBEDDED: &[(&str, Files)] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// A loaded pack.
#[derive(Debug)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// For people.
    pub title: String,
    /// Name of the themes for people, by file name.
    pub themes: Vec<Theme>,
    /// The rules, in the order of the files.
    pub rules: Vec<Rule>,
    /// The documented problems.
    pub problems: Vec<Problem>,
    /// The steps of an activation, in order.
    pub steps: Vec<Step>,
    /// What it knows of messages, where it was read.
    pub(super) symptoms: OnceLock<Symptoms>,
    /// The documented process: id and one line.
    pub guide: Vec<(String, String)>,
    /// Its limits, every published value.
    pub limits: Vec<Limit>,
    /// What conditions see as `limits`, `published` and `pack`.
    pub data: Data,
    /// The map of portals.
    pub portals: Portals,
    /// Which hosts are asked, and how.
    pub network: Settings,
    /// The files it was read from.
    pub files: Vec<Arc<Source>>,
}

/// One theme: the rules of one file under one heading.
#[derive(Clone, Debug)]
pub struct Theme {
    /// The file's name without its ending.
    pub id: Arc<str>,
    /// The heading.
    pub title: String,
}

/// A pack that cannot be used, with every fault and the file that it stands in.
#[derive(Debug)]
pub struct PackError {
    /// The faults; a fault without a file is about the pack as a whole.
    pub faults: Vec<(Option<Arc<Source>>, Fault)>,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (source, fault) in &self.faults {
            let place = source.as_ref().zip(fault.span).map(|(source, span)| (source, source.position(span.start)));
            if let Some((source, position)) = place {
                write!(f, "{}:{}:{}: ", source.name, position.line, position.column)?;
            }
            writeln!(f, "{}", fault.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for PackError {}

impl PackError {
    fn whole(message: String, help: &str) -> Self {
        let fault = Fault { span: None, message, help: Some(help.to_owned()) };
        Self { faults: vec![(None, fault)] }
    }
}

impl Pack {
    /// The embedded pack that is marked as the default.
    pub fn embedded() -> Result<Self, PackError> {
        Self::default_of(Extent::Judging)
    }

    /// The same as far as reading a message needs it: without rules.
    pub fn embedded_for_messages() -> Result<Self, PackError> {
        Self::default_of(Extent::Messages)
    }

    fn default_of(extent: Extent) -> Result<Self, PackError> {
        let marked = EMBEDDED.iter().find(|(_, files)| {
            let mut texts = files.iter().filter(|(name, _)| *name == "pack.toml");
            texts.any(|(_, text)| text.lines().any(|line| line.trim() == "default = true"))
        });
        match marked.or(EMBEDDED.first()) {
            Some((id, _)) => Self::of_extent(id, extent),
            None => Err(PackError::whole("no pack is embedded".to_owned(), "name a folder with --rules")),
        }
    }

    /// An embedded pack by its id.
    pub fn by_id(id: &str) -> Result<Self, PackError> {
        Self::of_extent(id, Extent::Judging)
    }

    fn of_extent(id: &str, extent: Extent) -> Result<Self, PackError> {
        match EMBEDDED.iter().find(|(name, _)| *name == id) {
            Some((id, files)) => load::load(sources(id, files), extent),
            None => {
                let known: Vec<&str> = EMBEDDED.iter().map(|(id, _)| *id).collect();
                let help = format!("embedded packs: {}", known.join(", "));
                Err(PackError::whole(format!("there is no pack `{id}`"), &help))
            }
        }
    }

    /// The codes that the embedded packs know.
    pub fn documented_codes() -> Vec<String> {
        let packs = EMBEDDED.iter().filter_map(|(id, _)| Self::of_extent(id, Extent::Messages).ok());
        packs.flat_map(|pack| pack.symptoms().codes.iter().map(|code| code.code.clone()).collect::<Vec<_>>()).collect()
    }

    /// An embedded pack with every condition checked, as the tests do.
    pub fn by_id_checked(id: &str) -> Result<Self, PackError> {
        let files = EMBEDDED.iter().find(|(name, _)| *name == id).map_or(&[][..], |(_, files)| files);
        load::load(sources(id, files), Extent::Checked)
    }

    /// A pack from a folder; every condition is checked.
    pub fn folder(folder: &Path) -> Result<Self, PackError> {
        let shown = folder.display().to_string();
        let entries = std::fs::read_dir(folder).map_err(|error| {
            PackError::whole(format!("the folder {shown} cannot be read: {error}"), "check the name after --rules")
        })?;
        let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        paths.sort();
        if paths.is_empty() {
            return Err(PackError::whole(
                format!("the folder {shown} holds no rule files"),
                "a pack is a folder of TOML files, one a theme, with a pack.toml",
            ));
        }
        let mut files = Vec::new();
        for path in paths {
            let name = path.display().to_string();
            let text = crate::source::read_path(&path)
                .map_err(|error| PackError::whole(format!("{name}: {error}"), error.help()))?;
            files.push(Source::new(&name, text));
        }
        load::load(files, Extent::Checked)
    }

    /// What names mean in a condition of this pack.
    pub fn names(&self, it: Option<Type>) -> Names {
        Names { facts: Arc::clone(&ROOT), pack: Arc::clone(&self.data.shape), it }
    }

    /// What names mean in the conditions of a rule: `it` is an item of its `each`.
    pub fn names_of(&self, rule: &Rule) -> Names {
        self.names(check::item_type(rule, &self.names(None)))
    }

    /// What it knows of messages: words and codes. Most commands never ask, so it is read when it is first asked for.
    pub fn symptoms(&self) -> &Symptoms {
        self.symptoms.get_or_init(|| load::symptoms(&self.files))
    }

    /// A rule by id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| &*rule.id == id)
    }

    /// A problem by id.
    pub fn problem(&self, id: &str) -> Option<&Problem> {
        self.problems.iter().find(|problem| &*problem.id == id)
    }

    /// The heading of a theme.
    pub fn theme_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.themes.iter().find(|theme| &*theme.id == id).map_or(id, |theme| theme.title.as_str())
    }
}

fn sources(id: &str, files: &[(&str, &str)]) -> Vec<Source> {
    let name = |file: &str| format!("rules/{id}/{file}");
    files.iter().map(|(file, text)| Source::new(&name(file), (*text).to_owned())).collect()
}
