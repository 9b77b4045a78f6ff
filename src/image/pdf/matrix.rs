//! Where a picture stands on a page.

use crate::image::orientation::Orientation;

/// A transformation matrix (ISO 32000-1 §8.3.3): `[a b c d e f]` takes (x, y) to (ax + cy + e, bx + dy + f). A picture fills
/// the unit square, its first row at the top, and y points up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix([f64; 6]);

impl Matrix {
    /// Everything stays where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// From its six numbers.
    #[must_use]
    pub const fn new(numbers: [f64; 6]) -> Self {
        Self(numbers)
    }

    /// This one first, then `outer`.
    #[must_use]
    pub fn then(self, outer: Self) -> Self {
        let (Self([a, b, c, d, e, f]), Self([oa, ob, oc, od, oe, of])) = (self, outer);
        Self([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    /// The area that the unit square takes, in square points.
    #[must_use]
    pub fn area(self) -> f64 {
        let Self([a, b, c, d, ..]) = self;
        let area = (a * d - b * c).abs();
        if area.is_finite() { area } else { 0.0 }
    }

    /// Left, lower, right and upper edge of a unit square that is neither turned nor mirrored.
    #[must_use]
    pub fn upright_bounds(self) -> Option<[f64; 4]> {
        let Self([a, b, c, d, e, f]) = self;
        let straight = a > 0.0 && d > 0.0 && b.abs() < 1e-3 * a && c.abs() < 1e-3 * d;
        (straight && [a, d, e, f].iter().all(|number| number.is_finite())).then_some([e, f, e + a, f + d])
    }

    /// Whether a picture of so many pixels is neither turned by other than right angles nor stretched, but for little.
    #[must_use]
    pub fn is_straight(self, width: u32, height: u32) -> bool {
        /// Tangent of the angle: five degrees, more than scans are turned to lie straight.
        const ASLANT: f64 = 0.09;
        /// As a logarithm.
        const STRETCHED: f64 = 0.05;
        let Self([a, b, c, d, ..]) = self;
        let aslant = |x: f64, y: f64| x.abs().min(y.abs()) > ASLANT * x.abs().max(y.abs());
        let scales = [a.hypot(b) / f64::from(width), c.hypot(d) / f64::from(height)];
        // Comparisons with what is no number fail.
        !aslant(a, b) && !aslant(c, d) && (scales[0] / scales[1]).ln().abs() < STRETCHED
    }

    /// Left, lower, right and upper edge of the rectangle around the unit square.
    fn bounds(self) -> [f64; 4] {
        let Self([a, b, c, d, e, f]) = self;
        let (low, high) = (|x: f64, y: f64| x.min(0.0) + y.min(0.0), |x: f64, y: f64| x.max(0.0) + y.max(0.0));
        [e + low(a, c), f + low(b, d), e + high(a, c), f + high(b, d)]
    }

    /// The share of the unit square, if it is not turned, that lies in a rectangle.
    #[must_use]
    pub fn share_within(self, [left, lower, right, upper]: [f64; 4]) -> f64 {
        let own = self.bounds();
        let inside = (own[2].min(right) - own[0].max(left)).max(0.0) * (own[3].min(upper) - own[1].max(lower)).max(0.0);
        inside / ((own[2] - own[0]) * (own[3] - own[1])).max(f64::MIN_POSITIVE)
    }

    /// Whether nearly all of it lies in another one.
    #[must_use]
    pub fn lies_in(self, other: Self) -> bool {
        self.share_within(other.bounds()) > 0.98
    }

    /// By which of the eight orientations the picture comes closest to standing as it is drawn.
    #[must_use]
    pub fn orientation(self) -> Orientation {
        let Self([a, b, c, d, ..]) = self;
        let value = if a.abs() + d.abs() >= b.abs() + c.abs() {
            match (a < 0.0, d < 0.0) {
                (false, false) => 1,
                (true, false) => 2,
                (true, true) => 3,
                (false, true) => 4,
            }
        } else {
            match (b < 0.0, c < 0.0) {
                (true, true) => 5,
                (true, false) => 6,
                (false, false) => 7,
                (false, true) => 8,
            }
        };
        Orientation::from_exif(value).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_of_the_page_is_an_orientation() {
        let of = |numbers: [f64; 6]| Matrix::new(numbers).orientation().value();
        assert_eq!(of([600.0, 0.0, 0.0, 400.0, 0.0, 0.0]), 1);
        assert_eq!(of([0.0, -600.0, 400.0, 0.0, 0.0, 600.0]), 6, "clockwise: its right side is below");
        assert_eq!(of([0.0, 600.0, -400.0, 0.0, 400.0, 0.0]), 8);
        assert_eq!(of([-600.0, 0.0, 0.0, -400.0, 600.0, 400.0]), 3);
        assert_eq!(of([600.0, 0.0, 0.0, -400.0, 0.0, 400.0]), 4, "drawn upside down in a mirror");
    }

    #[test]
    fn matrices_follow_each_other() {
        let scaled = Matrix::new([2.0, 0.0, 0.0, 3.0, 1.0, 1.0]);
        let moved = Matrix::new([1.0, 0.0, 0.0, 1.0, 10.0, 20.0]);
        assert_eq!(scaled.then(moved).upright_bounds(), Some([11.0, 21.0, 13.0, 24.0]));
        assert_eq!(moved.then(scaled).upright_bounds(), Some([21.0, 61.0, 23.0, 64.0]));
        assert_eq!(Matrix::new([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]).upright_bounds(), None);
    }
}
