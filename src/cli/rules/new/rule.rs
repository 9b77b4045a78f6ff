//! A new rule at the end of a theme.

use std::path::PathBuf;

use super::super::refuse;
use super::{is_id, today, written};
use crate::cli::options::{Color, Selection};
use crate::cli::{Status, input, output};
use crate::rule::Pack;
use crate::source::edit::quoted;

/// A rule that loads and passes its tests, with `@id@`, `@guide@` and `@today@` where those stand.
const RULE: &str = include_str!("rule.toml");

/// Files that are read only for messages.
const RESERVED: [&str; 2] = ["words", "codes"];

/// Add a rule.
#[derive(clap::Args)]
pub struct Args {
    /// The new rule's id, such as name-length
    #[arg(value_name = "ID")]
    id: String,
    /// The folder of the pack
    #[arg(long, value_name = "DIR")]
    rules: PathBuf,
    /// The theme that it belongs to: the name of its file without `.toml`; a new one is begun
    #[arg(long, value_name = "THEME")]
    theme: String,
}

/// Writes the rule behind the last one of its theme.
pub fn run(args: &Args) -> Status {
    let (id, theme) = (args.id.as_str(), args.theme.as_str());
    for (what, word) in [("rule", id), ("theme", theme)] {
        if !is_id(word) {
            let message = format!("`{word}` is no name of a {what}");
            return refuse(&message, "write words in lower case with hyphens between them, such as name-length");
        }
    }
    if RESERVED.contains(&theme) {
        return refuse(&format!("{theme}.toml holds no rules: it is read only for messages"), "name another theme");
    }
    let selection = Selection { rules: Some(args.rules.clone()), pack: None, only: Vec::new(), skip: Vec::new() };
    let Some(pack) = input::pack(&selection, false, Color::Auto) else { return Status::Unusable };
    if let Some(rule) = pack.rule(id) {
        let theme = pack.theme_title(&rule.theme);
        return refuse(&format!("there is a rule `{id}` in \"{theme}\" already"), "choose another id");
    }
    let path = args.rules.join(format!("{theme}.toml"));
    let shown = path.display().to_string();
    let result = match std::fs::read_to_string(&path) {
        Ok(text) => {
            let gap = if text.ends_with('\n') { "" } else { "\n" };
            output::write_atomically(&path, &format!("{text}{gap}{}", filled(&pack, id)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let title = quoted(&capital(&theme.replace('-', " ")));
            output::write_new(&path, &format!("{}title = {title}\n{}", schema(&pack), filled(&pack, id)))
        }
        Err(error) => Err(error),
    };
    if let Err(error) = result {
        return refuse(&format!("{shown} cannot be written: {error}"), "check the folder and your rights");
    }
    let folder = args.rules.display();
    let next = [
        format!("put in what the rule is about, in {shown}"),
        format!("preflight rules test --rules {folder} --only {id}"),
        format!("preflight rules lint --rules {folder} --only {id}"),
    ];
    written(&[shown], &next)
}

fn filled(pack: &Pack, id: &str) -> String {
    let guide = pack.guide.first().map_or(String::new(), |(line, _)| quoted(line));
    RULE.replace("@id@", id).replace("@today@", &today().to_string()).replace("@guide@", &guide)
}

/// The line for editors, as the other files of the pack have it.
fn schema(pack: &Pack) -> String {
    let lines = pack.files.iter().filter_map(|file| file.text.lines().next());
    let mut for_editors = lines.filter(|line| line.starts_with("#:schema "));
    for_editors.next().map_or(String::new(), |line| format!("{line}\n"))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
