//! Keeping a defect of a decoder from ending the program.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `work`; `None` when it panicked. For work on one file whose values are dropped with it, so that nothing
/// half-changed is seen afterwards.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
