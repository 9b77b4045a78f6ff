//! Whether this machine kept up: what is measured while it stands still says nothing of the network.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Time between two beats.
const BEAT: Duration = Duration::from_millis(10);

/// A thread that wants to run every few ms, and remembers how late it came at worst.
pub struct Heartbeat {
    worst_us: Arc<AtomicU64>,
    done: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Heartbeat {
    pub fn start() -> Self {
        let (worst_us, done) = (Arc::<AtomicU64>::default(), Arc::<AtomicBool>::default());
        let (worst, stop) = (Arc::clone(&worst_us), Arc::clone(&done));
        let thread = thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let began = Instant::now();
                thread::sleep(BEAT);
                let late = began.elapsed().saturating_sub(BEAT);
                worst.fetch_max(u64::try_from(late.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
            }
        });
        Self { worst_us, done, thread }
    }

    /// How late it was at worst.
    pub fn stop(self) -> Duration {
        self.done.store(true, Ordering::Relaxed);
        let _ = self.thread.join();
        Duration::from_micros(self.worst_us.load(Ordering::Relaxed))
    }
}
