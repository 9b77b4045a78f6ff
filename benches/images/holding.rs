//! Whether one slip of typing is named, with the exact string to type, when a picture of the document lies beside it.

use crate::generator::specimen::{self, Case};
use crate::judge::Judge;
use preflight::text::mrz::{self, Mrz};

/// Long side of the pictures.
const LONG_SIDE: usize = 1800;

/// Slips, each with the key that it is made in.
const SLIPS: [&str; 8] =
    ["document_number", "birth_date", "expiry_date", "surname", "given_names", "nationality", "sex", "document_kind"];

/// Pairs of applications, without and with one slip, each with a picture of its document.
pub fn print(judge: &Judge, count: usize, details: bool) {
    let (mut named, mut alarmed) = (0, 0);
    // A country that nobody knows is a finding of its own.
    let of_utopia = |seed: &u64| specimen::lines(*seed).first().is_some_and(|line| line.get(2..5) == Some("UTO"));
    for (done, seed) in (3_000_001..).filter(of_utopia).take(count).enumerate() {
        let made = specimen::render(&Case { seed, defect: None, long_side: Some(LONG_SIDE) }).expect("a picture");
        let lines: Vec<&str> = made.truth.mrz.iter().map(String::as_str).collect();
        let zone = mrz::parse(&lines).expect("sound lines");
        let typed = typed(&zone);
        let found = judge.hold(&made.jpeg, &application(&typed, &zone));
        if !found.is_empty() {
            alarmed += 1;
            if details {
                println!("  seed {seed}, nothing wrong: {found:?}");
            }
        }
        let key = SLIPS[done % SLIPS.len()];
        let mut wrong = typed.clone();
        let slot = wrong.iter_mut().find(|(name, _)| *name == key).expect("a key");
        let said = slip(key, &slot.1, seed);
        let right = std::mem::replace(&mut slot.1, said.clone());
        let found = judge.hold(&made.jpeg, &application(&wrong, &zone));
        let path = format!("identity.{key}");
        if found.iter().any(|finding| finding.field == path && finding.fix.as_deref() == Some(&right)) {
            named += 1;
        } else if details {
            println!("  seed {seed}, {key} {said} for {right}: {found:?}");
        }
    }
    let share = 100.0 * f64::from(named) / count.max(1) as f64;
    println!(
        "applications held against their picture: {named} of {count} slips named with the exact fix ({share:.1} %), {alarmed} of {count} without a slip alarmed"
    );
}

fn typed(zone: &Mrz) -> Vec<(&'static str, String)> {
    let day = |text: &str, century: fn(u32) -> u32| {
        let year: u32 = text[..2].parse().expect("a year");
        format!("{}-{}-{}", century(year), &text[2..4], &text[4..])
    };
    let kind = if zone.document_code.starts_with('P') { "passport" } else { "national_id" };
    vec![
        ("document_kind", kind.to_owned()),
        ("surname", zone.surname.clone()),
        ("given_names", zone.given_names.clone()),
        ("document_number", zone.number.clone()),
        ("birth_date", day(&zone.birth, |year| if year > 26 { 1900 + year } else { 2000 + year })),
        ("expiry_date", day(&zone.expiry, |year| 2000 + year)),
        ("nationality", zone.nationality.clone()),
        ("sex", zone.sex.to_string()),
    ]
}

fn application(typed: &[(&str, String)], zone: &Mrz) -> String {
    let (kind, side) =
        if zone.document_code.starts_with('P') { ("passport", "data-page") } else { ("national_id", "back") };
    let rows: String = typed.iter().map(|(key, value)| format!("{key} = \"{value}\"\n")).collect();
    format!("[identity]\n{rows}\n[[documents]]\nkind = \"{kind}\"\nside = \"{side}\"\nfile = \"picture.jpg\"\n")
}

/// Another value, as people mistype it.
fn slip(key: &str, value: &str, seed: u64) -> String {
    let mut letters: Vec<char> = value.chars().collect();
    let at = seed as usize % (letters.len() - 1).max(1);
    match key {
        "document_kind" => return if value == "passport" { "national_id" } else { "passport" }.to_owned(),
        "nationality" => return if value == "UTO" { "DEU" } else { "UTO" }.to_owned(),
        "sex" => return if value == "F" { "M" } else { "F" }.to_owned(),
        "birth_date" | "expiry_date" => {
            let day: u32 = value[8..].parse().expect("a day");
            return format!("{}{:02}", &value[..8], if day > 1 { day - 1 } else { 2 });
        }
        "document_number" => {
            // A digit changes into the next one, or two characters change places.
            let other = (at..letters.len() - 1).find(|at| letters[*at] != letters[at + 1]);
            match (seed % 2, other) {
                (0, Some(at)) => letters.swap(at, at + 1),
                _ => {
                    let digit = letters.last_mut().expect("a digit");
                    *digit = char::from_digit((digit.to_digit(10).unwrap_or(0) + 1) % 10, 10).expect("a digit");
                }
            }
        }
        _ => {
            letters.remove(at + 1);
        }
    }
    letters.into_iter().collect()
}
