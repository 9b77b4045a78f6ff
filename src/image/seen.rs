//! One picture of a file: what its headers say and what its pixels show.

use super::mrz::{self, Zone};
use super::orientation::Orientation;
use super::page::PRINT_SIDE;
use super::survey::{Picture, Survey};
use super::{Budget, Chroma, Format, Measures, Plane, Trouble, bmp, jpeg, pdf, png};

/// Long side of the picture that the perceptual mark is taken from: far more than its 9 x 8 cells.
const LOOK_SIDE: usize = 512;

/// What one picture of a file shows.
pub struct Seen {
    /// The first page of a PDF is 0.
    pub page: u32,
    pub survey: Survey,
    pub trouble: Option<Trouble>,
    pub measures: Option<Measures>,
    /// The machine-readable zone in the upright picture.
    pub zone: Option<Zone>,
    /// The upright picture, small.
    pub look: Option<Plane>,
}

impl Seen {
    pub fn of(bytes: &[u8], format: Format, page: u32, budget: &Budget) -> Self {
        let (survey, picture) = look(bytes, format, page, budget);
        let trouble = match &picture {
            Ok(picture) => picture.trouble.or(survey.trouble),
            Err(trouble) => survey.trouble.or(Some(*trouble)),
        };
        let picture = picture.ok();
        let judged = picture.as_ref().map(|picture| judged(picture, survey.orientation));
        let (measures, zone) = judged.map_or((None, None), |(measures, zone)| (Some(measures), zone));
        let look = picture.map(|picture| survey.orientation.upright(picture.luma.within(LOOK_SIDE)));
        Self { page, survey, trouble, measures, zone, look }
    }

    pub fn shows_a_document(&self) -> bool {
        self.measures.as_ref().is_some_and(|measures| measures.page.is_some())
    }
}

/// All that the pixels show.
fn judged(picture: &Picture, orientation: Orientation) -> (Measures, Option<Zone>) {
    let Picture { luma, chroma, reduced, .. } = picture;
    if orientation.is_mirrored() {
        // Neither print nor portraits are where they must be on a mirrored page, and no letter can be read.
        let (luma, chroma) = (luma.mirrored(), chroma.as_ref().map(Chroma::mirrored));
        let turned = Picture { luma, chroma, reduced: *reduced, trouble: picture.trouble };
        return judged(&turned, orientation.after_mirroring());
    }
    let print = luma.within(PRINT_SIDE);
    let measures = Measures::of(luma, &print, chroma.as_ref(), orientation);
    let zone = mrz::read(luma, &print, orientation).map(|zone| zone.upright(orientation).judged(&measures));
    let factor = *reduced as f32;
    (measures.enlarged(factor), zone.map(|zone| zone.enlarged(factor)))
}

/// Header facts and stored pixels; `page` is that of a PDF.
pub fn look(bytes: &[u8], format: Format, page: u32, budget: &Budget) -> (Survey, Result<Picture, Trouble>) {
    match format {
        Format::Jpeg => (jpeg::survey(bytes), jpeg::decode(bytes, budget)),
        Format::Png => (png::survey(bytes), png::decode(bytes, budget)),
        Format::Bmp => (bmp::survey(bytes), bmp::decode(bytes, budget)),
        Format::Pdf => pdf::look(bytes, page as usize, budget),
        _ => {
            let trouble = match format {
                _ if bytes.is_empty() => Trouble::Empty,
                Format::Unknown => Trouble::UnknownFormat,
                known => Trouble::NotDecoded(known),
            };
            (Survey::failed(trouble), Err(trouble))
        }
    }
}
