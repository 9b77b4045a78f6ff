//! Lettering from pen strokes.

mod ocr_b;
mod sans;

use super::sheet::Sheet;
use super::tone::Color;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Height of capitals from centre line to centre line, in the units of the glyph tables.
const CAPITAL: f32 = 21.0;

/// Straight pieces that stand for one quadratic curve.
const PIECES: usize = 6;

struct Glyph {
    width: f32,
    segments: Vec<[f32; 4]>,
}

/// An alphabet.
pub struct Typeface(HashMap<char, Glyph>);

/// How text is set, in millimetres.
#[derive(Clone, Copy)]
pub struct Style {
    /// Height of capitals over all.
    pub height: f32,
    /// Width of the pen.
    pub pen: f32,
    /// Widening of the letters; 1 as drawn.
    pub width: f32,
    pub color: Color,
    pub opacity: f32,
}

static OCR_B: LazyLock<Typeface> = LazyLock::new(|| Typeface::parse(&[ocr_b::GLYPHS]));
static SANS: LazyLock<Typeface> = LazyLock::new(|| Typeface::parse(&[ocr_b::GLYPHS, sans::GLYPHS]));

impl Typeface {
    /// Shapes in the manner of OCR-B (ISO 1073-2).
    pub fn ocr_b() -> &'static Self {
        &OCR_B
    }

    /// A plain alphabet with small letters.
    pub fn sans() -> &'static Self {
        &SANS
    }

    fn parse(tables: &[&[(char, f32, &str)]]) -> Self {
        let glyphs = tables.iter().flat_map(|table| table.iter());
        Self(
            glyphs
                .map(|(letter, width, strokes)| (*letter, Glyph { width: *width, segments: flatten(strokes) }))
                .collect(),
        )
    }

    /// Width of a proportionally set line in millimetres.
    pub fn measure(&self, text: &str, style: Style) -> f32 {
        text.chars().map(|letter| self.advance(letter, style)).sum()
    }

    /// Width and straight pieces of a letter, in tenths of a millimetre at OCR-B size 1.
    pub fn pieces(&self, letter: char) -> (f32, &[[f32; 4]]) {
        self.0.get(&letter).map_or((0.0, &[]), |glyph| (glyph.width, &glyph.segments))
    }

    fn advance(&self, letter: char, style: Style) -> f32 {
        let width = self.0.get(&letter).map_or(4.0, |glyph| glyph.width);
        (width * style.width + 2.5) * style.unit() + style.pen
    }

    /// Sets a line with its top left corner `at` and gives its width.
    pub fn write(&self, sheet: &mut Sheet, text: &str, [left, top]: [f32; 2], style: Style) -> f32 {
        let mut x = left;
        for letter in text.chars() {
            self.stamp(sheet, letter, [x + style.pen / 2.0, top], style);
            x += self.advance(letter, style);
        }
        x - left
    }

    /// Sets a line with one letter in the middle of every `pitch` millimetres.
    pub fn write_spaced(&self, sheet: &mut Sheet, text: &str, [left, top]: [f32; 2], pitch: f32, style: Style) {
        for (index, letter) in text.chars().enumerate() {
            let width = self.0.get(&letter).map_or(0.0, |glyph| glyph.width * style.width * style.unit());
            self.stamp(sheet, letter, [left + (index as f32 + 0.5) * pitch - width / 2.0, top], style);
        }
    }

    fn stamp(&self, sheet: &mut Sheet, letter: char, [left, top]: [f32; 2], style: Style) {
        let Some(glyph) = self.0.get(&letter).filter(|glyph| !glyph.segments.is_empty()) else { return };
        let (unit, top) = (style.unit(), top + style.pen / 2.0);
        let placed: Vec<[f32; 4]> = glyph
            .segments
            .iter()
            .map(|[x0, y0, x1, y1]| {
                let x = |at: f32| left + at * style.width * unit;
                [x(*x0), top + y0 * unit, x(*x1), top + y1 * unit]
            })
            .collect();
        sheet.strokes(&placed, style.pen, style.color, style.opacity);
    }
}

impl Style {
    /// Millimetres a unit of the glyph tables.
    fn unit(self) -> f32 {
        (self.height - self.pen) / CAPITAL
    }
}

/// The straight segments of strokes written as `x,y x,y|x,y ...`; `*x,y` is the control point of a quadratic curve
/// between its neighbours.
fn flatten(strokes: &str) -> Vec<[f32; 4]> {
    let mut segments = Vec::new();
    for stroke in strokes.split('|') {
        let mut last: Option<[f32; 2]> = None;
        let mut control: Option<[f32; 2]> = None;
        for token in stroke.split_whitespace() {
            let (x, y) = token.trim_start_matches('*').split_once(',').unwrap_or_default();
            let point = [x, y].map(|value| value.parse().unwrap_or_default());
            if token.starts_with('*') {
                control = Some(point);
                continue;
            }
            if let Some(from) = last {
                let pieces = if control.is_some() { PIECES } else { 1 };
                let bend = control.take().unwrap_or(point);
                let along = |step: usize| -> [f32; 2] {
                    let t = step as f32 / pieces as f32;
                    if pieces == 1 {
                        return if step == 0 { from } else { point };
                    }
                    std::array::from_fn(|axis| {
                        (1.0 - t) * (1.0 - t) * from[axis] + 2.0 * t * (1.0 - t) * bend[axis] + t * t * point[axis]
                    })
                };
                segments.extend((0..pieces).map(|step| {
                    let (from, to) = (along(step), along(step + 1));
                    [from[0], from[1], to[0], to[1]]
                }));
            }
            last = Some(point);
        }
    }
    segments
}
