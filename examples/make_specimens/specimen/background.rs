//! Paper and security printing.

use super::random::{Random, noise};
use super::sheet::Sheet;
use super::tone::{Color, hue, mix};
use std::sync::LazyLock;

const STEPS: usize = 1024;

/// One period of a line pattern: a soft stroke that covers a third of it.
static LINE: LazyLock<Vec<f32>> = LazyLock::new(|| {
    (0..STEPS)
        .map(|at| (((at as f32 / STEPS as f32 * std::f32::consts::TAU).sin() - 0.25) * 1.6).clamp(0.0, 1.0))
        .collect()
});

/// Waves whose phase is a sum of a function of the column and one of the row, in turns.
struct Waves {
    columns: Vec<f32>,
    rows: Vec<f32>,
}

impl Waves {
    fn new(random: &mut Random, size: [usize; 2], scale: f32) -> Self {
        let line = random.between(0.35, 1.1);
        let (swing, length) = (random.between(0.3, 2.5), random.between(14.0, 60.0));
        let (lean, upright) = (random.between(-0.4, 0.4), random.chance(0.3));
        let shift = random.unit();
        let run = |count: usize| (0..count).map(move |at| at as f32 / scale);
        let steep = run(size[usize::from(!upright)]).map(|at| at * line + 64.0).collect();
        let bent = run(size[usize::from(upright)])
            .map(|at| (at / length * std::f32::consts::TAU + shift).sin() * swing + at * lean * line + 64.0)
            .collect();
        if upright { Self { columns: steep, rows: bent } } else { Self { columns: bent, rows: steep } }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        LINE[((self.columns[x] + self.rows[y]) * STEPS as f32) as i32 as usize % STEPS]
    }
}

/// The look of a document's paper.
pub struct Style {
    pub paper: Color,
    pub tints: [Color; 2],
    pub hue: f32,
    depth: f32,
    rainbow: f32,
    rosettes: usize,
    marbled: bool,
}

impl Style {
    pub fn new(random: &mut Random) -> Self {
        let base = random.unit();
        let saturation = random.between(0.02, 0.16);
        let second = base + random.between(0.1, 0.5);
        Self {
            paper: hue(base, saturation, random.between(0.88, 0.97)),
            tints: [
                hue(base, random.between(0.2, 0.5), random.between(0.62, 0.82)),
                hue(second, random.between(0.2, 0.5), random.between(0.62, 0.82)),
            ],
            hue: base,
            depth: random.between(0.12, 0.6),
            rainbow: if random.chance(0.6) { random.between(0.2, 0.8) } else { 0.0 },
            rosettes: random.below(4),
            marbled: random.chance(0.25),
        }
    }

    /// A blank sheet of `size` millimetres.
    pub fn blank(&self, random: &mut Random, size: [f32; 2], scale: f32) -> Sheet {
        let cells = size.map(|side| (side * scale).round() as usize + 2);
        let waves: [Waves; 2] = std::array::from_fn(|_| Waves::new(random, cells, scale));
        // Paper and both inks, column by column.
        let columns: Vec<[Color; 3]> = (0..cells[0])
            .map(|x| {
                let share = (x as f32 / cells[0] as f32 * 3.5 + self.hue).sin() * 0.5 * self.rainbow + 0.5;
                let tint = mix(self.tints[0], self.tints[1], share);
                [mix(self.paper, tint, self.depth * 0.3), tint, mix(self.tints[1], self.tints[0], share)]
            })
            .collect();
        let depth = self.depth * 0.6;
        let mut sheet = Sheet::new(size, scale, |x, y| {
            let (column, row) = ((x * scale) as i32 as usize, (y * scale) as i32 as usize);
            let [paper, tint, other] = columns[column];
            mix(mix(paper, tint, depth * waves[0].at(column, row)), other, depth * waves[1].at(column, row))
        });
        if self.marbled {
            let depth = self.depth;
            sheet.print([0.0, 0.0, size[0], size[1]], |x, y| (self.tints[1], depth * 0.4 * noise(x / 9.0, y / 6.0)));
        }
        for _ in 0..self.rosettes {
            let center = [random.between(0.2, 0.9) * size[0], random.between(0.2, 0.8) * size[1]];
            self.rosette(random, &mut sheet, center);
        }
        sheet
    }

    /// A flower of fine lines.
    fn rosette(&self, random: &mut Random, sheet: &mut Sheet, [x0, y0]: [f32; 2]) {
        let radius = random.between(8.0, 22.0);
        let (petals, bulge, line) =
            (random.between(5.0, 14.0).floor(), random.between(0.5, 3.0), random.between(0.6, 1.2));
        let (tint, depth) = (self.tints[random.below(2)], self.depth * 0.8);
        sheet.print([x0 - radius, y0 - radius, x0 + radius, y0 + radius], |x, y| {
            let (dx, dy) = (x - x0, y - y0);
            let distance = (dx * dx + dy * dy).sqrt();
            if distance > radius {
                return (tint, 0.0);
            }
            let phase = distance * line + bulge * (petals * dy.atan2(dx)).sin() * (distance / radius) + 64.0;
            (
                tint,
                depth * LINE[(phase * STEPS as f32) as i32 as usize % STEPS] * (1.0 - distance / radius).min(0.3) / 0.3,
            )
        });
    }
}
