//! How far clean and defective variants lie apart in each measure.

use crate::canvas::Canvas;
use crate::file;
use crate::page::Holder;
use crate::scene::{Random, Reflection, Shot};
use preflight::image::{Measures, Options, inspect};
use std::error::Error;

const VARIANTS: u64 = 50;

/// One measure of a picture, by name.
type Figure = (&'static str, fn(&Measures) -> f32);

/// A finding and when it is made.
type Suspicion = (&'static str, fn(&Measures) -> bool);

/// Limits that separate the variants; a picture is suspected when its measures lie beyond them.
const SUSPICIONS: [Suspicion; 4] = [
    ("blurred", |measures| {
        measures.sharpness.is_some_and(|sharpness| sharpness.sigma > 1.1 && sharpness.relative > 0.001_05)
    }),
    ("dark", |measures| measures.exposure.p95 < 0.35),
    ("overexposed", |measures| measures.exposure.clipped_bright > 0.3 && measures.exposure.p50 > 0.9),
    ("glare", |measures| measures.glare.fraction > 0.003),
];

const FIGURES: [Figure; 8] = [
    ("sigma", |measures| measures.sharpness.map_or(f32::NAN, |sharpness| sharpness.sigma)),
    ("relative", |measures| measures.sharpness.map_or(f32::NAN, |sharpness| sharpness.relative * 1000.0)),
    ("p5", |measures| measures.exposure.p5),
    ("p50", |measures| measures.exposure.p50),
    ("p95", |measures| measures.exposure.p95),
    ("contrast", |measures| measures.exposure.contrast()),
    ("clipped", |measures| measures.exposure.clipped_bright),
    ("glare", |measures| measures.glare.fraction),
];

/// A kind of variant: what is done to a clean shot.
type Kind = (&'static str, fn(&mut Shot, &mut Random));

const KINDS: [Kind; 9] = [
    ("clean", |_, _| {}),
    ("blur 2", |shot, _| shot.blur = 2.0 * shot.width as f32 / 1200.0),
    ("blur 3", |shot, _| shot.blur = 3.0 * shot.width as f32 / 1200.0),
    ("blur 5", |shot, _| shot.blur = 5.0 * shot.width as f32 / 1200.0),
    ("dark", |shot, random| shot.exposure = random.between(0.08, 0.2)),
    ("bright", |shot, random| shot.exposure = random.between(1.8, 3.0)),
    ("glare small", |shot, random| shot.reflection = Some(reflection(random, 0.03))),
    ("glare", |shot, random| shot.reflection = Some(reflection(random, 0.06))),
    ("glare+blur", |shot, random| {
        shot.reflection = Some(reflection(random, 0.06));
        shot.blur = 3.0;
    }),
];

fn reflection(random: &mut Random, radius: f32) -> Reflection {
    Reflection {
        center: [random.between(0.25, 0.75), random.between(0.3, 0.7)],
        radius: radius * random.between(0.8, 1.3),
        light: random.between(200.0, 500.0),
    }
}

/// A clean shot of any size, place, light, noise and JPEG quality.
fn clean(random: &mut Random, seed: u64) -> Shot {
    let width = [700, 1000, 1200, 1600][(random.next() * 4.0) as usize % 4];
    Shot {
        width,
        height: width * 17 / 24,
        tilt: random.between(-12.0, 12.0),
        fill: random.between(0.6, 0.9),
        perspective: random.between(-0.1, 0.1),
        blur: random.between(0.3, 0.9),
        exposure: random.between(0.75, 1.12),
        shade: random.between(-0.3, 0.3),
        noise: random.between(0.0, 8.0),
        reflection: None,
        seed,
    }
}

fn take(shot: &Shot, variant: u64, page: &Canvas, holder: &Holder) -> Canvas {
    match variant % 5 {
        0 => shot.handheld(page, holder),
        1 => shot.scanned(page),
        _ => shot.on_desk(page),
    }
}

/// Prints, for each kind whose name contains `wanted`, the least, median and greatest value of each measure.
pub fn print(wanted: &str) -> Result<(), Box<dyn Error>> {
    let pages = crate::pages();
    print!("{:12}", "kind");
    for (name, _) in FIGURES {
        print!("{name:>23}");
    }
    println!("   (least / median / greatest; relative is sigma per 1000 px of the long side)");
    for (kind, spoil) in KINDS.into_iter().filter(|(kind, _)| kind.contains(wanted)) {
        let mut rows = Vec::new();
        for variant in 0..VARIANTS {
            let mut random = Random(variant * 7919 + 17);
            let mut shot = clean(&mut random, variant);
            let quality = random.between(40.0, 95.0) as u8;
            spoil(&mut shot, &mut random);
            let (page, holder) = &pages[variant as usize % pages.len()];
            let bytes = encode(&take(&shot, variant, page, holder), quality)?;
            let measures = inspect(&bytes, "photo.jpg", &Options::default()).measures.ok_or("not decoded")?;
            rows.push(measures);
        }
        print!("{kind:12}");
        for (_, figure) in FIGURES {
            let mut values: Vec<f32> = rows.iter().map(figure).collect();
            values.sort_by(f32::total_cmp);
            let at = |share: usize| values.get((values.len() - 1) * share / 100).copied().unwrap_or(f32::NAN);
            print!("{:>23}", format!("{:.3}/{:.3}/{:.3}", at(0), at(50), at(100)));
        }
        println!();
        for (name, suspected) in SUSPICIONS {
            let hits = rows.iter().filter(|row| suspected(row)).count();
            print!("    {name} {hits} of {}", rows.len());
        }
        println!();
    }
    Ok(())
}

fn encode(photo: &Canvas, quality: u8) -> file::Bytes {
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, quality).encode(
        &photo.rgb(),
        u16::try_from(photo.width)?,
        u16::try_from(photo.height)?,
        jpeg_encoder::ColorType::Rgb,
    )?;
    Ok(bytes)
}
