//! Letters and digits that look alike, told apart by those of the same document.
//!
//! How an O differs from a 0 depends on the print. In dates there are only digits and in names only letters: they show it.

use super::layout::{DIGIT, Layout, Set};
use super::letters::{ALPHABET, Cell};

/// A letter and the digit that it looks like.
pub const PAIRS: [(u8, u8); 8] =
    [(b'O', b'0'), (b'D', b'0'), (b'I', b'1'), (b'L', b'1'), (b'S', b'5'), (b'B', b'8'), (b'Z', b'2'), (b'G', b'6')];

/// How much likelier, in nats, the network usually has the right one of a pair, and how many characters that knowledge is worth.
const USUAL: f32 = 4.0;
const WORTH: f32 = 2.0;

/// How much rarer, in nats, letters are than digits where both may stand, as document numbers are given.
const RARER: f32 = 1.5;

/// The most, in nats, that one of a pair is likelier than the other: beyond that, numbers of 32 bits run out.
const MOST: f32 = 40.0;

/// Place of a letter in the network's order.
pub fn index(letter: u8) -> usize {
    ALPHABET.iter().position(|known| *known == letter).unwrap_or_default()
}

/// The same cells with letters and digits that look alike made as likely, where both may stand, as the document's print says.
pub fn told_apart(cells: &[Vec<Cell>], layout: Layout) -> Vec<Vec<Cell>> {
    let mut told = cells.to_vec();
    for (letter, digit) in PAIRS.map(|(letter, digit)| (index(letter), index(digit))) {
        let (mut letters, mut digits) = ((WORTH * USUAL, WORTH), (-WORTH * USUAL, WORTH));
        for (set, cell) in placed(cells, layout) {
            let only_digits = set & DIGIT != 0 && set >> letter & 1 == 0;
            let only_letters = set & DIGIT == 0 && set >> letter & 1 == 1;
            let best = if only_digits { digit } else { letter };
            let alike = |other: &usize| set >> other & 1 == 1 && cell.letters[*other] > cell.letters[best];
            if !(only_digits || only_letters) || (0..cell.letters.len()).any(|other| alike(&other)) {
                continue;
            }
            let sum = if only_digits { &mut digits } else { &mut letters };
            sum.0 += (cell.letters[letter] - cell.letters[digit]).clamp(-2.0 * USUAL, 2.0 * USUAL);
            sum.1 += 1.0;
        }
        // Halfway between what letters are like and what digits are like.
        let middle = (letters.0 / letters.1 + digits.0 / digits.1) / 2.0;
        for (line, row) in told.iter_mut().enumerate() {
            for (column, cell) in row.iter_mut().enumerate() {
                let set = layout.allowed(line, column);
                if set >> letter & 1 == 1 && set >> digit & 1 == 1 {
                    // What both have together stays as it is, for others look like them too.
                    let [a, b] = [letter, digit].map(|one| cell.letters[one]);
                    let both = a.max(b) + (-(a - b).abs()).exp().ln_1p();
                    let more = (a - b - middle - RARER).clamp(-MOST, MOST);
                    cell.letters[letter] = both - (-more).exp().ln_1p();
                    cell.letters[digit] = both - more.exp().ln_1p();
                }
            }
        }
    }
    told
}

fn placed(cells: &[Vec<Cell>], layout: Layout) -> impl Iterator<Item = (Set, &Cell)> {
    let row = move |(line, row): (usize, &'_ Vec<Cell>)| {
        (0..row.len()).map(move |column| layout.allowed(line, column)).collect::<Vec<_>>()
    };
    cells.iter().enumerate().flat_map(move |numbered| row(numbered).into_iter().zip(numbered.1))
}

#[cfg(test)]
mod tests {
    use super::super::letters::LETTERS;
    use super::*;
    use crate::text::mrz::Format;

    /// Cells of a passport; a letter or digit of the pair is likelier than the other by what `ahead` says, in nats.
    fn cells(ahead: impl Fn(u8) -> f32) -> Vec<Vec<Cell>> {
        let lines = ["P<UTOROOD<<OTTO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "L0O8902C36UTO7000102F1200109<<<<<<<<<<<<<<04"];
        let cell = |text: u8| {
            let mut letters = [-12.0; LETTERS];
            letters[index(text)] = -0.1;
            if matches!(text, b'O' | b'0') {
                let other = if text == b'O' { b'0' } else { b'O' };
                letters[index(other)] = -0.1 - ahead(text);
            }
            Cell { letters, blank: 0.0 }
        };
        lines.iter().map(|line| line.bytes().map(cell).collect()).collect()
    }

    fn looks_like_a_digit(cell: &Cell) -> bool {
        cell.letters[index(b'0')] > cell.letters[index(b'O')]
    }

    #[test]
    fn a_round_zero_is_told_by_the_zeros_of_dates() {
        // In this print all look like an O, zeros less so.
        let print = |text: u8| if text == b'O' { 5.0 } else { -1.5 };
        let (seen, told) = (cells(print), told_apart(&cells(print), Layout(Format::Td3)));
        assert!(!looks_like_a_digit(&seen[1][1]) && looks_like_a_digit(&told[1][1]), "the second sign is a zero");
        assert!(!looks_like_a_digit(&told[1][2]), "the third sign is an O");
        // Nothing changes where only one of them may stand.
        assert_eq!(told[0][6].letters, seen[0][6].letters);
    }

    #[test]
    fn what_may_be_either_is_rather_a_digit() {
        // The second sign is halfway between the document's own letters and digits.
        let mut seen = cells(|_| 4.0);
        for letter in [b'O', b'0'] {
            seen[1][1].letters[index(letter)] = -0.7;
        }
        assert!(looks_like_a_digit(&told_apart(&seen, Layout(Format::Td3))[1][1]));
    }

    #[test]
    fn what_is_told_stays_a_number_however_sure_the_network_was() {
        let told = told_apart(&cells(|_| 1e4), Layout(Format::Td3));
        assert!(told.iter().flatten().flat_map(|cell| cell.letters).all(f32::is_finite));
    }
}
