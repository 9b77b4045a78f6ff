//! Who derives which facts. Each probe fills its own part of the tree; one that fails leaves a reason, never a gap, and never
//! stops the others.

mod document;
mod files;
mod online;

pub use online::{Wishes, plan as network_plan};

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;

use crate::fact::{Origin, Record, Value};
use crate::network::{Plan, Step};

/// What the probes may look at besides the typed facts.
pub struct Sources<'a> {
    /// What file names are relative to.
    pub folder: &'a Path,
    /// What is asked of the network.
    pub network: &'a Plan,
    /// Told what happens in the network.
    pub steps: &'a (dyn Fn(Step) + Sync),
    /// The password, where it was given.
    pub password: Option<&'a str>,
    /// The local date.
    pub today: Date,
    /// Told how many of all documents have been looked at.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// Completes typed facts by those of the given origins.
pub fn gather(typed: &Record, origins: &BTreeSet<Origin>, sources: &Sources<'_>) -> Record {
    let mut facts = typed.clone();
    facts.set("today", Value::Date(sources.today));
    if let Some(password) = sources.password {
        set_password(&mut facts, password);
    }
    // The network waits while the documents are read.
    std::thread::scope(|scope| {
        let online =
            origins.contains(&Origin::Network).then(|| scope.spawn(|| online::probe(sources.network, sources.steps)));
        if origins.contains(&Origin::Image) || origins.contains(&Origin::File) {
            let look_inside = origins.contains(&Origin::Image);
            files::probe(&mut facts, sources.folder, look_inside, sources.progress);
        }
        if let Some(thread) = online {
            let network = thread.join().unwrap_or_else(|_| Value::unknown("the network probe failed"));
            facts.set("network", network);
        }
    });
    facts
}

/// The same without the network, and without a thread: for many applications after each other.
pub fn gather_offline(typed: &Record, origins: &BTreeSet<Origin>, sources: &Sources<'_>) -> Record {
    let mut facts = typed.clone();
    facts.set("today", Value::Date(sources.today));
    if origins.contains(&Origin::Image) || origins.contains(&Origin::File) {
        files::probe(&mut facts, sources.folder, origins.contains(&Origin::Image), sources.progress);
    }
    facts
}

fn set_password(facts: &mut Record, password: &str) {
    if let Some(security) = facts.get("security").record() {
        let mut security = (**security).clone();
        security.set("password", Value::text(password));
        facts.set("security", Value::Record(std::sync::Arc::new(security)));
    }
}
