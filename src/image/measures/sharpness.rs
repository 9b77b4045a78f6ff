//! Defocus as the width of edges, by the re-blur ratio.
//!
//! A step edge blurred by a Gaussian of deviation `s` has, after one more Gaussian of deviation `a`, the peak gradient
//! `c / sqrt(2 pi (s² + a²))`. The ratio of the peaks for two known deviations `a < b` gives `s` whatever the contrast
//! `c` is (S. Zhuo and T. Sim, "Defocus map estimation from a single image", Pattern Recognition 44(9), 2011). Unlike
//! the variance of the Laplacian it does not move with exposure, contrast, noise or the amount of text.
//!
//! Constants without another source were set on the variants that `examples/make_specimens --survey` measures.

use crate::image::plane::Plane;

/// Edge width of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sharpness {
    /// Deviation in pixels of the Gaussian that blurs the strong edges (their median) of the full-resolution picture.
    /// Strokes no wider than the kernels (thin print in a small picture) look sharper than they are: a picture of
    /// nothing else reads 0 up to a blur of about one pixel.
    pub sigma: f32,
    /// `sigma` divided by the picture's long side: comparable between a small and a large picture of the same page.
    pub relative: f32,
    /// Number of edge points behind the median.
    pub edges: u32,
}

/// Deviations of the two known blurs, in pixels.
const NARROW: f32 = 1.0;
const WIDE: f32 = 1.6;

/// Variance that the central difference adds: it averages the slope over two pixels.
const DIFFERENCE_VARIANCE: f32 = 1.0 / 3.0;

/// Tiles are this many pixels wide and high, plus a margin for the kernels.
const TILE: usize = 192;
const MARGIN: usize = 8;

/// At most this many tiles are looked at, evenly spread: bounds time for any picture size.
const TILES: usize = 128;

/// Weakest gradient, in luma steps per pixel after the narrow blur, that is an edge and not noise.
const WEAKEST_EDGE: f32 = 3.0;

/// An edge must stand above the noise of the picture's flattest tiles by this factor ...
const ABOVE_NOISE: f32 = 6.0;

/// ... which are its calmest tenth.
const FLATTEST: usize = 10;

/// Median of a Rayleigh distribution of parameter 1: the gradient of pure noise is distributed so.
const RAYLEIGH_MEDIAN: f32 = 1.177;

/// An edge must have this part of the gradient of the picture's strongest edges (their 98th percentile).
const STRONG_SHARE: f32 = 0.4;

/// Fewer edge points than this tell nothing.
const FEWEST_EDGES: usize = 150;

/// Blur above which the picture is measured again at half the size, where the kernels fit the edges better.
const COARSER_ABOVE: f32 = 2.0;

/// Halved no further than this long side.
const SHORTEST: usize = 240;

/// Largest blur measured at one size.
const LARGEST: f32 = 6.0;

/// One edge point: gradient after the narrow blur, and blur deviation.
type Edge = (f32, f32);

impl Sharpness {
    pub(super) fn of(luma: &Plane) -> Option<Self> {
        let long = luma.width().max(luma.height());
        let mut scale = 1.0_f32;
        let mut best = measure(luma)?;
        let mut coarse: Option<Plane> = None;
        while best.0 > COARSER_ABOVE && (long as f32 / scale) as usize >= 2 * SHORTEST {
            let current = coarse.as_ref().unwrap_or(luma);
            let half = current.averaged(current.width() / 2, current.height() / 2);
            let Some(measured) = measure(&half) else { break };
            scale *= 2.0;
            best = measured;
            coarse = Some(half);
        }
        // Averaging over `scale` pixels is itself a blur with the variance of a box.
        let box_variance = (scale * scale - 1.0) / 12.0;
        let sigma = ((best.0 * scale).powi(2) - box_variance).max(0.0).sqrt();
        Some(Self { sigma, relative: sigma / long.max(1) as f32, edges: u32::try_from(best.1).unwrap_or(u32::MAX) })
    }
}

/// Median blur and number of edges at the picture's own size.
fn measure(luma: &Plane) -> Option<(f32, usize)> {
    let columns = luma.width().div_ceil(TILE);
    let tiles = columns * luma.height().div_ceil(TILE);
    let step = tiles.div_ceil(TILES).max(1);
    let mut edges = Vec::new();
    let mut calm = Vec::new();
    for tile in (0..tiles).step_by(step) {
        // Rows are shifted against each other, so that a step equal to the row length does not pick one column only.
        let (row, column) = (tile / columns, (tile + tile / columns) % columns);
        calm.push(Tile::cut(luma, column * TILE, row * TILE).edges(&mut edges));
    }
    let noise = *nth(&mut calm, FLATTEST, f32::total_cmp)? / RAYLEIGH_MEDIAN;
    edges.retain(|edge| edge.0 >= noise * ABOVE_NOISE);
    let strongest = nth(&mut edges, 98, |a, b| a.0.total_cmp(&b.0))?.0;
    edges.retain(|edge| edge.0 >= strongest * STRONG_SHARE);
    if edges.len() < FEWEST_EDGES {
        return None;
    }
    let count = edges.len();
    nth(&mut edges, 50, |a, b| a.1.total_cmp(&b.1)).map(|median| (median.1, count))
}

/// The value that `percent` of the values lie below.
fn nth<T>(values: &mut [T], percent: usize, order: impl FnMut(&T, &T) -> std::cmp::Ordering) -> Option<&T> {
    let at = values.len() * percent / 100;
    (at < values.len()).then(|| &*values.select_nth_unstable_by(at, order).1)
}

/// A square part of a picture with a margin, as floating-point luma.
struct Tile {
    side: usize,
    /// Size of the part that lies inside the picture.
    width: usize,
    height: usize,
    pixels: Vec<f32>,
}

impl Tile {
    fn cut(luma: &Plane, left: usize, top: usize) -> Self {
        let side = TILE + 2 * MARGIN;
        let mut pixels = Vec::with_capacity(side * side);
        for y in 0..side {
            for x in 0..side {
                let (x, y) = ((left + x).saturating_sub(MARGIN), (top + y).saturating_sub(MARGIN));
                pixels.push(f32::from(luma.at(x, y)));
            }
        }
        Self {
            side,
            width: luma.width().saturating_sub(left).min(TILE),
            height: luma.height().saturating_sub(top).min(TILE),
            pixels,
        }
    }

    /// Adds the tile's edges, and gives its median gradient.
    fn edges(&self, out: &mut Vec<Edge>) -> f32 {
        let mut gradients = Vec::with_capacity(self.width * self.height);
        let narrow = self.blurred(NARROW);
        let wide = self.blurred(WIDE);
        let value = |plane: &[f32], x: usize, y: usize| plane.get(y * self.side + x).copied().unwrap_or(0.0);
        let gradient = |plane: &[f32], x: usize, y: usize| {
            let across = value(plane, x + 1, y) - value(plane, x - 1, y);
            let down = value(plane, x, y + 1) - value(plane, x, y - 1);
            (across / 2.0, down / 2.0)
        };
        let strength = |plane: &[f32], x: usize, y: usize| {
            let (across, down) = gradient(plane, x, y);
            across.hypot(down)
        };
        for y in MARGIN..MARGIN + self.height {
            for x in MARGIN..MARGIN + self.width {
                let (across, down) = gradient(&narrow, x, y);
                let sharp = across.hypot(down);
                gradients.push(sharp);
                if sharp < WEAKEST_EDGE {
                    continue;
                }
                // Only the crest of the gradient, seen along the gradient, is the middle of an edge.
                let (a, b) = match (across.abs() > 2.4 * down.abs(), down.abs() > 2.4 * across.abs()) {
                    (true, _) => ((x - 1, y), (x + 1, y)),
                    (_, true) => ((x, y - 1), (x, y + 1)),
                    _ if across * down > 0.0 => ((x - 1, y - 1), (x + 1, y + 1)),
                    _ => ((x - 1, y + 1), (x + 1, y - 1)),
                };
                if sharp >= strength(&narrow, a.0, a.1) && sharp > strength(&narrow, b.0, b.1) {
                    out.push((sharp, deviation(sharp, strength(&wide, x, y))));
                }
            }
        }
        nth(&mut gradients, 50, f32::total_cmp).copied().unwrap_or(0.0)
    }

    /// Blurred by a Gaussian; the margin's outermost pixels are not valid.
    fn blurred(&self, sigma: f32) -> Vec<f32> {
        let radius = (sigma * 3.0).ceil() as usize;
        let kernel: Vec<f32> =
            (0..=2 * radius).map(|tap| (-(tap as f32 - radius as f32).powi(2) / (2.0 * sigma * sigma)).exp()).collect();
        let total: f32 = kernel.iter().sum();
        let pass = |plane: &[f32], stride: usize| {
            let mut result = plane.to_vec();
            let reach = radius * stride;
            for (at, target) in result.iter_mut().enumerate().skip(reach) {
                let taps = plane.iter().skip(at - reach).step_by(stride);
                *target = kernel.iter().zip(taps).map(|(weight, value)| weight * value).sum::<f32>() / total;
            }
            result
        };
        pass(&pass(&self.pixels, 1), self.side)
    }
}

/// Blur deviation from the peak gradients after the narrow and the wide blur.
fn deviation(narrow: f32, wide: f32) -> f32 {
    let ratio = (narrow / wide.max(1e-3)).powi(2);
    if ratio <= 1.0 {
        return LARGEST;
    }
    let small = NARROW * NARROW + DIFFERENCE_VARIANCE;
    let large = WIDE * WIDE + DIFFERENCE_VARIANCE;
    ((large - ratio * small) / (ratio - 1.0)).max(0.0).sqrt().min(LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bars 40 pixels wide whose edges are blurred by `sigma`.
    fn bars(sigma: f32, dark: f32, bright: f32) -> Plane {
        let (width, height) = (600_usize, 300_usize);
        let edge = |distance: f32| 1.0 / (1.0 + (-1.702 * distance / sigma.max(0.05)).exp());
        let mut pixels = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let position = (x as f32 + y as f32 * 0.3).rem_euclid(80.0);
                let inside = edge(position - 20.0) * edge(60.0 - position);
                pixels.push((dark + (bright - dark) * inside).round() as u8);
            }
        }
        Plane::from_parts(width, height, pixels)
    }

    #[test]
    fn the_blur_of_step_edges_is_recovered_at_any_contrast() {
        for sigma in [1.0_f32, 2.0, 3.0, 5.0] {
            for (dark, bright) in [(20.0, 230.0), (10.0, 70.0)] {
                let measured = Sharpness::of(&bars(sigma, dark, bright)).unwrap().sigma;
                assert!((measured / sigma - 1.0).abs() < 0.25, "{sigma}: {measured}");
            }
        }
    }

    #[test]
    fn a_blank_picture_tells_nothing() {
        assert_eq!(Sharpness::of(&Plane::from_parts(400, 400, vec![128; 160_000])), None);
        assert_eq!(Sharpness::of(&Plane::from_parts(1, 1, vec![0])), None);
    }
}
