//! Documented codes in a message, however they were copied: `CBC.99004008`, `cbc 99004008`, `"frozen_scene": "ARREAR"`.

use unicode_normalization::UnicodeNormalization;

use crate::rule::Code;

/// A number of so many digits is a code without its prefix: shorter ones are years, prices and ports.
const TELLING_DIGITS: usize = 7;

/// Digits that a code which nobody lists may have; it is repeated to the reader, and a card number must not be.
const UNLISTED_DIGITS: std::ops::RangeInclusive<usize> = 4..=10;

/// How far before a short number a word that calls it a code may stand, in characters.
const NEAR: usize = 20;

/// Words that call a number a code, or what a page says.
const CALLED: &[&str] = &[
    "code", "error", "errno", "codigo", "código", "码", "碼", "says", "said", "shows", "returned", "returns",
    "message", "got", "提示", "显示", "返回", "报错", "dice", "muestra", "aparece", "mensaje", "devuelve",
];

/// The codes of the table in a message, in the order in which they stand there.
pub fn find<'a>(message: &str, codes: &'a [Code]) -> Vec<&'a Code> {
    let text: Vec<char> = message.nfkc().flat_map(char::to_lowercase).collect();
    let runs = runs(&text);
    let mut found: Vec<(usize, &Code)> = Vec::new();
    for code in codes {
        if let Some(at) = place(&code.code, &text, &runs) {
            found.push((at, code));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, code)| code).collect()
}

/// What has the form of a code of a known family, and is in no table.
pub fn unlisted(message: &str, codes: &[Code]) -> Vec<String> {
    let text: Vec<char> = message.nfkc().flat_map(char::to_lowercase).collect();
    let runs = runs(&text);
    let families: Vec<(String, String)> = codes.iter().filter_map(|code| family(&code.code)).collect();
    let mut found = Vec::new();
    for pair in runs.windows(2) {
        let [prefix, number] = pair else { continue };
        let known = families.iter().any(|(family, _)| *family == prefix.text);
        let listed = families.iter().any(|(family, digits)| *family == prefix.text && *digits == number.text);
        let likely = number.digits && UNLISTED_DIGITS.contains(&number.text.len());
        // A blank is not enough: families are words too.
        if known && !listed && likely && text.get(prefix.end..number.start) == Some(&['.']) {
            found.push(format!("{}.{}", prefix.text.to_uppercase(), number.text));
        }
    }
    found
}

/// Letters or digits in a row.
struct Run {
    text: String,
    start: usize,
    end: usize,
    digits: bool,
}

fn runs(text: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at && run.digits == c.is_ascii_digit() => {
                run.text.push(*c);
                run.end = at + 1;
            }
            _ => runs.push(Run { text: c.to_string(), start: at, end: at + 1, digits: c.is_ascii_digit() }),
        }
    }
    runs
}

/// `cbc` and `99004008` of `CBC.99004008`.
fn family(code: &str) -> Option<(String, String)> {
    let (prefix, number) = code.split_once('.')?;
    let fits = !prefix.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| (prefix.to_lowercase(), number.to_owned()))
}

/// Where a code stands.
fn place(code: &str, text: &[char], runs: &[Run]) -> Option<usize> {
    if let Some((key, value)) = code.split_once('=') {
        return assignment(&key.to_lowercase(), &value.to_lowercase(), text);
    }
    if let Some((prefix, number)) = family(code) {
        let pair = runs.windows(2).find(|pair| match pair {
            [first, second] => {
                first.text == prefix && second.digits && second.text == number && joined(text, first, second)
            }
            _ => false,
        });
        let alone = || {
            let meant = |run: &&Run| run.text == number && is_meant(text, runs, run);
            runs.iter().find(|run| number.len() >= TELLING_DIGITS && meant(run))
        };
        return pair.and_then(|pair| pair.first()).or_else(alone).map(|run| run.start);
    }
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return whole_word(&code.to_lowercase(), text);
    }
    runs.iter().find(|run| run.text == code && is_meant(text, runs, run)).map(|run| run.start)
}

/// Where a word stands that is no part of a longer one.
fn whole_word(word: &str, text: &[char]) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    let of_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
    (0..text.len()).find(|&at| {
        let end = at + word.len();
        text.get(at..end) == Some(word.as_slice())
            && !of_word(text.get(end))
            && !of_word(at.checked_sub(1).and_then(|before| text.get(before)))
    })
}

/// Whether little enough stands between a prefix and its number.
fn joined(text: &[char], prefix: &Run, number: &Run) -> bool {
    let between = text.get(prefix.end..number.start).unwrap_or(&[]);
    between.len() <= 2 && between.iter().all(|c| matches!(c, '.' | ' ' | '-' | '_' | ':' | '#' | '。' | '·' | '．'))
}

/// Whether a number by itself is a code: it is all there is, or words call it so.
fn is_meant(text: &[char], runs: &[Run], run: &Run) -> bool {
    runs.len() == 1 || called_a_code(text, run.start)
}

fn called_a_code(text: &[char], at: usize) -> bool {
    let before: String = text.get(at.saturating_sub(NEAR)..at).unwrap_or(&[]).iter().collect();
    CALLED.iter().any(|word| before.contains(word))
}

/// Where a key has this value, as in JSON, YAML, or a sentence.
fn assignment(key: &str, value: &str, text: &[char]) -> Option<usize> {
    let (key, value): (Vec<char>, Vec<char>) = (key.chars().collect(), value.chars().collect());
    let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
    (0..text.len()).find(|&at| {
        let behind = at + key.len();
        if text.get(at..behind) != Some(key.as_slice()) || word(text.get(behind)) {
            return false;
        }
        let sign = |c: &&char| matches!(c, '"' | '\'' | ':' | '=' | ' ' | '\\' | '：' | '`');
        let start = behind + text.iter().skip(behind).take_while(sign).count();
        start > behind
            && text.get(start..start + value.len()) == Some(value.as_slice())
            && !word(text.get(start + value.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Citation, Confidence};
    use crate::source::Span;

    fn table() -> Vec<Code> {
        let source = Citation { url: String::new(), checked: String::new(), confidence: Confidence::B };
        let row = |code: &str| Code {
            code: code.to_owned(),
            problem: "p".to_owned(),
            says: String::new(),
            fix: None,
            source: source.clone(),
            span: Span::default(),
            file: 0,
        };
        [
            "CBC.99004008",
            "Ecs.0066",
            "1103",
            "frozen_scene=ARREAR",
            "verified_status=-1",
            "verified_status=1",
            "InArrear",
        ]
        .map(row)
        .to_vec()
    }

    fn found(message: &str) -> Vec<String> {
        find(message, &table()).iter().map(|code| code.code.clone()).collect()
    }

    #[test]
    fn a_code_is_found_however_it_was_copied() {
        for message in [
            "CBC.99004008",
            "cbc 99004008",
            "ＣＢＣ．９９００４００８",
            "Error CBC-99004008!",
            r#"{"error_code":"CBC.99004008"}"#,
            "提示99004008怎么办",
        ] {
            assert_eq!(found(message), ["CBC.99004008"], "{message}");
        }
        assert_eq!(found(r#"{"frozen_scene": "ARREAR"}"#), ["frozen_scene=ARREAR"]);
        assert_eq!(found("frozen_scene=arrear, verified_status: -1"), ["frozen_scene=ARREAR", "verified_status=-1"]);
        assert_eq!(found("Ecs.0066 then CBC.99004008"), ["Ecs.0066", "CBC.99004008"]);
        assert_eq!(found("<Code>InArrear</Code>"), ["InArrear"]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for message in ["CBC.990040081", "Ecs 66", "the year 1103", "frozen_scenery ARREAR", "verified_status: 10", ""]
        {
            assert_eq!(found(message), Vec::<String>::new(), "{message}");
        }
        assert_eq!(found("1103"), ["1103"]);
        assert_eq!(found("error 1103"), ["1103"]);
        assert_eq!(unlisted("CBC.99999999 and ecs.0066", &table()), ["CBC.99999999"]);
    }
}
