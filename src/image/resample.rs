//! Pictures at other sizes.

use super::plane::Plane;

/// Where one sample takes its value from: the first of some values, and what each of them counts, in sum 1.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

/// Triangles as wide as two samples, or as two values where those are farther apart.
fn taps(from: usize, to: usize) -> Vec<Taps> {
    let ratio = from as f32 / to as f32;
    let reach = ratio.max(1.0);
    let sample = |at: usize| {
        let middle = (at as f32 + 0.5) * ratio - 0.5;
        let first = (middle - reach).ceil().max(0.0) as usize;
        let last = ((middle + reach).floor() as usize).min(from - 1);
        let weights = (first..=last).map(|at| (1.0 - (at as f32 - middle).abs() / reach).max(0.0));
        let sum: f32 = weights.clone().sum();
        Taps { first, weights: weights.map(|weight| weight / sum.max(f32::MIN_POSITIVE)).collect() }
    };
    (0..to).map(sample).collect()
}

impl Plane {
    /// At another size, smaller or larger, without the ripple that comes of whole pixels alone: letters stay evenly spaced.
    #[must_use]
    pub fn resampled(&self, width: usize, height: usize) -> Self {
        if (width, height) == (self.width(), self.height()) || self.pixels().is_empty() {
            return self.clone();
        }
        let (width, height) = (width.max(1), height.max(1));
        let across = taps(self.width(), width);
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0.0_f32; self.width()];
        for Taps { first, weights } in taps(self.height(), height) {
            sums.fill(0.5);
            for (at, weight) in weights.iter().enumerate() {
                sums.iter_mut().zip(self.row(first + at)).for_each(|(sum, value)| *sum += weight * f32::from(*value));
            }
            pixels.extend(across.iter().map(|Taps { first, weights }| {
                let values = sums.get(*first..first + weights.len()).unwrap_or_default();
                weights.iter().zip(values).map(|(weight, value)| weight * value).sum::<f32>() as u8
            }));
        }
        Self::from_parts(width, height, pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramps_stay_ramps_and_even_planes_even() {
        let ramp = Plane::from_parts(100, 3, (0..300).map(|at| (at % 100 * 2) as u8).collect());
        for (width, height) in [(64, 3), (150, 5), (33, 2)] {
            let other = ramp.resampled(width, height);
            let step = 200.0 / width as f32;
            for (at, value) in other.pixels().iter().enumerate() {
                let (column, value) = (at % width, f32::from(*value));
                if (3..width - 3).contains(&column) {
                    assert!(
                        (value - ((column as f32 + 0.5) * step - 1.0)).abs() <= 1.0,
                        "{width}: {column} is {value}"
                    );
                }
            }
        }
        let even = Plane::from_parts(7, 5, vec![200; 35]);
        assert!(even.resampled(13, 3).pixels().iter().all(|value| *value == 200));
    }

    #[test]
    fn an_empty_plane_stays_empty() {
        let empty = Plane::from_parts(0, 0, Vec::new());
        assert_eq!(empty.resampled(10, 10), empty);
    }
}
