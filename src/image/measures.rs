//! Quality measures of a picture and of the document in it.
//!
//! Measures are facts about pixels; what counts as too blurred or too dark is for the rules to say. Everything that a page
//! scales with it is measured in units of the page: blur in characters, light inside its corners.

mod colors;
mod exposure;
mod glare;
mod grain;
mod patch;
mod placement;
mod sharpness;
mod view;

pub use colors::Colors;
pub use exposure::Exposure;
pub use glare::{Glare, Region};
pub use placement::Placement;
pub use sharpness::Sharpness;

use super::chroma::Chroma;
use super::page::Page;
use super::plane::Plane;
use view::View;

/// All measures of one picture as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Measures {
    /// The document; `None` where none was found, and then the rest is of the whole picture.
    pub page: Option<Page>,
    /// Where and how it lies.
    pub placement: Option<Placement>,
    /// `None` when there are too few edges to tell.
    pub sharpness: Option<Sharpness>,
    /// Brightness.
    pub exposure: Exposure,
    /// Reflections.
    pub glare: Glare,
    /// Standard deviation of the grain, in steps of 255; `None` where nothing is calm enough to tell.
    pub noise: Option<f32>,
    /// Colours; `None` where they are not known.
    pub colors: Option<Colors>,
}

impl Measures {
    /// Measures a picture as it is stored.
    #[must_use]
    pub fn of(luma: &Plane, chroma: Option<&Chroma>) -> Self {
        let page = Page::find(luma, chroma);
        let view = View::new(luma, chroma, page);
        let patches = view.print_patches();
        let sharpness = Sharpness::of(&patches).map(|found| found.scaled(view.patch_step() as f32));
        Self {
            page,
            placement: page.map(|page| Placement::of(&page, luma.width(), luma.height())),
            sharpness,
            exposure: Exposure::of(&view.flat),
            glare: Glare::of(&view.flat, sharpness.map_or(0.0, |found| found.widest / view.flat_scale())),
            noise: grain::noise(&view.calm_patches()),
            colors: view.colors.as_ref().map(Colors::of),
        }
    }
}
