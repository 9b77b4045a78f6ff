//! A line on the terminal while work takes longer than half a second; nothing when standard error is no terminal.

use std::io::IsTerminal;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line that appears late and goes away when dropped.
pub struct Progress {
    bar: ProgressBar,
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins waiting.
    pub fn start(what: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_message(what.to_owned());
        if !std::io::stderr().is_terminal() {
            return Self { bar, done: None, thread: None };
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
        Self { bar, done: Some(done), thread: Some(thread) }
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
