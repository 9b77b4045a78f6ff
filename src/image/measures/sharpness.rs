//! Blur of print, and which way a camera moved.
//!
//! A lens out of focus widens print in all directions alike, a moving camera along its path. The width is the deviation of the
//! blur, not of a slope or a spectrum, so it does not move with exposure, contrast, grain or the amount of text. A small network
//! estimates it from patches of print together; `models/blur.md` tells how it was made and how well it does.

use super::patch::Patch;
use crate::model::{Features, Model};
use std::sync::LazyLock;

/// How blurred print is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sharpness {
    /// Deviation of the blur in pixels in the direction in which it is least.
    pub sigma: f32,
    /// The same in the direction in which it is most.
    pub widest: f32,
    /// Direction in which it is most, in degrees from the x axis towards the y axis, 0 to 180.
    pub direction: f32,
}

/// What the network takes the logarithm of is larger by so many pixels.
const OFFSET: f32 = 0.3;
/// What every patch's deviation is larger by where it is made 1, in steps of 255: grain alone is no print.
const FAINT: f32 = 2.0;
/// Patches of less contrast, in steps of 255, hold no print.
const BLANK: f32 = 1.0;

/// Deviation, in pixels of a patch, from which a blur may be a path too long to be seen in it.
const SMEARED: f32 = 2.5;
/// From this evenness on it is not known to be a movement, and from this one on it is known to be a lens.
const UNEVEN: f32 = 0.6;
const EVEN: f32 = 0.995;
/// How much larger a part of the page the patches for such paths show, each way, and the evenness from which they show none.
const COARSE: usize = 3;
const COARSE_UNEVEN: f32 = 0.75;

/// The file is part of the program: a test reads it.
static MODEL: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../models/blur.safetensors")).ok());

impl Sharpness {
    /// Of the patches that `print` cuts, each of whose pixels is so many of the picture's, in pixels of the picture.
    ///
    /// The path of a long movement shows only in patches that hold more of the page.
    pub(super) fn of_steps(step: usize, print: impl Fn(usize) -> Vec<Patch>) -> Option<Self> {
        let found = Self::of(&print(step))?;
        let smeared = found.widest > SMEARED && (UNEVEN..EVEN).contains(&found.evenness());
        let coarse = if smeared { Self::of(&print(COARSE * step)) } else { None };
        let coarse = coarse.filter(|coarse| coarse.evenness() < COARSE_UNEVEN);
        Some(coarse.map_or(found.scaled(step as f32), |coarse| coarse.scaled((COARSE * step) as f32)))
    }

    /// The narrower of both widths as a part of the wider one: 1 for a lens out of focus, near 0 for a movement.
    #[must_use]
    pub fn evenness(&self) -> f32 {
        self.sigma / self.widest.max(f32::MIN_POSITIVE)
    }

    /// Of patches of print cut from one picture; `None` where there is no print.
    fn of(patches: &[Patch]) -> Option<Self> {
        let model = MODEL.as_ref()?;
        let each: Vec<Features> = patches.iter().filter_map(|patch| look(model, patch)).collect();
        if each.is_empty() {
            return None;
        }
        let channels = each.first()?.shape()[0];
        let values =
            (0..channels).flat_map(|channel| each.iter().flat_map(move |one| one.plane(channel).iter().copied()));
        let together = Features::new([channels, 1, each.len()], values.collect()).pooled();
        let said = together.convolved(model.layer("f")?, 1, 1).rectified().convolved(model.layer("g")?, 1, 1);
        let number = |channel: usize| said.plane(channel).first().copied();
        let (narrow, along, across) = (number(0)?, number(1)?, number(2)?);
        let sigma = (narrow.exp() - OFFSET).max(0.0);
        let extra = along.hypot(across).exp_m1();
        Some(Self {
            sigma,
            widest: sigma.hypot(extra),
            direction: (across.atan2(along).to_degrees() / 2.0).rem_euclid(180.0),
        })
    }

    /// The same in pixels of a picture whose pixels are smaller by this factor.
    #[must_use]
    pub fn scaled(self, factor: f32) -> Self {
        Self { sigma: self.sigma * factor, widest: self.widest * factor, ..self }
    }

    /// Length of the camera's path while the picture was taken, in pixels: a box of length `l` has the variance `l² / 12`.
    #[must_use]
    pub fn motion(&self) -> f32 {
        (12.0 * (self.widest * self.widest - self.sigma * self.sigma)).max(0.0).sqrt()
    }
}

/// What one patch shows; `None` where it is blank.
fn look(model: &Model, patch: &Patch) -> Option<Features> {
    let inner = Patch::INNER;
    let rows = patch.pixels.chunks_exact(patch.side).skip(Patch::MARGIN).take(inner);
    let mut values: Vec<f32> =
        rows.flat_map(|row| row.get(Patch::MARGIN..Patch::MARGIN + inner).unwrap_or_default()).copied().collect();
    let count = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / count;
    let deviation = (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / count).sqrt();
    if deviation < BLANK {
        return None;
    }
    values.iter_mut().for_each(|value| *value = (*value - mean) / (deviation + FAINT));
    let mut features = Features::new([1, inner, inner], values);
    for name in ["a", "b", "c", "d"] {
        features = features.convolved(model.layer(name)?, 2, 1).rectified();
    }
    Some(features.pooled().convolved(model.layer("e")?, 1, 1).rectified())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::page::{PRINT_SIDE, Page};
    use crate::image::{Budget, Plane, upright_luma};

    fn passport() -> Plane {
        upright_luma(include_bytes!("../../../fixtures/images/passport.jpg"), 1, &Budget::default()).unwrap()
    }

    /// Patches of the middle of the page, each pixel the mean of those `path` away on either side of it.
    fn moved(path: [isize; 2]) -> Vec<Patch> {
        let luma = passport();
        let page = Page::find(&luma.within(PRINT_SIDE), None).unwrap();
        let map = page.map(luma.width() as f32, luma.height() as f32).unwrap();
        let (width, height) = (luma.width().cast_signed(), luma.height().cast_signed());
        let reach = path[0].abs().max(path[1].abs());
        let pixel = |at: isize| {
            let (x, y) = (at % width, at / width);
            let places = (-reach..=reach).map(|step| {
                let place = |at: isize, along: isize, end: isize| (at + along * step / reach.max(1)).clamp(0, end - 1);
                u32::from(luma.at(place(x, path[0], width) as usize, place(y, path[1], height) as usize))
            });
            (places.sum::<u32>() / (2 * reach as u32 + 1)) as u8
        };
        let blurred = Plane::from_parts(luma.width(), luma.height(), (0..width * height).map(pixel).collect());
        let places = (1..5).flat_map(|row| (3..8).map(move |column| [column as f32 / 9.0, row as f32 / 6.0]));
        places.map(|place| Patch::cut(&blurred, map.apply(place), 1)).collect()
    }

    #[test]
    fn a_movement_and_its_direction_are_seen() {
        let still = Sharpness::of(&moved([0, 0])).unwrap();
        assert!(still.widest < 1.3, "{still:?}");
        for (path, direction) in [([7, 0], 0.0_f32), ([0, 7], 90.0), ([6, 6], 45.0), ([6, -6], 135.0)] {
            let seen = Sharpness::of(&moved(path)).unwrap();
            let length = 2.0 * (path[0] as f32).hypot(path[1] as f32) + 1.0;
            let apart = (seen.direction - direction).abs();
            assert!((seen.motion() / length).ln().abs() < 0.7, "{path:?}: {seen:?} is {}", seen.motion());
            assert!(apart.min(180.0 - apart) < 12.0 && seen.sigma < 1.6, "{path:?}: {seen:?}");
        }
    }

    #[test]
    fn light_does_not_matter() {
        let dim =
            |patch: &Patch| Patch { pixels: patch.pixels.iter().map(|value| 10.0 + value * 0.3).collect(), ..*patch };
        let patches = moved([4, 0]);
        let (bright, dark) =
            (Sharpness::of(&patches).unwrap(), Sharpness::of(&patches.iter().map(dim).collect::<Vec<_>>()).unwrap());
        assert!((bright.widest / dark.widest).ln().abs() < 0.5, "{bright:?} {dark:?}");
    }

    #[test]
    fn a_blank_picture_tells_nothing() {
        let blank = Plane::from_parts(400, 400, vec![128; 160_000]);
        assert_eq!(Sharpness::of(&[Patch::cut(&blank, [200.0, 200.0], 1)]), None);
        assert_eq!(Sharpness::of(&[]), None);
    }
}
