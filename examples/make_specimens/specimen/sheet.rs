//! A flat printed sheet: reflectances on a grid, drawn in millimetres.

use super::tone::Color;

/// Left, top, right and bottom.
pub type Bounds = [f32; 4];

/// Reflectances row by row.
pub struct Sheet {
    pub width: usize,
    pub height: usize,
    /// Grid points a millimetre.
    pub scale: f32,
    /// Linear red, green and blue, and the opacity of the sheet.
    pub points: Vec<[f32; 4]>,
}

impl Sheet {
    /// A sheet of `size` millimetres whose colour is a function of the position in millimetres.
    pub fn new(size: [f32; 2], scale: f32, color: impl Fn(f32, f32) -> Color) -> Self {
        let [width, height] = size.map(|side| (side * scale).round().max(3.0) as usize);
        let mut points = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let [red, green, blue] = color((x as f32 + 0.5) / scale, (y as f32 + 0.5) / scale);
                points.push([red, green, blue, 1.0]);
            }
        }
        Self { width, height, scale, points }
    }

    /// Grid columns and rows that a box in millimetres touches.
    fn span(&self, bounds: Bounds) -> [std::ops::Range<usize>; 2] {
        let range = |low: f32, high: f32, end: usize| {
            let (low, high) = ((low * self.scale - 1.0).floor().max(0.0), (high * self.scale + 1.0).ceil().max(0.0));
            (low as usize).min(end)..(high as usize).min(end)
        };
        [range(bounds[0], bounds[2], self.width), range(bounds[1], bounds[3], self.height)]
    }

    /// Prints over a box: `ink` gives colour and coverage (0 to 1) at a position in millimetres.
    pub fn print(&mut self, bounds: Bounds, ink: impl Fn(f32, f32) -> (Color, f32)) {
        let [columns, rows] = self.span(bounds);
        for y in rows {
            for x in columns.clone() {
                let (color, cover) = ink((x as f32 + 0.5) / self.scale, (y as f32 + 0.5) / self.scale);
                lay(&mut self.points[y * self.width + x], color, cover.clamp(0.0, 1.0));
            }
        }
    }

    pub fn rectangle(&mut self, bounds: Bounds, color: Color, opacity: f32) {
        self.rounded(bounds, 0.0, color, opacity);
    }

    /// A rectangle with round corners of `radius` millimetres.
    pub fn rounded(&mut self, bounds: Bounds, radius: f32, color: Color, opacity: f32) {
        let scale = self.scale;
        self.print(bounds, |x, y| (color, opacity * (0.5 - scale * outside(bounds, radius, x, y)).clamp(0.0, 1.0)));
    }

    /// A frame `width` millimetres wide just inside a rectangle.
    pub fn border(&mut self, [left, top, right, bottom]: Bounds, width: f32, color: Color) {
        for side in [
            [left, top, right, top + width],
            [left, bottom - width, right, bottom],
            [left, top + width, left + width, bottom - width],
            [right - width, top + width, right, bottom - width],
        ] {
            self.rectangle(side, color, 1.0);
        }
    }

    pub fn ellipse(&mut self, [x0, y0]: [f32; 2], [rx, ry]: [f32; 2], color: Color, opacity: f32) {
        let small = rx.min(ry) * self.scale;
        self.print([x0 - rx, y0 - ry, x0 + rx, y0 + ry], |x, y| {
            let distance = (((x - x0) / rx).powi(2) + ((y - y0) / ry).powi(2)).sqrt();
            (color, opacity * ((1.0 - distance) * small + 0.5).clamp(0.0, 1.0))
        });
    }

    /// Connected straight strokes with round ends, `width` millimetres wide, as one layer of ink.
    pub fn strokes(&mut self, segments: &[[f32; 4]], width: f32, color: Color, opacity: f32) {
        let reach = width / 2.0;
        let bounds = segments.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |bounds, [x0, y0, x1, y1]| {
            [
                bounds[0].min(x0.min(*x1) - reach),
                bounds[1].min(y0.min(*y1) - reach),
                bounds[2].max(x0.max(*x1) + reach),
                bounds[3].max(y0.max(*y1) + reach),
            ]
        });
        let [columns, rows] = self.span(bounds);
        let stride = columns.len();
        let mut cover = vec![0.0_f32; stride * rows.len()];
        for [x0, y0, x1, y1] in segments.iter().map(|segment| segment.map(|value| value * self.scale)) {
            let reach = reach * self.scale;
            let (dx, dy) = (x1 - x0, y1 - y0);
            let length = (dx * dx + dy * dy).max(1e-6);
            let side = |low: f32, high: f32, range: &std::ops::Range<usize>| {
                let clip = |at: f32| (at.max(0.0) as usize).clamp(range.start, range.end);
                clip(low.min(high) - reach - 1.0)..clip(low.max(high) + reach + 2.0)
            };
            for y in side(y0, y1, &rows) {
                for x in side(x0, x1, &columns) {
                    let (px, py) = (x as f32 + 0.5 - x0, y as f32 + 0.5 - y0);
                    let along = ((px * dx + py * dy) / length).clamp(0.0, 1.0);
                    let (ex, ey) = (px - along * dx, py - along * dy);
                    let inside = reach + 0.5 - (ex * ex + ey * ey).sqrt();
                    let cell = &mut cover[(y - rows.start) * stride + x - columns.start];
                    *cell = cell.max(inside);
                }
            }
        }
        // A stroke thinner than a point covers only a part of it.
        let most = opacity * (width * self.scale).min(1.0);
        for (y, row) in rows.zip(cover.chunks_exact(stride.max(1))) {
            let points = &mut self.points[y * self.width..][columns.clone()];
            for (point, inside) in points.iter_mut().zip(row).filter(|(_, inside)| **inside > 0.0) {
                lay(point, color, inside.min(1.0) * most);
            }
        }
    }

    /// The reflectance around a position in grid units, edges repeated: a quadratic B-spline, which blurs alike on and
    /// between grid points (deviation half a grid unit).
    #[inline]
    pub fn sample(&self, x: f32, y: f32) -> [f32; 4] {
        let x = x.clamp(1.0, self.width as f32 - 1.001);
        let y = y.clamp(1.0, self.height as f32 - 1.001);
        let (column, row) = (x as i32 as usize, y as i32 as usize);
        let weights = |off: f32| [0.5 * (0.5 - off) * (0.5 - off), 0.75 - off * off, 0.5 * (0.5 + off) * (0.5 + off)];
        let across = weights(x - column as f32 - 0.5);
        let down = weights(y - row as f32 - 0.5);
        let mut sum = [0.0; 4];
        for (step, weight) in down.iter().enumerate() {
            let from = (row + step - 1) * self.width + column - 1;
            let points = &self.points[from..from + 3];
            for lane in 0..4 {
                sum[lane] +=
                    (points[0][lane] * across[0] + points[1][lane] * across[1] + points[2][lane] * across[2]) * weight;
            }
        }
        sum
    }
}

fn lay(point: &mut [f32; 4], color: Color, cover: f32) {
    for (value, ink) in point.iter_mut().zip(color) {
        *value += (ink - *value) * cover;
    }
}

/// Distance in millimetres from a rectangle with round corners; negative inside.
#[inline]
pub fn outside([left, top, right, bottom]: Bounds, radius: f32, x: f32, y: f32) -> f32 {
    let dx = (left + radius - x).max(x - right + radius);
    let dy = (top + radius - y).max(y - bottom + radius);
    if dx > 0.0 && dy > 0.0 { (dx * dx + dy * dy).sqrt() - radius } else { dx.max(dy) - radius }
}
