//! The machine-readable spelling of national letters, written from ICAO Doc 9303-3 section 6 and from nothing of the product.

use super::super::random::Random;
use unicode_normalization::UnicodeNormalization;

/// A table of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Section 6 A.
    Latin,
    /// Section 6 B, by language.
    Cyrillic(Language),
    /// Section 6 C.
    Arabic,
}

/// A language whose column of the Cyrillic table is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Belarusian,
    Bulgarian,
    Macedonian,
    Russian,
    Serbian,
    Ukrainian,
}

impl Language {
    /// All six.
    pub const ALL: [Self; 6] =
        [Self::Belarusian, Self::Bulgarian, Self::Macedonian, Self::Russian, Self::Serbian, Self::Ukrainian];
}

impl Table {
    /// Eight tables, each Cyrillic column one of them.
    pub const ALL: [Self; 8] = [
        Self::Latin,
        Self::Arabic,
        Self::Cyrillic(Language::Belarusian),
        Self::Cyrillic(Language::Bulgarian),
        Self::Cyrillic(Language::Macedonian),
        Self::Cyrillic(Language::Russian),
        Self::Cyrillic(Language::Serbian),
        Self::Cyrillic(Language::Ukrainian),
    ];

    /// The small letters that names of the table are written with.
    pub fn alphabet(self) -> &'static str {
        match self {
            Self::Latin => {
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžßäåñöü"
            }
            Self::Cyrillic(Language::Belarusian) => "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
            Self::Cyrillic(Language::Bulgarian) => "абвгдежзийклмнопрстуфхцчшщъьюя",
            Self::Cyrillic(Language::Macedonian) => "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
            Self::Cyrillic(Language::Russian) => "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            Self::Cyrillic(Language::Serbian) => "абвгдђежзијклљмнњопрстћуфхцчџш",
            Self::Cyrillic(Language::Ukrainian) => "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
            Self::Arabic => "ءآأؤإئابتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچژگکیةٹڈڑھہےں",
        }
    }
}

/// The recommended spellings of the letter at `index` of a word in small letters.
pub fn variants(word: &[char], index: usize, table: Table) -> &'static [&'static str] {
    let Some(&letter) = word.get(index) else { return &[] };
    match table {
        Table::Latin => latin(letter),
        Table::Cyrillic(language) => cyrillic(letter, index == 0, language),
        Table::Arabic if letter == SHADDA => index.checked_sub(1).map_or(&[], |before| arabic(word[before], false)),
        Table::Arabic => arabic(letter, index + 1 == word.len()),
    }
}

/// A word spelt with one of the variants of each letter.
pub fn spell(word: &[char], table: Table, random: &mut Random) -> String {
    (0..word.len()).map(|index| *random.pick(variants(word, index, table))).collect()
}

/// Whether some choice of variants spells the component, or begins with it where the field may be `cut`.
pub fn fits(word: &[char], component: &str, table: Table, cut: bool) -> bool {
    let mut reached = vec![0];
    let mut beyond = false;
    for index in 0..word.len() {
        let mut next = Vec::new();
        for &at in &reached {
            let rest = &component[at..];
            for variant in variants(word, index, table) {
                if rest.starts_with(variant) {
                    next.push(at + variant.len());
                }
                beyond |= variant.starts_with(rest);
            }
        }
        next.sort_unstable();
        next.dedup();
        reached = next;
    }
    reached.contains(&component.len()) || (cut && beyond)
}

/// Doubles the letter before it.
pub const SHADDA: char = '\u{651}';

/// The letters A to Z, each as its own spelling.
const PLAIN: [&[&str]; 26] = [
    &["A"],
    &["B"],
    &["C"],
    &["D"],
    &["E"],
    &["F"],
    &["G"],
    &["H"],
    &["I"],
    &["J"],
    &["K"],
    &["L"],
    &["M"],
    &["N"],
    &["O"],
    &["P"],
    &["Q"],
    &["R"],
    &["S"],
    &["T"],
    &["U"],
    &["V"],
    &["W"],
    &["X"],
    &["Y"],
    &["Z"],
];

fn latin(letter: char) -> &'static [&'static str] {
    match letter {
        'ä' => &["AE", "A"],
        'å' => &["AA", "A"],
        'æ' => &["AE"],
        'ð' | 'đ' => &["D"],
        'ħ' => &["H"],
        'ı' => &["I"],
        'ł' => &["L"],
        'ñ' => &["N", "NXX"],
        'ŋ' => &["N"],
        'ö' => &["OE", "O"],
        'ø' | 'œ' => &["OE"],
        'ß' => &["SS"],
        'þ' => &["TH"],
        'ŧ' => &["T"],
        'ü' => &["UE", "UXX", "U"],
        _ => {
            let base = std::iter::once(letter).nfd().next().unwrap_or(letter);
            (base as usize).checked_sub('a' as usize).and_then(|index| PLAIN.get(index)).copied().unwrap_or(&[])
        }
    }
}

fn cyrillic(letter: char, first: bool, language: Language) -> &'static [&'static str] {
    use Language::{Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian};
    match letter {
        'а' => &["A"],
        'б' => &["B"],
        'в' => &["V"],
        'г' if matches!(language, Belarusian | Serbian | Ukrainian) => &["H"],
        'ѓ' if language == Macedonian => &["GJ"],
        'г' | 'ґ' | 'ѓ' => &["G"],
        'д' | 'ђ' => &["D"],
        'ё' if language == Belarusian => &["IO"],
        'е' | 'ё' | 'э' => &["E"],
        'є' if first && language == Ukrainian => &["YE"],
        'є' | 'ъ' => &["IE"],
        'ж' if language == Serbian => &["Z"],
        'ж' => &["ZH"],
        'з' => &["Z"],
        'ѕ' => &["DZ"],
        'џ' if language == Macedonian => &["DJ"],
        'џ' => &["DZ"],
        'и' if language == Ukrainian => &["Y"],
        'ї' if first && language == Ukrainian => &["YI"],
        'й' if first && language == Ukrainian => &["Y"],
        'и' | 'і' | 'ї' | 'й' => &["I"],
        'ј' => &["J"],
        'ќ' if language == Macedonian => &["KJ"],
        'к' | 'ќ' => &["K"],
        'л' => &["L"],
        'љ' => &["LJ"],
        'м' => &["M"],
        'н' => &["N"],
        'њ' => &["NJ"],
        'о' => &["O"],
        'п' => &["P"],
        'р' => &["R"],
        'с' => &["S"],
        'т' => &["T"],
        'ћ' => &["C"],
        'у' | 'ў' => &["U"],
        'ф' => &["F"],
        'х' if matches!(language, Macedonian | Serbian) => &["H"],
        'х' => &["KH"],
        'ц' if matches!(language, Macedonian | Serbian) => &["C"],
        'ц' => &["TS"],
        'ч' if language == Serbian => &["C"],
        'ч' => &["CH"],
        'ш' if language == Serbian => &["S"],
        'ш' => &["SH"],
        'щ' if language == Bulgarian => &["SHT"],
        'щ' => &["SHCH"],
        'ы' => &["Y"],
        'ю' if first && language == Ukrainian => &["YU"],
        'ю' => &["IU"],
        'я' if first && language == Ukrainian => &["YA"],
        'я' => &["IA"],
        _ => &[""], // the soft sign has no row
    }
}

/// Letters and spellings of section 6 C; teh marbuta stands apart.
const ARABIC: &str = "ءXE آXAA أXAE ؤU إI ئXI اA بB تT ثXTH جJ حXH خXKH دD ذXDH رR زZ سS شXSH صXSS ضXDZ طXTT ظXZZ عE غG فF قQ كK لL مM نN هH وW ىXAY يY ٱXXA پP چXC ژXJ گXGG کXKK یXYA ٹXXT ڈXXD ڑXXR ھXDO ہXXG ےXYB ںXNN";

/// One spelling a letter, in a form that can be lent out for good.
static ARABIC_SPELLINGS: std::sync::LazyLock<std::collections::HashMap<char, [&'static str; 1]>> =
    std::sync::LazyLock::new(|| {
        let split = |entry: &'static str| {
            let mut letters = entry.chars();
            letters.next().map(|letter| (letter, [letters.as_str()]))
        };
        ARABIC.split(' ').filter_map(split).collect()
    });

fn arabic(letter: char, last: bool) -> &'static [&'static str] {
    match letter {
        'ة' if last => &["XAH"],
        'ة' => &["XTA"],
        _ => ARABIC_SPELLINGS.get(&letter).map_or(&[], |spelling| spelling.as_slice()),
    }
}
