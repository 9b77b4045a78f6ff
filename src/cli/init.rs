//! `preflight init`

use std::path::PathBuf;

use super::Status;
use super::input::DEFAULT_FILE;
use super::output;

/// A commented application without any value.
const TEMPLATE: &str = include_str!("template.toml");

/// Write a commented application file.
#[derive(clap::Args)]
pub struct Args {
    /// Where it is written; a file that exists is left alone
    #[arg(value_name = "FILE", default_value = DEFAULT_FILE)]
    file: PathBuf,
}

/// Writes the template to a new file.
pub fn run(args: &Args) -> Status {
    let name = crate::report::printable(&args.file.display().to_string());
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).open(&args.file);
    match opened.and_then(|mut file| std::io::Write::write_all(&mut file, TEMPLATE.as_bytes())) {
        Ok(()) => {
            output::note(&format!("{name} is written: fill in what you know, then run `preflight check {name}`"));
            Status::Clean
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            output::note(&format!(
                "error: {name} exists already and is left alone\n  help: name another file, or delete this one"
            ));
            Status::Unusable
        }
        Err(error) => {
            output::note(&format!(
                "error: {name} cannot be written: {error}\n  help: check the folder and your rights"
            ));
            Status::Unusable
        }
    }
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
