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

/// From so many pixels a character on a picture is fine enough.
const FINE: f32 = 9.0;
/// Most samples each way for one pixel of a strip.
const MOST_SAMPLES: usize = 4;

/// What is seen of a line: so many columns beyond its ends, from a place that is off by a part of a column and of a pitch.
///
/// What is farther from the ends than `paper` columns is shown as what is there: a desk's edge would drown the last characters.
#[derive(Clone, Copy, Debug)]
pub struct View {
    pub beyond: usize,
    pub paper: f32,
    pub shift: [f32; 2],
}

impl View {
    /// Cells of the strip of a line.
    const fn cells(&self, grid: &Grid) -> usize {
        grid.columns + 2 * self.beyond
    }
}

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
        if pitch >= self.shrunk * FINE { (self.print, self.shrunk) } else { (self.luma, 1.0) }
    }

    /// A line of a grid as brightness without the light's own changes.
    pub fn strip(&self, grid: &Grid, line: usize, view: &View) -> Features {
        let (plane, scale) = self.fine_enough(grid.pitch());
        let columns = view.cells(grid) * PITCH as usize;
        let (left, right) = (-view.paper, grid.columns as f32 + view.paper);
        let from = view.shift[0] - view.beyond as f32;
        // So many samples each way for one pixel of the strip.
        let fine = ((grid.pitch() / scale / PITCH).ceil() as usize).clamp(1, MOST_SAMPLES);
        let mut sums = vec![0.0_f32; columns * ROWS];
        let mut samples = vec![0.0_f32; ROWS * fine];
        for at in 0..columns * fine {
            let column = (from + (at as f32 + 0.5) / fine as f32 / PITCH).clamp(left, right);
            let middle = grid.at(column, line as f32).map(|side| (side + 0.5) / scale - 0.5);
            let step = grid.down(column, line as f32).map(|side| side / PITCH / scale / fine as f32);
            let first = 0.5 + (view.shift[1] * PITCH - ROWS as f32 / 2.0) * fine as f32;
            sample(plane, [middle[0] + first * step[0], middle[1] + first * step[1]], step, &mut samples);
            for (sum, samples) in sums.iter_mut().skip(at / fine).step_by(columns).zip(samples.chunks_exact(fine)) {
                *sum += samples.iter().sum::<f32>();
            }
        }
        let count = (fine * fine) as f32;
        sums.iter_mut().for_each(|sum| *sum = (*sum / count).round());
        evened(&mut sums, columns);
        Features::new([1, ROWS, columns], sums)
    }
}

/// Samples along a straight line, between pixels linearly; what lies outside the picture repeats its border.
fn sample(plane: &Plane, [x, y]: Point, [dx, dy]: Point, samples: &mut [f32]) {
    let (columns, pixels) = (plane.width(), plane.pixels());
    let (right, foot) = (columns.saturating_sub(1) as f32, plane.height().saturating_sub(1) as f32);
    for (at, sample) in samples.iter_mut().enumerate() {
        let (x, y) = ((x + at as f32 * dx).clamp(0.0, right), (y + at as f32 * dy).clamp(0.0, foot));
        // The last pixel is the right one of the last pair.
        let (left, top) = (x.min(right - 1.0).max(0.0) as usize, y.min(foot - 1.0).max(0.0) as usize);
        let (part_x, part_y) = (x - left as f32, y - top as f32);
        let first = top * columns + left;
        let pair = |first: usize| match pixels.get(first..first + 2) {
            Some(&[a, b]) => f32::from(a) + (f32::from(b) - f32::from(a)) * part_x,
            // A picture one pixel wide or high.
            _ => pixels.get(first).or(pixels.last()).copied().map_or(0.0, f32::from),
        };
        let (upper, lower) = (pair(first), pair(first + columns));
        *sample = upper + (lower - upper) * part_y;
    }
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

#[cfg(test)]
mod tests {
    use super::super::grid::Tie;
    use super::*;

    /// A grid of one line of ten columns, from `left` on, in the row `y`.
    fn grid(left: f32, y: f32, pitch: f32) -> Grid {
        let tie = |column: usize| Tie {
            column: column as f32,
            line: 0.0,
            place: [left + pitch * column as f32, y],
            weight: 1.0,
        };
        Grid::through(&(0..=10).map(tie).collect::<Vec<_>>(), 10, 1).unwrap()
    }

    #[test]
    fn columns_of_a_picture_lie_in_their_cells() {
        // Every second character is a dark block of 20 pixels.
        let pixels = (0..240 * 60).map(|at| if (at % 240) / 20 % 2 == 0 { 220 } else { 40 }).collect();
        let plane = Plane::from_parts(240, 60, pixels);
        let source = Source::new(&plane, &plane);
        let view = View { beyond: 0, paper: 1.0, shift: [0.0, 0.0] };
        let strip = source.strip(&grid(19.5, 30.0, 20.0), 0, &view);
        assert_eq!(strip.shape(), [1, ROWS, 10 * PITCH as usize]);
        for cell in 0..10 {
            let value = strip.plane(0)[ROWS / 2 * 120 + cell * 12 + 6];
            assert_eq!(value < 0.0, cell % 2 == 0, "cell {cell} is {value}");
        }
    }

    #[test]
    fn a_desk_beside_the_page_is_shown_as_paper() {
        // Paper, and from the tenth column on a dark desk.
        let pixels = (0..260 * 60).map(|at| if at % 260 < 228 { 220 } else { 20 }).collect();
        let plane = Plane::from_parts(260, 60, pixels);
        let strip = |paper| {
            let view = View { beyond: 2, paper, shift: [0.0, 0.0] };
            Source::new(&plane, &plane).strip(&grid(19.5, 30.0, 20.0), 0, &view)
        };
        let is_plain = |strip: &Features| strip.plane(0).iter().all(|value| value.abs() < 1e-3);
        assert!(is_plain(&strip(0.2)) && !is_plain(&strip(2.0)));
    }

    #[test]
    fn lines_beyond_the_picture_are_its_border() {
        for (width, height) in [(0, 0), (1, 1), (2, 1), (1, 5), (30, 20)] {
            let plane = Plane::from_parts(width, height, vec![90; width * height]);
            let view = View { beyond: 6, paper: 6.0, shift: [0.1, -0.1] };
            let strip = Source::new(&plane, &plane).strip(&grid(-500.0, 900.0, 13.0), 0, &view);
            assert!(strip.plane(0).iter().all(|value| value.abs() < 1e-3), "{width} x {height}");
        }
    }
}
