//! Small square parts of a picture in which single edges and grains are measured.

use crate::image::plane::Plane;

/// A square with a margin, as floating-point luma.
#[derive(Clone, Debug)]
pub struct Patch {
    /// Pixels in a row, the margin included.
    pub side: usize,
    pub pixels: Vec<f32>,
}

impl Patch {
    /// Pixels on each side that serve the kernels alone.
    pub const MARGIN: usize = 7;
    /// Pixels in a row without the margin.
    pub const INNER: usize = 96;

    /// The square about a point of the picture, each of its pixels the mean of `step` by `step`.
    pub fn cut(plane: &Plane, [x, y]: [f32; 2], step: usize) -> Self {
        let side = Self::INNER + 2 * Self::MARGIN;
        let reach = (side * step / 2) as f32;
        let (left, top) = ((x - reach) as isize, (y - reach) as isize);
        let clamp = |at: isize| usize::try_from(at).unwrap_or(0);
        let mut pixels = Vec::with_capacity(side * side);
        let mut sums = vec![0_u32; side];
        for row in 0..side {
            sums.fill(0);
            for inner in 0..step {
                let y = clamp(top + (row * step + inner).cast_signed()).min(plane.height().saturating_sub(1));
                let source = plane.row(y);
                let last = source.last().copied().unwrap_or(0);
                let whole = usize::try_from(left).ok().and_then(|left| source.get(left..left + side * step));
                match whole {
                    Some(cells) => {
                        for (sum, cells) in sums.iter_mut().zip(cells.chunks_exact(step)) {
                            *sum += cells.iter().map(|&cell| u32::from(cell)).sum::<u32>();
                        }
                    }
                    None => {
                        for (at, sum) in sums.iter_mut().enumerate() {
                            let cells = (0..step).map(|inner| {
                                let x = clamp(left + (at * step + inner).cast_signed());
                                u32::from(source.get(x).copied().unwrap_or(last))
                            });
                            *sum += cells.sum::<u32>();
                        }
                    }
                }
            }
            let count = (step * step) as f32;
            pixels.extend(sums.iter().map(|&sum| sum as f32 / count));
        }
        Self { side, pixels }
    }

    /// Blurred by a Gaussian; the outermost pixels keep their values.
    pub fn blurred(&self, sigma: f32) -> Vec<f32> {
        let radius = ((sigma * 3.0).ceil() as usize).min(Self::MARGIN - 1);
        let weight = |tap: usize| (-(tap as f32).powi(2) / (2.0 * sigma * sigma)).exp();
        let total = 1.0 + 2.0 * (1..=radius).map(weight).sum::<f32>();
        let kernel: Vec<f32> = (0..=radius).map(|tap| weight(tap) / total).collect();
        let side = self.side;
        let mut rows = self.pixels.clone();
        for (target, source) in rows.chunks_exact_mut(side).zip(self.pixels.chunks_exact(side)) {
            filter(target, radius, &kernel, |shift| source.get(shift..).unwrap_or_default());
        }
        let mut both = rows.clone();
        for y in radius..side.saturating_sub(radius) {
            let target = both.get_mut(y * side..(y + 1) * side).unwrap_or_default();
            let row = |y: usize| rows.get(y * side..(y + 1) * side).unwrap_or_default();
            let center = kernel.first().copied().unwrap_or(1.0);
            target.iter_mut().zip(row(y)).for_each(|(cell, value)| *cell = center * value);
            for (tap, weight) in kernel.iter().enumerate().skip(1) {
                for (cell, (above, below)) in target.iter_mut().zip(row(y - tap).iter().zip(row(y + tap))) {
                    *cell += weight * (above + below);
                }
            }
        }
        both
    }
}

/// One row filtered by a symmetric kernel; `source` gives the row from a place on.
fn filter<'a>(target: &mut [f32], radius: usize, kernel: &[f32], source: impl Fn(usize) -> &'a [f32]) {
    let inner = target.len().saturating_sub(2 * radius);
    let cells = target.get_mut(radius..radius + inner).unwrap_or_default();
    let center = kernel.first().copied().unwrap_or(1.0);
    cells.iter_mut().zip(source(radius)).for_each(|(cell, value)| *cell = center * value);
    for (tap, weight) in kernel.iter().enumerate().skip(1) {
        for (cell, (left, right)) in cells.iter_mut().zip(source(radius - tap).iter().zip(source(radius + tap))) {
            *cell += weight * (left + right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_is_cut_where_it_is_asked_for() {
        let plane = Plane::from_parts(500, 400, (0..500 * 400).map(|at| (at % 500 / 2) as u8).collect());
        let fine = Patch::cut(&plane, [250.0, 200.0], 1);
        let coarse = Patch::cut(&plane, [250.0, 200.0], 2);
        let middle = |patch: &Patch| patch.pixels[patch.side / 2 * patch.side + patch.side / 2];
        assert!((middle(&fine) - 125.0).abs() < 1.0 && (middle(&coarse) - 125.0).abs() < 1.0);
        let corner = Patch::cut(&plane, [0.0, 0.0], 3);
        assert_eq!(corner.pixels[0], 0.0);
        assert_eq!(Patch::cut(&Plane::from_parts(1, 1, vec![9]), [0.0, 0.0], 1).pixels[0], 9.0);
    }

    #[test]
    fn a_blur_keeps_the_mean() {
        let plane = Plane::from_parts(200, 200, (0..40_000).map(|at| if at % 7 == 0 { 210 } else { 0 }).collect());
        let blurred = Patch::cut(&plane, [100.0, 100.0], 1).blurred(2.0);
        let side = Patch::INNER + 2 * Patch::MARGIN;
        let middle = blurred[side * side / 2 + side / 2];
        assert!((middle - 30.0).abs() < 2.0, "{middle}");
    }
}
