//! Which characters make the lines: where they begin, and how many there are.

use super::letters::{Places, Sign};

/// Lines of ICAO's formats by their number: columns (Doc 9303 parts 4 to 7).
const FORMATS: [(usize, usize); 3] = [(3, 30), (2, 44), (2, 36)];
/// Probability that a character is not seen, and that something that is none is taken for one.
const OVERLOOKED: f32 = 0.02;
const IMAGINED: f32 = 0.02;

/// What a sign is worth in a chain, what a missing one costs, how uneven steps are (in steps, for a cost of one), and how many signs
/// may be left out between two.
const WORTH: f32 = 2.0;
const GAP: f32 = 2.0;
const UNEVEN: f32 = 0.16;
const REACH: usize = 8;

/// How far the beginning of a line is off that of the first one, in columns, for a cost of one.
const SHIFT: f32 = 0.6;

/// The cells of all lines.
pub struct Fit {
    pub columns: usize,
    /// How likely what is seen is then, as the mean logarithm of a cell.
    pub likelihood: f32,
    /// For every line, which of its signs stand in which column.
    pub cells: Vec<Vec<(usize, f32)>>,
}

/// How far it is from one character to the next, in columns of the grid that was looked along: a straight line, for it changes along
/// tilted lines.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    first: f32,
    growth: f32,
}

impl Steps {
    /// Of characters side by side.
    pub fn of(seen: &[Places]) -> Self {
        let pairs = seen.iter().flat_map(|places| places.signs.windows(2));
        // What lies closer or farther apart is no pair of neighbours.
        let mut steps: Vec<[f32; 2]> = pairs
            .map(|pair| [(pair[0].column + pair[1].column) / 2.0, pair[1].column - pair[0].column])
            .filter(|[_, step]| (0.65..1.5).contains(step))
            .collect();
        steps.sort_by(|a, b| a[1].total_cmp(&b[1]));
        let mut found = Self { first: steps.get(steps.len() / 2).map_or(1.0, |[_, step]| *step), growth: 0.0 };
        for near in [0.25, 0.15, 0.1] {
            let mut sums = [0.0_f32; 5];
            for [at, step] in steps.iter().filter(|[at, step]| (step - found.at(*at)).abs() < near) {
                let terms = [1.0, *at, *step, at * at, at * step];
                sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            }
            let [count, x, y, xx, xy] = sums;
            let spread = count * xx - x * x;
            if count < 8.0 || spread < 1.0 {
                break;
            }
            let growth = (count * xy - x * y) / spread;
            found = Self { first: (y - growth * x) / count, growth };
        }
        found
    }

    /// At a column.
    pub fn at(self, column: f32) -> f32 {
        (self.first + self.growth * column).clamp(0.5, 2.0)
    }

    /// The most that they differ from one along so many columns.
    pub fn differ_from_one_by(self, columns: usize) -> f32 {
        (self.at(0.0) - 1.0).abs().max((self.at(columns as f32) - 1.0).abs())
    }
}

/// The number of columns, and where each line begins, that explain best what is seen.
pub fn fit(seen: &[Places]) -> Option<Fit> {
    let steps = Steps::of(seen);
    let lines: Vec<Line<'_>> = seen.iter().map(|places| Line::of(&places.signs, steps)).collect();
    if lines.iter().any(|line| line.signs.is_empty()) {
        return None;
    }
    let fits = FORMATS.iter().filter(|(count, _)| *count == lines.len());
    let scored = fits.map(|(_, columns)| {
        let columns = *columns as i32;
        let (first, rest) = lines.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        // Lines begin one below the other: the first one says where, and the others may shift a little against it.
        let starts = first.map(|first| first.starts(columns)).unwrap_or_default();
        let whole = starts.into_iter().map(|(score, start, column)| {
            let others: Vec<(f32, i32)> = rest.iter().map(|line| line.best_start_near(columns, column)).collect();
            let sum = score + others.iter().map(|(score, _)| score).sum::<f32>();
            (sum, std::iter::once(start).chain(others.into_iter().map(|(_, start)| start)).collect::<Vec<i32>>())
        });
        let (score, starts) = whole.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f32::NEG_INFINITY, Vec::new()));
        (score, columns as usize, starts)
    });
    let (score, columns, starts) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let cells = lines.iter().zip(&starts).map(|(line, start)| line.cells(*start, columns as i32)).collect();
    Some(Fit { columns, likelihood: score / (columns * lines.len()) as f32, cells })
}

/// Signs with their numbers along the line.
struct Line<'a> {
    /// With their places among all signs.
    signs: Vec<(usize, &'a Sign)>,
    numbers: Vec<i32>,
    /// Columns from one number to the next.
    step: f32,
}

impl<'a> Line<'a> {
    /// The signs that stand best at even distances; what is seen between them is left out.
    fn of(signs: &'a [Sign], steps: Steps) -> Self {
        // The best chain that ends with each sign: its worth, the sign before, and how many steps that is.
        let mut chains: Vec<(f32, Option<(usize, i32)>)> = Vec::with_capacity(signs.len());
        for (at, sign) in signs.iter().enumerate() {
            let mut best = (WORTH * sign.presence, None);
            for (before, earlier) in signs.iter().enumerate().take(at).skip(at.saturating_sub(REACH)) {
                let step = steps.at((sign.column + earlier.column) / 2.0);
                let distance = (sign.column - earlier.column) / step;
                let count = distance.round().max(1.0);
                let off = (distance - count) / UNEVEN;
                let worth = chains.get(before).map_or(0.0, |chain| chain.0) + WORTH * sign.presence
                    - off * off
                    - GAP * (count - 1.0);
                if worth > best.0 {
                    best = (worth, Some((before, count as i32)));
                }
            }
            chains.push(best);
        }
        let last = (0..chains.len()).max_by(|a, b| chains[*a].0.total_cmp(&chains[*b].0));
        let middle = signs.get(signs.len() / 2).map_or(0.0, |sign| sign.column);
        let mut line = Self { signs: Vec::new(), numbers: Vec::new(), step: steps.at(middle) };
        let (mut at, mut number) = (last, 0);
        while let Some(here) = at {
            line.signs.push((here, &signs[here]));
            line.numbers.push(number);
            let before = chains[here].1;
            number -= before.map_or(0, |(_, steps)| steps);
            at = before.map(|(before, _)| before);
        }
        line.signs.reverse();
        line.numbers.reverse();
        line
    }

    /// The numbers at which a line of so many columns may start: how likely what is seen is then, as a logarithm, and the column where
    /// that is.
    fn starts(&self, columns: i32) -> Vec<(f32, i32, f32)> {
        let (first, last) = (self.numbers.first().copied().unwrap_or(0), self.numbers.last().copied().unwrap_or(0));
        let starts = first - columns / 2..=last - columns / 2;
        starts.map(|start| (self.score(start, columns), start, self.column(start))).collect()
    }

    /// The best of them below a column.
    fn best_start_near(&self, columns: i32, column: f32) -> (f32, i32) {
        let shifted = |at: f32| ((at - column) / SHIFT).powi(2);
        let scored = self.starts(columns).into_iter().map(|(score, start, at)| (score - shifted(at), start));
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f32::NEG_INFINITY, 0))
    }

    /// Where a number stands: beside the sign with the nearest number.
    fn column(&self, number: i32) -> f32 {
        let numbered = self.signs.iter().zip(&self.numbers);
        let nearest = numbered.min_by_key(|(_, own)| (*own - number).abs());
        nearest.map_or(0.0, |((_, sign), own)| sign.column + (number - own) as f32 * self.step)
    }

    fn score(&self, start: i32, columns: i32) -> f32 {
        let mut score = 0.0;
        let mut inside = 0;
        for ((_, sign), number) in self.signs.iter().zip(&self.numbers) {
            if (start..start + columns).contains(number) {
                inside += 1;
                score += sign.presence.max(OVERLOOKED).ln();
            } else {
                score += (1.0 - sign.presence).max(IMAGINED).ln();
            }
        }
        score + (columns - inside) as f32 * OVERLOOKED.ln()
    }

    fn cells(&self, start: i32, columns: i32) -> Vec<(usize, f32)> {
        let numbered = self.signs.iter().zip(&self.numbers).map(|((at, _), number)| (*at, number - start));
        numbered.filter(|(_, column)| (0..columns).contains(column)).map(|(at, column)| (at, column as f32)).collect()
    }
}
