//! Names against the name field of the machine-readable zone (ICAO Doc 9303-3 s4.6, truncation 9303-4 s4.2.3).

use super::align::Tables;
use super::comparison::{Comparison, Finding, Findings};
use super::look::Looks;
use super::part::Part;
use super::parts::Name;
use super::relation::Relation;
use super::transliteration::{self, Column};
use super::{Places, align, reading};
use crate::text::{Kind, character};
use smallvec::SmallVec;

/// Lengths of a full name field: TD3 and MRV-A, TD2 and MRV-B, TD1.
const FIELD_LENGTHS: [usize; 3] = [39, 31, 30];

/// The parts of a name as the field counts them: letters between two fillers.
type Components = SmallVec<[Part; 8]>;

/// The field as a name: fillers as spaces, the double filler as the field separator.
pub(super) fn decoded(field: &str) -> String {
    let mut text = String::with_capacity(field.len() + 1);
    let mut fields = field.splitn(2, "<<");
    for half in [fields.next(), fields.next()].into_iter().flatten() {
        let mut words = half.split('<').filter(|word| !word.is_empty()).peekable();
        if !text.is_empty() && words.peek().is_some() {
            text.push_str(", ");
        }
        for (index, word) in words.enumerate() {
            if index > 0 {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    text
}

/// Compares a cured typed name with a name field whose `printed` form has no fillers.
pub(super) fn compare(
    (typed, cured): (&Name, &str),
    (printed, printed_text): (&Name, &str),
    length: usize,
    mut found: Findings,
    tables: &mut Tables,
    looks: &mut Looks,
) -> Comparison {
    if let Some(cut) = fits(typed, printed, length) {
        if !found.is_empty() {
            // A cut field does not know the whole name; what was typed does, once it is cured.
            let whole = cut.then(|| character::clean(cured, Kind::Name));
            return Comparison::found(found, whole.as_deref().unwrap_or(printed_text));
        }
        return if cut {
            Comparison::clean(Relation::MrzTruncation, Some(cured.to_owned()))
        } else {
            Comparison::clean(spelling(typed, printed), Some(printed_text.to_owned()))
        };
    }
    let was_clean = found.is_empty();
    if let Some(certain) = reading::across(typed, printed, &mut found) {
        let same = found.iter().all(|finding| finding.relation == Relation::DiacriticTransliteration);
        // The field has only A-Z: another script that reads the same is its spelling, as with national letters.
        return if was_clean && certain && same {
            Comparison::clean(Relation::DiacriticTransliteration, Some(printed_text.to_owned()))
        } else {
            Comparison { certain, ..Comparison::found(found, printed_text) }
        };
    }
    let mut aligned = Findings::new();
    let certain = align::align(typed, printed, tables, looks, &mut aligned);
    // The field has no hyphens and no national letters: these differences are its own.
    let benign = |finding: &Finding| {
        matches!(
            finding.relation,
            Relation::Hyphen | Relation::Punctuation | Relation::Spacing | Relation::DiacriticTransliteration
        )
    };
    if !aligned.iter().all(benign) {
        aligned.retain(|finding| !benign(finding));
    }
    if aligned.iter().any(|finding| !finding.curable)
        && let Some(places) = without_marks(typed, printed)
    {
        aligned.clear();
        aligned.push(Finding::new(Relation::DiacriticTransliteration, places));
    }
    found.extend(aligned);
    Comparison { certain, ..Comparison::found(found, printed_text) }
}

/// Where a name is typed without the marks that the field spells with a second letter (MULLER, field MUELLER), or the other way
/// round: the places of those parts; nothing where more than that differs.
fn without_marks(typed: &Name, printed: &Name) -> Option<Places> {
    let plain = |key: &str| SPELT_MARKS.iter().fold(key.to_owned(), |key, (spelt, letter)| key.replace(spelt, letter));
    let alike = typed.parts.len() == printed.parts.len()
        && typed
            .parts
            .iter()
            .zip(&printed.parts)
            .all(|(a, b)| a.field == b.field && a.ascii && b.ascii && plain(typed.key(a)) == plain(printed.key(b)));
    let differing = typed.parts.iter().zip(&printed.parts).filter(|(a, b)| typed.key(a) != printed.key(b));
    alike.then(|| differing.flat_map(|(part, _)| typed.places(std::slice::from_ref(part))).collect())
}

/// Letters with a mark as ICAO 9303-3 section 6 spells them: Ä, Ö, Ü, Å, Ø, Æ, Ñ and Ü by an alternative.
const SPELT_MARKS: [(&str, &str); 6] = [("nxx", "n"), ("uxx", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")];

/// Where a name is typed as the field cuts it, though the visual zone prints it whole: the last part's places.
pub(super) fn typed_as_cut(typed: &Name, printed: &Name) -> Option<Places> {
    let least = FIELD_LENGTHS.iter().min().copied().unwrap_or_default();
    // No letter has more than three signs, and no part more than two fillers before it.
    if typed.keys().len() >= printed.keys().len() || typed.keys().len() * 3 + typed.parts.len() * 2 < least {
        return None;
    }
    // The field has only A-Z, and no full stops: other letters, or a stop at the end, were not copied from it.
    if !typed.keys().is_ascii() || !typed.tail().0.is_empty() {
        return None;
    }
    if printed.keys().is_ascii() && !printed.keys().starts_with(typed.keys()) {
        return None;
    }
    let (whole, cut) = (encoded(printed)?, encoded(typed)?);
    let fits = FIELD_LENGTHS.iter().any(|&length| {
        let head = whole.get(..length).map(|head| head.trim_end_matches('<'));
        whole.len() > length && head == Some(cut.as_str())
    });
    fits.then(|| typed.parts.last().map(|part| typed.places(std::slice::from_ref(part))).unwrap_or_default())
}

/// The field that a name is encoded as, first choices, without padding.
fn encoded(name: &Name) -> Option<String> {
    let mut text = String::new();
    for component in components(name) {
        let spelt = transliteration::mrz_spelling(name.key(&component))?;
        if !text.is_empty() {
            text.push('<');
            if component.field == 1 && !text.contains("<<") {
                text.push('<');
            }
        }
        text.push_str(&spelt.to_ascii_lowercase());
    }
    Some(text)
}

/// The parts of a name, those joined that only an apostrophe or a stop parts.
fn components(name: &Name) -> Components {
    let mut found = Components::new();
    for part in &name.parts {
        let filler = |c| matches!(c, ' ' | '-' | ',' | '<' | ';' | '\u{2010}' | '\u{2011}' | '\u{2013}');
        let dropped = !name.gap(part).iter().any(|glyph| filler(glyph.c));
        match found.last_mut() {
            Some(last) if dropped && last.field == part.field => *last = last.through(part, &[]),
            _ => found.push(part.clone()),
        }
    }
    found
}

/// Whether the typed name is the field's; `Some(true)` where the field is a cut form of it.
///
/// A name is spelt by one column of the Cyrillic table throughout.
fn fits(typed: &Name, field: &Name, length: usize) -> Option<bool> {
    let (components, of_field) = (components(typed), components(field));
    let columns: &[Column] = if typed.has_cyrillic() { &Column::ALL } else { &[Column::Russian] };
    columns.iter().find_map(|column| fits_by((typed, &components), (field, &of_field), length, *column))
}

fn fits_by(
    (typed, components): (&Name, &[Part]),
    (field, of_field): (&Name, &[Part]),
    length: usize,
    column: Column,
) -> Option<bool> {
    let full = FIELD_LENGTHS.contains(&length);
    // A field that ends with a filler in its last place was cut between two names.
    let nearly_full = full || FIELD_LENGTHS.contains(&(length + 1));
    let mut cut = false;
    for number in 0..=1 {
        let (typed_parts, field_parts) = (in_field(components, number), in_field(of_field, number));
        if field_parts.len() > typed_parts.len() || (field_parts.is_empty() && !typed_parts.is_empty()) {
            return None;
        }
        for (component, printed) in typed_parts.iter().zip(field_parts) {
            let (key, printed) = (typed.key(component), field.key(printed));
            if key == printed || transliteration::encodes(key, printed, column) {
                continue;
            }
            if !(full && (key.starts_with(printed) || transliteration::encodes_beginning(key, printed, column))) {
                return None;
            }
            cut = true;
        }
        if typed_parts.len() > field_parts.len() {
            if !nearly_full {
                return None;
            }
            cut = true;
        }
    }
    Some(cut)
}

/// The components of one field; they stand together.
fn in_field(components: &[Part], number: usize) -> &[Part] {
    let first = components.iter().take_while(|part| part.field == 0).count();
    let (primary, secondary) = components.split_at(first);
    if number == 0 { primary } else { secondary }
}

/// Why a typed name that encodes to the field is not the same string.
fn spelling(typed: &Name, printed: &Name) -> Relation {
    if !typed.all_letters().iter().all(|glyph| glyph.c.is_ascii()) {
        Relation::DiacriticTransliteration
    } else if typed.parts.iter().any(|part| typed.gap(part).iter().any(|glyph| glyph.c == '-')) {
        Relation::Hyphen
    } else if typed.same(printed) {
        Relation::Case
    } else {
        Relation::Punctuation
    }
}
