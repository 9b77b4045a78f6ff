//! Looking at one document image or PDF: format, size, metadata that matters, and how well it can be read.
//!
//! Everything here is a function of bytes. Hostile files end with a [`Trouble`] within bounded time and memory; a
//! picture that could not be judged says so and is never reported as good.

pub mod annotation;
mod bmp;
pub mod chroma;
mod copy;
pub mod fingerprint;
pub mod format;
mod jpeg;
pub mod measures;
pub mod mrz;
pub mod orientation;
pub mod page;
mod pdf;
pub mod plane;
mod png;
mod raster;
mod resample;
mod seen;
pub mod software;
mod survey;
pub mod trouble;
pub(crate) mod unwind;

pub use chroma::Chroma;
pub use copy::upright_copy;
pub use fingerprint::Fingerprint;
pub use format::Format;
pub use measures::Measures;
pub use plane::Plane;
pub use software::{Editor, Software};
pub use trouble::Trouble;

use seen::Seen;

/// Limits on what looking at one file may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Most pixels that are decoded.
    pub pixels: u64,
    /// Most bytes of working memory for decoding one picture, estimated before decoding.
    pub memory: u64,
    /// Most bytes that a PDF's compressed structure and picture may expand to on the way.
    pub inflated: u64,
    /// Most PDF objects that are indexed; a file with more is not read.
    pub objects: usize,
    /// Most PDF pages; a file with more is not read.
    pub pages: u32,
}

/// Chosen so that the whole program stays below 200 MB and a few seconds: photos of current phones have 12 to 108
/// megapixels and are saved with 12 to 24 by default; scans to PDF have some hundred objects.
impl Default for Budget {
    fn default() -> Self {
        Self { pixels: 110_000_000, memory: 120_000_000, inflated: 64_000_000, objects: 100_000, pages: 2_000 }
    }
}

/// Limits, and the editing programs to recognise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Limits.
    pub budget: Budget,
    /// Editing programs that are recognised.
    pub editors: Vec<Editor>,
}

impl Default for Options {
    fn default() -> Self {
        Self { budget: Budget::default(), editors: software::well_known() }
    }
}

/// What was found out about one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// The format of the content.
    pub format: Format,
    /// The file name's extension in lower case; `None` when there is none or it is no plain word.
    pub extension: Option<String>,
    /// The format that the extension promises; `None` when it promises none that is known.
    pub extension_format: Option<Format>,
    /// Bytes.
    pub size: u64,
    /// Width in pixels of the upright picture (of a page's picture in a PDF), from the headers.
    pub width: Option<u32>,
    /// Height in pixels of the upright picture.
    pub height: Option<u32>,
    /// How the stored pixels are turned, as the EXIF value 1..=8; for a PDF as its page draws it. 1 is upright.
    pub orientation: u8,
    /// Pages of a PDF; `None` when they could not be counted.
    pub pages: Option<u32>,
    /// The page of a PDF whose picture was looked at, from 1.
    pub page: Option<u32>,
    /// Photos and scans on that page; the largest was looked at.
    pub pictures: Option<u32>,
    /// Whether a PDF is encrypted.
    pub encrypted: bool,
    /// The editing program that signed the file.
    pub software: Option<Software>,
    /// The quality with which a JPEG file's brightness was stored, 1 to 100 on the scale of the reference software.
    pub jpeg_quality: Option<u8>,
    /// Why the picture could not be (fully) read.
    pub trouble: Option<Trouble>,
    /// Quality of the picture as it is stored; `None` when its pixels could not be decoded.
    pub measures: Option<Measures>,
    /// The machine-readable zone in the upright picture.
    pub zone: Option<mrz::Zone>,
    /// Marks for telling copies.
    pub fingerprint: Fingerprint,
}

/// Pages of a PDF that are looked at until a document is seen.
const MOST_PAGES: u32 = 8;

/// Looks at a file's bytes. `file_name` may be a path; only its extension is used.
#[must_use]
pub fn inspect(bytes: &[u8], file_name: &str, options: &Options) -> Inspection {
    let format = Format::detect(bytes);
    let extension = extension(file_name);
    let mut seen = Seen::of(bytes, format, 0, &options.budget);
    for page in 1..seen.survey.pages.unwrap_or(1).min(MOST_PAGES) {
        if seen.shows_a_document() {
            break;
        }
        let other = Seen::of(bytes, format, page, &options.budget);
        if other.shows_a_document() || (seen.measures.is_none() && other.measures.is_some()) {
            seen = other;
        }
    }
    let Seen { page, survey, trouble, measures, zone, look } = seen;
    let size = survey.size.map(|(width, height)| survey.orientation.upright_size(width, height));
    Inspection {
        format,
        extension_format: extension.as_deref().and_then(Format::from_extension),
        extension,
        size: bytes.len() as u64,
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        orientation: survey.orientation.value(),
        pages: survey.pages,
        page: survey.pages.map(|_| page + 1),
        pictures: survey.pictures,
        encrypted: survey.encrypted,
        software: software::recognise(&survey.fields, &options.editors),
        jpeg_quality: survey.jpeg_quality,
        trouble,
        measures,
        zone,
        fingerprint: Fingerprint::of(bytes, look.as_ref()),
    }
}

/// The upright brightness plane of a picture, or of a page's picture in a PDF (the first page is 1).
///
/// # Errors
/// The [`Trouble`] that kept the pixels from being read. A picture that is damaged but mostly readable is returned.
pub fn upright_luma(bytes: &[u8], page: u32, budget: &Budget) -> Result<Plane, Trouble> {
    let (survey, picture) = seen::look(bytes, Format::detect(bytes), page.saturating_sub(1), budget);
    picture.map(|picture| survey.orientation.upright(picture.luma))
}

/// The extension in lower case, when it is a short plain word.
fn extension(file_name: &str) -> Option<String> {
    const LONGEST: usize = 10;
    let name = file_name.rsplit(['/', '\\']).next()?;
    let (_, extension) = name.rsplit_once('.')?;
    let plain = !extension.is_empty()
        && extension.len() <= LONGEST
        && extension.chars().all(|character| character.is_ascii_alphanumeric());
    plain.then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jpeg_encoder::{ColorType, Encoder};

    /// A photo of a card with dark bars, with an EXIF block that turns it right and names a program.
    fn photo() -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x31\0\x02\0\0\0\x05\0\0\0\x26\0\0\0\0GIMP\0");
        let pixel = |at: usize| match (at % 300, at / 300) {
            (50..250, 36..162) if (at / 300) % 14 < 5 && (70..230).contains(&(at % 300)) && at % 6 < 4 => 30,
            (50..250, 36..162) => 220,
            _ => 60,
        };
        let pixels: Vec<u8> = (0..300 * 200).map(pixel).collect();
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 90);
        encoder.add_app_segment(1, exif).unwrap();
        encoder.encode(&pixels, 300, 200, ColorType::Luma).unwrap();
        bytes
    }

    #[test]
    fn a_photo_is_seen_upright() {
        let found = inspect(&photo(), "C:\\photos\\page.PNG", &Options::default());
        assert_eq!((found.width, found.height, found.orientation), (Some(200), Some(300), 6));
        assert_eq!((found.format, found.extension_format), (Format::Jpeg, Some(Format::Png)));
        assert_eq!(found.software.map(|software| software.name).as_deref(), Some("GIMP"));
        assert_eq!(found.trouble, None);
        let measures = found.measures.unwrap();
        assert!(measures.sharpness.unwrap().sigma < 1.0);
        assert!(measures.exposure.contrast() > 0.6);
        assert_eq!(measures.glare.fraction, 0.0);
        // The card lies across in the file, and upright in the picture that people see.
        let (low, high) = measures.page.unwrap().quad.bounds();
        let near = |found: f32, wanted: f32| (found - wanted).abs() < 0.02;
        assert!(near(low[0], 38.0 / 200.0) && near(low[1], 50.0 / 300.0), "{low:?}");
        assert!(near(high[0], 164.0 / 200.0) && near(high[1], 250.0 / 300.0), "{high:?}");
    }

    /// A page that shows one picture.
    fn page(entries: &str, data: &[u8]) -> Vec<u8> {
        let mut bytes =
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[3 0 R]>>endobj\n".to_vec();
        bytes.extend(b"5 0 obj<</Length 21>>stream\n3 0 0 2 0 0 cm /P Do\nendstream endobj\n3 0 obj<</Contents 5 0 R/Resources<</XObject<</P 4 0 R>>>>/Rotate 90>>endobj\n4 0 obj");
        bytes.extend(b"<</Subtype/Image/Width 300/Height 200/ColorSpace/DeviceGray/BitsPerComponent 8");
        bytes.extend(format!("{entries}/Length {}>>stream\n", data.len()).bytes());
        bytes.extend(data);
        bytes.extend(b"\nendstream endobj\n%%EOF\n");
        bytes
    }

    #[test]
    fn a_page_measures_as_its_picture_does() {
        let photo = photo();
        let alone = inspect(&photo, "page.jpg", &Options::default());
        let wrapped = inspect(&page("/Filter/DCTDecode", &photo), "page.pdf", &Options::default());
        assert_eq!((wrapped.format, wrapped.pages, wrapped.trouble), (Format::Pdf, Some(1), None));
        assert_eq!((wrapped.width, wrapped.height, wrapped.orientation), (Some(200), Some(300), 6));
        assert_eq!(wrapped.measures, alone.measures);
        let stored = jpeg::decode(&photo, &Budget::default()).unwrap().luma.into_pixels();
        let mut deflated = Vec::new();
        let mut encoder = flate2::read::ZlibEncoder::new(&stored[..], flate2::Compression::fast());
        std::io::Read::read_to_end(&mut encoder, &mut deflated).unwrap();
        let raw = inspect(&page("/Filter/FlateDecode", &deflated), "page.pdf", &Options::default());
        assert_eq!(raw.measures, alone.measures);
    }

    #[test]
    fn what_was_not_looked_at_has_no_measures() {
        let options = Options { budget: Budget { pixels: 1000, ..Budget::default() }, ..Options::default() };
        let found = inspect(&photo(), "page.jpg", &options);
        assert_eq!(found.trouble.map(Trouble::code), Some("too-many-pixels"));
        assert_eq!((found.width, found.measures), (Some(200), None));
        assert_eq!(inspect(b"", "page.jpg", &options).trouble, Some(Trouble::Empty));
        assert_eq!(inspect(b"GIF89a", "page.jpg", &options).trouble, Some(Trouble::NotDecoded(Format::Gif)));
        assert_eq!(inspect(b"hello", "page", &options).trouble, Some(Trouble::UnknownFormat));
    }

    #[test]
    fn a_damaged_photo_is_measured_and_reported() {
        let bytes = photo();
        let found = inspect(&bytes[..bytes.len() - 40], "page.jpg", &Options::default());
        assert_eq!(found.trouble, Some(Trouble::Truncated));
        assert!(found.measures.is_some());
    }

    #[test]
    fn only_plain_extensions_count() {
        assert_eq!(extension("a.b/passport"), None);
        assert_eq!(extension("passport.j pg"), None);
        assert_eq!(extension("passport.tar.JPEG").as_deref(), Some("jpeg"));
    }

    #[test]
    fn a_pdf_is_judged_by_the_first_page_that_shows_a_document() {
        let photo = photo();
        let mut pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
            2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n\
            6 0 obj<</Length 21>>stream\n3 0 0 2 0 0 cm /P Do\nendstream endobj\n\
            5 0 obj<</Type/Page/Parent 2 0 R/Contents 6 0 R/Resources<</XObject<</P 4 0 R>>>>>>endobj\n"
            .to_vec();
        pdf.extend(
            format!(
                "4 0 obj<</Subtype/Image/Width 300/Height 200/ColorSpace/DeviceGray/BitsPerComponent 8\
                 /Filter/DCTDecode/Length {}>>\nstream\n",
                photo.len()
            )
            .bytes(),
        );
        pdf.extend(&photo);
        pdf.extend(b"\nendstream endobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n");
        let found = inspect(&pdf, "both.pdf", &Options::default());
        assert_eq!((found.pages, found.page, found.trouble), (Some(2), Some(2), None));
        assert!(found.measures.unwrap().page.is_some());
    }
}
