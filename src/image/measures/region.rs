//! Parts of a picture or a page.

use crate::image::page::Part;

/// A rectangle as fractions of a width and a height, from the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Region {
    /// The same as a part of a page.
    pub(super) fn of(part: &Part) -> Self {
        Self { x: part.left, y: part.top, width: part.right - part.left, height: part.bottom - part.top }
    }

    /// Its four corners.
    pub(in crate::image) fn corners(&self) -> [[f32; 2]; 4] {
        let (right, bottom) = (self.x + self.width, self.y + self.height);
        [[self.x, self.y], [right, self.y], [right, bottom], [self.x, bottom]]
    }

    /// The bounding box of some points, as far as it lies in the picture.
    pub(in crate::image) fn around(points: [[f32; 2]; 4]) -> Self {
        let ends = |axis: usize| {
            let values = points.iter().filter_map(|point| point.get(axis)).map(|value| value.clamp(0.0, 1.0));
            values.fold((1.0_f32, 0.0_f32), |(low, high), value| (low.min(value), high.max(value)))
        };
        let ((left, right), (top, bottom)) = (ends(0), ends(1));
        Self { x: left, y: top, width: right - left, height: bottom - top }
    }

    /// The rectangle around both.
    pub(super) fn with(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let bottom = (self.y + self.height).max(other.y + other.height);
        Self { x, y, width: right - x, height: bottom - y }
    }

    /// Whether a point lies in it.
    #[must_use]
    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}
