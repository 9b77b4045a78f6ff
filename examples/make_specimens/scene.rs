//! Photographing a page: where it lies, how it is lit, and what goes wrong.

use crate::canvas::{Canvas, Color, mix};
use crate::page::Holder;

/// A small reproducible random number generator (SplitMix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Roughly normal with deviation 1.
    pub fn normal(&mut self) -> f32 {
        (0..6).map(|_| self.next() - 0.5).sum::<f32>() * std::f32::consts::SQRT_2
    }
}

/// A reflection: centre and radius as fractions of the picture, and light added in its middle.
#[derive(Clone, Copy)]
pub struct Reflection {
    pub center: [f32; 2],
    pub radius: f32,
    pub light: f32,
}

/// One photo.
#[derive(Clone, Copy)]
pub struct Shot {
    pub width: usize,
    pub height: usize,
    /// Degrees that the page is turned.
    pub tilt: f32,
    /// Part of the picture's width that the page takes.
    pub fill: f32,
    pub perspective: f32,
    /// Lens blur in pixels.
    pub blur: f32,
    /// Light: 1 is well exposed.
    pub exposure: f32,
    /// Fall of the light from one side to the other, as a fraction.
    pub shade: f32,
    pub noise: f32,
    pub reflection: Option<Reflection>,
    pub seed: u64,
}

impl Default for Shot {
    fn default() -> Self {
        Self {
            width: 1200,
            height: 850,
            tilt: 1.5,
            fill: 0.9,
            perspective: 0.03,
            blur: 0.6,
            exposure: 1.0,
            shade: 0.12,
            noise: 2.0,
            reflection: None,
            seed: 1,
        }
    }
}

fn desk(x: f32, y: f32) -> Color {
    let grain = (y * 0.09 + (x * 0.006).sin() * 4.0).sin() * 0.5 + (y * 0.31 + (x * 0.013).sin() * 2.0).sin() * 0.25;
    mix([96.0, 68.0, 48.0], [124.0, 92.0, 66.0], 0.5 + grain * 0.6)
}

impl Shot {
    /// The page on a desk.
    pub fn on_desk(&self, page: &Canvas) -> Canvas {
        self.place(page, &Canvas::paint(self.width, self.height, desk), [0.5, 0.5])
    }

    /// The page as a scanner sees it: it fills the picture, straight.
    pub fn scanned(&self, page: &Canvas) -> Canvas {
        let straight = Self { tilt: 0.0, perspective: 0.0, fill: 1.0, ..*self };
        straight.place(page, &Canvas::paint(self.width, self.height, |_, _| [236.0; 3]), [0.5, 0.5])
    }

    /// A person holding the page before the chest.
    pub fn handheld(&self, page: &Canvas, holder: &Holder) -> Canvas {
        let (width, height) = (self.width as f32, self.height as f32);
        let mut scene = Canvas::paint(self.width, self.height, |x, y| {
            let wall = mix([186.0, 188.0, 182.0], [160.0, 160.0, 158.0], y / height);
            if x > width * 0.86 { mix(wall, [96.0, 104.0, 112.0], 0.6) } else { wall }
        });
        let shirt = [74.0, 92.0, 128.0];
        scene.ellipse([width * 0.5, height * 0.92], [width * 0.34, height * 0.40], shirt);
        scene.ellipse([width * 0.5, height * 0.27], [height * 0.165, height * 0.215], holder.hair);
        scene.rectangle([width * 0.46, height * 0.40, width * 0.54, height * 0.56], mix(holder.skin, [30.0; 3], 0.15));
        scene.ellipse([width * 0.5, height * 0.30], [height * 0.13, height * 0.18], holder.skin);
        for side in [-1.0, 1.0] {
            let x = |offset: f32| width * 0.5 + side * height * offset;
            scene.ellipse([x(0.05), height * 0.28], [height * 0.02, height * 0.009], [236.0, 236.0, 232.0]);
            scene.ellipse([x(0.05), height * 0.28], [height * 0.009, height * 0.009], [30.0, 24.0, 22.0]);
            scene.stroke([x(0.03), height * 0.25], [x(0.08), height * 0.25], height * 0.009, holder.hair);
            scene.stroke([x(0.42), height * 0.98], [x(0.30), height * 0.76], height * 0.11, shirt);
        }
        scene.stroke(
            [width * 0.5, height * 0.29],
            [width * 0.493, height * 0.335],
            height * 0.005,
            [120.0, 84.0, 66.0],
        );
        scene.stroke(
            [width * 0.475, height * 0.39],
            [width * 0.525, height * 0.39],
            height * 0.01,
            [150.0, 78.0, 74.0],
        );
        let bare = Self { noise: 0.0, blur: 0.0, exposure: 1.0, shade: 0.0, reflection: None, fill: 0.42, ..*self };
        let mut scene = bare.place(page, &scene, [0.5, 0.74]);
        for side in [-1.0, 1.0] {
            let x = |offset: f32| width * (0.5 + side * offset);
            for finger in 0..4 {
                let y = height * (0.70 + 0.03 * finger as f32);
                scene.stroke(
                    [x(0.235), y],
                    [x(0.20), y],
                    height * 0.026,
                    mix(holder.skin, [60.0, 40.0, 30.0], 0.12 * finger as f32),
                );
            }
        }
        self.expose(&scene)
    }

    /// Lays the page on a background, its middle at `center` (fractions of the picture), and takes the photo.
    fn place(&self, page: &Canvas, background: &Canvas, center: [f32; 2]) -> Canvas {
        let scale = page.width as f32 / (self.fill * self.width as f32);
        let (sin, cos) = self.tilt.to_radians().sin_cos();
        let mut photo = background.clone();
        for (at, pixel) in photo.pixels.iter_mut().enumerate() {
            let mut sum = [0.0; 3];
            // Four samples a pixel, so that print smaller than a pixel turns grey as in a camera.
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let x = (at % self.width) as f32 + dx - center[0] * self.width as f32;
                let y = (at / self.width) as f32 + dy - center[1] * self.height as f32;
                let depth = 1.0 + self.perspective * y / self.height as f32;
                let (x, y) = (x / depth, y / depth);
                let (u, v) = (cos * x + sin * y, cos * y - sin * x);
                let color = page.sample(u * scale + page.width as f32 / 2.0, v * scale + page.height as f32 / 2.0);
                let color = color.unwrap_or(*pixel);
                for channel in 0..3 {
                    sum[channel] += color[channel] / 4.0;
                }
            }
            *pixel = sum;
        }
        self.expose(&photo)
    }

    /// Light, lens and sensor.
    fn expose(&self, scene: &Canvas) -> Canvas {
        let mut photo = scene.blurred(self.blur);
        let mut random = Random(self.seed);
        let (width, height) = (self.width as f32, self.height as f32);
        for (at, pixel) in photo.pixels.iter_mut().enumerate() {
            let (x, y) = ((at % self.width) as f32 / width, (at / self.width) as f32 / width);
            let light = self.exposure * (1.0 + self.shade * (0.5 - x));
            let added = self.reflection.map_or(0.0, |reflection| {
                let distance = (x - reflection.center[0]).hypot(y - reflection.center[1] * height / width);
                reflection.light * (-(distance / reflection.radius).powi(2) / 2.0).exp()
            });
            for value in pixel {
                *value = (*value * light + added + self.noise * random.normal()).clamp(0.0, 255.0);
            }
        }
        photo
    }
}
