//! Pages that scanners cut into strips: pictures that meet and are one.

use super::page::Image;
use crate::image::Budget;
use crate::image::chroma::Chroma;
use crate::image::plane::Plane;
use crate::image::survey::Picture;
use crate::image::trouble::Trouble;

/// By how much resolutions and ends of strips may differ, as a share.
const TOLERANCE: f64 = 0.01;

/// By how many rows strips may overlap, or leave a gap: coordinates are rounded.
const ROWS: f64 = 3.0;

/// A strip is so many times as wide as high, or as high as wide; photos that meet are not: the longest that phones take have 2.2.
pub const STRIP_ASPECT: f64 = 2.4;

/// Pixels of a side that share one colour.
const CELL: usize = 8;

/// How parts lie in the whole picture, in pixels.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the whole.
    pub width: u32,
    /// Rows of the whole.
    pub height: u32,
    /// The first column and row of each part.
    pub corners: Vec<[usize; 2]>,
}

impl Layout {
    /// How the pictures of a page fit together; `None` where they are no strips of one picture.
    #[must_use]
    pub fn of(images: &[Image<'_>]) -> Option<Self> {
        let bounds: Vec<[f64; 4]> = images.iter().map(|image| image.place.upright_bounds()).collect::<Option<_>>()?;
        let most = |at: usize, pick: fn(f64, f64) -> f64| bounds.iter().map(|edges| edges[at]).reduce(pick);
        let (left, lower) = (most(0, f64::min)?, most(1, f64::min)?);
        let (right, upper) = (most(2, f64::max)?, most(3, f64::max)?);
        let sides: Vec<[f64; 2]> =
            images.iter().map(|image| [f64::from(image.width), f64::from(image.height)]).collect();
        // Pixels a point.
        let resolutions = sides
            .iter()
            .zip(&bounds)
            .map(|(side, edges)| [side[0] / (edges[2] - edges[0]), side[1] / (edges[3] - edges[1])]);
        let resolutions: Vec<[f64; 2]> = resolutions.collect();
        let [across, down] = *resolutions.first()?;
        let near = |a: f64, b: f64| (a - b).abs() <= TOLERANCE * b.abs();
        let alike = resolutions.iter().all(|[x, y]| near(*x, across) && near(*y, down));
        let (width, height) = ((right - left) * across, (upper - lower) * down);
        let rows = sides.iter().all(|[w, h]| near(*w, width) && *w >= STRIP_ASPECT * h);
        let columns = sides.iter().all(|[w, h]| near(*h, height) && *h >= STRIP_ASPECT * w);
        let strips = |low: usize, resolution: f64| {
            let mut spans: Vec<[f64; 2]> = bounds.iter().map(|edges| [edges[low], edges[low + 2]]).collect();
            spans.sort_by(|a, b| a[0].total_cmp(&b[0]));
            spans.windows(2).all(|two| (two[0][1] - two[1][0]).abs() * resolution <= ROWS)
        };
        let meet = (rows && strips(1, down)) || (columns && strips(0, across));
        if images.len() < 2 || !alike || !meet {
            return None;
        }
        let corners = bounds
            .iter()
            .map(|edges| [((edges[0] - left) * across).round() as usize, ((upper - edges[3]) * down).round() as usize]);
        let side = |length: f64| (length.round() <= f64::from(u32::MAX)).then_some(length.round() as u32);
        Some(Self { width: side(width)?, height: side(height)?, corners: corners.collect() })
    }

    /// One picture of its parts, given in order.
    ///
    /// # Errors
    /// [`Trouble::TooManyPixels`], and what is wrong with a part.
    pub fn join(
        &self,
        parts: impl Iterator<Item = Result<Picture, Trouble>>,
        budget: &Budget,
    ) -> Result<Picture, Trouble> {
        budget.admit(self.width, self.height)?;
        let (width, height) = (self.width as usize, self.height as usize);
        let mut luma = Canvas::new(width, height, 0);
        let mut colors = [0; 2].map(|_| Canvas::new(width.div_ceil(CELL), height.div_ceil(CELL), 128));
        let mut colored = true;
        let mut trouble = None;
        for (part, &[x, y]) in parts.zip(&self.corners) {
            let part = part?;
            if part.reduced != 1 {
                return Err(Trouble::DecoderLimit("size of a strip"));
            }
            trouble = trouble.or(part.trouble);
            luma.paste(&part.luma, x, y);
            match part.chroma {
                Some(chroma) => {
                    let cells = [part.luma.width().div_ceil(CELL), part.luma.height().div_ceil(CELL)];
                    for (canvas, plane) in colors.iter_mut().zip([chroma.blue, chroma.red]) {
                        canvas.paste(&stretched(&plane, cells), x / CELL, y / CELL);
                    }
                }
                None => colored = false,
            }
        }
        let [blue, red] = colors.map(Canvas::finish);
        let chroma = colored.then(|| Chroma { stored: None, ..Chroma::of_planes(blue, red) });
        Ok(Picture { luma: luma.finish(), chroma, reduced: 1, trouble })
    }
}

/// Each pixel from its place in another plane; strips are too flat to be averaged.
fn stretched(plane: &Plane, [width, height]: [usize; 2]) -> Plane {
    let pixel = |at: usize| plane.at(at % width * plane.width() / width, at / width * plane.height() / height);
    Plane::from_parts(width, height, (0..width * height).map(pixel).collect())
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new(width: usize, height: usize, value: u8) -> Self {
        Self { width, height, pixels: vec![value; width * height] }
    }

    fn paste(&mut self, part: &Plane, left: usize, top: usize) {
        let width = self.width.max(1);
        for (y, row) in self.pixels.chunks_exact_mut(width).skip(top).take(part.height()).enumerate() {
            let target = row.get_mut(left..).unwrap_or_default();
            target.iter_mut().zip(part.row(y)).for_each(|(target, &pixel)| *target = pixel);
        }
    }

    fn finish(self) -> Plane {
        Plane::from_parts(self.width, self.height, self.pixels)
    }
}
