//! What a small network reads along a line.
//!
//! `models/mrz_letters.md` tells how it was made and how well it does.

use super::grid::Grid;
use super::strip::{PITCH, Source, View};
use crate::model::{Features, Model};
use std::sync::LazyLock;

/// What may stand in a zone, in the order in which the network has it.
pub const ALPHABET: &[u8; LETTERS] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
pub const LETTERS: usize = 37;
/// The network's outputs after the letters: nothing, how far right and how far below, in pitches.
const BLANK: usize = LETTERS;
const RIGHT: usize = LETTERS + 1;
const BELOW: usize = LETTERS + 2;

/// Pixels of a strip for one place.
const STEP: f32 = 4.0;
/// Places of a cell.
const PLACES: usize = (PITCH / STEP) as usize;

/// Least presence of a character.
const FAINT: f32 = 0.15;
/// What a place says of a character farther off than this, in pitches, is not heard.
const EARSHOT: f32 = 0.27;
/// Two places speak of one character that is no farther apart than this.
const SAME: f32 = 0.4;

/// The file is part of the program: a test reads it.
static MODEL: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../models/mrz_letters.safetensors")).ok());

/// The network.
pub fn model() -> Option<&'static Model> {
    MODEL.as_ref()
}

/// A character that is seen.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    /// Where its middle is, in columns of the grid.
    pub column: f32,
    /// How far below the line, in pitches.
    pub below: f32,
    /// Probability that there is one.
    pub presence: f32,
}

/// One cell of the grid.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Logarithms of the probabilities of the letters, given that there is one.
    pub letters: [f32; LETTERS],
    /// Probability that there is none.
    pub blank: f32,
}

/// What is seen along a line of a grid.
#[derive(Clone, Debug)]
pub struct Places {
    pub signs: Vec<Sign>,
    /// The network's outputs for every place.
    said: Features,
    /// Columns before the first one of the grid.
    beyond: usize,
    columns: usize,
}

impl Places {
    /// Looks along a line.
    pub fn of(model: &Model, source: &Source<'_>, grid: &Grid, line: usize, view: &View) -> Option<Self> {
        let said = run(model, &source.strip(grid, line, view))?;
        let mut places = Self { signs: Vec::new(), said, beyond: view.beyond, columns: grid.columns };
        places.signs = places.gathered();
        Some(places)
    }

    fn count(&self) -> usize {
        self.said.shape()[2]
    }

    fn said(&self, output: usize, place: usize) -> f32 {
        self.said.plane(output).get(place).copied().unwrap_or_default()
    }

    /// Logarithms of the probabilities of the letters and of nothing.
    fn logs(&self, place: usize) -> [f32; LETTERS + 1] {
        let logits: [f32; LETTERS + 1] = std::array::from_fn(|letter| self.said(letter, place));
        let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total = most + logits.iter().map(|logit| (logit - most).exp()).sum::<f32>().ln();
        logits.map(|logit| logit - total)
    }

    /// Characters, each from all the places that speak of it.
    fn gathered(&self) -> Vec<Sign> {
        let mut signs: Vec<Sign> = Vec::new();
        let mut weights = 0.0;
        for place in 0..self.count() {
            let presence = 1.0 - self.logs(place)[BLANK].exp();
            let right = self.said(RIGHT, place);
            if presence < FAINT || right.abs() > EARSHOT {
                continue;
            }
            let column = (place as f32 + 0.5) / PLACES as f32 - self.beyond as f32 + right;
            let weight = presence * (1.0 - right.abs());
            let below = self.said(BELOW, place);
            match signs.last_mut() {
                Some(last) if (last.column - column).abs() < SAME => {
                    let (before, now) = (weights / (weights + weight), weight / (weights + weight));
                    last.column = before * last.column + now * column;
                    last.below = before * last.below + now * below;
                    last.presence = last.presence.max(presence);
                    weights += weight;
                }
                _ => {
                    signs.push(Sign { column, below, presence });
                    weights = weight;
                }
            }
        }
        signs
    }

    /// Every cell of a line, from what was seen of it from places that were a little off each other.
    pub fn cells(views: &[Self]) -> Vec<Cell> {
        let columns = views.first().map_or(0, |view| view.columns);
        (0..columns)
            .map(|column| {
                let mut logs = [0.0; LETTERS + 1];
                for view in views {
                    let seen = view.logs((column + view.beyond) * PLACES + PLACES / 2);
                    logs.iter_mut().zip(seen).for_each(|(sum, log)| *sum += log / views.len() as f32);
                }
                let total = logs.iter().map(|log| log.exp()).sum::<f32>().ln();
                let logs = logs.map(|log| log - total);
                let blank = logs[BLANK].exp();
                let rest = (1.0 - blank).max(1e-6).ln();
                Cell { letters: std::array::from_fn(|letter| logs[letter] - rest), blank }
            })
            .collect()
    }
}

/// `models/train_mrz_letters.py` has the same lines.
fn run(model: &Model, strip: &Features) -> Option<Features> {
    let layer = |name| model.layer(name);
    let refined = |input: Features, name| Some(input.convolved(layer(name)?, 1, 1).plus(&input).rectified());
    let full = strip.convolved(layer("a")?, 1, 1).rectified();
    let half = full.convolved(layer("b")?, 2, 1).rectified();
    let quarter = half.convolved(layer("c")?, 2, 1).rectified();
    let quarter = refined(refined(quarter, "d")?, "e")?;
    let places = quarter.stacked().convolved(layer("f")?, 1, 1).rectified();
    Some(places.convolved(layer("g")?, 1, 1))
}
