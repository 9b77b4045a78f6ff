//! A small colour raster with the few drawing operations that a document page needs.

/// Red, green and blue, 0 to 255.
pub type Color = [f32; 3];

/// Colours row by row.
#[derive(Clone)]
pub struct Canvas {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<Color>,
}

pub fn mix(a: Color, b: Color, share: f32) -> Color {
    std::array::from_fn(|channel| a[channel] + (b[channel] - a[channel]) * share.clamp(0.0, 1.0))
}

impl Canvas {
    pub fn paint(width: usize, height: usize, color: impl Fn(f32, f32) -> Color) -> Self {
        let pixels =
            (0..width * height).map(|at| color((at % width) as f32 + 0.5, (at / width) as f32 + 0.5)).collect();
        Self { width, height, pixels }
    }

    /// Lays `color` over the box around (`x0`, `y0`)-(`x1`, `y1`), with the coverage that `cover(x, y)` gives.
    pub fn cover(&mut self, bounds: [f32; 4], color: Color, cover: impl Fn(f32, f32) -> f32) {
        let [x0, y0, x1, y1] = bounds;
        let columns = x0.floor().max(0.0) as usize..(x1.ceil().max(0.0) as usize).min(self.width);
        for y in y0.floor().max(0.0) as usize..(y1.ceil().max(0.0) as usize).min(self.height) {
            for x in columns.clone() {
                let pixel = &mut self.pixels[y * self.width + x];
                *pixel = mix(*pixel, color, cover(x as f32 + 0.5, y as f32 + 0.5));
            }
        }
    }

    pub fn rectangle(&mut self, bounds: [f32; 4], color: Color) {
        self.cover(bounds, color, |x, y| {
            let inside = |at: f32, low: f32, high: f32| (at - low + 0.5).min(high - at + 0.5).clamp(0.0, 1.0);
            inside(x, bounds[0], bounds[2]) * inside(y, bounds[1], bounds[3])
        });
    }

    pub fn ellipse(&mut self, center: [f32; 2], radius: [f32; 2], color: Color) {
        let bounds = [center[0] - radius[0], center[1] - radius[1], center[0] + radius[0], center[1] + radius[1]];
        let small = radius[0].min(radius[1]);
        self.cover(bounds, color, |x, y| {
            let distance = ((x - center[0]) / radius[0]).hypot((y - center[1]) / radius[1]);
            (1.0 - distance) * small + 0.5
        });
    }

    /// A line with round ends.
    pub fn stroke(&mut self, from: [f32; 2], to: [f32; 2], width: f32, color: Color) {
        let reach = width / 2.0 + 1.0;
        let bounds = [
            from[0].min(to[0]) - reach,
            from[1].min(to[1]) - reach,
            from[0].max(to[0]) + reach,
            from[1].max(to[1]) + reach,
        ];
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let length = (dx * dx + dy * dy).max(1e-6);
        self.cover(bounds, color, |x, y| {
            let along = (((x - from[0]) * dx + (y - from[1]) * dy) / length).clamp(0.0, 1.0);
            let distance = (x - from[0] - along * dx).hypot(y - from[1] - along * dy);
            width / 2.0 - distance + 0.5
        });
    }

    /// The colour at a position between pixels; `None` outside.
    pub fn sample(&self, x: f32, y: f32) -> Option<Color> {
        let (x, y) = (x - 0.5, y - 0.5);
        if x < 0.0 || y < 0.0 || x >= (self.width - 1) as f32 || y >= (self.height - 1) as f32 {
            return None;
        }
        let (left, top) = (x as usize, y as usize);
        let at = |x: usize, y: usize| self.pixels[y * self.width + x];
        let upper = mix(at(left, top), at(left + 1, top), x.fract());
        let lower = mix(at(left, top + 1), at(left + 1, top + 1), x.fract());
        Some(mix(upper, lower, y.fract()))
    }

    /// Blurred by a Gaussian of deviation `sigma` pixels, edges repeated.
    pub fn blurred(&self, sigma: f32) -> Self {
        if sigma < 0.05 {
            return self.clone();
        }
        let radius = (sigma * 3.0).ceil() as isize;
        let kernel: Vec<f32> =
            (-radius..=radius).map(|tap| (-(tap * tap) as f32 / (2.0 * sigma * sigma)).exp()).collect();
        let total: f32 = kernel.iter().sum();
        let pass = |source: &Self, dx: isize, dy: isize| {
            let mut result = source.clone();
            for (at, pixel) in result.pixels.iter_mut().enumerate() {
                let (x, y) = ((at % self.width).cast_signed(), (at / self.width).cast_signed());
                let mut sum = [0.0; 3];
                for (weight, tap) in kernel.iter().zip(-radius..) {
                    let x = (x + dx * tap).clamp(0, self.width.cast_signed() - 1).cast_unsigned();
                    let y = (y + dy * tap).clamp(0, self.height.cast_signed() - 1).cast_unsigned();
                    let source = source.pixels[y * self.width + x];
                    for channel in 0..3 {
                        sum[channel] += weight * source[channel] / total;
                    }
                }
                *pixel = sum;
            }
            result
        };
        pass(&pass(self, 1, 0), 0, 1)
    }

    pub fn rgb(&self) -> Vec<u8> {
        self.pixels.iter().flatten().map(|value| value.round().clamp(0.0, 255.0) as u8).collect()
    }

    /// Turned a quarter to the left `quarters` times.
    pub fn turned_left(&self, quarters: usize) -> Self {
        let mut turned = self.clone();
        for _ in 0..quarters {
            let (width, height) = (turned.height, turned.width);
            let pixels = (0..width * height)
                .map(|at| turned.pixels[(at % width) * turned.width + turned.width - 1 - at / width])
                .collect();
            turned = Self { width, height, pixels };
        }
        turned
    }
}
