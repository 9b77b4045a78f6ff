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
        if let (Some(page), None) = (self.page, self.screen) {
            frame.hide(self.camera.quad(inset(page.bounds(), page.corner + 0.3)));
        }
        self.lay_surface(&mut frame);
        for thing in self.things {
            thing.draw(&mut frame, self.camera, self.from);
        }
        if let Some(screen) = self.screen {
            screen.draw(&mut frame, self.camera);
        } else if let Some(page) = self.page {
            self.lay_page(&mut frame, page);
        }
        frame.reveal();
        for finger in self.fingers {
            finger.draw(&mut frame, self.camera, self.from);
        }
        frame
    }

    fn lay_surface(&self, frame: &mut Frame) {
        let density = self.camera.density([62.0, 44.0]);
        for y in 0..frame.height {
            for x in frame.visible(y, &(0..frame.width)) {
                if let Some([u, v]) = self.camera.unproject(x as f32 + 0.5, y as f32 + 0.5) {
                    frame.lay(y * frame.width + x, self.surface.color(u, v, density), 1.0);
                }
            }
        }
    }

    /// The page and its shadow.
    fn lay_page(&self, frame: &mut Frame, page: &Page) {
        let bounds = page.bounds();
        let density = self.camera.density([page.size[0] / 2.0, page.size[1] / 2.0]);
        let tall = if self.lying { page.thickness } else { 0.0 };
        let reach = 2.5 * tall;
        let [columns, rows] = frame.window(self.camera, inset(bounds, -reach));
        for y in rows {
            let inner = frame.hidden(y);
            for x in columns.clone() {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let Some(at) = self.camera.unproject(px, py) else { continue };
                let pixel = y * frame.width + x;
                if inner.contains(&x) {
                    let [red, green, blue, opacity] = over_pixel(&page.sheet, at, self.camera.slopes(px, py, at));
                    frame.lay(pixel, [red, green, blue], opacity);
                    continue;
                }
                let away = outside(bounds, page.corner, at[0], at[1]);
                if away > -0.5 / density && away < reach {
                    let cast = outside(bounds, page.corner, at[0] + self.from[0] * tall, at[1] + self.from[1] * tall);
                    let dark = 0.5 * (1.0 - step(-0.6 * tall, 0.9 * tall, cast)) + 0.35 * (1.0 - step(0.0, 0.6, away));
                    frame.lay(pixel, [0.0; 3], dark);
                }
                let cover = 0.5 - away * density;
                if cover > 0.0 {
                    let [red, green, blue, opacity] = over_pixel(&page.sheet, at, self.camera.slopes(px, py, at));
                    // The cut edge catches the light.
                    let rim = if cover < 1.5 { 0.94 } else { 1.0 };
                    frame.lay(pixel, [red * rim, green * rim, blue * rim], cover.min(1.0) * opacity);
                }
            }
        }
    }
}

/// A box that is smaller by `margin` on every side.
fn inset([left, top, right, bottom]: Bounds, margin: f32) -> Bounds {
    [left + margin, top + margin, right - margin, bottom - margin]
}

impl Page {
    /// The whole sheet in millimetres.
    pub fn bounds(&self) -> Bounds {
        [0.0, 0.0, self.size[0], self.size[1]]
    }
}

/// Grid points a pixel beyond which a pixel is looked at in more than one place.
const FINE: f32 = 1.7;

/// The mean reflectance over one pixel.
#[inline]
pub fn over_pixel(sheet: &Sheet, [u, v]: [f32; 2], [across, down]: [[f32; 2]; 2]) -> [f32; 4] {
    let scale = sheet.scale;
    let length = |step: [f32; 2]| (step[0] * step[0] + step[1] * step[1]) * scale * scale;
    if length(across).max(length(down)) < FINE * FINE {
        return sheet.sample(u * scale, v * scale);
    }
    let tap = |a: f32, b: f32| {
        let x = (u + a * across[0] + b * down[0]) * scale;
        let y = (v + a * across[1] + b * down[1]) * scale;
        sheet.sample(x, y)
    };
    let taps = [tap(-0.25, -0.25), tap(0.25, -0.25), tap(-0.25, 0.25), tap(0.25, 0.25)];
    std::array::from_fn(|lane| (taps[0][lane] + taps[1][lane] + taps[2][lane] + taps[3][lane]) * 0.25)
}
