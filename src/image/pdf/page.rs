//! A page's pictures.

use crate::image::trouble::Trouble;
use hayro_syntax::object::{Dict, Name, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::HashSet;

/// The largest picture must hold this share of the page's picture pixels; below, the page is put together from parts
/// (strips, tiles) and no part stands for the document. A front and a back side on one page pass.
const MAIN_SHARE: f64 = 0.4;

/// Forms nested in forms.
const FORM_DEPTH: usize = 4;

/// Pictures and forms looked at on one page.
const XOBJECTS: usize = 256;

/// A picture of a page.
#[derive(Debug)]
pub struct Image<'a> {
    /// Its dictionary and samples (ISO 32000-1 §8.9.5).
    pub stream: Stream<'a>,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl<'a> Image<'a> {
    /// The one picture that a scanned page consists of.
    ///
    /// # Errors
    /// [`Trouble::NoImage`], or [`Trouble::UnsupportedEncoding`] for a page of many pictures.
    pub fn main(page: &Page<'a>) -> Result<Self, Trouble> {
        let images = Self::all(page);
        let total: u64 = images.iter().map(Self::pixels).fold(0, u64::saturating_add);
        let largest = images.into_iter().max_by_key(Self::pixels).ok_or(Trouble::NoImage)?;
        if (largest.pixels() as f64) < MAIN_SHARE * total as f64 {
            return Err(Trouble::UnsupportedEncoding("a page put together from many pictures"));
        }
        Ok(largest)
    }

    /// The pictures among the page's resources, those inside its forms included.
    fn all(page: &Page<'a>) -> Vec<Self> {
        let mut images = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![(page.resources().x_objects.clone(), FORM_DEPTH)];
        while let Some((xobjects, depth)) = open.pop() {
            let mut names: Vec<_> = xobjects.keys().collect();
            names.sort_by(|a, b| a.as_ref().cmp(b.as_ref()));
            for name in names {
                // Without a reference there is no stream.
                let Some(reference) = xobjects.get_ref(&*name) else { continue };
                if seen.len() >= XOBJECTS || !seen.insert(reference) {
                    continue;
                }
                let Some(stream) = xobjects.get::<Stream<'_>>(&*name) else { continue };
                let subtype = stream.dict().get::<Name<'_>>("Subtype");
                match subtype.as_ref().map(|subtype| subtype.as_ref()) {
                    Some(b"Image") => images.extend(Self::new(stream)),
                    Some(b"Form") if depth > 0 => {
                        let inner = stream.dict().get::<Dict<'_>>("Resources");
                        open.extend(inner.map(|inner| (Resources::new(inner).x_objects, depth - 1)));
                    }
                    _ => {}
                }
            }
        }
        images
    }

    fn new(stream: Stream<'a>) -> Option<Self> {
        let side = |long: &str, short: &str| stream.dict().get::<u32>(long).or_else(|| stream.dict().get(short));
        let (width, height) = (side("Width", "W")?, side("Height", "H")?);
        let mask = stream.dict().get::<bool>("ImageMask") == Some(true);
        (!mask).then_some(Self { stream, width, height })
    }

    fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}
