//! What is known of a host while it is still being asked.

use std::sync::{Arc, Mutex, PoisonError};

use super::observation::HostObservation;
use super::plan::Target;

/// An observation that one task writes and that can be read at any time.
#[derive(Clone, Debug)]
pub(super) struct Slot(Arc<Mutex<HostObservation>>);

impl Slot {
    pub(super) fn new(target: &Target) -> Self {
        Self(Arc::new(Mutex::new(HostObservation::unanswered(&target.name, target.needed))))
    }

    pub(super) fn update(&self, change: impl FnOnce(&mut HostObservation)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn read(&self) -> HostObservation {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
