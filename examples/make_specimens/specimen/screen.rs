//! A page shown on a liquid-crystal display.

use super::camera::Camera;
use super::frame::Frame;
use super::page::Page;
use super::random::{Random, floor};
use super::scene::over_pixel;
use super::sheet::{Bounds, Sheet, outside};
use super::tone::{Color, mix, srgb};

/// How a display shows the page.
#[derive(Clone, Debug)]
pub struct Display {
    /// Display pixels as a multiple of camera pixels.
    pub coarse: f32,
    /// Depth of the sub-pixel grid: 0 smooth, 1 with black gaps.
    pub grid: f32,
    /// Whether the display's edge can be in the picture.
    pub bezel: bool,
}

/// What is seen: the display's pixels in the page's millimetres.
pub struct Screen {
    /// The display's pixels, one point each.
    pixels: Sheet,
    origin: [f32; 2],
    /// The lit area.
    lit: Bounds,
    /// Light of each colour across one display pixel.
    stripes: [Color; STRIPES],
    /// Light between rows.
    gap: Color,
    bezel: Option<Color>,
}

/// Points in a camera pixel along each axis at which the grid is looked at.
const TAPS: usize = 3;

/// Steps across a display pixel.
const STRIPES: usize = 24;

/// Millimetres of black around the lit area.
const RIM: f32 = 14.0;

impl Screen {
    pub fn new(display: &Display, random: &mut Random, page: &Page, density: f32) -> Self {
        let side = display.coarse / density;
        let [width, height] = page.size;
        let margin = [random.between(0.05, 0.5) * width, random.between(0.05, 0.4) * height];
        let lit = [-margin[0], -margin[1], width + margin[0], height + margin[1]];
        let backdrop = srgb(random.pick([0x202124, 0xF0F0F0, 0x3C3C3C, 0xFFFFFF]));
        let size = [lit[2] - lit[0], lit[3] - lit[1]];
        let pixels = Sheet::new(size, 1.0 / side, |x, y| {
            let at = [x + lit[0], y + lit[1]];
            let inside = outside(page.bounds(), page.corner, at[0], at[1]) < 0.0;
            let color = if inside {
                let [red, green, blue, _] = over_pixel(&page.sheet, at, [[side, 0.0], [0.0, side]]);
                [red, green, blue]
            } else {
                backdrop
            };
            // Bluish white, and a black that is not quite dark.
            let shown = [color[0] * 0.86, color[1] * 0.95, color[2] * 1.12];
            mix(shown, [0.9, 0.95, 1.1], 0.012)
        });
        let bezel = display.bezel.then(|| srgb(random.pick([0x0A0A0C, 0x18181A, 0xB8BABC])));
        // Red, green and blue side by side, brighter for the gaps between them.
        let stripes = std::array::from_fn(|at| {
            let across = (at as f32 + 0.5) / STRIPES as f32;
            std::array::from_fn(|channel| {
                let start = channel as f32 / 3.0;
                let lit = (start + 0.03..start + 0.30).contains(&across);
                1.0 - display.grid + if lit { display.grid / (0.27 * 0.88) } else { 0.0 }
            })
        });
        Self { pixels, origin: [lit[0], lit[1]], lit, stripes, gap: [1.0 - display.grid; 3], bezel }
    }

    pub fn draw(&self, frame: &mut Frame, camera: &Camera) {
        if let Some(color) = self.bezel {
            let [left, top, right, bottom] = self.lit;
            let case = [left - RIM, top - RIM, right + RIM, bottom + RIM];
            frame.stamp(camera, case, |x, y| (color, if outside(case, 4.0, x, y) < 0.0 { 1.0 } else { 0.0 }));
        }
        // Without a bezel the display goes on beyond the picture.
        let window = if self.bezel.is_some() { self.lit } else { [-400.0, -400.0, 600.0, 600.0] };
        let [columns, rows] = frame.window(camera, window);
        for y in rows {
            for x in columns.clone() {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let Some(at) = camera.unproject(px, py) else { continue };
                if outside(window, 0.0, at[0], at[1]) < 0.0 {
                    let color = self.seen(at, camera.slopes(px, py, at));
                    frame.lay(y * frame.width + x, color, 1.0);
                }
            }
        }
    }

    /// Mean light of the sub-pixels within one camera pixel.
    fn seen(&self, [u, v]: [f32; 2], [across, down]: [[f32; 2]; 2]) -> Color {
        let scale = self.pixels.scale;
        let (lastx, lasty) = ((self.pixels.width - 1) as f32, (self.pixels.height - 1) as f32);
        let mut sum = [0.0; 3];
        for tap in 0..TAPS * TAPS {
            let a = ((tap % TAPS) as f32 + 0.5) / TAPS as f32 - 0.5;
            let b = ((tap / TAPS) as f32 + 0.5) / TAPS as f32 - 0.5;
            let x = (u + a * across[0] + b * down[0] - self.origin[0]) * scale;
            let y = (v + a * across[1] + b * down[1] - self.origin[1]) * scale;
            let (fx, fy) = (x - floor(x) as f32, y - floor(y) as f32);
            let cell = self.pixels.points
                [y.clamp(0.0, lasty) as i32 as usize * self.pixels.width + x.clamp(0.0, lastx) as i32 as usize];
            let mask = if (0.06..0.94).contains(&fy) {
                self.stripes[(fx * STRIPES as f32) as usize % STRIPES]
            } else {
                self.gap
            };
            for channel in 0..3 {
                sum[channel] += cell[channel] * mask[channel];
            }
        }
        sum.map(|value| value / (TAPS * TAPS) as f32)
    }
}
