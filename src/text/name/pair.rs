//! How one typed part relates to one printed part.

use super::part::{Glyph, Part};
use super::{Relation, abbreviation, established, fold, nickname, romanization, transliteration, typo};
use crate::text::character;
use unicode_script::UnicodeScript;

/// A relation of two parts that are one part of the same person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// `None` where the letters are the same, case apart.
    pub relation: Option<Relation>,
    /// What it costs in an alignment.
    pub cost: u32,
    /// Offending places, where single characters can be named.
    pub at: Vec<usize>,
}

impl Pair {
    fn new(relation: Relation, cost: u32, at: Vec<usize>) -> Self {
        Self { relation: Some(relation), cost, at }
    }

    fn same() -> Self {
        Self { relation: None, cost: 0, at: Vec::new() }
    }
}

/// Relates two parts; `None` where they are parts of two names.
pub(super) fn relate(typed: &Part, printed: &Part) -> Option<Pair> {
    let letters = relate_letters(&typed.glyphs, &typed.key, &printed.glyphs, &printed.key);
    if letters.is_some() {
        return letters;
    }
    let (a, b) = (fold::base(&typed.key), fold::base(&printed.key));
    if romanization::same(&a, &b) {
        return Some(Pair::new(Relation::DiacriticTransliteration, 3, typed.places()));
    }
    let either = |test: fn(&str, &str) -> bool| test(&a, &b) || test(&b, &a);
    if !either(abbreviation::is_listed) && nickname::same(&a, &b) {
        return Some(Pair::new(Relation::Nickname, 4, typed.places()));
    }
    if either(abbreviation::abbreviates) {
        return Some(Pair::new(Relation::Abbreviation, 4, typed.places()));
    }
    if let Some(offsets) = typo::slip(&a, &b, established::is_name(&a)) {
        let at = offsets.into_iter().filter_map(|offset| typed.glyphs.get(offset)).map(|glyph| glyph.at).collect();
        return Some(Pair::new(Relation::Typo, 6, at));
    }
    None
}

/// Relates parts that are written together on one side; only the same letters, or glued initials (VD for VAN DER), join.
pub(super) fn relate_joined(typed: &[&Part], printed: &[&Part], _locale: Option<&str>) -> Option<Pair> {
    let glyphs = |parts: &[&Part]| parts.iter().flat_map(|part| part.glyphs.iter().copied()).collect::<Vec<Glyph>>();
    let key = |parts: &[&Part]| parts.iter().map(|part| part.key.as_str()).collect::<String>();
    let found = relate_letters(&glyphs(typed), &key(typed), &glyphs(printed), &key(printed));
    if found.is_some() {
        return found;
    }
    let keys = |parts: &[&Part]| parts.iter().map(|part| part.key.clone()).collect::<Vec<_>>();
    let glued = match (typed, printed) {
        ([one], many) => abbreviation::are_initials(&one.key, &keys(many)),
        (many, [one]) => abbreviation::are_initials(&one.key, &keys(many)),
        _ => false,
    };
    if glued {
        let at = typed.iter().flat_map(|part| part.places()).collect();
        return Some(Pair::new(Relation::Abbreviation, 5, at));
    }
    if romanization::same(&fold::base(&key(typed)), &fold::base(&key(printed))) {
        return Some(Pair::new(
            Relation::DiacriticTransliteration,
            3,
            typed.iter().flat_map(|part| part.places()).collect(),
        ));
    }
    None
}

/// The same letters, look-alikes, or another spelling of the same letters.
fn relate_letters(typed: &[Glyph], typed_key: &str, printed: &[Glyph], printed_key: &str) -> Option<Pair> {
    if typed_key == printed_key {
        return Some(Pair::same());
    }
    if let Some(at) = lookalikes(typed, printed) {
        return Some(Pair::new(Relation::Homoglyph, 2, at));
    }
    let (a, b) = (fold::base(typed_key), fold::base(printed_key));
    if a == b || transliteration::spells(printed_key, &a) || transliteration::spells(typed_key, &b) {
        let at = typed.iter().zip(printed).filter(|(t, p)| t.c != p.c).map(|(t, _)| t.at);
        let at = if typed.len() == printed.len() { at.collect() } else { typed.iter().map(|glyph| glyph.at).collect() };
        return Some(Pair::new(Relation::DiacriticTransliteration, 2, at));
    }
    None
}

/// The places where the typed letters only look like the printed ones; `None` where they do not all look alike.
fn lookalikes(typed: &[Glyph], printed: &[Glyph]) -> Option<Vec<usize>> {
    if typed.len() == printed.len() {
        let mut at = Vec::new();
        for (t, p) in typed.iter().zip(printed) {
            if same_case_apart(t.c, p.c) {
                continue;
            }
            if !looks_like(t.c, p.c) {
                return None;
            }
            at.push(t.at);
        }
        return (!at.is_empty()).then_some(at);
    }
    // Two letters drawn like one: rn for m.
    let text = |glyphs: &[Glyph]| glyphs.iter().map(|glyph| glyph.c).collect::<String>();
    let (a, b) = (text(typed), text(printed));
    if !(a.is_ascii() && b.is_ascii() && typed.len() == printed.len() + 1)
        || character::skeleton(&a) != character::skeleton(&b)
    {
        return None;
    }
    let start = typed.iter().zip(printed).take_while(|(t, p)| t.c == p.c).count();
    Some(typed.iter().skip(start).take(2).map(|glyph| glyph.at).collect())
}

fn same_case_apart(a: char, b: char) -> bool {
    a == b || a.to_lowercase().eq(b.to_lowercase()) || a.to_uppercase().eq(b.to_uppercase())
}

/// Whether a character is drawn like another of another alphabet, or a digit like a letter, in either case.
fn looks_like(typed: char, printed: char) -> bool {
    let foreign = typed.script() != printed.script()
        && character::is_alphabet(typed.script())
        && character::is_alphabet(printed.script());
    let digit = typed.is_ascii_digit() != printed.is_ascii_digit() && typed.is_ascii() && printed.is_ascii();
    let stroke = matches!((typed, printed), ('l' | 'I' | '|', 'l' | 'I' | '|'));
    if !(foreign || digit || stroke) {
        return false;
    }
    let look = |c: char| character::skeleton(c.encode_utf8(&mut [0; 4]));
    let upper = |c: char| character::skeleton(&c.to_uppercase().collect::<String>());
    let lower = |c: char| character::skeleton(&c.to_lowercase().collect::<String>());
    look(typed) == look(printed)
        || (foreign && upper(typed) == upper(printed))
        || (foreign && lower(typed) == lower(printed))
        || (digit && look(typed) == upper(printed))
}
