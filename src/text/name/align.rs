//! Aligning the parts of two names: which typed part stands for which printed one, and what is left over.

mod matching;

use super::comparison::{Finding, Findings};
use super::look::Looks;
use super::pair::{self, Pair, Side};
use super::parts::Name;
use super::path::{Path, Step};
use super::relation::Relation;
use super::{Places, abbreviation, explain, romanization, title};
use std::ops::Range;

/// Most parts that are aligned, so that a set of them fits 32 bits; a longer name is compared as one string of letters.
const MAX_PARTS: usize = 31;
/// Most parts of one side that may stand for one part of the other (VANDER for VAN DER).
const MAX_JOIN: usize = 3;

/// What each outcome costs; only the order of sums matters. A different part costs less than one missing and one added.
mod cost {
    pub const MISSING: u8 = 11;
    pub const EXTRA: u8 = 11;
    pub const TITLE: u8 = 3;
    pub const DIFFERENT: u8 = 20;
    /// The cheapest relation of two parts that are not the same letters.
    pub const LEAST: u32 = 2;
    pub const JOIN: u8 = 1;
    pub const SWAP: u32 = 5;
    pub const FIELD: u32 = 4;
}

/// Tables that every alignment fills anew.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// How typed part `t` relates to printed part `p`, at `t * width + p`; the outer option says whether it was asked.
    pairs: Vec<Option<Option<Pair>>>,
    costs: Vec<u32>,
    steps: Vec<Option<Step>>,
}

/// Adds the relations of a cured typed name with a printed one; whether they are sure.
pub(super) fn align(
    typed: &Name,
    printed: &Name,
    tables: &mut Tables,
    looks: &mut Looks,
    found: &mut Findings,
) -> bool {
    if typed.parts.len().max(printed.parts.len()) > MAX_PARTS {
        let same = typed.keys() == printed.keys();
        let relation = if same { Relation::Spacing } else { Relation::DifferentPerson };
        found.push(Finding::new(relation, Places::new()));
        return same;
    }
    tables.pairs.clear();
    tables.pairs.resize(typed.parts.len() * printed.parts.len(), None);
    let best = Aligner { typed, printed, tables, looks: &mut *looks }.best();
    explain::explain(typed, printed, &best, looks, found);
    true
}

struct Aligner<'a> {
    typed: &'a Name,
    printed: &'a Name,
    tables: &'a mut Tables,
    looks: &'a mut Looks,
}

impl Aligner<'_> {
    /// The cheapest alignment: in the order and the fields of the document, else with parts moved.
    fn best(&mut self) -> Path {
        let (typed, printed) = (0..self.typed.parts.len(), 0..self.printed.parts.len());
        let any = cost::SWAP + u32::from(self.typed.two_fields);
        if !(self.typed.two_fields && self.printed.two_fields) {
            let straight = self.in_order(typed.clone(), printed.clone(), u32::MAX).unwrap_or_default();
            if straight.cost <= any + cost::LEAST {
                return straight;
            }
            let turned = self.in_any_order(typed, printed);
            return straight.or(turned, any, true);
        }
        let [t0, t1] = fields(self.typed);
        let [p0, p1] = fields(self.printed);
        let mut best = self.both((t0.clone(), p0.clone()), (t1.clone(), p1.clone()), u32::MAX).unwrap_or_default();
        // Every other way costs more than what it adds, so only what is cheaper than the rest is looked for.
        if best.cost > cost::SWAP {
            let limit = best.cost - cost::SWAP;
            if let Some(swapped) = self.both((t1.clone(), p0.clone()), (t0.clone(), p1.clone()), limit) {
                best = best.or(swapped, cost::SWAP, true);
            }
        }
        if best.cost > cost::FIELD
            && let Some(mut moved) = self.in_order(typed.clone(), printed.clone(), best.cost - cost::FIELD)
        {
            moved.moved = true;
            best = best.or(moved, cost::FIELD, false);
        }
        if best.cost > cost::SWAP + cost::LEAST {
            let mixed = self.in_any_order(t0, p0).then(self.in_any_order(t1, p1));
            best = best.or(mixed, cost::SWAP, true);
        }
        if best.cost > any + cost::LEAST {
            let turned = self.in_any_order(typed, printed);
            best = best.or(turned, any, true);
        }
        best
    }

    /// Two pairs of fields, each in order.
    fn both(
        &mut self,
        (t0, p0): (Range<usize>, Range<usize>),
        (t1, p1): (Range<usize>, Range<usize>),
        limit: u32,
    ) -> Option<Path> {
        let first = self.in_order(t0, p0, limit)?;
        let second = self.in_order(t1, p1, limit.saturating_sub(first.cost))?;
        Some(first.then(second))
    }

    /// The cheapest alignment that keeps the order (dynamic programming over both sequences).
    ///
    /// `None` where every one costs `limit` or more: what would be given up is not looked at closely.
    fn in_order(&mut self, typed: Range<usize>, printed: Range<usize>, limit: u32) -> Option<Path> {
        let mut path = Path::default();
        let (mut from_t, mut from_p) = (typed.start, printed.start);
        // What begins alike costs nothing.
        while from_t < typed.end && from_p < printed.end && self.same(from_t, from_p) {
            path.push(Step::one(from_t, from_p, Pair::SAME));
            (from_t, from_p) = (from_t + 1, from_p + 1);
        }
        let (rows, width) = (typed.end - from_t + 1, printed.end - from_p + 1);
        if rows == 1 && width == 1 {
            return (limit > 0).then_some(path);
        }
        // One part against one part is most of what is left; nothing is cheaper than a relation of the two.
        if rows == 2
            && width == 2
            && limit > cost::LEAST
            && let Some(pair) = self.relate(from_t, from_p)
        {
            path.push(Step::one(from_t, from_p, pair));
            return (path.cost < limit).then_some(path);
        }
        self.tables.costs.clear();
        self.tables.costs.resize(rows * width, u32::MAX);
        self.tables.steps.clear();
        self.tables.steps.resize(rows * width, None);
        if let Some(start) = self.tables.costs.first_mut() {
            *start = 0;
        }
        for i in 0..rows {
            for j in 0..width {
                if let Some(&so_far) = self.tables.costs.get(i * width + j)
                    && so_far < limit
                {
                    let left = limit - so_far;
                    self.steps_from(from_t + i..typed.end, from_p + j..printed.end, left, |tables, step| {
                        let to = (i + step.typed_parts()) * width + j + step.printed_parts();
                        let total = so_far.saturating_add(u32::from(step.cost));
                        if let (Some(known), Some(slot)) = (tables.costs.get_mut(to), tables.steps.get_mut(to))
                            && total < *known
                        {
                            *known = total;
                            *slot = Some(step);
                        }
                    });
                }
            }
        }
        let mut at = rows * width - 1;
        let mut back = Path::default();
        while let Some(step) = self.tables.steps.get(at).copied().flatten() {
            at = at.saturating_sub(step.typed_parts() * width + step.printed_parts());
            back.push(step);
        }
        let whole = at == 0;
        path.extend_reversed(back);
        (whole && path.cost < limit).then_some(path)
    }

    /// Every step that can come next and costs less than the limit.
    fn steps_from(
        &mut self,
        typed: Range<usize>,
        printed: Range<usize>,
        limit: u32,
        mut offer: impl FnMut(&mut Tables, Step),
    ) {
        let (t, p) = (typed.start, printed.start);
        if !typed.is_empty() && limit > u32::from(cost::TITLE) {
            let step = self.left_over(t, p);
            offer(self.tables, step);
        }
        if !printed.is_empty() && limit > u32::from(cost::MISSING) {
            offer(self.tables, Step::missing(t, p, cost::MISSING));
        }
        if typed.is_empty() || printed.is_empty() {
            return;
        }
        if self.same(t, p) {
            offer(self.tables, Step::one(t, p, Pair::SAME));
            return;
        }
        if limit > cost::LEAST {
            let step = match self.relate(t, p) {
                Some(pair) => Step::one(t, p, pair),
                None => Step::different(t, p, cost::DIFFERENT),
            };
            offer(self.tables, step);
        }
        if limit <= u32::from(cost::JOIN) {
            return;
        }
        for count in 2..=MAX_JOIN {
            for (a, b) in [(1, count), (count, 1)] {
                if a <= typed.len()
                    && b <= printed.len()
                    && let Some(pair) = self.joined(t..t + a, p..p + b)
                {
                    offer(self.tables, Step::joined(t..t + a, p..p + b, pair, cost::JOIN));
                }
            }
        }
    }

    fn same(&self, t: usize, p: usize) -> bool {
        match (self.typed.parts.get(t), self.printed.parts.get(p)) {
            (Some(typed), Some(printed)) => self.typed.key(typed) == self.printed.key(printed),
            _ => false,
        }
    }

    fn relate(&mut self, t: usize, p: usize) -> Option<Pair> {
        let at = t * self.printed.parts.len() + p;
        if let Some(Some(known)) = self.tables.pairs.get(at) {
            return *known;
        }
        let pair = match (self.typed.parts.get(t), self.printed.parts.get(p)) {
            (Some(typed), Some(printed)) => pair::relate(
                Side { name: self.typed, part: typed },
                Side { name: self.printed, part: printed },
                self.looks,
            ),
            _ => None,
        };
        if let Some(slot) = self.tables.pairs.get_mut(at) {
            *slot = Some(pair);
        }
        pair
    }

    fn joined(&mut self, typed: Range<usize>, printed: Range<usize>) -> Option<Pair> {
        let (a, b) = (self.typed.through(typed.clone())?, self.printed.through(printed.clone())?);
        // Every way to join begins with the same letter, unless it is spelt in another alphabet.
        if a.ascii && b.ascii && !romanization::may_begin_alike(self.typed.base(&a), self.printed.base(&b)) {
            return None;
        }
        let (x, y) = (Side { name: self.typed, part: &a }, Side { name: self.printed, part: &b });
        if let Some(pair) = pair::relate_joined(x, y, self.looks) {
            return (pair.relation != Some(Relation::Typo) || !self.holds_part(typed, printed)).then_some(pair);
        }
        let (one, name, many) = if typed.len() > 1 {
            (self.printed.base(&b), self.typed, self.typed.parts.get(typed)?)
        } else {
            (self.typed.base(&a), self.printed, self.printed.parts.get(printed)?)
        };
        abbreviation::are_initials(one, many.iter().map(|part| name.base(part))).then_some(Pair::INITIALS)
    }

    /// Whether some of several parts are the one part by themselves: then the rest is a part too many, and no slip.
    fn holds_part(&self, typed: Range<usize>, printed: Range<usize>) -> bool {
        let (one, name, many) = if typed.len() > 1 {
            (self.printed.through(printed).map(|part| self.printed.base(&part)), self.typed, typed)
        } else {
            (self.typed.through(typed).map(|part| self.typed.base(&part)), self.printed, printed)
        };
        let [without_first, without_last] = [many.start + 1..many.end, many.start..many.end - 1];
        [without_first, without_last]
            .into_iter()
            .any(|rest| name.through(rest).is_some_and(|rest| Some(name.base(&rest)) == one))
    }

    fn left_over(&self, t: usize, p: usize) -> Step {
        if title::is_title(self.typed, t) { Step::title(t, p, cost::TITLE) } else { Step::extra(t, p, cost::EXTRA) }
    }
}

fn fields(name: &Name) -> [Range<usize>; 2] {
    let first = name.parts.iter().take_while(|part| part.field == 0).count();
    [0..first, first..name.parts.len()]
}
