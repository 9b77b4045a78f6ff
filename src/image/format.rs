//! File formats by content, by extension, and what to do about the wrong one.

/// A file format, told by its first bytes and never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG with JFIF or EXIF (ITU-T T.81).
    Jpeg,
    /// PNG.
    Png,
    /// Windows bitmap.
    Bmp,
    /// PDF (ISO 32000).
    Pdf,
    /// GIF.
    Gif,
    /// WebP (RIFF container).
    WebP,
    /// TIFF, and raw photos built on it.
    Tiff,
    /// HEIC and HEIF: ISO base media file with HEVC pictures (ISO/IEC 23008-12).
    Heic,
    /// AVIF: ISO base media file with AV1 pictures.
    Avif,
    /// JPEG XL, bare codestream or container.
    Jxl,
    /// JPEG 2000, bare codestream or container.
    Jpeg2000,
    /// SVG drawing.
    Svg,
    /// Photoshop document.
    Psd,
    /// Windows icon.
    Ico,
    /// ISO base media file that is not a still picture (MP4, MOV), Matroska.
    Video,
    /// ZIP and everything packed in it: DOCX, XLSX, ODT, Pages.
    Zip,
    /// Compound file: the old DOC and XLS.
    Ole,
    /// Rich text.
    Rtf,
    /// Web page.
    Html,
    /// None of these.
    Unknown,
}

/// Readers accept a PDF whose header starts anywhere in the first 1024 bytes
/// (PDF Reference 1.7, appendix H, note 13).
const PDF_HEADER_WINDOW: usize = 1024;

/// How much of a text file is looked at to tell SVG and HTML.
const TEXT_WINDOW: usize = 1024;

/// Formats told by a fixed prefix.
const PREFIXES: &[(&[u8], Format)] = &[
    (b"\xFF\xD8\xFF", Format::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Format::Png),
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"II+\0", Format::Tiff),
    (b"MM\0+", Format::Tiff),
    (b"\xFF\x0A", Format::Jxl),
    (b"\0\0\0\x0CJXL \r\n\x87\n", Format::Jxl),
    (b"\0\0\0\x0CjP  \r\n\x87\n", Format::Jpeg2000),
    (b"\xFF\x4F\xFF\x51", Format::Jpeg2000),
    (b"8BPS", Format::Psd),
    (b"\0\0\x01\0", Format::Ico),
    (b"\x1A\x45\xDF\xA3", Format::Video),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::Ole),
    (b"{\\rtf", Format::Rtf),
];

impl Format {
    /// The format of a file's content.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Self {
        if let Some((_, format)) = PREFIXES.iter().find(|(prefix, _)| bytes.starts_with(prefix)) {
            return *format;
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Self::WebP;
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return iso_brand(bytes);
        }
        if is_bmp(bytes) {
            return Self::Bmp;
        }
        let head = bytes.get(..PDF_HEADER_WINDOW).unwrap_or(bytes);
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Self::Pdf;
        }
        text_format(bytes.get(..TEXT_WINDOW).unwrap_or(bytes))
    }

    /// The format that a file name's extension promises; `None` for an extension not known here.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Self::Jpeg,
            "png" => Self::Png,
            "bmp" | "dib" => Self::Bmp,
            "pdf" => Self::Pdf,
            "gif" => Self::Gif,
            "webp" => Self::WebP,
            "tif" | "tiff" | "dng" => Self::Tiff,
            "heic" | "heif" | "hif" => Self::Heic,
            "avif" => Self::Avif,
            "jxl" => Self::Jxl,
            "jp2" | "j2k" | "jpx" | "jpf" => Self::Jpeg2000,
            "svg" => Self::Svg,
            "psd" => Self::Psd,
            "ico" => Self::Ico,
            "mp4" | "mov" | "m4v" | "mkv" | "webm" => Self::Video,
            "zip" | "docx" | "xlsx" | "pptx" | "odt" | "pages" => Self::Zip,
            "doc" | "xls" | "ppt" => Self::Ole,
            "rtf" => Self::Rtf,
            "htm" | "html" => Self::Html,
            _ => return None,
        })
    }

    /// The lower-case name used in reports and rules.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Bmp => "bmp",
            Self::Pdf => "pdf",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Tiff => "tiff",
            Self::Heic => "heic",
            Self::Avif => "avif",
            Self::Jxl => "jxl",
            Self::Jpeg2000 => "jpeg2000",
            Self::Svg => "svg",
            Self::Psd => "psd",
            Self::Ico => "ico",
            Self::Video => "video",
            Self::Zip => "zip",
            Self::Ole => "ole",
            Self::Rtf => "rtf",
            Self::Html => "html",
            Self::Unknown => "unknown",
        }
    }

    /// How a person gets a JPEG or PDF out of such a file; `None` where there is nothing to convert.
    #[must_use]
    pub const fn how_to_convert(self) -> Option<&'static str> {
        Some(match self {
            Self::Heic => {
                "On an iPhone choose Settings > Camera > Formats > Most Compatible and take the photo again, \
                 or open the photo and export it as JPEG."
            }
            Self::WebP | Self::Avif | Self::Jxl | Self::Jpeg2000 | Self::Tiff | Self::Gif | Self::Ico => {
                "Open the picture in your system's picture viewer and save or export it as JPEG."
            }
            Self::Psd => "Use the original photo from the camera, not the editing program's working file.",
            Self::Svg => {
                "Use a photo or scan of the document saved as JPEG; a drawing file does not show the document."
            }
            Self::Video => {
                "Take a still photo of the document; a video or the moving part of a Live Photo is not accepted as a picture."
            }
            Self::Zip | Self::Ole | Self::Rtf => {
                "Take the original photo out of the document or archive and upload that photo, or export the page as PDF."
            }
            Self::Html => "This is a saved web page; download the picture itself.",
            Self::Jpeg | Self::Png | Self::Bmp | Self::Pdf | Self::Unknown => return None,
        })
    }
}

/// The brands of an ISO base media file's first box (ISO/IEC 14496-12 §4.3).
fn iso_brand(bytes: &[u8]) -> Format {
    const HEIF: &[&[u8; 4]] = &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
    let end = bytes.first_chunk::<4>().map_or(0, |size| u32::from_be_bytes(*size) as usize).clamp(16, 256);
    let brands = bytes.get(8..end).or_else(|| bytes.get(8..)).unwrap_or_default();
    let mut found = Format::Video;
    for brand in brands.chunks_exact(4) {
        if brand == b"avif" || brand == b"avis" {
            return Format::Avif;
        }
        if HEIF.iter().any(|heif| brand == *heif) {
            found = Format::Heic;
        }
    }
    found
}

/// "BM" alone begins many texts; the size of the DIB header must be one that exists.
fn is_bmp(bytes: &[u8]) -> bool {
    const DIB_SIZES: [u32; 8] = [12, 16, 40, 52, 56, 64, 108, 124];
    bytes.starts_with(b"BM")
        && bytes
            .get(14..18)
            .and_then(|size| <[u8; 4]>::try_from(size).ok())
            .is_some_and(|size| DIB_SIZES.contains(&u32::from_le_bytes(size)))
}

fn text_format(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start();
    if !text.starts_with('<') {
        Format::Unknown
    } else if text.starts_with("<!doctype html") || text.contains("<html") {
        Format::Html
    } else if text.contains("<svg") {
        Format::Svg
    } else {
        Format::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(Format::detect(b"\xFF\xD8\xFF\xE0rest"), Format::Jpeg);
        assert_eq!(Format::detect(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Format::Heic);
        assert_eq!(Format::detect(b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf"), Format::Avif);
        assert_eq!(Format::detect(b"\0\0\0\x14ftypqt  \0\0\0\0qt  "), Format::Video);
        assert_eq!(Format::detect(b"junk before\n%PDF-1.4\n"), Format::Pdf);
        assert_eq!(Format::detect(b"<?xml version='1.0'?>\n<svg/>"), Format::Svg);
        assert_eq!(Format::detect(b"BMW is a car, not a bitmap picture"), Format::Unknown);
        assert_eq!(Format::detect(b""), Format::Unknown);
    }

    #[test]
    fn only_foreign_formats_are_converted() {
        assert!(Format::Heic.how_to_convert().is_some());
        assert!(Format::Jpeg.how_to_convert().is_none());
        assert_eq!(Format::from_extension("JPG"), Some(Format::Jpeg));
        assert_eq!(Format::from_extension("exe"), None);
    }
}
