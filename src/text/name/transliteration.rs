//! National letters as A-Z: ICAO Doc 9303-3 section 6 as sets of variants, and looser everyday spellings.
//!
//! A national name has no single spelling in A-Z, so a spelling is never produced and compared: every way to spell each
//! letter is followed through the target at once, and what counts is whether one of them reaches its end.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest target, one bit a position.
const MAX_TARGET: usize = 127;

/// How freely letters may be spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The recommended variants of 9303-3 section 6, and the base letter for a letter outside its tables.
    Icao,
    /// Also everyday spellings, and Arabic with its vowels written.
    Everyday,
}

/// Whether a folded national name can be spelt as the given a-z string in everyday use.
pub(super) fn spells(national: &str, latin: &str) -> bool {
    !national.is_ascii() && reach(national, latin, Style::Everyday).is_some_and(|reached| reached.whole)
}

/// Whether a folded name is spelt as the field component by a recommended variant.
pub(super) fn encodes(national: &str, component: &str) -> bool {
    reach(national, component, Style::Icao).is_some_and(|reached| reached.whole)
}

/// Whether the component is the beginning of a recommended spelling of the folded name.
pub(super) fn encodes_beginning(national: &str, component: &str) -> bool {
    reach(national, component, Style::Icao).is_some_and(|reached| reached.cut)
}

/// The A-Z spelling by the first recommended choice of each letter; hyphens become spaces, apostrophes and stops go.
///
/// `None` where a letter has no spelling in the tables.
pub fn mrz_spelling(name: &str) -> Option<String> {
    let mut spelt = String::with_capacity(name.len());
    let mut before = None;
    for c in name.nfc().flat_map(char::to_lowercase).collect::<String>().nfc() {
        match c {
            '-' | ' ' | '\u{2010}'..='\u{2015}' => {
                if !spelt.ends_with(' ') {
                    spelt.push(' ');
                }
            }
            ',' => spelt.push(','),
            '\'' | '.' | '\u{2019}' | '\u{2018}' => {}
            _ if c.is_ascii_lowercase() => spelt.push(c),
            _ if is_combining_mark(c) => {}
            _ => spelt.push_str(options(c, before, Style::Icao).first()?),
        }
        before = Some(c);
    }
    Some(spelt.to_ascii_uppercase())
}

/// Where the spellings of a name end in a target.
struct Reached {
    /// One of them is the target.
    whole: bool,
    /// The target is the beginning of one of them.
    cut: bool,
}

fn reach(national: &str, target: &str, style: Style) -> Option<Reached> {
    let target = target.as_bytes();
    if target.is_empty() || target.len() > MAX_TARGET {
        return None;
    }
    let end = 1u128 << target.len();
    let mut at: u128 = 1;
    let mut cut = false;
    let mut before = None;
    for c in national.chars() {
        if is_combining_mark(c) && c != '\u{651}' {
            continue; // a mark that has no composed letter; the Arabic shadda doubles and is handled below
        }
        let mut next = 0;
        let choices =
            if c.is_ascii_alphanumeric() { Options::Letter(c) } else { Options::Several(options(c, before, style)) };
        let mut follow = |choice: &[u8]| {
            for start in 0..target.len() + 1 {
                if at & (1 << start) == 0 {
                    continue;
                }
                let rest = target.get(start..).unwrap_or_default();
                if rest.starts_with(choice) {
                    next |= 1 << (start + choice.len());
                } else if choice.starts_with(rest) {
                    cut = true;
                }
            }
        };
        match choices {
            Options::Letter(letter) => follow(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            Options::Several(several) => several.iter().for_each(|choice| follow(choice.as_bytes())),
        }
        if style == Style::Everyday && is_arabic(c) {
            next |= vowels_after(next, target);
        }
        cut |= at & end != 0;
        at = next;
        if at == 0 {
            break;
        }
        before = Some(c);
    }
    Some(Reached { whole: at & end != 0, cut: cut || at & end != 0 })
}

enum Options {
    Letter(char),
    Several(&'static [&'static str]),
}

/// Arabic script leaves doubled consonants and short vowels unwritten: a letter may come twice, and one vowel may follow.
///
/// Two vowels in a row render a long one, which is written (MAHMOUD is not MOHAMED).
fn vowels_after(at: u128, target: &[u8]) -> u128 {
    let mut reached = at;
    for doubles in [true, false] {
        let mut next = reached;
        for (index, byte) in target.iter().enumerate().filter(|(index, _)| reached & (1 << index) != 0) {
            let doubled = index > 0 && target.get(index - 1) == Some(byte);
            if if doubles { doubled } else { matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u') } {
                next |= 1 << (index + 1);
            }
        }
        reached = next;
    }
    reached
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}')
}

/// The spellings of one lower-case letter, the first choice first; empty where it has none.
fn options(c: char, before: Option<char>, style: Style) -> &'static [&'static str] {
    let everyday = style == Style::Everyday;
    if let Some(found) = latin(c, everyday) {
        return found;
    }
    let first = before.is_none_or(|b| !b.is_alphabetic());
    if let Some(found) = cyrillic(c, first, everyday) {
        return found;
    }
    if let Some(found) = if everyday { greek(c) } else { None } {
        return found;
    }
    if let Some(found) = arabic(c, everyday) {
        return found;
    }
    base(c)
}

/// 9303-3 section 6 A; the everyday column adds what people write.
fn latin(c: char, everyday: bool) -> Option<&'static [&'static str]> {
    Some(match (c, everyday) {
        ('ä', _) => &["ae", "a"],
        ('å', false) => &["aa", "a"],
        ('å', true) => &["aa", "a", "o"],
        ('ñ', false) => &["n", "nxx"],
        ('ñ', true) => &["n", "nxx", "ny", "gn"],
        ('ö', _) => &["oe", "o"],
        ('ü', false) => &["ue", "uxx", "u"],
        ('ü', true) => &["ue", "uxx", "u", "yu", "v", "y"],
        ('ø', false) => &["oe"],
        ('ø', true) => &["oe", "o"],
        ('æ', false) => &["ae"],
        ('æ', true) => &["ae", "a", "e"],
        ('œ', _) => &["oe"],
        ('ß', _) => &["ss"],
        ('þ', false) => &["th"],
        ('þ', true) => &["th", "t"],
        ('ð', false) => &["d"],
        ('ð', true) => &["d", "dh", "th"],
        ('đ', false) => &["d"],
        ('đ', true) => &["d", "dj"],
        ('ħ', _) => &["h"],
        ('ł', _) => &["l"],
        ('ŋ', _) => &["n", "ng"],
        ('ŧ', _) => &["t"],
        ('ĸ', _) => &["q", "k"],
        ('ı', _) => &["i"],
        ('ĳ', _) => &["ij"],
        ('ə', _) => &["ae", "a", "e"], // in no table: Azerbaijani passports write either
        ('č', true) => &["c", "ch"],
        ('š', true) => &["s", "sh"],
        ('ž', true) => &["z", "zh"],
        ('ć', true) => &["c", "ch"],
        ('ç', true) => &["c", "ch"],
        ('ş' | 'ș', true) => &["s", "sh"],
        ('ğ', true) => &["g", "gh", ""],
        ('ő', true) => &["o", "oe"],
        ('ű', true) => &["u", "ue"],
        _ => return None,
    })
}

/// 9303-3 section 6 B: all language columns of a letter together.
fn cyrillic(c: char, first: bool, everyday: bool) -> Option<&'static [&'static str]> {
    Some(match (c, everyday) {
        ('а', _) => &["a"],
        ('б', _) => &["b"],
        ('в', false) => &["v"],
        ('в', true) => &["v", "w", "ff"],
        ('г', _) => &["g", "h"],
        ('ґ' | 'ѓ', _) => &["g"],
        ('д', _) => &["d"],
        ('ђ', _) => &["d", "dj"],
        ('е', false) => &["e"],
        ('е', true) => &["e", "ye", "ie", "je"],
        ('ё', false) => &["e"],
        ('ё', true) => &["e", "yo", "io", "ye", "jo", "o"],
        ('є', false) => {
            if first {
                &["ie", "ye"]
            } else {
                &["ie"]
            }
        }
        ('є', true) => &["ie", "ye", "e", "je"],
        ('ж', false) => &["zh", "z"],
        ('ж', true) => &["zh", "z", "j"],
        ('ѕ', _) => &["dz"],
        ('з', _) => &["z"],
        ('и', _) => &["i", "y"],
        ('і', _) => &["i"],
        ('ї', false) => {
            if first {
                &["i", "yi"]
            } else {
                &["i"]
            }
        }
        ('ї', true) => &["i", "yi", "ji"],
        ('й', false) => {
            if first {
                &["i", "y"]
            } else {
                &["i"]
            }
        }
        ('й', true) => &["i", "y", "j", ""],
        ('ј', false) => &["j"],
        ('ј', true) => &["j", "y", "i"],
        ('к', _) => &["k"],
        ('ќ', _) => &["k", "kj"],
        ('л', _) => &["l"],
        ('љ', _) => &["lj"],
        ('м', _) => &["m"],
        ('н', _) => &["n"],
        ('њ', _) => &["nj"],
        ('о', _) => &["o"],
        ('п', _) => &["p"],
        ('р', _) => &["r"],
        ('с', _) => &["s"],
        ('т', _) => &["t"],
        ('ћ', _) => &["c"],
        ('у', false) => &["u"],
        ('у', true) => &["u", "ou"],
        ('ў', _) => &["u"],
        ('ф', _) => &["f"],
        ('х', _) => &["kh", "h"],
        ('ц', _) => &["ts", "c"],
        ('ч', _) => &["ch", "c"],
        ('џ', _) => &["dz", "dj"],
        ('ш', false) => &["sh", "s"],
        ('ш', true) => &["sh", "s", "sch"],
        ('щ', false) => &["shch", "sht"],
        ('щ', true) => &["shch", "sht", "sch", "sh"],
        ('ъ', false) => &["ie", "a"],
        ('ъ', true) => &["", "ie", "a", "u"],
        ('ы', false) => &["y"],
        ('ы', true) => &["y", "i"],
        ('ь', false) => &[""],
        ('ь', true) => &["", "y", "i"],
        ('э', _) => &["e"],
        ('ю', false) => {
            if first {
                &["iu", "yu"]
            } else {
                &["iu"]
            }
        }
        ('ю', true) => &["iu", "yu", "ju", "u"],
        ('я', false) => {
            if first {
                &["ia", "ya"]
            } else {
                &["ia"]
            }
        }
        ('я', true) => &["ia", "ya", "ja", "a"],
        ('ѣ', _) => &["ie", "e"],
        ('ѫ', _) => &["u"],
        ('ѵ', _) => &["y"],
        _ => return None,
    })
}

/// Greek as in passports (ELOT 743) and as people write it. Accents fall away before.
fn greek(c: char) -> Option<&'static [&'static str]> {
    let c = std::iter::once(c).nfd().next().unwrap_or(c);
    Some(match c {
        'α' => &["a"],
        'β' => &["v", "b"],
        'γ' => &["g", "gh", "y", "n"],
        'δ' => &["d", "dh"],
        'ε' => &["e"],
        'ζ' => &["z"],
        'η' => &["i", "h", "e"],
        'θ' => &["th"],
        'ι' => &["i", "y"],
        'κ' => &["k", "c"],
        'λ' => &["l"],
        'μ' => &["m", "b", ""],
        'ν' => &["n", ""],
        'ξ' => &["x", "ks"],
        'ο' => &["o"],
        'π' => &["p", "b"],
        'ρ' => &["r"],
        'σ' | 'ς' => &["s"],
        'τ' => &["t", "d"],
        'υ' => &["y", "u", "v", "f", "i"],
        'φ' => &["f", "ph"],
        'χ' => &["ch", "h", "kh"],
        'ψ' => &["ps"],
        'ω' => &["o"],
        _ => return None,
    })
}

/// 9303-3 section 6 C, with X as the escape; the everyday column is the phonetic spelling that most passports carry.
fn arabic(c: char, everyday: bool) -> Option<&'static [&'static str]> {
    Some(match (c, everyday) {
        ('ا', false) => &["a"],
        ('ا', true) => &["a", "", "e", "i", "o", "u", "aa"],
        ('أ', false) => &["xe"],
        ('أ' | 'إ' | 'آ' | 'ٱ', true) => &["a", "", "e", "i", "o", "u", "ou", "aa", "xe", "xi", "xaa"],
        ('إ', false) => &["i"],
        ('آ', false) => &["xaa"],
        ('ٱ', false) => &["xxa"],
        ('ب', _) => &["b"],
        ('پ', _) => &["p"],
        ('ت', _) => &["t"],
        ('ث', false) => &["xth"],
        ('ث', true) => &["th", "xth", "s", "t"],
        ('ج', false) => &["j"],
        ('ج', true) => &["j", "g", "dj", "gh"],
        ('چ', false) => &["xc"],
        ('چ', true) => &["ch", "xc"],
        ('ح', false) => &["xh"],
        ('ح', true) => &["h", "xh", ""],
        ('خ', false) => &["xkh"],
        ('خ', true) => &["kh", "xkh", "h"],
        ('د', _) => &["d"],
        ('ذ', false) => &["xdh"],
        ('ذ', true) => &["dh", "xdh", "z", "th", "d"],
        ('ر', _) => &["r"],
        ('ز', _) => &["z"],
        ('ژ', false) => &["xzh"],
        ('ژ', true) => &["zh", "xzh", "j"],
        ('س', _) => &["s"],
        ('ش', false) => &["xsh"],
        ('ش', true) => &["sh", "xsh", "ch"],
        ('ص', false) => &["xss"],
        ('ص', true) => &["s", "xss"],
        ('ض', false) => &["xdz"],
        ('ض', true) => &["d", "xdz", "dh", "z"],
        ('ط', false) => &["xtt"],
        ('ط', true) => &["t", "xtt"],
        ('ظ', false) => &["xzz"],
        ('ظ', true) => &["z", "xzz", "dh"],
        ('ع', false) => &["e"],
        ('ع', true) => &["a", "e", "", "i", "o", "u"],
        ('غ', false) => &["g"],
        ('غ', true) => &["gh", "g"],
        ('ف', false) => &["f"],
        ('ف', true) => &["f", "ph"],
        ('ق', false) => &["q"],
        ('ق', true) => &["q", "k", "g"],
        ('ك' | 'ک', _) => &["k"],
        ('گ', false) => &["xg"],
        ('گ', true) => &["g", "xg"],
        ('ل', _) => &["l"],
        ('م', _) => &["m"],
        ('ن', _) => &["n"],
        ('ه', false) => &["h"],
        ('ه', true) => &["h", "", "eh"],
        ('و', false) => &["w"],
        ('و', true) => &["w", "o", "u", "ou", "oo", "v", "aw", "ow"],
        ('ي' | 'ی', false) => &["y"],
        ('ي' | 'ی', true) => &["y", "i", "ee", "e", "ei", "ai", "ay", "iy"],
        ('ى', false) => &["xay"],
        ('ى', true) => &["a", "xay", "y", "i"],
        ('ة', false) => &["xta", "xah"],
        ('ة', true) => &["a", "ah", "eh", "at", "e", "xta", "xah"],
        ('ء', false) => &["xe"],
        ('ئ', false) => &["xi"],
        ('ؤ', false) => &["xwo"],
        ('ء' | 'ئ' | 'ؤ', true) => &["", "a", "e", "i", "y", "o", "u", "xe", "xi", "xwo"],
        ('ے', _) => &["xyb", "e", "ay"],
        ('\u{651}', _) => &[""],
        _ => return None,
    })
}

/// The base letter of a letter outside the tables (Vietnamese and others).
fn base(c: char) -> &'static [&'static str] {
    const LETTERS: [&[&str]; 26] = [
        &["a"],
        &["b"],
        &["c"],
        &["d"],
        &["e"],
        &["f"],
        &["g"],
        &["h"],
        &["i"],
        &["j"],
        &["k"],
        &["l"],
        &["m"],
        &["n"],
        &["o"],
        &["p"],
        &["q"],
        &["r"],
        &["s"],
        &["t"],
        &["u"],
        &["v"],
        &["w"],
        &["x"],
        &["y"],
        &["z"],
    ];
    let plain = std::iter::once(c).nfd().next().unwrap_or(c);
    match plain {
        'a'..='z' => LETTERS.get(usize::from(plain as u8 - b'a')).copied().unwrap_or_default(),
        'ª' => &["a"],
        'º' => &["o"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_recommended_variants() {
        for component in ["mueller", "muller", "muxxller"] {
            assert!(encodes("müller", component), "{component}");
        }
        assert!(!encodes("müller", "myller"));
        assert!(encodes("щорс", "shchors") && encodes("щорс", "shtors"));
        assert!(encodes("trần", "tran") && encodes("nguyễn", "nguyen"));
        assert!(encodes("حسن", "xhsn"));
    }

    #[test]
    fn everyday_spellings() {
        assert!(spells("محمد", "mohammed") && spells("محمد", "muhammad"));
        assert!(!spells("محمد", "mahmoud"));
        assert!(spells("хрущёв", "khrushchev") && spells("георгий", "georgii"));
        assert!(spells("γεώργιος", "georgios"));
        assert!(!spells("снен", "chen"));
    }

    #[test]
    fn beginnings() {
        assert!(
            encodes_beginning("krishnamurthy", "k")
                && encodes_beginning("müller", "mu")
                && encodes_beginning("müller", "mue")
        );
        assert!(!encodes_beginning("maria", "marx"));
    }

    #[test]
    fn first_choices() {
        assert_eq!(mrz_spelling("GRÖßMANN, JÖRG").as_deref(), Some("GROESSMANN, JOERG"));
        assert_eq!(mrz_spelling("ÇELİK, İBRAHİM").as_deref(), Some("CELIK, IBRAHIM"));
        assert_eq!(mrz_spelling("张伟"), None);
    }
}
