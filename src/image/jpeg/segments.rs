//! The marker segments of a JPEG file (ITU-T T.81 annex B), without decoding.

/// The frame header (SOFn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub width: u32,
    pub height: u32,
    /// Bits per sample.
    pub precision: u8,
    pub components: u8,
    pub progressive: bool,
    marker: u8,
    /// Sampling factors (horizontal, vertical) of each component.
    sampling: Vec<(u8, u8)>,
}

/// What stands in the segments.
#[derive(Debug, Default)]
pub struct Segments<'a> {
    pub frame: Option<Frame>,
    /// First XMP packet.
    pub xmp: Option<&'a [u8]>,
    /// Quality of the first quantisation table, that of brightness.
    pub quality: Option<u8>,
    /// Number of scans (SOS).
    pub scans: usize,
    /// Whether the end marker (EOI) was reached.
    pub complete: bool,
}

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const DQT: u8 = 0xDB;
const APP1: u8 = 0xE1;
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

impl<'a> Segments<'a> {
    /// Walks the segments up to the first end marker.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Self {
        let mut segments = Self::default();
        let mut at = 0;
        while let Some((marker, after)) = next_marker(bytes, at) {
            at = after;
            match marker {
                EOI => {
                    segments.complete = true;
                    break;
                }
                // TEM, RSTn and SOI stand alone.
                0x01 | 0xD0..=SOI => continue,
                _ => {}
            }
            let Some(length) = bytes.get(at..).and_then(|rest| rest.first_chunk()).map(|two| u16::from_be_bytes(*two))
            else {
                break;
            };
            let Some(end) = at.checked_add(usize::from(length.max(2))) else { break };
            let Some(body) = bytes.get(at + 2..end) else { break };
            segments.take(marker, body);
            at = end;
        }
        segments
    }

    fn take(&mut self, marker: u8, body: &'a [u8]) {
        match marker {
            // C4, C8 and CC are DHT, JPG and DAC.
            0xC0..=0xCF if self.frame.is_none() && !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                self.frame = Frame::parse(marker, body);
            }
            DQT if self.quality.is_none() => self.quality = quality(body),
            SOS => self.scans += 1,
            APP1 if self.xmp.is_none() && body.starts_with(XMP) => self.xmp = body.get(XMP.len()..),
            _ => {}
        }
    }
}

/// Sum of the luminance table of T.81 table K.1, which the reference software scales by the quality.
const STANDARD_SUM: u32 = 3685;

/// The quality at which the reference software (IJG) would have written a table of about these steps.
fn quality(body: &[u8]) -> Option<u8> {
    let (&head, steps) = body.split_first()?;
    let sum: u32 = match head >> 4 {
        0 => steps.get(..64)?.iter().map(|&step| u32::from(step)).sum(),
        _ => steps.get(..128)?.as_chunks::<2>().0.iter().map(|step| u32::from(u16::from_be_bytes(*step))).sum(),
    };
    let percent = (sum * 100).div_ceil(STANDARD_SUM).max(1);
    let quality = if percent <= 100 { 100 - percent / 2 } else { 5000 / percent };
    u8::try_from(quality.clamp(1, 100)).ok()
}

/// The next marker from `at` on and the position after it; entropy-coded data and fill bytes are passed over.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += memchr::memchr(0xFF, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0x00 => at += 2,
            0xFF => at += 1,
            &marker => return Some((marker, at + 2)),
        }
    }
}

impl Frame {
    fn parse(marker: u8, body: &[u8]) -> Option<Self> {
        let [precision, h1, h0, w1, w0, components] = *body.first_chunk()?;
        Some(Self {
            width: u32::from(u16::from_be_bytes([w1, w0])),
            height: u32::from(u16::from_be_bytes([h1, h0])),
            precision,
            components,
            progressive: marker == 0xC2,
            marker,
            sampling: body
                .get(6..)?
                .chunks_exact(3)
                .filter_map(|component| component.get(1))
                .map(|factors| (factors >> 4, factors & 15))
                .collect(),
        })
    }

    /// The name of a coding process that is not decoded (T.81 table B.1).
    #[must_use]
    pub const fn unsupported(&self) -> Option<&'static str> {
        match self.marker {
            0xC0..=0xC2 if self.precision == 12 => Some("a 12-bit JPEG"),
            0xC0..=0xC2 if self.precision != 8 => Some("a JPEG of unusual bit depth"),
            0xC0..=0xC2 if self.height == 0 => Some("a JPEG that states its height at the end"),
            0xC0..=0xC2 if !matches!(self.components, 1 | 3 | 4) => Some("a JPEG of unusual colour components"),
            0xC0..=0xC2 => None,
            0xC3 => Some("a lossless JPEG"),
            0xC5..=0xC7 => Some("a hierarchical JPEG"),
            _ => Some("a JPEG with arithmetic coding"),
        }
    }

    /// Samples of all components together, padded to whole blocks.
    #[must_use]
    pub fn samples(&self) -> u64 {
        let most = |pick: fn(&(u8, u8)) -> u8| self.sampling.iter().map(pick).max().unwrap_or(1).max(1);
        let (across, down) = (most(|factors| factors.0), most(|factors| factors.1));
        let columns = u64::from(self.width.div_ceil(8 * u32::from(across)));
        let rows = u64::from(self.height.div_ceil(8 * u32::from(down)));
        self.sampling.iter().map(|&(x, y)| columns * rows * 64 * u64::from(x) * u64::from(y)).sum()
    }
}
