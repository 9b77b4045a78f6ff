//! What one file gave: a report, or why it could not be judged.

use super::{Refused, Report};

/// One file of a run.
#[derive(Clone, Copy)]
pub enum Entry<'a> {
    /// It was judged.
    Judged(Judged<'a>),
    /// It could not be.
    Refused(&'a Refused<'a>),
}

/// A report with what some formats show beside it.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    /// The report.
    pub report: &'a Report<'a>,
    /// What was seen of each picture in a line, where pictures alone are judged: the text report begins with it.
    pub opening: &'a [String],
    /// Copies of the pictures, for a page that may include them.
    pub pictures: &'a [Picture],
}

impl<'a> Judged<'a> {
    /// A report and nothing else.
    pub fn alone(report: &'a Report<'a>) -> Self {
        Self { report, opening: &[], pictures: &[] }
    }
}

/// A small copy of a picture, without anything of the file but its brightness.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The path of its entry, `documents[0]`.
    pub path: String,
    /// The copy.
    pub jpeg: Vec<u8>,
}
