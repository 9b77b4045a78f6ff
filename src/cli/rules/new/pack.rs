//! A new pack: a folder with a file of each kind.

use std::path::Path;

use super::super::refuse;
use super::{is_id, today, written};
use crate::cli::{Status, output};
use crate::reference;
use crate::source::edit::quoted;

/// The files, with `@schema@`, `@id@`, `@title@` and `@today@` where those stand.
const FILES: [(&str, &str); 4] = [
    ("pack.toml", include_str!("pack/pack.toml")),
    ("portal.toml", include_str!("pack/portal.toml")),
    ("account.toml", include_str!("pack/account.toml")),
    ("problems.toml", include_str!("pack/problems.toml")),
];

/// What editors hold the files against.
const SCHEMA: &str = "pack.schema.json";

/// Writes a pack.
pub fn run(folder: &Path, id: Option<&str>, title: Option<&str>) -> Status {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(id) = id.map(str::to_owned).or(name).filter(|id| is_id(id)) else {
        return refuse(
            "the id of a pack is words in lower case with hyphens between them",
            "name it: `preflight rules new DIR --id my-cloud`",
        );
    };
    // Beside other packs one schema serves them all.
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let shared = parent.join(SCHEMA).exists();
    let schema = if shared { format!("../{SCHEMA}") } else { format!("./{SCHEMA}") };
    let filled = |text: &str| {
        text.replace("@schema@", &schema)
            .replace("@id@", &id)
            .replace("@today@", &today().to_string())
            .replace("@title@", &quoted(title.unwrap_or(&id)))
    };
    let mut files: Vec<(&str, String)> = FILES.iter().map(|(name, text)| (*name, filled(text))).collect();
    if !shared {
        files.push((SCHEMA, reference::pretty(&reference::pack::pack())));
    }
    let shown = folder.display().to_string();
    // All or none: half a pack would be finished by nobody.
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        let message = format!("{} exists already and is left alone", folder.join(name).display());
        return refuse(&message, "name a new folder");
    }
    let result = std::fs::create_dir_all(folder)
        .and_then(|()| files.iter().try_for_each(|(name, text)| output::write_new(&folder.join(name), text)));
    if let Err(error) = result {
        return refuse(&format!("{shown} cannot be written: {error}"), "check the folder and your rights");
    }
    let names: Vec<String> = files.iter().map(|(name, _)| folder.join(name).display().to_string()).collect();
    let next = [
        format!("preflight rules test --rules {shown}"),
        format!("preflight rules lint --rules {shown}"),
        format!("preflight rules new rule my-rule --rules {shown} --theme identity"),
    ];
    written(&names, &next)
}
