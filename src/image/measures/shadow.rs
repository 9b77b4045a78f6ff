//! Shadows on a page.

use super::rank::nth;
use crate::image::plane::Plane;

/// Cells of the page, across and down: a cell holds paper and not print alone.
const CELLS: [usize; 2] = [20, 14];

/// A cell is in shadow whose paper is darker than this part of the page's paper, in luma: a quarter of the light (sRGB).
const DARK: f32 = 0.5;

/// Where portraits stand (ICAO Doc 9303-4 zone V, with room): left, top, right, bottom in page fractions. Hair and clothes are
/// dark without a shadow.
const PORTRAIT: [f32; 4] = [0.0, 0.12, 0.38, 0.82];

/// Share of the cells outside of the portrait that are in shadow.
pub fn share(flat: &Plane) -> f32 {
    let [columns, rows] = CELLS;
    let mut levels = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let middle = [(column as f32 + 0.5) / columns as f32, (row as f32 + 0.5) / rows as f32];
            let [left, top, right, bottom] = PORTRAIT;
            if (left..right).contains(&middle[0]) && (top..bottom).contains(&middle[1]) {
                continue;
            }
            let span = flat.width() * column / columns..flat.width() * (column + 1) / columns;
            let mut pixels: Vec<u8> = (flat.height() * row / rows..flat.height() * (row + 1) / rows)
                .flat_map(|y| flat.row(y).get(span.clone()).unwrap_or_default().iter().step_by(2))
                .copied()
                .collect();
            levels.extend(nth(&mut pixels, 85, u8::cmp).map(|&level| f32::from(level)));
        }
    }
    let count = levels.len().max(1) as f32;
    let Some(paper) = nth(&mut levels, 90, f32::total_cmp).copied() else { return 0.0 };
    levels.iter().filter(|&&level| level < DARK * paper).count() as f32 / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dark_half_is_a_shadow() {
        let page = |dark: u8| {
            let pixel = |at: usize| match (at % 640, at / 640) {
                (x, y) if y % 16 < 3 && x % 6 < 3 => 30,
                (x, _) if x > 400 => dark,
                _ => 220,
            };
            Plane::from_parts(640, 450, (0..640 * 450).map(pixel).collect())
        };
        assert_eq!(share(&page(220)), 0.0);
        assert!((share(&page(70)) - 0.5).abs() < 0.15);
        assert_eq!(share(&Plane::from_parts(1, 1, vec![0])), 0.0);
    }
}
