//! Writes a set of pictures with their truth, to look at.

use crate::specimen::{Case, DefectKind, Specimen, render, render_wild};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

/// Pictures of each kind where no number is given.
const COUNT: u64 = 6;

/// Pixels of the long side of pictures to learn from where no number is given.
const WILD_SIDE: usize = 480;

/// `FOLDER [--count N] [--defect NAME|wild] [--strength S] [--long-side PIXELS] [--first SEED]`.
pub fn write(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let option = |name: &str| {
        arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1)).map(String::as_str)
    };
    let folder = Path::new(arguments.first().ok_or("usage: --set FOLDER [--count N] [--defect NAME|clean|all]")?);
    let count = option("--count").map_or(Ok(COUNT), str::parse)?;
    let first = option("--first").map_or(Ok(0), str::parse::<u64>)?;
    let long_side = option("--long-side").map(str::parse).transpose()?;
    let wild = option("--defect") == Some("wild");
    let strength = option("--strength").map(str::parse::<f32>).transpose()?;
    let kinds: Vec<Option<DefectKind>> = match option("--defect") {
        Some("clean" | "wild") => vec![None],
        Some("all") | None => std::iter::once(None).chain(DefectKind::ALL.map(Some)).collect(),
        Some(name) => vec![Some(DefectKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or("no such defect")?)],
    };
    std::fs::create_dir_all(folder)?;
    let mut truths = String::new();
    let (mut pixels, start) = (0, Instant::now());
    for kind in kinds {
        for index in 0..count {
            let graded = strength.unwrap_or(index as f32 / (count.max(2) - 1) as f32);
            let case = Case { seed: first + index, defect: kind.map(|kind| (kind, graded)), long_side };
            let specimen: Specimen =
                if wild { render_wild(case.seed, long_side.unwrap_or(WILD_SIDE))? } else { render(&case)? };
            let sort = kind.map_or(if wild { "wild" } else { "clean" }, DefectKind::name);
            let name = format!("{sort}-{:03}.jpg", first + index);
            std::fs::write(folder.join(&name), &specimen.jpeg)?;
            let truth = &specimen.truth;
            pixels += truth.width * truth.height;
            let mut row = serde_json::to_value(truth)?;
            row["file"] = name.into();
            row["refuse"] = truth.refuse().into();
            writeln!(truths, "{row}")?;
        }
    }
    std::fs::write(folder.join("truth.jsonl"), truths)?;
    let seconds = start.elapsed().as_secs_f32();
    println!("{:.1} megapixels in {seconds:.1} s", pixels as f32 / 1e6);
    Ok(())
}
