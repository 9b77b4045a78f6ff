//! A face that belongs to nobody, shaded softly like a photo.

use super::person::Person;
use super::random::{Random, noise};
use super::sheet::{Bounds, Sheet};
use super::tone::{Color, luminance, mix, scale, srgb, step};

/// Grid points a millimetre of a printed photo.
const FINEST: f32 = 9.0;

/// What varies from face to face.
struct Face {
    width: f32,
    long_hair: bool,
    beard: f32,
    glasses: bool,
    light: f32,
    backdrop: Color,
    clothes: Color,
    skin: Color,
    hair: Color,
}

/// Coverage of an ellipse with a soft edge, in fractions of the picture's width.
fn oval(x: f32, y: f32, [cx, cy]: [f32; 2], [rx, ry]: [f32; 2], soft: f32) -> f32 {
    let squared = ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2);
    if squared > (1.0 + soft) * (1.0 + soft) {
        return 0.0;
    }
    1.0 - step(1.0 - soft, 1.0 + soft, squared.sqrt())
}

impl Face {
    /// The colour at a position; `x` runs from 0 to 1, `y` from 0 to about 1.3.
    fn color(&self, x: f32, y: f32) -> Color {
        let mut color = scale(self.backdrop, 1.0 - 0.12 * (x - 0.5).abs() - 0.08 * y);
        let hair = scale(self.hair, 0.75 + 0.5 * noise(x * 60.0, y * 9.0));
        let w = self.width;
        if self.long_hair {
            color = mix(color, hair, oval(x, y, [0.5, 0.72], [w * 1.38, 0.48], 0.05));
        }
        let shade = 1.0 - 0.25 * step(0.9, 1.3, y) + 0.1 * (x - 0.5) * self.light;
        color = mix(color, scale(self.clothes, shade), oval(x, y, [0.5, 1.42], [0.47, 0.40], 0.02));
        color = mix(color, scale(self.skin, 0.62), oval(x, y, [0.5, 0.98], [w * 0.55, 0.22], 0.06));
        color = mix(color, hair, oval(x, y, [0.5, 0.50], [w * 1.16, 0.36], 0.04));
        let round = ((x - 0.5) / w).powi(2) + ((y - 0.62) / 0.36).powi(2);
        let lit = 1.06 - 0.34 * round.min(1.2) + self.light * 0.22 * (x - 0.5) / w;
        let face = oval(x, y, [0.5, 0.62], [w, 0.335], 0.035);
        color = mix(color, scale(self.skin, lit), face);
        color = mix(color, scale(self.hair, 0.9), self.beard * face * step(0.70, 0.86, y));
        for side in [-1.0, 1.0] {
            let eye = 0.5 + side * w * 0.42;
            color = mix(color, scale(self.skin, 0.66), 0.6 * oval(x, y, [eye, 0.555], [0.075, 0.045], 0.5));
            color = mix(color, srgb(0xE4E0DC), oval(x, y, [eye, 0.565], [0.045, 0.02], 0.2));
            color = mix(color, srgb(0x2A201A), oval(x, y, [eye, 0.563], [0.02, 0.021], 0.2));
            color = mix(color, self.hair, 0.9 * oval(x, y, [eye, 0.50], [0.068, 0.013], 0.5));
            if self.glasses {
                let rim = oval(x, y, [eye, 0.565], [0.085, 0.06], 0.06) - oval(x, y, [eye, 0.565], [0.074, 0.05], 0.06);
                color = mix(color, srgb(0x202024), rim);
            }
        }
        color =
            mix(color, scale(self.skin, 0.6), 0.55 * oval(x, y, [0.5 - 0.02 * self.light, 0.68], [0.035, 0.09], 0.7));
        color = mix(color, scale(self.skin, 0.45), 0.6 * oval(x, y, [0.5, 0.735], [0.045, 0.014], 0.7));
        mix(color, mix(srgb(0xA05048), self.skin, 0.3), 0.85 * oval(x, y, [0.5, 0.82], [0.082, 0.02], 0.45))
    }
}

/// Prints the holder's photo into a box; `grey` in the manner of an engraving.
pub fn print(sheet: &mut Sheet, random: &mut Random, person: &Person, bounds: Bounds, grey: bool, opacity: f32) {
    let face = Face {
        width: random.between(0.215, 0.25),
        long_hair: !person.male && random.chance(0.8),
        beard: if person.male && random.chance(0.35) { random.between(0.3, 0.85) } else { 0.0 },
        glasses: random.chance(0.2),
        light: random.between(-1.0, 1.0),
        backdrop: scale(srgb(random.pick([0xD8DCE0, 0xE8E6E2, 0xC4CCD6, 0xF0F0F0])), 1.0),
        clothes: srgb(random.pick([0x26303C, 0x4A2830, 0xE0E0DC, 0x3C4C3A, 0x6A6A70, 0x14161A])),
        skin: person.skin,
        hair: person.hair,
    };
    let [left, top, right, bottom] = bounds;
    let size = [right - left, bottom - top];
    let paper = [0.8; 3];
    // Photos are printed with less detail than letters.
    let photo = Sheet::new(size, sheet.scale.min(FINEST), |x, y| {
        let color = face.color(x / size[0], y / size[1] * 1.3);
        if grey { mix(paper, [0.03; 3], 1.0 - luminance(color).powf(0.8)) } else { color }
    });
    sheet.print(bounds, |x, y| {
        let inside = x > left && x < right && y > top && y < bottom;
        let [red, green, blue, _] = photo.sample((x - left) * photo.scale, (y - top) * photo.scale);
        ([red, green, blue], if inside { opacity } else { 0.0 })
    });
}
