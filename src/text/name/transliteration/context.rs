//! The letters around a letter.

use unicode_normalization::char::is_combining_mark;

/// Two neighbours on each side of a letter within its word; `None` is the edge of the word.
///
/// Joiners, vowel points and tone marks count as no neighbour, since they change no spelling. Vowel signs of Indic
/// scripts and of Thai do count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// The letter before `before`.
    pub behind: Option<char>,
    /// The letter before.
    pub before: Option<char>,
    /// The letter after.
    pub after: Option<char>,
    /// The letter after `after`.
    pub beyond: Option<char>,
}

impl Context {
    /// The neighbours of the letter at `index` in lower-case NFC text; a space or punctuation ends the word.
    pub fn at(letters: &[char], index: usize) -> Self {
        let earlier = letters.get(..index).unwrap_or_default().iter().rev();
        let later = letters.get(index.saturating_add(1)..).unwrap_or_default().iter();
        let [before, behind] = nearest(earlier);
        let [after, beyond] = nearest(later);
        Self { behind, before, after, beyond }
    }

    /// Whether the letter begins its word.
    pub fn is_first(self) -> bool {
        self.before.is_none()
    }

    /// Whether the letter ends its word.
    pub fn is_last(self) -> bool {
        self.after.is_none()
    }
}

fn nearest<'a>(letters: impl Iterator<Item = &'a char>) -> [Option<char>; 2] {
    let mut word =
        letters.copied().filter(|c| !is_passed_over(*c)).take_while(|c| c.is_alphanumeric() || is_combining_mark(*c));
    [word.next(), word.next()]
}

/// Joiners, the Arabic vowel points and elongation, the Hebrew points, and the Thai tone and length marks.
///
/// The Arabic shadda is a neighbour: it doubles what stands before it.
pub(super) fn is_passed_over(c: char) -> bool {
    matches!(
        c,
        '\u{200C}' | '\u{200D}'
        | '\u{640}' | '\u{64B}'..='\u{650}' | '\u{652}'..='\u{65F}' | '\u{670}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{E47}'..='\u{E4B}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_stay_within_the_word() {
        let letters: Vec<char> = "аб в-г".chars().collect();
        assert_eq!(Context::at(&letters, 1), Context { before: Some('а'), ..Context::default() });
        assert_eq!(Context::at(&letters, 3), Context::default());
        assert_eq!(Context::at(&letters, usize::MAX), Context::default());
    }

    #[test]
    fn points_are_passed_over() {
        let letters: Vec<char> = "م\u{64F}ح\u{64E}م\u{64E}\u{651}د".chars().collect();
        let context = Context::at(&letters, 4);
        assert_eq!((context.behind, context.before), (Some('م'), Some('ح')));
        assert_eq!((context.after, context.beyond), (Some('\u{651}'), Some('د')));
    }
}
