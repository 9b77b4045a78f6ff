//! Telling that two files are the same file, or show the same picture.

use super::plane::Plane;
use std::hash::{DefaultHasher, Hasher};

/// Marks of one file for comparison within one run. They are not meant to be stored or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// 128 bits over all bytes: two salted runs of the standard library's hasher, which differs between releases.
    /// Equal for equal files; different files do not collide by chance, and forged collisions, which this hash does
    /// not resist, are no concern when a person compares two of their own files.
    pub content: u128,
    /// Difference hash of the upright picture: one bit for each of 8 x 8 cells that is brighter than its right
    /// neighbour. `None` when the pixels were not decoded.
    pub dhash: Option<u64>,
}

/// Luma steps between the darkest and the brightest cell below which a picture shows nothing.
const LEAST_CONTRAST: u8 = 8;

impl Fingerprint {
    /// Over the whole file, and its upright picture when there is one.
    #[must_use]
    pub fn of(bytes: &[u8], picture: Option<&Plane>) -> Self {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(salt);
            hasher.write(bytes);
            u128::from(hasher.finish())
        };
        Self { content: half(1) << 64 | half(2), dhash: picture.and_then(dhash) }
    }
}

/// `None` where a picture shows nothing: flat ones all look alike.
fn dhash(luma: &Plane) -> Option<u64> {
    let grid = luma.averaged(9, 8);
    let (low, high) = grid.pixels().iter().fold((u8::MAX, 0), |(low, high), &luma| (low.min(luma), high.max(luma)));
    if high.saturating_sub(low) < LEAST_CONTRAST {
        return None;
    }
    let mut bits = 0;
    for y in 0..8 {
        for x in 0..8 {
            bits = bits << 1 | u64::from(grid.at(x, y) > grid.at(x + 1, y));
        }
    }
    Some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_recognised_and_others_are_not() {
        let wave = |turn: usize| {
            let pixels = (0..90 * 80).map(|at| ((at % 90 * turn + at / 90 * 3) % 251) as u8).collect();
            Plane::from_parts(90, 80, pixels)
        };
        let (first, other) = (wave(7), wave(4));
        let print = Fingerprint::of(b"a", Some(&first));
        let smaller = Fingerprint::of(b"b", Some(&first.averaged(45, 40)));
        assert_ne!(print.content, smaller.content);
        let apart = |other: &Fingerprint| (print.dhash.unwrap() ^ other.dhash.unwrap()).count_ones();
        assert!(apart(&smaller) <= 4);
        assert!(apart(&Fingerprint::of(b"c", Some(&other))) > 4);
        assert_eq!(Fingerprint::of(b"a", None).dhash, None);
    }
}
