//! Pages of invented documents.

mod booklet;
mod card;
mod laminate;
mod licence;
mod lines;
mod passport;

use super::background;
use super::mrz;
use super::person::Person;
use super::random::Random;
use super::sheet::{Bounds, Sheet};
pub use lines::PITCH;
use lines::Print;
use serde::Serialize;

/// A sort of document page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// The data page of a passport, 125 x 88 mm.
    Passport,
    /// The same, in a booklet that lies open: the page before it is above.
    OpenPassport,
    /// An identity card's front, 85.6 x 54 mm, without a machine-readable zone.
    CardFront,
    /// An identity card's back with three machine-readable lines.
    CardBack,
    /// A residence permit's front.
    ResidenceCard,
    /// A driving licence's front with numbered fields.
    Licence,
}

/// Parts of a page as left, top, right and bottom in fractions of its width and height.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Parts {
    pub mrz: Option<Bounds>,
    pub portrait: Option<Bounds>,
    pub number: Option<Bounds>,
    pub text: Option<Bounds>,
}

/// A document as it lies on the desk.
pub struct Page {
    /// All that is printed, in a booklet both pages.
    pub sheet: Sheet,
    /// Width and height of the sheet in millimetres.
    pub size: [f32; 2],
    /// The judged page on the sheet in millimetres.
    pub area: Bounds,
    pub parts: Parts,
    /// The machine-readable lines.
    pub mrz: Vec<String>,
    /// Radius of the corners in millimetres.
    pub corner: f32,
    /// Height above the desk in millimetres.
    pub thickness: f32,
}

impl PageKind {
    pub const ALL: [Self; 6] =
        [Self::Passport, Self::OpenPassport, Self::CardFront, Self::CardBack, Self::ResidenceCard, Self::Licence];

    /// Width and height of the judged page in millimetres (ISO/IEC 7810 ID-3 and ID-1).
    pub fn size(self) -> [f32; 2] {
        match self {
            Self::Passport | Self::OpenPassport => [125.0, 88.0],
            _ => [85.6, 54.0],
        }
    }

    /// Size of the whole sheet.
    pub fn sheet_size(self) -> [f32; 2] {
        match self {
            Self::OpenPassport => [125.0, 176.0],
            other => other.size(),
        }
    }

    /// The machine-readable lines of somebody's page.
    fn lines(self, person: &Person) -> Vec<String> {
        match self {
            Self::Passport | Self::OpenPassport => mrz::td3(person),
            Self::CardBack => mrz::td1(person),
            _ => Vec::new(),
        }
    }

    /// Those of the page that a seed draws.
    pub fn lines_of(self, seed: u64) -> Vec<String> {
        self.lines(&Person::new(&mut Random::new(seed, 1)))
    }

    /// Draws a page at `scale` grid points a millimetre.
    pub fn draw(self, seed: u64, scale: f32) -> Page {
        let mut random = Random::new(seed, 1);
        let person = Person::new(&mut random);
        let mrz = self.lines(&person);
        let style = background::Style::new(&mut random);
        let mut print = Print::new(&mut random, person, style);
        let size = self.size();
        let card = !matches!(self, Self::Passport | Self::OpenPassport);
        let (mut sheet, parts) = match self {
            Self::Passport | Self::OpenPassport => passport::draw(&mut print, &mut random, size, scale),
            Self::CardFront | Self::ResidenceCard => {
                card::front(&mut print, &mut random, size, scale, self == Self::ResidenceCard)
            }
            Self::CardBack => card::back(&mut print, &mut random, size, scale),
            Self::Licence => licence::draw(&mut print, &mut random, size, scale),
        };
        laminate::cover(&mut sheet, &mut random, size);
        let parts = parts.fractions(size);
        let (sheet, top) = match self {
            Self::OpenPassport => (booklet::open(&print, &mut random, sheet, size), size[1]),
            _ => (sheet, 0.0),
        };
        Page {
            sheet,
            size: self.sheet_size(),
            area: [0.0, top, size[0], top + size[1]],
            parts,
            mrz,
            corner: if card { 3.2 } else { random.pick([0.0, 2.0, 3.0]) },
            thickness: if card { 0.8 } else { random.between(0.8, 3.0) },
        }
    }
}

impl Parts {
    fn fractions(self, [width, height]: [f32; 2]) -> Self {
        let part = |bounds: Option<Bounds>| {
            bounds.map(|[left, top, right, bottom]| [left / width, top / height, right / width, bottom / height])
        };
        Self { mrz: part(self.mrz), portrait: part(self.portrait), number: part(self.number), text: part(self.text) }
    }
}
