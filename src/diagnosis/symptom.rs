//! A message against the pack's symptoms: codes first, then texts word for word, then the way it is told.

use std::collections::BTreeMap;

use super::code;
use super::pasted::{bounded, readable};
use super::vocabulary::{Occurrence, Vocabulary};
use super::wording::Word;
use crate::rule::{Code, Pack, Wording};

/// What a documented code counts.
const CODE: f64 = 100.0;

/// What a further code of another problem counts: the first one shown is what stopped the person.
const FURTHER_CODE: f64 = 60.0;

/// What a text of a portal counts, word for word.
const TEXT: f64 = 40.0;

/// What each concept of a wording counts, and what two of them have at least.
const CONCEPT: f64 = 5.0;
const TOLD: f64 = 5.0;

/// What a second way of telling the same adds, as a share of its own weight.
const AGAIN: f64 = 0.2;

/// Problems told with less are not named: one word that fits many.
const NAMED: f64 = 8.0;

/// Problems whose share is smaller than this beside the best one are not worth the reader's time.
const WORTH: f64 = 0.25;

/// Words of the same sentence count in full, of neighbouring ones less, of distant ones half.
const BY_SENTENCES: [f64; 4] = [1.0, 0.85, 0.7, 0.6];
const FAR: f64 = 0.5;

/// Why a message tells a problem.
#[derive(Clone, Debug)]
pub enum Sign<'a> {
    /// A documented code.
    Code(&'a Code),
    /// A text that the pack lists.
    Text(&'a str),
    /// Concepts that stand together.
    Told(Vec<&'a str>),
}

/// A problem that a message tells.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// Index of the problem in the pack.
    pub problem: usize,
    /// How much tells it.
    pub weight: f64,
    /// What.
    pub signs: Vec<Sign<'a>>,
}

/// What a message says.
#[derive(Clone, Debug, Default)]
pub struct Reading<'a> {
    /// Problems that it tells, the most told first.
    pub told: Vec<Told<'a>>,
    /// Codes that are documented and tell no problem.
    pub mute: Vec<&'a Code>,
    /// Codes of a known family that are documented nowhere.
    pub unlisted: Vec<String>,
    /// Problems that share some of its words, where it tells none.
    pub nearest: Vec<usize>,
}

/// Reads messages with one pack.
#[derive(Debug)]
pub struct Reader<'a> {
    pack: &'a Pack,
    vocabulary: Vocabulary,
    concepts: BTreeMap<&'a str, usize>,
    texts: Vec<(usize, &'a str)>,
}

impl<'a> Reader<'a> {
    /// For the symptoms of this pack.
    pub fn new(pack: &'a Pack) -> Self {
        let concepts: BTreeMap<&str, usize> =
            pack.symptoms().concepts.iter().enumerate().map(|(index, concept)| (concept.id.as_str(), index)).collect();
        let of = |(problem, one): (usize, &'a crate::rule::Problem)| {
            one.texts.iter().map(move |text| (problem, text.as_str()))
        };
        let texts: Vec<(usize, &str)> = pack.problems.iter().enumerate().flat_map(of).collect();
        let first = pack.symptoms().concepts.len();
        let numbered = texts.iter().enumerate().map(|(index, (_, text))| (first + index, *text));
        let vocabulary = Vocabulary::new(pack.symptoms(), numbered);
        Self { pack, vocabulary, concepts, texts }
    }

    /// What a message says.
    pub fn read(&self, message: &str) -> Reading<'a> {
        let raw = bounded(message);
        let text = readable(raw);
        let mut codes = code::find(raw, &self.pack.symptoms().codes);
        if codes.is_empty() {
            // A number that is all a page shows is a code.
            codes = code::find(&text, &self.pack.symptoms().codes);
        }
        let words = self.vocabulary.read(&text);
        let found = self.vocabulary.find(&words);
        let mut told: BTreeMap<usize, Told<'a>> = BTreeMap::new();
        let mut mute = Vec::new();
        for code in &codes {
            let Some(problem) = self.pack.problems.iter().position(|problem| *problem.id == *code.problem) else {
                mute.push(*code);
                continue;
            };
            let weight = if told.is_empty() { CODE } else { FURTHER_CODE };
            let one = told.entry(problem).or_insert(Told { problem, weight: 0.0, signs: Vec::new() });
            one.weight = one.weight.max(weight);
            one.signs.push(Sign::Code(code));
        }
        if codes.is_empty() && self.is_elsewhere(&found) {
            return Reading { unlisted: code::unlisted(raw, &self.pack.symptoms().codes), ..Reading::default() };
        }
        let first = self.pack.symptoms().concepts.len();
        for (index, (problem, text)) in self.texts.iter().enumerate() {
            if found.contains_key(&(first + index)) {
                add(&mut told, *problem, TEXT, Sign::Text(text));
            }
        }
        for (problem, one) in self.pack.problems.iter().enumerate() {
            let mut ways: Vec<(f64, Sign<'a>)> =
                one.wordings.iter().filter_map(|wording| self.told(wording, &found, &words)).collect();
            ways.sort_by(|left, right| right.0.total_cmp(&left.0));
            for (weight, sign) in ways {
                add(&mut told, problem, weight, sign);
            }
        }
        let mut told: Vec<Told<'a>> = told.into_values().filter(|told| told.weight >= NAMED).collect();
        told.sort_by(|left, right| right.weight.total_cmp(&left.weight));
        let best = told.first().map_or(0.0, |told| told.weight);
        told.retain(|told| told.weight >= best * WORTH);
        let nearest = if told.is_empty() { self.nearest(&found) } else { Vec::new() };
        Reading { told, mute, unlisted: code::unlisted(raw, &self.pack.symptoms().codes), nearest }
    }

    /// Whether it speaks of another company's product, and of none of the provider's.
    fn is_elsewhere(&self, found: &BTreeMap<usize, Vec<Occurrence>>) -> bool {
        let any = |ids: &[String]| {
            ids.iter().any(|id| self.concepts.get(id.as_str()).is_some_and(|index| found.contains_key(index)))
        };
        any(&self.pack.symptoms().elsewhere) && !any(&self.pack.symptoms().own)
    }

    /// How much one way of telling weighs, where the message tells so.
    fn told(
        &self,
        wording: &'a Wording,
        found: &BTreeMap<usize, Vec<Occurrence>>,
        words: &[Word],
    ) -> Option<(f64, Sign<'a>)> {
        let places = |id: &String| found.get(self.concepts.get(id.as_str())?).map(Vec::as_slice);
        let all: Vec<&[Occurrence]> = wording.has.iter().map(places).collect::<Option<_>>()?;
        let (from, to) = closest(&all)?;
        let sentence = |at: usize| words.get(at).map_or(0, |word| word.sentence);
        let sentences = sentence(from)..=sentence(to.saturating_sub(1));
        let lacking = wording.lacks.iter().filter_map(places).flatten();
        if lacking.into_iter().any(|place| sentences.contains(&sentence(place.start))) {
            return None;
        }
        let apart = sentences.end() - sentences.start();
        let nearness = BY_SENTENCES.get(apart).copied().unwrap_or(FAR);
        let count = wording.has.len() as f64;
        let weight = wording.weight.map_or(TOLD + CONCEPT * count, |weight| weight as f64);
        let says = |id: &String| {
            let concept = self.pack.symptoms().concepts.get(*self.concepts.get(id.as_str())?)?;
            Some(concept.says.as_str())
        };
        Some((weight * nearness, Sign::Told(wording.has.iter().filter_map(says).collect())))
    }

    /// Problems of which a part of a wording is there, the most complete first.
    fn nearest(&self, found: &BTreeMap<usize, Vec<Occurrence>>) -> Vec<usize> {
        let there = |id: &String| self.concepts.get(id.as_str()).is_some_and(|index| found.contains_key(index));
        let complete = |wording: &Wording| {
            let share = wording.has.iter().filter(|id| there(id)).count() as f64 / wording.has.len().max(1) as f64;
            share * wording.has.len().min(3) as f64
        };
        let mut near: Vec<(f64, usize)> = Vec::new();
        for (problem, one) in self.pack.problems.iter().enumerate() {
            let best = one.wordings.iter().map(complete).fold(0.0, f64::max);
            if best > 0.0 {
                near.push((best, problem));
            }
        }
        near.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        near.into_iter().take(3).map(|(_, problem)| problem).collect()
    }
}

/// Signs in the order of their weight: the first counts in full, a further one tells little new.
fn add<'a>(told: &mut BTreeMap<usize, Told<'a>>, problem: usize, weight: f64, sign: Sign<'a>) {
    let one = told.entry(problem).or_insert(Told { problem, weight: 0.0, signs: Vec::new() });
    one.weight = one.weight.max(weight) + AGAIN * one.weight.min(weight);
    one.signs.push(sign);
}

/// The smallest run of words that holds one occurrence of each concept.
fn closest(all: &[&[Occurrence]]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut at = vec![0; all.len()];
    loop {
        let places: Vec<&Occurrence> =
            all.iter().zip(&at).map(|(places, at)| places.get(*at)).collect::<Option<_>>()?;
        let from = places.iter().map(|place| place.start).min()?;
        let to = places.iter().map(|place| place.end).max()?;
        // One word is not two concepts at a time.
        let apart =
            places.iter().enumerate().all(|(index, place)| !places.iter().skip(index + 1).any(|other| other == place));
        if apart && best.is_none_or(|(start, end)| to - from < end - start) {
            best = Some((from, to));
        }
        // The earliest one gives way; once it is the last of its kind, nothing closer comes.
        let earliest = places.iter().enumerate().min_by_key(|(_, place)| place.start).map(|(index, _)| index)?;
        let next = at.get_mut(earliest)?;
        *next += 1;
        if *next >= all.get(earliest)?.len() {
            return best;
        }
    }
}
