//! One history: an application with its journal, and what is known of it.

use std::fmt::Write;

use jiff::civil::Weekday;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::random::Random;

/// An application that is being put together.
pub struct History {
    pub random: Random,
    /// Where the person lives, as an offset.
    pub offset: Offset,
    /// The time of the last entry.
    pub clock: Timestamp,
    sections: String,
    journal: String,
}

/// What the diagnosis must say.
#[derive(Debug)]
pub struct Known {
    pub problem: &'static str,
    pub cause: &'static str,
    /// When to go on; none where nothing is to be waited for.
    pub wait: Option<Timestamp>,
}

impl Known {
    pub fn of(problem: &'static str, cause: &'static str) -> Self {
        Self { problem, cause, wait: None }
    }

    pub fn until(self, wait: Timestamp) -> Self {
        Self { wait: Some(wait), ..self }
    }
}

impl History {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let offset = Offset::from_seconds(i32::try_from(random.within(-18, 22)).unwrap() * 1800).unwrap();
        // Any minute of a year and a half.
        let clock = Timestamp::from_second(1_767_225_600 + random.within(0, 45_000_000)).unwrap();
        Self { random, offset, clock, sections: String::new(), journal: String::new() }
    }

    pub fn section(&mut self, text: &str) {
        let _ = writeln!(self.sections, "{text}\n");
    }

    /// Lets some seconds pass.
    pub fn pass(&mut self, from: i64, to: i64) -> i64 {
        let seconds = self.random.within(from, to);
        self.clock += SignedDuration::from_secs(seconds);
        seconds
    }

    /// Writes an entry down at the present time.
    pub fn note(&mut self, step: &str, event: &str) -> Timestamp {
        self.note_with(step, event, "")
    }

    pub fn note_with(&mut self, step: &str, event: &str, more: &str) -> Timestamp {
        let at = self.clock.to_zoned(TimeZone::fixed(self.offset)).strftime("%Y-%m-%dT%H:%M:%S%:z");
        let _ = writeln!(self.journal, "[[journal]]\nat = \"{at}\"\nstep = \"{step}\"\nevent = \"{event}\"\n{more}");
        self.clock
    }

    /// What went well before: it must not be taken for the trouble.
    pub fn prelude(&mut self, steps: &[&str]) {
        for step in steps {
            match *step {
                "email" | "phone" => {
                    self.note(step, "code-requested");
                    self.pass(5, 50);
                    self.note(step, "code-received");
                    self.pass(5, 60);
                    self.note(step, "code-entered");
                    self.pass(1, 9);
                    // Some first tries go wrong, and the second does not.
                    if self.random.chance(30) {
                        self.note(step, "code-refused");
                        self.pass(70, 200);
                        self.note(step, "code-requested");
                        self.pass(5, 50);
                        self.note(step, "code-entered");
                        self.pass(1, 9);
                    }
                    self.note(step, "done");
                }
                _ => {
                    self.note(step, "submitted");
                    self.pass(30, 3000);
                    self.note(step, "done");
                }
            }
            self.pass(30, 4000);
        }
    }

    pub fn text(&self) -> String {
        format!("{}{}", self.sections, self.journal)
    }

    /// The last second of the n-th working day after a time, in Singapore; counted day by day.
    pub fn working_day_end(after: Timestamp, days: i32) -> Timestamp {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let mut day = after.to_zoned(zone.clone()).date();
        let mut left = days;
        while left > 0 {
            day = day.checked_add(1.day()).unwrap();
            if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                left -= 1;
            }
        }
        zone.to_timestamp(day.at(23, 59, 59, 0)).unwrap()
    }
}
