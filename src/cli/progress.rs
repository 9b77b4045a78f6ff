//! A line on the terminal while work takes longer than half a second; nothing when standard error is no terminal.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::network::Step;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line that appears late and goes away when dropped.
pub struct Progress {
    bar: ProgressBar,
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// What is being done with each host.
    phases: Mutex<BTreeMap<String, &'static str>>,
}

impl Progress {
    /// Begins waiting.
    pub fn start(what: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_message(what.to_owned());
        if !std::io::stderr().is_terminal() {
            return Self { bar, done: None, thread: None, phases: Mutex::default() };
        }
        let (done, finished) = channel::<()>();
        let shown = bar.clone();
        let thread = std::thread::spawn(move || {
            if finished.recv_timeout(PATIENCE).is_ok() {
                return;
            }
            shown.set_draw_target(ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
                shown.set_style(style);
            }
            shown.enable_steady_tick(Duration::from_millis(120));
            // Ends when the sender says so or is gone.
            let _ = finished.recv();
            shown.finish_and_clear();
        });
        Self { bar, done: Some(done), thread: Some(thread), phases: Mutex::default() }
    }

    /// Says what is going on in the network.
    pub fn network(&self, step: Step) {
        match step {
            Step::Host { name, phase } => {
                let mut phases = self.phases.lock().unwrap_or_else(PoisonError::into_inner);
                phases.insert(name, phase);
                let lines: Vec<String> = phases.iter().map(|(name, phase)| format!("  {name}: {phase}")).collect();
                self.bar.set_message(format!("asking the network\n{}", lines.join("\n")));
            }
            Step::Upload { bytes, within } => {
                self.bar.set_message(format!("sending {bytes} zeros, at most {} s", within.as_secs()));
            }
        }
    }

    /// Says how many of several documents have been looked at.
    pub fn documents(&self, seen: usize, all: usize) {
        if all > 1 {
            self.bar.set_message(format!("looking at the documents, {seen} of {all} seen"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            let _ = done.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
