//! Why a file's picture could not be read.

use super::format::Format;
use std::fmt;

/// Why a picture could not be (fully) read.
///
/// [`Trouble::is_defect`] separates a broken file from one that is only beyond this reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file has no bytes.
    Empty,
    /// The file ends before its format says that it does.
    Truncated,
    /// The file contradicts its format; the text says where.
    Corrupt(&'static str),
    /// A PDF that needs a password or carries an encryption dictionary.
    Encrypted,
    /// More pixels than [`Budget::pixels`](super::Budget::pixels).
    TooManyPixels {
        /// Columns, as the header says.
        width: u32,
        /// Rows, as the header says.
        height: u32,
    },
    /// A valid file in a variant that is not decoded here; the text names it.
    UnsupportedEncoding(&'static str),
    /// A JPEG file of a coding process (T.81 §4.3) that web browsers and most programs cannot open; the text names it.
    RareEncoding(&'static str),
    /// A PDF whose page carries no picture.
    NoImage,
    /// No format was recognised.
    UnknownFormat,
    /// A format that is recognised but never decoded here.
    NotDecoded(Format),
    /// A limit of [`Budget`](super::Budget) other than the pixel count; the text names it.
    DecoderLimit(&'static str),
}

impl Trouble {
    /// Stable identifier for rules and reports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::Corrupt(_) => "corrupt",
            Self::Encrypted => "encrypted",
            Self::TooManyPixels { .. } => "too-many-pixels",
            Self::UnsupportedEncoding(_) => "unsupported-encoding",
            Self::RareEncoding(_) => "rare-encoding",
            Self::NoImage => "no-image",
            Self::UnknownFormat => "unknown-format",
            Self::NotDecoded(_) => "not-decoded",
            Self::DecoderLimit(_) => "decoder-limit",
        }
    }

    /// `true` when the file itself cannot be used; `false` when the picture could merely not be judged here.
    #[must_use]
    pub const fn is_defect(self) -> bool {
        match self {
            Self::Empty
            | Self::Truncated
            | Self::Corrupt(_)
            | Self::Encrypted
            | Self::UnknownFormat
            | Self::RareEncoding(_) => true,
            Self::TooManyPixels { .. }
            | Self::UnsupportedEncoding(_)
            | Self::NoImage
            | Self::NotDecoded(_)
            | Self::DecoderLimit(_) => false,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty."),
            Self::Truncated => f.write_str("The file is cut off; copy or download it again from where it was made."),
            Self::Corrupt(what) => write!(f, "The file is damaged ({what}); export it again."),
            Self::Encrypted => {
                f.write_str("The PDF is protected with a password or restrictions; save a copy without them.")
            }
            Self::TooManyPixels { width, height } => write!(
                f,
                "The picture is {width} x {height} pixels, too large to be looked at here, so its quality could not be told."
            ),
            Self::UnsupportedEncoding(what) => {
                write!(f, "The file holds {what}, which is not read here, so its quality could not be told.")
            }
            Self::RareEncoding(what) => {
                write!(f, "The file is {what}, which web browsers and most programs cannot open.")
            }
            Self::NoImage => {
                f.write_str("The PDF holds no photo or scan of its own, so its quality could not be told.")
            }
            Self::UnknownFormat => f.write_str("The file is not a picture or PDF of a known format."),
            Self::NotDecoded(format) => write!(
                f,
                "The file is in the format {}, which is not read here, so its quality could not be told.",
                format.name()
            ),
            Self::DecoderLimit(what) => {
                write!(f, "Reading the file would take too much ({what}), so its quality could not be told.")
            }
        }
    }
}

impl std::error::Error for Trouble {}
