//! Initials and contractions.

use super::established;

/// Written contractions: the short form, then what it may stand for. Letters are folded, without a full stop.
const CONTRACTIONS: &[(&str, &[&str])] = &[
    ("ma", &["maria"]),
    ("mª", &["maria"]),
    ("mo", &["mohammed", "mohamed", "muhammad"]),
    ("md", &["mohammed", "mohamed", "muhammad", "mohammad", "muhammed"]),
    ("mohd", &["mohammed", "mohamed", "muhammad", "mohammad"]),
    ("muhd", &["muhammad", "mohammed"]),
    ("abd", &["abdul"]),
    ("wm", &["william"]),
    ("chas", &["charles"]),
    ("thos", &["thomas"]),
    ("jos", &["joseph", "josef"]),
    ("jas", &["james"]),
    ("jn", &["john", "jean"]),
    ("jno", &["john"]),
    ("geo", &["george"]),
    ("robt", &["robert"]),
    ("richd", &["richard"]),
    ("edw", &["edward"]),
    ("benj", &["benjamin"]),
    ("saml", &["samuel"]),
    ("danl", &["daniel"]),
    ("fco", &["francisco"]),
    ("fca", &["francisca"]),
    ("jse", &["jose"]),
    ("mgl", &["miguel"]),
    ("st", &["saint", "sankt", "sint"]),
    ("ste", &["sainte"]),
    ("sta", &["santa"]),
    ("sto", &["santo"]),
    ("snt", &["saint"]),
    ("jr", &["junior"]),
    ("sr", &["senior"]),
    ("jnr", &["junior"]),
    ("snr", &["senior"]),
    ("rdz", &["rodriguez"]),
    ("glez", &["gonzalez"]),
    ("gzlez", &["gonzalez"]),
    ("mtz", &["martinez"]),
    ("lpz", &["lopez"]),
    ("pz", &["perez"]),
    ("gcia", &["garcia"]),
    ("dgo", &["domingo"]),
    ("bt", &["binti"]),
    ("bte", &["binte"]),
    ("b", &["bin", "binti"]),
    ("s/o", &["son of"]),
    ("vd", &["vande", "vander", "vanden"]),
    ("ii", &["2nd", "second"]),
    ("iii", &["3rd", "third"]),
];

/// Share of the long form's letters that a contraction keeps at most.
const MAX_KEPT: f64 = 0.7;

/// Whether `short` is an initial or a contraction of `long`; both are folded base letters.
pub(super) fn abbreviates(short: &str, long: &str) -> bool {
    let (short_length, long_length) = (short.chars().count(), long.chars().count());
    if short_length == 0 || short_length >= long_length {
        return false;
    }
    if is_listed(short, long) {
        return true;
    }
    if super::typo::is_generation(short) || super::typo::is_generation(long) || !same_first(short, long) {
        // An initial I or V is one, in spite of the numeral.
        return short_length == 1 && same_first(short, long) && !super::typo::is_generation(long);
    }
    if short_length == 1 {
        return true;
    }
    if established::is_name(short) || established::is_syllabic(short) {
        return false;
    }
    let kept = short_length as f64 / long_length as f64;
    // The first letters (EDWD, ROB), or the consonants (RODGZ) with the last letter.
    (long.starts_with(short) && long_length >= short_length + 2) || (kept <= MAX_KEPT && is_contraction(short, long))
}

/// Whether `short` is a written contraction that is listed for `long`.
pub(super) fn is_listed(short: &str, long: &str) -> bool {
    CONTRACTIONS.iter().any(|(contraction, meant)| *contraction == short && meant.contains(&long))
}

/// Whether `glued` is the initials of several parts (VD for VAN DER, JP for JEAN PIERRE).
pub(super) fn are_initials(glued: &str, parts: &[String]) -> bool {
    parts.len() >= 2
        && glued.chars().count() == parts.len()
        && glued.chars().zip(parts).all(|(initial, part)| part.starts_with(initial) && part.chars().count() > 1)
}

/// Letters in order, from the first to the last, and vowels only where the long form keeps them at an end.
fn is_contraction(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let in_order = short.chars().all(|c| rest.any(|l| l == c));
    let ends_alike = short.chars().last() == long.chars().last();
    let bare = !short.chars().skip(1).any(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'));
    in_order && (bare || ends_alike)
}

fn same_first(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_contractions() {
        for (short, long) in [
            ("r", "robert"),
            ("ma", "maria"),
            ("fdez", "fernandez"),
            ("rodgz", "rodriguez"),
            ("chas", "charles"),
            ("st", "saint"),
            ("wm", "william"),
            ("i", "ivan"),
        ] {
            assert!(abbreviates(short, long), "{short} {long}");
        }
        for (short, long) in
            [("h", "charles"), ("anna", "annamaria"), ("rodrigez", "rodriguez"), ("ii", "iii"), ("li", "lina")]
        {
            assert!(!abbreviates(short, long), "{short} {long}");
        }
        assert!(are_initials("vd", &["van".into(), "der".into()]));
    }
}
