//! Finding the document in a picture: its four corners, which way is up, and where its machine-readable zone lies.
//!
//! Numbers here and below that name no source are chosen on generated pictures (`cargo bench --bench images`).

mod board;
mod candidate;
mod edge;
mod finder;
mod homography;
mod line;
mod quad;
mod rectified;
mod search;
mod segmentation;
mod zone;

pub use homography::Homography;
pub use quad::{Point, Quad};
pub use rectified::{Part, rectified};
pub use zone::{Format, Zone};

use super::chroma::Chroma;
use super::orientation::Orientation;
use super::plane::Plane;
use finder::Finder;
use segmentation::Segmentation;

/// Long side of the picture in which print is looked for: ten pixels a character where a passport fills it.
pub(super) const PRINT_SIDE: usize = 1280;
/// What machine-readable lines are worth, in nats for each pixel of the picture's border: of lines where they must be on a
/// page, and of others.
const IN_PLACE_GAIN: f32 = 1.0;
const ZONE_GAIN: f32 = 0.15;
/// From this overlap with what looks like a page it is one, edges or not.
const LIKE_A_PAGE: f32 = 0.6;
/// From here on it is known which side is the upper one.
const UPWARDS: f32 = 0.5;

/// A document in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Its corners as fractions of the picture as stored, the page's own top left one first where `zone` tells it.
    pub quad: Quad,
    /// Width by height, as far as the lens is known.
    pub aspect: f32,
    /// The kind of document whose shape it has.
    pub format: Format,
    /// Its machine-readable zone.
    pub zone: Option<Zone>,
    /// Share of each side (top, right, bottom, left) that shows an edge; `None` where it is the picture's border.
    pub support: [Option<f32>; 4],
    /// Whether it was only found where a page may be cut anywhere, or another place is nearly as likely.
    pub doubtful: bool,
    /// Log likelihood ratio of its sides being edges, in nats for each pixel of the picture's border.
    pub likelihood: f32,
    /// How well it covers what looks like a page, 0 to 1.
    pub overlap: f32,
    /// How much its upper side looks like one: 1 surely, -1 if it looks like the lower side.
    pub upwards: f32,
}

impl Page {
    /// The document that a picture most likely shows; `None` where none is seen.
    ///
    /// `print` is the picture at [`PRINT_SIDE`].
    #[must_use]
    pub fn find(print: &Plane, chroma: Option<&Chroma>) -> Option<Self> {
        let finder = Finder::new(print, chroma);
        // A small page is looked for more closely.
        [1, 2].into_iter().find_map(|fine| {
            let found = finder.find(Segmentation::of(print, chroma, fine).as_ref());
            found.filter(|page| fine == 1 || page.overlap > LIKE_A_PAGE)
        })
    }

    /// Whether its corners are known well enough to judge how it lies: print where print must be, four clear sides, or sides all
    /// around what looks like a page.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        const CLEAR: f32 = 0.75;
        const CLEAR_PRINT: f32 = 1.2;
        const CLEAR_OVERLAP: f32 = 0.84;
        let print = self.zone.is_some_and(|zone| zone.is_in_place() || zone.evidence() > CLEAR_PRINT);
        let sides = !self.doubtful && self.support.iter().flatten().all(|share| *share >= CLEAR);
        print || (sides && self.overlap > LIKE_A_PAGE) || self.overlap > CLEAR_OVERLAP
    }

    /// Whether it is known which of its sides is the upper one.
    #[must_use]
    pub fn has_upper_side(&self) -> bool {
        self.zone.is_some() || self.upwards > UPWARDS
    }

    /// The page of a stored picture with its upper side up in the upright one, where nothing on it says which side is the upper
    /// one: few hold a document upside down.
    #[must_use]
    pub fn held_upright(mut self, orientation: Orientation) -> Self {
        let [a, b, c, d] = self.upright(orientation).quad.0;
        if !self.has_upper_side() && b[0] - a[0] + c[0] - d[0] < 0.0 {
            self.quad = self.quad.turned(2);
            self.support.rotate_left(2);
        }
        self
    }

    /// The page of a stored picture in the upright one.
    #[must_use]
    pub fn upright(mut self, orientation: Orientation) -> Self {
        self.quad = self.quad.map(|point| orientation.upright_point(point));
        if self.quad.area() < 0.0 {
            // A mirror changes left and right.
            let [a, b, c, d] = self.quad.0;
            self.quad = Quad([b, a, d, c]);
            self.support.swap(1, 3);
        }
        self
    }

    /// From the unit square to a picture of this size.
    #[must_use]
    pub fn map(&self, width: f32, height: f32) -> Option<Homography> {
        Homography::to_quad(&self.quad.map(|[x, y]| [x * width - 0.5, y * height - 0.5]))
    }

    /// Width and height of the kind of document whose shape it has, ISO/IEC 7810.
    #[must_use]
    pub const fn millimetres(&self) -> [f32; 2] {
        self.format.page()
    }

    /// Pixels from one character of the machine-readable zone to the next (2.54 mm) in a picture of this size.
    #[must_use]
    pub fn pixels_per_character(&self, width: f32, height: f32) -> f32 {
        const PITCH: f32 = 2.54;
        let [across, down] = self.millimetres();
        let [top, right, bottom, left] = self.quad.map(|[x, y]| [x * width, y * height]).lengths();
        let (across, down) = ((top + bottom) / 2.0 / across, (left + right) / 2.0 / down);
        let [cut_top, cut_right, cut_bottom, cut_left] = self.support.map(|share| share.is_none());
        PITCH
            * match (cut_left || cut_right, cut_top || cut_bottom) {
                // What is cut is no measure.
                (true, false) => down,
                (false, true) => across,
                // The shorter measure: across a tilt, or along it.
                _ => across.min(down),
            }
    }

    /// The angle between the page's normal and the axis of a usual camera, in degrees.
    #[must_use]
    pub fn tilt(&self, width: f32, height: f32) -> f32 {
        let center = [width / 2.0, height / 2.0];
        let [across, down] = self.millimetres();
        self.map(width, height).map_or(0.0, |map| {
            let (focal, _) = map.lens(width.max(height), center, &[across / down]);
            map.tilt(focal, center)
        })
    }

    fn rank(&self) -> f32 {
        let gain = |zone: Zone| if zone.is_in_place() { IN_PLACE_GAIN } else { ZONE_GAIN } * zone.evidence();
        self.likelihood + self.zone.map_or(0.0, gain)
    }
}
