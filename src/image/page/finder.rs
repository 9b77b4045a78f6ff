//! Looking for the document: lines, candidates, and what each of them shows.

use super::candidate::Candidate;
use super::edge::{self, Edge};
use super::homography::Homography;
use super::line::Line;
use super::quad::Quad;
use super::search;
use super::segmentation::Segmentation;
use super::zone::{self, Format, Zone};
use super::{LIKE_A_PAGE, Page, UPWARDS};
use crate::image::chroma::Chroma;
use crate::image::plane::Plane;

/// Long side of the picture in which lines are looked for.
const WORKING_SIDE: usize = 512;

/// Lines where a page seems to end, lines anywhere, and candidates that are looked at.
const MOST_BORDERS: usize = 24;
const MOST_LINES: usize = 24;
const MOST_CANDIDATES: usize = 4;
/// Fewest votes of a line where a page seems to end, in edges of full strength, as a share of the picture's short side; twice as
/// many elsewhere.
const FEW_VOTES: f32 = 0.06;

/// A candidate with this share of the best one's likelihood may as well be the page.
const RIVAL: f32 = 0.85;

/// Up to this overlap with what looks like a page it is none.
const UNLIKE_A_PAGE: f32 = 0.4;

/// What it is worth that the upper side looks like one, in the unit of a zone's evidence.
const UP_GAIN: f32 = 0.6;

/// How far the shape of a whole page is off at most, as a logarithm: half of what lies between the two.
const SHAPE_ERROR: f32 = 0.08;

/// What a shape costs that is off by as much as measured ones scatter, as a logarithm, and a lens whose focal length is another one
/// than a phone's by a factor of e, in the same unit.
const SHAPE_COST: f32 = 0.1;
const SHAPE_SPREAD: f32 = 0.04;
const LENS_COST: f32 = 0.15;

/// What it costs a passport that no machine-readable lines are seen on it.
const MISSING_COST: f32 = 0.15;

/// Focal length of a phone's camera, in units of the picture's long side: between 26 mm and 50 mm on a frame 36 mm wide.
const USUAL_LENS: f32 = 1.0;

/// One way to see a page in four corners.
#[derive(Clone, Copy)]
struct Reading {
    turn: usize,
    format: Format,
    aspect: f32,
    zone: Option<Zone>,
}

/// A picture in which pages are looked for.
pub struct Finder<'a> {
    print: &'a Plane,
    edges: Vec<Edge>,
    /// Width and height of the picture in which edges were looked for.
    size: [usize; 2],
}

impl<'a> Finder<'a> {
    /// Of a picture at [`super::PRINT_SIDE`].
    pub fn new(print: &'a Plane, chroma: Option<&Chroma>) -> Self {
        let small = print.within(WORKING_SIDE);
        let size = [small.width(), small.height()];
        let chroma = chroma.map(|chroma| chroma.averaged(size[0], size[1]));
        let mut edges = edge::edges(&small, chroma.as_ref().map(|chroma| [&chroma.blue, &chroma.red]));
        edges.sort_unstable_by(|a, b| a.angle.total_cmp(&b.angle));
        Self { print, edges, size }
    }

    /// The most likely document, given what looks like one.
    pub fn find(&self, seen: Option<&Segmentation>) -> Option<Page> {
        let [width, height] = self.size;
        let mut lines = Vec::new();
        if let Some(seen) = seen {
            let border = |edge: &Edge| seen.border([edge.x / width as f32, edge.y / height as f32]);
            Line::add_strongest(&mut lines, &self.edges, border, self.size, (MOST_BORDERS, FEW_VOTES));
        }
        Line::add_strongest(&mut lines, &self.edges, |_| 1.0, self.size, (MOST_LINES, 2.0 * FEW_VOTES));
        lines.extend(Line::frame(width, height));
        if let Some(quad) = seen.and_then(Segmentation::quad) {
            let pixels = quad.map(|[x, y]| [x * width as f32 - 0.5, y * height as f32 - 0.5]);
            lines.extend(pixels.sides().map(Line::through));
        }
        let strict = self.best(&lines, seen, true);
        strict.or_else(|| self.best(&lines, seen, false).map(|page| Page { doubtful: true, ..page }))
    }

    fn best(&self, lines: &[Line], seen: Option<&Segmentation>, strict: bool) -> Option<Page> {
        let mut candidates = search::candidates(lines, seen, self.size, MOST_CANDIDATES, strict);
        if candidates.first().is_some_and(Candidate::is_scan)
            && let Some(inner) = candidates.iter().position(|candidate| candidate.holds(&self.edges))
        {
            candidates.swap(0, inner);
            candidates.truncate(1);
        }
        let rivalled = candidates.split_first().is_some_and(|(first, rest)| {
            rest.iter().any(|other| other.score > RIVAL * first.score && !other.is_like(first))
        });
        let mut found: Option<Page> = None;
        for candidate in &candidates {
            let page = self.look(seen, candidate);
            if found.is_none_or(|found| page.rank() > found.rank()) {
                found = Some(page);
            }
            if page.zone.is_some_and(|zone| zone.is_in_place()) {
                break;
            }
        }
        found.filter(is_a_page).map(|page| Page { doubtful: rivalled, ..page })
    }

    /// Looks for print in a candidate.
    fn look(&self, seen: Option<&Segmentation>, candidate: &Candidate) -> Page {
        let [width, height] = self.size;
        let unit = candidate.quad.unit(width, height);
        let up = seen.map(|seen| seen.up(&unit));
        let (w, h) = (self.print.width() as f32, self.print.height() as f32);
        let pixels = |quad: &Quad| quad.map(|[x, y]| [x * w - 0.5, y * h - 0.5]);
        let perimeter = 2.0 * (width + height) as f32;
        let mut page = Page {
            quad: unit,
            aspect: 1.0,
            format: Format::Td3,
            zone: None,
            doubtful: false,
            support: candidate.support,
            likelihood: candidate.score / perimeter,
            overlap: candidate.overlap,
            upwards: 0.0,
        };
        // The best of the four turns and two shapes: evidence of a zone, how well the upper side looks like one, and the lens.
        let mut best: Option<(f32, Reading)> = None;
        let cut = candidate.support.iter().any(Option::is_none) && !candidate.is_scan();
        for turn in 0..4 {
            let quad = pixels(&unit.turned(turn));
            let Some(map) = Homography::to_quad(&quad) else { continue };
            let upwards = up.map_or(0.0, |up| quad.upwards(up));
            let center = [w / 2.0, h / 2.0];
            let shapes = [Format::Td3, Format::Td1].map(|format| {
                let (focal, off) = map.lens(w.max(h), center, &[format.aspect()]);
                (format, focal, off)
            });
            // A page of another shape is cut, and may be either.
            let odd = cut || shapes.iter().all(|(_, _, off)| *off > SHAPE_ERROR);
            for (format, focal, off) in shapes {
                let aspect = map.aspect(focal, center);
                // Pages are wide; one that is cut may be narrow.
                if aspect < 0.9 && !(cut && upwards > UPWARDS) {
                    continue;
                }
                let likeness = UP_GAIN * upwards
                    - SHAPE_COST * (off / SHAPE_SPREAD).powi(2).min(16.0)
                    - LENS_COST * (focal / (USUAL_LENS * w.max(h))).ln().abs();
                // No print is looked for at what looks like the upper side.
                let print = (odd || off <= SHAPE_ERROR) && upwards > -UPWARDS;
                let zone = print.then(|| zone::find(self.print, &map, format)).flatten();
                // A passport's page has print at its foot, a card may have it on the other side.
                let missing = if format == Format::Td3 { -MISSING_COST } else { 0.0 };
                let evidence = likeness + zone.map_or(missing, |zone| zone.evidence());
                if best.is_none_or(|(known, _)| evidence > known) {
                    best = Some((evidence, Reading { turn, format, aspect, zone }));
                }
            }
        }
        let nothing = Reading { turn: 0, format: Format::Td3, aspect: 1.0, zone: None };
        let Reading { turn, format, aspect, zone } = best.map_or(nothing, |(_, reading)| reading);
        page.zone = zone;
        page.format = format;
        page.upwards = up.map_or(0.0, |up| pixels(&unit.turned(turn)).upwards(up));
        page.quad = unit.turned(turn);
        page.support.rotate_left(turn);
        page.aspect = aspect;
        page
    }
}

/// Whether it is a document at all and no other thing with four sides.
fn is_a_page(page: &Page) -> bool {
    let sure = page.zone.is_some_and(|zone| zone.is_in_place());
    sure || page.overlap > LIKE_A_PAGE || (page.overlap > UNLIKE_A_PAGE && page.rank() > 0.0)
}
