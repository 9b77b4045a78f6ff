//! From an alignment to findings: what each step means, and what differs between the parts.

use super::comparison::{Finding, Findings};
use super::look::Looks;
use super::pair::{self, Side};
use super::part::Glyph;
use super::parts::Name;
use super::path::{Outcome, Path, Step};
use super::relation::Relation;
use super::{Places, gap};

/// Adds the relations that an alignment shows.
pub(super) fn explain(typed: &Name, printed: &Name, path: &Path, looks: &mut Looks, found: &mut Findings) {
    let before = found.len();
    let mut explainer = Explainer { typed, printed, looks };
    explainer.steps(path, found);
    if path.swapped || path.moved {
        found.push(Finding::new(Relation::OrderSwapped, Places::new()));
    } else {
        explainer.gaps(path, found);
    }
    if found.len() == before {
        found.push(Finding::new(Relation::Spacing, Places::new()));
    }
}

struct Explainer<'a> {
    typed: &'a Name,
    printed: &'a Name,
    looks: &'a mut Looks,
}

impl Explainer<'_> {
    fn steps(&mut self, path: &Path, found: &mut Findings) {
        for step in path.steps() {
            let typed = self.typed.parts.get(step.typed()).unwrap_or_default();
            match step.outcome {
                Outcome::Pair(pair) => {
                    if let Some(relation) = pair.relation
                        && let (Some(a), Some(b)) =
                            (self.typed.through(step.typed()), self.printed.through(step.printed()))
                    {
                        let (a, b) = (Side { name: self.typed, part: &a }, Side { name: self.printed, part: &b });
                        let places = pair::places(relation, a, b, self.looks);
                        found.push(match relation {
                            Relation::ExtraPart => Finding::title(places),
                            _ => Finding::new(relation, places),
                        });
                    }
                }
                Outcome::Different => found.push(Finding::new(Relation::DifferentPerson, self.typed.places(typed))),
                Outcome::Missing => found.push(Finding::new(Relation::MissingPart, Places::new())),
                Outcome::Extra => found.push(Finding::new(Relation::ExtraPart, self.typed.places(typed))),
                Outcome::Title => found.push(Finding::title(self.typed.places(typed))),
            }
        }
    }

    /// What differs between the parts: hyphens, other punctuation, spaces.
    fn gaps(&self, path: &Path, found: &mut Findings) {
        let mut after_pair = true;
        for step in path.steps() {
            let parts = (self.typed.parts.get(step.typed().start), self.printed.parts.get(step.printed().start));
            let (Outcome::Pair(pair), (Some(typed), Some(printed))) = (step.outcome, parts) else {
                after_pair = false;
                continue;
            };
            if after_pair {
                found.extend(gap::relate(self.typed.gap(typed), self.printed.gap(printed), typed.gap_at));
            }
            if pair.relation != Some(Relation::Abbreviation) {
                self.inner_gaps(step, found);
            }
            // An initial brings its own full stop.
            after_pair = pair.relation != Some(Relation::Abbreviation);
        }
        if after_pair && path.steps().last().is_some_and(|step| matches!(step.outcome, Outcome::Pair(_))) {
            let (typed, at) = self.typed.tail();
            found.extend(gap::relate(typed, self.printed.tail().0, at));
        }
    }

    /// The gaps inside parts that are joined on one side.
    fn inner_gaps(&self, step: &Step, found: &mut Findings) {
        let none: &[Glyph] = &[];
        let typed = self.typed.parts.get(step.typed()).unwrap_or_default();
        for part in typed.iter().skip(1) {
            found.extend(gap::relate(self.typed.gap(part), none, part.gap_at));
        }
        let [one] = typed else { return };
        let printed = self.printed.parts.get(step.printed()).unwrap_or_default();
        let mut letters = 0;
        for (before, after) in printed.iter().zip(printed.iter().skip(1)) {
            letters += self.printed.letters(before).len();
            let at = self.typed.letters(one).get(letters).map_or(0, |glyph| glyph.at as usize);
            found.extend(gap::relate(none, self.printed.gap(after), at));
        }
    }
}
