//! A person as one entry of an application names them.

use std::cell::OnceCell;

use super::reading::Reading;
use crate::expr::Stop;
use crate::fact::{Record, Value, join};
use crate::text::mrz::{self, Field};
use crate::text::{Defect, Kind, character};

/// A name and where it stands.
pub struct Part {
    /// As typed or copied.
    pub text: String,
    /// Its path.
    pub path: String,
    slips: OnceCell<Vec<Defect>>,
    /// Nothing where the text is clean as it is.
    clean: OnceCell<Option<String>>,
}

impl Part {
    fn new(text: String, path: String) -> Self {
        Self { text, path, slips: OnceCell::new(), clean: OnceCell::new() }
    }

    /// What is wrong with its single characters, judged without another name.
    pub fn slips(&self) -> &[Defect] {
        self.slips.get_or_init(|| character::judge(&self.text, Kind::Name))
    }

    /// Without what is wrong with its single characters. A copy is typed by hand too: its slips are not what is printed.
    pub fn clean(&self) -> &str {
        let cured = || (!character::is_clean(&self.text, Kind::Name)).then(|| character::clean(&self.text, Kind::Name));
        self.clean.get_or_init(cured).as_deref().unwrap_or(&self.text)
    }
}

/// One way in which an entry names a person.
#[derive(Clone, Copy)]
pub enum Layout<'a> {
    /// A field for the surname and one for the given names; one of them may be left out.
    Fields(Option<&'a Part>, Option<&'a Part>),
    /// One field for the full name.
    Full(&'a Part),
}

/// A person as one entry names them.
pub struct Person {
    surname: Option<Part>,
    given: Option<Part>,
    full: Option<Part>,
    /// The number of the document that the entry names or is.
    number: Option<String>,
    /// The name field of a machine-readable zone that was copied by hand.
    pub zone: Option<Part>,
    /// The same as read from the picture.
    pub picture: Option<Picture>,
}

/// A name that was read from the picture of a document.
pub struct Picture {
    /// The name field.
    pub name: Part,
    /// Where it was read.
    pub reading: Reading,
    /// Whether surname and given names were read surely.
    pub sure: [bool; 2],
}

impl Picture {
    fn of(record: &Record) -> Result<Option<Self>, Stop> {
        Ok(Reading::of(record)?.map(|reading| Self {
            name: Part::new(reading.mrz.name.clone(), reading.path.clone()),
            sure: [Field::Surname, Field::GivenNames].map(|field| reading.is_sure(field)),
            reading,
        }))
    }
}

impl Person {
    /// The names of an entry; what is withheld stops.
    pub fn of(record: &Record) -> Result<Self, Stop> {
        let part = |key: &str| match record.get(key) {
            Value::Text(text) => Ok(Some(Part::new(text.expose().to_owned(), join(&record.path, key)))),
            Value::Absent => Ok(None),
            other => Err(super::stop_of(other)),
        };
        let holder = part("holder")?;
        let number = ["document_number", "number"].into_iter().find_map(|key| record.text(key).map(str::to_owned));
        Ok(Self {
            number,
            surname: part("surname")?,
            given: part("given_names")?,
            full: part("name")?.or(holder),
            zone: match part("mrz_name")? {
                Some(zone) => Some(zone),
                None => zone_of_lines(record)?,
            },
            picture: Picture::of(record)?,
        })
    }

    /// Whether the entry names the very document whose lines were read, which its number tells.
    pub fn has_number_of(&self, reading: &Reading) -> bool {
        let plain = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
        let read = plain(&reading.mrz.number);
        reading.is_sure(Field::Number)
            && !read.is_empty()
            && self.number.as_ref().is_some_and(|number| plain(number).eq_ignore_ascii_case(&read))
    }

    /// The ways in which the entry names the person, apart from the machine-readable zone.
    pub fn layouts(&self) -> impl Iterator<Item = Layout<'_>> {
        let fields = (self.surname.is_some() || self.given.is_some())
            .then_some(Layout::Fields(self.surname.as_ref(), self.given.as_ref()));
        fields.into_iter().chain(self.full.as_ref().map(Layout::Full))
    }
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
    Ok(parsed.map(|parsed| Part::new(parsed.name, join(&record.path, "mrz"))))
}
