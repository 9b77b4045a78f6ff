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
mod rank;
mod region;
mod screen;
mod shadow;
mod sharpness;
mod view;

pub use colors::Colors;
pub use exposure::Exposure;
pub use glare::Glare;
pub use placement::Placement;
pub use region::Region;
pub use sharpness::Sharpness;

use super::chroma::Chroma;
use super::orientation::Orientation;
use super::page::{Format, Page};
use super::plane::Plane;
use shadow::Shadow;
use view::View;

/// Where portraits stand on passports and cards (ICAO Doc 9303-4 §4.1, zone V), in page fractions.
const PORTRAIT: Region = Region { x: 0.03, y: 0.18, width: 0.32, height: 0.54 };

/// Where the lines stand on a passport (ICAO Doc 9303-4 §4.2.2), in page fractions.
const PASSPORT_ZONE: Region = Region { x: 0.05, y: 0.76, width: 0.9, height: 0.18 };

/// Deviation of a blur, in characters, beyond which the edges of a page are known to some millimetres only: half a character
/// away from an edge its light has changed by half.
const LOST_EDGES: f32 = 0.25;

/// All measures of one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Measures {
    /// The document in the upright picture; `None` where none was found, and then the rest is of the whole picture.
    pub page: Option<Page>,
    /// Where and how it lies.
    pub placement: Option<Placement>,
    /// Pixels of the picture from one character of the machine-readable zone to the next, or what they would be if a card filled most of
    /// the picture.
    pub pitch: f32,
    /// In pixels of the picture; `None` when there are too few edges to tell.
    pub sharpness: Option<Sharpness>,
    /// Brightness.
    pub exposure: Exposure,
    /// Reflections; the parts are the machine-readable zone and the place of the portrait.
    pub glare: Glare,
    /// The largest reflection as a rectangle of the upright picture.
    pub glare_region: Option<Region>,
    /// Standard deviation of the grain, in steps of 255; `None` where nothing is calm enough to tell.
    pub noise: Option<f32>,
    /// How far the grid of a display stands out: the ratio of its peak in the mean spectrum to the usual power.
    pub grid: Option<f32>,
    /// The same of its colours, times the power of their fine changes by that of brightness; `None` where colours are not stored
    /// finely enough.
    pub color_grid: Option<f32>,
    /// Share of the page, outside of its portrait, that lies in shadow.
    pub shadow: f32,
    /// Where, as a rectangle of the upright picture.
    pub shadow_region: Option<Region>,
    /// Colours; `None` where they are not known.
    pub colors: Option<Colors>,
}

impl Measures {
    /// Measures a picture as it is stored, but not mirrored; `print` is the same at [`super::page::PRINT_SIDE`]. Places are given in the upright
    /// picture.
    #[must_use]
    pub fn of(luma: &Plane, print: &Plane, chroma: Option<&Chroma>, orientation: Orientation) -> Self {
        let stored = Page::find(print, chroma).map(|page| page.held_upright(orientation));
        let view = View::new(luma, print, chroma, stored);
        let patches = view.patches();
        let sharpness = Sharpness::of_steps(view.patch_step(), |step| view.print(step));
        let size = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        let (width, height) = orientation.upright_size(size(luma.width()), size(luma.height()));
        let page = stored.map(|page| page.upright(orientation));
        let zone = stored.as_ref().and_then(zone_of);
        let soft = sharpness.map_or(0.0, |found| found.widest / view.flat_scale());
        let glare = Glare::of(&view.flat, soft, [zone, stored.map(|_| PORTRAIT)]);
        let shadow = Shadow::of(&view.flat);
        let map = stored.and_then(|page| page.map(1.0, 1.0));
        let in_picture = |area: Region| {
            let place = |corner| map.map_or(corner, |map| map.apply(corner).map(|value| value + 0.5));
            Region::around(area.corners().map(|corner| orientation.upright_point(place(corner))))
        };
        Self {
            page,
            placement: page.map(|page| Placement::of(&page, width as f32, height as f32)),
            pitch: view.pitch,
            sharpness,
            // What is no page may be dark without a fault of the picture.
            exposure: Exposure::of(if stored.is_some_and(|page| page.is_certain()) { &view.flat } else { print }),
            glare,
            glare_region: glare.largest.map(in_picture),
            noise: grain::noise(&patches.calm),
            grid: screen::peak(&patches.calm),
            color_grid: patches.colors.as_deref().and_then(screen::color_peak),
            shadow: shadow.share,
            shadow_region: shadow.area.map(in_picture),
            colors: view.colors.as_ref().map(|colors| Colors::of(colors, &view.flat)),
        }
    }

    /// The same of a picture with this many times as many pixels each way.
    #[must_use]
    pub fn enlarged(mut self, factor: f32) -> Self {
        self.sharpness = self.sharpness.map(|sharpness| sharpness.scaled(factor));
        self.pitch *= factor;
        if let Some(placement) = &mut self.placement {
            placement.pixels_per_character *= factor;
        }
        self
    }

    /// Deviation of the blur in the direction in which it is most, in characters; of a page that fills most of the picture where none
    /// was found.
    #[must_use]
    pub fn blur(&self) -> Option<f32> {
        self.sharpness.map(|sharpness| sharpness.widest / self.pitch.max(1.0))
    }

    /// Whether the corners are known well enough to judge how the page lies.
    #[must_use]
    pub fn corners_are_certain(&self) -> bool {
        self.page.is_some_and(|page| page.is_certain()) && self.blur().is_none_or(|blur| blur <= LOST_EDGES)
    }

    /// Where the largest reflection lies on the page, in words, as far as it is known which way is up.
    #[must_use]
    pub fn glare_place(&self) -> Option<&'static str> {
        let area = self.glare.largest?;
        let middle = [area.x + area.width / 2.0, area.y + area.height / 2.0];
        let Some(page) = self.page.filter(Page::has_upper_side) else { return Some("on the page") };
        let zone = zone_of(&page);
        Some(match (middle[0] < 0.5, middle[1] < 0.5) {
            _ if zone.is_some_and(|zone| zone.contains(middle)) => "over the machine-readable lines",
            _ if PORTRAIT.contains(middle) => "over the portrait",
            (true, true) => "on the upper left of the page",
            (false, true) => "on the upper right of the page",
            (true, false) => "on the lower left of the page",
            (false, false) => "on the lower right of the page",
        })
    }
}

/// Where the machine-readable lines of a page stand. What hides those of a passport hides where they are, which is known; a card
/// may have them on its other side.
fn zone_of(page: &Page) -> Option<Region> {
    match page.format {
        Format::Td3 => Some(PASSPORT_ZONE),
        Format::Td1 => page.zone.map(|zone| Region::of(&zone.part)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::page::PRINT_SIDE;

    #[test]
    fn a_reflection_lies_where_it_is_seen_however_the_file_is_turned() {
        let photo = include_bytes!("../../fixtures/images/glare.jpg");
        let luma = crate::image::upright_luma(photo, 1, &crate::image::Budget::default()).unwrap();
        // Where `examples/make_specimens` puts the reflection: over the number of the passport.
        let spot = [0.72, 0.27];
        for value in 1..=8 {
            let orientation = Orientation::from_exif(value).unwrap();
            // A mirror is taken off before anything is measured.
            let (stored, left) = match orientation.is_mirrored() {
                true => (luma.mirrored(), orientation.after_mirroring()),
                false => (luma.clone(), orientation),
            };
            let found = Measures::of(&stored, &stored.within(PRINT_SIDE), None, left);
            let region = found.glare_region.unwrap();
            assert!(found.page.is_some() && region.contains(orientation.upright_point(spot)), "{value}: {region:?}");
            assert!(region.width < 0.4 && region.height < 0.4, "{value}: {region:?}");
        }
    }
}
