//! What is said of a character: its name, and what is wrong with it.

use super::super::Kind;
use super::{homoglyph, invisible, space, width};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// A character as a person can recognise it: `Cyrillic А (U+0410)`, `zero width space (U+200B)`.
pub fn describe(c: char) -> String {
    let code = format!("U+{:04X}", u32::from(c));
    if let Some(name) = invisible::name(c).or_else(|| space::name(c)) {
        return format!("{name} ({code})");
    }
    match c.general_category_group() {
        GeneralCategoryGroup::Mark => return format!("combining mark ({code})"),
        GeneralCategoryGroup::Other => return format!("invisible character ({code})"),
        GeneralCategoryGroup::Separator => return format!("space character ({code})"),
        _ => {}
    }
    if let Some(width) = width::name(c) {
        return format!("{width} {c} ({code})");
    }
    if c.is_emoji_char() && c.general_category_group() == GeneralCategoryGroup::Symbol {
        return format!("emoji {c} ({code})");
    }
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown if c.is_ascii_digit() => {
            format!("digit {c} ({code})")
        }
        Script::Common | Script::Inherited | Script::Unknown => format!("sign {c} ({code})"),
        script => format!("{} {c} ({code})", script.full_name().replace('_', " ")),
    }
}

/// One sentence about the characters at some places that share a defect.
pub(super) fn note(code: &str, at: &[usize], chars: &[char], kind: Kind) -> String {
    let first = at.first().copied().unwrap_or(0);
    let Some(&c) = chars.get(first) else {
        return String::new();
    };
    let ordinal = first + 1;
    let others = match at.len() {
        0 | 1 => String::new(),
        2 => ", and one more like it".to_owned(),
        n => format!(", and {} more like it", n - 1),
    };
    // A password is never shown, not one character of it.
    let what = if kind == Kind::Password { "a character".to_owned() } else { describe(c) };
    match code {
        "full-width" if kind == Kind::Password => {
            format!("character {ordinal} is {}{others}", width::name(c).unwrap_or("full-width"))
        }
        "full-width" => {
            let plain = if width::is_wide_stop(c) {
                width::narrow_stop(c).to_string()
            } else {
                std::iter::once(c).nfkc().collect()
            };
            let plain = if plain == " " { "an ordinary space" } else { &plain };
            format!("character {ordinal} is a {what}, not {plain}{others}")
        }
        "invisible" => format!("character {ordinal} cannot be seen: {what}{others}"),
        "bidi-control" => format!("character {ordinal} turns the writing direction and cannot be seen: {what}{others}"),
        "homoglyph" => match homoglyph::lookalike(c, chars, kind) {
            Some(meant) if kind != Kind::Password => {
                format!("character {ordinal} is {what}, not {}{others}", describe(meant))
            }
            _ => format!("character {ordinal} only looks like the letter that is meant: {what}{others}"),
        },
        "normalization" => {
            format!("character {ordinal} is stored in an unusual form that looks the same: {what}{others}")
        }
        "unusual-space" => format!("character {ordinal} is not an ordinary space: {what}{others}"),
        "leading-space" => "there is a space before the first character".to_owned(),
        "trailing-space" => "there is a space after the last character".to_owned(),
        "inner-space" if kind == Kind::Mrz => {
            format!("there is a space at character {ordinal}, where a machine-readable zone has a filler <")
        }
        "inner-space" if kind.takes_no_space() || kind == Kind::Date => {
            format!("there is a space at character {ordinal}, inside a value that takes none")
        }
        "inner-space" => format!("there are two spaces in a row at character {ordinal}{others}"),
        _ => format!("character {ordinal} is a digit of another script: {what}{others}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::judge;
    use super::*;

    #[test]
    fn describes_for_people() {
        assert_eq!(describe('А'), "Cyrillic А (U+0410)");
        assert_eq!(describe('\u{200b}'), "zero width space (U+200B)");
        assert_eq!(describe('\u{a0}'), "no-break space (U+00A0)");
        assert_eq!(describe('Ａ'), "full-width Ａ (U+FF21)");
        assert_eq!(describe('ｱ'), "half-width ｱ (U+FF71)");
        assert_eq!(describe('😀'), "emoji 😀 (U+1F600)");
        assert_eq!(describe('+'), "sign + (U+002B)");
        let stop = judge("a@example。com", Kind::Email);
        assert!(stop.iter().any(|defect| defect.note.contains("not .")), "{stop:?}");
    }

    #[test]
    fn password_notes_show_nothing() {
        for defect in judge("river7Lаntern", Kind::Password) {
            assert!(!defect.note.contains('а') && !defect.note.contains("Cyrillic"));
        }
    }
}
