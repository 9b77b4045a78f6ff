//! What goes wrong with pictures, and how badly.

use super::camera::{Camera, Fill};
use super::clutter::{self, Thing};
use super::light::{Glare, Shadow, Target};
use super::page::PITCH;
use super::photocopy::Photocopy;
use super::plan::{Plan, Setting};
use super::random::Random;
use super::screen::Display;
use super::sheet::Bounds;
use super::surface::Surface;
use super::tone::srgb;
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

/// Pixels a machine-readable character in pictures that are compressed too much.
const COMPRESSED_PITCH: f32 = 15.0;

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
            Self::LowResolution => ("pixels a character", [13.0, 6.5, 3.0]),
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

    /// Spoils a plan.
    pub fn apply(self, plan: &mut Plan, strength: f32, random: &mut Random) -> Defect {
        let strength = strength.clamp(0.0, 1.0);
        let mut amount = self.amount(strength);
        let free = plan.setting == Setting::Desk;
        match self {
            Self::DefocusBlur => plan.defocus = amount,
            Self::MotionBlur => {
                on_desk(plan, random);
                plan.motion = [amount, random.between(0.0, std::f32::consts::PI)];
            }
            Self::Glare => {
                on_desk(plan, random);
                plan.glare = Some(glare(amount, strength, random));
            }
            Self::UnderExposed | Self::OverExposed => plan.sensor.stops = amount,
            Self::LowContrast => {
                plan.sensor.veil = amount;
                plan.sensor.veil_color = [random.between(0.55, 0.75), 0.65, random.between(0.55, 0.8)];
            }
            Self::Shadow => {
                on_desk(plan, random);
                plan.shadow = Some(Shadow {
                    part: random.between(0.2, 0.6),
                    left: amount,
                    soft: if random.chance(0.5) { random.between(0.3, 2.0) } else { random.between(4.0, 14.0) },
                    angle: random.between(0.0, std::f32::consts::TAU),
                    wave: if random.chance(0.5) { random.between(5.0, 30.0) } else { 0.0 },
                });
            }
            Self::Noise => {
                on_desk(plan, random);
                plan.sensor.shot = amount * 0.8;
                plan.sensor.read = amount * 0.25;
            }
            Self::Compression => {
                plan.quality = amount.round() as u8;
                // More pixels than print needs would hide the loss.
                resize(plan, COMPRESSED_PITCH);
            }
            Self::LowResolution => resize(plan, amount),
            Self::Rotated => {
                let right = random.pick([90.0, 180.0, 270.0]);
                if strength >= REFUSED && random.chance(0.5) {
                    amount = right + random.between(-4.0, 4.0);
                }
                on_desk(plan, random);
                plan.pose.rotation = amount * random.sign();
                plan.pose.center = [0.5; 2];
            }
            Self::Perspective => {
                on_desk(plan, random);
                let lean = random.between(-0.25, 0.25) * amount;
                let angle = amount * random.sign();
                plan.pose.tilt = if random.chance(0.5) { [angle, lean] } else { [lean, angle] };
                plan.pose.center = [0.5; 2];
            }
            Self::Cropped => {
                on_desk(plan, random);
                let mut sides = [0.0; 4];
                let first = random.below(4);
                sides[first] = amount;
                if random.chance(0.35) {
                    sides[(first + 1) % 4] = amount * random.between(0.3, 1.0);
                }
                plan.pose.beyond = sides;
            }
            Self::SmallInFrame => {
                on_desk(plan, random);
                plan.pose.fill = Fill::Area(amount);
                plan.pose.center = [random.between(0.35, 0.65), random.between(0.4, 0.6)];
            }
            Self::ScreenPhoto => {
                on_desk(plan, random);
                let bezel = strength >= 0.4 && random.chance(0.5);
                plan.display = Some(Display { coarse: random.between(0.7, 2.6), grid: amount, bezel });
                plan.fingers = false;
                plan.things.clear();
                if bezel {
                    plan.pose.fill = Fill::Width(0.62);
                    plan.pose.center = [0.5; 2];
                }
            }
            Self::Photocopy => {
                plan.photocopy = Some(Photocopy {
                    grey: amount,
                    contrast: 1.2 + 2.4 * strength * random.between(0.7, 1.3),
                    grain: 0.1 + 0.5 * strength,
                });
                if free && random.chance(0.7) {
                    plan.setting = Setting::Reprint;
                    plan.fingers = false;
                }
            }
            Self::NoDocument => no_document(plan, random),
        }
        Defect {
            kind: self,
            strength,
            amount,
            unit: self.unit(),
            refuse: strength >= REFUSED || self == Self::NoDocument,
            over: None,
            region: None,
        }
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

/// Scans that fill the picture cannot be turned or cut; the page is photographed instead.
fn on_desk(plan: &mut Plan, random: &mut Random) {
    if plan.setting != Setting::Desk {
        plan.setting = Setting::Desk;
        plan.surface = Surface::new(random);
        plan.pose.fill = Fill::Width(random.between(0.6, 0.85));
        plan.pose.tilt = [0; 2].map(|_| random.between(-5.0, 5.0));
        plan.lamp.gradient = [0; 2].map(|_| random.normal() * 0.15);
        plan.white = plan.white.min(0.85);
        let long = plan.frame[0].max(plan.frame[1]);
        plan.frame = [long, long * 3 / 4];
    }
}

/// Makes the picture so small, or so large, that a character is `pitch` pixels wide.
fn resize(plan: &mut Plan, pitch: f32) {
    let area = plan.area();
    let camera = Camera::aim(&plan.pose, plan.frame, area);
    let middle = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
    let factor = pitch / (camera.density_across(middle) * PITCH);
    plan.frame = plan.frame.map(|side| ((side as f32 * factor).round() as usize).max(64));
}

/// Below [`REFUSED`] what is printed stays readable: only blank paper is washed out.
fn glare(part: f32, strength: f32, random: &mut Random) -> Glare {
    let target = random.pick([Target::Mrz, Target::Portrait, Target::Number, Target::Text, Target::Blank]);
    let faint = strength < REFUSED && target != Target::Blank;
    let peak = if faint { 0.08 + 0.35 * strength } else { 0.6 + 4.0 * strength };
    Glare {
        target,
        part,
        peak: peak * random.between(0.9, 1.5),
        long: random.between(1.0, 4.0),
        angle: random.between(0.0, std::f32::consts::PI),
        soft: random.between(0.15, 0.9),
        square: random.chance(0.25),
    }
}

/// A picture of anything but a document.
fn no_document(plan: &mut Plan, random: &mut Random) {
    plan.page = false;
    on_desk(plan, random);
    plan.fingers = false;
    plan.pose.tilt = [random.between(-25.0, 25.0), random.between(-15.0, 15.0)];
    plan.pose.fill = Fill::Width(random.between(0.4, 0.8));
    plan.surface = Surface::new(random);
    let area = plan.area();
    let middle = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
    match random.below(6) {
        0 => plan.things.clear(),
        1 => {
            // A blank sheet, a notebook page or a card without print.
            let size = random.pick([[210.0, 297.0], [148.0, 105.0], [125.0, 88.0], [85.6, 54.0]]);
            plan.things = vec![Thing::paper(middle, size, random.between(-0.2, 0.2), srgb(0xF2F2EE))];
        }
        2 => {
            // Whatever a room is, far out of focus.
            plan.things = clutter::scattered(random, area, 6);
            plan.defocus = random.between(3.0, 8.0);
        }
        _ => {
            let count = 1 + random.below(9);
            plan.things = clutter::scattered(random, area, count);
        }
    }
}
