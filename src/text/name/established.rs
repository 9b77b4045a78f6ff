//! Whether a word is a name that people bear, so that it cannot be a slip for another.

use super::{nickname, romanization};
use crate::text::list;
use std::collections::HashSet;
use std::sync::LazyLock;

static NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../data/names.txt")).flat_map(str::split_ascii_whitespace).collect());

static PINYIN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    list(include_str!("../data/pinyin.txt")).filter_map(|line| line.split_ascii_whitespace().next()).collect()
});

/// Syllables of Korean given names and surnames in their usual spellings.
const KOREAN: &str = "a ae ah an ahn bae baek bin bo bok bom bong chae chan chang cheol cheon cho choi chul chun dae dal dan do dong du eun eui ga gang gi geun gil go gu gun gwang gyeong gyu gyun ha hae han he hee heon ho hoon hun hwa hwan hwang hye hyeok hyeon hyo hyuk hyun hyung i il im in jae jang je jeong jeon ji jin jo jong joo joon ju jun jung kang ki kim ko ku kwan kwang kwon kyeong kyu kyung lee lim ma man mi min mo moon mun myeong myung na nam nara no o oh ok pil ra rae ran rang ri rim ro roh ryan sae san sang se seo seok seon seong seul seung shin sik sil sim so sol son song soo soon su suk sun sung tae tak u ui uk un wan wol won woo wook woong ya yang ye yeol yeon yeong yong yoo yoon you young yu yuk yul yun yung";

static KOREAN_SYLLABLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| KOREAN.split_ascii_whitespace().collect());

/// Most syllables of a Chinese or Korean part.
const MAX_SYLLABLES: usize = 3;

/// Whether a folded base name is established.
pub(super) fn is_name(name: &str) -> bool {
    NAMES.contains(name) || nickname::is_known(name) || romanization::is_known(name)
}

/// Whether a word reads as Chinese (pinyin) or Korean syllables: such names differ by one letter and are all names.
pub(super) fn is_syllabic(word: &str) -> bool {
    word.is_ascii() && (splits(word, &PINYIN, MAX_SYLLABLES) || splits(word, &KOREAN_SYLLABLES, MAX_SYLLABLES))
}

fn splits(word: &str, syllables: &HashSet<&'static str>, most: usize) -> bool {
    if word.is_empty() {
        return true;
    }
    // The longest syllable is zhuang or hyeong, six letters.
    most > 0
        && (1..=word.len().min(6)).any(|length| {
            word.get(..length).is_some_and(|head| syllables.contains(head))
                && word.get(length..).is_some_and(|rest| splits(rest, syllables, most - 1))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_names() {
        for name in ["joan", "andersen", "manpreet", "kowalczyk", "danielle"] {
            assert!(is_name(name), "{name}");
        }
        assert!(!is_name("thorntno"));
    }

    #[test]
    fn syllables() {
        assert!(is_syllabic("xiaoming") && is_syllabic("zheng") && is_syllabic("minjae"));
        assert!(!is_syllabic("xiaomign") && !is_syllabic("veroniva"));
    }
}
