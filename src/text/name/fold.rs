//! Letter case and base letters: what two spellings of one name have in common.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical, is_combining_mark};

/// The letter case of a language (CaseFolding.txt status T, SpecialCasing.txt).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// That of most languages.
    Default,
    /// A dotted and a dotless I: Turkish and Azerbaijani.
    Turkic,
}

impl Casing {
    /// The casing of a BCP 47 tag.
    pub fn of(locale: Option<&str>) -> Self {
        let language = locale.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
        if language.eq_ignore_ascii_case("tr") || language.eq_ignore_ascii_case("az") {
            Self::Turkic
        } else {
            Self::Default
        }
    }
}

/// Full case folding of one character (CaseFolding.txt C and F; T where the language asks for it).
pub(super) fn push_folded(c: char, casing: Casing, folded: &mut String) {
    match c {
        'I' if casing == Casing::Turkic => folded.push('ı'),
        'İ' if casing == Casing::Turkic => folded.push('i'),
        'ı' => folded.push('ı'), // its capital is I, but folding keeps them apart
        _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
        // Scripts without letter case, and the small letters that stay themselves.
        '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => {
            folded.push(c);
        }
        'а'..='я' | 'α'..='ρ' | 'σ'..='ω' | 'à'..='ö' | 'ø'..='þ' => folded.push(c),
        // Lower, upper, lower: ẞ and ß meet in ss, ς and Σ in σ.
        _ => folded.extend(c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)),
    }
}

/// The base letters of folded text: marks dropped, letters that are no letter with a mark spelt by their look.
pub(super) fn push_base(folded: &str, base: &mut String) {
    let mut rest = folded.chars();
    while let Some(c) = rest.next() {
        if c.is_ascii() {
            base.push(c);
            continue;
        }
        if let Some(anusvara) = anusvara(c, rest.clone()) {
            base.push(anusvara);
            rest.next();
            continue;
        }
        decompose_canonical(c, |c| match c {
            'ø' => base.push('o'),
            'đ' | 'ð' => base.push('d'),
            'ł' => base.push('l'),
            'ı' => base.push('i'),
            'ħ' => base.push('h'),
            'ŧ' => base.push('t'),
            'ŋ' => base.push('n'),
            'æ' => base.push_str("ae"),
            'œ' => base.push_str("oe"),
            'þ' => base.push_str("th"),
            'ß' => base.push_str("ss"),
            'ə' => base.push('e'),
            'ĸ' => base.push('k'),
            // Katakana and hiragana of one syllable.
            'ァ'..='ヶ' => base.extend(char::from_u32(u32::from(c) - KATAKANA_TO_HIRAGANA)),
            // Letters that keyboards and habits put for each other.
            'ґ' => base.push('г'),
            'ة' => base.push('ه'),
            'ى' | 'ی' => base.push('ي'),
            'ک' => base.push('ك'),
            // The Thai and Lao vowel AM in two signs.
            '\u{E33}' => base.push_str("\u{E4D}\u{E32}"),
            '\u{EB3}' => base.push_str("\u{ECD}\u{EB2}"),
            // A Malayalam chillu is its consonant with a virama, and was written so with a joiner before Unicode 5.1.
            'ൺ' => base.push_str("ണ്"),
            'ൻ' => base.push_str("ന്"),
            'ർ' => base.push_str("ര്"),
            'ൽ' => base.push_str("ല്"),
            'ൾ' => base.push_str("ള്"),
            'ൿ' => base.push_str("ക്"),
            // The nukta of Indic scripts, which is often left out; canonical combining class 7.
            _ if canonical_combining_class(c) == 7 => {}
            // Accents and vowel points; the vowel signs of Indic scripts and of Thai are letters of the name.
            _ if c < '\u{900}' && is_combining_mark(c) => {}
            _ => base.push(c),
        });
    }
}

/// How far a katakana stands behind its hiragana.
const KATAKANA_TO_HIRAGANA: u32 = 0x60;

/// The anusvara that may be written for a nasal before a stop of its own place: सञ्जय, संजय.
///
/// The blocks of the Indic scripts from Devanagari to Malayalam have one layout, that of ISCII.
fn anusvara(nasal: char, mut next: std::str::Chars<'_>) -> Option<char> {
    const BLOCK: u32 = 0x80;
    let at = |c: char| matches!(c, '\u{900}'..='\u{D7F}').then(|| u32::from(c) % BLOCK);
    let stops = match at(nasal)? {
        0x19 => 0x15..0x19,
        0x1E => 0x1A..0x1E,
        0x23 => 0x1F..0x23,
        0x28 => 0x24..0x28,
        0x2E => 0x2A..0x2E,
        _ => return None,
    };
    let virama = next.next().and_then(at) == Some(0x4D);
    let stop = virama && next.next().and_then(at).is_some_and(|at| stops.contains(&at));
    stop.then(|| char::from_u32(u32::from(nasal) / BLOCK * BLOCK + 0x02)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, casing: Casing) -> String {
        let mut folded = String::new();
        text.chars().for_each(|c| push_folded(c, casing, &mut folded));
        folded
    }

    fn base(text: &str) -> String {
        let mut base = String::new();
        push_base(text, &mut base);
        base
    }

    #[test]
    fn folds_fully() {
        let same = |a, b, casing| assert_eq!(folded(a, casing), folded(b, casing));
        same("GROẞMANN ΓΙΏΡΓΟΣ ДЖЕЙ", "großmann Γιώργος джей", Casing::Default);
        same("GROSSMANN", "Großmann", Casing::Default);
        same("IŞIK İBRAHİM", "ışık ibrahim", Casing::of(Some("tr-TR")));
        assert_ne!(folded("IŞIK", Casing::Default), folded("ışık", Casing::Default));
    }

    #[test]
    fn base_letters() {
        assert_eq!(base("østergård"), "ostergard");
        assert_eq!(base("trần hương"), "tran huong");
        assert_eq!(base("サトウ"), "さとう");
        assert_eq!((base("सञ्जय"), base("नरेन्द्र")), (base("संजय"), base("नरेंद्र")));
        assert_ne!(base("अन्ना"), base("अंना"));
    }
}
