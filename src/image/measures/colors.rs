//! Colours of a page.

use super::rank::nth;
use crate::image::chroma::Chroma;
use crate::image::plane::Plane;

/// Pixels of a side that are averaged before colours and brightness are compared.
const COARSE: usize = 2;

/// How colourful a page is, in steps of 255.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colors {
    /// How far apart its colours are: the range of Cb and Cr that holds 98 % of the page, the wider of both, without what a
    /// coloured lamp gives to grey. A copy has a tint, but no second colour.
    pub range: f32,
}

impl Colors {
    /// Of a page's colours, and its brightness at any size.
    pub(super) fn of(chroma: &Chroma, luma: &Plane) -> Self {
        // Colours are stored more coarsely than brightness, and beside print both differ by that.
        let [blue, red] = [&chroma.blue, &chroma.red].map(|plane| plane.shrunk(COARSE));
        let luma = luma.averaged(blue.width(), blue.height());
        Self { range: range(&blue, &luma).max(range(&red, &luma)) }
    }
}

/// A grey thing's Cb and Cr are in proportion to its brightness in the light of any lamp, since a power keeps ratios.
fn range(chroma: &Plane, luma: &Plane) -> f32 {
    let pairs = || {
        chroma.pixels().iter().zip(luma.pixels()).map(|(color, light)| (f32::from(*color) - 128.0, f32::from(*light)))
    };
    let (both, square) = pairs().fold((0.0, 0.0), |(both, square), (color, light)| {
        (f32::mul_add(color, light, both), f32::mul_add(light, light, square))
    });
    let tint = both / square.max(1.0);
    let mut left: Vec<f32> = pairs().map(|(color, light)| color - tint * light).collect();
    let mut at = |percent: usize| nth(&mut left, percent, f32::total_cmp).copied().unwrap_or(0.0);
    let low = at(1);
    at(99) - low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of print with paper and ink of these Cb and Cr.
    fn page(paper: [u8; 2], ink: [u8; 2]) -> f32 {
        let plane = |light: u8, dark: u8| {
            let pixels = (0..64 * 48).map(|at| if at % 64 % 10 < 4 { dark } else { light }).collect();
            Plane::from_parts(64, 48, pixels)
        };
        let chroma = Chroma { blue: plane(paper[0], ink[0]), red: plane(paper[1], ink[1]), stored: None };
        Colors::of(&chroma, &plane(220, 55)).range
    }

    #[test]
    fn a_lamp_is_no_colour() {
        assert!(page([128, 128], [128, 128]) < 0.1);
        // A warm lamp: four times as much light, four times as much colour.
        assert!(page([108, 140], [123, 131]) < 1.0, "but for rounding");
        assert!(page([128, 128], [150, 128]) > 15.0, "blue ink");
    }
}
