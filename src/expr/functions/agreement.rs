//! Values that should be one: typed values against copies from documents, and against each other.

mod apart;

use self::apart::{Difference, of_countries, of_sexes};
use super::super::function::{Function, Kind};
use super::date::today;
use super::fields::beside;
use super::judged::{self, Judged};
use super::names::is_earlier;
use super::reading::{REPAIRED, field_of};
use super::text::kind_of;
use super::zone::{entry_at, reading_at, zone_at};
use super::{items_at, text_at, text_of};
use crate::expr::{Scope, Stop};
use crate::fact::schema::DOCUMENT_KINDS;
use crate::fact::{Origin, Record, Value};
use crate::text::date;
use crate::text::mrz::Format;
use crate::text::{Against, Kind as TextKind, character, country, difference, number, phone};

pub const TABLE: &[Function] = &[
    Function {
        name: "judge_against",
        params: &[("typed", Kind::Fields), ("copies", Kind::Fields), ("document_kind", Kind::Text)],
        result: Kind::Judged,
        doc: "Every typed value against each copy of the same meaning (numbers) or the same key (dates): how they differ, with the copy as the fix where it is a slip. What belongs to one document is not held against a document of another kind than the entry names, else document_kind.",
        example: (
            "judge_against([field('L8989O2C3', 'number')], [field('L898902C3', 'number')], '')[0].fix",
            "'L898902C3'",
        ),
        reads: &[Origin::Typed],
        call: |scope, args| {
            let pairing = Pairing { scope, against: Against::Document, document_kind: text_at(args, 2)?, country: "" };
            Ok(Value::list(pairing.all(items_at(args, 0)?, items_at(args, 1)?)?))
        },
    },
    Function {
        name: "judge_same",
        params: &[
            ("typed", Kind::Fields),
            ("others", Kind::Fields),
            ("document_kind", Kind::Text),
            ("country", Kind::Text),
        ],
        result: Kind::Judged,
        doc: "Every typed value against each other one of the same key, where neither is the authority; document_kind and country hold for entries that name none.",
        example: ("judge_same([field('a@b.com', 'email')], [field('a@b.com', 'email')], '', '')[0].verdict", "'ok'"),
        reads: &[Origin::Typed],
        call: |scope, args| {
            let (document_kind, country) = (text_at(args, 2)?, text_at(args, 3)?);
            let pairing = Pairing { scope, against: Against::Typed, document_kind, country };
            Ok(judged::against_first(pairing.all(items_at(args, 0)?, items_at(args, 1)?)?))
        },
    },
];

/// Keys of what belongs to one document; everything else belongs to the person, and is the same in all of them.
const OF_A_DOCUMENT: &[&str] = &["document_number", "number", "issue_date", "expiry_date", "document_country"];

/// Copies of one document against what was read from its picture.
pub fn against_picture(scope: &Scope<'_>, copies: &[Value], read: &[Value]) -> Result<Vec<Value>, Stop> {
    Pairing { scope, against: Against::Document, document_kind: "", country: "" }.all(copies, read)
}

/// How values are held against each other.
struct Pairing<'a> {
    scope: &'a Scope<'a>,
    against: Against,
    /// The kind of document that an entry is about which names none.
    document_kind: &'a str,
    /// The country of an entry that names none.
    country: &'a str,
}

/// A value with its place.
struct Side<'a> {
    value: &'a str,
    path: &'a str,
    key: &'a str,
    section: &'a str,
    meaning: &'a str,
}

impl<'a> Side<'a> {
    fn of(field: &'a Record) -> Result<Self, Stop> {
        let text = |key| text_of(field, key);
        Ok(Self {
            value: text("value")?,
            path: text("path")?,
            key: text("key")?,
            section: text("section")?,
            meaning: text("meaning")?,
        })
    }
}

impl Pairing<'_> {
    fn all(&self, typed: &[Value], others: &[Value]) -> Result<Vec<Value>, Stop> {
        let mut found = Vec::new();
        for typed in typed.iter().filter_map(Value::record) {
            let typed = Side::of(typed)?;
            for other in others.iter().filter_map(Value::record) {
                let other = Side::of(other)?;
                if self.belong_together(&typed, &other) {
                    self.judge(&typed, &other, &mut found)?;
                }
            }
        }
        Ok(found)
    }

    /// Numbers by meaning, since a form calls it `document_number` and a document `number`; everything else by key.
    fn belong_together(&self, typed: &Side<'_>, other: &Side<'_>) -> bool {
        let same_place = typed.path == other.path && typed.path != "it";
        let same_meaning = typed.meaning == other.meaning && (typed.meaning == "number" || typed.key == other.key);
        let apart = || OF_A_DOCUMENT.contains(&typed.key) && self.of_another_document(typed, other);
        same_meaning && !same_place && !is_earlier(typed.path, other.path) && !apart()
    }

    /// Whether one side is about a document of another kind than the other. What a picture shows is of the kind that it shows.
    fn of_another_document(&self, typed: &Side<'_>, other: &Side<'_>) -> bool {
        let Some(kind) = self.document_kind(typed) else { return false };
        let shown = reading_at(self.scope.facts, other.path).map_or(&[][..], |reading| reading.kinds());
        if !shown.is_empty() && !shown.contains(&kind) {
            return true;
        }
        let named = self.document_kind(other).filter(|named| shown.is_empty() || shown.contains(named));
        named.is_some_and(|named| named != kind)
    }

    /// The kind of document that a value belongs to, where it is one of the known kinds.
    fn document_kind(&self, side: &Side<'_>) -> Option<&str> {
        let kind = match side.section {
            "documents" => beside(self.scope, side.path, "kind"),
            _ => beside(self.scope, side.path, "document_kind").or(Some(self.document_kind)),
        };
        kind.filter(|kind| DOCUMENT_KINDS.contains(kind))
    }

    fn country(&self, side: &Side<'_>) -> Option<&str> {
        beside(self.scope, side.path, "country").or(Some(self.country)).filter(|country| !country.is_empty())
    }

    fn judge(&self, typed: &Side<'_>, other: &Side<'_>, found: &mut Vec<Value>) -> Result<(), Stop> {
        let about = |relation: &str, verdict: &str| {
            Judged::about(typed.path)
                .with("related", Value::text(other.path))
                .with("relation", Value::text(relation))
                .with("verdict", Value::text(verdict))
        };
        let reading = reading_at(self.scope.facts, other.path);
        let place = field_of(other.key);
        let repaired = match (&reading, place) {
            (Some(reading), Some(place)) => reading.is_repaired(place),
            _ => false,
        };
        if typed.value == other.value {
            // What agrees only since a character was exchanged says nothing.
            if !repaired {
                found.push(about("exact", "ok").value());
            }
            return Ok(());
        }
        let Difference { relation, slip, mut defects, fix } = match (typed.meaning, typed.key) {
            ("number", _) => self.of_numbers(typed, other),
            ("date", _) => self.of_dates(typed, other)?,
            (_, "sex") if self.against == Against::Document => match of_sexes(typed, other) {
                Some(difference) => difference,
                None => return Ok(()),
            },
            ("country", _) if self.against == Against::Document => match of_countries(typed, other) {
                Some(difference) => difference,
                None => return Ok(()),
            },
            _ => self.of_others(typed, other)?,
        };
        let Some(relation) = relation else {
            if !repaired {
                found.push(about("same-value", "ok").value());
            }
            return Ok(());
        };
        if !slip && typed.meaning == "number" && self.may_be_another_number(typed, other) {
            return Ok(());
        }
        if repaired {
            for defect in &mut defects {
                defect.note = format!("{}; {REPAIRED}", defect.note);
            }
        }
        let from = found.len();
        let verdict = if slip { "fixable" } else { "mismatch" };
        let fix = match (self.against, slip) {
            (Against::Document, true) => fix,
            // Another document's number is no slip; the one to type is still that of the document in hand.
            (Against::Document, false) if typed.meaning == "number" => {
                Some(character::clean(other.value, TextKind::Number))
            }
            // Of two words there is one for what the document says, and a picture is not miscopied.
            (Against::Document, false) if matches!(typed.meaning, "country" | "prose") || reading.is_some() => fix,
            _ => None,
        };
        if defects.is_empty() {
            found.push(about(&relation, verdict).value());
        }
        for defect in &defects {
            found.push(about(&relation, verdict).defect(defect).with("fix", Value::maybe_text(fix.as_deref())).value());
        }
        if let (Some(reading), Some(place)) = (reading, place) {
            for result in found.iter_mut().skip(from) {
                reading.show(result, reading.mrz.place(place));
            }
        }
        Ok(())
    }

    /// Whether a number that is not the one in the machine-readable zone may be right all the same: cards of some issuers have the
    /// number of the blank there, or that of the person in the optional data.
    fn may_be_another_number(&self, typed: &Side<'_>, other: &Side<'_>) -> bool {
        let has_zone = entry_at(self.scope.facts, other.path).is_some_and(|_| other.key == "number");
        let zone = if has_zone { zone_at(self.scope.facts, other.path) } else { None };
        zone.is_some_and(|zone| {
            let card = matches!(zone.format, Format::Td1 | Format::Td2);
            card && self.document_kind(typed) != Some("passport")
        })
    }

    fn of_numbers(&self, typed: &Side<'_>, other: &Side<'_>) -> Difference {
        let judged = |value: &str, document: &str| {
            let context = number::Context {
                kind: self.document_kind(typed),
                country: beside(self.scope, typed.path, "document_country"),
                document: Some(document),
                against: self.against,
                max_length: None,
            };
            number::judge(value, &context)
        };
        let judgement = judged(typed.value, other.value);
        // Where neither is the authority, how the other one is written is a difference too, whichever of them comes first.
        let mut theirs = match self.against {
            Against::Typed => judged(other.value, typed.value).defects,
            Against::Document => Vec::new(),
        };
        theirs.retain(|defect| number::is_presentation(&defect.code));
        let gravest = number::gravest(judgement.defects.iter().chain(&theirs));
        Difference {
            relation: gravest.map(|defect| defect.code.to_string()),
            slip: judgement.fix.is_some() || judgement.is_clean(),
            defects: judgement.defects,
            fix: judgement.fix,
        }
    }

    fn of_dates(&self, typed: &Side<'_>, other: &Side<'_>) -> Result<Difference, Stop> {
        let today = today(self.scope)?;
        let readings = |text: &str| date::parse(&character::clean(text, TextKind::Date), today).dates;
        let (mine, theirs) = (readings(typed.value), readings(other.value));
        // A date that can be read in two ways agrees with either.
        if same_text(typed, other)? || mine.iter().any(|date| theirs.contains(date)) {
            return Ok(Difference::default());
        }
        let (defect, slip, fix) = match (mine.as_slice(), theirs.as_slice()) {
            ([mine], [theirs]) => {
                let as_typed = (typed.value != mine.iso() || other.value != theirs.iso()).then_some(self.against);
                (mine.difference(*theirs, as_typed), mine.is_slip_for(*theirs), theirs.iso())
            }
            _ => (difference::describe(typed.value, other.value), false, other.value.to_owned()),
        };
        // A document prints 12 AUG 74; a form takes year-month-day.
        Ok(Difference::of(defect, slip, &fix))
    }

    fn of_others(&self, typed: &Side<'_>, other: &Side<'_>) -> Result<Difference, Stop> {
        let kind = kind_of(typed.meaning)?;
        let (mine, theirs) = (character::clean(typed.value, kind), character::clean(other.value, kind));
        let same = mine == theirs
            || match typed.meaning {
                "phone" => phone::is_same((&mine, self.country(typed)), (&theirs, self.country(other))),
                "email" => mine.to_lowercase() == theirs.to_lowercase(),
                "country" => country::canonical(&mine).is_some_and(|code| Some(code) == country::canonical(&theirs)),
                _ => false,
            };
        if same {
            return Ok(Difference::default());
        }
        Ok(Difference::of(difference::describe(typed.value, other.value), false, other.value))
    }
}

/// Whether two texts are one but for the forms of their characters.
fn same_text(typed: &Side<'_>, other: &Side<'_>) -> Result<bool, Stop> {
    let kind = kind_of(typed.meaning)?;
    Ok(character::clean(typed.value, kind) == character::clean(other.value, kind))
}
