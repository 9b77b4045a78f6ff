//! Text that no person would type, and the judges of single fields.

use super::super::random::Random;
use preflight::text::{Kind, character, date, email, number, password, phone, portal};

/// Most code points of an arbitrary text.
const MAX_CHARS: usize = 60;

/// A judge of one field.
#[derive(Clone, Copy)]
pub struct Judge {
    /// What it judges.
    pub name: &'static str,
    /// The fix that it gives.
    pub fix: fn(&str) -> Option<String>,
}

/// Every judge of a field.
pub const JUDGES: [Judge; 15] = [
    Judge { name: "email", fix: |value| email::judge(value, &email::Rules::default()).fix },
    Judge { name: "phone", fix: |value| phone::judge(value, None).fix },
    Judge { name: "phone in Sweden", fix: |value| phone::judge(value, Some("SE")).fix },
    Judge {
        name: "password",
        fix: |value| password::judge(value, &password::Rules::default(), &password::About::default()).fix,
    },
    Judge { name: "number", fix: |value| number::judge(value, &number::Context::default()).fix },
    Judge { name: "date", fix: |value| date_of(value, date::Role::Birth) },
    Judge { name: "date of expiry", fix: |value| date_of(value, date::Role::Expiry) },
    Judge { name: "portal", fix: portal_of },
    Judge { name: "name alone", fix: |value| alone(value, Kind::Name) },
    Judge { name: "phone alone", fix: |value| alone(value, Kind::Phone) },
    Judge { name: "number alone", fix: |value| alone(value, Kind::Number) },
    Judge { name: "zone alone", fix: |value| alone(value, Kind::Mrz) },
    Judge { name: "address alone", fix: |value| alone(value, Kind::Url) },
    Judge { name: "date alone", fix: |value| alone(value, Kind::Date) },
    Judge { name: "text alone", fix: |value| alone(value, Kind::Text) },
];

fn date_of(value: &str, role: date::Role) -> Option<String> {
    let today = date::Date::new(2026, 5, 19)?;
    date::judge(value, &date::Context { role, today, adult_age: 18, soon_days: 180 }).fix
}

fn portal_of(value: &str) -> Option<String> {
    let owned = || vec!["example.com".to_owned()];
    let portals = portal::Portals {
        owned_domains: owned(),
        brand_words: vec!["example".to_owned()],
        ..portal::Portals::default()
    };
    portal::judge(value, &portals).fix
}

/// What character defects alone give: the clean text, where something is wrong.
fn alone(value: &str, kind: Kind) -> Option<String> {
    (!character::judge(value, kind).is_empty()).then(|| character::clean(value, kind))
}

/// Two texts, sometimes alike but for a few characters.
pub fn pair(random: &mut Random) -> (String, String) {
    let document = text(random);
    if random.chance(40) {
        return (text(random), document);
    }
    let mut typed: Vec<char> = document.chars().collect();
    for _ in 0..1 + random.below(4) {
        let at = random.below(typed.len() + 1);
        match random.below(3) {
            0 => typed.insert(at, character_of(random)),
            1 if at < typed.len() => typed[at] = character_of(random),
            _ if at < typed.len() => drop(typed.remove(at)),
            _ => {}
        }
    }
    (typed.into_iter().take(MAX_CHARS).collect(), document)
}

/// A value of a form: anything, or what is usual in one with something else in it.
pub fn value(random: &mut Random) -> String {
    const USUAL: [&str; 12] = [
        "anna.e@example.com",
        "+46 70 174 06 05",
        "070-1740605",
        "L898902C3",
        "1990-04-12",
        "12 APR 1990",
        "https://www.example.com/a?b=c",
        "example.com/login",
        "AL-BASRI, HUDA",
        "12/04/90",
        "0046701740605",
        "user@gmail.co",
    ];
    if random.chance(40) {
        return text(random);
    }
    let mut value: Vec<char> = random.pick(&USUAL).chars().collect();
    for _ in 0..random.below(4) {
        let at = random.below(value.len() + 1);
        if random.chance(50) || at == value.len() {
            value.insert(at, character_of(random));
        } else {
            value[at] = character_of(random);
        }
    }
    value.into_iter().collect()
}

/// Up to so many characters of any kind, sometimes with a long run of marks on one of them.
fn text(random: &mut Random) -> String {
    let length = if random.chance(50) { random.below(12) } else { random.below(MAX_CHARS + 1) };
    let single = random.chance(40).then(|| random.below(KINDS));
    let mut text: Vec<char> =
        (0..length).map(|_| of_kind(single.unwrap_or_else(|| random.below(KINDS)), random)).collect();
    if random.chance(10) {
        let at = random.below(text.len() + 1);
        let marks: Vec<char> = (0..random.below(40)).map(|_| of_kind(MARKS, random)).collect();
        text.splice(at..at, marks);
    }
    text.truncate(MAX_CHARS);
    text.into_iter().collect()
}

/// How many kinds of characters there are.
const KINDS: usize = 14;
/// The kind of combining marks.
const MARKS: usize = 5;

fn character_of(random: &mut Random) -> char {
    let kind = random.below(KINDS);
    of_kind(kind, random)
}

fn of_kind(kind: usize, random: &mut Random) -> char {
    let (from, to) = match kind {
        0 => ('a', 'z'),
        1 => (' ', '~'),
        2 => ('\0', '\u{FF}'),
        3 => ('\u{C0}', '\u{24F}'),
        4 => ('\u{370}', '\u{5FF}'),
        MARKS => *random.pick(&[
            ('\u{300}', '\u{36F}'),
            ('\u{64B}', '\u{65F}'),
            ('\u{1AB0}', '\u{1AFF}'),
            ('\u{1D165}', '\u{1D1AD}'),
        ]),
        6 => ('\u{600}', '\u{6FF}'),
        7 => ('\u{900}', '\u{10FF}'),
        8 => ('\u{1100}', '\u{11FF}'),
        9 => ('\u{2000}', '\u{206F}'),
        10 => *random.pick(&[('\u{3000}', '\u{318F}'), ('\u{4E00}', '\u{9FFF}'), ('\u{AC00}', '\u{D7A3}')]),
        11 => *random.pick(&[('\u{FB00}', '\u{FFFF}'), ('\u{1E00}', '\u{1FFF}')]),
        12 => *random.pick(&[(' ', ' '), (',', '.'), ('<', '<'), ('\'', '\''), ('0', '9'), ('@', '@')]),
        _ => ('\0', '\u{10FFFF}'),
    };
    loop {
        let code = u32::from(from) + random.below((u32::from(to) - u32::from(from) + 1) as usize) as u32;
        if let Some(c) = char::from_u32(code) {
            return c;
        }
    }
}
