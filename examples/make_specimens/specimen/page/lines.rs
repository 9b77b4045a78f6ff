//! Printed lines: headings, labelled fields and machine-readable zones.

use super::super::background;
use super::super::person::Person;
use super::super::random::Random;
use super::super::sheet::{Bounds, Sheet};
use super::super::tone::{Color, hue, mix, srgb};
use super::super::typeface::{Style, Typeface};

/// Characters a millimetre apart in a machine-readable zone (OCR-B size 1, Doc 9303-3 §4.4).
pub const PITCH: f32 = 2.54;

/// The inks, pens and habits of one document.
pub struct Print {
    pub person: Person,
    pub style: background::Style,
    pub ink: Color,
    pub label: Color,
    pub heading: Color,
    pub dates: usize,
    label_height: f32,
    value_height: f32,
    value_pen: f32,
    width: f32,
    mrz_pen: f32,
    mrz_height: f32,
    numbered: bool,
    /// Values in the machine-read alphabet, as some issuers print them.
    typewriter: bool,
}

impl Print {
    pub fn new(random: &mut Random, person: Person, style: background::Style) -> Self {
        let heading = hue(style.hue + random.between(-0.2, 0.2), random.between(0.4, 0.9), random.between(0.25, 0.55));
        Self {
            person,
            ink: mix(srgb(0x16161C), srgb(0x2A2A4A), random.unit()),
            label: mix(heading, srgb(0x30343C), random.between(0.2, 0.9)),
            heading,
            style,
            dates: random.below(3),
            label_height: random.between(1.15, 1.5),
            value_height: random.between(2.1, 2.7),
            value_pen: random.between(0.26, 0.42),
            width: random.between(0.86, 1.06),
            mrz_pen: random.between(0.31, 0.39),
            mrz_height: random.between(2.4, 2.6),
            numbered: random.chance(0.4),
            typewriter: random.chance(0.25),
        }
    }

    pub fn lettering(&self, height: f32, pen: f32, color: Color) -> Style {
        Style { height, pen, width: self.width, color, opacity: 0.96 }
    }

    /// A line in the heading's colour; the size is reduced where it would be wider than `room`.
    pub fn heading(&self, sheet: &mut Sheet, text: &str, at: [f32; 2], height: f32, room: f32, color: Color) {
        let mut style = self.lettering(height, height * 0.17, color);
        let width = Typeface::sans().measure(text, style);
        if width > room {
            style.height *= room / width;
            style.pen *= room / width;
        }
        Typeface::sans().write(sheet, text, at, style);
    }

    pub fn label(&self, sheet: &mut Sheet, text: &str, at: [f32; 2]) {
        let style = self.lettering(self.label_height, self.label_height * 0.11, self.label);
        Typeface::sans().write(sheet, text, at, style);
    }

    /// A value with its label above; gives the value's box.
    pub fn field(
        &self,
        sheet: &mut Sheet,
        (index, label): (usize, &str),
        [x, y]: [f32; 2],
        value: &str,
        room: f32,
    ) -> Bounds {
        let label = if self.numbered && index > 0 { format!("{index}. {label}") } else { label.to_owned() };
        self.label(sheet, &label, [x, y]);
        self.value(sheet, value, [x, y + self.label_height + 0.75], room)
    }

    pub fn value(&self, sheet: &mut Sheet, value: &str, [x, y]: [f32; 2], room: f32) -> Bounds {
        let typeface = if self.typewriter { Typeface::ocr_b() } else { Typeface::sans() };
        let mut style = self.lettering(self.value_height, self.value_pen, self.ink);
        style.width *= (room / typeface.measure(value, style)).min(1.0);
        let width = typeface.write(sheet, value, [x, y], style);
        [x, y, x + width, y + style.height]
    }

    /// Machine-readable lines with their first character's cell at `left`; gives the box around the letters.
    pub fn machine_zone(&self, sheet: &mut Sheet, lines: &[String], [left, top]: [f32; 2], step: f32) -> Bounds {
        let style =
            Style { height: self.mrz_height, pen: self.mrz_pen, width: 1.0, color: srgb(0x18181A), opacity: 0.97 };
        for (index, line) in lines.iter().enumerate() {
            Typeface::ocr_b().write_spaced(sheet, line, [left, top + index as f32 * step], PITCH, style);
        }
        let longest = lines.iter().map(String::len).max().unwrap_or(0) as f32;
        let bottom = top + (lines.len() as f32 - 1.0) * step + style.height;
        [left, top, left + longest * PITCH, bottom]
    }
}

/// The smallest box around two.
pub fn around(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}
