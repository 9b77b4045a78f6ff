//! PDF: page count, encryption, writing program, and a page's photo or scan.
//!
//! A page that holds a document photo is one big picture, or strips that make one; that picture is taken as it is, turned as
//! the page draws it, instead of drawing the page, which keeps its full resolution. Pages of text and line art have no such
//! picture and are reported as not judged.
//!
//! The `hayro-syntax` crate reads the file, behind a [`guard`] and on a thread of its own that is given up on when it
//! takes too long.

mod filter;
mod guard;
mod matrix;
mod page;
mod samples;
mod stored;
mod strips;
mod token;

use super::survey::{Picture, Survey};
use super::trouble::Trouble;
use super::unwind::guarded;
use super::{Budget, jpeg, orientation::Orientation, software, software::Field};
use filter::{Allowance, Decoded};
use hayro_syntax::object::{Dict, Stream};
use hayro_syntax::page::Rotation;
use hayro_syntax::{LoadPdfError, Pdf};
use page::Image;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use stored::Stored;
use strips::Layout;

/// Longest time for a file's structure: five hundred times what a scan of a few megabytes takes.
const TIME: Duration = Duration::from_secs(3);

/// Stack of the reading thread: 512 nested objects, the most that the library follows, take less than 1 MB.
const STACK: usize = 16 * 1024 * 1024;

type Reading = (Survey, Result<Stored, Trouble>);

/// Header facts of a PDF file, and the main picture of a page (the first is 0) as stored.
pub fn look(bytes: &[u8], page: usize, budget: &Budget) -> (Survey, Result<Picture, Trouble>) {
    let (mut survey, stored) = supervised(bytes, page, budget).unwrap_or_else(failed);
    if let Ok(Stored::Jpeg(file)) = &stored {
        let inner = jpeg::survey(file);
        survey.fields.extend(inner.fields);
        survey.jpeg_quality = inner.jpeg_quality;
        survey.size = inner.size.or(survey.size);
    }
    (survey, stored.and_then(|stored| stored.decode(budget)))
}

fn failed(trouble: Trouble) -> Reading {
    (Survey { encrypted: trouble == Trouble::Encrypted, ..Survey::failed(trouble) }, Err(trouble))
}

/// Reads on another thread: what runs out of time is left behind, what panics is reported.
fn supervised(bytes: &[u8], page: usize, budget: &Budget) -> Result<Reading, Trouble> {
    let (send, receive) = mpsc::sync_channel(1);
    let (bytes, budget) = (bytes.to_vec(), *budget);
    let work = move || {
        let reading = guarded(|| read(bytes, page, &budget).unwrap_or_else(failed));
        // Nobody listens any more when the time was up.
        let _ = send.send(reading);
    };
    thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|_| Trouble::DecoderLimit("threads"))?;
    let reading = receive.recv_timeout(TIME).map_err(|_| Trouble::DecoderLimit("time"))?;
    reading.ok_or(Trouble::UnsupportedEncoding("a structure that the PDF reader fails on"))
}

fn read(bytes: Vec<u8>, page: usize, budget: &Budget) -> Result<Reading, Trouble> {
    let whole = ends_whole(&bytes);
    let allowance = Allowance::new(budget.inflated);
    guard::admit(&bytes, budget, &allowance)?;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Trouble::Encrypted,
        LoadPdfError::Invalid if whole => Trouble::Corrupt("PDF structure"),
        LoadPdfError::Invalid => Trouble::Truncated,
    })?;
    let mut survey = Survey {
        pages: u32::try_from(pdf.pages().len()).ok().filter(|&count| count > 0),
        fields: programs(&pdf, &allowance),
        trouble: (!whole).then_some(Trouble::Truncated),
        ..Survey::default()
    };
    let Some(page) = pdf.pages().get(page) else {
        return Ok((survey, Err(Trouble::Corrupt("no such page"))));
    };
    let turned = Orientation::from_clockwise_degrees(match page.rotation() {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    });
    survey.orientation = turned;
    let picture = Image::all(page, &allowance).and_then(|images| {
        let stored = |image: &Image<'_>| Stored::of(image, budget, &allowance);
        if let Some(layout) = Layout::of(&images) {
            survey.size = Some((layout.width, layout.height));
            budget.admit(layout.width, layout.height)?;
            let parts = images.iter().map(|image| stored(image)?.sized(image)).collect::<Result<_, _>>()?;
            survey.pictures = Some(1);
            return Ok(Stored::Parts(layout, parts));
        }
        let (image, pictures) = Image::main(images, page)?;
        survey.orientation = image.place.orientation().then(turned);
        survey.size = Some((image.width, image.height));
        let stored = stored(&image)?;
        survey.pictures = Some(pictures);
        Ok(stored)
    });
    Ok((survey, picture))
}

/// Whether the last object is followed by what ends a file (ISO 32000-1 §7.5.5). The very last line, `%%EOF`, is missed by
/// nobody.
fn ends_whole(bytes: &[u8]) -> bool {
    let last = |word: &[u8]| token::positions(bytes, word).last();
    last(b"%%EOF").max(last(b"startxref")) > last(b"endobj")
}

/// Program names in the information dictionary and the metadata stream.
fn programs(pdf: &Pdf, allowance: &Allowance) -> Vec<(Field, String)> {
    let metadata = pdf.metadata();
    let named = [(&metadata.creator, Field::PdfCreator), (&metadata.producer, Field::PdfProducer)];
    let mut fields: Vec<_> =
        named.into_iter().filter_map(|(name, field)| name.as_deref().map(|name| (field, text(name)))).collect();
    if let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())
        && let Some(packet) = catalog.get::<Stream<'_>>("Metadata")
        && let Ok(Decoded::Bytes(packet)) = allowance.decode(&packet)
    {
        fields.extend(software::xmp_tools(&packet));
    }
    fields
}

/// A text string (ISO 32000-1 §7.9.2.2): UTF-16 with a byte order mark, else taken as Latin-1.
fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(utf16) => {
            let units: Vec<u16> = utf16.as_chunks::<2>().0.iter().map(|two| u16::from_be_bytes(*two)).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A page with one grey picture of 2 x 2 pixels; `extra` goes into the page, `tail` into the trailer.
    fn sample(extra: &str, tail: &str) -> Vec<u8> {
        format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
             2 0 obj<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9999/Resources<</XObject<</P 4 0 R>>>>>>endobj\n\
             3 0 obj<</Type/Page/Contents 6 0 R {extra}>>endobj\n\
             4 0 obj<</Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/AHx/Length 9>>\n\
             stream\n00FF8040>\nendstream endobj\n5 0 obj<</Producer(GIMP 2.10)>>endobj\n\
             6 0 obj<</Length 44>>stream\nq 400 0 0 400 0 0 cm q 9 0 0 9 0 0 cm Q /P Do Q \nendstream endobj\n\
             trailer\n<</Root 1 0 R/Info 5 0 R{tail}>>\n%%EOF\n"
        )
        .into_bytes()
    }

    #[test]
    fn the_first_page_gives_its_picture() {
        let (survey, picture) = look(&sample("/Rotate 90", ""), 0, &Budget::default());
        assert_eq!((survey.pages, survey.size, survey.orientation.value()), (Some(1), Some((2, 2)), 6));
        assert_eq!(survey.trouble, None);
        assert_eq!(survey.fields, [(Field::PdfProducer, "GIMP 2.10".to_owned())]);
        assert_eq!(picture.unwrap().luma.pixels(), [0, 255, 128, 64]);
    }

    /// The page of [`sample`] with another content stream.
    fn drawn(content: &str) -> (Survey, Result<Picture, Trouble>) {
        let sample = String::from_utf8(sample("", "")).unwrap();
        let old = "q 400 0 0 400 0 0 cm q 9 0 0 9 0 0 cm Q /P Do Q ";
        assert!(sample.contains(old));
        look(sample.replace(old, content).as_bytes(), 0, &Budget::default())
    }

    #[test]
    fn a_picture_is_seen_as_it_is_drawn() {
        let (survey, picture) = drawn("q 0 -400 400 0 0 400 cm /P Do Q");
        assert_eq!((survey.orientation.value(), survey.pictures, picture.unwrap().luma.width()), (6, Some(1), 2));
        assert_eq!(drawn("2 0 0 2 0 0 cm -1 0 0 1 1 0 cm /P Do").0.orientation.value(), 2);
        assert_eq!(drawn("BT (/P Do) Tj ET").1.unwrap_err(), Trouble::NoImage);
        assert_eq!(drawn("q 9 0 0 9 0 0 cm /P Do Q q 9 0 0 9 20 0 cm /P Do Q").0.pictures, Some(2));
        assert_eq!(drawn(&"q ".repeat(9_999)).1.unwrap_err(), Trouble::NoImage);
    }

    #[test]
    fn what_is_not_shown_as_it_is_is_in_doubt() {
        for content in [
            "q 300 80 -80 300 99 0 cm /P Do Q",
            "q 400 0 0 200 0 0 cm /P Do Q",
            "q 400 0 0 400 -300 0 cm /P Do Q",
            "q 0 0 0 0 0 0 cm /P Do Q",
            "q 40 0 0 40 0 0 cm BI /W 1/H 1/BPC 8/CS/G ID z EI Q q 4 0 0 4 0 0 cm /P Do Q",
            &"/P Do ".repeat(2_000),
        ] {
            let trouble = drawn(content).1.unwrap_err();
            assert!(!trouble.is_defect(), "{content}: {trouble}");
        }
        let upon = "q 500 0 0 500 0 0 cm /P Do Q q 400 0 0 400 9 9 cm /P Do Q";
        assert_eq!(drawn(upon).0.pictures, Some(1), "a background");
    }

    #[test]
    fn strips_are_one_picture() {
        let wide = String::from_utf8(sample("", "")).unwrap().replace("/Width 2/Height 2", "/Width 4/Height 1");
        let old = "q 400 0 0 400 0 0 cm q 9 0 0 9 0 0 cm Q /P Do Q ";
        let page = |heights: [f64; 3]| {
            let strips = heights.map(|at| format!("q 32 0 0 8 0 {at} cm /P Do Q "));
            look(wide.replace(old, &strips.concat()).as_bytes(), 0, &Budget::default())
        };
        let (survey, picture) = page([16.0, 8.01, 0.0]);
        assert_eq!((survey.size, survey.pictures), (Some((4, 3)), Some(1)));
        assert_eq!(picture.unwrap().luma.pixels(), [0, 255, 128, 64].repeat(3));
        // With a gap they are no strips.
        assert_eq!(page([90.0, 8.0, 0.0]).1.unwrap_err().code(), "unsupported-encoding");
    }

    #[test]
    fn what_cannot_be_judged_has_its_name() {
        let code = |bytes: &[u8]| look(bytes, 0, &Budget::default()).1.unwrap_err().code();
        assert_eq!(code(&sample("", "/Encrypt<</Filter/Standard>>")), "encrypted");
        assert_eq!(code(&sample("/Resources<<>>", "")), "no-image");
        let whole = sample("", "");
        let cut = look(&whole[..whole.len() - 60], 0, &Budget::default()).0;
        assert_eq!(cut.trouble, Some(Trouble::Truncated));
    }

    #[test]
    fn a_page_without_a_picture_is_not_judged() {
        let drawn = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[3 0 R]>>endobj\n\
             3 0 obj<</Contents 4 0 R/Resources<</Font<</F<</Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n\
             4 0 obj<</Length 44>>stream\nBT /F 9 Tf (text) Tj ET 0 0 m 50 50 l S 1 1 5 5 re f\nendstream endobj\n%%EOF";
        let (survey, picture) = look(drawn.as_bytes(), 0, &Budget::default());
        assert_eq!((survey.pages, survey.trouble, picture.unwrap_err()), (Some(1), None, Trouble::NoImage));
    }

    #[test]
    fn limits_end_the_work() {
        let tight = Budget { objects: 3, ..Budget::default() };
        assert_eq!(look(&sample("", ""), 0, &tight).1.unwrap_err().code(), "decoder-limit");
        for open in ["[", "<</X", "(", "1 0 obj<<"] {
            let nested = [b"%PDF-1.4\n1 0 obj ", open.repeat(50_000).as_bytes()].concat();
            assert!(look(&nested, 0, &Budget::default()).1.is_err(), "{open}");
        }
    }

    #[test]
    fn loops_end() {
        let circle =
            "/Length 5 0 R>>stream\nx\nendstream endobj\n5 0 obj 6 0 R endobj\n6 0 obj 5 0 R endobj\n7 0 obj<<";
        let bytes = String::from_utf8(sample("", "")).unwrap().replace("/Length 9>>", circle);
        let _ = look(bytes.as_bytes(), 0, &Budget::default());
        let (survey, _) = look(&sample("/Parent 3 0 R/Kids[2 0 R 3 0 R]/Type/Pages", ""), 0, &Budget::default());
        assert_eq!(survey.pages, None);
    }

    proptest! {
        #[test]
        fn any_damage_is_survived(at in 0_usize..400, with in prop::collection::vec(any::<u8>(), 0..8)) {
            let mut bytes = sample("", "");
            for (offset, byte) in with.into_iter().enumerate() {
                if let Some(target) = bytes.get_mut(at + offset) {
                    *target = byte;
                }
            }
            let _ = look(&bytes, 0, &Budget::default());
        }
    }
}
