//! A message as words that can be compared: width, case, accents, shapes of Han characters and punctuation do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::text::name::simplest_han;

/// Most words that are read: a pasted page is longer, and says what it says at its beginning.
const MAX_WORDS: usize = 4_000;

/// One word; of scripts that are written without spaces, one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub text: String,
    /// The sentence it stands in, from 0.
    pub sentence: usize,
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word> {
    // Nothing of ASCII is decomposed.
    if text.is_ascii() { parted(text.chars()) } else { parted(text.nfkd().filter(|c| !is_combining_mark(*c)).nfc()) }
}

fn parted(characters: impl Iterator<Item = char>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word = String::new();
    let mut sentence = 0;
    let mut rest = characters.peekable();
    while let Some(c) = rest.next() {
        if words.len() >= MAX_WORDS {
            return words;
        }
        let alphanumeric = c.is_alphanumeric();
        if alphanumeric && !is_unspaced(c) {
            word.extend(c.to_lowercase());
            continue;
        }
        if is_apostrophe(c) {
            continue;
        }
        close(&mut word, sentence, &mut words);
        if alphanumeric {
            words.push(Word { text: simplest_han(c).to_string(), sentence });
        } else if ends_sentence(c, rest.peek().copied()) && words.last().is_some_and(|last| last.sentence == sentence) {
            sentence += 1;
        }
    }
    close(&mut word, sentence, &mut words);
    words
}

fn close(word: &mut String, sentence: usize, words: &mut Vec<Word>) {
    if !word.is_empty() {
        words.push(Word { text: std::mem::take(word), sentence });
    }
}

/// Scripts whose words have no spaces between them.
fn is_unspaced(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            c.script(),
            Script::Han | Script::Hiragana | Script::Katakana | Script::Thai | Script::Lao | Script::Khmer
        )
}

/// `didn't` is one word.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' | '\u{00B4}')
}

/// A dot within a number, a code or a host's name ends nothing.
fn ends_sentence(c: char, next: Option<char>) -> bool {
    match c {
        '!' | '?' | ';' | '\n' | '。' => true,
        '.' => next.is_none_or(char::is_whitespace),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        words(text).iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_does_not_count_is_folded() {
        assert_eq!(folded("Didn’t RECEIVE the ＣＯＤＥ"), "didnt receive the code");
        assert_eq!(folded("El código ha CADUCADO"), "el codigo ha caducado");
        assert_eq!(folded("驗證碼123456已過期"), folded("验证码 123456 已过期"));
        assert_eq!(folded("e-mail"), "e mail");
        assert_eq!(folded("\u{202e}\u{0}"), "");
    }

    #[test]
    fn sentences_are_counted() {
        assert!(words("CBC.99004008 at www.example.com").iter().all(|word| word.sentence == 0));
        let found = words("I asked. Nothing came!\nWhy");
        assert_eq!(found.iter().map(|word| word.sentence).collect::<Vec<_>>(), [0, 0, 1, 1, 2]);
    }

    #[test]
    fn the_read_part_is_bounded() {
        assert_eq!(words(&"a ".repeat(100_000)).len(), MAX_WORDS);
    }
}
