//! Lines that belong together.

use super::grid::{Grid, Tie};
use super::lines::Seen;
use crate::image::page::Point;
use std::ops::{Range, RangeInclusive};

/// Most blocks of lines.
const MOST_BLOCKS: usize = 3;
/// Characters of the lines of three, and of those of two (Doc 9303 parts 4 to 7), and how far the finder's count may be off them, as
/// a logarithm.
const THREE: [f32; 1] = [30.0];
const TWO: [f32; 2] = [44.0, 36.0];
const OFF: f32 = 0.6;
const SNAP: f32 = 0.25;
/// What a guess costs that leaves a line out, or adds one, by that measure; so many guesses are looked at.
const LEFT_OUT: f32 = 0.25;
const OVERLOOKED: f32 = 0.5;
const MOST_GUESSES: usize = 6;
/// Most lines that are taken for those of a document and other print beside them.
const MOST_LINES: usize = 5;
/// Fewest and most characters of a line.
const FEWEST: f32 = 12.0;
const MOST: f32 = 100.0;
/// Cells of one block are no farther apart than this along and across, in pitches; their pitches differ by no more than a factor.
const ALONG: f32 = 4.0;
const ACROSS: f32 = 3.4;
const ALIKE: f32 = 1.5;

/// How far, in steps of so many pitches, lines may end or sag away from where their directions lead.
const STRAY: f32 = 0.25;
const SLOPES: RangeInclusive<i32> = -8..=8;
const BENDS: RangeInclusive<i32> = -3..=3;

/// Lines that belong together.
#[derive(Clone, Debug)]
pub struct Block {
    /// Their cells, one list a line from the top one on.
    lines: Vec<Vec<Seen>>,
    /// The direction in which they are read, or the opposite one.
    pub forth: Point,
    middle: Point,
    weight: f32,
    /// Whether there are more lines than any document has: a page of other print.
    pub is_crowded: bool,
}

/// Groups of cells that lie side by side and are alike, the most likely ones first.
pub fn blocks(cells: Vec<Seen>) -> Vec<Block> {
    let mut left: Vec<Seen> = cells;
    let mut blocks = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(from) = group.get(at).copied() {
            let (near, far) = left.into_iter().partition::<Vec<_>, _>(|cell| from.is_beside(cell));
            group.extend(near);
            left = far;
            at += 1;
        }
        blocks.extend(Block::of(&group));
    }
    blocks.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    blocks.truncate(MOST_BLOCKS);
    blocks
}

impl Seen {
    fn is_beside(&self, other: &Self) -> bool {
        let [dx, dy] = [other.place[0] - self.place[0], other.place[1] - self.place[1]];
        let along = (dx * self.forth[0] + dy * self.forth[1]).abs();
        let across = (dy * self.forth[0] - dx * self.forth[1]).abs();
        let alike = self.pitch.max(other.pitch) < ALIKE * self.pitch.min(other.pitch);
        alike && dot(self.forth, other.forth).abs() > 0.8 && along < ALONG * self.pitch && across < ACROSS * self.pitch
    }
}

impl Block {
    fn of(group: &[Seen]) -> Option<Self> {
        let weight: f32 = group.iter().map(|cell| cell.weight).sum();
        let mean = |of: &dyn Fn(&Seen) -> f32| group.iter().map(|cell| cell.weight * of(cell)).sum::<f32>() / weight;
        let pitch = mean(&|cell| cell.pitch);
        let middle = [mean(&|cell| cell.place[0]), mean(&|cell| cell.place[1])];
        let double = |cell: &Seen| [cell.forth[0].powi(2) - cell.forth[1].powi(2), 2.0 * cell.forth[0] * cell.forth[1]];
        let (sine, cosine) = (mean(&|cell| double(cell)[1]).atan2(mean(&|cell| double(cell)[0])) / 2.0).sin_cos();
        let forth = [cosine, sine];
        let along = |cell: &Seen| (cell.place[0] - middle[0]) * forth[0] + (cell.place[1] - middle[1]) * forth[1];
        let across = |cell: &Seen| (cell.place[1] - middle[1]) * forth[0] - (cell.place[0] - middle[0]) * forth[1];
        // All lines bend alike, nearly: slope and bend are those that the directions tell.
        let turn = |cell: &Seen| {
            let (along, across) = (dot(cell.forth, forth), cell.forth[1] * forth[0] - cell.forth[0] * forth[1]);
            across * along.signum()
        };
        let (slope, bend) = regression(group.iter().map(|cell| (along(cell), turn(cell), cell.weight)));
        // Directions alone are too rough where lines are long and close: those count along which the cells lie sharpest.
        let reach = group.iter().map(|cell| along(cell).abs()).fold(pitch, f32::max);
        let straight = |cell: &Seen, slope: f32, bend: f32| {
            let a = along(cell);
            across(cell) - slope * a - bend / 2.0 * a * a
        };
        let tries = SLOPES.flat_map(|slope| BENDS.map(move |bend| (slope as f32 * STRAY, bend as f32 * STRAY)));
        let tries = tries.map(|(end, sag)| (slope + end * pitch / reach, bend + 2.0 * sag * pitch / (reach * reach)));
        let (_, slope, bend) = tries
            .map(|(slope, bend)| {
                let heights = group.iter().map(|cell| (straight(cell, slope, bend) / pitch, cell.weight));
                (sharpness(heights), slope, bend)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        let mut heights: Vec<(f32, Seen)> = group.iter().map(|cell| (straight(cell, slope, bend), *cell)).collect();
        heights.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut lines = peaks(&heights, pitch);
        let most = lines.iter().map(|line| weight_of(line)).fold(0.0, f32::max);
        lines.retain(|line| weight_of(line) > 0.35 * most && extent(line, forth) > FEWEST * pitch);
        let is_crowded = lines.len() > MOST_LINES;
        // The lines that are weakest are other print.
        while lines.len() > 3 {
            let (first, last) = (weight_of(lines.first()?), weight_of(lines.last()?));
            lines.remove(if first < last { 0 } else { lines.len() - 1 });
        }
        (lines.len() > 1).then_some(Self { lines, forth, middle, weight, is_crowded })
    }

    /// The grids that the lines may lie on, as far as the finder knows, the likeliest first.
    pub fn grids(&self) -> Vec<Grid> {
        let count = self.lines.len();
        let mut guesses = Vec::new();
        let mut guess = |lines: Range<usize>, above: usize, of: usize, lengths: &[f32], cost: f32| {
            let Some(ends) = self.ends(lines.clone()) else { return };
            let seen = (ends[1] - ends[0]) / ends[2];
            let off = |length: f32| (length / seen).ln().abs();
            for length in lengths.iter().copied().filter(|length| off(*length) < OFF) {
                guesses.push((cost + off(length), lines.clone(), above, of, length, ends));
            }
            // The ends may not be those of the lines.
            if off(lengths[0]) > SNAP
                && lengths.iter().all(|length| off(*length) > SNAP)
                && (FEWEST..MOST).contains(&seen)
            {
                guesses.push((cost + SNAP, lines.clone(), above, of, seen, ends));
            }
        };
        for first in 0..(count + 1).saturating_sub(3) {
            guess(first..first + 3, 0, 3, &THREE, LEFT_OUT * (count - 3) as f32);
        }
        for first in 0..(count + 1).saturating_sub(2) {
            let cost = LEFT_OUT * (count - 2) as f32;
            guess(first..first + 2, 0, 2, &TWO, cost);
            if count == 2 {
                // One of three may not have been seen.
                guess(0..2, 0, 3, &THREE, OVERLOOKED);
                guess(0..2, 1, 3, &THREE, OVERLOOKED);
            }
        }
        guesses.sort_by(|a, b| a.0.total_cmp(&b.0));
        let grids = guesses.into_iter().filter_map(|(_, lines, above, of, columns, [left, right, _])| {
            let seen = lines.enumerate().filter_map(|(at, line)| Some((at + above, self.lines.get(line)?)));
            let ties: Vec<Tie> = seen
                .flat_map(|(at, cells)| {
                    cells.iter().map(move |cell| Tie {
                        column: (self.along(cell.place) - left) / (right - left) * columns,
                        line: at as f32,
                        place: cell.place,
                        weight: cell.weight,
                    })
                })
                .collect();
            Grid::through(&ties, columns.round() as usize, of)
        });
        grids.take(MOST_GUESSES).collect()
    }

    fn along(&self, place: Point) -> f32 {
        (place[0] - self.middle[0]) * self.forth[0] + (place[1] - self.middle[1]) * self.forth[1]
    }

    /// Where some lines begin and end along the block's axis, and their pitch.
    fn ends(&self, lines: Range<usize>) -> Option<[f32; 3]> {
        let cells = || self.lines.get(lines.clone()).unwrap_or_default().iter().flatten();
        let sure = || cells().filter(|cell| cell.weight > 0.5).map(|cell| self.along(cell.place));
        let (left, right) = (sure().fold(f32::INFINITY, f32::min), sure().fold(f32::NEG_INFINITY, f32::max));
        // How the pitch changes along the lines is seen later, character by character.
        let weight: f32 = cells().map(|cell| cell.weight).sum();
        let pitch = (cells().map(|cell| cell.weight * cell.pitch.ln()).sum::<f32>() / weight).exp();
        (right - left > pitch).then_some([left, right, pitch])
    }
}

fn dot(a: Point, b: Point) -> f32 {
    a[0] * b[0] + a[1] * b[1]
}

fn weight_of(line: &[Seen]) -> f32 {
    line.iter().map(|cell| cell.weight).sum()
}

fn extent(line: &[Seen], forth: Point) -> f32 {
    let along = || line.iter().map(|cell| cell.place[0] * forth[0] + cell.place[1] * forth[1]);
    along().fold(f32::NEG_INFINITY, f32::max) - along().fold(f32::INFINITY, f32::min)
}

/// How near to each other weighted heights lie, in pitches.
fn sharpness(heights: impl Iterator<Item = (f32, f32)>) -> f32 {
    const BIN: f32 = 0.25;
    const BINS: usize = 64;
    let mut counts = [0.0_f32; BINS + 1];
    for (height, weight) in heights {
        let at = (height / BIN + BINS as f32 / 2.0).clamp(0.0, BINS as f32 - 1.0);
        let part = at.fract();
        counts[at as usize] += weight * (1.0 - part);
        counts[at as usize + 1] += weight * part;
    }
    counts.iter().map(|count| count * count).sum()
}

/// Cells by the line that they are of; `heights` ascend.
fn peaks(heights: &[(f32, Seen)], pitch: f32) -> Vec<Vec<Seen>> {
    const BIN: f32 = 0.15;
    const APART: f32 = 1.1;
    let Some(low) = heights.first().map(|(height, _)| *height) else { return Vec::new() };
    let high = heights.last().map_or(low, |(height, _)| *height);
    let bin = |height: f32| ((height - low) / (BIN * pitch)) as usize;
    let mut counts = vec![0.0_f32; bin(high).min(1000) + 1];
    for (height, cell) in heights {
        if let Some(count) = counts.get_mut(bin(*height)) {
            *count += cell.weight;
        }
    }
    let near = |at: usize, reach: usize| at.saturating_sub(reach)..(at + reach + 1).min(counts.len());
    let smooth: Vec<f32> = (0..counts.len()).map(|at| counts[near(at, 2)].iter().sum()).collect();
    let reach = (APART / BIN) as usize;
    let is_peak = |at: &usize| {
        let around = near(*at, reach);
        smooth[*at] > 0.0
            && around.clone().all(|other| smooth[other] < smooth[*at] || (smooth[other] == smooth[*at] && other >= *at))
    };
    let middles: Vec<f32> = (0..counts.len()).filter(is_peak).map(|at| low + (at as f32 + 0.5) * BIN * pitch).collect();
    middles
        .iter()
        .map(|middle| {
            let near = heights.iter().filter(|(height, _)| (height - middle).abs() < 0.6 * pitch);
            near.map(|(_, cell)| *cell).collect()
        })
        .collect()
}

/// Value at 0 and slope of the straight line through weighted points.
fn regression(points: impl Iterator<Item = (f32, f32, f32)>) -> (f32, f32) {
    let (mut s, mut sx, mut sy, mut sxx, mut sxy) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for (x, y, weight) in points {
        let (x, y, weight) = (f64::from(x), f64::from(y), f64::from(weight));
        s += weight;
        sx += weight * x;
        sy += weight * y;
        sxx += weight * x * x;
        sxy += weight * x * y;
    }
    let spread = s * sxx - sx * sx;
    if spread < 1e-9 {
        return ((sy / s.max(1e-9)) as f32, 0.0);
    }
    let slope = (s * sxy - sx * sy) / spread;
    (((sy - slope * sx) / s) as f32, slope as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells every four pixels along some lines of print that is turned by some degrees, each off by a little.
    fn cells(lines: usize, columns: f32, step: f32, degrees: f32) -> Vec<Seen> {
        const PITCH: f32 = 9.0;
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let mut cells = Vec::new();
        for line in 0..lines {
            for at in 0..(columns * PITCH / 4.0) as usize {
                let noise = ((at * 7 + line * 3) % 11) as f32 / 11.0 - 0.5;
                let (x, y) = (at as f32 * 4.0, line as f32 * step * PITCH + noise);
                let tilt = (degrees + 6.0 * noise).to_radians();
                cells.push(Seen {
                    place: [300.0 + x * cosine - y * sine, 300.0 + x * sine + y * cosine],
                    forth: [tilt.cos(), tilt.sin()],
                    pitch: PITCH * (1.0 + 0.3 * noise),
                    weight: 0.9,
                });
            }
        }
        cells
    }

    #[test]
    fn lines_that_lie_close_are_one_block_with_a_grid() {
        for (lines, columns, step, degrees) in [(2, 44.0, 2.5, 0.0), (2, 36.0, 1.65, 30.0), (3, 30.0, 2.0, -75.0)] {
            let found = blocks(cells(lines, columns, step, degrees));
            let [block] = found.as_slice() else { panic!("{} blocks", found.len()) };
            let grid = &block.grids()[0];
            assert_eq!((grid.lines, grid.columns), (lines, columns as usize), "{degrees} degrees");
        }
    }

    #[test]
    fn one_line_and_nothing_are_no_block() {
        assert!(blocks(cells(1, 44.0, 2.0, 10.0)).is_empty());
        assert!(blocks(Vec::new()).is_empty());
    }

    #[test]
    fn two_lines_may_be_two_of_three() {
        let found = blocks(cells(2, 30.0, 2.0, 0.0));
        let sizes: Vec<_> = found[0].grids().iter().map(|grid| (grid.lines, grid.columns)).collect();
        assert!(sizes.contains(&(3, 30)), "{sizes:?}");
    }
}
