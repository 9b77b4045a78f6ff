//! Quality measures of an upright picture.
//!
//! Measures are facts about pixels; what counts as too blurred or too dark is for the rules to say.

mod exposure;
mod glare;
mod sharpness;

pub use exposure::Exposure;
pub use glare::{Glare, Region};
pub use sharpness::Sharpness;

use super::plane::Plane;

/// All measures of one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Measures {
    /// `None` when the picture has too few edges to tell.
    pub sharpness: Option<Sharpness>,
    /// Brightness.
    pub exposure: Exposure,
    /// Reflections.
    pub glare: Glare,
}

impl Measures {
    /// Measures an upright picture.
    #[must_use]
    pub fn of(luma: &Plane) -> Self {
        let sharpness = Sharpness::of(luma);
        let glare = Glare::of(luma, sharpness.map_or(0.0, |sharpness| sharpness.relative));
        Self { sharpness, exposure: Exposure::of(luma), glare }
    }
}
