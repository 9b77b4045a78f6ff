//! Votes of edges for lines, by direction and offset (the accumulator of a Hough transform).

use super::edge::Edge;
use super::line::{ANGLES, BIN, STRONG, wrapped};
use super::quad::Point;
use std::f32::consts::TAU;

/// A point votes for directions this many bins to either side of its own.
const SPREAD: i32 = 3;
/// Two lines of one bundle lie within this many bins.
const SAME_ANGLE: i32 = 4;
const SAME_OFFSET: i32 = 2;

/// The votes, one row of offsets for each direction.
pub struct Board {
    offsets: usize,
    center: Point,
    votes: Vec<f32>,
}

impl Board {
    /// All edges vote, each with its `weight`, 0 to 1.
    pub fn of(edges: &[Edge], weight: impl Fn(&Edge) -> f32, width: usize, height: usize) -> Self {
        let center = [width as f32 / 2.0, height as f32 / 2.0];
        let offsets = (center[0].hypot(center[1]) * 2.0 / BIN) as usize + 3;
        let mut votes = vec![0.0_f32; ANGLES * offsets];
        let directions: Vec<Point> =
            (0..ANGLES).map(|bin| (bin as f32 * TAU / ANGLES as f32).sin_cos()).map(|(s, c)| [c, s]).collect();
        for edge in edges {
            let weight = (edge.strength / STRONG).min(1.0) * weight(edge);
            if weight <= 0.0 {
                continue;
            }
            let own = (edge.angle.rem_euclid(TAU) * ANGLES as f32 / TAU).round() as i32;
            let (x, y) = (edge.x - center[0], edge.y - center[1]);
            for bin in own - SPREAD..=own + SPREAD {
                let bin = bin.rem_euclid(ANGLES as i32) as usize;
                let Some(&[cosine, sine]) = directions.get(bin) else { continue };
                let at = (x * cosine + y * sine) / BIN + offsets as f32 / 2.0;
                if let Some(vote) = votes.get_mut(bin * offsets + at as usize) {
                    *vote += weight;
                }
            }
        }
        Self { offsets, center, votes }
    }

    /// Angle and offset of the largest local maxima.
    pub fn peaks(&self, most: usize, fewest: f32) -> Vec<(f32, f32)> {
        let at = |bin: i32, offset: i32| {
            let bin = bin.rem_euclid(ANGLES as i32) as usize;
            usize::try_from(offset)
                .ok()
                .filter(|offset| *offset < self.offsets)
                .and_then(|offset| self.votes.get(bin * self.offsets + offset))
                .copied()
                .unwrap_or(0.0)
        };
        let mut peaks: Vec<(f32, i32, i32)> = Vec::new();
        for (index, &votes) in self.votes.iter().enumerate().filter(|(_, votes)| **votes >= fewest) {
            let (bin, offset) = ((index / self.offsets) as i32, (index % self.offsets) as i32);
            let largest = (-SAME_ANGLE..=SAME_ANGLE).all(|turn| {
                (-SAME_OFFSET..=SAME_OFFSET).all(|shift| {
                    let other = at(bin + turn, offset + shift);
                    other < votes || (other == votes && (turn, shift) >= (0, 0))
                })
            });
            if largest {
                peaks.push((votes, bin, offset));
            }
        }
        peaks.sort_by(|a, b| b.0.total_cmp(&a.0));
        peaks.truncate(most);
        let place = |(_, bin, offset): (f32, i32, i32)| {
            let angle = bin as f32 * TAU / ANGLES as f32;
            let (sine, cosine) = angle.sin_cos();
            let from_center = (offset as f32 + 0.5 - self.offsets as f32 / 2.0) * BIN;
            (wrapped(angle), from_center + self.center[0] * cosine + self.center[1] * sine)
        };
        peaks.into_iter().map(place).collect()
    }
}
