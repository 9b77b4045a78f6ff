//! From light to numbers.

use super::frame::Frame;
use super::random::Random;
use super::tone::{Color, codes, index};
use std::sync::LazyLock;

/// Exposure and noise.
#[derive(Clone, Debug)]
pub struct Sensor {
    /// Exposure beyond the metered one in stops.
    pub stops: f32,
    /// Part of the light that is stray light.
    pub veil: f32,
    pub veil_color: Color,
    /// Deviation of the noise in the dark, of white.
    pub read: f32,
    /// Deviation of the photons' noise at white.
    pub shot: f32,
}

/// Rows and pixels a row of the table of noise.
const SIDE: usize = 251;

/// Part of the noise that all three colours share.
const GREY: f32 = 0.75;
const TINT: f32 = 0.66;

/// Nearly normal deviates, three a pixel. Each row of a picture takes a row of the table from a place of its own, so
/// that nothing repeats visibly.
static DEVIATES: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let mut random = Random::new(0, 0x7469_6C65);
    let mut deviates = Vec::with_capacity(SIDE * SIDE * 3);
    for _ in 0..SIDE * SIDE {
        let grey = random.normal() * GREY;
        deviates.extend([0; 3].map(|_| grey + random.normal() * TINT));
    }
    deviates
});

impl Sensor {
    /// sRGB codes, three a pixel, row by row.
    pub fn expose(&self, frame: &Frame, random: &mut Random) -> Vec<u8> {
        let gain = self.stops.exp2() * (1.0 - self.veil);
        let stray = self.veil_color.map(|value| value * self.veil * self.stops.exp2());
        let (read, shot) = (self.read * self.read, self.shot * self.shot);
        let codes = codes();
        let mut bytes = Vec::with_capacity(frame.light.len());
        let mut noisy = vec![0.0; frame.width * 3];
        for row in frame.light.chunks_exact(frame.width * 3) {
            let deviates = &DEVIATES[random.below(SIDE) * SIDE * 3..][..SIDE * 3];
            let start = random.below(SIDE) * 3;
            let mut from = 0;
            let mut piece = &deviates[start..];
            while from < row.len() {
                let count = piece.len().min(row.len() - from);
                let values = noisy[from..from + count].iter_mut().zip(&row[from..from + count]).zip(piece);
                for (at, ((value, light), deviate)) in values.enumerate() {
                    let lit = light * gain + stray[at % 3];
                    *value = lit + (read + shot * lit).max(0.0).sqrt() * deviate;
                }
                from += count;
                piece = deviates;
            }
            bytes.extend(noisy.iter().map(|value| codes[index(*value)]));
        }
        bytes
    }
}
