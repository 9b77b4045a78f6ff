//! Codes and card numbers are never stored, not even in a message that was pasted.

/// Digits that most verification codes have (RFC 6238 and what providers send).
const CODE: usize = 6;

/// Digits of others, where a word calls them a code.
const CALLED_A_CODE: std::ops::RangeInclusive<usize> = 4..=8;

/// Such words, and how far before the digits they may stand.
const WORDS: &[&str] = &["code", "otp", "pin", "验证码", "校验码", "驗證碼", "codigo", "código", "clave"];
const NEAR: usize = 16;

/// A number behind this word is the page's.
const ERROR: &str = "error";

/// Digits of a card number (ISO/IEC 7812).
const CARD: std::ops::RangeInclusive<usize> = 12..=19;

/// What stands in the place of each digit.
const LEFT_OUT: char = '*';

/// The text without what looks like one, and whether there was any. The number of a documented code, `CBC.99004008`, stays.
pub fn without_secrets(text: &str) -> (String, bool) {
    let mut characters: Vec<char> = text.chars().collect();
    let mut left_out = false;
    let mut at = 0;
    while at < characters.len() {
        let Some(run) = run_of_digits(&characters, at) else {
            at += 1;
            continue;
        };
        let digits = characters.get(run.clone()).unwrap_or(&[]).iter().filter(|c| digit(**c)).count();
        let named =
            run.start.checked_sub(1).and_then(|before| characters.get(before)).is_some_and(|c| matches!(c, '.' | '_'))
                || characters.get(run.start.wrapping_sub(1)).is_some_and(|c| c.is_alphabetic() && c.is_ascii());
        if !named
            && (digits == CODE
                || CARD.contains(&digits)
                || CALLED_A_CODE.contains(&digits) && is_called_a_code(&characters, run.start))
            && !is_date(&characters, &run)
        {
            left_out = true;
            for c in characters.iter_mut().take(run.end).skip(run.start).filter(|c| digit(**c)) {
                *c = LEFT_OUT;
            }
        }
        at = run.end.max(at + 1);
    }
    (characters.into_iter().collect(), left_out)
}

fn is_called_a_code(characters: &[char], at: usize) -> bool {
    let before: String =
        characters.get(at.saturating_sub(NEAR)..at).unwrap_or(&[]).iter().collect::<String>().to_lowercase();
    WORDS.iter().any(|word| before.contains(word)) && !before.contains(ERROR)
}

/// ASCII and full-width digits, and those of other scripts.
fn digit(c: char) -> bool {
    c.is_numeric()
}

/// Digits in a row, with single blanks and hyphens between them, as cards and codes are printed.
fn run_of_digits(characters: &[char], start: usize) -> Option<std::ops::Range<usize>> {
    if !characters.get(start).copied().is_some_and(digit) {
        return None;
    }
    let mut end = start + 1;
    while let Some(c) = characters.get(end) {
        let joins = matches!(c, ' ' | '-') && characters.get(end + 1).copied().is_some_and(digit);
        if !digit(*c) && !joins {
            break;
        }
        end += 1;
    }
    Some(start..end)
}

/// `2026-05-18`: a day is no code.
fn is_date(characters: &[char], run: &std::ops::Range<usize>) -> bool {
    let text: String = characters.get(run.clone()).unwrap_or(&[]).iter().collect();
    text.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok()) && text.contains('-')
        || (text.len() == 4 && (text.starts_with("19") || text.starts_with("20")))
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
            ("el código es 4821", "el código es ****"),
            ("321654", "******"),
            ("card 4111 1111 1111 1111", "card **** **** **** ****"),
            ("5500-0000-0000-0004", "****-****-****-****"),
        ] {
            assert_eq!(without_secrets(text), (kept.to_owned(), true), "{text}");
        }
        for text in [
            "CBC.99004008: expired",
            "on 2026-05-18 at 10",
            "Ecs.0066",
            "wait 15 minutes",
            "in 2026",
            "ERR_404x",
            "error code 1103",
            "after 3000 ms",
            "",
        ] {
            assert_eq!(without_secrets(text), (text.to_owned(), false), "{text}");
        }
    }
}
