//! A passport booklet that lies open.

use super::super::background::Style;
use super::super::random::Random;
use super::super::sheet::Sheet;
use super::super::tone::{mix, scale, srgb};
use super::lines::Print;

/// The page before the data page above it, with a fold between.
pub fn open(print: &Print, random: &mut Random, data: Sheet, [width, height]: [f32; 2]) -> Sheet {
    let dense = data.scale;
    let mut upper = Style::new(random).blank(random, [width, height], dense);
    if random.chance(0.6) {
        print.heading(&mut upper, "OBSERVATIONS", [8.0, 8.0], 2.6, 60.0, print.heading);
        let number = format!("{} 2", print.person.number);
        print.heading(&mut upper, &number, [width - 34.0, height - 8.0], 2.6, 30.0, srgb(0x802830));
    } else {
        upper.ellipse([width / 2.0, height * 0.45], [16.0, 16.0], mix(print.heading, print.style.paper, 0.6), 0.7);
        upper.ellipse([width / 2.0, height * 0.45], [12.0, 12.0], print.style.paper, 0.9);
        print.heading(
            &mut upper,
            print.person.nation.name,
            [width * 0.28, height * 0.72],
            5.0,
            width * 0.5,
            print.heading,
        );
    }
    let columns = data.width;
    let mut points = upper.points;
    points.truncate(columns * upper.height);
    points.extend_from_slice(&data.points);
    let rows = upper.height + data.height;
    let mut sheet = Sheet { width: columns, height: rows, scale: dense, points };
    // The paper bends into the fold.
    let depth = random.between(0.25, 0.6);
    for y in 0..rows {
        let away = (y as f32 - upper.height as f32) / dense;
        let shade = 1.0 - depth * (-(away * away) / 6.0).exp() - 0.35 * (-(away * away) / 0.08).exp();
        for point in &mut sheet.points[y * columns..(y + 1) * columns] {
            let [red, green, blue] = scale([point[0], point[1], point[2]], shade.max(0.1));
            *point = [red, green, blue, 1.0];
        }
    }
    sheet
}
