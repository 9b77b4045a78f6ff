//! What is known about a generated picture.

use super::defect::Defect;
use super::page::{PageKind, Parts};
use serde::Serialize;

/// The truth about one picture, all of it for the upright picture (after its EXIF orientation has been applied).
#[derive(Clone, Debug, Serialize)]
pub struct Truth {
    pub seed: u64,
    /// `None` where the picture shows no document.
    pub page: Option<PageKind>,
    pub width: usize,
    pub height: usize,
    /// EXIF orientation of the stored pixels, 1 to 8; 1 where the file has no EXIF block.
    pub orientation: u8,
    /// Corners of the page, named from the upright page's view (top left, top right, bottom right, bottom left), in
    /// fractions of the picture; beyond 0 to 1 where the page is cut.
    pub quad: Option<[[f32; 2]; 4]>,
    /// How far the page is turned clockwise in the picture, -180 to 180.
    pub rotation_degrees: f32,
    /// Pixels a character of a machine-readable zone (2.54 mm), which is a tenth of the dots an inch; measured at the
    /// zone, on pages without one in their middle.
    pub pitch: f32,
    /// Parts of the page in fractions of the page.
    pub parts: Parts,
    /// The machine-readable lines.
    pub mrz: Vec<String>,
    /// Empty for a clean picture.
    pub defects: Vec<Defect>,
}

impl Truth {
    pub fn refuse(&self) -> bool {
        self.defects.iter().any(|defect| defect.refuse)
    }
}
