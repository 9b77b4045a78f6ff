//! Comparing a name as typed with the name as a document prints it.
//!
//! The convention of both strings: `", "` stands between the surname field and the given-names field; without a comma the
//! string is one full-name field. No provider publishes how it compares names beyond "must match the certificate", so the
//! verdicts are a policy: the same letters in the same order are fine, the same person spelt otherwise can be retyped as
//! printed, and a part missing, added or of another person is a mismatch.

mod abbreviation;
mod align;
mod established;
mod fold;
mod mrz_field;
mod nickname;
mod pair;
mod part;
mod reading;
mod romanization;
mod title;
mod transliteration;
mod typo;

pub use transliteration::mrz_spelling;

use super::Defect;
use part::Name;

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

/// What to make of a typed name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It may stay as typed.
    Ok,
    /// The same person; retype it as printed.
    Fixable,
    /// A part is missing or added, or it is another person.
    Mismatch,
}

impl Verdict {
    /// The stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Fixable => "fixable",
            Self::Mismatch => "mismatch",
        }
    }
}

/// How the typed name relates to the printed one; the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Another person's name.
    DifferentPerson,
    /// A part of the printed name is not typed.
    MissingPart,
    /// A part is typed that the document does not print; a courtesy title can be removed.
    ExtraPart,
    /// The same parts in another order or field.
    OrderSwapped,
    /// A slip of the keyboard.
    Typo,
    /// An everyday form of the printed name.
    Nickname,
    /// Typed as cut in the machine-readable zone.
    MrzTruncation,
    /// An initial or a contraction.
    Abbreviation,
    /// Other national letters, or another romanisation of the same name.
    DiacriticTransliteration,
    /// A letter of another alphabet, or a digit, that looks the same.
    Homoglyph,
    /// A character that cannot be seen.
    Invisible,
    /// Full-width or half-width forms.
    Width,
    /// Decomposed or compatibility letters.
    Normalization,
    /// A hyphen left out, added, or another sign in its place.
    Hyphen,
    /// Another punctuation mark, or one left out or added.
    Punctuation,
    /// Spaces.
    Spacing,
    /// Letter case only.
    Case,
    /// The same string.
    Exact,
}

impl Relation {
    /// The stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DifferentPerson => "different-person",
            Self::MissingPart => "missing-part",
            Self::ExtraPart => "extra-part",
            Self::OrderSwapped => "order-swapped",
            Self::Typo => "typo",
            Self::Nickname => "nickname",
            Self::MrzTruncation => "mrz-truncation",
            Self::Abbreviation => "abbreviation",
            Self::DiacriticTransliteration => "diacritic-transliteration",
            Self::Homoglyph => "homoglyph",
            Self::Invisible => "invisible",
            Self::Width => "width",
            Self::Normalization => "normalization",
            Self::Hyphen => "hyphen",
            Self::Punctuation => "punctuation",
            Self::Spacing => "spacing",
            Self::Case => "case",
            Self::Exact => "exact",
        }
    }

    /// The code of the defect: the character defect where there is one, else the relation itself.
    pub fn code(self) -> &'static str {
        if self == Self::Width { "full-width" } else { self.as_str() }
    }

    fn note(self) -> &'static str {
        match self {
            Self::DifferentPerson => "a part of this name is another name than the one printed",
            Self::MissingPart => "a part of the printed name is missing",
            Self::ExtraPart => "a part is typed that the document does not print",
            Self::OrderSwapped => "the parts of the name stand in another order, or in the other field",
            Self::Typo => "a part of this name has a slip of the keyboard",
            Self::Nickname => "an everyday form is typed instead of the printed name",
            Self::MrzTruncation => {
                "the name is typed as it is cut in the machine-readable lines; the document prints it whole"
            }
            Self::Abbreviation => "a part is abbreviated on one side only",
            Self::DiacriticTransliteration => "the name is spelt with other letters than the document prints",
            Self::Homoglyph => "a character only looks like the printed one",
            Self::Invisible => "there is a character that cannot be seen",
            Self::Width => "there are full-width or half-width characters",
            Self::Normalization => "a letter is stored in an unusual form that looks the same",
            Self::Hyphen => "a hyphen differs from the printed name",
            Self::Punctuation => "a punctuation mark differs from the printed name",
            Self::Spacing => "the spaces differ from the printed name",
            Self::Case => "only capital and small letters differ from the printed name",
            Self::Exact => "it is the printed name",
        }
    }
}

/// How a typed name compares with a printed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The most serious relation found.
    pub relation: Relation,
    /// What to make of it.
    pub verdict: Verdict,
    /// Whether the verdict is sure; `false` where two scripts could not be read against each other.
    pub certain: bool,
    /// Every relation found, the most serious first.
    pub relations: Vec<Relation>,
    /// One defect a relation, except where nothing is wrong.
    pub defects: Vec<Defect>,
    /// The one string that cures everything: as printed. `None` unless the verdict is fixable.
    pub fix: Option<String>,
    /// The form without any risk, where the verdict is ok but the strings differ.
    pub advise: Option<String>,
    /// The spelling of the machine-readable zone, for a portal that takes only A-Z.
    pub alt_fix: Option<String>,
    /// Code-point indexes into the typed name of every offending character.
    pub at: Vec<usize>,
}

/// Compares a typed name with a printed one.
///
/// Neither need be the authority: for two typed forms use the relation and the verdict alone.
/// `locale` is a BCP 47 language; `tr`, `az` and `lt` have their own letter case.
pub fn compare(typed: &str, document: &str, zone: Zone, locale: Option<&str>) -> Comparison {
    if zone == Zone::Mrz {
        return mrz_field::compare(typed, document, locale);
    }
    if typed == document {
        return Comparison::clean(Relation::Exact, None);
    }
    if typed.is_ascii() && !fold::is_turkic(locale) && typed.eq_ignore_ascii_case(document) && part::is_tidy(typed) {
        return Comparison::clean(Relation::Case, Some(document.to_owned()));
    }
    compare_viz(typed, document, locale)
}

/// The two fields of a name in one string; either may be empty.
pub fn join(surname: &str, given: &str) -> String {
    match (surname.is_empty(), given.is_empty()) {
        (false, false) => format!("{surname}, {given}"),
        _ => format!("{surname}{given}"),
    }
}

/// A relation that was found, with its positions, and whether retyping the printed name cures it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trace {
    relation: Relation,
    at: Vec<usize>,
    curable: bool,
}

impl Trace {
    fn new(relation: Relation, at: Vec<usize>) -> Self {
        let curable = !matches!(relation, Relation::DifferentPerson | Relation::MissingPart | Relation::ExtraPart);
        Self { relation, at, curable }
    }

    /// A courtesy title: a part that the document does not print, and that is no part of the name.
    fn title(at: Vec<usize>) -> Self {
        Self { relation: Relation::ExtraPart, at, curable: true }
    }
}

fn compare_viz(typed: &str, document: &str, locale: Option<&str>) -> Comparison {
    if typed.chars().count().max(document.chars().count()) > MAX_CHARS {
        return Comparison {
            certain: false,
            ..Comparison::found(vec![Trace::new(Relation::DifferentPerson, Vec::new())], document)
        };
    }
    let (typed_name, mut found) = Name::cured(typed, document, locale);
    let document_name = Name::new(document, locale);
    if fold::name(&typed_name.text(), locale) == fold::name(&document_name.text(), locale) {
        if found.is_empty() {
            return Comparison::clean(Relation::Case, Some(document.to_owned()));
        }
        return Comparison::found(found, document);
    }
    if let Some(at) = mrz_field::typed_as_cut(&typed_name, &document_name) {
        found.push(Trace::new(Relation::MrzTruncation, at));
        return Comparison::found(found, document);
    }
    let alignment = align::align(&typed_name, &document_name, locale);
    found.extend(alignment.relations);
    Comparison { certain: alignment.certain, ..Comparison::found(found, document) }
}

impl Comparison {
    /// Nothing is wrong.
    fn clean(relation: Relation, advise: Option<String>) -> Self {
        Self {
            relation,
            verdict: Verdict::Ok,
            certain: true,
            relations: vec![relation],
            defects: Vec::new(),
            fix: None,
            advise,
            alt_fix: None,
            at: Vec::new(),
        }
    }

    /// What was found; `printed` is the cure where there is one.
    fn found(found: Vec<Trace>, printed: &str) -> Self {
        let mut merged: Vec<Trace> = Vec::new();
        for trace in found {
            match merged.iter_mut().find(|known| known.relation == trace.relation) {
                Some(known) => {
                    known.at.extend(trace.at);
                    known.curable &= trace.curable;
                }
                None => merged.push(trace),
            }
        }
        merged.sort_by_key(|trace| (trace.curable, trace.relation));
        for trace in &mut merged {
            trace.at.sort_unstable();
            trace.at.dedup();
        }
        let mut at: Vec<usize> = merged.iter().flat_map(|trace| trace.at.iter().copied()).collect();
        at.sort_unstable();
        at.dedup();
        let fixable = merged.iter().all(|trace| trace.curable);
        Self {
            relation: merged.first().map_or(Relation::DifferentPerson, |trace| trace.relation),
            verdict: if fixable { Verdict::Fixable } else { Verdict::Mismatch },
            certain: true,
            relations: merged.iter().map(|trace| trace.relation).collect(),
            defects: merged
                .into_iter()
                .map(|trace| Defect::new(trace.relation.code(), trace.at, trace.relation.note()))
                .collect(),
            fix: fixable.then(|| printed.to_owned()),
            advise: None,
            alt_fix: if fixable && !printed.is_ascii() { mrz_spelling(printed) } else { None },
            at,
        }
    }
}
