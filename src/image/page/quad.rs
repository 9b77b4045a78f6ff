//! Four corners.

/// A point as (x, y), in the units of its context.
pub type Point = [f32; 2];

/// Four corners in clockwise order as seen on the screen: top left, top right, bottom right, bottom left of what they show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quad(pub [Point; 4]);

impl Quad {
    /// An upright rectangle.
    #[must_use]
    pub const fn rectangle(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self([[left, top], [right, top], [right, bottom], [left, bottom]])
    }

    /// The four sides: top, right, bottom, left.
    #[must_use]
    pub fn sides(&self) -> [[Point; 2]; 4] {
        let [a, b, c, d] = self.0;
        [[a, b], [b, c], [c, d], [d, a]]
    }

    /// The lengths of the four sides.
    #[must_use]
    pub fn lengths(&self) -> [f32; 4] {
        self.sides().map(|[a, b]| distance(a, b))
    }

    /// The enclosed area (shoelace formula), negative where the corners run counter-clockwise.
    #[must_use]
    pub fn area(&self) -> f32 {
        self.sides().iter().map(|[a, b]| a[0] * b[1] - b[0] * a[1]).sum::<f32>() / 2.0
    }

    /// The least and the largest coordinates of the corners, as far as they lie in the unit square.
    #[must_use]
    pub fn bounds(&self) -> (Point, Point) {
        let clamped = self.map(|[x, y]| [x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)]).0;
        let low = clamped.iter().fold([1.0_f32; 2], |low, [x, y]| [low[0].min(*x), low[1].min(*y)]);
        let high = clamped.iter().fold([0.0_f32; 2], |high, [x, y]| [high[0].max(*x), high[1].max(*y)]);
        (low, high)
    }

    /// The mean of the corners.
    #[must_use]
    pub fn middle(&self) -> Point {
        let sum = self.0.iter().fold([0.0, 0.0], |sum, corner| [sum[0] + corner[0], sum[1] + corner[1]]);
        [sum[0] / 4.0, sum[1] / 4.0]
    }

    /// How far a direction points from the lower side to the upper one: its length where it does exactly.
    #[must_use]
    pub fn upwards(&self, [x, y]: Point) -> f32 {
        let [a, b, c, d] = self.0;
        let (up_x, up_y) = (a[0] + b[0] - c[0] - d[0], a[1] + b[1] - c[1] - d[1]);
        (x * up_x + y * up_y) / up_x.hypot(up_y).max(f32::MIN_POSITIVE)
    }

    /// Whether every corner turns the same way, by more than a little.
    #[must_use]
    pub fn is_convex(&self) -> bool {
        const SLIGHT: f32 = 0.1;
        let sides = self.sides();
        sides.iter().zip(sides.iter().cycle().skip(1)).all(|([a, b], [_, c])| {
            let (ux, uy, vx, vy) = (b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]);
            ux * vy - uy * vx > SLIGHT * ux.hypot(uy) * vx.hypot(vy)
        })
    }

    /// Whether a point lies inside.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.sides().iter().all(|[a, b]| (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) >= 0.0)
    }

    /// The corners renamed: the page is turned clockwise by so many quarters.
    #[must_use]
    pub fn turned(&self, quarters: usize) -> Self {
        let mut corners = self.0;
        corners.rotate_left(quarters % 4);
        Self(corners)
    }

    /// Every corner mapped.
    #[must_use]
    pub fn map(&self, change: impl FnMut(Point) -> Point) -> Self {
        Self(self.0.map(change))
    }

    /// A quad of pixel positions in fractions of a picture of this size.
    #[must_use]
    pub fn unit(&self, width: usize, height: usize) -> Self {
        self.map(|[x, y]| [(x + 0.5) / width as f32, (y + 0.5) / height as f32])
    }

    /// The part inside a frame from the origin (Sutherland-Hodgman), as an area.
    #[must_use]
    pub fn area_inside(&self, width: f32, height: f32) -> f32 {
        let mut corners = self.0.to_vec();
        let cuts: [(usize, f32, f32); 4] = [(0, 1.0, 0.0), (0, -1.0, -width), (1, 1.0, 0.0), (1, -1.0, -height)];
        for (axis, sign, limit) in cuts {
            let depth = |point: &Point| sign * point.get(axis).copied().unwrap_or_default() - limit;
            let mut kept = Vec::with_capacity(corners.len() + 1);
            for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
                let (a, b) = (depth(from), depth(to));
                if a >= 0.0 {
                    kept.push(*from);
                }
                if (a < 0.0) != (b < 0.0) {
                    let part = a / (a - b);
                    kept.push([from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
                }
            }
            corners = kept;
        }
        let pairs = corners.iter().zip(corners.iter().cycle().skip(1));
        pairs.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f32>() / 2.0
    }
}

/// The distance of two points.
pub(super) fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas() {
        let page = Quad::rectangle(-10.0, 0.0, 10.0, 10.0);
        assert_eq!((page.area(), page.area_inside(100.0, 5.0)), (200.0, 50.0));
        assert!(page.is_convex() && page.contains([0.0, 5.0]) && !page.contains([0.0, 11.0]));
        assert!(!Quad([[0.0, 0.0], [10.0, 0.0], [2.0, 2.0], [0.0, 10.0]]).is_convex());
    }

    #[test]
    fn turning_renames_corners() {
        let page = Quad::rectangle(0.0, 0.0, 4.0, 2.0);
        assert_eq!(page.turned(1).0[0], [4.0, 0.0]);
        assert_eq!(page.turned(4), page);
    }
}
