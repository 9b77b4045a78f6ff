//! JPEG: header facts from the marker segments, luma through `zune-jpeg`.

mod rows;
mod segments;

use super::Budget;
use super::chroma::{Chroma, Gatherer};
use super::plane::{self, Plane};
use super::survey::{Picture, Survey};
use super::trouble::Trouble;
use super::unwind::guarded;
use segments::{Frame, Segments};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Progressive files written by real programs have about ten scans; each scan walks the whole picture again.
const MAX_SCANS: usize = 64;

/// Pixels times scans: bounds the time that a small file with many scans can take.
const MAX_SCANNED_PIXELS: u64 = 1_000_000_000;

/// Header facts of a JPEG file.
#[must_use]
pub fn survey(bytes: &[u8]) -> Survey {
    let segments = Segments::read(bytes);
    let mut survey =
        Survey { size: segments.frame.as_ref().map(|frame| (frame.width, frame.height)), ..Survey::default() };
    survey.jpeg_quality = segments.quality;
    survey.absorb_exif(bytes);
    if let Some(xmp) = segments.xmp {
        survey.fields.extend(super::software::xmp_tools(xmp));
    }
    survey.trouble = trouble(&segments, bytes.len());
    survey
}

/// Decodes the stored pixels (not turned upright).
///
/// # Errors
/// Every [`Trouble`] but those of other formats.
pub fn decode(bytes: &[u8], budget: &Budget) -> Result<Picture, Trouble> {
    let segments = Segments::read(bytes);
    let known = trouble(&segments, bytes.len());
    let frame = match (segments.frame, known) {
        (Some(frame), None | Some(Trouble::Truncated)) => frame,
        (_, Some(trouble)) => return Err(trouble),
        (None, None) => return Err(Trouble::Corrupt("no frame header")),
    };
    let pixels = budget.admit(frame.width, frame.height)? as u64;
    let reduced = reduction(&frame, segments.scans, known, pixels);
    budget.admit_memory(working_memory(&frame, segments.scans, pixels, reduced))?;
    if pixels.saturating_mul(segments.scans as u64) > MAX_SCANNED_PIXELS || segments.scans > MAX_SCANS {
        return Err(Trouble::DecoderLimit("number of scans"));
    }
    if known.is_none()
        && let Ok((luma, chroma)) = run(bytes, true, reduced)
    {
        return Ok(Picture { luma, chroma, reduced, trouble: None });
    }
    // A damaged picture is decoded whole.
    budget.admit_memory(working_memory(&frame, segments.scans, pixels, 1))?;
    let damage = known.unwrap_or(Trouble::Corrupt("JPEG picture data"));
    let (luma, chroma) = run(bytes, false, 1).map_err(|()| damage)?;
    Ok(Picture { luma, chroma, reduced: 1, trouble: Some(damage) })
}

fn trouble(segments: &Segments<'_>, length: usize) -> Option<Trouble> {
    let Some(frame) = &segments.frame else {
        return Some(if segments.complete { Trouble::Corrupt("no frame header") } else { Trouble::Truncated });
    };
    if let Some(encoding) = frame.unsupported() {
        return Some(Trouble::RareEncoding(encoding));
    }
    if segments.scans == 0 && segments.complete {
        return Some(Trouble::Corrupt("no picture data"));
    }
    if !segments.complete {
        return Some(Trouble::Truncated);
    }
    // Each block of 64 samples takes at least one bit (T.81 §F.1.2); the decoder fills up what is missing with grey.
    (frame.samples() / 64 > length as u64 * 8).then_some(Trouble::Corrupt("less picture data than pixels"))
}

/// Files with more pixels are averaged down while they are decoded, where that needs no more memory than the outcome.
const LARGE: u64 = 30_000_000;

/// By how much a large file is averaged down, each way, so that it is no longer large.
fn reduction(frame: &Frame, scans: usize, known: Option<Trouble>, pixels: u64) -> usize {
    let by_rows = matches!(frame.components, 1 | 3) && !frame.progressive && scans == 1 && known.is_none();
    if by_rows { (1..).find(|factor| pixels / (factor * factor) <= LARGE).unwrap_or(1) as usize } else { 1 }
}

/// Bytes that `zune-jpeg` allocates: the output, and the coefficients of all components as 16-bit numbers when they
/// cannot be converted row by row (progressive, or one scan per component).
fn working_memory(frame: &Frame, scans: usize, pixels: u64, reduced: usize) -> u64 {
    let output = if matches!(frame.components, 1 | 3) { frame.samples() } else { pixels * 3 };
    let output = output / (reduced * reduced) as u64;
    let buffered = frame.progressive || scans > 1;
    output + if buffered { frame.samples().saturating_mul(2) } else { 0 }
}

/// `Err` for data that the decoder refuses, and for a defect of the decoder itself, which must not end the program.
fn run(bytes: &[u8], strict: bool, reduced: usize) -> Result<Planes, ()> {
    guarded(|| decode_planes(bytes, strict, reduced)).unwrap_or(Err(()))
}

/// Brightness, and colour where there is any.
type Planes = (Plane, Option<Chroma>);

fn decode_planes(bytes: &[u8], strict: bool, reduced: usize) -> Result<Planes, ()> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .set_strict_mode(strict)
        .jpeg_set_max_scans(MAX_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(drop)?;
    // The planes of a damaged file come in whole or not at all.
    if strict && matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma)) {
        return if reduced > 1 { rows::averaged_planes(&mut decoder, reduced) } else { stored_planes(&mut decoder) };
    }
    let info = decoder.info().ok_or(())?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    let pixels = decoder.decode().map_err(drop)?;
    let mut colors = Gatherer::new(width, height);
    let brightness = pixels.as_chunks::<3>().0.iter().enumerate().map(|(at, &[red, green, blue])| {
        colors.push(at % width, at / width, [red, green, blue]);
        plane::of_rgb(red, green, blue)
    });
    let luma = Plane::from_parts(width, height, brightness.collect());
    Ok((luma, Some(colors.finish())))
}

/// The planes as the file has them: brightness at full size, and colour mostly at half of it.
fn stored_planes(decoder: &mut JpegDecoder<ZCursor<&[u8]>>) -> Result<Planes, ()> {
    let mut raw = decoder.raw_output();
    let layout = raw.layout().ok_or(())?;
    let count = raw.num_components().ok_or(())?;
    let layout = layout.get(..count).ok_or(())?;
    let strides: Vec<usize> = layout.iter().map(|plane| plane.width).collect();
    let mut samples: Vec<Vec<u8>> = layout.iter().map(|plane| vec![0; plane.width * plane.height]).collect();
    let mut targets: Vec<&mut [u8]> = samples.iter_mut().map(Vec::as_mut_slice).collect();
    raw.decode_into_planes_strided(&mut targets, &strides).map_err(drop)?;
    let mut planes =
        layout.iter().zip(samples).map(|(layout, samples)| Plane::from_parts(layout.width, layout.height, samples));
    let luma = planes.next().ok_or(())?;
    let chroma = match (planes.next(), planes.next()) {
        (Some(blue), Some(red)) => Chroma::of_planes(blue, red),
        _ => Chroma::grey(),
    };
    Ok((luma, Some(chroma)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jpeg_encoder::{ColorType, Encoder};

    fn jpeg(color: ColorType, progressive: bool) -> Vec<u8> {
        let channels = match color {
            ColorType::Luma => 1,
            ColorType::Cmyk => 4,
            _ => 3,
        };
        let mut pixels = Vec::new();
        for x in 0..32_usize * 24 {
            let light = if x % 32 < 16 { 230 } else { 20 };
            pixels.extend(std::iter::repeat_n(if channels == 4 { 255 - light } else { light }, channels.min(3)));
            pixels.extend(std::iter::repeat_n(0, channels.saturating_sub(3)));
        }
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 90);
        encoder.set_progressive(progressive);
        encoder.encode(&pixels, 32, 24, color).unwrap();
        bytes
    }

    #[test]
    fn every_colour_model_gives_the_same_brightness() {
        for (color, progressive) in
            [(ColorType::Luma, false), (ColorType::Rgb, false), (ColorType::Rgb, true), (ColorType::Cmyk, false)]
        {
            let bytes = jpeg(color, progressive);
            assert_eq!(survey(&bytes).size, Some((32, 24)));
            let picture = decode(&bytes, &Budget::default()).unwrap();
            assert_eq!(picture.trouble, None, "{color:?}");
            assert!(picture.luma.at(4, 4).abs_diff(230) < 8, "{color:?} {}", picture.luma.at(4, 4));
            assert!(picture.luma.at(28, 20).abs_diff(20) < 8, "{color:?} {}", picture.luma.at(28, 20));
        }
    }

    #[test]
    fn a_cut_file_is_truncated_wherever_it_is_cut() {
        let bytes = jpeg(ColorType::Rgb, false);
        for cut in (3..bytes.len()).step_by(7) {
            assert_eq!(survey(&bytes[..cut]).trouble, Some(Trouble::Truncated), "cut at {cut}");
            match decode(&bytes[..cut], &Budget::default()) {
                Ok(picture) => assert_eq!(picture.trouble, Some(Trouble::Truncated)),
                Err(trouble) => assert_eq!(trouble, Trouble::Truncated),
            }
        }
    }

    #[test]
    fn a_frame_larger_than_its_data_is_no_picture() {
        let mut bytes = jpeg(ColorType::Rgb, false);
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x18, 0x6A, 0x18, 0x6A]);
        let trouble = Trouble::Corrupt("less picture data than pixels");
        assert_eq!(survey(&bytes).trouble, Some(trouble));
        assert_eq!(decode(&bytes, &Budget::default()).unwrap_err(), trouble);
    }

    #[test]
    fn variants_that_are_not_read_are_named() {
        let mut bytes = jpeg(ColorType::Rgb, false);
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        bytes[frame + 4] = 12;
        assert_eq!(survey(&bytes).trouble, Some(Trouble::RareEncoding("a 12-bit JPEG")));
        bytes[frame + 4] = 8;
        bytes[frame + 1] = 0xC9;
        assert_eq!(survey(&bytes).trouble.map(Trouble::code), Some("rare-encoding"));
    }
}
