//! The steps that lead through two names side by side.

use super::pair::Pair;
use smallvec::SmallVec;
use std::ops::Range;

/// What a step found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The parts are one part of a name.
    Pair(Pair),
    /// They are parts of two names.
    Different,
    /// A printed part that is not typed.
    Missing,
    /// A typed part that is not printed.
    Extra,
    /// A typed courtesy title.
    Title,
}

/// Some typed parts for some printed parts, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub typed: Indexes,
    pub printed: Indexes,
    pub outcome: Outcome,
    pub cost: u8,
}

/// A range of part indexes, small enough to copy about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Indexes {
    pub start: u8,
    pub count: u8,
}

impl Indexes {
    fn new(start: usize, count: usize) -> Self {
        let bound = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        Self { start: bound(start), count: bound(count) }
    }

    fn range(self) -> Range<usize> {
        let start = usize::from(self.start);
        start..start + usize::from(self.count)
    }
}

impl Step {
    /// One part for one part.
    pub fn one(t: usize, p: usize, pair: Pair) -> Self {
        Self::joined(t..t + 1, p..p + 1, pair, 0)
    }

    /// Several parts for one, or one for several; `extra` is the price of joining.
    pub fn joined(typed: Range<usize>, printed: Range<usize>, pair: Pair, extra: u8) -> Self {
        Self {
            typed: Indexes::new(typed.start, typed.len()),
            printed: Indexes::new(printed.start, printed.len()),
            outcome: Outcome::Pair(pair),
            cost: pair.cost + extra,
        }
    }

    /// Two parts of two names.
    pub fn different(t: usize, p: usize, cost: u8) -> Self {
        Self { typed: Indexes::new(t, 1), printed: Indexes::new(p, 1), outcome: Outcome::Different, cost }
    }

    /// A printed part that is not typed.
    pub fn missing(t: usize, p: usize, cost: u8) -> Self {
        Self { typed: Indexes::new(t, 0), printed: Indexes::new(p, 1), outcome: Outcome::Missing, cost }
    }

    /// A typed part that is not printed.
    pub fn extra(t: usize, p: usize, cost: u8) -> Self {
        Self { typed: Indexes::new(t, 1), printed: Indexes::new(p, 0), outcome: Outcome::Extra, cost }
    }

    /// A typed courtesy title.
    pub fn title(t: usize, p: usize, cost: u8) -> Self {
        Self { outcome: Outcome::Title, ..Self::extra(t, p, cost) }
    }

    /// How many typed parts it takes.
    pub fn typed_parts(&self) -> usize {
        usize::from(self.typed.count)
    }

    /// How many printed parts it takes.
    pub fn printed_parts(&self) -> usize {
        usize::from(self.printed.count)
    }

    /// The typed parts.
    pub fn typed(&self) -> Range<usize> {
        self.typed.range()
    }

    /// The printed parts.
    pub fn printed(&self) -> Range<usize> {
        self.printed.range()
    }
}

/// An alignment of two names.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    steps: SmallVec<[Step; 6]>,
    /// The sum over the steps, and what the order costs.
    pub cost: u32,
    /// Whether parts stand in another order, or the fields are changed over.
    pub swapped: bool,
    /// Whether a part stands in the other field though the order is kept.
    pub moved: bool,
}

impl Path {
    /// The steps in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Takes one step more.
    pub fn push(&mut self, step: Step) {
        self.cost = self.cost.saturating_add(u32::from(step.cost));
        self.steps.push(step);
    }

    /// Takes the steps of a path that was walked from its end.
    pub fn extend_reversed(&mut self, back: Self) {
        back.steps.into_iter().rev().for_each(|step| self.push(step));
    }

    /// This path, then another.
    pub fn then(mut self, other: Self) -> Self {
        other.steps.into_iter().for_each(|step| self.push(step));
        self
    }

    /// The cheaper of two, where the other costs `extra` more than its steps.
    pub fn or(self, other: Self, extra: u32, swapped: bool) -> Self {
        let cost = other.cost.saturating_add(extra);
        if cost < self.cost { Self { cost, swapped, ..other } } else { self }
    }

    /// Puts the steps into the order of the printed name.
    pub fn sort(&mut self) {
        let order = |indexes: Indexes| (indexes.count > 0).then_some(indexes.start);
        self.steps.sort_by_key(|step| (order(step.printed), order(step.typed)));
    }
}
