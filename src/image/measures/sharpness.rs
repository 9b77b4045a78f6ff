//! Blur as the width of edges, by the re-blur ratio, for each direction.
//!
//! A step edge blurred by a Gaussian of deviation `s` has, after one more Gaussian of deviation `a`, the peak gradient
//! `c / sqrt(2 pi (s² + a²))`. The ratio of the peaks for two known deviations `a < b` gives `s` whatever the contrast
//! `c` is (S. Zhuo and T. Sim, "Defocus map estimation from a single image", Pattern Recognition 44(9), 2011). Unlike
//! the variance of the Laplacian it does not move with exposure, contrast, noise or the amount of text. A lens out of
//! focus widens all edges alike, a moving camera those across its path.

use super::patch::Patch;

/// Edge widths of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sharpness {
    /// Deviation in pixels of the Gaussian that blurs the edges of the direction that is blurred least.
    pub sigma: f32,
    /// The same of the direction that is blurred most.
    pub widest: f32,
    /// Direction in which edges are widest, in degrees from the x axis towards the y axis, 0 to 180.
    pub direction: f32,
    /// Number of edge points behind it.
    pub edges: u32,
}

/// Deviations of the two known blurs, in pixels.
const NARROW: f32 = 1.0;
const WIDE: f32 = 2.0;

/// Variance that the central difference adds: it averages the slope over two pixels.
const DIFFERENCE_VARIANCE: f32 = 1.0 / 3.0;

/// Weakest gradient, in luma steps per pixel after the narrow blur, that is an edge and not noise.
const WEAKEST_EDGE: f32 = 1.5;

/// An edge must stand above the gradient of the patches' calm places by this factor.
const ABOVE_NOISE: f32 = 4.0;

/// The strong edges of a direction have at least this part of the gradient of the strongest ones of all.
const WEAK_DIRECTION: f32 = 0.08;

/// An edge must have this part of the gradient of the strongest edges of its direction (their 95th percentile).
const STRONG_SHARE: f32 = 0.35;

/// Fewer edge points than this tell nothing.
const FEWEST_EDGES: usize = 60;

/// Directions that are told apart, of half a circle, and how many neighbours on either side are taken together.
const DIRECTIONS: usize = 12;

/// Part of all edges' weight that speaks for a blur that is alike in all directions.
const HELD_BACK: f64 = 0.02;

/// Blur above which the patches are measured again at half the size, where the kernels fit the edges better.
const COARSER_ABOVE: f32 = 2.2;

/// Largest blur measured at one size.
const LARGEST: f32 = 6.0;

/// One edge point: gradient after the narrow blur, its direction in bins, and blur deviation.
#[derive(Clone, Copy)]
struct Edge {
    strength: f32,
    bin: usize,
    sigma: f32,
}

impl Sharpness {
    /// Of patches cut from one picture; `None` where there are too few edges to tell.
    pub(super) fn of(patches: &[Patch]) -> Option<Self> {
        let fine = measure(patches);
        let coarse = || -> Option<Self> {
            let halves: Vec<Patch> = patches.iter().map(Patch::halved).collect();
            let found = measure(&halves)?;
            // Averaging over two pixels is itself a blur with the variance of a box.
            let back = |sigma: f32| (4.0 * sigma * sigma - 0.25).max(0.0).sqrt();
            Some(Self { sigma: back(found.sigma), widest: back(found.widest), ..found })
        };
        match fine {
            Some(fine) if fine.widest <= COARSER_ABOVE => Some(fine),
            Some(fine) => match coarse() {
                Some(coarse) if fine.sigma <= COARSER_ABOVE => Some(Self { sigma: fine.sigma, ..coarse }),
                Some(coarse) => Some(coarse),
                None => Some(fine),
            },
            None => coarse(),
        }
    }

    /// The same in pixels of a picture whose pixels are smaller by this factor.
    #[must_use]
    pub fn scaled(self, factor: f32) -> Self {
        Self { sigma: self.sigma * factor, widest: self.widest * factor, ..self }
    }

    /// Length of the camera's path while the picture was taken, in pixels: a box of length `l` has the variance `l² / 12`.
    #[must_use]
    pub fn motion(&self) -> f32 {
        (12.0 * (self.widest * self.widest - self.sigma * self.sigma)).max(0.0).sqrt()
    }
}

fn measure(patches: &[Patch]) -> Option<Sharpness> {
    let mut edges: Vec<Edge> = Vec::new();
    let mut calm: Vec<f32> = patches.iter().map(|patch| edges_of(patch, &mut edges)).collect();
    let noise = nth(&mut calm, 25, f32::total_cmp).copied().unwrap_or(0.0);
    edges.retain(|edge| edge.strength >= (noise * ABOVE_NOISE).max(WEAKEST_EDGE));
    if edges.len() < FEWEST_EDGES {
        return None;
    }
    let strongest = nth(&mut edges, 95, |a, b| a.strength.total_cmp(&b.strength))?.strength;
    let enough = (edges.len() / (12 * DIRECTIONS)).clamp(12, 60);
    let mut widths: Vec<Width> = Vec::new();
    for bin in 0..DIRECTIONS {
        let near = |edge: &&Edge| {
            let apart = edge.bin.abs_diff(bin);
            apart.min(DIRECTIONS - apart) <= 1
        };
        // Edges across the camera's path are weaker than those along it: each direction has strong ones of its own.
        let mut own: Vec<Edge> = edges.iter().filter(near).copied().collect();
        let Some(strong) = nth(&mut own, 95, |a, b| a.strength.total_cmp(&b.strength)).map(|edge| edge.strength) else {
            continue;
        };
        let mut sigmas: Vec<f32> =
            own.iter().filter(|edge| edge.strength >= strong * STRONG_SHARE).map(|edge| edge.sigma).collect();
        if sigmas.len() >= enough
            && strong >= strongest * WEAK_DIRECTION
            && let Some(middle) = nth(&mut sigmas, 50, f32::total_cmp)
        {
            let turns = (bin as f32 + 0.5) / DIRECTIONS as f32;
            widths.push(Width {
                angle: turns * std::f32::consts::TAU,
                variance: middle * middle,
                weight: (sigmas.len() as f32).sqrt(),
            });
        }
    }
    let (mean, swing, angle) = ellipse(&widths)?;
    Some(Sharpness {
        sigma: (mean - swing).max(0.0).sqrt(),
        widest: (mean + swing).sqrt(),
        direction: (angle.to_degrees() / 2.0).rem_euclid(180.0),
        edges: u32::try_from(edges.len()).unwrap_or(u32::MAX),
    })
}

/// What the edges of one direction say.
struct Width {
    /// Twice the direction, in radians.
    angle: f32,
    /// Square of the median deviation.
    variance: f32,
    weight: f32,
}

/// A path of the camera adds to the variance across each direction the square of a cosine, which is a constant and a wave of
/// twice the angle: their least squares, as mean, swing and the angle of the crest.
fn ellipse(widths: &[Width]) -> Option<(f32, f32, f32)> {
    let mut normal = [[0.0_f64; 4]; 3];
    for width in widths {
        let (sine, cosine) = f64::from(width.angle).sin_cos();
        let terms = [1.0, cosine, sine];
        for (row, term) in normal.iter_mut().zip(terms) {
            let factors = terms.into_iter().chain([f64::from(width.variance)]);
            row.iter_mut().zip(factors).for_each(|(cell, factor)| *cell += f64::from(width.weight) * term * factor);
        }
    }
    // Few directions do not tell a swing: it is held back by as much as one direction weighs.
    let total = normal[0][0];
    normal[1][1] += HELD_BACK * total;
    normal[2][2] += HELD_BACK * total;
    let determinant = |columns: [usize; 3]| {
        let at = |row: usize, column: usize| {
            normal.get(row).and_then(|row| row.get(columns[column])).copied().unwrap_or(0.0)
        };
        at(0, 0) * (at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)) - at(0, 1) * (at(1, 0) * at(2, 2) - at(1, 2) * at(2, 0))
            + at(0, 2) * (at(1, 0) * at(2, 1) - at(1, 1) * at(2, 0))
    };
    let whole = determinant([0, 1, 2]);
    if whole.abs() < 1e-9 {
        return None;
    }
    let [mean, cosine, sine] = [[3, 1, 2], [0, 3, 2], [0, 1, 3]].map(|columns| (determinant(columns) / whole) as f32);
    let mean = mean.max(0.0);
    Some((mean, cosine.hypot(sine).min(mean), sine.atan2(cosine)))
}

/// The value that `percent` of the values lie below.
pub(super) fn nth<T>(values: &mut [T], percent: usize, order: impl FnMut(&T, &T) -> std::cmp::Ordering) -> Option<&T> {
    let at = values.len() * percent / 100;
    (at < values.len()).then(|| &*values.select_nth_unstable_by(at, order).1)
}

/// Adds a patch's edges, and gives the gradient of its calm half.
fn edges_of(patch: &Patch, out: &mut Vec<Edge>) -> f32 {
    let side = patch.side;
    let narrow = patch.blurred(NARROW);
    let wide = patch.blurred(WIDE);
    let step = |plane: &[f32], at: usize| {
        let value = |at: usize| plane.get(at).copied().unwrap_or(0.0);
        [(value(at + 1) - value(at - 1)) / 2.0, (value(at + side) - value(at - side)) / 2.0]
    };
    let strength = |plane: &[f32], at: usize| {
        let [across, down] = step(plane, at);
        (across * across + down * down).sqrt()
    };
    let margin = Patch::MARGIN;
    let mut gradients = Vec::new();
    for y in margin..side.saturating_sub(margin) {
        for x in margin..side.saturating_sub(margin) {
            let at = y * side + x;
            let [across, down] = step(&narrow, at);
            let sharp = (across * across + down * down).sqrt();
            if x % 4 == 0 {
                gradients.push(sharp);
            }
            if sharp < WEAKEST_EDGE {
                continue;
            }
            // Only the crest of the gradient, seen along the gradient, is the middle of an edge.
            let stride = match (across.abs() > 2.4 * down.abs(), down.abs() > 2.4 * across.abs()) {
                (true, _) => 1,
                (_, true) => side,
                _ if across * down > 0.0 => side + 1,
                _ => side - 1,
            };
            if sharp >= strength(&narrow, at - stride) && sharp > strength(&narrow, at + stride) {
                let half_turns = down.atan2(across) / std::f32::consts::PI;
                let bin = (half_turns.rem_euclid(1.0) * DIRECTIONS as f32) as usize % DIRECTIONS;
                out.push(Edge { strength: sharp, bin, sigma: deviation(sharp, strength(&wide, at)) });
            }
        }
    }
    nth(&mut gradients, 40, f32::total_cmp).copied().unwrap_or(0.0)
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
    use crate::image::plane::Plane;

    /// Bars 40 pixels wide whose edges are blurred by `sigma`, at two angles.
    fn bars(sigma: [f32; 2], dark: f32, bright: f32) -> Vec<Patch> {
        let edge = |distance: f32, sigma: f32| 1.0 / (1.0 + (-1.702 * distance / sigma.max(0.05)).exp());
        let plane = |turned: bool| {
            let pixel = |at: usize| {
                let (x, y) = ((at % 300) as f32, (at / 300) as f32);
                let (along, sigma) = if turned { (y, sigma[1]) } else { (x, sigma[0]) };
                let position = along.rem_euclid(80.0);
                let inside = edge(position - 20.0, sigma) * edge(60.0 - position, sigma);
                (dark + (bright - dark) * inside).round() as u8
            };
            Plane::from_parts(300, 300, (0..300 * 300).map(pixel).collect())
        };
        [plane(false), plane(true)].iter().map(|plane| Patch::cut(plane, [150.0, 150.0], 1)).collect()
    }

    #[test]
    fn the_blur_of_step_edges_is_recovered_at_any_contrast() {
        for sigma in [1.0_f32, 2.0, 3.0, 5.0] {
            for (dark, bright) in [(20.0, 230.0), (10.0, 70.0)] {
                let measured = Sharpness::of(&bars([sigma; 2], dark, bright)).unwrap();
                assert!((measured.sigma / sigma - 1.0).abs() < 0.25, "{sigma}: {measured:?}");
                assert!(measured.motion() < 1.5 * sigma, "{measured:?}");
            }
        }
    }

    #[test]
    fn motion_widens_edges_of_one_direction() {
        let measured = Sharpness::of(&bars([3.0, 0.8], 20.0, 230.0)).unwrap();
        assert!((measured.sigma - 0.8).abs() < 0.3 && (measured.widest - 3.0).abs() < 0.7, "{measured:?}");
        assert!(measured.direction < 20.0 || measured.direction > 160.0, "{measured:?}");
    }

    #[test]
    fn a_blank_picture_tells_nothing() {
        let blank = Plane::from_parts(400, 400, vec![128; 160_000]);
        assert_eq!(Sharpness::of(&[Patch::cut(&blank, [200.0, 200.0], 1)]), None);
        assert_eq!(Sharpness::of(&[]), None);
    }
}
