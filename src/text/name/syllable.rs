//! Chinese and Korean names in Latin letters: such names differ by one letter and are all names.

use crate::text::list;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static PINYIN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    list(include_str!("../data/pinyin.txt")).filter_map(|line| line.split_ascii_whitespace().next()).collect()
});

/// Syllables of Korean given names and surnames in their usual spellings.
const KOREAN: &str = "a ae ah an ahn bae baek bin bo bok bom bong chae chan chang cheol cheon cho choi chul chun dae dal dan do dong du eun eui ga gang gi geun gil go gu gun gwang gyeong gyu gyun ha hae han he hee heon ho hoon hun hwa hwan hwang hye hyeok hyeon hyo hyuk hyun hyung i il im in jae jang je jeong jeon ji jin jo jong joo joon ju jun jung kang ki kim ko ku kwan kwang kwon kyeong kyu kyung lee lim ma man mi min mo moon mun myeong myung na nam nara no o oh ok pil ra rae ran rang ri rim ro roh ryan sae san sang se seo seok seon seong seul seung shin sik sil sim so sol son song soo soon su suk sun sung tae tak u ui uk un wan wol won woo wook woong ya yang ye yeol yeon yeong yong yoo yoon you young yu yuk yul yun yung";

static KOREAN_SYLLABLES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| KOREAN.split_ascii_whitespace().collect());

/// Most syllables of a Chinese or Korean part.
const MAX_SYLLABLES: usize = 3;
/// Letters of the longest syllable: zhuang, hyeong.
const LONGEST: usize = 6;

/// Whether a word reads as Chinese (pinyin) or Korean syllables throughout.
pub(super) fn is_syllabic(word: &str) -> bool {
    word.is_ascii()
        && word.len() <= MAX_SYLLABLES * LONGEST
        && (splits(word, &PINYIN, MAX_SYLLABLES) || splits(word, &KOREAN_SYLLABLES, MAX_SYLLABLES))
}

/// Whether a word reads as Chinese syllables in pinyin throughout.
pub(super) fn is_pinyin(word: &str) -> bool {
    word.is_ascii() && word.len() <= MAX_SYLLABLES * LONGEST && splits(word, &PINYIN, MAX_SYLLABLES)
}

fn splits(word: &str, syllables: &FxHashSet<&'static str>, most: usize) -> bool {
    if word.is_empty() {
        return true;
    }
    most > 0
        && (1..=word.len().min(LONGEST)).any(|length| {
            word.get(..length).is_some_and(|head| syllables.contains(head))
                && word.get(length..).is_some_and(|rest| splits(rest, syllables, most - 1))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables() {
        assert!(is_syllabic("xiaoming") && is_syllabic("zheng") && is_syllabic("minjae"));
        assert!(!is_syllabic("xiaomign") && !is_syllabic("veroniva"));
    }
}
