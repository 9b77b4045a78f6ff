//! From a line and its columns to an area of the picture.

use std::sync::Arc;

use crate::fact::{REGION, Record, Value};
use crate::text::mrz::Extent;

/// Corners of the grid of characters, TL TR BR BL, as fractions of the image.
pub type Quad = [[f64; 2]; 4];

/// Corners as the facts have them.
pub fn quad(sides: &[Value]) -> Option<Quad> {
    let side = |value: &Value| match value {
        Value::Double(side) => Some(*side),
        Value::Int(side) => Some(*side as f64),
        _ => None,
    };
    let sides: Vec<f64> = sides.iter().map(side).collect::<Option<_>>()?;
    sides.as_chunks::<2>().0.try_into().ok().filter(|_| sides.len() == 8)
}

/// The rectangle around some characters of a grid of so many lines and columns: left, top, width, height.
pub fn area(quad: &Quad, (lines, columns): (usize, usize), at: Extent) -> [f64; 4] {
    let across = [at.from, at.to.max(at.from + 1)].map(|column| column as f64 / columns.max(1) as f64);
    let down = [at.line, at.line + 1].map(|line| line as f64 / lines.max(1) as f64);
    let corners = across.iter().flat_map(|u| down.iter().map(|v| point(quad, *u, *v)));
    let (mut low, mut high) = ([1.0_f64; 2], [0.0_f64; 2]);
    for corner in corners {
        for ((low, high), side) in low.iter_mut().zip(&mut high).zip(corner) {
            let side = side.clamp(0.0, 1.0);
            *low = low.min(side);
            *high = high.max(side);
        }
    }
    let ([x, y], [right, lower]) = (low, high);
    [x, y, (right - x).max(0.0), (lower - y).max(0.0)]
}

/// The point so far across and down, both 0 to 1.
fn point([tl, tr, br, bl]: &Quad, u: f64, v: f64) -> [f64; 2] {
    let mix = |axis: usize| {
        let of = |corner: &[f64; 2]| corner.get(axis).copied().unwrap_or_default();
        let (upper, lower) = (of(tl) * (1.0 - u) + of(tr) * u, of(bl) * (1.0 - u) + of(br) * u);
        upper * (1.0 - v) + lower * v
    };
    [mix(0), mix(1)]
}

/// A rectangle as a fact.
pub fn region(page: i64, sides: [f64; 4]) -> Value {
    let mut region = Record::blank(&REGION, "");
    region.set("page", Value::Int(page));
    for (name, side) in ["x", "y", "width", "height"].into_iter().zip(sides) {
        // A thousandth of the picture is finer than a letter, and no machine's last digit shows.
        region.set(name, Value::Double((side * 1e3).round() / 1e3));
    }
    Value::Record(Arc::new(region))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FLAT: Quad = [[0.1, 0.8], [0.9, 0.8], [0.9, 0.9], [0.1, 0.9]];

    fn close(found: [f64; 4], wanted: [f64; 4]) {
        assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?} {wanted:?}");
    }

    #[test]
    fn a_field_of_a_flat_grid() {
        close(area(&FLAT, (2, 44), Extent { line: 1, from: 0, to: 11 }), [0.1, 0.85, 0.2, 0.05]);
        close(area(&FLAT, (2, 44), Extent { line: 0, from: 22, to: 44 }), [0.5, 0.8, 0.4, 0.05]);
    }

    #[test]
    fn a_grid_that_stands_on_its_head() {
        let turned = [[0.9, 0.2], [0.1, 0.2], [0.1, 0.1], [0.9, 0.1]];
        close(area(&turned, (2, 44), Extent { line: 1, from: 0, to: 11 }), [0.7, 0.1, 0.2, 0.05]);
    }

    #[test]
    fn corners_are_eight_numbers() {
        let numbers = |count: usize| vec![Value::Double(0.5); count];
        assert!(quad(&numbers(8)).is_some() && quad(&numbers(6)).is_none() && quad(&numbers(10)).is_none());
        assert!(quad(&[]).is_none());
    }

    proptest! {
        #[test]
        fn an_area_lies_in_the_picture(
            sides in proptest::array::uniform8(-0.5..1.5_f64), line in 0..3_usize, from in 0..44_usize, length in 0..44_usize,
        ) {
            let [a, b, c, d, e, f, g, h] = sides;
            let at = Extent { line, from, to: from + length };
            let [x, y, width, height] = area(&[[a, b], [c, d], [e, f], [g, h]], (3, 44), at);
            prop_assert!(x >= 0.0 && y >= 0.0 && width >= 0.0 && height >= 0.0);
            prop_assert!(x + width <= 1.0 + 1e-9 && y + height <= 1.0 + 1e-9);
        }
    }
}
