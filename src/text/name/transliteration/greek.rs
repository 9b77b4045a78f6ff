//! Greek letters.

use super::Spellings;
use super::context::Context;
use unicode_normalization::UnicodeNormalization;

/// The spelling by ELOT 743 (ISO 843 type 2), which Greek and Cypriot passports carry.
///
/// Υ after Α, Ε or Η is V before a vowel or a voiced consonant and F elsewhere; ΜΠ is B where it begins a word.
pub fn elot(c: char, context: Context) -> Spellings {
    let letter = plain(c);
    let around = Around::of(context);
    Some(match letter {
        'υ' if is_pair_end(c) && around.before == Some('ο') => &[""],
        'υ' if is_pair_end(c) && matches!(around.before, Some('α' | 'ε' | 'η')) => {
            if around.voiced_after {
                &["v"]
            } else {
                &["f"]
            }
        }
        'ο' if around.opens_pair(c) => &["ou"],
        'γ' if matches!(around.after, Some('γ' | 'ξ' | 'χ')) && around.before != Some('γ') => &["n"],
        'μ' if around.after == Some('π') && context.is_first() => &["b"],
        'π' if around.before == Some('μ') && context.behind.is_none() => &[""],
        _ => return single(letter).and_then(|all| all.get(..1)),
    })
}

/// What people write, the passport spelling among it. Digraphs are spelt whole at their first letter.
pub fn spellings(c: char, context: Context) -> Spellings {
    let letter = plain(c);
    let around = Around::of(context);
    let ends_pair = is_pair_end(c);
    Some(match (letter, around.before, around.after) {
        ('ο', _, Some('υ')) if around.opens_pair(c) => &["ou", "u", "oy", "oo"],
        ('υ', Some('ο'), _) if ends_pair => &[""],
        ('υ', Some('α' | 'ε' | 'η'), _) if ends_pair => {
            if around.voiced_after {
                &["v", "u", "y", "b", "w"]
            } else {
                &["f", "u", "v", "y", "ph"]
            }
        }
        ('α', _, Some('ι')) if around.opens_pair(c) => &["ai", "ae", "e", "ay"],
        ('ε' | 'ο', _, Some('ι')) if around.opens_pair(c) => {
            if letter == 'ε' {
                &["ei", "i", "e", "y"]
            } else {
                &["oi", "i", "oe", "y"]
            }
        }
        ('ι', Some('α' | 'ε' | 'ο'), _) if ends_pair => &[""],
        ('γ', Some('γ'), _) => &[""],
        ('γ', _, Some('γ')) => &["ng", "gg", "g", "gk"],
        ('γ', _, Some('κ')) => &["gk", "g", "ng", "nk"],
        ('γ', _, Some('χ')) => &["nch", "gch", "nh", "gh", "nkh", "nx"],
        ('γ', _, Some('ξ')) => &["nx", "gx", "nks"],
        ('ι', Some('γ'), Some(next)) if is_vowel(next) => &["i", "y", ""],
        ('κ' | 'χ' | 'ξ', Some('γ'), _) => &[""],
        ('μ', _, Some('π')) => &["b", "mp", "mb"],
        ('ν', _, Some('τ')) => &["nt", "d", "nd"],
        ('τ', _, Some('ζ')) => &["tz", "j", "ts", "dj", "dz"],
        ('π', Some('μ'), _) | ('τ', Some('ν'), _) | ('ζ', Some('τ'), _) => &[""],
        ('γ', _, Some('ι' | 'ε' | 'υ' | 'η')) => &["g", "y", "gi", "j", "gh"],
        _ => return single(letter),
    })
}

/// A letter by itself, the passport spelling first.
fn single(letter: char) -> Spellings {
    Some(match letter {
        'α' => &["a"],
        'β' => &["v", "b"],
        'γ' => &["g", "gh", "y"],
        'δ' => &["d", "dh", "th"],
        'ε' => &["e"],
        'ζ' => &["z"],
        'η' => &["i", "e", "h", "y"],
        'θ' => &["th", "t"],
        'ι' => &["i", "y", "j"],
        'κ' => &["k", "c"],
        'λ' => &["l"],
        'μ' => &["m"],
        'ν' => &["n"],
        'ξ' => &["x", "ks"],
        'ο' | 'ω' => &["o"],
        'π' => &["p"],
        'ρ' => &["r", "rh"],
        'σ' | 'ς' => &["s", "ss"],
        'τ' => &["t"],
        'υ' => &["y", "i", "u"],
        'φ' => &["f", "ph"],
        'χ' => &["ch", "h", "kh", "x"],
        'ψ' => &["ps"],
        _ => return None,
    })
}

/// The plain letters next to a letter.
struct Around {
    /// `None` too where an accent parts it from the letter.
    before: Option<char>,
    after: Option<char>,
    /// The letter after, with its marks.
    after_marked: Option<char>,
    voiced_after: bool,
}

impl Around {
    fn of(context: Context) -> Self {
        let after = context.after.map(plain);
        let voiced = after.is_some_and(|c| matches!(c, 'β' | 'γ' | 'δ' | 'ζ' | 'λ' | 'μ' | 'ν' | 'ρ') || is_vowel(c));
        let before = context.before.filter(|c| !is_accented(*c) || !is_vowel(plain(*c))).map(plain);
        Self { before, after, after_marked: context.after, voiced_after: voiced }
    }

    /// Whether a vowel and the next letter are one sound: an accent on the first or a diaeresis parts them.
    fn opens_pair(&self, c: char) -> bool {
        matches!(self.after, Some('υ' | 'ι'))
            && !is_accented(c)
            && self.after_marked.is_some_and(is_pair_end)
            && (self.after == Some('ι') || plain(c) == 'ο')
    }
}

fn plain(c: char) -> char {
    std::iter::once(c).nfd().next().unwrap_or(c)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'α' | 'ε' | 'η' | 'ι' | 'ο' | 'υ' | 'ω')
}

fn is_accented(c: char) -> bool {
    std::iter::once(c).nfd().any(|mark| matches!(mark, '\u{300}' | '\u{301}' | '\u{342}'))
}

fn is_pair_end(c: char) -> bool {
    std::iter::once(c).nfd().all(|mark| mark != '\u{308}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::transliteration::trial::{Pairs, check};

    fn passport(name: &str) -> String {
        let letters: Vec<char> = name.chars().collect();
        (0..letters.len())
            .map(|index| {
                let found = elot(letters[index], Context::at(&letters, index));
                found.and_then(|all| all.first().copied()).unwrap_or("?")
            })
            .collect()
    }

    #[test]
    fn passport_spelling() {
        for (name, spelt) in [
            ("παπαδόπουλος", "papadopoulos"),
            ("ευάγγελος", "evangelos"),
            ("ευτυχία", "eftychia"),
            ("αύρα", "avra"),
            ("σταύρος", "stavros"),
            ("μπάμπης", "bampis"),
            ("λάμπρος", "lampros"),
            ("κωνσταντίνος", "konstantinos"),
            ("άγχος", "anchos"),
            ("σφίγξ", "sfinx"),
            ("γκίκας", "gkikas"),
            ("μαΐου", "maiou"),
            ("μάιος", "maios"),
            ("άυλος", "aylos"),
            ("προϋπολογισμός", "proypologismos"),
        ] {
            assert_eq!(passport(name), spelt);
        }
        assert_eq!(elot('я', Context::default()), None);
    }

    #[test]
    fn names() {
        check(&Pairs {
            same: "γεώργιος georgios; γιώργος giorgos; γιώργος yiorgos; ιωάννης ioannis; ιωάννης ioannes; \
                   νικόλαος nikolaos; νικόλαος nicolaos; κωνσταντίνος konstantinos; κωνσταντίνος constantinos; \
                   δημήτριος dimitrios; δημήτριος demetrios; παναγιώτης panagiotis; παναγιώτης panayiotis; \
                   βασίλειος vasileios; βασίλειος vasilios; βασίλειος basileios; αικατερίνη aikaterini; \
                   αικατερίνη ekaterini; ελένη eleni; χρήστος christos; χρήστος chrestos; ευάγγελος evangelos; \
                   ευάγγελος evaggelos; σταύρος stavros; αθανάσιος athanasios; σοφία sofia; σοφία sophia; \
                   θεόδωρος theodoros; μπάμπης babis; αντώνης antonis; αντώνης andonis; χαράλαμπος charalampos; \
                   χαράλαμπος haralambos; γκίκας gikas; παπαδόπουλος papadopoulos; παπαδόπουλος papadopulos; \
                   τζώρτζης tzortzis; ξένια xenia; φώτης photis; ειρήνη irini; ειρήνη eirini; ψαρός psaros; γιάννης yannis",
            other: "γεώργιος grigorios; γιώργος giannis; ιωάννης ioanna; νικόλαος nikitas; κωνσταντίνος kostas; \
                    δημήτριος dimitra; παναγιώτης panteleimon; βασίλειος vasiliki; αικατερίνη katina; ελένη elena; \
                    χρήστος christina; ευάγγελος evangelia; σταύρος stathis; αθανάσιος anastasios; σοφία stella; \
                    θεόδωρος theofilos; μπάμπης mapis; αντώνης antigoni; χαράλαμπος charitos; παπαδόπουλος papadakis; \
                    ξένια zenia; φώτης fotini; ειρήνη eleni; ψαρός saros",
        });
    }
}
