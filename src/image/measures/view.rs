//! The document of a picture laid flat, and parts of it at full size.

use super::patch::Patch;
use crate::image::chroma::Chroma;
use crate::image::page::{Homography, Page, Part, rectified};
use crate::image::plane::Plane;

/// What measures look at.
pub struct View<'a> {
    luma: &'a Plane,
    /// Colours as they are stored, where they are.
    stored: Option<&'a [Plane; 2]>,
    /// From the flat page to the stored picture's pixels.
    map: Homography,
    /// Brightness of the page laid flat; of the whole picture where there is no page.
    pub flat: Plane,
    /// The same of its colours, smaller.
    pub colors: Option<Chroma>,
    /// Pixels of the stored picture from one character of the machine-readable zone to the next, or what they would usually be.
    pub pitch: f32,
    /// How much changes within each cell of the page, and its middle in page fractions; the calmest first.
    cells: Vec<(f32, [f32; 2])>,
}

/// Small parts of a picture where there is no print.
pub struct Patches {
    pub calm: Vec<Patch>,
    /// Brightness, Cb and Cr of a few calm places, at the size at which colours are stored.
    pub colors: Option<Vec<[Patch; 3]>>,
}

/// Width of the flat page in pixels: five a millimetre of a passport.
const FLAT_WIDTH: usize = 640;
/// Width of its colours.
const COLOR_WIDTH: usize = 160;
/// Patches are cut so that a character is about as many pixels wide.
const PATCH_PITCH: f32 = 18.0;
/// The same where no page is seen, as a share of the picture's long side: as if a card (85.6 mm) took four fifths of it.
const USUAL_PITCH: f32 = 0.8 * 2.54 / 85.6;
/// Cells into which a page is cut to choose patches.
const CELLS: [usize; 2] = [12, 8];
/// How many patches of print, and of calm.
const PRINT_PATCHES: usize = 16;
const CALM_PATCHES: usize = 16;
/// In one of so many cells colours are looked at.
const COLOR_STEP: usize = 6;

impl<'a> View<'a> {
    /// `print` is the picture at a size at which a page is about as large as the flat one.
    pub fn new(luma: &'a Plane, print: &Plane, chroma: Option<&'a Chroma>, page: Option<Page>) -> Self {
        let (width, height) = (luma.width() as f32, luma.height() as f32);
        let whole = Homography::scaling(width, height);
        let map = page.and_then(|page| page.map(width, height)).unwrap_or(whole);
        let [across, down] = page.map_or([width, height], |page| page.millimetres());
        let flat_height = ((FLAT_WIDTH as f32 * down / across) as usize).clamp(64, 2 * FLAT_WIDTH);
        let (w, h) = (print.width() as f32, print.height() as f32);
        let print_map = page.and_then(|page| page.map(w, h)).unwrap_or(Homography::scaling(w, h));
        let flat = rectified(print, &print_map, &Part::WHOLE, FLAT_WIDTH, flat_height);
        let colors = chroma.map(|chroma| {
            let (w, h) = (chroma.blue.width() as f32, chroma.blue.height() as f32);
            let map = page.and_then(|page| page.map(w, h)).unwrap_or(Homography::scaling(w, h));
            let lay = |plane: &Plane| {
                rectified(plane, &map, &Part::WHOLE, COLOR_WIDTH, (flat_height * COLOR_WIDTH / FLAT_WIDTH).max(8))
            };
            Chroma { blue: lay(&chroma.blue), red: lay(&chroma.red), stored: None }
        });
        let pitch = page.map_or(USUAL_PITCH * width.max(height), |page| page.pixels_per_character(width, height));
        let stored = chroma.and_then(|chroma| chroma.stored.as_ref());
        let mut cells = cells(&flat);
        cells.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { luma, stored, map, flat, colors, pitch, cells }
    }

    /// Pixels of the stored picture that one pixel of the flat page stands for.
    pub fn flat_scale(&self) -> f32 {
        let (a, b) = (self.map.apply([0.0, 0.5]), self.map.apply([1.0, 0.5]));
        ((b[0] - a[0]).hypot(b[1] - a[1]) / FLAT_WIDTH as f32).max(1e-3)
    }

    /// Pixels of the stored picture that one pixel of a patch of print stands for.
    pub fn patch_step(&self) -> usize {
        ((self.pitch / PATCH_PITCH).round() as usize).clamp(1, 12)
    }

    /// Patches where there is most print; a pixel of them is `step` pixels of the picture.
    pub fn print(&self, step: usize) -> Vec<Patch> {
        let print = self.cells.len().saturating_sub(PRINT_PATCHES);
        self.cut(self.luma, self.cells.get(print..).unwrap_or_default(), step)
    }

    /// Patches at full size where there is least of anything.
    pub fn patches(&self) -> Patches {
        let cells = &self.cells;
        let cut = |plane: &Plane, cells: &[(f32, [f32; 2])], step: usize| self.cut(plane, cells, step);
        let calm = cells.get(..CALM_PATCHES).unwrap_or(cells);
        // The calmest places may be burnt out.
        let few: Vec<_> = cells.iter().take(cells.len() * 2 / 3).step_by(COLOR_STEP).copied().collect();
        let colors = self.stored.map(|[blue, red]| {
            let step = (self.luma.width() / blue.width().max(1)).max(1);
            let luma = cut(self.luma, &few, step).into_iter();
            luma.zip(cut(blue, &few, 1)).zip(cut(red, &few, 1)).map(|((luma, blue), red)| [luma, blue, red]).collect()
        });
        Patches { calm: cut(self.luma, calm, 1), colors }
    }

    /// Patches about places of the page.
    fn cut(&self, plane: &Plane, cells: &[(f32, [f32; 2])], step: usize) -> Vec<Patch> {
        let scale = plane.width() as f32 / self.luma.width().max(1) as f32;
        let place = |at: &[f32; 2]| self.map.apply(*at).map(|side| side * scale);
        cells.iter().map(|(_, at)| Patch::cut(plane, place(at), step)).collect()
    }
}

/// How much changes within each cell of the page, and its middle in page fractions.
fn cells(flat: &Plane) -> Vec<(f32, [f32; 2])> {
    let [columns, rows] = CELLS;
    let (width, height) = (flat.width(), flat.height());
    let mut cells = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let span = width * column / columns..width * (column + 1) / columns;
            let mut change = 0.0;
            for y in height * row / rows..height * (row + 1) / rows {
                let cells = flat.row(y).get(span.clone()).unwrap_or_default();
                change += cells.iter().zip(cells.iter().skip(2)).map(|(a, b)| f32::from(a.abs_diff(*b))).sum::<f32>();
            }
            let middle = [(column as f32 + 0.5) / columns as f32, (row as f32 + 0.5) / rows as f32];
            cells.push((change, middle));
        }
    }
    cells
}
