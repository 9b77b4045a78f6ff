//! What a file says about its picture before any pixel is decoded.

use super::orientation::Orientation;
use super::software::Field;
use super::trouble::Trouble;
use super::unwind::guarded;
use super::{Budget, chroma::Chroma, plane::Plane};
use exif::{Context, Error, Exif, In, Reader, Tag, Value};
use std::io::Cursor;

/// The name of the program that last processed the picture (TIFF tag 11, as Exiv2 and ExifTool list it).
const PROCESSING_SOFTWARE: Tag = Tag(Context::Tiff, 0x000B);

/// Program names are short; more bytes are not looked at.
const TEXT_LIMIT: usize = 256;

/// The header facts of one file.
#[derive(Debug, Default)]
pub struct Survey {
    /// Stored width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// How the stored pixels are turned.
    pub orientation: Orientation,
    /// Texts naming the program that wrote the file.
    pub fields: Vec<(Field, String)>,
    /// The quality of a JPEG file, 1 to 100.
    pub jpeg_quality: Option<u8>,
    /// Pages of a PDF.
    pub pages: Option<u32>,
    /// Photos and scans on the page of a PDF.
    pub pictures: Option<u32>,
    /// Whether a PDF is encrypted.
    pub encrypted: bool,
    /// What the headers alone already prove wrong.
    pub trouble: Option<Trouble>,
}

/// Decoded pixels as stored, and what was wrong with them.
///
/// A picture whose data has errors is still worth measuring when most of it could be read.
#[derive(Debug)]
pub struct Picture {
    /// The pixels.
    pub luma: Plane,
    /// Their colours, where the file has any.
    pub chroma: Option<Chroma>,
    /// How many stored pixels, each way, are one of these: more than 1 for files too large to be held as a whole.
    pub reduced: usize,
    /// Why not all of them are right.
    pub trouble: Option<Trouble>,
}

impl Survey {
    /// A survey that found nothing but `trouble`.
    #[must_use]
    pub fn failed(trouble: Trouble) -> Self {
        Self { trouble: Some(trouble), ..Self::default() }
    }

    /// Takes over the orientation and program names of a JPEG or PNG file's EXIF block (EXIF 2.32 §4.6). Everything
    /// else in the block is personal and stays unread.
    pub fn absorb_exif(&mut self, file: &[u8]) {
        let Some(exif) = read_exif(file) else { return };
        let orientation = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
        self.orientation = orientation
            .and_then(|value| u16::try_from(value).ok())
            .and_then(Orientation::from_exif)
            .unwrap_or(self.orientation);
        for (tag, field) in [(Tag::Software, Field::ExifSoftware), (PROCESSING_SOFTWARE, Field::ExifProcessingSoftware)]
        {
            if let Some(Value::Ascii(lines)) = exif.get_field(tag, In::PRIMARY).map(|found| &found.value)
                && let Some(line) = lines.first()
            {
                let text = line.get(..TEXT_LIMIT).unwrap_or(line);
                self.fields.push((field, String::from_utf8_lossy(text).into_owned()));
            }
        }
    }
}

/// The EXIF block of a file, with as many of its tags as are sound.
fn read_exif(file: &[u8]) -> Option<Exif> {
    let read = guarded(|| Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(file)))?;
    match read {
        Ok(exif) => Some(exif),
        Err(Error::PartialResult(part)) => Some(part.into_inner().0),
        Err(_) => None,
    }
}

impl Budget {
    /// The pixel count of a picture, when it may be decoded.
    ///
    /// # Errors
    /// [`Trouble::TooManyPixels`] above the budget, [`Trouble::Corrupt`] for a picture without pixels.
    pub(super) fn admit(&self, width: u32, height: u32) -> Result<usize, Trouble> {
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
    pub(super) fn admit_memory(&self, bytes: u64) -> Result<(), Trouble> {
        if bytes > self.memory { Err(Trouble::DecoderLimit("memory")) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A JPEG file that ends behind its EXIF segment.
    fn sample() -> Vec<u8> {
        let mut bytes = b"\xFF\xD8\xFF\xE1\0\x33Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        bytes.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        bytes.extend(b"\x01\x31\0\x02\0\0\0\x05\0\0\0\x26");
        bytes.extend(b"\0\0\0\x08"); // the next directory is this one again
        bytes.extend(b"GIMP\0");
        bytes
    }

    #[test]
    fn orientation_and_program_are_read_from_directories_in_a_circle() {
        let mut survey = Survey::default();
        survey.absorb_exif(&sample());
        assert_eq!(survey.orientation.value(), 6);
        assert_eq!(survey.fields, [(Field::ExifSoftware, "GIMP".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_damage_is_survived(at in 0_usize..55, value: u8, cut in 0_usize..56) {
            let mut bytes = sample();
            bytes[at] = value;
            bytes.truncate(cut);
            Survey::default().absorb_exif(&bytes);
        }
    }
}
