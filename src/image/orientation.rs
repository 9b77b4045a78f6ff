//! The eight EXIF orientations.

use super::plane::Plane;

/// How stored pixels are turned and mirrored to stand upright (EXIF 2.32, tag 0x0112).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Self(1)
    }
}

impl Orientation {
    /// From the EXIF value; values outside 1..=8 mean nothing and give `None`.
    #[must_use]
    pub fn from_exif(value: u16) -> Option<Self> {
        u8::try_from(value).ok().filter(|value| (1..=8).contains(value)).map(Self)
    }

    /// From a clockwise rotation in degrees, a multiple of 90 (the PDF page's `/Rotate`).
    #[must_use]
    pub fn from_clockwise_degrees(degrees: i64) -> Self {
        Self(match degrees.rem_euclid(360) {
            90 => 6,
            180 => 3,
            270 => 8,
            _ => 1,
        })
    }

    /// The EXIF value, 1..=8.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }

    /// Stored (width, height) to upright (width, height).
    #[must_use]
    pub const fn upright_size(self, width: u32, height: u32) -> (u32, u32) {
        if self.0 >= 5 { (height, width) } else { (width, height) }
    }

    /// Whether the stored pixels are mirrored.
    #[must_use]
    pub const fn is_mirrored(self) -> bool {
        matches!(self.0, 2 | 4 | 5 | 7)
    }

    /// What is left of a mirrored orientation once the stored rows are reversed.
    #[must_use]
    pub const fn after_mirroring(self) -> Self {
        Self(match self.0 {
            4 => 3,
            5 => 8,
            7 => 6,
            _ => 1,
        })
    }

    /// This one, with the whole turned once more.
    #[must_use]
    pub fn then(self, outer: Self) -> Self {
        // No two of the eight take both points to the same places.
        let places = |turn: &dyn Fn([f32; 2]) -> [f32; 2]| [[0.0, 0.0], [1.0, 0.0]].map(turn);
        let wanted = places(&|point| outer.upright_point(self.upright_point(point)));
        (1..=8).map(Self).find(|turn| places(&|point| turn.upright_point(point)) == wanted).unwrap_or(self)
    }

    /// Where a point of the stored picture lies in the upright one, both as fractions.
    #[must_use]
    pub const fn upright_point(self, [x, y]: [f32; 2]) -> [f32; 2] {
        match self.0 {
            2 => [1.0 - x, y],
            3 => [1.0 - x, 1.0 - y],
            4 => [x, 1.0 - y],
            5 => [y, x],
            6 => [1.0 - y, x],
            7 => [1.0 - y, 1.0 - x],
            8 => [y, 1.0 - x],
            _ => [x, y],
        }
    }

    /// The stored pixels, turned upright.
    #[must_use]
    pub fn upright(self, stored: Plane) -> Plane {
        let (width, height) = (stored.width(), stored.height());
        if self.0 == 1 || width == 0 || height == 0 {
            return stored;
        }
        if self.0 == 3 {
            let mut pixels = stored.into_pixels();
            pixels.reverse();
            return Plane::from_parts(width, height, pixels);
        }
        let (upright_width, upright_height) = if self.0 >= 5 { (height, width) } else { (width, height) };
        let source = stored.pixels();
        let mut pixels = Vec::with_capacity(source.len());
        for v in 0..upright_height {
            for u in 0..upright_width {
                let (x, y) = match self.0 {
                    2 => (width - 1 - u, v),
                    4 => (u, height - 1 - v),
                    5 => (v, u),
                    6 => (v, height - 1 - u),
                    7 => (width - 1 - v, height - 1 - u),
                    _ => (width - 1 - v, u),
                };
                pixels.push(source.get(y * width + x).copied().unwrap_or(0));
            }
        }
        Plane::from_parts(upright_width, upright_height, pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirrored_picture_is_turned_after_its_rows_are_reversed() {
        for value in [2, 4, 5, 7] {
            let orientation = Orientation::from_exif(value).unwrap();
            let [x, y] = [0.2, 0.3];
            let after = orientation.after_mirroring();
            assert!(orientation.is_mirrored() && !after.is_mirrored());
            let (one, other) = (orientation.upright_point([x, y]), after.upright_point([1.0 - x, y]));
            assert!((one[0] - other[0]).abs() + (one[1] - other[1]).abs() < 1e-6, "{value}");
        }
    }

    #[test]
    fn points_move_as_pixels_do() {
        for value in 1..=8 {
            let orientation = Orientation::from_exif(value).unwrap();
            let mut pixels = vec![0; 8];
            pixels[1] = 9;
            let upright = orientation.upright(Plane::from_parts(4, 2, pixels));
            let at = upright.pixels().iter().position(|&pixel| pixel == 9).unwrap();
            let (width, height) = (upright.width(), upright.height());
            let found = [(at % width) as f32 + 0.5, (at / width) as f32 + 0.5];
            let [x, y] = orientation.upright_point([1.5 / 4.0, 0.5 / 2.0]);
            assert_eq!([x * width as f32, y * height as f32], found, "{value}");
        }
    }

    #[test]
    fn each_orientation_turns_as_exif_says() {
        // Stored: "ab" over "cd" over "ef".
        let expected: [(u8, usize, &[u8]); 8] = [
            (1, 2, b"abcdef"),
            (2, 2, b"badcfe"),
            (3, 2, b"fedcba"),
            (4, 2, b"efcdab"),
            (5, 3, b"acebdf"),
            (6, 3, b"ecafdb"),
            (7, 3, b"fdbeca"),
            (8, 3, b"bdface"),
        ];
        for (value, width, pixels) in expected {
            let stored = Plane::from_parts(2, 3, b"abcdef".to_vec());
            let upright = Orientation(value).upright(stored);
            assert_eq!((upright.width(), upright.pixels()), (width, pixels), "orientation {value}");
        }
    }

    #[test]
    fn page_rotation_is_clockwise() {
        assert_eq!(Orientation::from_clockwise_degrees(-90).value(), 8);
        assert_eq!(Orientation::from_clockwise_degrees(450).value(), 6);
        assert_eq!(Orientation::from_exif(0), None);
        assert_eq!(Orientation::from_exif(9), None);
    }
}
