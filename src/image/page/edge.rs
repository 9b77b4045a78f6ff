//! Edge points of a small picture: where brightness or colour changes fastest, and in which direction.

use crate::image::plane::Plane;

/// A point on an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Columns from the left, to a fraction of a pixel.
    pub x: f32,
    /// Rows from the top.
    pub y: f32,
    /// Direction in which it grows brighter, in radians from the x axis towards the y axis.
    pub angle: f32,
    /// Steps per pixel.
    pub strength: f32,
}

/// Weakest edge, in luma steps per pixel after smoothing: JPEG and sensors leave about one.
const WEAKEST: f32 = 1.2;

/// An edge must stand above the picture's usual gradient by this factor.
const ABOVE_USUAL: f32 = 1.2;

/// Chroma steps are smaller than luma steps for the same difference of colours.
const CHROMA_GAIN: f32 = 1.5;

/// A brightness gradient of this part of the colour's says which side is the brighter one.
const POLARITY_SHARE: f32 = 0.3;

/// Without the care for overflow that makes `hypot` slow.
fn length([x, y]: &[f32; 2]) -> f32 {
    (x * x + y * y).sqrt()
}

/// A gradient field.
struct Gradients {
    width: usize,
    height: usize,
    /// Per pixel: along x, along y.
    steps: Vec<[f32; 2]>,
}

/// The edge points of a picture given as luma and, where known, two chroma planes of the same size.
pub fn edges(luma: &Plane, chroma: Option<[&Plane; 2]>) -> Vec<Edge> {
    let mut field = Gradients::of(luma);
    if let Some(planes) = chroma {
        for plane in planes.into_iter().filter(|plane| (plane.width(), plane.height()) == (luma.width(), luma.height()))
        {
            field.join(&Gradients::of(plane));
        }
    }
    field.crests()
}

impl Gradients {
    fn of(plane: &Plane) -> Self {
        let (width, height) = (plane.width(), plane.height());
        let smooth = smoothed(plane);
        let mut steps = vec![[0.0; 2]; width * height];
        for y in 1..height.saturating_sub(1) {
            let row = |y: usize| smooth.get(y * width..(y + 1) * width).unwrap_or_default();
            let (above, here, below) = (row(y - 1), row(y), row(y + 1));
            let cells = steps.get_mut(y * width + 1..(y + 1) * width - 1).unwrap_or_default();
            let sides = here.windows(3).zip(above.iter().skip(1).zip(below.iter().skip(1)));
            for (cell, (across, (up, down))) in cells.iter_mut().zip(sides) {
                if let [left, _, right] = across {
                    *cell = [(right - left) / 2.0, (down - up) / 2.0];
                }
            }
        }
        Self { width, height, steps }
    }

    /// Takes over the gradients of colour where they are the stronger ones.
    fn join(&mut self, chroma: &Self) {
        for (own, other) in self.steps.iter_mut().zip(&chroma.steps) {
            let other = [other[0] * CHROMA_GAIN, other[1] * CHROMA_GAIN];
            let (a, b) = (length(own), length(&other));
            if b > a {
                let dot = own[0] * other[0] + own[1] * other[1];
                let turned = dot < 0.0 && a > POLARITY_SHARE * b;
                *own = if turned { [-other[0], -other[1]] } else { other };
            }
        }
    }

    fn strength(&self, x: usize, y: usize) -> f32 {
        self.steps.get(y * self.width + x).map_or(0.0, length)
    }

    /// Points whose gradient is the largest along its own direction.
    fn crests(&self) -> Vec<Edge> {
        let weakest = self.usual() * ABOVE_USUAL;
        let mut edges = Vec::new();
        for y in 2..self.height.saturating_sub(2) {
            for x in 2..self.width.saturating_sub(2) {
                let Some(&[dx, dy]) = self.steps.get(y * self.width + x) else { continue };
                let here = length(&[dx, dy]);
                if here < weakest.max(WEAKEST) {
                    continue;
                }
                // The neighbours one step along the gradient.
                let (sx, sy) = match (dx.abs() > 2.4 * dy.abs(), dy.abs() > 2.4 * dx.abs()) {
                    (true, _) => (dx.signum(), 0.0),
                    (_, true) => (0.0, dy.signum()),
                    _ => (dx.signum(), dy.signum()),
                };
                let at = |sign: f32| self.strength((x as f32 + sign * sx) as usize, (y as f32 + sign * sy) as usize);
                let (before, after) = (at(-1.0), at(1.0));
                if here < before || here <= after {
                    continue;
                }
                let bend = before - 2.0 * here + after;
                let shift = if bend < -1e-3 { ((before - after) / (2.0 * bend)).clamp(-0.5, 0.5) } else { 0.0 };
                edges.push(Edge {
                    x: x as f32 + shift * sx,
                    y: y as f32 + shift * sy,
                    angle: dy.atan2(dx),
                    strength: here,
                });
            }
        }
        edges
    }

    /// The median gradient: that of noise and fine texture.
    fn usual(&self) -> f32 {
        let mut strengths: Vec<f32> = self.steps.iter().step_by(3).map(length).collect();
        let middle = strengths.len() / 2;
        if strengths.is_empty() {
            return 0.0;
        }
        *strengths.select_nth_unstable_by(middle, f32::total_cmp).1
    }
}

/// Smoothed by the binomial filter 1 4 6 4 1 in both directions: a Gaussian of one pixel.
fn smoothed(plane: &Plane) -> Vec<f32> {
    let (width, height) = (plane.width(), plane.height());
    let filter = |taps: [f32; 5]| (taps[0] + taps[4] + 4.0 * (taps[1] + taps[3]) + 6.0 * taps[2]) / 16.0;
    let mut rows = Vec::with_capacity(width * height);
    let mut padded = vec![0.0; width + 4];
    for y in 0..height {
        let row = plane.row(y);
        let ends = [row.first().copied().unwrap_or(0), row.last().copied().unwrap_or(0)].map(f32::from);
        for (at, cell) in padded.iter_mut().enumerate() {
            *cell = match at {
                0 | 1 => ends[0],
                _ => row.get(at - 2).map_or(ends[1], |&value| f32::from(value)),
            };
        }
        rows.extend(padded.windows(5).filter_map(|taps| taps.try_into().ok()).map(filter));
    }
    let mut smooth = vec![0.0; width * height];
    for y in 0..height {
        let row = |shift: usize| {
            let y = (y + shift).saturating_sub(2).min(height - 1);
            rows.get(y * width..(y + 1) * width).unwrap_or_default()
        };
        let (a, b, c, d, e) = (row(0), row(1), row(2), row(3), row(4));
        let columns = a.iter().zip(b).zip(c).zip(d).zip(e);
        let target = smooth.get_mut(y * width..(y + 1) * width).unwrap_or_default();
        for (cell, ((((a, b), c), d), e)) in target.iter_mut().zip(columns) {
            *cell = filter([*a, *b, *c, *d, *e]);
        }
    }
    smooth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_an_edge_where_it_is() {
        let pixels = (0..60 * 40).map(|at| if at % 60 < 25 { 60 } else { 180 }).collect();
        let found = edges(&Plane::from_parts(60, 40, pixels), None);
        assert_eq!(found.len(), 36);
        assert!(found.iter().all(|edge| (edge.x - 24.5).abs() < 0.6 && edge.angle.abs() < 0.01), "{found:?}");
    }

    #[test]
    fn colour_alone_makes_an_edge() {
        let grey = Plane::from_parts(60, 40, vec![120; 2400]);
        let tint = Plane::from_parts(60, 40, (0..2400).map(|at| if at / 60 < 20 { 110 } else { 140 }).collect());
        assert!(edges(&grey, None).is_empty());
        assert_eq!(edges(&grey, Some([&tint, &grey])).len(), 56);
    }

    #[test]
    fn nothing_breaks_on_tiny_pictures() {
        for side in 0..6 {
            assert!(edges(&Plane::from_parts(side, side, vec![7; side * side]), None).is_empty());
        }
    }
}
