//! Courtesy titles and degrees: not parts of a name (ICAO 9303-3 s4.6 puts them in no field unless the issuer prints them).

use super::fold::{self, Casing};
use super::generation;
use super::parts::Name;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Titles before or after a name, without full stops and hyphens.
const TITLES: &[&str] = &[
    "avv",
    "ba",
    "bapak",
    "bay",
    "bayan",
    "bc",
    "bey",
    "bs",
    "bsc",
    "capt",
    "captain",
    "cbe",
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
    "dottore",
    "dottoressa",
    "dottssa",
    "dphil",
    "dr",
    "dra",
    "drs",
    "encik",
    "eng",
    "engr",
    "esq",
    "exmo",
    "fr",
    "frau",
    "frcs",
    "fru",
    "gen",
    "gospoda",
    "gospodin",
    "haji",
    "hajj",
    "hajjah",
    "hajji",
    "hanim",
    "herr",
    "hj",
    "hon",
    "hr",
    "ibu",
    "ing",
    "inz",
    "jd",
    "judr",
    "khun",
    "kumari",
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
    "magr",
    "maj",
    "master",
    "maulana",
    "mba",
    "mbe",
    "md",
    "med",
    "mevr",
    "mgr",
    "miss",
    "mister",
    "mlle",
    "mm",
    "mme",
    "monsieur",
    "mphil",
    "mr",
    "mrcp",
    "mrs",
    "ms",
    "msc",
    "mudr",
    "mw",
    "mx",
    "obe",
    "onorevole",
    "pan",
    "pandit",
    "pani",
    "pe",
    "phd",
    "phdr",
    "prof",
    "profa",
    "professor",
    "puan",
    "rev",
    "reverend",
    "rn",
    "rndr",
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
    "ustad",
    "δρ",
    "κα",
    "κος",
    "κυρία",
    "κύριος",
    "г",
    "гжа",
    "гн",
    "господин",
    "госпожа",
    "гражданин",
    "доктор",
    "пан",
    "пані",
    "професор",
    "профессор",
    "պարոն",
    "տիկին",
    "օրիորդ",
    "גב",
    "גברת",
    "דר",
    "מר",
    "פרופ",
    "آقای",
    "الأستاذ",
    "الاستاذ",
    "الحاج",
    "الحاجة",
    "الدكتور",
    "السيد",
    "السيدة",
    "المهندس",
    "جناب",
    "خانم",
    "د",
    "कुमारी",
    "डॉ",
    "श्री",
    "श्रीमती",
    "পণ্ডিত",
    "শ্রী",
    "শ্রীমতী",
    "திரு",
    "திருமதி",
    "คุณ",
    "ดร",
    "นาง",
    "นางสาว",
    "นาย",
    "ბატონი",
    "ქალბატონი",
];

/// Titles before a name that may also be names or initials.
const DOUBTFUL_BEFORE: &[&str] = &[
    "m", "fr", "sr", "don", "dona", "pe", "gen", "lt", "col", "mag", "bay", "pan", "sri", "haji", "г", "د", "ing",
    "maj", "lic",
];

/// Degrees and titles after a name that may also be names.
const DOUBTFUL_AFTER: &[&str] = &["ma", "ba", "md", "bs", "rn", "med", "bey", "ing", "lic", "mag"];

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

/// Titles that are written onto the name, before it or after it, as Thai and Japanese do.
const GLUED_BEFORE: &[&str] = &["นาย", "นางสาว", "นาง", "คุณ", "ดร"];
const GLUED_AFTER: &[&str] = &["さん", "様", "氏", "殿", "ちゃん", "くん", "サン"];

/// Whether a typed part is the printed one with a title written onto it.
pub(super) fn is_glued(typed: &str, printed: &str) -> bool {
    !typed.is_ascii()
        && (GLUED_BEFORE.iter().any(|title| typed.strip_prefix(title) == Some(printed))
            || GLUED_AFTER.iter().any(|title| typed.strip_suffix(title) == Some(printed)))
}

/// How sure it is that a word is a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// It is nothing else.
    Sure,
    /// It may also be a name or an initial; whether it may stand before a name, and after one.
    Doubtful { before: bool, after: bool },
}

/// The titles of one word, by their base letters.
static BY_BASE: LazyLock<FxHashMap<String, Title>> = LazyLock::new(|| {
    let sure = TITLES.iter().map(|title| (*title, Title::Sure));
    let doubtful = DOUBTFUL_BEFORE.iter().chain(DOUBTFUL_AFTER).map(|title| {
        let (before, after) = (DOUBTFUL_BEFORE.contains(title), DOUBTFUL_AFTER.contains(title));
        (*title, Title::Doubtful { before, after })
    });
    sure.chain(doubtful)
        .map(|(title, kind)| {
            let (mut folded, mut base) = (String::new(), String::new());
            title.chars().for_each(|c| fold::push_folded(c, Casing::Default, &mut folded));
            fold::push_base(&folded, &mut base);
            (base, kind)
        })
        .collect()
});

/// Whether the part `index` of a name is a courtesy title.
pub(super) fn is_title(name: &Name, index: usize) -> bool {
    let parts = name.parts.as_slice();
    let Some(part) = parts.get(index) else { return false };
    let others = parts.len() - 1;
    // SR before a name is a title, behind it a generation.
    if index > 0 && generation::is_generation(name.key(part)) {
        return false;
    }
    match BY_BASE.get(name.base(part)).copied() {
        Some(Title::Sure) => others >= 1,
        // A full name has to be left, or the title is more likely a part of it.
        Some(Title::Doubtful { before, after }) => others >= 2 && is_placed(name, index, before, after),
        None => !part.ascii && is_suffix(name, index),
    }
}

/// Whether a word that may be a title stands where that one stands, and where a name or an initial does not.
fn is_placed(name: &Name, index: usize, before: bool, after: bool) -> bool {
    let parts = name.parts.as_slice();
    let Some(part) = parts.get(index) else { return false };
    let behind = parts.get(index + 1).map_or(name.tail().0, |next| name.gap(next));
    let stopped = behind.first().is_some_and(|glyph| glyph.c == '.');
    let set_off = part.field == 1 && index > 0 && name.gap(part).iter().any(|glyph| glyph.c == ',');
    let first_of_field = index == 0 || parts.get(index - 1).is_some_and(|last| last.field != part.field);
    let leads = match name.letters(part).len() {
        // An initial stands behind another name, not before all.
        1 => index == 0 && stopped,
        _ => first_of_field,
    };
    let trails = index + 1 == parts.len() && (stopped || set_off || name.entry(part).is_none());
    (before && leads) || (after && trails)
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
