//! Why a zone that is there cannot be read.

use super::Zone;
use crate::image::measures::{Measures, Region};

/// A zone whose characters are less likely than this, in the mean, is not read.
const LEGIBLE: f32 = 0.8;
/// Fewest pixels a character, and the deviation of a blur in characters, up to which zones are read; where every check digit holds
/// without a repair, fewer will do for what they cover, for what is read by chance has them wrong.
const FEW_PIXELS: f32 = 5.6;
const FEWEST_PIXELS: f32 = 4.8;
const BLURRED: f32 = 0.125;
/// How far lines may reach beyond the picture, in characters: their ends are not known better.
const BEYOND: f32 = 1.5;

/// Why a zone that is there cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Illegible {
    /// Right and left are exchanged.
    Mirrored,
    /// Part of it lies outside of the picture, or is covered.
    Cut,
    /// There are too few pixels a character.
    Small,
    /// A reflection lies over it.
    Glare,
    /// The picture is out of focus or moved.
    Blur,
    /// None of these.
    Unclear,
}

impl Illegible {
    /// Its name in facts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mirrored => "mirrored",
            Self::Cut => "cut",
            Self::Small => "small",
            Self::Glare => "glare",
            Self::Blur => "blur",
            Self::Unclear => "unclear",
        }
    }
}

impl Zone {
    /// With the reason why it cannot be read, where it cannot.
    #[must_use]
    pub fn judged(mut self, measures: &Measures) -> Self {
        let holds = self.text.valid && self.text.repaired.is_empty();
        let enough = if holds { FEWEST_PIXELS } else { FEW_PIXELS };
        let whole = self.beyond <= BEYOND && !self.is_torn && !self.is_mirrored && self.pitch >= enough;
        let legible = whole && self.text.confidence >= LEGIBLE && self.is_read();
        self.illegible = (!legible).then(|| self.hindrance(measures, enough));
        if self.pitch < FEW_PIXELS {
            self.text.doubt_what_has_no_check_digit();
        }
        self
    }

    fn hindrance(&self, measures: &Measures, enough: f32) -> Illegible {
        let middle = self.quad.middle();
        let over = |region: Region| {
            let corners = self.quad.0.iter().chain([&middle]);
            let area = Region::around(self.quad.0);
            corners.copied().any(|corner| region.contains(corner))
                || region.corners().into_iter().any(|corner| area.contains(corner))
        };
        if self.is_mirrored {
            Illegible::Mirrored
        } else if self.pitch < enough {
            Illegible::Small
        } else if self.beyond > BEYOND || self.is_torn {
            Illegible::Cut
        } else if measures.glare_region.is_some_and(over) {
            Illegible::Glare
        } else if measures.blur().is_some_and(|blur| blur > BLURRED) {
            Illegible::Blur
        } else {
            Illegible::Unclear
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::*;
    use crate::image::measures::Sharpness;
    use crate::image::orientation::Orientation;
    use crate::image::page::Quad;
    use crate::image::plane::Plane;

    /// Two lines across the lower half of a picture.
    fn zone(beyond: f32, pitch: f32, confidence: f32) -> Zone {
        let text = Text {
            lines: Vec::new(),
            valid: false,
            repaired: Vec::new(),
            doubtful: Vec::new(),
            confidence,
            likelihood: -0.1,
            strain: 0.0,
        };
        let quad = Quad([[0.05, 0.7], [0.95, 0.7], [0.95, 0.8], [0.05, 0.8]]);
        let (is_torn, is_mirrored) = (false, false);
        Zone { layout: None, quad, beyond, is_torn, is_mirrored, pitch, text, illegible: None }
    }

    fn measures() -> Measures {
        let plain = Plane::from_parts(64, 64, vec![128; 64 * 64]);
        Measures { glare_region: None, sharpness: None, ..Measures::of(&plain, &plain, None, Orientation::default()) }
    }

    #[test]
    fn the_reason_is_the_first_one_that_holds() {
        let calm = measures();
        let why = |zone: Zone, measures: &Measures| zone.judged(measures).illegible;
        assert_eq!(why(zone(1.0, 20.0, 0.9), &calm), None);
        assert_eq!(why(zone(0.0, 20.0, 0.5), &calm), Some(Illegible::Unclear));
        // What is outside, or too small, is read by chance, however sure it looks.
        assert_eq!(why(zone(3.0, 20.0, 0.9), &calm), Some(Illegible::Cut));
        assert_eq!(why(zone(3.0, 5.0, 0.9), &calm), Some(Illegible::Small));
        let sound = |pitch, repaired| {
            let zone = zone(0.0, pitch, 0.9);
            Zone { text: Text { valid: true, repaired, ..zone.text }, ..zone }
        };
        assert_eq!(why(sound(5.0, Vec::new()), &calm), None);
        assert_eq!(why(sound(5.0, vec![[1, 3]]), &calm), Some(Illegible::Small));
        assert_eq!(why(sound(4.5, Vec::new()), &calm), Some(Illegible::Small));
        let torn = Zone { is_torn: true, ..zone(0.0, 20.0, 0.9) };
        assert_eq!(why(torn, &calm), Some(Illegible::Cut));
        let mirrored = Zone { is_mirrored: true, ..zone(0.0, 20.0, 0.9) };
        assert_eq!(why(mirrored, &calm), Some(Illegible::Mirrored));
        let spot = |x: f32, y: f32| Some(Region { x, y, width: 0.05, height: 0.02 });
        let glaring = |at| Measures { glare_region: at, ..measures() };
        assert_eq!(why(zone(0.0, 20.0, 0.5), &glaring(spot(0.5, 0.74))), Some(Illegible::Glare));
        assert_eq!(why(zone(0.0, 20.0, 0.5), &glaring(spot(0.5, 0.2))), Some(Illegible::Unclear));
        let blur = Sharpness { sigma: 3.0, widest: 4.0, direction: 0.0 };
        let soft = Measures { sharpness: Some(blur), pitch: 20.0, ..measures() };
        assert_eq!(why(zone(0.0, 20.0, 0.5), &soft), Some(Illegible::Blur));
    }
}
