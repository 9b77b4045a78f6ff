//! Pages of invented documents of Utopia (UTO), the country that ICAO Doc 9303 uses for its examples.

use crate::canvas::{Canvas, Color, mix};
use crate::lettering::write;
use crate::specimen::Typeface;

/// An invented holder.
#[derive(Clone, Copy)]
pub struct Holder {
    pub surname: &'static str,
    pub given: &'static str,
    pub number: &'static str,
    /// Of the issuing state.
    pub code: &'static str,
    pub birth: &'static str,
    pub sex: char,
    pub expiry: &'static str,
    pub skin: Color,
    pub hair: Color,
}

/// The holder of the documents that are spoilt in one way or another.
pub const ELSA: Holder = Holder {
    surname: "LINDQVIST",
    given: "ELSA MARIA",
    number: "AA898902",
    code: "SWE",
    birth: "910309",
    sex: 'F',
    expiry: "320415",
    skin: [214.0, 172.0, 146.0],
    hair: [92.0, 58.0, 34.0],
};

/// Another one, with a letter that the machine-readable zone spells.
pub const ASA: Holder = Holder { given: "ELSA AASA MARIA", number: "AA8989021", ..ELSA };

/// A holder whose name the visual zone prints in Chinese characters.
pub const WANG: Holder = Holder {
    surname: "WANG",
    given: "XIAOMING",
    number: "UP9930217",
    code: "SGP",
    birth: "881102",
    sex: 'M',
    expiry: "310114",
    skin: [196.0, 148.0, 112.0],
    hair: [28.0, 24.0, 22.0],
};

/// In Cyrillic letters.
pub const AIGERIM: Holder = Holder {
    surname: "OMAROVA",
    given: "AIGERIM SERIKOVNA",
    number: "N12345678",
    code: "KAZ",
    birth: "950721",
    sex: 'F',
    expiry: "310228",
    skin: [196.0, 148.0, 112.0],
    hair: [28.0, 24.0, 22.0],
};

/// In Arabic letters.
pub const LAYLA: Holder = Holder {
    surname: "ALHADDAD",
    given: "LAYLA YUSUF",
    number: "P1234567",
    code: "ARE",
    birth: "930130",
    sex: 'F',
    expiry: "291231",
    skin: [126.0, 84.0, 60.0],
    hair: [40.0, 28.0, 24.0],
};

/// A holder of whom another pack's fixtures tell.
pub const NADIA: Holder =
    Holder { surname: "HADDAD", given: "NADIA", number: "N1204567", birth: "881102", expiry: "320131", ..LAYLA };

const INK: Color = [28.0, 28.0, 36.0];
const LABEL: Color = [70.0, 92.0, 120.0];

/// Check digit of ICAO Doc 9303-3 §4.9: weights 7, 3, 1.
fn check(field: &str) -> u32 {
    let value = |character: char| match character {
        '<' => 0,
        digit @ '0'..='9' => digit as u32 - '0' as u32,
        letter => letter as u32 - 'A' as u32 + 10,
    };
    field.chars().zip([7, 3, 1].into_iter().cycle()).map(|(character, weight)| value(character) * weight).sum::<u32>()
        % 10
}

impl Holder {
    fn name_field(&self, length: usize) -> String {
        format!("{:<<length$}", format!("{}<<{}", self.surname, self.given.replace(' ', "<")))
    }

    /// The two lines of a passport (TD3, Doc 9303-4 §4.2).
    pub fn td3(&self) -> [String; 2] {
        let number = format!("{:<<9}{}", self.number, check(self.number));
        let birth = format!("{}{}", self.birth, check(self.birth));
        let expiry = format!("{}{}", self.expiry, check(self.expiry));
        let personal = format!("{:<<14}0", "");
        let all = check(&format!("{number}{birth}{expiry}{personal}"));
        let (code, sex) = (self.code, self.sex);
        [format!("P<{code}{}", self.name_field(39)), format!("{number}{code}{birth}{sex}{expiry}{personal}{all}")]
    }

    /// The three lines of an identity card (TD1, Doc 9303-5 §4.2).
    pub fn td1(&self) -> [String; 3] {
        let number = format!("{:<<9}{}", self.number, check(self.number));
        let first = format!("{:<<30}", format!("I<{}{number}", self.code));
        let birth = format!("{}{}", self.birth, check(self.birth));
        let expiry = format!("{}{}", self.expiry, check(self.expiry));
        let all = check(&format!("{}{birth}{expiry}{:<<11}", &first[5..30], ""));
        [first, format!("{birth}{}{expiry}{}{:<<11}{all}", self.sex, self.code, ""), self.name_field(30)]
    }
}

/// A blank page with a background of fine waves, `millimetres` in size at `scale` pixels a millimetre.
fn blank(millimetres: [f32; 2], scale: f32, paper: Color, tint: Color) -> Canvas {
    Canvas::paint((millimetres[0] * scale) as usize, (millimetres[1] * scale) as usize, |x, y| {
        let (x, y) = (x / scale, y / scale);
        let wave = ((y * 2.6 + (x * 0.21).sin() * 5.0).sin() + (x * 1.9 + (y * 0.17).sin() * 6.0).sin()) / 2.0;
        let rosette = ((x - millimetres[0] * 0.62).hypot(y - millimetres[1] * 0.45) * 1.3 + (x * 0.4).sin()).sin();
        mix(paper, tint, 0.18 + 0.22 * (wave * wave) + 0.1 * rosette.max(0.0))
    })
}

fn portrait(canvas: &mut Canvas, holder: &Holder, [left, top, width, height]: [f32; 4]) {
    let at = |x: f32, y: f32| [left + x * width, top + y * height];
    canvas.rectangle([left, top, left + width, top + height], [206.0, 210.0, 214.0]);
    let mut clipped =
        Canvas::paint(width as usize, height as usize, |x, y| canvas.sample(left + x, top + y).unwrap_or([206.0; 3]));
    clipped.ellipse([width * 0.5, height * 1.08], [width * 0.46, height * 0.32], [54.0, 66.0, 92.0]);
    canvas.cover([left, top, left + width - 1.0, top + height - 1.0], [54.0, 66.0, 92.0], |x, y| {
        let color = clipped.sample(x - left, y - top).unwrap_or([206.0; 3]);
        (206.0 - color[0]) / (206.0 - 54.0)
    });
    canvas.ellipse(at(0.5, 0.42), [width * 0.29, height * 0.31], holder.hair);
    canvas.rectangle(
        [at(0.42, 0.0)[0], at(0.0, 0.62)[1], at(0.58, 0.0)[0], at(0.0, 0.82)[1]],
        mix(holder.skin, INK, 0.12),
    );
    canvas.ellipse(at(0.5, 0.48), [width * 0.23, height * 0.27], holder.skin);
    for x in [0.41, 0.59] {
        canvas.ellipse(at(x, 0.45), [width * 0.035, height * 0.018], [240.0, 240.0, 238.0]);
        canvas.ellipse(at(x, 0.45), [width * 0.016, height * 0.016], INK);
        canvas.stroke(at(x - 0.05, 0.405), at(x + 0.05, 0.40), height * 0.012, holder.hair);
    }
    canvas.stroke(at(0.5, 0.47), at(0.485, 0.545), height * 0.008, mix(holder.skin, INK, 0.35));
    canvas.stroke(at(0.44, 0.63), at(0.56, 0.63), height * 0.016, [150.0, 74.0, 72.0]);
}

fn field(canvas: &mut Canvas, scale: f32, [x, y]: [f32; 2], label: &str, value: &str) {
    write(canvas, label, [x * scale, y * scale], 1.3 * scale, 1.15 * scale, LABEL);
    write(canvas, value, [x * scale, (y + 2.2) * scale], 2.3 * scale, 2.1 * scale, INK);
}

fn date(yymmdd: &str) -> String {
    let century = if &yymmdd[..2] < "50" { "20" } else { "19" };
    format!("{} {} {century}{}", &yymmdd[4..], &yymmdd[2..4], &yymmdd[..2])
}

/// OCR-B size 1: 2.54 mm from character to character, 4.23 mm from line to line, a pen of 0.35 mm (Doc 9303-3 §4.4).
fn machine_zone(canvas: &mut Canvas, scale: f32, lines: &[String], [left, top]: [f32; 2]) {
    const PITCH: f32 = 2.54;
    for (index, line) in lines.iter().enumerate() {
        let top = top + index as f32 * 4.6 + 0.2;
        for (column, letter) in line.chars().enumerate() {
            let (width, pieces) = Typeface::ocr_b().pieces(letter);
            let left = left + (column as f32 + 0.5) * PITCH - width / 20.0;
            let at = |x: f32, y: f32| [(left + x / 10.0) * scale, (top + y / 10.0) * scale];
            for [x0, y0, x1, y1] in pieces {
                canvas.stroke(at(*x0, *y0), at(*x1, *y1), 0.35 * scale, INK);
            }
        }
    }
}

/// The data page of a passport, 125 x 88 mm.
pub fn passport(holder: &Holder, scale: f32) -> Canvas {
    let mut page = blank([125.0, 88.0], scale, [228.0, 226.0, 214.0], [150.0, 178.0, 190.0]);
    write(&mut page, "SPECIMEN", [6.0 * scale, 5.0 * scale], 4.2 * scale, 4.2 * scale, [122.0, 38.0, 48.0]);
    write(&mut page, "PASSPORT", [86.0 * scale, 5.4 * scale], 3.2 * scale, 3.4 * scale, [122.0, 38.0, 48.0]);
    portrait(&mut page, holder, [6.0 * scale, 16.0 * scale, 34.0 * scale, 44.0 * scale]);
    field(&mut page, scale, [46.0, 15.0], "TYPE", "P");
    field(&mut page, scale, [58.0, 15.0], "CODE", holder.code);
    field(&mut page, scale, [84.0, 15.0], "PASSPORT NO.", holder.number);
    field(&mut page, scale, [46.0, 23.0], "SURNAME", holder.surname);
    field(&mut page, scale, [46.0, 31.0], "GIVEN NAMES", holder.given);
    field(&mut page, scale, [46.0, 39.0], "NATIONALITY", holder.code);
    field(&mut page, scale, [84.0, 39.0], "SEX", &holder.sex.to_string());
    field(&mut page, scale, [46.0, 47.0], "DATE OF BIRTH", &date(holder.birth));
    field(&mut page, scale, [84.0, 47.0], "PLACE OF BIRTH", "ZENITH");
    field(&mut page, scale, [46.0, 55.0], "DATE OF EXPIRY", &date(holder.expiry));
    field(&mut page, scale, [84.0, 55.0], "AUTHORITY", "SPECIMEN OFFICE");
    page.rectangle([0.0, 66.0 * scale, 125.0 * scale, 88.0 * scale], [226.0, 226.0, 220.0]);
    machine_zone(&mut page, scale, &holder.td3(), [6.6, 71.0]);
    page
}

/// The front of an identity card, 85.6 x 54 mm.
pub fn card_front(holder: &Holder, scale: f32) -> Canvas {
    let mut page = blank([85.6, 54.0], scale, [222.0, 230.0, 226.0], [140.0, 186.0, 168.0]);
    page.rectangle([0.0, 0.0, 85.6 * scale, 8.0 * scale], [44.0, 92.0, 84.0]);
    write(
        &mut page,
        "IDENTITY CARD SPECIMEN",
        [4.0 * scale, 2.6 * scale],
        3.0 * scale,
        3.0 * scale,
        [236.0, 240.0, 236.0],
    );
    portrait(&mut page, holder, [4.0 * scale, 12.0 * scale, 26.0 * scale, 34.0 * scale]);
    field(&mut page, scale, [34.0, 11.5], "SURNAME", holder.surname);
    field(&mut page, scale, [34.0, 19.0], "GIVEN NAMES", holder.given);
    field(&mut page, scale, [34.0, 26.5], "DATE OF BIRTH", &date(holder.birth));
    field(&mut page, scale, [64.0, 26.5], "SEX", &holder.sex.to_string());
    field(&mut page, scale, [34.0, 34.0], "CARD NO.", holder.number);
    field(&mut page, scale, [34.0, 41.5], "DATE OF EXPIRY", &date(holder.expiry));
    page
}

/// The back of an identity card.
pub fn card_back(holder: &Holder, scale: f32) -> Canvas {
    let mut page = blank([85.6, 54.0], scale, [222.0, 230.0, 226.0], [140.0, 186.0, 168.0]);
    field(&mut page, scale, [5.0, 5.0], "ADDRESS", "12 SPECIMEN LANE ZENITH");
    field(&mut page, scale, [5.0, 13.0], "AUTHORITY", "SPECIMEN OFFICE");
    page.rectangle([62.0 * scale, 14.0 * scale, 76.0 * scale, 25.0 * scale], [204.0, 176.0, 96.0]);
    page.rectangle([0.0, 33.0 * scale, 85.6 * scale, 54.0 * scale], [226.0, 230.0, 226.0]);
    machine_zone(&mut page, scale, &holder.td1(), [4.6, 36.5]);
    page
}
