//! PDF: page count, encryption, writing program, and the first page's photo or scan.
//!
//! A page that holds a document photo is one big picture; that picture is taken as it is instead of drawing the page,
//! which keeps its full resolution and every bound in this crate's own hands. Pages of text and line art have no such
//! picture and are reported as not judged.

mod document;
mod filter;
mod object;
mod pages;
mod parser;
mod raster;

use super::survey::{Picture, Survey};
use super::trouble::Trouble;
use super::{Budget, jpeg, orientation::Orientation, software, software::Field};
use document::Document;
use filter::Decoded;
use object::Object;
use pages::{Image, Page, Pages};

/// The largest picture must hold this share of the page's picture pixels; below, the page is put together from parts
/// (strips, tiles) and no part stands for the document. A front and a back side on one page pass.
const MAIN_SHARE: f64 = 0.4;

/// Header facts of a PDF file, and the first page's main picture as stored.
pub fn look(bytes: &[u8], budget: &Budget) -> (Survey, Result<Picture, Trouble>) {
    let document = match Document::open(bytes, budget) {
        Ok(document) => document,
        Err(trouble) => return (Survey::failed(trouble), Err(trouble)),
    };
    let mut survey = Survey::default();
    let root = document.trailer(b"Root").or_else(|| find_catalog(&document)).and_then(Object::into_dict);
    let tree = root.as_ref().and_then(|root| root.get(b"Pages").cloned());
    let pages = tree.map(|tree| Pages::walk(&document, tree, budget)).unwrap_or_default();
    survey.pages = pages.count.filter(|&count| count > 0);
    survey.encrypted = document.encrypted();
    if survey.encrypted {
        survey.trouble = Some(Trouble::Encrypted);
        return (survey, Err(Trouble::Encrypted));
    }
    survey.fields = programs(&document, root.as_ref());
    survey.trouble = if document.exhausted() {
        Some(Trouble::DecoderLimit("amount of work"))
    } else if !ends_whole(bytes, document.end) {
        Some(Trouble::Truncated)
    } else if pages.first.is_some() && pages.count.is_none() {
        Some(Trouble::DecoderLimit("number of pages"))
    } else {
        None
    };
    let Some(page) = pages.first else {
        return (survey, Err(Trouble::Corrupt("no pages")));
    };
    survey.orientation = Orientation::from_clockwise_degrees(page.rotation);
    let picture = main_image(&document, &page).and_then(|image| {
        survey.size = Some((image.width, image.height));
        let (decoded, program) = decode(&document, &image, budget)?;
        survey.fields.extend(program);
        Ok(decoded)
    });
    (survey, picture)
}

/// The catalogue of a file without a usable trailer.
fn find_catalog<'d>(document: &'d Document<'_>) -> Option<Object<'d>> {
    document.numbers().take_while(|_| !document.exhausted()).find_map(|number| {
        let object = document.follow(Object::Reference(number))?;
        matches!(&object, Object::Dict(dict) if dict.is_type(b"Catalog")).then_some(object)
    })
}

/// Whether an end-of-file mark follows the last object.
fn ends_whole(bytes: &[u8], end: usize) -> bool {
    bytes.get(end..).unwrap_or_default().windows(5).any(|window| window == b"%%EOF")
}

/// Program names in the information dictionary and the metadata stream.
fn programs(document: &Document<'_>, root: Option<&object::Dict<'_>>) -> Vec<(Field, String)> {
    let mut fields = Vec::new();
    if let Some(Object::Dict(info)) = document.trailer(b"Info") {
        for (key, field) in [(&b"Creator"[..], Field::PdfCreator), (b"Producer", Field::PdfProducer)] {
            fields.extend(document.value(&info, key).and_then(|value| value.text()).map(|text| (field, text)));
        }
    }
    if let Some(metadata) = root.and_then(|root| root.get(b"Metadata"))
        && let Object::Reference(number) = metadata
        && let Some((dict, raw)) = document.stream(&Object::Reference(*number))
        && let Ok(Decoded::Bytes(packet)) = document.decode(&dict, raw)
    {
        fields.extend(software::xmp_tools(&packet));
    }
    fields
}

fn main_image<'d>(document: &'d Document<'_>, page: &Page<'d>) -> Result<Image<'d>, Trouble> {
    let images = page.images(document);
    let total: u64 = images.iter().map(Image::pixels).fold(0, u64::saturating_add);
    let largest = images.into_iter().max_by_key(Image::pixels).ok_or(Trouble::NoImage)?;
    if (largest.pixels() as f64) < MAIN_SHARE * total as f64 {
        return Err(Trouble::UnsupportedEncoding("a page put together from many pictures"));
    }
    Ok(largest)
}

fn decode(
    document: &Document<'_>,
    image: &Image<'_>,
    budget: &Budget,
) -> Result<(Picture, Vec<(Field, String)>), Trouble> {
    budget.admit(image.width, image.height)?;
    match document.decode(&image.dict, image.raw)? {
        Decoded::Jpeg(bytes) => Ok((jpeg::decode(&bytes, budget)?, jpeg::survey(&bytes).fields)),
        Decoded::Bytes(bytes) => Ok((raster::decode(document, image, &bytes, budget)?, Vec::new())),
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
             3 0 obj<</Type/Page {extra}>>endobj\n\
             4 0 obj<</Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/AHx/Length 9>>\n\
             stream\n00FF8040>\nendstream endobj\n5 0 obj<</Producer(GIMP 2.10)>>endobj\n\
             trailer<</Root 1 0 R/Info 5 0 R{tail}>>\n%%EOF\n"
        )
        .into_bytes()
    }

    #[test]
    fn the_first_page_gives_its_picture() {
        let (survey, picture) = look(&sample("/Rotate 90", ""), &Budget::default());
        assert_eq!((survey.pages, survey.size, survey.orientation.value()), (Some(1), Some((2, 2)), 6));
        assert_eq!(survey.trouble, None);
        assert_eq!(survey.fields, [(Field::PdfProducer, "GIMP 2.10".to_owned())]);
        assert_eq!(picture.unwrap().luma.pixels(), [0, 255, 128, 64]);
    }

    #[test]
    fn what_cannot_be_judged_has_its_name() {
        let code = |bytes: &[u8]| look(bytes, &Budget::default()).1.unwrap_err().code();
        assert_eq!(code(&sample("", "/Encrypt<</Filter/Standard>>")), "encrypted");
        assert_eq!(code(&sample("/Resources<<>>", "")), "no-image");
        let whole = sample("", "");
        let cut = look(&whole[..whole.len() - 60], &Budget::default()).0;
        assert_eq!(cut.trouble, Some(Trouble::Truncated));
    }

    #[test]
    fn limits_end_the_work() {
        let tight = Budget { objects: 3, ..Budget::default() };
        assert_eq!(look(&sample("", ""), &tight).1.unwrap_err().code(), "decoder-limit");
        let nested = [&b"%PDF-1.4\n"[..], &b"1 0 obj [".repeat(50_000)].concat();
        assert!(look(&nested, &Budget::default()).1.is_err());
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
            let _ = look(&bytes, &Budget::default());
        }
    }
}
