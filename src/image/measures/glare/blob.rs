//! Connected areas of saturated pixels, what is around them and how they end.

use crate::image::measures::region::Region;
use crate::image::plane::Plane;

/// Luma from which a pixel counts as saturated. So bright a luma leaves no room for colour: it is white.
const SATURATED: u8 = 250;

/// A border point is soft when the light falls by at least this many luma steps at the far distance ...
const FADE: f32 = 12.0;

/// ... of which at most this share within the near distance.
const NEAR_SHARE: f32 = 0.6;

/// Share of a blob's border that must be soft.
const SOFT_SHARE: f32 = 0.4;

/// Far distance in pixels beyond the near one. Slower fades are uneven light, not a reflection.
const FAR: f32 = 15.0;

/// Dark strokes up to twice this wide, in pixels of the searched picture, are closed before the search: print shows
/// through the rim of a reflection, and its outlines are not the reflection's.
const CLOSING: usize = 5;

/// A pixel is print where the closing made it lighter by so many luma steps.
const PRINT: u8 = 40;

/// Distances from a blob's border, in pixels, at which print is looked for, and the share of such places around it from which the
/// blob lies in the midst of it: a line of text is print in one place of five, a security pattern in none.
const AROUND: [usize; 4] = [8, 14, 20, 26];
const PRINTED: f32 = 0.06;

/// A blob of this share of the area need not fade: where the paper is nearly white, nothing can. In its midst there is less than
/// this part of the print around it.
const LARGE: f32 = 0.1;
const WASHED_OUT: f32 = 0.3;

/// What reaches over this share of the area is no spot, but paper that is too light; this one where it does not fade.
const WHOLE: f32 = 0.85;
const WHOLE_UNFADED: f32 = 0.7;

/// Length of the border of a blob that does not fade, by the square root of its area (a disc has about 4): paper that is too light is
/// frayed by all that is printed on it.
const FRAYED: f32 = 8.0;

/// The picture that is searched.
pub struct Searched {
    /// Without dark strokes.
    closed: Plane,
    /// With them.
    open: Plane,
}

/// A blob of saturated pixels: its area and bounds in pixels.
#[derive(Default)]
pub struct Blob {
    pub area: usize,
    /// Pixels in each of the parts asked for.
    pub in_parts: [usize; 2],
    pub left: usize,
    pub right: usize,
    pub top: usize,
    pub bottom: usize,
    border: usize,
    soft: usize,
    /// Places around it that were looked at, and those of them and of its own that are print.
    around: usize,
    print_around: usize,
    print_within: usize,
}

impl Blob {
    /// The four-connected blob around `start`; `None` when it was seen before.
    pub fn grow(
        searched: &Searched,
        start: usize,
        near: f32,
        parts: &[Option<Region>; 2],
        seen: &mut [bool],
    ) -> Option<Self> {
        if std::mem::replace(seen.get_mut(start)?, true) {
            return None;
        }
        let luma = &searched.closed;
        let (width, height) = (luma.width(), luma.height());
        let mut blob = Self { left: usize::MAX, top: usize::MAX, ..Self::default() };
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            let (x, y) = (at % width, at / width);
            blob.area += 1;
            blob.print_within += usize::from(searched.is_print(at));
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
                    for (at, _) in AROUND.iter().filter_map(|away| ray(luma, x, y, direction, *away)) {
                        blob.around += 1;
                        blob.print_around += usize::from(searched.is_print(at));
                    }
                }
            }
        }
        Some(blob)
    }

    /// Whether it is a reflection and no white paper, given its share of the area.
    pub fn is_reflection(&self, share: f32, (width, height): (usize, usize)) -> bool {
        let extent = self.extent(width, height);
        let washed_out = || {
            let compact = (self.border as f32) < FRAYED * (self.area as f32).sqrt();
            share > LARGE && extent < WHOLE_UNFADED && compact && self.hides_print()
        };
        extent < WHOLE && (self.fades() || washed_out())
    }

    /// Share of the area that its bounding box takes.
    fn extent(&self, width: usize, height: usize) -> f32 {
        ((self.right + 1 - self.left) * (self.bottom + 1 - self.top)) as f32 / (width * height).max(1) as f32
    }

    fn fades(&self) -> bool {
        self.border > 0 && self.soft as f32 >= SOFT_SHARE * self.border as f32
    }

    /// Whether there is print around it.
    pub fn is_amid_print(&self) -> bool {
        self.print_around as f32 > PRINTED * self.around as f32
    }

    fn hides_print(&self) -> bool {
        let around = self.print_around as f32 / self.around.max(1) as f32;
        self.is_amid_print() && (self.print_within as f32) < WASHED_OUT * around * self.area as f32
    }
}

impl Searched {
    pub fn new(luma: &Plane) -> Self {
        let open = softened(luma);
        Self { closed: closed(&open), open }
    }

    /// Width and height.
    pub fn size(&self) -> (usize, usize) {
        (self.open.width(), self.open.height())
    }

    pub fn is_saturated(&self, at: usize) -> bool {
        self.closed.pixels().get(at).is_some_and(|&luma| luma >= SATURATED)
    }

    fn is_print(&self, at: usize) -> bool {
        let value = |plane: &Plane| plane.pixels().get(at).copied().unwrap_or_default();
        value(&self.closed).saturating_sub(value(&self.open)) > PRINT
    }
}

/// Averaged over 3 x 3 pixels: noise would be taken for light by the closing.
fn softened(luma: &Plane) -> Plane {
    let mean = |before: u8, here: u8, after: u8| ((u16::from(before) + u16::from(here) + u16::from(after)) / 3) as u8;
    let (width, height) = (luma.width(), luma.height());
    // What lies beyond the border is taken to be as the border.
    let along_rows = (0..height).flat_map(|y| {
        let row = luma.row(y);
        let at = |x: usize| row.get(x.min(width - 1)).copied().unwrap_or_default();
        (0..width).map(move |x| mean(at(x.saturating_sub(1)), at(x), at(x + 1)))
    });
    let rows = Plane::from_parts(width, height, along_rows.collect());
    let along_columns = (0..height).flat_map(|y| {
        let [above, here, below] = [y.saturating_sub(1), y, (y + 1).min(height - 1)].map(|y| rows.row(y));
        above.iter().zip(here).zip(below).map(move |((a, b), c)| mean(*a, *b, *c))
    });
    Plane::from_parts(width, height, along_columns.collect())
}

/// Grey-level closing with a square: dark details narrower than the square take the brightness around them.
fn closed(luma: &Plane) -> Plane {
    pooled(&pooled(luma, CLOSING, u8::max), CLOSING, u8::min)
}

/// Puts together the square of `2 * radius + 1` pixels each way around each pixel, as far as it lies in the picture; `of` is for two.
fn pooled(luma: &Plane, radius: usize, of: impl Fn(u8, u8) -> u8) -> Plane {
    let (width, height) = (luma.width(), luma.height());
    let mut pixels = luma.pixels().to_vec();
    // A whole row at a time.
    let merge = |into: &mut [u8], other: &[u8]| into.iter_mut().zip(other).for_each(|(a, b)| *a = of(*a, *b));
    for (y, row) in pixels.chunks_exact_mut(width.max(1)).enumerate() {
        (y.saturating_sub(radius)..(y + radius + 1).min(height)).for_each(|other| merge(row, luma.row(other)));
    }
    let mut source = Vec::new();
    for row in pixels.chunks_exact_mut(width.max(1)) {
        source.clear();
        source.extend_from_slice(row);
        for away in 1..=radius.min(width) {
            merge(row, source.get(away..).unwrap_or_default());
            merge(row.get_mut(away..).unwrap_or_default(), &source);
        }
    }
    Plane::from_parts(width, height, pixels)
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
