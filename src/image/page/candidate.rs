//! Four lines that may be the sides of a document.

use super::edge::Edge;
use super::quad::{Quad, distance};

/// A possible document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Its corners in pixels, clockwise; which is the top left one is not known yet.
    pub quad: Quad,
    /// Log likelihood ratio of its sides being edges, in nats, with what its shape adds.
    pub score: f32,
    /// Share of each side that has an edge; `None` where the side is the picture's border.
    pub support: [Option<f32>; 4],
    /// Share of the picture that it takes.
    pub share: f32,
    /// How well it covers what looks like a page, 0 to 1.
    pub overlap: f32,
}

impl Candidate {
    /// Whether the whole picture is the page.
    pub fn is_scan(&self) -> bool {
        self.support.iter().all(Option::is_none)
    }

    /// Whether another one is the same page seen a little differently: with its shadow, without its border.
    pub fn is_like(&self, other: &Self) -> bool {
        const NEAR: f32 = 0.12;
        let long = self.quad.lengths().into_iter().fold(0.0, f32::max);
        is_near(&self.quad, &other.quad, NEAR * long)
    }

    /// Whether it is surely a page in the picture and no frame within a page: clear sides, and nearly all print inside.
    pub fn holds(&self, edges: &[Edge]) -> bool {
        const CLEAR: f32 = 0.9;
        const OUTSIDE: f32 = 0.3;
        // A page's own sides are no print outside of it.
        const ROOM: f32 = 1.06;
        let middle = self.quad.middle();
        let around = self.quad.map(|[x, y]| [middle[0] + ROOM * (x - middle[0]), middle[1] + ROOM * (y - middle[1])]);
        let strong = |edge: &&Edge| edge.strength > STRONG_PRINT;
        let (all, outside) = edges
            .iter()
            .filter(strong)
            .fold((0, 0), |(all, outside), edge| (all + 1, outside + usize::from(!around.contains([edge.x, edge.y]))));
        self.support.iter().all(|share| share.is_some_and(|share| share >= CLEAR))
            && (outside as f32) < OUTSIDE * all as f32
    }
}

/// Gradient from which an edge is print and no texture, in luma steps a pixel.
const STRONG_PRINT: f32 = 12.0;

/// Whether two quads have nearly the same corners, whichever comes first.
pub fn is_near(a: &Quad, b: &Quad, most: f32) -> bool {
    (0..4).any(|turn| a.0.iter().zip(b.turned(turn).0).all(|(p, q)| distance(*p, q) < most))
}
