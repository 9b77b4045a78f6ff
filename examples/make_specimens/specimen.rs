//! Pictures of invented documents of which everything is known, made from a seed.
//!
//! A flat page is printed, laid on a surface, seen by a camera from somewhere above, lit, blurred by the lens and by
//! movement, measured by a noisy sensor, and stored as JPEG; scene, lens and sensor work in linear light.
//!
//! Other programs of this package take it in as
//! `#[path = "../examples/make_specimens"] mod generator { pub mod specimen; }`.

mod background;
mod camera;
mod clutter;
mod defect;
mod file;
mod frame;
mod lens;
mod light;
mod mrz;
mod page;
mod person;
mod photocopy;
mod plan;
mod portrait;
mod processing;
mod random;
mod scene;
mod screen;
mod sensor;
mod sheet;
mod surface;
mod tone;
mod truth;
mod typeface;
mod wild;

pub use defect::DefectKind;
pub use truth::Truth;
pub use typeface::Typeface;

use camera::Camera;
use clutter::Thing;
use defect::Defect;
use jpeg_encoder::EncodingError;
use page::{Page, Parts};
use plan::{Plan, Setting};
use random::Random;
use scene::Scene;
use screen::Screen;

/// What picture to make.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub seed: u64,
    /// A defect and its strength: 0 barely visible, from 0.5 the picture must be refused, 1 extreme.
    pub defect: Option<(DefectKind, f32)>,
    /// Pixels of the picture's long side; `None` leaves it to the seed. Below about 1100 even a clean picture has too
    /// few for small print. Low resolution and compression choose a size of their own.
    pub long_side: Option<usize>,
}

/// A picture and what is known about it.
pub struct Specimen {
    pub jpeg: Vec<u8>,
    pub truth: Truth,
}

/// Grid points of the printed page for every pixel that it takes in the picture.
const OVERSAMPLING: f32 = 1.15;

/// Grid points a millimetre, least and most.
const PRINT_SCALE: [f32; 2] = [4.0, 34.0];

/// Makes a picture. The seed alone decides the clean picture; a defect spoils that same picture.
///
/// # Errors
/// Where the encoder cannot store a picture of this size.
pub fn render(case: &Case) -> Result<Specimen, EncodingError> {
    let mut plan = Plan::clean(case.seed, case.long_side);
    let mut random = Random::new(case.seed, 3);
    let mut defects = Vec::new();
    if let Some((kind, strength)) = case.defect {
        defects.push(kind.apply(&mut plan, strength, &mut random));
    }
    let page = |scale: f32| plan.page.then(|| plan.kind.draw(case.seed, scale));
    picture(&plan, page, defects, case.seed, random)
}

/// The machine-readable lines of the picture that [`render`] makes of a seed; none where it shows none.
#[allow(dead_code, reason = "a bench asks before it draws")]
pub fn lines(seed: u64) -> Vec<String> {
    let plan = Plan::clean(seed, None);
    if plan.page { plan.kind.lines_of(seed) } else { Vec::new() }
}

/// Makes a picture to learn from: a page of any colour that lies anywhere, with up to two defects.
///
/// # Errors
/// Where the encoder cannot store a picture of this size.
pub fn render_wild(seed: u64, long_side: usize) -> Result<Specimen, EncodingError> {
    let mut plan = Plan::clean(seed, Some(long_side));
    let mut random = Random::new(seed, 6);
    let defects = plan.run_wild(&mut random);
    let mut colors = Random::new(seed, 7);
    let page = |scale: f32| {
        let mut page = plan.page.then(|| plan.kind.draw(seed, scale))?;
        wild::recolor(&mut colors, &mut page.sheet);
        Some(page)
    };
    picture(&plan, page, defects, seed, random)
}

/// Takes the planned picture of the page that `draw` gives at a number of grid points a millimetre.
fn picture(
    plan: &Plan,
    draw: impl FnOnce(f32) -> Option<Page>,
    mut defects: Vec<Defect>,
    seed: u64,
    mut random: Random,
) -> Result<Specimen, EncodingError> {
    let area = plan.area();
    let camera = Camera::aim(&plan.pose, plan.frame, area);
    let middle = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
    let density = camera.density(middle);
    let scale = (density * OVERSAMPLING).clamp(PRINT_SCALE[0], PRINT_SCALE[1]);
    let mut page = draw(scale);
    if let (Some(page), Some(photocopy)) = (&mut page, &plan.photocopy) {
        photocopy.apply(&mut random, &mut page.sheet);
        page.corner = 0.0;
    }
    let parts = page.as_ref().map_or_else(Parts::default, |page| page.parts);
    let corner = page.as_ref().map_or(0.0, |page| page.corner);
    let pitch = pitch(&camera, area, &parts);

    let mut frame = compose(plan, &camera, page.as_ref(), density, seed);
    plan.lamp.shine(&mut frame);
    let gain = light::metered(&frame, &camera, area, plan.white);
    frame.light.iter_mut().for_each(|value| *value *= gain);
    if let Some(shadow) = &plan.shadow {
        shadow.cast(&mut frame, &camera, area);
    }
    if let Some(glare) = &plan.glare {
        let (over, region) = glare.shine(&mut frame, &camera, &mut random, (area, corner), &parts);
        if let Some(defect) = defects.iter_mut().find(|defect| defect.kind == DefectKind::Glare) {
            defect.lies_over(over, region);
        }
    }
    lens::defocus(&mut frame, plan.defocus * pitch);
    lens::motion(&mut frame, plan.motion[0] * pitch, plan.motion[1]);
    lens::soften(&mut frame, plan.softness);
    let mut pixels = plan.sensor.expose(&frame, &mut random);
    processing::sharpen(&mut pixels, frame.width, plan.sharpening);

    let [width, height] = plan.frame;
    let quad = camera.quad(area).map(|[x, y]| [x / width as f32, y / height as f32]);
    let truth = Truth {
        seed,
        page: plan.page.then_some(plan.kind),
        width,
        height,
        orientation: plan.orientation,
        quad: plan.page.then_some(quad),
        rotation_degrees: turn(camera.quad(area)),
        pitch,
        parts,
        mrz: page.map_or_else(Vec::new, |page| page.mrz),
        defects,
    };
    Ok(Specimen { jpeg: file::jpeg(&pixels, plan.frame, plan.orientation, plan.quality)?, truth })
}

fn compose(plan: &Plan, camera: &Camera, page: Option<&Page>, density: f32, seed: u64) -> frame::Frame {
    let screen = match (&plan.display, page) {
        (Some(display), Some(page)) => Some(Screen::new(display, &mut Random::new(seed, 4), page, density)),
        _ => None,
    };
    let mut random = Random::new(seed, 5);
    let mut things = plan.things.clone();
    if plan.setting == Setting::Reprint {
        let [width, height] = plan.kind.sheet_size();
        let center = [width / 2.0 + random.between(-15.0, 15.0), height / 2.0 + random.between(20.0, 70.0)];
        things.push(Thing::paper(center, [210.0, 297.0], random.between(-0.03, 0.03), [0.80; 3]));
    }
    let fingers = match page {
        Some(page) if plan.fingers => {
            let skin = person::Person::new(&mut random).skin;
            clutter::fingers(&mut random, page.area, skin)
        }
        _ => Vec::new(),
    };
    let scene = Scene {
        camera,
        surface: &plan.surface,
        things: &things,
        page,
        screen: screen.as_ref(),
        fingers: &fingers,
        from: plan.from,
        lying: plan.setting != Setting::Reprint,
    };
    scene.compose(plan.frame)
}

/// Pixels a machine-readable character.
fn pitch(camera: &Camera, [left, top, right, bottom]: sheet::Bounds, parts: &Parts) -> f32 {
    let zone = parts.mrz.unwrap_or([0.5; 4]);
    let at = [left + (zone[0] + zone[2]) / 2.0 * (right - left), top + (zone[1] + zone[3]) / 2.0 * (bottom - top)];
    camera.density_across(at) * page::PITCH
}

/// Degrees that the upper and lower edge are turned clockwise.
fn turn([top_left, top_right, bottom_right, bottom_left]: [[f32; 2]; 4]) -> f32 {
    let [x, y] = [0, 1].map(|axis| top_right[axis] - top_left[axis] + bottom_right[axis] - bottom_left[axis]);
    y.atan2(x).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use preflight::image::{Budget, upright_luma};

    const SMALL: Option<usize> = Some(480);

    fn made(seed: u64, defect: Option<(DefectKind, f32)>) -> Specimen {
        render(&Case { seed, defect, long_side: SMALL }).unwrap()
    }

    #[test]
    fn a_seed_makes_the_same_picture_again() {
        for seed in 0..4 {
            assert!(made(seed, None).jpeg == made(seed, None).jpeg);
        }
        assert!(made(1, None).jpeg != made(2, None).jpeg);
    }

    #[test]
    fn pictures_have_the_size_that_the_truth_gives() {
        for seed in 0..12 {
            let specimen = made(seed, None);
            let luma = upright_luma(&specimen.jpeg, 1, &Budget::default()).unwrap();
            assert_eq!((luma.width(), luma.height()), (specimen.truth.width, specimen.truth.height), "seed {seed}");
        }
    }

    #[test]
    fn a_clean_page_lies_within_the_picture() {
        for seed in 0..40 {
            let truth = made(seed, None).truth;
            let inside = truth.quad.unwrap().iter().flatten().all(|at| (-0.001..=1.001).contains(at));
            assert!(inside && truth.rotation_degrees.abs() <= 10.0 && !truth.refuse(), "{truth:?}");
        }
    }

    #[test]
    fn every_defect_leaves_its_mark() {
        for kind in DefectKind::ALL {
            for (strength, refuse) in [(0.2, kind == DefectKind::NoDocument), (0.9, true)] {
                let truth = made(7, Some((kind, strength))).truth;
                assert_eq!((truth.defects.len(), truth.refuse()), (1, refuse), "{} at {strength}", kind.name());
            }
            let grades = [0.0, 0.25, 0.5, 0.75, 1.0].map(|strength| kind.amount(strength));
            let (rising, falling) = (grades.is_sorted(), grades.iter().rev().is_sorted());
            assert!(rising || falling, "{}: {grades:?}", kind.name());
        }
    }

    #[test]
    fn low_resolution_is_as_low_as_asked() {
        for seed in 0..8 {
            let truth = made(seed, Some((DefectKind::LowResolution, 0.5))).truth;
            assert!((truth.pitch / truth.defects[0].amount - 1.0).abs() < 0.08, "{truth:?}");
        }
    }

    #[test]
    fn blurring_leaves_all_else_as_it_was() {
        let (clean, blurred) = (made(3, None).truth, made(3, Some((DefectKind::DefocusBlur, 0.8))).truth);
        assert_eq!((clean.quad, clean.page), (blurred.quad, blurred.page));
    }
}
