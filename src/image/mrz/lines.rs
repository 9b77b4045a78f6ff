//! Where a small network sees machine-readable lines, and how they run.
//!
//! `models/mrz_lines.md` tells how it was made and how well it does.

use super::grid::{Grid, Tie};
use crate::image::page::Point;
use crate::image::plane::Plane;
use crate::model::{Features, Model};
use std::sync::LazyLock;

/// Long side of the picture that it looks at, and pixels of one cell of what it says.
const SIDE: usize = 640;
const CELL: f32 = 4.0;
/// Pixels to each side over which light is evened out, and the least deviation that counts as print.
const EVEN: usize = 20;
const FAINT: f32 = 4.0;
/// Pixels of the pitch whose logarithm is 0.
const PITCH: f32 = 8.0;

/// Least probability of a line.
const LEAST: f32 = 0.4;
/// Most cells that are looked at: a picture full of lines is no document.
const MOST_CELLS: usize = 6000;
/// Most blocks of lines.
const MOST_BLOCKS: usize = 3;
/// Characters of the lines of three, and of those of two (Doc 9303 parts 4 to 7), and how far the finder's count is off them, as a
/// logarithm.
const LENGTHS: [f32; 3] = [30.0, 44.0, 36.0];
const SNAP: f32 = 0.25;
/// Fewest characters of a line.
const FEWEST: f32 = 12.0;
/// Cells of one block are no farther apart than this along and across, in pitches; their pitches differ by no more than a factor.
const ALONG: f32 = 4.0;
const ACROSS: f32 = 3.4;
const ALIKE: f32 = 1.5;

/// The file is part of the program: a test reads it.
static MODEL: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../models/mrz_lines.safetensors")).ok());

/// Lines that belong together.
#[derive(Clone, Debug)]
pub struct Block {
    /// Their cells, in pixels of the whole picture, one list a line from the top one on.
    lines: Vec<Vec<Seen>>,
    /// The direction in which they are read, or the opposite one.
    pub forth: Point,
    middle: Point,
    pub weight: f32,
}

/// One cell of a line.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// Where the middle of the line is beside the cell.
    place: Point,
    /// The line's axis, one way or the other.
    forth: Point,
    pitch: f32,
    weight: f32,
}

/// Blocks of lines, the most likely first.
pub fn find(luma: &Plane, print: &Plane) -> Vec<Block> {
    let long = print.width().max(print.height()).max(1);
    let mut found = Vec::new();
    for side in [SIDE, 2 * SIDE] {
        let size = |pixels: usize| ((pixels * side + long / 2) / long).clamp(1, pixels);
        let small = print.averaged(size(print.width()), size(print.height()));
        let scale = luma.width() as f32 / small.width() as f32;
        found = blocks(seen(&small, scale).unwrap_or_default());
        if !found.is_empty() || long <= side {
            break;
        }
    }
    found
}

fn seen(small: &Plane, scale: f32) -> Option<Vec<Seen>> {
    let said = run(MODEL.as_ref()?, &Features::new([1, small.height(), small.width()], evened(small)))?;
    let [_, _, columns] = said.shape();
    let at = |output: usize, cell: usize| said.plane(output).get(cell).copied().unwrap_or_default();
    let mut cells = Vec::new();
    for (cell, logit) in said.plane(0).iter().enumerate() {
        let weight = 1.0 / (1.0 + (-logit).exp());
        if weight < LEAST {
            continue;
        }
        // The axis is said by its double angle.
        let (sine, cosine) = (at(2, cell).atan2(at(1, cell)) / 2.0).sin_cos();
        let forth = [cosine, sine];
        let pitch = PITCH * at(3, cell).clamp(-2.0, 3.0).exp2();
        let off = [at(4, cell) * pitch, at(5, cell) * pitch];
        let middle = (CELL - 1.0) / 2.0;
        let (x, y) = ((cell % columns) as f32 * CELL + middle, (cell / columns) as f32 * CELL + middle);
        let place = [x + off[0], y + off[1]].map(|side| (side + 0.5) * scale - 0.5);
        cells.push(Seen { place, forth, pitch: pitch * scale, weight });
    }
    Some(cells)
}

/// Takes off the mean of a square about each pixel, and makes its deviation one.
fn evened(plane: &Plane) -> Vec<f32> {
    let (width, height) = (plane.width(), plane.height());
    let mut values: Vec<f32> = plane.pixels().iter().map(|value| f32::from(*value)).collect();
    let off = windowed(&values, width, height, |value| value);
    values.iter_mut().zip(off).for_each(|(value, mean)| *value -= mean);
    let power = windowed(&values, width, height, |value| value * value);
    values.iter_mut().zip(power).for_each(|(value, power)| *value /= power.max(0.0).sqrt() + FAINT);
    values
}

/// The mean of something over the square about each pixel.
fn windowed(values: &[f32], width: usize, height: usize, of: impl Fn(f32) -> f32) -> Vec<f32> {
    let mut means = Vec::with_capacity(values.len());
    // Sums of the rows that a square covers, column by column: a square's sum is found from the one before it.
    let mut columns = vec![0.0_f64; width];
    let row = |y: usize| values.get(y * width..(y + 1) * width).unwrap_or_default();
    for y in 0..EVEN.min(height) {
        columns.iter_mut().zip(row(y)).for_each(|(sum, value)| *sum += f64::from(of(*value)));
    }
    for y in 0..height {
        if y + EVEN < height {
            columns.iter_mut().zip(row(y + EVEN)).for_each(|(sum, value)| *sum += f64::from(of(*value)));
        }
        if let Some(gone) = y.checked_sub(EVEN + 1) {
            columns.iter_mut().zip(row(gone)).for_each(|(sum, value)| *sum -= f64::from(of(*value)));
        }
        let rows = (y + EVEN + 1).min(height) - y.saturating_sub(EVEN);
        let mut sum: f64 = columns.iter().take(EVEN).sum();
        for x in 0..width {
            sum += columns.get(x + EVEN).copied().unwrap_or_default();
            if let Some(gone) = x.checked_sub(EVEN + 1) {
                sum -= columns.get(gone).copied().unwrap_or_default();
            }
            let count = rows * ((x + EVEN + 1).min(width) - x.saturating_sub(EVEN));
            means.push((sum / count as f64) as f32);
        }
    }
    means
}

/// Groups of cells that lie side by side and are alike.
fn blocks(cells: Vec<Seen>) -> Vec<Block> {
    if cells.len() > MOST_CELLS {
        return Vec::new();
    }
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
        let straight = |cell: &Seen| {
            let a = along(cell);
            across(cell) - slope * a - bend / 2.0 * a * a
        };
        let mut heights: Vec<(f32, Seen)> = group.iter().map(|cell| (straight(cell), *cell)).collect();
        heights.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut lines = peaks(&heights, pitch);
        let most = lines.iter().map(|line| weight_of(line)).fold(0.0, f32::max);
        lines.retain(|line| weight_of(line) > 0.35 * most && extent(line, forth) > FEWEST * pitch);
        // The lines that are weakest are other print.
        while lines.len() > 3 {
            let (first, last) = (weight_of(lines.first()?), weight_of(lines.last()?));
            lines.remove(if first < last { 0 } else { lines.len() - 1 });
        }
        (lines.len() > 1).then_some(Self { lines, forth, middle, weight })
    }

    /// The same, read from the other end.
    pub fn reversed(&self) -> Self {
        let lines = self.lines.iter().rev().cloned().collect();
        Self { lines, forth: self.forth.map(|side| -side), ..*self }
    }

    /// The grid that the lines lie on, as far as the finder knows.
    pub fn grid(&self) -> Option<Grid> {
        let all = || self.lines.iter().flatten();
        let along =
            |place: Point| (place[0] - self.middle[0]) * self.forth[0] + (place[1] - self.middle[1]) * self.forth[1];
        // The pitch grows along the lines where they are seen from the side.
        let ends: Vec<[f32; 2]> = self
            .lines
            .iter()
            .map(|line| {
                let mut along: Vec<f32> =
                    line.iter().filter(|cell| cell.weight > 0.5).map(|cell| along(cell.place)).collect();
                along.sort_by(f32::total_cmp);
                [along.first().copied().unwrap_or_default(), along.last().copied().unwrap_or_default()]
            })
            .collect();
        let left = ends.iter().map(|end| end[0]).fold(f32::INFINITY, f32::min);
        let right = ends.iter().map(|end| end[1]).fold(f32::NEG_INFINITY, f32::max);
        // How the pitch changes along the lines is seen later, character by character.
        let weight: f32 = all().map(|cell| cell.weight).sum();
        let pitch = all().map(|cell| cell.weight * cell.pitch.ln()).sum::<f32>() / weight;
        let seen = (right - left) / pitch.exp();
        if !(FEWEST..100.0).contains(&seen) {
            return None;
        }
        // The ends of the lines are seen better than the pitch: they are one of the lengths that there are.
        let lengths = if self.lines.len() == 3 { &LENGTHS[..1] } else { &LENGTHS[1..] };
        let nearest = lengths.iter().copied().min_by(|a, b| (a / seen).ln().abs().total_cmp(&(b / seen).ln().abs()))?;
        let columns = if (nearest / seen).ln().abs() < SNAP { nearest } else { seen };
        let mut ties = Vec::new();
        for (line, cells) in self.lines.iter().enumerate() {
            ties.extend(cells.iter().map(|cell| Tie {
                column: (along(cell.place) - left) / (right - left) * columns,
                line: line as f32,
                place: cell.place,
                weight: cell.weight,
            }));
        }
        Grid::through(&ties, columns.round() as usize, self.lines.len())
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

/// Halved four times, with two detours back: `models/train_mrz_lines.py` has the same lines.
fn run(model: &Model, picture: &Features) -> Option<Features> {
    let layer = |name| model.layer(name);
    let halved = |input: &Features, name| Some(input.convolved(layer(name)?, 2, 1).rectified());
    let refined =
        |input: Features, name, dilation| Some(input.convolved(layer(name)?, 1, dilation).plus(&input).rectified());
    let half = halved(picture, "a")?;
    let quarter = refined(halved(&half, "b")?, "c", 1)?;
    let eighth = refined(halved(&quarter, "d")?, "e", 1)?;
    let sixteenth = refined(refined(halved(&eighth, "f")?, "g", 1)?, "g", 2)?;
    let eighth = sixteenth.convolved(layer("h")?, 1, 1).doubled(&eighth).plus(&eighth).rectified();
    let quarter = eighth.convolved(layer("i")?, 1, 1).doubled(&quarter).plus(&quarter).rectified();
    Some(refined(quarter, "j", 1)?.convolved(layer("k")?, 1, 1))
}
