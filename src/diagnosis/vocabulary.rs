//! The words that a pack knows, found in a message: concepts with their places.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::slip::{is_slip, sounds, without_digits};
use super::term::{Pattern, Term};
use super::wording::{Word, words};
use crate::rule::Symptoms;

/// Longest beginning of a word by which terms are looked up.
const MAX_BEGINNING: usize = 16;

/// Where a concept stands: words from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// First word.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A concept in a message: whether it counts there or takes another one out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Role {
    Counts,
    Excludes,
}

/// Terms by their first word.
#[derive(Debug, Default)]
pub struct Vocabulary {
    terms: Vec<(usize, Role, Term)>,
    exact: HashMap<String, Vec<usize>>,
    beginnings: HashMap<String, Vec<usize>>,
    /// Every Latin word of a term by its first letter, for slips.
    known: HashMap<char, HashSet<Pattern>>,
    /// The same by how they sound, made when the first unknown word is met.
    sounding: OnceCell<HashMap<String, String>>,
}

impl Vocabulary {
    /// From concepts and from texts, which are concepts of one term each: `texts` are numbered behind the concepts.
    pub fn new<'a>(symptoms: &Symptoms, texts: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut vocabulary = Self::default();
        for (index, concept) in symptoms.concepts.iter().enumerate() {
            // What is wrong with a term is said when the pack is checked.
            let exact = symptoms.elsewhere.contains(&concept.id);
            for (text, _) in &concept.terms {
                let term = Term::parse(text).ok().map(|term| if exact { term.exactly() } else { term });
                vocabulary.put(index, Role::Counts, term);
            }
            for (text, _) in &concept.but {
                vocabulary.put(index, Role::Excludes, Term::parse(text).ok());
            }
        }
        for word in &symptoms.ordinary {
            vocabulary.know(Term::parse(word).iter().flat_map(Term::patterns));
        }
        for (index, text) in texts {
            vocabulary.put(index, Role::Counts, Term::verbatim(text));
        }
        vocabulary
    }

    fn put(&mut self, concept: usize, role: Role, term: Option<Term>) {
        let Some(term) = term else { return };
        let number = self.terms.len();
        for beginning in term.beginnings() {
            let map = match beginning {
                Pattern::Exactly(_) => &mut self.exact,
                Pattern::Beginning(_) => &mut self.beginnings,
            };
            map.entry(beginning.text().to_owned()).or_default().push(number);
        }
        self.know(term.patterns());
        self.terms.push((concept, role, term));
    }

    /// Words that are no slips of others.
    fn know<'p>(&mut self, patterns: impl Iterator<Item = &'p Pattern>) {
        for pattern in patterns {
            let Some(first) = pattern.text().chars().next().filter(char::is_ascii_alphabetic) else { continue };
            let known = self.known.entry(first).or_default();
            if !known.contains(pattern) {
                known.insert(pattern.clone());
            }
        }
    }

    /// The words of a message, slips of the finger in words of the pack mended.
    pub fn read(&self, text: &str) -> Vec<Word> {
        let mut read = words(text);
        for word in &mut read {
            if let Some(meant) = self.meant(&word.text) {
                word.text = meant;
            }
        }
        read
    }

    /// The known word that another one is a slip of.
    fn meant(&self, word: &str) -> Option<String> {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return self.slip_of(word);
        }
        without_digits(word).into_iter().find_map(
            |read| {
                if self.is_known(&read) { Some(read) } else { self.slip_of(&read) }
            },
        )
    }

    fn is_known(&self, word: &str) -> bool {
        let same_letter = word.chars().next().and_then(|first| self.known.get(&first));
        same_letter.is_some_and(|known| known.iter().any(|pattern| pattern.fits(word)))
    }

    fn slip_of(&self, word: &str) -> Option<String> {
        if self.is_known(word) {
            return None;
        }
        let heard = sounds(word).and_then(|sounds| self.sounding().get(&sounds)).cloned();
        heard.or_else(|| {
            let known = self.known.get(&word.chars().next()?)?;
            let slips = known.iter().filter(|pattern| is_slip(word, pattern));
            // Of several the first of the alphabet, so that every run reads alike.
            slips.min().map(|pattern| pattern.text().to_owned())
        })
    }

    fn sounding(&self) -> &HashMap<String, String> {
        self.sounding.get_or_init(|| {
            let mut known: Vec<&Pattern> = self.known.values().flatten().collect();
            known.sort_unstable();
            let mut sounding = HashMap::new();
            for pattern in known {
                if let Some(sounds) = sounds(pattern.text()) {
                    sounding.entry(sounds).or_insert_with(|| pattern.text().to_owned());
                }
            }
            sounding
        })
    }

    /// Every concept with its places, in order.
    pub fn find(&self, read: &[Word]) -> BTreeMap<usize, Vec<Occurrence>> {
        let mut found: BTreeMap<(usize, Role), Vec<Occurrence>> = BTreeMap::new();
        for (start, word) in read.iter().enumerate() {
            for number in self.starting(&word.text) {
                let Some((concept, role, term)) = self.terms.get(number) else { continue };
                if let Some(end) = term.ends(read, start) {
                    found.entry((*concept, *role)).or_default().push(Occurrence { start, end });
                }
            }
        }
        let mut counted = BTreeMap::new();
        for ((concept, role), places) in &found {
            if *role == Role::Excludes {
                continue;
            }
            let excluded = found.get(&(*concept, Role::Excludes)).map_or(&[][..], Vec::as_slice);
            let overlaps =
                |place: &Occurrence| excluded.iter().any(|other| place.start < other.end && other.start < place.end);
            let mut left: Vec<Occurrence> = places.iter().copied().filter(|place| !overlaps(place)).collect();
            left.dedup();
            if !left.is_empty() {
                counted.insert(*concept, left);
            }
        }
        counted
    }

    /// Terms whose first word this may be.
    fn starting(&self, word: &str) -> Vec<usize> {
        let mut numbers: Vec<usize> = self.exact.get(word).into_iter().flatten().copied().collect();
        for (end, c) in word.char_indices().take(MAX_BEGINNING) {
            let beginning = word.get(..end + c.len_utf8()).unwrap_or(word);
            numbers.extend(self.beginnings.get(beginning).into_iter().flatten());
        }
        numbers
    }
}
