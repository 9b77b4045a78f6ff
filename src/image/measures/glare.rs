//! Specular reflections: saturated blobs whose light fades out over the paper around them.
//!
//! White paper, a white portrait background or the page's edge are saturated too, but end as sharply as everything else
//! in the picture, or lie within paper that is just as white. A reflection of a lamp or the sky fades.
//!
//! The constants were set on generated pictures.

use crate::image::page::Part;
use crate::image::plane::Plane;

/// Reflections on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Glare {
    /// Fraction of the page's area inside reflections (their saturated part).
    pub fraction: f32,
    /// Fraction of each of the parts asked for that lies inside them.
    pub parts: [f32; 2],
    /// Bounding box of the largest reflection, in page fractions.
    pub largest: Option<Region>,
}

/// A rectangle as fractions of a width and a height, from the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Region {
    /// The same as a part of a page.
    pub(super) fn of(part: &Part) -> Self {
        Self { x: part.left, y: part.top, width: part.right - part.left, height: part.bottom - part.top }
    }

    /// Its four corners.
    pub(super) fn corners(&self) -> [[f32; 2]; 4] {
        let (right, bottom) = (self.x + self.width, self.y + self.height);
        [[self.x, self.y], [right, self.y], [right, bottom], [self.x, bottom]]
    }

    /// The bounding box of some points, as far as it lies in the picture.
    pub(super) fn around(points: [[f32; 2]; 4]) -> Self {
        let ends = |axis: usize| {
            let values = points.iter().filter_map(|point| point.get(axis)).map(|value| value.clamp(0.0, 1.0));
            values.fold((1.0_f32, 0.0_f32), |(low, high), value| (low.min(value), high.max(value)))
        };
        let ((left, right), (top, bottom)) = (ends(0), ends(1));
        Self { x: left, y: top, width: right - left, height: bottom - top }
    }

    /// Whether a point lies in it.
    #[must_use]
    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// Long side, in pixels, of the averaged picture that is searched.
const SEARCH_SIDE: usize = 800;

/// Luma from which a pixel counts as saturated. So bright a luma leaves no room for colour: it is white.
const SATURATED: u8 = 250;

/// Smallest reflection, as a fraction of the area: about one letter of a machine-readable line on a page that fills
/// the picture.
const SMALLEST: f32 = 0.0006;

/// A border point is soft when the light falls by at least this many luma steps at the far distance ...
const FADE: f32 = 12.0;

/// ... of which at most this share within the near distance.
const NEAR_SHARE: f32 = 0.6;

/// Share of a blob's border that must be soft.
const SOFT_SHARE: f32 = 0.4;

/// Near distance in pixels for a perfectly sharp picture, and how it grows with the picture's own blur.
const NEAR: f32 = 3.0;
const NEAR_PER_SIGMA: f32 = 2.0;

/// Far distance in pixels beyond the near one. Slower fades are uneven light, not a reflection.
const FAR: f32 = 15.0;

/// Dark strokes up to twice this wide, in pixels of the searched picture, are closed before the search: print shows
/// through the rim of a reflection, and its outlines are not the reflection's.
const CLOSING: usize = 5;

/// A blob of saturated pixels.
#[derive(Default)]
struct Blob {
    area: usize,
    in_parts: [usize; 2],
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
    border: usize,
    soft: usize,
}

impl Glare {
    /// `sigma` is the picture's blur in its pixels: it widens all borders alike. `parts` are those that matter most.
    pub(super) fn of(luma: &Plane, sigma: f32, parts: [Option<Region>; 2]) -> Self {
        let small = closed(&softened(&luma.within(SEARCH_SIDE)));
        let (width, height) = (small.width(), small.height());
        let area = width * height;
        let shrunk = width as f32 / luma.width().max(1) as f32;
        let near = NEAR + NEAR_PER_SIGMA * sigma * shrunk;
        let mut seen = vec![false; area];
        let mut glare = Self::default();
        let mut largest = 0;
        for start in 0..area {
            if small.pixels().get(start).is_none_or(|&luma| luma < SATURATED) {
                continue;
            }
            let Some(blob) = Blob::grow(&small, start, near, &parts, &mut seen) else { continue };
            if (blob.area as f32) < SMALLEST * area as f32 || !blob.fades() {
                continue;
            }
            glare.fraction += blob.area as f32 / area as f32;
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

impl Blob {
    /// The four-connected blob around `start`; `None` when it was seen before.
    fn grow(luma: &Plane, start: usize, near: f32, parts: &[Option<Region>; 2], seen: &mut [bool]) -> Option<Self> {
        if std::mem::replace(seen.get_mut(start)?, true) {
            return None;
        }
        let (width, height) = (luma.width(), luma.height());
        let mut blob = Self { left: usize::MAX, top: usize::MAX, ..Self::default() };
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            let (x, y) = (at % width, at / width);
            blob.area += 1;
            let at = [(x as f32 + 0.5) / width as f32, (y as f32 + 0.5) / height as f32];
            for (count, part) in blob.in_parts.iter_mut().zip(parts) {
                *count += usize::from(part.is_some_and(|part| part.contains(at)));
            }
            blob.left = blob.left.min(x);
            blob.right = blob.right.max(x);
            blob.top = blob.top.min(y);
            blob.bottom = blob.bottom.max(y);
            for direction in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
                let Some((neighbour, value)) = ray(luma, x, y, direction, 1) else { continue };
                if value >= SATURATED {
                    if let Some(seen) = seen.get_mut(neighbour).filter(|seen| !**seen) {
                        *seen = true;
                        open.push(neighbour);
                    }
                } else if let Some(soft) = fades(luma, x, y, direction, near) {
                    blob.border += 1;
                    blob.soft += usize::from(soft);
                }
            }
        }
        Some(blob)
    }

    fn fades(&self) -> bool {
        self.border > 0 && self.soft as f32 >= SOFT_SHARE * self.border as f32
    }
}

/// Averaged over 3 x 3 pixels: noise would be taken for light by the closing.
fn softened(luma: &Plane) -> Plane {
    let mean =
        |window: &[u8]| (window.iter().map(|&luma| u32::from(luma)).sum::<u32>() / window.len().max(1) as u32) as u8;
    along_both(luma, 1, mean)
}

/// Grey-level closing with a square: dark details narrower than the square take the brightness around them.
fn closed(luma: &Plane) -> Plane {
    let brightest = |window: &[u8]| window.iter().copied().max().unwrap_or(0);
    let darkest = |window: &[u8]| window.iter().copied().min().unwrap_or(0);
    along_both(&along_both(luma, CLOSING, brightest), CLOSING, darkest)
}

/// Replaces each pixel by `pick` of the `2 * radius + 1` pixels around it, along the rows and then along the columns.
fn along_both(luma: &Plane, radius: usize, pick: impl Fn(&[u8]) -> u8) -> Plane {
    let along_rows = |luma: &Plane| {
        let (width, height) = (luma.width(), luma.height());
        // Written column by column, so that the second pass runs along the columns and turns the picture back.
        let mut turned = vec![0; width * height];
        for y in 0..height {
            let row = luma.row(y);
            for x in 0..width {
                let window = row.get(x.saturating_sub(radius)..(x + radius + 1).min(width)).unwrap_or_default();
                if let Some(target) = turned.get_mut(x * height + y) {
                    *target = pick(window);
                }
            }
        }
        Plane::from_parts(height, width, turned)
    };
    along_rows(&along_rows(luma))
}

/// Index and luma of the pixel `distance` away; `None` outside of the picture.
fn ray(luma: &Plane, x: usize, y: usize, direction: (isize, isize), distance: usize) -> Option<(usize, u8)> {
    let distance = distance.cast_signed();
    let x = x.checked_add_signed(direction.0 * distance).filter(|&x| x < luma.width())?;
    let y = y.checked_add_signed(direction.1 * distance)?;
    luma.row(y).get(x).map(|&value| (y * luma.width() + x, value))
}

/// Whether the light falls off slowly outwards from a border pixel; `None` where the picture ends before it could.
fn fades(luma: &Plane, x: usize, y: usize, direction: (isize, isize), near: f32) -> Option<bool> {
    let fall = |distance: f32| {
        let (_, value) = ray(luma, x, y, direction, distance.round() as usize)?;
        Some(f32::from(SATURATED) - f32::from(value))
    };
    let (close, far) = (fall(near)?, fall(near + FAR)?);
    Some(far >= FADE && close <= NEAR_SHARE * far)
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
        assert!(glare.fraction > 0.01, "{glare:?}");
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
