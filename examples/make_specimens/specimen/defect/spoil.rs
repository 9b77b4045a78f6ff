//! How each defect changes the plan of a picture.

use super::super::camera::{Camera, Fill};
use super::super::clutter::{self, Thing};
use super::super::light::{Glare, Shadow, Target};
use super::super::page::PITCH;
use super::super::photocopy::Photocopy;
use super::super::plan::{Plan, Setting};
use super::super::random::Random;
use super::super::screen::Display;
use super::super::surface::Surface;
use super::super::tone::srgb;
use super::{Defect, DefectKind, REFUSED};

/// Pixels a machine-readable character in pictures that are compressed too much.
const COMPRESSED_PITCH: f32 = 17.0;

impl DefectKind {
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
