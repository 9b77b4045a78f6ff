//! Characters that look right and are not: found by position, described, and cured.

mod homoglyph;
mod invisible;
mod normalization;
mod plain;
mod sentence;
mod space;
mod symbol;
mod width;

pub use homoglyph::homoglyph;
pub(crate) use homoglyph::{alphabet, drawn_like, skeleton};
pub(crate) use invisible::is_unseen;
pub use invisible::{bidi_control, invisible};
pub(crate) use normalization::compatible;
pub use normalization::normalization;
pub(crate) use plain::is_plain_letter;
pub use sentence::describe;
pub(crate) use space::is_space;
pub use space::{inner_space, leading_space, trailing_space, unusual_space};
pub use symbol::symbol;
pub use width::full_width;
pub(crate) use width::narrow;

use super::{Defect, Kind};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// How many rounds `clean` may take: one cure can bring two characters together that another cure then joins.
const MAX_ROUNDS: usize = 8;

/// Every character defect of `value`, judged alone, one [`Defect`] a code.
pub fn judge(value: &str, kind: Kind) -> Vec<Defect> {
    if is_clean(value, kind) {
        return Vec::new();
    }
    let chars: Vec<char> = value.chars().collect();
    let found = [
        ("full-width", full_width_for(value, kind)),
        ("invisible", invisible(value)),
        ("bidi-control", bidi_control(value)),
        ("homoglyph", homoglyph(value, kind)),
        ("normalization", normalization(value)),
        ("unusual-space", unusual_space(value)),
        ("leading-space", leading_space(value)),
        ("trailing-space", trailing_space(value)),
        ("inner-space", inner_space(value, kind)),
        ("non-ascii-digit", non_ascii_digit(value)),
    ];
    found
        .into_iter()
        .filter(|(_, at)| !at.is_empty())
        .map(|(code, at)| {
            let note = sentence::note(code, &at, &chars, kind);
            Defect::new(code, at, note)
        })
        .collect()
}

/// The value with every character defect cured.
///
/// Idempotent, and `judge(&clean(x, kind), kind)` is empty. In a value that takes no spaces they are removed.
pub fn clean(value: &str, kind: Kind) -> String {
    let mut text = value.to_owned();
    for _ in 0..MAX_ROUNDS {
        if is_clean(&text, kind) {
            break;
        }
        let next = clean_once(&text, kind);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// Whether a value is of characters that need no second look; of others only [`judge`] can tell.
pub fn is_clean(value: &str, kind: Kind) -> bool {
    is_plain(value, kind) || (kind == Kind::Name && is_latin_name(value))
}

/// Digits of other scripts (general category Nd outside ASCII); full-width digits are a matter of width.
pub fn non_ascii_digit(value: &str) -> Vec<usize> {
    positions(value, |c| digit_value(c).is_some())
}

/// The positions of the characters that satisfy a test.
pub(crate) fn positions(value: &str, mut test: impl FnMut(char) -> bool) -> Vec<usize> {
    value.chars().enumerate().filter(|(_, c)| test(*c)).map(|(index, _)| index).collect()
}

/// The value of a decimal digit of another script. Digits of one script are ten in a row, from zero.
pub(crate) fn digit_value(c: char) -> Option<u32> {
    if c.is_ascii() || width::is_wide_form(c) || c.general_category() != GeneralCategory::DecimalNumber {
        return None;
    }
    if (0x1D7CE..=0x1D7FF).contains(&u32::from(c)) {
        return None; // mathematical digits are compatibility forms of ASCII digits
    }
    let code = u32::from(c);
    let run = (1..=9u32).take_while(|back| {
        char::from_u32(code - back).is_some_and(|before| before.general_category() == GeneralCategory::DecimalNumber)
    });
    Some(run.count() as u32 % 10)
}

/// Full-width forms, and for codes of ASCII signs the ideographic stop and comma, which UTS #46 reads as a dot.
fn full_width_for(value: &str, kind: Kind) -> Vec<usize> {
    positions(value, |c| width::is_wide_form(c) || (!matches!(kind, Kind::Name | Kind::Text) && width::is_wide_stop(c)))
}

/// ASCII without a control character, a space at an end or two in a row: nothing to look for.
fn is_plain(value: &str, kind: Kind) -> bool {
    let bytes = value.as_bytes();
    let mut before = b' ';
    for &byte in bytes {
        let plain = match byte {
            b' ' => before != b' ' && !kind.takes_no_space() && kind != Kind::Date,
            b'0'..=b'9' => kind != Kind::Name,
            b'!'..=b'~' => !matches!(kind, Kind::Phone | Kind::Date) || !byte.is_ascii_alphabetic(),
            _ => false,
        };
        if !plain {
            return false;
        }
        before = byte;
    }
    before != b' ' || bytes.is_empty()
}

/// Letters of the Latin blocks of Unicode 1.1 as names have them, composed: nothing to look for. Left out are signs, letters drawn like
/// others (dotless i, long s), and those that are two (ĳ, ŀ, ŉ).
fn is_latin_name(value: &str) -> bool {
    let mut before = ' ';
    for c in value.chars() {
        let plain = match c {
            ' ' => before != ' ',
            'A'..='Z' | 'a'..='z' | '-' | '\'' | ',' | '.' => true,
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ž' => !matches!(c, 'ı' | 'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ'),
            _ => false,
        };
        if !plain {
            return false;
        }
        before = c;
    }
    before != ' '
}

fn clean_once(value: &str, kind: Kind) -> String {
    let drop = merge(invisible(value), bidi_control(value));
    let mut text = String::with_capacity(value.len());
    for (index, c) in value.chars().enumerate() {
        if drop.binary_search(&index).is_ok() {
            continue;
        }
        if is_space(c) || c == '\u{3000}' {
            text.push(' ');
        } else if width::is_wide_stop(c) && !matches!(kind, Kind::Name | Kind::Text) {
            text.push(width::narrow_stop(c));
        } else if let Some(digit) = digit_value(c) {
            text.extend(char::from_digit(digit, 10));
        } else if let Some(plain) = narrow(c).or_else(|| compatible(c)) {
            text.push_str(&plain);
        } else {
            text.push(c);
        }
    }
    let text: String = text.nfc().collect();
    let text = homoglyph::replace(&text, kind);
    let text = text.trim_matches(' ');
    match kind {
        Kind::Email | Kind::Number | Kind::Url | Kind::Date => space::without_inner(text, kind),
        Kind::Mrz => space::filled(text),
        Kind::Name | Kind::Text | Kind::Phone => space::single(text),
        Kind::Password => text.to_owned(),
    }
}

fn merge(mut a: Vec<usize>, b: Vec<usize>) -> Vec<usize> {
    a.extend(b);
    a.sort_unstable();
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KINDS: [Kind; 9] = [
        Kind::Name,
        Kind::Email,
        Kind::Phone,
        Kind::Number,
        Kind::Mrz,
        Kind::Date,
        Kind::Url,
        Kind::Password,
        Kind::Text,
    ];

    fn codes(value: &str, kind: Kind) -> Vec<(String, Vec<usize>)> {
        judge(value, kind).into_iter().map(|d| (d.code.into_owned(), d.at)).collect()
    }

    #[test]
    fn the_short_way_for_latin_names_hides_nothing() {
        for c in ('\u{21}'..='\u{17F}').filter(|c| is_latin_name(&c.to_string())) {
            let name = format!("A{c}N");
            let long_way = [
                full_width_for(&name, Kind::Name),
                invisible(&name),
                bidi_control(&name),
                homoglyph(&name, Kind::Name),
                normalization(&name),
                unusual_space(&name),
                inner_space(&name, Kind::Name),
                non_ascii_digit(&name),
            ];
            assert!(long_way.iter().all(Vec::is_empty), "{c} {long_way:?}");
        }
    }

    #[test]
    fn finds_several_at_once() {
        assert_eq!(
            codes(" ＷANG,\u{a0}FА\u{200b}NG ", Kind::Name),
            [
                ("full-width".to_owned(), vec![1]),
                ("invisible".to_owned(), vec![9]),
                ("homoglyph".to_owned(), vec![8]),
                ("unusual-space".to_owned(), vec![6]),
                ("leading-space".to_owned(), vec![0]),
                ("trailing-space".to_owned(), vec![12]),
            ]
        );
        assert_eq!(clean(" ＷANG,\u{a0}FА\u{200b}NG ", Kind::Name), "WANG, FANG");
    }

    #[test]
    fn leaves_names_in_their_own_script_alone() {
        for name in [
            "ИВАНОВ, СЕРГЕЙ",
            "محمد عبد الله",
            "王芳",
            "김민준",
            "Παπαδόπουλος",
            "નેહા",
            "СНАО",
            "สมชาย น้ำใจ",
            "山田　太郎".split('　').next().unwrap_or(""),
        ] {
            assert_eq!(codes(name, Kind::Name), [], "{name}");
        }
    }

    #[test]
    fn joiners_stay_where_the_script_needs_them() {
        assert!(codes("علی\u{200c}رضا", Kind::Name).is_empty());
        assert!(codes("क्\u{200d}ष", Kind::Name).is_empty());
        assert_eq!(codes("AN\u{200d}NA", Kind::Name), [("invisible".to_owned(), vec![2])]);
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_clean(value in "\\PC{0,24}|[ -~\u{a0}\u{200b}\u{202e}Ａ-ｚАВСаегоІΑΒ٠-٩ﬁ\u{301}\u{308}①ｱﾞ0l1O ]{0,16}") {
            for kind in KINDS {
                let once = clean(&value, kind);
                prop_assert_eq!(clean(&once, kind), once.clone());
                prop_assert_eq!(judge(&once, kind), vec![], "{:?} {:?}", kind, once);
            }
        }

        #[test]
        fn never_panics(value in any::<String>()) {
            for kind in KINDS {
                let _ = judge(&value, kind);
            }
        }
    }
}
