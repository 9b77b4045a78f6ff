//! Brightness of a whole picture.

use crate::image::plane::Plane;

/// Brightness percentiles of all pixels, as luma from 0 (black) to 1 (white).
///
/// Percentiles instead of a mean: a bright page on a dark table and a grey page on a grey table have the same mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// 5 % of the pixels are darker.
    pub p5: f32,
    /// The median.
    pub p50: f32,
    /// 5 % of the pixels are brighter.
    pub p95: f32,
    /// Fraction of pixels at or below [`DARK_CLIP`].
    pub clipped_dark: f32,
    /// Fraction of pixels at or above [`BRIGHT_CLIP`]. High on scans of white paper, which are not over-exposed.
    pub clipped_bright: f32,
}

/// Luma up to which a pixel counts as clipped to black: sensor noise and JPEG rounding move true black by so much.
pub const DARK_CLIP: u8 = 5;

/// Luma from which a pixel counts as clipped to white, with the same margin as [`DARK_CLIP`].
pub const BRIGHT_CLIP: u8 = 250;

impl Exposure {
    pub(super) fn of(luma: &Plane) -> Self {
        let histogram = luma.histogram();
        let total = histogram.iter().sum::<u64>().max(1);
        let fraction = |values: &[u64]| (values.iter().sum::<u64>() as f64 / total as f64) as f32;
        let percentile = |percent: u64| {
            let mut below = 0;
            let value = histogram.iter().position(|count| {
                below += count;
                below * 100 >= total * percent
            });
            value.unwrap_or(0) as f32 / 255.0
        };
        Self {
            p5: percentile(5),
            p50: percentile(50),
            p95: percentile(95),
            clipped_dark: fraction(histogram.get(..=usize::from(DARK_CLIP)).unwrap_or_default()),
            clipped_bright: fraction(histogram.get(usize::from(BRIGHT_CLIP)..).unwrap_or_default()),
        }
    }

    /// Michelson contrast, `(p95 - p5) / (p95 + p5)`, 0 to 1: less light leaves it as it is, stray light does not.
    #[must_use]
    pub fn contrast(&self) -> f32 {
        (self.p95 - self.p5) / (self.p95 + self.p5).max(f32::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_a_ramp() {
        let ramp = Plane::from_parts(256, 1, (0..=255).collect());
        let exposure = Exposure::of(&ramp);
        assert!((exposure.p50 - 0.5).abs() < 0.01);
        assert!((exposure.contrast() - 0.9).abs() < 0.01);
        assert!((exposure.clipped_dark - 6.0 / 256.0).abs() < 1e-6);
        assert!((exposure.clipped_bright - 6.0 / 256.0).abs() < 1e-6);
    }
}
