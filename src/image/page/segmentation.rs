//! Where a small network sees a page, and which way is up there.
//!
//! It knows pages from what else has four straight sides, and knows their upper side; how exactly they lie is for lines to
//! say. `models/page.md` tells how it was made and how well it does.

use super::quad::{Point, Quad};
use crate::image::chroma::Chroma;
use crate::image::plane::Plane;
use crate::model::{Features, Model};
use std::sync::LazyLock;

/// Long side of the picture that it looks at, and pixels of one cell of what it says.
const SIDE: usize = 160;
const CELL: usize = 4;

/// Grey, and how many steps are one unit, of brightness and of colour.
const GREY: f32 = 128.0;
const UNITS: [f32; 3] = [64.0, 32.0, 32.0];

/// Fewest cells that are a page.
const FEWEST_CELLS: usize = 6;
/// Most rounds of moving the corners by one step.
const MOST_ROUNDS: usize = 12;

/// The file is part of the program: a test reads it.
static MODEL: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../models/page.safetensors")).ok());

/// What it says of a picture.
#[derive(Clone, Debug)]
pub struct Segmentation {
    columns: usize,
    rows: usize,
    /// Probability that a cell shows the page, row by row.
    inside: Vec<f32>,
    /// Sums of `inside` from the left, one more than columns a row, and of all.
    sums: Vec<f32>,
    total: f32,
    /// How much `inside` changes around a cell.
    borders: Vec<f32>,
    /// Direction of the page's upper side.
    up: Vec<Point>,
}

impl Segmentation {
    /// Looks at a picture, `fine` times as large as it learned to: pages seem larger then.
    #[must_use]
    pub fn of(luma: &Plane, chroma: Option<&Chroma>, fine: usize) -> Option<Self> {
        let long = luma.width().max(luma.height()).max(1);
        let side = |side: usize| ((side * SIDE * fine + long / 2) / long).max(CELL).min(side);
        let (width, height) = (side(luma.width()), side(luma.height()));
        let small = luma.averaged(width, height);
        let mut values: Vec<f32> = small.pixels().iter().map(|value| (f32::from(*value) - GREY) / UNITS[0]).collect();
        if let Some(chroma) = chroma.map(|chroma| chroma.averaged(width, height)) {
            for (plane, unit) in [&chroma.blue, &chroma.red].into_iter().zip(&UNITS[1..]) {
                // Of a small picture there is less colour than brightness.
                let places = (0..width * height).map(|at| (at % width, at / width));
                let sampled = places.map(|(x, y)| plane.at(x * plane.width() / width, y * plane.height() / height));
                values.extend(sampled.map(|value| (f32::from(value) - GREY) / unit));
            }
        }
        let seen = run(MODEL.as_ref()?, &Features::new([3, height, width], values))?;
        let [_, rows, columns] = seen.shape();
        let inside: Vec<f32> = seen.plane(0).iter().map(|logit| 1.0 / (1.0 + (-logit).exp())).collect();
        let mut sums = Vec::with_capacity(rows * (columns + 1));
        for row in inside.chunks_exact(columns.max(1)) {
            sums.push(0.0);
            sums.extend(row.iter().scan(0.0, |sum, value| {
                *sum += value;
                Some(*sum)
            }));
        }
        let up = seen.plane(1).iter().zip(seen.plane(2)).map(|(x, y)| [*x, *y]).collect();
        let borders = changes(&inside, columns, rows);
        let total = inside.iter().sum();
        Some(Self { columns, rows, inside, sums, total, borders, up })
    }

    /// How surely the page ends at a place (in fractions of the picture), 0 to 1.
    #[must_use]
    pub fn border(&self, [x, y]: Point) -> f32 {
        let column = ((x * self.columns as f32) as usize).min(self.columns.saturating_sub(1));
        let row = ((y * self.rows as f32) as usize).min(self.rows.saturating_sub(1));
        self.borders.get(row * self.columns + column).copied().unwrap_or_default()
    }

    /// How well a quad (in fractions of the picture) covers what is seen as page: intersection by union, 0 to 1.
    #[must_use]
    pub fn overlap(&self, quad: &Quad) -> f32 {
        let (mut covered, mut cells) = (0.0, 0.0);
        for row in 0..self.rows {
            let y = (row as f32 + 0.5) / self.rows as f32;
            let Some([from, to]) = span(quad, y) else { continue };
            let [from, to] = [from, to].map(|x| x.clamp(0.0, 1.0) * self.columns as f32);
            covered += self.sum_to(row, to) - self.sum_to(row, from);
            cells += to - from;
        }
        covered / (self.total + cells - covered).max(1.0)
    }

    /// The most that a quad with this share of the picture's area may overlap what is seen as page.
    #[must_use]
    pub fn most_overlap(&self, area: f32) -> f32 {
        let cells = area * (self.columns * self.rows) as f32;
        let (less, more) = (cells.min(self.total), cells.max(self.total));
        less / more.max(1.0)
    }

    /// The sum of a row from the left up to a column.
    fn sum_to(&self, row: usize, column: f32) -> f32 {
        let (whole, part) = (column as usize, column.fract());
        let at = row * (self.columns + 1) + whole;
        let [a, b] = [at, at + 1].map(|at| self.sums.get(at).copied());
        let a = a.unwrap_or_default();
        if part > 0.0 { a + part * (b.unwrap_or(a) - a) } else { a }
    }

    /// The quad that covers best what is seen as page; `None` where hardly anything is.
    #[must_use]
    pub fn quad(&self) -> Option<Quad> {
        let (columns, rows) = (self.columns as f32, self.rows as f32);
        let cells = self.inside.iter().zip(&self.up).enumerate().filter(|(_, (inside, _))| **inside > 0.5);
        let places: Vec<(Point, Point)> = cells
            .map(|(at, (_, up))| ([(at % self.columns) as f32 + 0.5, (at / self.columns) as f32 + 0.5], *up))
            .collect();
        if places.len() < FEWEST_CELLS {
            return None;
        }
        let sum = places.iter().fold([0.0; 2], |sum, (_, up)| [sum[0] + up[0], sum[1] + up[1]]);
        let length = sum[0].hypot(sum[1]).max(f32::MIN_POSITIVE);
        let up = sum.map(|part| part / length);
        let extent = |axis: Point| {
            let mut along: Vec<f32> = places.iter().map(|([x, y], _)| x * axis[0] + y * axis[1]).collect();
            along.sort_by(f32::total_cmp);
            let at = |part: f32| along.get((part * (along.len() - 1) as f32) as usize).copied().unwrap_or_default();
            [at(0.02), at(0.98)]
        };
        let right = [-up[1], up[0]];
        let (across, height) = (extent(right), extent(up));
        let corner =
            |side: f32, top: f32| [(side * right[0] + top * up[0]) / columns, (side * right[1] + top * up[1]) / rows];
        let [left, right] = across;
        let [low, high] = height;
        let mut quad = Quad([corner(left, high), corner(right, high), corner(right, low), corner(left, low)]);
        let mut best = self.overlap(&quad);
        // Corner by corner, uphill.
        for step in [2.0, 1.0, 0.5, 0.25] {
            for _ in 0..MOST_ROUNDS {
                let before = best;
                for at in 0..4 {
                    for [x, y] in [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]] {
                        let mut moved = quad;
                        if let Some(corner) = moved.0.get_mut(at) {
                            *corner = [corner[0] + step * x / columns, corner[1] + step * y / rows];
                        }
                        let overlap = if moved.is_convex() { self.overlap(&moved) } else { 0.0 };
                        if overlap > best {
                            (quad, best) = (moved, overlap);
                        }
                    }
                }
                if best <= before {
                    break;
                }
            }
        }
        Some(quad)
    }

    /// The mean direction of the upper side within a quad: the longer, the surer, 1 at most or so.
    #[must_use]
    pub fn up(&self, quad: &Quad) -> Point {
        let (mut sum, mut weights) = ([0.0; 2], 0.0);
        for (at, (weight, up)) in self.inside.iter().zip(&self.up).enumerate() {
            let (column, row) = (at % self.columns.max(1), at / self.columns.max(1));
            let place = [(column as f32 + 0.5) / self.columns as f32, (row as f32 + 0.5) / self.rows as f32];
            if quad.contains(place) {
                sum = [sum[0] + weight * up[0], sum[1] + weight * up[1]];
                weights += weight;
            }
        }
        sum.map(|part| part / f32::max(weights, 1.0))
    }
}

/// The range of values among every cell and its neighbours.
fn changes(values: &[f32], columns: usize, rows: usize) -> Vec<f32> {
    let near = |at: usize, end: usize| at.saturating_sub(1)..(at + 2).min(end);
    let range = |row: usize, column: usize| {
        let lines = near(row, rows).filter_map(|y| values.get(y * columns..(y + 1) * columns));
        let cells = lines.flat_map(|line| line.get(near(column, columns)).unwrap_or_default());
        let (low, high) = cells.fold((1.0_f32, 0.0_f32), |(low, high), value| (low.min(*value), high.max(*value)));
        (high - low).max(0.0)
    };
    (0..rows).flat_map(|row| (0..columns).map(move |column| range(row, column))).collect()
}

/// Where a row crosses a convex quad.
fn span(quad: &Quad, y: f32) -> Option<[f32; 2]> {
    let (mut from, mut to) = (f32::INFINITY, f32::NEG_INFINITY);
    for [a, b] in quad.sides() {
        if (a[1] <= y) != (b[1] <= y) {
            let x = a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
            (from, to) = (from.min(x), to.max(x));
        }
    }
    (from < to).then_some([from, to])
}

/// Halved four times, with two detours back: `models/train_page.py` has the same lines.
fn run(model: &Model, picture: &Features) -> Option<Features> {
    let layer = |name| model.layer(name);
    let halved = |input: &Features, name| Some(input.convolved(layer(name)?, 2, 1).rectified());
    let refined =
        |input: Features, name, dilation| Some(input.convolved(layer(name)?, 1, dilation).plus(&input).rectified());
    let half = halved(picture, "a")?;
    let quarter = refined(halved(&half, "b")?, "c", 1)?;
    let eighth = refined(halved(&quarter, "d")?, "e", 1)?;
    let sixteenth = refined(refined(halved(&eighth, "f")?, "g", 1)?, "h", 2)?;
    let sixteenth = sixteenth.clone().with_means().convolved(layer("i")?, 1, 1).plus(&sixteenth).rectified();
    let eighth = sixteenth.convolved(layer("j")?, 1, 1).doubled(&eighth).plus(&eighth).rectified();
    let eighth = refined(eighth, "k", 1)?;
    let quarter = eighth.convolved(layer("l")?, 1, 1).doubled(&quarter).plus(&quarter).rectified();
    Some(refined(quarter, "m", 1)?.convolved(layer("n")?, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::{Budget, upright_luma};

    fn seen(luma: &Plane) -> Segmentation {
        Segmentation::of(&luma.within(1280), None, 1).expect("weights that can be read")
    }

    #[test]
    fn a_page_and_its_upper_side_are_seen() {
        let files: [&[u8]; 2] = [
            include_bytes!("../../../fixtures/images/passport.jpg"),
            include_bytes!("../../../fixtures/images/card-front.jpg"),
        ];
        for bytes in files {
            let luma = upright_luma(bytes, 1, &Budget::default()).unwrap();
            let turned = luma.pixels().iter().rev().copied().collect();
            let turned = Plane::from_parts(luma.width(), luma.height(), turned);
            for (picture, sign) in [(luma, -1.0), (turned, 1.0)] {
                let seen = seen(&picture);
                let quad = seen.quad().unwrap();
                assert!(seen.overlap(&quad) > 0.85, "{quad:?}");
                let [x, y] = seen.up(&quad);
                assert!(sign * y > 0.7 && x.abs() < 0.3, "{x} {y}");
            }
        }
    }

    #[test]
    fn a_table_is_no_page() {
        let pixels = (0..640 * 480).map(|at| (120 + (at % 640) / 16 % 7 + (at / 640) / 9 % 5) as u8).collect();
        assert_eq!(crate::image::page::Page::find(&Plane::from_parts(640, 480, pixels), None), None);
        assert!(Segmentation::of(&Plane::from_parts(1, 1, vec![9]), None, 1).is_some_and(|seen| seen.quad().is_none()));
    }

    #[test]
    fn the_overlap_is_intersection_by_union() {
        let inside: Vec<f32> = (0..400)
            .map(|at| f32::from(u8::from((5..15).contains(&(at % 20)) && (4..12).contains(&(at / 20)))))
            .collect();
        let sums = inside.chunks(20).flat_map(|row| (0..=20).map(|end| row[..end].iter().sum::<f32>())).collect();
        let borders = changes(&inside, 20, 20);
        let seen = Segmentation {
            columns: 20,
            rows: 20,
            total: inside.iter().sum(),
            inside,
            sums,
            borders,
            up: vec![[0.0, -1.0]; 400],
        };
        assert!((seen.overlap(&Quad::rectangle(0.25, 0.2, 0.75, 0.6)) - 1.0).abs() < 0.01);
        assert!((seen.overlap(&Quad::rectangle(0.25, 0.2, 0.5, 0.6)) - 0.5).abs() < 0.01);
        assert_eq!(seen.overlap(&Quad::rectangle(0.8, 0.8, 0.9, 0.9)), 0.0);
        let found = seen.quad().unwrap();
        assert!(seen.overlap(&found) > 0.98, "{found:?}");
        assert_eq!((seen.border([0.26, 0.3]), seen.border([0.5, 0.4])), (1.0, 0.0));
    }
}
