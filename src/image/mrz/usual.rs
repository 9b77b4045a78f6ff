//! What documents usually hold, weighed against what their cells look like.
//!
//! No check digit covers the codes of states and of the document, but there are few of them, and passports mostly hold the same state
//! twice. What is clearly seen stays, however unusual.

use super::alike::index;
use super::layout::Layout;
use super::letters::{Cell, LETTERS};
use crate::text::{country, mrz::Format};
use std::sync::LazyLock;
use zeroize::Zeroizing;

/// How much likelier, in nats, a code of a state is that is given than one that is not; in passports the issuer's as nationality than
/// another one; and a first letter that the format has than another one.
const GIVEN: f32 = 4.0;
const SAME: f32 = 2.0;
const FORMATS: f32 = 3.0;

/// Letters of a state's code.
const CODE: usize = 3;

/// The codes of Doc 9303-3 §5 as they stand in a zone, as places in the network's order.
static STATES: LazyLock<Vec<[usize; CODE]>> = LazyLock::new(|| {
    let code = |text: &str| {
        let letters = text.as_bytes();
        std::array::from_fn(|at| index(letters.get(at).copied().unwrap_or(b'<')))
    };
    country::zone_codes().map(code).collect()
});

/// The same cells with the codes of states made as likely as documents hold them.
pub fn states(mut cells: Vec<Vec<Cell>>, layout: Layout) -> Vec<Vec<Cell>> {
    let nationality = if layout.0 == Format::Td1 { (1, 15) } else { (1, 10) };
    let places = [(0, 2), nationality];
    if let [Some(issuer), Some(nationality)] = places.map(|place| State::seen(&cells, place)) {
        // Visas and residence permits are for other states' people.
        let same = if layout.0 == Format::Td3 { SAME } else { 0.0 };
        let told = [issuer.beside(&nationality, same), nationality.beside(&issuer, same)];
        for ((line, from), letters) in places.into_iter().zip(told) {
            let row = cells.get_mut(line).into_iter().flat_map(|row| row.iter_mut().skip(from));
            row.zip(letters).for_each(|(cell, letters)| cell.letters = letters);
        }
    }
    cells
}

/// The same cells with the first letter of the document's code made as likely as documents hold it.
pub fn code(mut cells: Vec<Vec<Cell>>, layout: Layout) -> Vec<Vec<Cell>> {
    let first: &[u8] = match layout.0 {
        Format::Td1 | Format::Td2 => b"ACI",
        Format::Td3 => b"P",
        Format::MrvA | Format::MrvB => b"V",
    };
    if let Some(cell) = cells.first_mut().and_then(|row| row.first_mut()) {
        first.iter().for_each(|letter| cell.letters[index(*letter)] += FORMATS);
        cell.letters = normalised(cell.letters);
    }
    cells
}

/// Whether the first line has a code of a state where documents have it.
pub fn begins_with_a_state(lines: &[Zeroizing<String>]) -> bool {
    let code = lines.first().and_then(|line| line.get(2..2 + CODE));
    code.is_some_and(|code| country::zone_codes().any(|given| given == code.trim_end_matches('<')))
}

/// What a state's code looks like.
struct State {
    letters: [[f32; LETTERS]; CODE],
    /// Likelihoods of the codes that are given, and of all together with those that are not.
    given: Vec<f32>,
    sum: f32,
}

impl State {
    fn seen(cells: &[Vec<Cell>], (line, from): (usize, usize)) -> Option<Self> {
        let row = cells.get(line)?.get(from..from + CODE)?;
        let letters = std::array::from_fn(|at| row.get(at).map_or([0.0; LETTERS], |cell| cell.letters));
        let like = |code: &[usize; CODE]| {
            code.iter().zip(&letters).map(|(sign, cell): (_, &[f32; LETTERS])| cell[*sign]).sum::<f32>()
        };
        let given: Vec<f32> = STATES.iter().map(|code| like(code).exp()).collect();
        let sum = given.iter().sum::<f32>() + (-GIVEN).exp();
        Some(Self { letters, given, sum })
    }

    /// The logarithms of its letters' probabilities beside another code of the same document.
    fn beside(&self, other: &Self, more: f32) -> [[f32; LETTERS]; CODE] {
        let rest = (-GIVEN).exp() * other.sum;
        let mut told = self.letters.map(|cell| cell.map(|letter| letter.exp() * rest));
        for ((code, given), same) in STATES.iter().zip(&self.given).zip(&other.given) {
            let weight = given * (other.sum + more.exp_m1() * same);
            told.iter_mut().zip(code).for_each(|(cell, sign)| cell[*sign] += weight);
        }
        told.map(|cell| normalised(cell.map(|letter| letter.max(f32::MIN_POSITIVE).ln())))
    }
}

fn normalised(logs: [f32; LETTERS]) -> [f32; LETTERS] {
    let most = logs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total = most + logs.iter().map(|log| (log - most).exp()).sum::<f32>().ln();
    logs.map(|log| log - total)
}

#[cfg(test)]
mod tests {
    use super::super::letters::ALPHABET;
    use super::*;

    /// Cells of a passport's lines; those that are named look as much like another letter, or more by some nats.
    fn cells(lines: [&str; 2], changes: &[(usize, usize, u8, f32)]) -> Vec<Vec<Cell>> {
        let cell = |line: usize, column: usize, text: u8| {
            let mut letters = [-14.0; LETTERS];
            letters[index(text)] = 0.0;
            for (_, _, other, more) in changes.iter().filter(|change| (change.0, change.1) == (line, column)) {
                letters[index(*other)] = *more;
            }
            Cell { letters: normalised(letters), blank: 0.0 }
        };
        let row = |(line, text): (usize, &str)| {
            text.bytes().enumerate().map(|(column, text)| cell(line, column, text)).collect()
        };
        lines.into_iter().enumerate().map(row).collect()
    }

    fn read(cells: &[Vec<Cell>], line: usize, from: usize) -> String {
        let best = |cell: &Cell| (0..LETTERS).max_by(|a, b| cell.letters[*a].total_cmp(&cell.letters[*b])).unwrap();
        cells[line][from..from + CODE].iter().map(|cell| char::from(ALPHABET[best(cell)])).collect()
    }

    const LINES: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];

    #[test]
    fn a_code_that_is_given_wins_over_one_that_is_not() {
        let seen = cells(LINES, &[(0, 4, b'D', 1.0)]);
        assert_eq!(read(&seen, 0, 2), "UTD");
        assert_eq!(read(&states(seen, Layout(Format::Td3)), 0, 2), "UTO");
    }

    #[test]
    fn the_other_code_settles_a_doubt_between_two_that_are_given() {
        // Australia, or Austria.
        let lines = ["P<AUSERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36AUT7408122F1204159ZE184226B<<<<<10"];
        let seen = cells(lines, &[(0, 4, b'T', -0.5)]);
        assert_eq!(read(&states(seen.clone(), Layout(Format::MrvA)), 0, 2), "AUS", "a visa for another state's people");
        assert_eq!(read(&states(seen, Layout(Format::Td3)), 0, 2), "AUT");
    }

    #[test]
    fn what_is_clearly_seen_stays() {
        let lines = ["Q<XQZERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36SWE7408122F1204159ZE184226B<<<<<10"];
        let layout = Layout(Format::Td3);
        let told = code(states(cells(lines, &[]), layout), layout);
        assert_eq!((read(&told, 0, 2).as_str(), read(&told, 1, 10).as_str()), ("XQZ", "SWE"));
        assert!(told[0][0].letters[index(b'Q')] > -0.01, "a code of no format");
    }
}
