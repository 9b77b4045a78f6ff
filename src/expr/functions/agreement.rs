//! Values that should be one: typed values against copies from documents, and against each other.

use super::super::function::{Function, Kind};
use super::date::today;
use super::fields::beside;
use super::judged::{self, Judged};
use super::names::is_earlier;
use super::text::kind_of;
use super::{items_at, text_at, text_of};
use crate::expr::{Scope, Stop};
use crate::fact::schema::DOCUMENT_KINDS;
use crate::fact::{Origin, Record, Value};
use crate::text::date::{self, Date};
use crate::text::{Against, Defect, Kind as TextKind, character, country, difference, number, phone};

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
        let kinds = || (self.document_kind(typed), self.document_kind(other));
        let another_document = || matches!(kinds(), (Some(kind), Some(other)) if kind != other);
        same_meaning
            && !same_place
            && !is_earlier(typed.path, other.path)
            && !(OF_A_DOCUMENT.contains(&typed.key) && another_document())
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
        if typed.value == other.value {
            found.push(about("exact", "ok").value());
            return Ok(());
        }
        let Difference { relation, slip, defects, fix } = match typed.meaning {
            "number" => self.of_numbers(typed, other),
            "date" => self.of_dates(typed, other)?,
            _ => self.of_others(typed, other)?,
        };
        let Some(relation) = relation else {
            found.push(about("same-value", "ok").value());
            return Ok(());
        };
        let verdict = if slip { "fixable" } else { "mismatch" };
        let fix = fix.filter(|_| self.against == Against::Document && slip);
        if defects.is_empty() {
            found.push(about(&relation, verdict).value());
        }
        for defect in &defects {
            found.push(about(&relation, verdict).defect(defect).with("fix", Value::maybe_text(fix.as_deref())).value());
        }
        Ok(())
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
        let mut defect = difference::describe(typed.value, other.value);
        let mut slip = false;
        if let ([mine], [theirs]) = (mine.as_slice(), theirs.as_slice()) {
            slip = is_slip(*mine, *theirs);
            if is_turned(*mine, *theirs) {
                defect.note = "day and month have changed places".to_owned();
            } else if typed.value != mine.iso() || other.value != theirs.iso() {
                // Where the two are written otherwise, the places of single characters say nothing.
                defect = Defect::whole(defect.code, note(*mine, *theirs, self.against));
            }
        }
        Ok(Difference::of(defect, slip, other.value))
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

/// What parts two values; no relation where nothing does.
#[derive(Default)]
struct Difference {
    relation: Option<String>,
    /// Whether one is the other with slips.
    slip: bool,
    /// Of the typed value.
    defects: Vec<Defect>,
    fix: Option<String>,
}

impl Difference {
    fn of(defect: Defect, slip: bool, other: &str) -> Self {
        Self { relation: Some(defect.code.to_string()), slip, defects: vec![defect], fix: Some(other.to_owned()) }
    }
}

/// Whether two texts are one but for the forms of their characters.
fn same_text(typed: &Side<'_>, other: &Side<'_>) -> Result<bool, Stop> {
    let kind = kind_of(typed.meaning)?;
    Ok(character::clean(typed.value, kind) == character::clean(other.value, kind))
}

/// Whether a day is another by a slip: day and month turned, or one digit wrong or two exchanged. A day of another year is no slip.
fn is_slip(mine: Date, theirs: Date) -> bool {
    let one_edit = || {
        let found = difference::describe(&mine.iso(), &theirs.iso());
        !found.at.is_empty()
    };
    mine.year == theirs.year && (is_turned(mine, theirs) || one_edit())
}

fn is_turned(mine: Date, theirs: Date) -> bool {
    mine.year == theirs.year && mine.month == theirs.day && mine.day == theirs.month
}

fn note(mine: Date, theirs: Date, against: Against) -> String {
    let parts =
        [("year", mine.year != theirs.year), ("month", mine.month != theirs.month), ("day", mine.day != theirs.day)];
    let differing: Vec<&str> = parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect();
    format!("{} has another {}", against.subject(), differing.join(" and "))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use super::*;
    use crate::expr::{Index, Memo, Names, compile};
    use crate::fact::schema::ROOT;
    use crate::fact::{Strictness, build};
    use crate::rule::Pack;
    use crate::source::Source;

    /// Relation and verdict of the first result.
    fn judged(application: &str, condition: &str) -> Option<(String, String)> {
        let pack = Pack::embedded().unwrap();
        let source = Arc::new(Source::new("a.toml", application.to_owned()));
        let facts = build(&source.parse().0, &ROOT, &source, Strictness::File).record;
        let names = Names { facts: Arc::clone(&ROOT), pack: Arc::clone(&pack.data.shape), it: None };
        let (memo, index) = (Memo::default(), Index::default());
        let scope = Scope {
            facts: &facts,
            pack: &pack.data,
            portals: &pack.portals,
            it: None,
            today: jiff::civil::date(2026, 5, 19),
            memo: &memo,
            index: &index,
            steps: Cell::new(0),
        };
        let found = compile(condition, &names, true).unwrap().eval(&scope).unwrap();
        let first = found.items().first()?.record()?;
        Some((first.text("relation")?.to_owned(), first.text("verdict")?.to_owned()))
    }

    #[test]
    fn the_order_of_forms_does_not_matter() {
        let condition = r#"judge_same(fields_in(["forms"], ["document_number", "birth_date", "phone"]), fields_in(["forms"], ["document_number", "birth_date", "phone"]), "", "")"#;
        for (key, one, other, relation, verdict) in [
            ("document_number", "L898902C3", "L898902C3", "exact", "ok"),
            ("document_number", "l898902c3", "L898 902 C3", "docnum-case", "fixable"),
            ("document_number", "L898902C3", "Ｌ898902C3", "full-width", "fixable"),
            ("document_number", "L898902C3 ", "l898902c3", "docnum-case", "fixable"),
            ("document_number", "L8989O2C3", "l898902c3", "docnum-o-zero", "fixable"),
            ("document_number", "X1234567", "L898902C3", "docnum-mismatch", "mismatch"),
            ("document_number", " ", " ", "exact", "ok"),
            ("birth_date", "12 APR 1990", "1990-04-12", "same-value", "ok"),
            ("birth_date", "1990-12-04", "1990-04-12", "different-value", "fixable"),
            ("birth_date", "1991-04-12", "1990-04-12", "different-value", "mismatch"),
            ("phone", "070-174 06 35", "+46701740635", "same-value", "ok"),
            ("phone", "070-174 06 36", "+46701740635", "different-value", "mismatch"),
        ] {
            for (first, second) in [(one, other), (other, one)] {
                let application = format!("[[forms]]\n{key} = '{first}'\n[[forms]]\n{key} = '{second}'\n");
                let found = judged(&application, condition);
                assert_eq!(found, Some((relation.to_owned(), verdict.to_owned())), "{first:?} {second:?}");
            }
        }
    }

    #[test]
    fn only_documents_of_one_kind_are_held_against_each_other() {
        let condition = r#"judge_against(fields_in(["identity"], ["document_number", "birth_date"]), fields_in(["documents"], ["number", "birth_date"]), "passport")"#;
        let document = |kind: &str, what: &str| format!("[identity]\n{what} = '1990-04-12'\n[[documents]]\n{kind}\n");
        let number = |kind: &str| document(kind, "document_number") + "number = 'L898902C3'\n";
        assert_eq!(judged(&number("kind = 'national_id'"), condition), None);
        assert!(judged(&number("kind = 'passport'"), condition).is_some());
        assert!(judged(&number("kind = 'no kind at all'"), condition).is_some());
        assert!(judged(&number(""), condition).is_some());
        let birth = document("kind = 'national_id'", "birth_date") + "birth_date = '1990-04-12'\n";
        assert_eq!(judged(&birth, condition), Some(("exact".to_owned(), "ok".to_owned())));
    }
}
