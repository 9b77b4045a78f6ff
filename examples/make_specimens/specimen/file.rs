//! Storing a picture as a camera does.

use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};

/// A JPEG file of an upright picture of three codes a pixel. For an `orientation` other than 1 the pixels are stored as
/// a camera held that way sees them, with an EXIF block that says so (Exif 2.3, tag 0x0112).
pub fn jpeg(pixels: &[u8], size: [usize; 2], orientation: u8, quality: u8) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if orientation == 1 {
        let [width, height] = size.map(|side| u16::try_from(side).unwrap_or(u16::MAX));
        encoder.encode(pixels, width, height, ColorType::Rgb)?;
        return Ok(bytes);
    }
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    encoder.add_app_segment(1, exif)?;
    let (stored, [width, height]) = turned(pixels, size, orientation);
    let [width, height] = [width, height].map(|side| u16::try_from(side).unwrap_or(u16::MAX));
    encoder.encode(&stored, width, height, ColorType::Rgb)?;
    Ok(bytes)
}

/// The pixels in the order in which they are stored, and the stored size.
fn turned(pixels: &[u8], [width, height]: [usize; 2], orientation: u8) -> (Vec<u8>, [usize; 2]) {
    let stored = if orientation == 3 { [width, height] } else { [height, width] };
    let upright = |x: usize, y: usize| match orientation {
        3 => [width - 1 - x, height - 1 - y],
        6 => [width - 1 - y, x],
        _ => [y, height - 1 - x],
    };
    let places = (0..stored[1]).flat_map(|y| (0..stored[0]).map(move |x| (x, y)));
    let mut turned = Vec::with_capacity(pixels.len());
    for (x, y) in places {
        let [x, y] = upright(x, y);
        turned.extend_from_slice(&pixels[(y * width + x) * 3..][..3]);
    }
    (turned, stored)
}
