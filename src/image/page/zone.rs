//! The machine-readable zone: two or three lines of evenly spaced characters along the foot of a page.
//!
//! ICAO Doc 9303-3 §4.4: OCR-B size 1, 10 characters an inch (2.54 mm); Doc 9303-4 §4.2.2: two lines of 44 on a page of
//! 125 x 88 mm; Doc 9303-5 §4.2.2: three lines of 30 on a card of 85.60 x 53.98 mm.

use super::homography::Homography;
use super::quad::{Point, Quad};
use super::rectified::{Part, rectified};
use crate::image::plane::Plane;

/// A layout of machine-readable lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Three lines of 30 (cards).
    Td1,
    /// Two lines of 44 (passports).
    Td3,
}

impl Format {
    /// How many lines.
    pub const fn lines(self) -> usize {
        match self {
            Self::Td1 => 3,
            Self::Td3 => 2,
        }
    }

    /// Characters of a line.
    pub const fn columns(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td3 => 44,
        }
    }

    /// Width and height of the page in millimetres.
    pub const fn page(self) -> [f32; 2] {
        match self {
            Self::Td1 => [85.6, 53.98],
            Self::Td3 => [125.0, 88.0],
        }
    }

    /// Width by height of the page.
    pub const fn aspect(self) -> f32 {
        let [across, down] = self.page();
        across / down
    }

    /// How far a shape is off the page's, as a logarithm.
    pub fn off(self, aspect: f32) -> f32 {
        (aspect / self.aspect()).ln().abs()
    }
}

/// Where the lines are on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// The layout.
    pub format: Format,
    /// The lines' bounding box in page fractions.
    pub part: Part,
    /// How far the lines stand out from what is between them, 1 for not at all.
    pub contrast: f32,
    /// Correlation of the print with itself one character on, -1 to 1.
    pub pitch_correlation: f32,
}

/// Columns of the flattened strip.
const COLUMNS: usize = 480;
/// Parts into which a line is cut: nearly all of them must hold print.
const SEGMENTS: usize = 22;
/// How many may be empty (a name that ends early is filled up with fillers, which are print).
const EMPTY: usize = 2;
/// Least contrast and correlation, and least of both together.
const MIN_CONTRAST: f32 = 1.7;
const MIN_CORRELATION: f32 = 0.1;
const MIN_EVIDENCE: f32 = 0.3;
/// Evidence of lines that are nothing else.
const SURE: f32 = 0.9;

/// Looks for the lines along the fourth of the page's height that is lowest in `map`.
pub fn find(plane: &Plane, map: &Homography, format: Format) -> Option<Zone> {
    let [width, height] = format.page();
    let scale = COLUMNS as f32 / width;
    // The lines lie in the lowest 23.2 mm (Doc 9303-3 §4.4), as tall as the card's are.
    const DEPTH: f32 = 25.5;
    let part = Part { left: 0.0, top: 1.0 - DEPTH / height, right: 1.0, bottom: 1.0 };
    let rows = (DEPTH * scale) as usize;
    let strip = rectified(plane, map, &part, COLUMNS, rows);
    let energy = Energy::of(&strip);
    let pitch = 2.54 * scale;
    let (lines, contrast) = energy.lines(format, scale)?;
    let band = (1.25 * scale) as usize;
    let (first, last) = (*lines.first()?, *lines.last()?);
    let correlation = lines
        .iter()
        .map(|&line| correlation(&strip, line.saturating_sub(band)..(line + band).min(rows), pitch))
        .fold(0.0, f32::max);
    if contrast < MIN_CONTRAST || correlation < MIN_CORRELATION {
        return None;
    }
    let (left, right) = energy.extent(first.saturating_sub(band)..(last + band).min(rows))?;
    let (w, h) = (COLUMNS as f32, rows as f32);
    let corner = part.at([left as f32 / w, first.saturating_sub(band) as f32 / h]);
    let end = part.at([right as f32 / w, (last + band) as f32 / h]);
    let part = Part { left: corner[0], top: corner[1], right: end[0], bottom: end[1].min(1.0) };
    let zone = Zone { format, part, contrast, pitch_correlation: correlation };
    (zone.evidence() >= MIN_EVIDENCE).then_some(zone)
}

impl Zone {
    /// Whether the lines begin and end where they must on a page: 6.6 mm (TD3) or 4.7 mm (TD1) from its sides.
    pub fn is_in_place(&self) -> bool {
        self.evidence() > SURE && (0.03..0.08).contains(&self.part.left) && (0.92..0.97).contains(&self.part.right)
    }

    /// How likely this is a zone and no other print.
    pub fn evidence(&self) -> f32 {
        (self.contrast - 1.0).min(4.0) * self.pitch_correlation
    }

    /// Its four corners in the picture.
    pub fn quad(&self, map: &Homography) -> Quad {
        let Part { left, top, right, bottom } = self.part;
        Quad::rectangle(left, top, right, bottom).map(|point: Point| map.apply(point))
    }
}

/// How much print is where: the change from column to column.
struct Energy {
    /// Rows of one value for each segment.
    segments: Vec<[f32; SEGMENTS]>,
    /// Rows of one value for each column.
    changes: Vec<Vec<u8>>,
}

impl Energy {
    fn of(strip: &Plane) -> Self {
        let mut segments = Vec::with_capacity(strip.height());
        let mut changes = Vec::with_capacity(strip.height());
        // The outermost part of the page is margin.
        let (from, to) = (strip.width() * 6 / 100, strip.width() * 94 / 100);
        for y in 0..strip.height() {
            let row = strip.row(y);
            let change: Vec<u8> = row.iter().zip(row.iter().skip(2)).map(|(a, b)| a.abs_diff(*b)).collect();
            let mut sums = [0.0; SEGMENTS];
            for (index, sum) in sums.iter_mut().enumerate() {
                let start = from + (to - from) * index / SEGMENTS;
                let end = from + (to - from) * (index + 1) / SEGMENTS;
                let cells = change.get(start..end).unwrap_or_default();
                *sum = cells.iter().map(|&cell| f32::from(cell)).sum::<f32>() / cells.len().max(1) as f32;
            }
            segments.push(sums);
            changes.push(change);
        }
        Self { segments, changes }
    }

    /// The middle rows of the lines, and how far they stand out; `scale` is pixels a millimetre.
    fn lines(&self, format: Format, scale: f32) -> Option<(Vec<usize>, f32)> {
        // A row is as full as its emptiest segments.
        let fullness: Vec<f32> = self
            .segments
            .iter()
            .map(|row| {
                let mut row = *row;
                row.sort_by(f32::total_cmp);
                row.get(EMPTY).copied().unwrap_or(0.0)
            })
            .collect();
        let half = (1.0 * scale) as usize;
        let smooth: Vec<f32> = (0..fullness.len())
            .map(|y| {
                let window =
                    fullness.get(y.saturating_sub(half)..(y + half + 1).min(fullness.len())).unwrap_or_default();
                window.iter().sum::<f32>() / window.len().max(1) as f32
            })
            .collect();
        let at = |y: f32| smooth.get(y.max(0.0) as usize).copied().unwrap_or(0.0);
        let count = format.lines();
        let mut best: Option<(Vec<usize>, f32)> = None;
        let mut best_score = 0.0;
        // Lines are 4.2 to 6.6 mm apart (Doc 9303-3 §4.4: 6 lines an inch; 9303-4 appendix: 6.35 mm).
        let mut spacing = 3.8;
        while spacing <= 6.8 {
            let span = spacing * (count - 1) as f32 * scale;
            let mut first = 1.2 * scale;
            while first + span + 1.2 * scale < smooth.len() as f32 {
                let rows: Vec<f32> = (0..count).map(|line| first + line as f32 * spacing * scale).collect();
                let weakest = rows.iter().map(|&y| at(y)).fold(f32::INFINITY, f32::min);
                // Between the lines and above them there is nothing.
                let gaps = rows.iter().skip(1).map(|&y| at(y - spacing * scale / 2.0)).sum::<f32>();
                let above = at(first - spacing * scale / 2.0 - 0.4 * scale);
                let between = (gaps + above) / count as f32;
                let score = weakest - between;
                if score > best_score {
                    best_score = score;
                    let contrast = (weakest + 1.0) / (between + 1.0);
                    best = Some((rows.iter().map(|&y| y as usize).collect(), contrast));
                }
                first += 0.25 * scale;
            }
            spacing += 0.2;
        }
        best
    }

    /// First and last column of the print in some rows.
    fn extent(&self, rows: std::ops::Range<usize>) -> Option<(usize, usize)> {
        let rows = self.changes.get(rows)?;
        let columns = rows.first()?.len();
        let sums: Vec<f32> =
            (0..columns).map(|x| rows.iter().filter_map(|row| row.get(x)).map(|&v| f32::from(v)).sum()).collect();
        const WINDOW: usize = 6;
        let smooth: Vec<f32> = (0..columns)
            .map(|x| sums.get(x.saturating_sub(WINDOW)..(x + WINDOW + 1).min(columns)).unwrap_or_default())
            .map(|window| window.iter().sum::<f32>() / window.len().max(1) as f32)
            .collect();
        let mut sorted = smooth.clone();
        sorted.sort_by(f32::total_cmp);
        let limit = sorted.get(columns / 2)? * 0.4;
        let middle = columns / 2;
        let left = (0..middle).rev().find(|&x| smooth.get(x).is_none_or(|value| *value < limit)).map_or(0, |x| x + 1);
        let right = (middle..columns).find(|&x| smooth.get(x).is_none_or(|value| *value < limit)).unwrap_or(columns);
        Some((left + WINDOW / 2, right.saturating_sub(WINDOW / 2)))
    }
}

/// The largest correlation of the column profile of some rows with itself about one `pitch` on.
fn correlation(strip: &Plane, rows: std::ops::Range<usize>, pitch: f32) -> f32 {
    let columns = strip.width();
    let mut profile = vec![0.0_f32; columns];
    for y in rows {
        profile.iter_mut().zip(strip.row(y)).for_each(|(sum, &value)| *sum += f32::from(value));
    }
    // Without what changes slowly: paper and light.
    let window = (1.5 * pitch) as usize;
    let mut sums = vec![0.0_f32];
    for value in &profile {
        sums.push(sums.last().copied().unwrap_or(0.0) + value);
    }
    let flat: Vec<f32> = profile
        .iter()
        .enumerate()
        .map(|(x, value)| {
            let (from, to) = (x.saturating_sub(window), (x + window).min(columns));
            let sum = sums.get(to).copied().unwrap_or(0.0) - sums.get(from).copied().unwrap_or(0.0);
            value - sum / (to - from).max(1) as f32
        })
        .skip(columns * 6 / 100)
        .take(columns * 88 / 100)
        .collect();
    let power = flat.iter().map(|value| value * value).sum::<f32>().max(1.0);
    let from = (pitch * 0.94) as usize;
    let to = (pitch * 1.06).ceil() as usize;
    let lagged = |lag: usize| flat.iter().zip(flat.iter().skip(lag)).map(|(a, b)| a * b).sum::<f32>() / power;
    (from..=to).map(lagged).fold(-1.0, f32::max)
}
