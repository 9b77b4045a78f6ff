//! Pages that scanners put together from strips or tiles: many pictures that meet and are one.

use super::page::Image;
use crate::image::Budget;
use crate::image::chroma::Chroma;
use crate::image::plane::Plane;
use crate::image::survey::Picture;
use crate::image::trouble::Trouble;

/// By how much the areas of the parts may differ from that of the whole, as a share: rounded coordinates overlap a little.
const AREA_TOLERANCE: f64 = 0.02;

/// By how much resolutions of parts may differ, as a share.
const RESOLUTION_TOLERANCE: f64 = 0.01;

/// Two parts that meet are two photos rather than strips unless they are this much longer than wide, or wider than long.
const STRIP_ASPECT: f64 = 2.0;

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
    /// How the pictures of a page fit together; `None` where they are no parts of one picture.
    #[must_use]
    pub fn of(images: &[Image<'_>]) -> Option<Self> {
        let first = images.first()?;
        let bounds: Vec<[f64; 4]> = images.iter().map(|image| image.place.upright_bounds()).collect::<Option<_>>()?;
        let most = |at: usize, pick: fn(f64, f64) -> f64| bounds.iter().map(|edges| edges[at]).reduce(pick);
        let (left, lower) = (most(0, f64::min)?, most(1, f64::min)?);
        let (right, upper) = (most(2, f64::max)?, most(3, f64::max)?);
        let parts: f64 = images.iter().map(|image| image.place.area()).sum();
        let whole = (right - left) * (upper - lower);
        if images.len() < 2 || (parts - whole).abs() > AREA_TOLERANCE * whole {
            return None;
        }
        let resolution = |image: &Image<'_>, edges: &[f64; 4]| {
            [f64::from(image.width) / (edges[2] - edges[0]), f64::from(image.height) / (edges[3] - edges[1])]
        };
        let [across, down] = resolution(first, bounds.first()?);
        let alike = images.iter().zip(&bounds).all(|(image, edges)| {
            let [x, y] = resolution(image, edges);
            (x / across - 1.0).abs() < RESOLUTION_TOLERANCE && (y / down - 1.0).abs() < RESOLUTION_TOLERANCE
        });
        let long = |image: &Image<'_>| {
            let (width, height) = (f64::from(image.width), f64::from(image.height));
            width.max(height) >= STRIP_ASPECT * width.min(height)
        };
        if !alike || (images.len() == 2 && !images.iter().all(long)) {
            return None;
        }
        let corners = bounds
            .iter()
            .map(|edges| [((edges[0] - left) * across).round() as usize, ((upper - edges[3]) * down).round() as usize]);
        let side = |length: f64| (length.round() <= f64::from(u32::MAX)).then_some(length.round() as u32);
        Some(Self {
            width: side((right - left) * across)?,
            height: side((upper - lower) * down)?,
            corners: corners.collect(),
        })
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
        /// Pixels of a side that share one colour.
        const CELL: usize = 8;
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
