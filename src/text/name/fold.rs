//! Letter case and base letters: what two spellings of one name have in common.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a locale has a dotted and a dotless I (CaseFolding.txt status T).
pub(super) fn is_turkic(locale: Option<&str>) -> bool {
    locale.is_some_and(|tag| {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        language.eq_ignore_ascii_case("tr") || language.eq_ignore_ascii_case("az")
    })
}

/// Full case folding (CaseFolding.txt C and F; T where the locale asks for it).
pub(super) fn name(text: &str, locale: Option<&str>) -> String {
    if text.is_ascii() && !is_turkic(locale) {
        return text.to_ascii_lowercase();
    }
    let turkic = is_turkic(locale);
    let lithuanian =
        locale.is_some_and(|tag| tag.len() >= 2 && tag.is_char_boundary(2) && tag[..2].eq_ignore_ascii_case("lt"));
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'I' if turkic => folded.push('ı'),
            'İ' if turkic => folded.push('i'),
            'ı' => folded.push('ı'), // its capital is I, but folding keeps them apart
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            // Lower, upper, lower: ẞ and ß meet in ss, ς and Σ in σ.
            _ => folded.extend(c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)),
        }
    }
    if lithuanian {
        // Lithuanian keeps the dot of i under an accent in lower case.
        folded = folded.replace("i\u{307}", "i").replace("j\u{307}", "j").replace("į\u{307}", "į");
    }
    folded
}

/// The base letters of folded text: marks dropped, letters that are no letter with a mark spelt by their look.
pub(super) fn base(folded: &str) -> String {
    if folded.is_ascii() {
        return folded.to_owned();
    }
    let mut text = String::with_capacity(folded.len());
    for c in folded.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' => text.push('o'),
            'đ' | 'ð' => text.push('d'),
            'ł' => text.push('l'),
            'ı' => text.push('i'),
            'ħ' => text.push('h'),
            'ŧ' => text.push('t'),
            'ŋ' => text.push('n'),
            'æ' => text.push_str("ae"),
            'œ' => text.push_str("oe"),
            'þ' => text.push_str("th"),
            'ß' => text.push_str("ss"),
            'ə' => text.push('e'),
            'ĸ' => text.push('k'),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_fully() {
        assert_eq!(name("GROẞMANN ΓΙΏΡΓΟΣ", None), name("großmann Γιώργος", None));
        assert_eq!(name("GROSSMANN", None), name("Großmann", None));
        assert_ne!(name("IŞIK", None), name("ışık", None));
        assert_eq!(name("IŞIK İBRAHİM", Some("tr")), name("ışık ibrahim", Some("tr-TR")));
    }

    #[test]
    fn base_letters() {
        assert_eq!(base("østergård"), "ostergard");
        assert_eq!(base("trần hương"), "tran huong");
    }
}
