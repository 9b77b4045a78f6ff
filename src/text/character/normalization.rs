//! Characters in an unusual form: decomposed (UAX #15, not NFC), or compatibility letters such as ligatures.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Positions of characters that normalisation would merge or replace.
///
/// In a decomposed sequence these are the combining marks that the composed letter absorbs; else the character itself.
pub fn normalization(value: &str) -> Vec<usize> {
    if value.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let chars: Vec<char> = value.chars().collect();
    let mut start = 0;
    while start < chars.len() {
        let mut end = start + 1;
        while chars.get(end).is_some_and(|&c| attaches(c)) {
            end += 1;
        }
        judge_run(chars.get(start..end).unwrap_or_default(), start, &mut found);
        start = end;
    }
    found
}

/// The ordinary form of a compatibility letter or digit: a ligature, a digraph, a mathematical or circled letter.
///
/// Not for letters that their own orthography writes so: ª º, the Thai and Lao vowel AM, the Hangul compatibility letters.
pub(crate) fn compatible(c: char) -> Option<String> {
    if c.is_ascii() || !is_compatibility_letter(c) {
        return None;
    }
    Some(std::iter::once(c).nfkc().collect())
}

fn is_compatibility_letter(c: char) -> bool {
    let letter = matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
        // Circled letters, and the radicals that PDFs give for Chinese characters.
        || matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F169}' | '\u{2E80}'..='\u{2FDF}');
    if !letter || super::width::is_wide_form(c) {
        return false;
    }
    let in_use = matches!(
        c,
        'ª' | 'º' | '\u{E33}' | '\u{EB3}' | '\u{EDC}' | '\u{EDD}' | '\u{675}'..='\u{678}' | '\u{3131}'..='\u{318E}' | '\u{13F}' | '\u{140}' | '\u{149}' | '\u{B2}' | '\u{B3}' | '\u{B9}'
    );
    if in_use {
        return false;
    }
    // Only what becomes letters and digits again: a spacing accent that turns into a blank and a mark is no letter.
    !std::iter::once(c).nfkc().eq(std::iter::once(c).nfc())
        && std::iter::once(c).nfkc().all(|k| {
            k.is_alphanumeric() || canonical_combining_class(k) != 0 || matches!(k, '(' | ')' | '/' | '\u{2044}')
        })
}

/// Whether a character may merge with what stands before it.
fn attaches(c: char) -> bool {
    !c.is_ascii() && (canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe)
}

fn judge_run(run: &[char], start: usize, found: &mut Vec<usize>) {
    if let [c] = run {
        if !c.is_ascii() && (is_compatibility_letter(*c) || is_nfc_quick(std::iter::once(*c)) == IsNormalized::No) {
            found.push(start);
        }
        return;
    }
    for (offset, c) in run.iter().enumerate() {
        if is_compatibility_letter(*c) {
            found.push(start + offset);
        }
    }
    let composed: Vec<char> = run.iter().copied().nfc().collect();
    if composed == run {
        return;
    }
    let before = found.len();
    let marks = run.iter().enumerate().skip(1);
    found.extend(marks.clone().filter(|(_, c)| !composed.contains(c)).map(|(offset, _)| start + offset));
    if found.len() == before {
        found.extend(marks.map(|(offset, _)| start + offset)); // only their order was wrong
    }
    found.sort_unstable();
    found.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_of_absorbed_marks() {
        assert_eq!(normalization("GRO\u{308}ßMANN, JO\u{308}RG"), [3, 13]);
        assert_eq!(normalization("NGUYE\u{302}\u{303}N"), [5, 6]);
        assert_eq!(normalization("Gri\u{FB03}n"), [3]);
        assert_eq!(normalization("\u{212A}elvin"), [0]);
        assert!(normalization("NGUYỄN, Mª x\u{30C} สมชาย น้ำใจ").is_empty());
        assert_eq!(normalization("\u{1112}\u{1161}\u{11AB}"), [1, 2]);
    }
}
