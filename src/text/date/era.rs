//! Years that are not counted from the birth of Christ.

use super::Date;

/// How a year is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    /// From the first year of a reign or a republic: the year to add to. The year comes first in such a date.
    Counted(i16),
    /// From the year 543 before Christ (Thai solar calendar).
    Buddhist,
}

/// The Thai solar calendar runs this many years ahead.
const BUDDHIST_OFFSET: i16 = 543;
/// The century of two digits of a Buddhist year.
const BUDDHIST_CENTURY: i16 = 2500;
/// No document is valid this many years ahead: such a year is of the Buddhist era.
const FAR_AHEAD: i16 = 400;

/// Eras by what stands before the year: the first year of each, less one.
const COUNTED: &[(&str, i16)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("reiwa", 2018),
    ("heisei", 1988),
    ("showa", 1925),
    ("shōwa", 1925),
    ("taisho", 1911),
    ("taishō", 1911),
    ("meiji", 1867),
    ("中華民國", 1911),
    ("中华民国", 1911),
    ("中華民国", 1911),
    ("民國", 1911),
    ("民国", 1911),
    ("minguo", 1911),
    ("roc", 1911),
];
/// The letters that forms in Japan print for the eras, right before the year: S60.
const LETTERS: &[(char, i16)] = &[('r', 2018), ('h', 1988), ('s', 1925), ('t', 1911), ('m', 1867)];

impl Era {
    /// The era that a text in small letters begins with, and the rest; the first year of a reign (元) becomes 1.
    pub fn strip(text: &str) -> (Option<Self>, String) {
        for (name, base) in COUNTED {
            if let Some(rest) = text.strip_prefix(name) {
                return (Some(Self::Counted(*base)), rest.replace('元', "1"));
            }
        }
        for (letter, base) in LETTERS {
            if let Some(rest) = text.strip_prefix(*letter)
                && rest.starts_with(|c: char| c.is_ascii_digit() || c == '元')
            {
                return (Some(Self::Counted(*base)), rest.replace('元', "1"));
            }
        }
        (None, text.to_owned())
    }

    /// Whether a word names the Buddhist era.
    pub fn is_buddhist(word: &str) -> bool {
        matches!(word, "พศ" | "พุทธศักราช" | "be")
    }

    /// The Gregorian year of a year of this era, written with `width` digits.
    pub fn gregorian(self, year: i16, width: usize) -> i16 {
        match self {
            Self::Counted(base) => base + year,
            Self::Buddhist if width <= 2 => two_digits(year),
            Self::Buddhist => year - BUDDHIST_OFFSET,
        }
    }
}

/// The Gregorian year of a four-digit year so far ahead that it must be of the Buddhist era.
pub(super) fn far_ahead(year: i16, today: Date) -> Option<i16> {
    let gregorian = year - BUDDHIST_OFFSET;
    (year > today.year + FAR_AHEAD && gregorian <= today.year + 100).then_some(gregorian)
}

/// The Gregorian year of the last two digits of a Buddhist year.
pub(super) fn two_digits(year: i16) -> i16 {
    BUDDHIST_CENTURY + year - BUDDHIST_OFFSET
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters() {
        for (text, year, rest) in [
            ("平成元年5月1日", 1, "1年5月1日"),
            ("中華民國79年4月12日", 79, "79年4月12日"),
            ("s60.11.3", 60, "60.11.3"),
            ("r元.5.1", 1, "1.5.1"),
        ] {
            let (era, left) = Era::strip(text);
            assert_eq!(left, rest);
            assert!(era.is_some_and(|era| (1985..=2019).contains(&era.gregorian(year, 2))), "{text}");
        }
        assert_eq!(Era::strip("march 3").0, None);
        assert_eq!(Era::Buddhist.gregorian(2533, 4), 1990);
        assert_eq!(Era::Buddhist.gregorian(33, 2), 1990);
    }
}
