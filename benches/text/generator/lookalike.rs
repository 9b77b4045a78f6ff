//! Letters of other alphabets that are drawn alike (the skeletons of UTS #39, as `unicode-security` has them).

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::is_nfkc;
use unicode_script::{Script, UnicodeScript};

/// Alphabets of one root, whose letters people and converters mix up.
const ALPHABETS: [Script; 6] =
    [Script::Latin, Script::Cyrillic, Script::Greek, Script::Armenian, Script::Cherokee, Script::Coptic];

/// The letters of those alphabets by their look and their case.
static LETTERS: LazyLock<HashMap<(String, bool), Vec<char>>> = LazyLock::new(|| {
    let mut letters: HashMap<(String, bool), Vec<char>> = HashMap::new();
    for c in ('\0'..='\u{FFFF}').filter(|c| ALPHABETS.contains(&c.script())) {
        let single = c.is_uppercase() || c.is_lowercase();
        if single && is_nfkc(c.encode_utf8(&mut [0; 4])) {
            letters.entry(look(c)).or_default().push(c);
        }
    }
    letters
});

/// The letters of another alphabet that look like `c` and have its case; none for a letter of another root.
pub fn lookalikes(c: char) -> Vec<char> {
    if !ALPHABETS.contains(&c.script()) {
        return Vec::new();
    }
    let same = LETTERS.get(&look(c)).map(Vec::as_slice).unwrap_or_default();
    same.iter().copied().filter(|other| other.script() != c.script()).collect()
}

fn look(c: char) -> (String, bool) {
    (unicode_security::skeleton(c.encode_utf8(&mut [0; 4])).collect(), c.is_uppercase())
}
