//! A picture's outline with the document and the places of trouble in it. No pixel of the picture is in it, unless a copy is given.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::section::Card;
use crate::fact::{Record, Value};
use crate::report::told::is_within;
use crate::report::{Finding, Picture, Report, printable};

/// Length of the longer side in units of the drawing.
const LONG_SIDE: f64 = 1000.0;
/// Radius of a number's disk, as the template has it, with a little room.
const DISK: i64 = 34;

/// One picture.
pub struct Drawing {
    /// The file's name.
    pub file: String,
    /// Its format and size.
    pub about: String,
    /// What is to be seen, for who cannot see it.
    pub alt: String,
    /// Width of the drawing.
    pub width: i64,
    /// Height of the drawing.
    pub height: i64,
    /// A copy of the picture in base64.
    pub image: Option<String>,
    /// The document's corners.
    pub quad: Option<String>,
    /// The places of trouble.
    pub areas: Vec<Area>,
    /// Everything that was found in it.
    pub legend: Vec<Entry>,
}

/// A numbered rectangle.
pub struct Area {
    /// Its number.
    pub number: usize,
    /// Left edge.
    pub x: i64,
    /// Upper edge.
    pub y: i64,
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
    /// Centre of its number.
    pub at: (i64, i64),
}

/// A line of the legend.
pub struct Entry {
    /// The number of its area.
    pub number: Option<usize>,
    /// What is wrong.
    pub title: String,
    /// Where it is told in full.
    pub card: String,
}

/// The number of a finding's area: areas are counted within their picture.
pub fn number_of(report: &Report<'_>, finding: &Finding) -> Option<usize> {
    let record = entries(report).find(|record| is_drawn_in(finding, record))?;
    drawn_size(record)?;
    let mut areas = report.findings.iter().filter(|other| is_drawn_in(other, record));
    areas.position(|other| std::ptr::eq(other, finding)).map(|index| index + 1)
}

fn entries<'a>(report: &'a Report<'_>) -> impl Iterator<Item = &'a Record> {
    report.facts.get("documents").items().iter().filter_map(Value::record).map(|record| &**record)
}

/// Whether a finding is about a document, or shown in its picture.
fn finding_in(finding: &Finding, record: &Record) -> bool {
    is_drawn_in(finding, record) || finding.field.as_deref().is_some_and(|field| is_within(field, &record.path))
}

/// Whether the area of a finding lies in the picture of a document.
fn is_drawn_in(finding: &Finding, record: &Record) -> bool {
    finding.pictured().is_some_and(|path| is_within(path, &record.path))
}

/// The size of the drawing, where that of the picture is known.
fn drawn_size(record: &Record) -> Option<(f64, f64)> {
    let side = |name: &str| match record.get(name) {
        Value::Int(side) if *side > 0 => Some(*side as f64),
        _ => None,
    };
    let (width, height) = (side("width")?, side("height")?);
    let scale = LONG_SIDE / width.max(height);
    Some(((width * scale).max(1.0), (height * scale).max(1.0)))
}

impl Drawing {
    /// One of every picture whose size is known, with its findings.
    pub fn all(report: &Report<'_>, pictures: &[Picture], cards: &[(&str, Card)]) -> Vec<Self> {
        let drawn = entries(report).filter_map(|record| Self::of(report, record, pictures, cards));
        drawn.collect()
    }

    fn of(report: &Report<'_>, record: &Record, pictures: &[Picture], cards: &[(&str, Card)]) -> Option<Self> {
        let file = printable(record.text("file")?);
        let (width, height) = drawn_size(record)?;
        let units = |part: f64, side: f64| (part.clamp(0.0, 1.0) * side).round() as i64;
        let mut areas: Vec<Area> = Vec::new();
        let mut legend = Vec::new();
        let here = report.findings.iter().zip(cards).filter(|(finding, _)| finding_in(finding, record));
        for (finding, (_, card)) in here {
            let number = card.number.filter(|_| is_drawn_in(finding, record));
            legend.push(Entry { number, title: card.told.title.clone(), card: card.id.clone() });
            let region = finding.region.filter(|_| is_drawn_in(finding, record));
            let (Some(region), Some(number)) = (region, card.number) else { continue };
            let (x, y) = (units(region.x, width), units(region.y, height));
            let (right, lower) = (units(region.x + region.width, width), units(region.y + region.height, height));
            let at = free(&areas, (x, y), (width as i64, height as i64));
            areas.push(Area { number, x, y, width: right - x, height: lower - y, at });
        }
        legend.sort_by_key(|entry| entry.number.unwrap_or(usize::MAX));
        let sides: Vec<f64> = record
            .get("quad")
            .items()
            .iter()
            .filter_map(|side| if let Value::Double(side) = side { Some(*side) } else { None })
            .collect();
        let quad = (sides.len() == 8).then(|| {
            let corner = |[x, y]: &[f64; 2]| format!("{},{}", units(*x, width), units(*y, height));
            sides.as_chunks::<2>().0.iter().map(corner).collect::<Vec<_>>().join(" ")
        });
        let copy = pictures.iter().find(|picture| *picture.path == *record.path);
        let outline = if copy.is_some() { "The picture" } else { "Outline of the picture" };
        let document = if quad.is_some() { " with the document's edges" } else { "" };
        let marked = match areas.len() {
            0 => String::new(),
            1 => " and one numbered area".to_owned(),
            count => format!(" and {count} numbered areas"),
        };
        Some(Self {
            alt: format!("{outline} {file}{document}{marked}"),
            about: about(record),
            file,
            width: width.round() as i64,
            height: height.round() as i64,
            image: copy.map(|picture| STANDARD.encode(&picture.jpeg)),
            quad,
            areas,
            legend,
        })
    }
}

/// A place for a number: at the corner, inside of the drawing, and below those that are there already.
fn free(areas: &[Area], (x, y): (i64, i64), (width, height): (i64, i64)) -> (i64, i64) {
    let within = |at: i64, side: i64| at.clamp(DISK.min(side / 2), (side - DISK).max(side / 2));
    let (x, mut y) = (within(x, width), within(y, height));
    while areas.iter().any(|area| (area.at.0 - x).abs() < 2 * DISK && (area.at.1 - y).abs() < 2 * DISK) {
        y += 2 * DISK;
    }
    (x, y)
}

fn about(record: &Record) -> String {
    let mut parts = Vec::new();
    parts.extend(record.text("format").map(|format| printable(&format.to_uppercase())));
    if let (Value::Int(width), Value::Int(height)) = (record.get("width"), record.get("height")) {
        parts.push(format!("{width} × {height} pixels"));
    }
    if let (Value::Int(page), Value::Int(pages)) = (record.get("page"), record.get("pages"))
        && *pages > 1
    {
        parts.push(format!("page {page} of {pages}"));
    }
    parts.join(", ")
}
