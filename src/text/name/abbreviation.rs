//! Initials and contractions.

use super::romanization::Word;
use super::{generation, syllable};

/// Written contractions, sorted: the short form, then what it may stand for. Letters are folded, without a full stop.
const CONTRACTIONS: &[(&str, &[&str])] = &[
    ("abd", &["abdul"]),
    ("b", &["bin", "binti"]),
    ("benj", &["benjamin"]),
    ("bt", &["binti"]),
    ("bte", &["binte"]),
    ("chas", &["charles"]),
    ("danl", &["daniel"]),
    ("dgo", &["domingo"]),
    ("edw", &["edward"]),
    ("fca", &["francisca"]),
    ("fco", &["francisco"]),
    ("gcia", &["garcia"]),
    ("geo", &["george"]),
    ("glez", &["gonzalez"]),
    ("gzlez", &["gonzalez"]),
    ("ii", &["2nd", "second"]),
    ("iii", &["3rd", "third"]),
    ("jas", &["james"]),
    ("jn", &["john", "jean"]),
    ("jno", &["john"]),
    ("jnr", &["junior"]),
    ("jos", &["joseph", "josef"]),
    ("jr", &["junior"]),
    ("jse", &["jose"]),
    ("lpz", &["lopez"]),
    ("ma", &["maria"]),
    ("md", &["mohammed", "mohamed", "muhammad", "mohammad", "muhammed"]),
    ("mgl", &["miguel"]),
    ("mo", &["mohammed", "mohamed", "muhammad"]),
    ("mohd", &["mohammed", "mohamed", "muhammad", "mohammad"]),
    ("mtz", &["martinez"]),
    ("muhd", &["muhammad", "mohammed"]),
    ("mª", &["maria"]),
    ("pz", &["perez"]),
    ("rdz", &["rodriguez"]),
    ("richd", &["richard"]),
    ("robt", &["robert"]),
    ("s/o", &["son of"]),
    ("saml", &["samuel"]),
    ("snr", &["senior"]),
    ("snt", &["saint"]),
    ("sr", &["senior"]),
    ("st", &["saint", "sankt", "sint"]),
    ("sta", &["santa"]),
    ("ste", &["sainte"]),
    ("sto", &["santo"]),
    ("thos", &["thomas"]),
    ("vd", &["vande", "vander", "vanden"]),
    ("wm", &["william"]),
];

/// Bytes of the longest contraction.
const LONGEST: usize = 5;

/// Share of the long form's letters that a contraction keeps at most.
const MAX_KEPT: f64 = 0.7;

/// Whether `short` is an initial or a contraction of `long`; both are folded base letters.
pub(super) fn abbreviates(short: Word<'_>, long: Word<'_>) -> bool {
    let (short_length, long_length) = (short.base.chars().count(), long.base.chars().count());
    if short_length == 0 || short_length >= long_length {
        return false;
    }
    if is_listed(short.base, long.base) {
        return true;
    }
    if !same_first(short.base, long.base) || generation::is_generation(long.base) {
        return false;
    }
    // An initial I or V is one, in spite of the numeral.
    if short_length == 1 {
        return true;
    }
    if generation::is_generation(short.base) || short.is_established() || syllable::is_syllabic(short.base) {
        return false;
    }
    let kept = short_length as f64 / long_length as f64;
    // The first letters (EDWD, ROB), or the consonants (RODGZ) with the last letter.
    (long.base.starts_with(short.base) && long_length >= short_length + 2)
        || (kept <= MAX_KEPT && is_contraction(short.base, long.base))
}

/// Whether `short` is a written contraction that is listed for `long`.
pub(super) fn is_listed(short: &str, long: &str) -> bool {
    if short.len() > LONGEST || (!same_first(short, long) && !short.starts_with('i')) {
        return false;
    }
    CONTRACTIONS
        .binary_search_by_key(&short, |(contraction, _)| contraction)
        .ok()
        .and_then(|index| CONTRACTIONS.get(index))
        .is_some_and(|(_, meant)| meant.contains(&long))
}

/// Whether `glued` is the initials of several parts (VD for VAN DER, JP for JEAN PIERRE).
pub(super) fn are_initials<'a>(glued: &str, mut parts: impl Iterator<Item = &'a str>) -> bool {
    let mut initials = glued.chars();
    let each = initials
        .by_ref()
        .all(|initial| parts.next().is_some_and(|part| part.starts_with(initial) && part.len() > initial.len_utf8()));
    each && parts.next().is_none()
}

/// Letters in order, and the vowels left out: one stands at most, or all belong to the ending that both have (RODGZ, RGUEZ).
fn is_contraction(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let in_order = short.chars().all(|c| rest.any(|l| l == c));
    let vowels = short.chars().skip(1).filter(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).count();
    let ending = short.chars().skip(1).collect::<String>();
    in_order && (vowels <= 1 || long.ends_with(&ending))
}

fn same_first(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next()
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::*;

    #[test]
    fn initials_and_contractions() {
        let word = |base| Word { base, signature: 0, entry: lexicon::find(base) };
        for (short, long) in [
            ("r", "robert"),
            ("ma", "maria"),
            ("fdez", "fernandez"),
            ("rguez", "rodriguez"),
            ("rodgz", "rodriguez"),
            ("chas", "charles"),
            ("st", "saint"),
            ("wm", "william"),
            ("i", "ivan"),
        ] {
            assert!(abbreviates(word(short), word(long)), "{short} {long}");
        }
        for (short, long) in [
            ("h", "charles"),
            ("anna", "annamaria"),
            ("rodrigez", "rodriguez"),
            ("ii", "iii"),
            ("li", "lina"),
            ("beleve", "benicoleve"),
        ] {
            assert!(!abbreviates(word(short), word(long)), "{short} {long}");
        }
    }

    #[test]
    fn glued_initials() {
        assert!(are_initials("vd", ["van", "der"].into_iter()));
        assert!(!are_initials("vd", ["van", "der", "berg"].into_iter()) && !are_initials("vd", ["van"].into_iter()));
    }

    #[test]
    fn the_list_can_be_searched() {
        assert!(CONTRACTIONS.is_sorted_by_key(|(short, _)| short));
        for (short, meant) in CONTRACTIONS {
            assert!(meant.iter().all(|long| is_listed(short, long)), "{short}");
        }
    }
}
