//! What a layer of a network has made of a picture.

use super::Layer;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, s};
use std::ops::Range;

/// Numbers that a convolution gathers before it multiplies them: half of a small second-level cache of 512 kB.
const BAND: usize = 1 << 16;

/// Numbers for every place of a grid: one plane a channel, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    channels: usize,
    rows: usize,
    columns: usize,
    values: Vec<f32>,
}

impl Features {
    /// From planes one after the other; missing values are 0, surplus ones are dropped.
    #[must_use]
    pub fn new([channels, rows, columns]: [usize; 3], mut values: Vec<f32>) -> Self {
        values.resize(channels * rows * columns, 0.0);
        Self { channels, rows, columns, values }
    }

    /// Channels, rows and columns.
    #[must_use]
    pub const fn shape(&self) -> [usize; 3] {
        [self.channels, self.rows, self.columns]
    }

    /// One channel, row by row; empty where there is none.
    #[must_use]
    pub fn plane(&self, channel: usize) -> &[f32] {
        let size = self.rows * self.columns;
        self.values.get(channel * size..(channel + 1) * size).unwrap_or_default()
    }

    /// Convolved, with zeros around the grid; every `stride`-th row and column is kept, and the kernel's points lie
    /// `dilation` apart.
    #[must_use]
    pub fn convolved(&self, layer: &Layer, stride: usize, dilation: usize) -> Self {
        let (rows, columns) = (self.rows.div_ceil(stride), self.columns.div_ceil(stride));
        let [kernel_rows, kernel_columns] = layer.kernel;
        let points = self.channels * kernel_rows * kernel_columns;
        let outputs = layer.bias.len();
        let mut sums = Array2::from_shape_fn((outputs, rows * columns), |(output, _)| layer.bias[output]);
        if layer.weights.ncols() == points && columns > 0 {
            // Some rows at a time, so that what is multiplied stays in the cache.
            let band = (BAND / (points * columns).max(1)).clamp(1, rows.max(1));
            let mut patches = vec![0.0_f32; points * band * columns];
            for first in (0..rows).step_by(band) {
                let last = (first + band).min(rows);
                let cells = (last - first) * columns;
                let Some(patches) = patches.get_mut(..points * cells) else { continue };
                self.unfold(patches, first..last, columns, (layer.kernel, stride, dilation));
                let Ok(patches) = ArrayView2::from_shape((points, cells), patches) else { continue };
                let mut sums = sums.slice_mut(s![.., first * columns..last * columns]);
                general_mat_mul(1.0, &layer.weights, &patches, 1.0, &mut sums);
            }
        }
        Self::new([outputs, rows, columns], sums.into_raw_vec_and_offset().0)
    }

    /// Writes what each point of the kernel sees at each place of some rows: one row of `patches` a point of an input.
    fn unfold(
        &self,
        patches: &mut [f32],
        rows: Range<usize>,
        columns: usize,
        (kernel, stride, dilation): ([usize; 2], usize, usize),
    ) {
        let points = kernel[0] * kernel[1];
        let reach = kernel.map(|side| side / 2 * dilation);
        for (at, patch) in patches.chunks_exact_mut(rows.len() * columns).enumerate() {
            let (plane, point) = (self.plane(at / points), at % points);
            let shift = [point / kernel[1], point % kernel[1]].map(|step| step * dilation);
            for (row, cells) in rows.clone().zip(patch.chunks_exact_mut(columns)) {
                let Some(y) = (row * stride + shift[0]).checked_sub(reach[0]).filter(|y| *y < self.rows) else {
                    cells.fill(0.0);
                    continue;
                };
                let line = plane.get(y * self.columns..(y + 1) * self.columns).unwrap_or_default();
                // The first column whose source lies on the grid, and the first one after it whose source does not.
                let first = reach[1].saturating_sub(shift[1]).div_ceil(stride).min(columns);
                let source = line.get((first * stride + shift[1]).saturating_sub(reach[1])..).unwrap_or_default();
                let (before, rest) = cells.split_at_mut(first);
                let (seen, after) = rest.split_at_mut(source.len().div_ceil(stride).min(columns - first));
                before.fill(0.0);
                after.fill(0.0);
                if stride == 1 {
                    seen.iter_mut().zip(source).for_each(|(cell, value)| *cell = *value);
                } else {
                    seen.iter_mut().zip(source.iter().step_by(stride)).for_each(|(cell, value)| *cell = *value);
                }
            }
        }
    }

    /// Every row of every channel a channel of its own, in one row of places.
    #[must_use]
    pub fn stacked(self) -> Self {
        Self { channels: self.channels * self.rows, rows: 1, ..self }
    }

    /// Added place by place.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        self.values.iter_mut().zip(&other.values).for_each(|(sum, value)| *sum += value);
        self
    }

    /// Negative values become 0.
    #[must_use]
    pub fn rectified(mut self) -> Self {
        self.values.iter_mut().for_each(|value| *value = value.max(0.0));
        self
    }

    /// Twice as fine, every value four times, cut to the grid of `like`.
    #[must_use]
    pub fn doubled(&self, like: &Self) -> Self {
        let mut values = Vec::with_capacity(self.channels * like.rows * like.columns);
        for channel in 0..self.channels {
            let plane = self.plane(channel);
            for row in 0..like.rows {
                let start = row / 2 * self.columns;
                let line = plane.get(start..start + self.columns).unwrap_or_default();
                values.extend(line.iter().flat_map(|value| [*value; 2]).take(like.columns));
            }
        }
        Self::new([self.channels, like.rows, like.columns], values)
    }

    /// One place: every channel's mean, then every channel's largest value.
    #[must_use]
    pub fn pooled(&self) -> Self {
        let planes = || (0..self.channels).map(|channel| self.plane(channel));
        let means = planes().map(|plane| plane.iter().sum::<f32>() / plane.len().max(1) as f32);
        let largest = planes().map(|plane| plane.iter().copied().reduce(f32::max).unwrap_or_default());
        Self::new([2 * self.channels, 1, 1], means.chain(largest).collect())
    }

    /// With every channel's mean as a further channel.
    #[must_use]
    pub fn with_means(mut self) -> Self {
        let size = self.rows * self.columns;
        for channel in 0..self.channels {
            let mean = self.plane(channel).iter().sum::<f32>() / size.max(1) as f32;
            self.values.extend(std::iter::repeat_n(mean, size));
        }
        self.channels *= 2;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array1;

    fn layer(kernel: usize, weights: Vec<f32>) -> Layer {
        let weights = Array2::from_shape_vec((1, kernel * kernel), weights).unwrap();
        Layer { weights, bias: Array1::from_vec(vec![0.5]), kernel: [kernel; 2] }
    }

    #[test]
    fn a_kernel_is_a_weighted_sum_of_neighbours() {
        let grid = Features::new([1, 3, 4], (0..12).map(|value| value as f32).collect());
        let left = layer(3, vec![0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(&grid.convolved(&left, 1, 1).values[..4], &[0.5, 0.5, 1.5, 2.5]);
        assert_eq!(&grid.convolved(&left, 1, 2).values[..4], &[0.5, 0.5, 0.5, 1.5]);
        assert_eq!(grid.convolved(&left, 2, 1).values, [0.5, 1.5, 0.5, 9.5]);
        let below = layer(3, vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
        assert_eq!(grid.convolved(&below, 1, 1).values, [5.5, 6.5, 7.5, 0.5, 9.5, 10.5, 11.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
        assert_eq!(grid.convolved(&layer(1, vec![2.0]), 1, 1).values[11], 22.5);
    }

    #[test]
    fn doubling_is_cut_to_the_other_grid() {
        let small = Features::new([1, 1, 2], vec![1.0, 2.0]);
        let large = Features::new([1, 2, 3], vec![]);
        assert_eq!(small.doubled(&large).values, [1.0, 1.0, 2.0, 1.0, 1.0, 2.0]);
    }

    #[test]
    fn pooling_gives_means_and_then_the_largest() {
        let grid = Features::new([2, 1, 2], vec![1.0, 3.0, -5.0, -1.0]).pooled();
        assert_eq!((grid.shape(), grid.values.as_slice()), ([4, 1, 1], [2.0, -3.0, 3.0, -1.0].as_slice()));
    }

    #[test]
    fn means_are_further_channels() {
        let grid = Features::new([1, 1, 2], vec![1.0, 3.0]).with_means();
        assert_eq!((grid.shape(), grid.values.as_slice()), ([2, 1, 2], [1.0, 3.0, 2.0, 2.0].as_slice()));
    }
}
