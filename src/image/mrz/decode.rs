//! From what the cells look like to what stands in them.
//!
//! Only what may stand in a place is considered. Where the check digits do not hold (Doc 9303-3 §4.9), one character may be
//! exchanged for one that looks like it, and is marked; more is never done, for a check digit lets one in ten errors pass.

use super::alike;
use super::layout::{DIGIT, Layout, Set};
use super::letters::{ALPHABET, Cell, LETTERS};
use super::usual;
use crate::text::mrz::{self, Field, Mrz};
use zeroize::Zeroizing;

/// Characters below this probability are in doubt.
const DOUBT: f32 = 0.7;
/// The same where digits may stand: a check digit lets one in ten errors pass.
const DOUBT_IN_NUMBERS: f32 = 0.8;
/// Where digits may stand, characters that a check digit cannot tell from what is read are no likelier than this.
const BLIND: f32 = 0.01;
/// How much less likely, in nats, the character may look that the check digits call for, and how much likelier than any other one
/// that would do.
const REPAIR_COST: f32 = 6.0;
const CLEARLY: f32 = 3.0;
/// From this mean logarithm of their likelihood on, cells look like letters the right way up.
pub const LETTERLIKE: f32 = -0.4;
/// From this probability on a character is not another one, and so many of them that cannot stand where they do are of another layout.
const SURE: f32 = 0.9;
const STRANGERS: usize = 3;

/// Fewest characters that are no fillers: two dates, a number, their check digits, codes of the document and of two states, and a
/// name fill more in every format (Doc 9303-3 §4).
const FEWEST_SIGNS: usize = 20;

/// Line and column, from 0.
pub type Place = [usize; 2];

/// What stands in a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The lines.
    pub lines: Vec<Zeroizing<String>>,
    /// Whether every check digit of the format holds.
    pub valid: bool,
    /// Characters exchanged for their look-alike because the check digits call for it.
    pub repaired: Vec<Place>,
    /// Characters that may well be others.
    pub doubtful: Vec<Place>,
    /// Mean probability of the characters, 0 to 1.
    pub confidence: f32,
    /// Mean logarithm of how well the cells look like what may stand in them.
    pub likelihood: f32,
    /// How much better, in the same measure, they look like what may not stand there.
    pub strain: f32,
}

impl Text {
    /// Puts all in doubt but number, birth and expiry, for no check digit covers names.
    pub fn doubt_what_has_no_check_digit(&mut self) {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.as_str()).collect();
        let Ok(zone) = mrz::parse(&lines) else { return };
        let checked = [Field::Number, Field::Birth, Field::Expiry].map(|field| zone.place(field));
        let places =
            lines.iter().enumerate().flat_map(|(line, text)| (0..text.len()).map(move |column| [line, column]));
        let open = |[line, column]: &Place| !checked.iter().any(|field| field.holds(*line, *column));
        self.doubtful.extend(places.filter(open));
        self.doubtful.sort_unstable();
        self.doubtful.dedup();
    }
}

/// Decodes the cells of all lines; `None` where too little stands in them.
pub fn text(cells: &[Vec<Cell>], layout: Option<Layout>) -> Option<Text> {
    let raw = cells;
    let told = layout.map(|layout| usual::code(alike::told_apart(cells, layout), layout));
    let weighed = told.clone().zip(layout).map(|(told, layout)| usual::states(told, layout));
    let (told, cells) = (told.as_deref().unwrap_or(raw), weighed.as_deref().unwrap_or(raw));
    let allowed = |line: usize, column: usize| layout.map_or(Set::MAX, |layout| layout.allowed(line, column));
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let (mut doubtful, mut sure, mut likelihood, mut strain, mut count) = (Vec::new(), 0.0, 0.0, 0.0, 0.0_f32);
    for (line, row) in cells.iter().enumerate() {
        let mut text = Vec::with_capacity(row.len());
        for (column, cell) in row.iter().enumerate() {
            let set = allowed(line, column);
            let may = |letter: &usize| set >> letter & 1 == 1;
            let best = (0..LETTERS).filter(may).max_by(|a, b| cell.letters[*a].total_cmp(&cell.letters[*b]))?;
            // Shares of the letters that may stand there, by cells that were weighed in one way or another.
            let share = |cells: &[Vec<Cell>], letters: &dyn Fn(&usize) -> bool| {
                let letters_of = cells.get(line).and_then(|row| row.get(column)).unwrap_or(cell).letters;
                let sum = |of: &dyn Fn(&usize) -> bool| {
                    (0..LETTERS).filter(|one| may(one) && of(one)).map(|one| letters_of[one].exp()).sum::<f32>()
                };
                sum(letters) / sum(&|_| true).max(1e-9)
            };
            let is_best = |letter: &usize| *letter == best;
            let probability = share(cells, &is_best) * (1.0 - cell.blank);
            let least = if set & DIGIT == 0 { DOUBT } else { DOUBT_IN_NUMBERS };
            // No check digit tells an S from an 8: their values differ by 20 (Doc 9303-3 §4.9).
            let blind = |other: &usize| *other != best && value(*other) == value(best);
            let is_blind = set & DIGIT != 0 && share(raw, &blind) > BLIND;
            // What a list of states made sure was not seen surely.
            if probability < least || share(told, &is_best) * (1.0 - cell.blank) < least || is_blind {
                doubtful.push([line, column]);
            }
            sure += probability;
            let seen = |letter: f32| (letter.exp() * (1.0 - cell.blank)).max(1e-4).ln();
            likelihood += seen(cell.letters[best]);
            strain += seen(cell.letters.iter().copied().fold(f32::NEG_INFINITY, f32::max)) - seen(cell.letters[best]);
            count += 1.0;
            text.push(ALPHABET[best]);
        }
        lines.push(text);
    }
    let mut repaired = Vec::new();
    let mut valid = false;
    if layout.is_some() {
        valid = parsed(&lines).as_ref().is_some_and(Mrz::is_valid);
        // Beside what is in doubt, an exchange would prove nothing.
        let doubts = doubtful.iter().filter(|[line, column]| allowed(*line, *column) & DIGIT != 0).count();
        let exchanges = if valid { Vec::new() } else { exchanges(&lines, cells, &allowed) };
        if let Some(best) = exchanges.first() {
            let next = exchanges.get(1).map_or(f32::INFINITY, |next| next.cost);
            if doubts < 2 && best.is_of_a_pair() && best.cost <= REPAIR_COST && next > best.cost + CLEARLY {
                put(&mut lines, best.place, best.to);
                repaired.push(best.place);
                doubtful.retain(|doubt| *doubt != best.place);
                valid = true;
            } else {
                // One of them may well have been misread.
                doubtful.extend(exchanges.iter().map(|exchange| exchange.place));
                doubtful.sort_unstable();
                doubtful.dedup();
            }
        }
    }
    let [likelihood, strain] = [likelihood, strain].map(|sum| sum / count.max(1.0));
    // What may be another character makes no check digit hold, nor does what hardly looks like print.
    valid &= likelihood > LETTERLIKE && doubtful.iter().all(|[line, column]| allowed(*line, *column) & DIGIT == 0);
    if lines.iter().flatten().filter(|letter| **letter != b'<').count() < FEWEST_SIGNS {
        return None;
    }
    let lines = lines.into_iter().map(|line| Zeroizing::new(String::from_utf8(line).unwrap_or_default())).collect();
    Some(Text { lines, valid, repaired, doubtful, confidence: sure / count.max(1.0), likelihood, strain })
}

/// Whether lines are of another layout: what is clearly seen cannot stand where it does.
pub fn is_foreign(cells: &[Vec<Cell>], layout: Layout) -> bool {
    let strange = |line: usize, column: usize, cell: &Cell| {
        let best = (0..LETTERS).max_by(|a, b| cell.letters[*a].total_cmp(&cell.letters[*b])).unwrap_or_default();
        let sure = cell.letters[best].exp() * (1.0 - cell.blank) > SURE;
        // Look-alikes of letters in names are digits, and the other way round.
        let set = layout.allowed(line, column);
        let alike = alike::PAIRS.iter().any(|(letter, digit)| {
            let pair = [*letter, *digit].map(alike::index);
            pair.contains(&best) && pair.iter().any(|one| set >> one & 1 == 1)
        });
        sure && set >> best & 1 == 0 && !alike
    };
    let all =
        cells.iter().enumerate().flat_map(|(line, row)| row.iter().enumerate().map(move |(at, cell)| (line, at, cell)));
    all.filter(|(line, column, cell)| strange(*line, *column, cell)).count() >= STRANGERS
}

/// What a letter counts in a check digit, of which the last digit is left.
const fn value(letter: usize) -> usize {
    if letter == LETTERS - 1 { 0 } else { letter % 10 }
}

fn parsed(lines: &[Vec<u8>]) -> Option<Mrz> {
    let lines: Vec<&str> = lines.iter().map(|line| std::str::from_utf8(line)).collect::<Result<_, _>>().ok()?;
    mrz::parse(&lines).ok()
}

fn put(lines: &mut [Vec<u8>], [line, column]: Place, sign: u8) {
    if let Some(slot) = lines.get_mut(line).and_then(|line| line.get_mut(column)) {
        *slot = sign;
    }
}

/// One character exchanged for another one.
struct Exchange {
    place: Place,
    from: u8,
    to: u8,
    /// How much less likely the new one looks, in nats.
    cost: f32,
}

impl Exchange {
    /// Whether the two look alike.
    fn is_of_a_pair(&self) -> bool {
        let pair = [self.from, self.to];
        alike::PAIRS.iter().any(|(a, b)| pair == [*a, *b] || pair == [*b, *a])
    }
}

/// The exchanges of a single character that make every check digit hold, the likeliest one first.
fn exchanges(lines: &[Vec<u8>], cells: &[Vec<Cell>], allowed: &impl Fn(usize, usize) -> Set) -> Vec<Exchange> {
    let mut found = Vec::new();
    let mut attempt = Zeroizing::new(lines.to_vec());
    let places =
        lines.iter().enumerate().flat_map(|(line, row)| row.iter().enumerate().map(move |(at, now)| (line, at, *now)));
    for (line, column, from) in places {
        let Some(cell) = cells.get(line).and_then(|row| row.get(column)) else { continue };
        let set = allowed(line, column);
        // Names have no check digit.
        for (to, letter) in ALPHABET.iter().zip(0..).filter(|(_, letter)| set & DIGIT != 0 && set >> letter & 1 == 1) {
            let cost = cell.letters[alike::index(from)] - cell.letters[letter];
            if *to == from || cost > REPAIR_COST + CLEARLY {
                continue;
            }
            put(&mut attempt, [line, column], *to);
            let holds = parsed(&attempt).is_some_and(|mrz| mrz.is_valid());
            put(&mut attempt, [line, column], from);
            if holds {
                found.push(Exchange { place: [line, column], from, to: *to, cost });
            }
        }
    }
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mrz::Format;

    const TD3: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];

    fn index(letter: u8) -> usize {
        ALPHABET.iter().position(|known| *known == letter).unwrap()
    }

    /// Cells that look like these lines, each surely but those that are named: they look more like another letter.
    fn cells(lines: &[&str], changes: &[(usize, usize, u8)]) -> Vec<Vec<Cell>> {
        let row = |(line, text): (usize, &&str)| {
            let cell = |(column, letter): (usize, u8)| {
                let mut letters = [-14.0; LETTERS];
                letters[index(letter)] = -0.01;
                for (_, _, other) in changes.iter().filter(|change| (change.0, change.1) == (line, column)) {
                    letters[index(letter)] = -2.8;
                    letters[index(*other)] = -0.06;
                }
                Cell { letters, blank: 0.0 }
            };
            text.bytes().enumerate().map(cell).collect()
        };
        lines.iter().enumerate().map(row).collect()
    }

    fn read(changes: &[(usize, usize, u8)]) -> Text {
        text(&cells(&TD3, changes), Some(Layout(Format::Td3))).unwrap()
    }

    fn is_right(text: &Text) -> bool {
        text.lines.iter().map(|line| line.as_str()).eq(TD3)
    }

    #[test]
    fn letters_in_names_and_digits_in_dates_need_no_repair() {
        let found = read(&[(0, 12, b'0'), (1, 13, b'Z'), (1, 5, b'O')]);
        // The number may hold either: it is repaired, and that is told.
        assert!(is_right(&found) && found.valid, "{:?}", found.lines);
        assert_eq!(found.repaired, [[1, 5]]);
        assert!(read(&[]).repaired.is_empty());
    }

    #[test]
    fn one_repair_is_made_and_no_second_one() {
        let found = read(&[(1, 5, b'O'), (1, 3, b'B')]);
        assert!(!found.valid && found.repaired.is_empty() && !is_right(&found));
        // 7 for 1 is no look-alike: nothing is made to fit.
        let found = read(&[(1, 2, b'7')]);
        assert!(!found.valid && found.repaired.is_empty());
    }

    #[test]
    fn of_two_exchanges_that_would_do_only_the_likely_one_counts() {
        // An O is seen for the first 0; the check digit holds with none, and just as well with two.
        let lines = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "1230045670UTO7408122F1204159<<<<<<<<<<<<<<00"];
        let mut cells = cells(&lines, &[]);
        let mut read = |zero| {
            cells[1][3].letters[index(b'O')] = -0.05;
            cells[1][3].letters[index(b'0')] = zero;
            text(&cells, Some(Layout(Format::Td3))).unwrap()
        };
        let found = read(-5.0);
        assert!(found.valid && found.repaired == [[1, 3]], "{:?}", found.repaired);
        assert!(found.lines.iter().map(|line| line.as_str()).eq(lines));
        // What hardly looks like it is in doubt.
        let found = read(-9.0);
        assert!(!found.valid && found.repaired.is_empty() && found.doubtful == [[1, 3]], "{:?}", found.doubtful);
    }

    #[test]
    fn clear_print_of_another_sort_strains_a_layout() {
        let found = text(&cells(&TD3, &[]), Some(Layout(Format::Td3))).unwrap();
        assert!(found.strain < 0.01);
        // Digits where names stand, words where dates do.
        let other = ["10 4711 2024 1000 8812 5523 9911 0042 7731 05", "TOTAL SUM OF ALL THE AMOUNTS AND WHAT IS LEFT"];
        let lines = other.map(|line| line.replace(' ', "4")[..44].to_owned());
        let found = text(&cells(&[&lines[0], &lines[1]], &[]), Some(Layout(Format::Td3))).unwrap();
        assert!(found.strain > 1.0, "{}", found.strain);
    }

    #[test]
    fn clear_letters_in_the_wrong_places_are_of_another_layout() {
        assert!(!is_foreign(&cells(&TD3, &[(1, 10, b'7'), (0, 12, b'0'), (0, 9, b'1')]), Layout(Format::Td3)));
        // Two lines of 36 with a name in the second one.
        let national = ["IDFRALINDQVIST<<<<<<<<<<<<<<<<<<<<<<", "950275R105712ELSA<<<<<<<<<<<5512068F"];
        assert!(is_foreign(&cells(&national, &[]), Layout(Format::Td2)));
    }

    #[test]
    fn what_no_check_digit_can_tell_apart_is_soon_in_doubt() {
        // The 8 of the number, an S by four in a hundred; no check digit would tell.
        let mut cells = cells(&TD3, &[]);
        cells[1][1].letters[index(b'S')] = -3.2;
        let found = text(&cells, Some(Layout(Format::Td3))).unwrap();
        assert!(is_right(&found) && !found.valid);
        assert_eq!(found.doubtful, [[1, 1]]);
    }

    #[test]
    fn what_cannot_be_told_apart_is_in_doubt() {
        let mut cells = cells(&TD3, &[]);
        cells[0][7].letters = [-3.6; LETTERS];
        let found = text(&cells, Some(Layout(Format::Td3))).unwrap();
        assert_eq!(found.doubtful, [[0, 7]]);
    }
}
