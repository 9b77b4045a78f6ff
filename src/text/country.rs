//! Countries: ISO 3166-1 codes, the codes of ICAO Doc 9303-3 section 5, and English names, to one canonical code.

mod territory;

pub use territory::agree;

use super::list;
use rapidfuzz::distance::osa;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A country or territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 (XK and UT for Kosovo and the Utopia of specimens).
    pub alpha2: &'static str,
    /// ISO 3166-1 alpha-3.
    pub alpha3: &'static str,
    /// The usual English name.
    pub name: &'static str,
    /// Further codes and names, separated by semicolons.
    others: &'static str,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let read = |line: &'static str| {
        let mut fields = line.split('|');
        Some(Country {
            alpha2: fields.next()?,
            alpha3: fields.next()?,
            name: fields.next()?,
            others: fields.next().unwrap_or_default(),
        })
    };
    list(include_str!("data/countries.txt")).filter_map(read).collect()
});

/// Countries by alpha-2 and alpha-3.
static CODES: LazyLock<FxHashMap<&'static str, &'static Country>> = LazyLock::new(|| {
    COUNTRIES.iter().flat_map(|country| [(country.alpha2, country), (country.alpha3, country)]).collect()
});

/// Furthest edit distance of a name that [`nearest`] suggests.
const NEAR: usize = 2;

/// Finds a country by alpha-2, alpha-3, ICAO code or English name, in any letter case.
pub fn find(text: &str) -> Option<&'static Country> {
    let text = text.trim().trim_end_matches('<');
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let is = |known: &str| known.eq_ignore_ascii_case(text);
    CODES
        .get(text.to_ascii_uppercase().as_str())
        .copied()
        .or_else(|| COUNTRIES.iter().find(|country| is(country.name) || country.others.split(';').any(is)))
}

/// Codes of machine-readable zones that ISO 3166-1 does not have: Germany's, those of British nationals, Kosovo's, organisations, and
/// persons without a defined nationality (Doc 9303-3 §5).
const ZONES_ALONE: [&str; 27] = [
    "D", "EUE", "GBD", "GBN", "GBO", "GBP", "GBS", "IAO", "RKS", "UNA", "UNK", "UNO", "XBA", "XCC", "XCE", "XCO",
    "XDC", "XEC", "XES", "XIM", "XMP", "XOM", "XPO", "XXA", "XXB", "XXC", "XXX",
];

/// The codes that machine-readable zones hold for states and organisations, without fillers, each once.
pub fn zone_codes() -> impl Iterator<Item = &'static str> {
    let is_own = |code: &&str| !ZONES_ALONE.contains(code) && *code != "XKX";
    COUNTRIES.iter().map(|country| country.alpha3).filter(is_own).chain(ZONES_ALONE)
}

/// The alpha-2 code of [`find`].
pub fn canonical(text: &str) -> Option<&'static str> {
    find(text).map(|country| country.alpha2)
}

/// A country written as another text writes one: with two letters, with three, or by its name. None where it is not known.
pub fn styled(country: &str, like: &str) -> Option<String> {
    let found = find(country)?;
    let like = like.trim();
    let word = match like.chars().count() {
        2 => found.alpha2,
        3 => found.alpha3,
        _ => found.name,
    };
    let is_small = like.chars().count() <= 3 && like.chars().all(char::is_lowercase);
    Some(if is_small { word.to_lowercase() } else { word.to_owned() })
}

/// The country whose name is nearest to a misspelt one, if one is near.
pub fn nearest(text: &str) -> Option<&'static Country> {
    let text: String = text.trim().to_lowercase().chars().take(64).collect();
    if text.chars().count() < 4 {
        return None;
    }
    let distance = |country: &Country| osa::distance(country.name.to_lowercase().chars(), text.chars());
    COUNTRIES
        .iter()
        .map(|country| (distance(country), country))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= NEAR)
        .map(|(_, country)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_canonical_code() {
        for text in ["DE", "deu", "D", "D<<", "Germany"] {
            assert_eq!(canonical(text), Some("DE"), "{text}");
        }
        assert_eq!(canonical("GBD"), Some("GB"));
        assert_eq!(canonical("UTO"), Some("UT"));
        assert_eq!(canonical("RKS"), Some("XK"));
        assert_eq!(canonical("Turkey"), canonical("TUR"));
        assert_eq!(canonical("zz"), None);
        assert_eq!(nearest("Germny").map(|country| country.alpha2), Some("DE"));
    }

    #[test]
    fn codes_of_zones_are_given_once() {
        let mut codes: Vec<_> = zone_codes().collect();
        assert!(codes.contains(&"UTO") && codes.contains(&"D") && !codes.contains(&"UAE"));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn a_country_is_written_as_before() {
        assert_eq!(styled("SWE", "NO").as_deref(), Some("SE"));
        assert_eq!(styled("SWE", "NOR").as_deref(), Some("SWE"));
        assert_eq!(styled("SWE", "no").as_deref(), Some("se"));
        assert_eq!(styled("SWE", "Norway").as_deref(), Some("Sweden"));
        assert_eq!(styled("D", "SE").as_deref(), Some("DE"));
        assert_eq!(styled("XXA", "SE"), None);
    }

    #[test]
    fn codes_are_unique() {
        for (index, country) in COUNTRIES.iter().enumerate() {
            assert!(
                COUNTRIES
                    .iter()
                    .skip(index + 1)
                    .all(|other| other.alpha2 != country.alpha2 && other.alpha3 != country.alpha3),
                "{}",
                country.name
            );
        }
    }
}
