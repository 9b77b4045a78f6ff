//! Writing: the answer to standard output, notes to standard error, files beside their final place and then renamed.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::options::Color;
use crate::report::{ReportFormat, Style};

/// Whether an answer got lost on its way out.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes to standard output. A reader that went away is no mistake of ours, a full disk is one.
pub fn out(text: &str) {
    written(text);
}

/// The same, and whether anybody takes more.
pub fn written(text: &str) -> bool {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => true,
        Err(error) => {
            if error.kind() != std::io::ErrorKind::BrokenPipe {
                LOST.store(true, Ordering::Relaxed);
                note(&format!("error: the answer could not be written: {error}"));
            }
            false
        }
    }
}

/// Whether an answer got lost on its way out.
pub fn lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// Writes a line to standard error.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Whether the answer goes to a person's terminal.
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// The style for standard output.
pub fn style(color: Color) -> Style {
    let colour = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    Style::new(colour, columns())
}

/// The style for a file.
pub fn plain_style() -> Style {
    Style::new(false, None)
}

fn columns() -> Option<usize> {
    let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    named.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
}

/// Where a further format is written.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// The format.
    pub format: ReportFormat,
    /// The file.
    pub path: std::path::PathBuf,
}

/// Reads `FORMAT=PATH`.
pub fn parse_output(text: &str) -> Result<OutputFile, String> {
    let (format, path) = text.split_once('=').ok_or("write it as FORMAT=PATH, for example json=report.json")?;
    let format = <ReportFormat as clap::ValueEnum>::from_str(format, true).map_err(|_| {
        let known = ReportFormat::ALL.map(ReportFormat::name).join(", ");
        format!("there is no format `{format}`; the formats are {known}")
    })?;
    if path.is_empty() {
        return Err("the path after `=` is missing".to_owned());
    }
    Ok(OutputFile { format, path: path.into() })
}

/// Replaces a file in one step: readers see the old text or the new one, never a part. Links are followed, rights are kept.
pub fn write_atomically(path: &Path, text: &str) -> std::io::Result<()> {
    write_bytes_atomically(path, text.as_bytes())
}

/// Writes a new file in one step; one that exists is left alone.
pub fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    restrict_to_usual(file.as_file())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// The same for what is no text.
pub fn write_bytes_atomically(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&target).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(std::io::Error::other("this is no regular file"));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    match std::fs::metadata(&target) {
        Ok(metadata) => file.as_file().set_permissions(metadata.permissions())?,
        Err(_) => restrict_to_usual(file.as_file())?,
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is made for its owner alone; a report is a file like any other.
#[cfg(unix)]
fn restrict_to_usual(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn restrict_to_usual(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
