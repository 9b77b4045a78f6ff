//! A person as one entry of an application names them.

use crate::expr::Stop;
use crate::fact::{Record, Value, join};
use crate::text::{Kind, character, mrz};

/// A name and where it stands.
pub struct Part {
    /// As typed or copied.
    pub text: String,
    /// Its path.
    pub path: String,
}

/// A person as one entry names them.
pub struct Person {
    /// The surname field.
    pub surname: Option<Part>,
    /// The field of the given names.
    pub given: Option<Part>,
    /// One field for the full name.
    pub full: Option<Part>,
    /// The name field of a machine-readable zone.
    pub zone: Option<Part>,
}

impl Person {
    /// The names of an entry; what is withheld stops.
    pub fn of(record: &Record) -> Result<Self, Stop> {
        let part = |key: &str| match record.get(key) {
            Value::Text(text) => Ok(Some(Part { text: text.expose().to_owned(), path: join(&record.path, key) })),
            Value::Absent => Ok(None),
            other => Err(super::stop_of(other)),
        };
        let holder = part("holder")?;
        Ok(Self {
            surname: part("surname")?,
            given: part("given_names")?,
            full: part("name")?.or(holder),
            zone: match part("mrz_name")? {
                Some(zone) => Some(zone),
                None => zone_of_lines(record)?,
            },
        })
    }

    /// Without what is wrong with single characters: where neither side is the authority, the other's slips are its own.
    pub fn clean(&mut self) {
        for part in [&mut self.surname, &mut self.given, &mut self.full].into_iter().flatten() {
            part.text = character::clean(&part.text, Kind::Name);
        }
    }

    /// Surname and given names, where the entry has them apart.
    pub fn fields(&self) -> Option<(&str, &str)> {
        if self.surname.is_none() && self.given.is_none() {
            return None;
        }
        Some((text(&self.surname), text(&self.given)))
    }
}

/// The text of a part, empty where there is none.
pub fn text(part: &Option<Part>) -> &str {
    part.as_ref().map_or("", |part| part.text.as_str())
}

/// The name field of hand-copied MRZ lines.
fn zone_of_lines(record: &Record) -> Result<Option<Part>, Stop> {
    let lines = record.get("mrz").items().iter();
    let lines: Result<Vec<&str>, Stop> = lines
        .map(|line| match line {
            Value::Text(text) => Ok(text.expose()),
            other => Err(super::stop_of(other)),
        })
        .collect();
    let parsed = mrz::parse(&lines?).ok();
    Ok(parsed.map(|parsed| Part { text: parsed.name, path: join(&record.path, "mrz") }))
}
