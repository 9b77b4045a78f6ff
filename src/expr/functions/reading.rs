//! The machine-readable zone of a document's picture, as far as what was read may be held against anything.

mod grid;
mod kind;

use std::sync::LazyLock;

use super::judged;
use crate::expr::Stop;
use crate::fact::schema::ROOT;
use crate::fact::{Record, Type, Value, join};
use crate::text::mrz::{self, Extent, Field, Mrz};

/// Where the lines stand among the fields of a document: most have none, and that must be seen at once.
static LINES: LazyLock<Option<usize>> = LazyLock::new(|| match &ROOT.field("documents")?.ty {
    Type::List(item) if let Type::Record(shape) = &**item => shape.index("mrz_lines"),
    _ => None,
});

/// The lines that were read of a document. None where it is no document, or nothing was read: what is not known stops nobody, for what
/// was typed can be judged without.
fn lines(record: &Record) -> &[Value] {
    let index = LINES.filter(|_| &*record.shape.name == "document");
    index.and_then(|index| record.fields.get(index)).map_or(&[], Value::items)
}

/// What was read from a picture.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The path of the picture, `documents[0].file`.
    pub path: String,
    /// Its fields.
    pub mrz: Mrz,
    /// The lines themselves.
    pub lines: Vec<String>,
    valid: bool,
    doubtful: Vec<(usize, usize)>,
    repaired: Vec<(usize, usize)>,
    quad: Option<grid::Quad>,
    page: i64,
    whole: Value,
}

impl Reading {
    /// What was read of a document; nothing where that is no zone of ICAO's.
    pub fn of(document: &Record) -> Result<Option<Self>, Stop> {
        let given = lines(document);
        if given.is_empty() {
            return Ok(None);
        }
        let mut lines = Vec::with_capacity(given.len());
        for line in given {
            match line {
                Value::Text(text) => lines.push(text.expose()),
                other => return Err(super::stop_of(other)),
            }
        }
        let Ok(mrz) = mrz::parse(&lines) else { return Ok(None) };
        if document.text("mrz_format").is_some_and(|format| format != mrz.format.name()) {
            return Ok(None);
        }
        Ok(Some(Self {
            path: join(&document.path, "file"),
            valid: mrz.is_valid() && !matches!(document.get("mrz_valid"), Value::Bool(false)),
            lines: lines.into_iter().map(str::to_owned).collect(),
            doubtful: places(document.get("mrz_doubtful")),
            repaired: places(document.get("mrz_repaired")),
            quad: grid::quad(document.get("mrz_quad").items()),
            page: if let Value::Int(page) = document.get("page") { *page } else { 1 },
            whole: document.get("mrz_region").clone(),
            mrz,
        }))
    }

    /// Whether anything was read of an entry that names a person.
    pub fn is_in(document: &Record) -> bool {
        // What is withheld is asked for, so that it is said to be withheld.
        !lines(document).is_empty() && !matches!(Self::of(document), Ok(None))
    }

    /// Whether what a field says may be held against something: every character was read surely, and a check digit speaks for it.
    ///
    /// Neither the name nor code, states and sex have one of their own. For the name, of which a letter is soon seen to be wrong, it is
    /// enough that the grid of characters lies right; the others need every check digit, whatever else is in doubt.
    pub fn is_sure(&self, field: Field) -> bool {
        let read = !self.any(&self.doubtful, self.mrz.extent(field));
        let confirmed = match field {
            Field::Number => self.lies_right() && self.mrz.holds("number"),
            Field::Birth => self.lies_right() && self.mrz.holds("birth"),
            Field::Expiry => self.lies_right() && self.mrz.holds("expiry"),
            Field::Name | Field::Surname | Field::GivenNames => self.lies_right(),
            Field::Code | Field::Issuer | Field::Nationality | Field::Sex => self.mrz.is_valid(),
        };
        read && (self.valid || confirmed)
    }

    /// Whether all of it was read surely, and every check digit holds.
    pub fn is_valid(&self) -> bool {
        self.valid
    }

    /// Whether a line was read without doubt.
    pub fn is_line_sure(&self, line: usize) -> bool {
        !self.doubtful.iter().any(|(doubtful, _)| *doubtful == line)
    }

    /// Whether any character was not read surely.
    pub fn has_doubt(&self) -> bool {
        !self.doubtful.is_empty()
    }

    /// Whether one character was read surely.
    pub fn is_read(&self, line: usize, column: usize) -> bool {
        !self.doubtful.contains(&(line, column))
    }

    /// The area of the whole zone.
    pub fn whole(&self) -> Value {
        if is_area(&self.whole) {
            return self.whole.clone();
        }
        let Some(quad) = &self.quad else { return Value::Absent };
        grid::region(self.page, grid::area(quad, (1, 1), Extent { line: 0, from: 0, to: 1 }))
    }

    /// A grid that is shifted has all check digits wrong, but by chance, and but for a date that comes to lie where another one should:
    /// two of three hold hardly ever. Fillers hold always, and say nothing.
    pub fn lies_right(&self) -> bool {
        let filled = [
            ("number", self.mrz.number.as_str()),
            ("birth", self.mrz.birth.as_str()),
            ("expiry", self.mrz.expiry.as_str()),
        ];
        let holds =
            |(name, text): &(&str, &str)| self.mrz.holds(name) && text.chars().any(|c| c.is_ascii_alphanumeric());
        filled.iter().filter(|field| holds(field)).count() >= 2
    }

    /// Whether a character of a field was exchanged for its look-alike.
    pub fn is_repaired(&self, field: Field) -> bool {
        self.any(&self.repaired, self.mrz.extent(field))
    }

    fn any(&self, places: &[(usize, usize)], extent: Extent) -> bool {
        places.iter().any(|(line, column)| extent.holds(*line, *column))
    }

    /// The area of some characters in the picture; of the whole zone where the grid is not known.
    pub fn region(&self, extent: Extent) -> Value {
        match &self.quad {
            Some(quad) => grid::region(self.page, grid::area(quad, self.mrz.format.size(), extent)),
            None => self.whole(),
        }
    }

    /// Points a result at the area of some characters.
    pub fn show(&self, result: &mut Value, extent: Extent) {
        judged::amend(result, "region", self.region(extent));
        judged::amend(result, "place", Value::text(words(extent)));
    }
}

/// What is said of a field of which a character was exchanged.
pub const REPAIRED: &str = "one character of it was read as its look-alike and exchanged since the check digits call for it, so look at the document";

/// Whether a region is one: that of no zone is there, and holds nothing.
pub fn is_area(region: &Value) -> bool {
    region.record().is_some_and(|region| matches!(region.get("x"), Value::Double(_)))
}

/// Pairs of line and column, from 1, as places from 0.
fn places(value: &Value) -> Vec<(usize, usize)> {
    let number = |value: &Value| match value {
        Value::Int(number) => usize::try_from(*number).ok()?.checked_sub(1),
        _ => None,
    };
    let pairs = value.items().as_chunks::<2>().0.iter();
    pairs.filter_map(|[line, column]| Some((number(line)?, number(column)?))).collect()
}

/// Some characters as people count them.
pub fn words(at: Extent) -> String {
    match at.to.saturating_sub(at.from) {
        0 | 1 => format!("line {}, character {}", at.line + 1, at.from + 1),
        2 => format!("line {}, characters {} and {}", at.line + 1, at.from + 1, at.to),
        _ => format!("line {}, characters {} to {}", at.line + 1, at.from + 1, at.to),
    }
}

/// The field of the zone from which a value under this key was read.
pub fn field_of(key: &str) -> Option<Field> {
    Some(match key {
        "number" | "document_number" => Field::Number,
        "birth_date" => Field::Birth,
        "expiry_date" => Field::Expiry,
        "nationality" => Field::Nationality,
        "document_country" => Field::Issuer,
        "sex" => Field::Sex,
        "surname" => Field::Surname,
        "given_names" => Field::GivenNames,
        "name" => Field::Name,
        _ => return None,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::*;

    pub(super) const TD3: [&str; 2] =
        ["P<SWELINDQVIST<<ELSA<MARIA<<<<<<<<<<<<<<<<<<", "AA12345678SWE9004126F3204153<<<<<<<<<<<<<<<2"];
    const EVERY: [Field; 10] = [
        Field::Code,
        Field::Issuer,
        Field::Name,
        Field::Surname,
        Field::GivenNames,
        Field::Number,
        Field::Nationality,
        Field::Birth,
        Field::Sex,
        Field::Expiry,
    ];

    pub(super) fn document(lines: &[&str], doubtful: &[i64], format: &str) -> Record {
        let field = ROOT.field("documents").unwrap();
        let Type::List(item) = &field.ty else { panic!() };
        let Type::Record(shape) = &**item else { panic!() };
        let mut record = Record::blank(&Arc::clone(shape), "documents[0]");
        record.set("mrz_lines", Value::list(lines.iter().map(|line| Value::text(*line))));
        record.set("mrz_format", Value::text(format));
        record.set("mrz_doubtful", Value::list(doubtful.iter().map(|place| Value::Int(*place))));
        record
    }

    fn sure(lines: &[&str], doubtful: &[i64]) -> Vec<Field> {
        let reading = Reading::of(&document(lines, doubtful, "td3")).unwrap().unwrap();
        EVERY.into_iter().filter(|field| reading.is_sure(*field)).collect()
    }

    #[test]
    fn a_valid_zone_is_sure_where_nothing_is_doubtful() {
        assert_eq!(sure(&TD3, &[]), EVERY);
        let without = |field: Field| EVERY.into_iter().filter(|other| *other != field).collect::<Vec<_>>();
        assert_eq!(sure(&TD3, &[2, 12]), without(Field::Nationality));
        assert_eq!(sure(&TD3, &[2, 10]), without(Field::Number), "its check digit");
        assert_eq!(sure(&TD3, &[2, 40]), EVERY, "what nobody asks for");
    }

    #[test]
    fn a_doubtful_filler_may_be_a_letter_of_the_name() {
        let found = sure(&TD3, &[1, 15]);
        assert!(
            !found.contains(&Field::Surname) && !found.contains(&Field::GivenNames) && !found.contains(&Field::Name)
        );
        let found = sure(&TD3, &[1, 27]);
        assert!(found.contains(&Field::Surname) && !found.contains(&Field::GivenNames));
    }

    #[test]
    fn without_the_whole_zone_check_digits_speak_for_their_fields() {
        let slip = TD3[1].replacen("AA12345678", "AA12345778", 1);
        let wanted = [Field::Name, Field::Surname, Field::GivenNames, Field::Birth, Field::Expiry];
        assert_eq!(sure(&[TD3[0], &slip], &[]), wanted);
        let shifted: String = TD3[1].chars().skip(1).chain(['<']).collect();
        assert!(sure(&[TD3[0], &shifted], &[]).is_empty());
    }

    #[test]
    fn the_rest_of_a_cut_passport_is_no_smaller_document() {
        // Without its first eight columns the expiry lies where a smaller document has the birth.
        let cut: Vec<&str> = TD3.iter().map(|line| &line[8..]).collect();
        let reading = Reading::of(&document(&cut, &[], "td2")).unwrap().unwrap();
        assert!(reading.mrz.holds("birth") && EVERY.into_iter().all(|field| !reading.is_sure(field)));
    }

    #[test]
    fn what_is_not_read_or_of_no_format_is_no_zone() {
        assert!(Reading::of(&document(&TD3, &[], "national")).unwrap().is_none());
        assert!(Reading::of(&document(&TD3, &[], "td1")).unwrap().is_none());
        assert!(Reading::of(&document(&TD3[..1], &[], "td3")).unwrap().is_none());
        let mut record = document(&TD3, &[], "td3");
        record.set("mrz_lines", Value::unknown("the picture was not decoded"));
        assert!(Reading::of(&record).unwrap().is_none() && !Reading::is_in(&record));
        record.set("mrz_lines", Value::list([Value::Withheld("<mrz:1>".into())]));
        assert!(Reading::of(&record).is_err() && Reading::is_in(&record));
    }

    #[test]
    fn places_in_words() {
        assert_eq!(words(Extent { line: 1, from: 20, to: 21 }), "line 2, character 21");
        assert_eq!(words(Extent { line: 0, from: 12, to: 14 }), "line 1, characters 13 and 14");
        assert_eq!(words(Extent { line: 1, from: 0, to: 9 }), "line 2, characters 1 to 9");
    }
}
