//! Finding the document in a picture: its four corners, which way is up, and where its machine-readable zone lies.

mod edge;
mod homography;
mod line;
mod quad;
mod rectified;
mod search;
mod segmentation;
mod zone;

pub use homography::Homography;
pub use quad::{Point, Quad};
pub use rectified::{Part, rectified};
pub use zone::{Format, Zone};

use super::chroma::Chroma;
use super::orientation::Orientation;
use super::plane::Plane;
use edge::Edge;
use line::Line;
use search::Candidate;
use segmentation::Segmentation;

/// Long side of the picture in which lines are looked for.
const WORKING_SIDE: usize = 512;
/// Long side of the picture in which print is looked for: ten pixels a character where a passport fills it.
pub(super) const PRINT_SIDE: usize = 1280;
/// Lines where a page seems to end, lines anywhere, and candidates that are looked at.
const MOST_BORDERS: usize = 24;
const MOST_LINES: usize = 24;
const MOST_CANDIDATES: usize = 6;

/// A candidate with this share of the best one's likelihood may as well be the page.
const RIVAL: f32 = 0.85;

/// From this overlap with what looks like a page it is one, edges or not; up to this one it is none.
const LIKE_A_PAGE: f32 = 0.6;
const UNLIKE_A_PAGE: f32 = 0.4;

/// What it is worth that the upper side looks like one, in the unit of a zone's evidence.
const UP_GAIN: f32 = 0.6;
/// The same in nats for each pixel of the picture's border, of lines where they must be on a page and of others.
const IN_PLACE_GAIN: f32 = 1.0;
const ZONE_GAIN: f32 = 0.15;
/// From here on it is known which side is the upper one.
const UPWARDS: f32 = 0.5;

/// How far the shape of a whole page is off at most, as a logarithm: half of what lies between the two.
const SHAPE_ERROR: f32 = 0.08;

/// A document in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Its corners as fractions of the picture as stored, the page's own top left one first where `zone` tells it.
    pub quad: Quad,
    /// Width by height.
    pub aspect: f32,
    /// Its machine-readable zone.
    pub zone: Option<Zone>,
    /// Share of each side (top, right, bottom, left) that shows an edge; `None` where it is the picture's border.
    pub support: [Option<f32>; 4],
    /// Whether it was only found where a page may be cut anywhere, or another place is nearly as likely.
    pub doubtful: bool,
    /// Log likelihood ratio of its sides being edges, in nats for each pixel of the picture's border.
    pub likelihood: f32,
    /// How well it covers what looks like a page, 0 to 1.
    pub overlap: f32,
    /// How much its upper side looks like one: 1 surely, -1 if it looks like the lower side.
    pub upwards: f32,
}

impl Page {
    /// The document that a picture most likely shows; `None` where none is seen.
    ///
    /// `print` is the picture at [`PRINT_SIDE`].
    #[must_use]
    pub fn find(print: &Plane, chroma: Option<&Chroma>) -> Option<Self> {
        let seen = Segmentation::of(print, chroma);
        let small = print.within(WORKING_SIDE);
        let (width, height) = (small.width(), small.height());
        let chroma = chroma.map(|chroma| chroma.averaged(width, height));
        let edges = edge::edges(&small, chroma.as_ref().map(|chroma| [&chroma.blue, &chroma.red]));
        let mut lines = Vec::new();
        if let Some(seen) = &seen {
            let border = |edge: &Edge| seen.border([edge.x / width as f32, edge.y / height as f32]);
            Line::add_strongest(&mut lines, &edges, border, [width, height], MOST_BORDERS);
        }
        Line::add_strongest(&mut lines, &edges, |_| 1.0, [width, height], MOST_LINES);
        lines.extend(Line::frame(width, height));
        if let Some(quad) = seen.as_ref().and_then(Segmentation::quad) {
            let pixels = quad.map(|[x, y]| [x * width as f32 - 0.5, y * height as f32 - 0.5]);
            lines.extend(pixels.sides().map(Line::through));
        }
        let best = |strict| {
            let mut candidates = search::candidates(&lines, seen.as_ref(), [width, height], MOST_CANDIDATES, strict);
            if candidates.first().is_some_and(Candidate::is_scan)
                && let Some(inner) = candidates.iter().position(|candidate| candidate.holds(&edges))
            {
                candidates.swap(0, inner);
                candidates.truncate(1);
            }
            let mut found: Option<Self> = None;
            let rivalled = candidates.split_first().is_some_and(|(first, rest)| {
                rest.iter().any(|other| other.score > RIVAL * first.score && !other.is_like(first))
            });
            for candidate in &candidates {
                let page = Self::look(print, seen.as_ref(), candidate, [width, height]);
                if found.is_none_or(|found| page.rank() > found.rank()) {
                    found = Some(page);
                }
                if page.zone.is_some_and(|zone| zone.is_in_place()) {
                    break;
                }
            }
            found.filter(Self::is_a_page).map(|page| Self { doubtful: rivalled, ..page })
        };
        best(true).or_else(|| best(false).map(|page| Self { doubtful: true, ..page }))
    }

    /// Looks for print in a candidate.
    fn look(print: &Plane, seen: Option<&Segmentation>, candidate: &Candidate, [width, height]: [usize; 2]) -> Self {
        let unit = candidate.quad.unit(width, height);
        let up = seen.map(|seen| seen.up(&unit));
        let (w, h) = (print.width() as f32, print.height() as f32);
        let pixels = |quad: &Quad| quad.map(|[x, y]| [x * w - 0.5, y * h - 0.5]);
        let perimeter = 2.0 * (width + height) as f32;
        let mut page = Self {
            quad: unit,
            aspect: 1.0,
            zone: None,
            doubtful: false,
            support: candidate.support,
            likelihood: candidate.score / perimeter,
            overlap: candidate.overlap,
            upwards: 0.0,
        };
        // The best of the four turns: evidence of a zone, and how well the upper side looks like one.
        let mut best: Option<(f32, usize, f32, Option<Zone>)> = None;
        for turn in 0..4 {
            let quad = pixels(&unit.turned(turn));
            let Some(map) = Homography::to_quad(&quad) else { continue };
            let center = [w / 2.0, h / 2.0];
            let aspect =
                map.aspect(map.lens(w.max(h), center, &[Format::Td1.aspect(), Format::Td3.aspect()]).0, center);
            if aspect < 0.9 {
                continue;
            }
            let likeness = up.map_or(0.0, |up| UP_GAIN * quad.upwards(up));
            // A page of another shape is cut, and may be either.
            let (passport, card) = (Format::Td3.off(aspect), Format::Td1.off(aspect));
            let cut = candidate.support.iter().any(Option::is_none) && !candidate.is_scan();
            let odd = cut || passport.min(card) > SHAPE_ERROR;
            let possible = [(Format::Td3, passport), (Format::Td1, card)].into_iter();
            let possible = possible.filter(|(_, off)| odd || *off <= SHAPE_ERROR);
            let zones = possible.filter_map(|(format, _)| zone::find(print, &map, format)).map(Some);
            for zone in std::iter::once(None).chain(zones) {
                let evidence = likeness + zone.map_or(0.0, |zone| zone.evidence());
                if best.is_none_or(|(known, ..)| evidence > known) {
                    best = Some((evidence, turn, aspect, zone));
                }
            }
        }
        let (_, turn, aspect, zone) = best.unwrap_or((0.0, 0, 1.0, None));
        page.zone = zone;
        page.upwards = up.map_or(0.0, |up| pixels(&unit.turned(turn)).upwards(up));
        page.quad = unit.turned(turn);
        page.support.rotate_left(turn);
        page.aspect = aspect;
        page
    }

    /// Whether its corners are known well enough to judge how it lies: print where print must be, or four clear sides.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        const CLEAR: f32 = 0.75;
        const CLEAR_PRINT: f32 = 1.2;
        let sure = self.zone.is_some_and(|zone| zone.is_in_place() || zone.evidence() > CLEAR_PRINT);
        sure || (!self.doubtful && self.support.iter().flatten().all(|share| *share >= CLEAR))
    }

    /// Whether it is known which of its sides is the upper one.
    #[must_use]
    pub fn has_upper_side(&self) -> bool {
        self.zone.is_some() || self.upwards > UPWARDS
    }

    /// The page of a stored picture with its upper side up in the upright one, where nothing on it says which side is the upper
    /// one: few hold a document upside down.
    #[must_use]
    pub fn held_upright(mut self, orientation: Orientation) -> Self {
        let [a, b, c, d] = self.upright(orientation).quad.0;
        if !self.has_upper_side() && b[0] - a[0] + c[0] - d[0] < 0.0 {
            self.quad = self.quad.turned(2);
            self.support.rotate_left(2);
        }
        self
    }

    /// The page of a stored picture in the upright one.
    #[must_use]
    pub fn upright(mut self, orientation: Orientation) -> Self {
        self.quad = self.quad.map(|point| orientation.upright_point(point));
        if self.quad.area() < 0.0 {
            // A mirror changes left and right.
            let [a, b, c, d] = self.quad.0;
            self.quad = Quad([b, a, d, c]);
            self.support.swap(1, 3);
        }
        self
    }

    /// From the unit square to a picture of this size.
    #[must_use]
    pub fn map(&self, width: f32, height: f32) -> Option<Homography> {
        Homography::to_quad(&self.quad.map(|[x, y]| [x * width - 0.5, y * height - 0.5]))
    }

    /// Width and height of the kind of document whose shape it has, ISO/IEC 7810.
    #[must_use]
    pub fn millimetres(&self) -> [f32; 2] {
        let format = self.zone.map_or_else(
            || if Format::Td1.off(self.aspect) < Format::Td3.off(self.aspect) { Format::Td1 } else { Format::Td3 },
            |zone| zone.format,
        );
        format.page()
    }

    /// Pixels from one character of the machine-readable zone to the next (2.54 mm) in a picture of this size.
    #[must_use]
    pub fn pixels_per_character(&self, width: f32, height: f32) -> f32 {
        const PITCH: f32 = 2.54;
        let [across, down] = self.millimetres();
        let [top, right, bottom, left] = self.quad.map(|[x, y]| [x * width, y * height]).lengths();
        // The shorter measure: across a tilt, or along it.
        PITCH * ((top + bottom) / 2.0 / across).min((left + right) / 2.0 / down)
    }

    /// The angle between the page's normal and the axis of a usual camera, in degrees.
    #[must_use]
    pub fn tilt(&self, width: f32, height: f32) -> f32 {
        let center = [width / 2.0, height / 2.0];
        let [across, down] = self.millimetres();
        self.map(width, height).map_or(0.0, |map| {
            let (focal, _) = map.lens(width.max(height), center, &[across / down]);
            map.tilt(focal, center)
        })
    }

    /// Whether it is a document at all and no other thing with four sides.
    fn is_a_page(&self) -> bool {
        let sure = self.zone.is_some_and(|zone| zone.is_in_place());
        sure || self.overlap > LIKE_A_PAGE || (self.overlap > UNLIKE_A_PAGE && self.rank() > 0.0)
    }

    fn rank(&self) -> f32 {
        let gain = |zone: Zone| if zone.is_in_place() { IN_PLACE_GAIN } else { ZONE_GAIN } * zone.evidence();
        self.likelihood + self.zone.map_or(0.0, gain)
    }
}
