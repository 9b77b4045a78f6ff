//! Matching parts one to one without regard to their order.

use super::super::path::{Path, Step};
use super::{Aligner, cost};
use smallvec::SmallVec;
use std::ops::Range;

impl Aligner<'_> {
    /// The cheapest one-to-one matching without regard to order, cheapest pairs first.
    pub(super) fn in_any_order(&mut self, typed: Range<usize>, printed: Range<usize>) -> Path {
        let mut pairs: SmallVec<[Step; 8]> = SmallVec::new();
        for t in typed.clone() {
            for p in printed.clone() {
                if let Some(pair) = self.relate(t, p) {
                    pairs.push(Step::one(t, p, pair));
                }
            }
        }
        pairs.sort_by_key(|step| step.cost);
        let mut path = Path::default();
        let (mut used_typed, mut used_printed) = (0u32, 0u32);
        for step in pairs {
            let (t, p) = (1 << step.typed.start, 1 << step.printed.start);
            if used_typed & t == 0 && used_printed & p == 0 {
                used_typed |= t;
                used_printed |= p;
                path.push(step);
            }
        }
        for t in typed.filter(|t| used_typed & (1 << t) == 0) {
            path.push(self.left_over(t, 0));
        }
        for p in printed.filter(|p| used_printed & (1 << p) == 0) {
            path.push(Step::missing(0, p, cost::MISSING));
        }
        path.sort();
        path
    }
}
