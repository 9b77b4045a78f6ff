//! Stream filters (ISO 32000-1 §7.4), with one bound for all that a file expands to.

use super::object::{Dict, unhex};
use crate::image::trouble::Trouble;
use flate2::read::ZlibDecoder;
use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read;

/// A decoded stream: bytes, or a picture format that is left to its own decoder.
#[derive(Debug)]
pub enum Decoded<'a> {
    Bytes(Cow<'a, [u8]>),
    /// Behind the other filters stands a JPEG.
    Jpeg(Cow<'a, [u8]>),
}

/// Bytes that streams may still expand to.
#[derive(Debug)]
pub struct Allowance(Cell<u64>);

/// Longer chains do not occur and would only multiply work.
const FILTERS: usize = 4;

impl Allowance {
    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(Cell::new(bytes))
    }

    /// Runs a chain of filters; each comes with its parameters.
    ///
    /// # Errors
    /// [`Trouble::DecoderLimit`] when the allowance is used up, [`Trouble::UnsupportedEncoding`] for a filter that is
    /// not read here, [`Trouble::Encrypted`] for a crypt filter, [`Trouble::Corrupt`].
    pub fn decode<'a>(&self, raw: &'a [u8], filters: &[(&[u8], Dict<'_>)]) -> Result<Decoded<'a>, Trouble> {
        if filters.len() > FILTERS {
            return Err(Trouble::DecoderLimit("number of filters"));
        }
        let mut data = Cow::Borrowed(raw);
        for (index, (name, parameters)) in filters.iter().enumerate() {
            data = match *name {
                b"FlateDecode" | b"Fl" => predictor(self.inflate(&data)?, parameters)?,
                b"ASCIIHexDecode" | b"AHx" => {
                    self.pay(unhex(data.split(|&byte| byte == b'>').next().unwrap_or(&[])))?
                }
                b"ASCII85Decode" | b"A85" => self.pay(ascii85(&data))?,
                b"DCTDecode" | b"DCT" if index + 1 == filters.len() => return Ok(Decoded::Jpeg(data)),
                b"JPXDecode" => return Err(Trouble::UnsupportedEncoding("JPEG 2000")),
                b"JBIG2Decode" => return Err(Trouble::UnsupportedEncoding("JBIG2")),
                b"CCITTFaxDecode" | b"CCF" => return Err(Trouble::UnsupportedEncoding("fax encoding")),
                b"LZWDecode" | b"LZW" => return Err(Trouble::UnsupportedEncoding("LZW compression")),
                b"RunLengthDecode" | b"RL" => return Err(Trouble::UnsupportedEncoding("run-length compression")),
                b"Crypt" => return Err(Trouble::Encrypted),
                _ => return Err(Trouble::Corrupt("PDF stream filter")),
            }
            .into();
        }
        Ok(Decoded::Bytes(data))
    }

    fn inflate(&self, data: &[u8]) -> Result<Vec<u8>, Trouble> {
        let left = self.0.get();
        let mut bytes = Vec::new();
        // A stream that ends early or with a wrong checksum still gives what came before.
        let end = ZlibDecoder::new(data).take(left.saturating_add(1)).read_to_end(&mut bytes);
        if end.is_err() && bytes.is_empty() {
            return Err(Trouble::Corrupt("PDF stream data"));
        }
        self.pay(bytes)
    }

    fn pay(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Trouble> {
        let left = self.0.get().checked_sub(bytes.len() as u64);
        self.0.set(left.unwrap_or(0));
        left.map(|_| bytes).ok_or(Trouble::DecoderLimit("expanded size"))
    }
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len() / 5 * 4);
    let mut group = Vec::with_capacity(5);
    for &byte in data {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            bytes.extend(base85(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let length = group.len() - 1;
        group.resize(5, 84);
        bytes.extend(base85(&group).iter().take(length));
    }
    bytes
}

fn base85(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0_u32, |sum, &digit| sum.wrapping_mul(85).wrapping_add(u32::from(digit))).to_be_bytes()
}

/// Undoes the PNG and TIFF predictors (§7.4.4.4).
fn predictor(data: Vec<u8>, parameters: &Dict<'_>) -> Result<Vec<u8>, Trouble> {
    let number = |key: &[u8], default: u32| {
        parameters.get(key).and_then(super::object::Object::unsigned).unwrap_or(default) as usize
    };
    let kind = number(b"Predictor", 1);
    if kind < 2 {
        return Ok(data);
    }
    let colors = number(b"Colors", 1).clamp(1, 32);
    let bits = number(b"BitsPerComponent", 8).clamp(1, 16);
    let columns = number(b"Columns", 1).clamp(1, 1 << 20);
    let pixel = (colors * bits).div_ceil(8);
    let row = (colors * bits * columns).div_ceil(8);
    if kind == 2 {
        if bits != 8 {
            return Err(Trouble::UnsupportedEncoding("a TIFF predictor of unusual depth"));
        }
        let mut data = data;
        for line in data.chunks_mut(row) {
            unfilter(1, line, &[], pixel);
        }
        return Ok(data);
    }
    let mut result: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let Some((&filter, line)) = line.split_first() else { break };
        let mut line = line.to_vec();
        let above = result.len().checked_sub(row).and_then(|start| result.get(start..)).unwrap_or_default();
        unfilter(filter, &mut line, above, pixel);
        result.extend(line);
    }
    Ok(result)
}

/// PNG row filters (PNG 3rd edition §9.2).
fn unfilter(filter: u8, line: &mut [u8], above: &[u8], pixel: usize) {
    for at in 0..line.len() {
        let left = at.checked_sub(pixel).and_then(|at| line.get(at)).copied().unwrap_or(0);
        let up = above.get(at).copied().unwrap_or(0);
        let corner = at.checked_sub(pixel).and_then(|at| above.get(at)).copied().unwrap_or(0);
        let guess = match filter {
            1 => left,
            2 => up,
            3 => left.midpoint(up),
            4 => paeth(left, up, corner),
            _ => 0,
        };
        if let Some(byte) = line.get_mut(at) {
            *byte = byte.wrapping_add(guess);
        }
    }
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (to_left, to_up, to_corner) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    #[test]
    fn a_bomb_stops_at_the_allowance() {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; 1_000_000]).unwrap();
        let bomb = encoder.finish().unwrap();
        let filters = [(&b"FlateDecode"[..], Dict::default())];
        let allowance = Allowance::new(10_000);
        assert_eq!(allowance.decode(&bomb, &filters).unwrap_err(), Trouble::DecoderLimit("expanded size"));
        assert!(
            matches!(Allowance::new(2_000_000).decode(&bomb, &filters), Ok(Decoded::Bytes(bytes)) if bytes.len() == 1_000_000)
        );
    }

    #[test]
    fn ascii_filters() {
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(ascii85(b"z87c~>"), b"\0\0\0\0He");
    }

    #[test]
    fn png_rows_are_unfiltered() {
        let mut line = [1, 1, 1];
        unfilter(1, &mut line, &[], 1);
        assert_eq!(line, [1, 2, 3]);
        unfilter(2, &mut line, &[10, 10, 10], 1);
        assert_eq!(line, [11, 12, 13]);
        assert_eq!((paeth(5, 7, 6), paeth(9, 2, 2), paeth(2, 9, 2)), (6, 9, 9));
    }
}
