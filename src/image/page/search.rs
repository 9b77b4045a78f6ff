//! The four lines that are most likely the sides of a document.

use super::candidate::{Candidate, is_near};
use super::homography::Homography;
use super::line::{Line, Origin, wrapped};
use super::quad::{Point, Quad, distance};
use super::segmentation::Segmentation;
use super::zone::Format;
use std::f32::consts::PI;

/// Share of a document's side that shows an edge, usually: light paper on a light table and fingers leave gaps.
const SHOWN: f32 = 0.8;
/// Least share of it.
const LEAST_SHOWN: f32 = 0.5;
/// What a side on the picture's border costs, as a share of its length in nats: it is no evidence.
const FRAME_COST: f32 = 0.15;
/// The same of a side that shows no edge at all, where the page seems to end.
const SEEN_COST: f32 = 0.3;
/// The last part of a side before the picture's border, and how much of it must show an edge.
const LAST_PART: f32 = 0.12;
const LAST_SHOWN: f32 = 0.6;
/// A line that goes on behind the corner for this share of the side is a line of the table.
const BEYOND: f32 = 0.15;
/// What a side costs whose brighter side is another one than the other sides', in nats for each pixel: most pages are
/// lighter than the table on all sides, and the outer edge of a shadow is not.
const MIXED_COST: f32 = 0.4;
/// What a picture adds that has a document's very shape, in nats for each pixel of its border: a scan.
const SCAN_GAIN: f32 = 3.0;
/// How exactly, as a logarithm.
const SCAN_SPREAD: f32 = 0.012;
/// Candidates that are compared with what looks like a page.
const MOST_COMPARED: usize = 400;
/// What it costs to cover something else, in nats for each pixel of the picture's border and each factor of e by which the overlap
/// falls short, and the overlap from which nothing is left to lose.
const OVERLAP_GAIN: f32 = 1.6;
const LEAST_OVERLAP: f32 = 0.02;
/// Shortest side as a share of the picture's short side.
const MIN_SIDE: f32 = 0.08;
/// Sharpest angle between two sides, in radians (34 degrees), and most by which opposite sides are not parallel (60 degrees): beyond,
/// no print can be read.
const MIN_CORNER: f32 = 0.6;
const MAX_SLANT: f32 = 1.05;
/// What a shape costs that is off by so much as documents scatter, in nats for each pixel of the sides; for a page that is cut.
const SHAPE_COST: f32 = 0.09;
const CUT_SHAPE_COST: f32 = 0.04;
/// What a tilt costs that is as large as those of hands that hold a phone over a table, in degrees, in nats for each pixel of the sides,
/// and how many times as much at most: pages lie flat more often than other things' edges meet theirs.
const TILT_COST: f32 = 0.2;
const TILT_SPREAD: f32 = 20.0;
const MOST_TILT: f32 = 2.0;
/// How far measured aspects scatter, as a logarithm.
const ASPECT_SPREAD: f32 = 0.06;

/// The best candidates, the best first, no two nearly the same.
///
/// `strict` asks of a page that is cut that its sides go on up to the picture's border.
pub fn candidates(
    lines: &[Line],
    seen: Option<&Segmentation>,
    [width, height]: [usize; 2],
    most: usize,
    strict: bool,
) -> Vec<Candidate> {
    let search = Search { lines, width: width as f32 - 1.0, height: height as f32 - 1.0, strict };
    let mut found: Vec<Candidate> = Vec::new();
    let opposites = search.opposites();
    for (index, &(a, c)) in opposites.iter().enumerate() {
        for &(b, d) in opposites.iter().skip(index + 1) {
            if let Some(candidate) = search.judge([a, b, c, d]) {
                found.push(candidate);
            }
        }
    }
    if let Some(seen) = seen {
        let border = 2.0 * (search.width + search.height);
        let gain = |overlap: f32| OVERLAP_GAIN * border * overlap.max(LEAST_OVERLAP).ln();
        // No overlap is larger than the ratio of both areas, which costs little to know: tiles of a floor have many sides.
        for candidate in &mut found {
            candidate.overlap = seen.most_overlap(candidate.share);
        }
        found.sort_by(|a, b| (b.score + gain(b.overlap)).total_cmp(&(a.score + gain(a.overlap))));
        found.truncate(MOST_COMPARED);
        for candidate in &mut found {
            candidate.overlap = seen.overlap(&candidate.quad.unit(width, height));
            candidate.score += gain(candidate.overlap);
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Candidate> = Vec::new();
    let same = 0.02 * search.width.hypot(search.height);
    for candidate in found {
        if kept.len() == most {
            break;
        }
        if !kept.iter().any(|known| is_near(&known.quad, &candidate.quad, same)) {
            kept.push(candidate);
        }
    }
    kept
}

struct Search<'a> {
    lines: &'a [Line],
    width: f32,
    height: f32,
    strict: bool,
}

impl Search<'_> {
    /// Pairs of lines that may be opposite sides.
    fn opposites(&self) -> Vec<(&Line, &Line)> {
        let least = MIN_SIDE * self.width.min(self.height);
        let center = [self.width / 2.0, self.height / 2.0];
        let mut pairs = Vec::new();
        for (index, a) in self.lines.iter().enumerate() {
            for b in self.lines.iter().skip(index + 1) {
                let turn = wrapped(2.0 * (a.angle - b.angle)).abs() / 2.0;
                // Both seen from the middle of the picture.
                let from_center = |line: &Line| {
                    let [x, y] = line.normal();
                    line.offset - x * center[0] - y * center[1]
                };
                let facing = if wrapped(a.angle - b.angle).abs() > PI / 2.0 { -1.0 } else { 1.0 };
                let apart = (from_center(a) - facing * from_center(b)).abs();
                if turn < MAX_SLANT && apart > least {
                    pairs.push((a, b));
                }
            }
        }
        pairs
    }

    fn judge(&self, sides: [&Line; 4]) -> Option<Candidate> {
        let [a, b, c, d] = sides;
        if wrapped(2.0 * (a.angle - b.angle)).abs() / 2.0 < MIN_CORNER {
            return None;
        }
        let corners = [d.meets(a)?, a.meets(b)?, b.meets(c)?, c.meets(d)?];
        let mut quad = Quad(corners);
        let mut sides = sides;
        if quad.area() < 0.0 {
            let [p, q, r, s] = quad.0;
            quad = Quad([p, s, r, q]);
            sides = [d, c, b, a];
        }
        let least = MIN_SIDE * self.width.min(self.height);
        if !quad.is_convex() || quad.lengths().iter().any(|length| *length < least) {
            return None;
        }
        // Some of it may lie outside, but not most of it.
        let shown = quad.area_inside(self.width, self.height);
        if shown < 0.6 * quad.area() {
            return None;
        }
        let mut score = 0.0;
        let mut support = [None; 4];
        let middle = quad.middle();
        // Lengths of the sides whose brighter side is the inner one, and of the others.
        let mut brighter = [0.0_f32; 2];
        for ((line, ends), share) in sides.iter().zip(quad.sides()).zip(&mut support) {
            let (gain, shown) = self.side(line, ends)?;
            score += gain;
            *share = shown;
            if line.origin == Origin::Edges {
                let [x, y] = line.normal();
                let inner = x * middle[0] + y * middle[1] > line.offset;
                let [within, without] = &mut brighter;
                *(if inner { within } else { without }) += distance(ends[0], ends[1]);
            }
        }
        score -= MIXED_COST * brighter[0].min(brighter[1]);
        if self.strict && !Self::reach_the_border(&sides, &quad) {
            return None;
        }
        if support.iter().flatten().count() < 2 && support.iter().any(Option::is_some) {
            return None;
        }
        let center = [self.width / 2.0, self.height / 2.0];
        let (card, passport) = (Format::Td1.aspect(), Format::Td3.aspect());
        let shapes = [card, passport, 1.0 / card, 1.0 / passport];
        let map = Homography::to_quad(&quad)?;
        let (focal, off) = map.lens(self.width.max(self.height), center, &shapes);
        let perimeter: f32 = quad.lengths().iter().sum();
        // A page that is cut may have any shape.
        let whole = support.iter().all(Option::is_some);
        let weight = if whole { SHAPE_COST } else { CUT_SHAPE_COST };
        score -= weight * perimeter * (off / ASPECT_SPREAD).powi(2).min(9.0);
        let tilt = map.tilt(focal, center);
        score -= TILT_COST * perimeter * (tilt / TILT_SPREAD).powi(2).min(MOST_TILT);
        if sides.iter().all(|side| side.origin == Origin::Frame) {
            score += SCAN_GAIN * perimeter * (-(off / SCAN_SPREAD).powi(2) / 2.0).exp();
        }
        // A longer side shows an edge by chance as seldom as a shorter one twice: between the sum and the mean.
        let border = 2.0 * (self.width + self.height);
        score *= (border / perimeter).sqrt();
        let share = shown / (self.width * self.height).max(1.0);
        Some(Candidate { quad, score, support, share, overlap: 1.0 })
    }

    /// Whether the sides beside one that is the picture's border go on up to it: a page that ends before is not cut there.
    fn reach_the_border(sides: &[&Line; 4], quad: &Quad) -> bool {
        let corners = quad.0.iter().zip(sides.iter().cycle().skip(3)).zip(sides);
        let mut ends = corners.zip(quad.0.iter().cycle().skip(3)).zip(quad.0.iter().cycle().skip(1));
        ends.all(|((((corner, before), after), previous), next)| {
            let (line, other) = match (before.origin, after.origin) {
                (Origin::Frame, Origin::Edges) => (after, next),
                (Origin::Edges, Origin::Frame) => (before, previous),
                _ => return true,
            };
            let (at, end) = (line.place(*corner), line.place(*other));
            let step = (end - at) * LAST_PART;
            line.hits(at, at + step) >= LAST_SHOWN * step.abs()
        })
    }

    /// What one side adds, and the share of it that shows an edge; `None` where too little does.
    fn side(&self, line: &Line, [from, to]: [Point; 2]) -> Option<(f32, Option<f32>)> {
        let (start, end) = self.clipped(from, to)?;
        let whole = distance(from, to);
        let length = distance(start, end);
        if length < 0.3 * whole {
            return None;
        }
        match line.origin {
            Origin::Frame => return Some((-FRAME_COST * length, None)),
            Origin::Seen => return Some((-SEEN_COST * length, Some(0.0))),
            Origin::Edges => {}
        }
        let hits = line.hits(line.place(start), line.place(end)).min(length);
        let share = hits / length.max(1.0);
        if share < LEAST_SHOWN {
            return None;
        }
        let chance = line.chance.min(SHOWN - 0.1);
        let (gain, loss) = ((SHOWN / chance).ln(), ((1.0 - chance) / (1.0 - SHOWN)).ln());
        let mut sum = hits * gain - (length - hits) * loss;
        // Behind both corners there should be nothing.
        let (a, b) = (line.place(from), line.place(to));
        let direction = (b - a).signum();
        for (corner, place, sign) in [(from, a, -direction), (to, b, direction)] {
            if self.is_inside(corner) {
                let step = BEYOND * whole;
                let more = line.hits(place + sign * 3.0, place + sign * (3.0 + step));
                sum -= more * gain * 0.7;
            }
        }
        Some((sum, Some(share)))
    }

    fn is_inside(&self, [x, y]: Point) -> bool {
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }

    /// The part of a segment inside the picture (Liang-Barsky).
    fn clipped(&self, from: Point, to: Point) -> Option<(Point, Point)> {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
        // A side along the border lies on it up to rounding.
        const SLACK: f32 = 1.5;
        for (step, room) in [
            (-dx, from[0] + SLACK),
            (dx, self.width + SLACK - from[0]),
            (-dy, from[1] + SLACK),
            (dy, self.height + SLACK - from[1]),
        ] {
            if step.abs() < 1e-6 {
                if room < 0.0 {
                    return None;
                }
            } else if step < 0.0 {
                enter = enter.max(room / step);
            } else {
                leave = leave.min(room / step);
            }
        }
        let at = |part: f32| [from[0] + part * dx, from[1] + part * dy];
        (enter < leave).then(|| (at(enter), at(leave)))
    }
}
