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

const LUMA_SIDE: usize = 251;
const CHROMA_SIDE: usize = 239;

/// Normal deviates, a tile each for brightness and for colour; the sides have no common factor, so that their sum does
/// not repeat.
static TILES: LazyLock<[Vec<f32>; 2]> = LazyLock::new(|| {
    let mut random = Random::new(0, 0x7469_6C65);
    [LUMA_SIDE * LUMA_SIDE, CHROMA_SIDE * CHROMA_SIDE * 3].map(|count| (0..count).map(|_| random.normal()).collect())
});

impl Sensor {
    /// sRGB codes, three a pixel, row by row.
    pub fn expose(&self, frame: &Frame, random: &mut Random) -> Vec<u8> {
        let gain = self.stops.exp2();
        let [luma, chroma] = &*TILES;
        let codes = codes();
        let (read, shot) = (self.read * self.read, self.shot * self.shot);
        let mut bytes = Vec::with_capacity(frame.light.len());
        let offset =
            [random.below(LUMA_SIDE), random.below(CHROMA_SIDE), random.below(LUMA_SIDE), random.below(CHROMA_SIDE)];
        for (y, row) in frame.light.chunks_exact(frame.width * 3).enumerate() {
            let luma = &luma[(y + offset[0]) % LUMA_SIDE * LUMA_SIDE..][..LUMA_SIDE];
            let chroma = &chroma[(y + offset[1]) % CHROMA_SIDE * CHROMA_SIDE * 3..][..CHROMA_SIDE * 3];
            let (mut at, mut tinted) = (offset[2], offset[3]);
            for pixel in row.chunks_exact(3) {
                let grey = luma[at] * 0.75;
                for channel in 0..3 {
                    let lit = (pixel[channel] * (1.0 - self.veil) + self.veil * self.veil_color[channel]) * gain;
                    let deviate = grey + chroma[tinted * 3 + channel] * 0.65;
                    let value = lit + (read + shot * lit.max(0.0)).sqrt() * deviate;
                    bytes.push(codes[index(value)]);
                }
                at = if at + 1 == LUMA_SIDE { 0 } else { at + 1 };
                tinted = if tinted + 1 == CHROMA_SIDE { 0 } else { tinted + 1 };
            }
        }
        bytes
    }
}
