//! What goes wrong with pictures, and how badly.

mod spoil;

use super::light::Target;
use super::sheet::Bounds;
use serde::Serialize;

/// A sort of defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefectKind {
    DefocusBlur,
    MotionBlur,
    Glare,
    UnderExposed,
    OverExposed,
    LowContrast,
    Shadow,
    Noise,
    Compression,
    LowResolution,
    Rotated,
    Perspective,
    Cropped,
    SmallInFrame,
    ScreenPhoto,
    Photocopy,
    NoDocument,
}

/// Strength from which a picture must be refused.
pub const REFUSED: f32 = 0.5;

/// Part of the page that a reflection over blank paper must take before the picture must be refused.
const BLANK_REFUSED: f32 = 0.05;

/// What was done to a picture.
#[derive(Clone, Debug, Serialize)]
pub struct Defect {
    pub kind: DefectKind,
    /// 0 barely visible, [`REFUSED`] and above must be refused, 1 extreme.
    pub strength: f32,
    /// The strength as a physical amount; its unit is that of [`DefectKind::unit`].
    pub amount: f32,
    pub unit: &'static str,
    pub refuse: bool,
    /// What a reflection lies over.
    pub over: Option<Target>,
    /// The box around a reflection as left, top, right and bottom in fractions of the page.
    pub region: Option<Bounds>,
}

impl DefectKind {
    pub const ALL: [Self; 17] = [
        Self::DefocusBlur,
        Self::MotionBlur,
        Self::Glare,
        Self::UnderExposed,
        Self::OverExposed,
        Self::LowContrast,
        Self::Shadow,
        Self::Noise,
        Self::Compression,
        Self::LowResolution,
        Self::Rotated,
        Self::Perspective,
        Self::Cropped,
        Self::SmallInFrame,
        Self::ScreenPhoto,
        Self::Photocopy,
        Self::NoDocument,
    ];

    /// The name used in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::DefocusBlur => "defocus-blur",
            Self::MotionBlur => "motion-blur",
            Self::Glare => "glare",
            Self::UnderExposed => "under-exposed",
            Self::OverExposed => "over-exposed",
            Self::LowContrast => "low-contrast",
            Self::Shadow => "shadow",
            Self::Noise => "noise",
            Self::Compression => "compression",
            Self::LowResolution => "low-resolution",
            Self::Rotated => "rotated",
            Self::Perspective => "perspective",
            Self::Cropped => "cropped",
            Self::SmallInFrame => "small-in-frame",
            Self::ScreenPhoto => "screen-photo",
            Self::Photocopy => "photocopy",
            Self::NoDocument => "no-document",
        }
    }

    /// What the amounts of [`Self::amount`] mean.
    fn unit(self) -> &'static str {
        self.scale().0
    }

    /// Unit, and the amounts at strength 0, at [`REFUSED`] and at 1.
    fn scale(self) -> (&'static str, [f32; 3]) {
        match self {
            Self::DefocusBlur => ("disc radius / character pitch", [0.03, 0.20, 0.70]),
            Self::MotionBlur => ("length / character pitch", [0.08, 0.45, 1.60]),
            Self::Glare => ("part of the page", [0.003, 0.02, 0.12]),
            Self::UnderExposed => ("stops", [-0.8, -3.0, -5.5]),
            Self::OverExposed => ("stops", [0.3, 1.6, 3.5]),
            Self::LowContrast => ("part of stray light", [0.06, 0.60, 0.93]),
            Self::Shadow => ("light left", [0.65, 0.12, 0.02]),
            Self::Noise => ("deviation at white", [0.03, 0.22, 0.80]),
            Self::Compression => ("JPEG quality", [60.0, 10.0, 2.0]),
            Self::LowResolution => ("pixels a character", [17.0, 8.0, 3.0]),
            Self::Rotated => ("degrees", [7.0, 20.0, 180.0]),
            Self::Perspective => ("degrees of tilt", [13.0, 30.0, 52.0]),
            Self::Cropped => ("part beyond the edge", [0.006, 0.06, 0.35]),
            Self::SmallInFrame => ("part of the picture's area", [0.28, 0.11, 0.02]),
            Self::ScreenPhoto => ("depth of the sub-pixel grid", [0.1, 0.55, 1.0]),
            Self::Photocopy => ("part of the colour lost", [0.35, 1.0, 1.0]),
            Self::NoDocument => ("none", [1.0, 1.0, 1.0]),
        }
    }

    pub fn amount(self, strength: f32) -> f32 {
        let [low, middle, high] = self.scale().1;
        let (from, to, share) = if strength < REFUSED {
            (low, middle, strength / REFUSED)
        } else {
            (middle, high, (strength - REFUSED) / (1.0 - REFUSED))
        };
        // Amounts of one sign grow by factors, as senses judge them.
        if from * to > 0.0 { from * (to / from).powf(share) } else { from + (to - from) * share }
    }
}

impl Defect {
    /// Records what a reflection lies over; blank paper may be washed out to some extent.
    pub fn lies_over(&mut self, target: Target, region: Bounds) {
        (self.over, self.region) = (Some(target), Some(region));
        if target == Target::Blank {
            self.refuse = self.refuse && self.amount >= BLANK_REFUSED;
        }
    }
}
