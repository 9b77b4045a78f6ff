//! Numbers of passports, where the issuer's scheme is public.

use super::scheme::{Scheme, unchecked};
use crate::text::Defect;

/// Longest passport number (ICAO Doc 9303-4 §4.2.2: nine places; longer ones run on into the optional data).
const MAX_PASSPORT: usize = 9;
/// How much longer a number may be before its length is doubted where no scheme is known.
const MARGIN: usize = 3;

/// Schemes of passports now valid (EU Public Register of Authentic travel and identity Documents, PRADO, and the issuers' own pages).
#[rustfmt::skip]
pub(super) const SCHEMES: &[Scheme] = &[
    scheme("AR", &["AAA000000"]),
    scheme("AU", &["A0000000", "AA0000000"]),
    scheme("BE", &["AA000000"]),
    scheme("BR", &["AA000000"]),
    scheme("CA", &["AA000000", "A000000AA"]),
    scheme("CN", &["A00000000", "AA0000000"]),
    Scheme { country: "DE", shapes: &["XXXXXXXXX"], check: german },
    scheme("ES", &["AAA000000", "AA000000"]),
    scheme("FR", &["00AA00000"]),
    scheme("GB", &["000000000"]),
    scheme("HK", &["A00000000", "AA0000000"]),
    scheme("IN", &["A0000000"]),
    scheme("IT", &["AA0000000"]),
    scheme("JP", &["AA0000000"]),
    scheme("KR", &["A00000000", "A000A0000", "AA0000000"]),
    scheme("MY", &["A00000000"]),
    scheme("NL", &["AAXXXXXX0"]),
    scheme("NZ", &["AA000000"]),
    scheme("PH", &["A0000000A", "AA0000000"]),
    scheme("PK", &["AA0000000"]),
    scheme("PL", &["AA0000000"]),
    // The second is the passport inside the country.
    scheme("RU", &["00 0000000", "0000 000000"]),
    scheme("SG", &["A0000000A"]),
    scheme("TR", &["A00000000"]),
    scheme("TW", &["000000000"]),
    scheme("UA", &["AA000000"]),
    scheme("US", &["000000000", "A00000000"]),
    scheme("ZA", &["A00000000", "000000000"]),
];

const fn scheme(country: &'static str, shapes: &'static [&'static str]) -> Scheme {
    Scheme { country, shapes, check: unchecked }
}

/// Judges the length where no scheme is known.
pub(super) fn judge_unknown(plain: &str, country: &str) -> Vec<Defect> {
    if !country.is_empty() && country != "UT" && plain.len() > MAX_PASSPORT + MARGIN {
        return vec![Defect::whole("docnum-length", "a passport number has about nine characters")];
    }
    Vec::new()
}

/// German documents use no vowels and no letters that look like digits (BSI TR-03105: serial numbers).
pub(super) fn german(number: &str) -> Vec<Defect> {
    let at: Vec<usize> = number
        .chars()
        .take(MAX_PASSPORT)
        .enumerate()
        .filter(|(_, c)| "ABDEIOQSU".contains(*c))
        .map(|(index, _)| index)
        .collect();
    if at.is_empty() {
        return Vec::new();
    }
    vec![Defect::new("docnum-charset", at, "German numbers hold no vowel and no letter that looks like a digit")]
}
