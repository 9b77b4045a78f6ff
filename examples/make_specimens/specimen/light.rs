//! Lamps, shadows and reflections.

use super::camera::Camera;
use super::frame::Frame;
use super::page::Parts;
use super::random::{Random, noise};
use super::sheet::{Bounds, outside};
use super::tone::{Color, luminance, step};
use serde::Serialize;

/// The lamp and the lens's fall of light, over the picture.
#[derive(Clone, Debug)]
pub struct Lamp {
    /// Change of the light over the picture's long side, to the right and downwards.
    pub gradient: [f32; 2],
    /// Fall of a near lamp's light towards the picture's corners.
    pub near: f32,
    pub tint: Color,
    pub vignette: f32,
}

impl Lamp {
    pub fn shine(&self, frame: &mut Frame) {
        let long = frame.width.max(frame.height) as f32;
        let (middle_x, middle_y) = (frame.width as f32 / 2.0, frame.height as f32 / 2.0);
        let width = frame.width;
        for (y, row) in frame.light.chunks_exact_mut(width * 3).enumerate() {
            let v = (y as f32 - middle_y) / long;
            for (x, pixel) in row.chunks_exact_mut(3).enumerate() {
                let u = (x as f32 - middle_x) / long;
                let away = u * u + v * v;
                let light = (1.0 + self.gradient[0] * u + self.gradient[1] * v).max(0.05)
                    * (1.0 - self.near * away)
                    * (1.0 - self.vignette * away * 2.0);
                for (value, tint) in pixel.iter_mut().zip(self.tint) {
                    *value *= light * tint;
                }
            }
        }
    }
}

/// Something between lamp and page.
#[derive(Clone, Debug)]
pub struct Shadow {
    /// Part of the page in the dark.
    pub part: f32,
    /// Light that is left.
    pub left: f32,
    /// Width of the edge in millimetres.
    pub soft: f32,
    /// Direction of the edge in radians.
    pub angle: f32,
    /// Waviness of the edge in millimetres, as of a hand.
    pub wave: f32,
}

impl Shadow {
    pub fn cast(&self, frame: &mut Frame, camera: &Camera, area: Bounds) {
        let [cos, sin] = [self.angle.cos(), self.angle.sin()];
        let side =
            |x: f32, y: f32| x * cos + y * sin + self.wave * (noise((y * cos - x * sin) / 18.0 + 90.0, 7.0) - 0.5);
        let mut places: Vec<f32> = (0..400)
            .map(|at| {
                let [u, v] = [(at % 20) as f32 / 19.0, (at / 20) as f32 / 19.0];
                side(area[0] + u * (area[2] - area[0]), area[1] + v * (area[3] - area[1]))
            })
            .collect();
        places.sort_by(f32::total_cmp);
        let edge = places[((self.part * 400.0) as usize).min(399)];
        for y in 0..frame.height {
            for x in 0..frame.width {
                let Some([u, v]) = camera.unproject(x as f32 + 0.5, y as f32 + 0.5) else { continue };
                let light = self.left + (1.0 - self.left) * step(edge - self.soft, edge + self.soft, side(u, v));
                for value in &mut frame.light[(y * frame.width + x) * 3..][..3] {
                    *value *= light;
                }
            }
        }
    }
}

/// What a reflection lies over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    Mrz,
    Portrait,
    Number,
    Text,
    Blank,
}

/// A lamp or window mirrored by the page.
#[derive(Clone, Debug)]
pub struct Glare {
    pub target: Target,
    /// Part of the page that is washed out.
    pub part: f32,
    /// Light in the middle; 1 is the sensor's white.
    pub peak: f32,
    /// Length over width.
    pub long: f32,
    pub angle: f32,
    /// Width of the border as a part of the radius.
    pub soft: f32,
    /// A window with straight sides instead of a lamp.
    pub square: bool,
}

impl Glare {
    /// Adds the reflection; gives what it lies over (another part where the page lacks the wanted one)
    /// and the box around it in fractions of the page.
    pub fn shine(
        &self,
        frame: &mut Frame,
        camera: &Camera,
        random: &mut Random,
        (area, corner): (Bounds, f32),
        parts: &Parts,
    ) -> (Target, Bounds) {
        let (target, [u, v]) = self.place(random, parts);
        let [width, height] = [area[2] - area[0], area[3] - area[1]];
        let center = [area[0] + u * width, area[1] + v * height];
        let round = if self.square { 4.0 } else { std::f32::consts::PI };
        let radius = (self.part * width * height / round).sqrt();
        let [long, short] = [radius * self.long.sqrt(), radius / self.long.sqrt()];
        let [cos, sin] = [self.angle.cos(), self.angle.sin()];
        let shift = random.between(0.0, 200.0);
        let edge = self.edge();
        let [columns, rows] = frame.window(camera, area);
        for y in rows {
            for x in columns.clone() {
                let Some([px, py]) = camera.unproject(x as f32 + 0.5, y as f32 + 0.5) else { continue };
                if outside(area, corner, px, py) > 0.0 {
                    continue;
                }
                let (dx, dy) = (px - center[0], py - center[1]);
                let (a, b) = ((dx * cos + dy * sin) / long, (dy * cos - dx * sin) / short);
                let distance = if self.square { a.abs().max(b.abs()) } else { a.hypot(b) };
                if distance > 4.0 {
                    continue;
                }
                // Paper is not quite flat.
                let uneven = 1.0 + 0.25 * (noise(px / 9.0 + shift, py / 9.0) - 0.5);
                let light = self.light(distance * uneven * edge);
                for value in &mut frame.light[(y * frame.width + x) * 3..][..3] {
                    *value += light;
                }
            }
        }
        let reach =
            [(long * cos).abs().max((short * sin).abs()) / width, (long * sin).abs().max((short * cos).abs()) / height];
        (target, [u - reach[0], v - reach[1], u + reach[0], v + reach[1]])
    }

    /// Light at a distance from the middle; about 1 is the core's border.
    fn light(&self, distance: f32) -> f32 {
        let core = 1.0 - step(1.0 - self.soft * 0.5, 1.0 + self.soft, distance);
        self.peak * (core + 0.12 * (-distance * distance * 0.5).exp())
    }

    /// The distance up to which bright paper is washed out; of a reflection too faint for that, half its height.
    fn edge(&self) -> f32 {
        // What paper of medium exposure lacks to the sensor's white.
        const MISSING: f32 = 0.4;
        let missing = MISSING.min(self.peak / 2.0);
        (1..400).map(|step| step as f32 * 0.01).find(|distance| self.light(*distance) < missing).unwrap_or(1.0)
    }

    fn place(&self, random: &mut Random, parts: &Parts) -> (Target, [f32; 2]) {
        let wanted = match self.target {
            Target::Mrz => parts.mrz,
            Target::Portrait => parts.portrait,
            Target::Number => parts.number,
            Target::Text => parts.text,
            Target::Blank => return (Target::Blank, blank(random, parts)),
        };
        let all = [(self.target, wanted), (Target::Text, parts.text), (Target::Portrait, parts.portrait)];
        let found = all.into_iter().find_map(|(target, part)| part.map(|part| (target, part)));
        let Some((target, [left, top, right, bottom])) = found else { return (Target::Blank, [0.5, 0.5]) };
        (target, [random.between(left, right), random.between(top, bottom)])
    }
}

/// The place of a page, of those tried, that is farthest from its parts.
fn blank(random: &mut Random, parts: &Parts) -> [f32; 2] {
    let tried = (0..40).map(|_| [random.between(0.05, 0.95), random.between(0.05, 0.95)]);
    let clearance = |[u, v]: [f32; 2]| {
        let all = [parts.mrz, parts.portrait, parts.number, parts.text];
        all.into_iter().flatten().map(|part| outside(part, 0.0, u, v)).fold(1.0, f32::min)
    };
    tried.max_by(|a, b| clearance(*a).total_cmp(&clearance(*b))).unwrap_or([0.5, 0.05])
}

/// The factor that brings the paper to `white`, or less where much of the picture would then be clipped.
pub fn metered(frame: &Frame, camera: &Camera, area: Bounds, white: f32) -> f32 {
    const BRIGHTEST: f32 = 0.97;
    let (mut paper, mut all) = (Vec::new(), Vec::new());
    for y in (0..frame.height).step_by((frame.height / 60).max(1)) {
        for x in (0..frame.width).step_by((frame.width / 60).max(1)) {
            let at = (y * frame.width + x) * 3;
            let bright = luminance([frame.light[at], frame.light[at + 1], frame.light[at + 2]]);
            all.push(bright);
            let place = camera.unproject(x as f32 + 0.5, y as f32 + 0.5);
            if place.is_some_and(|[u, v]| outside(area, 0.0, u, v) < 0.0) {
                paper.push(bright);
            }
        }
    }
    let share = |values: &mut Vec<f32>, percent: usize| {
        values.sort_by(f32::total_cmp);
        values.get(values.len() * percent / 100).copied().unwrap_or(0.5).max(0.01)
    };
    (white / share(&mut paper, 80)).min(BRIGHTEST / share(&mut all, 99))
}
