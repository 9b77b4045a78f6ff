//! How far a run over many applications is: applications a second and the time that is left, on standard error.

use std::cell::Cell;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};

use crate::cli::output;

/// Time between two pictures of the state.
const INTERVAL: Duration = Duration::from_millis(250);

/// The state of a run. On a terminal it is a line that changes; at the end a line stays.
pub struct Rate {
    start: Instant,
    bytes: Option<u64>,
    bar: Option<ProgressBar>,
    seen: Cell<u64>,
    broken: Cell<u64>,
    shown: Cell<Option<Instant>>,
}

impl Rate {
    /// Begins; `bytes` is how much there is to read, where that is known.
    pub fn start(bytes: Option<u64>) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = bytes.map_or_else(ProgressBar::no_length, ProgressBar::new);
            let template = if bytes.is_some() { "{bar:30} {percent}%  {msg}" } else { "{spinner} {msg}" };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        Self { start: Instant::now(), bytes, bar, seen: Cell::new(0), broken: Cell::new(0), shown: Cell::new(None) }
    }

    /// One more application is answered.
    pub fn count(&self, broken: bool) {
        self.seen.set(self.seen.get() + 1);
        self.broken.set(self.broken.get() + u64::from(broken));
    }

    /// So many bytes are read and answered.
    pub fn read(&self, bytes: usize) {
        let Some(bar) = &self.bar else { return };
        if self.shown.get().is_some_and(|shown| shown.elapsed() < INTERVAL) {
            return;
        }
        self.shown.set(Some(Instant::now()));
        bar.set_position(bytes as u64);
        let left = self.left(bytes as u64).map(|left| format!(", {} left", HumanDuration(left)));
        bar.set_message(format!("{}{}", self.says(), left.unwrap_or_default()));
    }

    /// The time for what is not read yet, at the rate so far.
    fn left(&self, read: u64) -> Option<Duration> {
        let all = self.bytes?;
        let share = all.saturating_sub(read) as f64 / read.max(1) as f64;
        Some(Duration::from_secs_f64((self.start.elapsed().as_secs_f64() * share).min(1e9)))
    }

    fn says(&self) -> String {
        let seconds = self.start.elapsed().as_secs_f64().max(1e-3);
        let rate = (self.seen.get() as f64 / seconds) as u64;
        format!("{} applications, {} a second", HumanCount(self.seen.get()), HumanCount(rate))
    }

    /// The run is over: one line stays.
    pub fn finish(self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let broken = match self.broken.get() {
            0 => String::new(),
            1 => "; 1 line could not be read".to_owned(),
            broken => format!("; {} lines could not be read", HumanCount(broken)),
        };
        output::note(&format!("{}{broken}", self.says()));
    }
}
