//! Facts: typed, named values with a declared sensitivity, and where each of them stands.

mod build;
mod image;
mod moment;
mod network;
mod place;
mod save;
pub mod schema;
mod shape;
mod value;
mod visit;

pub use build::{Built, Strictness, build, nearest};
pub use image::REGION;
pub use moment::Moment;
pub use network::{HOST, NETWORK};
pub use place::{Place, Places};
pub use save::{SaveHead, SavedFacts, load, read_record, save, to_json};
pub use shape::{Field, MAX_CHARACTERS, MAX_ENTRIES, Meaning, Origin, Sensitivity, Shape, Type, join};
pub use value::{Private, Record, Value};
pub use visit::{Typed, at_path, beside, compare_paths, replace, typed_fields};
