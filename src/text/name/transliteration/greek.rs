//! Greek letters.

use unicode_normalization::UnicodeNormalization;

/// Greek as in passports (ELOT 743) and as people write it. Accents fall away before.
pub(super) fn greek(c: char) -> Option<&'static [&'static str]> {
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
