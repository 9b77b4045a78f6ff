//! Korean syllables: Revised Romanization, McCune-Reischauer without its marks, and what passports carry.
//!
//! Each of the three parts of a syllable is spelt by rules over its neighbours, within the syllable and across it.

use crate::text::name::transliteration::Context;

/// The spellings of the lead consonant, the vowel and the tail consonant, to be followed one after the other.
pub type Parts = [&'static [&'static str]; 3];

const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;
const VOWELS: u32 = 21;
const TAILS: u32 = 28;

/// Lead consonants that rules ask for, by their number in a syllable (Unicode Standard, section 3.12).
const LEAD_N: u32 = 2;
const LEAD_R: u32 = 5;
const LEAD_M: u32 = 6;
const LEAD_NONE: u32 = 11;

/// Vowels that rules ask for.
const A: u32 = 0;
const U: u32 = 13;
const WI: u32 = 16;
const I: u32 = 20;

/// A composed syllable taken apart into the numbers of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Syllable {
    lead: u32,
    vowel: u32,
    tail: u32,
}

impl Syllable {
    fn of(c: char) -> Option<Self> {
        let index = u32::from(c).checked_sub(FIRST).filter(|_| is_hangul(c))?;
        Some(Self { lead: index / (VOWELS * TAILS), vowel: index / TAILS % VOWELS, tail: index % TAILS })
    }

    /// I and the vowels that begin with Y.
    fn is_palatal(self) -> bool {
        matches!(self.vowel, 2 | 3 | 6 | 7 | 12 | 17 | I)
    }
}

/// Whether a character is a composed Korean syllable.
pub fn is_hangul(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}

/// The spellings of the parts of a syllable, the Revised Romanization first; `None` for another character.
pub fn parts(c: char, context: Context) -> Option<Parts> {
    let syllable = Syllable::of(c)?;
    let next = context.after.and_then(Syllable::of);
    Some([lead(syllable, context.is_first()), vowel(syllable), tail(syllable, next)])
}

/// A name that began with R or N in the Chinese reading has lost or changed it in the South; spellings may keep it
/// (이 LEE, 임 LIM, 노 ROH, 유 RYU).
fn lead(syllable: Syllable, first: bool) -> &'static [&'static str] {
    match syllable.lead {
        0 => &["g", "k"],
        1 => &["kk", "gg", "k", "g"],
        LEAD_N if first && !syllable.is_palatal() => &["n", "r", "l"],
        LEAD_N => &["n"],
        3 => &["d", "t"],
        4 => &["tt", "dd", "t", "d"],
        LEAD_R if syllable.is_palatal() => &["r", "l", "n", "", "y"],
        LEAD_R => &["r", "l", "n"],
        LEAD_M => &["m"],
        7 => &["b", "p"],
        8 => &["pp", "bb", "p", "b"],
        9 if syllable.is_palatal() || syllable.vowel == WI => &["s", "sh"],
        9 => &["s"],
        10 => &["ss", "s"],
        LEAD_NONE if syllable.vowel == I && first => &["", "y", "l", "r", "rh"],
        LEAD_NONE if syllable.vowel == I => &["", "y"],
        LEAD_NONE if syllable.is_palatal() && first => &["", "r", "l"],
        LEAD_NONE if syllable.vowel == U => &["", "w"],
        LEAD_NONE => &[""],
        12 => &["j", "ch"],
        13 => &["jj", "tch", "j", "ch"],
        14 => &["ch"],
        15 => &["k"],
        16 => &["t"],
        17 => &["p"],
        _ => &["h"],
    }
}

/// An open syllable may end in an H or R that only lengthens it (OH, SUH, HUR); PARK has such an R too.
fn vowel(syllable: Syllable) -> &'static [&'static str] {
    let open = syllable.tail == 0;
    match syllable.vowel {
        A if open => &["a", "ah"],
        A if syllable.tail == 1 => &["a", "ar"],
        A => &["a"],
        1 => &["ae", "ai", "e", "ay"],
        2 => &["ya"],
        3 => &["yae", "yai"],
        4 if open => &["eo", "u", "o", "uh", "ur"],
        4 => &["eo", "u", "o", "uh"],
        5 if open => &["e", "ae", "eh"],
        5 => &["e", "ae"],
        6 => &["yeo", "yu", "you", "yo", "yeu"],
        7 => &["ye", "e", "yae", "yea", "ae"],
        8 if open => &["o", "oh"],
        8 => &["o"],
        9 => &["wa"],
        10 => &["wae", "we", "wai"],
        11 => &["oe", "oi", "we", "wae"],
        12 if open => &["yo", "yoh"],
        12 => &["yo"],
        U => &["u", "oo", "ou"],
        14 => &["wo", "weo", "uo"],
        15 => &["we"],
        WI => &["wi", "ui", "wee", "we"],
        17 => &["yu", "yoo", "you"],
        18 => &["eu", "u"],
        19 => &["ui", "eui", "ee", "i"],
        _ if open => &["i", "ee", "ie"],
        _ => &["i", "ee"],
    }
}

/// A stop before N, M or R is spoken as a nasal, and N before R as L; some write it so.
fn tail(syllable: Syllable, next: Option<Syllable>) -> &'static [&'static str] {
    let next = next.map(|next| next.lead);
    let nasal = matches!(next, Some(LEAD_N | LEAD_M | LEAD_R));
    match syllable.tail {
        0 => &[""],
        1..=3 | 24 if nasal => &["k", "g", "ng"],
        1..=3 | 24 => &["k", "g", "ck"],
        4 if next == Some(LEAD_R) => &["n", "l"],
        4..=6 => &["n"],
        7 | 19 | 20 | 22 | 23 | 25 if nasal => &["t", "d", "s", "n"],
        7 | 25 => &["t", "d"],
        8 => &["l", "r"],
        9 => &["k", "l", "lk", "lg"],
        10 => &["m", "lm"],
        11 => &["l", "p", "lb"],
        12 | 13 | 15 => &["l"],
        14 => &["p", "lp"],
        16 => &["m"],
        17 | 18 | 26 if nasal => &["p", "b", "m"],
        17 | 18 | 26 => &["p", "b"],
        19 | 20 => &["t", "s"],
        21 => &["ng"],
        22 => &["t", "j"],
        23 => &["t", "ch"],
        _ => &["t", "h", ""],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spellings of a syllable.
    fn spellings(c: char, context: Context) -> Vec<String> {
        let Some([leads, vowels, tails]) = parts(c, context) else {
            return Vec::new();
        };
        let mut found = Vec::with_capacity(leads.len() * vowels.len() * tails.len());
        for lead in leads {
            for vowel in vowels {
                found.extend(tails.iter().map(|tail| format!("{lead}{vowel}{tail}")));
            }
        }
        found
    }

    /// Whether a name reads as the target, its hyphens and spaces dropped.
    fn reads(name: &str, target: &str) -> bool {
        let letters: Vec<char> = name.chars().collect();
        let mut rests = vec![target];
        for (index, c) in letters.iter().enumerate() {
            let readings = spellings(*c, Context::at(&letters, index));
            rests = rests
                .iter()
                .flat_map(|rest| readings.iter().filter_map(|reading| rest.strip_prefix(reading.as_str())))
                .collect();
        }
        rests.contains(&"")
    }

    fn judged(listed: &str) -> Vec<(&str, &str, bool)> {
        let pairs: Vec<_> = listed.split(';').filter_map(|pair| pair.trim().split_once(' ')).collect();
        assert!(pairs.len() >= 20, "{}", pairs.len());
        pairs.into_iter().map(|(name, target)| (name, target, reads(name, target))).collect()
    }

    #[test]
    fn revised_romanization_first() {
        let first = |name: &str| -> String {
            name.chars().filter_map(|c| spellings(c, Context::default()).into_iter().next()).collect()
        };
        assert_eq!(first("김민준"), "gimminjun");
        assert_eq!(first("최영희"), "choeyeonghui");
        assert_eq!(first("박서연"), "bakseoyeon");
        assert!(spellings('金', Context::default()).is_empty() && parts('a', Context::default()).is_none());
    }

    #[test]
    fn names() {
        let same = "김 kim; 김 gim; 이 lee; 이 yi; 이 rhee; 이 i; 박 park; 박 bak; 박 pak; 최 choi; 최 choe; 정 jung; 정 jeong; \
                    정 chung; 영 young; 영 yeong; 영 yong; 조 cho; 조 jo; 강 kang; 강 gang; 윤 yoon; 윤 yun; 장 jang; 장 chang; \
                    임 lim; 임 im; 오 oh; 한 han; 신 shin; 신 sin; 서 suh; 서 seo; 권 kwon; 황 hwang; 안 an; 송 song; 유 yoo; \
                    유 ryu; 노 roh; 노 noh; 허 hur; 허 heo; 문 moon; 우 woo; 원 won; 은희 eunhee; 민준 minjun; 민준 minjoon; \
                    지훈 jihoon; 현우 hyunwoo; 서연 seoyeon; 수진 soojin; 미경 mikyung; 미경 migyeong; 성민 sungmin; 석민 sungmin; \
                    혜진 hyejin; 경희 kyunghee; 재현 jaehyun; 태희 taehee; 순이 sooni; 류 ryu; 림 lim; 배 bae";
        for (name, target, read) in judged(same) {
            assert!(read, "{name} {target}");
        }
        let other = "김 kang; 박 baek; 최 cho; 정 jang; 영 yang; 조 joo; 강 kim; 윤 yeon; 장 jung; 임 in; 오 woo; \
                     한 hong; 신 shim; 서 sa; 권 kang; 황 hong; 송 sung; 유 woo; 노 na; 허 ha; 문 min; 우 oh; 원 woon; 은희 eunhye; \
                     민준 minji; 지훈 jihye; 현우 hyunju; 서연 seohyun; 수진 sujeong; 미경 mikyeon; 성민 sangmin;  혜진 hejun; \
                     경희 kyungja; 재현 jaehoon; 태희 taeho; 현 hun; 훈 hyun";
        for (name, target, read) in judged(other) {
            assert!(!read, "{name} {target}");
        }
    }
}
