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

/// Titles that may also be names or initials: only at an end, and only where a full name is left.
const DOUBTFUL: &[&str] = &[
    "m", "ma", "md", "fr", "sr", "don", "dona", "ba", "pe", "bs", "gen", "lt", "col", "mag", "bay", "pan", "sri",
    "haji", "г", "د", "ing", "maj", "rn", "lic", "bey", "med",
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
    /// It may also be a name or an initial.
    Doubtful,
}

/// The titles of one word, by their base letters.
static BY_BASE: LazyLock<FxHashMap<String, Title>> = LazyLock::new(|| {
    let sure = TITLES.iter().map(|title| (*title, Title::Sure));
    let all = sure.chain(DOUBTFUL.iter().map(|title| (*title, Title::Doubtful)));
    all.map(|(title, kind)| {
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
    let at_end = || {
        index == 0 || index + 1 == parts.len() || (part.field == 1 && name.gap(part).iter().any(|glyph| glyph.c == ','))
    };
    // SR before a name is a title, behind it a generation.
    if index > 0 && generation::is_generation(name.key(part)) {
        return false;
    }
    match BY_BASE.get(name.base(part)).copied() {
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
