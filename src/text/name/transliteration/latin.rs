//! Latin letters outside a-z.

use super::Spellings;
use super::context::Context;
use unicode_normalization::UnicodeNormalization;

/// The recommended spellings of a letter (ICAO Doc 9303-3 section 6 A), the first choice first.
///
/// Of the 95 rows only those stand here whose answer is not the base letter alone. A letter in no row (Vietnamese,
/// African, comma below) is spelt by its base letter too; `None` where it has none.
pub fn icao(c: char) -> Spellings {
    Some(match c {
        'ä' => &["ae", "a"],
        'å' => &["aa", "a"],
        'æ' => &["ae"],
        'ñ' => &["n", "nxx"],
        'ö' => &["oe", "o"],
        'ø' => &["oe"],
        'ü' => &["ue", "uxx", "u"],
        'œ' => &["oe"],
        'ß' | 'ẞ' => &["ss"],
        'þ' => &["th"],
        'ĳ' => &["ij"],
        // In no row: Azerbaijani documents carry A or E, and AE elsewhere.
        'ə' => &["a", "e", "ae"],
        _ => return base(c),
    })
}

/// What people write for a letter, the recommended spellings among them.
pub fn spellings(c: char, context: Context) -> Spellings {
    Some(match c {
        'ä' => &["ae", "a", "e"],
        'å' => &["aa", "a", "o"],
        'æ' | 'ǽ' | 'ǣ' => &["ae", "a", "e", "ai"],
        'ö' => &["oe", "o"],
        'ø' | 'ǿ' => &["oe", "o"],
        'ü' => &["ue", "u", "uxx", "yu", "y", "v", "w"],
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => &["u", "yu", "v", "ue"],
        'œ' => &["oe", "o"],
        'ß' | 'ẞ' => &["ss", "s", "sz"],
        'þ' => &["th", "t"],
        'ð' => &["d", "th", "dh"],
        'đ' => &["d", "dj", "dz"],
        'ñ' => &["n", "nxx", "ny", "ni", "gn", "nn"],
        'ă' => &["a", "aa"],
        'ą' => &["a", "on", "om", "an"],
        'ę' => &["e", "en", "em"],
        'ã' => &["a", "an"],
        'õ' => &["o", "oe", "on"],
        'ő' => &["o", "oe"],
        'ű' => &["u", "ue"],
        'ó' => &["o", "u"],
        'ë' => &["e", "ee"],
        'ï' => &["i", "ii"],
        'ā' | 'â' => &["a", "aa", "ah"],
        'ē' => &["e", "ee", "eh"],
        'ī' => &["i", "ii", "ee"],
        'ō' | 'ô' => &["o", "oo", "ou", "oh", "os"],
        'ū' | 'û' => &["u", "uu", "oo", "ou"],
        'č' | 'ĉ' => &["c", "ch", "tch", "cz"],
        'ć' => &["c", "ch", "tch"],
        'ç' => &["c", "ch", "s", "ss", "tch"],
        'ċ' => &["c", "ch"],
        'ď' => &["d", "dj"],
        'ğ' => &["g", "gh", "y", ""],
        'ġ' | 'ĝ' => &["g", "j"],
        'ģ' => &["g", "gj", "dj"],
        'ħ' => &["h", "kh"],
        'ı' => &["i", "y"],
        'ĵ' => &["j", "zh"],
        'ķ' | 'ḱ' => &["k", "kj"],
        'ĸ' => &["q", "k"],
        'ł' => &["l", "w"],
        'ļ' => &["l", "lj"],
        'ľ' => &["l", "lj", "ly"],
        'ŀ' => &["l"],
        'ń' | 'ň' => &["n", "ny", "nj"],
        'ņ' => &["n", "nj"],
        'ŋ' => &["n", "ng"],
        'ř' => &["r", "rz", "rzh"],
        'ś' | 'ŝ' => &["s", "sh"],
        'š' => &["s", "sh", "sch"],
        'ş' | 'ș' => &["s", "sh"],
        'ṣ' => &["s", "sh"],
        'ť' => &["t", "tj"],
        'ţ' | 'ț' => &["t", "ts", "tz"],
        'ŧ' => &["t", "th"],
        'ů' => &["u", "uo"],
        'ý' if context.is_last() => &["y", "i"],
        'ż' | 'ž' => &["z", "zh", "j"],
        'ź' => &["z", "zh"],
        'ə' => &["a", "e", "ae"],
        'ɛ' => &["e"],
        'ɔ' => &["o"],
        'ʒ' | 'ʐ' => &["z", "zh", "j"],
        'ɣ' => &["g", "gh"],
        'ƿ' => &["w"],
        'ǆ' => &["dz", "dzh", "dj"],
        'ǉ' => &["lj"],
        'ǌ' => &["nj"],
        'ǳ' => &["dz"],
        _ => return icao(c),
    })
}

/// The base letter: what is left when the marks go, or the letter that a bar, hook or stroke was added to.
fn base(c: char) -> Spellings {
    let plain = std::iter::once(c).nfd().next().unwrap_or(c);
    Some(match plain {
        'a' | 'ⱥ' | 'ª' | 'ɑ' => &["a"],
        'b' | 'ɓ' | 'ƀ' => &["b"],
        'c' | 'ƈ' | 'ȼ' => &["c"],
        'd' | 'đ' | 'ð' | 'ɖ' | 'ɗ' | 'ƌ' => &["d"],
        'e' | 'ɇ' | 'ǝ' | 'ɛ' => &["e"],
        'f' | 'ƒ' => &["f"],
        'g' | 'ǥ' | 'ɠ' | 'ɡ' | 'ɣ' => &["g"],
        'h' | 'ħ' | 'ɦ' => &["h"],
        'i' | 'ı' | 'ɨ' | 'ɩ' => &["i"],
        'j' | 'ȷ' | 'ɉ' => &["j"],
        'k' | 'ƙ' => &["k"],
        'l' | 'ł' | 'ŀ' | 'ƚ' | 'ɬ' => &["l"],
        'm' => &["m"],
        'n' | 'ŋ' | 'ŉ' | 'ƞ' | 'ɲ' => &["n"],
        'o' | 'ø' | 'º' | 'ɔ' | 'ɵ' => &["o"],
        'p' | 'ƥ' => &["p"],
        'q' | 'ĸ' | 'ɋ' => &["q"],
        'r' | 'ɍ' | 'ɽ' => &["r"],
        's' | 'ſ' | 'ʂ' => &["s"],
        't' | 'ŧ' | 'ƭ' | 'ʈ' => &["t"],
        'u' | 'ʉ' | 'ʊ' => &["u"],
        'v' | 'ʋ' => &["v"],
        'w' => &["w"],
        'x' => &["x"],
        'y' | 'ƴ' | 'ɏ' => &["y"],
        'z' | 'ƶ' | 'ʒ' => &["z"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::transliteration::trial::{Pairs, check};

    /// The 95 rows by first choice.
    const ROWS: &[(&str, &str)] = &[
        ("àáâãāăą", "a"),
        ("äæ", "ae"),
        ("å", "aa"),
        ("çćĉċč", "c"),
        ("ðďđ", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĳ", "ij"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņňŋ", "n"),
        ("òóôõōŏő", "o"),
        ("öøœ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşš", "s"),
        ("ß", "ss"),
        ("ţťŧ", "t"),
        ("þ", "th"),
        ("ùúûũūŭůűų", "u"),
        ("ü", "ue"),
        ("ŵ", "w"),
        ("ýŷÿ", "y"),
        ("źżž", "z"),
    ];

    #[test]
    fn every_row_of_the_standard() {
        // U+0130 has no lower-case letter of its own, so 94 lower-case letters stand for 95 rows.
        assert_eq!(ROWS.iter().map(|(letters, _)| letters.chars().count()).sum::<usize>(), 94);
        for (letters, first) in ROWS {
            for c in letters.chars() {
                assert_eq!(icao(c).and_then(|all| all.first()), Some(first), "{c}");
            }
        }
        let several: String = ROWS
            .iter()
            .flat_map(|(letters, _)| letters.chars())
            .filter(|c| icao(*c).is_some_and(|all| all.len() > 1))
            .collect();
        assert_eq!(several, "äåñöü");
    }

    #[test]
    fn everyday_spellings_hold_the_recommended_ones() {
        for c in ('\u{80}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}') {
            if let Some(recommended) = icao(c) {
                let everyday = spellings(c, Context::default()).unwrap_or_default();
                assert!(recommended.iter().all(|spelling| everyday.contains(spelling)), "{c} {everyday:?}");
            }
        }
    }

    #[test]
    fn letters_outside_the_table() {
        let first = |word: &str| -> String {
            word.chars().map(|c| icao(c).and_then(|all| all.first().copied()).unwrap_or("?")).collect()
        };
        assert_eq!(first("nguyễn"), "nguyen");
        assert_eq!(first("ươngđầy"), "uongday");
        assert_eq!(first("ștefănțĭu"), "stefantiu");
        assert_eq!(first("ɓaɗoƙƴ"), "badoky");
        assert_eq!(first("ẹniọlaṣ"), "eniolas");
        assert_eq!(first("ŵynŷ"), "wyny");
        assert_eq!(first("għaxaqċ"), "ghaxaqc");
        assert_eq!(icao('ж'), None);
    }

    #[test]
    fn names() {
        check(&Pairs {
            same: "müller mueller; müller muller; jürgen juergen; björn bjoern; björn bjorn; åse aase; åse ase; \
                   søren soeren; søren soren; guðrún gudrun; guðrún guthrun; þór thor; strauß strauss; strauß straus; \
                   yıldız yildiz; erdoğan erdogan; erdoğan erdoghan; işık ishik; muñoz munoz; muñoz munyoz; \
                   łukasz lukasz; đorđe djordje; đorđe dorde; saša sasha; živko zhivko; əliyev aliyev; əliyev eliyev; \
                   nguyễn nguyen; lý ly; wałęsa walesa; çelik chelik; çelik celik; ştefan stefan; dvořák dvorak; \
                   françois francois; œuvrard oeuvrard",
            other: "müller miller; müller mahler; jürgen jurgis; björn bjarne; åse else; søren saren; guðrún gudny; \
                    þór dor; strauß stras; yıldız yildirim; erdoğan erdemir; işık isil; muñoz mundoz; łukasz tukasz; \
                    đorđe george; saša sara; živko marko; əliyev oliyev; nguyễn nguyet; wałęsa valesa; çelik kelik; \
                    dvořák dvorsky; françois franco; œuvrard euvrard",
        });
    }
}
