//! Checks what a person is about to type and upload before they register a personal cloud account, and says what to type
//! instead. See [`rule`] for what a check is, [`fact`] for what it may look at, and [`engine`] for how the two meet.

pub mod cli;
pub mod diagnosis;
pub mod engine;
pub mod expectation;
pub mod expr;
pub mod fact;
pub mod image;
pub mod model;
pub mod network;
pub mod probe;
pub mod reference;
pub mod report;
pub mod rule;
pub mod source;
pub mod text;
