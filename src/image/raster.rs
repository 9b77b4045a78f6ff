//! Decoding through the `image` crate, down to luma.

use super::Budget;
use super::chroma::{Chroma, Gatherer};
use super::plane::{self, Plane};
use super::survey::Picture;
use super::trouble::Trouble;
use super::unwind::guarded;
use image::{ColorType, ImageDecoder, ImageError};
use std::io::ErrorKind;

/// What a decoder's failure means for the file; `what` names the damaged part.
#[must_use]
pub fn trouble(error: &ImageError, what: &'static str) -> Trouble {
    match error {
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Trouble::Truncated,
        ImageError::Limits(_) => Trouble::DecoderLimit("memory"),
        ImageError::Unsupported(_) => Trouble::UnsupportedEncoding("a rare variant of its format"),
        _ => Trouble::Corrupt(what),
    }
}

/// Decodes the stored pixels; transparency is laid over white.
///
/// `top_down` says that pixels arrive row by row from the top. Then half a picture is enough to be returned with its
/// trouble: it still shows how the photo was taken.
///
/// # Errors
/// [`Trouble::TooManyPixels`], [`Trouble::DecoderLimit`], or what [`trouble`] makes of the decoder's failure.
pub fn decode(
    decoder: impl ImageDecoder,
    top_down: bool,
    what: &'static str,
    budget: &Budget,
) -> Result<Picture, Trouble> {
    let (width, height) = decoder.dimensions();
    let pixels = budget.admit(width, height)?;
    let color = decoder.color_type();
    budget.admit_memory(decoder.total_bytes())?;
    let mut data = vec![0; pixels * usize::from(color.bytes_per_pixel())];
    let end = guarded(|| decoder.read_image(&mut data).map_err(|error| trouble(&error, what)))
        .unwrap_or(Err(Trouble::Corrupt(what)));
    let (columns, rows) = (width as usize, height as usize);
    if let Err(trouble) = end {
        let stride = columns * usize::from(color.bytes_per_pixel());
        // What was not reached is still zero.
        let reached = data.iter().rposition(|&byte| byte != 0).map_or(0, |last| last / stride);
        if !top_down || reached < rows / 2 {
            return Err(trouble);
        }
    }
    let chroma = into_luma(&mut data, color, columns, rows)?;
    Ok(Picture { luma: Plane::from_parts(columns, rows, data), chroma, reduced: 1, trouble: end.err() })
}

/// Puts the luma of each pixel where its colours stood, which needs no second picture, and gives the colours at a fraction of
/// the size.
fn into_luma(data: &mut Vec<u8>, color: ColorType, columns: usize, rows: usize) -> Result<Option<Chroma>, Trouble> {
    let pixels = columns * rows;
    let sample = usize::from(color.bytes_per_pixel() / color.channel_count().max(1));
    if !matches!(sample, 1 | 2) {
        return Err(Trouble::UnsupportedEncoding("floating-point colours"));
    }
    if sample == 2 {
        for at in 0..data.len() / 2 {
            let [first, second] = data.get(at * 2..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
            let high = u16::from_ne_bytes([first, second]) >> 8;
            if let Some(target) = data.get_mut(at) {
                *target = high as u8;
            }
        }
        data.truncate(data.len() / 2);
    }
    let channels = usize::from(color.channel_count());
    let mut colors = (channels > 2).then(|| Gatherer::new(columns, rows));
    if channels > 1 {
        for at in 0..pixels {
            let pixel = data.get(at * channels..(at + 1) * channels);
            if let (Some(colors), Some(&[red, green, blue, ref alpha @ ..])) = (&mut colors, pixel) {
                let alpha = alpha.first().copied().unwrap_or(u8::MAX);
                colors.push(at % columns, at / columns, [red, green, blue].map(|level| over_white(level, alpha)));
            }
            let luma = match pixel {
                Some(&[gray, alpha]) => over_white(gray, alpha),
                Some(&[red, green, blue]) => plane::of_rgb(red, green, blue),
                Some(&[red, green, blue, alpha]) => over_white(plane::of_rgb(red, green, blue), alpha),
                _ => 0,
            };
            if let Some(target) = data.get_mut(at) {
                *target = luma;
            }
        }
    }
    data.truncate(pixels);
    data.shrink_to_fit();
    Ok(Some(colors.map_or_else(Chroma::grey, Gatherer::finish)))
}

fn over_white(luma: u8, alpha: u8) -> u8 {
    let (luma, alpha) = (u32::from(luma), u32::from(alpha));
    ((luma * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}
