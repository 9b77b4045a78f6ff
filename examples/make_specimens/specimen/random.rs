//! Reproducible random numbers.

use std::sync::LazyLock;

/// SplitMix64.
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    /// An independent sequence for every pair of seed and stream, so that what one part of a specimen draws does not
    /// change the others.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93) ^ stream.wrapping_mul(0xA076_1D64_78BD_642F));
        random.bits();
        random
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to and without 1.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1_u64 << 24) as f32
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() % end.max(1) as u64) as usize
    }

    pub fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    pub fn sign(&mut self) -> f32 {
        if self.chance(0.5) { -1.0 } else { 1.0 }
    }

    pub fn pick<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> T {
        choices[self.below(N)]
    }

    /// Nearly normal with deviation 1.
    pub fn normal(&mut self) -> f32 {
        (0..6).map(|_| self.unit() - 0.5).sum::<f32>() * std::f32::consts::SQRT_2
    }
}

const LATTICE: usize = 128;

/// Small enough for a processor's first cache.
static VALUES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut random = Random::new(0, 0x6E6F_6973);
    (0..LATTICE * LATTICE).map(|_| random.bits() as u8).collect()
});

/// Rounded down; the standard function is a call where the target lacks the instruction.
#[inline]
pub fn floor(value: f32) -> i32 {
    let whole = value as i32;
    whole - i32::from(value < whole as f32)
}

const SINES: usize = 2048;

static SINE: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0..SINES).map(|at| (at as f32 / SINES as f32 * std::f32::consts::TAU).sin()).collect());

/// The sine of radians from a table, for patterns.
#[inline]
pub fn sine(radians: f32) -> f32 {
    SINE[floor(radians * (SINES as f32 / std::f32::consts::TAU)) as usize % SINES]
}

/// Smooth noise between 0 and 1 with features about 1 unit in size; repeats after 128.
#[inline]
pub fn noise(x: f32, y: f32) -> f32 {
    let (left, top) = (floor(x), floor(y));
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (fx, fy) = (ease(x - left as f32), ease(y - top as f32));
    let wrap = |at: i32| at as usize % LATTICE;
    let (x0, y0) = (wrap(left), wrap(top) * LATTICE);
    let (x1, y1) = ((x0 + 1) % LATTICE, (y0 + LATTICE) % (LATTICE * LATTICE));
    let values = &*VALUES;
    let [a, b, c, d] = [y0 + x0, y0 + x1, y1 + x0, y1 + x1].map(|at| f32::from(values[at]));
    let (upper, lower) = (a + (b - a) * fx, c + (d - c) * fx);
    (upper + (lower - upper) * fy) / 255.0
}
