//! Where the fields of a zone stand.

use super::Mrz;
use super::format::Format;

/// A field of the zone that has a meaning for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The first two characters.
    Code,
    /// The issuing state or organisation.
    Issuer,
    /// Surname and given names.
    Name,
    /// The primary identifier.
    Surname,
    /// The secondary identifier.
    GivenNames,
    /// The document number.
    Number,
    /// The nationality.
    Nationality,
    /// The date of birth.
    Birth,
    /// The sex.
    Sex,
    /// The date of expiry.
    Expiry,
}

/// Neighbouring characters of one line; all from 0, `to` is the first that is no part of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The line.
    pub line: usize,
    /// The first column.
    pub from: usize,
    /// The column after the last.
    pub to: usize,
}

impl Extent {
    /// Whether a character is one of them.
    pub fn holds(self, line: usize, column: usize) -> bool {
        self.line == line && (self.from..self.to).contains(&column)
    }
}

impl Mrz {
    /// Where a field stands; without its fillers at the end where it is a name or a number.
    pub fn place(&self, field: Field) -> Extent {
        let layout = self.format.layout();
        let (line, from, to) = match field {
            Field::Code => (0, 0, 2),
            Field::Issuer => (0, 2, 5),
            Field::Name | Field::Surname | Field::GivenNames => layout.name,
            Field::Number => layout.number,
            Field::Nationality => layout.nationality,
            Field::Birth => layout.birth,
            Field::Sex => layout.sex,
            Field::Expiry => layout.expiry,
        };
        let parting = self.name.find("<<").unwrap_or(self.name.len());
        match field {
            Field::Name => Extent { line, from, to: from + self.name.len() },
            Field::Surname => Extent { line, from, to: from + parting },
            Field::GivenNames => {
                let given = (parting + 2).min(self.name.len());
                Extent { line, from: from + given, to: from + self.name.len() }
            }
            Field::Number => {
                // A long one runs on behind the filler that stands for its check digit.
                let more = self.number.len().saturating_sub(to - from);
                let end = if more > 0 { to + 1 + more } else { from + self.number.len() };
                Extent { line, from, to: end }
            }
            _ => Extent { line, from, to },
        }
    }

    /// The characters that decide what a field says: with its check digit, and for names with the fillers around them, of which each
    /// might be a letter.
    pub fn extent(&self, field: Field) -> Extent {
        let own = self.place(field);
        let layout = self.format.layout();
        match field {
            Field::Number => {
                let (_, _, to) = layout.number;
                Extent { to: own.to.max(to) + 1, ..own }
            }
            Field::Birth | Field::Expiry => Extent { to: own.to + 1, ..own },
            Field::Name | Field::Surname => {
                let (_, _, last) = layout.name;
                Extent { to: (own.to + 2).min(last), ..own }
            }
            Field::GivenNames => {
                let (_, first, last) = layout.name;
                Extent { from: own.from.saturating_sub(2).max(first), to: (own.to + 2).min(last), ..own }
            }
            Field::Code | Field::Issuer | Field::Nationality | Field::Sex => own,
        }
    }
}

impl Format {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Td1 => "td1",
            Self::Td2 => "td2",
            Self::Td3 => "td3",
            Self::MrvA => "mrv-a",
            Self::MrvB => "mrv-b",
        }
    }

    /// Lines, and characters of each.
    pub fn size(self) -> (usize, usize) {
        match self {
            Self::Td1 => (3, 30),
            Self::Td2 | Self::MrvB => (2, 36),
            Self::Td3 | Self::MrvA => (2, 44),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::text::mrz::parse;

    fn slice<'a>(lines: &[&'a str], at: Extent) -> &'a str {
        &lines[at.line][at.from..at.to]
    }

    #[test]
    fn fields_of_a_passport() {
        let lines = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
        let mrz = parse(&lines).unwrap();
        let of = |field| slice(&lines, mrz.place(field));
        let found = [Field::Code, Field::Issuer, Field::Surname, Field::GivenNames, Field::Name].map(of);
        assert_eq!(found, ["P<", "UTO", "ERIKSSON", "ANNA<MARIA", "ERIKSSON<<ANNA<MARIA"]);
        let found = [Field::Number, Field::Nationality, Field::Birth, Field::Sex, Field::Expiry].map(of);
        assert_eq!(found, ["L898902C3", "UTO", "740812", "F", "120415"]);
        assert_eq!(slice(&lines, mrz.extent(Field::Number)), "L898902C36");
        assert_eq!(slice(&lines, mrz.extent(Field::Surname)), "ERIKSSON<<");
        assert_eq!(slice(&lines, mrz.extent(Field::GivenNames)), "<<ANNA<MARIA<<");
    }

    #[test]
    fn a_long_number_of_a_card_runs_on() {
        let lines =
            ["I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<"];
        let mrz = parse(&lines).unwrap();
        assert_eq!(slice(&lines, mrz.place(Field::Number)), "D23145890<734");
        assert_eq!(slice(&lines, mrz.extent(Field::Number)), "D23145890<7349");
        assert_eq!(slice(&lines, mrz.place(Field::Sex)), "M");
    }

    #[test]
    fn a_short_number_ends_before_its_fillers() {
        let lines = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8989<<<<4UTO7408122F1204159<<<<<<<<<<<<<<08"];
        let mrz = parse(&lines).unwrap();
        assert_eq!(slice(&lines, mrz.place(Field::Number)), "L8989");
        assert_eq!(slice(&lines, mrz.extent(Field::Number)), "L8989<<<<4");
    }

    #[test]
    fn a_holder_with_one_name_has_no_given_names() {
        let lines = ["P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
        let mrz = parse(&lines).unwrap();
        assert_eq!(slice(&lines, mrz.place(Field::GivenNames)), "");
    }
}
