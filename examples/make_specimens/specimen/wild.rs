//! Pictures to learn from: any page on any desk, turned, cut, small, crowded and spoilt at the same time.

use super::camera::Fill;
use super::clutter;
use super::defect::{Defect, DefectKind};
use super::plan::{Plan, Setting};
use super::random::Random;
use super::sheet::Sheet;
use super::surface::Surface;

/// Defects that change what a page looks like, whichever way it lies.
const LOOKS: [DefectKind; 11] = [
    DefectKind::DefocusBlur,
    DefectKind::MotionBlur,
    DefectKind::Glare,
    DefectKind::UnderExposed,
    DefectKind::OverExposed,
    DefectKind::LowContrast,
    DefectKind::Shadow,
    DefectKind::Noise,
    DefectKind::Compression,
    DefectKind::ScreenPhoto,
    DefectKind::Photocopy,
];

/// Part of the pictures without a page, of those that are the page, and of those in which nothing is unusual.
const EMPTY: f32 = 0.15;
const WHOLE: f32 = 0.08;
const USUAL: f32 = 0.1;

impl Plan {
    /// Changes a clean plan in as many ways as may come together; gives the defects that were applied.
    pub fn run_wild(&mut self, random: &mut Random) -> Vec<Defect> {
        self.orientation = 1;
        if random.chance(USUAL) {
            return Vec::new();
        }
        if random.chance(EMPTY) {
            return vec![DefectKind::NoDocument.apply(self, 1.0, random)];
        }
        if random.chance(WHOLE) {
            self.fill_the_picture();
        } else if random.chance(0.9) {
            self.lay_anywhere(random);
        }
        let mut defects = Vec::new();
        for chance in [0.6, 0.3] {
            if random.chance(chance) {
                let strength = random.unit();
                defects.push(random.pick(LOOKS).apply(self, strength, random));
            }
        }
        defects
    }

    fn fill_the_picture(&mut self) {
        let [width, height] = self.kind.size();
        let long = self.frame[0].max(self.frame[1]);
        self.frame = [long, (long as f32 * height / width).round() as usize];
        self.setting = Setting::Whole;
        self.pose.fill = Fill::Whole;
        self.things.clear();
        self.fingers = false;
    }

    fn lay_anywhere(&mut self, random: &mut Random) {
        if random.chance(0.1) {
            self.setting = Setting::Scan;
            self.surface = Surface::lid(random);
            self.things.clear();
        } else {
            self.setting = Setting::Desk;
            self.surface = Surface::new(random);
        }
        if random.chance(0.5) {
            self.frame.reverse();
        }
        let quarter = random.pick([0.0, 0.0, 90.0, 180.0, 270.0]);
        self.pose.rotation =
            if random.chance(0.4) { random.between(-180.0, 180.0) } else { quarter + random.normal() * 4.0 };
        if random.chance(0.5) {
            let steepest = random.between(0.0, 42.0);
            self.pose.tilt = [random.between(-1.0, 1.0) * steepest, random.between(-1.0, 1.0) * steepest];
        }
        if random.chance(0.7) {
            // Every size is as likely as its double.
            self.pose.fill = Fill::Area(0.8 * 0.03_f32.powf(random.unit()));
            self.pose.center = [random.between(0.15, 0.85), random.between(0.15, 0.85)];
        }
        if random.chance(0.2) {
            let mut beyond = [0.0; 4];
            let first = random.below(4);
            beyond[first] = random.between(0.0, 0.35);
            if random.chance(0.35) {
                beyond[(first + 1) % 4] = random.between(0.0, 0.25);
            }
            self.pose.beyond = beyond;
            self.pose.fill = Fill::Width(random.between(0.6, 1.1));
        }
        if self.setting == Setting::Desk {
            let area = self.area();
            let around = random.below(5);
            self.things = clutter::around(random, area, around);
            let wide = [area[0] - 250.0, area[1] - 200.0, area[2] + 250.0, area[3] + 200.0];
            let scattered = random.below(9);
            self.things.extend(clutter::scattered(random, wide, scattered));
        }
    }
}

/// Prints a sheet in colours of another country.
pub fn recolor(random: &mut Random, sheet: &mut Sheet) {
    if random.chance(0.4) {
        return;
    }
    let mix: [[f32; 3]; 3] = std::array::from_fn(|row| {
        let weights: [f32; 3] = std::array::from_fn(|at| random.unit() * if at == row { 2.0 } else { 0.8 });
        let sum: f32 = weights.iter().sum();
        weights.map(|weight| weight / sum.max(0.1) * (0.75 + 0.3 * weight.min(1.0)))
    });
    let slope = random.between(0.7, 1.8);
    for point in &mut sheet.points {
        let old = [point[0], point[1], point[2]];
        for (value, weights) in point.iter_mut().zip(mix) {
            let mixed: f32 = weights.iter().zip(old).map(|(weight, part)| weight * part).sum();
            *value = mixed.clamp(0.0, 1.0).powf(slope);
        }
    }
}
