//! Colours of a page.

use super::rank::nth;
use crate::image::chroma::Chroma;

/// How colourful a page is, in steps of 255.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colors {
    /// How far apart its colours are: the range of Cb and Cr that holds 98 % of the page, the wider of both. Lamps give a
    /// copy a tint, but no second colour.
    pub range: f32,
}

impl Colors {
    pub(super) fn of(chroma: &Chroma) -> Self {
        let range = |pixels: &[u8]| {
            let mut sorted = pixels.to_vec();
            let low = nth(&mut sorted, 1, u8::cmp).copied().unwrap_or(128);
            let high = nth(&mut sorted, 99, u8::cmp).copied().unwrap_or(128);
            f32::from(high.saturating_sub(low))
        };
        Self { range: range(chroma.blue.pixels()).max(range(chroma.red.pixels())) }
    }
}
