//! PNG: header facts from the chunks, luma row by row through the `png` crate.

use super::Budget;
use super::luma::{self, Luma};
use super::software::{self, Field};
use super::survey::{Picture, Survey};
use super::trouble::Trouble;
use png::{ColorType, Decoder, DecodingError, InterlaceInfo, Limits, Transformations};
use std::io::Cursor;

const SIGNATURE: usize = 8;

/// Header facts of a PNG file (PNG 3rd edition §5, §11).
#[must_use]
pub fn survey(bytes: &[u8]) -> Survey {
    let mut survey = Survey::default();
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    loop {
        let Some((kind, data, after)) = chunk(rest) else {
            survey.trouble = Some(Trouble::Truncated);
            return survey;
        };
        match kind {
            b"IHDR" if survey.size.is_none() => survey.size = size(data),
            b"eXIf" => survey.absorb_exif(data),
            b"tEXt" | b"iTXt" => survey.fields.extend(text(data)),
            b"IEND" => break,
            _ => {}
        }
        rest = after;
    }
    if survey.size.is_none() {
        survey.trouble = Some(Trouble::Corrupt("no PNG header"));
    }
    survey
}

/// Type, data, and what follows the first chunk.
fn chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let length = u32::from_be_bytes(*bytes.first_chunk()?) as usize;
    let kind = bytes.get(4..)?.first_chunk()?;
    let end = length.checked_add(8)?;
    Some((kind, bytes.get(8..end)?, bytes.get(end.checked_add(4)?..)?))
}

fn size(header: &[u8]) -> Option<(u32, u32)> {
    let width = u32::from_be_bytes(*header.first_chunk()?);
    let height = u32::from_be_bytes(*header.get(4..)?.first_chunk()?);
    Some((width, height))
}

/// Program names in a `tEXt` or uncompressed `iTXt` chunk.
fn text(data: &[u8]) -> Vec<(Field, String)> {
    let mut halves = data.splitn(2, |&byte| byte == 0);
    let (Some(keyword), Some(value)) = (halves.next(), halves.next()) else { return Vec::new() };
    match keyword {
        b"Software" => {
            let value = value.get(..256).unwrap_or(value);
            vec![(Field::PngSoftware, String::from_utf8_lossy(value).into_owned())]
        }
        b"XML:com.adobe.xmp" => software::xmp_tools(value),
        _ => Vec::new(),
    }
}

/// Decodes the stored pixels; transparency is laid over white.
///
/// # Errors
/// [`Trouble::TooManyPixels`], [`Trouble::DecoderLimit`], [`Trouble::Truncated`] or [`Trouble::Corrupt`].
pub fn decode(bytes: &[u8], budget: &Budget) -> Result<Picture, Trouble> {
    let limits = Limits { bytes: usize::try_from(budget.memory).unwrap_or(usize::MAX) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let (width, height) = decoder.read_header_info().map_err(trouble).map(|info| (info.width, info.height))?;
    let pixels = budget.admit(width, height)?;
    // Rows are decoded one by one: a few rows of at most 8 bytes a pixel are held, before and after conversion.
    budget.admit_memory(pixels as u64 + u64::from(width) * 8 * 4)?;
    let mut reader = decoder.read_info().map_err(trouble)?;
    let channels = reader.output_color_type().0;
    let stride = width as usize;
    let mut plane = vec![0; pixels];
    let mut row_luma = Vec::with_capacity(stride);
    let mut y = 0;
    let end = loop {
        match reader.next_interlaced_row() {
            Ok(Some(row)) => {
                to_luma(row.data(), channels, &mut row_luma);
                match row.interlace() {
                    InterlaceInfo::Null(_) => {
                        if let Some(target) = plane.get_mut(y * stride..(y + 1) * stride) {
                            for (to, from) in target.iter_mut().zip(&row_luma) {
                                *to = *from;
                            }
                        }
                        y += 1;
                    }
                    InterlaceInfo::Adam7(pass) => png::expand_interlaced_row(&mut plane, stride, &row_luma, pass, 8),
                }
            }
            Ok(None) => break None,
            Err(error) => break Some(trouble(error)),
        }
    };
    let luma = Luma::from_parts(stride, height as usize, plane);
    match end {
        // Half a picture still shows how the photo was taken.
        Some(trouble) if y < height as usize / 2 => Err(trouble),
        trouble => Ok(Picture { luma, trouble }),
    }
}

fn trouble(error: DecodingError) -> Trouble {
    match error {
        DecodingError::IoError(_) => Trouble::Truncated,
        DecodingError::LimitsExceeded => Trouble::DecoderLimit("memory"),
        DecodingError::Format(_) | DecodingError::Parameter(_) => Trouble::Corrupt("PNG picture data"),
    }
}

fn to_luma(row: &[u8], color: ColorType, out: &mut Vec<u8>) {
    out.clear();
    match color {
        ColorType::Grayscale | ColorType::Indexed => out.extend(row),
        ColorType::GrayscaleAlpha => {
            out.extend(row.as_chunks::<2>().0.iter().map(|&[gray, alpha]| over_white(gray, alpha)));
        }
        ColorType::Rgb => {
            out.extend(row.as_chunks::<3>().0.iter().map(|&[red, green, blue]| luma::of_rgb(red, green, blue)));
        }
        ColorType::Rgba => out.extend(
            row.as_chunks::<4>()
                .0
                .iter()
                .map(|&[red, green, blue, alpha]| over_white(luma::of_rgb(red, green, blue), alpha)),
        ),
    }
}

fn over_white(luma: u8, alpha: u8) -> u8 {
    let (luma, alpha) = (u32::from(luma), u32::from(alpha));
    ((luma * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::BitDepth;

    fn png(color: ColorType, depth: BitDepth, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
        encoder.set_color(color);
        encoder.set_depth(depth);
        if color == ColorType::Indexed {
            encoder.set_palette(vec![255, 255, 255, 0, 0, 0]);
        }
        encoder.add_text_chunk("Software".into(), "GIMP".into()).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(data).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn depths_palettes_and_transparency_come_out_as_luma() {
        let sixteen = [255, 255, 0, 0, 128, 0, 0, 0];
        for (color, depth, data, expected) in [
            (ColorType::Grayscale, BitDepth::Sixteen, &sixteen[..], [255, 0, 128, 0]),
            (ColorType::Indexed, BitDepth::One, &[0b0100_0000, 0b1000_0000], [255, 0, 0, 255]),
            (ColorType::GrayscaleAlpha, BitDepth::Eight, &[0, 0, 0, 255, 9, 0, 0, 128], [255, 0, 255, 127]),
        ] {
            let bytes = png(color, depth, data);
            assert_eq!(survey(&bytes).size, Some((2, 2)));
            assert_eq!(decode(&bytes, &Budget::default()).unwrap().luma.pixels(), expected, "{color:?}");
        }
    }

    #[test]
    fn a_cut_file_is_truncated() {
        let bytes = png(ColorType::Grayscale, BitDepth::Eight, &[1, 2, 3, 4]);
        assert_eq!(survey(&bytes).fields, vec![(Field::PngSoftware, "GIMP".to_owned())]);
        for cut in SIGNATURE..bytes.len() {
            assert_eq!(survey(&bytes[..cut]).trouble, Some(Trouble::Truncated), "cut at {cut}");
        }
    }
}
