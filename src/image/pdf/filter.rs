//! Stream filters (ISO 32000-1 §7.4) behind one bound for all that a file expands to.
//!
//! The PDF library expands streams without a limit. Each stream is therefore expanded here first, into nothing, and
//! handed to the library only when it fits.

use crate::image::trouble::Trouble;
use flate2::read::DeflateDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, FromBytes, Object, Stream};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read, Write};

/// Longer chains do not occur and would only multiply work.
const FILTERS: usize = 4;

/// Most bytes that one byte of Deflate can stand for: 258 bytes for two bits (RFC 1951 §3.2.5).
const DEFLATE_RATIO: u64 = 1032;

/// Widest predictor row in samples: the library sets up rows before it looks at the data. Twice the longest side of a
/// JPEG.
const COLUMNS: usize = 131_070;

/// Most bytes that one character of ASCII base-85 stands for (`z`).
const BASE85_RATIO: u64 = 4;

/// A decoded stream: bytes, or a picture format that is left to its own decoder.
#[derive(Debug)]
pub enum Decoded<'a> {
    /// What came out of the filters.
    Bytes(Cow<'a, [u8]>),
    /// Behind the other filters stands a JPEG.
    Jpeg(Cow<'a, [u8]>),
}

/// Bytes that streams may still expand to.
#[derive(Debug)]
pub struct Allowance(Cell<u64>);

impl Allowance {
    /// For `bytes` in total.
    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(Cell::new(bytes))
    }

    /// A stream's bytes after its filters.
    ///
    /// # Errors
    /// [`Trouble::DecoderLimit`] when the allowance is used up, [`Trouble::UnsupportedEncoding`] for a filter that is
    /// not read here, [`Trouble::Encrypted`], [`Trouble::Corrupt`].
    pub fn decode<'a>(&self, stream: &Stream<'a>) -> Result<Decoded<'a>, Trouble> {
        let filters = stream.filters();
        if filters.len() > FILTERS {
            return Err(Trouble::DecoderLimit("number of filters"));
        }
        bound_rows(stream.dict())?;
        let mut data = stream.raw_data();
        if matches!(data, Cow::Owned(_)) {
            // Only decryption changes the bytes of the file.
            return Err(Trouble::Encrypted);
        }
        for (index, filter) in filters.iter().enumerate() {
            let last = index + 1 == filters.len();
            let name = match filter {
                Filter::DctDecode if last => return Ok(Decoded::Jpeg(data)),
                Filter::FlateDecode => {
                    self.inflate(&data, &mut io::sink(), true)?;
                    "FlateDecode"
                }
                Filter::AsciiHexDecode => {
                    self.pay(data.len() as u64)?;
                    "ASCIIHexDecode"
                }
                Filter::Ascii85Decode => {
                    self.pay(data.len() as u64 * BASE85_RATIO)?;
                    "ASCII85Decode"
                }
                Filter::JpxDecode => return Err(Trouble::UnsupportedEncoding("JPEG 2000")),
                Filter::Jbig2Decode => return Err(Trouble::UnsupportedEncoding("JBIG2")),
                Filter::CcittFaxDecode => return Err(Trouble::UnsupportedEncoding("fax encoding")),
                Filter::LzwDecode => return Err(Trouble::UnsupportedEncoding("LZW compression")),
                Filter::RunLengthDecode => return Err(Trouble::UnsupportedEncoding("run-length compression")),
                Filter::Crypt => return Err(Trouble::Encrypted),
                Filter::DctDecode => return Err(Trouble::Corrupt("PDF stream filter")),
            };
            if !last {
                data = Cow::Owned(step(name, &data).ok_or(Trouble::Corrupt("PDF stream data"))?);
            }
        }
        stream.decoded().map(Decoded::Bytes).map_err(|_| Trouble::Corrupt("PDF stream data"))
    }

    /// Inflates into `sink` and pays for what came out.
    ///
    /// The library reads on behind an error; `lenient` admits that when even the worst outcome fits.
    ///
    /// # Errors
    /// As [`Self::decode`].
    pub fn inflate(&self, data: &[u8], sink: &mut impl Write, lenient: bool) -> Result<u64, Trouble> {
        let left = self.0.get();
        let mut decoder = DeflateDecoder::new(deflate_body(data)).take(left.saturating_add(1));
        let size = match io::copy(&mut decoder, sink) {
            Ok(size) => size,
            // A stream that is cut off gives what came before.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => decoder.get_ref().total_out(),
            Err(_) if lenient && (data.len() as u64).saturating_mul(DEFLATE_RATIO) <= left => {
                data.len() as u64 * DEFLATE_RATIO
            }
            Err(_) => return Err(Trouble::Corrupt("PDF stream data")),
        };
        self.pay(size)?;
        Ok(size)
    }

    /// Uses some of it up.
    ///
    /// # Errors
    /// [`Trouble::DecoderLimit`] when so much is not left.
    pub fn pay(&self, bytes: u64) -> Result<(), Trouble> {
        let left = self.0.get().checked_sub(bytes);
        self.0.set(left.unwrap_or(0));
        left.map(drop).ok_or(Trouble::DecoderLimit("expanded size"))
    }
}

/// The Deflate data behind a zlib header; without a sound header (RFC 1950 §2.2) everything is taken for Deflate, as
/// the library does.
fn deflate_body(data: &[u8]) -> &[u8] {
    match data {
        [method, flags, body @ ..]
            if method & 0x0F == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31) && flags & 0x20 == 0 =>
        {
            body
        }
        _ => data,
    }
}

/// Undoes one filter of a chain.
fn step(filter: &str, data: &[u8]) -> Option<Vec<u8>> {
    let mut object = format!("<</Filter/{filter}/Length {}>>stream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    Some(Stream::from_bytes(&object)?.decoded().ok()?.into_owned())
}

/// Refuses predictor rows wider than any picture.
///
/// # Errors
/// [`Trouble::DecoderLimit`].
pub fn bound_rows(dict: &Dict<'_>) -> Result<(), Trouble> {
    for key in ["DecodeParms", "DP"] {
        let wide = |dict: &Dict<'_>| dict.get::<usize>("Columns").is_some_and(|columns| columns > COLUMNS);
        let mut parameters: Vec<_> = dict.get::<Dict<'_>>(key).into_iter().collect();
        if let Some(list) = dict.get::<Array<'_>>(key) {
            parameters.extend(list.iter::<Object<'_>>().take(FILTERS).filter_map(Object::into_dict));
        }
        if parameters.iter().any(wide) {
            return Err(Trouble::DecoderLimit("width of a compressed row"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};

    fn zipped(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    /// What a stream with the given entries decodes to.
    fn decode(entries: &str, data: &[u8], allowance: u64) -> Result<Vec<u8>, Trouble> {
        let mut object = format!("<<{entries}/Length {}>>stream\n", data.len()).into_bytes();
        object.extend(data);
        object.extend(b"\nendstream");
        let stream = Stream::from_bytes(&object).unwrap();
        match Allowance::new(allowance).decode(&stream)? {
            Decoded::Bytes(bytes) | Decoded::Jpeg(bytes) => Ok(bytes.into_owned()),
        }
    }

    #[test]
    fn a_bomb_stops_at_the_allowance() {
        let bomb = zipped(&vec![0; 1_000_000]);
        let limit = Trouble::DecoderLimit("expanded size");
        assert_eq!(decode("/Filter/FlateDecode", &bomb, 10_000), Err(limit));
        assert_eq!(decode("/Filter/FlateDecode", &bomb, 2_000_000).unwrap().len(), 1_000_000);
        assert_eq!(decode("/Filter[/Fl/Fl]", &zipped(&bomb), 500_000), Err(limit));
        let long = "/Filter[/Fl/Fl/Fl/Fl/Fl]";
        assert_eq!(decode(long, &bomb, 500_000), Err(Trouble::DecoderLimit("number of filters")));
    }

    #[test]
    fn what_reads_on_behind_an_error_must_fit_in_any_case() {
        let mut damaged = zipped(&[1, 2, 3, 4].repeat(5_000));
        damaged[2] = 0xFF;
        assert_eq!(decode("/Filter/FlateDecode", &damaged, 5_000), Err(Trouble::Corrupt("PDF stream data")));
        assert!(decode("/Filter/FlateDecode", &damaged, 50_000_000).is_ok());
    }

    #[test]
    fn chains_are_undone_step_by_step() {
        assert_eq!(decode("/Filter/A85", b"87cURD]i,\"Ebo80~>", 1_000).unwrap(), b"Hello World!");
        let hex: String = zipped(b"text").iter().map(|byte| format!("{byte:02X}")).collect();
        assert_eq!(decode("/Filter[/AHx/Fl]", hex.as_bytes(), 1_000).unwrap(), b"text");
        assert_eq!(decode("/Filter[/Fl/DCT]", &zipped(b"\xFF\xD8"), 1_000).unwrap(), b"\xFF\xD8");
    }

    #[test]
    fn a_stream_cut_off_gives_what_came_before() {
        let whole = zipped(&(0..9_000).map(|at| (at * at % 251) as u8).collect::<Vec<_>>());
        let cut = decode("/Filter/FlateDecode", &whole[..whole.len() / 2], 10_000).unwrap();
        assert!(cut.len() > 100 && cut.len() < 9_000);
    }

    #[test]
    fn rows_without_end_are_refused() {
        let entries = "/Filter/FlateDecode/DecodeParms<</Predictor 12/BitsPerComponent 1/Columns 99999999999>>";
        assert_eq!(decode(entries, &zipped(b"12"), 1_000).unwrap_err().code(), "decoder-limit");
    }
}
