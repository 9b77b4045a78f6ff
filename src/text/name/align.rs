//! Aligning the parts of two names: which typed part stands for which printed one, and what is left over.

mod gap;

use super::pair::{self, Pair};
use super::part::{Name, Part};
use super::{Relation, Trace, reading, title};

/// Most parts that are aligned; a longer name is compared as one string of letters.
const MAX_PARTS: usize = 20;
/// Most parts of one side that may stand for one part of the other (VANDER for VAN DER).
const MAX_JOIN: usize = 3;

/// What each outcome costs; only the order of sums matters. A different part costs less than one missing and one added.
mod cost {
    pub const MISSING: u32 = 11;
    pub const EXTRA: u32 = 11;
    pub const TITLE: u32 = 3;
    pub const DIFFERENT: u32 = 20;
    pub const JOIN: u32 = 1;
    pub const SWAP: u32 = 5;
    pub const FIELD: u32 = 4;
}

/// The relations found by aligning.
pub(super) struct Alignment {
    pub relations: Vec<Trace>,
    pub certain: bool,
}

/// One step of an alignment: some typed parts for some printed parts, by index.
#[derive(Debug, Clone)]
struct Step {
    typed: Vec<usize>,
    printed: Vec<usize>,
    outcome: Outcome,
}

#[derive(Debug, Clone)]
enum Outcome {
    Pair(Pair),
    Different,
    Missing,
    Extra,
    Title,
}

#[derive(Debug, Clone, Default)]
struct Path {
    steps: Vec<Step>,
    cost: u32,
    /// Whether the steps keep the order and the fields of the document.
    swapped: bool,
    /// Whether a part stands in the other field though the order is kept.
    moved: bool,
}

/// Aligns a cured typed name with a printed one.
pub(super) fn align(typed: &Name, printed: &Name, locale: Option<&str>) -> Alignment {
    if let Some(verdict) = reading::across(typed, printed) {
        return verdict;
    }
    if typed.parts.len().max(printed.parts.len()) > MAX_PARTS {
        let same = typed.letters() == printed.letters();
        let relation = if same { Relation::Spacing } else { Relation::DifferentPerson };
        return Alignment { relations: vec![Trace::new(relation, Vec::new())], certain: same };
    }
    let context = Context { typed, printed, locale };
    let best = context.candidates().into_iter().min_by_key(|path| path.cost).unwrap_or_default();
    Alignment { relations: context.relations(&best), certain: true }
}

struct Context<'a> {
    typed: &'a Name,
    printed: &'a Name,
    locale: Option<&'a str>,
}

impl Context<'_> {
    fn candidates(&self) -> Vec<Path> {
        let all_typed: Vec<usize> = (0..self.typed.parts.len()).collect();
        let all_printed: Vec<usize> = (0..self.printed.parts.len()).collect();
        let mut paths = Vec::new();
        if self.typed.two_fields && self.printed.two_fields {
            let [t0, t1] = fields(self.typed);
            let [p0, p1] = fields(self.printed);
            let straight = concat(self.in_order(&t0, &p0), self.in_order(&t1, &p1), 0);
            // Every other way costs more than this.
            if straight.cost <= cost::FIELD {
                return vec![straight];
            }
            let mut swapped = concat(self.in_order(&t1, &p0), self.in_order(&t0, &p1), cost::SWAP);
            swapped.swapped = true;
            let mut moved = self.in_order(&all_typed, &all_printed);
            moved.cost += cost::FIELD;
            moved.moved = true;
            let mut mixed = concat(self.in_any_order(&t0, &p0), self.in_any_order(&t1, &p1), cost::SWAP);
            mixed.swapped = true;
            paths.extend([straight, swapped, moved, mixed]);
        } else {
            paths.push(self.in_order(&all_typed, &all_printed));
        }
        let mut any = self.in_any_order(&all_typed, &all_printed);
        any.cost += cost::SWAP + u32::from(self.typed.two_fields);
        any.swapped = true;
        paths.push(any);
        paths
    }

    /// The cheapest alignment that keeps the order (dynamic programming over both sequences).
    fn in_order(&self, typed: &[usize], printed: &[usize]) -> Path {
        let width = printed.len() + 1;
        let mut table: Vec<Option<(u32, Step, usize)>> = vec![None; (typed.len() + 1) * width];
        let mut costs = vec![u32::MAX; (typed.len() + 1) * width];
        if let Some(start) = costs.first_mut() {
            *start = 0;
        }
        for i in 0..=typed.len() {
            for j in 0..=printed.len() {
                let from = i * width + j;
                let Some(&so_far) = costs.get(from) else {
                    continue;
                };
                if so_far == u32::MAX {
                    continue;
                }
                for (step, price) in self.steps(&typed[i.min(typed.len())..], &printed[j.min(printed.len())..]) {
                    let to = (i + step.typed.len()) * width + j + step.printed.len();
                    let total = so_far.saturating_add(price);
                    if let (Some(known), Some(slot)) = (costs.get_mut(to), table.get_mut(to))
                        && total < *known
                    {
                        *known = total;
                        *slot = Some((price, step, from));
                    }
                }
            }
        }
        let mut at = costs.len().saturating_sub(1);
        let mut path = Path { cost: costs.get(at).copied().unwrap_or(u32::MAX), ..Path::default() };
        while let Some(Some((_, step, from))) = table.get(at) {
            path.steps.push(step.clone());
            at = *from;
        }
        path.steps.reverse();
        path
    }

    /// Every step that can come next, with its price.
    fn steps(&self, typed: &[usize], printed: &[usize]) -> Vec<(Step, u32)> {
        let mut steps = Vec::new();
        if let Some(&t) = typed.first() {
            let (outcome, price) = self.left_over(t);
            steps.push((Step { typed: vec![t], printed: vec![], outcome }, price));
        }
        if let Some(&p) = printed.first() {
            steps.push((Step { typed: vec![], printed: vec![p], outcome: Outcome::Missing }, cost::MISSING));
        }
        if let (Some(&t), Some(&p)) = (typed.first(), printed.first()) {
            steps.push(self.one_to_one(t, p));
        }
        for (a, b) in (2..=MAX_JOIN).flat_map(|n| [(1, n), (n, 1)]) {
            if let (Some(ts), Some(ps)) = (typed.get(..a), printed.get(..b))
                && let Some(pair) = self.joined(ts, ps)
            {
                let price = pair.cost + cost::JOIN;
                steps.push((Step { typed: ts.to_vec(), printed: ps.to_vec(), outcome: Outcome::Pair(pair) }, price));
            }
        }
        steps
    }

    fn one_to_one(&self, t: usize, p: usize) -> (Step, u32) {
        let pair = match (self.typed.parts.get(t), self.printed.parts.get(p)) {
            (Some(typed), Some(printed)) => pair::relate(typed, printed),
            _ => None,
        };
        let (outcome, price) = match pair {
            Some(pair) => {
                let price = pair.cost;
                (Outcome::Pair(pair), price)
            }
            None => (Outcome::Different, cost::DIFFERENT),
        };
        (Step { typed: vec![t], printed: vec![p], outcome }, price)
    }

    fn joined(&self, typed: &[usize], printed: &[usize]) -> Option<Pair> {
        pair::relate_joined(&pick(&self.typed.parts, typed), &pick(&self.printed.parts, printed), self.locale)
    }

    fn left_over(&self, t: usize) -> (Outcome, u32) {
        let is_title = self.typed.parts.get(t).is_some_and(|part| title::is_title(&part.key, &self.typed.parts, t));
        if is_title { (Outcome::Title, cost::TITLE) } else { (Outcome::Extra, cost::EXTRA) }
    }

    /// The cheapest one-to-one matching without regard to order, cheapest pairs first.
    fn in_any_order(&self, typed: &[usize], printed: &[usize]) -> Path {
        let mut pairs: Vec<(Step, u32)> = Vec::new();
        for &t in typed {
            for &p in printed {
                let (step, price) = self.one_to_one(t, p);
                if price < cost::DIFFERENT {
                    pairs.push((step, price));
                }
            }
        }
        pairs.sort_by_key(|(_, price)| *price);
        let mut path = Path::default();
        let mut open_typed = typed.to_vec();
        let mut open_printed = printed.to_vec();
        for (step, price) in pairs {
            if step.typed.iter().all(|t| open_typed.contains(t))
                && step.printed.iter().all(|p| open_printed.contains(p))
            {
                open_typed.retain(|t| !step.typed.contains(t));
                open_printed.retain(|p| !step.printed.contains(p));
                path.cost += price;
                path.steps.push(step);
            }
        }
        for t in open_typed {
            let (outcome, price) = self.left_over(t);
            path.cost += price;
            path.steps.push(Step { typed: vec![t], printed: vec![], outcome });
        }
        for p in open_printed {
            path.cost += cost::MISSING;
            path.steps.push(Step { typed: vec![], printed: vec![p], outcome: Outcome::Missing });
        }
        path.steps.sort_by_key(|step| (step.printed.first().copied(), step.typed.first().copied()));
        path
    }

    fn relations(&self, path: &Path) -> Vec<Trace> {
        let mut found = Vec::new();
        let places = |typed: &[usize]| -> Vec<usize> {
            pick(&self.typed.parts, typed).iter().flat_map(|part| part.places()).collect()
        };
        for step in &path.steps {
            match &step.outcome {
                Outcome::Pair(pair) => {
                    if let Some(relation) = pair.relation {
                        let at = if pair.at.is_empty() { Vec::new() } else { pair.at.clone() };
                        found.push(Trace::new(relation, at));
                    }
                }
                Outcome::Different => found.push(Trace::new(Relation::DifferentPerson, places(&step.typed))),
                Outcome::Missing => found.push(Trace::new(Relation::MissingPart, Vec::new())),
                Outcome::Extra => found.push(Trace::new(Relation::ExtraPart, places(&step.typed))),
                Outcome::Title => found.push(Trace::title(places(&step.typed))),
            }
        }
        if path.swapped || path.moved {
            found.push(Trace::new(Relation::OrderSwapped, Vec::new()));
        } else {
            found.extend(self.gaps(path));
        }
        if found.is_empty() {
            found.push(Trace::new(Relation::Spacing, Vec::new()));
        }
        found
    }

    /// What differs between the parts: hyphens, other punctuation, spaces.
    fn gaps(&self, path: &Path) -> Vec<Trace> {
        let mut found = Vec::new();
        let mut after_pair = true;
        for step in &path.steps {
            let (Outcome::Pair(pair), Some(&t), Some(&p)) = (&step.outcome, step.typed.first(), step.printed.first())
            else {
                after_pair = false;
                continue;
            };
            if let (true, Some(typed), Some(printed)) = (after_pair, self.typed.parts.get(t), self.printed.parts.get(p))
            {
                found.extend(gap::relate(&typed.gap, &printed.gap, typed.gap_at));
            }
            found.extend(self.inner_gaps(step));
            // An initial brings its own full stop.
            after_pair = pair.relation != Some(Relation::Abbreviation);
        }
        if after_pair && path.steps.last().is_some_and(|step| !step.typed.is_empty() && !step.printed.is_empty()) {
            found.extend(gap::relate(&self.typed.tail, &self.printed.tail, self.typed.tail_at));
        }
        found
    }

    /// The gaps inside parts that are joined on one side.
    fn inner_gaps(&self, step: &Step) -> Vec<Trace> {
        let mut found = Vec::new();
        if let Outcome::Pair(Pair { relation: Some(Relation::Abbreviation), .. }) = &step.outcome {
            return found;
        }
        for part in pick(&self.typed.parts, &step.typed).iter().skip(1) {
            found.extend(gap::relate(&part.gap, "", part.gap_at));
        }
        if let [t] = step.typed.as_slice() {
            let mut letters = 0;
            for window in step.printed.windows(2) {
                let (Some(before), Some(after)) = (
                    window.first().and_then(|p| self.printed.parts.get(*p)),
                    window.get(1).and_then(|p| self.printed.parts.get(*p)),
                ) else {
                    continue;
                };
                letters += before.glyphs.len();
                let at = self.typed.parts.get(*t).and_then(|part| part.glyphs.get(letters)).map_or(0, |glyph| glyph.at);
                found.extend(gap::relate("", &after.gap, at));
            }
        }
        found
    }
}

fn fields(name: &Name) -> [Vec<usize>; 2] {
    [0, 1].map(|field| {
        name.parts.iter().enumerate().filter(|(_, part)| part.field == field).map(|(index, _)| index).collect()
    })
}

fn concat(a: Path, b: Path, extra: u32) -> Path {
    let cost = a.cost.saturating_add(b.cost).saturating_add(extra);
    Path { steps: a.steps.into_iter().chain(b.steps).collect(), cost, swapped: false, moved: false }
}

fn pick<'a>(parts: &'a [Part], indexes: &[usize]) -> Vec<&'a Part> {
    indexes.iter().filter_map(|index| parts.get(*index)).collect()
}
