//! One picture of a file: what its headers say and what its pixels show.

use super::survey::{Picture, Survey};
use super::{Budget, Format, Measures, Plane, Trouble, bmp, jpeg, pdf, png};

/// Long side of the picture that the perceptual mark is taken from: far more than its 9 x 8 cells.
const LOOK_SIDE: usize = 512;

/// What one picture of a file shows.
pub struct Seen {
    /// The first page of a PDF is 0.
    pub page: u32,
    pub survey: Survey,
    pub trouble: Option<Trouble>,
    pub measures: Option<Measures>,
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
        let measures = picture.as_ref().map(|picture| {
            Measures::of(&picture.luma, picture.chroma.as_ref(), survey.orientation).enlarged(picture.reduced as f32)
        });
        let look = picture.map(|picture| survey.orientation.upright(picture.luma.within(LOOK_SIDE)));
        Self { page, survey, trouble, measures, look }
    }

    pub fn shows_a_document(&self) -> bool {
        self.measures.as_ref().is_some_and(|measures| measures.page.is_some())
    }
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
