//! Labelled pictures.

use crate::generator::specimen::{self, Case, DefectKind};
use serde_json::Value;
use std::path::Path;

/// A picture and what must come of it.
pub struct Sample {
    pub name: String,
    pub picture: Vec<u8>,
    /// The defect that the picture was given.
    pub defect: Option<String>,
    /// How strong it is, in words.
    pub strength: String,
    /// Whether the defect must be found.
    pub refuse: bool,
    /// The page's corners; beyond the picture where it is cut.
    pub quad: Option<[[f32; 2]; 4]>,
}

/// Strengths at which each defect is made; from 0.5 on it must be found.
const STRENGTHS: [f32; 4] = [0.0, 0.6, 0.8, 1.0];

/// Long side of generated pictures: what phones send through forms.
const LONG_SIDE: usize = 1800;

/// Pictures of each defect and strength, and clean ones.
pub fn generated(count: u64, each: &mut dyn FnMut(Sample)) {
    for seed in 0..count * 20 {
        each(generate(&Case { seed, defect: None, long_side: Some(LONG_SIDE) }));
    }
    for (index, kind) in (0..).zip(DefectKind::ALL) {
        for (step, strength) in (0..).zip(STRENGTHS) {
            for number in 0..count {
                let seed = 1_000_000 + index * 10_000 + step * 1_000 + number;
                each(generate(&Case { seed, defect: Some((kind, strength)), long_side: Some(LONG_SIDE) }));
            }
        }
    }
}

fn generate(case: &Case) -> Sample {
    let made = specimen::render(case).expect("a picture");
    Sample {
        name: format!("seed {}", case.seed),
        picture: made.jpeg,
        defect: case.defect.map(|(kind, _)| kind.name().to_owned()),
        strength: case.defect.map_or(String::new(), |(_, strength)| format!("{strength:.1}")),
        refuse: made.truth.refuse(),
        quad: made.truth.quad,
    }
}

/// The pictures that the `truth.jsonl` of a folder names.
///
/// A line has `file`, `defect` (absent or null for a clean picture), `strength` and `quad`; a defect of the strength `weak`
/// need not be found.
pub fn of_folder(folder: &str, each: &mut dyn FnMut(Sample)) {
    let folder = Path::new(folder);
    let truth = std::fs::read_to_string(folder.join("truth.jsonl")).expect("truth.jsonl");
    for line in truth.lines() {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let name = line["file"].as_str().expect("file").to_owned();
        let strength = line["strength"].as_str().unwrap_or_default().to_owned();
        let number = |value: &Value| value.as_f64().map(|value| value as f32);
        let corners = line["quad"].as_array().map(|corners| {
            corners.iter().filter_map(|corner| Some([number(&corner[0])?, number(&corner[1])?])).collect::<Vec<_>>()
        });
        each(Sample {
            picture: std::fs::read(folder.join(&name)).expect("a picture"),
            defect: line["defect"].as_str().map(str::to_owned),
            refuse: line["defect"].is_string() && strength != "weak",
            strength,
            quad: corners.and_then(|corners| corners.try_into().ok()),
            name,
        });
    }
}
