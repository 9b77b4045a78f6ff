//! One 8-bit brightness plane: all that the quality measures need, at a third of an RGB picture's memory.

/// Luma (Y' of ITU-R BT.601, 0 black to 255 white), row by row from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

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

    /// Averaged down until the long side is at most `side` pixels; unchanged when it already is.
    #[must_use]
    pub fn within(&self, side: usize) -> Self {
        let long = self.width.max(self.height).max(1);
        if long <= side {
            return self.clone();
        }
        self.averaged((self.width * side).div_ceil(long), (self.height * side).div_ceil(long))
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
        assert_eq!(luma.within(2).width(), 2);
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
