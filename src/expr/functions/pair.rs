//! Two entries that name a person, held against each other field by field.

mod order;
mod outcome;
mod picture;
mod zone;

use std::cell::LazyCell;
use std::rc::Rc;

use order::Quality;

use super::person::{Layout, Part, Person};
use crate::expr::Memo;
use crate::fact::Value;
use crate::text::name::{self, Against, Comparison, Relation, Verdict, Zone};

/// Which side is right where the two differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The second, a document.
    Second,
    /// Neither: both were typed.
    None,
}

impl Authority {
    fn against(self) -> Against {
        match self {
            Self::Second => Against::Document,
            Self::None => Against::Typed,
        }
    }
}

/// Two entries that name a person.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// The one to change.
    pub typed: &'a Person,
    /// The one it is held against.
    pub other: &'a Person,
    /// Language that changes letter case: tr, az, lt.
    pub locale: Option<&'a str>,
    /// Which side is right.
    pub authority: Authority,
    /// Comparisons made before.
    pub memo: &'a Memo,
}

/// What stands on the other side for one typed field.
#[derive(Clone, Copy)]
struct Target<'t> {
    path: &'t str,
    /// As copied.
    raw: &'t str,
    /// As it should be typed.
    text: &'t str,
}

impl<'t> Target<'t> {
    fn of(part: &'t Part) -> Self {
        Self { path: &part.path, raw: &part.text, text: part.clean() }
    }

    fn half(path: &'t str, text: &'t str) -> Self {
        Self { path, raw: text, text }
    }
}

impl Pair<'_> {
    /// Adds a result for every field that was compared.
    ///
    /// The visual zone decides; a machine-readable zone stands in where there is none that can be read against what was typed. Where
    /// lines were read from the picture, they decide which copies by hand are any good.
    pub fn judge(&self, found: &mut Vec<Value>) {
        for typed in self.typed.layouts() {
            let from = found.len();
            let mut sure = false;
            for other in self.other.layouts() {
                sure |= self.layouts(typed, other, found);
            }
            if let (false, Some(zone)) = (sure, &self.other.zone) {
                found.truncate(from);
                self.against_zone(typed, zone, [true, true], found);
                sure = found.get(from..).unwrap_or_default().iter().all(is_sure);
            }
            if let Some(picture) = &self.other.picture {
                self.beside_picture(typed, picture, (from, sure), found);
            }
        }
    }

    /// Judges one way of naming against another; whether the two could be read against each other.
    fn layouts(&self, typed: Layout<'_>, other: Layout<'_>, found: &mut Vec<Value>) -> bool {
        match (typed, other) {
            (Layout::Fields(surname, given), Layout::Fields(left, right)) => {
                self.by_field([surname, given], [left.map(Target::of), right.map(Target::of)], found)
            }
            (Layout::Fields(Some(surname), Some(given)), Layout::Full(full)) => {
                let best = order::best(order::cuts(full.clean()).into_iter(), |cut| {
                    let own = |part: &Part, piece: &order::Piece| Quality::of(&self.compare(&part.text, &piece.text));
                    own(surname, &cut.surname).and(own(given, &cut.given))
                });
                let [left, right] = match &best {
                    Some(cut) => [cut.surname.text.as_str(), &cut.given.text],
                    None => [full.clean(), ""],
                };
                let right = (!right.is_empty()).then(|| Target::half(&full.path, right));
                self.by_field([Some(surname), Some(given)], [Some(Target::half(&full.path, left)), right], found)
            }
            (Layout::Fields(only, None) | Layout::Fields(None, only), Layout::Full(full)) => {
                only.is_none_or(|only| self.full(only, vec![full.clean().to_owned()], Target::of(full), found))
            }
            (Layout::Full(typed), Layout::Full(full)) => {
                self.full(typed, order::of_full(full.clean()), Target::of(full), found)
            }
            (Layout::Full(typed), Layout::Fields(left, right)) => {
                let Some(first) = left.or(right) else { return true };
                if let (Some(surname), Some(given)) = (left, right)
                    && order::is_one(&typed.text, surname.clean(), given.clean())
                {
                    // As a card has it: nothing to look for.
                    let target = Target { raw: "", ..Target::of(first) };
                    let same = self.compare(&typed.text, &typed.text);
                    return self.report(typed, 0, target, &same, Some(&typed.text), found);
                }
                let text = |part: Option<&Part>| part.map_or(String::new(), |part| part.clean().to_owned());
                // Half of a name is not what is held against.
                let target = Target { raw: "", ..Target::of(first) };
                self.full(typed, order::of_fields(&text(left), &text(right)), target, found)
            }
        }
    }

    fn compare(&self, typed: &str, printed: &str) -> Rc<Comparison> {
        self.memo.compare(typed, printed, Zone::Viz, self.locale)
    }

    /// Surname against surname and given names against given names, judged as one name first: what stands in the wrong field is
    /// no part too many.
    fn by_field(&self, typed: [Option<&Part>; 2], targets: [Option<Target<'_>>; 2], found: &mut Vec<Value>) -> bool {
        let [surname, given] = typed.map(|part| part.map_or("", |part| part.text.as_str()));
        let [left, right] = targets.map(|target| target.map_or("", |target| target.text));
        // Most fields are the same, and nobody asks how the whole compares.
        let whole = LazyCell::new(|| self.compare(&name::join(surname, given), &name::join(left, right)));
        let mut sure = true;
        for (index, (part, target)) in typed.into_iter().zip(targets).enumerate() {
            let Some(part) = part else { continue };
            let before = if index == 1 { length_before(surname) } else { 0 };
            let Some(target) = target else {
                // The other side has no such field: it holds the whole name in one, or was not copied.
                let other = targets.into_iter().flatten().next().filter(|_| typed.iter().all(Option::is_some));
                if let Some(other) = other.filter(|other| whole.verdict != Verdict::Mismatch || self.is_full(*other)) {
                    sure &= self.report(part, before, other, &whole, None, found);
                } else if let Some(other) = other.filter(|_| self.authority == Authority::Second) {
                    found.push(outcome::not_copied(part, other));
                }
                continue;
            };
            let own = if part.text == target.raw {
                self.compare(&part.text, &part.text)
            } else {
                self.compare(&part.text, target.text)
            };
            if own.relation == Relation::Exact {
                sure &= self.report(part, 0, target, &own, Some(target.text), found);
                continue;
            }
            let moved = own.verdict == Verdict::Mismatch && whole.verdict != Verdict::Mismatch;
            // A zone cuts the name as a whole; the field by itself only looks shortened.
            let shortened = matches!(own.relation, Relation::Abbreviation | Relation::Typo | Relation::MissingPart);
            let cut = whole.relation == Relation::MrzTruncation && shortened;
            let joined = own.verdict != Verdict::Ok && (moved || cut);
            // What stands in a field that should hold less belongs into one that was left out: no single string cures that.
            let alone = typed.iter().flatten().count() < targets.iter().flatten().count();
            let fix = (!(moved && alone)).then_some(target.text);
            sure &= if joined {
                self.report(part, before, target, &whole, fix, found)
            } else {
                self.report(part, 0, target, &own, fix, found)
            };
        }
        sure
    }

    /// Whether a target is a field for the full name.
    fn is_full(&self, target: Target<'_>) -> bool {
        self.other.layouts().any(|layout| matches!(layout, Layout::Full(full) if full.path == target.path))
    }

    /// One typed field against a full name in whichever of these orders fits best.
    fn full(&self, typed: &Part, orders: Vec<String>, target: Target<'_>, found: &mut Vec<Value>) -> bool {
        if typed.text == target.raw {
            return self.report(typed, 0, target, &self.compare(&typed.text, &typed.text), None, found);
        }
        // The form's own order is one of them more often than not.
        if let Some(order) = orders.iter().find(|order| **order == typed.text) {
            return self.report(typed, 0, target, &self.compare(&typed.text, order), Some(order), found);
        }
        let compared = orders.iter().map(|order| (self.compare(&typed.text, order), order));
        match order::best(compared, |(comparison, _)| Quality::of(comparison)) {
            Some((best, order)) => self.report(typed, 0, target, &best, Some(order), found),
            None => true,
        }
    }
}

/// Whether a result says anything.
fn is_sure(result: &Value) -> bool {
    result.record().is_some_and(|record| record.text("unsure").is_none())
}

/// Code points of a surname and the sign behind it.
fn length_before(surname: &str) -> usize {
    if surname.is_empty() { 0 } else { surname.chars().count() + ", ".len() }
}
