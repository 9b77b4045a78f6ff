//! The projective map between a flat page and its picture.

use super::quad::{Point, Quad};

/// Maps the unit square to a quadrilateral, and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Homography {
    /// Rows of the 3 x 3 matrix for homogeneous coordinates.
    forward: [[f64; 3]; 3],
    backward: [[f64; 3]; 3],
}

impl Homography {
    /// The unit square onto a whole picture.
    #[must_use]
    pub fn scaling(width: f32, height: f32) -> Self {
        let (width, height) = (f64::from(width.max(1.0)), f64::from(height.max(1.0)));
        Self {
            forward: [[width, 0.0, -0.5], [0.0, height, -0.5], [0.0, 0.0, 1.0]],
            backward: [[1.0 / width, 0.0, 0.5 / width], [0.0, 1.0 / height, 0.5 / height], [0.0, 0.0, 1.0]],
        }
    }

    /// From the unit square, its corner (0, 0) to the first corner and (1, 0) to the second; `None` where three corners lie
    /// on a line (Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, §2.2.3).
    #[must_use]
    pub fn to_quad(quad: &Quad) -> Option<Self> {
        let [p0, p1, p2, p3] = quad.0.map(|[x, y]| [f64::from(x), f64::from(y)]);
        let (sx, sy) = (p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]);
        let (dx1, dx2) = (p1[0] - p2[0], p3[0] - p2[0]);
        let (dy1, dy2) = (p1[1] - p2[1], p3[1] - p2[1]);
        let det = dx1 * dy2 - dx2 * dy1;
        if det.abs() < 1e-9 {
            return None;
        }
        let g = (sx * dy2 - dx2 * sy) / det;
        let h = (dx1 * sy - sx * dy1) / det;
        let forward = [
            [p1[0] - p0[0] + g * p1[0], p3[0] - p0[0] + h * p3[0], p0[0]],
            [p1[1] - p0[1] + g * p1[1], p3[1] - p0[1] + h * p3[1], p0[1]],
            [g, h, 1.0],
        ];
        Some(Self { forward, backward: inverse(&forward)? })
    }

    /// From the unit square to the picture.
    #[must_use]
    pub fn apply(&self, point: Point) -> Point {
        apply(&self.forward, point)
    }

    /// The pictures of `count` points from one point of the unit square to another, evenly spaced there.
    pub fn row(&self, start: Point, end: Point, count: usize) -> impl Iterator<Item = Point> + use<> {
        let project = |[x, y]: Point| {
            let (x, y) = (f64::from(x), f64::from(y));
            self.forward.map(|row| (row[0] * x + row[1] * y + row[2]) as f32)
        };
        // Numerators and denominator are linear along a line.
        let (from, to) = (project(start), project(end));
        let steps = count.saturating_sub(1).max(1) as f32;
        let step = [(to[0] - from[0]) / steps, (to[1] - from[1]) / steps, (to[2] - from[2]) / steps];
        (0..count).map(move |at| {
            let at = at as f32;
            let scale = 1.0 / (from[2] + at * step[2]);
            [(from[0] + at * step[0]) * scale, (from[1] + at * step[1]) * scale]
        })
    }

    /// From the picture to the unit square.
    #[must_use]
    pub fn back(&self, point: Point) -> Point {
        apply(&self.backward, point)
    }

    /// The page's width by its height, for a camera of this focal length (in the picture's units) whose axis goes through
    /// `center`: the columns of the calibrated matrix are the page's sides up to one factor (Zhang and He, "Whiteboard
    /// scanning and image enhancement", 2007, §3).
    #[must_use]
    pub fn aspect(&self, focal: f32, center: Point) -> f32 {
        let [u, v] = self.calibrated(focal, center);
        let length = |v: [f64; 3]| (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]).sqrt();
        (length(u) / length(v).max(1e-12)) as f32
    }

    /// The angle between the page's normal and the camera's axis, in degrees.
    #[must_use]
    pub fn tilt(&self, focal: f32, center: Point) -> f32 {
        let [u, v] = self.calibrated(focal, center);
        let normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
        let length = (normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]).sqrt();
        (normal[2].abs() / length.max(1e-12)).clamp(0.0, 1.0).acos().to_degrees() as f32
    }

    /// The usual focal length, in units of `long`, with which the page has one of these shapes best, and how far it is off, as a
    /// logarithm: a page's shape is known, the lens is not.
    #[must_use]
    pub fn lens(&self, long: f32, center: Point, shapes: &[f32]) -> (f32, f32) {
        // From 24 mm to 100 mm on a frame 36 mm wide.
        const LENSES: [f32; 6] = [0.67, 0.85, 1.1, 1.5, 2.0, 2.8];
        let aspects = LENSES.map(|lens| self.aspect(lens * long, center));
        let mut best = (long, f32::INFINITY);
        for shape in shapes {
            let offs = aspects.map(|aspect| (aspect / shape).ln());
            for (at, (lens, off)) in LENSES.iter().zip(offs).enumerate() {
                if off.abs() < best.1 {
                    best = (lens * long, off.abs());
                }
                // A shape between two lenses' is that of one between them.
                if let (Some(next), Some(other)) = (LENSES.get(at + 1), offs.get(at + 1))
                    && off * other < 0.0
                {
                    return (lens * (next / lens).powf(off / (off - other)) * long, 0.0);
                }
            }
        }
        best
    }

    fn calibrated(&self, focal: f32, center: Point) -> [[f64; 3]; 2] {
        let (focal, cx, cy) = (f64::from(focal), f64::from(center[0]), f64::from(center[1]));
        let [x, y, w] = self.forward;
        let column = |at: usize| {
            let value = |row: [f64; 3]| row.get(at).copied().unwrap_or_default();
            [(value(x) - cx * value(w)) / focal, (value(y) - cy * value(w)) / focal, value(w)]
        };
        [column(0), column(1)]
    }
}

fn apply(matrix: &[[f64; 3]; 3], [x, y]: Point) -> Point {
    let (x, y) = (f64::from(x), f64::from(y));
    let [a, b, c] = matrix.map(|row| row[0] * x + row[1] * y + row[2]);
    let c = if c.abs() < 1e-12 { 1e-12 } else { c };
    [(a / c) as f32, (b / c) as f32]
}

/// By the adjugate.
fn inverse(matrix: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let [[a, b, c], [d, e, f], [g, h, i]] = *matrix;
    let det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    if det.abs() < 1e-12 {
        return None;
    }
    let adjugate = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ];
    Some(adjugate.map(|row| row.map(|value| value / det)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_meet_and_return() {
        let quad = Quad([[10.0, 12.0], [90.0, 20.0], [80.0, 70.0], [15.0, 60.0]]);
        let map = Homography::to_quad(&quad).unwrap();
        for (unit, corner) in [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].into_iter().zip(quad.0) {
            let [x, y] = map.apply(unit);
            assert!((x - corner[0]).abs() < 1e-3 && (y - corner[1]).abs() < 1e-3);
            let [u, v] = map.back(corner);
            assert!((u - unit[0]).abs() < 1e-4 && (v - unit[1]).abs() < 1e-4);
        }
        assert_eq!(Homography::to_quad(&Quad([[0.0, 0.0]; 4])), None);
    }

    #[test]
    fn aspect_and_tilt_of_a_tilted_page() {
        // A page of 3 by 2 units at a distance of 6, tilted about the x axis, seen with a focal length of 100.
        for degrees in [0.0_f32, 20.0, 40.0] {
            let (sine, cosine) = degrees.to_radians().sin_cos();
            let see = |x: f32, y: f32| {
                let depth = 6.0 + y * sine;
                [100.0 * x / depth, 100.0 * y * cosine / depth]
            };
            let quad = Quad([see(-1.5, -1.0), see(1.5, -1.0), see(1.5, 1.0), see(-1.5, 1.0)]);
            let map = Homography::to_quad(&quad).unwrap();
            assert!((map.aspect(100.0, [0.0, 0.0]) - 1.5).abs() < 1e-3);
            assert!((map.tilt(100.0, [0.0, 0.0]) - degrees).abs() < 0.1);
        }
    }
}
