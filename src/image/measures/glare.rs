//! Specular reflections: saturated blobs whose light fades out over the paper around them.
//!
//! White paper, a white portrait background or the page's edge are saturated too, but end as sharply as everything else
//! in the picture, or lie within paper that is just as white. A reflection of a lamp or the sky fades.
//!
//! The constants were set on generated pictures.

mod blob;

use super::region::Region;
use crate::image::plane::Plane;
use blob::{Blob, Searched};

/// Reflections on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Glare {
    /// Fraction of the page's area inside reflections (their saturated part).
    pub fraction: f32,
    /// Fraction of each of the parts asked for that lies inside them.
    pub parts: [f32; 2],
    /// Fraction of the page's area inside reflections in the midst of print.
    pub over_print: f32,
    /// Bounding box of the largest reflection, in page fractions.
    pub largest: Option<Region>,
}

/// Long side, in pixels, of the averaged picture that is searched.
const SEARCH_SIDE: usize = 800;

/// Smallest reflection, as a fraction of the area: about one letter of a machine-readable line on a page that fills
/// the picture.
const SMALLEST: f32 = 0.0006;

/// Near distance in pixels for a perfectly sharp picture, and how it grows with the picture's own blur.
const NEAR: f32 = 1.5;
const NEAR_PER_SIGMA: f32 = 2.0;

impl Glare {
    /// `sigma` is the picture's blur in its pixels: it widens all borders alike. `parts` are those that matter most.
    pub(super) fn of(luma: &Plane, sigma: f32, parts: [Option<Region>; 2]) -> Self {
        let searched = Searched::new(&luma.within(SEARCH_SIDE));
        let (width, height) = searched.size();
        let area = width * height;
        let shrunk = width as f32 / luma.width().max(1) as f32;
        let near = NEAR + NEAR_PER_SIGMA * sigma * shrunk;
        let mut seen = vec![false; area];
        let mut glare = Self::default();
        let mut largest = 0;
        for start in 0..area {
            if !searched.is_saturated(start) {
                continue;
            }
            let Some(blob) = Blob::grow(&searched, start, near, &parts, &mut seen) else { continue };
            let share = blob.area as f32 / area as f32;
            if share < SMALLEST || !blob.is_reflection(share, (width, height)) {
                continue;
            }
            glare.fraction += share;
            // A portrait's light background lies beside print.
            if blob.is_amid_print() && 2 * blob.in_parts[1] < blob.area {
                glare.over_print += share;
            }
            for ((share, count), part) in glare.parts.iter_mut().zip(blob.in_parts).zip(&parts) {
                let whole = part.map_or(0.0, |part| part.width * part.height * area as f32);
                *share += count as f32 / whole.max(1.0);
            }
            if blob.area > largest {
                largest = blob.area;
                glare.largest = Some(Region {
                    x: blob.left as f32 / width as f32,
                    y: blob.top as f32 / height as f32,
                    width: (blob.right + 1 - blob.left) as f32 / width as f32,
                    height: (blob.bottom + 1 - blob.top) as f32 / height as f32,
                });
            }
        }
        glare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey page with dark lines, brightened by `light(x, y)`.
    fn page(paper: f32, light: impl Fn(f32, f32) -> f32) -> Plane {
        let (width, height) = (600_usize, 400_usize);
        let mut pixels = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let on_page = (40..560).contains(&x) && (40..360).contains(&y);
                let base = match (on_page, y % 20 < 4 && x % 9 < 5) {
                    (false, _) => 60.0,
                    (true, true) => 40.0,
                    (true, false) => paper,
                };
                pixels.push((base + light(x as f32, y as f32)).clamp(0.0, 255.0) as u8);
            }
        }
        Plane::from_parts(width, height, pixels)
    }

    fn part(x: f32, y: f32) -> Region {
        Region { x, y, width: 0.5, height: 0.5 }
    }

    #[test]
    fn a_reflection_is_found_where_it_is() {
        let spot =
            |x: f32, y: f32| 400.0 * (-((x - 400.0).powi(2) + (y - 120.0).powi(2)) / (2.0 * 35.0_f32.powi(2))).exp();
        let glare = Glare::of(&page(200.0, spot), 0.6, [Some(part(0.5, 0.0)), Some(part(0.0, 0.5))]);
        let region = glare.largest.unwrap();
        assert!(glare.fraction > 0.01 && glare.over_print == glare.fraction, "{glare:?}");
        assert!(glare.parts[0] > 3.0 * glare.fraction && glare.parts[1] == 0.0, "{glare:?}");
        assert!((region.x + region.width / 2.0 - 400.0 / 600.0).abs() < 0.05, "{region:?}");
        assert!((region.y + region.height / 2.0 - 120.0 / 400.0).abs() < 0.05, "{region:?}");
    }

    #[test]
    fn white_paper_is_not_a_reflection() {
        for paper in [200.0, 249.0, 255.0] {
            assert_eq!(Glare::of(&page(paper, |_, _| 0.0), 0.6, [None; 2]), Glare::default(), "paper {paper}");
        }
        let uneven = Glare::of(&page(220.0, |x, _| x / 12.0), 0.6, [None; 2]);
        assert_eq!(uneven, Glare::default(), "paper lit from one side");
    }
}
