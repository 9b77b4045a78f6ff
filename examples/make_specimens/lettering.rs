//! Capitals and digits as pen strokes, drawn for these specimens: plain monospaced shapes in the manner of OCR fonts.

use crate::canvas::{Canvas, Color};

/// Strokes of a character: points `xy` on a grid 4 wide and 6 high, strokes separated by `|`.
const fn strokes(character: char) -> &'static str {
    match character {
        'A' => "06 20 46|14 34",
        'B' => "00 06 36 45 44 33 03|33 42 41 30 00",
        'C' => "41 30 10 01 05 16 36 45",
        'D' => "00 06 26 44 42 20 00",
        'E' => "40 00 06 46|03 33",
        'F' => "40 00 06|03 33",
        'G' => "41 30 10 01 05 16 36 45 43 23",
        'H' => "00 06|40 46|03 43",
        'I' => "10 30|20 26|16 36",
        'J' => "40 45 36 16 05",
        'K' => "00 06|40 03 46",
        'L' => "00 06 46",
        'M' => "06 00 23 40 46",
        'N' => "06 00 46 40",
        'O' => "10 30 41 45 36 16 05 01 10",
        'P' => "06 00 30 41 42 33 03",
        'Q' => "10 30 41 45 36 16 05 01 10|34 46",
        'R' => "06 00 30 41 42 33 03|23 46",
        'S' => "41 30 10 01 02 13 33 44 45 36 16 05",
        'T' => "00 40|20 26",
        'U' => "00 05 16 36 45 40",
        'V' => "00 26 40",
        'W' => "00 16 23 36 40",
        'X' => "00 46|40 06",
        'Y' => "00 23 40|23 26",
        'Z' => "00 40 06 46",
        '0' => "20 41 45 26 05 01 20",
        '1' => "11 20 26|16 36",
        '2' => "01 10 30 41 42 06 46",
        '3' => "00 40 22 33 44 45 36 16 05",
        '4' => "36 30 04 44",
        '5' => "40 00 03 33 44 45 36 06",
        '6' => "30 02 05 16 36 45 44 33 03",
        '7' => "00 40 16",
        '8' => "10 30 41 42 33 13 02 01 10|13 04 05 16 36 45 44 33",
        '9' => "16 44 41 30 10 01 02 13 43",
        '<' => "41 03 45",
        '/' => "40 06",
        '-' => "13 33",
        '.' => "26 26",
        _ => "",
    }
}

/// Draws a line of text from its top left corner: capitals `height` high, one every `pitch` pixels.
pub fn write(canvas: &mut Canvas, text: &str, [left, top]: [f32; 2], height: f32, pitch: f32, color: Color) {
    let unit = height / 6.0;
    let width = (pitch * 0.66 / 4.0).min(unit);
    for (index, character) in text.chars().enumerate() {
        let left = left + index as f32 * pitch + pitch * 0.17;
        for stroke in strokes(character).split('|') {
            let points: Vec<[f32; 2]> = stroke
                .split_whitespace()
                .map(|point| {
                    let digit = |at: usize| point.as_bytes().get(at).map_or(0.0, |digit| f32::from(digit - b'0'));
                    [left + digit(0) * width, top + digit(1) * unit]
                })
                .collect();
            for pair in points.windows(2) {
                canvas.stroke(pair[0], pair[1], height * 0.14, color);
            }
        }
    }
}
