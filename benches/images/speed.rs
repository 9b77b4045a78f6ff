//! How long a photo of twelve megapixels takes, by the time in which it is decoded to colours alone.

use crate::generator::specimen::{self, Case, DefectKind};
use preflight::image::{self, Options};
use std::hint::black_box;
use std::time::Instant;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Grain that makes a file nearly as large as phones write them.
const GRAIN: f32 = 0.3;

/// The best of so many runs counts.
const RUNS: usize = 9;

pub fn print() {
    let photos = || {
        let case = |seed| Case { seed, defect: Some((DefectKind::Noise, GRAIN)), long_side: Some(4000) };
        (12..).filter_map(move |seed| specimen::render(&case(seed)).ok())
    };
    for with_lines in [true, false] {
        let photo = photos().find(|photo| photo.truth.mrz.is_empty() != with_lines).expect("a picture").jpeg;
        let info = image::inspect(&photo, "photo.jpg", &Options::default());
        let lines = match info.zone {
            Some(zone) => zone.format(),
            None => "without lines",
        };
        let (width, height) = (info.width.unwrap_or(0), info.height.unwrap_or(0));
        println!("a photo of {width} x {height} pixels, {:.1} MB, {lines}", photo.len() as f64 / 1e6);
        let decode = best(|| {
            let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
            black_box(JpegDecoder::new_with_options(ZCursor::new(&photo), options).decode().expect("a sound file"));
        });
        let judge = best(|| {
            black_box(image::inspect(&photo, "photo.jpg", &Options::default()));
        });
        let ratio = judge / decode;
        println!("  decoded to colours {decode:6.1} ms; everything measured {judge:6.1} ms; ratio {ratio:.2}");
    }
}

/// Milliseconds.
fn best(mut work: impl FnMut()) -> f64 {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e3
    };
    std::iter::repeat_with(time).take(RUNS).fold(f64::INFINITY, f64::min)
}
