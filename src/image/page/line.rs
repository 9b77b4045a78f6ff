//! Straight lines through edge points (R. Duda and P. Hart, "Use of the Hough transformation to detect lines and curves in
//! pictures", 1972), told apart by which side is brighter: both edges of a stroke of print would else make one strong line.

use super::board::Board;
use super::edge::Edge;
use super::quad::Point;
use std::f32::consts::{PI, TAU};

/// A line `x cos(angle) + y sin(angle) = offset`, its normal pointing to the brighter side, and where edges lie on it.
#[derive(Clone, Debug)]
pub struct Line {
    pub angle: f32,
    pub offset: f32,
    pub origin: Origin,
    /// Share of chance hits among places of such a direction.
    pub chance: f32,
    /// How many of the places up to this one have an edge; one place a pixel along the line.
    hits: Vec<u16>,
}

/// Where a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Edges in the picture.
    Edges,
    /// The border of the picture.
    Frame,
    /// The end of what looks like a page, without an edge there.
    Seen,
}

/// Directions that are told apart, of the full circle.
pub const ANGLES: usize = 360;
/// Pixels of a bin of offsets.
pub const BIN: f32 = 2.0;
/// Edges count by their strength up to this many luma steps a pixel: one strong edge is no line.
pub const STRONG: f32 = 10.0;
/// An edge lies on a line within this many pixels and radians.
const NEAR: f32 = 1.6;
const ALONG: f32 = 0.22;

impl Line {
    /// Adds, of edges that are sorted by direction, the lines with the most votes, at most `most` of them, to those known, with this share of the picture's short side in votes; every edge votes with its `weight`, 0 to 1.
    pub fn add_strongest(
        lines: &mut Vec<Self>,
        edges: &[Edge],
        weight: impl Fn(&Edge) -> f32,
        [width, height]: [usize; 2],
        (most, votes): (usize, f32),
    ) {
        let board = Board::of(edges, weight, width, height);
        let fewest = votes * width.min(height) as f32;
        for (angle, offset) in board.peaks(most, fewest) {
            if lines.iter().any(|known| known.is_as_rough_as(angle, offset)) {
                continue;
            }
            if let Some(line) = Self::fitted(edges, angle, offset, width, height)
                && !lines.iter().any(|known| known.is_near(&line))
            {
                lines.push(line);
            }
        }
    }

    /// The four borders of the picture: left, top, right, bottom.
    pub fn frame(width: usize, height: usize) -> [Self; 4] {
        let (right, bottom) = (width as f32 - 1.0, height as f32 - 1.0);
        [(0.0, 0.0), (PI / 2.0, 0.0), (0.0, right), (PI / 2.0, bottom)].map(|(angle, offset)| Self {
            angle,
            offset,
            origin: Origin::Frame,
            chance: 0.0,
            hits: Vec::new(),
        })
    }

    /// A line through two points of a clockwise outline, its inner side the brighter one.
    pub fn through([a, b]: [Point; 2]) -> Self {
        let angle = wrapped((b[1] - a[1]).atan2(b[0] - a[0]) + PI / 2.0);
        let (sine, cosine) = angle.sin_cos();
        Self { angle, offset: a[0] * cosine + a[1] * sine, origin: Origin::Seen, chance: 0.0, hits: Vec::new() }
    }

    /// The normal's direction.
    pub fn normal(&self) -> Point {
        let (sine, cosine) = self.angle.sin_cos();
        [cosine, sine]
    }

    /// Where a point stands along the line.
    pub fn place(&self, [x, y]: Point) -> f32 {
        let (sine, cosine) = self.angle.sin_cos();
        y * cosine - x * sine
    }

    /// The intersection of two lines; `None` for parallels.
    pub fn meets(&self, other: &Self) -> Option<Point> {
        let ([a, b], [c, d]) = (self.normal(), other.normal());
        let det = a * d - b * c;
        (det.abs() > 0.05)
            .then(|| [(self.offset * d - other.offset * b) / det, (other.offset * a - self.offset * c) / det])
    }

    /// How many of the pixels between two places have an edge.
    pub fn hits(&self, from: f32, to: f32) -> f32 {
        let middle = (self.hits.len() / 2) as f32;
        let last = self.hits.len().saturating_sub(1) as f32;
        let count = |place: f32| {
            let at = (place + middle).clamp(0.0, last) as usize;
            self.hits.get(at).copied().map_or(0.0, f32::from)
        };
        (count(from.max(to)) - count(from.min(to))).max(0.0)
    }

    /// Whether a line that is only known in bins is this one.
    fn is_as_rough_as(&self, angle: f32, offset: f32) -> bool {
        self.origin == Origin::Edges
            && wrapped(self.angle - angle).abs() < 1.5 * TAU / ANGLES as f32
            && (self.offset - offset).abs() < 1.5 * BIN
    }

    fn is_near(&self, other: &Self) -> bool {
        let turn = wrapped(self.angle - other.angle).abs();
        turn < 0.035 && (self.offset - other.offset).abs() < BIN
    }

    /// Fits a line to the edges near a rough one by weighted total least squares, twice, and counts what lies on it.
    fn fitted(edges: &[Edge], mut angle: f32, mut offset: f32, width: usize, height: usize) -> Option<Self> {
        let mut near: Vec<Edge> = Vec::new();
        for (reach, turn) in [(3.5_f32, 0.3_f32), (2.0, ALONG)] {
            let (sine, cosine) = angle.sin_cos();
            near.clear();
            near.extend(turned_to(edges, angle, turn).filter(|edge| {
                (edge.x * cosine + edge.y * sine - offset).abs() < reach && wrapped(edge.angle - angle).abs() < turn
            }));
            let mut sums = [0.0_f32; 6];
            for edge in &near {
                let weight = edge.strength.min(STRONG);
                let terms = [1.0, edge.x, edge.y, edge.x * edge.x, edge.x * edge.y, edge.y * edge.y];
                sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += weight * term);
            }
            let [n, x, y, xx, xy, yy] = sums;
            if n <= 0.0 {
                return None;
            }
            let (mx, my) = (x / n, y / n);
            let (cxx, cxy, cyy) = (xx / n - mx * mx, xy / n - mx * my, yy / n - my * my);
            // The normal is the direction of least spread.
            let fitted = (2.0 * cxy).atan2(cxx - cyy) / 2.0 + PI / 2.0;
            let fitted = if wrapped(fitted - angle).abs() > PI / 2.0 { fitted + PI } else { fitted };
            if wrapped(fitted - angle).abs() > 0.12 {
                return None;
            }
            angle = wrapped(fitted);
            let (sine, cosine) = angle.sin_cos();
            offset = mx * cosine + my * sine;
        }
        let mut line = Self { angle, offset, origin: Origin::Edges, chance: 0.0, hits: Vec::new() };
        line.count(edges, width, height);
        Some(line)
    }

    /// Counts the places that have an edge, and on parallels beside it how often chance does.
    fn count(&mut self, edges: &[Edge], width: usize, height: usize) {
        let reach = width.hypot(height);
        let mut on = vec![false; 2 * reach + 1];
        let mut beside = 0.0;
        let (sine, cosine) = self.angle.sin_cos();
        for edge in turned_to(edges, self.angle, ALONG) {
            let distance = (edge.x * cosine + edge.y * sine - self.offset).abs();
            let turn = wrapped(edge.angle - self.angle).abs();
            if turn < ALONG && distance < NEAR {
                let at = (edge.y * cosine - edge.x * sine + reach as f32) as usize;
                for place in at.saturating_sub(1)..=at + 1 {
                    if let Some(place) = on.get_mut(place) {
                        *place = true;
                    }
                }
            } else if turn < ALONG && distance < BESIDE {
                beside += 1.0;
            }
        }
        // An edge covers up to three places, in a band of twice NEAR.
        let length = width.min(height) as f32;
        self.chance = (beside * 2.0 * NEAR / (BESIDE - NEAR) / length).clamp(0.02, 0.6);
        let mut sum = 0_u16;
        self.hits = on
            .into_iter()
            .map(|hit| {
                sum = sum.saturating_add(u16::from(hit));
                sum
            })
            .collect();
    }
}

/// Edges whose direction may be this one or differ by `most`, of edges sorted by direction.
fn turned_to(edges: &[Edge], angle: f32, most: f32) -> impl Iterator<Item = &Edge> {
    let (angle, slack) = (wrapped(angle), most + 1e-3);
    let from = |low: f32, high: f32| {
        let start = edges.partition_point(|edge| edge.angle < low);
        let end = edges.partition_point(|edge| edge.angle <= high);
        edges.get(start..end.max(start)).unwrap_or_default().iter()
    };
    // Directions close to a half turn lie at both ends.
    let (low, high) = (angle - slack, angle + slack);
    from(low, high).chain(if low < -PI { from(low + TAU, f32::INFINITY) } else { [].iter() }).chain(if high > PI {
        from(f32::NEG_INFINITY, high - TAU)
    } else {
        [].iter()
    })
}

trait Hypot {
    fn hypot(self, other: Self) -> Self;
}

impl Hypot for usize {
    fn hypot(self, other: Self) -> Self {
        (self as f32).hypot(other as f32).ceil() as Self
    }
}

/// Pixels to either side in which chance hits are counted.
const BESIDE: f32 = 16.0;

/// An angle in -pi..pi.
pub(super) fn wrapped(angle: f32) -> f32 {
    let turned = angle.rem_euclid(TAU);
    if turned > PI { turned - TAU } else { turned }
}

#[cfg(test)]
mod tests {
    use super::super::edge::edges;
    use super::*;
    use crate::image::plane::Plane;

    #[test]
    fn the_sides_of_a_turned_rectangle() {
        let (sine, cosine) = 0.3_f32.sin_cos();
        let pixel = |at: usize| {
            let (x, y) = ((at % 300) as f32 - 150.0, (at / 300) as f32 - 100.0);
            let (u, v) = (x * cosine + y * sine, y * cosine - x * sine);
            if u.abs() < 90.0 && v.abs() < 60.0 { 200 } else { 60 }
        };
        let plane = Plane::from_parts(300, 200, (0..300 * 200).map(pixel).collect());
        let mut lines = Vec::new();
        let mut edges = edges(&plane, None);
        edges.sort_by(|a, b| a.angle.total_cmp(&b.angle));
        Line::add_strongest(&mut lines, &edges, |_| 1.0, [300, 200], (20, 0.1));
        assert_eq!(lines.len(), 4, "{lines:?}");
        for line in &lines {
            let away = line.offset - (150.0 * line.angle.cos() + 100.0 * line.angle.sin());
            let wanted = if wrapped(2.0 * (line.angle - 0.3)).abs() < 0.1 { 90.0 } else { 60.0 };
            assert!((away.abs() - wanted).abs() < 1.0, "{line:?}");
            let (from, to) = (-500.0, 500.0);
            assert!(line.hits(from, to) > 1.9 * (150.0 - wanted), "{}", line.hits(from, to));
        }
    }
}
