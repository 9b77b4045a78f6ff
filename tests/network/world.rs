//! A world of servers on the loopback interface, as a scenario describes it.

mod building;
mod services;

use std::sync::Arc;
use std::thread::JoinHandle;

use preflight::network::{Loopback, Settings};
use tokio::sync::oneshot;

use super::authority::{other_root, root};
use super::ledger::Ledger;
use super::scenario;
use building::Building;

/// A world that runs until it is dropped.
pub struct World {
    pub loopback: Loopback,
    pub ledger: Arc<Ledger>,
    /// What stands in for the public roots, DER.
    pub roots: Vec<Vec<u8>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl World {
    /// A world behind the seam: public addresses lead to the loopback interface.
    pub fn start(wanted: &scenario::World, settings: &Settings) -> Self {
        Self::run(Building::new(wanted, settings, false).all())
    }

    /// A world at the public addresses themselves, where these are this machine's own.
    pub fn start_at_public_addresses(wanted: &scenario::World, settings: &Settings) -> Self {
        Self::run(Building::new(wanted, settings, true).all())
    }

    fn run(building: Building<'_>) -> Self {
        let Building { wanted, mut loopback, ledger, work, .. } = building;
        let trusted = wanted.trusts.iter().map(|name| other_root(name));
        loopback.store = std::iter::once(root()).chain(trusted).collect();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                for task in work {
                    tokio::spawn(task);
                }
                let _ = stopped.await;
            });
        });
        Self { loopback, ledger, roots: vec![root()], stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
