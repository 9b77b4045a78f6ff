//! The film over a page: its sealed edge and the patches that change colour.

use super::super::random::{Random, noise};
use super::super::sheet::Sheet;
use super::super::tone::{hue, srgb};

pub fn cover(sheet: &mut Sheet, random: &mut Random, [width, height]: [f32; 2]) {
    if random.chance(0.35) {
        let margin = random.between(0.6, 1.8);
        let white = srgb(0xFFFFFF);
        let edge = [margin, margin, width - margin, height - margin];
        let line = random.between(0.12, 0.25);
        for (bounds, opacity) in [
            ([edge[0], edge[1], edge[2], edge[1] + line], 0.35),
            ([edge[0], edge[3] - line, edge[2], edge[3]], 0.2),
            ([edge[0], edge[1], edge[0] + line, edge[3]], 0.35),
            ([edge[2] - line, edge[1], edge[2], edge[3]], 0.2),
        ] {
            sheet.rectangle(bounds, white, opacity);
        }
    }
    if random.chance(0.4) {
        patch(sheet, random, [width, height]);
    }
}

/// A diffractive patch as it looks from one side: a faint play of colours in a star or a disc.
fn patch(sheet: &mut Sheet, random: &mut Random, [width, height]: [f32; 2]) {
    let radius = random.between(5.0, 9.0);
    let center = [random.between(0.25, 0.75) * width, random.between(0.25, 0.6) * height];
    let (rays, first, strong) = (random.between(4.0, 9.0).floor(), random.unit(), random.between(0.08, 0.28));
    let reach = [center[0] - radius, center[1] - radius, center[0] + radius, center[1] + radius];
    sheet.print(reach, |x, y| {
        let (dx, dy) = (x - center[0], y - center[1]);
        let away = (dx * dx + dy * dy).sqrt() / radius;
        if away > 1.0 {
            return ([0.0; 3], 0.0);
        }
        let turn = dy.atan2(dx);
        let ray = ((turn * rays).sin() * 0.5 + 0.5) * (0.4 + 0.6 * noise(x * 1.5, y * 1.5));
        (hue(first + away * 0.6 + turn * 0.1, 0.55, 0.9), strong * ray)
    });
}
