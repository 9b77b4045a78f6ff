//! Codes and card numbers are never stored, not even in a message that was pasted.

use std::ops::Range;

/// Digits that most verification codes have (RFC 6238 and what providers send).
const CODE: usize = 6;

/// Digits of others, where a word calls them a code.
const CALLED_A_CODE: std::ops::RangeInclusive<usize> = 4..=8;

/// Digits of a card's verification value.
const CARD_VALUE: std::ops::RangeInclusive<usize> = 3..=4;

/// Fewest digits of a card number (ISO/IEC 7812), and of each of its groups as printed.
const CARD: usize = 12;
const GROUP: usize = 3;

/// Words for a code, and how far before the digits they may stand.
const WORDS: &[&str] = &["code", "otp", "pin", "验证码", "校验码", "驗證碼", "codigo", "código", "clave"];
const NEAR: usize = 40;

/// Words for a card's verification value.
const CARD_WORDS: &[&str] = &["cvv", "cvc", "cvn", "安全码"];

/// A number behind this word is the page's.
const ERROR: &str = "error";

/// What stands in the place of each digit.
const LEFT_OUT: char = '*';

/// The text without what looks like one, and whether there was any. The number of a documented code, `CBC.99004008`, stays, and so does
/// each of `documented` that is more than digits.
pub fn without_secrets(text: &str, documented: &[String]) -> (String, bool) {
    let characters: Vec<char> = text.chars().collect();
    let kept = places(&characters, documented);
    let mut groups = groups(&characters);
    groups.retain(|group| !kept.iter().any(|kept| kept.start <= group.start && group.end <= kept.end));
    let mut secret = vec![false; groups.len()];
    for first in 0..groups.len() {
        let chain = chain(&characters, &groups, first);
        let digits: usize = groups.get(chain.clone()).unwrap_or(&[]).iter().map(Range::len).sum();
        let halves = chain.len() == 2 && digits == CODE;
        if digits >= CARD || halves {
            secret.iter_mut().take(chain.end).skip(chain.start).for_each(|one| *one = true);
        }
    }
    for (group, secret) in groups.iter().zip(&mut secret) {
        *secret |= !is_of_a_family(&characters, group.start) && is_code(&characters, group);
    }
    let hidden: Vec<&Range<usize>> =
        groups.iter().zip(&secret).filter(|(_, secret)| **secret).map(|(group, _)| group).collect();
    let shown = |(at, c): (usize, &char)| if hidden.iter().any(|group| group.contains(&at)) { LEFT_OUT } else { *c };
    (characters.iter().enumerate().map(shown).collect(), !hidden.is_empty())
}

/// Where documented codes stand, in any letter case.
fn places(characters: &[char], documented: &[String]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for code in documented.iter().filter(|code| code.chars().any(|c| !c.is_numeric())) {
        let code: Vec<char> = code.chars().collect();
        let same = |window: &[char]| window.iter().zip(&code).all(|(a, b)| a.eq_ignore_ascii_case(b));
        let part_of_more = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
        for (start, _) in characters.windows(code.len()).enumerate().filter(|(_, window)| same(window)) {
            let end = start + code.len();
            let before = start.checked_sub(1).and_then(|at| characters.get(at));
            if !part_of_more(before) && !part_of_more(characters.get(end)) {
                places.push(start..end);
            }
        }
    }
    places
}

/// Runs of digits, of any script.
fn groups(characters: &[char]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, _) in characters.iter().enumerate().filter(|(_, c)| c.is_numeric()) {
        match groups.last_mut() {
            Some(group) if group.end == at => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Groups as they stand on a card, from `first` on: of three digits and more each, with little between them.
fn chain(characters: &[char], groups: &[Range<usize>], first: usize) -> Range<usize> {
    let mut end = first;
    while let Some(group) = groups.get(end).filter(|group| group.len() >= GROUP) {
        let before = (end > first).then(|| groups.get(end - 1)).flatten();
        let between = before.and_then(|before| characters.get(before.end..group.start)).unwrap_or(&[]);
        if between.len() > 2 || !between.iter().all(|c| matches!(c, ' ' | '-' | '.' | '/' | '\u{a0}' | '\u{3000}')) {
            break;
        }
        end += 1;
    }
    first..end
}

/// `CBC.` before the digits: the number of a documented code.
fn is_of_a_family(characters: &[char], start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| characters.get(at));
    before(1) == Some(&'.') && before(2).is_some_and(char::is_ascii_alphabetic)
}

fn is_code(characters: &[char], group: &Range<usize>) -> bool {
    let before: String = characters.get(group.start.saturating_sub(NEAR)..group.start).unwrap_or(&[]).iter().collect();
    let before = before.to_lowercase();
    let called = |words: &[&str]| words.iter().any(|word| before.contains(word)) && !before.contains(ERROR);
    group.len() == CODE
        || (CALLED_A_CODE.contains(&group.len()) && called(WORDS) && !is_year(characters, group))
        || (CARD_VALUE.contains(&group.len()) && called(CARD_WORDS))
}

/// `2026-05-18`, or a year by itself.
fn is_year(characters: &[char], group: &Range<usize>) -> bool {
    let text: String = characters.get(group.clone()).unwrap_or(&[]).iter().collect();
    text.len() == 4 && text.starts_with("20") && matches!(characters.get(group.end), Some('-' | '/' | '.' | '年'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_cards_are_left_out() {
        for (text, kept) in [
            ("Your code 066263 expired", "Your code ****** expired"),
            ("验证码：３２９４２２已过期", "验证码：******已过期"),
            ("code 329 422", "code *** ***"),
            ("SMS 482193 5 minutes ago", "SMS ****** 5 minutes ago"),
            ("on 2026-05-18 482193 was refused", "on 2026-05-18 ****** was refused"),
            ("OTP482193, code...482193, _482193_", "OTP******, code...******, _******_"),
            ("your verification code for this cloud is 4821", "your verification code for this cloud is ****"),
            ("el código de verificación es 93821", "el código de verificación es *****"),
            ("card 4111 1111 1111 1111 09 2027", "card **** **** **** **** 09 2027"),
            ("2026-05-18 4111.1111.1111.1111", "2026-05-18 ****.****.****.****"),
            ("5500-0000-0000-0004 and 4111  1111  1111  1111", "****-****-****-**** and ****  ****  ****  ****"),
            ("CVV 123", "CVV ***"),
            ("321654", "******"),
        ] {
            assert_eq!(without_secrets(text, &[]), (kept.to_owned(), true), "{text}");
        }
        for text in [
            "CBC.99004008: expired",
            "on 2026-05-18 at 10:00",
            "Ecs.0066",
            "wait 15 minutes",
            "in 2026",
            "ERR_404x",
            "error code 1103",
            "after 3000 ms",
            "",
        ] {
            assert_eq!(without_secrets(text, &[]), (text.to_owned(), false), "{text}");
        }
    }

    #[test]
    fn documented_codes_stay() {
        let documented = ["0003-00000804".to_owned(), "482193".to_owned()];
        let kept = |text: &str| without_secrets(text, &documented).0;
        assert_eq!(kept("403 0003-00000804 not passed"), "403 0003-00000804 not passed");
        assert_eq!(kept("10003-00000804"), "*****-********", "a part of a longer number is none");
        assert_eq!(kept("code 482193"), "code ******", "digits alone may be a verification code");
    }
}
