//! What a file says about its picture before any pixel is decoded.

use super::exif::Exif;
use super::orientation::Orientation;
use super::software::Field;
use super::trouble::Trouble;
use super::{Budget, luma::Luma};

/// The header facts of one file.
#[derive(Debug, Default)]
pub struct Survey {
    /// Stored width and height in pixels.
    pub size: Option<(u32, u32)>,
    pub orientation: Orientation,
    /// Texts naming the program that wrote the file.
    pub fields: Vec<(Field, String)>,
    pub pages: Option<u32>,
    pub encrypted: bool,
    /// What the headers alone already prove wrong.
    pub trouble: Option<Trouble>,
}

/// Decoded pixels as stored, and what was wrong with them.
///
/// A picture whose data has errors is still worth measuring when most of it could be read.
#[derive(Debug)]
pub struct Picture {
    pub luma: Luma,
    pub trouble: Option<Trouble>,
}

impl Survey {
    /// A survey that found nothing but `trouble`.
    #[must_use]
    pub fn failed(trouble: Trouble) -> Self {
        Self { trouble: Some(trouble), ..Self::default() }
    }

    /// Takes over what an EXIF block says.
    pub fn absorb_exif(&mut self, tiff: &[u8]) {
        let exif = Exif::parse(tiff);
        self.orientation = exif.orientation.unwrap_or(self.orientation);
        self.fields.extend(exif.software.map(|text| (Field::ExifSoftware, text)));
        self.fields.extend(exif.processing_software.map(|text| (Field::ExifProcessingSoftware, text)));
    }
}

impl Budget {
    /// The pixel count of a picture, when it may be decoded.
    ///
    /// # Errors
    /// [`Trouble::TooManyPixels`] above the budget, [`Trouble::Corrupt`] for a picture without pixels.
    pub fn admit(&self, width: u32, height: u32) -> Result<usize, Trouble> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(Trouble::Corrupt("a picture without pixels"));
        }
        if pixels > self.pixels {
            return Err(Trouble::TooManyPixels { width, height });
        }
        usize::try_from(pixels).map_err(|_| Trouble::TooManyPixels { width, height })
    }

    /// Refuses a decoder that would need more than the budget's working memory, in bytes.
    ///
    /// # Errors
    /// [`Trouble::DecoderLimit`].
    pub fn admit_memory(&self, bytes: u64) -> Result<(), Trouble> {
        if bytes > self.memory { Err(Trouble::DecoderLimit("memory")) } else { Ok(()) }
    }
}
