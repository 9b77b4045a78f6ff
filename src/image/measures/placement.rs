//! Where and how a document lies in its picture.

use crate::image::page::Page;

/// Position and size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Pixels from one character of the machine-readable zone to the next (2.54 mm).
    pub pixels_per_character: f32,
    /// By how much the page is turned clockwise, in degrees, -180 to 180, or -90 to 90 where it is not known which way is up.
    pub rotation_degrees: f32,
    /// Whether it is known which way is up; otherwise the page may be turned by another half circle.
    pub upright: bool,
    /// The angle between the camera's axis and the page's normal, in degrees, for a usual lens.
    pub tilt_degrees: f32,
    /// Share of the picture that the page covers.
    pub share: f32,
    /// How many of its sides are the picture's border.
    pub sides_at_border: u8,
    /// How many of its sides show hardly any edge.
    pub faint_sides: u8,
    /// Share of the page that lies outside the picture, as far as its shape tells.
    pub cut: f32,
}

/// The shape of a page is measured as exactly as this: less is no cut.
const SHAPE_ERROR: f32 = 0.035;

/// A side of which less shows an edge is where the page seems to end, and no line.
const FAINT: f32 = 0.5;

impl Placement {
    pub(super) fn of(page: &Page, width: f32, height: f32) -> Self {
        let pixels = page.quad.map(|[x, y]| [x * width, y * height]);
        let [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = pixels.0;
        // The direction of both long sides together.
        let rotation = (by - ay + cy - dy).atan2(bx - ax + cx - dx).to_degrees();
        let inside = pixels.area_inside(width, height);
        let outside = 1.0 - inside / pixels.area().max(1.0);
        Self {
            pixels_per_character: page.pixels_per_character(width, height),
            rotation_degrees: if page.has_upper_side() { rotation } else { half_turn(rotation) },
            upright: page.has_upper_side(),
            tilt_degrees: page.tilt(width, height),
            share: inside / (width * height).max(1.0),
            sides_at_border: page.support.iter().map(|share| u8::from(share.is_none())).sum(),
            faint_sides: page.support.iter().flatten().map(|share| u8::from(*share < FAINT)).sum(),
            cut: outside.max(Self::missing(page)),
        }
    }

    /// The share of a page's length or height that its shape lacks, where one of its sides is the picture's border.
    fn missing(page: &Page) -> f32 {
        let [top, right, bottom, left] = page.support.map(|share| share.is_none());
        let [across, down] = page.millimetres();
        let ratio = page.aspect / (across / down);
        let lacks = match (left || right, top || bottom) {
            // Too short for its height, or too low for its length.
            (true, false) => 1.0 - ratio,
            (false, true) => 1.0 - 1.0 / ratio,
            (true, true) => (1.0 - ratio).max(1.0 - 1.0 / ratio),
            (false, false) => 0.0,
        };
        let off = ratio.ln().abs();
        match lacks {
            lacks if lacks > SHAPE_ERROR => lacks,
            // No document has this shape: much is missing.
            _ if (top || right || bottom || left) && off > 2.0 * SHAPE_ERROR => off,
            _ => 0.0,
        }
    }
}

/// The same direction of a line, -90 to 90 degrees.
fn half_turn(degrees: f32) -> f32 {
    match degrees {
        _ if degrees > 90.0 => degrees - 180.0,
        _ if degrees < -90.0 => degrees + 180.0,
        _ => degrees,
    }
}
