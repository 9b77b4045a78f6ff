//! Shadows on a page.

use super::rank::nth;
use super::region::Region;
use crate::image::plane::Plane;

/// Cells of the page, across and down: a cell holds paper and not print alone.
const CELLS: [usize; 2] = [20, 14];

/// A cell is in shadow whose paper is darker than this part of the page's paper, in luma: a quarter of the light (sRGB).
const DARK: f32 = 0.5;

/// Where portraits stand (ICAO Doc 9303-4 zone V, with room), in page fractions. Hair and clothes are dark without a shadow.
const PORTRAIT: Region = Region { x: 0.0, y: 0.12, width: 0.38, height: 0.7 };

/// What of a page lies in shadow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shadow {
    /// Share of the page, outside of the portrait.
    pub share: f32,
    /// The rectangle around it, in page fractions.
    pub area: Option<Region>,
}

impl Shadow {
    pub(super) fn of(flat: &Plane) -> Self {
        let mut cells = cells(flat);
        let Some(paper) = nth(&mut cells, 90, |a, b| a.0.total_cmp(&b.0)).map(|cell| cell.0) else {
            return Self { share: 0.0, area: None };
        };
        let dark: Vec<Region> = cells.iter().filter(|cell| cell.0 < DARK * paper).map(|cell| cell.1).collect();
        Self { share: dark.len() as f32 / cells.len().max(1) as f32, area: dark.into_iter().reduce(Region::with) }
    }
}

/// Brightness of the paper in each cell outside of the portrait.
fn cells(flat: &Plane) -> Vec<(f32, Region)> {
    let [columns, rows] = CELLS;
    let (width, height) = (1.0 / columns as f32, 1.0 / rows as f32);
    let mut cells = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let cell = Region { x: column as f32 * width, y: row as f32 * height, width, height };
            if PORTRAIT.contains([cell.x + width / 2.0, cell.y + height / 2.0]) {
                continue;
            }
            let span = flat.width() * column / columns..flat.width() * (column + 1) / columns;
            let mut pixels: Vec<u8> = (flat.height() * row / rows..flat.height() * (row + 1) / rows)
                .flat_map(|y| flat.row(y).get(span.clone()).unwrap_or_default().iter().step_by(2))
                .copied()
                .collect();
            cells.extend(nth(&mut pixels, 85, u8::cmp).map(|&level| (f32::from(level), cell)));
        }
    }
    cells
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
        assert_eq!(Shadow::of(&page(220)), Shadow { share: 0.0, area: None });
        let seen = Shadow::of(&page(70));
        let area = seen.area.unwrap();
        assert!((seen.share - 0.5).abs() < 0.15, "{seen:?}");
        assert!((area.x - 400.0 / 640.0).abs() < 0.06 && area.height > 0.99, "{seen:?}");
        assert_eq!(Shadow::of(&Plane::from_parts(1, 1, vec![0])).share, 0.0);
    }
}
