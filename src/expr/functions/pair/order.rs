//! In which order a full name stands, and where it parts into two fields.

use unicode_script::{Script, UnicodeScript};

use crate::text::name::{self, Comparison, Verdict};

/// How well two names fit: the verdict, then the number of defects; the least is the best,
/// and what cannot be told the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quality(Verdict, usize);

impl Quality {
    pub fn of(comparison: &Comparison) -> Self {
        if comparison.certain {
            Self(comparison.verdict, comparison.findings.len())
        } else {
            Self(Verdict::Mismatch, usize::MAX)
        }
    }

    /// Whether nothing fits better, so that nobody need look on.
    pub fn is_best(self) -> bool {
        self == Self(Verdict::Ok, 0)
    }

    /// Of two fields of one name.
    pub fn and(self, other: Self) -> Self {
        Self(self.0.max(other.0), self.1.saturating_add(other.1))
    }
}

/// The orders in which a form may ask for the full name of these two fields, the document's own first.
pub(super) fn of_fields(surname: &str, given: &str) -> Vec<String> {
    if surname.is_empty() || given.is_empty() {
        return vec![format!("{surname}{given}")];
    }
    let mut orders = vec![name::join(surname, given), format!("{given} {surname}"), format!("{surname} {given}")];
    if is_unspaced(surname) && is_unspaced(given) {
        // The usual way, so that it is also the one to type.
        orders.insert(0, format!("{surname}{given}"));
    }
    orders
}

/// Whether a full name is one of these, letter for letter, with a space between the fields.
pub(super) fn is_one(full: &str, surname: &str, given: &str) -> bool {
    let are = |first: &str, last: &str| {
        let rest = full.strip_prefix(first).and_then(|rest| rest.strip_prefix(' '));
        !first.is_empty() && !last.is_empty() && rest == Some(last)
    };
    are(given, surname) || are(surname, given)
}

/// The same of a printed full name, as it is printed first: a comma parts it into fields.
pub(super) fn of_full(full: &str) -> Vec<String> {
    let mut orders = vec![full.to_owned()];
    orders.extend(at_comma(full).map(|[surname, given]| of_fields(&surname, &given)).unwrap_or_default());
    orders
}

/// A full name parted into surname and given names.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub surname: Piece,
    pub given: Piece,
}

/// A piece of a full name, and where each of its characters stands in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    pub text: String,
    pub places: Vec<usize>,
}

impl Piece {
    fn push(&mut self, word: &[(usize, char)], is_spaced: bool) {
        if is_spaced && let Some(last) = self.places.last() {
            self.places.push(last + 1);
            self.text.push(' ');
        }
        self.places.extend(word.iter().map(|(place, _)| *place));
        self.text.extend(word.iter().map(|(_, c)| *c));
    }

    fn of(words: &[&[(usize, char)]], is_spaced: bool) -> Self {
        let mut piece = Self::default();
        words.iter().for_each(|word| piece.push(word, is_spaced));
        piece
    }
}

impl Cut {
    /// Whether the surname stands first in the full name.
    pub fn is_surname_first(&self) -> bool {
        self.surname.places.first() < self.given.places.first()
    }

    /// Where a character of the name as the comparison joins it stands in the full name.
    pub fn place(&self, at: usize) -> Option<usize> {
        let in_given = at.checked_sub(self.surname.places.len() + ", ".len());
        in_given.map_or(self.surname.places.get(at), |at| self.given.places.get(at)).copied()
    }
}

/// The first of the best, as `min_by_key` gives it, without looking past one that nothing can better.
pub(super) fn best<T>(candidates: impl Iterator<Item = T>, quality: impl Fn(&T) -> Quality) -> Option<T> {
    let mut best: Option<(Quality, T)> = None;
    for candidate in candidates {
        let own = quality(&candidate);
        if own.is_best() {
            return Some(candidate);
        }
        if best.as_ref().is_none_or(|(least, _)| own < *least) {
            best = Some((own, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Every way to part a full name into surname and given names.
pub(super) fn cuts(full: &str) -> Vec<Cut> {
    let signs: Vec<(usize, char)> = full.chars().enumerate().collect();
    let is_spaced = !is_unspaced(full);
    let words: Vec<&[(usize, char)]> = if is_spaced {
        signs.split(|(_, c)| c.is_whitespace()).filter(|word| !word.is_empty()).collect()
    } else {
        signs.chunks(1).collect()
    };
    let at_comma = words.iter().position(|word| word.last().is_some_and(|(_, c)| *c == ','));
    if let Some(at) = at_comma.filter(|at| at + 1 < words.len())
        && let Some((first, last)) = words.split_at_checked(at + 1)
    {
        let mut surname = Piece::of(first, is_spaced);
        surname.text.pop();
        surname.places.pop();
        return vec![Cut { surname, given: Piece::of(last, is_spaced) }];
    }
    let cuts = (1..words.len()).filter_map(|cut| words.split_at_checked(cut));
    cuts.flat_map(|(first, last)| {
        let [first, last] = [first, last].map(|words| Piece::of(words, is_spaced));
        [Cut { surname: last.clone(), given: first.clone() }, Cut { surname: first, given: last }]
    })
    .collect()
}

fn at_comma(full: &str) -> Option<[String; 2]> {
    let (surname, given) = full.split_once(',')?;
    let (surname, given) = (surname.trim(), given.trim());
    (!surname.is_empty() && !given.is_empty()).then(|| [surname.to_owned(), given.to_owned()])
}

/// Whether a name is written without spaces between its parts, as Chinese, Japanese and Korean names are.
fn is_unspaced(text: &str) -> bool {
    let cjk = |c: char| matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul);
    !text.is_empty() && text.chars().all(cjk)
}
