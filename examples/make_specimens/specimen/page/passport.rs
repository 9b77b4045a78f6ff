//! A passport's data page.

use super::super::mrz;
use super::super::person::printed;
use super::super::portrait;
use super::super::random::Random;
use super::super::sheet::Sheet;
use super::super::tone::{mix, srgb};
use super::Parts;
use super::lines::{Print, around};

pub fn draw(print: &mut Print, random: &mut Random, size: [f32; 2], scale: f32) -> (Sheet, Parts) {
    let mut sheet = print.style.blank(random, size, scale);
    let [width, height] = size;
    let person = print.person.clone();
    // The zone's strip is 23.2 mm high (Doc 9303-4 §3).
    let strip = [0.0, height - 23.2, width, height];
    match random.below(4) {
        0 => {}
        1 => sheet.rectangle(strip, srgb(0xF0F0EC), random.between(0.4, 1.0)),
        2 => sheet.rectangle(strip, mix(print.style.paper, print.style.tints[0], 0.4), random.between(0.5, 1.0)),
        _ => {
            sheet.rectangle(strip, srgb(0xF2F2F0), 0.8);
            sheet.rectangle([0.0, strip[1] - 0.4, width, strip[1]], print.heading, 0.8);
        }
    }
    let name = person.nation.name;
    let title = if random.chance(0.5) { "PASSPORT" } else { "PASSPORT / PASSEPORT" };
    print.heading(&mut sheet, name, [6.0, 4.5], random.between(3.4, 4.8), 50.0, print.heading);
    print.heading(&mut sheet, title, [78.0, 5.0], random.between(2.6, 3.4), 41.0, print.heading);

    let photo_left = random.between(4.5, 7.0);
    let photo_top = random.between(13.0, 17.0);
    let photo =
        [photo_left, photo_top, photo_left + random.between(32.0, 36.0), photo_top + random.between(42.0, 45.5)];
    let grey = random.chance(0.2);
    portrait::print(&mut sheet, random, &person, photo, grey, 1.0);

    let left = photo[2] + random.between(4.0, 6.5);
    let middle = left + random.between(36.0, 40.0);
    let top = random.between(11.5, 14.0);
    let step = (height - 23.5 - top) / 7.0;
    let row = |index: usize| top + index as f32 * step;
    print.field(&mut sheet, (0, "Type"), [left, row(0)], "P", 8.0);
    print.field(&mut sheet, (0, "Code"), [left + 14.0, row(0)], person.nation.code, 12.0);
    let number = print.field(&mut sheet, (0, "Passport No."), [middle, row(0)], &person.number, 36.0);
    let first = print.field(&mut sheet, (1, "Surname / Nom"), [left, row(1)], &person.surname, 70.0);
    print.field(&mut sheet, (2, "Given names / Prenoms"), [left, row(2)], &person.given, 70.0);
    print.field(&mut sheet, (3, "Nationality"), [left, row(3)], person.nation.people, 34.0);
    print.field(&mut sheet, (4, "Date of birth"), [left, row(4)], &printed(person.birth, print.dates), 34.0);
    print.field(&mut sheet, (5, "Sex"), [middle, row(3)], person.sex(), 6.0);
    print.field(&mut sheet, (6, "Place of birth"), [middle, row(4)], person.town, 36.0);
    print.field(&mut sheet, (7, "Date of issue"), [left, row(5)], &printed(person.issue, print.dates), 34.0);
    print.field(&mut sheet, (8, "Authority"), [middle, row(5)], "PASSPORT OFFICE", 36.0);
    let last =
        print.field(&mut sheet, (9, "Date of expiry"), [left, row(6)], &printed(person.expiry, print.dates), 34.0);
    if random.chance(0.35) {
        let [right, bottom] = [width - 5.0, photo[3]];
        portrait::print(&mut sheet, random, &person, [right - 12.0, bottom - 16.0, right, bottom], true, 0.3);
    }
    if random.chance(0.4) {
        signature(&mut sheet, random, [middle, row(6) + 1.0], print.ink);
    }
    if random.chance(0.3) {
        sheet.border([1.2, 1.2, width - 1.2, height - 1.2], 0.25, print.heading);
    }
    let zone_left = (width - 44.0 * super::lines::PITCH) / 2.0;
    let zone = [zone_left, height - 23.2 + random.between(5.5, 7.5)];
    let machine = print.machine_zone(&mut sheet, &mrz::td3(&person), zone, random.between(6.1, 6.5));
    let text = around(around(first, last), [left, first[1], width - 10.0, last[3]]);
    (sheet, Parts { mrz: Some(machine), portrait: Some(photo), number: Some(number), text: Some(text) })
}

/// A hand-written scrawl.
pub fn signature(sheet: &mut Sheet, random: &mut Random, [left, top]: [f32; 2], ink: [f32; 3]) {
    let mut at = [left, top + 3.0];
    let segments: Vec<[f32; 4]> = (0..26)
        .map(|step| {
            let to =
                [at[0] + random.between(0.3, 1.6), top + 3.0 + random.normal() * if step % 9 == 0 { 3.0 } else { 1.1 }];
            let segment = [at[0], at[1], to[0], to[1]];
            at = to;
            segment
        })
        .collect();
    sheet.strokes(&segments, 0.3, ink, 0.9);
}
