//! A date as it is written: its numbers, the name of its month, its era, and what is unknown in it.

use super::era::Era;
use super::month::Months;
use unicode_normalization::char::is_combining_mark;

/// A number and how many digits it is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub value: i16,
    pub width: usize,
}

/// The pieces of a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Written {
    /// Day, year, and month where it has no name, in the order of the text.
    pub numbers: Vec<Number>,
    /// The month where a word or a sign names it.
    pub months: Months,
    pub era: Option<Era>,
    /// Whether a part is given as unknown: `XX`, `<<`, `00`.
    pub unknown: bool,
    /// Whether a sign says that the first number is the year: 年.
    pub year_first: bool,
    /// Whether a word is in Thai letters: years are then mostly Buddhist.
    pub thai: bool,
    /// The digits of a date without separators.
    pub compact: bool,
}

/// Words that say nothing about which day is meant, in small letters.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "of", "the", "on", "de", "del", "d", "di", "da", "e", "er", "ere", "re", "le", "il", "el", "den", "der", "am",
    "vom", "st", "nd", "rd", "th", "º", "ª", "г", "года", "год", "р", "року", "рік", "roku", "r", "rok", "roka",
    "dne", "dnia", "án", "én", "m", "gada", "god", "godine", "ngày", "năm", "tanggal", "tgl", "pada", "na", "año",
    "ano", "an", "ad", "ce", "公元", "西元", "西暦", "生", "ที่", "วันที่", "เดือน", "ปี", "คศ", "في", "عام", "سنة", "م",
    "שנת", "को", "सन",
];
/// Words that say that a number after them is the month.
const MONTH_WORDS: &[&str] = &["tháng", "thg"];

impl Written {
    /// Takes a text in small letters apart; `None` where a word or a sign in it has no place in a date.
    pub fn read(text: &str) -> Option<Self> {
        let (era, text) = Era::strip(text);
        let chars: Vec<char> = without_thai_stops(&text);
        let mut written = Self { era, ..Self::default() };
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            let rest = chars.get(at..).unwrap_or_default();
            at += if c.is_ascii_digit() || is_filler(c) {
                let digits: String =
                    rest.iter().take_while(|c| c.is_ascii_digit() || is_filler(**c) || **c == 'x').collect();
                written.digits(&digits)?;
                digits.chars().count()
            } else if c.is_alphabetic() || matches!(c, 'º' | 'ª') {
                written.word(rest)?
            } else if is_separator(c) {
                1
            } else {
                return None;
            };
        }
        Some(written)
    }

    /// A run of digits: one number, or the three of a date without separators.
    fn digits(&mut self, digits: &str) -> Option<()> {
        if digits.bytes().any(|b| !b.is_ascii_digit()) || digits.bytes().all(|b| b == b'0') {
            self.unknown = true;
            return Some(());
        }
        let mut push = |part: Option<&str>| {
            let part = part?;
            self.numbers.push(Number { value: part.parse().ok()?, width: part.len() });
            Some(())
        };
        match digits.len() {
            1..=4 => push(Some(digits)),
            6 => {
                (0..3).try_for_each(|pair| push(digits.get(2 * pair..2 * pair + 2)))?;
                self.compact = true;
                Some(())
            }
            8 => {
                // The year stands first or last; mostly only one of the two reads as a year of our time and a month.
                let is_month = |month: &str| ("01"..="12").contains(&month);
                let (first, second, third) = (digits.get(..4)?, digits.get(2..4)?, digits.get(4..6)?);
                let year_first = ("1800".."2700").contains(&first) && (is_month(third) || !is_month(second));
                let cuts = if year_first { [0, 4, 6, 8] } else { [0, 2, 4, 8] };
                for pair in cuts.windows(2) {
                    push(digits.get(*pair.first()?..*pair.last()?))?;
                }
                self.compact = true;
                Some(())
            }
            _ => None,
        }
    }

    /// One word, or two that name a month together; returns how many characters are read.
    fn word(&mut self, rest: &[char]) -> Option<usize> {
        let length = word_length(rest);
        let word: String = rest.iter().take(length).collect();
        self.thai |= word.starts_with(|c| ('\u{E01}'..='\u{E5B}').contains(&c));
        if word.chars().all(|c| c == 'x') {
            self.unknown = true;
            return Some(length);
        }
        match word.as_str() {
            "年" | "년" => {
                self.year_first |= self.numbers.len() == 1;
                return Some(length);
            }
            "月" | "월" => {
                let number = self.numbers.pop()?;
                self.name(Months::numbered(number.value)?);
                return Some(length);
            }
            "日" | "일" | "号" | "號" | "日生" => return Some(length),
            _ => {}
        }
        if Era::is_buddhist(&word) {
            self.era = Some(Era::Buddhist);
            return Some(length);
        }
        if MONTH_WORDS.contains(&word.as_str()) {
            let gap = rest.iter().skip(length).take_while(|c| c.is_whitespace()).count();
            let digits: String = rest.iter().skip(length + gap).take_while(|c| c.is_ascii_digit()).collect();
            self.name(Months::numbered(digits.parse().ok()?)?);
            return Some(length + gap + digits.len());
        }
        if let Some(months) = Months::named(&word) {
            self.name(months);
            return Some(length);
        }
        if FILLERS.contains(&word.as_str()) {
            return Some(length);
        }
        // Arabic and Irish name months in two words.
        let second = rest.get(length + 1..).map_or(0, word_length);
        let both: String = rest.iter().take(length + 1 + second).collect();
        self.name(Months::named(&both).filter(|_| second > 0)?);
        Some(length + 1 + second)
    }

    /// Passports print the month in two languages: APR/AVR.
    fn name(&mut self, months: Months) {
        self.months = if self.months.is_empty() { months } else { self.months.beside(months) };
    }
}

fn word_length(text: &[char]) -> usize {
    text.iter().take_while(|c| c.is_alphabetic() || is_combining_mark(**c) || matches!(c, 'º' | 'ª')).count()
}

/// What machine-readable zones and forms put for an unknown digit (ICAO Doc 9303-3 §4.8).
fn is_filler(c: char) -> bool {
    matches!(c, '<' | '?' | '*' | '_')
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '/' | '.' | ',' | '\'' | '’' | '(' | ')' | '·' | '،' | '\u{2010}'..='\u{2015}' | '\u{2212}'
        )
}

/// Thai abbreviations have a full stop after every letter: ม.ค.
fn without_thai_stops(text: &str) -> Vec<char> {
    let thai = |c: Option<&char>| c.is_some_and(|c| ('\u{E01}'..='\u{E5B}').contains(c));
    let chars: Vec<char> = text.chars().collect();
    let stop = |index: usize| index > 0 && chars.get(index) == Some(&'.') && thai(chars.get(index - 1));
    chars.iter().enumerate().filter(|(index, _)| !stop(*index)).map(|(_, c)| *c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Option<Vec<(i16, usize)>> {
        Written::read(text).map(|written| written.numbers.iter().map(|n| (n.value, n.width)).collect())
    }

    #[test]
    fn numbers_and_names() {
        assert_eq!(numbers("12apr1990"), Some(vec![(12, 2), (1990, 4)]));
        assert_eq!(numbers("19900412"), Some(vec![(1990, 4), (4, 2), (12, 2)]));
        assert_eq!(numbers("12041990"), Some(vec![(12, 2), (4, 2), (1990, 4)]));
        assert_eq!(numbers("20041990"), Some(vec![(20, 2), (4, 2), (1990, 4)]));
        assert_eq!(numbers("ngày 12 tháng 4 năm 1990"), Some(vec![(12, 2), (1990, 4)]));
        assert_eq!(numbers("1 de setiembre de 1990"), Some(vec![(1, 1), (1990, 4)]));
        assert_eq!(numbers("hello"), None);
        assert_eq!(numbers("n/a"), None);
    }

    #[test]
    fn unknown_parts() {
        for text in ["85<<<<", "8504<<", "xx 04 1990", "1990-00-00", "19xx", "??.04.1990"] {
            assert!(Written::read(text).is_some_and(|written| written.unknown), "{text}");
        }
    }

    #[test]
    fn eras() {
        let thai = Written::read("12 เม.ย. พ.ศ. 2533").unwrap_or_default();
        assert_eq!((thai.era, thai.thai), (Some(Era::Buddhist), true));
        assert!(Written::read("1990年4月12日").is_some_and(|written| written.year_first));
    }
}
