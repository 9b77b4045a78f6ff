//! One 8-bit brightness plane: all that the quality measures need, at a third of an RGB picture's memory.

use std::ops::Range;

/// Luma (Y' of ITU-R BT.601, 0 black to 255 white), row by row from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Most pixels of a side that are averaged at once: so many white ones fit 16 bits.
const MOST_SHRUNK: usize = 256;

/// BT.601 luma of one RGB pixel, the same weights as JPEG's Y' (JFIF 1.02), in 16-bit fixed point.
#[must_use]
pub fn of_rgb(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 19_595 * u32::from(red) + 38_470 * u32::from(green) + 7_471 * u32::from(blue) + 32_768;
    (sum >> 16).min(255) as u8
}

impl Plane {
    /// From `width * height` pixels; missing pixels become black, surplus ones are dropped.
    #[must_use]
    pub fn from_parts(width: usize, height: usize, mut pixels: Vec<u8>) -> Self {
        pixels.resize(width.saturating_mul(height), 0);
        Self { width, height, pixels }
    }

    /// Columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// All pixels, `width * height` of them.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// All pixels, without a copy.
    #[must_use]
    pub fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// The row `y`; empty below the last row.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u8] {
        let start = y.saturating_mul(self.width);
        self.pixels.get(start..start.saturating_add(self.width)).unwrap_or_default()
    }

    /// The pixel at (`x`, `y`), the nearest one outside of the picture.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> u8 {
        let row = self.row(y.min(self.height.saturating_sub(1)));
        row.get(x).or_else(|| row.last()).copied().unwrap_or(0)
    }

    /// Averaged down to exactly `width` x `height`, each at most the present size and at least 1.
    #[must_use]
    pub fn averaged(&self, width: usize, height: usize) -> Self {
        let width = width.clamp(1, self.width.max(1));
        let height = height.clamp(1, self.height.max(1));
        if width == self.width && height == self.height {
            return self.clone();
        }
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![(0_u64, 0_u64); width];
        let mut y = 0;
        for row in 0..height {
            sums.fill((0, 0));
            let end = (row + 1) * self.height / height;
            while y < end {
                let source = self.row(y);
                for (column, (sum, count)) in sums.iter_mut().enumerate() {
                    let span = column * self.width / width..(column + 1) * self.width / width;
                    let cells = source.get(span).unwrap_or_default();
                    *sum += cells.iter().map(|&cell| u64::from(cell)).sum::<u64>();
                    *count += cells.len() as u64;
                }
                y += 1;
            }
            pixels.extend(sums.iter().map(|&(sum, count)| ((sum + count / 2) / count.max(1)) as u8));
        }
        Self::from_parts(width, height, pixels)
    }

    /// With all rows reversed.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let mut pixels = self.pixels.clone();
        pixels.chunks_exact_mut(self.width.max(1)).for_each(<[u8]>::reverse);
        Self::from_parts(self.width, self.height, pixels)
    }

    /// Averaged down by a whole number, the smallest that brings the long side to at most `side` pixels.
    #[must_use]
    pub fn within(&self, side: usize) -> Self {
        self.shrunk(self.width.max(self.height).div_ceil(side.max(1)))
    }

    /// A part of it; what lies outside is left out.
    #[must_use]
    pub fn part(&self, columns: Range<usize>, rows: Range<usize>) -> Self {
        let columns = columns.start.min(self.width)..columns.end.min(self.width);
        let rows = rows.start.min(self.height)..rows.end.min(self.height);
        let pixels = rows.clone().flat_map(|y| self.row(y).get(columns.clone()).unwrap_or_default().iter().copied());
        Self::from_parts(columns.len(), rows.len(), pixels.collect())
    }

    /// Each pixel the mean of `factor` by `factor`; what is left over at the right and at the bottom is dropped.
    #[must_use]
    pub fn shrunk(&self, factor: usize) -> Self {
        let factor = factor.clamp(1, self.width.min(self.height).clamp(1, MOST_SHRUNK));
        if factor == 1 {
            return self.clone();
        }
        let (width, height) = (self.width / factor, self.height / factor);
        let mut pixels = Vec::with_capacity(width * height);
        let mut columns = vec![0_u16; width * factor];
        let count = (factor * factor) as u32;
        for band in self.pixels.chunks_exact(self.width * factor) {
            columns.fill(0);
            for row in band.chunks_exact(self.width) {
                columns.iter_mut().zip(row).for_each(|(sum, &pixel)| *sum += u16::from(pixel));
            }
            let mean =
                |cells: &[u16]| ((cells.iter().map(|&cell| u32::from(cell)).sum::<u32>() + count / 2) / count) as u8;
            match factor {
                2 => pixels.extend(columns.as_chunks::<2>().0.iter().map(|[a, b]| ((a + b + 2) / 4) as u8)),
                4 => pixels
                    .extend(columns.as_chunks::<4>().0.iter().map(|[a, b, c, d]| ((a + b + c + d + 8) / 16) as u8)),
                _ => pixels.extend(columns.chunks_exact(factor).map(mean)),
            }
        }
        Self::from_parts(width, height, pixels)
    }

    /// How many pixels there are of each luma value.
    #[must_use]
    pub fn histogram(&self) -> [u64; 256] {
        let mut histogram = [0_u64; 256];
        for &pixel in &self.pixels {
            if let Some(count) = histogram.get_mut(usize::from(pixel)) {
                *count += 1;
            }
        }
        histogram
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averaging_keeps_the_mean() {
        let luma = Plane::from_parts(4, 2, vec![0, 100, 200, 200, 0, 100, 200, 200]);
        assert_eq!(luma.averaged(2, 1).pixels(), &[50, 200]);
        assert_eq!(luma.within(2), luma.averaged(2, 1));
        let gradient = Plane::from_parts(13, 9, (0..117).collect());
        assert_eq!((gradient.shrunk(3).width(), gradient.shrunk(3).row(0)), (4, [14, 17, 20, 23].as_slice()));
        assert_eq!(luma.within(9), luma);
    }

    #[test]
    fn white_is_white() {
        assert_eq!(of_rgb(255, 255, 255), 255);
        assert_eq!(of_rgb(0, 0, 0), 0);
        assert_eq!(of_rgb(255, 0, 0), 76);
    }

    #[test]
    fn nothing_outside_panics() {
        let luma = Plane::from_parts(0, 0, vec![]);
        assert_eq!(luma.at(3, 3), 0);
        assert_eq!(luma.averaged(5, 5).pixels(), &[0]);
    }
}
