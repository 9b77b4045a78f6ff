//! What a page lies on.

use super::random::{Random, floor, noise, sine};
use super::tone::{Color, mix, scale, srgb, step};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Material {
    Wood,
    Cloth,
    Plain,
    Leather,
    Stone,
    Tiles,
    Glass,
}

/// A surface with its colours and the place of its pattern.
#[derive(Clone, Debug)]
pub struct Surface {
    material: Material,
    colors: [Color; 2],
    /// Cosine and sine of the pattern's direction.
    turn: [f32; 2],
    shift: [f32; 2],
    size: f32,
    stripes: f32,
}

impl Surface {
    pub fn new(random: &mut Random) -> Self {
        let (material, light, dark) = match random.below(11) {
            0..4 => {
                let [light, dark] = random.pick([
                    [0xA87C52, 0x6E4A2E],
                    [0xCFA878, 0xA57C4E],
                    [0x6A4630, 0x3E281C],
                    [0xE0CCA8, 0xC2A47C],
                    [0x8A8078, 0x605850],
                ]);
                (Material::Wood, light, dark)
            }
            4..6 => {
                let [light, dark] = random.pick([
                    [0x8090A8, 0x506078],
                    [0xC8C0B0, 0x9A9080],
                    [0x7A3038, 0x501C24],
                    [0x404448, 0x202428],
                ]);
                (Material::Cloth, light, dark)
            }
            6 | 7 => {
                let light = random.pick([0xF0EFEC, 0xE6E4E0, 0xF4F4F4, 0xC8C8C6, 0x8C9094, 0x303234]);
                (Material::Plain, light, light)
            }
            8 => {
                let [light, dark] = random.pick([[0x3A2A22, 0x1A120E], [0x2A2A2C, 0x101012], [0x5A3020, 0x341810]]);
                (Material::Leather, light, dark)
            }
            9 => {
                let [light, dark] = random.pick([[0xE4E0D8, 0x9A948A], [0xB0B8BC, 0x70787C], [0xC89078, 0x8A7A70]]);
                (Material::Tiles, light, dark)
            }
            _ => {
                let [light, dark] = random.pick([[0xD8D4CC, 0x8A8680], [0x5A5A5C, 0x2C2C2E]]);
                (Material::Stone, light, dark)
            }
        };
        Self::of(random, material, [srgb(light), srgb(dark)])
    }

    /// The lid of a flatbed scanner, white or black.
    pub fn lid(random: &mut Random) -> Self {
        let color = random.pick([srgb(0xFCFCFC), srgb(0xF0F0F0), srgb(0x101010)]);
        Self::of(random, Material::Glass, [color, color])
    }

    fn of(random: &mut Random, material: Material, colors: [Color; 2]) -> Self {
        let direction = if random.chance(0.6) { random.between(-0.15, 0.15) } else { random.between(-1.5, 1.5) };
        Self {
            material,
            colors,
            turn: [direction.cos(), direction.sin()],
            shift: [random.between(0.0, 900.0), random.between(0.0, 900.0)],
            size: random.between(0.7, 1.4),
            stripes: if random.chance(0.3) { random.between(12.0, 40.0) } else { 0.0 },
        }
    }

    /// The colour at a place in millimetres, seen at `density` pixels a millimetre.
    #[inline]
    pub fn color(&self, x: f32, y: f32, density: f32) -> Color {
        let [light, dark] = self.colors;
        let u = (x * self.turn[0] + y * self.turn[1]) / self.size + self.shift[0];
        let v = (y * self.turn[0] - x * self.turn[1]) / self.size + self.shift[1];
        match self.material {
            Material::Wood => {
                let board = v / 92.0;
                let along = u + 217.0 * floor(board) as f32;
                let rings = sine(v * 0.35 + 9.0 * noise(along * 0.009, v * 0.035)) * 0.5 + 0.5;
                let fibre = noise(along * 0.12, v * 4.0);
                let joint = 1.0 - 0.7 * (1.0 - step(0.3, 0.8, (board - floor(board + 0.5) as f32).abs() * 92.0));
                scale(mix(light, dark, 0.2 + 0.45 * rings + 0.35 * (fibre - 0.3)), joint)
            }
            Material::Cloth => {
                let thread = sine(u * 7.0) * sine(v * 7.0);
                let visible = step(1.2, 4.0, density / self.size);
                let weave = 0.5 + visible * (0.35 * thread + 0.3 * (noise(u * 1.1, v * 4.4) - 0.5));
                let band = if self.stripes > 0.0 {
                    0.35 * f32::from(u8::from((u / self.stripes).fract() > 0.6))
                        + 0.2 * f32::from(u8::from((v / self.stripes).fract() > 0.6))
                } else {
                    0.3 * noise(u * 0.03, v * 0.03)
                };
                mix(light, dark, (weave * 0.6 + band).clamp(0.0, 1.0))
            }
            Material::Plain => scale(light, 0.96 + 0.05 * noise(u * 0.02, v * 0.02) + 0.02 * noise(u * 2.3, v * 2.3)),
            Material::Leather => {
                let grain = (noise(u * 0.9, v * 0.9) - 0.5).abs() * 2.0;
                let fine = noise(u * 2.7, v * 2.7);
                mix(dark, light, step(0.0, 0.45, grain) * 0.7 + 0.3 * fine)
            }
            Material::Stone => {
                let speck = noise(u * 1.4, v * 1.4) * 0.6 + noise(u * 3.9, v * 3.9) * 0.4;
                mix(light, dark, step(0.42, 0.68, speck))
            }
            Material::Tiles => {
                let (column, row) = (u / 58.0, v / 58.0);
                let edge = |at: f32| (at - floor(at + 0.5) as f32).abs() * 58.0;
                let grout = 1.0 - step(0.9, 1.4, edge(column).min(edge(row)));
                let fired = noise(floor(column) as f32 * 7.3, floor(row) as f32 * 3.7) + 0.4 * noise(u * 0.2, v * 0.2);
                mix(scale(light, 0.88 + 0.12 * fired), dark, grout)
            }
            Material::Glass => light,
        }
    }
}
