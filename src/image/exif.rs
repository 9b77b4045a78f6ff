//! The three EXIF tags that matter here; everything else in the block is personal and stays unread.

use super::orientation::Orientation;

/// What is read of an EXIF block.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Exif {
    pub orientation: Option<Orientation>,
    pub software: Option<String>,
    pub processing_software: Option<String>,
}

const ORIENTATION: u16 = 0x0112;
const SOFTWARE: u16 = 0x0131;
const PROCESSING_SOFTWARE: u16 = 0x000B;
const TYPE_ASCII: u16 = 2;
const TYPE_SHORT: u16 = 3;
const ENTRY_SIZE: usize = 12;

/// Program names are short; more is not looked at.
const TEXT_LIMIT: usize = 256;

impl Exif {
    /// Reads the 0th IFD of a TIFF structure (TIFF 6.0 §2, EXIF 2.32 §4.6).
    ///
    /// No pointer to another directory is followed, so looping directories cannot matter. Whatever does not fit is
    /// left out.
    #[must_use]
    pub fn parse(tiff: &[u8]) -> Self {
        Self::read(tiff).unwrap_or_default()
    }

    fn read(tiff: &[u8]) -> Option<Self> {
        let tiff = Tiff {
            bytes: tiff,
            little_endian: match tiff.get(..4)? {
                b"II*\0" => true,
                b"MM\0*" => false,
                _ => return None,
            },
        };
        let directory = tiff.u32(4)? as usize;
        let count = usize::from(tiff.u16(directory)?);
        let mut exif = Self::default();
        for index in 0..count {
            let Some(entry) = directory.checked_add(2 + index * ENTRY_SIZE) else { break };
            let Some(tag) = tiff.u16(entry) else { break };
            match tag {
                ORIENTATION if exif.orientation.is_none() => exif.orientation = tiff.orientation(entry),
                SOFTWARE if exif.software.is_none() => exif.software = tiff.text(entry),
                PROCESSING_SOFTWARE if exif.processing_software.is_none() => {
                    exif.processing_software = tiff.text(entry);
                }
                _ => {}
            }
        }
        Some(exif)
    }
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little_endian: bool,
}

impl Tiff<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little_endian { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little_endian { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) })
    }

    fn orientation(&self, entry: usize) -> Option<Orientation> {
        (self.u16(entry + 2)? == TYPE_SHORT).then(|| self.u16(entry + 8)).flatten().and_then(Orientation::from_exif)
    }

    fn text(&self, entry: usize) -> Option<String> {
        if self.u16(entry + 2)? != TYPE_ASCII {
            return None;
        }
        let length = self.u32(entry + 4)? as usize;
        // Up to four bytes stand in the entry itself, longer values at an offset.
        let start = if length <= 4 { entry + 8 } else { self.u32(entry + 8)? as usize };
        let bytes = self.bytes.get(start..start.checked_add(length.min(TEXT_LIMIT))?)?;
        let text = bytes.split(|&byte| byte == 0).next()?;
        Some(String::from_utf8_lossy(text).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        tiff.extend(b"\x01\x31\0\x02\0\0\0\x05\0\0\0\x26");
        tiff.extend(b"\0\0\0\x08"); // the next directory is this one again
        tiff.extend(b"GIMP\0");
        tiff
    }

    #[test]
    fn reads_orientation_and_software() {
        let exif = Exif::parse(&sample());
        assert_eq!(exif.orientation.map(Orientation::value), Some(6));
        assert_eq!(exif.software.as_deref(), Some("GIMP"));
        assert_eq!(exif.processing_software, None);
    }

    proptest! {
        #[test]
        fn any_damage_is_survived(at in 0_usize..43, value: u8, cut in 0_usize..43) {
            let mut tiff = sample();
            tiff[at] = value;
            tiff.truncate(cut);
            let _ = Exif::parse(&tiff);
        }
    }
}
