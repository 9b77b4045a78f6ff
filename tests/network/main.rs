//! The network probe in a world of its own: real sockets on the loopback interface, one scenario a file.
//!
//! A scenario describes what is out of the ordinary in a world that is otherwise as it should be, and the cause that has to be
//! named. `SCENARIO=dns-hijack cargo test --test network` runs those whose file name has that in it, and shows the facts of one
//! that fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod authority;
mod deadline;
mod dns;
mod heartbeat;
mod hole;
mod host;
mod http;
mod judgement;
mod ledger;
mod message;
#[cfg(target_os = "linux")]
mod namespace;
mod panics;
mod privacy;
mod proxy;
mod scenario;
mod scenarios;
mod time;
mod upload;
mod world;
