//! Counting what was judged right.

use crate::judge::Judge;
use crate::sample::Sample;
use std::collections::{BTreeMap, BTreeSet};

/// Counts over many pictures.
#[derive(Default)]
pub struct Tally {
    clean: usize,
    alarmed: usize,
    /// Of each defect and strength: pictures, and those in which it was found.
    found: BTreeMap<(String, bool, String), (usize, usize)>,
    /// Of each defect: alarms in clean pictures, and in pictures with another defect.
    false_alarms: BTreeMap<String, (usize, usize)>,
    /// Largest distance of a corner from its place by the picture's diagonal, of clean pictures.
    corners: Vec<f32>,
    missed: usize,
}

impl Tally {
    pub fn add(&mut self, judge: &Judge, sample: &Sample, details: bool) {
        let verdict = judge.look(&sample.picture);
        let found: BTreeSet<&str> = verdict.defects.iter().map(String::as_str).collect();
        let right = match &sample.defect {
            None => found.is_empty(),
            Some(defect) => found.contains(defect.as_str()) == sample.refuse && found.iter().all(|name| name == defect),
        };
        if details && !right {
            println!(
                "  {} {} {}: {found:?}",
                sample.name,
                sample.defect.as_deref().unwrap_or("clean"),
                sample.strength
            );
        }
        if let Some(defect) = &sample.defect {
            let key = (defect.clone(), sample.refuse, sample.strength.clone());
            let (all, hits) = self.found.entry(key).or_default();
            *all += 1;
            *hits += usize::from(found.contains(defect.as_str()));
        } else {
            self.clean += 1;
            self.alarmed += usize::from(!found.is_empty());
            self.compare(sample.quad, verdict.quad);
        }
        for alarm in found.iter().filter(|alarm| Some(**alarm) != sample.defect.as_deref()) {
            let (clean, other) = self.false_alarms.entry((*alarm).to_owned()).or_default();
            *(if sample.defect.is_none() { clean } else { other }) += 1;
        }
    }

    fn compare(&mut self, truth: Option<[[f32; 2]; 4]>, found: Option<[[f32; 2]; 4]>) {
        let Some(truth) = truth else { return };
        let Some(found) = found else {
            self.missed += 1;
            self.corners.push(1.0);
            return;
        };
        // Fractions of both sides; which corner is the first is another question.
        let error = |turn: usize| {
            let far = |at: usize| {
                let (a, b) = (truth[at], found[(at + turn) % 4]);
                (a[0] - b[0]).hypot(a[1] - b[1]) / std::f32::consts::SQRT_2
            };
            (0..4).map(far).fold(0.0, f32::max)
        };
        self.corners.push((0..4).map(error).fold(f32::INFINITY, f32::min));
    }

    pub fn print(mut self) {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        println!(
            "clean pictures: {} of {} with a warning or error ({:.1} %)",
            self.alarmed,
            self.clean,
            share(self.alarmed, self.clean)
        );
        self.corners.sort_by(f32::total_cmp);
        if let Some(median) = self.corners.get(self.corners.len() / 2) {
            let near = self.corners.iter().filter(|error| **error <= 0.02).count();
            println!(
                "corners of clean pictures: median {:.2} % of the diagonal, {:.1} % within 2 %, {} not found",
                100.0 * median,
                share(near, self.corners.len()),
                self.missed
            );
        }
        println!("defect                recall  precision  alarms: clean  other;  by strength (* must be found)");
        let defects: BTreeSet<String> = self.found.keys().map(|(defect, ..)| defect.clone()).collect();
        for defect in defects {
            let of = |wanted: bool| {
                let cells = self.found.iter().filter(|((name, refuse, _), _)| *name == defect && *refuse == wanted);
                cells.fold((0, 0), |sum, (_, cell)| (sum.0 + cell.0, sum.1 + cell.1))
            };
            let (all, hits) = of(true);
            let (clean, other) = self.false_alarms.get(&defect).copied().unwrap_or_default();
            let steps: Vec<String> = self
                .found
                .iter()
                .filter(|((name, ..), _)| *name == defect)
                .map(|((_, refuse, step), (all, hits))| {
                    format!("{step}{} {hits}/{all}", if *refuse { "*" } else { "" })
                })
                .collect();
            println!(
                "  {defect:18} {:6.1} %  {:7.1} %  {clean:13}  {other:5};  {}",
                share(hits, all),
                share(hits, hits + clean + other),
                steps.join(", ")
            );
        }
    }
}
