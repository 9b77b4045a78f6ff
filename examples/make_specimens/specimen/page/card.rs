//! Identity and residence cards.

use super::super::mrz;
use super::super::person::printed;
use super::super::portrait;
use super::super::random::Random;
use super::super::sheet::Sheet;
use super::super::tone::{mix, srgb};
use super::Parts;
use super::lines::{PITCH, Print, around};
use super::passport::signature;

pub fn front(print: &mut Print, random: &mut Random, size: [f32; 2], scale: f32, residence: bool) -> (Sheet, Parts) {
    let mut sheet = print.style.blank(random, size, scale);
    let [width, height] = size;
    let person = print.person.clone();
    let banner = random.between(6.5, 9.0);
    let title = if residence {
        "RESIDENCE PERMIT"
    } else {
        random.pick(["IDENTITY CARD", "NATIONAL IDENTITY CARD", "CARTE D'IDENTITE"])
    };
    let title = format!("{} {title}", person.nation.name);
    let solid = random.chance(0.5);
    if solid {
        sheet.rectangle([0.0, 0.0, width, banner], print.heading, random.between(0.75, 1.0));
    }
    let color = if solid { srgb(0xF4F4F0) } else { print.heading };
    print.heading(&mut sheet, &title, [4.5, banner / 2.0 - 1.4], random.between(2.4, 3.2), width - 12.0, color);

    let (wide, high) = (random.between(23.0, 27.0), random.between(30.0, 34.0));
    let left = random.between(3.5, 5.0);
    let top = banner + random.between(1.5, 4.0);
    let photo = [left, top, left + wide, (top + high).min(height - 2.5)];
    let grey = random.chance(0.35);
    portrait::print(&mut sheet, random, &person, photo, grey, 1.0);

    let left = photo[2] + random.between(3.0, 4.5);
    let middle = left + random.between(24.0, 28.0);
    let top = banner + 2.0;
    let step = (height - 2.0 - top) / 5.0;
    let row = |index: usize| top + index as f32 * step;
    let room = width - left - 4.0;
    let first = print.field(&mut sheet, (1, "Surname"), [left, row(0)], &person.surname, room);
    print.field(&mut sheet, (2, "Given names"), [left, row(1)], &person.given, room);
    print.field(&mut sheet, (3, "Date of birth"), [left, row(2)], &printed(person.birth, print.dates), 22.0);
    print.field(&mut sheet, (4, "Sex"), [middle, row(2)], person.sex(), 6.0);
    print.field(&mut sheet, (5, "Nationality"), [middle + 9.0, row(2)], person.nation.code, 14.0);
    let kind = if residence { "Permit No." } else { "Card No." };
    let number = print.field(&mut sheet, (6, kind), [left, row(3)], &person.number, 24.0);
    let expiry =
        print.field(&mut sheet, (7, "Date of expiry"), [middle, row(3)], &printed(person.expiry, print.dates), 22.0);
    let last = if residence {
        print.field(&mut sheet, (8, "Type of permit"), [left, row(4)], "LONG TERM - WORK", room - 6.0)
    } else {
        expiry
    };
    if !residence && random.chance(0.5) {
        signature(&mut sheet, random, [left, row(4)], print.ink);
    }
    if random.chance(0.4) {
        let [x, y] = [width - random.between(12.0, 15.0), height - 16.0];
        portrait::print(&mut sheet, random, &person, [x, y, x + 9.0, y + 12.0], true, 0.35);
    }
    if random.chance(0.3) {
        chip(&mut sheet, [width - 16.0, banner + 2.0]);
    }
    let text = around(around(first, last), [left, first[1], width - 6.0, last[3]]);
    (sheet, Parts { mrz: None, portrait: Some(photo), number: Some(number), text: Some(text) })
}

pub fn back(print: &mut Print, random: &mut Random, size: [f32; 2], scale: f32) -> (Sheet, Parts) {
    let mut sheet = print.style.blank(random, size, scale);
    let [width, height] = size;
    let person = print.person.clone();
    let strip = [0.0, height - 22.0, width, height];
    match random.below(3) {
        0 => {}
        1 => sheet.rectangle(strip, srgb(0xF2F2EE), random.between(0.5, 1.0)),
        _ => sheet.rectangle(strip, mix(print.style.paper, print.style.tints[1], 0.35), random.between(0.5, 1.0)),
    }
    let left = random.between(4.0, 6.0);
    let address = format!("{} {}", person.street, person.town);
    let first = print.field(&mut sheet, (9, "Address"), [left, 3.5], &address, 48.0);
    print.field(&mut sheet, (10, "Authority"), [left, 10.2], "CIVIL REGISTRY", 40.0);
    print.field(&mut sheet, (11, "Date of issue"), [left, 16.9], &printed(person.issue, print.dates), 30.0);
    let last = print.field(&mut sheet, (12, "Height"), [left, 23.4], "1.7 m", 20.0);
    if random.chance(0.6) {
        chip(&mut sheet, [width - 20.0, random.between(6.0, 12.0)]);
    }
    let zone = [(width - 30.0 * PITCH) / 2.0, height - 22.0 + random.between(3.8, 5.2)];
    let machine = print.machine_zone(&mut sheet, &mrz::td1(&person), zone, random.between(5.2, 5.6));
    (sheet, Parts { mrz: Some(machine), portrait: None, number: None, text: Some(around(first, last)) })
}

/// The gold contacts of a chip.
fn chip(sheet: &mut Sheet, [left, top]: [f32; 2]) {
    let [right, bottom] = [left + 12.5, top + 10.0];
    sheet.rounded([left, top, right, bottom], 1.5, srgb(0xC8A85A), 1.0);
    let middle = (left + right) / 2.0;
    let groove = srgb(0x7A6230);
    for segment in [
        [middle - 2.0, top, middle - 2.0, bottom],
        [middle + 2.0, top, middle + 2.0, bottom],
        [left, top + 3.3, right, top + 3.3],
        [left, top + 6.6, right, top + 6.6],
    ] {
        sheet.strokes(&[segment], 0.25, groove, 1.0);
    }
}
