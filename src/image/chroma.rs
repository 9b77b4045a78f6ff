//! The colour of a picture at a fraction of its size: enough to tell a page from a table and a copy from an original.

use super::plane::Plane;

/// Differences to brightness (BT.601 Cb and Cr, 128 for grey), both planes of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chroma {
    /// Cb.
    pub blue: Plane,
    /// Cr.
    pub red: Plane,
    /// Both as a JPEG file has them, at half of the picture's size or more; `None` for other pictures.
    pub stored: Option<[Plane; 2]>,
}

/// Most pixels of the long side.
const LONG_SIDE: usize = 512;

/// Pixels of the picture that make one of these in a side, where colour is gathered pixel by pixel.
const CELL: usize = 8;

impl Chroma {
    /// From the chroma planes of a decoder.
    #[must_use]
    pub fn of_planes(blue: Plane, red: Plane) -> Self {
        Self { blue: blue.within(LONG_SIDE), red: red.within(LONG_SIDE), stored: Some([blue, red]) }
    }

    /// Of a picture that is stored without colours.
    #[must_use]
    pub fn grey() -> Self {
        let plane = || Plane::from_parts(CELL, CELL, vec![128; CELL * CELL]);
        Self { blue: plane(), red: plane(), stored: None }
    }

    /// With all rows reversed.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let stored = self.stored.as_ref().map(|[blue, red]| [blue.mirrored(), red.mirrored()]);
        Self { blue: self.blue.mirrored(), red: self.red.mirrored(), stored }
    }

    /// Both planes at another size, no larger than they are.
    #[must_use]
    pub fn averaged(&self, width: usize, height: usize) -> Self {
        Self { blue: self.blue.averaged(width, height), red: self.red.averaged(width, height), stored: None }
    }
}

/// Sums colours up while a picture passes by.
#[derive(Debug)]
pub struct Gatherer {
    columns: usize,
    rows: usize,
    /// Red, green, blue and how many pixels.
    cells: Vec<[u32; 4]>,
}

impl Gatherer {
    /// For a picture of this size.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        let (columns, rows) = (width.div_ceil(CELL).max(1), height.div_ceil(CELL).max(1));
        Self { columns, rows, cells: vec![[0; 4]; columns * rows] }
    }

    /// Takes one pixel.
    pub fn push(&mut self, x: usize, y: usize, [red, green, blue]: [u8; 3]) {
        if let Some(cell) = self.cells.get_mut(y / CELL * self.columns + x / CELL) {
            cell.iter_mut().zip([u32::from(red), u32::from(green), u32::from(blue), 1]).for_each(|(sum, v)| *sum += v);
        }
    }

    /// The colour of all pixels.
    #[must_use]
    pub fn finish(self) -> Chroma {
        let plane = |weights: [f32; 3]| {
            let value = |cell: &[u32; 4]| {
                let count = cell[3].max(1) as f32;
                let sum: f32 = weights.iter().zip(cell).map(|(weight, &sum)| weight * sum as f32).sum();
                (128.0 + sum / count).round().clamp(0.0, 255.0) as u8
            };
            Plane::from_parts(self.columns, self.rows, self.cells.iter().map(value).collect())
        };
        // ITU-R BT.601, as in JFIF 1.02.
        let [blue, red] = [[-0.1687, -0.3313, 0.5], [0.5, -0.4187, -0.0813]].map(plane);
        Chroma { blue: blue.within(LONG_SIDE), red: red.within(LONG_SIDE), stored: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gathers_colours() {
        let mut gatherer = Gatherer::new(16, 8);
        for x in 0..16 {
            for y in 0..8 {
                gatherer.push(x, y, if x < 8 { [200, 200, 200] } else { [255, 0, 0] });
            }
        }
        let chroma = gatherer.finish();
        assert_eq!((chroma.blue.row(0), chroma.red.row(0)), ([128, 85].as_slice(), [128, 255].as_slice()));
    }
}
