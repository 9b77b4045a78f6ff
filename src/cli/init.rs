//! `preflight init`: an application file to begin with, empty, from options, or by questions and answers.

mod fill;
mod question;
mod wizard;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Status;
use super::input::{self, DEFAULT_FILE};
use super::options::{Clock, Color, Selection};
use super::output;
use crate::report::printable;
use crate::source::Source;
use fill::{Answer, filled, unknown};
use wizard::{Judge, Stopped};

/// A commented application without any value.
const TEMPLATE: &str = include_str!("template.toml");

/// Write a commented application file.
#[derive(clap::Args)]
pub struct Args {
    /// Where it is written; a file that exists is left alone
    #[arg(value_name = "FILE", default_value = DEFAULT_FILE)]
    file: PathBuf,
    /// Fill a field in, such as identity.surname=LINDQVIST; may be repeated
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Ask no questions: write the file with its examples as comments
    #[arg(long, conflicts_with = "set")]
    template: bool,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    clock: Clock,
}

/// Writes a new file.
pub fn run(args: &Args) -> Status {
    let name = printable(&args.file.display().to_string());
    if args.file.exists() {
        return refuse(&format!("{name} exists already and is left alone"), "name another file, or delete this one");
    }
    if let Some(message) = unsuited(&args.file) {
        return refuse(message, "name a file that ends in .toml");
    }
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let answers = match (args.set.as_slice(), args.template || !terminal) {
        ([], true) => Vec::new(),
        ([], false) => match by_questions(args) {
            Ok(answers) => answers,
            Err(status) => return status,
        },
        (set, _) => match set.iter().map(|text| given(text)).collect::<Result<Vec<Answer>, String>>() {
            Ok(answers) => last_of_each(answers),
            Err(message) => return refuse(&message, "write it as --set identity.surname=LINDQVIST"),
        },
    };
    if !args.set.is_empty() {
        let Some(pack) = input::pack(&args.selection, false, Color::Auto) else { return Status::Unusable };
        let judge = Judge::new(&pack, args.clock.moment());
        for answer in &answers {
            for (line, _) in judge.findings(&answers, &answer.path) {
                output::note(&line);
            }
        }
    }
    let text = filled(TEMPLATE, &answers);
    // What is written must be an application: a yes where true is wanted is none.
    if let Err(refusal) = input::parse(Arc::new(Source::new(&name, text.clone())), &args.file) {
        refusal.tell(true, Color::Auto);
        return Status::Unusable;
    }
    write(args, &name, &text)
}

/// The file is TOML, so it must not be called anything else.
fn unsuited(file: &Path) -> Option<&'static str> {
    let ending = file.extension().map(|ending| ending.to_ascii_lowercase());
    if file.as_os_str() == "-" {
        return Some("a file is written, not standard output");
    }
    let other = ending.is_some_and(|ending| ending == "json" || ending == "yaml" || ending == "yml");
    other.then_some("the file that is written is TOML")
}

fn by_questions(args: &Args) -> Result<Vec<Answer>, Status> {
    let Some(pack) = input::pack(&args.selection, false, Color::Auto) else { return Err(Status::Unusable) };
    wizard::ask(&Judge::new(&pack, args.clock.moment())).map_err(|stopped| match stopped {
        Stopped::ByUser => {
            output::note("stopped: nothing was written");
            Status::Unusable
        }
        Stopped::Broken(message) => refuse(&message, "fill fields in with --set, or take --template"),
    })
}

/// Of a field that is set twice the later value counts.
fn last_of_each(answers: Vec<Answer>) -> Vec<Answer> {
    let mut kept: Vec<Answer> = Vec::new();
    for answer in answers {
        kept.retain(|before| before.path != answer.path);
        kept.push(answer);
    }
    kept
}

/// `FIELD=VALUE`
fn given(text: &str) -> Result<Answer, String> {
    let (path, value) = text.split_once('=').ok_or_else(|| format!("`{}` has no `=`", printable(text)))?;
    if let Some(help) = unknown(path.trim()) {
        return Err(format!("there is no field `{}`{help}", printable(path.trim())));
    }
    Ok(Answer { path: path.trim().to_owned(), value: value.to_owned() })
}

fn write(args: &Args, name: &str, text: &str) -> Status {
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).open(&args.file);
    let written = opened.and_then(|mut file| {
        std::io::Write::write_all(&mut file, text.as_bytes())?;
        file.sync_all()
    });
    match written {
        Ok(()) => {
            let rules = pack_options(&args.selection);
            output::note(&format!(
                "{name} is written: fill in what you know, then run `preflight check {name}{rules}`"
            ));
            Status::Clean
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            refuse(&format!("{name} exists already and is left alone"), "name another file, or delete this one")
        }
        Err(error) => refuse(&format!("{name} cannot be written: {error}"), "check the folder and your rights"),
    }
}

/// The options that name the pack, so that the next command judges by the same.
fn pack_options(selection: &Selection) -> String {
    match (&selection.rules, &selection.pack) {
        (Some(folder), _) => format!(" --rules {}", printable(&folder.display().to_string())),
        (None, Some(id)) => format!(" --pack {}", printable(id)),
        (None, None) => String::new(),
    }
}

fn refuse(message: &str, help: &str) -> Status {
    output::note(&format!("error: {message}\n  help: {help}"));
    Status::Unusable
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::TEMPLATE;
    use crate::fact::schema::ROOT;
    use crate::fact::{Strictness, build};
    use crate::source::Source;

    /// Every line of the template, brought to life, must be an application.
    #[test]
    fn the_template_fits_the_schema() {
        let text: String = TEMPLATE
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line))
            .fold(String::new(), |text, line| text + line + "\n");
        let source = Arc::new(Source::new("template.toml", text));
        let (node, faults) = source.parse();
        assert!(faults.is_empty(), "{faults:?}");
        let built = build(&node, &ROOT, &source, Strictness::File);
        assert!(built.faults.is_empty(), "{:?}", built.faults);
    }
}
