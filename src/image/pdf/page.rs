//! The pictures that a page draws, and where.

use super::filter::{Allowance, Decoded};
use super::matrix::Matrix;
use super::strips::STRIP_ASPECT;
use crate::image::trouble::Trouble;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

/// The main picture must take this share of what all pictures of the page take; below, no part stands for the document.
/// A front and a back side on one page pass.
const MAIN_SHARE: f64 = 0.4;

/// A picture with this share of the area of the largest may show a document of its own.
const LARGE_SHARE: f64 = 0.25;

/// Share of a picture that its page must show.
const SHOWN_SHARE: f64 = 0.95;

/// Forms nested in forms.
const FORM_DEPTH: usize = 4;

/// Most pictures and forms that are drawn on a page; a scan in strips of eight rows has some hundred.
const XOBJECTS: usize = 1024;

/// Saved states (`q`) that are kept; ISO 32000-1 annex C has 28 as the most that a reader need hold.
const STATES: usize = 512;

/// A picture of a page.
#[derive(Clone, Debug)]
pub struct Image<'a> {
    /// Its dictionary and samples (ISO 32000-1 §8.9.5).
    pub stream: Stream<'a>,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Where it is drawn.
    pub place: Matrix,
}

impl<'a> Image<'a> {
    /// The pictures that a page draws, in order; one that is drawn twice in a place counts once.
    ///
    /// # Errors
    /// [`Trouble::NoImage`], [`Trouble::UnsupportedEncoding`] where a large picture cannot be had, [`Trouble::DecoderLimit`], and
    /// what [`Allowance::decode`] finds wrong with the page's content.
    pub fn all(page: &Page<'a>, allowance: &Allowance) -> Result<Vec<Self>, Trouble> {
        let mut walk = Walk { allowance, images: Vec::new(), inline: 0.0, left: XOBJECTS };
        let content = content(page, allowance)?;
        walk.follow(&content, page.resources(), Matrix::IDENTITY, FORM_DEPTH)?;
        let largest = walk.images.iter().map(Self::area).fold(0.0, f64::max);
        if walk.inline > LARGE_SHARE * largest {
            return Err(Trouble::UnsupportedEncoding("a page that spells its picture out"));
        }
        if walk.images.is_empty() { Err(Trouble::NoImage) } else { Ok(walk.images) }
    }

    /// The one picture that a scanned page consists of, and how many are so large that each may show a document.
    ///
    /// # Errors
    /// [`Trouble::NoImage`], or [`Trouble::UnsupportedEncoding`] for a page of many pictures, and for one that shows its picture
    /// in part, aslant or stretched.
    pub fn main(images: Vec<Self>, page: &Page<'a>) -> Result<(Self, u32), Trouble> {
        let largest = images.iter().map(Self::area).fold(0.0, f64::max);
        let mut large: Vec<Self> = Vec::new();
        for image in images.into_iter().filter(|image| image.area() >= LARGE_SHARE * largest) {
            // What another one is drawn upon is its background.
            large.retain(|other| !(image.place.lies_in(other.place) && image.area() < SHOWN_SHARE * other.area()));
            large.push(image);
        }
        let (count, total) = (large.len() as u32, large.iter().map(Self::area).sum::<f64>());
        let size = |image: &Self| (image.area(), u64::from(image.width) * u64::from(image.height));
        let larger = |a: &Self, b: &Self| size(a).partial_cmp(&size(b)).unwrap_or(std::cmp::Ordering::Equal);
        let main = large.into_iter().max_by(larger).ok_or(Trouble::NoImage)?;
        if main.area() < MAIN_SHARE * total || (count > 1 && main.is_strip()) {
            return Err(Trouble::UnsupportedEncoding("a page of many parts"));
        }
        if !main.place.is_straight(main.width, main.height) {
            return Err(Trouble::UnsupportedEncoding("a picture drawn aslant or stretched"));
        }
        let shown = page.intersected_crop_box();
        if main.place.share_within([shown.x0, shown.y0, shown.x1, shown.y1]) < SHOWN_SHARE {
            return Err(Trouble::UnsupportedEncoding("a page that shows its picture in part"));
        }
        Ok((main, count))
    }

    fn area(&self) -> f64 {
        self.place.area()
    }

    /// Whether no document has so long a shape.
    fn is_strip(&self) -> bool {
        let (long, short) = (self.width.max(self.height), self.width.min(self.height));
        f64::from(long) >= STRIP_ASPECT * f64::from(short)
    }

    fn new(stream: Stream<'a>, place: Matrix) -> Option<Self> {
        let side = |long: &str, short: &str| stream.dict().get::<u32>(long).or_else(|| stream.dict().get(short));
        let (width, height) = (side("Width", "W")?, side("Height", "H")?);
        let mask = stream.dict().get::<bool>("ImageMask") == Some(true);
        (!mask).then_some(Self { stream, width, height, place })
    }
}

/// The page's content streams (§7.8.2), joined.
fn content(page: &Page<'_>, allowance: &Allowance) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let mut add = |stream: &Stream<'_>| {
        if let Decoded::Bytes(part) = allowance.decode(stream)? {
            bytes.extend_from_slice(&part);
            // Operators never reach across two streams.
            bytes.push(b'\n');
        }
        Ok(())
    };
    match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => add(&stream)?,
        Some(Object::Array(parts)) => {
            parts.iter::<Object<'_>>().filter_map(Object::into_stream).try_for_each(|part| add(&part))?;
        }
        _ => {}
    }
    Ok(bytes)
}

struct Walk<'a, 'b> {
    allowance: &'b Allowance,
    images: Vec<Image<'a>>,
    /// Area of the largest picture that is written into the content itself (§8.9.7).
    inline: f64,
    /// Pictures and forms that may still be followed.
    left: usize,
}

impl<'a> Walk<'a, '_> {
    fn follow(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        place: Matrix,
        depth: usize,
    ) -> Result<(), Trouble> {
        let mut place = place;
        let mut saved = Vec::new();
        let mut operations = TypedIter::new(content);
        while let Some(operation) = operations.next() {
            match operation {
                TypedInstruction::SaveState(_) if saved.len() < STATES => saved.push(place),
                TypedInstruction::RestoreState(_) => place = saved.pop().unwrap_or(place),
                TypedInstruction::Transform(change) => {
                    let numbers = [&change.0, &change.1, &change.2, &change.3, &change.4, &change.5];
                    place = Matrix::new(numbers.map(|number| number.as_f64())).then(place);
                }
                TypedInstruction::InlineImage(_) => self.inline = self.inline.max(place.area()),
                TypedInstruction::XObject(drawn) => {
                    self.left = self.left.checked_sub(1).ok_or(Trouble::DecoderLimit("number of pictures"))?;
                    if let Some(stream) = resources.get_x_object(drawn.0) {
                        self.draw(stream, resources, place, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn draw(
        &mut self,
        stream: Stream<'a>,
        resources: &Resources<'a>,
        place: Matrix,
        depth: usize,
    ) -> Result<(), Trouble> {
        let subtype = stream.dict().get::<Name<'_>>("Subtype");
        match subtype.as_ref().map(|subtype| subtype.as_ref()) {
            Some(b"Image") => {
                let image = Image::new(stream, place);
                let known = |image: &Image<'_>| {
                    let same = |other: &Image<'_>| std::ptr::eq(&*other.stream.raw_data(), &*image.stream.raw_data());
                    self.images.iter().any(|other| other.place == place && same(other))
                };
                self.images.extend(image.filter(|image| place.area() > 0.0 && !known(image)));
            }
            Some(b"Form") if depth > 0 => {
                // A form without resources of its own draws with those of its page (§8.10.1).
                let own = stream.dict().get::<Dict<'_>>("Resources").map(Resources::new);
                let matrix = stream.dict().get::<Array<'_>>("Matrix").and_then(matrix).unwrap_or(Matrix::IDENTITY);
                if let Decoded::Bytes(content) = self.allowance.decode(&stream)? {
                    self.follow(&content, own.as_ref().unwrap_or(resources), matrix.then(place), depth - 1)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn matrix(array: Array<'_>) -> Option<Matrix> {
    let numbers: Vec<f64> = array.iter::<Number>().take(6).map(|number| number.as_f64()).collect();
    numbers.first_chunk().copied().map(Matrix::new)
}
