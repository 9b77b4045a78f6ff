//! `preflight document`: pictures judged alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use serde_json::Value;
use support::{Desk, fixtures, run_in};

fn pictures() -> std::path::PathBuf {
    fixtures().join("images")
}

fn seen(name: &str) -> Value {
    let said = run_in(&pictures(), &["document", name, "--format", "json"], "");
    let report: Value = serde_json::from_str(&said.out).unwrap();
    report["documents"][0].clone()
}

#[test]
fn a_spoilt_photo_is_named_and_mended_in_words() {
    let said = run_in(&pictures(), &["document", "glare.jpg", "--fail-on", "warning"], "");
    assert_eq!(said.status, 1);
    let words = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["warning[glare]", "on the upper right of the page", "Tilt the document"] {
        assert!(words.contains(part), "{words}");
    }
    assert_eq!(run_in(&pictures(), &["document", "passport.jpg", "--fail-on", "advice"], "").status, 0);
}

#[test]
fn corners_are_those_of_the_upright_page() {
    let corners = |name: &str| -> Vec<f64> {
        let document = seen(name);
        let quad = document["quad"].as_array().unwrap().clone();
        quad.iter().flat_map(|corner| corner.as_array().unwrap().clone()).map(|side| side.as_f64().unwrap()).collect()
    };
    // The same photo, stored upright, sideways with an EXIF note, and inside a PDF.
    let upright = corners("passport.jpg");
    assert_eq!(upright.len(), 8);
    for other in ["sideways.jpg", "scan.pdf"] {
        let apart = corners(other).iter().zip(&upright).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(apart < 0.01, "{other}: {apart}");
    }
    assert!(upright[0] < 0.1 && upright[1] < 0.1 && upright[4] > 0.9 && upright[5] > 0.9, "{upright:?}");
    let document = seen("passport.jpg");
    assert!(document["rotation_degrees"].as_f64().unwrap().abs() < 3.0);
    assert!((15.0..30.0).contains(&document["pixels_per_character"].as_f64().unwrap()));
    assert_eq!((document["readable"].as_str(), document["acceptable"].as_str()), (Some("yes"), Some("yes")));
}

#[test]
fn what_was_found_is_drawn_into_a_copy() {
    let desk = Desk::new().file("a.jpg", std::fs::read(pictures().join("glare.jpg")).unwrap());
    assert_eq!(desk.run(&["document", "a.jpg", "--annotate", "out.png"]).status, 0);
    let drawn = std::fs::read(desk.path().join("out.png")).unwrap();
    let decoder = image::codecs::png::PngDecoder::new(std::io::Cursor::new(drawn)).unwrap();
    let picture = image::DynamicImage::from_decoder(decoder).unwrap().into_rgb8();
    let share = |wanted: fn(&image::Rgb<u8>) -> bool| {
        picture.pixels().filter(|pixel| wanted(pixel)).count() as f64 / f64::from(picture.width() * picture.height())
    };
    assert!(share(|pixel| pixel[1] > pixel[0].saturating_add(90)) > 0.002, "green corners");
    assert!(share(|pixel| pixel[0] > pixel[1].saturating_add(90)) > 0.002, "a red area");
}

#[test]
fn several_pictures_are_one_report() {
    let said = run_in(&pictures(), &["document", "glare.jpg", "passport.jpg", "glare.jpg", "--format", "json"], "");
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let files: Vec<&str> =
        report["documents"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["glare.jpg", "passport.jpg", "glare.jpg"]);
    let findings = report["findings"].as_array().unwrap();
    let has = |field: &str, defect: &str| findings.iter().any(|one| one["field"] == field && one["defect"] == defect);
    assert!(has("documents[0].file", "glare") && has("documents[2].file", "glare"), "{findings:?}");
    assert!(has("documents[2].file", "same-file-twice") && !has("documents[1].file", "glare"), "{findings:?}");
    let words = run_in(&pictures(), &["document", "passport.jpg", "glare.jpg"], "").out;
    assert!(words.contains("= file: glare.jpg") && words.contains("2 files: 0 errors"), "{words}");
}

/// What could not be looked at is told once, with the rules that wait for it, and is no success.
#[test]
fn a_picture_that_cannot_be_read_here_is_in_doubt() {
    let said = run_in(&pictures(), &["document", "bomb.pdf"], "");
    assert_eq!(said.status, 3);
    assert_eq!(said.out.matches("would take too much").count(), 1, "{}", said.out);
    assert!(said.out.contains("Next: see above what could not be told."), "{}", said.out);
    let twelve_bits = {
        let mut bytes = std::fs::read(pictures().join("passport.jpg")).unwrap();
        let frame = bytes.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
        (bytes[frame + 1], bytes[frame + 4]) = (0xC1, 12);
        Desk::new().file("a.jpg", bytes)
    };
    let said = twelve_bits.run(&["document", "a.jpg"]);
    assert!(said.status == 1 && said.out.contains("a 12-bit JPEG"), "{}", said.out);
}

#[test]
fn wrong_arguments_say_what_to_do() {
    let picture = std::fs::read(pictures().join("passport.jpg")).unwrap();
    let drawing = std::fs::read(pictures().join("small.png")).unwrap();
    let desk = Desk::new().file("a.jpg", &picture).file("a.png", &drawing).file("empty.jpg", "");
    let said = |args: &[&str]| desk.run(&[&["document"], args].concat());
    assert_eq!(said(&[]).status, 2);
    assert_eq!(said(&["a.jpg", "a.jpg", "--annotate", "out.png"]).status, 2);
    let over = said(&["a.png", "--annotate", "./a.png"]);
    assert!(over.status == 2 && over.err.contains("is not written over"), "{}", over.err);
    assert_eq!(std::fs::read(desk.path().join("a.png")).unwrap(), drawing, "the picture is as it was");
    assert_eq!(said(&["a.jpg", "--annotate", "no/such/folder.png"]).status, 2);
    assert_eq!(said(&["a.jpg"; 21]).status, 2);
    let missing = said(&["a.jpg", "nowhere.jpg"]);
    assert!(missing.status == 2 && missing.out.is_empty(), "{}", missing.out);
    assert!(missing.err.contains("nowhere.jpg: there is no such file"), "{}", missing.err);
    let named = said(&["a.jpg", "--annotate", "out.jpg"]);
    assert!(named.status == 2 && named.err.contains("is written as PNG"), "{}", named.err);
    let empty = said(&["empty.jpg"]);
    assert!(empty.status == 1 && empty.out.contains("The file is empty"), "{}", empty.out);
    assert_eq!(said(&["empty.jpg", "--annotate", "out.png"]).status, 2);
    assert!(!desk.path().join("out.png").exists());
}
