//! Where a small network sees machine-readable lines, and how they run.
//!
//! `models/mrz_lines.md` tells how it was made and how well it does.

use super::block::{Block, blocks};
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
/// From this probability on a place is looked at more closely where no lines are found, with so many pixels about it.
const HINT: f32 = 0.2;
/// Characters of so many pixels are found as they are.
const SMALL: f32 = 5.5;
const MARGIN: usize = 64;
/// Most cells that are looked at: a picture full of lines is no document.
const MOST_CELLS: usize = 6000;

/// The file is part of the program: a test reads it.
static MODEL: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../models/mrz_lines.safetensors")).ok());

/// One cell of a line.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Where the middle of the line is beside the cell, in pixels of the whole picture.
    pub place: Point,
    /// The line's axis, one way or the other.
    pub forth: Point,
    pub pitch: f32,
    pub weight: f32,
}

/// Blocks of lines, the most likely first.
pub fn find(luma: &Plane, print: &Plane) -> Vec<Block> {
    let Some(model) = MODEL.as_ref() else { return Vec::new() };
    let long = print.width().max(print.height()).max(1);
    let side = SIDE.min(long);
    let whole = Look::new(print, (0, 0), side as f32 / long as f32);
    let Some(said) = whole.run(model) else { return Vec::new() };
    let scale = luma.width() as f32 / print.width().max(1) as f32;
    let found = blocks(whole.cells(&said, LEAST, scale));
    if !found.is_empty() {
        return found;
    }
    // Twice as close, where there is something that is too small.
    let mut hints = whole.cells(&said, HINT, 1.0);
    hints.retain(|cell| cell.pitch * whole.zoom < SMALL);
    let range = |at: usize, most: usize| {
        let sides = || hints.iter().map(|cell| cell.place[at]);
        let (low, high) = (sides().fold(f32::INFINITY, f32::min), sides().fold(0.0, f32::max));
        (low.max(0.0) as usize).saturating_sub(MARGIN).min(most)..(high as usize + MARGIN).min(most)
    };
    if hints.is_empty() {
        return found;
    }
    let (columns, rows) = (range(0, print.width()), range(1, print.height()));
    let part = print.part(columns.clone(), rows.clone());
    let closer = Look::new(&part, (columns.start, rows.start), 2.0 * side as f32 / long as f32);
    closer.run(model).map(|said| blocks(closer.cells(&said, LEAST, scale))).unwrap_or_default()
}

/// A part of a picture at some size.
struct Look {
    small: Plane,
    /// The part's first column and row, and its pixels for one of the larger picture.
    corner: (usize, usize),
    zoom: f32,
}

impl Look {
    fn new(part: &Plane, corner: (usize, usize), zoom: f32) -> Self {
        let size = |pixels: usize| ((pixels as f32 * zoom).round() as usize).max(1);
        Self { small: part.resampled(size(part.width()), size(part.height())), corner, zoom }
    }

    fn run(&self, model: &Model) -> Option<Features> {
        run(model, &Features::new([1, self.small.height(), self.small.width()], evened(&self.small)))
    }

    /// The cells with lines, of a probability of `least` or more; `scale` leads to the pixels that are asked for.
    fn cells(&self, said: &Features, least: f32, scale: f32) -> Vec<Seen> {
        let [_, _, columns] = said.shape();
        let at = |output: usize, cell: usize| said.plane(output).get(cell).copied().unwrap_or_default();
        let mut cells = Vec::new();
        for (cell, logit) in said.plane(0).iter().enumerate() {
            let weight = 1.0 / (1.0 + (-logit).exp());
            if weight < least {
                continue;
            }
            // The axis is said by its double angle.
            let (sine, cosine) = (at(2, cell).atan2(at(1, cell)) / 2.0).sin_cos();
            let pitch = PITCH * at(3, cell).clamp(-2.0, 3.0).exp2();
            let middle = (CELL - 1.0) / 2.0;
            let (x, y) = ((cell % columns) as f32 * CELL + middle, (cell / columns) as f32 * CELL + middle);
            let off = [x + at(4, cell) * pitch, y + at(5, cell) * pitch].map(|side| (side + 0.5) / self.zoom);
            let place = [off[0] + self.corner.0 as f32, off[1] + self.corner.1 as f32].map(|side| side * scale - 0.5);
            cells.push(Seen { place, forth: [cosine, sine], pitch: pitch / self.zoom * scale, weight });
            if cells.len() > MOST_CELLS {
                return Vec::new();
            }
        }
        cells
    }
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
    // Sums of the rows that a square covers, column by column, and of all columns up to each.
    let mut columns = vec![0.0_f32; width];
    let mut sums = vec![0.0_f32; width + 1];
    let row = |y: usize| values.get(y * width..(y + 1) * width).unwrap_or_default();
    let spans: Vec<(usize, usize)> = (0..width).map(|x| (x.saturating_sub(EVEN), (x + EVEN + 1).min(width))).collect();
    for y in 0..EVEN.min(height) {
        columns.iter_mut().zip(row(y)).for_each(|(sum, value)| *sum += of(*value));
    }
    for y in 0..height {
        if y + EVEN < height {
            columns.iter_mut().zip(row(y + EVEN)).for_each(|(sum, value)| *sum += of(*value));
        }
        if let Some(gone) = y.checked_sub(EVEN + 1) {
            columns.iter_mut().zip(row(gone)).for_each(|(sum, value)| *sum -= of(*value));
        }
        let rows = (y + EVEN + 1).min(height) - y.saturating_sub(EVEN);
        let mut sum = 0.0;
        for (column, total) in columns.iter().zip(sums.iter_mut().skip(1)) {
            sum += column;
            *total = sum;
        }
        means.extend(spans.iter().map(|&(from, to)| (sums[to] - sums[from]) / (rows * (to - from)) as f32));
    }
    means
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
