//! One line laid flat.

use super::grid::Grid;
use crate::image::page::Point;
use crate::image::plane::Plane;
use crate::model::Features;

/// Pixels of a strip from one character to the next, and its rows: `models/train_mrz_letters.py` has the same.
pub const PITCH: f32 = 12.0;
pub const ROWS: usize = 24;
/// Columns to each side over which light is evened out, and the least deviation that counts as print.
const REACH: usize = 30;
const FAINT: f32 = 3.0;

/// A picture at two sizes, of which the smaller one is looked at where it is fine enough.
pub struct Source<'a> {
    luma: &'a Plane,
    print: &'a Plane,
    /// Pixels of `luma` that one pixel of `print` stands for, each way.
    shrunk: f32,
}

impl<'a> Source<'a> {
    /// `print` is `luma` averaged down by a whole number.
    pub fn new(luma: &'a Plane, print: &'a Plane) -> Self {
        let shrunk = (luma.width() / print.width().max(1)).max(1) as f32;
        Self { luma, print, shrunk }
    }

    /// Width and height of the larger one.
    pub fn size(&self) -> (f32, f32) {
        (self.luma.width() as f32, self.luma.height() as f32)
    }

    /// The plane in which a pitch has enough pixels, and how many of the larger one's pixels one of its pixels stands for.
    fn fine_enough(&self, pitch: f32) -> (&Plane, f32) {
        if pitch >= self.shrunk * PITCH { (self.print, self.shrunk) } else { (self.luma, 1.0) }
    }

    /// A line of a grid from column `from` on, `cells` of them long, as brightness without the light's own changes.
    pub fn strip(&self, grid: &Grid, line: usize, from: f32, cells: usize) -> Features {
        let (plane, scale) = self.fine_enough(grid.pitch());
        let columns = cells * PITCH as usize;
        // So many samples each way for one pixel of the strip.
        let fine = ((grid.pitch() / scale / PITCH).round() as usize).clamp(2, 4);
        let mut sums = vec![0.0_f32; columns * ROWS];
        for at in 0..columns * fine {
            let column = from + (at as f32 + 0.5) / fine as f32 / PITCH;
            let middle = grid.at(column, line as f32);
            let down = grid.down(column, line as f32).map(|side| side / PITCH / scale);
            let middle = middle.map(|side| (side + 0.5) / scale - 0.5);
            for row in 0..ROWS * fine {
                let off = (row as f32 + 0.5) / fine as f32 - ROWS as f32 / 2.0;
                let value = sample(plane, [middle[0] + off * down[0], middle[1] + off * down[1]]);
                if let Some(sum) = sums.get_mut(row / fine * columns + at / fine) {
                    *sum += value;
                }
            }
        }
        let count = (fine * fine) as f32;
        sums.iter_mut().for_each(|sum| *sum = (*sum / count).round());
        evened(&mut sums, columns);
        Features::new([1, ROWS, columns], sums)
    }
}

/// Between pixels linearly; what lies outside the picture repeats its border.
fn sample(plane: &Plane, [x, y]: Point) -> f32 {
    let (columns, rows) = (plane.width(), plane.height());
    let x = x.clamp(0.0, columns.saturating_sub(1) as f32);
    let y = y.clamp(0.0, rows.saturating_sub(1) as f32);
    let (left, top) = (x as usize, y as usize);
    let (part_x, part_y) = (x - left as f32, y - top as f32);
    let at = top * columns + left;
    let pixels = plane.pixels();
    let right = usize::from(left + 1 < columns);
    let below = if top + 1 < rows { columns } else { 0 };
    let value = |at: usize| pixels.get(at).copied().map_or(0.0, f32::from);
    let upper = value(at) * (1.0 - part_x) + value(at + right) * part_x;
    let lower = value(at + below) * (1.0 - part_x) + value(at + below + right) * part_x;
    upper * (1.0 - part_y) + lower * part_y
}

/// Takes off the mean of a window as high as the strip, and makes its deviation one.
fn evened(values: &mut [f32], columns: usize) {
    let off = windowed(values, columns, |value| value);
    for row in values.chunks_exact_mut(columns) {
        row.iter_mut().zip(&off).for_each(|(value, mean)| *value -= mean);
    }
    let power = windowed(values, columns, |value| value * value);
    for row in values.chunks_exact_mut(columns) {
        row.iter_mut().zip(&power).for_each(|(value, power)| *value /= power.max(0.0).sqrt() + FAINT);
    }
}

/// For every column the mean of something over the window about it.
fn windowed(values: &[f32], columns: usize, of: impl Fn(f32) -> f32) -> Vec<f32> {
    let mut sums = vec![0.0_f64; columns + 1];
    for column in 0..columns {
        let sum: f32 = values.iter().skip(column).step_by(columns).map(|value| of(*value)).sum();
        let before = sums.get(column).copied().unwrap_or_default();
        if let Some(next) = sums.get_mut(column + 1) {
            *next = before + f64::from(sum) / ROWS as f64;
        }
    }
    let at = |column: usize| sums.get(column).copied().unwrap_or_default();
    (0..columns)
        .map(|column| {
            let (from, to) = (column.saturating_sub(REACH), (column + REACH + 1).min(columns));
            ((at(to) - at(from)) / (to - from).max(1) as f64) as f32
        })
        .collect()
}
