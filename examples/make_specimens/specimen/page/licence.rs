//! A driving licence with numbered fields (in the manner of ISO/IEC 18013-1).

use super::super::person::printed;
use super::super::portrait;
use super::super::random::Random;
use super::super::sheet::Sheet;
use super::super::tone::srgb;
use super::Parts;
use super::lines::{Print, around};
use super::passport::signature;

pub fn draw(print: &mut Print, random: &mut Random, size: [f32; 2], scale: f32) -> (Sheet, Parts) {
    let mut sheet = print.style.blank(random, size, scale);
    let [width, height] = size;
    let person = print.person.clone();
    let on_right = random.chance(0.35);
    let flag = [3.5, 3.0, 13.5, 10.0];
    sheet.rounded(flag, 0.8, print.heading, 1.0);
    print.heading(&mut sheet, person.nation.code, [4.6, 5.4], 2.2, 8.0, srgb(0xF4F4F0));
    print.heading(&mut sheet, "DRIVING LICENCE", [17.0, 3.6], random.between(3.0, 3.8), 40.0, print.heading);
    print.heading(&mut sheet, person.nation.name, [59.0, 4.0], 2.6, 23.0, print.heading);

    let (wide, high) = (random.between(22.0, 25.0), random.between(28.0, 31.0));
    let photo_left = if on_right { width - wide - 4.0 } else { 4.0 };
    let photo = [photo_left, 12.5, photo_left + wide, 12.5 + high];
    let grey = random.chance(0.4);
    portrait::print(&mut sheet, random, &person, photo, grey, 1.0);

    let left = if on_right { 5.0 } else { photo[2] + 3.0 };
    let step = random.between(4.4, 4.9);
    let date = |day| printed(day, print.dates);
    let rows = [
        ("1.", person.surname.clone()),
        ("2.", person.given.clone()),
        ("3.", format!("{} {}", date(person.birth), person.town)),
        ("4a.", date(person.issue)),
        ("4b.", date(person.expiry)),
        ("5.", person.number.clone()),
        ("8.", person.street.clone()),
        ("9.", random.pick(["AM/B1/B", "A/B/C1", "B", "B/BE/L"]).to_owned()),
    ];
    let room = width - left - 9.0 - if on_right { wide + 2.0 } else { 0.0 };
    let mut text = [left, 12.5, left + 10.0, 14.0];
    let mut number = None;
    for (index, (label, value)) in rows.iter().enumerate() {
        let at = [left, 12.5 + index as f32 * step];
        print.label(&mut sheet, label, at);
        let printed = print.value(&mut sheet, value, [at[0] + 6.0, at[1]], room);
        text = around(text, printed);
        if *label == "5." {
            number = Some(printed);
        }
    }
    signature(&mut sheet, random, [photo[0], height - 9.0], print.ink);
    (sheet, Parts { mrz: None, portrait: Some(photo), number, text: Some(text) })
}
