//! Invented holders of invented documents.

use super::random::Random;
use super::tone::{Color, mix, srgb};

/// A country that does not exist, with a code that no country has (Utopia's is ICAO Doc 9303's own; the others are
/// user-assigned in ISO 3166-1).
#[derive(Clone, Copy)]
pub struct Nation {
    pub code: &'static str,
    pub name: &'static str,
    pub people: &'static str,
    pub towns: [&'static str; 4],
}

const NATIONS: [Nation; 5] = [
    Nation { code: "UTO", name: "UTOPIA", people: "UTOPIAN", towns: ["ZENITH", "AMAUROTE", "ANYDER", "LOWHAVEN"] },
    Nation {
        code: "XNV",
        name: "NORVALIA",
        people: "NORVALIAN",
        towns: ["HARNFELD", "SKELVIK", "OSTERMARK", "TUNDAL"],
    },
    Nation {
        code: "QVL",
        name: "VELORIA",
        people: "VELORIAN",
        towns: ["CASTELMAR", "LUNERRE", "PORTIVAL", "SAN ODRIO"],
    },
    Nation { code: "XQK", name: "QUARISTAN", people: "QUARISTANI", towns: ["BELUQ", "TARAZIM", "KHONDAR", "MIRZABEN"] },
    Nation {
        code: "QUM",
        name: "UMBRELLE",
        people: "UMBRELLIAN",
        towns: ["ST FLORIN", "GRISAU", "MONTELUX", "RIVEBLEUE"],
    },
];

/// A day as year, month and day.
pub type Day = [u32; 3];

/// An invented holder.
#[derive(Clone)]
pub struct Person {
    pub nation: Nation,
    pub surname: String,
    pub given: String,
    pub number: String,
    pub birth: Day,
    pub issue: Day,
    pub expiry: Day,
    pub male: bool,
    pub town: &'static str,
    pub street: String,
    pub skin: Color,
    pub hair: Color,
}

const STARTS: [&str; 16] =
    ["Van", "Oku", "Quil", "Mer", "Tor", "Bel", "Dra", "Fen", "Gal", "Hol", "Ist", "Kor", "Lun", "Nav", "Pel", "Zim"];
const MIDDLES: [&str; 12] = ["te", "der", "ba", "lo", "vi", "ran", "sso", "mi", "cha", "ne", "gu", "wy"];
const ENDS: [&str; 12] = ["ren", "ra", "som", "dt", "nik", "ova", "lin", "stad", "mont", "zek", "ford", "ius"];
const GIVEN: [&str; 16] = [
    "LIORA", "MAEVE", "TARO", "EDDA", "ROSE", "JORIN", "KASPAR", "ILSE", "NOVAN", "PETRA", "QUINTO", "RHEA", "SORIN",
    "TILDE", "ULRIK", "WANDA",
];

const SKINS: [u32; 6] = [0xE6C0A4, 0xD6AC92, 0xC4946F, 0xA8744E, 0x7E543C, 0x5A3A2A];
const HAIRS: [u32; 6] = [0x1C1816, 0x3A281E, 0x5C3A22, 0x8A6238, 0xB89460, 0x8C8A88];

impl Person {
    pub fn new(random: &mut Random) -> Self {
        let nation = random.pick(NATIONS);
        let middle = if random.chance(0.6) { random.pick(MIDDLES) } else { "" };
        let surname = format!("{}{middle}{}", random.pick(STARTS), random.pick(ENDS)).to_uppercase();
        let mut given = random.pick(GIVEN).to_owned();
        if random.chance(0.6) {
            given = format!("{given} {}", random.pick(GIVEN));
        }
        let day = |random: &mut Random, first: u32, last: u32| -> Day {
            [
                first + random.below((last - first + 1) as usize) as u32,
                1 + random.below(12) as u32,
                1 + random.below(28) as u32,
            ]
        };
        let letter = |random: &mut Random| char::from(b'A' + random.below(26) as u8);
        let digits = |random: &mut Random, count: usize| -> String {
            (0..count).map(|_| char::from(b'0' + random.below(10) as u8)).collect()
        };
        let number = if random.chance(0.5) {
            format!("{}{}{}", letter(random), letter(random), digits(random, 7))
        } else {
            format!("{}{}", letter(random), digits(random, 8))
        };
        let birth = day(random, 1948, 2006);
        let issue = day(random, 2018, 2025);
        let warm = random.between(-0.06, 0.06);
        let skin = srgb(random.pick(SKINS));
        Self {
            nation,
            surname,
            given,
            number,
            birth,
            issue,
            expiry: [issue[0] + 10, issue[1], issue[2]],
            male: random.chance(0.5),
            town: random.pick(nation.towns),
            street: format!(
                "{} {}",
                1 + random.below(180),
                random.pick(["MILL LANE", "NORTH QUAY", "ELM SQUARE", "STATION RD"])
            ),
            skin: mix(skin, srgb(0xFFB090), warm.abs()),
            hair: srgb(random.pick(HAIRS)),
        }
    }

    pub fn sex(&self) -> &'static str {
        if self.male { "M" } else { "F" }
    }
}

/// A day as documents print it.
pub fn printed([year, month, day]: Day, form: usize) -> String {
    const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    match form % 3 {
        0 => format!("{day:02}.{month:02}.{year}"),
        1 => format!("{day:02} {} {year}", MONTHS[(month as usize + 11) % 12]),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}
