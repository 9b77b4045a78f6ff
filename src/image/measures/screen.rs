//! The grid of a display, seen as narrow peaks of the spectrum.
//!
//! A camera that looks at a display samples one grid with another. Both the cells of the display and the moiré between the
//! grids repeat exactly over the whole page, which print, paper and the threads of a table do not: in the mean spectrum of
//! many places such a grid stands out as single points, far from the axes and from the middle.

use super::patch::Patch;
use super::sharpness::nth;
use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

/// Pixels of a side that are transformed.
const SIDE: usize = 96;

/// Lowest frequency looked at, in periods a patch: below lie light, print and guilloches.
const LOWEST: f32 = 9.0;

/// Power of a flat patch's rounding, so that one such patch does not decide.
const FLOOR: f32 = 1.0;

/// Frequencies this near to an axis are those of straight print and of JPEG blocks.
const AXIS: i32 = 2;

/// How far the strongest point of the mean spectrum stands above the others at its distance from the middle: the ratio of its
/// power to their median. About 3 for noise over sixteen patches. `None` without patches.
pub fn peak(patches: &[Patch]) -> Option<f32> {
    let side = SIDE;
    let mut planner = FftPlanner::new();
    let fft = planner.plan_fft_forward(side);
    let mut power = vec![0.0_f32; side * side];
    let mut count = 0;
    for patch in patches.iter().filter(|patch| patch.side >= side) {
        let mut cells = windowed(patch);
        fft.process(&mut cells);
        let mut turned = transposed(&cells, side);
        fft.process(&mut turned);
        // The geometric mean keeps what all patches have, and print and guilloches differ from place to place.
        power.iter_mut().zip(&turned).for_each(|(sum, value)| *sum += (value.norm_sqr() + FLOOR).ln());
        count += 1;
    }
    if count == 0 {
        return None;
    }
    power.iter_mut().for_each(|sum| *sum = (*sum / count as f32).exp());
    let half = (side / 2).cast_signed() as i32;
    let mut rings: Vec<Vec<f32>> = vec![Vec::new(); side];
    let mut points = Vec::new();
    for (at, &value) in power.iter().enumerate() {
        let fold = |k: usize| if k.cast_signed() as i32 > half { k as i32 - side as i32 } else { k as i32 };
        let (u, v) = (fold(at % side), fold(at / side));
        let radius = (u as f32).hypot(v as f32);
        // One half of the spectrum mirrors the other.
        if v < 0 || radius < LOWEST || radius > half as f32 {
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
    Some(points.iter().map(ratio).fold(0.0, f32::max))
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
}
