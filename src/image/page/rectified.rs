//! A page, or a part of it, as it would lie flat on a scanner.

use super::homography::Homography;
use super::quad::Point;
use crate::image::plane::Plane;

/// A part of a page in page fractions: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Part {
    /// The whole page.
    pub const WHOLE: Self = Self { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

    /// A point given as fractions of the part, in page fractions.
    pub fn at(&self, [x, y]: Point) -> Point {
        [self.left + x * (self.right - self.left), self.top + y * (self.bottom - self.top)]
    }
}

/// Samples a part of a page from a picture that `map` leads to, between pixels linearly.
///
/// What lies outside the picture repeats its border.
pub fn rectified(plane: &Plane, map: &Homography, part: &Part, width: usize, height: usize) -> Plane {
    let mut pixels = Vec::with_capacity(width * height);
    let (w, h) = (width as f32, height as f32);
    for y in 0..height {
        let start = part.at([0.5 / w, (y as f32 + 0.5) / h]);
        let end = part.at([(w - 0.5) / w, (y as f32 + 0.5) / h]);
        pixels.extend(map.row(start, end, width).map(|point| sample(plane, point)));
    }
    Plane::from_parts(width, height, pixels)
}

/// The value at a point, pixel centres at whole numbers.
fn sample(plane: &Plane, [x, y]: Point) -> u8 {
    let (columns, rows) = (plane.width(), plane.height());
    let x = x.clamp(0.0, columns.saturating_sub(1) as f32);
    let y = y.clamp(0.0, rows.saturating_sub(1) as f32);
    let (left, top) = (x as usize, y as usize);
    let (part_x, part_y) = (((x - left as f32) * 256.0) as u32, ((y - top as f32) * 256.0) as u32);
    let at = top * columns + left;
    let pixels = plane.pixels();
    let right = usize::from(left + 1 < columns);
    let below = if top + 1 < rows { columns } else { 0 };
    let value = |at: usize| pixels.get(at).copied().map_or(0, u32::from);
    let upper = value(at) * (256 - part_x) + value(at + right) * part_x;
    let lower = value(at + below) * (256 - part_x) + value(at + below + right) * part_x;
    ((upper * (256 - part_y) + lower * part_y + (1 << 15)) >> 16) as u8
}
