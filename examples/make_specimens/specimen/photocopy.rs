//! A page that went through a copier.

use super::random::{Random, noise};
use super::sheet::Sheet;
use super::tone::luminance;

/// How a copier treats the page.
#[derive(Clone, Debug)]
pub struct Photocopy {
    /// Part of the colour that is lost.
    pub grey: f32,
    /// Slope of the tone curve.
    pub contrast: f32,
    /// Depth of the toner's grain.
    pub grain: f32,
}

impl Photocopy {
    pub fn apply(&self, random: &mut Random, sheet: &mut Sheet) {
        let pivot = random.between(0.50, 0.62);
        let shift = random.between(0.0, 250.0);
        let streaks: Vec<f32> =
            (0..sheet.width).map(|_| if random.chance(0.004) { random.between(0.0, 0.2) } else { 0.0 }).collect();
        for y in 0..sheet.height {
            for (x, streak) in streaks.iter().enumerate() {
                let point = &mut sheet.points[y * sheet.width + x];
                let bright = luminance([point[0], point[1], point[2]]).max(0.0).powf(1.0 / 2.2);
                let at = [x as f32 / sheet.scale * 6.0 + shift, y as f32 / sheet.scale * 6.0];
                let grain = (noise(at[0], at[1]) + noise(at[0] * 2.3, at[1] * 2.3) - 1.0) * self.grain;
                let toned = ((bright - pivot) * self.contrast + 0.5 + grain - streak).clamp(0.0, 1.0);
                let copied = 0.025 + 0.80 * toned * toned;
                for value in &mut point[..3] {
                    *value += (copied - *value) * self.grey;
                }
            }
        }
    }
}
