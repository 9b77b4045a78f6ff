//! What one run may cost the network.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// Connections of one run, all hosts together: what a browser opens for a page or two, so that no firewall takes it for a scan.
pub const MAX_CONNECTIONS: u32 = 60;

/// Bytes sent in one run before an upload probe.
pub const MAX_SENT_BYTES: u64 = 150_000;

/// Connections that only finding the cause of a failure may use.
const RESERVED: u32 = 14;

/// Counts connections and bytes.
#[derive(Debug, Default)]
pub struct Budget {
    connections: AtomicU32,
    bytes: AtomicU64,
}

impl Budget {
    /// Takes a connection that the run needs; false where none is left.
    pub fn take(&self) -> bool {
        self.take_below(MAX_CONNECTIONS)
    }

    /// Takes a connection that only makes a measure better.
    pub fn take_spare(&self) -> bool {
        self.take_below(MAX_CONNECTIONS - RESERVED)
    }

    fn take_below(&self, most: u32) -> bool {
        let more = |taken: u32| (taken < most).then_some(taken + 1);
        self.connections.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }

    /// Takes bytes to send; false where that would be too many.
    pub fn send(&self, bytes: usize) -> bool {
        let more = |sent: u64| sent.checked_add(bytes as u64).filter(|sent| *sent <= MAX_SENT_BYTES);
        self.bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }

    /// Connections taken.
    pub fn connections(&self) -> u32 {
        self.connections.load(Ordering::Relaxed)
    }

    /// Bytes taken.
    pub fn sent_bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_is_not_spent_on_measures() {
        let budget = Budget::default();
        let spare = std::iter::from_fn(|| budget.take_spare().then_some(())).count();
        assert_eq!(spare as u32, MAX_CONNECTIONS - RESERVED);
        let needed = std::iter::from_fn(|| budget.take().then_some(())).count();
        assert_eq!(needed as u32, RESERVED);
        assert!(!budget.take() && budget.connections() == MAX_CONNECTIONS);
    }

    #[test]
    fn bytes_end_too() {
        let budget = Budget::default();
        assert!(budget.send(MAX_SENT_BYTES as usize) && !budget.send(1));
        assert_eq!(budget.sent_bytes(), MAX_SENT_BYTES);
    }
}
