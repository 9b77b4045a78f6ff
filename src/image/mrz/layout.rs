//! What may stand where in the five formats (ICAO Doc 9303-4 §4.2.2, 9303-5 §4.2.2, 9303-6 §4.2.2, 9303-7 §4.2.2 and §5.2.2).

use super::letters::{Cell, LETTERS};
use crate::text::mrz::Format;

/// A set of letters, one bit each in the network's order.
pub type Set = u64;

/// The ten digits.
pub const DIGIT: Set = (1 << 10) - 1;
/// The twenty-six capitals.
const CAPITAL: Set = ((1 << 26) - 1) << 10;
const FILLER: Set = 1 << 36;
const WORD: Set = CAPITAL | FILLER;
const ANY: Set = DIGIT | CAPITAL | FILLER;
/// Unknown parts of a date are fillers (Doc 9303-3 §4.8).
const DATE: Set = DIGIT | FILLER;
const SEX: Set = letter(b'M') | letter(b'F') | letter(b'X') | FILLER;

const fn letter(capital: u8) -> Set {
    1 << (10 + capital - b'A')
}

/// The second line of all formats but TD1's, up to the optional data.
const SECOND: [(usize, Set); 8] =
    [(9, ANY), (1, DATE), (3, WORD), (6, DATE), (1, DIGIT), (1, SEX), (6, DATE), (1, DIGIT)];

/// A layout of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout(pub Format);

impl Layout {
    /// The layout of lines by their number, length and first letter.
    pub fn of(lines: &[Vec<Cell>]) -> Option<Self> {
        let lengths: Vec<usize> = lines.iter().map(Vec::len).collect();
        let first = lines.first()?.first()?;
        // A visa begins with V.
        let visa = (0..LETTERS).all(|other| first.letters[other] <= first.letters[usize::from(10 + b'V' - b'A')]);
        Some(Self(match (lengths.as_slice(), visa) {
            ([30, 30, 30], _) => Format::Td1,
            ([36, 36], false) => Format::Td2,
            ([36, 36], true) => Format::MrvB,
            ([44, 44], false) => Format::Td3,
            ([44, 44], true) => Format::MrvA,
            _ => return None,
        }))
    }

    /// What may stand in a column of a line.
    pub fn allowed(self, line: usize, column: usize) -> Set {
        let first: &[(usize, Set)] = &[(1, CAPITAL), (100, WORD)];
        let runs: &[(usize, Set)] = match (self.0, line) {
            (Format::Td1, 0) => &[(1, CAPITAL), (4, WORD), (9, ANY), (1, DATE), (15, ANY)],
            (Format::Td1, 1) => {
                &[(6, DATE), (1, DIGIT), (1, SEX), (6, DATE), (1, DIGIT), (3, WORD), (11, ANY), (1, DIGIT)]
            }
            (Format::Td1, _) => &[(30, WORD)],
            (_, 0) => first,
            _ => &SECOND,
        };
        let mut end = 0;
        for (length, set) in runs {
            end += length;
            if column < end {
                return *set;
            }
        }
        match (self.0, column) {
            (Format::Td3, 42) => DATE,
            (Format::Td3, 43) | (Format::Td2, 35) => DIGIT,
            _ => ANY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::letters::ALPHABET;
    use super::*;

    #[test]
    fn the_specimens_of_doc_9303_may_stand_in_their_layouts() {
        let specimens: [(Format, &[&str]); 5] = [
            (
                Format::Td1,
                &["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"],
            ),
            (Format::Td2, &["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"]),
            (
                Format::Td3,
                &["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"],
            ),
            (
                Format::MrvA,
                &["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"],
            ),
            (Format::MrvB, &["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"]),
        ];
        for (format, lines) in specimens {
            for (line, text) in lines.iter().enumerate() {
                for (column, letter) in text.bytes().enumerate() {
                    let index = ALPHABET.iter().position(|known| *known == letter).unwrap();
                    assert!(Layout(format).allowed(line, column) >> index & 1 == 1, "{format:?} {line} {column}");
                }
            }
        }
        let zero = ALPHABET.iter().position(|known| *known == b'0').unwrap();
        assert_eq!(Layout(Format::Td3).allowed(0, 10) >> zero & 1, 0, "no digits in names");
    }
}
