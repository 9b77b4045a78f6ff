//! Sensor noise.

use super::patch::Patch;
use super::rank::nth;

/// From the median absolute value of a normal variable to its deviation.
const MEDIAN_TO_DEVIATION: f32 = 1.4826;

/// Standard deviation of the grain of calm patches, in luma steps; the calmest quarter of them counts.
///
/// A pixel less the mean of its four neighbours has 5/4 of the variance of independent noise (J. Immerkær, "Fast noise
/// variance estimation", 1996, uses the same idea with a larger mask).
pub fn noise(patches: &[Patch]) -> Option<f32> {
    let mut levels: Vec<f32> = patches.iter().filter_map(level).collect();
    nth(&mut levels, 25, f32::total_cmp).copied()
}

fn level(patch: &Patch) -> Option<f32> {
    let side = patch.side;
    let mut residues = Vec::with_capacity(side * side / 2);
    let rows: Vec<&[f32]> = patch.pixels.chunks_exact(side).collect();
    for three in rows.windows(3) {
        let [above, here, below] = three else { continue };
        let columns = above.iter().zip(*below).skip(1);
        for (middle, (up, down)) in here.windows(3).zip(columns) {
            if let [left, value, right] = middle {
                residues.push((value - (left + right + up + down) / 4.0).abs());
            }
        }
    }
    let middle = *nth(&mut residues, 50, f32::total_cmp)?;
    Some(middle * MEDIAN_TO_DEVIATION / 1.25_f32.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::plane::Plane;

    #[test]
    fn independent_noise_is_measured() {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as f32 / 65_536.0
        };
        for wanted in [4.0_f32, 20.0] {
            // The sum of twelve uniform variables has the deviation 1.
            let mut pixel = || ((0..12).map(|_| next()).sum::<f32>() - 6.0).mul_add(wanted, 128.0) as u8;
            let plane = Plane::from_parts(200, 200, (0..40_000).map(|_| pixel()).collect());
            let found = noise(&[Patch::cut(&plane, [100.0, 100.0], 1)]).unwrap();
            assert!((found / wanted - 1.0).abs() < 0.15, "{found}");
        }
        assert_eq!(noise(&[]), None);
    }
}
