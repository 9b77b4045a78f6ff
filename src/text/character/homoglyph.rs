//! Look-alike letters (UTS #39): one word that mixes two alphabets, or a look-alike inside a code of ASCII signs.

mod digit;

use super::super::Kind;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_script::{Script, UnicodeScript};

/// Alphabets whose letters are drawn alike. Han, Kana and Hangul may stand together.
const ALPHABETS: [Script; 8] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Armenian,
    Script::Cherokee,
    Script::Coptic,
    Script::Lisu,
    Script::Georgian,
];

/// Letters by what they look like: script and skeleton to the letters that share it.
static BY_SKELETON: LazyLock<HashMap<(Script, String), Vec<char>>> = LazyLock::new(|| {
    let letters = ('A'..='Z')
        .chain('a'..='z')
        .chain('\u{C0}'..='\u{17F}')
        .chain('\u{370}'..='\u{3FF}')
        .chain('\u{400}'..='\u{45F}')
        .chain('\u{531}'..='\u{586}')
        .chain('\u{10D0}'..='\u{10F0}')
        .chain('\u{13A0}'..='\u{13F4}')
        .chain('\u{A4D0}'..='\u{A4F7}');
    let mut table: HashMap<(Script, String), Vec<char>> = HashMap::new();
    for letter in letters.filter(|c| c.is_alphabetic() && super::normalization(c.encode_utf8(&mut [0; 4])).is_empty()) {
        table.entry((letter.script(), skeleton_of(letter))).or_default().push(letter);
    }
    table
});

/// Positions of letters that only look like the one that is meant, judged without a reference.
///
/// A word wholly in one script is never accused. In a telephone number, a document number or a date, and for the
/// digits 0 and 1 inside a word of a name, the look-alike need not mix scripts.
pub fn homoglyph(value: &str, kind: Kind) -> Vec<usize> {
    if value.is_ascii() && !matches!(kind, Kind::Name | Kind::Phone | Kind::Date) {
        return Vec::new();
    }
    find(value, kind).into_iter().map(|(index, _)| index).collect()
}

/// The value with every look-alike replaced.
pub(super) fn replace(value: &str, kind: Kind) -> String {
    let found = find(value, kind);
    if found.is_empty() {
        return value.to_owned();
    }
    let mut chars: Vec<char> = value.chars().collect();
    for (index, meant) in found {
        if let Some(c) = chars.get_mut(index) {
            *c = meant;
        }
    }
    chars.into_iter().collect()
}

/// What the look-alike `c` stands for in the value.
pub(crate) fn lookalike(c: char, value: &[char], kind: Kind) -> Option<char> {
    let text: String = value.iter().collect();
    find(&text, kind).into_iter().find(|(index, _)| value.get(*index) == Some(&c)).map(|(_, meant)| meant)
}

/// The UTS #39 skeleton; two strings that look alike have the same one.
pub(crate) fn skeleton(text: &str) -> String {
    unicode_security::skeleton(text).collect()
}

/// The alphabet of a letter, where its letters are mistaken for those of others; by range for the usual ones.
pub(crate) fn alphabet(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            Some(Script::Latin)
        }
        '\0'..='\u{BF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => None,
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => Some(Script::Cyrillic),
        _ => Some(c.script()).filter(|script| is_alphabet(*script)),
    }
}

/// The letters of an alphabet that are drawn like a letter of another.
pub(crate) fn drawn_like(c: char, script: Script) -> &'static [char] {
    BY_SKELETON.get(&(script, skeleton_of(c))).map_or(&[], Vec::as_slice)
}

/// Whether a script is one of the alphabets that are mistaken for each other.
pub(crate) fn is_alphabet(script: Script) -> bool {
    ALPHABETS.contains(&script)
}

fn find(value: &str, kind: Kind) -> Vec<(usize, char)> {
    if kind.is_ascii_code() {
        let mut found = find_in_code(value, kind);
        if kind == Kind::Date {
            found.extend(find_among_digits(value));
            // A digit comes before the letter that is drawn like it.
            found.sort_unstable();
            found.dedup_by_key(|(index, _)| *index);
        }
        return found;
    }
    let chars: Vec<char> = value.chars().collect();
    let whole = dominant(&chars);
    let mut found = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let separates = |c: char| {
            c.is_whitespace()
                || matches!(c, ',' | ';' | '@' | '/' | '\u{3000}')
                || (kind == Kind::Email || kind == Kind::Url) && c == '.'
        };
        let length = chars.iter().skip(start).take_while(|&&c| !separates(c)).count();
        let token = chars.get(start..start + length).unwrap_or_default();
        find_in_token(token, start, whole, kind, &mut found);
        start += length + 1;
    }
    found
}

/// In a code of ASCII signs every letter of another alphabet that looks like one of them is meant to be it.
fn find_in_code(value: &str, kind: Kind) -> Vec<(usize, char)> {
    let digits_only = matches!(kind, Kind::Phone);
    let written_out = value.chars().filter(|c| c.is_ascii_alphabetic()).count() > 2;
    value
        .chars()
        .enumerate()
        .filter_map(|(index, c)| {
            let meant = if c.is_ascii() {
                // A lone O, I or l among digits; words such as 1-800-FLOWERS are letters.
                if !digits_only || written_out { None } else { digit_of(c) }
            } else if digits_only {
                digit_of(c).or_else(|| ascii_of(c))
            } else {
                ascii_of(c)
            };
            meant.map(|meant| (index, meant))
        })
        .collect()
}

/// Letters that look like digits in a run that is digits otherwise: `O4` for `04`.
fn find_among_digits(value: &str) -> Vec<(usize, char)> {
    let chars: Vec<(usize, char)> = value.chars().enumerate().collect();
    let runs = chars.split(|(_, c)| !c.is_ascii_alphanumeric());
    runs.filter(|run| {
        run.iter().any(|(_, c)| c.is_ascii_digit())
            && run.iter().all(|(_, c)| c.is_ascii_digit() || digit_of(*c).is_some())
    })
    .flat_map(|run| run.iter().filter_map(|(index, c)| digit_of(*c).map(|meant| (*index, meant))))
    .collect()
}

fn find_in_token(token: &[char], start: usize, whole: Option<Script>, kind: Kind, found: &mut Vec<(usize, char)>) {
    let mut scripts: Vec<(Script, usize)> = Vec::new();
    for script in token.iter().filter(|c| c.is_alphabetic()).map(|c| c.script()).filter(|s| is_alphabet(*s)) {
        match scripts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => scripts.push((script, 1)),
        }
    }
    if scripts.len() > 1 {
        let main = main_script(token, &scripts, whole);
        for (offset, &c) in token.iter().enumerate() {
            if c.is_alphabetic()
                && is_alphabet(c.script())
                && c.script() != main
                && let Some(meant) = same_look(c, main)
            {
                found.push((start + offset, meant));
            }
        }
    }
    if kind == Kind::Name && scripts.iter().any(|(script, _)| *script == Script::Latin) {
        digit::in_word(token, start, found);
    }
}

/// The script that a mixed word is meant to be in.
///
/// The one whose letters the others can all be mistaken for; where that is open, the rest of the value, then the most letters.
fn main_script(token: &[char], scripts: &[(Script, usize)], whole: Option<Script>) -> Script {
    let fits = |main: Script| {
        token
            .iter()
            .filter(|c| c.is_alphabetic() && is_alphabet(c.script()) && c.script() != main)
            .all(|&c| same_look(c, main).is_some())
    };
    let fitting: Vec<Script> = scripts.iter().map(|(script, _)| *script).filter(|script| fits(*script)).collect();
    match fitting.as_slice() {
        [only] => *only,
        several => {
            let open = |script: &Script| several.is_empty() || several.contains(script);
            if let Some(whole) = whole.filter(|script| open(script) && scripts.iter().any(|(known, _)| known == script))
            {
                return whole;
            }
            let best = scripts
                .iter()
                .filter(|(script, _)| open(script))
                .max_by_key(|(script, count)| (*count, *script == Script::Latin));
            best.map_or(Script::Latin, |(script, _)| *script)
        }
    }
}

/// The alphabet of most letters of the value.
fn dominant(chars: &[char]) -> Option<Script> {
    ALPHABETS
        .iter()
        .map(|script| (chars.iter().filter(|c| c.is_alphabetic() && c.script() == *script).count(), *script))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count)
        .map(|(_, script)| script)
}

/// The letter of another alphabet that looks like `c`, of the same case where there is one.
fn same_look(c: char, script: Script) -> Option<char> {
    let letters = BY_SKELETON.get(&(script, skeleton_of(c)))?;
    letters.iter().copied().find(|l| l.is_uppercase() == c.is_uppercase()).or_else(|| letters.first().copied())
}

/// The ASCII letter or digit that a non-ASCII character looks like.
fn ascii_of(c: char) -> Option<char> {
    if c.is_ascii() || !(c.is_alphabetic() || c == '×') || super::width::is_wide_form(c) {
        return None;
    }
    if matches!(c, '×' | 'Х' | 'х' | 'Χ' | 'χ') {
        return Some(if c == 'х' { 'x' } else { 'X' });
    }
    same_look(c, Script::Latin).filter(char::is_ascii).or_else(|| {
        let look = skeleton_of(c);
        ('0'..='9').find(|digit| skeleton_of(*digit) == look)
    })
}

/// The digit that a letter looks like: O, I and l, and what looks like those.
fn digit_of(c: char) -> Option<char> {
    match c {
        'O' | 'o' => Some('0'),
        'I' | 'l' => Some('1'),
        _ if c.is_ascii() => None,
        _ => match ascii_of(c)? {
            'O' | 'o' => Some('0'),
            'I' | 'l' => Some('1'),
            other => Some(other),
        },
    }
}

fn skeleton_of(c: char) -> String {
    skeleton(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_by_word() {
        assert!(homoglyph("ИВАНОВ IVAN", Kind::Name).is_empty());
        assert_eq!(homoglyph("O'CONNОR, ENYA", Kind::Name), [6]);
        assert_eq!(homoglyph("ИBAHOB, СЕРГЕЙ", Kind::Name), [1, 2, 3, 4, 5]);
        assert_eq!(homoglyph("LI, ΝA", Kind::Name), [4]);
        assert_eq!(homoglyph("J0HNSON, Wi11iam", Kind::Name), [1, 11, 12]);
    }

    #[test]
    fn in_codes_any_lookalike() {
        assert_eq!(homoglyph("E12345б78", Kind::Number), [6]);
        assert_eq!(homoglyph("11010519491231002×", Kind::Number), [17]);
        assert_eq!(homoglyph("+65 8123 456O", Kind::Phone), [12]);
        assert!(homoglyph("1-800-FLOWERS", Kind::Phone).is_empty());
    }

    #[test]
    fn replaces_in_kind() {
        assert_eq!(replace("РАТEL", Kind::Name), "PATEL");
        assert_eq!(replace("ИBAHOB", Kind::Name), "ИВАНОВ");
    }
}
