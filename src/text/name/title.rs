//! Courtesy titles and degrees: not parts of a name (ICAO 9303-3 s4.6 puts them in no field unless the issuer prints them).

use super::part::Name;

/// Titles before or after a name, as folded base letters without full stops.
const TITLES: &[&str] = &[
    "avv",
    "ba",
    "bapak",
    "bay",
    "bayan",
    "bey",
    "bs",
    "bsc",
    "capt",
    "captain",
    "cik",
    "col",
    "cpa",
    "dame",
    "dato",
    "datuk",
    "dds",
    "dhr",
    "dipl",
    "doctor",
    "don",
    "dona",
    "dott",
    "dottssa",
    "dphil",
    "dr",
    "dra",
    "encik",
    "eng",
    "engr",
    "esq",
    "fr",
    "frau",
    "fru",
    "gen",
    "gospoda",
    "gospodin",
    "haji",
    "hajj",
    "hajjah",
    "hanim",
    "herr",
    "hj",
    "hon",
    "hr",
    "ibu",
    "ing",
    "jd",
    "khun",
    "lady",
    "lic",
    "llb",
    "llm",
    "lord",
    "lt",
    "m",
    "ma",
    "madam",
    "madame",
    "mademoiselle",
    "mag",
    "maj",
    "master",
    "mba",
    "md",
    "mevr",
    "miss",
    "mister",
    "mlle",
    "mm",
    "mme",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "msc",
    "mw",
    "mx",
    "pan",
    "pani",
    "pe",
    "phd",
    "prof",
    "professor",
    "puan",
    "rev",
    "reverend",
    "rn",
    "sayin",
    "senor",
    "senora",
    "senorita",
    "sgt",
    "shri",
    "sig",
    "signor",
    "signora",
    "sir",
    "smt",
    "sr",
    "sra",
    "sri",
    "srta",
    "κυρία",
    "κύριος",
    "г",
    "господин",
    "госпожа",
    "пан",
    "пані",
    "الدكتور",
    "السيد",
    "السيدة",
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

/// How sure it is that a word is a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// It is nothing else.
    Sure,
    /// It may also be a name or an initial.
    Doubtful,
}

/// Every title of one word.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Title)> {
    let sure = TITLES.iter().map(|title| (*title, Title::Sure));
    sure.chain(DOUBTFUL.iter().map(|title| (*title, Title::Doubtful)))
}

/// Whether the part `index` of a name is a courtesy title.
pub(super) fn is_title(name: &Name, index: usize) -> bool {
    let parts = name.parts.as_slice();
    let Some(part) = parts.get(index) else { return false };
    let others = parts.len() - 1;
    let at_end = || {
        index == 0 || index + 1 == parts.len() || (part.field == 1 && name.gap(part).iter().any(|glyph| glyph.c == ','))
    };
    match name.entry(part).and_then(|entry| entry.title) {
        Some(Title::Sure) => others >= 1,
        Some(Title::Doubtful) => others >= 2 && at_end(),
        None => !part.ascii && is_suffix(name, index),
    }
}

/// Whether the part belongs to a title that ends the name, written in parts of one character.
fn is_suffix(name: &Name, index: usize) -> bool {
    SUFFIXES.iter().any(|suffix| {
        let mut rest = *suffix;
        let mut from = name.parts.len();
        while let Some(part) = from.checked_sub(1).and_then(|last| name.parts.get(last)) {
            let key = name.key(part);
            match rest.strip_suffix(key) {
                Some(shorter) if !key.is_empty() => {
                    rest = shorter;
                    from -= 1;
                }
                _ => break,
            }
        }
        rest.is_empty() && from > 0 && index >= from
    })
}
