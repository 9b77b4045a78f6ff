//! The layouts of the five formats.

use super::{Check, Mrz, check_digit};

/// A format of the machine-readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Cards, three lines of 30 (Doc 9303-5).
    Td1,
    /// Larger cards, two lines of 36 (Doc 9303-6).
    Td2,
    /// Passports, two lines of 44 (Doc 9303-4).
    Td3,
    /// Visas, two lines of 44 (Doc 9303-7).
    MrvA,
    /// Smaller visas, two lines of 36 (Doc 9303-7).
    MrvB,
}

/// A place in the zone: line, first column, first column after it.
type Place = (usize, usize, usize);

/// Where each field stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    format: Format,
    pub(super) name: Place,
    pub(super) number: Place,
    pub(super) nationality: Place,
    pub(super) birth: Place,
    pub(super) sex: Place,
    pub(super) expiry: Place,
    optional: &'static [Place],
    /// Whether the passport's optional field has a check digit after it.
    optional_check: Option<Place>,
    /// The places that the composite check digit covers, and its own.
    composite: Option<(&'static [Place], Place)>,
}

const TD1: Layout = Layout {
    format: Format::Td1,
    name: (2, 0, 30),
    number: (0, 5, 14),
    nationality: (1, 15, 18),
    birth: (1, 0, 6),
    sex: (1, 7, 8),
    expiry: (1, 8, 14),
    optional: &[(0, 15, 30), (1, 18, 29)],
    optional_check: None,
    composite: Some((&[(0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)], (1, 29, 30))),
};

const TD2: Layout = Layout {
    format: Format::Td2,
    name: (0, 5, 36),
    number: (1, 0, 9),
    nationality: (1, 10, 13),
    birth: (1, 13, 19),
    sex: (1, 20, 21),
    expiry: (1, 21, 27),
    optional: &[(1, 28, 35)],
    optional_check: None,
    composite: Some((&[(1, 0, 10), (1, 13, 20), (1, 21, 35)], (1, 35, 36))),
};

const TD3: Layout = Layout {
    format: Format::Td3,
    name: (0, 5, 44),
    optional: &[(1, 28, 42)],
    optional_check: Some((1, 42, 43)),
    composite: Some((&[(1, 0, 10), (1, 13, 20), (1, 21, 43)], (1, 43, 44))),
    ..TD2
};

const MRV_A: Layout =
    Layout { format: Format::MrvA, name: (0, 5, 44), optional: &[(1, 28, 44)], composite: None, ..TD2 };

const MRV_B: Layout = Layout { format: Format::MrvB, optional: &[(1, 28, 36)], composite: None, ..TD2 };

impl Format {
    /// Where its fields stand.
    pub(super) fn layout(self) -> Layout {
        match self {
            Self::Td1 => TD1,
            Self::Td2 => TD2,
            Self::Td3 => TD3,
            Self::MrvA => MRV_A,
            Self::MrvB => MRV_B,
        }
    }
}

impl Layout {
    /// The layout of lines by their number, length and first letter.
    pub fn of(lines: &[String]) -> Option<Self> {
        let visa = lines.first().is_some_and(|line| line.starts_with('V'));
        let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
        match (lengths.as_slice(), visa) {
            ([30, 30, 30], _) => Some(TD1),
            ([36, 36], false) => Some(TD2),
            ([44, 44], false) => Some(TD3),
            ([44, 44], true) => Some(MRV_A),
            ([36, 36], true) => Some(MRV_B),
            _ => None,
        }
    }

    /// Reads the fields.
    pub fn read(&self, lines: &[String]) -> Option<Mrz> {
        let field = |(line, from, to): Place| lines.get(line).and_then(|line| line.get(from..to));
        let digit_after = |(line, _, to): Place| field((line, to, to + 1)).and_then(|text| text.chars().next());
        let plain = |text: &str| text.trim_end_matches('<').to_owned();
        let words = |text: &str| text.split('<').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let name_field = field(self.name)?;
        let (surname, given_names) = name_field.split_once("<<").unwrap_or((name_field, ""));
        let mut optional: Vec<String> =
            self.optional.iter().map(|place| field(*place).map(plain)).collect::<Option<_>>()?;
        let (number, number_check) = self.number(field(self.number)?, digit_after(self.number)?, &mut optional);
        let mut checks = vec![
            number_check,
            check("birth", field(self.birth)?, digit_after(self.birth)?),
            check("expiry", field(self.expiry)?, digit_after(self.expiry)?),
        ];
        if let (Some(place), Some(first)) = (self.optional_check, self.optional.first()) {
            let mut found = check("optional", field(*first)?, field(place)?.chars().next()?);
            // Doc 9303-4 §4.2.2: an unused field may have a filler for its check digit.
            found.holds |= found.found == '<' && field(*first)?.bytes().all(|b| b == b'<');
            checks.push(found);
        }
        if let Some((places, own)) = self.composite {
            let covered: String = places.iter().map(|place| field(*place)).collect::<Option<_>>()?;
            checks.push(check("composite", &covered, field(own)?.chars().next()?));
        }
        Some(Mrz {
            format: self.format,
            document_code: plain(field((0, 0, 2))?),
            issuer: plain(field((0, 2, 5))?),
            name: plain(name_field),
            surname: words(surname),
            given_names: words(given_names),
            number,
            nationality: plain(field(self.nationality)?),
            birth: field(self.birth)?.to_owned(),
            sex: field(self.sex)?.chars().next()?,
            expiry: field(self.expiry)?.to_owned(),
            optional,
            checks,
            truncated: !name_field.ends_with('<'),
        })
    }

    /// The number and its check; on cards a filler for the digit says that it runs on into the optional data.
    fn number(&self, field: &str, digit: char, optional: &mut [String]) -> (String, Check) {
        let card = matches!(self.format, Format::Td1 | Format::Td2);
        if let (true, '<', Some(first)) = (card, digit, optional.first_mut()) {
            let run = first.split('<').next().unwrap_or_default().to_owned();
            if let Some(found) = run.chars().last() {
                let whole = format!("{field}{}", run.get(..run.len() - 1).unwrap_or_default());
                *first = first.get(run.len()..).unwrap_or_default().trim_start_matches('<').to_owned();
                let number_check = check("number", &whole, found);
                return (whole.trim_end_matches('<').to_owned(), number_check);
            }
        }
        (field.trim_end_matches('<').to_owned(), check("number", field, digit))
    }
}

fn check(field: &'static str, covered: &str, found: char) -> Check {
    let expected = check_digit(covered);
    Check { field, expected, found, holds: expected == Some(found) }
}
