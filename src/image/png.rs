//! PNG: header facts from the chunks, luma through the `image` crate.

use super::Budget;
use super::raster;
use super::software::{self, Field};
use super::survey::{Picture, Survey};
use super::trouble::Trouble;
use super::unwind::guarded;
use image::{Limits, codecs::png::PngDecoder};
use std::io::Cursor;

/// Names the damaged part of the file.
const DAMAGE: &str = "PNG picture data";

/// Bytes that texts, colour profiles and single rows may take in the decoder.
const SIDE_DATA: u64 = 16_000_000;

/// Position of the interlace method in the file: it ends the header chunk (PNG 3rd edition §11.2.1).
const INTERLACE: usize = 28;

/// Length of the file signature (PNG 3rd edition §5.2).
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
            b"eXIf" => survey.absorb_exif(bytes),
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
/// As [`raster::decode`].
pub fn decode(bytes: &[u8], budget: &Budget) -> Result<Picture, Trouble> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(SIDE_DATA);
    let decoder = guarded(|| PngDecoder::with_limits(Cursor::new(bytes), limits))
        .ok_or(Trouble::Corrupt(DAMAGE))?
        .map_err(|error| raster::trouble(&error, DAMAGE))?;
    let interlaced = bytes.get(INTERLACE).is_some_and(|&method| method != 0);
    raster::decode(decoder, !interlaced, DAMAGE, budget)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of 2 x 2 pixels; `chunks` stand before the picture data.
    fn png(color: u8, depth: u8, chunks: &[(&[u8; 4], &[u8])], rows: &[u8]) -> Vec<u8> {
        let mut header = [2_u32, 2].map(u32::to_be_bytes).concat();
        header.extend([depth, color, 0, 0, 0]);
        let mut picture = flate2::read::ZlibEncoder::new(rows, flate2::Compression::fast());
        let mut data = Vec::new();
        std::io::Read::read_to_end(&mut picture, &mut data).unwrap();
        let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
        let first = [(b"IHDR", &header[..])];
        let last = [(b"IDAT", &data[..]), (b"IEND", &[][..])];
        for (kind, data) in first.iter().chain(chunks).chain(&last) {
            let mut crc = flate2::Crc::new();
            crc.update(*kind);
            crc.update(data);
            bytes.extend((data.len() as u32).to_be_bytes());
            bytes.extend(*kind);
            bytes.extend(*data);
            bytes.extend(crc.sum().to_be_bytes());
        }
        bytes
    }

    #[test]
    fn depths_palettes_and_transparency_come_out_as_luma() {
        let palette: (&[u8; 4], &[u8]) = (b"PLTE", &[255, 255, 255, 0, 0, 0]);
        for (color, depth, chunks, rows, expected) in [
            (0, 16, &[][..], &[0, 255, 255, 0, 0, 0, 128, 0, 0, 0][..], [255, 0, 128, 0]),
            (2, 16, &[], &[[0].repeat(13), [0].repeat(7), [255].repeat(6)].concat(), [0, 0, 0, 255]),
            (3, 1, &[palette], &[0, 0b0100_0000, 0, 0b1000_0000], [255, 0, 0, 255]),
            (4, 8, &[], &[0, 0, 0, 0, 255, 0, 9, 0, 0, 128], [255, 0, 255, 127]),
        ] {
            let bytes = png(color, depth, chunks, rows);
            assert_eq!(survey(&bytes).size, Some((2, 2)));
            let picture = decode(&bytes, &Budget::default()).unwrap();
            assert_eq!((picture.luma.pixels(), picture.trouble), (&expected[..], None), "{color} {depth}");
        }
    }

    #[test]
    fn a_cut_file_is_truncated() {
        let bytes = png(0, 8, &[(b"tEXt", b"Software\0GIMP")], &[0, 1, 2, 0, 3, 4]);
        assert_eq!(survey(&bytes).fields, [(Field::PngSoftware, "GIMP".to_owned())]);
        for cut in SIGNATURE..bytes.len() {
            assert_eq!(survey(&bytes[..cut]).trouble, Some(Trouble::Truncated), "cut at {cut}");
        }
    }

    #[test]
    fn an_exif_chunk_turns_the_picture() {
        let exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        let bytes = png(0, 8, &[(b"eXIf", exif)], &[0, 1, 2, 0, 3, 4]);
        assert_eq!(survey(&bytes).orientation.value(), 8);
    }

    #[test]
    fn a_huge_header_ends_at_once() {
        let mut bytes = png(2, 8, &[], &[0; 14]);
        for at in [16, 20] {
            bytes[at..at + 4].copy_from_slice(&50_000_u32.to_be_bytes());
        }
        let mut crc = flate2::Crc::new();
        crc.update(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        let trouble = Trouble::TooManyPixels { width: 50_000, height: 50_000 };
        assert_eq!(decode(&bytes, &Budget::default()).unwrap_err(), trouble);
    }
}
