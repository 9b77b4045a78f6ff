//! The number of connections that a run may still open.

use std::sync::atomic::{AtomicU32, Ordering};

use super::plan::{MAX_CONNECTIONS, RESERVED_CONNECTIONS};

/// Connections beyond those that every target may count on: repeats, further addresses, hosts that redirects lead to.
#[derive(Debug)]
pub(super) struct Budget {
    spare: AtomicU32,
}

impl Budget {
    pub(super) fn for_targets(targets: usize) -> Self {
        let reserved = u32::try_from(targets).unwrap_or(u32::MAX).saturating_mul(RESERVED_CONNECTIONS);
        Self { spare: AtomicU32::new(MAX_CONNECTIONS.saturating_sub(reserved)) }
    }

    /// Takes one connection; false where none is left.
    pub(super) fn take(&self) -> bool {
        let less = |spare: u32| spare.checked_sub(1);
        self.spare.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_cannot_be_taken() {
        let budget = Budget::for_targets(29);
        assert!(budget.take() && budget.take());
        assert!(!budget.take());
        assert!(!Budget::for_targets(1000).take());
    }
}
