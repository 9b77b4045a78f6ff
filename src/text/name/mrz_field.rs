//! Names against the name field of the machine-readable zone (ICAO Doc 9303-3 s4.6, truncation 9303-4 s4.2.3).

use super::part::{Name, Part};
use super::{Comparison, Relation, align, fold, transliteration};

/// Lengths of a full name field: TD3 and MRV-A, TD2 and MRV-B, TD1.
const FIELD_LENGTHS: [usize; 3] = [39, 31, 30];

/// A component as the field counts it: letters between two fillers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Component {
    key: String,
    field: usize,
}

/// Compares a typed name with a name field.
pub(super) fn compare(typed: &str, field: &str, locale: Option<&str>) -> Comparison {
    let field = field.trim_end_matches('<');
    let printed = decoded(field);
    if typed == printed {
        return Comparison::clean(Relation::Exact, None);
    }
    let (name, found) = Name::cured(typed, "", locale);
    let printed_name = Name::new(&printed, None);
    if let Some(cut) = fits(&components(&name), &components(&printed_name), field.len()) {
        if !found.is_empty() {
            return Comparison::found(found, &printed);
        }
        return if cut {
            Comparison::clean(Relation::MrzTruncation, Some(typed.to_owned()))
        } else {
            Comparison::clean(spelling(&name.text(), &printed), Some(printed))
        };
    }
    let mut found = found;
    let alignment = align::align(&name, &printed_name, locale);
    let (benign, serious): (Vec<_>, Vec<_>) = alignment.relations.into_iter().partition(|trace| {
        // The field has no hyphens and no national letters: these differences are its own.
        matches!(
            trace.relation,
            Relation::Hyphen | Relation::Punctuation | Relation::Spacing | Relation::DiacriticTransliteration
        )
    });
    found.extend(if serious.is_empty() { benign } else { serious });
    let mut comparison = Comparison::found(found, &printed);
    comparison.certain = alignment.certain;
    comparison
}

/// Where a name is typed as the field cuts it, though the visual zone prints it whole: the last part's places.
pub(super) fn typed_as_cut(typed: &Name, printed: &Name) -> Option<Vec<usize>> {
    let (whole, cut) = (encoded(printed)?, encoded(typed)?);
    let fits = FIELD_LENGTHS.iter().any(|&length| {
        let head = whole.get(..length).map(|head| head.trim_end_matches('<'));
        whole.len() > length && head == Some(cut.as_str())
    });
    fits.then(|| typed.parts.last().map(Part::places).unwrap_or_default())
}

/// The field as a name: fillers as spaces, the double filler as the field separator.
fn decoded(field: &str) -> String {
    let words = |text: &str| text.split('<').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match field.split_once("<<") {
        Some((primary, secondary)) => super::join(&words(primary), &words(secondary)),
        None => words(field),
    }
}

/// The field that a name is encoded as, first choices, without padding.
fn encoded(name: &Name) -> Option<String> {
    let mut text = String::new();
    for component in components(name) {
        let spelt = transliteration::mrz_spelling(&component.key)?;
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
fn components(name: &Name) -> Vec<Component> {
    let mut found: Vec<Component> = Vec::new();
    for part in &name.parts {
        let dropped = !part.gap.contains([' ', '-', ',', '<', ';', '\u{2010}', '\u{2011}', '\u{2013}']);
        match found.last_mut() {
            Some(last) if dropped && last.field == part.field => last.key.push_str(&part.key),
            _ => found.push(Component { key: part.key.clone(), field: part.field }),
        }
    }
    found
}

/// Whether the typed components are the field's; `Some(true)` where the field is a cut form of them.
fn fits(typed: &[Component], field: &[Component], length: usize) -> Option<bool> {
    let full = FIELD_LENGTHS.contains(&length);
    // A field that ends with a filler in its last place was cut between two names.
    let nearly_full = full || FIELD_LENGTHS.contains(&(length + 1));
    let mut cut = false;
    for number in 0..=1 {
        let of = |components: &[Component]| {
            components
                .iter()
                .filter(|component| component.field == number)
                .map(|component| component.key.clone())
                .collect::<Vec<_>>()
        };
        let (typed, field) = (of(typed), of(field));
        if field.len() > typed.len() || (field.is_empty() && !typed.is_empty()) {
            return None;
        }
        for (typed, field) in typed.iter().zip(&field) {
            if typed == field || transliteration::encodes(typed, field) {
                continue;
            }
            if !(full && (typed.starts_with(field.as_str()) || transliteration::encodes_beginning(typed, field))) {
                return None;
            }
            cut = true;
        }
        if typed.len() > field.len() {
            if !nearly_full {
                return None;
            }
            cut = true;
        }
    }
    Some(cut)
}

/// Why a typed name that encodes to the field is not the same string.
fn spelling(typed: &str, printed: &str) -> Relation {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    if !letters(typed).is_ascii() {
        Relation::DiacriticTransliteration
    } else if typed.contains('-') {
        Relation::Hyphen
    } else if fold::name(typed, None) == fold::name(printed, None) {
        Relation::Case
    } else {
        Relation::Punctuation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::Verdict;

    #[test]
    fn cut_fields() {
        let field = "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO";
        let found = compare("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL, DINGO POTOROO", field, None);
        assert_eq!((found.relation, found.verdict), (Relation::MrzTruncation, Verdict::Ok));
        let other = compare("DE OLIVEIRA FIGUEIREDO, MARXO BRUNO", "DE<OLIVEIRA<FIGUEIREDO<<MARIA<EDUARDA<C", None);
        assert_eq!((other.relation, other.verdict), (Relation::DifferentPerson, Verdict::Mismatch));
    }

    #[test]
    fn a_field_that_is_not_full_is_not_cut() {
        assert_eq!(compare("ERIKSSON, ANNA MARIA", "ERIKSSON<<ANNA", None).verdict, Verdict::Mismatch);
    }

    #[test]
    fn fillers_and_dropped_signs() {
        assert_eq!(compare("ST. JOHN, OLIVER", "ST<JOHN<<OLIVER", None).relation, Relation::Punctuation);
        assert_eq!(compare("N'DIAYE, AWA", "NDIAYE<<AWA", None).advise.as_deref(), Some("NDIAYE, AWA"));
        assert_eq!(compare("PARK, JI-SUNG", "PARK<<JI<SUNG", None).relation, Relation::Hyphen);
        assert_eq!(compare("müller, jürgen", "MUXXLLER<<JUXXRGEN", None).verdict, Verdict::Ok);
    }
}
