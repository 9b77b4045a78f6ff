//! What was copied by hand of one document, against what its own picture says.

use super::super::agreement;
use super::super::given;
use super::super::judged::Judged;
use super::super::reading::Reading;
use super::{copied_lines, fields};
use crate::expr::{Scope, Stop};
use crate::fact::{Record, Value, join};
use crate::text::mrz::{Extent, Field};
use crate::text::{Kind, character};

/// Copies of what mrz_fields has, by key.
const KEYS: [&str; 3] = ["number", "birth_date", "expiry_date"];

/// Judges the copies of one document.
pub fn judge(scope: &Scope<'_>, document: &Record) -> Result<Value, Stop> {
    let Some(reading) = Reading::of(document)? else { return Ok(Value::list([])) };
    let mut found = Vec::new();
    if reading.is_valid() {
        for (number, (copy, line)) in copied_lines(document)?.into_iter().zip(&reading.lines).enumerate() {
            let at = (number, 0);
            found.extend(line_against(copy, &format!("{}.mrz[{number}]", document.path), line, at, &reading));
        }
    }
    if let Some(copy) = given(document, "mrz_name")?.filter(|_| reading.is_sure(Field::Name)) {
        let Extent { line, from, .. } = reading.mrz.place(Field::Name);
        // A name field may be copied with the fillers at its end or without.
        let cut = copy.trim_end_matches('<');
        found.extend(line_against(cut, &join(&document.path, "mrz_name"), &reading.mrz.name, (line, from), &reading));
    }
    let typed: Vec<Value> = scope
        .index
        .of(scope.facts)
        .iter()
        .filter(|(typed, _)| KEYS.iter().any(|key| typed.path == join(&document.path, key)))
        .map(|(_, value)| value.clone())
        .collect();
    if !typed.is_empty() {
        let mut read = Vec::new();
        fields(scope, &reading.mrz, &reading.path, &mut read, |field| reading.is_sure(field));
        found.extend(agreement::against_picture(scope, &typed, &read)?);
    }
    Ok(Value::list(found))
}

/// A line as copied against the line as read, which begins at a place of the zone.
fn line_against(
    copy: &str,
    path: &str,
    line: &str,
    (number, first): (usize, usize),
    reading: &Reading,
) -> Option<Value> {
    let clean: Vec<char> = character::clean(copy, Kind::Mrz).to_ascii_uppercase().chars().collect();
    let read: Vec<char> = line.chars().collect();
    if clean.is_empty() {
        return None;
    }
    let is_doubtful = |column: &usize| !reading.is_read(number, first + column);
    let mut differ: Vec<usize> = Vec::new();
    let note = if clean.len() == read.len() {
        differ.extend((0..read.len()).filter(|column| clean.get(*column) != read.get(*column)));
        differ.retain(|column| !is_doubtful(column));
        match differ.as_slice() {
            [] => return None,
            [one] => format!("character {} is another than in the picture", one + 1),
            [one, ..] => {
                format!("{} characters are others than in the picture, from character {} on", differ.len(), one + 1)
            }
        }
    } else {
        // What is doubtful may be the very character that is too many or too few.
        if !reading.is_line_sure(number) {
            return None;
        }
        let same = clean.iter().zip(&read).take_while(|(copy, read)| copy == read).count();
        differ.push(same.min(clean.len() - 1));
        format!("{} characters were copied, the picture has {}", clean.len(), read.len())
    };
    let marks = if copy.chars().count() == clean.len() { differ.as_slice() } else { &[] };
    let mut result = Judged::about(path)
        .with("related", Value::text(reading.path.as_str()))
        .with("defect", Value::text("mrz-miscopied"))
        .with("at", Value::positions(marks))
        .with("note", Value::text(note))
        .with("fix", Value::text(line))
        .with("relation", Value::text("mrz-miscopied"))
        .with("verdict", Value::text("fixable"))
        .value();
    let from = differ.first().copied().unwrap_or_default().min(read.len().saturating_sub(1));
    let to = differ.last().copied().unwrap_or_default().min(read.len().saturating_sub(1)) + 1;
    reading.show(&mut result, Extent { line: number, from: first + from, to: first + to });
    Some(result)
}
