//! The picture of a page on its way to pixels.

use super::filter::{Allowance, Decoded};
use super::page::Image;
use super::samples;
use super::strips::Layout;
use crate::image::survey::Picture;
use crate::image::trouble::Trouble;
use crate::image::{Budget, jpeg};

/// A page's picture, or a part of it.
pub enum Stored {
    /// A JPEG file that is still to be decoded.
    Jpeg(Vec<u8>),
    /// Pixels that stood in the PDF itself.
    Pixels(Box<Picture>),
    /// Strips of one picture.
    Parts(Layout, Vec<Self>),
}

impl Stored {
    /// As it is stored, after the filters of its stream.
    ///
    /// # Errors
    /// [`Trouble::TooManyPixels`], and what [`Allowance::decode`] finds.
    pub fn of(image: &Image<'_>, budget: &Budget, allowance: &Allowance) -> Result<Self, Trouble> {
        budget.admit(image.width, image.height)?;
        match allowance.decode(&image.stream)? {
            Decoded::Jpeg(bytes) => {
                // A picture may be drawn many times.
                allowance.pay(bytes.len() as u64)?;
                Ok(Self::Jpeg(bytes.into_owned()))
            }
            Decoded::Bytes(bytes) => {
                samples::decode(image, &bytes, budget, allowance).map(|picture| Self::Pixels(Box::new(picture)))
            }
        }
    }

    /// The same, if it is as large as the page says: parts are put where others end.
    pub fn sized(self, image: &Image<'_>) -> Result<Self, Trouble> {
        match &self {
            Self::Jpeg(file) if jpeg::survey(file).size != Some((image.width, image.height)) => {
                Err(Trouble::Corrupt("size of a strip"))
            }
            _ => Ok(self),
        }
    }

    /// The pixels.
    ///
    /// # Errors
    /// What is wrong with the file, or a part of it.
    pub fn decode(self, budget: &Budget) -> Result<Picture, Trouble> {
        match self {
            Self::Jpeg(file) => jpeg::decode(&file, budget),
            Self::Pixels(picture) => Ok(*picture),
            Self::Parts(layout, parts) => layout.join(parts.into_iter().map(|part| part.decode(budget)), budget),
        }
    }
}
