//! Reading the machine-readable zone out of a picture (ICAO Doc 9303 parts 3 to 7).
//!
//! A small network finds lines of machine-readable print wherever and however they lie; a grid of evenly spaced cells is laid
//! over all of them together; a second network reads each cell and says how far it is off, and the grid is laid anew. What may
//! stand where, and the check digits, are for [`decode`].
//!
//! The page itself is not needed, and nothing but the zone is read.

mod alike;
mod block;
mod decode;
mod grid;
mod layout;
mod legibility;
mod letters;
mod lines;
mod spacing;
mod strip;
mod torn;
mod usual;

pub use decode::{Place, Text};
pub use layout::Layout;
pub use legibility::Illegible;

use super::orientation::Orientation;
use super::page::Quad;
use super::plane::Plane;
use decode::LETTERLIKE;
use grid::Grid;
use letters::Places;
use spacing::Steps;
use strip::{Source, View};

/// Rounds of laying the grid anew, which end when no cell moves farther than this, in cells.
const SEARCHES: usize = 3;
const SETTLED: f32 = 0.12;

/// From this mean logarithm of the likelihood of a cell on what is seen fits a grid; so many grids are followed.
const FITTING: f32 = -0.3;
const FOLLOWED: usize = 2;

/// From this difference on characters are looked at anew at their own pitch, for they are read at it alone.
const NARROW: f32 = 0.06;

/// Columns beyond the ends of lines whose ends are known that are looked at, for a cell has neighbours, and from where on they show
/// no more than paper.
const MARGIN: usize = 2;
const PAPER: f32 = 0.3;

/// From where cells are read: the mean of what they look like from there errs less than a single look.
const SHIFTS: [[f32; 2]; 3] = [[0.0, 0.0], [0.1, -0.08], [-0.1, 0.08]];

/// What is looked at before: the finder is off by some characters where print ends.
const AROUND: View = View { beyond: 6, paper: f32::INFINITY, shift: [0.0, 0.0] };

/// Most characters in doubt of lines in a layout that is not known: nothing else tells those from other print.
const MOST_DOUBTS: usize = 6;

/// A character whose middle lies no farther within the picture than this, in characters, is not seen whole.
const HALF_SEEN: f32 = -0.2;

/// Zones whose characters are less likely than this, in the mean, are none; nor are those that look like no letters of their layout,
/// as a mean logarithm, or hardly like them and so much more, in nats, like others. Of blurred zones the one is above -0.9 and the
/// other below 0.2; other print has -1 to -3, and nearly always 0.5 and more.
const A_ZONE: f32 = 0.65;
const UNLIKE_ANY: f32 = -1.0;
const STRAINED: f32 = 0.35;

/// A zone of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Which of the layouts; `None` where the lines are in none of ICAO's.
    pub layout: Option<Layout>,
    /// Its corners as fractions of the picture.
    pub quad: Quad,
    /// How far it reaches beyond the picture, in characters.
    pub beyond: f32,
    /// Whether it is part of longer lines: what is left of a passport's, or of others at the picture's border.
    pub is_torn: bool,
    /// Whether it is seen in a mirror.
    pub is_mirrored: bool,
    /// Pixels of the picture from one character to the next, in the middle.
    pub pitch: f32,
    /// What stands in it, as far as it can be read.
    pub text: Text,
    /// Why it cannot be read.
    pub illegible: Option<Illegible>,
}

/// Reads the zone that a picture as it is stored shows; `print` is the same, smaller. Places are those of the stored picture.
#[must_use]
pub fn read(luma: &Plane, print: &Plane, orientation: Orientation) -> Option<Zone> {
    let source = Source::new(luma, print);
    // Few hold a document upside down.
    let upright = |grid: &Grid| {
        let middle = grid.lines as f32 / 2.0;
        let [from, to] = [0.0, grid.columns as f32].map(|column| grid.at(column, middle));
        let (width, height) = source.size();
        let [from, to] = [from, to].map(|[x, y]| orientation.upright_point([x / width, y / height]));
        to[0] >= from[0]
    };
    let mut best: Option<Zone> = None;
    for block in lines::find(luma, print) {
        let mut guesses: Vec<Guess> = Vec::new();
        for grid in block.grids() {
            let grid = if upright(&grid) { Some(grid) } else { grid.reversed() };
            let Some(mut guess) = grid.and_then(|grid| Guess::of(&source, grid)) else { continue };
            if guess.likelihood < FITTING {
                // It may only have lain badly.
                guess = Guess::of(&source, guess.grid.clone())
                    .filter(|new| new.likelihood > guess.likelihood)
                    .unwrap_or(guess);
            }
            guesses.push(guess);
            if guesses.last().is_some_and(|guess| guess.likelihood > FITTING) {
                break;
            }
        }
        guesses.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
        for guess in guesses.into_iter().take(FOLLOWED) {
            let (other, mirror) = (guess.grid.reversed(), guess.grid.mirrored());
            let is_even = guess.likelihood > FITTING && !block.is_crowded;
            let is_shown = |zone: &Zone| !block.is_crowded || zone.is_read();
            best = better(best, look(&source, guess).filter(is_shown));
            let is_read = |zone: &Zone| zone.is_read() && zone.layout.is_some();
            if !best.as_ref().is_some_and(is_read) {
                // It may be read the other way round.
                let guess = other.and_then(|grid| Guess::of(&source, grid));
                best = better(best, guess.and_then(|guess| look(&source, guess)).filter(is_shown));
            }
            if best.as_ref().is_some_and(is_read) {
                break;
            }
            // Cameras that face their owner show right and left exchanged.
            let turned = mirror.as_ref().and_then(Grid::reversed);
            let mirrored = mirror.into_iter().chain(turned).filter(|_| is_even).find_map(|grid| {
                let zone = Guess::of(&source, grid).and_then(|guess| look(&source, guess)).filter(is_read)?;
                Some(Zone { is_mirrored: true, ..zone })
            });
            best = better(best, mirrored);
        }
    }
    best
}

/// The one that looks more like a zone. Nothing is national that can be read as one of ICAO's layouts the other way round.
fn better(a: Option<Zone>, b: Option<Zone>) -> Option<Zone> {
    let rank =
        |zone: &Option<Zone>| zone.as_ref().map(|zone| (zone.is_read() && zone.layout.is_some(), zone.text.likelihood));
    if rank(&b) > rank(&a) { b } else { a }
}

/// What is seen along all lines of a grid.
fn along(source: &Source<'_>, grid: &Grid, view: &View) -> Option<Vec<Places>> {
    let model = letters::model()?;
    (0..grid.lines).map(|line| Places::of(model, source, grid, line, view)).collect()
}

/// A grid that has been laid anew along the characters that were seen on it.
struct Guess {
    grid: Grid,
    /// How likely what was seen is, as the mean logarithm of a cell.
    likelihood: f32,
    /// The most that a cell was moved, in cells.
    moved: f32,
}

impl Guess {
    fn of(source: &Source<'_>, mut grid: Grid) -> Option<Self> {
        let mut seen = along(source, &grid, &AROUND)?;
        let steps = Steps::of(&seen);
        let narrow = steps.differ_from_one_by(grid.columns) > NARROW;
        if narrow {
            grid = grid.spaced(steps)?;
            seen = along(source, &grid, &AROUND)?;
        }
        let fit = spacing::fit(&seen)?;
        let mut new = grid.laid_anew(&seen, &fit.cells)?;
        new.columns = fit.columns;
        let moved = if new.columns == grid.columns { new.differs(&grid) } else { f32::INFINITY };
        Some(Self { grid: new, likelihood: fit.likelihood, moved })
    }
}

fn look(source: &Source<'_>, mut guess: Guess) -> Option<Zone> {
    for _ in 0..SEARCHES {
        if guess.moved < SETTLED {
            break;
        }
        guess = Guess::of(source, guess.grid)?;
    }
    let grid = guess.grid;
    let model = letters::model()?;
    let views = |line| {
        let view = |shift: &[f32; 2]| {
            let view = View { beyond: MARGIN, paper: PAPER, shift: *shift };
            Places::of(model, source, &grid, line, &view)
        };
        SHIFTS.iter().map(view).collect::<Option<Vec<_>>>()
    };
    let mut read: Vec<Vec<letters::Cell>> =
        (0..grid.lines).map(|line| Some(Places::cells(&views(line)?))).collect::<Option<_>>()?;
    // Beyond the picture there is nothing to read, whatever its border looks like.
    for (line, row) in read.iter_mut().enumerate() {
        for (column, cell) in row.iter_mut().enumerate() {
            if grid.beyond(source.size(), column as f32 + 0.5, line as f32) > HALF_SEEN {
                cell.blank = 1.0;
            }
        }
    }
    let mut layout = Layout::of(&read);
    let mut text = decode::text(&read, layout)?;
    // National documents have lines of their own, some of ICAO's lengths, and names in them.
    if text.likelihood < LETTERLIKE && layout.is_some_and(|layout| decode::is_foreign(&read, layout)) {
        layout = None;
        text = decode::text(&read, layout)?;
        if text.doubtful.len() > MOST_DOUBTS || !text.lines.iter().any(|line| line.contains("<<")) {
            return None;
        }
    }
    // Print of other sorts has the rows and the columns, and clear letters where a zone has none.
    let is_other_print = text.likelihood < UNLIKE_ANY || (text.likelihood < LETTERLIKE && text.strain > STRAINED);
    if is_other_print || text.confidence < A_ZONE {
        return None;
    }
    let (width, height) = source.size();
    let ends_there = |[column, line]: [f32; 2]| {
        let next = if column > 0.0 { column + 1.0 } else { -1.0 };
        grid.beyond((width, height), next, line) > 0.0
    };
    let is_torn = torn::is_part_of_passport(layout, &text) || (layout.is_none() && grid.corners().any(ends_there));
    // A nation's own layout begins with its code as well.
    if layout.is_none() && !is_torn && !usual::begins_with_a_state(&text.lines) {
        return None;
    }
    Some(Zone {
        is_torn,
        is_mirrored: false,
        layout,
        quad: grid.quad().map(|[x, y]| [(x + 0.5) / width, (y + 0.5) / height]),
        beyond: grid.corners().map(|[column, line]| grid.beyond((width, height), column, line)).fold(0.0, f32::max),
        pitch: grid.pitch(),
        text,
        illegible: None,
    })
}

impl Zone {
    /// Its layout's name in facts.
    #[must_use]
    pub fn format(&self) -> &'static str {
        match self.layout {
            Some(Layout(format)) => format.name(),
            None => "national",
        }
    }

    /// Whether its cells look like letters the right way up.
    fn is_read(&self) -> bool {
        self.text.likelihood > LETTERLIKE
    }

    /// The same of a picture with this many times as many pixels each way.
    #[must_use]
    pub fn enlarged(mut self, factor: f32) -> Self {
        self.pitch *= factor;
        self
    }

    /// The zone of a stored picture in the upright one.
    #[must_use]
    pub fn upright(mut self, orientation: Orientation) -> Self {
        self.quad = self.quad.map(|point| orientation.upright_point(point));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::page::PRINT_SIDE;
    use crate::image::{Budget, upright_luma};

    fn lines(luma: &Plane) -> Vec<String> {
        let zone = read(luma, &luma.within(PRINT_SIDE), Orientation::default()).expect("a zone");
        zone.text.lines.iter().map(|line| line.to_string()).collect()
    }

    #[test]
    fn a_passport_is_read_upright_and_upside_down() {
        let photo = include_bytes!("../../fixtures/images/passport.jpg");
        let luma = upright_luma(photo, 1, &Budget::default()).unwrap();
        let printed = ["P<SWELINDQVIST<<ELSA<AASA<MARIA<<<<<<<<<<<<<", "AA89890211SWE9103096F3204153<<<<<<<<<<<<<<02"];
        assert_eq!(lines(&luma), printed);
        let turned = luma.pixels().iter().rev().copied().collect();
        assert_eq!(lines(&Plane::from_parts(luma.width(), luma.height(), turned)), printed);
    }

    #[test]
    fn a_mirrored_passport_is_known_as_one() {
        let photo = include_bytes!("../../fixtures/images/passport.jpg");
        let luma = upright_luma(photo, 1, &Budget::default()).unwrap();
        for upside_down in [false, true] {
            let mut pixels = luma.pixels().to_vec();
            if upside_down {
                pixels.reverse();
            }
            pixels.chunks_exact_mut(luma.width()).for_each(<[u8]>::reverse);
            let mirrored = Plane::from_parts(luma.width(), luma.height(), pixels);
            let zone = read(&mirrored, &mirrored.within(PRINT_SIDE), Orientation::default()).expect("a zone");
            assert!(zone.is_mirrored && zone.text.valid, "upside down: {upside_down}");
        }
    }

    #[test]
    fn part_of_a_passport_is_torn() {
        let photo = include_bytes!("../../fixtures/images/passport.jpg");
        let luma = upright_luma(photo, 1, &Budget::default()).unwrap();
        let zone = read(&luma, &luma.within(PRINT_SIDE), Orientation::default()).expect("a zone");
        assert!(!zone.is_torn);
        // Up to the end of the thirty-sixth character.
        let [left, right] = [3, 2].map(|corner| zone.quad.0[corner][0] * luma.width() as f32);
        let end = (left + (right - left) * 36.3 / 44.0) as usize;
        let part = luma.part(0..end, 0..luma.height());
        let zone = read(&part, &part.within(PRINT_SIDE), Orientation::default()).expect("a zone");
        assert!(zone.is_torn || zone.beyond > 1.5, "{} {}", zone.format(), zone.beyond);
        // Paper over the rest of it, well within the picture.
        let mut pixels = luma.pixels().to_vec();
        pixels.chunks_exact_mut(luma.width()).for_each(|row| row[end..].fill(200));
        let covered = Plane::from_parts(luma.width(), luma.height(), pixels);
        let zone = read(&covered, &covered.within(PRINT_SIDE), Orientation::default()).expect("a zone");
        assert!(zone.is_torn, "{}", zone.format());
    }

    #[test]
    fn a_card_without_lines_has_no_zone() {
        let photo = include_bytes!("../../fixtures/images/card-front.jpg");
        let luma = upright_luma(photo, 1, &Budget::default()).unwrap();
        assert_eq!(read(&luma, &luma.within(PRINT_SIDE), Orientation::default()), None);
    }
}
