//! The grid of a display, seen as narrow peaks of the spectrum.
//!
//! A camera that looks at a display samples one grid with another. Both the cells of the display and the moiré between the
//! grids repeat exactly over the whole page, which print, paper and the threads of a table do not: in the mean spectrum of
//! many places such a grid stands out as single points, far from the axes and from the middle.

use super::patch::Patch;
use super::rank::nth;
use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

/// Pixels of a side that are transformed.
const SIDE: usize = 96;

/// Lowest frequency looked at, in periods a patch: below lie light, print and guilloches.
const LOWEST: f32 = 9.0;

/// Deviation of the Gaussian below which changes are fine, in pixels of the colours, and the least deviation that counts: below are
/// the roundings of JPEG.
const FINE: f32 = 2.0;
const LEAST_CHANGE: f32 = 2.0;
/// Colours that change less, compared with brightness, are ink's and need no closer look.
const FRINGES: f32 = 0.3;
/// Percentile of the places that stands for all: print lies on many.
const TYPICAL: usize = 40;

/// Power of a flat patch's rounding, so that one such patch does not decide.
const FLOOR: f32 = 1.0;

/// Frequencies this near to an axis are those of straight print and of JPEG blocks.
const AXIS: i32 = 2;

/// How far the strongest point of the mean spectrum stands above the others at its distance from the middle: the ratio of its
/// power to their median. About 3 for noise over sixteen patches. `None` without patches.
pub fn peak(patches: &[Patch]) -> Option<f32> {
    let power = mean_power(patches.iter().filter(|patch| patch.side >= SIDE).map(windowed))?;
    stands_out(&power, false)
}

/// The same of both colours at once, times [`fringes`] squared: how far a grid of colours stands out from the colours, and these
/// from brightness.
pub fn color_peak(places: &[[Patch; 3]]) -> Option<f32> {
    let weight = fringes(places)?.powi(2);
    if weight < FRINGES * FRINGES {
        return Some(weight);
    }
    // Two real signals as one complex one: each point of the spectrum holds both.
    let pairs = places.iter().filter(|[_, blue, red]| blue.side >= SIDE && red.side >= SIDE);
    let spectra = pairs.map(|[_, blue, red]| {
        let both = windowed(blue).into_iter().zip(windowed(red));
        both.map(|(blue, red)| Complex::new(blue.re, red.re)).collect()
    });
    stands_out(&mean_power(spectra)?, true).map(|ratio| ratio * weight)
}

/// The geometric mean of the power of all patches, which keeps what all have: print and guilloches differ from place to place.
fn mean_power(patches: impl Iterator<Item = Vec<Complex<f32>>>) -> Option<Vec<f32>> {
    let fft = FftPlanner::new().plan_fft_forward(SIDE);
    let mut power = vec![0.0_f32; SIDE * SIDE];
    let mut count = 0;
    for mut cells in patches {
        fft.process(&mut cells);
        let mut turned = transposed(&cells, SIDE);
        fft.process(&mut turned);
        power.iter_mut().zip(&turned).for_each(|(sum, value)| *sum += (value.norm_sqr() + FLOOR).ln());
        count += 1;
    }
    power.iter_mut().for_each(|sum| *sum = (*sum / count as f32).exp());
    (count > 0).then_some(power)
}

/// The largest ratio of a point to the median at its distance from the middle. Of a real signal one half of the spectrum
/// mirrors the other.
fn stands_out(power: &[f32], complex: bool) -> Option<f32> {
    let half = (SIDE / 2).cast_signed() as i32;
    let mut rings: Vec<Vec<f32>> = vec![Vec::new(); SIDE];
    let mut points = Vec::new();
    for (at, &value) in power.iter().enumerate() {
        let fold = |k: usize| if k.cast_signed() as i32 > half { k as i32 - SIDE as i32 } else { k as i32 };
        let (u, v) = (fold(at % SIDE), fold(at / SIDE));
        let radius = (u as f32).hypot(v as f32);
        if (v < 0 && !complex) || radius < LOWEST || radius > half as f32 {
            continue;
        }
        if let Some(ring) = rings.get_mut(radius as usize) {
            ring.push(value);
        }
        if u.abs() > AXIS && v.abs() > AXIS {
            points.push((radius as usize, value));
        }
    }
    let medians: Vec<f32> =
        rings.iter_mut().map(|ring| nth(ring, 50, f32::total_cmp).copied().unwrap_or(0.0)).collect();
    let ratio = |(radius, value): &(usize, f32)| value / medians.get(*radius).copied().unwrap_or(0.0).max(1e-12);
    points.iter().map(ratio).reduce(f32::max)
}

/// How much the colours (Cb and Cr together) change from pixel to pixel by how much brightness does, in calm places: the ratio of
/// their standard deviations without all that is coarser than a few pixels. Ink, paper and their grain change both together;
/// the sub-pixels of a display, and the moiré between them and the camera's, change colours most. 0 where colours are even.
fn fringes(calm: &[[Patch; 3]]) -> Option<f32> {
    let mut powers = [Vec::with_capacity(calm.len()), Vec::with_capacity(calm.len())];
    for patches in calm {
        let [luma, blue, red] = patches.each_ref().map(fine_power);
        powers.iter_mut().zip([luma, blue + red]).for_each(|(powers, power)| powers.push(power));
    }
    let [luma, colors] = powers.map(|mut powers| nth(&mut powers, TYPICAL, f32::total_cmp).map(|power| power.sqrt()));
    let (luma, colors) = (luma?, colors?);
    Some(if colors < LEAST_CHANGE { 0.0 } else { colors / luma.max(LEAST_CHANGE) })
}

/// Mean square of what is finer than [`FINE`], without the margin.
fn fine_power(patch: &Patch) -> f32 {
    let smooth = patch.blurred(FINE);
    let rows = patch.pixels.chunks_exact(patch.side).zip(smooth.chunks_exact(patch.side));
    let inner =
        rows.skip(Patch::MARGIN).take(patch.side.saturating_sub(2 * Patch::MARGIN)).flat_map(|(cells, smooth)| {
            let pairs = cells.iter().zip(smooth).skip(Patch::MARGIN);
            pairs.take(patch.side.saturating_sub(2 * Patch::MARGIN)).map(|(cell, smooth)| (cell - smooth).powi(2))
        });
    let (sum, count) = inner.fold((0.0, 0_u32), |(sum, count), square| (sum + square, count + 1));
    sum / count.max(1) as f32
}

/// The middle of a patch under a Hann window, without its mean.
fn windowed(patch: &Patch) -> Vec<Complex<f32>> {
    let start = (patch.side - SIDE) / 2;
    let window: Vec<f32> =
        (0..SIDE).map(|at| 0.5 - 0.5 * (std::f32::consts::TAU * (at as f32 + 0.5) / SIDE as f32).cos()).collect();
    let rows = patch.pixels.chunks_exact(patch.side).skip(start).take(SIDE);
    let cells: Vec<f32> = rows.flat_map(|row| row.iter().skip(start).take(SIDE)).copied().collect();
    let mean = cells.iter().sum::<f32>() / cells.len().max(1) as f32;
    let weight = |at: usize| {
        let of = |at: usize| window.get(at).copied().unwrap_or(0.0);
        of(at % SIDE) * of(at / SIDE)
    };
    cells.iter().enumerate().map(|(at, value)| Complex::new((value - mean) * weight(at), 0.0)).collect()
}

fn transposed(cells: &[Complex<f32>], side: usize) -> Vec<Complex<f32>> {
    (0..side * side).map(|at| cells.get(at % side * side + at / side).copied().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::plane::Plane;

    fn patches(light: impl Fn(f32, f32) -> f32) -> Vec<Patch> {
        let mut state = 7_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as f32 / 16.0 - 8.0
        };
        let pixel = |at: usize| light((at % 600) as f32, (at / 600) as f32);
        let pixels = (0..600 * 600).map(|at| (pixel(at) + noise()).clamp(0.0, 255.0) as u8).collect();
        let plane = Plane::from_parts(600, 600, pixels);
        (0..16)
            .map(|at| Patch::cut(&plane, [75.0 + (at % 4) as f32 * 150.0, 75.0 + (at / 4) as f32 * 150.0], 1))
            .collect()
    }

    #[test]
    fn a_grid_stands_out_and_paper_does_not() {
        let paper = peak(&patches(|_, _| 200.0)).unwrap();
        let waves = peak(&patches(|x, y| 180.0 + 20.0 * ((x / 9.0 + (y / 40.0).sin() * 8.0).sin()))).unwrap();
        let grid = peak(&patches(|x, y| 190.0 + 4.0 * ((x * 1.1 + y * 0.5).sin()))).unwrap();
        assert!(paper < 6.0 && waves < 12.0 && grid > 40.0, "{paper} {waves} {grid}");
        assert_eq!(peak(&[]), None);
    }

    #[test]
    fn sub_pixels_change_colours_more_than_brightness() {
        let wave = |shift: f32, depth: f32| patches(move |x, _| 128.0 + depth * (x * 2.1 + shift).sin());
        let both = |luma: f32, colors: f32| {
            let planes = wave(0.0, luma).into_iter().zip(wave(0.0, colors)).zip(wave(2.0, colors));
            fringes(&planes.map(|((luma, blue), red)| [luma, blue, red]).collect::<Vec<_>>())
        };
        let (display, ink) = (both(10.0, 30.0).unwrap(), both(40.0, 10.0).unwrap());
        assert!(display > 2.0 && ink < 0.8, "{display} {ink}");
        assert_eq!(fringes(&[]), None);
    }
}
