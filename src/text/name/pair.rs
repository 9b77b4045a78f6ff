//! How one typed part relates to one printed part.

use super::look::{self, Looks};
use super::part::Part;
use super::parts::Name;
use super::relation::Relation;
use super::romanization::{self, Word};
use super::{Places, abbreviation, reading, title, transliteration, typo};

/// A relation of two parts that are one part of the same person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// `None` where the letters are the same, case apart.
    pub relation: Option<Relation>,
    /// What it costs in an alignment.
    pub cost: u8,
}

impl Pair {
    /// Initials written together for several parts: VD for VAN DER.
    pub const INITIALS: Self = Self::new(Relation::Abbreviation, 5);
    /// The same letters.
    pub const SAME: Self = Self { relation: None, cost: 0 };

    const fn new(relation: Relation, cost: u8) -> Self {
        Self { relation: Some(relation), cost }
    }
}

/// A part of one of the two names.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub name: &'a Name,
    pub part: &'a Part,
}

impl<'a> Side<'a> {
    fn key(self) -> &'a str {
        self.name.key(self.part)
    }

    fn base(self) -> &'a str {
        self.name.base(self.part)
    }

    fn word(self) -> Word<'a> {
        Word { base: self.base(), signature: self.part.signature, entry: self.name.entry(self.part) }
    }

    fn places(self) -> Places {
        self.name.places(std::slice::from_ref(self.part))
    }
}

/// Relates two parts; `None` where they are parts of two names.
pub(super) fn relate(typed: Side<'_>, printed: Side<'_>, looks: &mut Looks) -> Option<Pair> {
    if let Some(pair) = relate_letters(typed, printed, looks) {
        return Some(pair);
    }
    if title::is_glued(typed.key(), printed.key()) {
        return Some(Pair::new(Relation::ExtraPart, 3));
    }
    let (a, b) = (typed.word(), printed.word());
    if romanization::same(a, b) {
        let misstruck = typo::is_misstruck(a, b) && typo::slip(a, b).is_some();
        let (relation, cost) = if misstruck { (Relation::Typo, 6) } else { (Relation::DiacriticTransliteration, 3) };
        return Some(Pair::new(relation, cost));
    }
    let everyday = a.entry.zip(b.entry).is_some_and(|(a, b)| a.is_everyday_form(b));
    if everyday && !abbreviation::is_listed(a.base, b.base) && !abbreviation::is_listed(b.base, a.base) {
        return Some(Pair::new(Relation::Nickname, 4));
    }
    let (short, long) = if a.base.len() <= b.base.len() { (a, b) } else { (b, a) };
    // One letter is an initial even where its base is two: Æ for ÆSEDAL.
    let is_initial = |side: Side<'_>| side.name.letters(side.part).len() == 1 && !side.part.ascii;
    let initial =
        (is_initial(typed) && b.base.starts_with(a.base)) || (is_initial(printed) && a.base.starts_with(b.base));
    if initial || abbreviation::abbreviates(short, long) {
        return Some(Pair::new(Relation::Abbreviation, 4));
    }
    typo::slip(a, b).map(|_| Pair::new(Relation::Typo, 6))
}

/// Relates parts of which several are written together on one side: only the same letters, spellings of one name, or a slip in
/// many letters join.
pub(super) fn relate_joined(typed: Side<'_>, printed: Side<'_>, looks: &mut Looks) -> Option<Pair> {
    if let Some(pair) = relate_letters(typed, printed, looks) {
        return Some(pair);
    }
    if typed.base().len().abs_diff(printed.base().len()) > romanization::MAX_DIFFERENCE {
        return None;
    }
    let (a, b) = (typed.word(), printed.word());
    if romanization::same(a, b) {
        return Some(Pair::new(Relation::DiacriticTransliteration, 3));
    }
    let long = typed.name.letters(typed.part).len() >= MIN_LETTERS_OF_JOINED;
    (long && typo::slip(a, b).is_some()).then(|| Pair::new(Relation::Typo, 6))
}

/// The offending places of a relation that [`relate`] or [`relate_joined`] found.
pub(super) fn places(relation: Relation, typed: Side<'_>, printed: Side<'_>, looks: &mut Looks) -> Places {
    let letters = typed.name.letters(typed.part);
    match relation {
        Relation::Homoglyph => looks.alike(letters, printed.name.letters(printed.part)).unwrap_or_default(),
        Relation::Typo => {
            let offsets = typo::slip(typed.word(), printed.word()).unwrap_or_default();
            offsets.filter_map(|offset| letters.get(offset)).map(|glyph| glyph.at as usize).collect()
        }
        Relation::DiacriticTransliteration => {
            let printed = printed.name.letters(printed.part);
            if letters.len() != printed.len() {
                return typed.places();
            }
            let differ = letters.iter().zip(printed).filter(|(t, p)| !look::same_case_apart(t.c, p.c));
            differ.map(|(t, _)| t.at as usize).collect()
        }
        _ => typed.places(),
    }
}

/// The same letters, look-alikes, or another spelling of the same letters.
fn relate_letters(typed: Side<'_>, printed: Side<'_>, looks: &mut Looks) -> Option<Pair> {
    if typed.key() == printed.key() {
        return Some(Pair::SAME);
    }
    let (t, p) = (typed.part, printed.part);
    let plain = t.ascii && p.ascii && !t.digit && !p.digit;
    // Plain letters look alike only as I for l, or RN for M.
    if !(plain && (t.signature ^ p.signature) & !LOOKALIKES != 0)
        && looks.alike(typed.name.letters(t), printed.name.letters(p)).is_some()
    {
        return Some(Pair::new(Relation::Homoglyph, 2));
    }
    if t.ascii && p.ascii {
        return None;
    }
    let (a, b) = (typed.base(), printed.base());
    let shapes = match (typed.name.letters(t), printed.name.letters(p)) {
        ([x], [y]) => reading::is_variant(x.c, y.c),
        _ => false,
    };
    let spelt =
        a == b || shapes || transliteration::spells(printed.key(), a) || transliteration::spells(typed.key(), b);
    spelt.then(|| Pair::new(Relation::DiacriticTransliteration, 2))
}

/// Fewest letters of parts written together in which a slip is as clear as in one part.
const MIN_LETTERS_OF_JOINED: usize = 7;

/// The bits of i, l, m, n and r in a signature.
const LOOKALIKES: u32 = 1 << 8 | 1 << 11 | 1 << 12 | 1 << 13 | 1 << 17;
