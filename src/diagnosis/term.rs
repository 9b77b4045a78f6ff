//! A term of a concept: words that stand one after the other, with alternatives, beginnings of words, and gaps.
//!
//! `verification code`, `not|never .. arriv*`, `没|未 .. 收到`: `|` parts alternatives of one place, `*` takes any ending, `..` lets
//! a few words come between.

use super::wording::{Word, words};
use crate::text::name::is_homophone;

/// How much may come between at a gap, in words; a Han character is half a word.
const MAX_GAP: usize = 4;

/// A parsed term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    places: Vec<Place>,
    /// Whether characters that sound alike do not count.
    exact: bool,
}

/// One place of a term: any of these runs of words, right behind the place before or after a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    after_gap: bool,
    alternatives: Vec<Vec<Pattern>>,
}

/// What one word must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// This word.
    Exactly(String),
    /// A word that begins so.
    Beginning(String),
}

impl Pattern {
    /// Whether a word is meant.
    pub fn fits(&self, word: &str) -> bool {
        match self {
            Self::Exactly(text) => text == word,
            Self::Beginning(text) => word.starts_with(text.as_str()),
        }
    }

    /// Whether it is a Han character that sounds like the one meant.
    fn sounds_like(&self, word: &str) -> bool {
        match (single(self.text()), single(word)) {
            (Some(meant), Some(typed)) => is_homophone(meant, typed),
            _ => false,
        }
    }

    /// The letters.
    pub fn text(&self) -> &str {
        match self {
            Self::Exactly(text) | Self::Beginning(text) => text,
        }
    }
}

impl Term {
    /// Reads a term; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut places = Vec::new();
        let mut after_gap = false;
        for part in text.split_whitespace() {
            if part == ".." {
                if places.is_empty() {
                    return Err("a term does not begin with a gap".to_owned());
                }
                after_gap = true;
                continue;
            }
            let alternatives: Vec<Vec<Pattern>> = part.split('|').map(run).collect();
            if alternatives.iter().any(Vec::is_empty) {
                return Err(format!("`{part}` has an alternative without a letter"));
            }
            places.push(Place { after_gap, alternatives });
            after_gap = false;
        }
        if after_gap || places.is_empty() {
            return Err("a term ends in a word".to_owned());
        }
        Ok(Self { places, exact: false })
    }

    /// A text as it stands: one word behind the other, punctuation and case apart.
    pub fn verbatim(text: &str) -> Option<Self> {
        let run: Vec<Pattern> = words(text).into_iter().map(|word| Pattern::Exactly(word.text)).collect();
        let place = Place { after_gap: false, alternatives: vec![run] };
        place.alternatives.iter().all(|run| !run.is_empty()).then(|| Self { places: vec![place], exact: false })
    }

    /// The same term without characters that only sound alike.
    pub fn exactly(self) -> Self {
        Self { exact: true, ..self }
    }

    /// What the first word of the term may be.
    pub fn beginnings(&self) -> impl Iterator<Item = &Pattern> {
        self.places.first().into_iter().flat_map(|place| &place.alternatives).filter_map(|run| run.first())
    }

    /// Every word of the term.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.places.iter().flat_map(|place| &place.alternatives).flatten()
    }

    /// One past the last word, where the term stands at this word.
    pub fn ends(&self, words: &[Word], at: usize) -> Option<usize> {
        follow(&self.places, words, at, self.exact)
    }
}

/// The character of a word of one.
fn single(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|c| !c.is_ascii() && characters.next().is_none())
}

/// One alternative; Han characters are words of their own.
fn run(text: &str) -> Vec<Pattern> {
    let (text, open) = text.strip_suffix('*').map_or((text, false), |text| (text, true));
    let mut run: Vec<Pattern> = words(text).into_iter().map(|word| Pattern::Exactly(word.text)).collect();
    if open && let Some(Pattern::Exactly(last)) = run.pop() {
        run.push(Pattern::Beginning(last));
    }
    run
}

/// Whether a run of words stands here; of several Han characters half may be typed as others that sound alike.
fn stands(run: &[Pattern], words: &[Word], from: usize, exact: bool) -> bool {
    let mut slips = 0;
    for (index, pattern) in run.iter().enumerate() {
        let Some(word) = words.get(from + index) else { return false };
        if !pattern.fits(&word.text) {
            slips += 1;
            if exact || 2 * slips > run.len() || !pattern.sounds_like(&word.text) {
                return false;
            }
        }
    }
    true
}

fn follow(places: &[Place], words: &[Word], at: usize, exact: bool) -> Option<usize> {
    let Some((place, rest)) = places.split_first() else { return Some(at) };
    let mut from = at;
    let mut gap = 0;
    loop {
        for run in &place.alternatives {
            if stands(run, words, from, exact)
                && let Some(end) = follow(rest, words, from + run.len(), exact)
            {
                return Some(end);
            }
        }
        // A gap does not lead into another sentence.
        let (before, next) = (words.get(from.checked_sub(1)?), words.get(from)?);
        gap += if next.text.is_ascii() { 2 } else { 1 };
        if !place.after_gap || gap > 2 * MAX_GAP || before.is_some_and(|before| before.sentence != next.sentence) {
            return None;
        }
        from += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(term: &str, text: &str) -> bool {
        let (term, words) = (Term::parse(term).unwrap(), words(text));
        (0..words.len()).any(|at| term.ends(&words, at).is_some())
    }

    #[test]
    fn terms_stand_in_sentences() {
        assert!(stands("verification code", "The Verification Code has expired"));
        assert!(stands("not|never .. arriv*|come", "it has never, so far, arrived"));
        assert!(stands("没|未 .. 收到", "我到现在还没有收到短信"));
        assert!(stands("expir*", "EXPIRED"));
        for (term, text) in [
            ("verification code", "code verification"),
            ("not .. arriv*", "not one two three four five arrived"),
            ("not .. arriv*", "I did not. It arrived"),
            ("code", "codex"),
        ] {
            assert!(!stands(term, text), "{term} in {text}");
        }
    }

    #[test]
    fn mistakes_in_terms_are_named() {
        for text in ["", "..", ".. a", "a ..", "a|", "*", "a | b"] {
            assert!(Term::parse(text).is_err(), "{text}");
        }
    }
}
