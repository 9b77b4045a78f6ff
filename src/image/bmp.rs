//! Windows bitmap: the uncompressed variants that cameras, scanners and screenshot tools write.

use super::Budget;
use super::luma::{self, Luma};
use super::survey::{Picture, Survey};
use super::trouble::Trouble;

/// The file header and the DIB header behind it (BITMAPINFOHEADER and its successors, or BITMAPCOREHEADER).
#[derive(Debug)]
struct Header {
    /// Position of the pixel data.
    pixels: usize,
    width: u32,
    height: u32,
    top_down: bool,
    bits: u16,
    compression: u32,
    palette: Vec<u8>,
    /// Bit masks of red, green and blue for 16 and 32 bits.
    masks: [u32; 3],
}

const FILE_HEADER: usize = 14;
const CORE_HEADER: u32 = 12;
const BI_RGB: u32 = 0;
const BI_BITFIELDS: u32 = 3;
const BI_ALPHABITFIELDS: u32 = 6;
const MASKS_555: [u32; 3] = [0x7C00, 0x03E0, 0x001F];
const MASKS_888: [u32; 3] = [0x00FF_0000, 0x0000_FF00, 0x0000_00FF];

/// Header facts of a BMP file.
#[must_use]
pub fn survey(bytes: &[u8]) -> Survey {
    let Some(header) = Header::parse(bytes) else {
        return Survey::failed(Trouble::Truncated);
    };
    let trouble = header.trouble(bytes.len());
    Survey { size: Some((header.width, header.height)), trouble, ..Survey::default() }
}

/// Decodes the pixels.
///
/// # Errors
/// [`Trouble::TooManyPixels`], [`Trouble::Truncated`] or [`Trouble::UnsupportedEncoding`].
pub fn decode(bytes: &[u8], budget: &Budget) -> Result<Picture, Trouble> {
    let header = Header::parse(bytes).ok_or(Trouble::Truncated)?;
    let count = budget.admit(header.width, header.height)?;
    if let Some(trouble) = header.trouble(bytes.len()) {
        return Err(trouble);
    }
    let (width, height) = (header.width as usize, header.height as usize);
    let stride = header.stride() as usize;
    let mut pixels = Vec::with_capacity(count);
    for line in 0..height {
        let line = if header.top_down { line } else { height - 1 - line };
        let start = header.pixels + line * stride;
        let row = bytes.get(start..start + stride).ok_or(Trouble::Truncated)?;
        header.row(row, width, &mut pixels);
    }
    Ok(Picture { luma: Luma::from_parts(width, height, pixels), trouble: None })
}

impl Header {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let word = |at: usize| Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let long = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let size = long(FILE_HEADER)?;
        let core = size == CORE_HEADER;
        let (width, height, bits) = if core {
            (i32::from(word(18)?), i32::from(word(20)?), word(24)?)
        } else {
            (long(18)?.cast_signed(), long(22)?.cast_signed(), word(28)?)
        };
        let compression = if core { BI_RGB } else { long(30)? };
        let masks = match (compression, bits) {
            // Behind a 40-byte header the masks follow it, in longer headers they stand at the same place inside.
            (BI_BITFIELDS | BI_ALPHABITFIELDS, _) => [long(54)?, long(58)?, long(62)?],
            (_, 16) => MASKS_555,
            _ => MASKS_888,
        };
        let entry = if core { 3 } else { 4 };
        let palette_start = FILE_HEADER.checked_add(size as usize)?;
        let palette: Vec<u8> = bytes
            .get(palette_start..)
            .unwrap_or_default()
            .chunks_exact(entry)
            .take(if bits <= 8 { 1 << bits } else { 0 })
            .filter_map(<[u8]>::first_chunk)
            .map(|&[blue, green, red]| luma::of_rgb(red, green, blue))
            .collect();
        Some(Self {
            pixels: long(10)? as usize,
            width: width.unsigned_abs(),
            height: height.unsigned_abs(),
            top_down: height < 0,
            bits,
            compression,
            palette,
            masks,
        })
    }

    /// Bytes of a row, padded to four.
    fn stride(&self) -> u64 {
        (u64::from(self.width) * u64::from(self.bits)).div_ceil(32) * 4
    }

    fn trouble(&self, length: usize) -> Option<Trouble> {
        match (self.compression, self.bits) {
            (BI_RGB, 1 | 4 | 8 | 16 | 24 | 32) | (BI_BITFIELDS | BI_ALPHABITFIELDS, 16 | 32) => {}
            (1 | 2, _) => return Some(Trouble::UnsupportedEncoding("a run-length encoded BMP")),
            (4 | 5, _) => return Some(Trouble::UnsupportedEncoding("a JPEG or PNG wrapped in a BMP")),
            _ => return Some(Trouble::Corrupt("BMP header")),
        }
        if self.width == 0 || self.height == 0 {
            return Some(Trouble::Corrupt("a picture without pixels"));
        }
        let end = self.stride().saturating_mul(u64::from(self.height)).saturating_add(self.pixels as u64);
        (end > length as u64).then_some(Trouble::Truncated)
    }

    fn row(&self, row: &[u8], width: usize, out: &mut Vec<u8>) {
        match self.bits {
            24 => out.extend(
                row.as_chunks::<3>().0.iter().take(width).map(|&[blue, green, red]| luma::of_rgb(red, green, blue)),
            ),
            32 => out
                .extend(row.as_chunks::<4>().0.iter().take(width).map(|pixel| self.masked(u32::from_le_bytes(*pixel)))),
            16 => out.extend(
                row.as_chunks::<2>()
                    .0
                    .iter()
                    .take(width)
                    .map(|pixel| self.masked(u32::from(u16::from_le_bytes(*pixel)))),
            ),
            bits => {
                let bits = usize::from(bits.clamp(1, 8));
                let per_byte = 8 / bits;
                for x in 0..width {
                    let byte = row.get(x / per_byte).copied().unwrap_or(0);
                    let shift = 8 - bits * (x % per_byte + 1);
                    let index = usize::from(byte >> shift) & ((1 << bits) - 1);
                    out.push(self.palette.get(index).copied().unwrap_or(0));
                }
            }
        }
    }

    fn masked(&self, pixel: u32) -> u8 {
        let [red, green, blue] = self.masks.map(|mask| {
            let top = u64::from(mask >> mask.trailing_zeros().min(31));
            let value = u64::from((pixel & mask) >> mask.trailing_zeros().min(31));
            (value * 255).checked_div(top).unwrap_or(0) as u8
        });
        luma::of_rgb(red, green, blue)
    }
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
        let huge = bmp(i32::MAX, i32::MIN, 32, &[]);
        assert_eq!(decode(&huge, &Budget::default()).unwrap_err().code(), "too-many-pixels");
        assert_eq!(survey(&bmp(100, 100, 24, &[0; 9])).trouble, Some(Trouble::Truncated));
    }

    proptest! {
        #[test]
        fn any_header_is_survived(head in prop::collection::vec(any::<u8>(), 0..120)) {
            let mut bytes = b"BM".to_vec();
            bytes.extend(head);
            let _ = decode(&bytes, &Budget::default());
        }
    }
}
