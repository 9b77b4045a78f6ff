//! A typed name against the name that was read from the picture of a document.

use unicode_script::{Script, UnicodeScript};

use super::zone::halves;
use super::{Authority, Pair, is_sure, outcome};
use crate::expr::functions::judged::{amend, part};
use crate::expr::functions::person::{Layout, Part, Picture};
use crate::fact::Value;
use crate::text::mrz::Field;
use crate::text::name;

/// What the lines leave open, where nothing else of the document is known.
const ONLY_LINES: &str =
    "only the machine-readable lines are read, and the page may print what they cannot, as MÜLLER for MUELLER";

/// Why another name is a slip all the same.
const SAME_NUMBER: &str = "the number is that of this document, so it is its holder's name";

impl Pair<'_> {
    /// Adds what the picture says to the results from `from` on, which copies by hand gave; `sure` where they could be read against
    /// what was typed.
    ///
    /// Copies that agree with the picture say more than its lines can: those have no Ü and no hyphen. Other copies are wrong, which is
    /// told elsewhere, and nothing is held against them.
    pub(super) fn beside_picture(
        &self,
        typed: Layout<'_>,
        picture: &Picture,
        (from, sure): (usize, bool),
        found: &mut Vec<Value>,
    ) {
        let is_copied = self.other.zone.is_some() || self.other.layouts().next().is_some();
        if is_copied && sure && self.copies_agree(picture) {
            for result in found.iter_mut().skip(from) {
                show(result, typed, picture);
            }
            return;
        }
        found.truncate(from);
        self.against_picture(typed, picture, found);
    }

    /// Whether what was copied by hand of the other is what its picture shows, as far as that can be told.
    fn copies_agree(&self, picture: &Picture) -> bool {
        let own = Pair { typed: self.other, authority: Authority::None, ..*self };
        let mut results = Vec::new();
        for copy in self.other.layouts() {
            own.against_lines(copy, picture, &mut results);
        }
        let is_fine = |result: &Value| {
            !is_sure(result) || result.record().is_some_and(|record| record.text("verdict") == Some("ok"))
        };
        // The zone as copied counts only where nothing else is.
        let zone = self.other.zone.as_ref().filter(|_| self.other.layouts().next().is_none());
        let same = |zone: &Part| zone.text.trim_end_matches('<') == picture.name.text;
        results.iter().all(is_fine) && zone.is_none_or(|zone| same(zone) || picture.sure != [true, true])
    }

    /// Adds a result for every field. Names in other letters than Latin ones are spelt in lines in more ways than any table has: one
    /// that does not fit is no finding.
    fn against_lines(&self, typed: Layout<'_>, picture: &Picture, found: &mut Vec<Value>) {
        let from = found.len();
        self.against_zone(typed, &picture.name, picture.sure, found);
        for result in found.iter_mut().skip(from) {
            let Some(record) = result.record().filter(|record| part(record, "defect").is_given()) else { continue };
            let field = record.text("field").unwrap_or_default();
            let foreign = |part: &&Part| part.path == field && has_other_letters(part.clean());
            if let Some(part) = parts(typed).into_iter().flatten().find(foreign) {
                *result = outcome::not_comparable(part, &picture.name);
            }
        }
    }

    /// Adds a result for every field that was compared with the picture alone.
    pub(super) fn against_picture(&self, typed: Layout<'_>, picture: &Picture, found: &mut Vec<Value>) {
        let from = found.len();
        self.against_lines(typed, picture, found);
        let only_lines = self.other.layouts().next().is_none();
        for result in found.iter_mut().skip(from) {
            let Some(record) = result.record() else { continue };
            let (defect, note) = (record.text("defect").map(str::to_owned), record.text("note").map(str::to_owned));
            let Some(defect) = defect else { continue };
            let field = record.text("field").unwrap_or_default();
            let has_fix = part(record, "fix").is_given();
            let own = parts(typed).into_iter().flatten().find(|part| part.path == field);
            let beyond_lines = defect != "case" && own.is_some_and(|part| has_more_than_lines(part.clean()));
            let same_document = self.typed.has_number_of(&picture.reading);
            let cure = (same_document && !has_fix).then(|| printed(typed, field, picture)).flatten();
            let mut note = note;
            if beyond_lines {
                // The lines do not know the whole string.
                amend(result, "fix", Value::Absent);
            } else if let Some(name) = cure {
                // Another name in the same document is no other person.
                amend(result, "fix", Value::text(name));
                note = Some(note.map_or(SAME_NUMBER.to_owned(), |note| format!("{note}; {SAME_NUMBER}")));
                amend(result, "note", Value::maybe_text(note.as_deref()));
            }
            if defect != "case" {
                amend(result, "ask", Value::Bool(true));
            }
            if only_lines {
                let note = note.map_or(ONLY_LINES.to_owned(), |note| format!("{note}; {ONLY_LINES}"));
                amend(result, "note", Value::text(note));
            }
            show(result, typed, picture);
        }
    }
}

/// The part of the name in the picture for a typed field; nothing where the lines may have cut it.
fn printed(typed: Layout<'_>, field: &str, picture: &Picture) -> Option<String> {
    let room = picture.reading.mrz.extent(Field::Name);
    if picture.name.text.trim_end_matches('<').len() >= room.to - room.from {
        return None;
    }
    let [surname, given] = halves(&name::mrz_name(&picture.name.text));
    let is = |part: Option<&Part>| part.is_some_and(|part| part.path == field);
    let name = match typed {
        Layout::Fields(left, _) if is(left) => surname,
        Layout::Fields(_, right) if is(right) => given,
        _ => return None,
    };
    Some(name).filter(|name| !name.is_empty())
}

/// Points a result with a defect at its part of the name in the picture.
fn show(result: &mut Value, typed: Layout<'_>, picture: &Picture) {
    let Some(record) = result.record().filter(|record| part(record, "defect").is_given()) else { return };
    let field = record.text("field").unwrap_or_default();
    let is = |part: Option<&Part>| part.is_some_and(|part| part.path == field);
    let place = match typed {
        Layout::Fields(surname, _) if is(surname) => Field::Surname,
        Layout::Fields(_, given) if is(given) => Field::GivenNames,
        _ => Field::Name,
    };
    let mut extent = picture.reading.mrz.place(place);
    if extent.from == extent.to {
        // A holder with one name has no given names to point at.
        extent = picture.reading.mrz.place(Field::Name);
    }
    picture.reading.show(result, extent);
}

fn parts<'a>(typed: Layout<'a>) -> [Option<&'a Part>; 2] {
    match typed {
        Layout::Fields(surname, given) => [surname, given],
        Layout::Full(full) => [Some(full), None],
    }
}

/// Whether a name is written in another script than the lines.
fn has_other_letters(name: &str) -> bool {
    name.chars().any(|c| c.is_alphabetic() && !matches!(c.script(), Script::Latin | Script::Common | Script::Inherited))
}

/// Whether a name has a letter or a sign that machine-readable lines cannot have.
fn has_more_than_lines(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '-' | '\'' | '’') || (!c.is_ascii() && c.script() == Script::Latin))
}
