//! Counts of right and wrong, and work spread over the processor.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

/// How many failing cases are printed.
pub const CASES_SHOWN: usize = 20;

/// How many cases there were, and how many were right.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// All cases.
    pub cases: usize,
    /// Those that were right.
    pub right: usize,
}

impl Tally {
    /// One case more.
    pub fn count(&mut self, right: bool) {
        self.cases += 1;
        self.right += usize::from(right);
    }

    /// The cases of another count too.
    pub fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.right += other.right;
    }

    /// Right cases in a hundred.
    pub fn share(self) -> f64 {
        100.0 * self.right as f64 / self.cases.max(1) as f64
    }
}

/// Does a job on equal ranges of cases, one a processor core; the results are in order.
pub fn in_parallel<T: Send>(cases: usize, job: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = cases.div_ceil(cores);
    thread::scope(|scope| {
        let job = &job;
        let ranges = (0..cores).map(|core| core * share..((core + 1) * share).min(cases));
        let running: Vec<_> = ranges.map(|range| scope.spawn(move || job(range))).collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
