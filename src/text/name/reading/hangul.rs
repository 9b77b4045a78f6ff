//! Korean syllables.

/// Whether a character is a composed Korean syllable.
pub(super) fn is_hangul(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

/// The spellings of a Korean syllable: Revised Romanisation, McCune-Reischauer, and what passports carry.
pub(super) fn hangul(c: char) -> Vec<String> {
    const LEADS: [&[&str]; 19] = [
        &["g", "k"],
        &["kk", "gg"],
        &["n", "r", "l", "y"],
        &["d", "t"],
        &["tt"],
        &["r", "l", "n", "y", ""],
        &["m"],
        &["b", "p"],
        &["pp", "bb"],
        &["s", "sh"],
        &["ss", "s"],
        &["", "l", "r", "y", "w"],
        &["j", "ch"],
        &["jj"],
        &["ch"],
        &["k"],
        &["t"],
        &["p"],
        &["h"],
    ];
    const VOWELS: [&[&str]; 21] = [
        &["a", "ah"],
        &["ae", "ai", "e"],
        &["ya"],
        &["yae"],
        &["eo", "u", "o", "ur", "uh"],
        &["e"],
        &["yeo", "you", "yu", "yo", "eo", "u", "o"],
        &["ye", "e", "yeh"],
        &["o", "oh"],
        &["wa"],
        &["wae"],
        &["oe", "oi", "we"],
        &["yo"],
        &["u", "oo", "woo", "wu"],
        &["wo", "weo"],
        &["we"],
        &["wi", "ui"],
        &["yu", "yoo", "you"],
        &["eu", "u"],
        &["ui", "eui", "ee", "hee", "i"],
        &["i", "ee", "yi", "ie"],
    ];
    const TAILS: [&[&str]; 28] = [
        &["", "h"],
        &["k", "g"],
        &["k"],
        &["k"],
        &["n"],
        &["n"],
        &["n"],
        &["t", "d"],
        &["l", "r"],
        &["k"],
        &["m"],
        &["l", "p"],
        &["l"],
        &["l"],
        &["p"],
        &["l"],
        &["m"],
        &["p", "b"],
        &["p"],
        &["t", "s"],
        &["t"],
        &["ng"],
        &["t"],
        &["t"],
        &["k"],
        &["t"],
        &["p"],
        &["t"],
    ];
    if !is_hangul(c) {
        return Vec::new();
    }
    let index = (u32::from(c) - 0xAC00) as usize;
    let (lead, vowel, tail) = (index / 588, index % 588 / 28, index % 28);
    let mut found = Vec::new();
    for a in LEADS.get(lead).copied().unwrap_or_default() {
        for b in VOWELS.get(vowel).copied().unwrap_or_default() {
            for z in TAILS.get(tail).copied().unwrap_or_default() {
                found.push(format!("{a}{b}{z}"));
            }
        }
    }
    found
}
