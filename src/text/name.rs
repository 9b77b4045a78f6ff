//! Comparing a name as typed with the name as a document prints it.
//!
//! The convention of both strings: `", "` stands between the surname field and the given-names field; without a comma the
//! string is one full-name field. No provider publishes how it compares names beyond "must match the certificate", so the
//! verdicts are a policy: the same letters in the same order are fine, the same person spelt otherwise can be retyped as
//! printed, and a part missing, added or of another person is a mismatch.

mod abbreviation;
mod align;
mod comparison;
mod cure;
mod explain;
mod fold;
mod gap;
mod generation;
mod joiner;
mod letter;
mod lexicon;
mod look;
mod mrz_field;
mod note;
mod pair;
mod part;
mod parts;
mod path;
mod reading;
mod relation;
mod romanization;
mod syllable;
mod title;
mod transliteration;
mod typo;
mod unmask;

pub use comparison::{Comparison, Finding, Places};
pub use note::Against;
pub use reading::{is_homophone, simplest_han};
pub use relation::{Relation, Verdict};
pub use transliteration::mrz_spelling;

use std::borrow::Cow;

use align::Tables;
use comparison::Findings;
use fold::Casing;
use look::Looks;
use part::Glyph;
use parts::Name;

/// Longest name that is compared part by part, in code points; no form takes a longer one.
const MAX_CHARS: usize = 512;

/// Where on the document the name was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The visual zone: the name with its national letters and punctuation.
    Viz,
    /// The name field of the machine-readable zone: A-Z and fillers, without padding.
    Mrz,
}

/// Compares a typed name with a printed one.
///
/// Neither need be the authority: for two typed forms use the relation and the verdict alone.
/// `locale` is a BCP 47 language; `tr` and `az` have their own letter case.
/// To compare many names, keep one [`Comparer`].
pub fn compare(typed: &str, document: &str, zone: Zone, locale: Option<&str>) -> Comparison {
    Comparer::default().compare(typed, document, zone, locale)
}

/// The two fields of a name in one string; either may be empty.
pub fn join(surname: &str, given: &str) -> String {
    match (surname.is_empty(), given.is_empty()) {
        (false, false) => format!("{surname}, {given}"),
        _ => format!("{surname}{given}"),
    }
}

/// The name field of a machine-readable zone as a name: fillers as spaces, the double filler as the sign between the fields.
pub fn mrz_name(field: &str) -> String {
    mrz_field::decoded(field.trim_end_matches('<'))
}

/// Compares names, and keeps its memory from one comparison to the next; wiped when it goes.
#[derive(Debug, Default)]
pub struct Comparer {
    typed: Name,
    printed: Name,
    glyphs: Vec<Glyph>,
    tables: Tables,
    looks: Looks,
}

impl Drop for Comparer {
    fn drop(&mut self) {
        self.typed.wipe();
        self.printed.wipe();
        self.glyphs.fill(Glyph { c: '\0', at: 0 });
    }
}

impl Comparer {
    /// Compares a typed name with a printed one; see [`compare`].
    pub fn compare(&mut self, typed: &str, document: &str, zone: Zone, locale: Option<&str>) -> Comparison {
        let casing = Casing::of(locale);
        match zone {
            Zone::Viz => self.with_print(typed, document, casing),
            Zone::Mrz => self.with_field(typed, document, casing),
        }
    }

    /// Against the visual zone.
    fn with_print(&mut self, typed: &str, document: &str, casing: Casing) -> Comparison {
        if typed == document {
            return Comparison::clean(Relation::Exact, None);
        }
        let plain = casing == Casing::Default && typed.is_ascii() && cure::is_tidy(typed);
        if plain && typed.eq_ignore_ascii_case(document) {
            return Comparison::clean(Relation::Case, Some(document.to_owned()));
        }
        if too_long(typed) || too_long(document) {
            return unsure(document);
        }
        let mut found = Findings::new();
        self.printed.read(document, casing, &mut self.glyphs);
        if plain {
            self.typed.read_ascii(typed);
        } else {
            self.read_typed(typed, document, casing, &mut found);
        }
        joiner::relate(typed, document, &mut found);
        if self.typed.same(&self.printed) {
            if found.is_empty() {
                return Comparison::clean(Relation::Case, Some(document.to_owned()));
            }
            return Comparison::found(found, document);
        }
        if let Some(at) = mrz_field::typed_as_cut(&self.typed, &self.printed) {
            found.push(Finding::new(Relation::MrzTruncation, at));
            return Comparison::found(found, document);
        }
        let certain = reading::across(&self.typed, &self.printed, &mut found)
            .unwrap_or_else(|| align::align(&self.typed, &self.printed, &mut self.tables, &mut self.looks, &mut found));
        Comparison { certain, ..Comparison::found(found, document) }
    }

    /// Against the name field of a machine-readable zone.
    fn with_field(&mut self, typed: &str, field: &str, casing: Casing) -> Comparison {
        let field = field.trim_end_matches('<');
        let printed = mrz_name(field);
        if typed == printed {
            return Comparison::clean(Relation::Exact, None);
        }
        if too_long(typed) || too_long(field) {
            return unsure(&printed);
        }
        let mut found = Findings::new();
        self.printed.read(&printed, Casing::Default, &mut self.glyphs);
        if casing == Casing::Default && typed.is_ascii() && cure::is_tidy(typed) {
            self.typed.read_ascii(typed);
        } else {
            self.read_typed(typed, "", casing, &mut found);
        }
        let cured: Cow<'_, str> =
            if found.is_empty() { typed.into() } else { self.glyphs.iter().map(|glyph| glyph.c).collect() };
        mrz_field::compare(
            (&self.typed, &cured),
            (&self.printed, &printed),
            field.len(),
            found,
            &mut self.tables,
            &mut self.looks,
        )
    }
}

impl Comparer {
    /// Reads the typed name with its character defects cured; the printed one is read before.
    fn read_typed(&mut self, typed: &str, document: &str, casing: Casing, found: &mut Findings) {
        cure::cure(typed, document, &mut self.glyphs, found);
        unmask::unmask(&mut self.glyphs, &self.printed, &mut self.looks, found);
        self.typed.read_glyphs(&self.glyphs, casing);
    }
}

fn too_long(name: &str) -> bool {
    name.len() > MAX_CHARS && name.chars().count() > MAX_CHARS
}

/// A name that is too long to be compared.
fn unsure(printed: &str) -> Comparison {
    let all = Finding::new(Relation::DifferentPerson, Places::new());
    Comparison { certain: false, ..Comparison::found(Findings::from_iter([all]), printed) }
}
