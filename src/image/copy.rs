//! A small copy of a picture to look at, with nothing of the file but its brightness.

use jpeg_encoder::{ColorType, Encoder};

use super::{Budget, Trouble, upright_luma};

/// Quality of the copy: print stays readable where it was.
const QUALITY: u8 = 82;

/// An upright grey copy as JPEG, at most `side` pixels long; of a PDF the picture of this page. `None` inside where the encoder
/// refuses it.
///
/// # Errors
/// The [`Trouble`] that kept the pixels from being read.
pub fn upright_copy(bytes: &[u8], page: u32, side: usize, budget: &Budget) -> Result<Option<Vec<u8>>, Trouble> {
    let luma = upright_luma(bytes, page, budget)?.within(side);
    let mut jpeg = Vec::new();
    let sides = u16::try_from(luma.width()).ok().zip(u16::try_from(luma.height()).ok());
    Ok(sides.and_then(|(width, height)| {
        Encoder::new(&mut jpeg, QUALITY).encode(luma.pixels(), width, height, ColorType::Luma).ok()?;
        Some(jpeg)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_small_and_holds_nothing_but_pixels() {
        let mut photo = Vec::new();
        let mut encoder = Encoder::new(&mut photo, 90);
        encoder.add_app_segment(1, b"Exif\0\0CANARY".to_vec()).unwrap();
        encoder.encode(&[90; 600 * 300 * 3], 600, 300, ColorType::Rgb).unwrap();
        let copy = upright_copy(&photo, 1, 200, &Budget::default()).unwrap().unwrap();
        assert!(!copy.windows(6).any(|part| part == b"CANARY"));
        let small = upright_luma(&copy, 1, &Budget::default()).unwrap();
        assert_eq!((small.width(), small.height()), (200, 100));
    }
}
