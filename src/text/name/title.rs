//! Courtesy titles and degrees: not parts of a name (ICAO 9303-3 s4.6 puts them in no field unless the issuer prints them).

use super::part::Part;

/// Titles before or after a name, case folded, without full stops.
const TITLES: &[&str] = &[
    "mr",
    "mister",
    "mrs",
    "ms",
    "miss",
    "mx",
    "master",
    "dr",
    "doctor",
    "prof",
    "professor",
    "sir",
    "dame",
    "lady",
    "lord",
    "madam",
    "rev",
    "reverend",
    "fr",
    "hon",
    "capt",
    "captain",
    "col",
    "gen",
    "lt",
    "sgt",
    "maj",
    "phd",
    "dphil",
    "md",
    "dds",
    "mba",
    "msc",
    "bsc",
    "ba",
    "ma",
    "bs",
    "ms",
    "llb",
    "llm",
    "jd",
    "esq",
    "cpa",
    "pe",
    "rn",
    "eng",
    "engr",
    "ing",
    "dipl",
    "mag",
    "herr",
    "frau",
    "hr",
    "fru",
    "dhr",
    "mevr",
    "mw",
    "monsieur",
    "madame",
    "mademoiselle",
    "mme",
    "mlle",
    "m",
    "mm",
    "senor",
    "señor",
    "senora",
    "señora",
    "senorita",
    "señorita",
    "sr",
    "sra",
    "srta",
    "dra",
    "don",
    "doña",
    "dona",
    "lic",
    "sig",
    "signor",
    "signora",
    "dott",
    "dottssa",
    "avv",
    "sayin",
    "sayın",
    "bay",
    "bayan",
    "bey",
    "hanım",
    "pan",
    "pani",
    "gospodin",
    "gospoda",
    "shri",
    "sri",
    "smt",
    "haji",
    "hajj",
    "hj",
    "hajjah",
    "dato",
    "datuk",
    "tan sri",
    "encik",
    "puan",
    "cik",
    "bapak",
    "ibu",
    "khun",
    "господин",
    "госпожа",
    "г",
    "пан",
    "пані",
    "κύριος",
    "κυρία",
    "السيد",
    "السيدة",
    "الدكتور",
    "د",
];

/// Titles that may also be names or initials: only at an end, and only where a full name is left.
const DOUBTFUL: &[&str] = &[
    "m", "ma", "md", "fr", "sr", "don", "dona", "ba", "pe", "ms", "bs", "gen", "lt", "col", "mag", "bay", "pan", "sri",
    "haji", "г", "د", "hr", "ing", "maj", "rn", "lic", "bey",
];

/// Chinese, Japanese and Korean titles after a name.
const SUFFIXES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "博士",
    "教授",
    "医生",
    "老师",
    "同学",
    "夫人",
    "様",
    "さん",
    "氏",
    "殿",
    "씨",
    "님",
    "선생님",
    "선생",
    "박사",
    "교수",
];

/// Whether the part `index` is a courtesy title.
pub(super) fn is_title(key: &str, parts: &[Part], index: usize) -> bool {
    if TITLES.contains(&key) {
        let others = parts.len().saturating_sub(1);
        let at_end = index == 0
            || index + 1 == parts.len()
            || parts.get(index).is_some_and(|part| part.field == 1 && part.gap.contains(','));
        return if DOUBTFUL.contains(&key) { at_end && others >= 2 } else { others >= 1 };
    }
    is_suffix(parts, index)
}

/// Whether the part belongs to a title that ends the name, written in parts of one character.
fn is_suffix(parts: &[Part], index: usize) -> bool {
    SUFFIXES.iter().any(|suffix| {
        let mut rest = *suffix;
        let mut from = parts.len();
        while let Some(part) = from.checked_sub(1).and_then(|last| parts.get(last)) {
            match rest.strip_suffix(part.key.as_str()) {
                Some(shorter) if !part.key.is_empty() => {
                    rest = shorter;
                    from -= 1;
                }
                _ => break,
            }
        }
        rest.is_empty() && from > 0 && index >= from
    })
}
