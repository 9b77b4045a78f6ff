//! One grid of evenly spaced cells for all lines of a zone.

use super::letters::Places;
use super::spacing::Steps;
use crate::image::page::{Point, Quad};

/// Terms of the polynomial that leads from columns and lines to the picture: enough for a page that is tilted and bent.
const TERMS: usize = 7;
/// Columns that are one unit of it, so that its terms are of one size.
const UNIT: f32 = 20.0;
/// Weight of what is known already against a term of order two and more: where little is seen, lines are straight.
const STIFFNESS: [f64; TERMS] = [1e-6, 1e-6, 1e-2, 1e-1, 1e-6, 1e-3, 1e-1];
/// A character farther off than this, in cells, is no measure of the grid.
const OUTLIER: f32 = 0.35;
/// Rounds of leaving those out.
const ROUNDS: usize = 3;

/// A place of the picture for every column and line.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Coefficients of x and of y.
    terms: [[f64; TERMS]; 2],
    /// Columns of a line.
    pub columns: usize,
    /// Lines.
    pub lines: usize,
}

/// A column and line, where they are in the picture, and how sure that is.
pub struct Tie {
    pub column: f32,
    pub line: f32,
    pub place: Point,
    pub weight: f32,
}

fn basis(column: f32, line: f32) -> [f64; TERMS] {
    let (t, l) = (f64::from(column / UNIT), f64::from(line));
    [1.0, t, t * t, t * t * t, l, l * t, l * t * t]
}

impl Grid {
    /// The grid that fits best; `None` for too few ties.
    pub fn through(ties: &[Tie], columns: usize, lines: usize) -> Option<Self> {
        let mut grid: Option<Self> = None;
        for _ in 0..ROUNDS {
            let near = |tie: &&Tie| grid.as_ref().is_none_or(|grid: &Self| grid.off(tie) < OUTLIER);
            let mut normal = [[0.0; TERMS]; TERMS];
            let mut right = [[0.0; TERMS]; 2];
            let mut weights = 0.0;
            for tie in ties.iter().filter(near) {
                let terms = basis(tie.column, tie.line);
                let weight = f64::from(tie.weight);
                weights += weight;
                for (row, a) in normal.iter_mut().zip(terms) {
                    row.iter_mut().zip(terms).for_each(|(cell, b)| *cell += weight * a * b);
                }
                for (side, place) in right.iter_mut().zip(tie.place) {
                    side.iter_mut().zip(terms).for_each(|(cell, a)| *cell += weight * a * f64::from(place));
                }
            }
            if weights < 4.0 {
                return None;
            }
            for (at, stiffness) in STIFFNESS.into_iter().enumerate() {
                if let Some(cell) = normal.get_mut(at).and_then(|row| row.get_mut(at)) {
                    *cell += stiffness * weights * 0.01 + 1e-9;
                }
            }
            grid = Some(Self { terms: [solve(normal, right[0])?, solve(normal, right[1])?], columns, lines });
        }
        grid
    }

    /// The same, read from the other end.
    pub fn reversed(&self) -> Option<Self> {
        let (columns, last) = (self.columns as f32, self.lines as f32 - 1.0);
        self.renumbered(|column, line| [columns - column, last - line])
    }

    /// The same of a picture that is seen in a mirror.
    pub fn mirrored(&self) -> Option<Self> {
        let columns = self.columns as f32;
        self.renumbered(|column, line| [columns - column, line])
    }

    /// The same with other numbers for its columns and lines; `before` leads from the new ones to the old ones.
    fn renumbered(&self, before: impl Fn(f32, f32) -> [f32; 2]) -> Option<Self> {
        let ends = (0..=self.columns).flat_map(|column| (0..self.lines).map(move |line| (column as f32, line as f32)));
        let tie = |(column, line)| {
            let [old_column, old_line] = before(column, line);
            Tie { column, line, place: self.at(old_column, old_line), weight: 1.0 }
        };
        Self::through(&ends.map(tie).collect::<Vec<_>>(), self.columns, self.lines)
    }

    /// The most that a cell of this grid lies away from the same one of another, in cells.
    pub fn differs(&self, other: &Self) -> f32 {
        let (columns, last) = (self.columns as f32, self.lines as f32 - 1.0);
        let places = [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| part * columns);
        let off = |column: f32, line: f32| {
            let ([x, y], [a, b]) = (self.at(column, line), other.at(column, line));
            (x - a).hypot(y - b) / self.along(column, line).max(0.1)
        };
        places.iter().flat_map(|column| [off(*column, 0.0), off(*column, last)]).fold(0.0, f32::max)
    }

    /// How far a tie is off, in cells.
    fn off(&self, tie: &Tie) -> f32 {
        let [x, y] = self.at(tie.column, tie.line);
        (x - tie.place[0]).hypot(y - tie.place[1]) / self.along(tie.column, tie.line).max(0.1)
    }

    /// The place of the picture, in pixels, of a column (whole numbers are left edges of cells) on the middle of a line.
    pub fn at(&self, column: f32, line: f32) -> Point {
        let terms = basis(column, line);
        self.terms.map(|side| side.iter().zip(terms).map(|(a, b)| a * b).sum::<f64>() as f32)
    }

    fn forth(&self, column: f32, line: f32) -> Point {
        let ([ax, ay], [bx, by]) = (self.at(column - 0.5, line), self.at(column + 0.5, line));
        [bx - ax, by - ay]
    }

    /// Pixels from one column to the next.
    fn along(&self, column: f32, line: f32) -> f32 {
        let [x, y] = self.forth(column, line);
        x.hypot(y)
    }

    /// One pitch downwards, in pixels: towards the next line where there is one, else across the reading direction.
    pub fn down(&self, column: f32, line: f32) -> Point {
        let [x, y] = self.forth(column, line);
        if self.lines < 2 {
            return [-y, x];
        }
        let (above, below) = (self.at(column, 0.0), self.at(column, self.lines as f32 - 1.0));
        let [dx, dy] = [below[0] - above[0], below[1] - above[1]];
        // As long as across the line, for letters stand upright on it.
        let across = ((dy * x - dx * y) / x.hypot(y).max(1e-3)).abs();
        if across < 1e-3 {
            return [-y, x];
        }
        let length = x.hypot(y) / across;
        [dx * length, dy * length]
    }

    /// Pixels of the picture from one character to the next, in the middle of the zone.
    pub fn pitch(&self) -> f32 {
        self.along(self.columns as f32 / 2.0, (self.lines as f32 - 1.0) / 2.0)
    }

    /// The same with columns of other widths, as many columns as then fit.
    pub fn spaced(&self, steps: Steps) -> Option<Self> {
        let (left, right) = (0.0, self.columns as f32);
        let (mut ties, mut column, mut at) = (Vec::new(), 0.0, left - 6.0 * steps.at(left));
        // What is now six columns before the first one.
        let first = -6.0;
        while at < right + 6.0 {
            for line in 0..self.lines {
                let line = line as f32;
                ties.push(Tie { column: first + column, line, place: self.at(at, line), weight: 1.0 });
            }
            at += steps.at(at);
            column += 1.0;
        }
        let columns = (right / steps.at(right / 2.0)).round() as usize;
        Self::through(&ties, columns, self.lines)
    }

    /// From the left edge of the first cell to the right edge of the last one, and from the top of the first line to the foot of
    /// the last one, in pixels.
    pub fn quad(&self) -> Quad {
        // Capitals are as high as a pitch, nearly.
        const HALF: f32 = 0.55;
        let corner = |column: f32, line: f32, side: f32| {
            let ([x, y], [dx, dy]) = (self.at(column, line), self.down(column, line));
            [x + side * HALF * dx, y + side * HALF * dy]
        };
        let (right, last) = (self.columns as f32, self.lines as f32 - 1.0);
        Quad([corner(0.0, 0.0, -1.0), corner(right, 0.0, -1.0), corner(right, last, 1.0), corner(0.0, last, 1.0)])
    }

    /// The outer ends of the first and the last line.
    pub fn corners(&self) -> impl Iterator<Item = [f32; 2]> {
        let (right, last) = (self.columns as f32, self.lines as f32 - 1.0);
        [[0.0, 0.0], [right, 0.0], [0.0, last], [right, last]].into_iter()
    }

    /// How far a place lies beyond the border of a picture, in characters; below 0 where it lies within.
    pub fn beyond(&self, (width, height): (f32, f32), column: f32, line: f32) -> f32 {
        let [x, y] = self.at(column, line);
        let outside = (-0.5 - x).max(x + 0.5 - width).max(-0.5 - y).max(y + 0.5 - height);
        outside / self.along(column, line).max(0.1)
    }

    /// The grid through the characters that were seen along this one; `cells` has the column of every character of every line.
    pub fn laid_anew(&self, seen: &[Places], cells: &[Vec<(usize, f32)>]) -> Option<Self> {
        let mut ties = Vec::new();
        for (line, (places, cells)) in seen.iter().zip(cells).enumerate() {
            for (at, column) in cells {
                let Some(sign) = places.signs.get(*at) else { continue };
                let ([x, y], [dx, dy]) = (self.at(sign.column, line as f32), self.down(sign.column, line as f32));
                let place = [x + dx * sign.below, y + dy * sign.below];
                ties.push(Tie { column: column + 0.5, line: line as f32, place, weight: sign.presence });
            }
        }
        Self::through(&ties, self.columns, self.lines)
    }
}

/// Gaussian elimination with pivots.
fn solve(mut matrix: [[f64; TERMS]; TERMS], mut right: [f64; TERMS]) -> Option<[f64; TERMS]> {
    for at in 0..TERMS {
        let pivot = (at..TERMS).max_by(|a, b| matrix[*a][at].abs().total_cmp(&matrix[*b][at].abs()))?;
        matrix.swap(at, pivot);
        right.swap(at, pivot);
        let head = matrix[at];
        if head[at].abs() < 1e-12 {
            return None;
        }
        for below in at + 1..TERMS {
            let factor = matrix[below][at] / head[at];
            matrix[below].iter_mut().zip(head).for_each(|(cell, value)| *cell -= factor * value);
            right[below] -= factor * right[at];
        }
    }
    for at in (0..TERMS).rev() {
        let known: f64 = (at + 1..TERMS).map(|after| matrix[at][after] * right[after]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plane with one column a unit, turned by `turn` and tilted by `tilt` degrees about an axis across it, from far enough to see
    /// 44 columns.
    fn seen(turn: f32, tilt: f32, column: f32, line: f32) -> Point {
        let (x, y) = (column - 22.0, 2.5 * line);
        let (sine, cosine) = tilt.to_radians().sin_cos();
        let depth = 60.0 + x * sine;
        let (x, y) = (900.0 * x * cosine / depth, 900.0 * y / depth);
        let (sine, cosine) = turn.to_radians().sin_cos();
        [800.0 + x * cosine - y * sine, 600.0 + x * sine + y * cosine]
    }

    fn ties(turn: f32, tilt: f32, every: usize) -> Vec<Tie> {
        let cells = (0..88).step_by(every).map(|at| ((at % 44) as f32 + 0.5, (at / 44) as f32));
        cells.map(|(column, line)| Tie { column, line, place: seen(turn, tilt, column, line), weight: 1.0 }).collect()
    }

    #[test]
    fn a_tilted_page_has_cells_where_they_are_seen() {
        for (turn, tilt) in [(0.0, 0.0), (30.0, 20.0), (170.0, -40.0), (-90.0, 40.0)] {
            let grid = Grid::through(&ties(turn, tilt, 1), 44, 2).unwrap();
            for (column, line) in [(0.0, 0.0), (44.0, 0.0), (13.0, 1.0), (44.0, 1.0)] {
                let ([x, y], [a, b]) = (grid.at(column, line), seen(turn, tilt, column, line));
                let off = (x - a).hypot(y - b) / grid.along(column, line);
                assert!(off < 0.1, "{turn} {tilt}: {column} {line} off by {off}");
            }
        }
    }

    #[test]
    fn few_characters_make_a_grid_and_strangers_do_not_move_it() {
        let mut some = ties(10.0, 20.0, 5);
        some.push(Tie { column: 20.5, line: 0.0, place: [10.0, 10.0], weight: 1.0 });
        let grid = Grid::through(&some, 44, 2).unwrap();
        let ([x, y], [a, b]) = (grid.at(40.0, 1.0), seen(10.0, 20.0, 40.0, 1.0));
        assert!((x - a).hypot(y - b) < 0.3 * grid.pitch(), "{x} {y}, not {a} {b}");
        assert!(Grid::through(&some[..3], 44, 2).is_none());
    }
}
