//! BMP through the `image` crate.

use super::Budget;
use super::raster;
use super::survey::{Picture, Survey};
use super::trouble::Trouble;
use image::{ImageDecoder, codecs::bmp::BmpDecoder};
use std::io::Cursor;

/// Names the damaged part of the file.
const DAMAGE: &str = "BMP data";

/// Header facts of a BMP file.
#[must_use]
pub fn survey(bytes: &[u8]) -> Survey {
    match open(bytes) {
        Ok(decoder) => Survey { size: Some(decoder.dimensions()), ..Survey::default() },
        Err(trouble) => Survey::failed(trouble),
    }
}

/// Decodes the pixels.
///
/// # Errors
/// As [`raster::decode`].
pub fn decode(bytes: &[u8], budget: &Budget) -> Result<Picture, Trouble> {
    // Rows stand from the bottom up as a rule: the beginning of a file is no beginning of the picture.
    raster::decode(open(bytes)?, false, DAMAGE, budget)
}

fn open(bytes: &[u8]) -> Result<BmpDecoder<Cursor<&[u8]>>, Trouble> {
    BmpDecoder::new(Cursor::new(bytes)).map_err(|error| raster::trouble(&error, DAMAGE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bmp(width: i32, height: i32, bits: u16, data: &[u8]) -> Vec<u8> {
        let mut bytes = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
        bytes.extend(width.to_le_bytes());
        bytes.extend(height.to_le_bytes());
        bytes.extend([1, 0]);
        bytes.extend(bits.to_le_bytes());
        bytes.extend([0; 24]);
        bytes.extend(data);
        bytes
    }

    #[test]
    fn rows_run_upwards_unless_the_height_is_negative() {
        let data = [0, 0, 0, 255, 255, 255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0];
        let up = decode(&bmp(2, 2, 24, &data), &Budget::default()).unwrap().luma;
        let down = decode(&bmp(2, -2, 24, &data), &Budget::default()).unwrap().luma;
        assert_eq!(up.row(1), [0, 255]);
        assert_eq!(down.row(0), [0, 255]);
    }

    #[test]
    fn absurd_sizes_end_at_once() {
        let code = |bytes: &[u8]| decode(bytes, &Budget::default()).unwrap_err().code();
        assert_eq!(code(&bmp(60_000, 60_000, 32, &[])), "too-many-pixels");
        assert_eq!(code(&bmp(i32::MAX, i32::MIN, 32, &[])), "corrupt");
        assert_eq!(code(&bmp(100, 100, 24, &[0; 9])), "truncated");
        assert_eq!(survey(&bmp(100, 100, 24, &[])[..40]).trouble, Some(Trouble::Truncated));
    }

    proptest! {
        #[test]
        fn any_header_is_survived(head in prop::collection::vec(any::<u8>(), 0..120)) {
            let mut bytes = b"BM".to_vec();
            bytes.extend(head);
            let _ = decode(&bytes, &Budget { pixels: 100_000, ..Budget::default() });
        }
    }
}
