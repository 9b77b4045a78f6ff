//! Where reports go: standard output and the files of `--output`, each with its own renderer.

use std::path::{Path, PathBuf};

use super::options::{Color, FailOn};
use super::output::{self, OutputFile};
use crate::report::{Entry, Judged, Refused, Renderer, ReportFormat, Settings};

/// What the options ask for.
pub struct Wanted<'a> {
    /// The format of standard output.
    pub format: ReportFormat,
    /// Further formats and their files.
    pub outputs: &'a [OutputFile],
    /// Whether values are shown everywhere.
    pub values: bool,
    /// From which severity on the run fails.
    pub fail_on: FailOn,
    /// When colours are used.
    pub color: Color,
}

/// Everything that a run writes its reports to.
pub struct Outlets<'a> {
    wanted: Wanted<'a>,
    standard: Box<dyn Renderer>,
    files: Vec<Outlet<'a>>,
    /// Files that no report may be written over.
    inputs: Vec<PathBuf>,
    begun: bool,
}

struct Outlet<'a> {
    path: &'a Path,
    renderer: Box<dyn Renderer>,
    text: String,
}

/// A file that was not written: its name, why, and what to do.
pub type Unwritten = (String, String, &'static str);

impl<'a> Outlets<'a> {
    /// As the options ask.
    pub fn new(wanted: Wanted<'a>) -> Self {
        // A person sees their own values on their own terminal; a machine format is for other eyes even there.
        let person = wanted.format == ReportFormat::Human && output::is_terminal();
        let settings = |values, style| Settings { values, style, fails_at: wanted.fail_on.level() };
        let standard = wanted.format.renderer(settings(wanted.values || person, output::style(wanted.color)));
        let outlet = |file: &'a OutputFile| Outlet {
            path: &file.path,
            renderer: file.format.renderer(settings(wanted.values, output::plain_style())),
            text: String::new(),
        };
        let files = wanted.outputs.iter().map(outlet).collect();
        Self { standard, files, inputs: Vec::new(), begun: false, wanted }
    }

    /// Keeps files that are judged from being written over; says so where one of the reports would go there.
    pub fn guard<'f>(&mut self, inputs: impl IntoIterator<Item = &'f Path>) -> Result<(), Unwritten> {
        self.inputs.extend(inputs.into_iter().filter_map(|file| file.canonicalize().ok()));
        let paths: Vec<&Path> = self.files.iter().map(|file| file.path).collect();
        for (index, path) in paths.iter().enumerate() {
            let name = path.display().to_string();
            if self.is_input(path) {
                return Err((name, "a report is not written over what is judged".to_owned(), "name another file"));
            }
            if paths.iter().take(index).any(|other| real(other) == real(path)) {
                return Err((name, "two reports cannot be written to one file".to_owned(), "name a file for each"));
            }
        }
        Ok(())
    }

    /// Whether a report goes to this file.
    pub fn writes(&self, path: &Path) -> bool {
        self.files.iter().any(|file| real(file.path) == real(path))
    }

    /// Whether a path is one of the files that are judged.
    pub fn is_input(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| self.inputs.contains(&real))
    }

    /// Whether any report is of this format.
    pub fn wants(&self, format: ReportFormat) -> bool {
        self.wanted.format == format || self.wanted.outputs.iter().any(|file| file.format == format)
    }

    /// Takes what a file gave.
    pub fn judged(&mut self, judged: Judged<'_>) {
        let entry = Entry::Judged(judged);
        output::out(&self.standard.add(&entry));
        self.collect(&entry);
    }

    /// Takes a file that could not be judged. Who reads a text or a document elsewhere is told at once, on standard error.
    pub fn refused(&mut self, refused: &Refused<'_>) {
        let entry = Entry::Refused(refused);
        if self.wanted.format != ReportFormat::Human {
            output::out(&self.standard.add(&entry));
        }
        if !matches!(self.wanted.format, ReportFormat::Json | ReportFormat::Github) {
            let values = self.wanted.values || output::is_terminal();
            output::note(refused.human(values, output::style(self.wanted.color)).trim_end());
        }
        self.collect(&entry);
    }

    fn collect(&mut self, entry: &Entry<'_>) {
        self.begun = true;
        for file in &mut self.files {
            file.text.push_str(&file.renderer.add(entry));
        }
    }

    /// Ends the answer and writes the files; gives those that could not be written.
    pub fn finish(mut self) -> Vec<Unwritten> {
        if !self.begun {
            return Vec::new();
        }
        output::out(&self.standard.finish());
        let mut unwritten = Vec::new();
        for mut file in std::mem::take(&mut self.files) {
            file.text.push_str(&file.renderer.finish());
            let name = file.path.display().to_string();
            if self.is_input(file.path) {
                unwritten.push((name, "a report is not written over what is judged".to_owned(), "name another file"));
            } else if let Err(error) = output::write_atomically(file.path, &file.text) {
                let message = format!("the report could not be written: {error}");
                unwritten.push((name, message, "check the folder and your rights"));
            }
        }
        unwritten
    }
}

/// Where a path leads, also of a file that is not there yet.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = || Some(folder.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(beside).unwrap_or_else(|| path.to_owned())
}
