//! Everything about one picture that its seed decides.

use super::camera::{Fill, Pose};
use super::clutter::{self, Thing};
use super::light::{Glare, Lamp, Shadow, Target};
use super::page::PageKind;
use super::photocopy::Photocopy;
use super::random::Random;
use super::screen::Display;
use super::sensor::Sensor;
use super::sheet::Bounds;
use super::surface::Surface;

/// What surrounds the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Desk,
    /// A flatbed scanner whose lid shows around the page.
    Scan,
    /// The page is the whole picture.
    Whole,
    /// A copy on a larger sheet of paper on a desk.
    Reprint,
}

/// One picture.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kind: PageKind,
    pub setting: Setting,
    /// Width and height of the upright picture in pixels.
    pub frame: [usize; 2],
    pub pose: Pose,
    pub surface: Surface,
    pub things: Vec<Thing>,
    pub fingers: bool,
    /// Direction towards the light.
    pub from: [f32; 2],
    pub lamp: Lamp,
    pub shadow: Option<Shadow>,
    pub glare: Option<Glare>,
    /// Deviation of the lens's own blur in pixels.
    pub softness: f32,
    /// Radius of the disc of a point out of focus, as a part of a machine-readable character's width.
    pub defocus: f32,
    /// Length, in the same unit, and direction of a movement.
    pub motion: [f32; 2],
    /// Light of the paper after metering; 1 is the sensor's white.
    pub white: f32,
    pub sensor: Sensor,
    /// Sharpening by the camera; see [`super::processing::sharpen`].
    pub sharpening: f32,
    pub quality: u8,
    /// EXIF orientation of the stored pixels.
    pub orientation: u8,
    pub photocopy: Option<Photocopy>,
    pub display: Option<Display>,
    /// Whether there is a document at all.
    pub page: bool,
}

/// Fewest pixels a machine-readable character of a clean picture, where the asked long side allows it: what readers of documents
/// ask for is 15, and a tilt takes some.
const LEAST_PITCH: f32 = 16.5;

impl Plan {
    /// A clean picture.
    pub fn clean(seed: u64, long_side: Option<usize>) -> Self {
        let mut random = Random::new(seed, 2);
        let kind = random.pick(PageKind::ALL);
        let setting = match random.below(12) {
            0..9 => Setting::Desk,
            9 | 10 => Setting::Scan,
            _ => Setting::Whole,
        };
        let long = long_side
            .unwrap_or_else(|| random.pick([1200, 1400, 1600, 1600, 1600, 1800, 2048, 2048, 2592, 3264, 4032]));
        let (frame, fill) = framing(&mut random, kind, setting, long);
        let scanned = setting != Setting::Desk;
        let angle = random.between(0.0, std::f32::consts::TAU);
        let rotation = random.normal() * 2.5;
        let mut plan = Self {
            kind,
            setting,
            frame,
            pose: Pose {
                rotation: if scanned { random.between(-1.5, 1.5) } else { rotation.clamp(-7.0, 7.0) },
                tilt: if scanned { [0.0; 2] } else { tilt(&mut random) },
                fill,
                center: [0.5 + random.between(-0.5, 0.5) * slack(fill), 0.5 + random.between(-0.03, 0.03)],
                focal: random.between(0.7, 1.1),
                beyond: [0.0; 4],
            },
            surface: if scanned { Surface::lid(&mut random) } else { Surface::new(&mut random) },
            things: Vec::new(),
            fingers: !scanned && random.chance(0.2),
            from: [angle.cos(), angle.sin()],
            lamp: Lamp {
                gradient: if scanned { [0.0; 2] } else { [random.normal() * 0.18, random.normal() * 0.18] },
                near: if scanned { 0.0 } else { random.between(0.0, 0.35) },
                tint: if scanned { [1.0; 3] } else { [random.between(0.9, 1.12), 1.0, random.between(0.78, 1.12)] },
                vignette: if scanned { 0.0 } else { random.between(0.05, 0.4) },
            },
            shadow: None,
            glare: None,
            softness: random.between(0.4, 0.8),
            defocus: 0.0,
            motion: [0.0; 2],
            white: if scanned { random.between(0.75, 0.92) } else { random.between(0.5, 0.86) },
            sensor: Sensor {
                stops: 0.0,
                veil: random.between(0.0, 0.02),
                veil_color: [0.6; 3],
                read: random.between(0.001, 0.004),
                shot: random.between(0.004, 0.018),
            },
            sharpening: if !scanned && random.chance(0.5) { random.between(0.05, 0.3) } else { 0.0 },
            quality: 75 + random.below(21) as u8,
            orientation: if scanned || random.chance(0.8) { 1 } else { random.pick([3, 6, 8, 6]) },
            photocopy: None,
            display: None,
            page: true,
        };
        if setting == Setting::Desk && random.chance(0.5) {
            let count = 1 + random.below(4);
            plan.things = clutter::around(&mut random, plan.area(), count);
        }
        if setting == Setting::Desk {
            plan.soften_light(&mut random);
        }
        plan
    }

    /// What good photos have of shadows and sheen.
    fn soften_light(&mut self, random: &mut Random) {
        if random.chance(0.3) {
            self.shadow = Some(Shadow {
                part: random.between(0.1, 0.6),
                left: random.between(0.72, 0.93),
                soft: random.between(8.0, 40.0),
                angle: random.between(0.0, std::f32::consts::TAU),
                wave: random.between(0.0, 20.0),
            });
        }
        if random.chance(0.2) {
            self.white = self.white.min(0.72);
            self.glare = Some(Glare {
                target: random.pick([Target::Text, Target::Portrait, Target::Blank]),
                part: random.between(0.02, 0.2),
                peak: random.between(0.02, 0.08),
                long: random.between(1.0, 4.0),
                angle: random.between(0.0, std::f32::consts::PI),
                soft: random.between(0.5, 1.0),
                square: random.chance(0.3),
            });
        }
    }

    /// The judged page on its sheet in millimetres.
    pub fn area(&self) -> Bounds {
        let ([width, height], [_, all]) = (self.kind.size(), self.kind.sheet_size());
        [0.0, all - height, width, all]
    }
}

fn tilt(random: &mut Random) -> [f32; 2] {
    let angle = random.between(0.0, 12.0) * random.unit().sqrt();
    let direction = random.between(0.0, std::f32::consts::TAU);
    [angle * direction.cos(), angle * direction.sin()]
}

fn slack(fill: Fill) -> f32 {
    match fill {
        Fill::Width(part) => (0.96 - part).max(0.0) * 0.8,
        _ => 0.0,
    }
}

/// The picture's size and the page's part of it.
fn framing(random: &mut Random, kind: PageKind, setting: Setting, long: usize) -> ([usize; 2], Fill) {
    let [width, height] = kind.size();
    if setting == Setting::Whole {
        return ([long, (long as f32 * height / width).round() as usize], Fill::Whole);
    }
    let aspect = random.pick([4.0 / 3.0, 4.0 / 3.0, 4.0 / 3.0, 1.5, 16.0 / 9.0]);
    let short = (long as f32 / aspect).round() as usize;
    let least = |side: usize| LEAST_PITCH / 2.54 * width / side as f32;
    if random.chance(0.3) && least(short) < 0.9 {
        ([short, long], Fill::Width(random.between(least(short).max(0.72), 0.94)))
    } else {
        ([long, short], Fill::Width(random.between(least(long).clamp(0.5, 0.9), 0.93)))
    }
}
