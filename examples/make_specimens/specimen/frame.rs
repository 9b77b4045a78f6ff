//! The light that falls on the sensor.

use super::camera::{Camera, bounding};
use super::sheet::Bounds;
use super::tone::Color;
use std::ops::Range;

/// Linear red, green and blue of every pixel, row by row.
pub struct Frame {
    pub width: usize,
    pub height: usize,
    pub light: Vec<f32>,
    /// Columns of each row that something opaque will hide; what lies below it need not be drawn there.
    hidden: Vec<Range<usize>>,
}

impl Frame {
    pub fn new([width, height]: [usize; 2]) -> Self {
        Self { width, height, light: vec![0.0; width * height * 3], hidden: vec![0..0; height] }
    }

    /// Leaves the inside of a convex quadrilateral undrawn from now on.
    pub fn hide(&mut self, quad: [[f32; 2]; 4]) {
        for (y, hidden) in self.hidden.iter_mut().enumerate() {
            // Both borders of the row must be inside.
            let (mut starts, mut ends) = (f32::MIN, f32::MAX);
            for border in [y as f32, y as f32 + 1.0] {
                let (mut left, mut right) = (f32::MAX, f32::MIN);
                for at in 0..4 {
                    let ([x0, y0], [x1, y1]) = (quad[at], quad[(at + 1) % 4]);
                    if (y0 <= border) != (y1 <= border) {
                        let x = x0 + (border - y0) / (y1 - y0) * (x1 - x0);
                        (left, right) = (left.min(x), right.max(x));
                    }
                }
                (starts, ends) = (starts.max(left), ends.min(right));
            }
            let start = starts.ceil().clamp(0.0, self.width as f32) as usize;
            let end = ends.floor().clamp(0.0, self.width as f32) as usize;
            *hidden = start..end.max(start);
        }
    }

    /// Columns of a row that are not drawn at present.
    pub fn hidden(&self, row: usize) -> Range<usize> {
        self.hidden.get(row).cloned().unwrap_or_default()
    }

    /// Shows all pixels again.
    pub fn reveal(&mut self) {
        self.hidden.fill(0..0);
    }

    /// The given columns of a row without the hidden ones.
    pub fn visible(&self, row: usize, columns: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
        let hidden = self.hidden(row);
        let inside = |at: usize| at.clamp(columns.start, columns.end);
        (columns.start..inside(hidden.start)).chain(inside(hidden.end.max(hidden.start))..columns.end)
    }

    /// Columns and rows that show a box of the plane; the whole frame where the box reaches the horizon.
    pub fn window(&self, camera: &Camera, [left, top, right, bottom]: Bounds) -> [Range<usize>; 2] {
        let corners = [[left, top], [right, top], [right, bottom], [left, bottom]].map(|corner| camera.project(corner));
        let [Some(a), Some(b), Some(c), Some(d)] = corners else { return [0..self.width, 0..self.height] };
        let [x0, y0, x1, y1] = bounding([a, b, c, d]);
        let range = |low: f32, high: f32, end: usize| {
            ((low - 1.0).max(0.0) as usize).min(end)..((high + 2.0).max(0.0) as usize).min(end)
        };
        [range(x0, x1, self.width), range(y0, y1, self.height)]
    }

    /// Lays a colour with its coverage over the pixels that show a box of the plane; `ink` is given the place in
    /// millimetres and gives the colour and how much of the pixel it covers.
    pub fn stamp(&mut self, camera: &Camera, bounds: Bounds, ink: impl Fn(f32, f32) -> (Color, f32)) {
        let [columns, rows] = self.window(camera, bounds);
        for y in rows {
            for x in self.visible(y, &columns) {
                let Some([u, v]) = camera.unproject(x as f32 + 0.5, y as f32 + 0.5) else { continue };
                let (color, cover) = ink(u, v);
                if cover > 0.0 {
                    self.lay(y * self.width + x, color, cover.min(1.0));
                }
            }
        }
    }

    #[inline]
    pub fn lay(&mut self, pixel: usize, color: Color, cover: f32) {
        for (value, ink) in self.light[pixel * 3..pixel * 3 + 3].iter_mut().zip(color) {
            *value += (ink - *value) * cover;
        }
    }
}
