//! A picture with what was found drawn in.

mod letters;

use super::plane::Plane;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

/// A copy of a picture in grey, with coloured lines and names.
pub struct Annotation {
    image: RgbImage,
    /// Names that were written, by the place of their upper left corner: a second one at the same place goes below.
    names: Vec<[i32; 2]>,
}

/// Long side of the copy: lines and names are as large on every screen.
const LONG_SIDE: usize = 1400;
/// Half the width of a line in pixels.
const STROKE: i32 = 2;
/// Size of a letter's dot.
const DOT: i32 = 2;
/// Colours of the document's corners, and of trouble.
const GREEN: Rgb<u8> = Rgb([0, 200, 80]);
const RED: Rgb<u8> = Rgb([230, 40, 40]);
const WHITE: Rgb<u8> = Rgb([255, 255, 255]);

impl Annotation {
    /// Of an upright picture.
    #[must_use]
    pub fn new(luma: &Plane) -> Self {
        let small = luma.within(LONG_SIDE);
        let side = |side: usize| u32::try_from(side).unwrap_or(0);
        let image = RgbImage::from_fn(side(small.width()), side(small.height()), |x, y| {
            let value = small.at(x as usize, y as usize);
            Rgb([value; 3])
        });
        Self { image, names: Vec::new() }
    }

    /// Draws four sides, their corners given as fractions of the picture, and a name at the first corner.
    pub fn quad(&mut self, corners: [[f32; 2]; 4], name: &str) {
        let corners = corners.map(|corner| self.place(corner));
        for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            self.line(*from, *to, GREEN);
        }
        for [x, y] in corners {
            self.dot([x - 3 * STROKE, y - 3 * STROKE], 6 * STROKE, GREEN);
        }
        let [[x, y], ..] = corners;
        self.name([x, y], name, GREEN);
    }

    /// Draws a rectangle, given as left, top, width and height in fractions of the picture, with its name.
    pub fn area(&mut self, [left, top, width, height]: [f32; 4], name: &str) {
        let corners = [[left, top], [left + width, top], [left + width, top + height], [left, top + height]];
        let corners = corners.map(|corner| self.place(corner));
        for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            self.line(*from, *to, RED);
        }
        let [[x, y], ..] = corners;
        self.name([x, y], name, RED);
    }

    /// The copy as a PNG file; `None` where the encoder refuses it.
    #[must_use]
    pub fn png(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let (width, height) = self.image.dimensions();
        PngEncoder::new(&mut bytes)
            .write_image(self.image.as_raw(), width, height, ExtendedColorType::Rgb8)
            .ok()
            .map(|()| bytes)
    }

    /// A point within a little of the picture, in pixels.
    fn place(&self, [x, y]: [f32; 2]) -> [i32; 2] {
        let (width, height) = self.image.dimensions();
        let within = |part: f32, side: u32| (part.clamp(-0.5, 1.5) * side as f32) as i32;
        [within(x, width), within(y, height)]
    }

    fn line(&mut self, [ax, ay]: [i32; 2], [bx, by]: [i32; 2], color: Rgb<u8>) {
        let steps = (bx - ax).abs().max((by - ay).abs()).max(1);
        for step in 0..=steps {
            let at = [ax + (bx - ax) * step / steps - STROKE, ay + (by - ay) * step / steps - STROKE];
            self.dot(at, 2 * STROKE, color);
        }
    }

    fn dot(&mut self, [left, top]: [i32; 2], side: i32, color: Rgb<u8>) {
        for y in top..top + side {
            for x in left..left + side {
                if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
                    && let Some(pixel) = self.image.get_pixel_mut_checked(x, y)
                {
                    *pixel = color;
                }
            }
        }
    }

    /// Writes a name on a plate below a point, inside the picture.
    fn name(&mut self, [x, y]: [i32; 2], name: &str, color: Rgb<u8>) {
        let count = i32::try_from(name.chars().count()).unwrap_or(0);
        let (width, height) = ((count * letters::PITCH + 2) * DOT, (letters::HEIGHT + 4) * DOT);
        let limit = |side: u32, own: i32| (i32::try_from(side).unwrap_or(0) - own).max(0);
        let (columns, rows) = self.image.dimensions();
        let left = x.clamp(0, limit(columns, width));
        let mut top = y.clamp(0, limit(rows, height));
        while self.names.iter().any(|[other, row]| (other - left).abs() < width && (row - top).abs() < height) {
            top += height;
        }
        self.names.push([left, top]);
        for row in 0..height {
            for column in 0..width {
                self.dot([left + column, top + row], 1, color);
            }
        }
        for (index, letter) in (0..).zip(name.chars()) {
            for (column, row) in letters::dots(letter) {
                let at = [left + (1 + index * letters::PITCH + column) * DOT, top + (2 + row) * DOT];
                self.dot(at, DOT, WHITE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_names_are_drawn_and_nothing_outside_panics() {
        let mut annotation = Annotation::new(&Plane::from_parts(300, 200, vec![128; 60_000]));
        annotation.quad([[0.1, 0.1], [0.9, 0.1], [1.3, 0.9], [-0.2, 0.9]], "document");
        annotation.area([0.5, 0.5, 0.2, 0.1], "glare");
        annotation.area([0.5, 0.5, 9.0, f32::NAN], "motion-blur");
        assert_eq!(*annotation.image.get_pixel(200, 20), GREEN);
        assert_eq!(*annotation.image.get_pixel(200, 100), RED);
        assert!(annotation.image.pixels().any(|pixel| *pixel == WHITE));
        let png = annotation.png().unwrap();
        assert!(png.starts_with(b"\x89PNG"));
        assert!(Annotation::new(&Plane::from_parts(1, 1, vec![0])).png().is_some());
    }
}
