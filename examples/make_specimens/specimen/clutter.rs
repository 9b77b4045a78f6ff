//! Things that lie about, and fingers.

use super::camera::Camera;
use super::frame::Frame;
use super::random::{Random, noise};
use super::sheet::{Bounds, outside};
use super::tone::{Color, mix, scale, srgb, step};

#[derive(Clone, Copy, Debug)]
enum Look {
    /// With lines like print.
    Paper,
    Keys,
    Coin,
    Round,
    Screen,
    Ruler,
    /// A card with a band of another colour.
    Card,
    Finger,
}

/// A flat thing: a rectangle with round corners, in millimetres.
#[derive(Clone, Debug)]
pub struct Thing {
    center: [f32; 2],
    half: [f32; 2],
    corner: f32,
    /// Cosine and sine of its direction.
    turn: [f32; 2],
    color: Color,
    look: Look,
    height: f32,
}

impl Thing {
    fn new(look: Look, center: [f32; 2], half: [f32; 2], corner: f32, angle: f32, color: Color, height: f32) -> Self {
        Self { center, half, corner, turn: [angle.cos(), angle.sin()], color, look, height }
    }

    /// A sheet of paper of `size` millimetres around `center`.
    pub fn paper(center: [f32; 2], size: [f32; 2], angle: f32, color: Color) -> Self {
        Self::new(Look::Round, center, [size[0] / 2.0, size[1] / 2.0], 0.0, angle, color, 0.3)
    }

    /// What begins beyond the edge of the table, on the far side of `center`.
    fn floor(center: [f32; 2], angle: f32, color: Color) -> Self {
        Self::new(Look::Round, center, [600.0, 150.0], 0.0, angle, color, 3.0)
    }

    /// Something found on desks.
    fn found(random: &mut Random, center: [f32; 2]) -> Self {
        let angle = random.between(-1.6, 1.6);
        let bright = hue_of(random);
        match random.below(8) {
            0 | 1 => {
                let slight = random.between(-0.4, 0.4);
                let white = srgb(random.pick([0xF2F2F0, 0xE8E8E4, 0xF6F2E4]));
                Self::new(Look::Paper, center, [74.0, 105.0], 0.0, slight, white, 0.3)
            }
            2 => Self::new(Look::Keys, center, [150.0, 62.0], 5.0, random.between(-0.2, 0.2), srgb(0x2A2A2E), 6.0),
            3 => {
                let radius = random.between(8.0, 13.0);
                let metal = srgb(random.pick([0xB0A890, 0xC0C0C0, 0xB88850]));
                Self::new(Look::Coin, center, [radius; 2], radius, angle, metal, 1.5)
            }
            4 => Self::new(Look::Round, center, [72.0, 4.5], 4.5, angle, bright, 5.0),
            5 => Self::new(Look::Screen, center, [36.0, 76.0], 8.0, angle, srgb(0x101214), 6.0),
            6 => Self::new(Look::Ruler, center, [155.0, 15.0], 1.0, angle, srgb(0xD8D4B8), 1.0),
            _ => Self::new(Look::Card, center, [42.8, 27.0], 3.2, angle, bright, 0.8),
        }
    }

    /// The box around the thing and its shadow.
    fn bounds(&self) -> Bounds {
        let [cos, sin] = self.turn.map(f32::abs);
        let margin = 1.7 * self.height + 1.0;
        let reach_x = self.half[0] * cos + self.half[1] * sin + margin;
        let reach_y = self.half[0] * sin + self.half[1] * cos + margin;
        [self.center[0] - reach_x, self.center[1] - reach_y, self.center[0] + reach_x, self.center[1] + reach_y]
    }

    /// Place in the thing's own axes.
    fn local(&self, x: f32, y: f32) -> [f32; 2] {
        let (dx, dy) = (x - self.center[0], y - self.center[1]);
        [dx * self.turn[0] + dy * self.turn[1], dy * self.turn[0] - dx * self.turn[1]]
    }

    fn distance(&self, [a, b]: [f32; 2]) -> f32 {
        outside([-self.half[0], -self.half[1], self.half[0], self.half[1]], self.corner, a, b)
    }

    /// Draws the thing with its shadow; `from` is where the light comes from.
    pub fn draw(&self, frame: &mut Frame, camera: &Camera, from: [f32; 2]) {
        let density = camera.density(self.center);
        let soft = 0.4 + self.height * 0.5;
        frame.stamp(camera, self.bounds(), |x, y| {
            let place = self.local(x, y);
            let cover = (0.5 - self.distance(place) * density).clamp(0.0, 1.0);
            if cover >= 1.0 {
                return (self.color(place), 1.0);
            }
            let away = self.distance(self.local(x + from[0] * self.height * 0.6, y + from[1] * self.height * 0.6));
            let dark = 0.5 * (1.0 - step(-soft, soft, away));
            // Shadow and thing as one layer.
            let both = 1.0 - (1.0 - dark) * (1.0 - cover);
            (scale(self.color(place), cover / both.max(1e-3)), both)
        });
    }

    fn color(&self, [a, b]: [f32; 2]) -> Color {
        let across = (b / self.half[1]).clamp(-1.0, 1.0);
        match self.look {
            Look::Paper => self.page_of_text([a, b]),
            Look::Keys => self.keyboard([a, b]),
            Look::Coin => {
                let away = a.hypot(b) / self.half[0];
                let rim = if away > 0.86 { 1.15 } else { 0.8 + 0.3 * noise(a * 0.8, b * 0.8) };
                scale(self.color, rim * (1.0 + 0.15 * across))
            }
            Look::Round => scale(self.color, 1.0 - 0.45 * across * across * f32::from(u8::from(self.corner > 2.0))),
            Look::Screen => {
                let edge = self.half[0] - a.abs() < 3.0 || self.half[1] - b.abs() < 6.0;
                if edge { srgb(0x08080A) } else { mix(srgb(0x14181E), srgb(0x303C4A), 0.5 + 0.5 * across) }
            }
            Look::Ruler => {
                let length = match (a.round() as i32).rem_euclid(10) {
                    0 => 7.0,
                    5 => 5.0,
                    _ => 3.0,
                };
                let mark = (a - a.round()).abs() < 0.12 && b + self.half[1] < length;
                if mark { srgb(0x202020) } else { self.color }
            }
            Look::Card => {
                let print = b > 6.0 && b < 10.0 && a < 10.0 && noise(a, 4.0) > 0.4;
                let band = if b < -10.0 { scale(self.color, 0.5) } else { self.color };
                if print { srgb(0xE8E8E8) } else { band }
            }
            Look::Finger => {
                let round = 1.0 - 0.5 * across.powi(2) - 0.08 * noise(a * 0.5, b * 1.5);
                let nail = (a - self.half[0] + 8.0) / 6.5;
                let nail = 1.0 - step(0.85, 1.0, nail.hypot(across / 0.62));
                mix(scale(self.color, round), scale(mix(self.color, srgb(0xF0C8C0), 0.5), round * 1.05), nail)
            }
        }
    }

    /// Lines of words that cannot be read.
    fn page_of_text(&self, [a, b]: [f32; 2]) -> Color {
        let line = (b + self.half[1]) / 5.2;
        let row = line.floor() * 7.7;
        let inside = a.abs() < self.half[0] - 12.0 && b.abs() < self.half[1] - 16.0;
        let printed = inside
            && (line.fract() - 0.5).abs() < 0.19
            && noise(a * 0.55, row) > 0.32
            && noise(3.0, row) * 2.0 * self.half[0] - self.half[0] + 30.0 > a;
        if printed {
            mix(srgb(0x404048), self.color, step(0.45, 0.6, noise(a * 1.9, b * 1.9 + row)))
        } else {
            self.color
        }
    }

    fn keyboard(&self, [a, b]: [f32; 2]) -> Color {
        if a.abs() > self.half[0] - 5.0 || b.abs() > self.half[1] - 5.0 {
            return self.color;
        }
        let (column, row) = ((a + 500.0) / 19.0, (b + 500.0) / 19.0);
        let gap = (column.fract() - 0.5).abs().max((row.fract() - 0.5).abs());
        let (x, y) = (column.fract() - 0.34, row.fract() - 0.36);
        let lettered = x > -0.02 && x < 0.1 && y.abs() < 0.08;
        let level = || 0.08 * (noise(column.floor() * 5.3, row.floor() * 9.1) * 2.0 - 1.0);
        let top = if lettered && (x < 0.018 || (y - level()).abs() < 0.018) {
            srgb(0xD0D0D0)
        } else {
            scale(self.color, 1.9)
        };
        mix(scale(self.color, 0.3), top, 1.0 - step(0.40, 0.45, gap))
    }
}

fn hue_of(random: &mut Random) -> Color {
    super::tone::hue(random.unit(), random.between(0.1, 0.8), random.between(0.2, 0.8))
}

/// Things around a page; most lie beside it, some reach under it.
pub fn around(random: &mut Random, area: Bounds, count: usize) -> Vec<Thing> {
    let middle = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
    let reach = [(area[2] - area[0]) / 2.0, (area[3] - area[1]) / 2.0];
    let things = (0..count).map(|_| {
        let angle = random.between(0.0, std::f32::consts::TAU);
        let away = random.between(1.1, 1.9);
        let place = [middle[0] + angle.cos() * away * reach[0] * 1.2, middle[1] + angle.sin() * away * reach[1] * 1.3];
        Thing::found(random, place)
    });
    let mut things: Vec<Thing> = things.collect();
    if random.chance(0.25) {
        let (angle, side) = (random.between(-0.25, 0.25), random.sign());
        let center = [middle[0], middle[1] + side * (reach[1] * random.between(1.1, 1.5) + 150.0)];
        things.push(Thing::floor(center, angle, hue_of(random)));
    }
    things
}

/// Things where a page could lie.
pub fn scattered(random: &mut Random, [left, top, right, bottom]: Bounds, count: usize) -> Vec<Thing> {
    (0..count)
        .map(|_| {
            let place = [random.between(left - 50.0, right + 50.0), random.between(top - 50.0, bottom + 50.0)];
            Thing::found(random, place)
        })
        .collect()
}

/// One to three fingers that hold an edge of the page, reaching a few millimetres over it.
pub fn fingers(random: &mut Random, [left, top, right, bottom]: Bounds, skin: Color) -> Vec<Thing> {
    let half = [40.0, random.between(7.0, 9.5)];
    let side = random.below(3);
    let count = 1 + random.below(3);
    let first = random.between(0.25, 0.6);
    let over = random.between(1.6, 3.0);
    (0..count)
        .map(|index| {
            let over = over + random.between(-0.6, 0.6) - half[0];
            let along = index as f32 * half[1] * 2.05;
            let lean = random.between(-0.12, 0.12);
            let (center, angle) = match side {
                0 => ([left + over, top + (bottom - top) * first + along], lean),
                1 => ([right - over, top + (bottom - top) * first + along], std::f32::consts::PI + lean),
                _ => ([left + (right - left) * first + along, bottom - over], -std::f32::consts::FRAC_PI_2 + lean),
            };
            Thing::new(Look::Finger, center, half, half[1] * 0.98, angle, skin, 4.0)
        })
        .collect()
}
