//! Machine-readable zones: check digits and fields (ICAO Doc 9303 parts 3 to 7).

mod format;
mod place;

pub use format::Format;
pub use place::{Extent, Field};

use super::{Defect, Judgement, Kind, character};
use format::Layout;

/// A check digit of the zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What it covers: `number`, `birth`, `expiry`, `optional`, `composite`.
    pub field: &'static str,
    /// What the field calls for; `None` where the field holds a character outside A-Z, 0-9 and the filler.
    pub expected: Option<char>,
    /// What stands in the zone.
    pub found: char,
    /// Whether they agree; an empty optional field may have a filler for 0.
    pub holds: bool,
}

/// The fields of a machine-readable zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrz {
    /// Which of the five formats.
    pub format: Format,
    /// The first two characters, without filler: `P`, `I`, `AC`, `V`.
    pub document_code: String,
    /// The issuing state or organisation, without filler.
    pub issuer: String,
    /// The name field with fillers, without padding.
    pub name: String,
    /// The primary identifier, fillers as spaces.
    pub surname: String,
    /// The secondary identifier, fillers as spaces.
    pub given_names: String,
    /// The document number, whole also where it runs on into the optional data.
    pub number: String,
    /// The nationality, without filler.
    pub nationality: String,
    /// The date of birth, `YYMMDD`, unknown parts as fillers.
    pub birth: String,
    /// `M`, `F`, `X` or the filler.
    pub sex: char,
    /// The date of expiry, `YYMMDD`.
    pub expiry: String,
    /// The optional data fields, without padding.
    pub optional: Vec<String>,
    /// The check digits in the order of the zone.
    pub checks: Vec<Check>,
    /// Whether the name field may have been cut: its last place holds a letter.
    pub truncated: bool,
}

impl Mrz {
    /// Whether every check digit of the format holds.
    pub fn is_valid(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }

    /// Whether the check digit of `number`, `birth` or `expiry` holds.
    pub fn holds(&self, field: &str) -> bool {
        self.checks.iter().any(|check| check.field == field && check.holds)
    }
}

/// The 7-3-1 check digit of a field (ICAO Doc 9303-3 §4.9); `None` where a character is outside A-Z, 0-9 and `<`.
pub fn check_digit(field: &str) -> Option<char> {
    let mut sum = 0;
    for (c, weight) in field.chars().zip([7, 3, 1].into_iter().cycle()) {
        let value = match c {
            '<' => 0,
            '0'..='9' | 'A'..='Z' => c.to_digit(36)?,
            _ => return None,
        };
        sum = (sum + value * weight) % 10;
    }
    char::from_digit(sum, 10)
}

/// Reads the lines of a zone; spaces, small letters and full-width characters are tolerated.
///
/// # Errors
/// The defects of lines that are of no format, or that hold other characters.
pub fn parse(lines: &[&str]) -> Result<Mrz, Vec<Defect>> {
    let lines = cured(lines);
    let Some(layout) = Layout::of(&lines) else {
        let lengths: Vec<String> = lines.iter().map(|line| line.chars().count().to_string()).collect();
        let note =
            format!("the lines have {} characters; there are two of 44 or 36, or three of 30", lengths.join(", "));
        return Err(vec![Defect::whole("mrz-length", note)]);
    };
    let foreign: Vec<usize> =
        character::positions(&lines.join("\n"), |c| !matches!(c, 'A'..='Z' | '0'..='9' | '<' | '\n'));
    if let Some(first) = foreign.first() {
        let note = format!("character {} of the zone is not A-Z, 0-9 or <", first + 1);
        return Err(vec![Defect::new("mrz-charset", foreign, note)]);
    }
    layout.read(&lines).ok_or_else(|| vec![Defect::whole("mrz-format", "the lines are of no known format")])
}

/// Judges the lines of a zone as copied by hand; the fix joins the lines with line feeds.
pub fn judge(lines: &[&str]) -> Judgement {
    let joined = lines.join("\n");
    if joined.trim().is_empty() {
        return Judgement::empty();
    }
    let mut defects: Vec<Defect> = Vec::new();
    let mut offset = 0;
    for line in lines {
        for mut defect in character::judge(line, Kind::Mrz) {
            defect.at.iter_mut().for_each(|at| *at += offset);
            defects.push(defect);
        }
        let small = character::positions(line, |c| c.is_ascii_lowercase());
        if !small.is_empty() {
            defects.push(Defect::new(
                "mrz-case",
                small.into_iter().map(|at| at + offset).collect(),
                "the zone has capital letters only",
            ));
        }
        offset += line.chars().count() + 1;
    }
    let mrz = match parse(lines) {
        Ok(mrz) => mrz,
        Err(more) => {
            defects.extend(more);
            return Judgement { defects, fix: None };
        }
    };
    let clean = cured(lines);
    let mut fix = clean.join("\n");
    for check in mrz.checks.iter().filter(|check| !check.holds) {
        let name = check.field;
        defects.push(Defect::whole(
            "mrz-check-digit",
            format!("the check digit of the {name} field does not fit: a character is misread or mistyped"),
        ));
    }
    if !mrz.is_valid() {
        match repaired(&clean) {
            Some(lines) => fix = lines.join("\n"),
            None => return Judgement { defects, fix: None },
        }
    }
    Judgement { fix: (!defects.is_empty() && fix != joined).then_some(fix), defects }
}

fn cured(lines: &[&str]) -> Vec<String> {
    lines
        .iter()
        .map(|line| character::clean(line, Kind::Mrz).to_ascii_uppercase())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Characters read for each other in the fonts of documents.
const CONFUSED: &[(char, char)] = &[
    ('O', '0'),
    ('I', '1'),
    ('S', '5'),
    ('Z', '2'),
    ('B', '8'),
    ('G', '6'),
    ('D', '0'),
    ('Q', '0'),
    ('L', '1'),
    ('A', '4'),
];

/// The lines with one confused character exchanged, where exactly one such exchange makes every check digit hold.
fn repaired(lines: &[String]) -> Option<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        for (at, c) in line.char_indices() {
            let partners = CONFUSED.iter().filter_map(|(letter, digit)| {
                if c == *letter {
                    Some(*digit)
                } else if c == *digit {
                    Some(*letter)
                } else {
                    None
                }
            });
            for partner in partners {
                let mut changed = line.clone();
                changed.replace_range(at..at + c.len_utf8(), partner.encode_utf8(&mut [0; 4]));
                let mut attempt = lines.to_vec();
                if let Some(slot) = attempt.get_mut(number) {
                    *slot = changed;
                }
                let valid =
                    Layout::of(&attempt).and_then(|layout| layout.read(&attempt)).is_some_and(|mrz| mrz.is_valid());
                if valid {
                    found.push(attempt);
                }
            }
        }
    }
    if found.len() == 1 { found.pop() } else { None }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The specimens of ICAO Doc 9303 parts 4 and 5.
    const TD3: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
    const TD1: [&str; 3] =
        ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];

    #[test]
    fn specimens() {
        let mrz = parse(&TD3).unwrap();
        assert!(mrz.is_valid() && mrz.format == Format::Td3 && !mrz.truncated);
        assert_eq!(
            (mrz.surname.as_str(), mrz.given_names.as_str(), mrz.number.as_str(), mrz.name.as_str()),
            ("ERIKSSON", "ANNA MARIA", "L898902C3", "ERIKSSON<<ANNA<MARIA")
        );
        let card = parse(&TD1).unwrap();
        assert!(card.is_valid() && card.format == Format::Td1);
        assert_eq!(
            (card.number.as_str(), card.birth.as_str(), card.expiry.as_str(), card.sex),
            ("D23145890", "740812", "120415", 'F')
        );
    }

    #[test]
    fn defects() {
        let slip = TD3[1].replacen("L898902C3", "L8989O2C3", 1);
        let found = judge(&[TD3[0], &slip]);
        assert!(found.has("mrz-check-digit"));
        assert_eq!(found.fix, Some(TD3.join("\n")));
        assert!(judge(&TD3).is_clean());
        assert!(judge(&[TD3[0]]).has("mrz-length"));
        assert_eq!(judge(&[&TD3[0].to_lowercase(), TD3[1]]).fix, Some(TD3.join("\n")));
    }

    proptest! {
        #[test]
        fn never_panics(lines in proptest::collection::vec("\\PC{0,50}|[A-Z0-9<]{30}|[A-Z0-9<]{36}|[A-Z0-9<]{44}", 0..4)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let _ = judge(&lines);
        }
    }
}
