//! Asks the way to a provider's portal: names (DNS), connections (TCP), encryption (TLS), answers (HTTP), the clock and the
//! network's own obstacles, all hosts at once and within one deadline. What comes out is evidence; causes are named by rules.
//!
//! Whatever is known at the deadline is true then: a phase that had its time and gave nothing timed out, one that did not have
//! it is unfinished. Nothing but plain GET and HEAD requests is sent to a host, and never more than the [`Budget`] allows.

mod aia;
mod bogon;
mod budget;
mod certificate;
mod check;
mod clock;
mod dns;
mod host;
mod http;
mod mail;
mod names;
mod page;
mod plan;
mod portal;
mod proxy;
mod quality;
mod run;
pub mod seen;
mod settings;
mod summary;
mod tcp;
mod tcp_info;
mod time;
mod tls;
mod upload;
mod world;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use tokio::time::Instant;

pub use budget::{MAX_CONNECTIONS, MAX_SENT_BYTES};
pub use plan::{Plan, Target};
pub use portal::belongs;
pub use seen::{DnsOutcome, HostSeen, HttpOutcome, Seen, TcpOutcome, TlsOutcome};
pub use settings::{CheckPage, Marker, Reference, Settings};
pub use upload::MAX_BYTES as MAX_UPLOAD_BYTES;
pub use world::{Loopback, World};

use run::Run;

/// Characters kept of a text that came over the wire.
const MAX_TEXT: usize = 300;

/// Something that happened, for whoever watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A host, and what is being done or was done with it.
    Host {
        /// Its name.
        name: String,
        /// The phase.
        phase: &'static str,
    },
    /// The upload probe begins; it may take this long.
    Upload {
        /// Bytes.
        bytes: u64,
        /// At most.
        within: Duration,
    },
}

/// Asks what a plan wants and returns at its deadline at the latest, with what is known by then; earlier on Ctrl-C.
///
/// Blocks the calling thread and works on one of its own, which is left behind where a look-up or the system's certificate check
/// holds it up. `watch` is told what happens as it happens.
pub fn observe(plan: &Plan, mut watch: impl FnMut(Step)) -> Seen {
    let (steps, stepped) = mpsc::channel();
    let began = Instant::now();
    let run = match Run::new(plan.clone(), began, steps) {
        Ok(run) => run,
        // Without any trusted root no handshake could be judged.
        Err(_) => return Seen { asked: true, ..Seen::default() },
    };
    let work = Arc::clone(&run);
    let spawned = thread::Builder::new().name("network".to_owned()).spawn(move || work.go());
    drop(spawned);
    let end = began.into_std() + plan.kept_deadline() + plan.upload.map_or(Duration::ZERO, |_| plan.upload_deadline());
    // The channel closes when the thread is done, also by a panic.
    let left = || end.saturating_duration_since(std::time::Instant::now());
    while let Ok(Message::Step(step)) = stepped.recv_timeout(left()) {
        watch(step);
    }
    run.summary()
}

/// What the thread of a run tells the one that waits.
enum Message {
    Step(Step),
    Done,
}

/// A text that came over the wire, safe to show: bounded, without control characters and without those that reorder or hide
/// what stands around them (Unicode bidirectional controls and zero-width characters).
fn shown(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    text.chars().filter(|c| !hidden(*c)).take(MAX_TEXT).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_the_wire_cannot_steer_a_terminal() {
        assert_eq!(shown("CN=a\u{1b}[2J\u{202e}b\r\n"), "CN=a[2Jb");
        assert_eq!(shown(&"x".repeat(5000)).len(), MAX_TEXT);
    }
}
