//! The page among what surrounds it, evenly lit.

use super::camera::Camera;
use super::clutter::Thing;
use super::frame::Frame;
use super::page::Page;
use super::screen::Screen;
use super::sheet::{Bounds, Sheet, outside};
use super::surface::Surface;
use super::tone::step;

/// What a picture shows.
pub struct Scene<'a> {
    pub camera: &'a Camera,
    pub surface: &'a Surface,
    /// Below the page.
    pub things: &'a [Thing],
    pub page: Option<&'a Page>,
    /// The display that shows the page, instead of the page itself.
    pub screen: Option<&'a Screen>,
    /// Over the page.
    pub fingers: &'a [Thing],
    /// Direction towards the light on the plane.
    pub from: [f32; 2],
    /// Whether the page lies on the surface and throws a shadow on it.
    pub lying: bool,
}

impl Scene<'_> {
    pub fn compose(&self, size: [usize; 2]) -> Frame {
        let mut frame = Frame::new(size);
        self.lay_surface(&mut frame);
        for thing in self.things {
            thing.draw(&mut frame, self.camera, self.from);
        }
        if let Some(screen) = self.screen {
            screen.draw(&mut frame, self.camera);
        } else if let Some(page) = self.page {
            if self.lying {
                self.cast_shadow(&mut frame, page);
            }
            self.lay_page(&mut frame, page);
        }
        for finger in self.fingers {
            finger.draw(&mut frame, self.camera, self.from);
        }
        frame
    }

    /// The surface wherever the page does not hide it.
    fn lay_surface(&self, frame: &mut Frame) {
        let hidden = match (self.page, self.screen) {
            (Some(page), None) => Some((page.bounds(), page.corner)),
            _ => None,
        };
        let density = self.camera.density([62.0, 44.0]);
        for y in 0..frame.height {
            for x in 0..frame.width {
                let Some([u, v]) = self.camera.unproject(x as f32 + 0.5, y as f32 + 0.5) else { continue };
                let covered = hidden.is_some_and(|(bounds, corner)| outside(bounds, corner, u, v) * density < -2.0);
                if !covered {
                    frame.lay(y * frame.width + x, self.surface.color(u, v, density), 1.0);
                }
            }
        }
    }

    fn cast_shadow(&self, frame: &mut Frame, page: &Page) {
        let tall = page.thickness;
        let reach = 2.5 * tall + 1.0;
        let bounds = page.bounds();
        let wide = [bounds[0] - reach, bounds[1] - reach, bounds[2] + reach, bounds[3] + reach];
        frame.stamp(self.camera, wide, |x, y| {
            let cast = outside(bounds, page.corner, x + self.from[0] * tall, y + self.from[1] * tall);
            let near = outside(bounds, page.corner, x, y);
            let dark = 0.5 * (1.0 - step(-0.6 * tall, 0.9 * tall, cast)) + 0.35 * (1.0 - step(0.0, 0.6, near));
            ([0.0; 3], dark.min(0.75))
        });
    }

    fn lay_page(&self, frame: &mut Frame, page: &Page) {
        let bounds = page.bounds();
        let density = self.camera.density([page.size[0] / 2.0, page.size[1] / 2.0]);
        let [columns, rows] = frame.window(self.camera, bounds);
        for y in rows {
            for x in columns.clone() {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let Some(at) = self.camera.unproject(px, py) else { continue };
                let cover = 0.5 - outside(bounds, page.corner, at[0], at[1]) * density;
                if cover > 0.0 {
                    let slopes = self.camera.slopes(px, py, at);
                    let [red, green, blue, _] = over_pixel(&page.sheet, at, slopes);
                    // The cut edge catches the light.
                    let rim = if cover < 1.5 { 0.94 } else { 1.0 };
                    frame.lay(y * frame.width + x, [red * rim, green * rim, blue * rim], cover.min(1.0));
                }
            }
        }
    }
}

impl Page {
    /// The whole sheet in millimetres.
    pub fn bounds(&self) -> Bounds {
        [0.0, 0.0, self.size[0], self.size[1]]
    }
}

/// The mean reflectance over one pixel, from four places in it.
#[inline]
pub fn over_pixel(sheet: &Sheet, [u, v]: [f32; 2], [across, down]: [[f32; 2]; 2]) -> [f32; 4] {
    let scale = sheet.scale;
    let mut sum = [0.0; 4];
    for (a, b) in [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)] {
        let x = (u + a * across[0] + b * down[0]) * scale;
        let y = (v + a * across[1] + b * down[1]) * scale;
        let taken = sheet.sample(x, y);
        for lane in 0..4 {
            sum[lane] += taken[lane] * 0.25;
        }
    }
    sum
}
